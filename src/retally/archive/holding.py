"""Holds of a source as the rules see them now, written into the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from retally.archive.catalogue import Catalogue
from retally.archive.rows import LayerRow
from retally.archive.rules import held_layers
from retally.model.words import Party, Status


def judge(catalogue: Catalogue, source: str) -> None:
    """Hold and free the layers of a source as the rules say over all its current vintages.

    A later map may decide about an earlier one, so every day is judged again. A vintage that no
    longer counts keeps the state it had.
    """
    rows = catalogue.current(source)
    reasons = reasons_by_layer(rows, covers_from=catalogue.covers_from(source))
    changed = {row.number: reasons.get(_key(row)) for row in rows}
    before = {row.number: row.reason for row in rows}
    catalogue.put_reasons({n: reason for n, reason in changed.items() if reason != before[n]})


def reasons_by_layer(
    rows: Sequence[LayerRow], *, covers_from: date | None
) -> dict[tuple[date, Party, Status], str]:
    """Why layers are held, by day, party and status."""
    holds = held_layers(
        [row.layer for row in rows],
        covers_from=covers_from,
        released={_key(row) for row in rows if row.released},
    )
    return {(hold.day, hold.party, hold.status): hold.reason for hold in holds}


def usable(
    rows: Sequence[LayerRow], *, covers_from: date | None, seen_then: bool
) -> list[LayerRow]:
    """The rows that are not held.

    Parameters
    ----------
    rows
        Current vintages of one source, all days or some.
    covers_from
        As of the source.
    seen_then
        Whether the rows are the archive of an earlier moment: a day that a later map decided was
        still open then, so the rules run over what was there. Needs the rows of all days.
    """
    if not seen_then:
        return [row for row in rows if row.reason is None]
    reasons = reasons_by_layer(rows, covers_from=covers_from)
    return [row for row in rows if _key(row) not in reasons]


def _key(row: LayerRow) -> tuple[date, Party, Status]:
    """Day, party and status of a row."""
    return row.layer.day, row.layer.party, row.layer.status
