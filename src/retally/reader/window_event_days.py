"""Dated events that copy names without their date, as data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Event:
    """A dated event that copy names without its date.

    Parameters
    ----------
    name
        As a basis names it.
    day
        Its first day.
    source
        Where that day is on record.
    nouns
        What copy calls it, as alternatives of a regular expression.
    belongs
        Words of which a story about it has at least one.
    """

    name: str
    day: date
    source: str
    nouns: str
    belongs: re.Pattern[str]


EVENTS = (
    Event(
        name="the Russian invasion of Ukraine",
        day=date(2022, 2, 24),
        source="UN General Assembly resolution ES-11/1 of 2 March 2022, which names the day",
        nouns=r"invasion|war|conflict|hostilities|aggression|special\s+military\s+operation",
        belongs=re.compile(r"\b(?:Ukrain\w*|Kyiv|Kiev|Moscow|Russian?s?|Kremlin)\b"),
    ),
)
