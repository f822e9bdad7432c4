"""The two jobs of the desk: check many stories, and add a folder of control maps."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retally.desk.check_view import check_view
from retally.desk.checking import (
    Submitted,
    checked_and_drawn,
    story_question,
    story_submitted,
)
from retally.desk.faults import json_bytes
from retally.desk.jobs import Item, Job, Work, packed
from retally.errors import DecodeError, RetallyError, UsageError

if TYPE_CHECKING:
    from retally.desk.desk import Desk
    from retally.sources.base import Captured
    from retally.sources.captures import Failure


def checking(desk: Desk, stories: Sequence[Submitted], *, published: date | None) -> Work:
    """Work that checks stories one by one; what could not be read is told and passed over."""

    def work(job: Job) -> None:
        coverage: dict[str, int] = {}
        failed: list[dict[str, str]] = []
        for one in stories:
            job.go_on()
            try:
                item, found = _checked(desk, one, published)
            except RetallyError as error:
                item, found = Item(name=one.name, words=error.line), {}
                failed.append({"path": one.name, "reason": error.line})
            job.items.append(item)
            for key, count in found.items():
                coverage[key] = coverage.get(key, 0) + count
            job.result = {"coverage": dict(coverage), "failed": list(failed)}
            job.tell(one.name)

    return work


def _checked(desk: Desk, one: Submitted, published: date | None) -> tuple[Item, dict[str, int]]:
    from retally.check.lines import coverage_line

    story = story_submitted(one)
    question = story_question(desk, story, name=one.name, published=published)
    shown = checked_and_drawn(desk, question)
    checked = shown.check
    document = json_bytes({"name": one.name, **checked.to_dict()})
    page = check_view(shown, root="../../").content
    item = Item(
        name=one.name,
        words=coverage_line(checked),
        document=packed(document),
        page=packed(page),
    )
    return item, checked.coverage.to_dict()


@dataclass(frozen=True, kw_only=True)
class Maps:
    """What is to be added: the arguments of `retally add`.

    Parameters
    ----------
    folder
        A folder, or one file, on this machine.
    mapping
        A TOML file that says which field is the party, the status, the day.
    """

    folder: Path
    source: str
    day: date | None = None
    captured_at: datetime | None = None
    licence: str | None = None
    mapping: Path | None = None
    crs: str | None = None


def adding(desk: Desk, maps: Maps) -> Work:
    """Work that adds control maps as `retally add` does.

    A cancelled one leaves what it had committed; the same again goes on from there.

    Raises
    ------
    RetallyError
        If what is asked cannot be: no such source or folder, a moment in the future.
    """
    from retally.archive.adding import Hints, captured_files
    from retally.archive.archive import Archive
    from retally.sources.registry import source as find_source

    source = find_source(maps.source)
    now = datetime.now(UTC)
    _require_folder(maps.folder)
    if maps.captured_at is not None and maps.captured_at > now + timedelta(days=1):
        raise UsageError("the moment of capture lies in the future", got=str(maps.captured_at))
    hints = Hints(
        day=maps.day,
        captured_at=maps.captured_at or now,
        licence=maps.licence,
        crs=maps.crs,
        mapping=_mapping(maps.mapping),
    )

    def work(job: Job) -> None:
        items = captured_files([maps.folder], source=source, hints=hints)
        report = Archive.open(desk.archive, create=True).add(
            _until_cancelled(items, job), source=source, now=now, progress=job.tell
        )
        if not job.done:
            expected = " or ".join(source.suffixes)
            raise DecodeError("no file of this source", where=str(maps.folder), expected=expected)
        job.result = report.to_dict()

    return work


def _until_cancelled(items: Iterator[Captured | Failure], job: Job) -> Iterator[Captured | Failure]:
    for item in items:
        job.go_on()
        yield item


def _require_folder(path: Path) -> None:
    try:
        is_there = path.exists()
        is_root = path.resolve() == Path(path.resolve().anchor)
    except (OSError, ValueError, RuntimeError):
        is_there = is_root = False
    if not path.is_absolute() or not is_there or is_root:
        raise UsageError(
            "no such folder",
            where="folder",
            expected="the whole path of a folder or file on the desk's machine",
            got=repr(str(path)[:200]),
        )


def _mapping(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or "is no TOML file"
        raise UsageError(reason, where="mapping", got=repr(str(path)[:200])) from error
