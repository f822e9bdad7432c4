"""What ``retally ledger`` reads: stories to record, tables to import."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retally.cli.output import say
from retally.cli.story_input import language_line, read_story, walked
from retally.errors import DecodeError, RetallyError, UsageError

if TYPE_CHECKING:
    from retally.ledger.ledger import Ledger
    from retally.model.definition import Definition
    from retally.model.story import Reading

LEDGER = "ledger.sqlite"
"""The file in the archive's folder, where no other is named."""

MOST_BYTES = 200_000_000
"""Largest table that is imported; one of 400,000 entries has about that."""


def open_ledger(ledger_path: Path | None, archive_path: Path) -> Ledger:
    """The ledger that the options name; a missing one reads as empty."""
    from retally.ledger.ledger import Ledger

    return Ledger.open(ledger_path or archive_path / LEDGER)


@dataclass(frozen=True, kw_only=True)
class Read:
    """One story as read, or why it could not be."""

    name: str
    reading: Reading | None = None
    reason: str = ""
    said: str | None = None


def readings(
    stories: tuple[str, ...], *, published: date | None, allow_local: bool, archive_path: Path
) -> Iterator[Read]:
    """Each story that the command was given, read, in its order; what is to be said is said.

    As `check` reads them: with the sides that the archive's definitions name.
    """
    from retally.cli.story_pool import each
    from retally.series.definitions import definitions_at

    known = definitions_at(archive_path)
    work = partial(_read, published=published, allow_local=allow_local, definitions=known)
    for one in each(walked(stories), work, title="ledger"):
        if one.said:
            say(one.said)
        yield one


def _read(
    name: str,
    *,
    published: date | None,
    allow_local: bool,
    definitions: Mapping[str, Definition],
) -> Read:
    from retally.check.check import read_with

    try:
        story = read_story(name, allow_local=allow_local)
    except UsageError:
        raise
    except RetallyError as error:
        return Read(name=name, reason=error.what, said=f"retally: {error}")
    told = read_with(story, definitions, published=published)
    return Read(name=name, reading=told, said=language_line(name, story))


def import_file(ledger: Ledger, path: Path, *, now: datetime) -> dict[str, Any]:
    """Import a table or an exported ledger: the document `ledger import`.

    Raises
    ------
    DecodeError
        If it is neither.
    """
    text = _text(path)
    if path.suffix.casefold() == ".json" or text.lstrip()[:1] == "{":
        return _restored(ledger, text, path, now=now)
    from retally.ledger.exchange import table

    found = table(text, recorded=now, where=str(path))
    added = 0
    if found.entries:
        with ledger.writing(now=now) as writer:
            record = writer.record if found.is_exported else writer.record_revising
            added = record(found.entries)
    return {
        "added": added,
        "repeats": len(found.entries) - added,
        "failed": [bad.to_dict() for bad in found.bad],
    }


def _restored(ledger: Ledger, text: str, path: Path, *, now: datetime) -> dict[str, Any]:
    try:
        document = json.loads(text)
        entries = len(document["entries"])
        with ledger.writing(now=now) as writer:
            added = writer.restore(document)
    except (ValueError, KeyError, ArithmeticError, TypeError, RecursionError) as error:
        reason = f" ({error})" if str(error) else ""
        raise DecodeError(
            f"is no exported ledger{reason}",
            where=str(path),
            expected="what `retally ledger export --json` writes",
        ) from error
    return {"added": added, "repeats": entries - added, "failed": []}


def _text(path: Path) -> str:
    """The text of a file."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DecodeError(
                "too large", where=str(path), expected=f"at most {MOST_BYTES:,} bytes"
            )
        content = path.read_bytes()
    except OSError as error:
        raise DecodeError(error.strerror or "cannot be read", where=str(path)) from error
    if b"\0" in content:
        raise DecodeError("is no text", where=str(path), expected="CSV")
    if not content.strip():
        raise DecodeError("is empty", where=str(path), expected="CSV")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
