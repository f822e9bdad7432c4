"""One definition from one source: which maps answer a window, and what they measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from retally.model.definition import Definition
from retally.model.words import Basis
from retally.series.gains import GainsRow, Near
from retally.series.maps import Areas, Maps, Pair
from retally.series.points import Kind, Point
from retally.series.windows import End, Window, end_at

_SAME_MEASURE = {Kind.MAP: 0, Kind.MEASURED: 0, Kind.PUBLISHED: 0, Kind.SUMMED: 1}
"""Areas of one group differ by rounding alone; a sum of layers by up to 0.2 km2 from a union."""

_ORDER = list(_SAME_MEASURE)


@dataclass(frozen=True, kw_only=True)
class Ends:
    """The two ends of a window, and the points that answer; None where nothing does."""

    window: Window
    first: End
    last: End
    points: tuple[Point, Point] | None

    @property
    def exact(self) -> bool:
        """Whether both ends have a map of their own day."""
        return self.points is not None and self.first.exact and self.last.exact

    @property
    def complete(self) -> bool:
        """Whether each end has a map or is bracketed by near neighbours."""
        return self.points is not None and self.first.complete and self.last.complete

    @property
    def pair(self) -> Pair | None:
        """The two maps, where both ends have geometry."""
        if self.points is None or any(point.kind is not Kind.MAP for point in self.points):
            return None
        return self.points[0].hashes, self.points[1].hashes


class DaySeries:
    """The days of one definition from one source.

    Parameters
    ----------
    points
        What is known of each day, by kind.
    near
        Where given, every measure is of the ground within this circle, and only maps count.
    """

    def __init__(
        self,
        definition: Definition,
        source: str,
        *,
        points: Mapping[Kind, Mapping[date, Point]],
        maps: Maps,
        near: Near | None = None,
    ) -> None:
        self.definition = definition
        self.source = source
        self.near = near
        self._maps = maps
        self._points: dict[date, dict[Kind, Point]] = {}
        for kind in _ORDER:
            if near is None or kind is Kind.MAP:
                for day, point in points.get(kind, {}).items():
                    self._points.setdefault(day, {})[kind] = point
        self.days: tuple[date, ...] = tuple(sorted(self._points))

    def point(self, day: date) -> Point:
        """What answers for a day by itself: its map, else the best area of the reference."""
        known = self._points[day]
        return next(known[kind] for kind in _ORDER if kind in known)

    def ends(self, window: Window) -> Ends:
        """The maps that answer at the two ends of a window."""
        rule = self.definition.day_rule
        first = end_at(self.days, window.eve, outer_is_before=True, rule=rule)
        last = end_at(self.days, window.end, outer_is_before=False, rule=rule)
        if first.day is None or last.day is None or not first.day <= last.day <= window.end:
            return Ends(window=window, first=first, last=last, points=None)
        is_exact = first.exact and last.exact
        points = self._points_at(first.day, last.day, maps_first=is_exact)
        return Ends(window=window, first=first, last=last, points=points)

    def end(self, day: date) -> End:
        """The map that answers for a single day, and its neighbours."""
        return end_at(self.days, day, outer_is_before=False, rule=self.definition.day_rule)

    def held_bounds(self, day: date, held_km2: float) -> tuple[float | None, float | None]:
        """Low and high of what was held, over the near maps on both sides; None without them."""
        end = self.end(day)
        if not end.complete:
            return None, None
        held = [held_km2, *(self.held_km2(self.point(day)) for day in end.bracket)]
        return (held_km2, held_km2) if end.exact else (min(held), max(held))

    def prepare(self, every: Sequence[Ends], *, flows: bool = True) -> None:
        """Read and measure in one go what the rows of these windows will ask for one by one."""
        if self.near is not None:
            return
        model = self.definition.area_model
        points = [point for ends in every for point in ends.points or ()]
        if flows:
            self._maps.prepare([ends.pair for ends in every if ends.pair is not None], model)
        self._maps.prepare_held(points, model)

    def row(self, ends: Ends, *, partial: bool, flows: bool = True) -> GainsRow:
        """One window measured; its standing among others is not known here.

        Parameters
        ----------
        flows
            Whether gained and lost are asked for beside the net change; without them, nothing but
            the area held on each day is measured.
        """
        window = ends.window
        if ends.points is None:
            return _empty_row(window, partial=partial)
        before, after = ends.points
        areas = self._areas(ends) if flows else None
        net_km2 = self._net(ends, areas)
        low, high = self._bounds(ends, net_km2)
        days = (after.day - before.day).days
        return GainsRow(
            start=window.start,
            end=window.end,
            from_day=before.day,
            to_day=after.day,
            source=self.source,
            basis=basis_of(ends.points),
            exact=ends.exact,
            complete=ends.complete,
            gained_km2=None if areas is None or net_km2 is None else areas.gained_km2,
            lost_km2=None if areas is None or net_km2 is None else areas.lost_km2,
            net_km2=net_km2,
            net_low_km2=low,
            net_high_km2=high,
            held_km2=self.held_km2(after),
            per_day_km2=net_km2 / days if net_km2 is not None and days else None,
            partial=partial,
        )

    def held_km2(self, point: Point) -> float:
        """Area held at a point, within the circle where there is one."""
        if self.near is None:
            return self._maps.held_km2(point, self.definition.area_model)
        return self._maps.held_within_km2(
            point.hashes, self.near.lon_lat, self.near.km, self.definition.area_model
        )

    def _points_at(
        self, first: date, last: date, *, maps_first: bool = False
    ) -> tuple[Point, Point]:
        """The two points to subtract.

        Where both days are the window's own, every map at hand counts. In a bracket, areas of
        like measure come first: they give the tightest one.
        """
        pairs = product(self._points[first].values(), self._points[last].values())
        return min(pairs, key=_maps_first if maps_first else _like_first)

    def _areas(self, ends: Ends) -> Areas | None:
        """Gained and lost, where both ends have geometry."""
        if ends.pair is None:
            return None
        model = self.definition.area_model
        if self.near is None:
            return self._maps.change_areas(ends.pair, model)
        return self._maps.change_areas_within(ends.pair, self.near.lon_lat, self.near.km, model)

    def _net(self, ends: Ends, areas: Areas | None) -> float | None:
        """Net change; unknown where one map stands at both ends for want of another."""
        if ends.points is None or (ends.points[0].day == ends.points[1].day and not ends.complete):
            return None
        return areas.net_km2 if areas is not None else self._difference(*ends.points)

    def _bounds(self, ends: Ends, net_km2: float | None) -> tuple[float | None, float | None]:
        """Low and high over all combinations of the neighbouring maps at the two ends."""
        if net_km2 is None or not ends.complete:
            return None, None
        if ends.exact:
            return net_km2, net_km2
        nets = [
            self._difference(*self._points_at(first, last))
            for first, last in product(ends.first.bracket, ends.last.bracket)
        ]
        return min(net_km2, *nets), max(net_km2, *nets)

    def _difference(self, before: Point, after: Point) -> float:
        return self.held_km2(after) - self.held_km2(before)


def basis_of(points: tuple[Point, ...]) -> Basis:
    """What a measure between points rests on."""
    have_map = {point.kind is Kind.MAP for point in points}
    if len(have_map) == 2:
        return Basis.MIXED
    return Basis.ARCHIVE if have_map == {True} else Basis.REFERENCE


def _maps_first(pair: tuple[Point, Point]) -> tuple[int, bool, int]:
    """Least for the best pair: most maps, then like measures, then the order of kinds."""
    is_mixed, maps, order = _like_first(pair)
    return maps, is_mixed, order


def _like_first(pair: tuple[Point, Point]) -> tuple[bool, int, int]:
    """Least for the best pair: like measures, then most maps, then the order of kinds."""
    kinds = [point.kind for point in pair]
    return (
        len({_SAME_MEASURE[kind] for kind in kinds}) > 1,
        -kinds.count(Kind.MAP),
        sum(_ORDER.index(kind) for kind in kinds),
    )


def _empty_row(window: Window, *, partial: bool) -> GainsRow:
    """A window that no map answers."""
    return GainsRow(
        start=window.start,
        end=window.end,
        from_day=None,
        to_day=None,
        source=None,
        basis=None,
        exact=False,
        complete=False,
        gained_km2=None,
        lost_km2=None,
        net_km2=None,
        net_low_km2=None,
        net_high_km2=None,
        held_km2=None,
        per_day_km2=None,
        partial=partial,
    )
