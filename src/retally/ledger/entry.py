"""One entry of the ledger: who said which quantity, when, in which story."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Any

from retally.errors import UsageError
from retally.model.quantity import Quantity, printed_interval, printed_range
from retally.model.story import FigureKind, Qualifier, plain

_ID_LENGTH = 16
"""Hex digits of an id: 64 bits, at which ten million entries meet by chance once in 370,000."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What somebody said a quantity is, as one story or table has it.

    Parameters
    ----------
    key
        Which quantity it is (`retally.ledger.key`).
    measure, side, place, noun
        Figure kind, whose it is, where, and what is counted; None where that is not said.
    start, end
        The window; None for a quantity without one.
    day
        The day it speaks of: the window's end, else the day it was said.
    low, point, high
        As printed; `point` is None for a range.
    printed, scale
        The digits, two of them for a range, and what a scale word multiplies them by.
    text
        The number as the story has it.
    method
        How it was arrived at ("from the maps of isw"); None where that is not said.
    source
        One name for whoever said it, by which revisions are found; "-" where nobody can be told.
    said_by, role, organisation, via
        The speaker and what the story says of them; the agency, site or paper that passed it on.
    story
        Hash of the story's text; None for a row of an imported table.
    recorded
        When it came into this ledger.
    supersedes
        Id of the entry of the same key and source that it revises.
    """

    key: str
    measure: FigureKind
    unit: str
    qualifier: Qualifier
    source: str
    recorded: datetime
    side: str | None = None
    place: str | None = None
    noun: str | None = None
    start: date | None = None
    end: date | None = None
    day: date | None = None
    low: Decimal | None = None
    point: Decimal | None = None
    high: Decimal | None = None
    printed: tuple[str, ...] = ()
    scale: int = 1
    text: str = ""
    method: str | None = None
    said_by: str | None = None
    role: str | None = None
    organisation: str | None = None
    via: str | None = None
    story: str | None = None
    title: str | None = None
    address: str | None = None
    span_start: int | None = None
    span_end: int | None = None
    published: date | None = None
    supersedes: str | None = None
    note: str | None = None

    @cached_property
    def id(self) -> str:
        """Hash of what was said and where, not of when it was recorded or what it supersedes."""
        cells = {name: cell for name, cell in self.cells().items() if name not in _NOT_IDENTITY}
        content = json.dumps(cells, ensure_ascii=True, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:_ID_LENGTH]

    @cached_property
    def interval(self) -> Quantity:
        """The interval that the printed number stands for, hedge included."""
        with suppress(UsageError):  # A printed fraction or a table's cell is no run of digits.
            if self.qualifier is Qualifier.RANGE and len(self.printed) == 2:
                low, high = self.printed
                return printed_range(low, high, unit=self.unit, scale=self.scale)
            if self.point is not None and self.printed and self.qualifier not in _BETWEEN:
                return printed_interval(
                    self.printed[0], self.qualifier.value, unit=self.unit, scale=self.scale
                )
        low_end, high_end = self.ends
        return Quantity(
            value=None if self.point is None else Fraction(self.point),
            low=low_end,
            high=high_end,
            unit=self.unit,
            causes=(self.qualifier.value,),
        )

    @property
    def ends(self) -> tuple[Fraction | None, Fraction | None]:
        """Low and high as the words have them: the number itself, one side open, or both ends."""
        if self.point is None or (self.low is not None and self.high is not None):
            low, high = self.low, self.high
        else:
            low = None if self.qualifier in _AT_MOST else self.point
            high = None if self.qualifier in _AT_LEAST else self.point
        return (
            None if low is None else Fraction(low),
            None if high is None else Fraction(high),
        )

    @property
    def words(self) -> str:
        """The number with its hedge and unit: "more than 3,000", "200 to 999 km2"."""
        if self.point is not None:
            hedge = "" if self.qualifier is Qualifier.EXACT else f"{self.qualifier.value} "
            shown = f"{hedge.replace('_', ' ')}{self.point:,f}"
        else:
            shown = " to ".join(f"{end:,f}" for end in (self.low, self.high) if end is not None)
        return shown if self.unit == "people" else f"{shown} {self.unit}"

    @property
    def order(self) -> tuple[date, date]:
        """What entries of one chain are ordered by: the day spoken of, then when it came out."""
        known = self.day or self.published or date.min
        return (known, self.published or known)

    @property
    def story_or_row(self) -> str:
        """What it came in: the story, else the entry itself, a row of a table."""
        return self.story or self.id

    def cells(self) -> dict[str, str]:
        """Every field as text, an unknown one empty: a row of the table and of the CSV."""
        return {name: _text(getattr(self, name)) for name in COLUMNS}

    @classmethod
    def of_cells(cls, cells: Mapping[str, str]) -> Entry:
        """The entry that `cells` came from.

        Raises
        ------
        ValueError, KeyError, ArithmeticError
            If a cell is not what its column holds.
        """
        return cls(**{name: _READ.get(name, _optional)(cells[name]) for name in COLUMNS})

    def to_dict(self) -> dict[str, Any]:
        """As in the documents of the ledger."""
        found: dict[str, Any] = {"id": self.id}
        for name in COLUMNS:
            value = getattr(self, name)
            found[name] = _document(value)
        return found


COLUMNS = tuple(field.name for field in fields(Entry))
"""Names of the fields, in the order of the table and of the CSV."""

_NOT_IDENTITY = frozenset({"key", "recorded", "supersedes"})
_BETWEEN = frozenset({Qualifier.SEVERAL, Qualifier.RANGE})
_AT_LEAST = frozenset({Qualifier.MORE_THAN, Qualifier.AT_LEAST})
_AT_MOST = frozenset({Qualifier.LESS_THAN, Qualifier.UP_TO, Qualifier.WITHIN})


def decimal_text(number: Decimal) -> str:
    """A decimal without an exponent and without zeros that end it."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def moment_text(moment: datetime) -> str:
    """A moment as RFC 3339 in UTC."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _text(value: Any) -> str:
    """A field as a cell."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return decimal_text(value)
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _document(value: Any) -> Any:
    """A field as JSON has it."""
    if isinstance(value, Decimal):
        number = plain(value)
        # A float that would not come back as the same decimal is given as text.
        return number if Decimal(str(number)) == value else decimal_text(value)
    if isinstance(value, datetime | date):
        return _text(value)
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _optional(cell: str) -> str | None:
    return cell or None


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _number(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


def _whole(cell: str) -> int | None:
    return int(cell) if cell else None


_READ: Mapping[str, Any] = {
    "key": str,
    "measure": FigureKind,
    "unit": str,
    "qualifier": Qualifier,
    "source": str,
    "recorded": datetime.fromisoformat,
    "start": _day,
    "end": _day,
    "day": _day,
    "low": _number,
    "point": _number,
    "high": _number,
    "printed": lambda cell: tuple(cell.split()),
    "scale": int,
    "text": str,
    "span_start": _whole,
    "span_end": _whole,
    "published": _day,
}
