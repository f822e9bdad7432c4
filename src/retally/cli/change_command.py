"""``retally change``: the change between any two polygon files, without an archive."""

from __future__ import annotations

from pathlib import Path

import click

from retally.cli.change_geojson import change_features, write_features
from retally.cli.ground import read_polygon_file
from retally.cli.options import crs_option, csv_option, json_option, units_option
from retally.cli.output import area, area_headers, print_csv, print_json, print_table


@click.command()
@click.argument("before", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("after", type=click.Path(path_type=Path, dir_okay=False))
@crs_option()
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write what was gained and lost as GeoJSON.",
)
@units_option()
@json_option()
@csv_option()
def command(
    before: Path,
    after: Path,
    crs: str | None,
    out: Path | None,
    units: str | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Measure what AFTER covers and BEFORE does not, and the reverse."""
    from retally.measure.change import change
    from retally.measure.union import union
    from retally.model.geometry import canonical

    ends = [
        union([canonical(geometry) for _, geometry in read_polygon_file(path, crs=crs)])
        for path in (before, after)
    ]
    found = change(ends[0], ends[1])
    if out is not None:
        write_features(change_features(found, {}), out)
    if as_json:
        print_json(found.to_dict())
        return
    rows = [
        ("gained", found.gained_km2),
        ("lost", found.lost_km2),
        ("net", found.net_km2),
        ("before", found.before_km2),
        ("after", found.after_km2),
    ]
    if as_csv:
        print_csv(["what", "km2"], rows)
        return
    units = units or "both"
    print_table(
        ["", *area_headers("area", units)], [[what, *area(km2, units)] for what, km2 in rows]
    )
    click.echo(f"{found.pieces} pieces")
