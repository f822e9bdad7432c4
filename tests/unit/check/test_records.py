"""Orderings, ranks and records held against a written ground."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from made_reading import checked, reading, related, said, text_of, window
from retally.check.query import Operator
from retally.model.check import Check
from retally.model.story import Reading, Relation, Scope
from retally.model.words import Verdict
from story_ground import ISLAND, WrittenGround, flat, month

JUNE, MAY, APRIL, MARCH = (month(2031, number) for number in (6, 5, 4, 3))
NARROW = {"atlas-narrow": ISLAND["atlas-narrow"]}
BOTH = {name: ISLAND[name] for name in ("atlas-narrow", "atlas-wide")}
SINCE_MARCH = window(*MARCH)


def ground(definitions=NARROW, **nets) -> WrittenGround:
    """Monthly nets of atlas-narrow from March on, and of others where they are given."""
    table = {}
    for name, values in ({"atlas_narrow": (10.0, 30.0, 40.0, 61.0)} | nets).items():
        for days, value in zip((MARCH, APRIL, MAY, JUNE), values, strict=True):
            bracket = value if isinstance(value, tuple) else flat(value)
            if value is not None:
                table[name.replace("_", "-"), *days] = bracket
    return WrittenGround(table=table, definitions=dict(definitions))


def june_record(kind: str = "record", words: str = "a record", **more) -> Reading:
    one = said("61", after=f" in June, {words} since the start.", days=JUNE)
    return reading(one, relations=(related(kind, "f1", words=words, text=text_of(one), **more),))


def of_relation(made: Reading, given: WrittenGround, **more) -> Check:
    return next(one for one in checked(made, given, **more).checks if one.relation is not None)


def test_a_record_within_the_series_matches_where_nothing_was_larger() -> None:
    check = of_relation(june_record(since=SINCE_MARCH), ground())
    assert check.verdict is Verdict.MATCHES
    assert check.explanation == (
        "true under atlas-narrow: 61.0 km2 in 2031-06, against 40.0 km2 in 2031-05, the largest of"
        " 2 earlier months: rank 1, margin +21.0 km2 by the maps used and +21.0 km2 by the printed"
        " number, per day it is the largest: 2.0 km2/day against 1.3 km2/day"
    ).replace(" in 2031-06, against", ", against")
    assert [(row.start, row.holds) for row in check.evidence] == [
        (JUNE[0], True),
        (MAY[0], None),
    ]


def test_a_record_does_not_match_where_an_earlier_window_was_larger() -> None:
    check = of_relation(june_record(since=SINCE_MARCH), ground(atlas_narrow=(10, 80, 40, 61)))
    assert check.verdict is Verdict.DOES_NOT_MATCH
    assert "not true under atlas-narrow" in check.explanation
    assert "rank 2, margin -19.0 km2" in check.explanation
    assert "per day it is not the largest: 2.0 km2/day against 2.7 km2/day, rank 2" in (
        check.explanation
    )


def test_a_record_of_a_doubtful_figure_is_not_told_as_wrong() -> None:
    one = said("61", after=" in the southern sector, a record since March.", days=JUNE)
    claim = related("record", "f1", words="a record", text=text_of(one), since=SINCE_MARCH)
    check = of_relation(reading(one, relations=(claim,)), ground(atlas_narrow=(10, 80, 40, 61)))
    assert check.verdict is Verdict.CANNOT_CHECK
    assert check.explanation.startswith("the sentence speaks of a part of the ground")


def test_a_record_depends_where_it_holds_at_some_points_or_under_some_definitions() -> None:
    wide = ground(atlas_narrow=(10.0, 30.0, (60.0, 55.0, 65.0), 61.0))
    check = of_relation(june_record(since=SINCE_MARCH), wide)
    assert check.verdict is Verdict.DEPENDS
    assert "true at some points of the interval under atlas-narrow" in check.explanation
    assert "rank 1 to 2" in check.explanation
    two = ground(BOTH, atlas_wide=(10.0, 90.0, 40.0, 61.0))
    check = of_relation(june_record(since=SINCE_MARCH), two)
    assert check.verdict is Verdict.DEPENDS
    assert check.explanation.startswith("true under atlas-narrow")


def test_a_record_that_reaches_further_back_cannot_be_checked_and_says_what_holds() -> None:
    check = of_relation(june_record(since=window(date(2030, 3, 1), date(2030, 3, 31))), ground())
    assert check.verdict is Verdict.CANNOT_CHECK
    assert check.explanation.startswith(
        "the claim reaches back to March 2030 and the series begins 2031-02-28; since then: true"
        " under atlas-narrow: 61.0 km2, against 40.0 km2 in 2031-05, the largest of 3 earlier"
    )
    unsaid = of_relation(june_record(words="a record"), ground())
    assert unsaid.explanation.startswith("the claim reaches back to") or (
        unsaid.explanation.startswith("the story does not say since when")
    )


@pytest.mark.parametrize(
    ("after", "since"),
    [
        (" in June, a record since the first weeks of the war.", date(2022, 3, 31)),
        (" in June, a record since the early months of the war.", date(2022, 5, 31)),
        (" in June, a record since the invasion.", date(2022, 2, 28)),
        (" in June, a record since the start of the full-scale invasion.", date(2022, 2, 28)),
        (" in June, a record.", None),
        (" in June, a record since March 2023.", date(2023, 3, 31)),
        (" in June, a record since at least december of 2022.", date(2022, 12, 31)),
    ],
)
def test_how_far_back_is_told_by_the_events_of_the_war(after: str, since: date | None) -> None:
    one = said("61", after=after, days=JUNE)
    claim = related("record", "f1", words="a record", text=text_of(one))
    found = checked(reading(one, relations=(claim,)), ground())
    assert found.queries[-1].since == since
    assert found.queries[-1].operator is Operator.LARGEST


def test_a_record_since_the_dawn_of_time_reaches_no_further_than_that() -> None:
    check = of_relation(june_record(since=window(date.min, date(2031, 7, 1))), ground())
    assert check.verdict is Verdict.CANNOT_CHECK
    assert check.explanation.startswith("the claim reaches back to January ")


def test_since_a_month_leaves_that_month_out_however_it_is_told() -> None:
    for since in (window(*MARCH), window(MARCH[0], date(2031, 7, 1))):
        found = checked(june_record(since=since), ground())
        assert found.queries[-1].since == MARCH[1]


@pytest.mark.parametrize(
    ("kind", "words", "more", "verdict"),
    [
        ("rank", "the second largest", {}, Verdict.MATCHES),
        ("rank", "a rank", {"claimed": Decimal(2)}, Verdict.MATCHES),
        ("rank", "the largest", {}, Verdict.DOES_NOT_MATCH),
        ("rank", "the third largest", {}, Verdict.DOES_NOT_MATCH),
        ("record", "the smallest", {}, Verdict.DOES_NOT_MATCH),
    ],
)
def test_a_rank_is_counted_over_the_series(
    kind: str, words: str, more: dict, verdict: Verdict
) -> None:
    given = ground(atlas_narrow=(10.0, 80.0, 40.0, 61.0))
    check = of_relation(june_record(kind, words, since=SINCE_MARCH, **more), given)
    assert check.verdict is verdict


def test_the_smallest_is_a_record_too() -> None:
    given = ground(atlas_narrow=(90.0, 80.0, 70.0, 61.0))
    check = of_relation(june_record(words="the smallest", since=SINCE_MARCH), given)
    assert check.verdict is Verdict.MATCHES
    assert "the smallest of 2 earlier months: rank 1" in check.explanation
    assert "per day it is the smallest" in check.explanation


def test_a_total_that_is_no_record_may_be_one_per_day() -> None:
    part = (date(2031, 6, 1), date(2031, 6, 10))
    given = ground()
    given.table["atlas-narrow", *part] = flat(35.0)
    one = said("35", after=" by June 10, a record since March.", days=part)
    claim = related("record", "f1", words="a record", text=text_of(one), since=SINCE_MARCH)
    check = of_relation(reading(one, relations=(claim,)), given)
    assert check.verdict is Verdict.DOES_NOT_MATCH
    assert "per day it is the largest: 3.5 km2/day against 1.3 km2/day" in check.explanation
    claim = related("greater", "f1", than=(window(*MAY),))
    words = of_relation(reading(one, relations=(claim,)), given).explanation
    assert "35.0 km2 in 2031-06-01 to 2031-06-10, against 40.0 km2 in 2031-05" in words


@pytest.mark.parametrize(
    ("days", "is_ranked"),
    [
        ((date(2031, 6, 3), date(2031, 6, 3)), True),
        ((date(2031, 6, 2), date(2031, 6, 8)), True),
        ((date(2031, 6, 3), date(2031, 6, 9)), True),
        ((date(2031, 1, 1), date(2031, 12, 31)), True),
        ((date(2031, 4, 1), date(2031, 6, 30)), False),
    ],
    ids=["day", "week", "seven days", "year", "quarter"],
)
def test_only_days_weeks_months_and_years_are_ranked(days: tuple, is_ranked: bool) -> None:
    one = said("61", after=", a record since March.", days=days)
    claim = related("record", "f1", words="a record", text=text_of(one), since=SINCE_MARCH)
    given = WrittenGround(table={("atlas-narrow", *days): flat(61.0)}, definitions=NARROW)
    check = of_relation(reading(one, relations=(claim,)), given)
    assert check.verdict is Verdict.CANNOT_CHECK
    expected = "no earlier window is at hand" if is_ranked else "only days, weeks, months and whole"
    assert expected in check.explanation


def test_without_the_window_s_own_maps_there_is_no_record() -> None:
    given = ground(atlas_narrow=(10.0, 30.0, 40.0, (61.0, None, None)))
    check = of_relation(june_record(since=SINCE_MARCH), given)
    assert check.verdict is Verdict.CANNOT_CHECK
    none = WrittenGround(definitions=NARROW)
    assert of_relation(june_record(since=SINCE_MARCH), none).verdict is Verdict.CANNOT_CHECK


def test_a_record_of_what_is_not_measured_says_why() -> None:
    one = said("61", "people", "killed", after=" in June, a record.", days=JUNE)
    claim = related("record", "f1", words="a record", text=text_of(one))
    check = of_relation(reading(one, relations=(claim,)), ground())
    assert check.explanation.startswith("what it is ranked among cannot be asked: no map answers")
    rate = said("2", "km2/day", after=" in June, a record.", days=JUNE)
    claim = related("record", "f1", words="a record", text=text_of(rate))
    check = of_relation(reading(rate, relations=(claim,)), ground())
    assert check.explanation.endswith("only gains are ranked")


def test_a_record_in_another_unit_has_its_margin_by_the_maps_alone() -> None:
    one = said("23.6", "mi2", after=" in June, a record since March.", days=JUNE)
    claim = related("record", "f1", words="a record", text=text_of(one), since=SINCE_MARCH)
    check = of_relation(reading(one, relations=(claim,)), ground())
    assert check.verdict is Verdict.MATCHES
    assert "by the printed number" not in check.explanation


def test_a_year_is_ranked_among_years() -> None:
    days = ((date(2029, 1, 1), date(2029, 12, 31)), (date(2030, 1, 1), date(2030, 12, 31)))
    table = {
        ("atlas-narrow", *one): flat(value) for one, value in zip(days, (50.0, 61.0), strict=True)
    }
    one = said("61", after=" in 2030, a record.", days=days[1])
    claim = related("record", "f1", words="a record", text=text_of(one))
    check = of_relation(
        reading(one, relations=(claim,)), WrittenGround(table=table, definitions=NARROW)
    )
    assert "against 50.0 km2 in 2029, the largest of 1 earlier years: rank 1" in check.explanation


def test_a_claim_after_its_figure_s_sentence_is_read_to_its_own_end() -> None:
    sentences = (said("61", days=JUNE), said("5", before="That was a record. It took ", days=MAY))
    text = text_of(*sentences)
    claim = related("record", "f1", words="a record", text=text, since=SINCE_MARCH)
    check = of_relation(reading(*sentences, relations=(claim,)), ground())
    assert check.verdict is Verdict.MATCHES


def test_without_a_daily_rate_a_record_says_nothing_of_days() -> None:
    given = ground()
    whole = given.gains

    def of_no_days(*args, **options):
        found = whole(*args, **options)
        rows = tuple(replace(row, per_day_km2=None) for row in found.rows)
        return replace(found, rows=rows)

    given.gains = of_no_days
    check = of_relation(june_record(since=SINCE_MARCH), given)
    assert check.verdict is Verdict.MATCHES
    assert "per day" not in check.explanation


def ordered(kind: str, *figures: str, **more) -> Relation:
    return related(kind, *figures, **more)


@pytest.mark.parametrize(
    ("kind", "may", "verdict"),
    [
        ("greater", flat(40.0), Verdict.MATCHES),
        ("greater", flat(90.0), Verdict.DOES_NOT_MATCH),
        ("greater", (60.0, 55.0, 65.0), Verdict.DEPENDS),
        ("less", flat(90.0), Verdict.MATCHES),
        ("less", flat(40.0), Verdict.DOES_NOT_MATCH),
    ],
)
def test_an_ordering_of_two_windows_is_held_against_the_ground(
    kind: str, may: tuple, verdict: Verdict
) -> None:
    given = ground(atlas_narrow=(10.0, 30.0, may, 61.0))
    sentences = (said("61", days=JUNE), said("40", days=MAY))
    made = reading(*sentences, relations=(ordered(kind, "f1", "f2"),))
    check = of_relation(made, given)
    assert check.verdict is verdict
    assert check.figures == ("f1", "f2")
    assert "61.0 km2 in 2031-06, against" in check.explanation


def test_an_ordering_against_windows_without_a_number_is_asked_for_each() -> None:
    claim = ordered(
        "greater", "f1", than=(window(*MAY), window(*APRIL), window(*JUNE), window(MAY[1], MAY[0]))
    )
    found = checked(reading(said("61", days=JUNE), relations=(claim,)), ground())
    assert [one.verdict for one in found.checks if one.relation] == [Verdict.MATCHES] * 2


@pytest.mark.parametrize(
    ("days", "words", "verdict"),
    [
        (month(2030, 2), "than in February", Verdict.CANNOT_CHECK),
        (month(2030, 2), "than in February 2030", Verdict.DOES_NOT_MATCH),
        (month(2030, 12), "than in December", Verdict.DOES_NOT_MATCH),
        (month(2031, 2), "than in February", Verdict.DOES_NOT_MATCH),
    ],
    ids=["no year", "its year", "the month before", "the same year"],
)
def test_a_window_of_another_year_without_its_year_is_not_told_as_wrong(
    days: tuple, words: str, verdict: Verdict
) -> None:
    own = month(2031, 1) if days[0].month == 12 else JUNE
    given = ground()
    given.table |= {("atlas-narrow", *days): flat(90.0), ("atlas-narrow", *own): flat(61.0)}
    one = said("61", after=f", more {words}.", days=own)
    claim = related("greater", "f1", words="more", text=text_of(one), than=(window(*days),))
    check = of_relation(reading(one, relations=(claim,)), given)
    assert check.verdict is verdict


def test_an_ordering_that_no_map_covers_cannot_be_checked() -> None:
    claim = ordered("greater", "f1", than=(window(*month(2030, 1)),))
    check = of_relation(reading(said("61", days=JUNE), relations=(claim,)), ground())
    assert check.verdict is Verdict.CANNOT_CHECK
    assert check.explanation == (
        "no map at hand covers both 2031-06-01 to 2031-06-30 and 2030-01-01 to 2030-01-31"
    )


@pytest.mark.parametrize(
    "other",
    [
        said("40", "people", "killed", days=MAY),
        said("40", days=JUNE),
        said("40", actor="sudria", before="Sudria took Norland land, ", days=MAY),
        said("40", "percent", days=MAY),
    ],
    ids=["another kind", "the same window", "another side", "a share"],
)
def test_an_ordering_with_what_is_not_comparable_is_left_to_arithmetic(other) -> None:
    made = reading(said("61", days=JUNE), other, relations=(ordered("greater", "f1", "f2"),))
    found = checked(made, ground(ISLAND))
    assert not [check for check in found.checks if check.relation]
    first = reading(other, said("61", days=JUNE), relations=(ordered("greater", "f1", "f2"),))
    second = checked(first, ground(ISLAND))
    assert not [check for check in second.checks if check.relation and "people" in check.figures]


def test_relations_that_hold_no_windows_against_each_other_ask_nothing() -> None:
    claims = (related("ratio", "f1", "f2"), related("record"))
    made = reading(said("61", days=JUNE), said("40", days=MAY), relations=claims)
    assert all(check.relation is None for check in checked(made, ground()).checks)


def test_a_claim_about_a_headline_s_figure_asks_nothing() -> None:
    headline = said("61", days=JUNE, scope=Scope.HEADLINE)
    made = reading(headline, relations=(related("record", "f1"),))
    assert checked(made, ground()).checks == ()


def test_the_definition_that_is_left_or_known_to_be_used_comes_first() -> None:
    given = ground(BOTH, atlas_wide=(10.0, 30.0, 90.0, 61.0))
    sentences = (said("61", days=JUNE), said("40", days=MAY))
    made = reading(*sentences, relations=(ordered("greater", "f1", "f2"),))
    words = of_relation(made, given).explanation
    assert words.startswith(
        "true under atlas-narrow (the one definition that the story's figures together leave):"
    )

    class Known:
        publisher, definition = "ANP", "atlas-wide"

    alone = reading(said("61", days=JUNE), relations=(ordered("greater", "f1", than=(window(*MAY),)),), agency="ANP")  # fmt: skip
    words = of_relation(alone, given, known=(Known(),)).explanation
    assert "not true under atlas-wide (which ANP is known to use)" in words
