"""Errors as the desk tells them: a status and one JSON line of what, where, expected, got, do."""

from __future__ import annotations

import json
from typing import Any

from retally.errors import (
    ArchiveError,
    ArchiveLockedError,
    FetchError,
    InputError,
    LedgerError,
    LedgerLockedError,
    LimitError,
    MapMismatchError,
    NotMeasuredError,
    RetallyError,
    RightsError,
    UnknownNameError,
    UsageError,
)

_STATUSES: tuple[tuple[type[RetallyError], int], ...] = (
    (LimitError, 413),
    (RightsError, 403),
    (UnknownNameError, 404),
    (NotMeasuredError, 404),
    (ArchiveLockedError, 409),
    (LedgerLockedError, 409),
    (FetchError, 422),
    (MapMismatchError, 422),
    (UsageError, 422),
    (InputError, 422),
    (ArchiveError, 503),
    (LedgerError, 503),
)
"""The first that fits decides. An archive that cannot be read is no fault of the asker's."""


class NotThereError(UnknownNameError):
    """No page, no job is at this address."""


def status_of(error: RetallyError) -> int:
    """The status an error is answered with."""
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), 500)


def fault(error: RetallyError) -> dict[str, str]:
    """The document of an error; `line` is what a command would have printed."""
    return {
        "what": error.what,
        "where": error.where,
        "expected": error.expected,
        "got": error.got,
        "do": error.do,
        "line": error.line,
    }


def fault_line(error: RetallyError) -> bytes:
    """An error as one line of JSON."""
    return json_bytes(fault(error))


def json_bytes(document: Any) -> bytes:
    """A document as one line of JSON in UTF-8; a number that JSON cannot hold is an error."""
    # A lone surrogate in pasted text has no UTF-8; it is told as its escape.
    text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "backslashreplace") + b"\n"


FAULT_SCHEMA: dict[str, Any] = {
    "title": "What went wrong, as one line",
    "type": "object",
    "properties": {
        name: {"type": "string"} for name in ("what", "where", "expected", "got", "do", "line")
    },
    "required": ["what", "where", "expected", "got", "do", "line"],
    "additionalProperties": False,
}
