"""Which words of a sentence a reporting clause reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retally.reader.adverbials import past_addressee
from retally.reader.appositions import FINITE
from retally.reader.clause_ends import is_connective, main_clause
from retally.reader.clauses import (
    COUNTING,
    GOING_ON,
    HEDGES,
    Content,
    has_clause,
    has_quote,
    has_verb,
    is_said,
    is_subordinate,
)
from retally.reader.cues import DATA, NOUNS, strong_forms
from retally.reader.items import Item
from retally.reader.leads import OBJECT, lead
from retally.reader.phrases import Stretch
from retally.reader.saying import Saying
from retally.reader.sources import with_links
from retally.reader.verb_classes import NAMING

_DASHES = frozenset({",", "–", "—", "--", "-", ";", ":", "―"})


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
            if before is not None and has_quote(stretch, before):
                before = None
        after = _after(stretch, saying, end, limit)
        counted = _counted(stretch, saying, start)
        chosen = []
        if before is not None and after is not None and _is_inserted(stretch, saying):
            ends_in_quote = stretch.items[before.last - 1].quote is not None
            # "Asked if it was lost, he said, "No.""
            sets_scene = stretch.items[after.first].quote is not None
            before_says = ends_in_quote or (
                not sets_scene
                and has_verb(stretch, before)
                and not _is_predicate(stretch, after)
                and stretch.items[before.last - 1].tag[:2] not in _HELPING
            )
            chosen += [before] if before_says else []
            if not before_says or has_clause(stretch, after):
                # "The war, he said, is lost": what goes on around a clause is what was said.
                chosen.append(replace(after, is_sure=_is_predicate(stretch, after)))
            elif (further := _further(stretch, saying, after)) is not None:
                chosen.append(further)
        elif before is not None and _is_postposed(stretch, saying, before, after):
            chosen.append(before)
            if after is not None and _begins_with_quote(stretch, after):
                chosen.append(after)
            elif after is not None and (further := _further(stretch, saying, after)) is not None:
                chosen.append(further)
        elif counted is not None:
            chosen.append(counted)
        elif after is not None:
            chosen.append(after)
        for one in chosen:
            trimmed = _trimmed(stretch, one, found[number + 1 :], start) if one.is_after else one
            if trimmed is not None and is_said(stretch, saying, trimmed):
                out.append(trimmed)
                taken = max(taken, trimmed.last)
        is_strong = stretch.items[saying.first].low in strong_forms() or " " in saying.lemma
        if saying.lemma not in GOING_ON and (is_strong or any(one.saying is saying for one in out)):
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


_HELPING = frozenset({"VB", "VH", "VD", "VM"})
"""Tags of verbs that need another word: "it is, he said, lost"."""


def _is_inserted(stretch: Stretch, saying: Saying) -> bool:
    """Whether a clause stands between two commas within the words: "the war, he said, is lost"."""
    items = stretch.items
    if saying.lemma == "according to" or saying.is_carried or saying.begins == 0:
        return False
    if saying.ends >= len(items) or items[saying.ends].quote is not None:
        return False
    before = items[saying.begins - 1]
    return before.quote is None and before.low == "," and items[saying.ends].low == ","


def _further(stretch: Stretch, saying: Saying, after: Content) -> Content | None:
    """What goes on with the words before a clause that marks close on both sides.

    "The town fell, he said, and 30 men died"; "30 men died, he said on Friday, up from 20".
    """
    items = stretch.items
    at = _closed_at(stretch, saying, after.last)
    if at is None or at + 2 >= after.last or items[at].low != ",":
        return None
    first = at + 2 if items[at + 1].low in {"and", "but"} else at + 1
    further = replace(after, first=first, is_sure=True)
    if has_quote(stretch, further) or not _goes_on(stretch, further, is_joined=first == at + 2):
        return None
    return further


def _goes_on(stretch: Stretch, further: Content, *, is_joined: bool) -> bool:
    """Whether words after a clause are of the same source: a clause joined, or what adds to it."""
    first = stretch.items[further.first]
    phrase = stretch.starts.get(further.first)
    if is_joined:
        return phrase is not None and _verb_after(stretch, further.first, further.last)
    if phrase is None:
        return first.tag in {"PRP", "VVG", "VVN", "CJS", "AV0", "AJ0", "CRD"}
    return phrase.head not in DATA | NOUNS and not phrase.is_pronoun


def _closed_at(stretch: Stretch, saying: Saying, end: int) -> int | None:
    """The mark right after a clause, whom it tells, where and when: ", he said on Friday,".

    The end of the sentence closes it too; None where words follow that nothing sets off.
    """
    items = stretch.items
    at = saying.ends if saying.lemma == "according to" or saying.is_inverted else saying.last
    if saying.lemma != "according to":
        at = past_addressee(stretch, saying.lemma, at, end)
        if at < end and items[at].tag in {"VVN", "VVD"} and items[at - 1].low not in {",", ";"}:
            at = past_addressee(stretch, saying.lemma, at + 1, end)
    return at if at >= end or items[at].low in _CLOSING else None


_CLOSING = frozenset({",", ";", "–", "—", "--"})


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
    first, has_that = lead(stretch, saying, end, min(end, limit))
    while first < end and items[first].quote is None and items[first].low in _DASHES:
        first += 1
    if first < end and items[first].low == "that" and items[first].tag == "CJT":
        first, has_that = first + 1, True
    if first >= end:
        return None
    return Content(first=first, last=end, saying=saying, is_after=True, has_that=has_that)


_FINAL = frozenset(".!?…,;:")


def _is_postposed(stretch: Stretch, saying: Saying, before: Content, after: Content | None) -> bool:
    """Whether the words said stand before the clause: ""X", he said", "it fell, he said"."""
    items = stretch.items
    if items[before.last - 1].quote is not None and _is_adjacent(stretch, saying, before):
        return True
    if saying.is_inverted and saying.lemma != "according to":
        return True
    if is_connective(stretch, before):
        return False
    if not has_verb(stretch, before) and items[before.last - 1].quote is None:
        return False
    if saying.lemma == "according to":
        return True
    if saying.is_carried:
        return False
    if after is None or not has_clause(stretch, after) or _closed_at(stretch, saying, after.last):
        return not is_subordinate(stretch, before) and _has_subject(stretch, before)
    return False


def _has_subject(stretch: Stretch, before: Content) -> bool:
    """Whether words before a clause are one of their own, and not only where it was said."""
    items = stretch.items
    first = items[before.first]
    is_amount = first.low in HEDGES and items[before.first + 1].tag in {"AV0", "CRD", "TO0"}
    if items[before.last - 1].quote is not None or first.tag not in _SCENE or is_amount:
        return True
    return any(
        _verb_after(stretch, at, before.last) and items[at - 1].tag not in _SUBORDINATING
        for at in range(before.first + 2, before.last)
        if at in stretch.starts or items[at].tag == "EX0"
    )


_SCENE = frozenset({"PRP", "VVG", "VVN"})
_SUBORDINATING = frozenset({"CJT", "CJS", "AVQ", "PNQ", "DTQ"})


def _verb_after(stretch: Stretch, at: int, end: int) -> bool:
    """Whether a subject that begins at an item has its verb right after it."""
    phrase = stretch.starts.get(at)
    last = with_links(stretch, phrase, end).last if phrase is not None else at + 1
    while last < end and stretch.items[last].tag in {"AV0", "XX0"}:
        last += 1
    return last < end and stretch.items[last].tag in FINITE


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
    else:
        last = main_clause(stretch, content, start)
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
        if items[at].low in {",", ";", "–", "—", "--"} or joined or _ends_in_comma(items[at]):
            last = at + 1 if joined or items[at].quote is not None else at
            break
    while last > content.first and items[last - 1].quote is None and items[last - 1].low in _FINAL:
        last -= 1
    if last <= content.first:
        return None
    return replace(content, last=last)


def _ends_in_comma(item: Item) -> bool:
    """Whether a quote holds the comma that follows it: ""a trap," adding"."""
    quote = item.quote
    return quote is not None and not quote.is_open and quote.outer.end - quote.inner.end > 1


def _name_ends(stretch: Stretch, content: Content) -> int:
    """Where what something is called ends: "which he called "a trap", was hit"."""
    items = stretch.items
    for at in range(content.first, content.last - 1):
        if items[at].quote is not None:
            after = at + 2 if items[at + 1].low == "," else at + 1
            if after < content.last and items[after].tag in FINITE:
                return at + 1
            if at + 1 in stretch.starts:
                # "what he calls "a trap" others call luck"
                return at + 1
    return content.last


def _stands_apart(stretch: Stretch, saying: Saying) -> bool:
    """Whether a clause reports words of its own and is no part of what was said before."""
    low = stretch.items[saying.first].low
    if " " in saying.lemma:
        return True
    if saying.is_carried and not low.endswith("ing") and saying.lemma not in NAMING:
        return low in strong_forms() or saying.lemma in OBJECT
    return low in strong_forms() or saying.lemma in NAMING | COUNTING
