"""The rows of a `gains` document as a chart draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from retally.model.quantity import KM2_PER_MI2
from retally.series.windows import Window, is_near

KM2_PER_SQUARE_MILE = float(KM2_PER_MI2)
SAME = 1e-6
"""km2 or square miles: what the kernel may be off by; two ends this near are one number."""


class GainsDocument(Protocol):
    """Anything that gives the `gains` document of CONTRACT.md."""

    def to_dict(self) -> dict[str, Any]:
        """The document."""
        ...


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One row of the document, as it is drawn; areas in the unit of the axis."""

    start: date
    end: date
    gained: float | None
    lost: float | None
    net: float | None
    low: float | None
    high: float | None
    unfinished: bool

    @property
    def top(self) -> float:
        """The highest point it needs."""
        return max(0.0, *(value or 0.0 for value in (self.gained, self.net, self.high)))

    @property
    def bracket(self) -> tuple[float, float] | None:
        """Middle and half width of the range the net may lie in; None where it is one number."""
        if self.low is None or self.high is None or self.high - self.low < SAME:
            return None
        return (self.low + self.high) / 2, (self.high - self.low) / 2

    @property
    def bottom(self) -> float:
        """The lowest point it needs."""
        values = (-(self.lost or 0.0), self.net or 0.0, self.low or 0.0)
        return min(0.0, *values)


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One definition's bars."""

    definition: str
    sources: tuple[str, ...]
    party: str
    as_of: str | None
    bars: tuple[Bar, ...]


def document_of(one: GainsDocument | Mapping[str, Any]) -> Mapping[str, Any]:
    """The document of a result, or the document itself."""
    return one if isinstance(one, Mapping) else one.to_dict()


def panel_of(document: Mapping[str, Any], km2_per_unit: float) -> Panel:
    """A document's bars; a row without either end keeps its place as a bar without values."""
    return Panel(
        definition=document["definition"],
        sources=_sources(document),
        party=document["party"],
        as_of=document["as_of"],
        bars=tuple(_bar(row, km2_per_unit) for row in document["rows"]),
    )


def _sources(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The source of all rows, or those that rows name for themselves where they differ."""
    if document["source"]:
        return (document["source"],)
    named = (row.get("source") for row in document["rows"])
    return tuple(dict.fromkeys(source for source in named if source))


@dataclass(frozen=True, kw_only=True)
class Slots:
    """The places along the axis: one a window, shared by a window and those within it.

    So a month stands over the part of that month with which another series begins.
    """

    windows: tuple[tuple[date, date], ...]

    @classmethod
    def of(cls, panels: Sequence[Panel]) -> Slots:
        """The slots that the bars of all panels need, in order of days."""
        every = {(bar.start, bar.end) for panel in panels for bar in panel.bars}
        kept: list[tuple[date, date]] = []
        for start, end in sorted(every, key=lambda window: (window[0], -window[1].toordinal())):
            if not kept or end > kept[-1][1]:
                kept.append((start, end))
        return cls(windows=tuple(kept))

    def __len__(self) -> int:
        return len(self.windows)

    def place(self, bar: Bar) -> int:
        """Which slot a bar stands in, from 0."""
        return next(number for number, (_, end) in enumerate(self.windows) if bar.end <= end)


def _bar(row: Mapping[str, Any], km2_per_unit: float) -> Bar:
    def value(name: str) -> float | None:
        km2 = row[name]
        return None if km2 is None else float(km2) / km2_per_unit

    return Bar(
        start=date.fromisoformat(row["start"]),
        end=date.fromisoformat(row["end"]),
        gained=value("gained_km2"),
        lost=value("lost_km2"),
        net=value("net_km2"),
        low=value("net_low_km2"),
        high=value("net_high_km2"),
        unfinished=bool(row["partial"]) or not row["complete"] or _is_far(row),
    )


def _is_far(row: Mapping[str, Any]) -> bool:
    """Whether a map used lies so far from its end that the bar is of another window."""
    if row.get("from_day") is None or row.get("to_day") is None:
        return False
    names = ("start", "end", "from_day", "to_day")
    start, end, first, last = (date.fromisoformat(row[name]) for name in names)
    return not is_near(Window(start=start, end=end), first, last)
