"""Forms of copy that once were read wrongly, on a made-up war: never a window that is not told."""

from __future__ import annotations

from datetime import date

import pytest

from retally.model.story import FigureKind, Reading
from retally.reader.read import read
from retally.stories.plain import plain_story


def reading(text: str, published: date | None = date(2031, 7, 2)) -> Reading:
    return read(
        plain_story(text),
        published=published,
        parties=("norland", "sudria"),
        sources=("atlas", "harbour-desk"),
    )


def window(text: str, published: date | None = date(2031, 7, 2)) -> str | None:
    """The first figure's window as "first/last"."""
    found = reading(text, published).figures[0].window
    return f"{found.start}/{found.end}" if found else None


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("in the month of June", "2031-06-01/2031-06-30"),
        ("over June", "2031-06-01/2031-06-30"),
        ("in the first 27 days of June", "2031-06-01/2031-06-27"),
        ("in the last ten days of June", "2031-06-21/2031-06-30"),
        ("between 1 and 27 June", "2031-06-01/2031-06-27"),
        ("from June 1 to June 27", "2031-06-01/2031-06-27"),
        ("from 1 June until 27 June 2031", "2031-06-01/2031-06-27"),
        ("as of Jun. 27", "2031-06-01/2031-06-27"),
        ("between 30 April and 31 May", "2031-05-01/2031-05-31"),
        ("from April to June", "2031-04-01/2031-06-30"),
        ("between April and June", "2031-04-01/2031-06-30"),
        ("from April through June 2031", "2031-04-01/2031-06-30"),
        ("in April-June 2031", "2031-04-01/2031-06-30"),
        ("from December to February 2031", "2030-12-01/2031-02-28"),
        ("from December 2030 to February", "2030-12-01/2031-02-28"),
        ("in November last year", "2030-11-01/2030-11-30"),
        ("last year", "2030-01-01/2030-12-31"),
        ("so far this year", "2031-01-01/2031-07-01"),
        ("since the start of the year", "2031-01-01/2031-07-01"),
        ("since the start of the month", "2031-07-01/2031-07-01"),
        ("in the first half of 2030", "2030-01-01/2030-06-30"),
        ("in the fourth quarter of 2030", "2030-10-01/2030-12-31"),
        ("in the first three quarters of 2030", "2030-01-01/2030-09-30"),
        ("in Q3 2030", "2030-07-01/2030-09-30"),
        ("in the first ten months of 2030", "2030-01-01/2030-10-31"),
        ("in the last two months of 2030", "2030-11-01/2030-12-31"),
        ("in the second half of 2031", "2031-07-01/2031-07-01"),
        ("in the first half of 2031", "2031-01-01/2031-06-30"),
        ("in the third quarter of 2031", "2031-07-01/2031-07-01"),
        ("since January 3, ending by June 27", "2031-01-03/2031-06-27"),
        ("in the week to June 24", "2031-06-18/2031-06-24"),
        ("in the week ending June 24", "2031-06-18/2031-06-24"),
        ("in the week of June 17", "2031-06-16/2031-06-22"),
        ("in the three months to June", "2031-04-01/2031-06-30"),
        ("in the first ten days of 2030", "2030-01-01/2030-01-10"),
    ],
)
def test_a_stretch_that_is_told_exactly_is_read(words: str, days: str | None) -> None:
    assert window(f"Norland's troops took 61 sq km {words}, Atlas shows.") == days


@pytest.mark.parametrize(
    "words",
    [
        "by June",
        "by the end of June",
        "by mid-June",
        "in the third half of 2030",
        "in the first 40 days of June",
        "in the third three months of 2030",
        "over four weeks in June",
        "within two weeks in June",
        "in the same month of 2030",
        "in June a year earlier",
        "in June of the previous year",
        "on June 3 and 9",
        "since its June incursion",
        "after the June offensive",
        "this year since its landing by June 27",
    ],
)
def test_a_stretch_that_is_not_told_exactly_is_left_open(words: str) -> None:
    assert window(f"Norland's troops took 61 sq km {words}, Atlas shows.") is None


@pytest.mark.parametrize(
    "text",
    [
        "So far in June 2031 Norland took 61 sq km.",
        "Norland took 61 sq km last year.",
        "Norland took 61 sq km since the start of the year.",
    ],
)
def test_without_a_day_of_publication_what_runs_to_it_is_left_open(text: str) -> None:
    assert window(text, None) is None


def test_what_rose_from_one_month_to_another_was_not_measured_over_both() -> None:
    assert window("Norland's gain rose from May to June, to 61 sq km.") is None


@pytest.mark.parametrize(
    "words", ["at least 61", "at most 61", "a record 61", "its best result in March, 61"]
)
def test_a_hedge_or_a_record_before_the_number_leaves_the_month(words: str) -> None:
    text = f"Norland's troops took {words} sq km in March 2031, Atlas shows."
    assert window(text) == "2031-03-01/2031-03-31"


def test_a_bare_year_after_a_record_is_how_far_it_reaches() -> None:
    assert window("Norland took 61 sq km, the best month in 2030.") is None


@pytest.mark.parametrize(
    "text",
    [
        "In April and May 2031, Norland took 30 sq km and 40 sq km respectively.",
        "In April and May 2031, Norland took 30 sq km (12 sq mi) and 40 sq km (15 sq mi).",
        "In April and May 2031, Norland took 30 and 40 sq km respectively (12 and 15 sq mi).",
    ],
)
def test_months_named_together_go_to_areas_in_turn(text: str) -> None:
    got = reading(text)
    first = {f.value: str(f.window.start) if f.window else None for f in got.figures}
    assert first[30] == "2031-04-01"
    assert first[40] == "2031-05-01"
    assert len(got.relations) == (2 if len(got.figures) == 4 else 0)


