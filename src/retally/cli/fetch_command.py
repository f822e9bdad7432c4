"""``retally fetch``: control maps from a publisher's public service into the archive."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from retally.cli.options import Day, archive_option, json_option
from retally.cli.output import Progress, say


@click.command()
@click.argument("source", metavar="S")
@click.option("--since", type=Day(), metavar="D", help="First day; without it, the newest map.")
@click.option("--until", type=Day(), metavar="D", help="Last day (default: today).")
@archive_option()
@json_option()
def command(
    source: str, since: date | None, until: date | None, archive_path: Path, as_json: bool
) -> int:
    """Fetch the maps of S (isw, deepstate) that the archive does not have yet.

    One request at a time; a day that fails is named with the reason and the rest goes on, so
    running the same command again resumes where it ended.
    """
    from retally.archive.archive import Archive
    from retally.cli.add_command import tell
    from retally.settings import settings
    from retally.sources.fetching import at_hand, fetch
    from retally.sources.http import Client
    from retally.sources.registry import source as find_source

    found = find_source(source)
    base = settings(archive_path).bases.get(source)
    archive = Archive.open(archive_path, create=True)
    skip = at_hand(archive.snapshots(source=source))
    with Progress("fetching", line_each=True) as progress, Client(say=say) as client:
        # The items are fetched one by one as the archive asks for them.
        items = fetch(source, client=client, since=since, until=until, base=base, skip=skip)
        report = archive.add(items, source=found, now=datetime.now(UTC), progress=progress)
    return tell(report, as_json=as_json)
