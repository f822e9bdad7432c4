"""Whose words a verb of saying gives: its subject, before the verb, after it, or carried on."""

from __future__ import annotations

from dataclasses import dataclass

from retally.reader.appositions import (
    BREAKS,
    FINITE,
    RELATIVES,
    apposition_after,
    comma_before,
    explains,
    is_apart,
    is_name,
)
from retally.reader.cues import DATA
from retally.reader.items import is_common
from retally.reader.phrases import DAYS, Phrase, Stretch
from retally.reader.roles import BODIES, INSTITUTIONS, is_role
from retally.reader.word_sets import word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source as printed: items from `first` up to `last`, and its apposition's.

    Parameters
    ----------
    beside_first, beside_last
        The words that explain it ("Smith, the mayor,"); equal where there are none.
    """

    first: int
    last: int
    beside_first: int = 0
    beside_last: int = 0

    @property
    def begins(self) -> int:
        """First item of the source or of what explains it."""
        return min(self.first, self.beside_first) if self.beside_last else self.first

    @property
    def ends(self) -> int:
        """The item after the source and what explains it."""
        return max(self.last, self.beside_last)


_SKIPPED = frozenset({"AV0", "XX0", "VM0", "AVP", "PNX", "EX0", "AVQ"})


_HELPERS = word_set(
    """has have had 've 'd is was are were be been being 's did does do would could will may might
    should can must not n't also himself herself themselves itself later then still both all
    each reportedly repeatedly previously earlier recently again once went on"""
)


BEING = word_set("is was are were be been being 's 're get gets got")


_LINKS = word_set("of for from at in with on to against about as like")


SPOKEN_IN = word_set(
    """statement interview tweet post message email letter speech report briefing conference
    address call news memo note video phone"""
)


MOST_SEGMENTS = 5
"""Commas looked back over for the subject; more stand in lists, not around appositions."""


def before_verb(stretch: Stretch, verb: int, start: int) -> Source | None:
    """The subject that stands before a verb, within a sentence that begins at `start`.

    Looks past adverbs, helping verbs, days, "in a statement", appositions and relative clauses.
    """
    at = past_helpers(stretch, verb, start)
    if at < start:
        return None
    item = stretch.items[at]
    if item.low in RELATIVES and at > start:
        before = at - 1
        if stretch.items[before].low == "," and before > start:
            before -= 1
        phrase = stretch.ends.get(before + 1)
        if phrase is not None and item.low != "that":
            return _extended(stretch, phrase, start)
        phrase = stretch.ends.get(before)
        if phrase is not None and stretch.items[before].low == "of":
            # "many of whom say"
            return Source(first=phrase.first, last=at + 1)
    phrase = stretch.ends.get(at + 1)
    if phrase is not None:
        return _titled(stretch, phrase, start) or _extended(stretch, phrase, start)
    if item.low in BREAKS and is_apart(stretch, at):
        return _before_comma(stretch, at, start)
    return _with_relative(stretch, at, start) if item.tag in FINITE else None


def _titled(stretch: Stretch, phrase: Phrase, start: int) -> Source | None:
    """A name right after an office: "spokesman for the eastern command Jane Smith"."""
    before = stretch.ends.get(phrase.first)
    if before is None or before.first < start or not phrase.names:
        return None
    office = _extended(stretch, before, start)
    head = stretch.starts[office.first].head
    if not is_role(head):
        return None
    return Source(
        first=phrase.first,
        last=phrase.last,
        beside_first=office.first,
        beside_last=office.last,
    )


def _with_relative(stretch: Stretch, verb: int, start: int) -> Source | None:
    """The subject before a relative clause without its pronoun: "experts they asked said"."""
    inner = stretch.ends.get(verb)
    outer = stretch.ends.get(inner.first) if inner is not None else None
    if outer is None or outer.first < start:
        return None
    return _extended(stretch, outer, start)


def past_helpers(stretch: Stretch, verb: int, start: int) -> int:
    """The item before a verb and its adverbs, helping verbs and days; below `start` for none."""
    at = verb - 1
    while at >= start:
        item = stretch.items[at]
        if item.quote is not None:
            return at
        if item.tag in _SKIPPED or item.low in _HELPERS:
            if at + 1 in stretch.ends and item.tag != "AV0":
                return at
            at -= 1
        elif item.low in DAYS or _is_year(stretch, at):
            at -= 1
            while at >= start and stretch.items[at].low in {"on", "late", "early", "last", "in"}:
                at -= 1
        elif (adverbial := _spoken_in(stretch, at)) is not None and adverbial > start:
            at = adverbial - 1
        else:
            return at
    return at


def _is_year(stretch: Stretch, at: int) -> bool:
    """Whether an item is the year of "in 2010"."""
    item = stretch.items[at]
    return item.tag == "CRD" and len(item.low) == 4 and at > 0 and stretch.items[at - 1].low == "in"


def _spoken_in(stretch: Stretch, at: int) -> int | None:
    """Where "in a statement" begins that ends at an item; None where none does."""
    phrase = stretch.ends.get(at + 1)
    if phrase is None or phrase.first == 0 or phrase.head not in SPOKEN_IN:
        return None
    before = stretch.items[phrase.first - 1]
    return phrase.first - 1 if before.low in {"in", "on", "during", "at", "after"} else None


def _extended(stretch: Stretch, phrase: Phrase, start: int) -> Source:
    """The phrase with what it hangs on: "officials in the capital", "the army and the navy"."""
    first = phrase.first
    items = stretch.items
    for _ in range(MOST_SEGMENTS):
        if first - 1 <= start:
            break
        link = items[first - 1]
        before = stretch.ends.get(first - 1)
        if link.low == "by" and items[first - 2].tag in {"VVN", "VVD"}:
            # "data from the institute analysed by the agency"
            maker = stretch.ends.get(first - 2)
            if maker is None or maker.first < start:
                break
            if maker.head not in DATA:
                return Source(first=maker.first, last=maker.last)
            first = maker.first
            continue
        if before is None and link.low in _LINKS and items[first - 2].tag in {"VVN", "VVD", "VVG"}:
            # "residents evacuated from the town said": two verbs, so the first is a participle.
            moved = stretch.ends.get(first - 2)
            if moved is not None and moved.first >= start and not moved.is_pronoun:
                return _extended(stretch, moved, start)
        if before is None and _is_close_to(stretch, first - 2):
            # "officials familiar with the matter"
            before = stretch.ends.get(first - 2)
        if before is None or before.first < start or before.is_pronoun:
            break
        tallied = link.low == "by" and before.head in DATA
        if link.low not in _LINKS and link.low not in {"and", "or", "&"} and not tallied:
            break
        first = before.first
    group = stretch.ends.get(first)
    if group is not None and group.first >= start and _names_group(stretch, group, phrase):
        # "the news outlets Marrow and Tern"
        first = group.first
    if first != phrase.first and not _begins_clause(stretch, first, start):
        first = phrase.first
    return Source(first=first, last=phrase.last)


def _names_group(stretch: Stretch, group: Phrase, named: Phrase) -> bool:
    """Whether a plural noun of bodies or people stands right before their names."""
    head = group.head
    is_plural = stretch.items[group.last - 1].tag == "NN2"
    return is_plural and bool(named.names) and (is_common(head) or head.removesuffix("s") in BODIES)


def _is_close_to(stretch: Stretch, at: int) -> bool:
    return at > 0 and stretch.items[at].low in _CLOSE


_CLOSE = frozenset({"familiar", "close", "based", "briefed", "involved", "loyal", "allied"})


def _begins_clause(stretch: Stretch, first: int, start: int) -> bool:
    if first <= start:
        return True
    before = stretch.items[first - 1]
    return (
        before.quote is not None
        or before.tag in {"CJS", "CJT", "CJC", "PUN"}
        or (before.tag == "AV0" and before.low not in {"more", "less"})
        or before.low in {",", "that", "while", "as", "but", ":", ";", "–", "—"}
    )


def _before_comma(stretch: Stretch, comma: int, start: int) -> Source | None:
    """The subject before an apposition that a comma closes: "Smith, the mayor, said"."""
    close = comma
    for _ in range(MOST_SEGMENTS):
        opening = comma_before(stretch, close, start)
        if opening is None:
            return None
        if not explains(stretch, opening + 1, close, opening):
            return None
        phrase = stretch.ends.get(opening)
        if phrase is not None and phrase.head not in DAYS:
            earlier = comma_before(stretch, opening, start)
            chained = (
                earlier is not None
                and stretch.ends.get(earlier) is not None
                and explains(stretch, earlier + 1, opening, earlier)
                and is_name(stretch.ends[earlier])
            )
            if not chained:
                source = _extended(stretch, phrase, start)
                return Source(
                    first=source.first,
                    last=source.last,
                    beside_first=opening + 1,
                    beside_last=comma,
                )
        close = opening
    return None


def after_verb(stretch: Stretch, verb: int, end: int) -> Source | None:
    """The subject that follows its verb: "said the head of the union, Jane Smith,"."""
    phrase = stretch.starts.get(verb + 1)
    if phrase is None:
        return None
    return with_links(stretch, phrase, end)


def with_links(stretch: Stretch, phrase: Phrase, end: int) -> Source:
    """A phrase with what hangs on it to its right, and its apposition."""
    last = phrase.last
    items = stretch.items
    named = stretch.starts.get(last)
    if named is not None and named.last <= end and _names_group(stretch, phrase, named):
        last = named.last
    if phrase.head in GATHERED:
        last = _made_by(stretch, last, end)
    while last + 1 < end and items[last].low in {"of", "for", "from", "at", "by", "and", "with"}:
        following = stretch.starts.get(last + 1)
        if following is None or following.is_pronoun:
            break
        if items[last].low == "at" and following.head not in INSTITUTIONS:
            # "said Smith at a meeting"
            break
        if items[last].low == "and" and _is_subject(stretch, following, end):
            break
        last = following.last
        if phrase.head in GATHERED:
            last = _made_by(stretch, last, end)
    if last + 1 < end and items[last].low == "in" and not is_name(phrase):
        following = stretch.starts.get(last + 1)
        if following is not None and following.names:
            last = following.last
    beside = apposition_after(stretch, last, end)
    return Source(
        first=phrase.first,
        last=last,
        beside_first=min(last + 1, max(beside, last)),
        beside_last=beside,
    )


def _made_by(stretch: Stretch, last: int, end: int) -> int:
    """Where the words end that tell who made data: "supplied by the institute and analysed by"."""
    items = stretch.items
    at = last
    for _ in range(3):
        verb = at + 1 if at < end and items[at].low == "and" else at
        if verb + 2 >= end or not items[verb].tag.startswith(("VV", "AJ")):
            return at
        # "analysed today by the agency"
        by = verb + 2 if items[verb + 1].low in DAYS else verb + 1
        phrase = stretch.starts.get(by + 1)
        if items[by].low not in {"by", "from", "on"} or phrase is None:
            return at
        if items[by].low == "on" and phrase.head not in DATA:
            return at
        at = phrase.last
    return at


def _is_subject(stretch: Stretch, phrase: Phrase, end: int) -> bool:
    return phrase.last < end and stretch.items[phrase.last].tag.startswith("V")


GATHERED = DATA | {"sources", "information", "evidence", "claims", "reports", "material"}
"""Nouns of what somebody gathers: "sources gathered by the institute"."""


def is_data(stretch: Stretch, source: Source) -> bool:
    """Whether a source is what somebody counted or wrote: "figures from the ministry"."""
    phrase = stretch.starts.get(source.first)
    return phrase is not None and phrase.head in DATA


def document_before(stretch: Stretch, at: int, start: int) -> Source | None:
    """The document that a sentence begins with: "In a report from the ministry, it was said"."""
    items = stretch.items
    opens = start
    while opens < at and items[opens].tag in {"AV0", "CJC"}:
        opens += 1
    phrase = stretch.starts.get(opens + 1)
    if phrase is None or items[opens].low not in {"in", "per", "from"}:
        return None
    if phrase.head not in DATA and phrase.head not in SPOKEN_IN:
        return None
    source = with_links(stretch, phrase, at)
    return source if source.ends <= at and items[at - 1].low == "," else None


def is_measure(phrase: Phrase) -> bool:
    """Whether a phrase after "according to" is a rule or a size, which says nothing itself."""
    return phrase.head in MEASURES and not phrase.names


MEASURES = word_set(
    """border borders boundary boundaries law laws rule rules plan plans schedule timetable size
    rank age type need needs ability custom tradition calendar principle principles standard
    standards criteria order constitution protocol logic nature weight order seniority"""
)


def subject_of(stretch: Stretch, start: int, verb: int) -> Source | None:
    """The subject of a sentence: its first noun phrase outside a prepositional one."""
    for position in range(start, verb):
        phrase = stretch.starts.get(position)
        if phrase is None or phrase.head in DAYS:
            continue
        before = stretch.items[position - 1] if position > start else None
        if before is not None and before.tag in {"PRP", "PRF", "TO0", "VVG", "VVI"}:
            continue
        return with_links(stretch, phrase, verb)
    return None
