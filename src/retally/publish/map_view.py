"""The first frame of a map, as a page shows it without a script: layers, change, names, scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from retally.publish.frames import Lattice, Ring, path, rings
from retally.publish.graticule import (
    Box,
    Line,
    ScaleBar,
    degrees_of,
    graticule,
    scale_bars,
    whole_box,
)
from retally.publish.overlays import overlay_path
from retally.publish.place_names import Label, labels

if TYPE_CHECKING:
    import shapely

    from retally.archive.archive import Archive
    from retally.measure.places import Place
    from retally.model.definition import Definition
    from retally.publish.drawn_map import DrawnLayer, DrawnMap
    from retally.publish.overlays import Overlay

SINCE_DAYS = 30
"""How far before the last day the day lies that it is first compared with."""
DRAWN_PX = 704
"""Width in pixels of a map on a wide screen, for which names are spaced and lines simplified."""
_MARGIN = 0.08
"""Part of the ground counted that is shown around it at first."""
_CLOSEST = 64
"""How many times the whole map may be enlarged."""


@dataclass(frozen=True, kw_only=True)
class MapLayer:
    """One layer of the first frame.

    Parameters
    ----------
    before, path
        On the day compared with, and on the day shown.
    is_counted
        Whether the definition counts it.
    is_known
        Whether the source published it on that day.
    """

    party: str
    status: str
    path: str
    before: str
    is_counted: bool
    is_known: bool

    @property
    def title(self) -> str:
        """As a page names it: "Russia: advance"."""
        return f"{party_name(self.party)}: {self.status.replace('_', ' ')}"


@dataclass(frozen=True, kw_only=True)
class MapView:
    """The first frame.

    Parameters
    ----------
    box, whole
        What is shown at first and what can be shown at most, in steps of the lattice; of one
        shape.
    width, height
        Of the lattice, on which everything but names and lines lies.
    """

    day: date
    since: date
    box: Box
    whole: Box
    width: int
    height: int
    layers: tuple[MapLayer, ...]
    labels: tuple[Label, ...]
    lines: tuple[Line, ...]
    scale: tuple[ScaleBar, ScaleBar]
    overlays: tuple[str, ...] = ()

    @property
    def counted(self) -> list[MapLayer]:
        """What the definition counts."""
        return [one for one in self.layers if one.is_counted]

    @property
    def others(self) -> list[MapLayer]:
        """What is drawn besides."""
        return [one for one in self.layers if not one.is_counted]

    @property
    def unknown(self) -> list[str]:
        """The counted layers that the source did not publish on the last day."""
        return [one.title for one in self.counted if not one.is_known]

    @property
    def steps_per_px(self) -> float:
        """Steps of the lattice a pixel at first."""
        return self.box[2] / DRAWN_PX

    def is_named(self, label: Label) -> bool:
        """Whether a name is shown at first."""
        is_large = label.zoom * self.box[2] <= self.whole[2] * 1.01
        return is_large and label.is_within(self.box, self.steps_per_px)


def party_name(party: str) -> str:
    """A party as a page names it: "russia-in-russia" is "Russia in Russia"."""
    small = {"in", "of", "the", "and"}
    return " ".join(one if one in small else one.capitalize() for one in party.split("-"))


def map_view(
    archive: Archive,
    drawn: DrawnMap,
    definition: Definition,
    *,
    places: Sequence[Place],
    overlays: Sequence[Overlay] = (),
) -> MapView:
    """The first frame of a source's maps, on its last day: the ground counted, with a margin.

    Parameters
    ----------
    places
        Largest first.
    overlays
        Lines that the user adds.
    """
    lattice = drawn.lattice
    last, since = len(drawn.days) - 1, since_place(drawn.days)
    geometries = geometries_of(archive, drawn, (last, since))
    counted = [one for one in drawn.layers if is_counted(one, definition)]
    whole = whole_box(lattice)
    box = opening_box(lattice, [geometries.get(one.hashes[last] or "") for one in counted])
    coarse = box[2] / DRAWN_PX / 2
    seen = degrees_of(lattice, box)

    def told(layer: DrawnLayer, at: int) -> str:
        return still(cut(geometries.get(layer.hashes[at] or ""), seen), lattice, coarse)

    return MapView(
        day=drawn.days[last],
        since=drawn.days[since],
        box=box,
        whole=whole,
        width=lattice.width,
        height=lattice.height,
        layers=tuple(
            MapLayer(
                party=layer.party,
                status=layer.status,
                path=told(layer, last),
                before=told(layer, since) if is_counted(layer, definition) else "",
                is_counted=is_counted(layer, definition),
                is_known=layer.hashes[last] is not None,
            )
            for layer in drawn.layers
        ),
        labels=tuple(labels(places, lattice, width=whole[2], drawn_px=DRAWN_PX)),
        lines=tuple(graticule(lattice, box)),
        scale=scale_bars(lattice, box),
        overlays=tuple(overlay_path(one, lattice, coarse) for one in overlays),
    )


def is_counted(layer: DrawnLayer, definition: Definition) -> bool:
    """Whether a definition counts a layer."""
    statuses = {status.value for status in definition.statuses}
    return layer.party == definition.party and layer.status in statuses


def geometries_of(
    archive: Archive, drawn: DrawnMap, places: Sequence[int]
) -> Mapping[str, shapely.Geometry]:
    """The geometries of all layers on some days, by their hash.

    Parameters
    ----------
    places
        Of the days among those of the map.
    """
    names = {layer.hashes[at] for layer in drawn.layers for at in places}
    return archive.geometries({name for name in names if name is not None})


def since_place(days: Sequence[date]) -> int:
    """Place of the last day at least `SINCE_DAYS` before the last; else of the first."""
    wanted = days[-1] - timedelta(days=SINCE_DAYS)
    return max((at for at, day in enumerate(days) if day <= wanted), default=0)


def opening_box(lattice: Lattice, ground: Sequence[shapely.Geometry | None]) -> Box:
    """What is shown at first: most of some ground with a margin, in the shape of the whole map."""
    whole = whole_box(lattice)
    bounds = most_of(ground)
    if bounds is None:
        return whole
    west, south, east, north = bounds
    corners = lattice.steps(np.array([[west, north], [east, south]]))
    (x0, y0), (x1, y1) = corners.tolist()
    wide = max(x1 - x0, (y1 - y0) * whole[2] / whole[3], whole[2] / _CLOSEST)
    width = min(round(wide * (1 + 2 * _MARGIN)), whole[2])
    height = round(width * whole[3] / whole[2])
    x = min(max((x0 + x1 - width) // 2, whole[0]), whole[0] + whole[2] - width)
    y = min(max((y0 + y1 - height) // 2, whole[1]), whole[1] + whole[3] - height)
    return x, y, width, height


def most_of(
    ground: Sequence[shapely.Geometry | None], *, part: float = 0.97
) -> tuple[float, float, float, float] | None:
    """The box of some ground less the strays far from most of it; None where there is none.

    Parameters
    ----------
    part
        Of the ground, the largest pieces first, that the box holds: a sliver far off would shrink
        everything else.
    """
    import shapely

    parts = shapely.get_parts([one for one in ground if one is not None and not one.is_empty])
    if not len(parts):
        return None
    areas = shapely.area(parts)
    order = np.argsort(-areas)
    kept = order[: int(np.searchsorted(np.cumsum(areas[order]), part * areas.sum())) + 1]
    west, south, east, north = shapely.total_bounds(parts[kept])
    return float(west), float(south), float(east), float(north)


def still(geometry: shapely.Geometry | None, lattice: Lattice, coarse: float) -> str:
    """A geometry as a path, without the vertices that a drawing is too small to show.

    Parameters
    ----------
    coarse
        Steps of the lattice that a simplified line may be off.
    """
    return path(coarse_rings(geometry, lattice, coarse))


def coarse_rings(geometry: shapely.Geometry | None, lattice: Lattice, coarse: float) -> list[Ring]:
    """A geometry as rings, without the vertices that a drawing is too small to show."""
    import shapely

    drawn = []
    for ring in rings(geometry, lattice):
        # Douglas and Peucker (1973); a closed line, so that both ends stay where they are.
        line = shapely.simplify(
            shapely.LineString(np.vstack([ring, ring[:1]])), coarse, preserve_topology=False
        )
        kept = np.rint(shapely.get_coordinates(line)[:-1]).astype(np.int32)
        if len(kept) >= 3:
            drawn.append(kept)
    return drawn


def cut(
    geometry: shapely.Geometry | None, seen: tuple[float, float, float, float]
) -> shapely.Geometry | None:
    """What of a geometry lies within a box or near it, so that its edge does not show."""
    import shapely

    if geometry is None or geometry.is_empty:
        return None
    west, south, east, north = seen
    wide, high = (east - west) / 20, (north - south) / 20
    inside = shapely.clip_by_rect(geometry, west - wide, south - high, east + wide, north + high)
    parts = [one for one in shapely.get_parts(inside) if one.geom_type == "Polygon"]
    return shapely.MultiPolygon(parts)
