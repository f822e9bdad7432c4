from __future__ import annotations

from datetime import date

import pytest

from retally.errors import UsageError
from retally.model.story import Span
from retally.reader.dates import dates, last_of_month, published_day, stated_day


def found(text: str) -> list:
    return dates(text, [Span(start=0, end=len(text))])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("on 2024-10-27 it", (2024, 10, 27)),
        ("on October 27, 2024 it", (2024, 10, 27)),
        ("on 27 October 2024 it", (2024, 10, 27)),
        ("on the 27th of October it", (None, 10, 27)),
        ("on Oct. 27 it", (None, 10, 27)),
        ("on October 1-27 it", (None, 10, 27)),
        ("in October 2024 it", (2024, 10, None)),
        ("in Sept. 2024 it", (2024, 9, None)),
        ("in May it", (None, 5, None)),
        ("in 2024 it", (2024, None, None)),
    ],
)
def test_a_date_is_read_as_printed(text: str, parts: tuple) -> None:
    (mention,) = found(text)
    assert (mention.year, mention.month, mention.day) == parts


@pytest.mark.parametrize(
    "text",
    [
        "on October 32, it",
        "on 27 to 3 October it",
        "They May go",
        "on 2024-13-01 it",
        "took 2024 km2",
    ],
)
def test_what_only_looks_like_a_date_has_no_such_day(text: str) -> None:
    assert all(mention.day is None and mention.month != 5 for mention in found(text))
    assert not any(mention.year for mention in found(text))


def test_a_number_with_a_unit_after_a_month_is_no_day() -> None:
    (mention,) = found("In October 10 square miles fell")
    assert mention.day is None


def test_february_has_29_days_where_no_year_is_printed() -> None:
    (mention,) = found("on February 29 they")
    assert mention.day == 29
    assert mention.first_day(2023) == date(2023, 2, 28)
    assert last_of_month(2024, 12) == date(2024, 12, 31)


def day_of(text: str) -> tuple:
    published = published_day(text, found(text), ignore=[])
    assert published is not None
    return published.day, published.last_whole_day


def test_a_date_line_is_the_day_of_publication() -> None:
    assert day_of("October 28, 2024\n\nThey gained in March 2023.") == (
        date(2024, 10, 28),
        date(2024, 10, 27),
    )


def test_a_dateline_is_the_day_of_publication() -> None:
    text = "PORT NORA, Oct 28, 2024 (AFP) - The army of Norland gained 5 square miles in October, its ministry said."
    assert day_of(text)[0] == date(2024, 10, 28)


def test_the_last_dated_event_bounds_the_day_where_no_date_line_stands() -> None:
    text = "By October 27 they had gained more than in August and September 2024, which was a good deal of land."
    assert day_of(text) == (None, date(2024, 10, 27))


def test_a_bare_date_far_after_the_printed_year_means_the_one_before() -> None:
    text = "It began on August 6 and they gained more in September 2024 than before, which was a good deal of land."
    assert day_of(text) == (None, date(2024, 9, 30))


def test_december_after_a_printed_november_keeps_its_year_and_january_takes_the_next() -> None:
    text = "They gained more in November 2024 than on January 5, which was a good deal of land for a small army."
    assert day_of(text) == (None, date(2025, 1, 5))


def test_the_one_weekday_on_which_sources_spoke_pins_the_day_after_the_last_event() -> None:
    text = (
        "They said Monday that by October 27 more had fallen than in September 2024, a good deal."
    )
    assert day_of(text) == (date(2024, 10, 28), date(2024, 10, 27))
    two = text + " Others said Tuesday that it was less."
    assert day_of(two) == (None, date(2024, 10, 27))


@pytest.mark.parametrize("text", ["In October they gained.", "In 2024 they gained.", ""])
def test_a_story_without_month_and_year_does_not_tell_its_day(text: str) -> None:
    assert published_day(text, found(text), ignore=[]) is None


def test_the_first_day_of_the_calendar_is_refused() -> None:
    with pytest.raises(UsageError, match="no story came out on the calendar's first day"):
        stated_day(date.min)


def test_a_month_that_names_an_event_does_not_date_the_story():
    text = (
        "By October 27 they had gained more than in September 2031, and hold what they took"
        " before the February offensive."
    )
    mentions = dates(text, [Span(start=0, end=len(text))])
    found = published_day(text, mentions, ignore=())
    assert found is not None
    assert found.last_whole_day == date(2031, 10, 27)
