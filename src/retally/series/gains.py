"""Ground gained, lost and net over windows, as a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from retally.model.words import AreaModel, Basis, Party
from retally.series.windows import Window, is_near

if TYPE_CHECKING:
    import pandas

    from retally.measure.places import PlaceShare
    from retally.measure.regions import RegionShare


@dataclass(frozen=True, kw_only=True)
class Near:
    """A circle that a question is confined to: centre in degrees, radius in km."""

    lon_lat: tuple[float, float]
    km: float

    def to_dict(self) -> dict[str, float]:
        """``{"lon","lat","km"}``."""
        lon, lat = self.lon_lat
        return {"lon": lon, "lat": lat, "km": self.km}


@dataclass(frozen=True, kw_only=True)
class Since:
    """The latest earlier window whose net change is at least as large."""

    start: date
    end: date
    net_km2: float

    def to_dict(self) -> dict[str, str | float]:
        """``{"start","end","net_km2"}``."""
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "net_km2": self.net_km2,
        }


@dataclass(frozen=True, kw_only=True)
class GainsRow:
    """One window.

    Parameters
    ----------
    start, end
        First and last day, both counted.
    from_day, to_day
        Days of the maps used at the two ends; None where there is none.
    source
        The source that answers; one window is answered wholly by one.
    basis
        ``archive``, ``reference`` or ``mixed``; None without maps.
    exact
        Whether both ends have a map of their own day.
    complete
        Whether each end has a map, or neighbours that bracket it.
    gained_km2, lost_km2
        None unless both ends have geometry.
    net_low_km2, net_high_km2
        The span over the neighbouring maps of an end without one; None unless `complete`.
    held_km2
        Held at `to_day`.
    per_day_km2
        Net over the days from `from_day` to `to_day`.
    rank, rank_per_day, largest_since
        How it stands among complete earlier windows (docs/methods/records.md).
    partial
        Whether it is cut from a longer period.
    regions, places
        Empty where not asked for; None where asked for and there is no geometry.
    """

    start: date
    end: date
    from_day: date | None
    to_day: date | None
    source: str | None
    basis: Basis | None
    exact: bool
    complete: bool
    gained_km2: float | None
    lost_km2: float | None
    net_km2: float | None
    net_low_km2: float | None
    net_high_km2: float | None
    held_km2: float | None
    per_day_km2: float | None
    rank: int | None = None
    rank_per_day: int | None = None
    largest_since: Since | None = None
    partial: bool = False
    regions: tuple[RegionShare, ...] | None = ()
    places: tuple[PlaceShare, ...] | None = ()

    @cached_property
    def is_near(self) -> bool:
        """Whether the row is complete, from maps within `NEIGHBOUR_DAYS` of its two ends."""
        if not self.complete or self.from_day is None or self.to_day is None:
            return False
        return is_near(Window(start=self.start, end=self.end), self.from_day, self.to_day)

    def to_dict(self) -> dict[str, Any]:
        """One row of the ``gains`` document."""
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "from_day": _iso(self.from_day),
            "to_day": _iso(self.to_day),
            "source": self.source,
            "basis": None if self.basis is None else self.basis.value,
            "exact": self.exact,
            "complete": self.complete,
            "gained_km2": self.gained_km2,
            "lost_km2": self.lost_km2,
            "net_km2": self.net_km2,
            "net_low_km2": self.net_low_km2,
            "net_high_km2": self.net_high_km2,
            "held_km2": self.held_km2,
            "per_day_km2": self.per_day_km2,
            "rank": self.rank,
            "rank_per_day": self.rank_per_day,
            "largest_since": None if self.largest_since is None else self.largest_since.to_dict(),
            "partial": self.partial,
            "regions": None
            if self.regions is None
            else [
                {
                    "name": one.name,
                    "gained_km2": one.gained_km2,
                    "lost_km2": one.lost_km2,
                    "net_km2": one.net_km2,
                }
                for one in self.regions
            ],
            "places": None
            if self.places is None
            else [
                {"name": one.name, "net_km2": one.net_km2, "gained_km2": one.gained_km2}
                for one in self.places
            ],
        }


@dataclass(frozen=True, kw_only=True)
class Gains:
    """Windows of one definition.

    Parameters
    ----------
    source
        The source of every row; None where rows differ (each row names its own).
    as_of
        Only what was captured by then; None for all.
    series_start
        First day of the run of maps that the last row belongs to (no pause over 31 days).
    rows
        In order of days.
    near
        The circle that every measure is confined to; None for the whole ground.
    """

    definition: str
    source: str | None
    party: Party
    area_model: AreaModel
    as_of: datetime | None
    series_start: date | None
    rows: tuple[GainsRow, ...]
    near: Near | None = None

    def to_dict(self) -> dict[str, Any]:
        """The ``gains`` document."""
        return {
            "definition": self.definition,
            "source": self.source,
            "party": self.party,
            "area_model": self.area_model.value,
            "as_of": None if self.as_of is None else self.as_of.isoformat().replace("+00:00", "Z"),
            "series_start": _iso(self.series_start),
            "near": None if self.near is None else self.near.to_dict(),
            "rows": [row.to_dict() for row in self.rows],
        }

    def to_pandas(self) -> pandas.DataFrame:
        """One line a row, without regions and places; days as timestamps."""
        import pandas

        flat = [row.to_dict() for row in self.rows]
        frame = pandas.DataFrame(
            [
                {"definition": self.definition}
                | {name: cell for name, cell in row.items() if name not in ("regions", "places")}
                for row in flat
            ]
        )
        for column in ("start", "end", "from_day", "to_day"):
            frame[column] = pandas.to_datetime(frame[column])
        return frame

    def _repr_html_(self) -> str:
        """The table that a notebook shows."""
        cells = [[_cell(row[column]) for column in _SHOWN] for row in self.to_dict()["rows"]]
        head = "".join(f"<th>{column}</th>" for column in _SHOWN)
        body = "".join(
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells
        )
        return (
            f"<table><caption>{escape(self.definition)}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


_SHOWN = ("start", "end", "gained_km2", "lost_km2", "net_km2", "net_low_km2", "net_high_km2")


def _cell(value: object) -> str:
    """A number to a tenth, a day as it is, a dash for what is not known."""
    if value is None:
        return "-"
    return f"{value:,.1f}" if isinstance(value, float) else str(value)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