def test_more_areas_than_months_are_not_shared_out() -> None:
    figures = reading(
        "In April and May, Norland took 30 sq km, 40 sq km, and then 5 sq km."
    ).figures
    loose = [f for f in figures if f.window is None]
    assert loose


def test_a_semicolon_parts_an_area_from_the_next_clause() -> None:
    text = "In May, Norland took 40 square kilometres; in April, 30."
    assert window(text) == "2031-05-01/2031-05-31"


@pytest.mark.parametrize(
    "text",
    [
        "Norland aims to seize 61 sq km in June.",
        "Norland could take 61 sq km in June.",
        "Norland has not taken 61 sq km in June.",
        "Norland denied that it lost 61 sq km in June.",
        "If Norland took 61 sq km in June, it would be news.",
    ],
)
def test_what_is_not_told_as_done_is_not_replayed(text: str) -> None:
    assert reading(text).figures[0].unread == "the sentence does not say that it happened"


def test_not_only_is_no_denial() -> None:
    assert (
        reading("Norland not only took 61 sq km in June, it held them.").figures[0].unread is None
    )


@pytest.mark.parametrize(
    "text",
    [
        "Norland, which covers 61 sq km, took six villages in June.",
        "Norland took the town, which has an area of 61 sq km, in June.",
        "Norland seized ground the size of Lakeland, which is 61 sq km, in June.",
        "Norland lost a drone over a 61 sq km zone in June.",
        "Norland's advances in June left 61 sq km of wheat unharvested.",
        "Norland advanced in June. Lakeland is 61 sq km large.",
    ],
)
def test_the_size_or_fate_of_a_place_is_no_gain(text: str) -> None:
    assert reading(text).figures[0].kind is FigureKind.COUNT


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Norland advanced in May. Lakeland seized 61 sq km in June.", None),
        ("Norland advanced in May. Rebels seized 61 sq km in June.", None),
        ("Norland advanced in May. Then the army took 61 sq km in June.", "norland"),
        ("Norland advanced in May. In June, another 61 sq km were taken.", "norland"),
        ("The commander said the enemy took 61 sq km in June.", None),
        ("Norland's territorial gains totalled 61 sq km in June.", "norland"),
        ("Half of the 61 sq km that Norland took in June is forest land.", "norland"),
    ],
)
def test_an_actor_is_carried_on_only_by_a_pronoun_or_the_army(text: str, actor: str | None) -> None:
    assert reading(text).figures[0].actor == actor


@pytest.mark.parametrize(
    "text",
    [
        "Norland took 61 sq km of land (24 sq mi) in June.",
        "Norland took 61 sq km in June (24 sq mi).",
        "Norland took 61 sq km, about 24 sq mi, in June.",
        "Norland took 61 sq km in June, the equivalent of 24 sq mi.",
        "Norland took 61 sq km - 24 sq mi - in June.",
        "Norland took 61 sq km, or 24 square miles, in June.",
    ],
)
def test_a_pair_is_found_across_a_few_words(text: str) -> None:
    got = reading(text)
    assert len(got.relations) == 1
    assert [str(f.window.end) if f.window else None for f in got.figures] == ["2031-06-30"] * 2


def test_an_area_of_another_thing_in_brackets_is_no_pair() -> None:
    assert reading("Norland took 61 sq km in June (24 sq mi in May).").relations == ()


@pytest.mark.parametrize("name", ["Harbour Desk", "harbour-desk", "Harbour-Desk", "HarbourDesk"])
def test_a_source_with_a_hyphen_is_found_as_copy_writes_it(name: str) -> None:
    assert reading(f"Norland took 61 sq km in June, {name} says.").figures[0].sources == (
        "harbour-desk",
    )


def test_the_date_of_a_credited_caption_is_no_event() -> None:
    text = (
        "Photo: the front on June 5, 2031 - ANP\n\n"
        "Norland took 61 sq km in June 2031, more than ever before."
    )
    got = reading(text, None)
    assert got.story.title is None
    assert window(text, None) == "2031-06-01/2031-06-30"


def test_a_line_of_prose_with_a_date_is_no_date_line() -> None:
    text = "Front slows\n\nA soldier near the front, June 5, 2031\n\nNorland took 61 sq km in June."
    assert reading(text, None).story.published is None


def test_an_event_within_the_month_does_not_say_where_its_figures_end() -> None:
    text = "Norland took 61 sq km in June 2031. On June 28 its president spoke."
    found = reading(text, None).figures[0]
    assert found.unread == "whether June 2031 was over is not told; --published states it"
    assert window(text) == "2031-06-01/2031-06-30"


def test_an_event_in_the_sentence_of_the_area_ends_its_month() -> None:
    text = "Norland took 61 sq km in June, Atlas said on June 28, 2031."
    assert window(text, None) == "2031-06-01/2031-06-28"


def test_a_window_says_a_month_once() -> None:
    found = reading("Norland took 61 sq km in May 2031.").figures[0].window
    assert found is not None
    assert found.basis == "May 2031"


@pytest.mark.parametrize(
    ("sentence", "is_read"),
    [
        ("By 31 October 2024 Russia occupied about 110,000 square kilometres of Ukraine.", False),
        ("Russia occupied 395 square kilometres of Ukrainian territory in October 2024.", True),
        ("Russian forces occupied 395 square kilometres in October 2024.", True),
    ],
)
def test_a_total_occupied_by_a_day_is_not_taken_for_a_gain(sentence, is_read):
    found = read(plain_story(sentence), published=date(2024, 11, 5))
    assert (found.figures[0].unread is None) is is_read
