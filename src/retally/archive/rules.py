"""Which layers look wrong and are held: kept, but unknown for their day, until a person frees them.

Pure: rows of a series in, holds out. The same rules run over an archive's layers and over series
of which only areas are known. docs/methods/holds.md has the rules in words, with examples.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from retally.model.snapshot import LayerDay
from retally.model.words import Party, Status

NEIGHBOUR_DAYS = 3
"""Days within which the map before or after is "the day before" or "the next day". Of 829 days of
ISW's layers 75 to 81 are missing, one or two in a row; over a longer gap a real jump is likely."""

FALLS_TO = 1 / 5
"""Share of the day before to which a layer falls when something is missing. ISW's advances of
2025-03-04 fell to 0.194; its largest merge of layers left 0.46 (2024-04-02)."""

GROWS_TO = 2.0
"""Multiple of the day before to which a layer grows when it is there twice."""

COMES_BACK_WITHIN = 0.10
"""Share of the day before within which the next day is "back". The real bad days came back to
within 2.3 %."""

THINNED_TO = 1 / 2
"""Share of the vertices, of the day before and of the next, below which a map is thinned. Measured:
ISW's control of 2022-09-29 had 0.26 of its neighbours'; its other layers of that week kept at
least 0.73 from day to day, DeepState's daily maps at least 0.9."""

THINNED_FROM = 100
"""Vertices below which a layer is a few villages, whose number of vertices tells nothing."""

JUMP = 0.002
"""Share of the day before by which a thinned map's area must differ: 220 km2 on the ground that
Russia holds. Less is what dropping vertices alone does."""

UNDONE = 1 / 2
"""Share of that jump that may be left the next day. ISW's real change after 2022-09-29 was 0.002
of the jump; in the week of the Kharkiv offensive it would have been 0.1."""

ROUNDING_KM2 = 0.01
"""Step of published layer areas; areas that differ by less are equal where no geometry is known."""

LayerKey = tuple[Party, Status]
"""What makes a layer of one day the successor of a layer of the day before."""


@dataclass(frozen=True, kw_only=True)
class Hold:
    """A layer of one day that looks wrong, with the reason in words."""

    day: date
    party: Party
    status: Status
    reason: str


def held_layers(
    days: Sequence[LayerDay],
    *,
    covers_from: date | None,
    released: Collection[tuple[date, Party, Status]] = (),
) -> tuple[Hold, ...]:
    """The layers of one source that look wrong, in order of days.

    Definition: docs/methods/holds.md. A held layer is not "the day before" of the next.

    Parameters
    ----------
    days
        Every layer of one source, one row per (day, party, status), in any order.
    covers_from
        First day of the war that the source covers; None where it has none.
    released
        Layers that a person has freed: never held, and "the day before" of the next.
    """
    series = _Series(days, covers_from=covers_from, released=frozenset(released))
    return tuple(series.holds())


