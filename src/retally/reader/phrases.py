"""The words of a paragraph outside its quotes, with the noun phrases among them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from retally.model.story import Span
from retally.reader.cues import CHANNELS, DATA, strong_forms, verb_of_saying
from retally.reader.items import _FINAL, Item, bounds_of, items_of
from retally.reader.quotes import Quote
from retally.reader.roles import GROUPS, is_role
from retally.reader.word_sets import word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase: the items from `first` up to, not including, `last`."""

    first: int
    last: int
    head: str
    is_pronoun: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """The items of one paragraph with its noun phrases and where sentences end."""

    paragraph: int
    span: Span
    items: tuple[Item, ...]
    phrases: tuple[Phrase, ...]
    bounds: tuple[tuple[int, int], ...]
    starts: dict[int, Phrase] = field(default_factory=dict)
    ends: dict[int, Phrase] = field(default_factory=dict)

    def span_of(self, first: int, last: int) -> Span:
        """The text from one item up to, not including, another."""
        return Span(start=self.items[first].span.start, end=self.items[last - 1].span.end)


def stretch(text: str, paragraph: Span, number: int, found: Sequence[Quote]) -> Stretch:
    """One paragraph taken apart."""
    items = items_of(text, paragraph, found)
    phrases = _phrases(items)
    return Stretch(
        paragraph=number,
        span=paragraph,
        items=items,
        phrases=phrases,
        bounds=bounds_of(items),
        starts={phrase.first: phrase for phrase in phrases},
        ends={phrase.last: phrase for phrase in phrases},
    )


LONGEST_PHRASE = 40
"""Items of a noun phrase; more are a list or no text."""


_PARTICLES = word_set(
    """von van der den de del della di da do dos la le du al el bin ibn ben abu ter zu y e"""
)


_DETERMINERS = frozenset({"AT0", "DPS", "DT0"})


_TITLE_DOTS = word_set(
    """mr mrs ms dr gen sen rep gov lt col maj capt sgt prof st jr sr adm brig cmdr rev hon pres
    sec dep vol no"""
)


PRONOUNS = word_set(
    """he she they it we i you who one another some others many several most both all"""
)


def _phrases(items: Sequence[Item]) -> tuple[Phrase, ...]:
    found = []
    at = 0
    while at < len(items):
        end = _phrase_end(items, at)
        if end > at:
            found.append(_phrase(items, at, end))
            at = end
        else:
            at += 1
    return tuple(found)


def _phrase_end(items: Sequence[Item], at: int) -> int:
    """Where the noun phrase that begins at an item ends; `at` itself where none begins."""
    if _is_pronoun(items, at):
        return at + 1
    end = at
    noun_end = at
    while end < min(len(items), at + LONGEST_PHRASE):
        item = items[end]
        if item.stops and item.quote is None and item.low in _FINAL:
            break
        if noun_end == end > at and _starts_another(items, end):
            break
        if _is_noun(items, end, at) or _counts_after_of(items, end, at):
            end += 1
            noun_end = end
        elif (
            (
                _is_determiner(items, end)
                and (end == at or items[end - 1].low in {"of", "for", "on"})
            )
            or _is_modifier(items, end, at)
            or (item.tag == "POS" and noun_end == end and end > at)
            or (noun_end == end and end > at and _joins(items, end))
        ):
            end += 1
        else:
            break
    return noun_end


def _is_determiner(items: Sequence[Item], at: int) -> bool:
    """Whether an item is an article or the like; "that" before a plural begins a clause."""
    if items[at].tag not in _DETERMINERS:
        return False
    after = items[at + 1].tag if at + 1 < len(items) else ""
    if items[at].low == "that" and at and items[at - 1].low in strong_forms():
        # "added that last week 30 men died"
        return after[:2] in {"", "PU", "PR", "VV", "VB", "VH"}
    return items[at].low != "that" or after not in {"CRD", "NN2", "NP0", "AT0", "DPS"}


def _is_pronoun(items: Sequence[Item], at: int) -> bool:
    """Whether a pronoun stands alone, and not as "one" in "one resident"."""
    if items[at].low not in PRONOUNS or not items[at].tag.startswith(("PN", "CRD", "DT", "AV")):
        return False
    after = items[at + 1] if at + 1 < len(items) else None
    return items[at].tag == "PNP" or after is None or not after.tag.startswith(("NN", "AJ", "CRD"))


