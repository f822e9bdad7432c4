"""How `gains` prints: one definition as a table, several side by side, or CSV."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import fill
from typing import TYPE_CHECKING, Any

import click

from retally.cli.output import area, area_headers, number, print_csv, print_table

if TYPE_CHECKING:
    from retally.series.gains import Gains, GainsRow
    from retally.series.ground import Ground

_COLUMNS = (
    "start",
    "end",
    "from_day",
    "to_day",
    "basis",
    "complete",
    "gained_km2",
    "lost_km2",
    "net_km2",
    "net_low_km2",
    "net_high_km2",
    "held_km2",
    "per_day_km2",
    "rank",
    "rank_per_day",
    "partial",
)


_SHOWN_KM2 = 0.05
"""A region or place whose change is smaller reads as 0.0 in the table and is only counted."""


def rows_as_csv(series: Sequence[Gains]) -> None:
    """Every row of every series as CSV; rows by region or place follow their window's."""
    lines = []
    for one in series:
        for row in one.to_dict()["rows"]:
            head = (one.definition, one.source)
            since = row["largest_since"] or {}
            cells = [row[column] for column in _COLUMNS]
            lines.append((*head, "", *cells, since.get("start"), since.get("net_km2")))
            lines += [
                (
                    *head,
                    share["name"],
                    *(_share_cell(row, share, name) for name in _COLUMNS),
                    "",
                    "",
                )
                for share in (row["regions"] or []) + (row["places"] or [])
            ]
    header = ("definition", "source", "part", *_COLUMNS)
    print_csv((*header, "largest_since", "largest_since_net_km2"), lines)


def _share_cell(row: dict[str, Any], share: dict[str, Any], column: str) -> Any:
    """A column of a region's or place's line: its own areas, the window's days, nothing else."""
    if column in ("start", "end", "from_day", "to_day", "basis"):
        return row[column]
    return share.get(column)


def print_one(ground: Ground, series: Gains, units: str) -> None:
    """One definition: what it means, then a row a window, then what is incomplete and why."""
    definition = ground.definition(series.definition)
    unit = _main_unit(units)
    click.echo(fill(f"{definition.name}: {definition.sentence}", 79))
    click.echo(
        f"party {series.party}, source {series.source or 'differs by window'}, "
        f"series from {series.series_start or 'nowhere yet'}"
    )
    _say_near(series)
    click.echo(f"gained, lost and net per day in {unit}; - is not known")
    click.echo()
    shown = [row for row in series.rows if row.net_km2 is not None]
    header = ["window", *area_headers("net", units), "gained", "lost", "per day", "rank", "from"]
    last = len(header) - 1
    print_table(header, [_cells(row, units) for row in shown], left=frozenset({0, last}))
    if len(shown) < len(series.rows):
        click.echo(f"{len(series.rows) - len(shown)} more windows that no map answers")
    _notes(shown)
    if shown:
        _say_record(series, shown[-1], unit)
    for row in shown:
        _shares(row, unit)


def _say_near(series: Gains) -> None:
    """Which circle the figures are confined to."""
    if series.near is not None:
        lon, lat = series.near.lon_lat
        click.echo(f"only within {series.near.km:g} km of lon {lon:.4f}, lat {lat:.4f}")


def _say_record(series: Gains, row: GainsRow, unit: str) -> None:
    """How the last window stands among the earlier ones."""
    if row.rank is None:
        return
    window = _window_name(row.start, row.end)
    if row.largest_since is None:
        line = f"{window}: the largest since the series begins, {series.series_start}"
    else:
        since = row.largest_since
        earlier = _window_name(since.start, since.end)
        size = f"{_in_unit(since.net_km2, unit)} {unit}"
        line = f"{window}: rank {row.rank}; the latest as large was {earlier} ({size})"
    per_day = f"rank {row.rank_per_day} per day" if row.rank_per_day is not None else ""
    click.echo(fill(", ".join(part for part in (line, per_day) if part), 79))


def print_side_by_side(ground: Ground, series: Sequence[Gains], units: str) -> None:
    """Several definitions: a row a window, a column of net change a definition."""
    unit = _main_unit(units)
    click.echo(f"net change, {unit}; low to high where a window's end has no map")
    for one in series[:1]:
        _say_near(one)
    click.echo()
    windows = sorted({(row.start, row.end) for one in series for row in one.rows})
    if len(windows) <= 1:
        _definitions_down(ground, series, units)
        return
    columns = [
        [one.definition, *(_cell_of(one, window, unit) for window in windows)] for one in series
    ]
    names = ["window", *(_window_name(*window) for window in windows)]
    for few in _fitting(names, columns):
        header, *table = zip(names, *few, strict=True)
        print_table(header, table)
        click.echo()
    for one in series:
        counts = " + ".join(sorted(ground.definition(one.definition).statuses))
        click.echo(f"{one.definition}: {counts}, source {one.source or 'differs by window'}")
    for one in series:
        _notes(one.rows, of=one.definition)


