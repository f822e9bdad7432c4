"""``retally add``: control maps from files and folders into the archive."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from retally.cli.options import Day, Moment, archive_option, crs_option, json_option
from retally.cli.output import Progress, print_json, say
from retally.errors import DecodeError

if TYPE_CHECKING:
    from retally.archive.archive import AddReport


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)
@click.option("--source", required=True, metavar="S", help="Whose maps: isw, deepstate, ...")
@click.option("--day", type=Day(), metavar="D", help="The day the maps speak of.")
@click.option("--captured-at", type=Moment(), metavar="T", help="When the bytes were taken.")
@click.option("--licence", metavar="TEXT", help="The licence line to keep and show.")
@click.option(
    "--map",
    "mapping_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="TOML file that says which field is the party, the status, the day.",
)
@crs_option()
@archive_option()
@json_option()
def command(
    paths: tuple[Path, ...],
    source: str,
    day: date | None,
    captured_at: datetime | None,
    licence: str | None,
    mapping_path: Path | None,
    crs: str | None,
    archive_path: Path,
    as_json: bool,
) -> int:
    """Add control maps: files, or folders that are walked.

    \b
    retally add isw-zips/ --source isw
    retally add 1730669408.geojson --source deepstate --captured-at 2024-11-04T06:00:00Z
    retally add front.gpkg --source vector --map mapping.toml --day 2024-10-01

    A layer that looks wrong is held, and listed by `retally archive holds`. A file that cannot
    be read is named with the reason; the rest is still added, and the code is 4.
    """  # noqa: D301
    from retally.archive.adding import Hints, captured_files
    from retally.archive.archive import Archive
    from retally.sources.registry import source as find_source

    now = datetime.now(UTC)
    found = find_source(source)
    refuse_future(captured_at, now=now)
    hints = Hints(
        day=day,
        captured_at=captured_at or now,
        licence=licence,
        crs=crs,
        mapping=read_mapping(mapping_path),
    )
    items = captured_files(paths, source=found, hints=hints)
    first = next(items, None)
    if first is None:
        raise DecodeError(
            "no file of this source",
            where=" ".join(map(str, paths)),
            expected=" or ".join(found.suffixes),
        )
    with Progress("adding") as progress:
        archive = Archive.open(archive_path, create=True)
        report = archive.add(chain([first], items), source=found, now=now, progress=progress)
    return tell(report, as_json=as_json)


def refuse_future(captured_at: datetime | None, *, now: datetime) -> None:
    """Raise `UsageError` for bytes that were taken after `now`; a clock may be wrong by a day."""
    from retally.errors import UsageError

    if captured_at is not None and captured_at > now + timedelta(days=1):
        raise UsageError(
            "the moment of capture lies in the future",
            where="--captured-at",
            expected=f"at most {now:%Y-%m-%dT%H:%M:%SZ}",
            got=captured_at.isoformat(),
            do="give the moment at which the bytes were taken, or leave it away",
        )


def read_mapping(path: Path | None) -> dict[str, object]:
    """The user's field mapping; empty where none is given.

    Raises
    ------
    UsageError
        If the file is absent, may not be read, or is not TOML.
    """
    import tomllib

    from retally.errors import UsageError

    if path is None:
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError("no such mapping file", where=str(path)) from error
    except OSError as error:
        raise UsageError(
            "the mapping cannot be read", where=str(path), got=error.strerror or str(error)
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError("is not TOML", where=str(path), got=str(error)) from error


def tell(report: AddReport, *, as_json: bool) -> int:
    """Print what was added, and return the exit code: 0, 3 (nothing read) or 4 (some failed)."""
    for failure in report.failed:
        say(f"failed {failure.path}: {failure.reason}")
    if as_json:
        print_json(report.to_dict())
    else:
        click.echo(
            f"added {report.added}, repeats {report.repeats}, "
            f"held {report.held}, failed {len(report.failed)}"
        )
        if report.held:
            click.echo("retally archive holds lists what was held, with the reasons")
    if not report.failed:
        return 0
    return 4 if report.added or report.repeats or report.held else 3
