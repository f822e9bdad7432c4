from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retally.stories.days import address_day, day_line, declared_day, is_day_line

DAY = date(2024, 10, 28)


@pytest.mark.parametrize(
    "value",
    [
        "2024-10-28", "2024-10-28T23:30:00-04:00", "Mon, 28 Oct 2024 10:00:00 GMT", "Oct. 28th, 2024",
        "28 October 2024", "28-Oct-2024", "28/10/2024", "28.10.2024", "1730131200000", "1730131200",
        "28 octobre 2024", "28. Oktober 2024", "28 октября 2024",
    ],
)  # fmt: skip
def test_a_declared_day_is_read_in_every_usual_form(value: str) -> None:
    assert declared_day(value) == DAY


@pytest.mark.parametrize(
    "value",
    ["", "2024", "October 2024", "10/11/2024", "2 hours ago", "yesterday", "2024-13-40", "28 Oct"],
)
def test_what_is_no_full_day_is_none(value: str) -> None:
    assert declared_day(value) is None


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("https://example.org/world/2024/10/28/gains", "/2024/10/28/"),
        ("https://example.org/world/2024/oct/28/gains", "/2024/oct/28/"),
        ("https://example.org/2024-10-28-gains", "/2024-10-28"),
        ("https://example.org/gains-20241028.html", "20241028"),
    ],
)
def test_an_address_may_carry_the_day(address: str, says: str) -> None:
    assert address_day(address) == (DAY, says)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/2024/10/gains",
        "https://example.org/war-of-2024",
        "https://example.org/n/20241399",
        "https://example.org/n/120241028",
        "https://example.org/2024/13/28/x",
        "",
    ],
)
def test_an_address_without_a_full_day_gives_none(address: str) -> None:
    assert address_day(address) is None


@pytest.mark.parametrize(
    "line",
    [
        "Published: Oct 28, 2024 10:15 AM GMT",
        "Monday, October 28, 2024 - 14:05",
        "Updated October 29, 2024 | Published October 28, 2024",
        "28 October 2024",
        "2024-10-28 14:05 UTC",
        "28/10/2024",
        "28/10/2024 14:05",
        "Ada Pell — Monday, 28 October 2024, 12:35",
        "Ada Pell (@adapell) Published October 28, 2024 | 11:10 PM",
        "By Ada Pell | Oct 28, 2024",
        "Port Nora (ANP) Oct 28, 2024",
    ],
)
def test_a_line_may_say_when_the_story_came_out(line: str) -> None:
    assert is_day_line(line)
    assert day_line(line) == DAY


@pytest.mark.parametrize(
    "line",
    ["It began on October 28, 2024", "On October 28, 2024 477", "In 2024", "2024", "October 28, 2024: Norland falls", "Norland fell — October 28, 2024"],
)  # fmt: skip
def test_a_line_that_says_more_is_none(line: str) -> None:
    assert not is_day_line(line)
    assert day_line(line) is None


def test_a_line_that_says_only_when_it_was_updated_gives_no_day() -> None:
    assert is_day_line("Last updated: 28 October 2024")
    assert day_line("Last updated: 28 October 2024") is None


@given(st.text())
def test_any_text_is_no_error(text: str) -> None:
    address_day(text)
    day_line(text)


@given(st.text(alphabet="0123456789/-:TZ .,JanuaryOct"))
def test_any_text_of_dates_is_no_error(text: str) -> None:
    declared_day(text)
    address_day(text)
    day_line(text)
