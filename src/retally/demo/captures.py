"""What the made-up publishers put out: GeoJSON files, each in a house style of its own.

The files are read by the generic source `vector`, with a mapping for each publisher, exactly as
a user would read the maps of a war that Retally has never heard of.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from retally.demo.island import SUNDREY, TORVANE, Island
from retally.demo.publishers import (
    GULLVIEW,
    HELD_DAY,
    LONGGLASS,
    REVISED_DAY,
    DrawnLayer,
    days_published,
    geometry,
    published,
)
from retally.demo.war import LAST_DAY, War
from retally.model.words import Party, Status
from retally.sources.base import Captured

REVISED_AT = datetime(2011, 6, 21, 5, 30, tzinfo=UTC)
"""When Longglass's second map of its revised day was taken."""
NOW = datetime.combine(LAST_DAY + timedelta(days=2), time(12), tzinfo=UTC)
"""The moment the demo plays at: two days after the last map."""
LICENCE = "made up for Retally's demo; free to use"
_KEPT_OF_HELD = 17
"""Nodes of latitude, from the south, to which the held day's control layer was cut by mistake."""


Words = Mapping[tuple[Party, Status], Mapping[str, str]]
"""A publisher's fields and values for a party and status."""

WORDS: Mapping[str, Words] = {
    LONGGLASS: {
        (TORVANE, Status.CONTROL): {"side": "Torvane", "layer": "Confirmed control"},
        (TORVANE, Status.ADVANCE): {"side": "Torvane", "layer": "Assessed advance"},
        (TORVANE, Status.CLAIMED): {"side": "Torvane", "layer": "Claimed"},
        (SUNDREY, Status.CLAIMED): {"side": "Sundrey", "layer": "Claimed"},
    },
    GULLVIEW: {
        (TORVANE, Status.CONTROL): {"zone": "Torvane holds"},
        (TORVANE, Status.CLAIMED): {"zone": "Torvane says it holds"},
        (SUNDREY, Status.CONTROL): {"zone": "Sundrey across the border"},
    },
}
_DAY_FIELDS = {LONGGLASS: "map_day", GULLVIEW: "on"}


@cache
def mapping(publisher: str) -> dict[str, Any]:
    """A publisher's mapping, as the TOML file beside this module holds it."""
    path = Path(__file__).with_name(f"{publisher}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def captures(war: War) -> Iterator[Captured]:
    """Every file of both publishers: one a month, with a map a day; Longglass's revision last.

    Parameters
    ----------
    war
        From `made_war`.

    Yields
    ------
    Captured
        Taken at half past five on the morning after the last day it speaks of.
    """
    for publisher in (LONGGLASS, GULLVIEW):
        for _, days in groupby(days_published(publisher), key=_issue):
            yield _captured(war, publisher, {d: layers_printed(war, publisher, d) for d in days})
    revised = published(war, LONGGLASS, REVISED_DAY, revised=True)
    yield replace(_captured(war, LONGGLASS, {REVISED_DAY: revised}), captured_at=REVISED_AT)


def _issue(day: date) -> tuple[int, int]:
    """The file that a day's map is in: a time-lapse of its month, as archives take them fastest."""
    return day.year, day.month


def layers_printed(war: War, publisher: str, day: date) -> tuple[DrawnLayer, ...]:
    """What a publisher printed at first: what it meant, but for the held day's mistake."""
    layers = published(war, publisher, day)
    if (publisher, day) != (LONGGLASS, HELD_DAY):
        return layers
    control, *others = layers
    kept = np.arange(war.island.span) < _KEPT_OF_HELD
    cut = replace(control, west=np.where(kept, control.west, control.east), islet=None, pocket=None)
    return (cut, *others)


def _captured(war: War, publisher: str, maps: Mapping[date, tuple[DrawnLayer, ...]]) -> Captured:
    """One file of a publisher, as captured the morning after its last map."""
    last = max(maps)
    name = f"{publisher}-{last.isoformat()}.geojson"
    return Captured(
        content=_geojson(war, publisher, maps),
        name=name,
        captured_at=datetime.combine(last + timedelta(days=1), time(5, 30), tzinfo=UTC),
        address=f"made-up/{publisher}/{name}",
        licence=LICENCE,
        mapping=mapping(publisher),
    )


def _geojson(war: War, publisher: str, maps: Mapping[date, tuple[DrawnLayer, ...]]) -> bytes:
    """A FeatureCollection with a feature a layer and day; a layer that holds nothing is empty."""
    features = []
    for day, layers in maps.items():
        for layer in layers:
            words = WORDS[publisher][layer.party, layer.status]
            properties = json.dumps({**words, _DAY_FIELDS[publisher]: day.isoformat()})
            drawn = shapely.to_geojson(geometry(war, layer))
            features.append(f'{{"type":"Feature","properties":{properties},"geometry":{drawn}}}')
    collection = ",\n".join(features)
    return f'{{"type":"FeatureCollection","features":[\n{collection}\n]}}\n'.encode()


def regions_geojson(island: Island) -> str:
    """The island's regions as a file for ``--region``, with their names in the field `name`."""
    features = ",\n".join(
        f'{{"type":"Feature","properties":{json.dumps({"name": region.name})},'
        f'"geometry":{shapely.to_geojson(island.region_polygon(region))}}}'
        for region in island.regions
    )
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'
