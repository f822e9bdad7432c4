"""Who said it: one name for one source, whichever spokesman, building or capital stands for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retally.model.area_kinds import AREA_KINDS
from retally.model.story import Figure, FigureKind, Reading, Statement

NOBODY = "-"
"""The source of a figure that nobody is named for; it never chains with another story's."""

_STANDS_FOR: tuple[tuple[str, str], ...] = (
    ("isw", r"institute\s+for\s+the\s+study\s+of\s+war|isw"),
    ("deepstate", r"deep\s?state(?:map|ua)?"),
    ("nato", r"nato|north\s+atlantic\s+(?:alliance|treaty\s+organi[sz]ation)"),
    ("european union", r"eu|e\.u\.|european\s+(?:union|commission|council)"),
    ("united nations", r"un|u\.n\.|united\s+nations"),
    ("united kingdom", r"uk|u\.k\.|british|britain|united\s+kingdom|downing\s+street"),
    (
        "united states",
        r"us|u\.s\.|united\s+states|pentagon|white\s+house|washington|state\s+department|cia|american",
    ),
    ("north korea", r"north\s+korean?|pyongyang|dprk|kcna"),
    ("south korea", r"south\s+korean?|seoul|republic\s+of\s+korea"),
    ("ukraine", r"ukrain(?:e|ian)|kyiv|kiev"),
    ("russia", r"russian?|moscow|kremlin"),
    ("china", r"chinese|china|beijing"),
    ("france", r"french|france|paris|[ée]lys[ée]e"),
    ("germany", r"german|germany|berlin|bundeswehr"),
    ("poland", r"polish|poland|warsaw"),
    ("israel", r"israeli?|idf|jerusalem"),
)
"""Capitals, buildings, adjectives and short names that copy uses for a state or a body.

A general lexicon of metonyms; the first that matches a field counts, and what it does not know is
a source of its own name."""

_NAMES = re.compile(
    "|".join(
        rf"(?P<n{at}>(?<![\w.]){words}(?![\w.]))"
        for at, (_, words) in enumerate(
            (name, rf"(?:{words})") for name, words in _STANDS_FOR
        )
    ),
    re.IGNORECASE,
)  # fmt: skip
_SHORT = re.compile(r"\b(?:us|un|eu)\b")
"""Short names that are words of another sense in lower case."""

_NO_ONE = re.compile(
    r"(?:an?\s+|some\s+|many\s+|several\s+|other\s+|senior\s+|western\s+|military\s+|local\s+"
    r"|unnamed\s+|anonymous\s+|intelligence\s+|government\s+|independent\s+){0,4}"
    r"(?:experts?|analysts?|officials?|sources?|observers?|media|reports?|critics|witness(?:es)?"
    r"|authorities|spokes\w{3,8}|people|commentators?|estimates?|he|she|they|it|we|i"
    r"|(?:(?:defen[cs]e|foreign|interior|health)\s+)?(?:ministry|minister)|(?:prime|deputy)\s+minister"
    r"|government|army|police|president|general\s+staff|commander|governor|mayor"
    r"|(?:security|intelligence|rescue|emergency)\s+services?|military|intelligence)"
)
"""Groups and offices that are other people in every story, and words that name nobody."""

_ON_MAPS = AREA_KINDS | {FigureKind.ADVANCE_DISTANCE}
"""What is measured on control maps: a story that rests on them counts its dead otherwise."""

_VIA = re.compile(r"^(?P<who>[^()]{1,200})\((?:leak\s+)?via\s+(?P<via>[^()]{1,100})\)\s*$", re.I)


@dataclass(frozen=True, kw_only=True)
class Said:
    """Who said a figure, and who passed it on."""

    source: str
    said_by: str | None = None
    role: str | None = None
    organisation: str | None = None
    via: str | None = None
    method: str | None = None


def source_name(
    who: str | None, *, role: str | None = None, organisation: str | None = None
) -> str:
    """One name for a source: its organisation's, else whose office the role is, else its own.

    Examples
    --------
    >>> source_name("Jane Roe", role="Deputy Pentagon Press Secretary"), source_name("Washington")
    ('united states', 'united states')
    >>> source_name("Harbour Watch"), source_name("experts")
    ('harbour watch', '-')
    """
    body = _lower(organisation or "")
    if body and not _NO_ONE.fullmatch(body):
        return _stands_for(organisation or "") or body
    of_role = _stands_for(role or "")
    if of_role:
        return of_role
    own = _lower(who or "")
    if not own or _NO_ONE.fullmatch(own):
        return NOBODY
    return _stands_for(who or "") or own


def _stands_for(words: str) -> str | None:
    """The state or body that the words name; None where they name none."""
    found = _NAMES.search(_SHORT.sub("", words))
    return _STANDS_FOR[int(str(found.lastgroup)[1:])][0] if found else None


def _lower(words: str) -> str:
    return " ".join(words.casefold().split()).removeprefix("the ")


def said_of(reading: Reading, figure: Figure) -> Said:
    """Who said a figure of a story: its statement's speaker, else the analyst, else the story."""
    story = reading.story
    via = story.agency or story.site
    maps = figure.sources if figure.kind in _ON_MAPS else ()
    method = f"from the maps of {' and '.join(maps)}" if maps else None
    statement = _statement(reading, figure)
    if statement is not None:
        who = statement.speaker or statement.mention
        source = source_name(who, role=statement.role, organisation=statement.organisation)
        return Said(
            source=source,
            said_by=who,
            role=statement.role,
            organisation=statement.organisation,
            via=via,
            method=method,
        )
    if maps:
        # An agency's count from somebody's maps is the agency's: another may count otherwise.
        name = story.agency or maps[0]
        return Said(source=source_name(name), said_by=name, via=via, method=method)
    return Said(source=NOBODY, via=via, method=method)


def said_in_words(words: str) -> Said:
    """Who said it, from a table's cell: "US officials (via a paper)".

    Examples
    --------
    >>> said_in_words("US officials (via Harbour Post)").via
    'Harbour Post'
    """
    passed_on = _VIA.match(words.strip())
    if passed_on:
        who = passed_on["who"].strip()
        return Said(source=source_name(who), said_by=who, via=passed_on["via"].strip())
    who = words.strip()
    return Said(source=source_name(who), said_by=who or None)


def body_of(said_by: str | None, organisation: str | None) -> str:
    """The very body that speaks, below the state it is part of: "uk mod", "pentagon"."""
    return _lower(organisation or said_by or "")


def _statement(reading: Reading, figure: Figure) -> Statement | None:
    """The statement a figure stands in, by its id."""
    if figure.statement is None:
        return None
    return next((one for one in reading.statements if one.id == figure.statement), None)
