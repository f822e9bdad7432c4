"""What recorded entries say of a figure: repeats, revisions, falls, other estimates, copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from retally.ledger.chains import factor, in_one_unit, in_order, is_fall
from retally.ledger.copies import Difference, DifferenceKind, is_digit_swap
from retally.ledger.entry import Entry
from retally.ledger.key import is_closed, is_without_window
from retally.ledger.sources import NOBODY, body_of
from retally.model.check import Hint
from retally.model.words import Verdict

NEAR = timedelta(days=31)
"""Two sources are held against each other about days at most this far apart: a total that grows by
the day says nothing of one from another season."""


_MOST_TIMES = 10
"""How many times another number of one quantity without a window may be; the revisions met in copy
reach 3.3."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one recorded entry says of a figure."""

    verdict: Verdict
    words: str
    entry: Entry
    hint: Hint | None = None


def of_copy(
    entry: Entry, difference: Difference | None, theirs: Sequence[Entry], where: str
) -> list[Finding]:
    """How a figure stands to the recorded story that this one is a copy of."""
    if difference is None:
        same = next((one for one in theirs if one.key == entry.key and _is_same(entry, one)), None)
        words = f"the recorded copy ({where}) prints the same"
        return [Finding(verdict=Verdict.MATCHES, words=words, entry=same)] if same else []
    other = difference.there
    if other is None:
        return []
    if difference.kind is DifferenceKind.DIGIT_SWAP:
        words = f"the recorded copy ({where}) prints {other.words}: two digits changed places"
        return [
            Finding(verdict=Verdict.DOES_NOT_MATCH, words=words, entry=other, hint=Hint.DIGIT_SWAP)
        ]
    words = f"the recorded copy ({where}) prints {other.words}"
    if difference.kind is DifferenceKind.WINDOW:
        words += f" of another window, {_window(other)}"
    return [Finding(verdict=Verdict.DEPENDS, words=words, entry=other)]


def against(entry: Entry, others: Sequence[Entry]) -> list[Finding]:
    """How a figure stands to other stories: those of its own source, then of other sources.

    What nobody is named for is held against nobody else's figure.
    """
    named = [one for one in others if one.source != NOBODY and _may_be_one(entry, one)]
    own = [one for one in named if one.source == entry.source]
    return _same_source(entry, own) + _other_sources(
        entry, [one for one in named if one.source != entry.source]
    )


def _may_be_one(entry: Entry, other: Entry) -> bool:
    """Whether two entries of one key can be of one quantity.

    Where no window is said, the number of one event has the key of another's, or of a total: they
    are held against each other only where somebody or some place is named, and where neither is
    more than ten times the other.
    """
    if not is_without_window(entry.key):
        return True
    if entry.side is None and entry.place is None:
        return False
    times = factor(entry, other)
    known = [one for one in (times.value, times.low, times.high) if one] if times else []
    return any(1 / _MOST_TIMES <= one <= _MOST_TIMES for one in known)


def _same_source(entry: Entry, own: Sequence[Entry]) -> list[Finding]:
    """A repeat, a revision, a fall of a running total, or swapped digits."""
    same = next((one for one in reversed(own) if _is_same(entry, one)), None)
    if same is not None:
        words = f"{_who(same)} gave the same number{_when(same)}"
        return [Finding(verdict=Verdict.MATCHES, words=words, entry=same)]
    findings = []
    for one in own:
        fall = _fall(entry, one)
        if fall is not None:
            findings.append(fall)
    if findings:
        return findings[:3]
    nearest = _nearest(entry, own)
    return [_revision(entry, nearest)] if nearest is not None else []


def _fall(entry: Entry, other: Entry) -> Finding | None:
    """The finding that a running total of one body is lower later than it was."""
    is_one_body = body_of(entry.said_by, entry.organisation) == body_of(
        other.said_by, other.organisation
    )
    known = date.min not in (entry.order[0], other.order[0])
    if not is_one_body or not known or entry.order[0] == other.order[0]:
        return None
    new, old = (entry, other) if entry.order > other.order else (other, entry)
    if not is_fall(new, old):
        return None
    words = (
        f"a total that can only grow falls: {old.words}{_when(old)}, {new.words}{_when(new)},"
        f" both by {_who(other)}"
    )
    swapped = Hint.DIGIT_SWAP if is_digit_swap(entry, other) else None
    return Finding(verdict=Verdict.DOES_NOT_MATCH, words=words, entry=other, hint=swapped)


