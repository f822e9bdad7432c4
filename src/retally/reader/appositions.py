"""Words between commas or dashes that explain who stands before them."""

from __future__ import annotations

from retally.reader.phrases import Phrase, Stretch
from retally.reader.roles import INSTITUTIONS, is_role
from retally.reader.word_sets import word_set

RELATIVES = frozenset({"who", "which", "that", "whom"})


FINITE = frozenset(
    {"VVD", "VVZ", "VVB", "VBD", "VBZ", "VBB", "VHD", "VHZ", "VHB", "VM0", "VDD", "VDZ", "VDB"}
)
"""Tags of a verb that has a subject."""


BREAKS = frozenset({",", "-", "–", "—", "--"})


def is_apart(stretch: Stretch, at: int) -> bool:
    """Whether a comma or a dash, and no hyphen within a word, is what an item is."""
    items = stretch.items
    return items[at].low != "-" or at == 0 or items[at - 1].span.end < items[at].span.start


def comma_before(stretch: Stretch, at: int, start: int) -> int | None:
    """The comma or dash before an item, within its sentence; None where none stands near."""
    for position in range(at - 1, max(start, at - 40) - 1, -1):
        item = stretch.items[position]
        if item.quote is not None:
            return None
        if item.low in BREAKS and is_apart(stretch, position):
            return position
    return None


_OPENS_ASIDE = word_set(
    """who whose which whom where when a an the one his her their its now then formerly once also
    former in from of at on after during with for speaking citing known too however meanwhile
    himself herself meaning born aged"""
)


def explains(stretch: Stretch, first: int, last: int, comma: int) -> bool:
    """Whether the words between two commas explain what stands before them."""
    if first >= last:
        return False
    item = stretch.items[first]
    if item.low in _OPENS_ASIDE or item.tag in {"VVG", "VVN", "CRD", "AV0", "PRP"}:
        return True
    phrase = stretch.starts.get(first)
    if phrase is None:
        return False
    if not item.is_capital:
        return True
    before = stretch.ends.get(comma)
    # "The mayor, John Smith, said"; "John Smith, President of the union, said".
    if before is None:
        return False
    is_office = is_role(before.head) or before.head in INSTITUTIONS
    return is_office or not before.names or not is_name(phrase) or is_name(before)


def is_name(phrase: Phrase) -> bool:
    """Whether a phrase ends with a name."""
    return bool(phrase.names) and phrase.head == phrase.names[-1].lower()


def apposition_after(stretch: Stretch, last: int, end: int) -> int:
    """Where the words end that explain a source before them; 0 where there are none."""
    items = stretch.items
    if last + 1 >= end or items[last].low != ",":
        return 0
    opening = items[last + 1]
    if opening.quote is not None or opening.tag in {"VVG", "CJC", "CJS", "PNP", "PRP"}:
        return 0
    is_relative = opening.low in RELATIVES or opening.low == "whose"
    at = last + 1
    while at < end and items[at].quote is None and items[at].low not in {",", ";"}:
        if items[at].tag in FINITE and not is_relative:
            return 0
        at += 1
    return at if at > last + 1 else 0
