"""Units of area, and the words that hedge a number."""

from __future__ import annotations

import re

from retally.model.story import Qualifier

_SQUARE = r"(?:square|sq(?:uare)?\.?)[\s-]{0,3}"
_AREA = re.compile(
    rf"(?P<km2>{_SQUARE}(?:kilomet(?:er|re)s?|kms?\b)|sqkms?\b|kms?[\s-]?sq\b|km(?:²|\^?2\b)"
    r"|kilomet(?:er|re)s?\s+squared|км²|кв\.?\s?км)"
    rf"|(?P<mi2>{_SQUARE}(?:miles?|mis?\b)|sqmi\b|mi(?:les?)?(?:²|\^?2\b)|miles?\s+squared)",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\.?\s?/\s?(?P<slash>day|week|month|year)\b|\.?\s+(?:a|an|per|each|every)\s+(?P<per>day|week|month|year)\b"
    r"|\s+(?P<ly>daily|weekly|monthly|annually)\b",
    re.IGNORECASE,
)
_LY = {"daily": "day", "weekly": "week", "monthly": "month", "annually": "year"}

_QUALIFIERS = (
    (
        Qualifier.NEARLY,
        "just under|just short of|nearly|almost|close to|approaching|not quite|some way short of",
    ),
    (
        Qualifier.AT_LEAST,
        "at least|no less than|not less than|no fewer than|not fewer than|a minimum of",
    ),
    (
        Qualifier.UP_TO,
        "up to|at most|no more than|not more than|a maximum of|as much as|as many as",
    ),
    (
        Qualifier.MORE_THAN,
        "more than|over|above|upwards of|upward of|in excess of|exceeding|greater than|larger than",
    ),
    (Qualifier.LESS_THAN, "less than|under|fewer than|below|smaller than"),
    (Qualifier.WITHIN, "within"),
    (
        Qualifier.ABOUT,
        (
            "about|around|some|roughly|approximately|approx\\.?|circa|ca\\.|an estimated|estimated"
            "|in the region of|in the order of|an approximate|~|≈"
        ),
    ),
)
_BEFORE = re.compile(
    r"(?:^|(?<=[\s(\[“\"'~≈-]))(?:"
    + "|".join(
        f"(?P<{qualifier.name}>{words.replace(' ', chr(92) + 's+')})"
        for qualifier, words in _QUALIFIERS
    )
    + r")(?:\s+(?:a\s+total\s+of|an\s+estimated|another|an?\s+additional))?\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\.?\s+or\s+(?P<word>so|more|less|fewer)\b", re.IGNORECASE)
_AFTERS = {
    "so": Qualifier.ABOUT,
    "more": Qualifier.AT_LEAST,
    "less": Qualifier.UP_TO,
    "fewer": Qualifier.UP_TO,
}
_LONGEST_QUALIFIER = 40
"""Code points looked at before a number; "in the region of a total of" has 27."""

AREA_UNITS = ("km2", "mi2")


def area_unit(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The unit of area that begins within three code points of `start`, and where it ends.

    The unit carries its rate: "15 square kilometres a day" gives ``km2/day``.

    Examples
    --------
    >>> area_unit("478 sq. km in October", 3, 21)
    ('km2', 10)
    """
    gap = _GAP.match(text, start, end)
    found = _AREA.match(text, gap.end() if gap else start, end)
    if not found:
        return None
    unit = "km2" if found["km2"] else "mi2"
    rate = _RATE.match(text, found.end(), end)
    if not rate:
        return unit, found.end()
    word = rate["slash"] or rate["per"] or _LY[rate["ly"].lower()]
    return f"{unit}/{word.lower()}", rate.end()


_GAP = re.compile(r"[\s-]{0,3}")


def qualifier_before(text: str, start: int, floor: int) -> tuple[Qualifier, int]:
    """The hedge directly before a number, and where it begins; exact where there is none.

    Parameters
    ----------
    floor
        Nothing before this is looked at: the start of the sentence or the end of the last number.
    """
    at = max(floor, start - _LONGEST_QUALIFIER)
    found = _BEFORE.search(text[at:start])
    if not found:
        return Qualifier.EXACT, start
    return Qualifier[str(found.lastgroup)], at + found.start()


def qualifier_after(text: str, end: int) -> Qualifier | None:
    """The hedge directly after a number with its unit ("or so", "or more")."""
    found = _AFTER.match(text, end, end + _LONGEST_QUALIFIER)
    return _AFTERS[found["word"].lower()] if found else None
