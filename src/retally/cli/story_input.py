"""The stories a command is given: files, folders, addresses and standard input, read to Stories."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from retally.errors import DecodeError
from retally.model.story import Story

ENDINGS = (".txt", ".html", ".htm", ".mht", ".mhtml")
"""What a folder is walked for."""


def story_arguments() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``STORY...`` and ``--allow-local``, the same for each command that reads stories."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        local = click.option(
            "--allow-local",
            is_flag=True,
            help="Allow addresses of this machine and of private networks.",
        )
        stories = click.argument("stories", nargs=-1, metavar="STORY...")
        return stories(local(function))

    return decorate


def is_address(name: str) -> bool:
    """Whether a name is a web address and no path.

    Examples
    --------
    >>> is_address("https://example.org/a"), is_address("story.txt")
    (True, False)
    """
    return re.match(r"[a-z][a-z0-9+.-]{1,20}://", name, re.IGNORECASE) is not None


def file_stems(names: Sequence[str]) -> list[str]:
    """What the files of each story are named after: its own name, numbered where it comes again."""
    taken: dict[str, int] = {}
    stems = []
    for name in names:
        stem = _stem(name)
        count = taken.get(stem.casefold(), 0) + 1
        taken[stem.casefold()] = count
        stems.append(stem if count == 1 else f"{stem}-{count}")
    return stems


def _stem(name: str) -> str:
    if name == "-":
        return "story"
    if is_address(name):
        path = name.partition("://")[2].partition("?")[0].partition("#")[0]
        last = path.rstrip("/").rpartition("/")[2].removesuffix(".html").removesuffix(".htm")
        return "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in last)[:80]
    return Path(name).stem


def walked(stories: tuple[str, ...]) -> list[str]:
    """The stories named, with folders walked for `ENDINGS` in the order of their names.

    A folder that holds none stands for itself, and `read_story` says so.
    """
    names: list[str] = []
    for story in stories:
        if story != "-" and _is_folder(story):
            found = sorted(path for path in _files(Path(story)) if _is_story(path))
            names += map(str, found) if found else [story]
        else:
            names.append(story)
    return names


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def _files(folder: Path) -> Iterator[Path]:
    # rglob follows no links to folders, so links in a circle end nowhere.
    return (path for path in folder.rglob("*") if path.is_file())


def _is_story(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS


def read_story(name: str, *, allow_local: bool = False) -> Story:
    """The story of that name: a file's, an address's, or standard input's for ``-``.

    Raises
    ------
    RetallyError
        If it cannot be read or fetched, or holds no story; the message says why.
    """
    from retally.stories.story import story_of

    if is_address(name):
        from retally.stories.addresses import fetch

        page = fetch(name, allow_local=allow_local)
        return story_of(
            page.content, name=name, address=page.address, declared_type=page.declared_type
        )
    return story_of(_content(name), name=name)


def _content(name: str) -> bytes:
    from retally.stories.encoding import MOST_BYTES

    if name != "-":
        _refuse_no_file(name)
    try:
        if name == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(name).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "cannot be read"
        raise DecodeError(reason, where=name) from error
    return content


def _refuse_no_file(name: str) -> None:
    """Raise `DecodeError` for a folder without stories, and for what is no file."""
    if _is_folder(name):
        raise DecodeError(
            "no story in this folder", where=name, expected=f"{' '.join(ENDINGS)} files"
        )
    try:
        is_other = Path(name).exists() and not Path(name).is_file()
    except (OSError, ValueError):
        return
    if is_other:
        raise DecodeError("is no file", where=name, expected="the text of a story")


def language_line(name: str, story: Story) -> str | None:
    """What is said of a story in another language; None for English, and where nothing tells."""
    from retally.stories.languages import NAMES

    if story.language in (None, "en"):
        return None
    language = NAMES.get(story.language, story.language)
    return (
        f"{name}: the story is in {language}; its numbers are read where they can be, "
        "and nothing more is claimed"
    )
