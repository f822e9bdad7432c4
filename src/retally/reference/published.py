"""Figures of territory as press, officials and map makers printed them, with their addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from retally.reference.files import rows


@dataclass(frozen=True, kw_only=True)
class PublishedFigure:
    """One printed figure.

    Parameters
    ----------
    data_source
        Whose map it was computed from ("ISW", "DeepState"); "own" for a claim of the publisher.
    measure
        "gain", "net_gain", "loss", "total_controlled", "share_of_country", ...
    window_start, window_end
        First and last day, both counted; a stock has only its day, the end. None where the page
        does not give it.
    printed
        The number's digits as printed.
    qualifier
        The words beside it ("more than", "exact" for none).
    kind
        "measurement" from a map, or "claim" of an official.
    caveat
        What is uncertain about the row itself ("days inferred"); empty for most.
    """

    id: str
    publisher: str
    data_source: str
    measure: str
    side: str
    region: str
    window_start: date | None
    window_end: date | None
    printed: str
    unit: str
    qualifier: str
    comparison: str
    published_on: str
    address: str
    kind: str
    caveat: str


@cache
def figures() -> tuple[PublishedFigure, ...]:
    """Every published figure at hand, in order of its id."""
    return tuple(_figure(row) for row in rows("published_figures.csv"))


def _figure(row: dict[str, str]) -> PublishedFigure:
    return PublishedFigure(
        id=row["id"],
        publisher=row["publisher"],
        data_source=row["data_source"],
        measure=row["measure"],
        side=row["side"],
        region=row["region"],
        window_start=_day(row["window_start"]),
        window_end=_day(row["window_end"]),
        printed=row["value"],
        unit=row["unit"],
        qualifier=row["qualifier"],
        comparison=row["comparison"],
        published_on=row["published_on"],
        address=row["address"],
        kind=row["kind"],
        caveat=row["caveat"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
