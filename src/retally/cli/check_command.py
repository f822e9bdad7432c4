"""``retally check``: the figures of stories, recomputed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from retally.cli.options import Day, as_of_option, json_option, ledger_option
from retally.cli.output import json_text, print_documents, say
from retally.cli.story_input import (
    file_stems,
    language_line,
    read_story,
    story_arguments,
    walked,
)
from retally.errors import DecodeError, RetallyError, UsageError

if TYPE_CHECKING:
    from retally.check.query import Query
    from retally.check.story_check import StoryCheck
    from retally.ledger.ledger import Ledger
    from retally.model.check import Coverage
    from retally.series.ground import Ground


@click.command()
@story_arguments()
@click.option("--published", type=Day(), metavar="D", help="The day the story was published.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a page and the JSON document of each story.",
)
@click.option(
    "--full-text",
    is_flag=True,
    help="Put the whole story on its page: you have the right to it.",
)
@click.option(
    "--queries",
    "queries_to",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the questions put to the maps, as TOML to edit.",
)
@click.option(
    "--query",
    "query_from",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Ask the questions of such a file; no story is needed.",
)
@as_of_option()
@ledger_option()
@json_option()
def command(stories: tuple[str, ...], as_json: bool, **options: object) -> int:
    """Recompute the figures of stories: files, folders, addresses, or - for standard input.

    A story is HTML or plain text; a folder is walked for .txt, .html and .htm. Code 1 where a
    figure does not match, 3 where nothing could be read, 4 where some stories could not.
    """
    asked = Asked(as_json=as_json, **options)  # type: ignore[arg-type]
    if not stories and asked.query_from is None:
        raise UsageError("which story?", expected="a file, a folder, an address, or -")
    done: list[Done] = []
    failed = 0
    for one in _done(stories, asked):
        for line in one.said:
            say(line)
        if one.coverage is None:
            failed += 1
            continue
        if one.checked is not None:
            _print(one.checked, is_first=not done)
        # What was printed is let go: a folder may hold thousands of stories.
        done.append(replace(one, checked=None))
    if asked.queries_to is not None and done:
        _write_queries(done, asked.queries_to)
    if as_json and (done or failed > 1):
        print_documents([one.document for one in done], _total(done), failed=failed)
    elif len(done) > 1:
        click.secho(f"\n{len(done):,} stories", bold=True)
        click.echo(_total_line(done))
    if failed:
        return 4 if done else 3
    return 1 if any(one.is_contradicted for one in done) else 0


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the command line asks of each story."""

    archive_path: Path
    ledger_path: Path | None = None
    as_of: datetime | None = None
    published: date | None = None
    allow_local: bool = False
    out: Path | None = None
    full_text: bool = False
    queries_to: Path | None = None
    query_from: Path | None = None
    as_json: bool = False


@dataclass(frozen=True, kw_only=True)
class Done:
    """One story as checked, or what is said of one that could not be.

    Parameters
    ----------
    said
        Lines for standard error.
    coverage
        None where the story could not be read.
    checked, document
        To be printed for a person, or as JSON; one of the two is there.
    """

    said: tuple[str, ...] = ()
    coverage: Coverage | None = None
    is_contradicted: bool = False
    queries: tuple[Query, ...] = ()
    checked: StoryCheck | None = None
    document: str = ""


@dataclass(frozen=True, kw_only=True)
class _Opened:
    """What stories are held against, opened once a process."""

    ground: Ground
    ledger: Ledger


_OPENED: dict[Asked, _Opened] = {}


def _opened(asked: Asked) -> _Opened:
    """The maps and the ledger that the options name."""
    key = Asked(archive_path=asked.archive_path, ledger_path=asked.ledger_path, as_of=asked.as_of)
    if key not in _OPENED:
        from retally.cli.ground import open_ground
        from retally.cli.ledger_input import open_ledger

        _OPENED.clear()
        _OPENED[key] = _Opened(
            ground=open_ground(asked.archive_path, as_of=asked.as_of),
            ledger=open_ledger(asked.ledger_path, asked.archive_path),
        )
    return _OPENED[key]


