"""The window of a quantity, and those told by another one of the same sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from retally.model.story import StatedWindow
from retally.reader.calendar import Shift
from retally.reader.quantities import PrintedQuantity
from retally.reader.window_shifted import shifted


@dataclass(frozen=True, kw_only=True)
class Bound:
    """The window of one quantity, or why it has none.

    Parameters
    ----------
    unread
        Why there is none; or, beside a window, why nothing can be replayed over it.
    state
        The same for something held, where the words mean another one; see `window_for`.
    through
        Where the window is open: the day on which the story's sources spoke.
    total
        What it is for a running total of people.
    shift, words
        Of a window told by another one ("a year earlier"): how far before it, in which words.
    """

    window: StatedWindow | None = None
    unread: str | None = None
    state: StatedWindow | None = None
    through: date | None = None
    total: StatedWindow | None = None
    shift: Shift | None = None
    words: str = ""


SHARES = ("percent", "share")
LED_TO = "a total that the change leads to"
NO_WINDOW = Bound(unread="its sentence names no window")


def restate(text: str, found: Sequence[PrintedQuantity], bound: dict[int, Bound]) -> None:
    """The window of an amount for the one beside it that says the same: "5 km2, or 0.9 percent".

    A total that a change leads to is the one at the change's end: "took 3 percent, bringing the
    total to 19".
    """
    for at in range(1, len(found)):
        between = text[found[at - 1].span.end : found[at].outer.start]
        if len(between) > _LONGEST_JOINT:
            continue
        before, here = bound[at - 1], bound[at]
        is_alike = found[at].unit == found[at - 1].unit == "people"
        if is_alike and here is NO_WINDOW and _AND_OTHERS.fullmatch(between):
            bound[at] = before
        elif _SAME_AMOUNT.fullmatch(between):
            if here is NO_WINDOW:
                bound[at] = before
            elif before is NO_WINDOW:
                bound[at - 1] = here
        elif here is NO_WINDOW and before.window is not None and LEADS_TO.search(between):
            end = before.window.end
            state = replace(before.window, start=end, basis=f"{before.window.basis}; its end")
            bound[at] = Bound(unread=LED_TO, state=state)


def coordinate(text: str, found: Sequence[PrintedQuantity], bound: dict[int, Bound]) -> None:
    """The one window of things listed together: "3,500 km2 and 149 towns since March".

    Only amounts of different things share one so; a list of like ones may take several in turn.
    """
    places = range(1, len(found))
    for at in (*reversed(places), *places):
        here, before = bound[at], bound[at - 1]
        if (here is NO_WINDOW) == (before is NO_WINDOW) or not _are_listed(text, found, at):
            continue
        if here is NO_WINDOW and before.window is not None:
            bound[at] = before
        elif before is NO_WINDOW and here.window is not None:
            bound[at - 1] = here


def _are_listed(text: str, found: Sequence[PrintedQuantity], at: int) -> bool:
    """Whether an amount and the one before it are members of one list."""
    one, other = found[at - 1], found[at]
    is_same = one.unit == other.unit and one.noun == other.noun
    is_part = one.unit in _NEVER_LISTED or other.unit in _NEVER_LISTED
    if is_same or is_part or "/" in one.unit + other.unit:
        return False
    noun = one.noun_span
    start = max(one.span.end, noun.end if noun is not None else 0)
    between = text[start : other.outer.start]
    return len(between) <= _LONGEST_JOINT and bool(_LISTED.fullmatch(between))


def compared(
    text: str,
    found: Sequence[PrintedQuantity],
    bounds: Sequence[Bound],
    before: StatedWindow | None,
) -> list[Bound]:
    """The windows, with that of a figure compared with another: "62 percent a year earlier".

    Parameters
    ----------
    before
        The one window of the sentence before, where no figure of this one tells it.
    """
    told = list(bounds)
    for at, bound in enumerate(bounds):
        if bound.shift is None:
            continue
        alike = [
            i
            for i in range(at)
            if bounds[i].shift is None
            and _are_alike(found[i], found[at])
            and not _is_held_against(text, found[i])
        ]
        base = told[alike[-1]] if alike else Bound(window=before)
        window = shifted(base.window, bound.shift, bound.words)
        state = shifted(base.state, bound.shift, bound.words)
        unread = None if window else "what it is compared with has no window"
        told[at] = Bound(window=window, state=state, unread=unread)
    return told


def _is_held_against(text: str, one: PrintedQuantity) -> bool:
    """Whether an amount is one that another is compared with: "up from 290 in May"."""
    start = one.outer.start
    return bool(_HELD_AGAINST.search(text, max(0, start - NOUN_REACH), start))


def _are_alike(one: PrintedQuantity, other: PrintedQuantity) -> bool:
    return one.unit == other.unit or (one.unit in SHARES and other.unit in SHARES)


_SAME_AMOUNT = re.compile(
    r",?\s*(?:\(?\s*or|\(\s*(?:or)?|[-–—]\s*or|equal\s+to|(?:the\s+)?equivalent\s+(?:to|of)|that\s+is,?)\s*",
    re.IGNORECASE,
)

_AND_OTHERS = re.compile(
    r"(?:\s+[a-z]+){0,3},?\s+and\s+(?:another\s+|a\s+further\s+)?", re.IGNORECASE
)
"""Between people who were killed and those who were hurt in the same time."""
_NEVER_LISTED = frozenset({*SHARES, "times"})
_LISTED = re.compile(
    r"\s*(?:\([^()]{1,40}\)|\))?\s*(?:of\s+(?:\w+\s+){0,2}(?:land|territory|ground))?\s*"
    r"(?:,|;|,?\s*\band\b|,?\s*\bas\s+well\s+as|,?\s*\bplus|,?\s*\balong\s+with)\s*(?:also\s+)?(?:another\s+|a\s+further\s+|\w+(?:ing|ed)\s+)?",
    re.IGNORECASE,
)
"""Between the members of a list."""
LEADS_TO = re.compile(
    r"\b(?:bring(?:s|ing)|brought|tak(?:es|ing)|took|push(?:es|ing|ed)|rais(?:es|ing|ed)|leav(?:es|ing)|left)\s+"
    r"(?:the|its|their|his|Moscow['’]s|Kyiv['’]s|[A-Z]\w+['’]s)\s+(?:\w+\s+){0,8}(?:to|at)\s+$"
)

_HELD_AGAINST = re.compile(
    r"\b(?:than|from|against|versus|compared\s+(?:with|to)|on)\s+(?:the\s+|a\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""Before an amount: another one is compared with it."""

NOUN_REACH = 30

_LONGEST_JOINT = 90
