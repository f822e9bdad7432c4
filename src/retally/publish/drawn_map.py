"""The control maps of one source as something to draw: days, layers, and a frame for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from retally.publish.frames import Lattice, Ring, frames, rings
from retally.publish.graticule import degrees_of, whole_box

if TYPE_CHECKING:
    from retally.archive.archive import Archive

FRAME_RULES = "1"
"""Part of every key under which a frame is remembered; raised when `frames` tells them anew."""

AT_ONCE = 64
"""Geometries that are held while frames are made of them: years of maps at once are gigabytes."""

UNKNOWN = -1
"""A day on which the source published no map of a layer: unknown, not empty."""


@dataclass(frozen=True, kw_only=True)
class DrawnLayer:
    """One party's ground of one status over all days.

    Parameters
    ----------
    hashes
        The geometry of each day; None where the source published none that is not held.
    frames
        What `retally.publish.frames.frames` tells of each day that has one, in order; `UNKNOWN`
        stands for a day without, and leaves what the next frame is told by as it was.
    """

    party: str
    status: str
    hashes: tuple[str | None, ...]
    frames: tuple[Any, ...]

    def to_dict(self) -> dict[str, Any]:
        """``{"party","status","frames"}``, as a page's script reads it."""
        return {"party": self.party, "status": self.status, "frames": list(self.frames)}


@dataclass(frozen=True, kw_only=True)
class DrawnMap:
    """One source's maps.

    Parameters
    ----------
    days
        Every day with at least one layer that is not held.
    bounds
        West, south, east, north in whole degrees around all days.
    """

    source: str
    days: tuple[date, ...]
    bounds: tuple[float, float, float, float]
    layers: tuple[DrawnLayer, ...]

    @cached_property
    def lattice(self) -> Lattice:
        """What turns degrees into the drawing's steps."""
        return Lattice.around(self.bounds)

    @property
    def seen(self) -> tuple[float, float, float, float]:
        """West, south, east, north of all that a page can show of it."""
        return degrees_of(self.lattice, whole_box(self.lattice))

    def to_dict(self) -> dict[str, Any]:
        """What a page's script draws from."""
        return {
            "source": self.source,
            "days": [day.isoformat() for day in self.days],
            "lattice": self.lattice.to_dict(),
            "layers": [layer.to_dict() for layer in self.layers],
        }


def drawn_map(archive: Archive, source: str) -> DrawnMap | None:
    """Every day of a source as frames; None where the archive has no map of it.

    Each frame is remembered by the two geometries it lies between, so that a new day costs one.
    """
    rows = archive.layer_days(source)
    days = tuple(dict.fromkeys(row.day for row in rows))
    if not days:
        return None
    place = {day: at for at, day in enumerate(days)}
    by_layer: dict[tuple[str, str], list[str | None]] = {}
    for row in rows:
        key = (str(row.party), row.status.value)
        hashes = by_layer.setdefault(key, [None] * len(days))
        hashes[place[row.day]] = row.geometry_hash
    bounds = _bounds(archive, by_layer.values())
    store = _Frames(archive, Lattice.around(bounds))
    store.prepare(by_layer.values())
    layers = tuple(
        DrawnLayer(
            party=party,
            status=status,
            hashes=tuple(hashes),
            frames=tuple(store.told(hashes)),
        )
        for (party, status), hashes in sorted(by_layer.items())
    )
    return DrawnMap(source=source, days=days, bounds=bounds, layers=layers)


class _Frames:
    """Frames by the pair of geometries they lie between, remembered by the archive."""

    def __init__(self, archive: Archive, lattice: Lattice) -> None:
        self._archive = archive
        self._lattice = lattice
        self._known: dict[tuple[str, str], Any] = {}

    def prepare(self, layers: Iterable[Sequence[str | None]]) -> None:
        """Make what is not remembered, reading each geometry once."""
        wanted = dict.fromkeys(pair for hashes in layers for pair in _pairs(hashes))
        keys = {pair: self._key(pair) for pair in wanted}
        known = self._archive.remembered_of(keys.values())
        self._known |= {pair: known[key]["frame"] for pair, key in keys.items() if key in known}
        missing = [pair for pair in wanted if pair not in self._known]
        for at in range(0, len(missing), AT_ONCE):
            self._make(missing[at : at + AT_ONCE], keys)

    def _make(self, pairs: Sequence[tuple[str, str]], keys: Mapping[tuple[str, str], str]) -> None:
        geometries = self._archive.geometries(set(chain.from_iterable(pairs)) - {""})
        drawn: dict[str, list[Ring]] = {
            name: rings(geometry, self._lattice) for name, geometry in geometries.items()
        }
        drawn[""] = []
        for before, after in pairs:
            told = frames([drawn[before], drawn[after]])
            self._known[before, after] = told[1]
        self._archive.remember({keys[pair]: {"frame": self._known[pair]} for pair in pairs})

    def told(self, hashes: Sequence[str | None]) -> Iterable[Any]:
        """The frame of each day."""
        before = ""
        for name in hashes:
            if name is None:
                yield UNKNOWN
                continue
            yield 0 if name == before else self._known[before, name]
            before = name

    def _key(self, pair: tuple[str, str]) -> str:
        box = self._lattice
        return (
            f"frame/{FRAME_RULES}/{box.west:.9f}/{box.north:.9f}/{box.step:.12g}/{'/'.join(pair)}"
        )


def _pairs(hashes: Sequence[str | None]) -> list[tuple[str, str]]:
    """Each geometry of a layer with the one it is told by; the first with nothing."""
    known = ["", *(name for name in hashes if name is not None)]
    return [(before, after) for before, after in pairwise(known) if before != after]


def _bounds(
    archive: Archive, layers: Iterable[Sequence[str | None]]
) -> tuple[float, float, float, float]:
    """The box of all layers in whole degrees, so that a new day seldom moves the lattice."""
    import shapely

    names = dict.fromkeys(name for hashes in layers for name in hashes if name is not None)
    keys = {name: f"bounds/{name}" for name in names}
    known = archive.remembered_of(keys.values())
    boxes = {name: known[key]["box"] for name, key in keys.items() if key in known}
    missing = [name for name in names if name not in boxes]
    fresh = {
        name: [float(side) for side in shapely.bounds(geometry)]
        for at in range(0, len(missing), AT_ONCE)
        for name, geometry in archive.geometries(missing[at : at + AT_ONCE]).items()
        if not geometry.is_empty
    }
    archive.remember({keys[name]: {"box": box} for name, box in fresh.items()})
    every = list((boxes | fresh).values()) or [[0.0, 0.0, 1.0, 1.0]]
    west, south = floor(min(box[0] for box in every)), floor(min(box[1] for box in every))
    east, north = ceil(max(box[2] for box in every)), ceil(max(box[3] for box in every))
    return float(west), float(south), float(east), float(north)
