"""``retally verify``: published figures against recomputed ones, misses first."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

import click

from retally.cli.ground import open_ground
from retally.cli.options import archive_option, as_of_option, csv_option, json_option
from retally.cli.output import number, print_csv, print_json, print_table


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
    rows = [
        [
            row["id"],
            row["definition"],
            number(row["published"]),
            number(row["value"]),
            number(row["low"]),
            number(row["high"]),
            {True: "holds", False: "no", None: "-"}[row["holds"]],
        ]
        for row in document["rows"]
    ]
    header = ("figure", "definition", "published", "value", "low", "high", "holds")
    if as_csv:
        print_csv(header, [list(row.values()) for row in document["rows"]])
        return code
    print_table(header, rows, left=frozenset({0, 1, 6}))
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
