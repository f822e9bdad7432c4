"""Windows told by other windows, by the story, or by the day something was said."""

from __future__ import annotations

from datetime import date

import pytest

from retally.model.story import Figure
from retally.reader.read import read
from retally.stories.plain import plain_story


def figures(text: str, day: date | None = date(2031, 7, 2)) -> tuple[Figure, ...]:
    return read(plain_story(text), published=day, parties=("norland", "sudria")).figures


def days(figure: Figure) -> str | None:
    return f"{figure.window.start}/{figure.window.end}" if figure.window else None


@pytest.mark.parametrize(
    ("text", "window"),
    [
        (
            "Norland held 78 percent of Sudria at the end of May, compared to 62 percent a year ago.",
            "2030-05-31/2030-05-31",
        ),
        (
            "Norland took 61 sq km in May, compared with 58 sq km a year earlier.",
            "2030-05-01/2030-05-31",
        ),
        (
            "Norland took 61 sq km in May, up from 58 sq km in the previous month.",
            "2031-04-01/2031-04-30",
        ),
        (
            "Norland took 61 sq km in June, up from 58 sq km in May and twice the 30 of a year earlier.",
            "2030-06-01/2030-06-30",
        ),
        (
            "Norland took 61 sq km in the first half of the year, against 50 in the same time of last year.",
            "2030-01-01/2030-06-30",
        ),
        (
            "Norland took 61 sq km in May.\n\nIn the preceding year it took 900 sq km.",
            "2030-01-01/2030-12-31",
        ),
        ("Norland took 61 sq km, compared with 58 sq km a year earlier.", None),
    ],
)
def test_a_window_before_another_is_counted_from_it(text: str, window: str | None) -> None:
    assert days(figures(text)[-1]) == window


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        (
            "Only October (610 sq km) and November (725 sq km) of last year saw larger advances.",
            ["2030-10-01/2030-10-31", "2030-11-01/2030-11-30"],
        ),
        (
            "Norland took 61 sq km, compared with 58 in June, 50 in May, 37 in April.",
            [None, "2031-06-01/2031-06-30", "2031-05-01/2031-05-31", "2031-04-01/2031-04-30"],
        ),
        (
            "Norland took 61 square miles, or 0.9%, of Sudrian land in 2030.",
            ["2030-01-01/2030-12-31", "2030-01-01/2030-12-31"],
        ),
        (
            "Over the past year, from June 2030 to May 2031, it took 61 sq km. Over the past year it lost 5.",
            ["2030-06-01/2031-05-31", "2030-06-01/2031-05-31"],
        ),
        (
            "Norland took 61 sq km between March 2030 and May 2030. During that period it lost 14.",
            ["2030-03-01/2030-05-31", "2030-03-01/2030-05-31"],
        ),
        (
            "Norland took 61 sq km in May.\nThis has led to a net gain of 52 sq km, against 40 in April.",
            ["2031-05-01/2031-05-31", "2031-05-01/2031-05-31", "2031-04-01/2031-04-30"],
        ),
        (
            "In March of 2029 Norland took 61 sq km. In May of that year it lost 5 sq km.",
            ["2029-03-01/2029-03-31", "2029-05-01/2029-05-31"],
        ),
        (
            "From July 2030 to June 2031 it took 61 sq km, against 50 sq km in the previous 12 months.",
            ["2030-07-01/2031-06-30", "2029-07-01/2030-06-30"],
        ),
        (
            "Norland took 61 sq km between June 3 and June 17; in the two weeks before, it lost 5.",
            ["2031-06-03/2031-06-17", "2031-05-20/2031-06-03"],
        ),
        (
            "Norland had 6,100 soldiers at the end of last year and plans 7,500.",
            ["2030-12-31/2030-12-31", None],
        ),
        (
            "Norland builds 61 drones a month, up from 30 a month in May.",
            [None, "2031-05-01/2031-05-31"],
        ),
        (
            "The toll grew in May: 183 killed and 827 injured.",
            ["2031-05-01/2031-05-31", "2031-05-01/2031-05-31"],
        ),
        (
            "Between January and June it took 61 sq km, compared to 50 over the same period in 2030.",
            ["2031-01-01/2031-06-30", "2030-01-01/2030-06-30"],
        ),
        (
            "On June 24 Norland took 3 villages; two days later it took another 4.",
            ["2031-06-24/2031-06-24", "2031-06-26/2031-06-26"],
        ),
        ("Since the beginning of its summer offensive it took 61 sq km.", [None]),
        ("Two-thirds of last month's gains were in the Cape region.", ["2031-06-01/2031-06-30"]),
        ("Norland has taken 61 sq km since the start of June.", ["2031-06-01/2031-06-30"]),
        (
            "Norland has taken 61 sq km since launching a spring offensive on June 12.",
            ["2031-06-12/2031-07-01"],
        ),
        (
            "Since its troops crossed the border on June 12, Norland has taken 61 sq km.",
            ["2031-06-12/2031-07-01"],
        ),
        (
            "At least 900 people were killed since the conflict broke out in May 2030.",
            ["2030-05-01/2031-07-02"],
        ),
        ("It was its largest gain since the war began in 2029: 61 sq km.", [None]),
        (
            "In May 2030 a big push saw Norland gain 61 sq km in two weeks.",
            ["2030-05-01/2030-05-31"],
        ),
        ("The budget pays for 120 tanks for 2032 and 2033.", ["2032-01-01/2033-12-31"]),
        ("In the year to the end of May, Norland took 61 sq km.", ["2030-06-01/2031-05-31"]),
        ("In the twelve months to end-May Norland took 61 sq km.", ["2030-06-01/2031-05-31"]),
    ],
)
def test_each_amount_has_the_window_that_is_meant(text: str, windows: list[str | None]) -> None:
    assert [days(one) for one in figures(text)] == windows


