"""A story as read: its fixed text, and the figures, statements and relations found in it.

Every span indexes `Story.text` in code points, so ``text[start:end]`` is what was read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from html import escape
from typing import Any


class Qualifier(StrEnum):
    """How a printed number is hedged."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    NEARLY = "nearly"
    LESS_THAN = "less_than"
    UP_TO = "up_to"
    WITHIN = "within"
    SEVERAL = "several"
    RANGE = "range"


class FigureKind(StrEnum):
    """What a figure measures."""

    AREA_GAINED = "area_gained"
    AREA_REGAINED = "area_regained"
    AREA_LOST = "area_lost"
    AREA_HELD = "area_held"
    AREA_SHARE_HELD = "area_share_held"
    SHARE_OF_GAIN = "share_of_gain"
    ADVANCE_DISTANCE = "advance_distance"
    DISTANCE = "distance"
    KILLED = "killed"
    WOUNDED = "wounded"
    KILLED_OR_WOUNDED = "killed_or_wounded"
    LOSSES = "losses"
    CAPTURED = "captured"
    DISPLACED = "displaced"
    POPULATION = "population"
    TROOPS = "troops"
    WEAPONS = "weapons"
    SETTLEMENTS_TAKEN = "settlements_taken"
    ATTACKS = "attacks"
    MONEY = "money"
    RATIO = "ratio"
    DIFFERENCE = "difference"
    SHARE = "share"
    DURATION = "duration"
    COUNT = "count"


class Scope(StrEnum):
    """Where on the page a figure stands."""

    BODY = "body"
    HEADLINE = "headline"
    CAPTION = "caption"
    LINK = "link"
    STRIP = "strip"


class LeftOutKind(StrEnum):
    """Why a piece of the page is no body text."""

    PAGE_TITLE = "page_title"
    HEADLINE_REPEAT = "headline_repeat"
    STRIP = "strip"
    CAPTION = "caption"
    CREDIT = "credit"
    READER_CONTROL = "reader_control"
    CROSSHEAD = "crosshead"
    RELATED_LINK = "related_link"
    SIGN_OFF = "sign_off"
    SITE_SIGNATURE = "site_signature"
    BOILERPLATE = "boilerplate"


class RelationType(StrEnum):
    """A relation between figures that the text claims.

    The figures of a relation stand in a fixed order:

    ============ ==================================================================
    conversion   original, converted, then the rate where money is converted by one
    sum          total, then its parts; "up to" where the list of parts is open
    share_of     share, part, whole
    complement   two shares or parts that make a whole; the whole last where printed
    ratio        the later or larger one, what it is compared with, then the multiple
                 where that is a figure of its own
    difference   difference, the minuend, the subtrahend
    rate         rate, total, then the duration where that is a figure of its own
    greater      the greater, the smaller
    less         the smaller, the greater
    record       the figure that is one
    rank         the figure that has it
    average      average, then what it is taken of, or the total and the count
    change       percent of change, after, before
    same         two figures of one thing
    revision     new, old; one figure alone revises what the story does not print
    range        low end, high end, or a figure and the range it lies in
    ============ ==================================================================
    """

    CONVERSION = "conversion"
    SUM = "sum"
    SHARE_OF = "share_of"
    COMPLEMENT = "complement"
    RATIO = "ratio"
    DIFFERENCE = "difference"
    RATE = "rate"
    GREATER = "greater"
    LESS = "less"
    RECORD = "record"
    RANK = "rank"
    AVERAGE = "average"
    CHANGE = "change"
    SAME = "same"
    REVISION = "revision"
    RANGE = "range"


