"""Digits and number words that count nothing: years, ordinals, times, scores, names, markers."""

from __future__ import annotations

import re

from retally.model.story import Span
from retally.reader.word_sets import word_set

LOOK = 24
"""Code points looked at on either side of a number; the longest head of a name has eleven."""


def is_no_quantity(text: str, span: Span, piece: Span) -> bool:
    """Whether digits are a year, an ordinal, a time of day or part of a name, a date or an address.

    Parameters
    ----------
    span
        The digits.
    piece
        The piece of the text that they stand in.
    """
    printed = span.of(text)
    before = text[max(piece.start, span.start - LOOK) : span.start]
    after = text[span.end : min(piece.end, span.end + LOOK)]
    return bool(
        (before[-1:] in _GLUE and _GLUED_BEFORE.search(before))
        or _ORDINAL.match(after)
        or _CLOCK.match(after)
        or _STREET.match(after)
        or _is_code(before, after)
        or (_CALL_BEFORE.search(before) and _CALL_AFTER.match(after))
        or _is_marker(before, printed, after)
        or _is_year(before, printed, after)
        or _is_named(before, printed, after)
    )


def is_name_of_word(text: str, span: Span, piece: Span) -> bool:
    """Whether a number word is part of a name: "the Group of Seven", "a Big Five club".

    In a title every word is a capital, in a sentence only that of a name; so the next word tells.
    """
    if not text[span.start].isupper():
        return False
    before = text[max(piece.start, span.start - LOOK) : span.start]
    if _GROUPED.search(before):
        return True
    if not _CAPITAL_BEFORE.search(before) or _OPENING.search(before):
        return False
    return not _CAPITAL_AFTER.match(text, span.end, piece.end)


def is_score(text: str, one: Span, other: Span, end: int) -> bool:
    """Whether two numbers joined by a hyphen are a score or a vote: "won 2-1", "a 5-4 ruling"."""
    first, second = one.of(text), other.of(text)
    if text[one.end : other.start] not in ("-", "–", "−") or not (
        first.isdigit() and second.isdigit() and len(first) < 4 and len(second) < 4
    ):
        return False
    after = text[other.end : min(end, other.end + LOOK)]
    return int(first) >= int(second) or bool(_SCORED.match(after))


def _is_code(before: str, after: str) -> bool:
    """Whether it is a piece of a phone number, of a day in digits, or of "24/7" and "9/11"."""
    first, last = after[:1], before[-1:]
    return bool(
        (first == "/" and _SLASH_AFTER.match(after))
        or (last == "/" and _SLASH_BEFORE.search(before))
        or (first == "-" and _HYPHENED_AFTER.match(after))
        or (first == last == "-" and _HYPHEN_BEFORE.search(before) and _HYPHEN_AFTER.match(after))
        or ((last in ("-", ")") or "+" in before or ")" in before) and _HYPHENED.search(before))
    )


def _is_marker(before: str, printed: str, after: str) -> bool:
    """Whether it numbers an item of a list: "1. They left", "2) They came"."""
    if len(printed) > 2 or after[:1] not in (".", ")") or not _MARKER.match(after):
        return False
    return not before.strip(" \t(") or bool(_MARKED.search(before))


def _is_year(before: str, printed: str, after: str) -> bool:
    if ("D" in before or "C" in before) and _ERA.search(before):
        return True
    if len(printed) != 4 or printed[0] not in "12":
        return False
    if _COUNTED.match(after) or _MONEY.search(before):
        return False
    if _YEAR.fullmatch(printed):
        return True
    in_time = _IN_TIME.search(before) and not _PLURAL_AFTER.match(after)
    return bool(_OLD_YEAR.fullmatch(printed) and in_time)


def _is_named(before: str, printed: str, after: str) -> bool:
    """Whether it follows what it names: "section 427", "Boeing 737", "the Fortune 100 on it"."""
    if not printed.isdigit() or len(printed) > 4:
        return False
    if before[-1:] not in (" ", "\n", "\xa0"):
        return False
    last = _LAST_WORD.search(before)
    word = last.group() if last else ""
    if word in _NAMING_HEADS or word.lower() in _HEADS:
        return True
    if not word[:1].isupper() or word.lower() in _NO_NAMES or not word[-1:].isalnum():
        return False
    if _COUNTED.match(after) or _PLURAL_AFTER.match(after) or _SCORE_AFTER.match(after):
        return False
    return bool(_PROPER.search(before))


