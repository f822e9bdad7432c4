"""``retally check``: the figures of a story, recomputed."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import click

from retally.cli.ground import open_ground
from retally.cli.options import Day, archive_option, as_of_option, json_option
from retally.cli.output import number, print_json, print_table, say
from retally.errors import DecodeError, InputError

if TYPE_CHECKING:
    from retally.check.story_check import StoryCheck
    from retally.model.check import Check, Evidence

MOST_BYTES = 20_000_000
"""Largest story that is read, in bytes; the longest wire round-ups are under 0.2 MB."""


@click.command()
@click.argument("stories", nargs=-1, required=True, metavar="STORY")
@click.option("--published", type=Day(), metavar="D", help="The day the story was published.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a page and the JSON document of each story.",
)
@as_of_option()
@archive_option()
@json_option()
def command(
    stories: tuple[str, ...],
    published: date | None,
    out: Path | None,
    as_of: object,
    archive_path: Path,
    as_json: bool,
) -> int:
    """Recompute the area figures of stories in plain text (a file, a folder, or - for stdin).

    Code 1 where a figure does not match, 3 where nothing could be read, 4 where some stories
    could not.
    """
    from retally.check.check import check_text

    ground = open_ground(archive_path, as_of=as_of)
    checked: list[tuple[str, StoryCheck]] = []
    failed = 0
    names = list(_walked(stories))
    for name in names:
        try:
            text = read_story(name)
        except InputError as error:
            say(f"retally: {error}")
            failed += 1
            continue
        checked.append((name, check_text(text, ground=ground, published=published, name=name)))
    if out is not None:
        _write_pages(checked, out)
    if as_json:
        print_json(_document([one for _, one in checked], several=len(names) > 1))
    else:
        for _, one in checked:
            print_check(one)
    if failed:
        return 4 if checked else 3
    return 1 if any(one.coverage.does_not_match for _, one in checked) else 0


def read_story(name: str) -> str:
    """The text of a story: a file's, or standard input's for ``-``.

    Raises
    ------
    DecodeError
        If it cannot be read, is empty, binary, not UTF-8, or over the limit.
    """
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise DecodeError(error.strerror or "cannot be read", where=name) from error
    if len(content) > MOST_BYTES:
        raise DecodeError(
            "too large", where=name, expected=f"at most {MOST_BYTES:,} bytes",
            got=f"{len(content):,}", do="give one story a file",
        )  # fmt: skip
    if b"\0" in content:
        raise DecodeError("is not text", where=name, expected="plain text", got="binary")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Wire copy saved on Windows; cp1252 maps nearly every byte, so it comes last.
        text = content.decode("cp1252", errors="replace")
    if not text.strip():
        raise DecodeError("is empty", where=name, expected="the text of a story")
    return text


def print_check(checked: StoryCheck) -> None:
    """Print each check with its sentence, verdict and evidence, then what they leave together."""
    from retally.check.lines import (
        HINTS,
        arithmetic,
        coverage_line,
        excerpt,
        headline,
        joint_line,
        worst_first,
    )

    click.echo(click.style(checked.reading.story.title or checked.name, bold=True))
    for check in worst_first(checked.checks):
        click.echo()
        click.secho(headline(checked, check), bold=True)
        said = [excerpt(checked, check), arithmetic(check), check.explanation]
        if check.hint is not None:
            said.append(f"probably: {HINTS.get(check.hint.value, check.hint.value)}")
        for line in said:
            if line:
                click.echo(_indented(line))
        if check.evidence:
            _print_evidence(check)
    click.echo()
    for joint in checked.joint:
        click.echo(fill(joint_line(joint), 79))
    click.echo(coverage_line(checked))


def _print_evidence(check: Check) -> None:
    """The evidence row by row; windows shifted by a day apart, since they decide nothing."""
    first = check.evidence[0]
    stated = [one for one in check.evidence if (one.start, one.end) == (first.start, first.end)]
    header = ["  definition", "maps", "net km2", "from", "holds"]
    rows = [
        [
            f"  {one.definition}",
            _span(one.from_day, one.to_day),
            _net(one),
            "-" if one.basis is None else one.basis.value,
            _HOLDS[one.holds],
        ]
        for one in stated
    ]
    print_table(header, rows, left=frozenset({0, 1, 3, 4}))
    for one in check.evidence:
        if one not in stated:
            window = _span(one.start, one.end)
            line = f"shifted by a day, {window}: {one.definition} {_net(one)} km2"
            click.echo(_indented(f"{line}{', which would hold' if one.holds else ''}"))


_HOLDS = {True: "yes", False: "no", None: "-"}


def _net(one: Evidence) -> str:
    """The net of a row, or its bracket where an end has no map."""
    low, high = number(one.low), number(one.high)
    return number(one.value) if low == high or one.low is None else f"{low} to {high}"


def _span(first: date | None, last: date | None) -> str:
    """Two days, the year of the second only where it differs."""
    if first is None or last is None:
        return "-"
    return f"{first}..{last:%m-%d}" if first.year == last.year else f"{first}..{last}"


def _indented(text: str) -> str:
    """A paragraph under a headline."""
    return fill(text, 79, initial_indent="  ", subsequent_indent="  ")


def _walked(stories: tuple[str, ...]) -> list[str]:
    """The stories named, with folders walked for .txt files in the order of their names."""
    names = []
    for story in stories:
        if story != "-" and Path(story).is_dir():
            found = [str(path) for path in sorted(Path(story).rglob("*.txt"))]
            if not found:
                raise DecodeError("no story in this folder", where=story, expected=".txt files")
            names += found
        else:
            names.append(story)
    return names


def _document(checks: list[StoryCheck], *, several: bool) -> object:
    """One story's document, or several in a list with their coverage added up."""
    documents = [one.to_dict() for one in checks]
    if not several:
        return documents[0] if documents else {"stories": [], "coverage": {}}
    keys = list(documents[0]["coverage"]) if documents else []
    total = {key: sum(document["coverage"][key] for document in documents) for key in keys}
    return {"stories": documents, "coverage": total}


def _write_pages(checked: list[tuple[str, StoryCheck]], out: Path) -> None:
    """Write ``<name>.html`` and ``<name>.json`` of each story."""
    import json

    from retally.publish.check_page import check_page

    out.mkdir(parents=True, exist_ok=True)
    for name, one in checked:
        stem = "story" if name == "-" else Path(name).stem
        (out / f"{stem}.html").write_text(check_page(one), encoding="utf-8")
        document = json.dumps(one.to_dict(), ensure_ascii=False, indent=2)
        (out / f"{stem}.json").write_text(document, encoding="utf-8")
        say(f"wrote {out / stem}.html")
