"""``retally held``: the ground held on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import fill
from typing import Any

import click

from retally.cli.ground import open_ground, region_set
from retally.cli.options import (
    Day,
    archive_option,
    as_of_option,
    csv_option,
    json_option,
    together,
    units_option,
)
from retally.cli.output import area, area_headers, number, print_csv, print_json, print_table
from retally.errors import UsageError
from retally.settings import settings

REGION_OPTIONS = together(
    click.option(
        "--region",
        "region_path",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Polygons to split by.",
    ),
    click.option("--region-name", metavar="FIELD", help="The field of FILE that names a region."),
)


@click.command()
@click.option(
    "--definition", "names", multiple=True, required=True, metavar="N", help="The rule for holds."
)
@click.option("--day", type=Day(), required=True, metavar="D", help="The end of this day.")
@REGION_OPTIONS
@click.option("--contact-line", is_flag=True, help="Measure the boundary shared with others.")
@as_of_option()
@archive_option()
@units_option()
@json_option()
@csv_option()
def command(
    names: tuple[str, ...],
    day: date,
    region_path: Path | None,
    region_name: str | None,
    contact_line: bool,
    as_of: Any,
    archive_path: Path,
    units: str | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Measure the ground held at the end of a day, by the nearest map at or before it."""
    if len(names) > 1:
        raise UsageError(
            "held answers one definition at a time",
            expected="--definition once",
            got=", ".join(names),
            do="`retally gains` takes several",
        )
    (name,) = names
    ground = open_ground(archive_path, as_of=as_of)
    regions = region_set(region_path, region_name)
    held = ground.held(name, day, regions=regions, contact_line=contact_line)
    document = held.to_dict()
    if as_json:
        print_json(document)
        return
    units = units or settings(archive_path).units
    rows = [("held", held.held_km2)]
    rows += [(f"  {status}", value) for status, value in held.by_status.items()]
    rows += [(f"  in {region['name']}", region["held_km2"]) for region in held.regions or ()]
    if as_csv:
        print_csv(("what", "km2"), [(what.strip(), km2) for what, km2 in rows])
        return
    click.echo(fill(f"{name}: {ground.definition(name).sentence}", 79))
    click.echo(f"end of {day.isoformat()}, by the map of {held.map_day} ({held.basis})")
    if held.map_day != day:
        late = (day - held.map_day).days
        click.echo(f"no map of that day: the one used is {late} day{'s' if late > 1 else ''} older")
    print_table(
        ["", *area_headers("area", units)], [[what, *area(km2, units)] for what, km2 in rows]
    )
    if held.share_percent is not None:
        click.echo(f"share of the country: {number(held.share_percent, 2)} %")
    if contact_line and held.contact_line_km is None:
        click.echo("contact line: not known, since the map gives no ground to another party")
    elif contact_line:
        length = number(held.contact_line_km)
        click.echo(f"contact line: {length} km, shared with ground that the map gives to others")
