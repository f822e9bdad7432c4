"""Quantities that restate each other in another unit: "478 km2 (184 square miles)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retally.reader.number_quantity import PrintedQuantity
from retally.reader.units import is_convertible


def conversions(text: str, found: Sequence[PrintedQuantity]) -> list[tuple[int, int]]:
    """Which of the quantities of a sentence restate another one in another unit, as index pairs.

    Two lists of equal length restate each other place by place.
    """
    pairs = []
    for at in range(1, len(found)):
        other = found[at]
        if other.listed is not None and other.listed > 0:
            continue
        if is_conversion(text, found[at - 1], other):
            size = other.of if other.of == found[at - 1].of else 1
            pairs += [(at - size + place, at + place) for place in range(size)]
    return pairs


def is_conversion(text: str, one: PrintedQuantity, other: PrintedQuantity) -> bool:
    """Whether the second quantity is the first one in another unit: "(184 square miles)"."""
    between = text[one.span.end : other.outer.start]
    return (
        is_convertible(one.unit, other.unit)
        and not other.is_elided
        and len(between) <= _LONGEST_PHRASE
        and bool(
            _CONVERSION.fullmatch(between)
            or _is_set_off(text, between, other)
            or _is_aside(text, between, other)
        )
    )


def _is_aside(text: str, between: str, other: PrintedQuantity) -> bool:
    """Whether the second area restates the first after a few words: "5 km2 of land (2 sq mi)"."""
    closed = text[other.span.end : other.span.end + 2].lstrip(".")[:1] in _CLOSING
    return closed and bool(_ASIDE.fullmatch(between))


def _is_set_off(text: str, between: str, other: PrintedQuantity) -> bool:
    """Whether commas alone set the second area off: "725 sq km, about 280 sq miles, in June"."""
    return between.strip() == "," and text[other.span.end : other.span.end + 1] in _CLOSING


_LONGEST_PHRASE = 80
_CONVERSION = re.compile(
    r"\.?(?:,?\s*respectively,?)?\s*"
    r"(?:[,;]?\s*[(\[]|[,;]\s*(?:or|i\.e\.,?|that\s+is,?)|or|/|=|[-–—]{1,2}|,?\s*(?:which\s+is|equal\s+to"
    r"|(?:the\s+)?equivalent\s+(?:of|to)))\s*(?:or|equal\s+to|equivalent\s+to|i\.e\.)?\s*",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\.?[^.;()\[\]]{0,60}(?:[(\[]|,\s*(?:or|(?:the\s+)?equivalent\s+(?:of|to)|equal\s+to))\s*",
    re.IGNORECASE,
)
_CLOSING = frozenset({",", ".", ";", ")", "]", ""})