@dataclass(frozen=True, kw_only=True, order=True)
class Span:
    """A piece of a story's text, as code points; `end` is the first one after it."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The piece of `text` that the span covers."""
        return text[self.start : self.end]

    def meets(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A piece of the page that is no body text, and the rule that says so."""

    span: Span
    kind: LeftOutKind

    def to_dict(self) -> dict[str, Any]:
        """As in the document `read`."""
        return {"start": self.span.start, "end": self.span.end, "kind": self.kind.value}


@dataclass(frozen=True, kw_only=True)
class StripRow:
    """One row of a stock or currency strip."""

    symbol: str
    change_percent: float
    price: float
    currency: str

    def to_dict(self) -> dict[str, Any]:
        """As in the document `read`."""
        return {
            "symbol": self.symbol,
            "change_percent": self.change_percent,
            "price": self.price,
            "currency": self.currency,
        }


@dataclass(frozen=True, kw_only=True)
class Story:
    """A page or plain text with its parts told apart.

    Parameters
    ----------
    text
        The fixed text that every span indexes.
    paragraphs
        The body, standfirst included, as spans in order.
    headline
        Where the headline stands; None where the text has none.
    published, published_basis
        The day it came out, and how that is known: as the page declares it; both None where it
        does not, until the reader has seen the dates.
    updated
        The day it was last changed, where the page or a line of it says so.
    corrections
        What the page says of its own corrections, as it puts it.
    dateline
        Place, day and agency before the first dash of the body.
    language
        Two letters (ISO 639-1); None where too few words tell.
    left_out
        What is no body text; nothing vanishes.
    """

    text: str
    paragraphs: tuple[Span, ...]
    headline: Span | None = None
    title: str | None = None
    standfirst: str | None = None
    published: date | None = None
    published_basis: str | None = None
    updated: date | None = None
    agency: str | None = None
    site: str | None = None
    byline: str | None = None
    dateline: str | None = None
    language: str | None = None
    left_out: tuple[LeftOut, ...] = ()
    strip: tuple[StripRow, ...] = ()
    caption: str | None = None
    credit: str | None = None
    corrections: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As in the document `read`."""
        return {
            "title": self.title,
            "standfirst": self.standfirst,
            "published": self.published.isoformat() if self.published else None,
            "published_basis": self.published_basis,
            "updated": self.updated.isoformat() if self.updated else None,
            "agency": self.agency,
            "site": self.site,
            "byline": self.byline,
            "dateline": self.dateline,
            "language": self.language,
            "text": self.text,
            "left_out": [piece.to_dict() for piece in self.left_out],
            "strip": [row.to_dict() for row in self.strip],
            "caption": self.caption,
            "credit": self.credit,
            "corrections": list(self.corrections),
        }


@dataclass(frozen=True, kw_only=True)
class StatedWindow:
    """The window a figure speaks of, with the words it was resolved on.

    `start` and `end` are both counted, as everywhere.
    """

    start: date
    end: date
    basis: str

    def to_dict(self) -> dict[str, Any]:
        """As in the document `read`."""
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "basis": self.basis,
        }


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number of a story, with what it counts.

    Parameters
    ----------
    span, text
        The number with the unit that directly follows it; ``story.text[start:end] == text``.
    value, low, high
        As printed, exact; `value` is None for a range.
    printed, scale
        The digits with a decimal point and without separators, two of them for a range, and what
        a scale word multiplies them by: ("1.3",) and 1,000,000 for "1.3 million".
    sources
        Names of the map sources that the story gives for it; empty where it names none.
    unread
        Why it cannot be replayed, as a clause; None where nothing stands in the way.
    """

    id: str
    span: Span
    sentence: Span
    text: str
    value: Decimal | None
    printed: tuple[str, ...]
    qualifier: Qualifier
    unit: str
    kind: FigureKind
    scale: int = 1
    low: Decimal | None = None
    high: Decimal | None = None
    noun: str | None = None
    actor: str | None = None
    counterparty: str | None = None
    place: str | None = None
    window: StatedWindow | None = None
    statement: str | None = None
    scope: Scope = Scope.BODY
    sources: tuple[str, ...] = ()
    unread: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As in the document `read`."""
        return {
            "id": self.id,
            "start": self.span.start,
            "end": self.span.end,
            "text": self.text,
            "value": plain(self.value),
            "low": plain(self.low),
            "high": plain(self.high),
            "qualifier": self.qualifier.value,
            "unit": self.unit or None,
            "noun": self.noun,
            "kind": self.kind.value,
            "actor": self.actor,
            "place": self.place,
            "window": self.window.to_dict() if self.window else None,
            "statement": self.statement,
            "scope": self.scope.value,
        }


