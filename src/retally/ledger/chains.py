"""Chains of revisions: what one source said of one quantity, in order, with the factors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from retally.ledger.entry import Entry
from retally.ledger.key import is_running_total
from retally.ledger.sources import NOBODY
from retally.model.quantity import KM2_PER_MI2, Quantity

_IN_KM2 = {"km2": Fraction(1), "mi2": KM2_PER_MI2, "ha": Fraction(1, 100)}


@dataclass(frozen=True, kw_only=True)
class Factor:
    """How many times the older number the newer one is.

    Parameters
    ----------
    value
        Newer over older, as printed; None where one of them is a range.
    low, high
        The least and the most it can be; None where a word such as "more than" leaves it open.
    """

    value: float | None
    low: float | None
    high: float | None

    @property
    def words(self) -> str:
        """As a person writes it: "x3.3 at most", "x2"; empty where nothing can be said."""
        if self.low is not None and self.high is not None:
            one = f"x{_shown(self.low)}"
            return one if self.low == self.high else f"{one} to x{_shown(self.high)}"
        if self.high is not None:
            return f"x{_shown(self.high)} at most"
        if self.low is not None:
            return f"x{_shown(self.low)} at least"
        return "" if self.value is None else f"about x{_shown(self.value)}"


@dataclass(frozen=True, kw_only=True)
class Link:
    """One entry of a chain, and how it stands to the last one before it with another number.

    Parameters
    ----------
    factor
        None for the first, for a repeat, and where the two cannot be divided.
    falls
        Whether a running total is lower than it was.
    """

    entry: Entry
    factor: Factor | None = None
    falls: bool = False

    def to_dict(self) -> dict[str, Any]:
        """As in the document `ledger history`."""
        factor = self.factor
        return {
            **self.entry.to_dict(),
            "factor": factor.value if factor else None,
            "factor_low": factor.low if factor else None,
            "factor_high": factor.high if factor else None,
            "falls": self.falls,
        }


@dataclass(frozen=True, kw_only=True)
class Chain:
    """All that one source said of one quantity, the oldest first."""

    key: str
    source: str
    links: tuple[Link, ...]

    def to_dict(self) -> dict[str, Any]:
        """As in the document `ledger history`."""
        return {"source": self.source, "entries": [link.to_dict() for link in self.links]}


def chains(entries: Iterable[Entry]) -> tuple[Chain, ...]:
    """The chains of a set of entries, by key and source in the order of their first entries.

    A figure that nobody is named for makes a chain of its own story alone.
    """
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        apart = f"{NOBODY} ({entry.via or entry.story_or_row[:8]})"
        source = entry.source if entry.source != NOBODY else apart
        groups.setdefault((entry.key, source), []).append(entry)
    return tuple(
        Chain(key=key, source=source, links=_links(key, in_order(group)))
        for (key, source), group in groups.items()
    )


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Oldest first by the day spoken of; on one day what is superseded goes before."""
    by_id = {entry.id: entry for entry in entries}
    return sorted(entries, key=lambda one: (*one.order, _depth(one, by_id), one.recorded))


def factor(new: Entry, old: Entry) -> Factor | None:
    """How many times `old` `new` is; None where the units differ or there is nothing to divide by.

    Hedges count as one-sided ("more than 3,000" is 3,000 or more), rounding is left aside: the
    factor is that of the printed numbers.
    """
    scale = _common(new.unit, old.unit)
    if scale is None:
        return None
    (new_low, new_high), (old_low, old_high) = new.ends, old.ends
    value = _over(_point(new), _point(old))
    low, high = _over(new_low, old_high), _over(new_high, old_low)
    if value is None and low is None and high is None:
        return None
    return Factor(
        value=None if value is None else float(value * scale),
        low=None if low is None else float(low * scale),
        high=None if high is None else float(high * scale),
    )


def is_fall(new: Entry, old: Entry) -> bool:
    """Whether a running total is lower than it was, whatever the rounding of the two."""
    if not is_running_total(new.key) or new.unit != old.unit:
        return False
    high, low = new.interval.high, old.interval.low
    return high is not None and low is not None and high < low


def in_one_unit(entry: Entry, unit: str) -> Quantity | None:
    """An entry's interval in a unit; None where it cannot be converted."""
    scale = _common(entry.unit, unit)
    return None if scale is None else entry.interval.times(scale, unit=unit)


def _links(key: str, entries: Sequence[Entry]) -> tuple[Link, ...]:
    links: list[Link] = []
    before: Entry | None = None
    for entry in entries:
        if before is None or _number(entry) == _number(before):
            links.append(Link(entry=entry))
        else:
            links.append(
                Link(entry=entry, factor=factor(entry, before), falls=is_fall(entry, before))
            )
        before = entry
    return tuple(links)


def _number(entry: Entry) -> tuple[object, ...]:
    return (entry.low, entry.point, entry.high, entry.qualifier, entry.unit)


def _depth(entry: Entry, by_id: Mapping[str, Entry]) -> int:
    """How many of the entries at hand this one supersedes, one after the other."""
    seen = {entry.id}
    older = by_id.get(entry.supersedes or "")
    while older is not None and older.id not in seen:
        seen.add(older.id)
        older = by_id.get(older.supersedes or "")
    return len(seen)


def _point(entry: Entry) -> Fraction | None:
    return None if entry.point is None else Fraction(entry.point)


def _common(unit: str, other: str) -> Fraction | None:
    """What a number in `unit` is multiplied by to be one in `other`."""
    if unit == other:
        return Fraction(1)
    (area, _, per), (other_area, _, other_per) = unit.partition("/"), other.partition("/")
    if per != other_per or area not in _IN_KM2 or other_area not in _IN_KM2:
        return None
    return _IN_KM2[area] / _IN_KM2[other_area]


def _over(number: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if number is None or not other else number / other


def _shown(value: float) -> str:
    """A factor with one decimal, or two where it is below 2."""
    text = f"{value:.2f}" if value < 2 else f"{value:.1f}"
    return text.rstrip("0").rstrip(".") if value < 1000 else f"{value:,.0f}"
