"""``retally read``: the parts, figures, statements and relations of a story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import click

from retally.cli.options import Day, json_option
from retally.cli.output import json_text, print_documents, say
from retally.cli.story_input import language_line, read_story, story_arguments, walked
from retally.errors import RetallyError, UsageError

if TYPE_CHECKING:
    from retally.model.story import Reading


@click.command()
@story_arguments()
@click.option("--published", type=Day(), metavar="D", help="The day the story was published.")
@json_option()
def command(
    stories: tuple[str, ...], allow_local: bool, published: date | None, as_json: bool
) -> int:
    """Read stories: HTML or plain text, as files, folders, addresses or - for stdin.

    Code 3 where nothing could be read, 4 where some stories could not.
    """
    from retally.cli.story_pool import each

    if not stories:
        raise UsageError("which story?", expected="a file, a folder, an address, or -")
    work = partial(_read, published=published, allow_local=allow_local, as_json=as_json)
    documents: list[str] = []
    coverage = {"numbers": 0, "figures": 0}
    done = failed = 0
    for one in each(walked(stories), work, title="read"):
        if one.said:
            say(one.said)
        if one.numbers is None:
            failed += 1
            continue
        if one.reading is not None:
            _print(one.name, one.reading, is_first=not done)
        documents.append(one.document)
        coverage["numbers"] += one.numbers
        coverage["figures"] += one.figures
        done += 1
    if as_json and (done or failed > 1):
        print_documents(documents, coverage, failed=failed)
    if failed:
        return 4 if done else 3
    return 0


@dataclass(frozen=True, kw_only=True)
class Done:
    """One story as read, or what is said of one that could not be.

    Parameters
    ----------
    numbers, figures
        How many the body holds; None where the story could not be read.
    reading, document
        To be printed for a person, or as JSON; one of the two is there.
    """

    name: str
    said: str | None = None
    numbers: int | None = None
    figures: int = 0
    reading: Reading | None = None
    document: str = ""


def _read(name: str, *, published: date | None, allow_local: bool, as_json: bool) -> Done:
    from retally.reader.read import read

    try:
        story = read_story(name, allow_local=allow_local)
    except UsageError:
        raise
    except RetallyError as error:
        return Done(name=name, said=f"retally: {error}")
    reading = read(story, published=published)
    return Done(
        name=name,
        said=language_line(name, story),
        numbers=len(reading.numbers),
        figures=len(reading.body_figures),
        reading=None if as_json else reading,
        document=json_text({"name": name, **reading.to_dict()}) if as_json else "",
    )


def _print(name: str, reading: Reading, *, is_first: bool) -> None:
    from retally.cli.story_output import reading_lines

    if not is_first:
        click.echo()
    title, *lines = reading_lines(reading, name=name)
    click.secho(title, bold=True)
    for line in lines:
        click.echo(line)
