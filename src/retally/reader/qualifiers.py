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
    r"(?:a\s+(?:combined\s+|grand\s+)?total\s+of|an\s+estimated|estimated|another"
    r"|an?\s+additional|a\s+further"
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
_HOLD = re.compile(
    r"\b(?:control|authority|sovereignty|hold|grip|advantage|victory|victories|disputes?|power"
    r"|jurisdiction"
    r"|command|dominance|superiority|influence|rule|fight|battle|lead|win|triumph"
    r"|responsibility)\s+$",
    re.IGNORECASE,
)
"""Nouns that "over" belongs to."""
_MOVED_UP = re.compile(
    r"\b(?:cr(?:ept|eep\w*)|w[eo]nt|gone|going|mov(?:ed?|es|ing)|edg(?:ed?|es|ing)|tick(?:ed|s"
    r"|ing)|inch(?:ed|es|ing)"
    r"|r[io]se|rises|risen|rising|shot|jump(?:ed|s|ing)|climb(?:ed|s|ing)|bump(?:ed|s|ing)"
    r"|nudg(?:ed|es|ing)|came|comes"
    r"|push(?:ed|es|ing)?(?:\s+\w+){0,3}|br(?:ought|ings?|inging)(?:\s+\w+){1,4}|tak(?:es"
    r"|ing)(?:\s+\w+){1,4})"
    r"\s+$",
    re.IGNORECASE,
)
"""Before "up to": a number moved there, and is no limit."""
_DENIED = re.compile(
    r"\bnever\s+(?:before\s+)?(?:ha[ds]|have)\s+(?:\w+\s+){1,4}$"
    r"|(?:\b(?:not|never|hardly|rarely|seldom|without|nor)|n['’]t)\s+(?:\w+\s+){0,2}?"
    r"(?:f[ae]ll(?:en|ing)?|dip(?:ped|ping)?|dropp?(?:ed|ing)?|gone?|going|been|sunk|sink(?:ing)?"
    r"|slipp?(?:ed|ing)?"
    r"|come|r[io]sen?|rise|rising|climb(?:ed|ing)?|declined?|exceed(?:ed)?)?\s*$",
    re.IGNORECASE,
)
"""Before a hedge: "have not dipped below 100" is at least 100."""
_TURNED = {Qualifier.LESS_THAN: Qualifier.AT_LEAST, Qualifier.MORE_THAN: Qualifier.UP_TO}
_TO_MARK = re.compile(
    r"\b(?:(?P<near>near(?:s|ed|ing)?|approach(?:es|ed|ing)?)|pass(?:es|ed|ing)?|past|cross(?:es"
    r"|ed|ing)?"
    r"|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|br(?:eak|oke|oken|eaking)|above"
    r"|beyond|over)"
    r"\s+the\s+$",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"\d[\d.,]*(?:\s?(?:%|percent|per\s+cent|million|thousand|square\s+kilomet(?:er|re)s?"
    r"|sq\.?\s+km|km2?))?"
    r"[\s-](?:threshold|mark|barrier|milestone)\b",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\b(?:(?P<near>nearly|almost|all\s+but|not\s+quite|close\s+to|on\s+the\s+verge\s+of"
    r"|yet\s+to)\s+"
    r"(?:reach|hit|attain|meet|met|achiev)\w*\s+(?:(?:the|its|their|our|a)\s+)?"
    r"(?:(?:\w+\s+)?(?:target|goal|mark|figure|number|level|threshold|total|milestone)\s+of\s+)?"
    r"|(?:at\s+least|at\s+a\s+minimum|at\s+the\s+very\s+least),?\s+(?:it|this|that|there|they)\s+"
    r"(?:(?:is|was|will|would|are|were|has|have|be|been|going\s+to|make|makes|come|comes"
    r"|to)\s+){1,4})$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\.?,?\s+(?:or\s+(?P<or>so|more|less|fewer|above|over|older|higher|greater|under|below)"
    r"|(?P<at>at\s+(?:the\s+(?:very\s+)?)?(?:most|least)|give\s+or\s+take|more\s+or\s+less"
    r"|approximately"
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
        return _mark_before(text, start, floor)
    qualifier, begins = Qualifier[str(found.lastgroup)], found.start()
    lead = text[max(floor, begins - LONGEST_QUALIFIER) : begins]
    if _HOLD.search(lead) and found.group().lower().lstrip().startswith("over"):
        # "Regained control over 26 km2": the preposition of a noun.
        return Qualifier.EXACT, start
    if qualifier is Qualifier.UP_TO and _MOVED_UP.search(lead):
        # "The share crept up to 18.6 percent": it is there.
        return Qualifier.EXACT, start
    turned = _TURNED.get(qualifier)
    if turned is not None and _DENIED.search(lead):
        return turned, begins
    return qualifier, begins


def _mark_before(text: str, start: int, floor: int) -> tuple[Qualifier, int]:
    """The hedge of a mark that was passed or is neared: "passing the 5% threshold".

    "Has almost reached the target of 40,000" and "at least it will be 21 billion" hedge as well.
    """
    reached = _REACHED.search(text, max(floor, start - 2 * LONGEST_QUALIFIER), start)
    if reached is not None:
        return (Qualifier.NEARLY if reached["near"] else Qualifier.AT_LEAST), reached.start()
    led = _TO_MARK.search(text, max(floor, start - LONGEST_QUALIFIER), start)
    if led is None or not _MARK.match(text, start, start + LONGEST_QUALIFIER):
        return Qualifier.EXACT, start
    return (Qualifier.NEARLY if led["near"] else Qualifier.MORE_THAN), led.start()


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