class StatementType(StrEnum):
    """How the words of a source are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Who said what, with the span of the words.

    Parameters
    ----------
    span, text
        The words said, without the source and the cue; ``story.text[start:end] == text``.
    mention
        The source's words beside the quote as printed: "he", "the spokesman".
    speaker
        Whom the mention resolves to, by the fullest name in the story; a group or an office where
        no person is named ("experts", "Washington"); None where nobody can be told.
    role, organisation
        As the story gives them: "Deputy Pentagon Press Secretary", "NATO".
    cue
        The word that says it was said: "told", "according to"; None for a quote without one.
    audience
        To whom or where: "journalists", "social media"; None where it is not said.
    day
        The day it was said, where the story tells.
    """

    id: str
    span: Span
    text: str
    type: StatementType
    mention: str | None = None
    speaker: str | None = None
    role: str | None = None
    organisation: str | None = None
    cue: str | None = None
    audience: str | None = None
    day: date | None = None

    def to_dict(self) -> dict[str, Any]:
        """As in the document `read`."""
        return {
            "id": self.id,
            "start": self.span.start,
            "end": self.span.end,
            "text": self.text,
            "type": self.type.value,
            "mention": self.mention,
            "speaker": self.speaker,
            "role": self.role,
            "organisation": self.organisation,
            "cue": self.cue,
            "day": self.day.isoformat() if self.day else None,
        }


@dataclass(frozen=True, kw_only=True)
class Relation:
    """A relation between figures that the text claims, with the span that claims it.

    Parameters
    ----------
    figures
        Ids, in the order that `RelationType` states.
    claimed
        The number the claim states beside the figures: the factor of "tripling", the restated
        area of a conversion; None where it states none.
    qualifier
        How that number is hedged ("nearly tripling").
    than
        Windows that a figure is compared with and that carry no number of their own.
    since
        How far back a record or a rank claims to reach; None where it does not say.
    is_distributive
        Whether "respectively" pairs two lists.
    """

    id: str
    type: RelationType
    figures: tuple[str, ...]
    span: Span
    claimed: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    than: tuple[StatedWindow, ...] = ()
    since: StatedWindow | None = None
    is_distributive: bool = False

    def to_dict(self) -> dict[str, Any]:
        """As in the document `read`."""
        return {
            "id": self.id,
            "type": self.type.value,
            "figures": list(self.figures),
            "claimed": plain(self.claimed),
            "start": self.span.start,
            "end": self.span.end,
        }


@dataclass(frozen=True, kw_only=True)
class Reading:
    """All that was read in one story.

    Parameters
    ----------
    numbers
        All number expressions of the body, read as figures or not.
    """

    story: Story
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()
    statements: tuple[Statement, ...] = ()
    numbers: tuple[Span, ...] = field(default=())

    def figure(self, name: str) -> Figure:
        """The figure of that id; KeyError where there is none."""
        return self._by_id[name]

    @property
    def body_figures(self) -> tuple[Figure, ...]:
        """The figures of the body; those of headline, caption and links are not counted."""
        return tuple(figure for figure in self.figures if figure.scope is Scope.BODY)

    @cached_property
    def _by_id(self) -> dict[str, Figure]:
        return {figure.id: figure for figure in self.figures}

    def to_dict(self) -> dict[str, Any]:
        """The document `read`."""
        return {
            "story": self.story.to_dict(),
            "statements": [statement.to_dict() for statement in self.statements],
            "figures": [figure.to_dict() for figure in self.figures],
            "relations": [relation.to_dict() for relation in self.relations],
        }

    def _repr_html_(self) -> str:
        """The figures as a notebook shows them, in the order of the text."""
        rows = "".join(
            f"<tr><td>{escape(figure.text)}</td><td>{escape(figure.kind.value)}</td>"
            f"<td>{escape(figure.actor or '')}</td><td>{escape(_days(figure.window))}</td></tr>"
            for figure in self.figures
        )
        head = "<tr><th>figure</th><th>kind</th><th>actor</th><th>window</th></tr>"
        counts = (
            f"{len(self.figures)} figures, {len(self.statements)} statements, "
            f"{len(self.relations)} relations"
        )
        title = f"<b>{escape(self.story.title)}</b><br>" if self.story.title else ""
        return f"<p>{title}{counts}</p><table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _days(window: StatedWindow | None) -> str:
    return f"{window.start} to {window.end}" if window else ""


def plain(number: Decimal | None) -> int | float | None:
    """A decimal as a number that JSON can hold: an integer where it is one."""
    if number is None:
        return None
    whole = int(number)
    return whole if number == whole else float(number)