_LAST_WORD = re.compile(r"[^\s(\"'“‘/-]{0,20}(?=\s+$)")
_GLUE = frozenset("-‑#№@_/=&?")
_GLUED_BEFORE = re.compile(r"[^\W\d_][-‑]$|[#№@_/=&?]$(?<!\d/)(?<!\s/)")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b|['’]?s\b", re.IGNORECASE)
_CLOCK = re.compile(
    r":\d|\s?[ap]\.?\s?m\b|\s?o['’]clock|\s?(?:GMT|UTC|[CEMP][DS]T|BST)\b|\s(?:hours\s)?local\s+time",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\s(?:[A-Z][\w'’]*\s){1,3}(?:Road|Street|Avenue|Lane|Drive|Boulevard|Way|Rd|St|Ave)\b"
)
_SLASH_AFTER = re.compile(r"/(?:7|11|\d{1,2}/\d{1,4}|\d{4})\b")
_SLASH_BEFORE = re.compile(r"\b(?:24|9|7|\d{1,2}/\d{1,2}|\d{4})/$")
_HYPHENED = re.compile(r"\b(?:19|20)\d\d-$|\d-\d{1,4}-$|\+(?:\d[\d\s-]{0,14})?$|\(\d{2,5}\)\s?$")
_HYPHEN_BEFORE = re.compile(r"\d-$")
_HYPHEN_AFTER = re.compile(r"-\d")
_HYPHENED_AFTER = re.compile(r"-\d{1,4}-\d")
_MARKED = re.compile(r"(?:\n|[.!?;:]\s)\s?\(?$")
_MARKER = re.compile(r"[.)]\s+\S")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OLD_YEAR = re.compile(r"1[0-8]\d\d")
_IN_TIME = re.compile(
    r"\b(?:in|since|until|till|before|after|by|from|between|circa|early|late|and|to"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\s$",
    re.IGNORECASE,
)
_ERA = re.compile(r"\b(?:A\.?D|B\.?C(?:\.?E)?)\.?\s(?:\d{1,4}\s(?:and|to)\s)?$")
_MONEY = re.compile(r"[$€£¥₴₽]\s?$")
_COUNTED = re.compile(
    r"\s?(?:square|sq|km|mi|per ?cent|pc\b|%|people|persons|troops|soldiers|civilians|hectares"
    r"|hundred|thousand|million|billion|trillion|kilomet|met(?:er|re)s?\b|miles?\b|times\b|dollars|euros|pounds"
    r"|mph|rpm|hp\b|bhp|horsepower|k[wW]h?\b|MW|Nm\b|feet\b|tons?\b|tonnes?\b|lit(?:er|re)s?\b"
    r"|years?\s?-?old\b|hryvnias?|rubles|roubles|deaths|casualties)"
    r"|-(?:square|kilomet|mile|met(?:er|re)|year|day|page|strong|ton|pound|member)",
    re.IGNORECASE,
)
"""What digits in the form of a year count when they are none."""

_SCORE_AFTER = re.compile(r"[-–]\d{1,3}\b")
_PLURAL_AFTER = re.compile(r"\s(?:[\w-]+ ){0,2}?[a-z]{2,}(?<![sui])s\b")
_HEADS = word_set(
    """
    section row article chapter channel route page pages paragraph phase stage level grade category
    resolution number no. nos. nr nr. version model flight highway interstate gate suite clause
    verse p p.
    """
)
"""Words that the number after them names, lower case or not."""

_NAMING_HEADS = word_set(
    """
    Boeing Airbus Windows iPhone IPhone Galaxy Formula Group Season Episode Round Type Mark Unit
    Room Pier Exit Decree Law Protocol Brigade Euro Fortune Big Top Covid COVID Area Apollo Day Tier
    Title Book Volume Vol. Part Step Figure Fig. Table Question Division Amendment Annex Week Game
    Class Ward Block Zone Sector Cup Bowl Vision Agenda Studio No FTSE Nasdaq NASDAQ P S&P SP sp
    Dow DAX CAC Nikkei Stoxx MSCI Russell ASX CSI Pixel Xbox Fi PlayStation Android Series
    """
)
"""Words that the number after them names only when they are names."""

_PROPER = re.compile(r"(?<=[\w,;:)] )[A-Z][\w&'’]*\s{1,2}$")
_NO_NAMES = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december the a an of in at on to some
    about over only just nearly almost around least than up and or but with for from by
    after since between more less another these those all its their his her our total usd
    eur gbp uah rub us killed lost took seized
    """
)
_GROUPED = re.compile(r"\b(?:Group|Gang|Council|Committee|Big|Formula|Magnificent)\s(?:of\s)?$")
_CAPITAL_BEFORE = re.compile(r"\b[A-Z][\w'’]*\s(?:of\s)?$")
_OPENING = re.compile(r"[.!?:;—–|\n]\s*[\"“‘'(]?\s*$")
_CAPITAL_AFTER = re.compile(r"[\s-]{1,2}(?:(?:of|and|to|or|the|in|by)\s){0,2}[\"“‘']?[A-Z]")
_SCORED = re.compile(
    r"\s(?:win|won|loss|lost|victory|defeat|draw|drew|lead|vote|majority|record|(?:on\s)?aggregate|ruling"
    r"|thriller|triumph|thrashing|decision|split)\b",
    re.IGNORECASE,
)
_CALL_BEFORE = re.compile(r"[^\W\d]\($")
_CALL_AFTER = re.compile(r"[\w,.]{0,20}\)")
"""Around digits that belong to a name, without a blank: "alert(1)", "S(2)"."""
