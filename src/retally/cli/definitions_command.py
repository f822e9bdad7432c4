"""``retally definitions``: each named rule with its sentence, sources and statuses."""

from __future__ import annotations

from pathlib import Path

import click

from retally.cli.options import archive_option, json_option
from retally.cli.output import print_json


@click.command()
@archive_option()
@json_option()
def command(archive_path: Path, as_json: bool) -> None:
    """List the named rules for "holds": the shipped ones and those of retally.toml."""
    from retally.series.definitions import definitions_at

    found = definitions_at(archive_path)
    if as_json:
        print_json(
            {
                "definitions": [
                    {
                        "name": one.name,
                        "sentence": one.sentence,
                        "sources": list(one.sources),
                        "party": one.party,
                        "statuses": sorted(one.statuses),
                        "area_model": one.area_model.value,
                        "day_rule": one.day_rule.value,
                        "share_of_km2": one.share_of_km2,
                        "share_source": one.share_source,
                    }
                    for one in found.values()
                ]
            }
        )
        return
    from textwrap import fill

    for one in found.values():
        click.secho(one.name, bold=True)
        click.echo(fill(one.sentence, 78, initial_indent="  ", subsequent_indent="  "))
        statuses = " + ".join(sorted(one.statuses))
        click.echo(f"  {' or '.join(one.sources)}; party {one.party}; {statuses}")
