"""Dates in a text: days, months and years as printed, not yet resolved."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from retally.errors import UsageError
from retally.model.story import Span
from retally.reader.window_words import WEEKDAY_SAID, WEEKDAYS


@dataclass(frozen=True, kw_only=True)
class DateMention:
    """A date as printed.

    Parameters
    ----------
    day, month, year
        None where it is not printed; a mention has a month or a year.
    from_day
        The first day of "October 1-27" or "1 to 27 October", whose last one is `day`; else None.
    """

    span: Span
    year: int | None
    month: int | None = None
    day: int | None = None
    from_day: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it names one day with its year."""
        return None not in (self.year, self.month, self.day)

    def first_day(self, year: int) -> date:
        """Its first day in that year; a 29 February of another year becomes the 28th."""
        if self.month is None:
            return date(year, 1, 1)
        day = min(self.day or 1, last_of_month(year, self.month).day)
        return date(year, self.month, day)

    def last_day(self, year: int) -> date:
        """Its last day in that year."""
        return self.first_day(year) if self.day else last_of_month(year, self.month or 12)


def last_of_month(year: int, month: int) -> date:
    """The last day of a month.

    Examples
    --------
    >>> last_of_month(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(year, month, monthrange(year, month)[1])


def dates(text: str, among: Sequence[Span]) -> list[DateMention]:
    """All dates of some pieces of a text, in order; an impossible one ("October 32") is none."""
    found = []
    for piece in among:
        for match in _DATE.finditer(text, piece.start, piece.end):
            mention = _mention(match)
            if mention is not None and not _is_other_word(text, match, mention):
                found.append(mention)
    return found


def _mention(match: re.Match[str]) -> DateMention | None:
    groups = match.groupdict()
    printed = (groups[name] for name in ("iso_year", "y1", "y2", "y3", "y5"))
    year = _number(next(filter(None, printed), None))
    name = groups["m1"] or groups["m2"] or groups["m3"] or groups["m5"]
    month = MONTHS[name[:3].lower()] if name else _number(groups["iso_month"])
    day = _number(groups["iso_day"] or groups["d1"] or groups["d2"]) or _worded(groups["d5"])
    if year is None and month is None:
        year = _number(groups["y4"])
    mention = DateMention(
        span=Span(start=match.start(), end=match.end()),
        year=year,
        month=month,
        day=day,
        from_day=_number(groups["from1"] or groups["from2"]),
    )
    if month is not None and not 1 <= month <= 12:
        return None
    # A leap year stands in where the year is not printed.
    longest = last_of_month(year or 2024, month).day if month is not None else 0
    if day is None:
        return mention
    return mention if (mention.from_day or 1) <= day <= longest else None


def _is_other_word(text: str, match: re.Match[str], mention: DateMention) -> bool:
    """Whether "May" or "March" alone is a verb: without a day or a year it needs a preposition."""
    word = match.group()
    if mention.day is not None or mention.year is not None or word not in ("May", "March"):
        return False
    if (
        _MONTH_VERB.match(text, match.end())
        and not text[max(0, match.start() - 3) : match.start()].rstrip(" ")[-1:].isalpha()
    ):
        return False
    before = text[max(0, match.start() - 12) : match.start()]
    return not _MONTH_LEAD.search(before)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _worded(ordinal: str | None) -> int | None:
    """The day of a month in words: "third", "twenty-eighth"."""
    if ordinal is None:
        return None
    *tens, last = re.split(r"[\s-]+", ordinal.lower())
    return DAY_ORDINALS[last] + (DAY_TENS[tens[0]] if tens else 0)


@dataclass(frozen=True, kw_only=True)
class Published:
    """The day a story came out, as far as the story or the user says.

    Parameters
    ----------
    last_whole_day
        The last day that was over when it came out: figures of an unfinished month end there.
    day
        The day itself; None where only the last dated event is known.
    basis
        How it is known, as a clause.
    event
        Where the last dated event stands, if that is the basis.
    """

    last_whole_day: date
    day: date | None
    basis: str
    event: Span | None = None


def published_day(
    text: str, mentions: Sequence[DateMention], *, ignore: Sequence[Span]
) -> Published | None:
    """The day a story came out, from its own dates; None where they do not tell.

    Definition: a whole date on a line of its own or in a dateline is the day itself. Else the
    last dated event counts: dates without a year are taken near the latest month that is printed
    with its year, up to eight months after it or else before it. A year alone is no evidence.

    Parameters
    ----------
    mentions
        In order of the text.
    ignore
        Spans of dates that say how far back something reaches ("since March 2022").
    """
    for mention in mentions:
        if mention.is_whole and _is_dateline(text, mention):
            day = mention.first_day(mention.year or date.max.year)
            words = " ".join(mention.span.of(text).split())
            return Published(
                last_whole_day=day - timedelta(days=1), day=day, basis=f"the date line {words}"
            )
    ignored = set(ignore)
    told = [
        m
        for m in mentions
        if m.month is not None and m.span not in ignored and not _is_name_of_event(text, m)
    ]
    anchored = [m for m in told if m.year is not None]
    if not anchored:
        return _by_its_year(text, mentions, told, ignored)
    anchor = max(m.first_day(m.year or date.min.year) for m in anchored)
    if _is_around(told, anchor):
        return None
    event, year = max(
        ((m, _year_near(m, anchor)) for m in told), key=lambda pair: pair[0].first_day(pair[1])
    )
    words = " ".join(event.span.of(text).split())
    pinned = _pinned(text, event.first_day(year)) if event.day is not None else None
    if pinned is not None:
        return Published(
            last_whole_day=pinned[0] - timedelta(days=1),
            day=pinned[0],
            basis=f"the story's last dated event ({words}) and the {pinned[1]} after it",
            event=event.span,
        )
    return Published(
        last_whole_day=event.last_day(year),
        day=None,
        basis=f"the story's last dated event ({words})",
        event=event.span,
    )


def _by_its_year(
    text: str, mentions: Sequence[DateMention], told: Sequence[DateMention], ignored: set[Span]
) -> Published | None:
    """The last month told in a story that speaks of "the start of 2030" and of no later year.

    January and February may be of the year after: a story that names them tells nothing.
    """
    years = [m for m in mentions if m.month is None and m.year and m.span not in ignored]
    if not years or not told or min(m.month or 1 for m in told) <= _NEXT_YEARS:
        return None
    latest = max(m.year or 1 for m in years)
    if not any(
        m.year == latest and _YEAR_BEGUN.search(text[max(0, m.span.start - 30) : m.span.start])
        for m in years
    ):
        return None
    event = max(told, key=lambda m: m.first_day(latest))
    words = " ".join(event.span.of(text).split())
    return Published(
        last_whole_day=event.last_day(latest),
        day=None,
        basis=f"the story's last dated event ({words}) in the year that it tells of, {latest}",
        event=event.span,
    )


_NEXT_YEARS = 2
_YEAR_BEGUN = re.compile(
    r"\b(?:(?:start|beginning)\s+of|so\s+far\s+(?:in|this\s+year,)|since\s+(?:early\s+)?)\s*(?:the\s+year\s+)?$",
    re.IGNORECASE,
)
"""Before a year that was not over when a story came out."""


def _is_name_of_event(text: str, mention: DateMention) -> bool:
    """Whether a bare month names an event of any year: "before the February offensive"."""
    if mention.day is not None or mention.year is not None:
        return False
    before = text[max(0, mention.span.start - 12) : mention.span.start]
    after = text[mention.span.end : mention.span.end + 30]
    return bool(_ARTICLE.search(before) and _EVENT_NOUN.match(after))


_ARTICLE = re.compile(r"\b(?:the|that|this|its|their|a|an|last|previous)\s$", re.IGNORECASE)
_EVENT_NOUN = re.compile(
    r"\s(?:offensive|counter-?offensive|invasion|incursion|attack|assault|revolution|uprising|coup|war"
    r"|ceasefire|truce|agreement|summit|elections?|referendum|withdrawal|retreat|mobilisation"
    r"|mobilization)\b",
    re.IGNORECASE,
)


def _is_around(told: Sequence[DateMention], anchor: date) -> bool:
    """Whether months without a year lie all around a year, so that either year may be theirs.

    After "October 2023" a bare June is taken as of 2024, but July would be of 2023: a story that
    names both tells neither.
    """
    ahead = [(m.month - anchor.month) % 12 for m in told if m.month and m.year is None]
    return any(_MONTHS_AHEAD - 2 <= a <= _MONTHS_AHEAD for a in ahead) and any(
        a in (_MONTHS_AHEAD + 1, _MONTHS_AHEAD + 2) for a in ahead
    )


def _pinned(text: str, event: date) -> tuple[date, str] | None:
    """The day of the one weekday on which all sources spoke, in the week after the last event."""
    told = {match["day"] for match in WEEKDAY_SAID.finditer(text)}
    if len(told) != 1:
        return None
    name = told.pop()
    ahead = (WEEKDAYS.index(name) - event.weekday()) % 7
    if ahead == 0 or event > date.max - timedelta(days=7):
        return None
    return event + timedelta(days=ahead), name


def stated_day(day: date) -> Published:
    """The day that the user states.

    Raises
    ------
    UsageError
        If it is the calendar's first day, which has no day before it.
    """
    if day == date.min:
        raise UsageError("no story came out on the calendar's first day", got=day.isoformat())
    return Published(last_whole_day=day - timedelta(days=1), day=day, basis="stated by the user")


def _year_near(mention: DateMention, anchor: date) -> int:
    """The year of a mention; where none is printed, the one that lies near the anchor."""
    if mention.year is not None:
        return mention.year
    ahead = ((mention.month or 1) - anchor.month) % 12
    year = anchor.year if (mention.month or 1) >= anchor.month else anchor.year + 1
    year = year if ahead <= _MONTHS_AHEAD else year - 1
    return min(max(year, date.min.year), date.max.year)


def _is_dateline(text: str, mention: DateMention) -> bool:
    """Whether a date stands on a short line without prose, or before an opening dash."""
    start = text.rfind("\n", 0, mention.span.start) + 1
    end = text.find("\n", mention.span.end)
    line = text[start : len(text) if end < 0 else end].strip()
    before = text[start : mention.span.start]
    rest = f"{before} {text[mention.span.end : end if end >= 0 else len(text)]}"
    if len(line) <= _LONGEST_DATE_LINE and not _PROSE.search(rest):
        return True
    if _LABEL.fullmatch(before):
        return True
    after = text[mention.span.end : mention.span.end + 20]
    return bool(_PLACE.fullmatch(before) and _DASH.match(after))


_LABEL = re.compile(r"\s*date:?\s+", re.IGNORECASE)
"""Before a day at the head of a line: stored pages put "date 2031-06-03" before their text."""
_LONGEST_DATE_LINE = 60
_PROSE = re.compile(
    r"\b(?!(?:(?:first|last)\b|published|posted|updated|modified|issued|filed|created|dated?|on|at|by"
    r"|from|the|of|in|am|pm|[ap]\.m)\b)[a-z]{2,}"
)
"""A word that says a line is more than a date line: "a soldier near the front, 5 October 2024"."""
_MONTHS_AHEAD = 8
"""A story prints the year with months of the past, so that a bare date usually lies after them;
beyond eight months the same name means the month before the printed one."""
_PLACE = re.compile(r"\s*[A-Z][^.!?]{0,40}[,(]\s*")
_DASH = re.compile(r"\s*(?:\([A-Za-z ]{2,12}\))?\s*[-–—]")

_NAMES = "january february march april may june july august september october november december"
MONTHS = {name[:3]: at for at, name in enumerate(_NAMES.split(), start=1)}
"""Number of a month by the first three letters of its name."""

MONTH_NAMES = tuple(name.capitalize() for name in _NAMES.split())
"""English names of the months, January first."""

_DAY_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
DAY_ORDINALS = {name: at for at, name in enumerate(_DAY_ORDINALS, start=1)} | {"thirtieth": 30}
"""Day of a month by its ordinal in one word."""
DAY_TENS = {"twenty": 20, "thirty": 30}
"""What leads an ordinal of two words: "twenty-eighth"."""

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:19|20)\d\d"
# A day of a month is no day where a unit or more digits follow: "in October 10 square miles".
_DAY = r"[12]\d|3[01]|0?[1-9]"
_DAY_END = (
    r"(?:st|nd|rd|th)?(?!\w|[.,]\d)"
    r"(?!\s*-?\s*(?:square|sq|km|kilomet|mi(?:les?)?\b|per\s?cent|%|thousand|million))"
)
_WORDED = (
    rf"(?:{'|'.join(DAY_TENS)})[\s-]+(?:{'|'.join(_DAY_ORDINALS[:9])})|{'|'.join(DAY_ORDINALS)}"
)
_TO_DAY = r"(?:st|nd|rd|th)?\s*(?:-|–|—|to|and|until|through)\s*(?:the\s+)?"
_DATE = re.compile(
    rf"(?:(?<![\w.,/-])|(?<=[a-z]-))(?:(?P<iso_year>{_YEAR})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?!\w)"
    rf"|(?P<m1>{_MONTH})(?:\s+|(?<=\.))(?:the\s+)?(?:(?P<from1>{_DAY}){_TO_DAY})?(?P<d1>{_DAY}){_DAY_END}"
    rf"(?:,?\s+(?P<y1>{_YEAR})(?!\w|[.,]\d))?"
    rf"|(?:(?P<from2>{_DAY}){_TO_DAY})?(?P<d2>{_DAY})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH})\b"
    rf"(?:,?\s+(?P<y2>{_YEAR})(?!\w|[.,]\d))?"
    rf"|[Tt]he\s+(?P<d5>{_WORDED})\s+of\s+(?P<m5>{_MONTH})\b(?:,?\s+(?P<y5>{_YEAR})(?!\w|[.,]\d))?"
    rf"|(?P<m3>{_MONTH})(?!\w)(?:,?\s+(?:of\s+)?(?P<y3>{_YEAR})(?!\w|[.,]\d))?"
    rf"|(?P<y4>{_YEAR})(?!\w|[.,]\d|-\d|\s*-?\s*(?:square|sq|km|kilomet|mi(?:les?)?\b|per\s?cent|%)))"
)
_MONTH_VERB = re.compile(
    r"\s+(?:stands?|was|is|saw|marked|brought|remains?|became|had|has|alone|proved|turned|ended|began)\b"
)
"""After "May" at the head of a clause, which is then a subject: "May stands out"."""
_MONTH_LEAD = re.compile(
    r"(?:\b(?:in|of|by|since|until|during|for|from|to|through|and|or|last|this|than|mid|early|late"
    r"|throughout)|[,;(-])"
    r"[\s-]+$",
    re.IGNORECASE,
)
