from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retally.reader.windows import stated_windows

WRITTEN = date(2031, 7, 2)
"""A Wednesday."""


def named(text: str, reference: date = WRITTEN, prefer: str = "past") -> list[str]:
    found = stated_windows(text, reference=reference, prefer=prefer)  # type: ignore[arg-type]
    return [f"{one.windows[0].start}/{one.windows[0].end}" for one in found]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("in October", "2030-10-01/2030-10-31"),
        ("May 2030", "2030-05-01/2030-05-31"),
        ("2030, nov", "2030-11-01/2030-11-30"),
        ("11/2030", "2030-11-01/2030-11-30"),
        ("2030-11", "2030-11-01/2030-11-30"),
        ("in May of nineteen ninety nine", "1999-05-01/1999-05-31"),
        ("on Tuesday, 3 June", "2031-06-03/2031-06-03"),
        ("the 1990s", "1990-01-01/1999-12-31"),
        ("in the seventies", "1970-01-01/1979-12-31"),
        ("the 20th century", "1900-01-01/1999-12-31"),
        ("today", "2031-07-02/2031-07-02"),
        ("the day before yesterday", "2031-06-30/2031-06-30"),
        ("last week", "2031-06-23/2031-06-29"),
        ("this month", "2031-07-01/2031-07-31"),
        ("last year", "2030-01-01/2030-12-31"),
        ("the week after next", "2031-07-14/2031-07-20"),
        ("that weekend", "2031-07-05/2031-07-06"),
        ("the past 24 hours", "2031-07-01/2031-07-01"),
        ("in the past week", "2031-06-25/2031-07-01"),
        ("the previous 12 months", "2030-07-02/2031-07-01"),
        ("the last two decades", "2010-01-01/2029-12-31"),
        ("next 3 days", "2031-07-03/2031-07-05"),
        ("on Monday", "2031-06-30/2031-06-30"),
        ("Friday of last week", "2031-06-27/2031-06-27"),
        ("last summer", "2030-06-01/2030-08-31"),
        ("winter of 2029", "2029-12-01/2030-02-28"),
        ("Q3 2030", "2030-07-01/2030-09-30"),
        ("2030 Q3", "2030-07-01/2030-09-30"),
        ("the third quarter", "2031-07-01/2031-09-30"),
        ("in the second half of last year", "2030-07-01/2030-12-31"),
        ("in the first half of October", "2030-10-01/2030-10-15"),
        ("early June", "2031-06-01/2031-06-15"),
        ("mid-June", "2031-06-10/2031-06-20"),
        ("late last year", "2030-07-01/2030-12-31"),
        ("the end of 2030", "2030-09-01/2030-12-31"),
        ("over the course of 2030", "2030-01-01/2030-12-31"),
        ("the rest of the month", "2031-07-02/2031-07-31"),
        ("earlier this year", "2031-01-01/2031-07-01"),
        ("the first week of June", "2031-06-02/2031-06-08"),
        ("the last week of 2030", "2030-12-23/2030-12-29"),
        ("week 10", "2031-03-03/2031-03-09"),
        ("the week of June 17", "2031-06-16/2031-06-22"),
        ("the four weeks to 3 March", "2031-02-04/2031-03-03"),
        ("the three days before June 4", "2031-06-01/2031-06-03"),
        ("2 weeks starting May 20th", "2031-05-20/2031-06-02"),
        ("within 5 days", "2031-07-02/2031-07-06"),
        ("since May 3", "2031-05-03/2031-07-01"),
        ("since the start of the year", "2031-01-01/2031-07-01"),
        ("from 4 to 22 June", "2031-06-04/2031-06-22"),
        ("from June 30 up to July 1", "2031-06-30/2031-07-01"),
        ("from 10/25 to 01/25", "2030-10-25/2031-01-25"),
        ("between Monday and Tuesday", "2031-06-30/2031-07-01"),
        ("last week between Monday and Thursday", "2031-06-23/2031-06-26"),
        ("from December to February", "2030-12-01/2031-02-28"),
        ("2024-2026", "2024-01-01/2026-12-31"),
        ("June next year", "2032-06-01/2032-06-30"),
        ("the third quarter this year", "2031-07-01/2031-09-30"),
    ],
)
def test_an_expression_of_time_names_these_days(words: str, days: str) -> None:
    assert named(words) == [days]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "no time at all",
        "31 February",
        "the 40th of June",
        "in two weeks",
        "5,000.31",
    ],
)
def test_what_is_no_stretch_or_an_impossible_one_names_none(words: str) -> None:
    assert named(words) == []


def test_with_future_preference_a_month_is_the_next_to_begin() -> None:
    assert named("in June", prefer="future") == ["2032-06-01/2032-06-30"]
    assert named("the 5th of July", prefer="future") == ["2031-07-05/2031-07-05"]


def test_the_named_end_of_a_range_is_kept() -> None:
    (found,) = stated_windows("between 2024 and May 2030", reference=WRITTEN)
    assert found.shape == "range"
    assert found.last_named == date(2030, 5, 1)


def test_words_that_leave_their_ends_open_say_so() -> None:
    (rough,) = stated_windows("early June", reference=WRITTEN)
    (exact,) = stated_windows("the first ten days of June", reference=WRITTEN)
    assert rough.is_rough
    assert not exact.is_rough


_PIECES = (
    *("the", "last", "first", "this", "next", "past", "week", "weeks", "month", "of", "year"),
    *("Monday", "Feb", "June", "2016", "0000", "31st", "12/31", "-", "to", "from", "between"),
    *("and", "since", "early", "mid", "end", "until", "few", "century", "decade", "1970s", "'"),
    *("99", "two", "thousand", "nineteen", "seventies", "now", "before", "after", "starting"),
    *("summer", "Q3", "half", "hours", ",", ".", "9999", "rest", "w/c", "within", "later"),
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(_PIECES), max_size=12).map(" ".join) | st.text(max_size=40),
    st.sampled_from([date(1, 1, 1), date(9999, 12, 31), date(2028, 2, 29)]),
    st.sampled_from(["past", "future"]),
)
def test_any_text_is_read_without_an_error(text: str, reference: date, prefer: str) -> None:
    for found in stated_windows(text, reference=reference, prefer=prefer):  # type: ignore[arg-type]
        assert found.span.of(text).strip()
        assert found.windows[0].start <= found.windows[0].end
