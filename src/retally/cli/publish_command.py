"""``retally publish``: a static site of the ground, that anyone can host or open from a disk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from retally.cli.ground import open_ground, region_set
from retally.cli.held_command import REGION_OPTIONS
from retally.cli.options import Day, as_of_option, ledger_option
from retally.cli.output import Progress, say
from retally.cli.story_input import language_line, read_story, story_arguments, walked
from retally.errors import RetallyError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retally.check.story_check import StoryCheck
    from retally.ledger.ledger import Ledger
    from retally.measure.places import Place
    from retally.publish.overlays import Overlay
    from retally.publish.site import SiteFile
    from retally.series.ground import Ground


@click.command()
@story_arguments()
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The site's folder: new, empty, or a site written before.",
)
@click.option("--published", type=Day(), metavar="D", help="The day the stories were published.")
@click.option("--full-text", is_flag=True, help="Show stories whole: you have the right to them.")
@click.option("--claim-review", is_flag=True, help="State the checks as schema.org ClaimReview.")
@REGION_OPTIONS
@click.option(
    "--overlay",
    "overlays",
    multiple=True,
    metavar="[NAME=]FILE",
    help="Lines to draw on the maps, and what they are and whose.",
)
@click.option("--i-have-rights", is_flag=True, help="Offer geometry that may not be passed on.")
@as_of_option()
@ledger_option()
def command(stories: tuple[str, ...], out: Path, **options: Any) -> int:
    """Write a static site: ground, checked stories, ledger, Verify and Methods.

    Pages that did not change keep their file; a run that is stopped leaves the old site. Code 3
    where stories were named and none could be read, 4 where some could not; 3 writes nothing.
    """
    from retally.archive.archive import Archive
    from retally.cli.ledger_input import open_ledger
    from retally.publish.site import write_site
    from retally.publish.site_build import Site, site_files

    asked = Asked(**options)
    ground = open_ground(asked.archive_path, as_of=asked.as_of)
    ledger = open_ledger(asked.ledger_path, asked.archive_path)
    checked, failed = _checked(stories, asked, ground, ledger)
    if failed and not checked:
        return 3
    site = Site(
        ground=ground,
        archive=Archive.open(asked.archive_path),
        places=_places,
        i_have_rights=asked.i_have_rights,
        stories=checked,
        ledger=ledger,
        regions=region_set(asked.region_path, asked.region_name),
        overlays=[_overlay(one) for one in asked.overlays],
        full_text=asked.full_text,
        claim_review=asked.claim_review,
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
    for source in site.maps:
        if not site.may_pass_on(source):
            say(
                f"{source}: geometry is left out, since the licence of its maps does not allow "
                "passing it on; repeat with --i-have-rights if the publisher has allowed it to you"
            )
    click.echo(
        f"{out / 'index.html'}: {done.written} files written, {done.kept} kept, "
        f"{done.removed} removed"
    )
    return 4 if failed else 0


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the command line asks for."""

    archive_path: Path
    ledger_path: Path | None
    as_of: datetime | None
    published: date | None
    allow_local: bool
    full_text: bool
    claim_review: bool
    region_path: Path | None
    region_name: str | None
    overlays: tuple[str, ...]
    i_have_rights: bool


def _checked(
    names: Sequence[str], asked: Asked, ground: Ground, ledger: Ledger
) -> tuple[list[StoryCheck], int]:
    """The stories, read and checked, and how many could not be read."""
    if not names:
        return [], 0
    from retally.check.check import check_story

    found: list[StoryCheck] = []
    failed = 0
    for name in walked(tuple(names)):
        try:
            story = read_story(name, allow_local=asked.allow_local)
        except UsageError:
            raise
        except RetallyError as error:
            say(f"retally: {error}")
            failed += 1
            continue
        language = language_line(name, story)
        if language:
            say(language)
        found.append(
            check_story(story, ground=ground, published=asked.published, name=name, ledger=ledger)
        )
    return found, failed


def _overlay(asked: str) -> Overlay:
    """``NAME=FILE``, or a file alone; a file whose own name holds the sign wins."""
    from retally.publish.overlays import overlay

    name, sign, path = asked.rpartition("=")
    if sign and not Path(asked).exists():
        return overlay(Path(path), name=name)
    return overlay(Path(asked))


def _told(files: Iterator[SiteFile], progress: Progress) -> Iterator[SiteFile]:
    """The files as they are taken, each told to the progress line."""
    for file in files:
        yield file
        progress(file.path)


def _places(extent: tuple[float, float, float, float]) -> Sequence[Place]:
    """The places of an extent that a map of a country names, largest first."""
    from retally.publish.place_names import map_places

    return map_places(extent, announce=say)
