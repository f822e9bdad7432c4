"""What the fields of an ArcGIS layer mean: which is the day, which the id, when it was drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

DATE = "esriFieldTypeDate"
DATE_ONLY = "esriFieldTypeDateOnly"

DAY_FIELDS = ("datetime", "pub_date", "publicationdate", "mapdate", "date")
"""Names, compared in lower case without underscores, of fields that hold a map's day; best first.
``datetime`` is in the daily archive and most monthly services, ``pub_date`` in May 2026."""

EDIT_FIELDS = ("EditDate", "CreationDate", "last_edited_date", "created_date")
"""When a feature was drawn, never the day it speaks of."""


@dataclass(frozen=True, kw_only=True)
class DayField:
    """The field of a layer that says which day a feature speaks of.

    Parameters
    ----------
    name
        As in the layer.
    is_date_only
        Whether its values are days as strings and want DATE literals; else they are moments.
    """

    name: str
    is_date_only: bool

    def within(self, first: date, last: date) -> str:
        """The condition, in the service's SQL, for the days from `first` to `last`, both counted.

        Time-lapse stamps are 20:00 UTC, which is 16:00 in New York on ISW's day, so the UTC day
        of a stamp is the day of the map.
        """
        after = last + timedelta(days=1)
        if self.is_date_only:
            return f"{self.name} >= DATE '{first}' AND {self.name} < DATE '{after}'"
        return (
            f"{self.name} >= TIMESTAMP '{first} 00:00:00' "
            f"AND {self.name} < TIMESTAMP '{after} 00:00:00'"
        )


def day_of(value: object) -> date | None:
    """The UTC day of an attribute: epoch milliseconds or a string; None for anything else.

    Parameters
    ----------
    value
        ``1725134400000``, ``"2024-08-31"`` or ``"2024-08-31T20:00:00Z"``.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        moment = moment_of(value)
        return None if moment is None else moment.date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            return None
    return None


def moment_of(value: object) -> datetime | None:
    """The moment, UTC, of an attribute in epoch milliseconds; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value / 1000, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def latest_edit(features: Iterable[Mapping[str, Any]]) -> datetime | None:
    """When the newest of some features was drawn, UTC; None where none says so."""
    moments = (
        moment_of(attributes(feature).get(name)) for feature in features for name in EDIT_FIELDS
    )
    return max((moment for moment in moments if moment is not None), default=None)


def attributes(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    """The attributes of a feature: Esri JSON and GeoJSON name them differently."""
    attributes = feature.get("properties", feature.get("attributes"))
    return attributes if isinstance(attributes, dict) else {}


def id_field(document: Mapping[str, Any], fields: Sequence[Mapping[str, Any]]) -> str:
    """The name of the object id field."""
    stated = document.get("objectIdField")
    if isinstance(stated, str) and stated:
        return stated
    ids = [one["name"] for one in fields if one.get("type") == "esriFieldTypeOID" and "name" in one]
    return str(ids[0]) if ids else ""


def day_field(fields: Sequence[Mapping[str, Any]]) -> DayField | None:
    """The field that holds the day: the best known name, else the only date that is no edit."""
    dates = {
        str(one["name"]): one.get("type") == DATE_ONLY
        for one in fields
        if one.get("type") in {DATE, DATE_ONLY} and one.get("name")
    }
    plain = {name.lower().replace("_", ""): name for name in dates}
    for known in DAY_FIELDS:
        if known.replace("_", "") in plain:
            name = plain[known.replace("_", "")]
            return DayField(name=name, is_date_only=dates[name])
    edits = {name.lower() for name in EDIT_FIELDS}
    left = [name for name in dates if name.lower() not in edits]
    return DayField(name=left[0], is_date_only=dates[left[0]]) if len(left) == 1 else None
