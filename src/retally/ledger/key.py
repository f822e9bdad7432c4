"""Keys: one readable name for one quantity, whoever states it and in whatever unit of area.

``measure/side/place/window``, as in ``killed_or_wounded/russia/-/since 2022-02-24``.
Rules: docs/methods/ledger.md.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from retally.model.story import FigureKind, StatedWindow

UNSAID = "-"
"""Stands in a key for what is not said."""

STOCKS = frozenset(
    {
        FigureKind.AREA_HELD,
        FigureKind.AREA_SHARE_HELD,
        FigureKind.TROOPS,
        FigureKind.POPULATION,
    }
)
"""Kinds that hold on a day and not over a window: their day is no part of the key."""

TOTALS = frozenset(
    {
        FigureKind.KILLED,
        FigureKind.WOUNDED,
        FigureKind.KILLED_OR_WOUNDED,
        FigureKind.LOSSES,
        FigureKind.CAPTURED,
        FigureKind.ATTACKS,
    }
)
"""Kinds whose total since a fixed day can only grow."""

WAR_BEGAN = date(2022, 2, 24)
"""Copy counts "since 2022", "since the invasion" and "since February 24" from the same day."""

AT_WAR = frozenset({"russia", "ukraine"})
"""Sides whose totals count from that day, and whose losses are in Ukraine unless copy says else."""

_FIRST_WEEKS = timedelta(days=60)
_AREAS = frozenset(kind for kind in FigureKind if kind.value.startswith("area_"))
_GROUND = _AREAS | {FigureKind.SHARE_OF_GAIN, FigureKind.ADVANCE_DISTANCE}
_GENERIC = frozenset(
    {
        "army", "casualty", "combatant", "dead", "death", "fighter", "force", "invader", "locality",
        "loss", "man", "member", "military", "number", "occupier", "people", "person", "personnel",
        "serviceman", "servicemember", "servicewoman", "settlement", "soldier", "toll", "total",
        "troop", "victim", "wounded",
    }
)  # fmt: skip
"""Nouns that name nothing beside the kind itself: "600,000 personnel" are "600,000 soldiers"."""

_PLURALS = {
    "men": "man", "servicemen": "serviceman", "servicewomen": "servicewoman",
    "persons": "person", "casualties": "casualty", "losses": "loss", "children": "child",
    "localities": "locality", "women": "woman", "bodies": "body", "cities": "city",
    "armies": "army", "militaries": "military",
}  # fmt: skip
_OPEN = re.compile(r"\b(?:since|so\s+far|to\s+date|until\s+now|start\s+of\s+the\s+war)\b", re.I)
_OF_A_REGION = re.compile(r"\s+(?:oblast|region|province|area|district|front|sector)$")
_WHOLE_COUNTRY = frozenset({"ukraine", "ukrainian territory"})
"""Where things happen if copy names no other place."""


@dataclass(frozen=True, kw_only=True)
class What:
    """What a number measures, as far as it is said."""

    kind: FigureKind
    unit: str
    noun: str | None = None
    side: str | None = None
    place: str | None = None
    window: StatedWindow | None = None


def quantity_key(what: What) -> str:
    """The key of a quantity.

    Examples
    --------
    >>> quantity_key(What(kind=FigureKind.TROOPS, unit="people", side="North Korea"))
    'troops/north korea/-/-'
    """
    return (
        "/".join(part.replace("/", " per ") for part in (_measure(what), _side(what), _place(what)))
        + f"/{window_name(what)}"
    )


def is_open(what: What) -> bool:
    """Whether the window is one that grows: "since February", "so far this year"."""
    window = what.window
    if window is None or what.kind in STOCKS or window.end <= window.start:
        return False
    if _OPEN.search(window.basis):
        return True
    return _from_the_start(window) and window.end - window.start > _FIRST_WEEKS


def is_running_total(key: str) -> bool:
    """Whether a key names a total that can only grow.

    Examples
    --------
    >>> is_running_total("killed/russia/-/since 2022-02-24")
    True
    """
    parts = key.split("/")
    measure = parts[0].partition(":")[0]
    return measure in _TOTAL_NAMES and parts[-1].startswith("since ")


def is_closed(key: str) -> bool:
    """Whether a key names a window that is over, so that its value is one number."""
    name = key.rpartition("/")[2]
    return name != UNSAID and not name.startswith("since ")


def is_without_window(key: str) -> bool:
    """Whether a key names what happened, and not when: it may be this event or that."""
    measure = key.partition("/")[0].partition(":")[0]
    return key.endswith(f"/{UNSAID}") and measure not in _STOCK_NAMES


def window_name(what: What) -> str:
    """The window as a key has it: "2024-10", "2024-10-01..2024-10-27", "since 2022-02-24"."""
    window = what.window
    if window is None or what.kind in STOCKS:
        return UNSAID
    if is_open(what):
        start = WAR_BEGAN if _from_the_start(window) else window.start
        return f"since {start.isoformat()}"
    start, end = window.start, window.end
    if start == end:
        return start.isoformat()
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        return _months(start, end)
    return f"{start.isoformat()}..{end.isoformat()}"


_STOCK_NAMES = frozenset(kind.value for kind in STOCKS)
_TOTAL_NAMES = frozenset(kind.value for kind in TOTALS)


def _months(start: date, end: date) -> str:
    """Whole months: "2024", "2024-10", "2024-08..2024-09"."""
    if (start.year, start.month, end.month) == (end.year, 1, 12):
        return str(start.year)
    first, last = f"{start:%Y-%m}", f"{end:%Y-%m}"
    return first if first == last else f"{first}..{last}"


def _from_the_start(window: StatedWindow) -> bool:
    """Whether a window begins with the war, as copy dates it."""
    return date(WAR_BEGAN.year, 1, 1) <= window.start <= WAR_BEGAN + timedelta(days=7)


def _measure(what: What) -> str:
    """The kind, with what is counted where the kind leaves that open, and the rate."""
    unit, _, per = what.unit.partition("/")
    name = what.kind.value
    if what.kind not in _GROUND:
        noun = counted_noun(what)
        name += f":{noun}" if noun and noun not in _GENERIC else ""
        if what.kind is FigureKind.MONEY:
            name += f" in {unit}"
    if unit in ("percent", "share") and what.kind not in _IN_PERCENT:
        name += " in percent"
    return f"{name} per {per}" if per else name


_NO_NOUN = frozenset({"people", "percent", "share", "times"})
_IN_PERCENT = frozenset({FigureKind.AREA_SHARE_HELD, FigureKind.SHARE_OF_GAIN, FigureKind.SHARE})


def counted_noun(what: What) -> str:
    """What is counted, in the singular: the noun, else a unit that is one; empty for neither."""
    unit = what.unit.partition("/")[0]
    is_money = what.kind is FigureKind.MONEY
    noun = _noun(what.noun) or ("" if unit in _NO_NOUN or is_money else _noun(unit))
    return "" if is_money and noun == unit.casefold() else noun


def _noun(noun: str | None) -> str:
    """The last word of what is counted, in the singular."""
    words = (noun or "").casefold().split()
    if not words:
        return ""
    last = words[-1].strip(".,;:'\"’”")
    if last in _PLURALS:
        return _PLURALS[last]
    return last[:-1] if last.endswith("s") and not last.endswith("ss") and len(last) > 3 else last


def _side(what: What) -> str:
    return _plain(what.side) or UNSAID


def _place(what: What) -> str:
    """The place without the word for what kind of region it is.

    The country at war is no place of its own for a gain, nor for the losses of the two armies.
    """
    place = _OF_A_REGION.sub("", _plain(what.place))
    is_given = what.kind in _AREAS or _side(what) in AT_WAR
    return UNSAID if not place or (is_given and place in _WHOLE_COUNTRY) else place


def _plain(text: str | None) -> str:
    """Lower case, single blanks, without an article."""
    words = " ".join((text or "").casefold().split())
    return words.removeprefix("the ").strip(" .,;:'\"’”")
