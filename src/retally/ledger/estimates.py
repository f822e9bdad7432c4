"""Tables of casualty estimates as entries of the ledger: one row, one estimate.

Columns, in any order, most of them optional: date, low, high, estimate, type, source, url, country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from retally.errors import DecodeError
from retally.ledger.entry import Entry, decimal_text
from retally.ledger.key import AT_WAR, WAR_BEGAN, What, quantity_key
from retally.ledger.sources import said_in_words
from retally.model.story import FigureKind, Qualifier, StatedWindow

_COLUMNS = {
    "date": ("date", "day", "as_of"),
    "low": ("low", "estimate_low", "lower", "min"),
    "high": ("high", "estimate_high", "upper", "max"),
    "estimate": ("estimate", "point", "value", "central", "best"),
    "type": ("type", "measure", "kind", "category"),
    "source": ("source", "said_by", "who"),
    "url": ("url", "source_url", "address", "link"),
    "country": ("country", "side"),
    "note": ("note", "notes", "comment"),
}
"""What a column is called in the tables met so far."""

_TYPES = {
    FigureKind.KILLED: "deaths death killed dead fatalities kia killed_in_action",
    FigureKind.WOUNDED: "wounded injured injuries wia",
    FigureKind.KILLED_OR_WOUNDED: "casualties casualty killed_or_wounded killed_and_wounded",
    FigureKind.LOSSES: "losses loss",
    FigureKind.CAPTURED: "captured prisoners pow pows",
}
_KINDS = {word: kind for kind, words in _TYPES.items() for word in words.split()}
_KINDS |= {kind.value: kind for kind in FigureKind}
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].{0,30})?")
_SLASHED = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})")
_LARGEST = Decimal(10) ** 30


@dataclass(frozen=True, kw_only=True)
class BadRow:
    """A row of which nothing was taken; the header is row 1."""

    row: int
    reason: str

    def to_dict(self) -> dict[str, int | str]:
        """As in the document `ledger import`."""
        return {"row": self.row, "reason": self.reason}


def estimates(
    rows: Sequence[tuple[int, Mapping[str, str]]], header: Iterable[str], *, recorded: datetime
) -> tuple[list[Entry], list[BadRow]]:
    """The entries of a table, and the rows that give none.

    Parameters
    ----------
    rows
        Row numbers and cells by the header's names.

    Raises
    ------
    DecodeError
        If there is no column of days, of kinds, or of numbers.
    """
    names = _named(header)
    is_day_first = _is_day_first([cells.get(names["date"], "") for _, cells in rows])
    entries, bad = [], []
    for row, cells in rows:
        known = {name: (cells.get(column) or "").strip() for name, column in names.items()}
        if not any(known.values()):
            continue
        try:
            entries.append(_entry(known, is_day_first=is_day_first, recorded=recorded))
        except ValueError as error:
            bad.append(BadRow(row=row, reason=str(error)))
    return entries, bad


def _named(header: Iterable[str]) -> dict[str, str]:
    """What is needed -> the column that has it."""
    there = {re.sub(r"[\s-]+", "_", name.strip().casefold()): name for name in header}
    names = {}
    for need, called in _COLUMNS.items():
        column = next((there[name] for name in called if name in there), None)
        if column is not None:
            names[need] = column
    has_number = {"low", "high", "estimate"} & set(names)
    if "date" not in names or "type" not in names or not has_number:
        raise DecodeError(
            "is no table of estimates",
            expected="columns date, type, and low, high or estimate; also source, url, country",
            got=", ".join(list(there)[:12]) or "no header",
        )
    return names


def _is_day_first(cells: Iterable[str]) -> bool | None:
    """Whether 03/04/2024 is 3 April, as other rows of the table tell; None where none does."""
    found: set[bool] = set()
    for cell in cells:
        match = _SLASHED.fullmatch(cell.strip())
        if (match and match[2] == ".") or (match and int(match[1]) > 12 >= int(match[3])):
            found.add(True)
        elif match and int(match[3]) > 12 >= int(match[1]):
            found.add(False)
    return found.pop() if len(found) == 1 else None


def _entry(known: Mapping[str, str], *, is_day_first: bool | None, recorded: datetime) -> Entry:
    """The entry of one row.

    Raises
    ------
    ValueError
        If a cell cannot be read; the message says which.
    """
    day = _day(known["date"], is_day_first)
    kind = _KINDS.get(re.sub(r"[\s/-]+", "_", known["type"].casefold()))
    if kind is None:
        raise ValueError(f"unknown type {known['type']!r} (expected deaths, wounded, casualties)")
    side = known.get("country", "").casefold() or None
    window = None
    if side in AT_WAR and day > WAR_BEGAN:
        window = StatedWindow(start=WAR_BEGAN, end=day, basis="since the war began")
    low, point, high, qualifier = _numbers(known)
    said = said_in_words(known.get("source", ""))
    what = What(kind=kind, unit="people", side=side, window=window)
    printed = [decimal_text(end) for end in ((point,) if point is not None else (low, high)) if end]
    return Entry(
        key=quantity_key(what),
        measure=kind,
        side=side,
        start=window.start if window else None,
        end=window.end if window else None,
        day=day,
        low=low,
        point=point,
        high=high,
        unit="people",
        qualifier=qualifier,
        printed=tuple(printed),
        text=" to ".join(f"{Decimal(one):,}" for one in printed),
        source=said.source,
        said_by=said.said_by,
        via=said.via,
        method="estimate",
        address=known.get("url") or None,
        note=known.get("note") or None,
        recorded=recorded,
    )


def _day(cell: str, is_day_first: bool | None) -> date:
    text = cell.strip()
    iso, slashed = _ISO.fullmatch(text), _SLASHED.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if slashed:
            first, second, year = int(slashed[1]), int(slashed[3]), int(slashed[4])
            if is_day_first is None and first != second:
                raise ValueError(
                    f"day or month first in {text!r}? no row of the table tells; write YYYY-MM-DD"
                )
            return date(year, second, first) if is_day_first else date(year, first, second)
    except ValueError as error:
        if "first in" in str(error):
            raise
        raise ValueError(f"no such day {text!r}") from error
    raise ValueError(f"no day in {text!r} (expected YYYY-MM-DD)" if text else "no day")


def _numbers(
    known: Mapping[str, str],
) -> tuple[Decimal | None, Decimal | None, Decimal | None, Qualifier]:
    """Low, point, high and how they are hedged.

    An estimate is about so much; a low end alone says at least, a high end alone at most.
    """
    low, point, high = (_number(name, known.get(name, "")) for name in ("low", "estimate", "high"))
    if low is not None and high is not None and low > high:
        raise ValueError(f"low {low:,} is above high {high:,}")
    if point is not None:
        return low, point, high, Qualifier.ABOUT
    if low is not None and high is not None:
        return low, None, high, Qualifier.RANGE
    if low is not None:
        return None, low, None, Qualifier.AT_LEAST
    if high is not None:
        return None, high, None, Qualifier.UP_TO
    raise ValueError("no number (expected low, high or estimate)")


def _number(name: str, cell: str) -> Decimal | None:
    text = re.sub(r"[,\s_'’]", "", cell)
    if not text or text.casefold() in ("na", "n/a", "nan", "-", "null", "none"):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"{name} is no number: {cell[:40]!r}") from error
    if not number.is_finite() or not 0 <= number < _LARGEST:
        raise ValueError(f"{name} is no amount: {cell[:40]!r}")
    return number
