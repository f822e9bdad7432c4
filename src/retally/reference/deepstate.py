"""The areas that DeepState itself published, one row a version of its map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from retally.reference.files import rows

KYIV = ZoneInfo("Europe/Kyiv")
"""DeepState counts days by the calendar of Kyiv: cut at midnight UTC, its own monthly figures
come back 1.3 % off instead of 0.3 %."""


@dataclass(frozen=True, kw_only=True)
class PublishedVersion:
    """What DeepState published about one version of its map.

    Parameters
    ----------
    id
        The version: its time of publication in Unix seconds.
    day
        The day of `published_at` in Kyiv.
    published_at
        The moment of `id`, UTC.
    occupied_km2, unspecified_km2, liberated_km2
        Occupied after 24 February 2022, grey, and liberated, by DeepState's own rule: a sphere
        of 6,378,137 m with chords.
    """

    id: int
    day: date
    published_at: datetime
    occupied_km2: float
    unspecified_km2: float
    liberated_km2: float


@cache
def versions() -> tuple[PublishedVersion, ...]:
    """Every version at hand, in order of publication."""
    return tuple(_version(row) for row in rows("deepstate_published_areas.csv"))


@cache
def last_of_day() -> dict[date, PublishedVersion]:
    """The last version before Kyiv midnight of every day that has one, in order of days."""
    return {version.day: version for version in versions()}


def _version(row: dict[str, str]) -> PublishedVersion:
    published_at = datetime.fromtimestamp(int(row["id"]), UTC)
    return PublishedVersion(
        id=int(row["id"]),
        day=published_at.astimezone(KYIV).date(),
        published_at=published_at,
        occupied_km2=float(row["occupied_km2"]),
        unspecified_km2=float(row["unspecified_km2"]),
        liberated_km2=float(row["liberated_km2"]),
    )
