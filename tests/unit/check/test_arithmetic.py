"""Verdicts on relations, with figures written down: what holds, what does not, what is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relation_figures import checked, figure, reading, window
from retally.check.arithmetic import UNCOMPUTED, arithmetic_checks
from retally.check.arithmetic_terms import interval, number
from retally.model.check import CheckKind, Hint, Note
from retally.model.quantity import Quantity
from retally.model.story import FigureKind, Qualifier, RelationType, Scope, Span
from retally.model.words import Verdict


def odd_figure(printed, unit, qualifier, stated):
    """A figure as no reader would give it."""
    sound = printed if printed not in ("None", "") else "5"
    made = figure(sound, unit, qualifier.value, window=stated)
    return made if sound == printed else replace(made, printed=(printed,))


MATCHES, DEPENDS = Verdict.MATCHES, Verdict.DEPENDS
NOT, CANNOT = Verdict.DOES_NOT_MATCH, Verdict.CANNOT_CHECK
MAY = window("2031-05-01", "2031-05-31")
JUNE = window("2031-06-01", "2031-06-30")


@pytest.mark.parametrize(
    ("figures", "verdict", "line"),
    [
        (
            [figure("478"), figure("300"), figure("178")],
            MATCHES,
            "300 + 178 = 478; the story says 478",
        ),
        ([figure("500"), figure("300"), figure("178")], NOT, "300 + 178 = 478, not 500"),
        (
            [
                figure("750000", "people", "more_than"),
                figure("198000", "people"),
                figure("550000", "people", "more_than"),
            ],
            MATCHES,
            "198,000 + more than 550,000 = at least 748,000; the story says more than 750,000",
        ),
        ([figure("500", "km2", "about"), figure("300"), figure("178")], MATCHES, "= 478"),
        ([figure("10..20", "tank"), figure("5", "tank"), figure("9", "tank")], MATCHES, "= 14"),
        ([figure("4"), figure("1..2"), figure("2")], MATCHES, "+ 2 = "),
    ],
)
def test_parts_are_added_up(figures, verdict, line):
    check = checked(RelationType.SUM, *figures)
    assert check.verdict is verdict
    assert line in check.explanation
    assert check.kind is CheckKind.ARITHMETIC
    assert check.relation == "r1"
    assert check.claimed is not None
    assert check.computed is not None


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        (["300", "178"], MATCHES),
        (["300", "100"], DEPENDS),
        (["300", "200"], NOT),
        (["300"], MATCHES),
    ],
)
def test_a_list_that_may_leave_parts_out_need_not_reach_the_total(parts, verdict):
    figures = [figure("478"), *(figure(part) for part in parts)]
    words = "478 square kilometres, of which"
    check = checked(RelationType.SUM, *figures, qualifier=Qualifier.UP_TO, words=words)
    assert check.verdict is verdict


def test_a_list_after_including_is_not_taken_for_the_whole():
    check = checked(
        RelationType.SUM,
        *(figure(number) for number in ("478", "300", "100")),
        qualifier=Qualifier.UP_TO,
        words="478 square kilometres, including",
    )
    assert check.verdict is MATCHES
    assert check.explanation == "300 + 100 is no more than 478"


@pytest.mark.parametrize("kind", [RelationType.SUM, RelationType.COMPLEMENT])
def test_numbers_of_different_units_are_not_added(kind):
    check = checked(kind, figure("478"), figure("300"), figure("178", "mi2"))
    assert (check.verdict, check.explanation) == (CANNOT, "the numbers are not in one unit")


def test_one_part_of_a_total_is_said_to_be_no_more_than_it():
    check = checked(RelationType.SUM, figure("478"), figure("300"), qualifier=Qualifier.UP_TO)
    assert check.explanation == "300 is no more than 478"


@pytest.mark.parametrize(
    ("share", "part", "whole", "verdict"),
    [
        (figure("2/3", "share"), figure("324"), figure("478"), MATCHES),
        (figure("68", "percent"), figure("324"), figure("478"), MATCHES),
        (figure("90", "percent", "nearly"), figure("629"), figure("725", "km2", "more_than"), MATCHES),
        (figure("3/4", "share"), figure("324"), figure("478"), NOT),
        (figure("1.28", "percent"), figure("7463"), figure("603628"), NOT),
        (figure("2/3", "share", "more_than"), figure("324"), figure("478"), MATCHES),
        (figure("2/3", "share", "up_to"), figure("324"), figure("478"), NOT),
        (figure("2/3", "share", "nearly"), figure("324"), figure("478"), NOT),
    ],
)  # fmt: skip
def test_a_share_is_part_over_whole(share, part, whole, verdict):
    check = checked(RelationType.SHARE_OF, share, part, whole, at=Span(start=0, end=1))
    assert check.verdict is verdict


def test_two_lower_bounds_settle_no_share():
    check = checked(
        RelationType.SHARE_OF,
        figure("0.94", "percent"),
        figure("2160", "km2", "more_than"),
        figure("23000", "km2", "more_than"),
    )
    assert check.verdict is CANNOT
    assert "bounds" in check.explanation


def test_a_share_that_was_cut_instead_of_rounded_matches_and_says_so():
    check = checked(
        RelationType.SHARE_OF, figure("86", "percent"), figure("629"), figure("725"),
    )  # fmt: skip
    assert check.verdict is MATCHES
    assert check.note is Note.TRUNCATED


def test_a_share_without_a_whole_cannot_be_checked():
    check = checked(RelationType.SHARE_OF, figure("2/3", "share"), figure("324"))
    assert check.verdict is CANNOT
    assert "whole" in check.explanation


def test_a_share_whose_whole_was_looked_for_depends_where_another_total_fits():
    figures = figure("90", "percent", "nearly"), figure("629"), figure("3500")
    check = checked(
        RelationType.SHARE_OF, *figures, words="nearly 90 percent", others=(figure("725"),)
    )
    # The whole of this relation stands outside the words that claim the share.
    assert check.verdict is NOT
    story = reading(RelationType.SHARE_OF, *figures, others=(figure("725"),))
    far = tuple(
        one if one.id != "f3" else figure("3500", id="f3", span=Span(start=900, end=904))
        for one in story.figures
    )
    (moved,) = arithmetic_checks(
        type(story)(story=story.story, figures=far, relations=story.relations)
    )
    assert moved.verdict is DEPENDS
    assert "it is the share of 725" in moved.explanation


@pytest.mark.parametrize(
    ("figures", "verdict"),
    [
        ([figure("60", "percent"), figure("40", "percent")], MATCHES),
        ([figure("60", "percent"), figure("45", "percent")], NOT),
        ([figure("2/3", "share"), figure("1/3", "share")], MATCHES),
        ([figure("300"), figure("178"), figure("478")], MATCHES),
        ([figure("300"), figure("178")], CANNOT),
        ([figure(one, "percent") for one in ("50", "30", "20")], MATCHES),
        ([figure(one, "percent") for one in ("3", "60", "40")], MATCHES),
        ([figure(one, "percent") for one in ("40", "35", "15")], NOT),
    ],
)
def test_what_is_left_over_makes_the_whole(figures, verdict):
    assert checked(RelationType.COMPLEMENT, *figures).verdict is verdict


def test_tripling_from_more_than_3000_to_about_10000_is_at_most_three_and_a_third():
    check = checked(
        RelationType.RATIO,
        figure("10000", "people", "about"),
        figure("3000", "people", "more_than"),
        claimed=Decimal(3),
        words="tripling its estimate",
    )
    assert check.verdict is MATCHES
    assert "at most 3.33" in check.explanation
    assert check.claimed is not None
    assert check.claimed.to_dict()["low"] == 2.5
    assert check.computed is not None
    assert check.computed.low is None
    assert float(check.computed.high) == pytest.approx(10000 / 3000)


@pytest.mark.parametrize(
    ("figures", "claimed", "qualifier", "verdict"),
    [
        (["120", "60"], "2", "exact", MATCHES),
        (["180", "120"], "2", "exact", NOT),
        (["57", "100"], "0.5", "exact", MATCHES),
        (["47", "100"], "0.5", "nearly", MATCHES),
        (["57", "100"], "0.5", "nearly", NOT),
        (["120", "40"], "2", "exact", NOT),
        (["60", "120"], "0.5", "exact", MATCHES),
        (["60", "90"], "0.5", "exact", NOT),
        (["450", "200"], "2", "more_than", MATCHES),
        (["390", "200"], "2", "more_than", NOT),
        (["290", "100"], "3", "nearly", MATCHES),
        (["150", "100"], "1.5", "exact", MATCHES),
        (["120"], "2", "exact", CANNOT),
    ],
)
def test_a_worded_multiple_is_held_against_the_quotient(figures, claimed, qualifier, verdict):
    check = checked(
        RelationType.RATIO,
        *(figure(one) for one in figures),
        claimed=Decimal(claimed),
        qualifier=Qualifier(qualifier),
    )
    assert check.verdict is verdict


@pytest.mark.parametrize(
    ("after", "before", "percent", "verdict"),
    [
        ("5000", "3800", "32", MATCHES),
        ("5000", "3800", "30", DEPENDS),
        ("5000", "3800", "45", NOT),
        ("5012", "3814", "30", NOT),
        ("500", "380", "30", NOT),
    ],
)
def test_a_percentage_of_round_totals_that_needs_them_rounded_depends(
    after, before, percent, verdict
):
    check = checked(RelationType.CHANGE, figure(percent, "percent"), figure(after), figure(before))
    assert check.verdict is verdict
    assert (" is rounded" in check.explanation) == (verdict is DEPENDS)


@pytest.mark.parametrize(
    ("one", "other", "times", "words", "verdict"),
    [
        ("3500", "584", "6", "six times more than", MATCHES),
        ("1730", "584", "3", "three times more than", MATCHES),
        ("700", "100", "6", "six times more than", DEPENDS),
        ("800", "100", "6", "six times more than", NOT),
        ("60", "300", "5", "five times less than", MATCHES),
        ("1300", "100", "10", "ten times", MATCHES),
        ("1700", "100", "10", "ten times", NOT),
    ],
)
def test_a_printed_multiple_is_held_against_the_quotient(one, other, times, words, verdict):
    check = checked(
        RelationType.RATIO, figure(one), figure(other), figure(times, "times"), words=words
    )
    assert check.verdict is verdict


def test_a_multiple_that_was_cut_matches_and_says_so():
    check = checked(
        RelationType.RATIO, figure("5800"), figure("1000"), figure("5", "times"), words="five times"
    )
    assert (check.verdict, check.note) == (MATCHES, Note.TRUNCATED)
    worded = checked(RelationType.RATIO, figure("580"), figure("200"), claimed=Decimal(2))
    assert worded.verdict is NOT


def test_a_ratio_that_claims_no_multiple_cannot_be_checked():
    assert checked(RelationType.RATIO, figure("5"), figure("4")).verdict is CANNOT


def test_a_ratio_of_two_units_or_without_its_other_number_cannot_be_checked():
    mixed = checked(RelationType.RATIO, figure("5"), figure("5", "mi2"), claimed=Decimal(1))
    assert (mixed.verdict, "one unit" in mixed.explanation) == (CANNOT, True)
    alone = checked(RelationType.RATIO, figure("3500"), figure("6", "times"))
    assert (alone.verdict, "no number" in alone.explanation) == (CANNOT, True)


@pytest.mark.parametrize(
    ("figures", "verdict"),
    [
        ([figure("19"), figure("478"), figure("459")], MATCHES),
        ([figure("91"), figure("478"), figure("459")], NOT),
        ([figure("190", "km2", "about"), figure("668"), figure("477")], MATCHES),
        ([figure("19"), figure("478")], CANNOT),
        ([figure("10", "percent"), figure("95", "percent"), figure("85", "percent")], MATCHES),
        ([figure("12", "percent"), figure("95", "percent"), figure("85", "percent")], DEPENDS),
        ([figure("40", "percent"), figure("95", "percent"), figure("85", "percent")], NOT),
    ],
)
def test_a_difference_is_the_greater_less_the_smaller(figures, verdict):
    assert checked(RelationType.DIFFERENCE, *figures).verdict is verdict


@pytest.mark.parametrize(
    ("percent", "after", "before", "claimed", "verdict"),
    [
        (figure("30", "percent"), "478", "368", 30, MATCHES),
        (figure("20", "percent"), "400", "500", -20, MATCHES),
        (figure("20", "percent"), "400", "500", 20, NOT),
        (figure("1/4", "share"), "500", "400", None, MATCHES),
        (figure("40", "percent"), "478", "368", 40, NOT),
        (figure("40", "percent"), "478", None, 40, CANNOT),
    ],
)
def test_a_change_is_told_in_percent_of_what_was_before(percent, after, before, claimed, verdict):
    figures = [percent, figure(after), *([] if before is None else [figure(before)])]
    asked = None if claimed is None else Decimal(claimed)
    assert checked(RelationType.CHANGE, *figures, claimed=asked).verdict is verdict


@pytest.mark.parametrize(
    ("rate", "total", "verdict"),
    [
        ("15.4", "477", MATCHES),
        ("15", "477", MATCHES),
        ("14.5", "449", MATCHES),
        ("15.9", "477", DEPENDS),
        ("68.1", "477", NOT),
    ],
)
def test_a_daily_rate_is_the_total_over_the_days_of_its_window(rate, total, verdict):
    check = checked(
        RelationType.RATE, figure(rate, "km2/day", window=MAY), figure(total, window=MAY)
    )
    assert check.verdict is verdict
    assert "31 days" in check.explanation


@pytest.mark.parametrize(
    ("figures", "verdict"),
    [
        ([figure("10", "km2/day"), figure("270"), figure("27", "days")], MATCHES),
        ([figure("10", "km2/day"), figure("270"), figure("2", "weeks")], NOT),
        ([figure("10", "km2/day"), figure("270"), figure("2", "tank")], CANNOT),
        ([figure("10", "km2/day"), figure("270")], CANNOT),
        ([figure("10", "km2/day")], CANNOT),
        ([figure("10", "km2/km2"), figure("270", window=MAY)], CANNOT),
        ([figure("10", "km2/day", window=JUNE), figure("310", window=MAY)], CANNOT),
        ([figure("70", "km2/week"), figure("310", window=MAY)], MATCHES),
        ([figure("310", "km2/month"), figure("310", window=MAY)], MATCHES),
        (
            [
                figure("155", "km2/month"),
                figure("310", window=window("2031-05-01", "2031-06-30")),
            ],
            MATCHES,
        ),
        (
            [
                figure("304", "km2/month"),
                figure("100", window=window("2031-05-01", "2031-05-10")),
            ],
            MATCHES,
        ),
        ([figure("5", "km2/day"), figure("5", window=window("2031-05-01", "2031-05-01"))], MATCHES),
    ],
)
def test_a_rate_needs_its_total_and_how_long_it_took(figures, verdict):
    assert checked(RelationType.RATE, *figures).verdict is verdict


@pytest.mark.parametrize(
    ("figures", "verdict"),
    [
        ([figure("60", "people"), figure("720", "people"), figure("12", "village")], MATCHES),
        ([figure("50", "people"), figure("720", "people"), figure("12", "village")], NOT),
        ([figure("5"), figure("4"), figure("6")], MATCHES),
        ([figure("9"), figure("4"), figure("6")], NOT),
        ([figure("9"), figure("4")], CANNOT),
    ],
)
def test_an_average_is_of_a_count_or_of_what_is_listed(figures, verdict):
    assert checked(RelationType.AVERAGE, *figures).verdict is verdict


@pytest.mark.parametrize(
    ("one", "other", "verdict", "hint"),
    [
        (figure("4000", "km2", "nearly"), figure("3985"), MATCHES, None),
        (figure("629"), figure("725"), NOT, None),
        (figure("6640"), figure("6460"), NOT, Hint.DIGIT_SWAP),
        (figure("478", "mi2"), figure("478"), NOT, Hint.UNIT_SWAPPED),
        (figure("184", "mi2"), figure("478"), MATCHES, None),
        (figure("5", "tank"), figure("5", "people"), CANNOT, None),
    ],
)
def test_two_numbers_of_one_thing_are_to_agree(one, other, verdict, hint):
    check = checked(RelationType.SAME, one, other)
    assert (check.verdict, check.hint) == (verdict, hint)


@pytest.mark.parametrize(
    ("figures", "verdict"),
    [
        ([figure("250"), figure("200..300")], MATCHES),
        ([figure("350"), figure("200..300")], NOT),
        ([figure("250"), figure("200"), figure("300")], MATCHES),
        ([figure("250"), figure("200", "mi2"), figure("300", "mi2")], CANNOT),
        ([figure("200"), figure("300")], MATCHES),
    ],
)
def test_a_figure_is_to_lie_in_its_range(figures, verdict):
    assert checked(RelationType.RANGE, *figures).verdict is verdict


def test_a_number_below_zero_is_not_computed_with():
    check = checked(RelationType.SUM, figure("5"), figure("-3"), figure("8"))
    assert check.verdict is CANNOT
    assert "below zero" in check.explanation


def test_records_and_what_stands_outside_the_body_are_not_asked():
    assert arithmetic_checks(reading(RelationType.RECORD, figure("478"))) == []
    headline = [figure("478", scope=Scope.HEADLINE), figure("477", scope=Scope.HEADLINE)]
    assert arithmetic_checks(reading(RelationType.GREATER, *headline)) == []


def test_a_year_to_date_that_was_over_is_a_slip_of_the_year():
    check = checked(RelationType.REVISION, figure("584"), words="to date in 2029")
    assert (check.verdict, check.hint) == (NOT, Hint.YEAR_SLIP)
    assert "that year was over" in check.explanation
    story = reading(RelationType.REVISION, figure("584"), words="to date in 2029")
    dated = replace(story, story=replace(story.story, published=date(2031, 7, 2)))
    (told,) = arithmetic_checks(dated)
    assert "on 2031-07-02" in told.explanation
    assert arithmetic_checks(reading(RelationType.REVISION, figure("5"), figure("4"))) == []


@pytest.mark.parametrize(
    ("one", "other", "kind", "verdict", "line"),
    [
        ("478", "477", "greater", MATCHES, "478 is more than 477, by 1 square kilometre"),
        ("459", "478", "less", MATCHES, "459 is less than 478, by 19"),
        ("459", "478", "greater", NOT, "459 is not more than 478, by 19"),
        ("478", "478", "greater", DEPENDS, "left open"),
    ],
)
def test_two_printed_numbers_are_ordered_as_printed(one, other, kind, verdict, line):
    check = checked(RelationType(kind), figure(one), figure(other))
    assert check.verdict is verdict
    assert line in check.explanation


@pytest.mark.parametrize(
    ("more", "less", "verdict"),
    [
        (figure("500", "km2", "about"), figure("520"), DEPENDS),
        (figure("2660", "km2", "more_than"), figure("584"), MATCHES),
        (figure("500", "km2", "more_than"), figure("584"), DEPENDS),
        (figure("200..300"), figure("150"), MATCHES),
        (figure("200..300"), figure("250"), DEPENDS),
        (figure("200..300"), figure("350"), NOT),
        (figure("350"), figure("200..300"), MATCHES),
    ],
)
def test_hedges_may_leave_an_order_open(more, less, verdict):
    assert checked(RelationType.GREATER, more, less).verdict is verdict


def test_an_order_needs_two_numbers_of_one_unit():
    assert checked(RelationType.GREATER, figure("478")).verdict is CANNOT
    assert checked(RelationType.GREATER, figure("478"), figure("5", "mi2")).verdict is CANNOT


def test_more_than_two_months_combined_is_held_against_their_sum():
    check = checked(RelationType.GREATER, figure("478"), figure("477"), figure("459"))
    assert (check.verdict, check.hint) == (NOT, Hint.RESPECTIVELY_SUMMED)
    assert "477 + 459 = 936" in check.explanation
    assert checked(RelationType.GREATER, figure("978"), figure("477"), figure("459")).hint is None
    less = checked(RelationType.GREATER, figure("300"), figure("477"), figure("459"))
    assert (less.verdict, less.hint) == (NOT, None)
    ranged = checked(RelationType.GREATER, figure("300"), figure("200..400"), figure("459"))
    assert (ranged.verdict, ranged.hint) == (NOT, None)
    assert checked(RelationType.GREATER, figure("30"), figure("47")).hint is None


@pytest.mark.parametrize(
    ("kind", "figures", "hint"),
    [
        ("sum", [figure("343"), figure("210"), figure("133"), figure("60")], Hint.SUBTOTAL),
        ("sum", [figure("750"), figure("300"), figure("178")], None),
        ("sum", [figure("487"), figure("300"), figure("178")], Hint.DIGIT_SWAP),
        ("sum", [figure("900"), figure("100..200"), figure("20")], None),
        ("difference", [figure("91"), figure("478"), figure("459")], Hint.DIGIT_SWAP),
        ("ratio", [figure("60"), figure("180"), figure("3", "times")], Hint.DIVIDED_NOT_MULTIPLIED),
        ("ratio", [figure("96"), figure("16"), figure("4", "times")], Hint.DIGIT_SWAP),
        ("share_of", [figure("68", "percent"), figure("342"), figure("478")], Hint.DIGIT_SWAP),
        ("range", [figure("530"), figure("200..400")], Hint.DIGIT_SWAP),
        ("range", [figure("555"), figure("200..400")], None),
    ],
)
def test_a_slip_that_one_correction_explains_is_named(kind, figures, hint):
    check = checked(RelationType(kind), *figures, at=Span(start=0, end=1))
    assert check.verdict is NOT
    assert check.hint is hint


def test_a_share_of_another_total_is_named_by_its_window():
    parts = (figure("90", "percent"), figure("629"), figure("900", window=JUNE))
    at = Span(start=0, end=1)
    other = checked(RelationType.SHARE_OF, *parts, others=(figure("700", window=MAY),), at=at)
    assert (other.verdict, other.hint) == (NOT, Hint.WINDOW_SLIP)
    same = checked(RelationType.SHARE_OF, *parts, others=(figure("700", window=JUNE),), at=at)
    assert same.hint is Hint.SUBTOTAL
    part = checked(
        RelationType.SHARE_OF,
        figure("90", "percent"),
        figure("629", kind=FigureKind.AREA_LOST),
        figure("1000", window=JUNE),
        others=(figure("900", kind=FigureKind.AREA_LOST),),
        at=at,
    )
    assert part.hint is Hint.SUBTOTAL


@pytest.mark.parametrize(
    ("rate", "total", "stated", "hint"),
    [
        ("68.1", "477", MAY, Hint.WINDOW_SLIP),
        ("10.0", "1820", window("2030-01-01", "2031-07-01"), Hint.YEAR_SLIP),
        ("16", "477", window("2031-05-01", "2031-06-15"), Hint.WINDOW_SLIP),
        ("333.7", "477", MAY, None),
        ("51.4", "477", MAY, Hint.DIGIT_SWAP),
    ],
)
def test_a_rate_over_other_days_is_named(rate, total, stated, hint):
    check = checked(
        RelationType.RATE, figure(rate, "km2/day", window=stated), figure(total, window=stated)
    )
    assert check.verdict is NOT
    assert check.hint is hint


def test_a_rate_that_may_be_rounded_depends():
    rate = figure("1500", "people/day", window=window("2031-11-01", "2031-11-30"))
    total = figure("45680", "people", window=rate.window)
    check = checked(RelationType.RATE, rate, total)
    assert check.verdict is DEPENDS
    assert "it holds if 1,500 is rounded" in check.explanation
    far = checked(RelationType.RATE, replace(rate, printed=("1700",), value=Decimal(1700)), total)
    assert far.verdict is NOT


@pytest.mark.parametrize(
    ("end", "published", "verdict"),
    [
        ("2031-06-03", "2031-06-04", DEPENDS),
        ("2031-06-03", "2031-06-20", NOT),
        ("2031-06-03", None, NOT),
        ("2031-07-19", "2031-07-20", NOT),
    ],
)
def test_a_window_open_to_the_present_may_end_where_the_data_of_its_story_do(
    end, published, verdict
):
    year = window("2031-01-01", end)
    told = reading(
        RelationType.RATE,
        figure("7.9", "km2/day", window=year),
        figure("1189", window=year),
        others=(figure("287", window=MAY),),
    )
    day = None if published is None else date.fromisoformat(published)
    (check,) = arithmetic_checks(replace(told, story=replace(told.story, published=day)))
    assert check.verdict is verdict
    assert ("to 2031-05-31" in check.explanation) == (verdict is DEPENDS)


def test_a_rate_over_a_printed_duration_has_no_other_window():
    check = checked(RelationType.RATE, figure("16", "km2/day"), figure("477"), figure("7", "days"))
    assert (check.verdict, check.hint) == (NOT, None)


def test_a_window_that_ends_with_the_calendar_is_no_error():
    last = window("9999-12-01", "9999-12-31")
    first = window("0001-01-01", "0001-01-05")
    leap = window("2028-02-29", "2028-03-31")
    for stated in (last, first, leap):
        check = checked(
            RelationType.RATE, figure("999", "km2/month", window=stated), figure("4", window=stated)
        )
        assert check.verdict is NOT


def test_parts_outside_the_window_of_their_total_are_not_part_of_it():
    april = window("2031-04-01", "2031-04-30")
    parts = [
        figure("100", window=april),
        figure("120", window=MAY),
        figure("140", window=JUNE),
    ]
    since_may = window("2031-05-01", "2031-06-30")
    slipped = checked(RelationType.SUM, figure("360", window=since_may), *parts)
    assert (slipped.verdict, slipped.hint) == (NOT, Hint.WINDOW_SLIP)
    assert "120 + 140 = 260" in slipped.explanation
    whole = checked(
        RelationType.SUM, figure("360", window=window("2031-04-01", "2031-06-30")), *parts
    )
    assert whole.verdict is MATCHES
    wrong = checked(RelationType.SUM, figure("365", window=since_may), *parts)
    assert (wrong.verdict, wrong.hint) == (NOT, None)


def test_years_outside_the_window_of_their_total_are_a_slip_of_the_year():
    years = [
        figure(number, window=window(f"{year}-01-01", f"{year}-12-31"))
        for number, year in (("300", 2028), ("200", 2029), ("100", 2030))
    ]
    since = figure("600", window=window("2029-01-01", "2030-12-31"))
    check = checked(RelationType.SUM, since, *years)
    assert (check.verdict, check.hint) == (NOT, Hint.YEAR_SLIP)


def test_a_long_sum_has_no_subtotal_named():
    parts = [figure(str(number)) for number in (11, 12, 13, 14, 15, 16, 17, 18, 19)]
    check = checked(RelationType.SUM, figure("9000"), *parts)
    assert (check.verdict, check.hint) == (NOT, None)


def test_zeros_that_end_a_number_are_not_exchanged():
    check = checked(RelationType.RATIO, figure("18000"), figure("12000"), claimed=Decimal(2))
    assert (check.verdict, check.hint) == (NOT, None)


def test_figures_of_another_unit_or_without_a_value_are_no_other_whole():
    others = (figure("5", "tank"), figure("600..700"), figure("700", kind=FigureKind.AREA_HELD))
    check = checked(
        RelationType.SHARE_OF,
        figure("90", "percent"),
        figure("629"),
        figure("960"),
        others=others,
        at=Span(start=0, end=1),
    )
    assert (check.verdict, check.hint) == (NOT, None)


def test_what_a_multiple_below_one_says_is_a_fraction():
    check = checked(RelationType.RATIO, figure("50..70"), figure("120"), claimed=Decimal("0.5"))
    assert check.verdict is MATCHES
    hedged = checked(RelationType.RATIO, figure("60"), figure("10"), figure("6", "times", "about"))
    assert hedged.verdict is MATCHES
    ranged = checked(RelationType.RATIO, figure("60"), figure("10"), figure("5..7", "times"))
    assert ranged.verdict is MATCHES
    share = checked(RelationType.SAME, figure("1/3", "share"), figure("2/3", "share"))
    assert share.explanation == "2/3 = 0.67, not 1/3"


@given(
    st.sampled_from([kind for kind in RelationType if kind not in UNCOMPUTED]),
    st.lists(
        st.builds(
            odd_figure,
            st.sampled_from(["0", "7", "2/3", "None", "", "12", "-4", "3..9", "0.00", "999999999"]),
            st.sampled_from(["km2", "mi2", "percent", "share", "times", "km2/day", "EUR", "days"]),
            st.sampled_from(list(Qualifier)),
            st.sampled_from([None, MAY, JUNE]),
        ),
        min_size=2,
        max_size=4,
    ),
    st.one_of(st.none(), st.decimals(min_value=0, max_value=99, places=1)),
)
def test_no_relation_is_without_a_verdict(kind, figures, claimed):
    check = checked(kind, *figures, claimed=claimed)
    assert check.explanation
    assert check.verdict in Verdict


def test_numbers_are_printed_short_and_open_ones_are_said_to_be_open():
    assert number(None) == "open"
    assert number(Fraction(1, 30)) == "0.0333"
    assert number(Fraction(20001, 2)) == "10,000"
    assert interval(Quantity(value=None, low=None, high=None, unit="km2")) == "any number"
