"""Measures maps of an archive, and remembers each measure by the content it was made from."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from retally.errors import ArchiveDamagedError, NotMeasuredError
from retally.model.words import AreaModel
from retally.series.apart import FEWEST, changes_apart, held_apart
from retally.series.points import Point

if TYPE_CHECKING:
    import shapely

    from retally.archive.archive import Archive
    from retally.measure.change import Change

RULES = "1"
"""Part of every key under which a measure is remembered. Raised when the kernel or the canonical
form would give another number from the same geometry."""

AT_ONCE = 32
"""Maps that are read and measured together: about a month of days, which is a file of the archive.
More at once is no faster, and years of daily maps of 40,000 vertices would take gigabytes."""

KEPT_VERTICES = 1_000_000
"""Vertices of the maps that are kept for the next question, the last used first; 16 MB."""

Hashes = tuple[str, ...]
Pair = tuple[Hashes, Hashes]


@dataclass(frozen=True, kw_only=True)
class Areas:
    """What a change measures, without its geometry: km2 gained and lost."""

    gained_km2: float
    lost_km2: float

    @property
    def net_km2(self) -> float:
        """Gained minus lost."""
        return self.gained_km2 - self.lost_km2


class Maps:
    """The maps of one archive as unions of layers, with their areas and changes.

    shapely and the kernel are imported only when something is measured that is not remembered.

    Parameters
    ----------
    archive
        None for no maps at all.
    is_apart
        Whether much at once is measured in another process (`retally.series.apart`).
    """

    def __init__(self, archive: Archive | None, *, is_apart: bool = False) -> None:
        self._archive = archive
        self._is_apart = is_apart
        self._unions: OrderedDict[Hashes, shapely.MultiPolygon] = OrderedDict()
        self._held: dict[tuple[Hashes, AreaModel], float] = {}
        self._changes: dict[tuple[Pair, AreaModel], Areas] = {}
        self._within: dict[tuple[Hashes, tuple[float, float], float, AreaModel], float] = {}

    def held_km2(self, point: Point, model: AreaModel) -> float:
        """Area held at a point: as its rows tell, or of the union of its layers."""
        if point.held_km2 is not None:
            return point.held_km2
        if (point.hashes, model) not in self._held:
            self.prepare_held([point], model)
        return self._held[point.hashes, model]

    def change_areas(self, pair: Pair, model: AreaModel) -> Areas:
        """Km2 gained and lost between two maps."""
        if (pair, model) not in self._changes:
            self.prepare([pair], model)
        return self._changes[pair, model]

    def change_areas_within(
        self, pair: Pair, lon_lat: tuple[float, float], km: float, model: AreaModel
    ) -> Areas:
        """Km2 gained and lost within a circle."""
        from retally.measure.near import share_within

        share = share_within(self.change(pair, model), lon_lat, km, model=model)
        return Areas(gained_km2=share.gained_km2, lost_km2=share.lost_km2)

    def held_within_km2(
        self, hashes: Hashes, lon_lat: tuple[float, float], km: float, model: AreaModel
    ) -> float:
        """Area held within a circle."""
        key = (hashes, lon_lat, km, model)
        if key not in self._within:
            from retally.measure.near import share_within

            share = share_within(self.change(((), hashes), model), lon_lat, km, model=model)
            self._within[key] = share.gained_km2
        return self._within[key]

    def change(self, pair: Pair, model: AreaModel) -> Change:
        """The change between two maps, with its geometry."""
        from retally.measure.change import change

        self._load(pair)
        return change(self._unions[pair[0]], self._unions[pair[1]], model=model)

    def extent(self, hashes: Hashes) -> tuple[float, float, float, float]:
        """West, south, east, north of a map, without uniting its layers."""
        import shapely

        layers = self._stored.geometries(hashes)
        west, south, east, north = shapely.total_bounds([_present(layers, one) for one in hashes])
        return float(west), float(south), float(east), float(north)

    def geometry(self, hashes: Hashes) -> shapely.MultiPolygon:
        """The union of a map's layers."""
        self._load([hashes])
        return self._unions[hashes]

    def prepare(self, pairs: Iterable[Pair], model: AreaModel) -> None:
        """Measure many changes, a month of maps at a time, so that each is prepared once.

        Parameters
        ----------
        pairs
            Best in order of days: where one pair's after is the next one's before, the kernel
            goes along the chain.
        """
        wanted = dict.fromkeys(pair for pair in pairs if (pair, model) not in self._changes)
        missing = self._recall_changes(list(wanted), model) if wanted else []
        if not missing:
            return
        if self._is_apart and len(missing) >= FEWEST:
            found = changes_apart(self._stored.path, missing, model)
            self._changes |= {(pair, model): areas for pair, areas in found.items()}
            missing = [pair for pair in missing if pair not in found]
        left = len({hashes for pair in missing for hashes in pair})
        entries: dict[str, dict[str, float]] = {}
        for block in _blocks(_chains(missing)):
            self._load(hashes for chain in block for hashes in chain)
            self._expect(block, left)
            left = 0
            for chain in block:
                entries |= self._measured(chain, model)
        self._remember(entries)

    def _expect(self, block: Sequence[Sequence[Hashes]], maps: int) -> None:
        """Tell the kernel how much comes, so that it knows at once whether to be compiled."""
        if not maps:
            return
        import shapely

        from retally.measure.worth import WORTH

        loaded = [self._unions[hashes] for chain in block for hashes in chain]
        vertices = int(shapely.get_num_coordinates(loaded).sum())
        WORTH.expect(vertices * maps // len(loaded))

    def _measured(self, chain: Sequence[Hashes], model: AreaModel) -> dict[str, dict[str, float]]:
        """Take over the changes along a chain of maps; what to remember of them is returned."""
        from retally.measure.change import changes

        entries = {}
        found = changes([self._unions[hashes] for hashes in chain], model=model)
        for pair, change in zip(pairwise(chain), found, strict=True):
            areas = Areas(gained_km2=change.gained_km2, lost_km2=change.lost_km2)
            self._changes[pair, model] = areas
            entries[_change_key(pair, model)] = {
                "gained_km2": areas.gained_km2,
                "lost_km2": areas.lost_km2,
            }
        return entries

    def _recall_changes(self, pairs: Sequence[Pair], model: AreaModel) -> list[Pair]:
        """Take over what is remembered, and changes between equal maps; the rest is returned."""
        known = self._recall([_change_key(pair, model) for pair in pairs])
        missing = []
        for pair in pairs:
            entry = known.get(_change_key(pair, model))
            if pair[0] == pair[1]:
                self._changes[pair, model] = Areas(gained_km2=0.0, lost_km2=0.0)
            elif entry is None:
                missing.append(pair)
            else:
                self._changes[pair, model] = Areas(
                    gained_km2=entry["gained_km2"], lost_km2=entry["lost_km2"]
                )
        return missing

    def prepare_held(self, points: Sequence[Point], model: AreaModel) -> None:
        """Measure the areas held at many points at once."""
        keys = {
            point.hashes: f"held/{RULES}/{model}/{'+'.join(point.hashes)}"
            for point in points
            if point.held_km2 is None and (point.hashes, model) not in self._held
        }
        known = self._recall(list(keys.values())) if keys else {}
        self._held |= {
            (hashes, model): known[key]["held_km2"] for hashes, key in keys.items() if key in known
        }
        missing = {hashes: key for hashes, key in keys.items() if key not in known}
        if self._is_apart and len(missing) >= FEWEST:
            wanted = {point.hashes: point for point in points if point.hashes in missing}
            found = held_apart(self._stored.path, list(wanted.values()), model)
            self._held |= {(hashes, model): area for hashes, area in found.items()}
            missing = {hashes: key for hashes, key in missing.items() if hashes not in found}
        if not missing:
            return
        from retally.measure.area import area_km2

        areas: dict[Hashes, float] = {}
        for block in _parts(list(missing), AT_ONCE):
            self._load(block)
            areas |= {hashes: area_km2(self._unions[hashes], model=model) for hashes in block}
        self._held |= {(hashes, model): area for hashes, area in areas.items()}
        self._remember({missing[hashes]: {"held_km2": area} for hashes, area in areas.items()})

    def _load(self, wanted: Iterable[Hashes]) -> None:
        """Read the layers of several maps in one go, and unite each map's."""
        from retally.measure.union import union

        asked = dict.fromkeys(wanted)
        missing = [hashes for hashes in asked if hashes not in self._unions]
        if missing:
            layers = self._stored.geometries({one for hashes in missing for one in hashes})
            parts = [[_present(layers, one) for one in hashes] for hashes in missing]
            # GEOS runs without Python's lock, so that the maps of two ends are united side by side.
            with ThreadPoolExecutor(max_workers=min(len(missing), os.cpu_count() or 1)) as pool:
                self._unions.update(zip(missing, pool.map(union, parts), strict=True))
        for hashes in asked:
            self._unions.move_to_end(hashes)
        self._let_go(len(asked))

    def _let_go(self, asked: int) -> None:
        """Forget the maps that were not used for longest; what was just asked for stays."""
        import shapely

        sizes = shapely.get_num_coordinates(list(self._unions.values()))
        spare = int(sizes.sum()) - KEPT_VERTICES
        old = list(islice(self._unions, max(len(self._unions) - asked, 0)))
        for hashes, size in zip(old, sizes, strict=False):
            if spare <= 0:
                break
            del self._unions[hashes]
            spare -= int(size)

    def _recall(self, keys: Sequence[str]) -> dict[str, dict[str, float]]:
        return {} if self._archive is None else self._archive.remembered_of(keys)

    def _remember(self, entries: Mapping[str, dict[str, float]]) -> None:
        self._stored.remember(entries)

    @property
    def _stored(self) -> Archive:
        """The archive, where something must come from it."""
        if self._archive is None:
            raise NotMeasuredError("without an archive there is no geometry to measure")
        return self._archive


def _present(layers: Mapping[str, shapely.MultiPolygon], name: str) -> shapely.MultiPolygon:
    if name not in layers:
        raise ArchiveDamagedError(
            "a geometry that the catalogue lists is not in maps/",
            got=name[:12],
            do="run `retally archive verify`",
        )
    return layers[name]


def _change_key(pair: Pair, model: AreaModel) -> str:
    return f"change/{RULES}/{model}/{'+'.join(pair[0])}/{'+'.join(pair[1])}"


def _chains(pairs: Sequence[Pair]) -> list[list[Hashes]]:
    """Runs of maps in which each consecutive two are one of the pairs."""
    chains: list[list[Hashes]] = []
    for before, after in pairs:
        if chains and chains[-1][-1] == before:
            chains[-1].append(after)
        else:
            chains.append([before, after])
    return chains


def _blocks(chains: Iterable[Sequence[Hashes]]) -> Iterator[list[Sequence[Hashes]]]:
    """Chains in groups of about `AT_ONCE` maps; a long one is cut, a map in both its parts."""
    block: list[Sequence[Hashes]] = []
    for chain in chains:
        for at in range(0, len(chain) - 1, AT_ONCE - 1):
            part = chain[at : at + AT_ONCE]
            if block and sum(map(len, block)) + len(part) > AT_ONCE:
                yield block
                block = []
            block.append(part)
    if block:
        yield block


def _parts(every: Sequence[Hashes], size: int) -> Iterator[Sequence[Hashes]]:
    """A sequence in parts of a size."""
    return (every[at : at + size] for at in range(0, len(every), size))
