"""What a request asks of the ground: the parameters of `retally gains`, `held` and `verify`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from retally.errors import DecodeError, UsageError
from retally.series.several import chosen_names, is_several, series_of

if TYPE_CHECKING:
    from retally.measure.regions import Regions
    from retally.series.ground import Ground

DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})?)?$"  # noqa: E501
_MOST_REGION_BYTES = 100_000_000

DayText = Annotated[str, Field(pattern=DAY, examples=["2024-10-31"])]
MomentText = Annotated[str, Field(pattern=MOMENT, examples=["2024-10-31T18:00:00Z"])]
Word = Annotated[str, Field(min_length=1, max_length=500)]


class AsOf(BaseModel):
    """What every question to the ground may carry."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    as_of: MomentText | None = Field(None, description="Only what had been captured by then.")


class Regioned(AsOf):
    """A question that may be split by regions."""

    region: Word | None = Field(None, description="A file of polygons to split by.")
    region_name: Word | None = Field(None, description="The field that names a region.")


class GainsAsked(Regioned):
    """The parameters of `retally gains`."""

    definition: list[Word] = Field(
        min_length=1, max_length=100, description="The rule for holds; several, or `all`."
    )
    by: Literal["day", "week", "month", "year"] | None = Field(None, description="One row each.")
    start: DayText | None = Field(None, alias="from", description="First day, counted.")
    end: DayText | None = Field(None, alias="to", description="Last day, counted.")
    near: Word | None = Field(None, description="Only near it: NAME, NAME,CC or LON,LAT.")
    km: float | None = Field(None, gt=0, le=20_100, description="How near, in km.")
    places: int | None = Field(None, ge=1, le=10_000, description="The N places it was at.")


class HeldAsked(Regioned):
    """The parameters of `retally held`."""

    definition: Word = Field(description="The rule for holds.")
    day: DayText = Field(description="The end of this day.")
    contact_line: bool = Field(False, description="Measure the boundary shared with others.")


def gains_document(ground: Ground, asked: GainsAsked) -> dict[str, Any]:
    """What `retally gains --json` prints: one series, or several in a list.

    Raises
    ------
    UsageError
        If what is asked cannot be.
    NotMeasuredError
        If no map at hand answers.
    """
    start, end = day_of(asked.start), day_of(asked.end)
    if start is not None and end is not None and start > end:
        raise UsageError("the window ends before it begins", got=f"{start} to {end}")
    if (asked.near is None) != (asked.km is None):
        raise UsageError("near and km go together", expected="as near=Pokrovsk and km=40")
    names = chosen_names(ground, asked.definition)
    question = {
        "start": start,
        "end": end,
        "by": asked.by,
        "regions": regions_of(asked),
        "near": None if asked.near is None else ground.place(asked.near, names),
        "km": asked.km,
        "places": asked.places,
    }
    documents = [one.to_dict() for one in series_of(ground, names, question)]
    return {"series": documents} if is_several(asked.definition) else documents[0]


def held_document(ground: Ground, asked: HeldAsked) -> dict[str, Any]:
    """What `retally held --json` prints."""
    day = day_of(asked.day)
    assert day is not None
    held = ground.held(
        asked.definition, day, regions=regions_of(asked), contact_line=asked.contact_line
    )
    return held.to_dict()


def day_of(text: str | None) -> date | None:
    """A day given as YYYY-MM-DD."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            "is no day", expected="YYYY-MM-DD, as 2024-10-31", got=repr(text)
        ) from error


def moment_of(text: str | None) -> datetime | None:
    """A moment given as RFC 3339 in UTC; without an offset it is UTC, a bare day is its end."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(f"{text}T23:59:59" if len(text) == 10 else text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            "is no moment", expected="RFC 3339, as 2024-10-31T18:00:00Z", got=repr(text)
        ) from error


def regions_of(asked: Regioned) -> Regions | None:
    """The regions of a polygon file on this machine, named by a field of it."""
    if asked.region is None:
        return None
    from retally.measure.regions import Regions
    from retally.sources.vector import read_polygons

    path = Path(asked.region)
    try:
        if not path.is_file() or path.stat().st_size > _MOST_REGION_BYTES:
            raise DecodeError("is no file of polygons", where=asked.region)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "cannot be read"
        raise DecodeError(reason, where=asked.region) from error
    polygons = read_polygons(content, path.name, crs=None, where=asked.region)
    fields = sorted({key for properties, _ in polygons for key in properties})
    if asked.region_name not in fields:
        raise UsageError(
            "which field names a region?",
            where=asked.region,
            expected=f"region_name with one of {', '.join(fields) or 'no fields'}",
            got=asked.region_name or "none",
        )
    names = [str(properties.get(asked.region_name)) for properties, _ in polygons]
    return Regions(names, [geometry for _, geometry in polygons])
