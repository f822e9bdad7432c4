"""The demo war's truth: every area worked out from the lines it was drawn with.

No polygon is clipped here and nothing of `retally.measure` is used. What Retally measures from
the published files has to come out the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from retally.demo.island import ISLAND, SUNDREY, TORVANE, Island, Region
from retally.demo.publishers import (
    GULLVIEW,
    HELD_DAY,
    LONGGLASS,
    MISSING_DAY,
    REVISED_DAY,
    DrawnLayer,
    days_meant,
    published,
)
from retally.demo.strips import Curve, Patch, Strips
from retally.demo.war import DAYS, FIRST_DAY, LAST_DAY, War
from retally.model.definition import Definition
from retally.model.words import Status
from retally.series.definitions import definitions

OUTSIDE = "(outside)"
"""The row for what lies in no region, as Retally names it."""


def _is_ours(definition: Definition) -> bool:
    return definition.sources in ((LONGGLASS,), (GULLVIEW,))


DEFINITIONS_FILE = Path(__file__).with_name("retally.toml")
DEFINITIONS = tuple(
    definition for definition in definitions(DEFINITIONS_FILE).values() if _is_ours(definition)
)
"""The demo's own definitions, in the order of their file, without the shipped ones."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """Ground gained and lost between two days, km2."""

    gained_km2: float
    lost_km2: float

    @property
    def net_km2(self) -> float:
        """Gained minus lost."""
        return self.gained_km2 - self.lost_km2

    def to_dict(self) -> dict[str, float]:
        """As in `truth.json`."""
        return {
            "gained_km2": self.gained_km2,
            "lost_km2": self.lost_km2,
            "net_km2": self.net_km2,
        }


def held_ground(war: War, definition: Definition, day: date, *, revised: bool = True) -> DrawnLayer:
    """The union of a definition's layers as ground between two curves.

    Parameters
    ----------
    definition
        One of `DEFINITIONS`.
    day
        From the first to the last day of the war.
    revised
        With the revision, or as first printed.

    Returns
    -------
    DrawnLayer
        The layers of a publisher follow each other without gaps, so their union is one band.
    """
    (source,) = definition.sources
    layers = [
        layer
        for layer in published(war, source, day, revised=revised)
        if layer.party == definition.party and layer.status in definition.statuses
    ]
    return DrawnLayer(
        party=definition.party,
        status=layers[0].status,
        west=np.min([layer.west for layer in layers], axis=0),
        east=np.max([layer.east for layer in layers], axis=0),
        islet=layers[0].islet,
        pocket=layers[0].pocket,
    )


def held_km2(island: Island, ground: DrawnLayer) -> float:
    """Area of held ground in km2."""
    band = island.strips.area_km2(east_of=[ground.west], west_of=[ground.east])
    return band + _patch_km2(ground.islet) - _patch_km2(ground.pocket)


def moved(island: Island, before: DrawnLayer, after: DrawnLayer) -> Move:
    """Ground gained and lost from one day to another, the islet and the garrison included."""
    islet = _patch_km2(after.islet) - _patch_km2(before.islet)
    garrison = _patch_km2(before.pocket) - _patch_km2(after.pocket)
    return Move(
        gained_km2=_added(island.strips, before, after) + islet + garrison,
        lost_km2=_added(island.strips, after, before),
    )


def moved_by_region(island: Island, before: DrawnLayer, after: DrawnLayer) -> dict[str, Move]:
    """The same by region; the islet lies in none and is the row `OUTSIDE`."""
    moves = {region.name: _region_move(island, region, before, after) for region in island.regions}
    islet = _patch_km2(after.islet) - _patch_km2(before.islet)
    moves[OUTSIDE] = Move(gained_km2=islet, lost_km2=0.0)
    return moves


def months() -> Iterator[tuple[date, date]]:
    """First and last day of every month after the first, the last one unfinished."""
    start = date(2011, 3, 1)
    while start <= LAST_DAY:
        after = (start + timedelta(days=32)).replace(day=1)
        yield start, min(after - timedelta(days=1), LAST_DAY)
        start = after


def truth(war: War, seed: int) -> dict[str, Any]:
    """The whole truth as a document: `truth.json`.

    Parameters
    ----------
    seed
        The seed the war was made with.

    Returns
    -------
    dict
        Areas in km2. Of days that Longglass never printed, or printed wrongly, it holds
        what it would have printed.
    """
    island = war.island
    return {
        "seed": seed,
        "island": ISLAND,
        "island_km2": island.strips.area_km2(east_of=[island.west], west_of=[island.east]),
        "first_day": FIRST_DAY.isoformat(),
        "last_day": LAST_DAY.isoformat(),
        "missing": {"source": LONGGLASS, "day": MISSING_DAY.isoformat()},
        "held": {
            "source": LONGGLASS,
            "day": HELD_DAY.isoformat(),
            "party": TORVANE,
            "status": Status.CONTROL,
        },
        "revised": {"source": LONGGLASS, "day": REVISED_DAY.isoformat()}
        | {"first_km2": _held_on(war, REVISED_DAY, revised=False)}
        | {"later_km2": _held_on(war, REVISED_DAY, revised=True)},
        "incursion": _incursion(war),
        "definitions": {definition.name: _series(war, definition) for definition in DEFINITIONS},
    }


