"""The days of one definition from one source: maps of the archive, and areas of the reference.

A layer answers for a definition when the definition counts every status it holds; together the
layers of a day must hold every status that the definition counts, else the day is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from math import isclose

from retally.model.definition import Definition
from retally.model.snapshot import LayerDay
from retally.model.words import AreaModel, Party, Status
from retally.reference.deepstate import KYIV, last_of_day, versions
from retally.reference.isw import layer_days as isw_layer_days
from retally.reference.measured import measured_areas


class Kind(Enum):
    """Where an area comes from."""

    MAP = "geometry in the archive"
    MEASURED = "measured by Retally from a map, shipped as an area"
    PUBLISHED = "published by the map maker"
    SUMMED = "sum of layers in the reference"


@dataclass(frozen=True, kw_only=True)
class Point:
    """What is known of one day.

    Parameters
    ----------
    layers
        The layers of the map, for `Kind.MAP` and `Kind.SUMMED`.
    held_km2
        None where it is measured from the layers' union when asked.
    """

    day: date
    kind: Kind
    layers: tuple[LayerDay, ...] = ()
    held_km2: float | None = None

    @property
    def hashes(self) -> tuple[str, ...]:
        """Hashes of its layers' geometries, sorted; empty without geometry."""
        return tuple(sorted(layer.geometry_hash for layer in self.layers if layer.geometry_hash))


def map_points(layers: Iterable[LayerDay], definition: Definition) -> dict[date, Point]:
    """The days whose layers answer a definition with geometry, in order of days."""
    found = {}
    for day, of_day in sorted(_by_day(layers).items()):
        answering = _answering(of_day, definition)
        if answering:
            found[day] = Point(
                day=day,
                kind=Kind.MAP,
                layers=answering,
                held_km2=_known_area(answering, definition.area_model),
            )
    return found


def reference_points(
    definition: Definition, source: str, *, as_of: datetime | None = None
) -> dict[Kind, dict[date, Point]]:
    """The days that the shipped reference measures for a definition, by kind.

    Parameters
    ----------
    as_of
        Days that begin after this moment are left out, and versions published after it.
    """
    found = {Kind.MEASURED: _measured_points(definition, source)}
    if source == "isw" and definition.area_model is AreaModel.ELLIPSOID:
        found[Kind.SUMMED] = _summed_points(definition)
    if _is_deepstates_own(definition, source):
        found[Kind.PUBLISHED] = _published_points(as_of)
    if as_of is None:
        return found
    return {
        kind: {day: point for day, point in points.items() if day <= as_of.astimezone(KYIV).date()}
        for kind, points in found.items()
    }


def without_superseded(
    points: Mapping[date, Point], definition: Definition, source: str
) -> dict[date, Point]:
    """Maps less those that DeepState replaced later the same day, by its own list of versions.

    An archive may lack the last version of a day (2022-09-12 has three); the area that
    DeepState published with each tells which one is at hand.
    """
    if not _is_deepstates_own(definition, source):
        return dict(points)
    replaced = [version for version in versions() if last_of_day()[version.day] != version]
    return {
        day: point
        for day, point in points.items()
        if not any(
            version.day == day and _is_same_area(point.held_km2, version.occupied_km2)
            for version in replaced
        )
        or _is_same_area(point.held_km2, last_of_day()[day].occupied_km2)
    }


def held_reference_layers() -> frozenset[tuple[date, Party, Status]]:
    """The layers of ISW's reference series that the archive's hold rules would hold."""
    # Imported here: the rules belong to the archive, and most of it is heavy.
    from retally.archive.rules import held_layers

    holds = held_layers(isw_layer_days(), covers_from=None)
    return frozenset((hold.day, hold.party, hold.status) for hold in holds)


def _by_day(layers: Iterable[LayerDay]) -> dict[date, list[LayerDay]]:
    found: dict[date, list[LayerDay]] = {}
    for layer in layers:
        found.setdefault(layer.day, []).append(layer)
    return found


def _answering(layers: Sequence[LayerDay], definition: Definition) -> tuple[LayerDay, ...]:
    """The layers a definition counts; none unless they hold all of its statuses together."""
    counted = [
        layer
        for layer in layers
        if layer.party == definition.party
        and layer.includes | {layer.status} <= definition.statuses
    ]
    held: frozenset[Status] = frozenset().union(
        *(layer.includes | {layer.status} for layer in counted)
    )
    return tuple(counted) if held == definition.statuses else ()


def _known_area(layers: Sequence[LayerDay], model: AreaModel) -> float | None:
    """The area of a map, where its rows tell it without geometry."""
    if model is AreaModel.SPHERE_CHORD:
        published = [layer.published_area_km2 for layer in layers]
        if None not in published:
            # The publisher sums its polygons, overlaps included; so does this.
            return float(sum(area for area in published if area is not None))
        return None
    if model is AreaModel.ELLIPSOID and len(layers) == 1:
        return layers[0].area_km2
    return None


def _measured_points(definition: Definition, source: str) -> dict[date, Point]:
    """Areas measured under the shipped definition of that name, if it is still the shipped one."""
    from retally.series.definitions import definitions

    if definitions().get(definition.name) != definition:
        return {}
    return {
        area.day: Point(day=area.day, kind=Kind.MEASURED, held_km2=area.held_km2)
        for area in measured_areas().get((definition.name, source), ())
    }


def _summed_points(definition: Definition) -> dict[date, Point]:
    held = _held_once()
    found = {}
    for day, layers in _isw_by_day().items():
        known = [one for one in layers if (one.day, one.party, one.status) not in held]
        answering = _answering(known, definition)
        if answering:
            found[day] = Point(
                day=day,
                kind=Kind.SUMMED,
                layers=answering,
                held_km2=sum(layer.area_km2 for layer in answering),
            )
    return found


@cache
def _held_once() -> frozenset[tuple[date, Party, Status]]:
    return held_reference_layers()


@cache
def _isw_by_day() -> Mapping[date, list[LayerDay]]:
    return _by_day(isw_layer_days())


def _is_deepstates_own(definition: Definition, source: str) -> bool:
    """Whether a definition asks for the very number that DeepState publishes as occupied."""
    return (
        source == "deepstate"
        and definition.party == "russia"
        and definition.statuses == {Status.CONTROL}
        and definition.area_model is AreaModel.SPHERE_CHORD
    )


def _is_same_area(one: float | None, other: float) -> bool:
    """Equal but for the order of additions: DeepState's numbers come back to 4e-14."""
    return one is not None and isclose(one, other, rel_tol=1e-9)


def _published_points(as_of: datetime | None) -> dict[date, Point]:
    """The last version of each Kyiv day, among those published by `as_of`."""
    last = (
        last_of_day()
        if as_of is None
        else {version.day: version for version in versions() if version.published_at <= as_of}
    )
    return {
        day: Point(day=day, kind=Kind.PUBLISHED, held_km2=version.occupied_km2)
        for day, version in last.items()
    }
