"""How commands print: one JSON document, CSV, or a table a person reads at 80 columns."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from textwrap import fill
from typing import Any

import click

from retally.model.quantity import KM2_PER_MI2

SQUARE_MILE_KM2 = float(KM2_PER_MI2)


def print_json(document: Any) -> None:
    """Print exactly one JSON document on standard output."""
    click.echo(json_text(document))


def json_text(document: Any) -> str:
    """A document as JSON; a number that JSON cannot hold is an error."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)


def print_documents(texts: Sequence[str], coverage: Any, *, failed: int) -> None:
    """Print the documents of stories: one as it is, several in a list with their coverage.

    Parameters
    ----------
    texts
        Each a JSON object that begins with the story's name, which one alone does not need.
    failed
        How many more were asked for and could not be read.
    """
    if len(texts) + failed == 1:
        document = json.loads(texts[0])
        document.pop("name", None)
        print_json(document)
        return
    listed = ",\n".join(texts)
    click.echo(f'{{"stories": [{listed}],\n"coverage": {json_text(coverage)}}}')


def print_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a table as CSV (RFC 4180, but with plain line ends); an unknown value is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    click.echo(text.getvalue(), nl=False)


def say(line: str) -> None:
    """Print a message to the person, on standard error."""
    click.echo(line, err=True)


def print_table(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, left: frozenset[int] = frozenset({0})
) -> None:
    """Print a plain table, as `table_lines` sets it."""
    for line in table_lines(header, rows, left=left):
        click.echo(line)


def table_lines(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, left: frozenset[int] = frozenset({0})
) -> Iterator[str]:
    """A plain table: columns aligned, numbers to the right, two spaces between.

    Parameters
    ----------
    left
        Columns set to the left (words); all others go to the right (numbers).
    """
    body = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(header, *body, strict=True)]
    for number, row in enumerate([list(header), *body]):
        cells = [
            cell.ljust(width) if index in left else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield ("  ".join(cells)).rstrip()
        if number == 0:
            yield "  ".join("-" * width for width in widths)


def area(km2: float | None, units: str) -> list[str]:
    """An area as table cells: one, or two for both units; a dash where it is not known."""
    cells = []
    if units in ("km2", "both"):
        cells.append(number(km2))
    if units in ("sqmi", "both"):
        cells.append(number(None if km2 is None else km2 / SQUARE_MILE_KM2))
    return cells


def area_headers(title: str, units: str) -> list[str]:
    """The headers of the cells that `area` makes."""
    both = {"km2": [f"{title} km2"], "sqmi": [f"{title} sq mi"]}
    return both.get(units) or [f"{title} km2", "sq mi"]


def number(value: float | None, digits: int = 1) -> str:
    """A number with thousands commas; a dash where it is not known; never "-0.0"."""
    if value is None:
        return "-"
    text = f"{value:,.{digits}f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text


class Progress:
    """A progress line: a bar on a terminal, silent elsewhere unless `line_each`.

    Parameters
    ----------
    title
        What is being done, in one or two words.
    line_each
        Print one line a step where standard error is not a terminal.
    total
        How many steps there are; None where that is not known.
    """

    def __init__(self, title: str, *, line_each: bool = False, total: int | None = None) -> None:
        self.title = title
        self.line_each = line_each
        self.total = total
        self.bar: Any = None
        self.task: Any = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
            from rich.progress import Progress as Bar

            self.bar = Bar(
                TextColumn("{task.description}"),
                BarColumn(bar_width=20),
                MofNCompleteColumn(),
                TextColumn("{task.fields[step]}", markup=False),
                console=Console(stderr=True),
                transient=True,
            )
            self.bar.start()
            self.task = self.bar.add_task(self.title, total=self.total, step="")
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()

    def __call__(self, step: str) -> None:
        """Say that one more step is done."""
        if self.bar is not None:
            self.bar.update(self.task, advance=1, step=step[-40:])
        elif self.line_each:
            say(f"{self.title}: {step}")


WIDTH = 79
"""Columns of a paragraph on a terminal."""


def wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    """A paragraph of at most `WIDTH` columns, without what moves a cursor.

    Words longer than that are broken.
    """
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return fill(
        " ".join(shown.split()),
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
    )
