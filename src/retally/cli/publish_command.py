"""``retally publish``: a static site of the ground, that anyone can host or open from a disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from retally.cli.ground import open_ground
from retally.cli.options import archive_option, as_of_option
from retally.cli.output import Progress, say
from retally.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retally.measure.places import Place
    from retally.publish.site import SiteFile


@click.command()
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The site's folder: new, empty, or a site written before.",
)
@click.option("--i-have-rights", is_flag=True, help="Offer geometry that may not be passed on.")
@as_of_option()
@archive_option()
def command(out: Path, i_have_rights: bool, as_of: object, archive_path: Path) -> int:
    """Write a static site: the ground under each definition, Verify and Methods.

    Pages that did not change keep their file; a run that is stopped leaves the old site.
    """
    from retally.archive.archive import Archive
    from retally.publish.site import write_site
    from retally.publish.site_build import Site, site_files

    site = Site(
        ground=open_ground(archive_path, as_of=as_of),
        archive=Archive.open(archive_path),
        places=_places,
        i_have_rights=i_have_rights,
    )
    try:
        with Progress("publish") as progress:
            done = write_site(_told(site_files(site), progress), out)
    except OSError as error:
        raise UsageError(
            f"the site could not be written: {error.strerror}",
            where=str(out),
            do="make room, or name another folder; the site that was there stands",
        ) from error
    click.echo(
        f"{out / 'index.html'}: {done.written} files written, {done.kept} kept, "
        f"{done.removed} removed"
    )
    return 0


def _told(files: Iterator[SiteFile], progress: Progress) -> Iterator[SiteFile]:
    """The files as they are taken, each told to the progress line."""
    for file in files:
        yield file
        progress(file.path)


def _places(extent: tuple[float, float, float, float]) -> Sequence[Place]:
    """The places of an extent that a map of a country names, largest first."""
    from retally.publish.site_build import MOST_PLACES, SMALLEST_PLACE
    from retally.sources.geonames import gazetteer

    found = gazetteer(announce=say).within(extent, SMALLEST_PLACE)
    return sorted(found, key=lambda place: (-place.population, place.name))[:MOST_PLACES]
