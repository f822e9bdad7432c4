"""What the Ledger page shows: every entry as a row, and chains of revisions as small drawings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from retally.ledger.chains import Chain, Link, chains
from retally.ledger.entry import Entry
from retally.ledger.key import UNSAID
from retally.ledger.sources import NOBODY

MOST_ROWS = 2000
"""Rows of the table; the files to download hold every entry."""
MOST_MULTIPLES = 60
WIDTH, HEIGHT = 240.0, 90.0
"""Units of a small drawing, without its labels."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entry as a row.

    Parameters
    ----------
    factor
        How it stands to the number before it in its chain; empty where nothing can be said.
    address
        Of its story, on the web or on this site; None where there is none to go to.
    where
        Where in the story the sentence stands.
    """

    entry: Entry
    source: str
    factor: str
    falls: bool
    address: str | None
    where: str

    @property
    def said_by(self) -> str:
        """The speaker where that is more than the source, with the role."""
        who = self.entry.said_by or ""
        if who.casefold() == self.source.casefold():
            who = ""
        return ", ".join(part for part in (who, self.entry.role) if part)

    @property
    def is_named(self) -> bool:
        """Whether somebody is named as the source."""
        return self.entry.source != NOBODY

    @property
    def day(self) -> date | None:
        """The day it speaks of, else of publication."""
        return self.entry.day or self.entry.published


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One number of a small drawing.

    Parameters
    ----------
    y
        None where the number is a range, which `low_y` and `high_y` then span; one of the two
        is None where the words leave that side open.
    """

    entry: Entry
    x: float
    y: float | None
    low_y: float | None
    high_y: float | None


@dataclass(frozen=True, kw_only=True)
class Multiple:
    """One chain as a small drawing.

    Parameters
    ----------
    line
        Points of the steps between the numbers.
    factor
        Of the last revision, as words.
    """

    chain: Chain
    marks: tuple[Mark, ...]
    line: str
    first: date
    last: date
    factor: str

    @property
    def measure(self) -> str:
        """What is counted."""
        return self.chain.key.partition("/")[0]

    @property
    def window(self) -> str:
        """The window of the key; empty for none."""
        window = "/".join(self.chain.key.split("/")[3:])
        return "" if window == UNSAID else window

    @property
    def entry(self) -> Entry:
        """The newest entry."""
        return self.chain.links[-1].entry


@dataclass(frozen=True, kw_only=True)
class LedgerView:
    """The page.

    Parameters
    ----------
    count
        Entries in all; `rows` are the newest of them.
    """

    rows: tuple[Row, ...]
    count: int
    multiples: tuple[Multiple, ...]
    multiples_left: int
    sides: tuple[str, ...]
    measures: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StoryAddress:
    """Where a story stands in the site, and each of its figures by its first code point."""

    page: str
    figures: Mapping[int, str]

    def of(self, start: int | None) -> str:
        """The address of the figure that begins there, else of the page."""
        anchor = self.figures.get(-1 if start is None else start)
        return f"{self.page}#{anchor}" if anchor else self.page


def ledger_view(entries: Sequence[Entry], *, pages: Mapping[str, StoryAddress]) -> LedgerView:
    """The view of a ledger's entries.

    Parameters
    ----------
    pages
        The stories of the site, by the hash of their text.
    """
    found = chains(entries)
    rows = [_row(chain, link, pages) for chain in found for link in chain.links]
    rows.sort(key=lambda one: (one.day or date.min, one.entry.id), reverse=True)
    drawn = [one for one in map(_multiple, found) if one is not None]
    drawn.sort(key=lambda one: (-len(one.marks), one.chain.key, one.chain.source))
    return LedgerView(
        rows=tuple(rows[:MOST_ROWS]),
        count=len(rows),
        multiples=tuple(drawn[:MOST_MULTIPLES]),
        multiples_left=max(len(drawn) - MOST_MULTIPLES, 0),
        sides=tuple(sorted({one.entry.side for one in rows if one.entry.side})),
        measures=tuple(sorted({one.entry.measure.value for one in rows})),
        sources=tuple(sorted({one.source for one in rows})),
    )


def _row(chain: Chain, link: Link, pages: Mapping[str, StoryAddress]) -> Row:
    entry = link.entry
    own = pages.get(entry.story or "")
    address = None if own is None else own.of(entry.span_start)
    if address is None and (entry.address or "").startswith(("http://", "https://")):
        address = entry.address
    where = "" if entry.span_start is None else f"{entry.span_start}–{entry.span_end}"
    return Row(
        entry=entry,
        source=chain.source,
        factor=link.factor.words if link.factor else "",
        falls=link.falls,
        address=address,
        where=where,
    )


def _multiple(chain: Chain) -> Multiple | None:
    """A chain as a drawing; None where it holds fewer than two numbers that differ."""
    dated = [(link.entry.day or link.entry.published, link.entry) for link in chain.links]
    known = [(day, entry) for day, entry in dated if day is not None and _numbers(entry)]
    if len({tuple(_numbers(entry)) for _, entry in known}) < 2:
        return None
    known.sort(key=lambda one: one[0])
    first, last = known[0][0], known[-1][0]
    values = [value for _, entry in known for value in _numbers(entry)]
    top, bottom = max(*values, 0.0), min(*values, 0.0)
    days = max((last - first).days, 1)

    def y(value: float | None) -> float | None:
        return None if value is None else round((top - value) / ((top - bottom) or 1) * HEIGHT, 1)

    marks = []
    for at, (day, entry) in enumerate(known):
        even = at / max(len(known) - 1, 1)
        x = round(WIDTH * ((day - first).days / days if first != last else even), 1)
        low, high = (None if end is None else float(end) for end in entry.ends)
        point = None if entry.point is None else float(entry.point)
        marks.append(Mark(entry=entry, x=x, y=y(point), low_y=y(low), high_y=y(high)))
    factors = [link.factor.words for link in chain.links if link.factor]
    return Multiple(
        chain=chain,
        marks=tuple(marks),
        line=" ".join(f"{mark.x},{mark.y}" for mark in marks if mark.y is not None),
        first=first,
        last=last,
        factor=factors[-1] if factors else "",
    )


def _numbers(entry: Entry) -> list[float]:
    """The numbers of an entry that can be drawn."""
    ends = (entry.point, *entry.ends)
    return [float(one) for one in ends if one is not None]
