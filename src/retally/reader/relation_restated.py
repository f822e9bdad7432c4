"""A quantity told twice: an earlier estimate of it, or the same number with another unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from retally.model.story import Figure, FigureKind, RelationType, Scope, Span
from retally.reader.relation_cues import SCALED, verb_factor
from retally.reader.relation_draft import BREAK, NO_FIGURE, Draft, hedge_before
from retally.reader.relation_resolve import Known, is_alike, may_be_compared, only, told
from retally.reader.relation_scene import AMOUNT, ANY, Scene, are_near


def earlier_estimates(
    scenes: Sequence[Scene], at: int, put_before: Mapping[object, Figure]
) -> list[Draft]:
    """What a sentence says of its figure and an earlier number for the same thing.

    "Tripling its estimate" needs the number that another sentence gives as the earlier one
    ("previously put at more than 3,000"); without a verb the two are a revision.

    Parameters
    ----------
    put_before
        The numbers that the story gives as earlier ones (`estimates_before`).
    """
    here = scenes[at]
    found = []
    for match in SCALED.finditer(here.words):
        lead = AFTER.match(here.words, match.end())
        if lead is not None and lead["figure"] and not BREAK.search(lead.group()):
            continue
        new = _subject(here, match.start())
        if new is None:
            continue
        old = _earlier(put_before, new)
        if old is None and not ESTIMATE.match(here.words, match.end()):
            continue
        found.append(
            Draft(
                type=RelationType.RATIO,
                figures=(new,) if old is None else (new, old),
                span=here.span(match.start(), match.end()),
                claimed=verb_factor(match["factor"]),
                qualifier=hedge_before(here.words, match.start()),
            )
        )
    return [*found, *_revised(scenes, at)]


def estimates_before(scenes: Sequence[Scene]) -> dict[object, Figure]:
    """The numbers that the sentences of the body give as earlier ones, each once."""
    found: dict[object, Figure] = {}
    for other in scenes:
        if other.figures and other.found.scope is Scope.BODY:
            for figure in _put_before(other):
                found.setdefault(told(figure), figure)
    return found


def _subject(here: Scene, place: int) -> Figure | None:
    """The nearest amount before a verb."""
    return next(
        (one for one in here.before(place) if here.words[here.place_of(one)] == AMOUNT), None
    )


def _earlier(put_before: Mapping[object, Figure], new: Figure) -> Figure | None:
    """The one number that the story gives as the earlier estimate of the same thing."""
    return only(
        [
            figure
            for figure in put_before.values()
            # Who did it is left aside: the side that made the estimate is often read as the one.
            if figure.unit == new.unit
            and is_alike(figure.kind, new.kind)
            and figure.value != new.value
            and figure.sentence != new.sentence
        ]
    )


def _put_before(here: Scene) -> list[Figure]:
    """The amounts that a sentence says were given before."""
    return [
        here.figure_at(match.end() - 1)
        for match in EARLIER.finditer(here.words)
        if not BREAK.search(match.group()[:-1])
    ]


def _revised(scenes: Sequence[Scene], at: int) -> list[Draft]:
    """A number that a sentence gives as the earlier one, with the one that replaced it."""
    here = scenes[at]
    found = []
    for match in EARLIER.finditer(here.words):
        old = here.figure_at(match.end() - 1)
        new = _subject(here, match.start())
        if new is None and at > 0:
            last = scenes[at - 1]
            if are_near(here, last):
                new = only([one for one in last.figures if may_be_compared(one, old)])
        if new is not None and may_be_compared(new, old) and new.value != old.value:
            span = here.span(match.start(), match.end())
            found.append(Draft(type=RelationType.REVISION, figures=(new, old), span=span))
    return found


def swapped_units(text: str, known: Known, drafts: Sequence[Draft]) -> list[Draft]:
    """A number that stands with another unit of its dimension: "the 478 square miles" of 478 km2.

    Only what points back ("the", "those", "that") and has three digits or more, not all of them
    zeros but one: 20 kilometres and 20 miles are two distances.
    """
    paired = {
        frozenset(figure.id for figure in draft.figures)
        for draft in drafts
        if draft.type is RelationType.CONVERSION
    }
    first: dict[tuple[object, frozenset[str]], Figure] = {}
    found = []
    for figure in known.figures:
        family = next((one for one in FAMILIES if figure.unit in one), None)
        if family is None or figure.value is None or figure.id in known.restated:
            continue
        digits = figure.printed[0] if len(figure.printed) == 1 else ""
        if len(digits) < 3 or len(digits.strip("0.")) < 2:
            continue
        earlier = first.setdefault((figure.value, family), figure)
        lead = text[max(0, figure.span.start - 12) : figure.span.start]
        if earlier.unit == figure.unit or not POINTS_BACK.search(lead):
            continue
        if frozenset((earlier.id, figure.id)) not in paired:
            span = Span(start=figure.span.start, end=figure.span.end)
            found.append(Draft(type=RelationType.SAME, figures=(figure, earlier), span=span))
    return found


FAMILIES = (frozenset({"km2", "mi2", "ha"}), frozenset({"km", "mi", "m"}))
POINTS_BACK = re.compile(r"\b(?:the|those|these|that|same)\s+$", re.IGNORECASE)
AFTER = re.compile(rf"{NO_FIGURE}{{0,50}}(?P<figure>[{ANY}])?")
ESTIMATE = re.compile(
    r"\s+(?:its|the|their|his|her|that|a)\s+(?:\w{1,15}\s+){0,2}"
    r"(?:estimates?|figures?|numbers?|count|tally|forecast|toll|size|total|assessment)\b",
    re.IGNORECASE,
)
EARLIER = re.compile(
    rf"\b(?:previously|earlier|initially|originally|until\s+now|up\s+to\s+now|had\s+(?:been\s+)?)\b"
    rf"{NO_FIGURE}{{0,80}}?\b(?:put|estimated?|said|given|stood|spoken|reported|counted|set|believed|assessed)\b"
    rf"{NO_FIGURE}{{0,80}}?{AMOUNT}"
    rf"|\b(?:previous|earlier|initial|prior|original)\s+(?:estimate|figure|count|tally|toll|assessment|number)\b"
    rf"{NO_FIGURE}{{0,40}}?{AMOUNT}"
    rf"|\b(?:put|estimated)\b{NO_FIGURE}{{0,60}}?\b(?:previously|earlier)\s+{NO_FIGURE}{{0,20}}?{AMOUNT}",
    re.IGNORECASE,
)


def dropped_squares(here: Scene) -> list[Draft]:
    """An area restated as a length, or the reverse: "170 square kilometres (66 miles)"."""
    found = []
    for match in ASIDE.finditer(here.words):
        one, other = here.between(match.start(), match.end())
        if frozenset((one.unit, other.unit)) in MIXED:
            found.append(
                Draft(
                    type=RelationType.CONVERSION,
                    figures=(one, other),
                    span=here.span(match.start(), match.end()),
                    claimed=other.value,
                )
            )
    return found


MIXED = frozenset(frozenset(pair) for pair in (("km2", "mi"), ("mi2", "km")))
"""An area and a length of the other system."""

ASIDE = re.compile(
    rf"{AMOUNT}(?:\s+of\s+\w{{1,20}}(?:\s+\w{{1,20}}){{0,2}})?"
    rf"(?:\s*[(\[]\s*{AMOUNT}\s*[)\]]|\s+[–—-]{{1,2}}\s+{AMOUNT}\s+[–—-]"
    rf"|\s*,?\s+or\s+{AMOUNT}(?=\s*[,.;]))"
)


def contradictions(scenes: Sequence[Scene], known: Known, drafts: Sequence[Draft]) -> list[Draft]:
    """Two numbers for one thing: the same kind of ground, side, place and window, told twice.

    Only what nothing tells apart: neither is a part, a rate or an earlier estimate, no sentence of
    theirs names a place that was not read, and both have the same source.
    """
    apart = {figure.id for draft in drafts if draft.type in PARTED for figure in draft.figures[1:]}
    paired = {frozenset(figure.id for figure in draft.figures) for draft in drafts}
    found = []
    sentences = {one.found.span: one.words for one in scenes}
    for among in known.by_window.values():
        whole = [one for one in among.values() if one.id not in apart and _is_whole(one)]
        for one, other in pairwise(whole):
            ids = frozenset((one.id, other.id))
            if ids in paired or one.sentence == other.sentence or not _is_one_thing(one, other):
                continue
            if any(
                MOVED_ON.search(sentences.get(figure.sentence, "more")) for figure in (one, other)
            ):
                continue
            span = Span(start=other.span.start, end=other.span.end)
            found.append(Draft(type=RelationType.SAME, figures=(other, one), span=span))
    return found


def _is_whole(figure: Figure) -> bool:
    """Whether a figure is the ground of a window of a week or more, by a named side."""
    window = figure.window
    if window is None or figure.actor is None or figure.kind not in GROUND or "/" in figure.unit:
        return False
    return figure.scope is Scope.BODY and (window.end - window.start).days >= SHORTEST


def _is_one_thing(one: Figure, other: Figure) -> bool:
    """Whether two numbers differ and nothing tells what they measure apart."""
    return (
        one.value != other.value
        and one.kind is other.kind
        and one.actor == other.actor
        and one.place == other.place
        and one.counterparty == other.counterparty
        and one.sources == other.sources
    )


SHORTEST = 6
"""Days that a window has at least, less one, before two numbers for it must agree."""

GROUND = frozenset({FigureKind.AREA_GAINED, FigureKind.AREA_LOST, FigureKind.AREA_REGAINED})
PARTED = frozenset(
    {
        RelationType.SUM,
        RelationType.SHARE_OF,
        RelationType.DIFFERENCE,
        RelationType.RATE,
        RelationType.REVISION,
        RelationType.CHANGE,
    }
)
MOVED_ON = re.compile(
    r"\b(?:near|around|towards?|direction|sector|axis|region|oblast|province|district|front|area|city"
    r"|town|village|outside|along|north|south|east|west|\w+ern|another|further|additional|extra|more"
    r"|revised|updated|initially|earlier|previously|corrected|instead|average|net|alone|only|so\s+far"
    r"|claim\w*|half|first|last|weeks?|days?)\b",
    re.IGNORECASE,
)
"""Words of a sentence that may tell its figure apart from another one of its window."""