def _done(stories: tuple[str, ...], asked: Asked) -> Iterator[Done]:
    """The edited queries, if there are any, then each story in its order."""
    from retally.cli.story_pool import each

    # A second run in one process may find another archive at the same path.
    _OPENED.clear()
    if asked.out is not None:
        asked.out.mkdir(parents=True, exist_ok=True)
    if asked.query_from is not None:
        yield _queried(asked.query_from, asked)
    names = walked(stories)
    stems = dict(zip(names, file_stems(names), strict=True))
    yield from each(
        names,
        partial(_check, asked=asked, stems=stems),
        title="check",
        prepare=partial(_warm, asked),
    )


def _warm(asked: Asked) -> None:
    _opened(asked)


def _check(name: str, *, asked: Asked, stems: dict[str, str]) -> Done:
    """One story, read and checked, its page written."""
    from retally.check.check import check_story

    try:
        story = read_story(name, allow_local=asked.allow_local)
    except UsageError:
        raise
    except RetallyError as error:
        return Done(said=(f"retally: {error}",))
    opened = _opened(asked)
    checked = check_story(
        story,
        ground=opened.ground,
        published=asked.published,
        name=name,
        ledger=opened.ledger,
    )
    language = language_line(name, story)
    return _told(checked, asked, stem=stems[name], said=(language,) if language else ())


def _told(checked: StoryCheck, asked: Asked, *, stem: str, said: tuple[str, ...] = ()) -> Done:
    """What is passed on of a checked story; its page is written here."""
    if asked.out is not None:
        said = (*said, _write_page(checked, asked, stem))
    document = ""
    if asked.as_json:
        document = json_text({"name": checked.name, **checked.to_dict()})
    return Done(
        said=said,
        coverage=checked.coverage,
        is_contradicted=checked.is_contradicted,
        queries=checked.queries if asked.queries_to is not None else (),
        checked=None if asked.as_json else checked,
        document=document,
    )


def _queried(path: Path, asked: Asked) -> Done:
    """The questions of an edited file, asked."""
    from retally.check.queries import check_queries
    from retally.check.query_toml import queries_from_toml

    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8 text"
        raise DecodeError(reason, where=str(path), expected="a queries file") from error
    checked = check_queries(
        queries_from_toml(text, where=str(path)),
        ground=_opened(asked).ground,
        name=str(path),
        published=asked.published,
    )
    return _told(checked, asked, stem=path.stem)


def _print(checked: StoryCheck, *, is_first: bool) -> None:
    from retally.cli.check_output import print_check

    if not is_first:
        click.echo()
    print_check(checked)


def _total(done: list[Done]) -> dict[str, int]:
    """The coverage of all stories together; empty for none."""
    found = [one.coverage.to_dict() for one in done if one.coverage is not None]
    return {key: sum(one[key] for one in found) for key in found[0]} if found else {}


def _total_line(done: list[Done]) -> str:
    from retally.check.lines import coverage_words
    from retally.model.check import Coverage

    return coverage_words(Coverage(**_total(done)))


def _write_queries(done: list[Done], path: Path) -> None:
    from retally.check.query_toml import queries_toml

    queries = [query for one in done for query in one.queries]
    path.write_text(queries_toml(queries), encoding="utf-8")
    say(f"wrote {len(queries)} queries to {path}")


def _write_page(checked: StoryCheck, asked: Asked, stem: str) -> str:
    """Write ``<stem>.html`` and ``<stem>.json`` of a story."""
    import json

    from retally.publish.check_page import check_page

    assert asked.out is not None
    page = asked.out / f"{stem}.html"
    page.write_text(check_page(checked, full_text=asked.full_text), encoding="utf-8")
    document = json.dumps(checked.to_dict(), ensure_ascii=False, indent=2)
    (asked.out / f"{stem}.json").write_text(document, encoding="utf-8")
    return f"wrote {page}"