@pytest.mark.parametrize(
    "text",
    [
        "The offensive, which began on May 10, won 61 sq km.",
        "Troops entered Beeton, which fell in March 2029, and took 61 sq km.",
        "Norland took 61 sq km near the Cape, the main area of clashes for the past two years.",
        "Norland's 61 sq km represent 0.2 percent of the territory in 2014.",
        "Some 61 percent was held before the start of the war in May 2029.",
        "Speaking at a meeting of the allies in Beeton on 12 June, he put the losses at 61 tanks.",
        "Including May, the total gains were 61 sq km.",
        "Norland took 61 sq km, calling the current month a record.",
    ],
)
def test_what_is_told_in_passing_is_no_window(text: str) -> None:
    assert {days(one) for one in figures(text)} == {None}


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("As of today, 94 Sudrian soldiers have been captured.", "2031-07-02/2031-07-02"),
        ("There have been at least 100 deaths among Norland's troops.", "2031-07-02/2031-07-02"),
        ("Around 200 Norland soldiers are believed to have been killed.", "2031-07-02/2031-07-02"),
        (
            "Norland controls 1,250 sq km of Sudria, Minister Anna Berg said on Monday.",
            "2031-06-30/2031-06-30",
        ),
        ("Norland controls 1,250 sq km of Sudria.", "2031-07-01/2031-07-01"),
        ("At least 12 people were killed in a missile strike, Minister Anna Berg said.", None),
    ],
)
def test_a_count_to_date_is_as_of_the_day_it_was_told(text: str, window: str | None) -> None:
    assert days(figures(text)[0]) == window


def test_months_all_around_a_printed_year_tell_no_year() -> None:
    text = "Norland lost 35 tanks in July and 38 in September. In October 2029 it lost 52 and in June it lost 29."
    assert [days(one) for one in figures(text, None)] == [None, None, "2029-10-01/2029-10-31", None]


def test_the_known_start_is_told_where_the_end_is_not() -> None:
    text = "Moscow has lost 1,000 troops since the full-scale invasion began on 24 February 2022."
    (one,) = figures(text, None)
    assert one.window is None
    assert one.unread is not None
    assert "2022-02-24" in one.unread


def test_a_labelled_date_before_the_text_is_the_day_of_publication() -> None:
    text = "date 2031-06-13 Norland has taken 61 sq km since the start of May."
    story = read(plain_story(text), parties=("norland", "sudria"))
    assert story.story.published == date(2031, 6, 13)
    assert days(story.figures[0]) == "2031-05-01/2031-06-12"


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("Norland holds 19 percent of Sudria.", "2031-07-01/2031-07-01"),
        ("A fifth of Sudria is now under Norland's control.", "2031-07-01/2031-07-01"),
        (
            "Minister Anna Berg said on Tuesday that Norland controlled about 19 percent of Sudria.",
            "2031-07-01/2031-07-01",
        ),
        (
            "Norland holds 21 sq km of Sudria, Minister Anna Berg said.",
            "2031-07-02/2031-07-02",
        ),
        (
            "Norland's forces have taken 61 sq km since May 6, Minister Anna Berg said.",
            "2031-05-06/2031-07-02",
        ),
        (
            "Minister Anna Berg said Norland had taken 610 sq km of Sudria this year.",
            "2031-01-01/2031-07-02",
        ),
        (
            "Norland's army took 61 sq km over the past week, Minister Anna Berg said.",
            "2031-06-25/2031-07-02",
        ),
        ("The forces hold the full initiative. They took 12 villages.", None),
        ("Norland wants to hold 19 percent of Sudria.", None),
    ],
)
def test_what_is_held_or_taken_up_to_now(text: str, window: str | None) -> None:
    assert days(figures(text)[-1]) == window


