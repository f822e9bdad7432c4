"""A question to the ground: a figure, or a claim about one, as a value that can be run again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from retally.model.story import Qualifier
from retally.series.windows import Window


class Measure(StrEnum):
    """What of a party's ground is measured.

    ``net``: gained less lost over a window, which is what copy calls a gain. ``lost``: what the
    party no longer holds at the end of the window, without what it gained elsewhere. ``balance``:
    what it lost, told either way, as ``lost`` or as minus ``net``. ``held``: all it holds at the
    end of a day.
    """

    NET = "net"
    LOST = "lost"
    BALANCE = "balance"
    HELD = "held"


class Operator(StrEnum):
    """How the measure is held against the claim.

    ``is``: against the printed number. ``greater``, ``less``: against another window.
    ``largest``, ``smallest``: against every earlier window of the same length.
    """

    IS = "is"
    GREATER = "greater"
    LESS = "less"
    LARGEST = "largest"
    SMALLEST = "smallest"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A number as printed.

    Parameters
    ----------
    printed
        The digits with a decimal point: one number, or the two ends of a range.
    """

    printed: tuple[str, ...]
    unit: str
    qualifier: Qualifier = Qualifier.EXACT
    scale: int = 1


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is asked of the ground for one figure.

    Parameters
    ----------
    figure
        Its id.
    claim
        The number the story prints.
    party
        Whose ground.
    window
        Both days counted; for ground held, its last day is the day of the map.
    left_open
        Definitions among which the story does not choose: those of the source it names, or all.
    others
        Further definitions of that party, shown as evidence and not counted.
    sources
        Those that the story names.
    than
        For a difference, an ordering: the window it is compared with.
    since
        For a record: how far back it claims to reach; None where it does not say, and then it
        reaches back to the first map there could be.
    rank
        For a record: the place it claims, 1 for the largest.
    near, km
        Only the ground within so many km of a place; `km` None where the story does not say.
    doubt
        Why a number that fits nothing may have been misread, as a clause; None where nothing
        stands against it.
    """

    figure: str
    claim: Claim
    measure: Measure
    party: str
    window: Window
    left_open: tuple[str, ...]
    others: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    operator: Operator = Operator.IS
    than: Window | None = None
    since: date | None = None
    rank: int = 1
    near: str | None = None
    km: float | None = None
    relation: str | None = None
    doubt: str | None = None

    @property
    def is_over_days(self) -> bool:
        """Whether it speaks of a change over a window, not of the end of one day."""
        return self.measure is not Measure.HELD

    @property
    def is_around(self) -> bool:
        """Whether it speaks of the ground around a place without saying how far."""
        return self.near is not None and self.km is None

    @property
    def start(self) -> date:
        """First day of the window."""
        return self.window.start

    @property
    def end(self) -> date:
        """Last day of the window."""
        return self.window.end


MAPPED_YEARS = range(1900, 2200)
"""Years that a map could be of. Outside them, a day before or after may be none at all."""


def is_of_maps(day: date) -> bool:
    """Whether a map could be of a day."""
    return day.year in MAPPED_YEARS


@dataclass(frozen=True, kw_only=True)
class NoQuery:
    """Why nothing can be asked, as a clause."""

    reason: str
