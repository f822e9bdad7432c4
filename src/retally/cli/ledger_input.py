"""What ``retally ledger`` reads: stories to record, tables to import."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retally.cli.check_command import _walked, read_story
from retally.cli.output import say
from retally.errors import DecodeError, InputError

if TYPE_CHECKING:
    from retally.ledger.ledger import Ledger
    from retally.model.story import Reading

MOST_BYTES = 200_000_000
"""Largest table that is imported; one of 400,000 entries has about that."""


def readings(
    stories: Sequence[str], *, published: date | None, failed: list[dict[str, str]]
) -> Iterator[tuple[str, Reading]]:
    """Each story that can be read, read; the others are told and added to `failed`."""
    from retally.reader.read import read
    from retally.stories.plain import plain_story

    for name in _walked(tuple(stories)):
        try:
            story = plain_story(read_story(name))
        except InputError as error:
            say(f"retally: {error}")
            failed.append({"path": name, "reason": error.what})
            continue
        yield name, read(story, published=published)


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
