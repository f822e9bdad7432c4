"""Recording at the desk: what was checked, or is sent, goes into the ledger when that is asked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retally.desk.desk import Desk
    from retally.desk.recent import Seen
    from retally.ledger.writer import Added


def recorded(desk: Desk, seen: Seen) -> Added:
    """A story, recorded as `retally ledger add` does; the same again adds nothing."""
    from retally.check.check import read_with
    from retally.series.definitions import definitions_at

    known = definitions_at(desk.archive)
    told = read_with(seen.story, known, published=seen.published)
    return desk.opened_ledger().add(told, now=datetime.now(UTC), address=seen.address)


def recorded_document(desk: Desk, seen: Seen, *, name: str) -> dict[str, Any]:
    """The same as the document that `retally ledger add --json` prints."""
    from retally.ledger.added import added_document

    return added_document([(name, recorded(desk, seen))], [])
