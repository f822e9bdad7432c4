"""What is drawn beside a checked figure: its window among others, and what changed in it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
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
    from retally.publish.site_inputs import Site
    from retally.publish.window_map import WindowMap
    from retally.series.gains import GainsRow

_CHANGES = frozenset({FigureKind.AREA_GAINED, FigureKind.AREA_REGAINED, FigureKind.AREA_LOST})
_LONG_DAYS = 45
"""A longer window is drawn as the months within it, a shorter one beside the months before it."""
_MOST_BARS = 12


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


def drawing(site: Site, checked: StoryCheck, check: Check, *, most_bytes: int) -> Drawing | None:
    """The drawing of a check of ground that changed hands; None for any other.

    Parameters
    ----------
    most_bytes
        Room for the paths of its map.
    """
    figure = checked.reading.figure(check.figures[0])
    if check.kind is not CheckKind.GROUND or figure.kind not in _CHANGES or not figure.window:
        return None
    asked = (figure.window.start, figure.window.end)
    left = {name for one in checked.joint if figure.id in one.figures for name in one.left}
    evidence = _chosen([one for one in check.evidence if (one.start, one.end) == asked], left)
    if evidence is None or evidence.definition not in site.views:
        return None
    try:
        rows = site.ground.gains(
            evidence.definition, start=evidence.start, end=evidence.end, ranked=False
        ).rows
    except RetallyError:
        # What was answered when the story was checked need not be any more; the table stands.
        return None
    row = rows[0]
    drawn_map = _map(site, evidence, row, most_bytes)
    return Drawing(
        definition=evidence.definition,
        row=row,
        net_km2=_net_km2(evidence, row),
        bars=window_bars(_beside(site, evidence, row), asked=row, printed=_printed(check, row)),
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


def _beside(site: Site, evidence: Evidence, row: GainsRow) -> list[GainsRow]:
    """The months to show with a window, the window itself the last; a long one by its months."""
    months = site.views[evidence.definition].by_month.rows
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


def _map(site: Site, evidence: Evidence, row: GainsRow, most_bytes: int) -> WindowMap | None:
    if row.basis is not Basis.ARCHIVE or row.from_day is None or row.to_day is None:
        return None
    change = site.ground.change(evidence.definition, row)
    if change is None:
        return None
    from retally.publish.window_map import window_map

    days = (row.from_day, row.to_day)
    return window_map(cast("Change", change), days, site.places, most_bytes=most_bytes)
