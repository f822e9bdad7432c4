"""Figures of a story against what is recorded of the same quantities.

Rules: docs/methods/ledger.md. The ledger is read here and never written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from retally.check.ledger_findings import Finding, against, of_copy
from retally.check.ledger_published import published_checks
from retally.check.printed import claimed
from retally.ledger.chains import in_one_unit
from retally.ledger.entry import Entry
from retally.ledger.ledger import Ledger
from retally.ledger.recording import story_entries, story_hash
from retally.ledger.sources import NOBODY
from retally.model.check import Check, CheckKind, Evidence
from retally.model.quantity import Quantity
from retally.model.story import Figure, Reading
from retally.model.words import Verdict

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for when a figure that is not recorded was recorded."""

_GRAVEST_FIRST = (Verdict.DOES_NOT_MATCH, Verdict.DEPENDS, Verdict.MATCHES)
_MOST_TOLD = 3
"""Recorded numbers that one explanation tells; the rest are counted, and stand as evidence."""


def ledger_checks(reading: Reading, ledger: Ledger | None) -> list[Check]:
    """Checks of kind `ledger`: one for each body figure of which something is known.

    Parameters
    ----------
    ledger
        None, or an absent one, leaves the figures published elsewhere, which ship.

    Returns
    -------
    list of Check
        With ids of their own (l1, l2, ...), in the order of the text.
    """
    found = published_checks(reading)
    if ledger is not None:
        found += _recorded_checks(reading, ledger)
    place = {figure.id: at for at, figure in enumerate(reading.figures)}
    return sorted(found, key=lambda check: place[check.figures[0]])


def _recorded_checks(reading: Reading, ledger: Ledger) -> list[Check]:
    entries = story_entries(reading, recorded=_NEVER)
    if not entries or not ledger.is_there:
        return []
    own = story_hash(reading.story)
    recorded = ledger.around(entries)
    copied = ledger.copy_found(reading)
    differ = {one.here.id: one for one in (copied.differences if copied else ()) if one.here}
    apart = {own, copied.story.sha256} if copied else {own}
    figures = {(figure.span.start, figure.span.end): figure for figure in reading.figures}
    checks: list[Check] = []
    for entry in entries:
        others = [one for one in recorded if one.key == entry.key and one.story not in apart]
        findings = against(entry, others)
        if copied is not None:
            where = copied.story.site or copied.story.address or copied.story.title or "a story"
            findings += of_copy(entry, differ.get(entry.id), copied.entries, where)
        if findings:
            figure = figures[(entry.span_start or 0, entry.span_end or 0)]
            checks.append(_check(f"l{len(checks) + 1}", figure, entry, findings))
    return checks


def _check(name: str, figure: Figure, entry: Entry, findings: Sequence[Finding]) -> Check:
    """One check of a figure: the gravest finding gives the verdict, all are told."""
    ordered = sorted(findings, key=lambda one: _GRAVEST_FIRST.index(one.verdict))
    words = list(dict.fromkeys(one.words for one in ordered))
    if len(words) > _MOST_TOLD:
        words = [*words[:_MOST_TOLD], f"and {len(words) - _MOST_TOLD} more are recorded"]
    printed = claimed(figure)
    return Check(
        id=name,
        kind=CheckKind.LEDGER,
        figures=(figure.id,),
        verdict=ordered[0].verdict,
        explanation="; ".join(words),
        claimed=printed,
        computed=in_one_unit(ordered[0].entry, entry.unit),
        hint=next((one.hint for one in ordered if one.hint), None),
        evidence=tuple(_evidence(one.entry, printed) for one in ordered),
    )


def _evidence(other: Entry, printed: Quantity) -> Evidence:
    """A recorded entry as a row of evidence, in the figure's unit where it converts."""
    converted = in_one_unit(other, printed.unit)
    told = (converted or other.interval).to_dict()
    day = other.day or other.published or other.recorded.date()
    return Evidence(
        definition=_where(other),
        source=other.source if other.source != NOBODY else None,
        start=other.start or day,
        end=other.end or day,
        unit=printed.unit if converted else other.unit,
        value=_number(told["value"]),
        low=_number(told["low"]),
        high=_number(told["high"]),
        holds=None if converted is None else converted.meets(printed),
    )


def _number(value: float | str | None) -> float | None:
    return value if isinstance(value, float) else None


def _where(entry: Entry) -> str:
    """Where an entry was read, in short."""
    return entry.via or entry.address or entry.title or "the ledger"
