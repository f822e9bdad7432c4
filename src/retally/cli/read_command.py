"""``retally read``: the parts, figures, statements and relations of a story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import click

from retally.cli.options import Day, json_option
from retally.cli.output import print_json, say
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
    names = walked(stories)
    work = partial(_read, published=published, allow_local=allow_local)
    done: list[Done] = []
    failed = 0
    for one in each(names, work, title="read"):
        if one.said:
            say(one.said)
        if one.reading is None:
            failed += 1
        elif as_json:
            done.append(one)
        else:
            _print(one, is_first=not done)
            done.append(Done(name=one.name, reading=None, said=None))
    if as_json and done:
        print_json(_document(done, several=len(names) > 1))
    if failed:
        return 4 if done else 3
    return 0


@dataclass(frozen=True, kw_only=True)
class Done:
    """One story as read, or what is said of one that could not be."""

    name: str
    reading: Reading | None
    said: str | None


def _read(name: str, *, published: date | None, allow_local: bool) -> Done:
    from retally.reader.read import read

    try:
        story = read_story(name, allow_local=allow_local)
    except UsageError:
        raise
    except RetallyError as error:
        return Done(name=name, reading=None, said=f"retally: {error}")
    reading = read(story, published=published)
    return Done(name=name, reading=reading, said=language_line(name, story))


def _print(one: Done, *, is_first: bool) -> None:
    from retally.cli.story_output import reading_lines

    assert one.reading is not None
    if not is_first:
        click.echo()
    title, *lines = reading_lines(one.reading, name=one.name)
    click.secho(title, bold=True)
    for line in lines:
        click.echo(line)


def _document(done: list[Done], *, several: bool) -> object:
    """One story's document, or several in a list with what was read of them all."""
    readings = [(one.name, one.reading) for one in done if one.reading is not None]
    if not several:
        return readings[0][1].to_dict()
    return {
        "stories": [{"name": name, **reading.to_dict()} for name, reading in readings],
        "coverage": {
            "numbers": sum(len(reading.numbers) for _, reading in readings),
            "figures": sum(len(reading.body_figures) for _, reading in readings),
        },
    }
