"""The first frame of a map, as a page shows it without a script: layers, change, names, scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from retally.publish.frames import Lattice, path, rings
from retally.publish.overlays import overlay_path

if TYPE_CHECKING:
    import shapely

    from retally.archive.archive import Archive
    from retally.measure.places import Place
    from retally.model.definition import Definition
    from retally.publish.drawn_map import DrawnMap
    from retally.publish.overlays import Overlay

SINCE_DAYS = 30
"""How far before the last day the day lies that it is first compared with."""
DRAWN_PX = 900
"""Width in pixels for which names are spaced; a narrower screen shows them smaller apart."""
ZOOMS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
"""Enlargements at which more names appear; below one on a screen narrower than `DRAWN_PX`."""
_LABEL_PX = (7.0, 15.0)
"""Pixels that a letter takes in width, and a name in height, at the size that pages use."""
_EARTH_KM = 6371.0088
"""Mean radius of the Earth, for the scale bar alone."""


@dataclass(frozen=True, kw_only=True)
class MapLayer:
    """One layer of the first frame.

    Parameters
    ----------
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


@dataclass(frozen=True, kw_only=True)
class Label:
    """A place name.

    Parameters
    ----------
    zoom
        The least enlargement at which it does not cover another.
    is_left
        Whether it stands left of its place, since the drawing ends right of it.
    """

    name: str
    x: int
    y: int
    zoom: float
    is_left: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the graticule with its degrees: from x1, y1 to x2, y2."""

    x1: int
    y1: int
    x2: int
    y2: int
    text: str


@dataclass(frozen=True, kw_only=True)
class MapView:
    """The first frame.

    Parameters
    ----------
    box
        x, y, width, height shown at first, in steps of the lattice.
    km
        Length of the scale bar, whose width is `bar` steps.
    """

    day: date
    since: date
    box: tuple[int, int, int, int]
    width: int
    height: int
    layers: tuple[MapLayer, ...]
    labels: tuple[Label, ...]
    lines: tuple[Line, ...]
    km: int
    bar: int
    km_per_step: float
    overlays: tuple[str, ...] = ()

    @property
    def unknown(self) -> list[str]:
        """The counted layers that the source did not publish on the last day."""
        missing = [one for one in self.layers if one.is_counted and not one.is_known]
        return [f"{one.party.replace('-', ' ')}: {one.status}" for one in missing]

    @property
    def steps_per_px(self) -> float:
        """Steps of the lattice a pixel at first."""
        return self.box[2] / DRAWN_PX

    @property
    def zoom(self) -> float:
        """How much larger than the whole map it is shown at first."""
        return self.width / self.box[2]


def map_view(
    archive: Archive,
    drawn: DrawnMap,
    definition: Definition,
    *,
    focus: tuple[float, float, float, float] | None,
    places: Sequence[Place],
    overlays: Sequence[Overlay] = (),
) -> MapView:
    """The first frame of a source's maps, on its last day.

    Parameters
    ----------
    focus
        West, south, east, north of what to show at first; None for the whole map.
    places
        Largest first.
    overlays
        Lines that the user adds.
    """
    lattice = drawn.lattice
    last = len(drawn.days) - 1
    since = _since(drawn.days)
    coarse = lattice.width / DRAWN_PX / 2
    names = {layer.hashes[at] for layer in drawn.layers for at in (last, since)}
    geometries = archive.geometries(name for name in names if name is not None)
    layers = tuple(
        MapLayer(
            party=layer.party,
            status=layer.status,
            path=still(geometries.get(layer.hashes[last] or ""), lattice, coarse),
            before=still(geometries.get(layer.hashes[since] or ""), lattice, coarse),
            is_counted=layer.party == definition.party
            and layer.status in {status.value for status in definition.statuses},
            is_known=layer.hashes[last] is not None,
        )
        for layer in drawn.layers
    )
    km_per_step = _km_per_step(lattice, (drawn.bounds[1] + drawn.bounds[3]) / 2)
    box = _box(lattice, focus)
    km = _round_km(box[2] * km_per_step / 4)
    return MapView(
        day=drawn.days[last],
        since=drawn.days[since],
        box=box,
        width=lattice.width,
        height=lattice.height,
        layers=layers,
        labels=tuple(labels(places, lattice)),
        lines=tuple(_graticule(drawn)),
        km=km,
        bar=round(km / km_per_step),
        km_per_step=km_per_step,
        overlays=tuple(overlay_path(one, lattice, coarse) for one in overlays),
    )


def still(geometry: shapely.Geometry | None, lattice: Lattice, coarse: float) -> str:
    """A geometry as a path, without the vertices that a drawing is too small to show.

    Parameters
    ----------
    coarse
        Steps of the lattice that a simplified line may be off.
    """
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
    return path(drawn)


def _since(days: Sequence[date]) -> int:
    """Place of the last day at least `SINCE_DAYS` before the last; else of the first."""
    wanted = days[-1] - timedelta(days=SINCE_DAYS)
    return max((at for at, day in enumerate(days) if day <= wanted), default=0)


def _box(
    lattice: Lattice, focus: tuple[float, float, float, float] | None
) -> tuple[int, int, int, int]:
    """What is shown at first: the focus with a margin, in the shape of the whole map."""
    if focus is None:
        return 0, 0, lattice.width, lattice.height
    west, south, east, north = focus
    corners = lattice.steps(np.array([[west, north], [east, south]]))
    (x0, y0), (x1, y1) = corners.tolist()
    width = max(
        x1 - x0, (y1 - y0) * lattice.width // lattice.height, lattice.width // int(ZOOMS[-1])
    )
    width = min(width * 5 // 4, lattice.width)
    height = max(width * lattice.height // lattice.width, 1)
    x = min(max((x0 + x1 - width) // 2, 0), lattice.width - width)
    y = min(max((y0 + y1 - height) // 2, 0), lattice.height - height)
    return x, y, width, height


def labels(
    places: Sequence[Place], lattice: Lattice, *, drawn_px: float = DRAWN_PX
) -> Iterable[Label]:
    """Names by size, each from the first enlargement at which it covers none that is shown.

    Parameters
    ----------
    places
        Largest first.
    drawn_px
        Pixels that the whole drawing is wide.
    """
    if not places:
        return
    spots = lattice.steps(np.array([place.lon_lat for place in places])).tolist()
    shown: list[tuple[float, float, float, float]] = []
    left = dict(enumerate(spots))
    for zoom in ZOOMS:
        px = lattice.width / zoom / drawn_px
        # What is shown already takes less ground the closer one looks.
        taken = [_box_of(*one, px) for one in shown]
        for at, (x, y) in list(left.items()):
            wide, high = len(places[at].name) * _LABEL_PX[0] + 10, _LABEL_PX[1]
            # Decided for the whole drawing, so that a name does not change sides.
            is_left = x + wide * lattice.width / drawn_px > lattice.width
            one = (x, y, -wide if is_left else wide, high)
            box = _box_of(*one, px)
            if any(_meet(box, other) for other in taken):
                continue
            taken.append(box)
            shown.append(one)
            del left[at]
            yield Label(name=places[at].name, x=x, y=y, zoom=zoom, is_left=is_left)


def _box_of(
    x: float, y: float, wide: float, high: float, px: float
) -> tuple[float, float, float, float]:
    """The box of a name so many pixels wide, leftward where that is negative."""
    far = x + wide * px
    return min(x, far), y, max(x, far), y + high * px


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _graticule(drawn: DrawnMap) -> Iterable[Line]:
    """Lines of whole degrees: every one on a small map, every fifth on one of many degrees."""
    west, south, east, north = (int(side) for side in drawn.bounds)
    step = next((one for one in (1, 2, 5, 10) if max(east - west, north - south) / one <= 12), 30)
    lattice = drawn.lattice
    for lon in range(west - west % -step, east + 1, step):
        (x, y0), (_, y1) = lattice.steps(np.array([[lon, north], [lon, south]], float)).tolist()
        yield Line(x1=x, y1=y0, x2=x, y2=y1, text=f"{abs(lon)}°{'E' if lon >= 0 else 'W'}")
    for lat in range(south - south % -step, north + 1, step):
        (x0, y), (x1, _) = lattice.steps(np.array([[west, lat], [east, lat]], float)).tolist()
        yield Line(x1=x0, y1=y, x2=x1, y2=y, text=f"{abs(lat)}°{'N' if lat >= 0 else 'S'}")


def _km_per_step(lattice: Lattice, lat: float) -> float:
    """Kilometres a step takes at a latitude in degrees."""
    return lattice.step * _EARTH_KM * math.cos(math.radians(lat))


def km_of_bar(lattice: Lattice, lat: float) -> tuple[int, int]:
    """Width in steps of a scale bar of at most a quarter of the drawing, and its kilometres."""
    km_per_step = _km_per_step(lattice, lat)
    km = _round_km(lattice.width * km_per_step / 4)
    return round(km / km_per_step), km


def _round_km(most: float) -> int:
    """The largest of 1, 2, 5, 10, ... that is no more; at least 1."""
    power = 10 ** max(int(math.log10(most)), 0) if most >= 1 else 1
    return max((one * power for one in (1, 2, 5) if one * power <= most), default=1)
