"""Archive and reference as one series a definition, and the questions that can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from retally.errors import NotMeasuredError, UsageError
from retally.model.definition import Definition
from retally.model.snapshot import LayerDay
from retally.model.words import AreaModel, Status
from retally.series.day_series import DaySeries, basis_of
from retally.series.definitions import chosen
from retally.series.definitions import definitions as shipped_definitions
from retally.series.gains import Gains, GainsRow, Near
from retally.series.held import Held, HeldInRegion
from retally.series.maps import Maps
from retally.series.place_names import lon_lat_of, places_around
from retally.series.points import (
    Kind,
    Point,
    map_points,
    reference_points,
    without_superseded,
)
from retally.series.rows import days_of, measured_rows
from retally.series.windows import ONE_DAY, Window, run_start

if TYPE_CHECKING:
    import shapely

    from retally.archive.archive import Archive
    from retally.measure.near import NearShare
    from retally.measure.pieces import Changed
    from retally.measure.places import Place
    from retally.measure.regions import Regions

_HOLDING = frozenset({Status.CONTROL, Status.ADVANCE, Status.LIBERATED, Status.PREWAR})
"""Statuses under which a map gives ground to a party, for the far side of a contact line."""


class Ground:
    """What is known of the ground: the maps of an archive, and the areas that ship.

    Parameters
    ----------
    archive
        None, or an empty one, leaves the reference alone to answer.
    as_of
        Only what was captured (archive) or published (reference) by then.
    definitions
        By name; None for the shipped ones.
    announce
        Told, in one line, of work that is done once and takes seconds.
    is_apart
        Whether years of maps are measured in another process, which then gives its memory back:
        for a program that goes on.
    """

    def __init__(
        self,
        archive: Archive | None,
        *,
        as_of: datetime | None = None,
        definitions: Mapping[str, Definition] | None = None,
        announce: Callable[[str], None] | None = None,
        is_apart: bool = False,
    ) -> None:
        self.archive = archive
        self._announce = announce
        self.as_of = as_of
        self.definitions: Mapping[str, Definition] = (
            shipped_definitions() if definitions is None else definitions
        )
        self._maps = Maps(archive, is_apart=is_apart)
        self._layer_days: dict[str, tuple[LayerDay, ...]] = {}
        self._series: dict[tuple[Definition, Near | None], tuple[DaySeries, ...]] = {}
        self._captured: dict[str, dict[date, datetime]] = {}

    def definition(self, name: str | Definition) -> Definition:
        """The definition of that name; `UnknownNameError` suggests the nearest."""
        return name if isinstance(name, Definition) else chosen(name, self.definitions)

    def span(self, definition: str | Definition) -> tuple[date, date] | None:
        """First and last day that any source of a definition has a map of; None without any."""
        days = days_of(self._of(self.definition(definition)))
        return (days[0], days[-1]) if days else None

    def gains(
        self,
        definition: str | Definition,
        *,
        start: date | None = None,
        end: date | None = None,
        by: str | None = None,
        regions: Regions | None = None,
        near: str | Place | tuple[float, float] | None = None,
        km: float | None = None,
        places: int | None = None,
        flows: bool = True,
        ranked: bool = True,
    ) -> Gains:
        """Ground gained, lost and net over windows.

        Definition: docs/methods/gains.md. Units: km2.

        Parameters
        ----------
        start, end
            First and last day, both counted; None for the day after the first map of the run
            that reaches up to `end` (`retally.series.windows.run_start`), and the last map's.
        by
            ``day``, ``week``, ``month`` or ``year``: a row each, cut at `start` and `end`. None
            for one row.
        regions
            Regions to split each row by.
        near, km
            Only the ground within so many km of a place, a name of one, or lon, lat.
        places
            How many places each row's change is given by, the largest first.
        flows, ranked
            Whether gained and lost, and the standing among earlier windows, are asked for beside
            the net change; without them most of the work is saved, and they are None.

        Raises
        ------
        NotMeasuredError
            If no map and no area at hand answers any of the rows.
        UnknownNameError
            If there is no such definition or place.
        """
        rule = self.definition(definition)
        around = self._near(rule, near, km)
        every = self._of(rule, around)
        asked = self._window(rule, start, end)
        rows = measured_rows(every, asked, by, flows=flows, ranked=ranked)
        if all(row.net_km2 is None for row in rows):
            raise self._not_measured(rule, asked)
        if regions is not None or places is not None:
            rows = [self._with_shares(rule, row, around, regions, places) for row in rows]
        sources = {row.source for row in rows if row.source is not None}
        return Gains(
            definition=rule.name,
            source=next(iter(sources)) if len(sources) == 1 else None,
            party=rule.party,
            area_model=rule.area_model,
            as_of=self.as_of,
            near=around,
            series_start=run_start(
                days_of([one for one in every if one.source in sources]), asked.end
            ),
            rows=tuple(rows),
        )

    def held(
        self,
        definition: str | Definition,
        day: date,
        *,
        regions: Regions | None = None,
        contact_line: bool = False,
    ) -> Held:
        """Ground held at the end of a day, by the nearest map at or before it.

        Definition: docs/methods/held.md. Units: km2.

        Raises
        ------
        NotMeasuredError
            If there is no map at or before that day.
        """
        rule = self.definition(definition)
        series, point = self._at_or_before(rule, day)
        held_km2 = series.held_km2(point)
        low, high = series.held_bounds(day, held_km2)
        has_map = point.kind is Kind.MAP
        return Held(
            definition=rule.name,
            source=series.source,
            day=day,
            map_day=point.day,
            basis=basis_of((point,)),
            held_km2=held_km2,
            exact=series.end(day).exact,
            held_low_km2=low,
            held_high_km2=high,
            share_percent=100 * held_km2 / rule.share_of_km2 if rule.share_of_km2 else None,
            by_status=_by_status(rule, point, held_km2),
            contact_line_km=self._contact_line_km(rule, series.source, point)
            if contact_line and has_map
            else None,
            regions=self._held_by_region(rule, point, regions)
            if regions is not None and has_map
            else None,
        )

    def geometry(
        self, definition: str | Definition, day: date
    ) -> tuple[date, shapely.MultiPolygon]:
        """The ground held, as geometry, by the nearest map at or before a day.

        Returns
        -------
        tuple
            The map's day, and a valid multipolygon in degrees lon, lat.

        Raises
        ------
        NotMeasuredError
            If the archive has no such map; the reference ships no geometry.
        """
        rule = self.definition(definition)
        point = self._newest_map(rule, day)
        from retally.measure.repair import repaired

        # On the lattice a union may touch itself; what leaves the package is valid.
        return point.day, repaired(self._maps.geometry(point.hashes))[0]

    def change(
        self, definition: str | Definition, row: GainsRow, *, near: Near | None = None
    ) -> Changed | None:
        """The change behind a row, with its polygons; None unless both ends have geometry.

        Parameters
        ----------
        near
            Only the ground within this circle (`Gains.near`).
        """
        rule = self.definition(definition)
        for series in self._of(rule):
            if series.source == row.source:
                pair = series.ends(Window(start=row.start, end=row.end)).pair
                if pair is None:
                    return None
                found = self._maps.change(pair, rule.area_model)
                if near is None:
                    return found
                from retally.measure.near import change_within

                return change_within(found, near.lon_lat, near.km)
        return None

    def shares_within(
        self, definition: str | Definition, row: GainsRow, place: str, kms: Sequence[float]
    ) -> tuple[NearShare, ...] | None:
        """The part of a row's change within each of several distances of a place.

        Returns
        -------
        tuple or None
            One share a distance; None unless both ends of the row have geometry.

        Raises
        ------
        UnknownNameError
            If no place is called so; `UsageError` if several are.
        """
        change = self.change(definition, row)
        if change is None:
            return None
        from retally.measure.near import share_within

        lon_lat = self.place(place, [self.definition(definition).name])
        return tuple(share_within(change, lon_lat, km) for km in kms)

    def place(self, name: str, definitions: Iterable[str]) -> tuple[float, float]:
        """Where a place lies, in degrees lon, lat; looked up once for several definitions.

        Parameters
        ----------
        name
            NAME, NAME,CC or LON,LAT. Of several places of a name, those within the newest maps
            of the definitions, taken together, come first.

        Raises
        ------
        UnknownNameError
            If no place is called so; the nearest names are suggested.
        UsageError
            If several are, which are listed.
        NotMeasuredError
            If the archive has no map of any of the definitions.
        """
        boxes = []
        for one in definitions:
            try:
                newest = self._newest_map(self.definition(one), date.max)
            except NotMeasuredError as error:
                missing = error
                continue
            boxes.append(self._maps.extent(newest.hashes))
        if not boxes:
            raise missing
        west, south, east, north = zip(*boxes, strict=True)
        extent = (min(west), min(south), max(east), max(north))
        return lon_lat_of(name, lambda: extent, self._announce)

    def licences(self, definition: str | Definition, row: GainsRow) -> tuple[str, ...]:
        """The licence lines of the maps behind a row, without repeats."""
        party = self.definition(definition).party
        if self.archive is None or row.source is None:
            return ()
        return tuple(
            dict.fromkeys(
                snapshot.licence
                for snapshot in self.archive.snapshots(source=row.source)
                if snapshot.day in (row.from_day, row.to_day)
                and any(layer.party == party for layer in snapshot.layers)
            )
        )

    def captured_at(self, source: str, day: date) -> datetime | None:
        """When the maps in use of a day were captured, the last of them; None without any."""
        if self.archive is None:
            return None
        if source not in self._captured:
            found: dict[date, datetime] = {}
            for snapshot in self.archive.snapshots(source=source):
                if self.as_of is None or snapshot.captured_at <= self.as_of:
                    known = found.get(snapshot.day, snapshot.captured_at)
                    found[snapshot.day] = max(known, snapshot.captured_at)
            self._captured[source] = found
        return self._captured[source].get(day)

    def _of(self, rule: Definition, near: Near | None = None) -> tuple[DaySeries, ...]:
        """The series of a definition, one a source, in the definition's order."""
        key = (rule, near)
        if key not in self._series:
            self._series[key] = tuple(
                DaySeries(
                    rule,
                    source,
                    points={Kind.MAP: self._map_points(rule, source)}
                    | reference_points(rule, source, as_of=self.as_of),
                    maps=self._maps,
                    near=near,
                )
                for source in rule.sources
            )
        return self._series[key]

    def _map_points(self, rule: Definition, source: str) -> dict[date, Point]:
        return without_superseded(map_points(self._layers(source), rule), rule, source)

    def _layers(self, source: str) -> tuple[LayerDay, ...]:
        if source not in self._layer_days:
            self._layer_days[source] = (
                () if self.archive is None else self.archive.layer_days(source, as_of=self.as_of)
            )
        return self._layer_days[source]

    def _window(self, rule: Definition, start: date | None, end: date | None) -> Window:
        """The days asked for; those left open are the series' own."""
        days = days_of(self._of(rule))
        if not days:
            raise self._not_measured(rule, None)
        last = end or days[-1]
        first = start or run_start(days, last) + ONE_DAY
        if first > last and (start is None or end is None):
            raise self._not_measured(rule, None)
        return Window(start=first, end=last)

    def _with_shares(
        self,
        rule: Definition,
        row: GainsRow,
        near: Near | None,
        regions: Regions | None,
        places: int | None,
    ) -> GainsRow:
        """A row with its regions and places; None for both where there is no geometry."""
        change = None if row.net_km2 is None else self.change(rule, row, near=near)
        if change is None:
            return replace(
                row,
                regions=() if regions is None else None,
                places=() if places is None else None,
            )
        from retally.measure.places import by_place

        return replace(
            row,
            regions=() if regions is None else regions.split(change, model=rule.area_model),
            places=()
            if places is None
            else by_place(
                change, places_around(change, self._announce), places, model=rule.area_model
            ),
        )

    def _near(
        self, rule: Definition, near: str | Place | tuple[float, float] | None, km: float | None
    ) -> Near | None:
        """The circle asked for; a name is looked up within the extent of the newest map."""
        if near is None and km is None:
            return None
        if near is None or km is None or km <= 0:
            raise UsageError(
                "a place and a distance go together",
                expected="near and km, above zero",
                got=f"near={near!r}, km={km!r}",
            )
        newest = self._newest_map(rule, date.max)
        return Near(
            lon_lat=lon_lat_of(near, lambda: self._maps.extent(newest.hashes), self._announce),
            km=km,
        )

    def _newest_map(self, rule: Definition, day: date) -> Point:
        """The latest map in the archive at or before a day."""
        found = [
            point
            for series in self._of(rule)
            for known in series.days
            if known <= day and (point := series.point(known)).kind is Kind.MAP
        ]
        if not found:
            raise self._not_measured(rule, Window(start=day, end=day))
        return max(found, key=lambda one: one.day)

    def _at_or_before(self, rule: Definition, day: date) -> tuple[DaySeries, Point]:
        """The series with the latest map at or before a day; a map before an area, then order."""
        found = [
            (series, series.point(max(known)))
            for series in self._of(rule)
            if (known := [one for one in series.days if one <= day])
        ]
        if not found:
            raise self._not_measured(rule, Window(start=day, end=day))
        return max(found, key=lambda one: (one[1].day, one[1].kind is Kind.MAP))

    def _held_by_region(
        self, rule: Definition, point: Point, regions: Regions
    ) -> tuple[HeldInRegion, ...]:
        """What is held of each region: the gain of its map over an empty one."""
        whole_map = self._maps.change(((), point.hashes), rule.area_model)
        shares = regions.split(whole_map, model=rule.area_model)
        return tuple(HeldInRegion(name=one.name, held_km2=one.gained_km2) for one in shares)

    def _contact_line_km(self, rule: Definition, source: str, point: Point) -> float | None:
        """Length of the boundary with ground that the same map gives to others, or to nobody."""
        others = tuple(
            sorted(
                layer.geometry_hash
                for layer in self._layers(source)
                if layer.day == point.day and layer.geometry_hash and _is_across(layer, rule)
            )
        )
        if not others:
            return None
        from retally.measure.contact import contact_line

        own, other = self._maps.geometry(point.hashes), self._maps.geometry(others)
        return contact_line(own, other).length_km

    def _not_measured(self, rule: Definition, window: Window | None) -> NotMeasuredError:
        span = self.span(rule)
        asked = "" if window is None else f", {window.start} to {window.end}"
        known = "no map" if span is None else f"maps from {span[0]} to {span[1]}"
        return NotMeasuredError(
            "no map at hand answers this",
            where=f"{rule.name}{asked}",
            got=f"{known} from {' or '.join(rule.sources)}",
            do="add maps with `retally add` or `retally fetch`, or ask for other days",
        )


def _is_across(layer: LayerDay, rule: Definition) -> bool:
    """Whether a layer is ground beyond the contact line: held by another, or contested.

    What another party merely claims, counter-attacks in or has partisans in is no ground it
    holds; a map that names none across (ISW's, of Ukraine) has no contact line.
    """
    if layer.status is Status.CONTESTED:
        return Status.CONTESTED not in rule.statuses
    return layer.party != rule.party and layer.status in _HOLDING


def _by_status(rule: Definition, point: Point, held_km2: float) -> dict[str, float | None]:
    """Area of each status; unknown for those that the source merged into one layer."""
    if point.layers:
        by_publisher = rule.area_model is AreaModel.SPHERE_CHORD
        return {
            status.value: None
            if layer.includes
            else (layer.published_area_km2 if by_publisher else layer.area_km2)
            for layer in point.layers
            for status in sorted(layer.includes | {layer.status})
        }
    if len(rule.statuses) == 1:
        return {status.value: held_km2 for status in rule.statuses}
    return {status.value: None for status in sorted(rule.statuses)}