def _revision(entry: Entry, other: Entry) -> Finding:
    """The finding that one source gave another number at another time."""
    quantity = in_one_unit(other, entry.unit)
    is_over = is_closed(entry.key)
    meets = quantity is not None and quantity.meets(entry.interval)
    if is_over and not meets and is_digit_swap(entry, other) and entry.unit == other.unit:
        words = f"{_who(other)} gave {other.words}{_when(other)}: two digits changed places"
        return Finding(
            verdict=Verdict.DOES_NOT_MATCH, words=words, entry=other, hint=Hint.DIGIT_SWAP
        )
    if _lies_in(entry, other) or _lies_in(other, entry):
        words = f"goes with {other.words}{_when(other)} by {_who(other)}"
        return Finding(verdict=Verdict.MATCHES, words=words, entry=other)
    new, old = (entry, other) if entry.order >= other.order else (other, entry)
    times = factor(new, old)
    by = f" ({times.words})" if times is not None and times.words else ""
    act = "revises" if new is entry else "was revised to"
    words = f"{act} {other.words}{_when(other)} by {_who(other)}{by}"
    # A window that is over has one value: which of the two numbers is meant is left open.
    verdict = Verdict.DEPENDS if is_over and not meets else Verdict.MATCHES
    return Finding(verdict=verdict, words=words, entry=other)


def _lies_in(entry: Entry, other: Entry) -> bool:
    """Whether a number lies within another one's printed range."""
    low, high = other.ends
    if entry.point is None or low is None or high is None or other.unit != entry.unit:
        return False
    return low < high and low <= entry.point <= high


def _other_sources(entry: Entry, others: Sequence[Entry]) -> list[Finding]:
    """What other sources say of the same quantity, each by its nearest number."""
    by_source: dict[str, list[Entry]] = {}
    for one in others:
        by_source.setdefault(one.source, []).append(one)
    findings = []
    for group in by_source.values():
        nearest = _nearest(entry, [one for one in group if _is_near(entry, one)])
        if nearest is None:
            continue
        quantity = in_one_unit(nearest, entry.unit)
        if quantity is None:
            continue
        said = f"{_who(nearest)} gave {nearest.words}{_when(nearest)}"
        if quantity.meets(entry.interval):
            findings.append(Finding(verdict=Verdict.MATCHES, words=said, entry=nearest))
        else:
            words = f"two estimates: {said}"
            findings.append(Finding(verdict=Verdict.DEPENDS, words=words, entry=nearest))
    return findings


def _is_near(entry: Entry, other: Entry) -> bool:
    """Whether two entries speak of one window, or of days that are not far apart."""
    if is_closed(entry.key):
        return True
    here, there = entry.order[0], other.order[0]
    return date.min not in (here, there) and abs(here - there) <= NEAR


def _nearest(entry: Entry, others: Iterable[Entry]) -> Entry | None:
    """The latest one not after the figure, else the first one after it."""
    ordered = in_order(list(others))
    before = [one for one in ordered if one.order <= entry.order]
    return before[-1] if before else (ordered[0] if ordered else None)


def _is_same(entry: Entry, other: Entry) -> bool:
    numbers = (entry.low, entry.point, entry.high) == (other.low, other.point, other.high)
    return numbers and entry.unit == other.unit


def _who(entry: Entry) -> str:
    """The speaker with the organisation, as far as they are said."""
    if entry.said_by and entry.organisation and entry.organisation not in entry.said_by:
        return f"{entry.said_by} ({entry.organisation})"
    return entry.said_by or entry.organisation or entry.source


def _when(entry: Entry) -> str:
    day = entry.day or entry.published
    return f" ({day.isoformat()})" if day else ""


def _window(entry: Entry) -> str:
    if entry.start is None or entry.end is None:
        return "none"
    return f"{entry.start.isoformat()} to {entry.end.isoformat()}"
