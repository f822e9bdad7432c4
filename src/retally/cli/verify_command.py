"""``retally verify``: published figures against recomputed ones, misses first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import click

from retally.cli.ground import open_ground
from retally.cli.options import archive_option, as_of_option, csv_option, json_option
from retally.cli.output import number, print_csv, print_json

if TYPE_CHECKING:
    from retally.check.published import Recomputed


@click.command()
@as_of_option()
@archive_option()
@json_option()
@csv_option()
def command(archive_path: Path, as_of: object, as_json: bool, as_csv: bool) -> int:
    """Recompute every published figure that the maps at hand can answer.

    A figure is recomputed under each definition of its source. The misses, which hold under
    none, come first. For each publisher, the definition that gives its figures back best is
    named, with the median error. Code 1 where there is a miss.
    """
    from retally.check.published import verify

    found = verify(open_ground(archive_path, as_of=as_of))
    document = found.to_dict()
    code = 1 if found.misses else 0
    if as_json:
        print_json(document)
        return code
    if as_csv:
        print_csv(_COLUMNS, [[row[name] for name in _COLUMNS] for row in document["rows"]])
        return code
    for rows in _by_figure(found.rows):
        click.echo(_line(rows))
    click.echo()
    click.echo(fill(found.summary, 79))
    for known in document["known"]:
        second = (
            f"; {known['second']} is off by {number(known['second_error'], 2)} %"
            if known["second"]
            else ""
        )
        many = f"{known['figures']} figures" if known["figures"] > 1 else "one figure"
        line = (
            f"{known['publisher']} on {known['source']} maps: {known['definition']} gives its "
            f"{many} back best, {number(known['median_error'], 2)} % off at the median{second}"
        )
        click.echo(fill(line, 79, subsequent_indent="  "))
    return code


_COLUMNS = ("id", "definition", "published", "unit", "value", "low", "high", "holds")


def _by_figure(rows: Iterable[Recomputed]) -> list[list[Recomputed]]:
    """The rows of each figure together, in their order: misses first."""
    found: dict[str, list[Recomputed]] = {}
    for row in rows:
        found.setdefault(row.figure.id, []).append(row)
    return list(found.values())


def _line(rows: Sequence[Recomputed]) -> str:
    """One published figure, and what each definition gives for it."""
    figure = rows[0].figure
    window = " to ".join(f"{day}" for day in (figure.window_start, figure.window_end) if day)
    given = []
    for row in rows:
        document = row.to_dict()
        low, high = number(document["low"]), number(document["high"])
        span = low if low == high else f"{low} to {high}"
        given.append(f"{row.definition} {span}{' holds' if row.holds else ''}")
    mark = "holds" if any(row.holds for row in rows) else "MISS "
    printed = f"{number(rows[0].published)} {figure.unit}"
    text = f"{mark} {figure.id} {figure.publisher}, {window}: {printed}; {', '.join(given)}"
    return fill(text, 79, subsequent_indent="           ")