def _starts_another(items: Sequence[Item], at: int) -> bool:
    """Whether a name begins a phrase of its own: "the 30 deaths Smith reported"."""
    before = items[at - 1]
    if items[at].tag == "CRD":
        # "told the crowd 30 tanks were lost"
        return before.tag.startswith("NN") and not before.is_capital
    if before.is_capital or not items[at].is_capital or is_role(before.low):
        return False
    if before.tag == "NN2":
        return True
    # "the eastern command Jane Smith": a full name after a noun that is no role.
    after = items[at + 1] if at + 1 < len(items) else None
    is_full = after is not None and after.is_capital and after.tag.startswith("N")
    return before.tag == "NN1" and items[at].tag == "NP0" and is_full


def _counts_after_of(items: Sequence[Item], at: int, first: int) -> bool:
    """Whether a number stands for what it counts: "mother of three"."""
    return at > first and items[at].tag == "CRD" and items[at - 1].low == "of"


def _is_noun(items: Sequence[Item], at: int, first: int) -> bool:
    item = items[at]
    if item.quote is not None or not item.word or not item.word[0].isalpha():
        return False
    if item.low == "think" and at + 1 < len(items) and items[at + 1].low in {"tank", "tanks"}:
        return True
    if item.tag == "AJ0" and at > first and is_role(item.low):
        # "the army chief", "the former general"
        after = items[at + 1] if at + 1 < len(items) else None
        return after is None or not after.tag.startswith(("NN", "AJ")) or after.is_capital
    if item.tag.startswith("NN"):
        if item.is_capital or verb_of_saying(item.low) is None:
            return True
        if item.low.endswith("ing") and at and items[at - 1].low in _BEGINNING:
            # "began reporting 300 deaths"
            return False
        if item.tag == "NN1" and (at == 0 or items[at - 1].tag != "NN2"):
            return True
        return not _reads_as_verb(items, at)
    if item.low in DAYS:
        return _is_first_name(items, at)
    if item.tag.startswith("NP"):
        return True
    if item.low in _PARTICLES and at > first and at + 1 < len(items):
        return items[at + 1].is_capital or items[at + 1].low in _PARTICLES
    if item.is_capital and item.low not in _LITTLE and not item.tag.startswith(("V", "PN", "AT")):
        # A name out of the tagger's dictionary; the first word of a sentence may be anything.
        begins = at == 0 or items[at - 1].stops
        if item.tag in {"UNC", "AJ0", "ORD", "ITJ"}:
            return (
                not begins
                or item.tag == "UNC"
                or _is_name_after(items, at)
                or (item.tag == "AJ0" and _is_before_verb(items, at))
            )
    if item.is_capital and item.tag.startswith("V"):
        if at > first:
            return items[at - 1].is_capital
        # "Lynch said": a surname that is also a verb.
        return at + 1 < len(items) and items[at + 1].low in strong_forms()
    return False


_BEGINNING = word_set("start starts started begin begins began begun stop stopped kept keeps")


def _is_first_name(items: Sequence[Item], at: int) -> bool:
    """Whether "Jan" or "April" is somebody's name: before a name, and after no "in"."""
    before = items[at - 1].low if at else ""
    return (
        items[at].low in _NAMES_TOO
        and before not in {"in", "since", "by", "until", "from", "of", "last", "this", "early"}
        and at + 1 < len(items)
        and items[at + 1].is_capital
        and items[at + 1].tag.startswith("NP")
        and items[at + 1].low not in DAYS
    )


_NAMES_TOO = frozenset({"jan", "may", "april", "june", "august"})


def _is_before_verb(items: Sequence[Item], at: int) -> bool:
    """Whether a verb follows: what the tagger takes for an adjective is then a name."""
    return at + 1 < len(items) and items[at + 1].tag in {"VVD", "VVZ", "VBD", "VBZ", "VHZ", "VHD"}


def _is_name_after(items: Sequence[Item], at: int) -> bool:
    return at + 1 < len(items) and items[at + 1].is_capital and items[at + 1].tag.startswith("N")


def _reads_as_verb(items: Sequence[Item], at: int) -> bool:
    """Whether "estimates", "claims" or "reports" after a name is the verb."""
    before = items[at - 1] if at else None
    after = items[at + 1] if at + 1 < len(items) else None
    if before is None or after is None or not before.tag.startswith(("NN", "NP", "UNC")):
        return False
    if after.low in {".", ","}:
        return _follows_subject(items, at)
    return after.tag in {"CJT", "AT0", "DPS", "CRD", "PNP", "QUOTE", "AV0", "DT0"} or (
        after.tag.startswith("N") and after.is_capital
    )


def _follows_subject(items: Sequence[Item], at: int) -> bool:
    """Whether what stands between a comma and an item is its subject: ", doctors report."."""
    start = at
    while start > 0 and at - start < LONGEST_NAME:
        if items[start - 1].tag[:2] not in _NOMINAL and items[start - 1].low != "of":
            break
        start -= 1
    named = any(item.is_capital for item in items[start:at])
    low = items[at - 1].low
    speaks = is_role(low) or low in GROUPS or low in DATA
    return (named or speaks) and start > 0 and items[start - 1].low == ","


