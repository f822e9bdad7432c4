"""The day a story came out, as its page, its address or a line of its own declares it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from retally.stories.picture_forms import NAMES

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"),
            ("may",), ("june", "jun"), ("july", "jul"), ("august", "aug"),
            ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
"""English names of the months and their usual short forms."""


def declared_day(value: str) -> date | None:
    """The day that a declared date names, in any usual form; None where it names none.

    The day is the one printed, whatever the offset: a page's clock is its newsroom's. "10/11/2024"
    is two days, so it is none.

    Examples
    --------
    >>> declared_day("2024-10-28T23:30:00-04:00")
    datetime.date(2024, 10, 28)
    >>> declared_day("10/11/2024") is None
    True
    """
    text = " ".join(value.split())[:_LONGEST]
    if not text:
        return None
    found = _ISO.match(text)
    if found:
        return _day(found[1], found[2], found[3])
    if _EPOCH.fullmatch(text):
        return _epoch_day(int(text))
    compact = _COMPACT.fullmatch(text)
    if compact:
        return _day(compact[1], compact[2], compact[3])
    written = written_day(text)
    if written is not None:
        return written
    numeric = _NUMERIC.match(text)
    if numeric:
        return _numeric_day(int(numeric[1]), int(numeric[2]), numeric[3])
    return _foreign_day(text) if _HAS_DAY_AND_YEAR.search(text) else None


def written_day(text: str) -> date | None:
    """The first full English date of a text: "28 October 2024", "Oct. 28, 2024"."""
    for found in _WRITTEN.finditer(text):
        name = (found["month"] or found["name"]).lower().rstrip(".")
        day = _day(found["year"] or found["ends"], MONTHS[name], found["day"] or found["number"])
        if day is not None:
            return day
    return None


def address_day(address: str) -> tuple[date, str] | None:
    """The day that an address carries, and the piece that says so.

    Examples
    --------
    >>> address_day("https://example.org/world/2024/10/28/gains")
    (datetime.date(2024, 10, 28), '/2024/10/28/')
    >>> address_day("https://example.org/war-in-2024") is None
    True
    """
    for form in (_IN_PATH, _IN_NAME):
        for found in form.finditer(address[:_LONGEST_ADDRESS]):
            month = found["month"]
            number = int(month) if month.isdigit() else MONTHS.get(month.lower(), 0)
            day = _day(found["year"], number, found["day"])
            if day is not None:
                return day, found[0]
    return None


def day_line(line: str) -> date | None:
    """The day of a line that says when the story came out and nothing else.

    Lines that say when it was updated are none; they may lie days later.

    Examples
    --------
    >>> day_line("Published: Oct 28, 2024 10:15 AM GMT")
    datetime.date(2024, 10, 28)
    >>> day_line("It began on October 28, 2024") is None
    True
    """
    if not is_day_line(line):
        return None
    return next((day for day, is_update in _stamps(line) if not is_update), None)


def update_line(line: str) -> date | None:
    """The day of update of such a line.

    Examples
    --------
    >>> update_line("Published: Oct 28, 2024 | Updated: Oct 30, 2024 9:30 am")
    datetime.date(2024, 10, 30)
    """
    if not is_day_line(line):
        return None
    return next((day for day, is_update in _stamps(line) if is_update), None)


def _stamps(line: str) -> Iterator[tuple[date, bool]]:
    """Each day of a line of days, and whether it is one of update."""
    rest = without_names(line)[1].lower()
    for part in re.split(r"[|•·]|\b(?=(?:last )?(?:updated|modified))", rest):
        is_update = _UPDATED.search(part) is not None
        day = declared_day(_LEADS.sub("", part.strip(" -–—:,/")))
        if day is not None:
            yield day, is_update


def without_names(line: str) -> tuple[str | None, str]:
    """The names before a day, and the rest: "Ada Pell — Tuesday, 1 July 2031, 12:35".

    A dateline with a line of its own, "Port Nora (ANP) June 30, 2031", names nobody.
    """
    rest = _DATELINE.sub("", line)
    if rest != line:
        return None, rest
    found = _GLUED.match(line) or _NAMED.match(line) or _DESK.match(line)
    if found is None or found["names"].lower().split(" ")[0].rstrip(",") in _NO_NAMES:
        return None, line
    words = found["names"].split(" ")
    named = next((at for at, word in enumerate(words) if _WEEKDAY.fullmatch(word)), len(words))
    names = " ".join(words[:named])
    # "Ada Pell Tue, 1 July": the weekday is the day's.
    return names, line[found.end() if named == len(words) else found.start("names") + len(names) :]


def is_day_line(line: str) -> bool:
    """Whether a line holds a full date, words that go with one, and nothing else."""
    if len(line) > _LONGEST_LINE or not re.search(r"\d", line):
        return False
    line = without_names(line)[1]
    rest = _ISO_ANYWHERE.sub(" ", line)
    rest = _WRITTEN.sub(" ", rest)
    if rest == line and not _NUMERIC_ALONE.search(line):
        return False
    return not _BESIDE.sub(" ", _NUMERIC_ALONE.sub(" ", rest)).strip(" -–—|•·,:;.()/")


_LONGEST = 80
_LONGEST_LINE = 120
_LONGEST_ADDRESS = 2000
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|(?!)")
_ISO_ANYWHERE = re.compile(r"\b\d{4}-\d{2}-\d{2}(?:T[\d:.]{4,15}(?:Z|[+-]\d{2}:?\d{2})?)?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:[T ]?\d{4,6}(?:Z|[+-]\d{4})?)?")
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)")
_NUMERIC_ALONE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}")
_HAS_DAY_AND_YEAR = re.compile(r"\b\d{1,2}\b.{1,40}\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\D.{1,40}\d")
_WRITTEN = re.compile(
    rf"\b(?:(?P<month>{_NAMES})\b\.?\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}"
    rf"(?P<year>(?:19|20)\d\d)|(?P<number>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{1,3}}(?:of\s)?"
    rf"(?P<name>{_NAMES})\b\.?,?[\s-]{{1,3}}(?P<ends>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)
WRITTEN_DAY = re.sub(r"\?P<\w+>", "?:", _WRITTEN.pattern)
"""A full English date, as a form to build others with."""
_IN_PATH = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>0?[1-9]|1[0-2]|[A-Za-z]{3,9})[/-]"
    r"(?P<day>0?[1-9]|[12]\d|3[01])(?=[/?#_.-]|$)/?"
)
_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<dash>-?)(?P<month>0[1-9]|1[0-2])(?P=dash)"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_UPDATED = re.compile(r"updated|modified")
_LEADS = re.compile(
    r"^(?:first\s|last\s)?(?:published|posted|issued|date|created|released|updated|modified)?"
    r"(?:\son|\sat)?\s?:?\s",
    re.IGNORECASE,
)
# A dateline with a line of its own: "Port Nora (ANP) June 30, 2031".
_DATELINE = re.compile(r"^[^()\d]{2,60}\([A-Z][\w ]{1,20}\)[\s,–—-]{1,3}(?=\S)")
_NAMED = re.compile(
    rf"(?:[Bb]y )?(?P<names>{NAMES})(?: \(@\w{{1,30}}\))?\s?"
    r"(?:[—–|•·,-]\s?(?=\S)|(?=(?:[Pp]ublished|[Pp]osted)\b))"
)
_GLUED = re.compile(
    r"(?:[Bb]y )?(?P<names>[A-Z][^\d\n,|]{2,60}?[a-z])"
    r"(?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,)"
)
"""A page's text may lose the space between a byline and its day."""
_DESK = re.compile(
    rf"[Bb]y (?P<names>[A-Z][^\d\n,|]{{2,60}}?)\s(?=(?:{_NAMES})\.? \d|\d{{1,2}} (?:{_NAMES})\b)",
    re.IGNORECASE,
)
"""A desk may be named by any words: "by the night desk June 9, 2031"."""
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}", re.IGNORECASE)
_NO_NAMES = {
    *("published", "posted", "issued", "date", "created", "released", "updated", "modified"),
    *("first", "last", "on", "mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *MONTHS,
}
_BESIDE = re.compile(
    r"\b(?:first|last|published|publish|posted|issued|updated|modified|date|released|created|on|"
    r"at|and|mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day|[ap]\.?m\.?|gmt|utc|e[ds]?t|p[ds]?t|cet|cest|bst|ist|eet|eest|local\stime|"
    r"\d{1,2} min(?:ute)?s?(?: read)?|\d{1,2} (?:minute|hour|day|month|year)s? ago|uhr|"
    r"\d{1,2}[:.h]\d{2}(?::\d{2})?|\d{1,2}(?=\s?[ap]\.?m))\b\.?|[+-]\d{2}:?\d{2}\b",
    re.IGNORECASE,
)


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _epoch_day(number: int) -> date:
    seconds = number / 1000 if number > 10**11 else number
    return datetime.fromtimestamp(seconds, tz=UTC).date()


def _numeric_day(first: int, second: int, year: str) -> date | None:
    """A day by numbers where only one order gives one."""
    found = {_day(year, first, second), _day(year, second, first)} - {None}
    return found.pop() if len(found) == 1 else None


def _foreign_day(text: str) -> date | None:
    """A date in another language; relative ones ("2 hours ago") are none."""
    import dateparser

    found = dateparser.parse(
        text,
        settings={
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
            "STRICT_PARSING": True,
        },
    )
    return found.date() if found is not None else None
