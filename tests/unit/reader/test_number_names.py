from __future__ import annotations

import pytest

from retally.model.story import Span
from retally.reader.numbers import numbers


def values(text: str) -> list[int]:
    found = numbers(text, among=[Span(start=0, end=len(text))], dates=[])
    return [int(number.value or 0) for number in found]


@pytest.mark.parametrize(
    "text",
    [
        "in 2024 it slowed",
        "between 1914 and 1918 it slowed",
        "between A.D. 1000 and 1260 it stood",
        "the 2019-20 season",
        "the 1990s were calm",
        "the 7th brigade and the 22nd village",
        "at 10:30 or at 9 a.m. or at 5 o'clock",
        "the report of 2031-06-05T10:38:07Z",
        "a Boeing 737, an F-16 and a Kh-101",
        "section 427 and page 12, under Article 5",
        "the Fortune 100 on its books",
        "the Group of Seven agreed",
        "a Kick Six win",
        "Wi-Fi 6 works",
        "they won 3-1 and lost 2-2",
        "a 5-4 ruling",
        "call +380 44 123 4567 now",
        "call 555-1234-22 now",
        "on 9/11 and around the clock, 24/7",
        "1. They left. 2) They stayed.",
        "at 575 Mill Road they met",
        "under-21s and mid-30s",
        "a 5D film",
        "it calls alert(1) on load",
    ],
)
def test_digits_and_words_that_count_nothing_are_no_numbers(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("it took 2024 square miles", [2024]),
        ("it cost $2000 then", [2000]),
        ("Took Six Villages Of It", [6]),
        ("Norland sent 1,900 men", [1900]),
        ("on Monday 12 drones fell", [12]),
        ("In Ardel 12 soldiers died", [12]),
        ("losses of 10-15 men", [10, 15]),
        ("with 10 to 15 men", [10, 15]),
        ("Ardel region (5 945) and Lund (5 605)", [5945, 5605]),
    ],
)
def test_what_looks_like_a_name_and_counts_something_is_a_number(
    text: str, counted: list[int]
) -> None:
    assert values(text) == counted
