"""Relations between figures that a story claims.

Every sentence becomes a scene (`relation_scene`): its words, with a mark for each figure. The words
that claim something of figures are found there, and each kind of relation picks the figures it
speaks of, if need be from other sentences; where several could be meant, none is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from retally.model.story import Figure, Relation, RelationType, Span
from retally.reader.calendar import Calendar
from retally.reader.figures import Found
from retally.reader.relation_compare import comparisons
from retally.reader.relation_draft import Draft
from retally.reader.relation_flows import flows
from retally.reader.relation_money import exchange_rates, is_currency
from retally.reader.relation_parts import sums
from retally.reader.relation_rates import averages, rates
from retally.reader.relation_records import records
from retally.reader.relation_resolve import Known
from retally.reader.relation_restated import (
    contradictions,
    dropped_squares,
    earlier_estimates,
    estimates_before,
    swapped_units,
)
from retally.reader.relation_running import running_totals
from retally.reader.relation_scene import Scene, scene
from retally.reader.relation_shares import shares


def relations(
    text: str,
    found: Sequence[Found],
    figures: Sequence[Figure],
    *,
    calendar: Calendar,
    pairs: Sequence[tuple[str, str]] = (),
) -> tuple[Relation, ...]:
    """Every relation that a story claims between its figures, in the order of the text.

    Definition: docs/methods/relations.md.

    Parameters
    ----------
    found
        The sentences, with their numbers, quantities and windows.
    figures
        In the order of the text; each lies in one of the sentences.
    calendar
        What words of time are resolved against ("since March 2022").
    pairs
        Ids of figures of which the second restates the first in another unit.
    """
    restated = frozenset(other for _, other in pairs)
    known = Known.of(figures, restated)
    scenes = _scenes(text, found, figures, restated)
    drafts = _conversions(text, figures, pairs)
    put_before = estimates_before(scenes)
    for at in range(len(scenes)):
        drafts += _of_sentence(scenes, at, known)
        drafts += records(scenes, at, text, calendar)
        drafts += earlier_estimates(scenes, at, put_before)
        drafts += running_totals(text, scenes[at], calendar)
    drafts += swapped_units(text, known, drafts)
    drafts += contradictions(scenes, known, drafts)
    return _numbered(drafts)


def _of_sentence(scenes: Sequence[Scene], at: int, known: Known) -> list[Draft]:
    """What one sentence claims of its own figures and of those that it speaks of."""
    here = scenes[at]
    found = sums(scenes, at) if here.figures else []
    totals = {part.id: sum_.figures[0] for sum_ in found for part in sum_.figures[1:]}
    if here.figures or here.windows:
        found += comparisons(scenes, at, known, totals)
    if here.figures:
        found += [
            *dropped_squares(here),
            *shares(scenes, at, known),
            *rates(scenes, at, known),
            *averages(here),
        ]
    found += flows(scenes, at)
    return found


def _scenes(
    text: str, found: Sequence[Found], figures: Sequence[Figure], restated: frozenset[str]
) -> list[Scene]:
    """One scene a sentence."""
    starts = [figure.span.start for figure in figures]
    scenes = []
    for one in found:
        first = bisect_left(starts, one.span.start)
        last = bisect_left(starts, one.span.end)
        scenes.append(scene(text, one, figures[first:last], restated))
    return scenes


def _conversions(
    text: str, figures: Sequence[Figure], pairs: Sequence[tuple[str, str]]
) -> list[Draft]:
    """The pairs that restate one figure in another unit, money with its printed rate."""
    by_id = {figure.id: figure for figure in figures}
    costs = exchange_rates(text, figures) if pairs else []
    found = []
    for one, other in ((by_id[first], by_id[second]) for first, second in pairs):
        ends: tuple[Figure, ...] = (one, other)
        if is_currency(one.unit) and is_currency(other.unit):
            if one in costs or other in costs:
                continue
            at = [cost for cost in costs if cost.unit in (one.unit, other.unit)]
            ends = (one, other, *at[:1]) if len({cost.value for cost in at}) == 1 else ends
        found.append(
            Draft(
                type=RelationType.CONVERSION,
                figures=ends,
                span=_span(one, other),
                claimed=other.value,
            )
        )
    return found


def _span(one: Figure, other: Figure) -> Span:
    first, last = sorted((one.span, other.span))
    return Span(start=first.start, end=last.end)


def _numbered(drafts: Iterable[Draft]) -> tuple[Relation, ...]:
    """The drafts with ids, in the order of the text, without those another one says already."""
    kept: list[Draft] = []
    seen: set[tuple[RelationType, frozenset[str]]] = set()
    for draft in sorted(drafts, key=lambda one: (one.span, one.type is not RelationType.RATIO)):
        key = (draft.type, frozenset(figure.id for figure in draft.figures))
        if key not in seen and len(key[1]) == len(draft.figures):
            seen.add(key)
            kept.append(draft)
    # What a ratio compares with is the estimate that it revises.
    compared = {one.figures[1].id for one in kept if _is_ratio_of_two(one)}
    told = [
        draft
        for draft in kept
        if draft.type is not RelationType.REVISION or draft.figures[-1].id not in compared
    ]
    return tuple(
        Relation(
            id=f"r{at}",
            type=draft.type,
            figures=tuple(figure.id for figure in draft.figures),
            span=draft.span,
            claimed=draft.claimed,
            qualifier=draft.qualifier,
            than=draft.than,
            since=draft.since,
            is_distributive=draft.is_distributive,
        )
        for at, draft in enumerate(told, start=1)
    )


def _is_ratio_of_two(draft: Draft) -> bool:
    return draft.type is RelationType.RATIO and len(draft.figures) > 1
