"""``retally gains``: the ground gained, lost and net over windows."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from retally.cli.gains_table import print_one, print_side_by_side, rows_as_csv
from retally.cli.ground import open_ground, region_set
from retally.cli.held_command import REGION_OPTIONS
from retally.cli.options import (
    Day,
    archive_option,
    as_of_option,
    csv_option,
    json_option,
    units_option,
)
from retally.cli.output import print_json, say
from retally.settings import settings


@click.command()
@click.option(
    "--definition",
    "names",
    multiple=True,
    required=True,
    metavar="N",
    help="The rule for holds; several, or all, stand side by side.",
)
@click.argument("more_names", nargs=-1, metavar="[N ...]")
@click.option("--by", type=click.Choice(["day", "week", "month", "year"]), help="One row each.")
@click.option("--from", "start", type=Day(), metavar="D", help="First day, counted.")
@click.option("--to", "end", type=Day(), metavar="D", help="Last day, counted.")
@REGION_OPTIONS
@click.option("--near", metavar="PLACE", help="Only near this place: NAME, NAME,CC or LON,LAT.")
@click.option("--km", type=click.FloatRange(min=0, min_open=True), help="How near, in km.")
@click.option("--places", type=click.IntRange(min=1), metavar="N", help="The N places it was at.")
@as_of_option()
@click.option(
    "--geometry",
    "geometry_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the gained and lost polygons as GeoJSON.",
)
@click.option("--i-have-rights", is_flag=True, help="Write geometry that may not be passed on.")
@click.option(
    "--chart",
    "chart_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw bars by window: .svg, .png or .pdf.",
)
@archive_option()
@units_option()
@json_option()
@csv_option()
def command(
    names: tuple[str, ...],
    more_names: tuple[str, ...],
    by: str | None,
    start: date | None,
    end: date | None,
    region_path: Path | None,
    region_name: str | None,
    near: str | None,
    km: float | None,
    places: int | None,
    as_of: datetime | None,
    geometry_path: Path | None,
    i_have_rights: bool,
    chart_path: Path | None,
    archive_path: Path,
    units: str | None,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Measure gained, lost and net over windows; both days of a window are counted.

    \b
    retally gains --definition all --from 2024-08-01 --to 2024-08-31
    retally gains --definition isw-assessed --by month --chart months.svg
    retally gains --definition deepstate --from 2024-10-01 --to 2024-10-31 --near Pokrovsk --km 40
    """  # noqa: D301
    from retally.series.several import ALL, chosen_names, is_several, parts, series_of

    _check_options(start, end, near, km)
    ground = open_ground(archive_path, as_of=as_of)
    given = (*names, *more_names)
    chosen = chosen_names(ground, given)
    regions = region_set(region_path, region_name)
    series = series_of(
        ground,
        chosen,
        {
            "start": start,
            "end": end,
            "by": by,
            "regions": regions,
            "near": None if near is None else ground.place(near, chosen),
            "km": km,
            "places": places,
        },
        left_out=lambda error: say(f"retally gains: {error}"),
    )
    units = units or settings(archive_path).units
    if geometry_path is not None:
        from retally.cli.gains_geometry import write_gains_geometry

        write_gains_geometry(ground, series, geometry_path, i_have_rights=i_have_rights)
    if chart_path is not None:
        from retally.publish.chart import gains_chart, write_chart

        figure = gains_chart(series, units=units, definitions=ground.definitions)
        write_chart(figure, chart_path)
    several = is_several(given)
    if as_json:
        documents = [one.to_dict() for one in series]
        print_json({"series": documents} if several else documents[0])
    elif as_csv:
        rows_as_csv(series)
    elif several:
        print_side_by_side(ground, series, units)
    else:
        print_one(ground, series[0], units)
    # "all" asks for what can be answered; a definition that was named and cannot be is a failure.
    return 4 if len(series) < len(chosen) and ALL not in parts(given) else 0


def _check_options(
    start: date | None, end: date | None, near: str | None, km: float | None
) -> None:
    """Refuse what cannot be asked, before anything is read."""
    if start is not None and end is not None and start > end:
        raise click.UsageError(f"the window ends ({end}) before it begins ({start})")
    if (near is None) != (km is None):
        raise click.UsageError("--near and --km go together, as --near Pokrovsk --km 40")
