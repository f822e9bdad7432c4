"""The words that hedge a number, before it and after it."""

from __future__ import annotations

import re

from retally.model.story import Qualifier

LONGEST_QUALIFIER = 48
"""Code points looked at before a number; "somewhere in the region of a total of" has 37."""

_LEADS = (
    (
        Qualifier.NEARLY,
        (
            "just under|just below|just short of|nearly|almost|close to|approaching|nearing"
            "|not quite|some way short of|a little under|slightly under|near to|verging on"
            "|as good as"
        ),
    ),
    (
        Qualifier.AT_LEAST,
        (
            "at least|at the least|at the very least|no less than|not less than|no fewer than"
            "|not fewer than|a minimum of|minimum|at a minimum"
        ),
    ),
    (
        Qualifier.UP_TO,
        (
            "up to|at most|at the most|no more than|not more than|no greater than|no larger than"
            "|a maximum of|maximum|as much as|as many as|not exceeding|not over|at a maximum"
            "|as high as"
        ),
    ),
    (
        Qualifier.MORE_THAN,
        (
            "more than|over than|over|above|upwards of|upward of|in excess of|exceed|exceeds"
            "|exceeded|exceeding|surpass|surpasses|surpassed|surpassing|topped|topping|tops"
            "|greater than|larger than|higher than|bigger than|longer than|older than|better than"
            "|north of|beyond"
        ),
    ),
    (
        Qualifier.LESS_THAN,
        (
            "less than|under|fewer than|below|smaller than|lower than|shorter than|younger than"
            "|short of|shy of|south of"
        ),
    ),
    (Qualifier.WITHIN, "within"),
    (
        Qualifier.ABOUT,
        (
            "about|around|some|roughly|approximately|approx\\.?|circa|ca\\.|c\\.|an estimated"
            "|estimated|an approximate|approximate|in the region of|in the order of"
            "|on the order of|to the tune of|or so|more or less|somewhere around|something like"
            "|loosely|reportedly some|~|≈"
        ),
    ),
)
_BETWEEN = (
    r"(?:a\s+(?:combined\s+|grand\s+)?total\s+of|an\s+estimated|estimated|another|an?\s+additional|a\s+further"
    r"|a\s+combined|a\s+record|as\s+many\s+as|as\s+much\s+as|an\s+average\s+of|additional|a)"
)
_BEFORE = re.compile(
    r"(?:^|(?<=[\s(\[“\"'‘~≈—–-]))(?:"
    + "|".join(
        f"(?P<{qualifier.name}>{words.replace(' ', chr(92) + 's+')})" for qualifier, words in _LEADS
    )
    + rf")(?:(?:\s+{_BETWEEN})?\s+|(?<=[~≈])\s*|\s*(?=$))"
    r"(?:(?:US|A|C|HK)?[$€£¥₴₽]\s?|(?:USD|EUR|GBP|UAH|RUB)\s)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\.?,?\s+(?:or\s+(?P<or>so|more|less|fewer|above|over|older|higher|greater|under|below)"
    r"|(?P<at>at\s+(?:the\s+(?:very\s+)?)?(?:most|least)|give\s+or\s+take|more\s+or\s+less|approximately"
    r"|roughly|at\s+(?:a\s+)?(?:minimum|maximum)|and\s+counting|plus))\b"
    r"|(?P<glued>\+|-plus\b|-odd\b|\s+odd\b)",
    re.IGNORECASE,
)
_AFTERS = {
    "so": Qualifier.ABOUT,
    "odd": Qualifier.ABOUT,
    "take": Qualifier.ABOUT,
    "approximately": Qualifier.ABOUT,
    "roughly": Qualifier.ABOUT,
    "more or less": Qualifier.ABOUT,
    "+": Qualifier.AT_LEAST,
    "plus": Qualifier.AT_LEAST,
    "more": Qualifier.AT_LEAST,
    "above": Qualifier.AT_LEAST,
    "over": Qualifier.AT_LEAST,
    "older": Qualifier.AT_LEAST,
    "higher": Qualifier.AT_LEAST,
    "greater": Qualifier.AT_LEAST,
    "least": Qualifier.AT_LEAST,
    "minimum": Qualifier.AT_LEAST,
    "counting": Qualifier.AT_LEAST,
    "less": Qualifier.UP_TO,
    "fewer": Qualifier.UP_TO,
    "under": Qualifier.UP_TO,
    "below": Qualifier.UP_TO,
    "most": Qualifier.UP_TO,
    "maximum": Qualifier.UP_TO,
}


def qualifier_before(text: str, start: int, floor: int) -> tuple[Qualifier, int]:
    """The hedge directly before a number, and where it begins; exact where there is none.

    Parameters
    ----------
    floor
        Nothing before this is looked at: the start of the sentence or the end of the last number.

    Examples
    --------
    >>> qualifier_before("an estimated 478", 13, 0)
    (<Qualifier.ABOUT: 'about'>, 0)
    """
    at = max(floor, start - LONGEST_QUALIFIER)
    found = _BEFORE.search(text, at, start)
    if not found:
        return Qualifier.EXACT, start
    return Qualifier[str(found.lastgroup)], found.start()


def qualifier_after(text: str, end: int, limit: int) -> tuple[Qualifier, int] | None:
    """The hedge directly after a number or its unit ("or so", "or more"), and where it ends.

    Parameters
    ----------
    limit
        Where the sentence ends.
    """
    found = _AFTER.match(text, end, min(limit, end + LONGEST_QUALIFIER))
    if not found:
        return None
    words = " ".join((found["or"] or found["at"] or found["glued"]).lower().split()).strip("-")
    return _AFTERS.get(words) or _AFTERS[words.rsplit(" ", 1)[-1]], found.end()
