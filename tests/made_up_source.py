"""A made-up publisher of control maps: squares, written as JSON, for the tests of the archive."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import shapely

from retally.errors import DecodeError
from retally.model.control_map import ControlMap, Layer
from retally.model.geometry import canonical
from retally.model.words import Party, Status
from retally.sources.base import Captured, Decoded, Source

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
FIRST = date(2024, 1, 1)
RUSSIA = Party("russia")
UKRAINE = Party("ukraine")


def nth_day(number):
    """The day so many days after the first."""
    return FIRST + timedelta(days=number)


def layer(size, *, party=RUSSIA, status=Status.CONTROL, at=30.0, **known):
    """A layer as the made-up file has it: a square of so many hundredths of a degree."""
    return {"party": party, "status": status, "size": size, "at": at, **known}


def content(*layers, day=FIRST, published_at=None, note=""):
    """The bytes of a file of one day."""
    return maps_content([(day, layers)], published_at=published_at, note=note)


def maps_content(maps, *, published_at=None, note=""):
    """The bytes of a file of several days: pairs of day and layers. A note changes nothing else."""
    document = {
        "maps": [{"day": day.isoformat(), "layers": list(layers)} for day, layers in maps],
        "published_at": None if published_at is None else published_at.isoformat(),
        "note": note,
    }
    return json.dumps(document).encode()


def captured(bytes_, *, name="map.json", captured_at=NOW, **known):
    """Bytes as captured."""
    return Captured(content=bytes_, name=name, captured_at=captured_at, **known)


def steady_series(count):
    """Captured files of so many days, two layers each, of which no rule holds any."""
    return [
        captured(content(layer(20 + number % 5), layer(3, status="claimed"), day=nth_day(number)))
        for number in range(count)
    ]


def square(size, at=30.0):
    """A square with a corner at (at, 48); empty for size 0."""
    if not size:
        return shapely.MultiPolygon()
    return canonical(shapely.box(at, 48, at + size / 100, 48 + size / 100))


def decode(item):
    """The made-up bytes as control maps."""
    try:
        document = json.loads(item.content)
    except ValueError as error:
        raise DecodeError(
            "is not JSON", where=item.address or item.name, do="fetch it again"
        ) from error
    maps = tuple(
        ControlMap(
            source=document.get("source", "made-up"),
            day=date.fromisoformat(one["day"]),
            layers=tuple(_layer(row) for row in one["layers"]),
        )
        for one in document["maps"]
    )
    published_at = document["published_at"]
    return Decoded(
        maps=maps,
        day_evidence="the file says so",
        published_at=published_at and datetime.fromisoformat(published_at),
    )


def _layer(row):
    """One layer of the made-up file."""
    geometry = square(row["size"], row["at"])
    return Layer(
        party=Party(row["party"]),
        status=Status(row["status"]),
        geometry=geometry,
        vertices=row.get("vertices", shapely.get_num_coordinates(geometry)),
        doubled=row.get("doubled", False),
        includes=frozenset(map(Status, row.get("includes", ()))),
        published_area_km2=row.get("published"),
    )


SOURCE = Source(
    name="made-up",
    title="Made-up Maps",
    licence="made up",
    redistributable=True,
    covers_from=date(2023, 12, 1),
    decode=decode,
    suffixes=(".json",),
)
