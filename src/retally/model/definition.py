"""Named rules for "holds", kept as data."""

from __future__ import annotations

from dataclasses import dataclass

from retally.model.words import AreaModel, DayRule, Party, Status


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A named rule for which ground counts as held.

    Parameters
    ----------
    name
        As given to ``--definition``.
    sentence
        What it means, as one sentence a reader can understand.
    sources
        Sources that can answer it, best first. One window is answered wholly by one of them.
    party
        Whose ground.
    statuses
        The statuses whose union counts.
    area_model
        How areas are computed.
    day_rule
        What holds on a day without a map.
    share_of_km2, share_source
        The area that a share divides by, in km2, and where that number comes from; None where
        no share is given.
    """

    name: str
    sentence: str
    sources: tuple[str, ...]
    party: Party
    statuses: frozenset[Status]
    area_model: AreaModel = AreaModel.ELLIPSOID
    day_rule: DayRule = DayRule.MAP_OF_DAY
    share_of_km2: float | None = None
    share_source: str | None = None
