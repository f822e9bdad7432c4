"""Which words of a sentence a reporting clause reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retally.reader.cues import strong_forms
from retally.reader.phrases import DAYS, Phrase, Stretch
from retally.reader.sayings import Saying
from retally.reader.sources import FINITE, with_links
from retally.reader.word_sets import word_set


@dataclass(frozen=True, kw_only=True)
class Content:
    """The words said: items from `first` up to `last`, and the clause that reports them.

    Parameters
    ----------
    is_after
        Whether the words follow the clause.
    has_that
        Whether "that" introduces them.
    is_sure
        Whether their place alone tells that they were said.
    """

    first: int
    last: int
    saying: Saying
    is_after: bool = False
    has_that: bool = False
    is_sure: bool = False


LONGEST_LEAD = 30
"""Items between a cue and the "that" or the quote that begins the words said."""

_DASHES = frozenset({",", "–", "—", "--", "-", ";", ":", "―"})
_TELLING = frozenset({"tell", "inform", "assure", "remind", "advise", "notify"})
NAMING = word_set("call describe brand dub label hail term portray depict")
"""Verbs that give something a name: what they quote may look like a title."""

_OBJECT = word_set(
    """call describe brand dub label term slam blast denounce condemn criticize criticise dismiss
    hail praise accuse blame put compare liken characterize characterise portray depict threaten
    urge ask refer cite quote reject mock deride defend demand propose"""
)
"""Verbs whose object belongs to the words said: "called the plan "a trap""."""


def contents(stretch: Stretch, found: Sequence[Saying], start: int, end: int) -> list[Content]:
    """The words that each reporting clause of a sentence reports; none for one that has none."""
    out: list[Content] = []
    taken = start
    for number, saying in enumerate(found):
        limit = found[number + 1].first if number + 1 < len(found) else end
        before = _before(stretch, saying, taken)
        if before is None and number and not saying.is_carried:
            # "The army had told us it would leave, the mayor said": all before is the mayor's.
            before = _before(stretch, saying, start)
            if before is not None and _has_quote(stretch, before):
                before = None
        after = _after(stretch, saying, end, limit)
        counted = _counted(stretch, saying, start)
        chosen = []
        if before is not None and after is not None and _is_inserted(stretch, saying):
            ends_in_quote = stretch.items[before.last - 1].quote is not None
            before_says = ends_in_quote or (
                _has_verb(stretch, before)
                and not _is_predicate(stretch, after)
                and stretch.items[before.last - 1].tag not in FINITE
            )
            chosen += [before] if before_says else []
            if not before_says or _has_clause(stretch, after):
                # "The war, he said, is lost": what goes on around a clause is what was said.
                chosen.append(replace(after, is_sure=_is_predicate(stretch, after)))
        elif before is not None and _is_postposed(stretch, saying, before, after):
            chosen.append(before)
            if after is not None and _begins_with_quote(stretch, after):
                chosen.append(after)
        elif counted is not None:
            chosen.append(counted)
        elif after is not None:
            chosen.append(after)
        for one in chosen:
            trimmed = _trimmed(stretch, one, found[number + 1 :], start) if one.is_after else one
            if trimmed is not None and _is_said(stretch, saying, trimmed):
                out.append(trimmed)
                taken = max(taken, trimmed.last)
        taken = max(taken, min(saying.ends, max(limit, saying.last)))
    return out


def _before(stretch: Stretch, saying: Saying, start: int) -> Content | None:
    """The words before a clause, where a quote or a comma ends them."""
    last = saying.begins
    items = stretch.items
    is_closed = False
    while last > start and items[last - 1].low in _DASHES and items[last - 1].quote is None:
        last -= 1
        is_closed = True
    first = start
    while (
        first < last and items[first].quote is None and items[first].low in _DASHES | {"and", "but"}
    ):
        first += 1
    if last <= first:
        return None
    ends_in_quote = items[last - 1].quote is not None
    if not ends_in_quote and not is_closed and saying.lemma != "according to":
        return None
    return Content(first=first, last=last, saying=saying)


def _is_predicate(stretch: Stretch, content: Content) -> bool:
    """Whether words go on with the verb of what stands before the clause."""
    return stretch.items[content.first].tag in FINITE


def _is_inserted(stretch: Stretch, saying: Saying) -> bool:
    """Whether a clause stands between two commas within the words: "the war, he said, is lost"."""
    items = stretch.items
    if saying.lemma == "according to" or saying.is_carried or saying.begins == 0:
        return False
    if saying.ends >= len(items) or items[saying.ends].quote is not None:
        return False
    before = items[saying.begins - 1]
    return before.quote is None and before.low == "," and items[saying.ends].low == ","


def _counted(stretch: Stretch, saying: Saying, start: int) -> Content | None:
    """What a relative clause without its pronoun reports: "the 30 deaths Smith announced"."""
    if saying.source is None or saying.is_inverted or saying.is_carried:
        return None
    low = stretch.items[saying.first].low
    phrase = stretch.ends.get(saying.source.first)
    if phrase is None or phrase.first < start or low not in strong_forms():
        return None
    if all(item.tag != "CRD" for item in stretch.items[phrase.first : phrase.last]):
        return None
    return Content(first=phrase.first, last=phrase.last, saying=saying, is_sure=True)


def _after(stretch: Stretch, saying: Saying, end: int, limit: int) -> Content | None:
    """The words after a clause, from its "that", its quote, or what follows whom it tells."""
    items = stretch.items
    while end > saying.ends and items[end - 1].quote is None and items[end - 1].low in _FINAL:
        end -= 1
    first, has_that = _lead(stretch, saying, end, min(end, limit))
    while first < end and items[first].quote is None and items[first].low in _DASHES:
        first += 1
    if first < end and items[first].low == "that" and items[first].tag == "CJT":
        first, has_that = first + 1, True
    if first >= end:
        return None
    return Content(first=first, last=end, saying=saying, is_after=True, has_that=has_that)


_FINAL = frozenset(".!?…,;:")


def _lead(stretch: Stretch, saying: Saying, end: int, limit: int) -> tuple[int, bool]:
    """Where the words said begin after a clause, and whether "that" introduces them."""
    items = stretch.items
    base = saying.last if not saying.is_inverted else saying.ends
    if saying.is_inverted:
        return base, False
    first_verb: int | None = None
    for at in range(base, min(limit, base + LONGEST_LEAD)):
        item = items[at]
        if item.low == "that" and (item.tag == "CJT" or _opens_clause(stretch, at, end)):
            if first_verb is None:
                return at + 1, True
            break
        if item.quote is not None and not (item.quote.is_title and saying.lemma not in NAMING):
            return _from_quote(stretch, saying, base, at, first_verb)
        if item.low == ":":
            return at + 1, False
        if item.tag in FINITE and first_verb is None and at > base:
            first_verb = at
    return _past_addressee(stretch, saying, base, end), False


def _opens_clause(stretch: Stretch, at: int, end: int) -> bool:
    following = at + 1
    return following < end and (
        following in stretch.starts or stretch.items[following].quote is not None
    )


def _from_quote(
    stretch: Stretch, saying: Saying, base: int, at: int, first_verb: int | None
) -> tuple[int, bool]:
    """Where words begin that a quote belongs to: at the quote, or before it."""
    past = _past_addressee(stretch, saying, base, at)
    if first_verb is not None or saying.lemma.split()[0] in _OBJECT or " " in saying.lemma:
        return past, False
    between = stretch.items[past:at]
    if not between or between[-1].low in {",", ":"} or saying.lemma in _TELLING:
        return (at if saying.lemma not in _TELLING or not between else past), False
    return past, False


def _past_addressee(stretch: Stretch, saying: Saying, base: int, end: int) -> int:
    """The item after whom is told, and where or when: "told reporters in the capital on Monday"."""
    at = base
    if saying.lemma in _TELLING or (saying.lemma == "warn" and _two_phrases(stretch, at)):
        phrase = stretch.starts.get(at)
        if phrase is not None:
            at = phrase.last
    while at < end:
        past = _past_adverbial(stretch, at, end)
        if past == at:
            break
        at = past
    return at


def _past_adverbial(stretch: Stretch, at: int, end: int) -> int:
    """The item after a day, a time or a place that begins here; the same where none does."""
    items = stretch.items
    low = items[at].low
    following = items[at + 1].low if at + 1 < end else ""
    if items[at].tag == "CRD" and at and items[at - 1].low in _MONTHS:
        return at + 1
    is_day = low in DAYS and (at + 1 >= end or items[at + 1].tag != "POS")
    if is_day or low in {"earlier", "later"} or (low in _BEFORE_DAYS and following in DAYS):
        return at + 1
    phrase = stretch.starts.get(at + 1)
    if items[at].tag == "PRP" and low in _PLACED and phrase is not None and phrase.last < end:
        return phrase.last
    phrase = stretch.starts.get(at)
    if phrase is not None and phrase.last < end and _is_time(stretch, phrase):
        return phrase.last
    return at


_MONTHS = word_set(
    """january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec"""
)
_BEFORE_DAYS = frozenset({"late", "early", "on", "last"})


def _is_time(stretch: Stretch, phrase: Phrase) -> bool:
    """Whether a phrase says when: "this week", "last night", the "night" of "Monday night"."""
    return phrase.head in _TIMES and (
        phrase.last - phrase.first == 1 or stretch.items[phrase.first].low in _TIME_WORDS
    )


_TIMES = word_set("week month year night morning afternoon evening day weekend")
_TIME_WORDS = frozenset({"this", "last", "late", "early", "that", "earlier"})
_PLACED = word_set("in on at during after via through to with from")


def _two_phrases(stretch: Stretch, at: int) -> bool:
    phrase = stretch.starts.get(at)
    return phrase is not None and phrase.last in stretch.starts


def _is_postposed(stretch: Stretch, saying: Saying, before: Content, after: Content | None) -> bool:
    """Whether the words said stand before the clause: ""X", he said", "it fell, he said"."""
    items = stretch.items
    if items[before.last - 1].quote is not None and _is_adjacent(stretch, saying, before):
        return True
    if saying.is_inverted and saying.lemma != "according to":
        return True
    if not _has_verb(stretch, before) and items[before.last - 1].quote is None:
        return False
    if saying.lemma == "according to":
        return True
    if saying.is_carried:
        return False
    if after is None or not _has_clause(stretch, after):
        return not _is_subordinate(stretch, before)
    return False


def _is_adjacent(stretch: Stretch, saying: Saying, before: Content) -> bool:
    """Whether a quote that a comma ends stands right before a clause: ""X," he said"."""
    quote = stretch.items[before.last - 1].quote
    if quote is not None and quote.is_title:
        return False
    if saying.is_carried or quote is None:
        return before.last == before.first + 1 and not saying.is_carried
    return (
        quote.outer.end - quote.inner.end > 1
        or before.last < saying.begins
        or (before.last == before.first + 1)
    )


def _has_quote(stretch: Stretch, content: Content) -> bool:
    return any(item.quote is not None for item in stretch.items[content.first : content.last])


def _has_verb(stretch: Stretch, content: Content) -> bool:
    return any(
        item.tag in FINITE or item.tag == "VVN"
        for item in stretch.items[content.first : content.last]
    )


def _is_subordinate(stretch: Stretch, content: Content) -> bool:
    """Whether words only set the scene: "after the talks ended", "speaking in the capital"."""
    item = stretch.items[content.first]
    if item.tag not in {"CJS", "VVG"}:
        return False
    return not any(one.low == "," for one in stretch.items[content.first : content.last])


def _has_clause(stretch: Stretch, content: Content) -> bool:
    """Whether words are a clause or a quote, not only where and when it was said."""
    if content.has_that:
        return True
    if stretch.items[content.first].tag in _NO_SUBJECT:
        return _has_main_clause(stretch, content)
    first = stretch.items[content.first]
    if first.quote is not None or first.low in _NOMINATIVE or first.low in _ASKING:
        return True
    if content.first not in stretch.starts and first.tag not in {"EX0", "AT0", "DT0", "AV0"}:
        return False
    return any(
        item.quote is not None or item.tag in FINITE or item.low in {"'ll", "'d"}
        for item in stretch.items[content.first + 1 : content.first + LONGEST_LEAD]
    )


_NOMINATIVE = frozenset({"he", "she", "they", "we", "i", "it", "there"})
_ASKING = frozenset({"how", "why", "what", "whether", "if", "where", "who", "when"})
_NO_SUBJECT = frozenset({"PRP", "PRF", "CJS", "AVQ", "TO0"})


def _has_main_clause(stretch: Stretch, content: Content) -> bool:
    """Whether words that begin with "as of" or "despite" go on to a clause after a comma."""
    items = stretch.items
    for at in range(content.first, min(content.last, content.first + 14)):
        if items[at].low == "," and items[at].quote is None:
            phrase = stretch.starts.get(at + 1)
            return phrase is not None and any(
                item.tag in FINITE
                for item in items[phrase.last : min(content.last, phrase.last + 4)]
            )
    return False


def _begins_with_quote(stretch: Stretch, content: Content) -> bool:
    """Whether words after a clause go on with the quote before it."""
    for item in stretch.items[content.saying.ends : content.first + 1]:
        if item.quote is not None:
            return True
    return False


def _trimmed(
    stretch: Stretch, content: Content, following: Sequence[Saying], start: int
) -> Content | None:
    """The words up to the next reporting clause that is not part of them."""
    last = content.last
    items = stretch.items
    if content.saying.lemma in NAMING:
        last = _name_ends(stretch, content)
    for saying in following:
        begins = saying.begins
        if saying.first <= content.first < saying.last:
            return None
        if begins <= content.first or not _stands_apart(stretch, saying):
            continue
        at = begins - 1
        while at >= content.first and items[at].tag in {"CJS", "CJC", "AV0"}:
            at -= 1
        if at < content.first:
            return None
        joins = {"and", "but", "or"}
        joined = at < begins - 1 and items[at + 1].low in joins and saying.is_carried
        if items[at].low in {",", ";", "–", "—", "--"} or joined:
            last = at if not joined else at + 1
            break
    while last > content.first and items[last - 1].quote is None and items[last - 1].low in _FINAL:
        last -= 1
    if last <= content.first:
        return None
    return replace(content, last=last)


def _name_ends(stretch: Stretch, content: Content) -> int:
    """Where what something is called ends: "which he called "a trap", was hit"."""
    items = stretch.items
    for at in range(content.first, content.last - 1):
        if items[at].quote is not None:
            after = at + 2 if items[at + 1].low == "," else at + 1
            if after < content.last and items[after].tag in FINITE:
                return at + 1
    return content.last


def _stands_apart(stretch: Stretch, saying: Saying) -> bool:
    """Whether a clause reports words of its own and is no part of what was said before."""
    low = stretch.items[saying.first].low
    if saying.is_carried and not low.endswith("ing") and saying.lemma not in NAMING:
        return low in strong_forms()
    return low in strong_forms() or saying.lemma in NAMING | _COUNTING | {"according to"}


def _is_said(stretch: Stretch, saying: Saying, content: Content) -> bool:
    """Whether a clause reports words at all: a weak verb needs a quote, "that" or a number."""
    items = stretch.items[content.first : content.last]
    if saying.lemma == "base on":
        return content.is_after
    if saying.lemma in _GOING_ON:
        return all(item.quote is not None for item in items)
    if any(item.quote is not None for item in items):
        return True
    if saying.first > 0 and stretch.items[saying.first - 1].low == "to":
        return False
    if content.has_that or content.is_sure:
        return True
    before = stretch.items[saying.first - 1] if saying.first else None
    if before is not None and before.tag == "PRP":
        return False
    low = stretch.items[saying.first].low
    if saying.source is None:
        return False
    if saying.lemma == "according to" or not content.is_after:
        return saying.lemma in _COUNTING | {"according to"} or low in strong_forms()
    if low in strong_forms():
        if saying.lemma in _OTHER_SENSES and not _is_direct_clause(stretch, content):
            return False
        counts = saying.lemma != "claim" and any(item.tag == "CRD" for item in items)
        return counts or _has_clause(stretch, content) or items[0].tag == "TO0"
    return saying.lemma in _COUNTING and any(item.tag == "CRD" for item in items)


def _is_direct_clause(stretch: Stretch, content: Content) -> bool:
    """Whether the first noun phrase of some words is the subject of a verb right after it."""
    phrase = stretch.starts.get(content.first)
    if phrase is None:
        return _has_clause(stretch, content)
    last = with_links(stretch, phrase, content.last).last
    items = stretch.items
    while last < content.last and items[last].tag in {"AV0", "XX0"}:
        last += 1
    return last < content.last and (
        items[last].tag in FINITE or items[last].low in {"'ll", "'d", "'s", "'ve", "'re"}
    )


_OTHER_SENSES = frozenset({"add", "note", "conclude", "observe", "post", "write", "contend"})
_GOING_ON = frozenset({"continue", "begin", "finish"})
_COUNTING = word_set("""put show find calculate count figure project record indicate""")
