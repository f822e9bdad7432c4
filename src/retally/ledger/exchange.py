"""The ledger in and out of one file: CSV for spreadsheets, JSON for the whole."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from retally.errors import DecodeError
from retally.ledger.entry import COLUMNS, Entry
from retally.ledger.estimates import BadRow, estimates

EXPORTED = ("id", *COLUMNS)
"""The columns of an exported ledger."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """What a file to import holds.

    Parameters
    ----------
    is_exported
        Whether it is an exported ledger, whose entries are taken as they are, or a table of
        estimates, whose rows are new here.
    """

    entries: tuple[Entry, ...]
    bad: tuple[BadRow, ...]
    is_exported: bool


def csv_text(entries: Iterable[Entry]) -> str:
    """Entries as CSV: every field, so that an import gives them back."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(EXPORTED)
    writer.writerows((entry.id, *entry.cells().values()) for entry in entries)
    return text.getvalue()


def table(text: str, *, recorded: datetime, where: str) -> Table:
    """The entries of a CSV: an exported ledger, or a table of estimates.

    Parameters
    ----------
    recorded
        When the rows of a table of estimates come into the ledger.
    where
        The file, for messages.

    Raises
    ------
    DecodeError
        If it is no such table.
    """
    try:
        header, rows = _rows(text)
        if set(EXPORTED) <= set(header):
            return _exported(rows)
        entries, bad = estimates(rows, header, recorded=recorded)
    except (csv.Error, DecodeError) as error:
        if isinstance(error, DecodeError):
            raise DecodeError(
                error.what, where=where, expected=error.expected, got=error.got
            ) from error
        raise DecodeError(f"is no CSV: {error}", where=where) from error
    return Table(entries=tuple(entries), bad=tuple(bad), is_exported=False)


def entry_of_document(told: Mapping[str, Any]) -> Entry:
    """The entry of an exported JSON document.

    Raises
    ------
    ValueError, KeyError, ArithmeticError, TypeError
        If it is not what was exported.
    """
    return _same_as_exported(str(told["id"]), {name: _cell(told[name]) for name in COLUMNS})


def _exported(rows: Iterable[tuple[int, Mapping[str, str]]]) -> Table:
    entries, bad = [], []
    for row, cells in rows:
        try:
            entries.append(_same_as_exported(cells["id"], cells))
        except (ValueError, KeyError, ArithmeticError) as error:
            bad.append(BadRow(row=row, reason=str(error) or type(error).__name__))
    return Table(entries=tuple(entries), bad=tuple(bad), is_exported=True)


def _same_as_exported(name: str, cells: Mapping[str, str]) -> Entry:
    entry = Entry.of_cells(cells)
    if entry.id != name:
        raise ValueError(f"entry {name} was changed after it was exported")
    return entry


def _cell(value: Any) -> str:
    """A JSON value as the cell that it was."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value)


def _rows(text: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Header and rows, numbered as a spreadsheet numbers them."""
    fixed = text.removeprefix("\ufeff")
    first = fixed.partition("\n")[0]
    comma = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(fixed, newline=""), delimiter=comma)
    header = next(reader, [])
    rows = [
        (number, dict(zip(header, cells, strict=False)))
        for number, cells in enumerate(reader, start=2)
        if any(cell.strip() for cell in cells)
    ]
    return header, rows
