"""What is drawn beside a checked figure: its window among others, and what changed in it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from math import isclose
from typing import TYPE_CHECKING, cast

from retally.check.printed import in_km2
from retally.errors import RetallyError
from retally.model.check import Check, CheckKind, Evidence
from retally.model.quantity import Quantity
from retally.model.story import FigureKind
from retally.model.words import Basis
from retally.publish.bars import DrawnBars, window_bars
from retally.publish.pages import area_text
from retally.publish.words import words

if TYPE_CHECKING:
    from retally.check.story_check import StoryCheck
    from retally.measure.change import Change
    from retally.publish.figure_checks import FigureChecks
    from retally.publish.site_inputs import Places
    from retally.publish.window_map import WindowMap
    from retally.series.gains import GainsRow
    from retally.series.ground import Ground

_CHANGES = frozenset({FigureKind.AREA_GAINED, FigureKind.AREA_REGAINED, FigureKind.AREA_LOST})
_LONG_DAYS = 45
"""A longer window is drawn as the months within it, a shorter one beside the months before it."""
_MOST_BARS = 12
_MOST_KEPT = 200

_MAPS_BYTES, _MAP_BYTES = 48_000, 5_000
"""Room for the maps of one story together, and for one of them."""

Months = Callable[[str], Sequence["GainsRow"]]
Drawings = Mapping[str, "Drawing"]
"""By the id of the check."""


@dataclass(frozen=True, kw_only=True)
class DrawnFrom:
    """What windows are drawn from.

    Parameters
    ----------
    months
        All months of a definition; none where nothing at hand answers it.
    pages
        The definitions that have a Ground page, which the evidence leads to.
    """

    ground: Ground
    places: Places
    months: Months
    pages: frozenset[str] = frozenset()
    drawn: OrderedDict[Hashable, WindowMap | None] = field(default_factory=OrderedDict, repr=False)
    """Maps of the windows that were drawn last: stories of one month speak of the same."""


def months_of(ground: Ground) -> Months:
    """The months of each definition, measured once and only when they are asked for."""

    @cache
    def months(definition: str) -> Sequence[GainsRow]:
        try:
            return ground.gains(definition, by="month", ranked=False).rows
        except RetallyError:
            return ()

    return months


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What is drawn of one check.

    Parameters
    ----------
    definition
        Under which it is drawn.
    row
        What `gains` gives for the window under it.
    net_km2
        Its net change: to the last digit what the check says, where that is the net.
    finding, map_finding
        What the bars and the map show, in words.
    """

    definition: str
    row: GainsRow
    net_km2: float | None
    bars: DrawnBars
    finding: str
    map: WindowMap | None
    map_finding: str


def drawings(drawn: DrawnFrom, checked: StoryCheck, groups: Sequence[FigureChecks]) -> Drawings:
    """What stands beside the checks of a story; of each figure the first check that can be drawn.

    A page of the site and one of the desk show the same.
    """
    room = min(_MAP_BYTES, _MAPS_BYTES // max(len(groups), 1))
    found = {}
    for group in groups:
        for check in group.checks:
            one = _drawing(drawn, checked, check, room)
            if one is not None:
                found[check.id] = one
                break
    return found


def _drawing(
    drawn: DrawnFrom, checked: StoryCheck, check: Check, most_bytes: int
) -> Drawing | None:
    """The drawing of a check of ground that changed hands; None for any other."""
    figure = checked.reading.figure(check.figures[0])
    if check.kind is not CheckKind.GROUND or figure.kind not in _CHANGES or not figure.window:
        return None
    asked = (figure.window.start, figure.window.end)
    left = {name for one in checked.joint if figure.id in one.figures for name in one.left}
    evidence = _chosen([one for one in check.evidence if (one.start, one.end) == asked], left)
    if evidence is None or not drawn.months(evidence.definition):
        return None
    try:
        rows = drawn.ground.gains(
            evidence.definition, start=evidence.start, end=evidence.end, ranked=False
        ).rows
    except RetallyError:
        # What was answered when the story was checked need not be any more; the table stands.
        return None
    row = rows[0]
    drawn_map = _map(drawn, evidence, row, most_bytes)
    return Drawing(
        definition=evidence.definition,
        row=row,
        net_km2=_net_km2(evidence, row),
        bars=window_bars(_beside(drawn, evidence, row), asked=row, printed=_printed(check, row)),
        finding=words(
            "window_finding",
            area=area_text(_net_km2(evidence, row)),
            start=row.start,
            end=row.end,
            name=evidence.definition,
        ),
        map=drawn_map,
        map_finding=""
        if drawn_map is None
        else words(
            "window_map_finding",
            gained=area_text(row.gained_km2),
            lost=area_text(row.lost_km2),
            start=drawn_map.from_day,
            end=drawn_map.to_day,
        ),
    )


def _net_km2(evidence: Evidence, row: GainsRow) -> float | None:
    # Gained less lost and held less held before differ in the twelfth digit; a page shows one.
    value, net = evidence.value, row.net_km2
    return value if value is not None and net is not None and isclose(value, net) else net


def _chosen(rows: Sequence[Evidence], left: Set[str]) -> Evidence | None:
    """The row to draw: of a definition that all figures together leave, then one that holds.

    Of several that are equal in this, one with maps goes before one without.
    """
    answered = [one for one in rows if one.value is not None and one.unit == "km2"]
    return min(
        answered,
        key=lambda one: (
            one.definition not in left,
            one.holds is not True,
            one.basis is not Basis.ARCHIVE,
        ),
        default=None,
    )


def _beside(drawn: DrawnFrom, evidence: Evidence, row: GainsRow) -> list[GainsRow]:
    """The months to show with a window, the window itself the last; a long one by its months."""
    months = drawn.months(evidence.definition)
    if (row.end - row.start).days > _LONG_DAYS:
        inside = [one for one in months if row.start <= one.start and one.end <= row.end]
        return inside[-2 * _MOST_BARS :] or [row]
    before = [one for one in months if one.end < row.start]
    return [*before[-(_MOST_BARS - 1) :], row]


def _printed(check: Check, row: GainsRow) -> tuple[float | None, float | None]:
    """What the story prints, in km2, on the side of the line where the window's net lies."""
    if check.claimed is None or (row.end - row.start).days > _LONG_DAYS:
        return None, None
    claimed: Quantity = in_km2(check.claimed)
    ends = [None if end is None else float(end) for end in (claimed.low, claimed.high)]
    if (row.net_km2 or 0.0) < 0:
        ends = [None if end is None else -abs(end) for end in ends]
    return ends[0], ends[1]


def _map(drawn: DrawnFrom, evidence: Evidence, row: GainsRow, most_bytes: int) -> WindowMap | None:
    if row.basis is not Basis.ARCHIVE or row.from_day is None or row.to_day is None:
        return None
    days = (row.from_day, row.to_day)
    key = (evidence.definition, row.source, row.start, row.end, days, most_bytes)
    if key not in drawn.drawn:
        drawn.drawn[key] = _drawn_map(drawn, evidence.definition, row, days, most_bytes)
        while len(drawn.drawn) > _MOST_KEPT:
            drawn.drawn.popitem(last=False)
    return drawn.drawn[key]


def _drawn_map(
    drawn: DrawnFrom, definition: str, row: GainsRow, days: tuple[date, date], most_bytes: int
) -> WindowMap | None:
    change = drawn.ground.change(definition, row)
    if change is None:
        return None
    from retally.publish.window_map import window_map

    return window_map(cast("Change", change), days, drawn.places, most_bytes=most_bytes)
