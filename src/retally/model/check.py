"""What a check found: verdict, intervals, evidence row by row, and the coverage beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from retally.model.quantity import Quantity
from retally.model.words import Basis, Verdict


class CheckKind(StrEnum):
    """What a figure was checked against."""

    UNIT_PAIR = "unit_pair"
    ARITHMETIC = "arithmetic"
    LEDGER = "ledger"
    GROUND = "ground"


class Hint(StrEnum):
    """The probable slip behind a figure that does not match."""

    LINEAR_FACTOR = "linear_factor"
    DIVIDED_NOT_MULTIPLIED = "divided_not_multiplied"
    DIGIT_SWAP = "digit_swap"
    SUBTOTAL = "subtotal"
    WINDOW_SLIP = "window_slip"
    YEAR_SLIP = "year_slip"
    RESPECTIVELY_SUMMED = "respectively_summed"
    SQUARE_DROPPED = "square_dropped"
    UNIT_SWAPPED = "unit_swapped"


class Note(StrEnum):
    """A remark beside a verdict."""

    TRUNCATED = "truncated"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What one definition gives for one window.

    Parameters
    ----------
    unit
        ``km2``, or ``km2/day`` and ``percent`` where the figure is a rate or a share.
    low, high
        None where an end of the window has no map on its outer side.
    holds
        Whether the printed interval meets low to high; None where that cannot be told.
    """

    definition: str
    source: str | None
    start: date
    end: date
    from_day: date | None = None
    to_day: date | None = None
    basis: Basis | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = "km2"
    holds: bool | None = None

    @property
    def is_exact(self) -> bool:
        """Whether it was measured at one value, both ends of the window having a map."""
        return self.value is not None and self.low == self.high == self.value

    def to_dict(self) -> dict[str, Any]:
        """As in the document `check`."""
        return {
            "definition": self.definition,
            "source": self.source,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "from_day": self.from_day.isoformat() if self.from_day else None,
            "to_day": self.to_day.isoformat() if self.to_day else None,
            "basis": self.basis.value if self.basis else None,
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
            "holds": self.holds,
        }


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check of one figure, or of a pair.

    Parameters
    ----------
    claimed, computed
        The printed interval, and the one it was held against; None where there is none.
    explanation
        In words, the definitions under which it holds first.
    """

    id: str
    kind: CheckKind
    figures: tuple[str, ...]
    verdict: Verdict
    explanation: str
    relation: str | None = None
    claimed: Quantity | None = None
    computed: Quantity | None = None
    note: Note | None = None
    hint: Hint | None = None
    evidence: tuple[Evidence, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As in the document `check`."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "figures": list(self.figures),
            "relation": self.relation,
            "claimed": self.claimed.to_dict() if self.claimed else None,
            "computed": self.computed.to_dict() if self.computed else None,
            "verdict": self.verdict.value,
            "note": self.note.value if self.note else None,
            "explanation": self.explanation,
            "hint": self.hint.value if self.hint else None,
            "evidence": [row.to_dict() for row in self.evidence],
        }


@dataclass(frozen=True, kw_only=True)
class Joint:
    """The figures of one story that share a source, tested together.

    Parameters
    ----------
    source
        None for figures whose source the story does not name.
    holds
        For each definition, how many of the figures hold under it.
    left
        The definitions under which all of them hold.
    """

    source: str | None
    figures: tuple[str, ...]
    holds: dict[str, int] = field(default_factory=dict)
    left: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As in the document `check`."""
        return {
            "source": self.source,
            "figures": list(self.figures),
            "holds": dict(self.holds),
            "left": list(self.left),
        }


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How much of a story's body was read and checked.

    Parameters
    ----------
    numbers
        All number expressions.
    figures
        Those read as figures.
    checkable
        Figures of which something could be asked.
    checked
        Figures with an answer.
    matches, depends, does_not_match, cannot_check
        Figures by their gravest verdict; they add up to `figures`.
    """

    numbers: int
    figures: int
    checkable: int
    checked: int
    matches: int
    depends: int
    does_not_match: int
    cannot_check: int

    def to_dict(self) -> dict[str, int]:
        """As in the document `check`."""
        return {
            "numbers": self.numbers,
            "figures": self.figures,
            "checkable": self.checkable,
            "checked": self.checked,
            "matches": self.matches,
            "depends": self.depends,
            "does_not_match": self.does_not_match,
            "cannot_check": self.cannot_check,
        }

    def __add__(self, other: Coverage) -> Coverage:
        """The coverage of two stories together."""
        own, others = self.to_dict(), other.to_dict()
        return Coverage(**{name: own[name] + others[name] for name in own})