def _added(strips: Strips, before: DrawnLayer, after: DrawnLayer, *limits: Curve) -> float:
    """Area of `after` minus `before`, between two limits if given: west of it and east of it."""
    if not limits and np.array_equal(before.east, after.east):
        # Torvane's ground begins at the border on every day: only its western edge moves.
        return strips.area_km2(east_of=[after.west], west_of=[before.west])
    low, high = ([limits[0]], [limits[1]]) if limits else ([], [])
    west = strips.area_km2(east_of=[after.west, *low], west_of=[after.east, before.west, *high])
    east = strips.area_km2(east_of=[after.west, before.east, *low], west_of=[after.east, *high])
    return west + east


def _region_move(island: Island, region: Region, before: DrawnLayer, after: DrawnLayer) -> Move:
    nodes = slice(region.first, region.last + 1)
    strips = Strips(lats=island.strips.lats[nodes])
    one, other = (_cut(layer, nodes) for layer in (before, after))
    limits = region.west[nodes], region.east[nodes]
    garrison = 0.0
    if region.name == _GARRISON_REGION:
        garrison = _patch_km2(before.pocket) - _patch_km2(after.pocket)
    return Move(
        gained_km2=_added(strips, one, other, *limits) + garrison,
        lost_km2=_added(strips, other, one, *limits),
    )


_GARRISON_REGION = "Dunlaith"


def _cut(layer: DrawnLayer, nodes: slice) -> DrawnLayer:
    """The layer over some of the island's strips."""
    return DrawnLayer(
        party=layer.party, status=layer.status, west=layer.west[nodes], east=layer.east[nodes]
    )


def _patch_km2(patch: Patch | None) -> float:
    return 0.0 if patch is None else patch.area_km2


def _held_on(war: War, day: date, *, revised: bool) -> dict[str, float]:
    """Held area by definition, km2."""
    return {
        definition.name: held_km2(war.island, held_ground(war, definition, day, revised=revised))
        for definition in DEFINITIONS
    }


def _series(war: War, definition: Definition) -> dict[str, Any]:
    monthly = [_month(war, definition, start, end) for start, end in months()]
    whole = [row for row in monthly if row["end"] != LAST_DAY.isoformat()]
    record = max(whole, key=lambda row: float(row["net_km2"]))
    return {
        "source": definition.sources[0],
        "party": definition.party,
        "statuses": sorted(definition.statuses),
        "record": {name: record[name] for name in ("start", "end", "net_km2")},
        "monthly": monthly,
        "daily": list(_daily(war, definition)),
    }


def _daily(war: War, definition: Definition) -> Iterator[dict[str, Any]]:
    """A row a day on which the publisher meant to print a map, each since the one before."""
    days = days_meant(definition.sources[0])
    grounds = [held_ground(war, definition, day) for day in days]
    unknown = dict.fromkeys(("gained_km2", "lost_km2", "net_km2"))
    yield {"day": days[0].isoformat(), "held_km2": held_km2(war.island, grounds[0]), **unknown}
    for (before, after), day in zip(pairwise(grounds), days[1:], strict=True):
        yield {
            "day": day.isoformat(),
            "held_km2": held_km2(war.island, after),
            **moved(war.island, before, after).to_dict(),
        }


def _month(war: War, definition: Definition, start: date, end: date) -> dict[str, Any]:
    """One month, from the end of the day before it to the end of its last day."""
    before = held_ground(war, definition, start - timedelta(days=1))
    after = held_ground(war, definition, end)
    regions = moved_by_region(war.island, before, after)
    return {
        "start": start.isoformat(),
        "end": end.isoformat(),
        "held_km2": held_km2(war.island, after),
        **moved(war.island, before, after).to_dict(),
        "regions": [{"name": name, **move.to_dict()} for name, move in regions.items()],
    }


def _incursion(war: War) -> dict[str, Any]:
    """When Longglass first maps the incursion, its peak, and what is left of it."""
    (definition,) = (d for d in DEFINITIONS if d.party == SUNDREY)
    areas = {
        FIRST_DAY + timedelta(days=number): held_km2(
            war.island, held_ground(war, definition, FIRST_DAY + timedelta(days=number))
        )
        for number in range(DAYS)
    }
    peak = max(areas, key=lambda day: areas[day])
    return {
        "party": SUNDREY,
        "first_day": min(day for day, km2 in areas.items() if km2 > 0).isoformat(),
        "peak_day": peak.isoformat(),
        "peak_km2": areas[peak],
        "last_km2": areas[LAST_DAY],
    }