@pytest.mark.parametrize(
    ("text", "window"),
    [
        (
            "Norland took 85 sq km in May, a sharp rise from the start of 2031, when it held little.",
            "2031-05-01/2031-05-31",
        ),
        ("Norland took 85 sq km in January, against 10 at the start of 2031.", None),
        ("Norland took 85 sq km in May.", None),
    ],
)
def test_the_year_of_months_is_that_which_a_story_says_began(text: str, window: str | None) -> None:
    assert days(figures(text, None)[0]) == window


@pytest.mark.parametrize(
    ("text", "window"),
    [
        (
            "Norland took 5,000 sq km in 2030. This is about 1 percent of Sudria.",
            "2030-01-01/2030-12-31",
        ),
        ("Norland had taken 450 sq km in May and was now gaining about 30 sq km a day.", None),
        ("Norland took 50 sq km in May. Sudria covers 603,000 sq km.", None),
    ],
)
def test_what_points_back_is_of_the_same_time(text: str, window: str | None) -> None:
    assert days(figures(text)[-1]) == window


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("The twenty-eighth of May saw a high of 2,030 losses.", "2031-05-28/2031-05-28"),
        ("On Tuesday, the twentieth of May, 40 soldiers were killed.", "2031-05-20/2031-05-20"),
        (
            "Between the third of May and the twelfth of June 2030, Norland took 40 sq km.",
            "2030-05-03/2030-06-12",
        ),
        ("In the first week of May 40 soldiers were killed.", "2031-04-28/2031-05-04"),
        ("On the thirty-first of April, 40 soldiers were killed.", None),
        ("In the winter months of 2029 Norland took 70 sq km.", "2029-12-01/2030-02-28"),
        ("Norland fired 738 missiles over the three winter months.", "2030-12-01/2031-02-28"),
    ],
)
def test_days_in_words_and_months_of_a_season(text: str, window: str | None) -> None:
    assert days(figures(text)[0]) == window


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("In just this one week, Norland fired 900 bombs, Ada Brandt said.", "06-25/2031-07-02"),
        ("Norland fired 900 bombs within a week, Ada Brandt said on Sunday.", "06-22/2031-06-29"),
        ("“In a single week, Norland lost 7,000 men,” Ada Brandt said.", "06-25/2031-07-02"),
        ("In May Norland lost 7,000 men within a week, Ada Brandt said.", "05-01/2031-05-31"),
        ("Norland will take 40 villages within a week, Ada Brandt said.", None),
    ],
)
def test_a_week_in_the_words_of_a_source_is_the_one_up_to_them(
    text: str, window: str | None
) -> None:
    (figure,) = [one for one in figures(text) if one.value > 1]
    assert days(figure) == (f"2031-{window}" if window else None)


@pytest.mark.parametrize(
    "text",
    [
        "Since its operation began, Norland has controlled 94 sq km, Ada Brandt said on Sunday.",
        "Ada Brandt said on Sunday that Norland has held 7 percent of Sudria since that war.",
    ],
)
def test_what_is_held_since_an_event_of_no_known_day_is_held_when_it_is_told(text: str) -> None:
    (figure,) = figures(text)
    assert days(figure) == "2031-06-29/2031-06-29"


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("Norland has taken 40 sq km from the start of the year.", "2031-01-01/2031-07-01"),
        ("Norland took 11 sq km from the beginning of May.", "2031-05-01/2031-07-01"),
        ("Norland took 40 sq km from the start of 2031.", "2031-01-01/2031-07-01"),
        ("Norland took 40 sq km from the start of May to 10 June.", "2031-05-01/2031-06-10"),
    ],
)
def test_from_the_start_of_a_stretch_is_since_then_unless_an_end_is_told(
    text: str, window: str
) -> None:
    assert days(figures(text)[0]) == window