class _Series:
    """A source's layers by day, and the last map of each layer that is not held."""

    def __init__(
        self,
        days: Sequence[LayerDay],
        *,
        covers_from: date | None,
        released: frozenset[tuple[date, Party, Status]],
    ) -> None:
        self.rows = sorted(days, key=lambda row: (row.day, row.party, row.status))
        self.covers_from = covers_from
        self.released = released
        self.last_day = self.rows[-1].day if self.rows else date.min
        self.good: dict[LayerKey, LayerDay] = {}
        self.following: dict[tuple[date, LayerKey], LayerDay] = {}
        later: dict[LayerKey, LayerDay] = {}
        for row in reversed(self.rows):
            key = (row.party, row.status)
            if key in later:
                self.following[row.day, key] = later[key]
            later[key] = row

    def holds(self) -> Iterator[Hold]:
        """The holds, day by day; each day is judged by the good days before it."""
        for day, group in groupby(self.rows, key=lambda row: row.day):
            rows = list(group)
            twins = self._twins(rows)
            for row in rows:
                key = (row.party, row.status)
                reason = self._alone(row) or twins.get(key) or self._beside_neighbours(row)
                if reason and (day, *key) not in self.released:
                    yield Hold(day=day, party=row.party, status=row.status, reason=reason)
                else:
                    self.good[key] = row

    def before(self, row: LayerDay, *, within: int | None = NEIGHBOUR_DAYS) -> LayerDay | None:
        """The last map of that layer that is not held, within so many days; None if none."""
        found = self.good.get((row.party, row.status))
        if found is None or (within is not None and (row.day - found.day).days > within):
            return None
        return found

    def after(self, row: LayerDay, *, within: int | None = NEIGHBOUR_DAYS) -> LayerDay | None:
        """The next map of that layer within so many days; None if none."""
        found = self.following.get((row.day, (row.party, row.status)))
        if found is None or (within is not None and (found.day - row.day).days > within):
            return None
        return found

    def is_awaited(self, row: LayerDay) -> bool:
        """Whether the next map of that layer may still come within the days that count."""
        has_next = (row.day, (row.party, row.status)) in self.following
        return not has_next and (self.last_day - row.day).days <= NEIGHBOUR_DAYS

    def _alone(self, row: LayerDay) -> str | None:
        """Why a layer is wrong whatever its neighbours say."""
        if self.covers_from is not None and row.day < self.covers_from:
            return f"lies before {self.covers_from.isoformat()}, the first day the source covers"
        return "every polygon is present twice" if row.doubled else None

    def _beside_neighbours(self, row: LayerDay) -> str | None:
        """Why a layer is wrong beside the day before and the next."""
        before = self.before(row)
        if before is None:
            return None
        after = self.after(row)
        if after is None and not self.is_awaited(row):
            return None
        return _jumps(before, row, after) or _is_thinned(before, row, after)

    def _twins(self, rows: Sequence[LayerDay]) -> dict[LayerKey, str]:
        """Why layers of one day are wrong beside an equal layer of that day."""
        alike: dict[str, list[LayerDay]] = {}
        for row in rows:
            if row.area_km2 > 0:
                alike.setdefault(_likeness(row), []).append(row)
        reasons: dict[LayerKey, str] = {}
        for group in alike.values():
            if len(group) > 1:
                reasons |= self._further(group)
        return reasons

    def _further(self, twins: Sequence[LayerDay]) -> dict[LayerKey, str]:
        """Of equal layers all but those nearest to their own neighbours, with the reason."""
        distances = [self._distance(row) for row in twins]
        if all(distance is None for distance in distances):
            # Nothing says which is right: both wait, if there is something to wait for.
            suspects = [row for row in twins if self.is_awaited(row)]
            return {
                (row.party, row.status): f"equal to {_others(row, twins)}; awaits the next map"
                for row in suspects
            }
        # A layer without neighbours is neither near nor far.
        known = [COMES_BACK_WITHIN if found is None else found for found in distances]
        least = min(known)
        return {
            (row.party, row.status): f"equal to {_others(row, twins)}, and the further of the two "
            f"from its own neighbours ({self._neighbours_in_words(row)})"
            for row, distance in zip(twins, known, strict=True)
            if distance > least and (row.geometry_hash or distance > COMES_BACK_WITHIN)
        }

    def _distance(self, row: LayerDay) -> float | None:
        """How far a layer is from its neighbours, 0 to 1 (mean of both); None without any."""
        # One drawing under two names is wrong across any gap; equal areas alone may be chance.
        within = None if row.geometry_hash else NEIGHBOUR_DAYS
        neighbours = (self.before(row, within=within), self.after(row, within=within))
        found = [_share_apart(row, other) for other in neighbours if other is not None]
        return sum(found) / len(found) if found else None

    def _neighbours_in_words(self, row: LayerDay) -> str:
        """The areas beside a layer, as words: ``1,093.88 km2 before, 371.55, 1,113.03 after``."""
        before = self.before(row, within=None)
        after = self.after(row, within=None)
        words = [f"{before.area_km2:,.2f} before"] if before else []
        words.append(f"{row.area_km2:,.2f} km2")
        return ", ".join([*words, f"{after.area_km2:,.2f} after"] if after else words)


def _likeness(row: LayerDay) -> str:
    """What equal layers share: the geometry's hash, or the area where no geometry is known."""
    return row.geometry_hash or f"{row.area_km2 / ROUNDING_KM2:.0f}"


def _share_apart(one: LayerDay, other: LayerDay) -> float:
    """Difference of two areas as a share of the larger; 0 for equal geometry."""
    if one.geometry_hash is not None and one.geometry_hash == other.geometry_hash:
        return 0.0
    larger = max(one.area_km2, other.area_km2)
    return abs(one.area_km2 - other.area_km2) / larger if larger else 0.0


def _others(row: LayerDay, twins: Sequence[LayerDay]) -> str:
    """The other layers of a group, in words: ``counteroffensive of ukraine``."""
    return " and ".join(f"{other.status} of {other.party}" for other in twins if other is not row)


def _jumps(before: LayerDay, row: LayerDay, after: LayerDay | None) -> str | None:
    """Why a layer that falls to a fifth or doubles, and comes back, is wrong."""
    if before.area_km2 <= 0:
        return None
    # Published areas are rounded; on ground below 10 km2 the slack shrinks with the area.
    slack = min(ROUNDING_KM2, before.area_km2 / 1000)
    falls = row.area_km2 <= FALLS_TO * before.area_km2 + slack
    grows = row.area_km2 >= GROWS_TO * before.area_km2 - slack
    if not (falls or grows):
        return None
    if after is not None:
        left = abs(after.area_km2 - before.area_km2)
        if left > COMES_BACK_WITHIN * before.area_km2:
            return None
    return f"{'falls' if falls else 'grows'} {_course(before, row, after)}"


def _is_thinned(before: LayerDay, row: LayerDay, after: LayerDay | None) -> str | None:
    """Why a layer with far fewer vertices, and a jump that the next day undoes, is wrong."""
    if row.vertices is None or before.vertices is None or before.vertices < THINNED_FROM:
        return None
    jump = abs(row.area_km2 - before.area_km2)
    if row.vertices > THINNED_TO * before.vertices or jump < JUMP * before.area_km2:
        return None
    if after is not None:
        left = abs(after.area_km2 - before.area_km2)
        if left > UNDONE * jump or row.vertices > THINNED_TO * (after.vertices or 0):
            return None
    thinned = f"thinned from {before.vertices:,} vertices to {row.vertices:,}"
    return f"{thinned}, and goes {_course(before, row, after)}"


def _course(before: LayerDay, row: LayerDay, after: LayerDay | None) -> str:
    """From where to where a layer went, and back: the end of a reason."""
    there = f"from {before.area_km2:,.2f} to {row.area_km2:,.2f} km2"
    if after is None:
        return f"{there}; awaits the next map"
    return f"{there} and is back at {after.area_km2:,.2f} on {after.day.isoformat()}"