_NOMINAL = frozenset({"NN", "NP", "AT", "AJ"})


LONGEST_NAME = 8
"""Items of a name with its article."""


def _is_modifier(items: Sequence[Item], at: int, first: int) -> bool:
    item = items[at]
    if item.quote is not None:
        return False
    if _is_day(items, at):
        return False
    if item.tag.startswith("AJ") or item.tag in {"CRD", "ORD"}:
        return True
    if item.low in {"-", "/"} and at > first and items[at - 1].tag == "CRD":
        # "the 34-year-old", "9/11"
        after = items[at + 1] if at + 1 < len(items) else None
        return after is not None and after.span.start == item.span.end and after.quote is None
    if item.tag in {"VVN", "VVG", "AV0"} and at > first:
        # "the occupied towns", "the widely respected group"
        follows = items[at + 1].tag if at + 1 < len(items) else ""
        is_inside = items[at - 1].tag in _DETERMINERS or items[at - 1].tag == "POS"
        return is_inside and follows.startswith(("N", "AJ")) and "-ly" not in item.low
    return item.low in {"&", "former", "then", "acting"} and at + 1 < len(items)


def _is_day(items: Sequence[Item], at: int) -> bool:
    """Whether a number is a part of a day in figures, "2031-06-12": it counts nothing."""
    if items[at].tag != "CRD":
        return False
    for first in (at - 4, at - 2, at):
        parts = items[max(0, first) : first + 5]
        if first < 0 or len(parts) < 5:
            continue
        year, month, day = (parts[number].low for number in (0, 2, 4))
        is_tied = parts[0].span.start + len(year + month + day) + 2 == parts[4].span.end
        is_day = len(year) == 4 and (year + month + day).isdecimal() and len(month) <= 2 >= len(day)
        if is_tied and is_day and parts[1].low == parts[3].low:
            return True
    return False


def _joins(items: Sequence[Item], at: int) -> bool:
    """Whether "of", the dot of a short form or "for" in a name ties two nouns."""
    item = items[at]
    if at + 1 >= len(items):
        return False
    after = items[at + 1]
    before = items[at - 1]
    if item.low == ".":
        return not item.stops and (before.low in _TITLE_DOTS or len(before.low) == 1)
    if item.low == "of":
        return True
    if item.low in {"for", "on", "and", "&"} and before.is_capital:
        if item.low == "on" and after.low in CHANNELS:
            return False
        is_name = after.is_capital or (
            after.low == "the" and at + 2 < len(items) and items[at + 2].is_capital
        )
        return is_name and _is_institution(items, at)
    return False


def _is_institution(items: Sequence[Item], at: int) -> bool:
    """Whether the words before "for" or "and" begin an institution's name."""
    return any(item.low in _INSTITUTIONS for item in items[max(0, at - 4) : at])


_INSTITUTIONS = word_set(
    """institute center centre council committee office department ministry agency association
    society foundation fund organization organisation network academy bureau commission college
    school alliance campaign coalition movement group board union observatory mission headquarters
    initiative centre"""
)


DAYS = word_set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december tue tues wed thu thur thurs fri
    jan feb mar apr jun jul aug sep sept oct nov dec today yesterday tomorrow tonight"""
)


_LITTLE = word_set(
    """last next previous the a an in on at by for from of to and but or as if when while after
    before since because although though however meanwhile this that these those there here it
    its he she they we i you his her their our my your with without under over during despite
    according yes no not so then now also both either neither what who which why how where still
    yet even just only more most many some all any each every asked additionally earlier later
    once unlike like"""
)


def _phrase(items: Sequence[Item], first: int, last: int) -> Phrase:
    run = items[first:last]
    head = _head(run)
    pronoun = len(run) == 1 and run[0].low in PRONOUNS and not run[0].tag.startswith("N")
    return Phrase(
        first=first,
        last=last,
        head=head,
        is_pronoun=pronoun,
        names=tuple(item.word for item in run if item.is_capital and item.low not in _LITTLE),
    )


def _head(run: Sequence[Item]) -> str:
    """The last noun before "of", else the last word."""
    for at, item in enumerate(run):
        if item.low == "of" and at > 0:
            return run[at - 1].low
    return run[-1].low


def phrase_at(stretch: Stretch, at: int) -> Phrase | None:
    """The noun phrase that an item lies in; None where it lies in none."""
    position = bisect_left(stretch.phrases, at + 1, key=lambda phrase: phrase.first) - 1
    if position < 0:
        return None
    phrase = stretch.phrases[position]
    return phrase if phrase.first <= at < phrase.last else None
