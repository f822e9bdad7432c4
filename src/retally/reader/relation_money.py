"""Rates of exchange that a story prints: "$1 = 0.92 euros", "41 hryvnias to the dollar"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retally.model.story import Figure


def exchange_rates(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that are what one unit of another currency costs."""
    return [
        one
        for one in figures
        if is_currency(one.unit)
        and one.value
        and (
            ONE_IS.search(text[max(0, one.span.start - 40) : one.span.start])
            or TO_THE.match(text, one.span.end, one.span.end + 40)
        )
    ]


def is_currency(unit: str) -> bool:
    """Whether a unit is a currency code."""
    return len(unit) == 3 and unit.isascii() and unit.isupper()


ONE_IS = re.compile(
    r"(?:[$€£¥₴₽]\s?1(?:\.0+)?|\b(?:1|one)\s+(?:[a-z]+\s+)?[a-z]+)\s*(?:=|equals|is\s+worth|buys|is|was|at)\s*$",
    re.IGNORECASE,
)
TO_THE = re.compile(
    r"\s*(?:to|per|for|against)\s+(?:the|one|a|each)\s+(?:US\s+|U\.S\.\s+)?"
    r"(?:dollar|euro|pound|ruble|rouble|hryvnia|yen|franc|krona|zloty|lira|yuan|rupee)\b",
    re.IGNORECASE,
)