def _main_unit(units: str) -> str:
    return "sq mi" if units == "sqmi" else "km2"


def _in_unit(km2: float | None, unit: str) -> str:
    """An area in square kilometres or square miles, as a table cell."""
    return area(km2, "sqmi" if unit == "sq mi" else "km2")[0]


def _cell_of(series: Gains, window: tuple[date, date], unit: str) -> str:
    """The net of one definition in one window; a dash where it has no such row."""
    row = next((row for row in series.rows if (row.start, row.end) == window), None)
    return "-" if row is None else _net(row, unit)


def _fitting(names: Sequence[str], columns: Sequence[list[str]]) -> Iterator[list[list[str]]]:
    """The columns in groups, each of which fits beside `names` in 80 characters."""
    used, few = 80, list[list[str]]()
    for column in columns:
        width = 2 + max(map(len, column))
        if few and used + width > 79:
            yield few
            few = []
        if not few:
            used = max(map(len, names))
        few.append(column)
        used += width
    if few:
        yield few


def _definitions_down(ground: Ground, series: Sequence[Gains], units: str) -> None:
    """One window: a row a definition is easier to read than a column."""
    rows = [
        [
            one.definition,
            " + ".join(sorted(ground.definition(one.definition).statuses)),
            *area(row.net_km2, units),
            _range(row, _main_unit(units)),
            row.basis or "-",
        ]
        for one in series
        for row in one.rows
    ]
    header = ["definition", "counts", *area_headers("net", units), "low to high", "from"]
    print_table(header, rows, left=frozenset({0, 1}))
    for one in series:
        _notes(one.rows, of=one.definition)


def _cells(row: GainsRow, units: str) -> list[str]:
    """One row of a single definition's table."""
    unit = _main_unit(units)
    marks = (row.basis or "no map", "" if row.exact else "*", "part" if row.partial else "")
    return [
        _window_name(row.start, row.end),
        *area(row.net_km2, units),
        *(_in_unit(km2, unit) for km2 in (row.gained_km2, row.lost_km2, row.per_day_km2)),
        "-" if row.rank is None else str(row.rank),
        " ".join(mark for mark in marks if mark),
    ]


def _notes(rows: Sequence[GainsRow], *, of: str = "") -> None:
    """Say which windows have an end without a map, and what the neighbours give."""
    for row in rows:
        if row.exact:
            continue
        maps = f"maps of {row.from_day or 'no day'} and {row.to_day or 'no day'}"
        known = "how far off is not known"
        if row.complete:
            known = f"neighbouring maps give {_range(row, 'km2') or number(row.net_km2)} km2"
        window = _window_name(row.start, row.end)
        line = f"* {f'{of} ' if of else ''}{window}: an end has no map; {maps}; {known}"
        click.echo(fill(line, 79, subsequent_indent="  "))


def _shares(row: GainsRow, unit: str) -> None:
    """The regions and places of a row, where they were asked for."""
    for title, shares in (("region", row.regions), ("place", row.places)):
        if not shares:
            continue
        changed = [one for one in shares if max(one.gained_km2, abs(one.net_km2)) >= _SHOWN_KM2]
        click.echo(f"\n{_window_name(row.start, row.end)} by {title}")
        print_table(
            [title, f"net {unit}", "gained"],
            [
                [one.name, *(_in_unit(km2, unit) for km2 in (one.net_km2, one.gained_km2))]
                for one in changed
            ],
        )
        if len(changed) < len(shares):
            click.echo(f"{len(shares) - len(changed)} more without a change of 0.1 km2")


def _net(row: GainsRow, unit: str) -> str:
    """The net of a row, or its range where an end has no map."""
    if not row.exact and row.complete:
        return _range(row, unit)
    return _in_unit(row.net_km2, unit)


def _range(row: GainsRow, unit: str) -> str:
    """``437.6 to 473.9``; empty where both ends have a map; a dash where it is not known."""
    if row.exact:
        return ""
    if row.net_low_km2 is None:
        return "-"
    low, high = (_in_unit(value, unit) for value in (row.net_low_km2, row.net_high_km2))
    return low if low == high else f"{low} to {high}"


def _window_name(start: date, end: date) -> str:
    """``2024-08`` for a calendar month, a year for a year, a day for a day, else both ends."""
    if start == end:
        return start.isoformat()
    last = monthrange(start.year, start.month)[1]
    if start.day == 1 and end == start.replace(day=last):
        return f"{start:%Y-%m}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"{start:%Y}"
    return f"{start.isoformat()}..{end:%m-%d}" if start.year == end.year else f"{start}..{end}"
