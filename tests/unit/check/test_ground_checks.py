"""Every kind of figure asked of a written ground, or told why it cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from made_reading import checked, reading, related, said, text_of, window
from retally.check.check import checked_reading
from retally.check.judge import cannot_check
from retally.check.query import Measure
from retally.model.check import Check, CheckKind, Hint
from retally.model.definition import Definition
from retally.model.quantity import KM2_PER_MI2
from retally.model.story import FigureKind, Qualifier, Scope, Statement, StatementType
from retally.model.words import Basis, Party, Status, Verdict
from story_ground import ISLAND, WrittenGround, flat, month

JUNE, MAY = month(2031, 6), month(2031, 5)
OUT = date(2031, 7, 2)
EVE = date(2031, 7, 1)
NEEDS_MAPS = "needs the maps of both its end days"


def of_country(name: str, *statuses: Status, source: str = "atlas") -> Definition:
    return Definition(
        name=name,
        sentence="Ground that Norland holds.",
        sources=(source,),
        party=Party("norland"),
        statuses=frozenset(statuses),
        share_of_km2=1000.0,
    )


COUNTRY = {
    "bold": of_country("bold", Status.CONTROL, Status.PREWAR),
    "shy": of_country("shy", Status.CONTROL),
    "gazette": of_country("gazette", Status.CONTROL, Status.ADVANCE, source="gazette"),
}


def check_of(one, ground: WrittenGround, **more) -> Check:
    return checked(reading(one, published=more.pop("published", None)), ground, **more).checks[0]


def test_what_is_held_is_held_on_the_day_before_publication() -> None:
    ground = WrittenGround(holdings={("atlas-cape", EVE): flat(574.0)})
    several = said(
        "0",
        kind="area_held",
        before="Its rival opened a front on the Cape in May and holds ",
        after=" of Norland soil.",
        actor="sudria",
        days=MAY,
        printed=(),
        value=None,
        low=200,
        high=999,
        qualifier=Qualifier.SEVERAL,
    )
    check = check_of(several, ground, published=OUT)
    assert check.verdict is Verdict.MATCHES
    assert check.explanation == (
        "holds under atlas-cape (574.0 km2); held at the end of 2031-07-01"
    )
    assert check.evidence[0].end == EVE
    assert check.evidence[0].from_day is None


def test_what_was_held_then_is_held_at_the_end_of_its_window() -> None:
    ground = WrittenGround(holdings={("atlas-narrow", MAY[1]): flat(61.0)})
    then = said(kind="area_held", before="In May Norland held ", days=MAY)
    assert check_of(then, ground, published=OUT).evidence[0].end == MAY[1]


@pytest.mark.parametrize("published", [OUT, None], ids=["dated", "undated"])
def test_a_stated_day_is_the_day_of_what_is_held(published: date | None) -> None:
    day = date(2031, 6, 3)
    ground = WrittenGround(holdings={("atlas-narrow", day): flat(61.0)})
    stated = said(kind="area_held", before="Norland holds ", days=(day, day))
    check = check_of(stated, ground, published=published)
    assert check.evidence[0].end == day
    assert check.verdict is Verdict.MATCHES


def test_without_a_date_of_publication_it_is_the_last_day_that_the_story_names() -> None:
    ground = WrittenGround(holdings={("atlas-narrow", JUNE[1]): flat(61.0)})
    held = said(kind="area_held", before="Norland holds ", after=".")
    found = checked(reading(said("5", days=JUNE), held), ground)
    assert found.checks[1].evidence[0].end == JUNE[1]


def test_without_any_day_nothing_is_asked_of_what_is_held() -> None:
    check = check_of(said(kind="area_held", before="Norland holds "), WrittenGround())
    assert check.explanation == "the story gives neither the day nor its date of publication"


def test_a_total_a_little_off_is_not_told_as_wrong() -> None:
    ground = WrittenGround(holdings={("bold", EVE): flat(500.0)}, definitions=COUNTRY)
    near = said("508", kind="area_held", before="Norland holds ", sources=("atlas",))
    check = check_of(near, ground, published=OUT, definitions={"bold": COUNTRY["bold"]})
    assert check.verdict is Verdict.CANNOT_CHECK
    assert check.explanation.startswith("totals made from the same maps differ by up to 2 percent")
    assert "bold (500.0 km2)" in check.explanation
    off = said("580", kind="area_held", before="Norland holds ")
    check = check_of(off, ground, published=OUT, definitions={"bold": COUNTRY["bold"]})
    assert check.verdict is Verdict.DOES_NOT_MATCH


def test_a_total_may_leave_out_what_was_held_before_the_war() -> None:
    ground = WrittenGround(holdings={("bold", EVE): flat(500.0)}, definitions=COUNTRY)
    ground.holdings["gazette", EVE] = flat(520.0)
    part = said("300", kind="area_held", before="Norland holds ", sources=("gazette",))
    check = check_of(part, ground, published=OUT)
    assert check.verdict is Verdict.CANNOT_CHECK
    assert check.explanation.startswith("it may leave out the ground held before the war")


def test_without_any_definition_that_leaves_it_out_a_total_far_off_does_not_match() -> None:
    only = {"gazette": COUNTRY["gazette"]}
    ground = WrittenGround(holdings={("gazette", EVE): flat(520.0)}, definitions=only)
    part = said("300", kind="area_held", before="Norland holds ", sources=("gazette",))
    assert check_of(part, ground, published=OUT).verdict is Verdict.DOES_NOT_MATCH
    more = said("300", kind="area_held", before="Norland holds ", qualifier=Qualifier.AT_LEAST)
    assert check_of(more, ground, published=OUT).verdict is Verdict.CANNOT_CHECK


def test_all_taken_since_the_invasion_is_a_total_without_what_was_held_before() -> None:
    ground = WrittenGround(holdings={("shy", EVE): flat(61.0)}, definitions=COUNTRY)
    since = said(days=(date(2022, 2, 24), EVE))
    check = check_of(since, ground, published=OUT)
    assert check.verdict is Verdict.MATCHES
    assert [row.definition for row in check.evidence] == ["shy"]
    unsplit = said(days=(date(2022, 2, 24), EVE), sources=("gazette",))
    check = check_of(unsplit, ground, published=OUT)
    assert check.explanation.startswith("all that was taken since the invasion needs maps")


def test_a_share_of_the_country_divides_by_the_stated_area() -> None:
    ground = WrittenGround(holdings={("bold", EVE): flat(184.0)}, definitions=COUNTRY)
    share = said("18.4", "percent", "area_share_held", before="Norland holds ")
    check = check_of(share, ground, published=OUT)
    assert check.verdict is Verdict.MATCHES
    assert check.evidence[0].unit == "percent"
    assert check.evidence[0].value == pytest.approx(18.4)
    assert check.explanation.startswith("holds under bold (18.40 percent)")
    without = check_of(share, WrittenGround(), published=OUT)
    assert without.explanation == "no definition at hand is about that ground of norland"


def test_a_share_of_a_region_is_not_asked() -> None:
    ground = WrittenGround(definitions=COUNTRY)
    share = said("75", "percent", "area_share_held", place="Eastmark region")
    check = check_of(share, ground, published=OUT)
    assert check.explanation == "the area is given for Eastmark region alone"


@pytest.mark.parametrize(
    ("printed", "unit"),
    [("2", "km2/day"), ("14", "km2/week"), ("200", "ha/day"), ("0.77", "mi2/day")],
)
def test_a_rate_is_the_net_change_over_the_days_counted(printed: str, unit: str) -> None:
    ground = WrittenGround(table={("atlas-narrow", *JUNE): flat(60.0)})
    check = check_of(said(printed, unit, days=JUNE), ground)
    assert check.verdict is Verdict.MATCHES
    assert check.evidence[0].value == pytest.approx(2.0)
    assert check.evidence[0].unit == "km2/day"
    assert "atlas-narrow (2.0 km2/day)" in check.explanation


def test_a_gain_as_a_share_of_the_country() -> None:
    ground = WrittenGround(table={("bold", *JUNE): flat(5.0)}, definitions=COUNTRY)
    check = check_of(said("0.5", "percent", days=JUNE), ground)
    assert check.verdict is Verdict.MATCHES


@pytest.mark.parametrize("unit", ["km2/sortie", "furlong"])
def test_other_units_are_not_asked(unit: str) -> None:
    check = check_of(said("5", unit, days=JUNE), WrittenGround())
    assert check.verdict is Verdict.CANNOT_CHECK
    assert check.explanation.endswith(f"not {unit}")


def test_ground_held_is_no_rate() -> None:
    check = check_of(said("5", "km2/day", "area_held"), WrittenGround())
    assert check.explanation == "ground held is no rate"


def test_what_was_taken_back_needs_geometry_at_both_ends() -> None:
    ground = WrittenGround(table={("atlas-narrow", *JUNE): flat(-5.0)})
    back = said("12", kind="area_regained", actor="sudria", days=JUNE, before="Sudria retook ")
    check = check_of(back, ground)
    assert check.verdict is Verdict.CANNOT_CHECK
    assert NEEDS_MAPS in check.explanation
    ground.flows["atlas-narrow", *JUNE] = (7.0, 12.2)
    check = check_of(back, ground)
    assert check.verdict is Verdict.MATCHES
    assert "holds under atlas-narrow (12.2 km2)" in check.explanation


def test_a_gain_that_only_the_other_side_s_maps_show_is_taken_back() -> None:
    ground = WrittenGround(
        table={("atlas-narrow", *JUNE): flat(-5.0)}, flows={("atlas-narrow", *JUNE): (7.0, 12.2)}
    )
    taken = said("12", actor="sudria", days=JUNE, before="Sudria took ")
    assert check_of(taken, ground).verdict is Verdict.MATCHES


def test_what_a_side_lost_of_its_own_ground_is_told_both_ways() -> None:
    own = {"atlas-narrow": ISLAND["atlas-narrow"]}
    ground = WrittenGround(
        table={("atlas-narrow", *JUNE): flat(-10.0)},
        flows={("atlas-narrow", *JUNE): (4.0, 14.0)},
        definitions=own,
    )
    for printed in ("10", "14"):
        lost = said(printed, kind="area_lost", before="Norland lost ", days=JUNE)
        assert check_of(lost, ground).verdict is Verdict.MATCHES
    gross = WrittenGround(
        table={("atlas-narrow", *JUNE): flat(6.0)},
        flows={("atlas-narrow", *JUNE): (20.0, 14.0)},
        definitions=own,
    )
    assert check_of(said("14", kind="area_lost", days=JUNE), gross).verdict is Verdict.MATCHES
    assert check_of(said("6", kind="area_lost", days=JUNE), gross).verdict is Verdict.DOES_NOT_MATCH


def test_the_other_side_is_the_counterparty_where_there_are_several() -> None:
    third = {**ISLAND, "west": of_country("west", Status.CONTROL)}
    third["west"] = Definition(
        name="west",
        sentence="Ground that Westria holds.",
        sources=("atlas",),
        party=Party("westria"),
        statuses=frozenset({Status.CONTROL}),
    )
    ground = WrittenGround(table={("atlas-narrow", *JUNE): flat(61.0)}, definitions=third)
    lost = said(kind="area_lost", actor="sudria", counterparty="norland", days=JUNE)
    assert check_of(lost, ground).verdict is Verdict.MATCHES
    back = said(kind="area_regained", actor="sudria", days=JUNE)
    assert check_of(back, ground).explanation == (
        "the story does not say from whom sudria took the area back"
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("area_gained", "gained"),
        ("area_lost", "lost"),
        ("area_held", "holds"),
        ("area_share_held", "holds"),
        ("area_regained", "took back"),
    ],
)
def test_an_area_of_nobody_is_not_asked(kind: str, words: str) -> None:
    check = check_of(said(kind=kind, actor=None, days=JUNE), WrittenGround())
    assert check.explanation == f"the story does not say who {words} the area"


def test_a_difference_subtracts_one_window_from_another() -> None:
    ground = WrittenGround(
        table={("atlas-narrow", *JUNE): flat(61.0), ("atlas-narrow", *MAY): (40.0, 38.0, 41.0)}
    )
    more = said("21", kind="difference", before="Norland took ", after=" more.", days=JUNE)
    claim = related("difference", "f1", than=(window(*MAY),))
    found = checked(reading(more, relations=(claim,)), ground)
    (check,) = found.checks
    assert check.verdict is Verdict.MATCHES
    assert (check.evidence[0].low, check.evidence[0].high) == (20.0, 23.0)
    assert "net of 2031-06-01 to 2031-06-30 less 2031-05-01 to 2031-05-31" in check.explanation


def test_a_difference_between_two_printed_areas_takes_their_windows() -> None:
    ground = WrittenGround(
        table={("atlas-narrow", *JUNE): flat(61.0), ("atlas-narrow", *MAY): flat(40.0)}
    )
    sentences = (
        said("21", kind="difference", before="Norland took "),
        said("61", days=JUNE),
        said("40", days=MAY),
    )
    claim = related("difference", "f1", "f2", "f3")
    found = checked(reading(*sentences, relations=(claim,)), ground)
    assert found.checks[0].verdict is Verdict.MATCHES
    unknown = checked(reading(sentences[0], relations=(related("difference", "f1"),)), ground)
    assert "between which two windows" in unknown.checks[0].explanation


def test_an_area_around_a_place_is_asked_within_the_distance_printed() -> None:
    ground = WrittenGround(
        table={("atlas-narrow", *JUNE): flat(61.0)},
        near={("atlas-narrow", "Eastmark"): (12.0, 30.0)},
    )
    within = said("12", after=" within 10 km of Eastmark in June.", place="Eastmark", days=JUNE)
    check = check_of(within, ground)
    assert check.verdict is Verdict.MATCHES
    assert "holds under atlas-narrow (12.0 km2)" in check.explanation
    assert check.explanation.endswith("within 10 km of Eastmark")


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [("20", Verdict.DEPENDS), ("45", Verdict.CANNOT_CHECK)],
    ids=["between", "outside"],
)
def test_around_a_place_without_a_distance_nothing_is_sure(printed: str, verdict: Verdict) -> None:
    ground = WrittenGround(
        table={("atlas-narrow", *JUNE): flat(61.0)},
        near={("atlas-narrow", "Eastmark"): (12.0, 30.0)},
    )
    around = said(printed, after=" around Eastmark in June.", place="Eastmark", days=JUNE)
    check = check_of(around, ground)
    assert check.verdict is verdict
    assert "around Eastmark (within 10 to 30 km, since the story does not say)" in check.explanation


@pytest.mark.parametrize("place", ["Eastmark", "Twinton"], ids=["no geometry", "two of a name"])
def test_around_a_place_needs_geometry_and_one_place_of_that_name(place: str) -> None:
    ground = WrittenGround(table={("atlas-narrow", *JUNE): flat(61.0)})
    around = said(after=f" near {place} in June.", place=place, days=JUNE)
    check = check_of(around, ground)
    assert check.verdict is Verdict.CANNOT_CHECK
    assert "areas of the whole do not tell it" in check.explanation


def test_a_bracketed_window_around_a_place_is_not_answered() -> None:
    ground = WrittenGround(
        table={("atlas-narrow", *JUNE): (61.0, 60.0, 70.0)},
        near={("atlas-narrow", "Eastmark"): (12.0, 30.0)},
    )
    around = said("12", after=" near Eastmark in June.", place="Eastmark", days=JUNE)
    assert check_of(around, ground).verdict is Verdict.CANNOT_CHECK


def test_ground_gained_without_what_was_lost_may_be_what_is_printed() -> None:
    ground = WrittenGround(
        table={("atlas-narrow", *JUNE): flat(40.0), ("atlas-wide", *JUNE): flat(45.0)},
        flows={("atlas-narrow", *JUNE): (61.0, 21.0)},
    )
    check = check_of(said(days=JUNE), ground)
    assert check.verdict is Verdict.DEPENDS
    assert "holds as ground gained without what was lost under atlas-narrow (61.0 km2)" in (
        check.explanation
    )


def test_half_a_percent_is_within_the_accuracy_of_areas() -> None:
    ground = WrittenGround(
        table={("atlas-narrow", *JUNE): flat(465.6), ("atlas-wide", *JUNE): flat(554.8)}
    )
    check = check_of(said("465", days=JUNE), ground)
    assert check.verdict is Verdict.DEPENDS
    assert check.explanation.startswith(
        "holds to within the half percent that areas of the same maps differ by, under"
        " atlas-narrow (465.6 km2); not under atlas-wide"
    )
    assert check.evidence[0].holds is True


def test_what_only_the_accuracy_of_areas_saves_depends_under_every_definition() -> None:
    table = {("atlas-narrow", *JUNE): flat(465.6), ("atlas-wide", *JUNE): flat(466.0)}
    ground = WrittenGround(table=table)
    assert check_of(said("465", days=JUNE), ground).verdict is Verdict.DEPENDS
    assert check_of(said("466", days=JUNE), ground).verdict is Verdict.MATCHES


@pytest.mark.parametrize(
    ("basis", "captured", "verdict"),
    [
        (Basis.REFERENCE, {}, Verdict.CANNOT_CHECK),
        (Basis.ARCHIVE, {JUNE[1]: datetime(2032, 1, 1, tzinfo=UTC)}, Verdict.CANNOT_CHECK),
        (Basis.ARCHIVE, {JUNE[1]: datetime(2031, 7, 1, tzinfo=UTC)}, Verdict.DOES_NOT_MATCH),
        (Basis.ARCHIVE, {}, Verdict.DOES_NOT_MATCH),
    ],
    ids=["areas that ship", "captured later", "captured in time", "capture unknown"],
)
def test_a_near_miss_counts_only_on_maps_of_the_story_s_day(
    basis: Basis, captured: dict, verdict: Verdict
) -> None:
    ground = WrittenGround(
        table={("atlas-narrow", *JUNE): flat(61.0)},
        definitions={"atlas-narrow": ISLAND["atlas-narrow"]},
        basis=basis,
        captured=captured,
    )
    check = check_of(said("62.4", days=JUNE), ground, published=OUT)
    assert check.verdict is verdict


def test_maps_captured_after_the_story_and_bare_areas_are_named() -> None:
    later = {JUNE[1]: datetime(2032, 1, 1, tzinfo=UTC)}
    table = {("atlas-narrow", *JUNE): flat(61.0)}
    words = check_of(
        said(days=JUNE), WrittenGround(table=table, captured=later), published=OUT
    ).explanation
    assert words.endswith(
        "by maps captured up to 2032-01-01, after the story of 2031-07-02:"
        " their publisher may have redrawn them since"
    )
    words = check_of(said(days=JUNE), WrittenGround(table=table, basis=Basis.REFERENCE)).explanation
    assert words.endswith("from the areas that ship, without the maps themselves")


def test_a_number_of_an_unnamed_map_within_the_range_is_not_told_as_wrong() -> None:
    ground = WrittenGround(
        table={("atlas-narrow", *JUNE): flat(20.0), ("atlas-wide", *JUNE): flat(61.0)},
        definitions={name: ISLAND[name] for name in ("atlas-narrow", "atlas-wide")},
    )
    check = check_of(said("40", days=JUNE, sources=()), ground)
    assert check.verdict is Verdict.CANNOT_CHECK
    assert check.explanation.startswith("no map is named for it, and the number lies in or near")
    assert check_of(said("90", days=JUNE, sources=()), ground).verdict is Verdict.DOES_NOT_MATCH
    assert check_of(said("40", days=JUNE), ground).verdict is Verdict.DOES_NOT_MATCH


def test_a_definition_without_maps_keeps_a_miss_open() -> None:
    ground = WrittenGround(table={("atlas-narrow", *JUNE): flat(20.0)})
    check = check_of(said("40", days=JUNE), ground)
    assert check.verdict is Verdict.CANNOT_CHECK
    assert check.explanation.startswith(
        "no map at hand answers atlas-wide, which the story leaves open too"
    )


def test_beside_a_single_definition_half_as_much_again_may_be_another_map_s() -> None:
    only = {"atlas-narrow": ISLAND["atlas-narrow"]}
    ground = WrittenGround(table={("atlas-narrow", *JUNE): flat(61.0)}, definitions=only)
    assert check_of(said("80", days=JUNE, sources=()), ground).verdict is Verdict.CANNOT_CHECK
    assert check_of(said("95", days=JUNE, sources=()), ground).verdict is Verdict.DOES_NOT_MATCH


@pytest.mark.parametrize(
    ("more", "after", "rests"),
    [
        ({"role": "general", "speaker": "Ann Made"}, " in June, she said.", False),
        ({"type": "direct", "speaker": "Ann Made"}, " in June, she said.", False),
        ({"role": "general", "speaker": "Ann Made"}, " in June by Atlas maps, she said.", True),
        ({"role": "analyst", "organisation": "Atlas Institute"}, " in June, she said.", True),
        ({"speaker": "ANP"}, " in June, ANP said.", True),
    ],
    ids=["an official", "a quote", "the map in the sentence", "the map's analyst", "an agency"],
)
def test_what_an_official_says_rests_on_no_map_unless_it_is_named(
    more: dict, after: str, rests: bool
) -> None:
    one = said(days=JUNE, after=after, statement="s1")
    made = reading(one)
    options = {"type": StatementType.INDIRECT} | more
    options["type"] = StatementType(options["type"])
    statement = Statement(id="s1", span=made.figures[0].sentence, text="", **options)
    found = checked(replace(made, statements=(statement,)), WrittenGround())
    assert found.queries[0].sources == (("atlas",) if rests else ())


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (
            {"window": window(*JUNE, basis="June; named in the sentence before")},
            "its window is taken from another sentence",
        ),
        (
            {"days": JUNE, "after": " in the southern sector in June."},
            "the sentence speaks of a part of the ground",
        ),
        (
            {"days": JUNE, "before": "Including June, Norland took "},
            "it may be a total over more than its window",
        ),
    ],
    ids=["window", "place", "total"],
)
def test_a_number_that_may_be_misread_is_not_told_as_wrong(sentence: dict, reason: str) -> None:
    table = {("atlas-narrow", *JUNE): flat(20.0), ("atlas-wide", *JUNE): flat(20.0)}
    ground = WrittenGround(table=table)
    check = check_of(said(**sentence), ground)
    assert check.verdict is Verdict.CANNOT_CHECK
    assert check.explanation == (
        f"{reason}; for the whole ground: atlas-narrow (20.0 km2), atlas-wide (20.0 km2)"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        {"before": "Norland took around "},
        {"after": " (24 sq mi) in June amid fighting around Eastmark."},
        {"after": " in June, the largest monthly gain since March."},
        {"before": "After the fight (in the southern sector) Norland took "},
    ],
    ids=["hedge", "next clause", "record", "brackets before"],
)
def test_words_that_say_nothing_of_the_figure_are_no_doubt(sentence: dict) -> None:
    table = {("atlas-narrow", *JUNE): flat(20.0), ("atlas-wide", *JUNE): flat(20.0)}
    check = check_of(said(days=JUNE, **sentence), WrittenGround(table=table))
    assert check.verdict is Verdict.DOES_NOT_MATCH


def test_a_total_since_a_day_has_the_window_it_says() -> None:
    table = {("atlas-narrow", *JUNE): flat(20.0), ("atlas-wide", *JUNE): flat(20.0)}
    since = said(after=" since June 1.", window=window(*JUNE, basis="since June 1"))
    check = check_of(since, WrittenGround(table=table))
    assert check.verdict is Verdict.DOES_NOT_MATCH


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (("sum", "f2", "f1"), Verdict.CANNOT_CHECK),
        (("share_of", "f3", "f1", "f2"), Verdict.CANNOT_CHECK),
        (("sum", "f1", "f2"), Verdict.DOES_NOT_MATCH),
        (("ratio", "f1", "f2"), Verdict.DOES_NOT_MATCH),
    ],
    ids=["addend", "part", "total", "other"],
)
def test_a_part_of_a_larger_area_is_not_told_as_wrong(
    claim: tuple[str, ...], verdict: Verdict
) -> None:
    table = {("atlas-narrow", *JUNE): flat(20.0), ("atlas-wide", *JUNE): flat(20.0)}
    sentences = (said(days=JUNE), said("20", days=JUNE), said("50", "percent", "share"))
    made = reading(*sentences, relations=(related(*claim),))
    assert checked(made, WrittenGround(table=table)).checks[0].verdict is verdict


def test_a_number_far_above_all_maps_is_of_another_window_or_place() -> None:
    table = {("atlas-narrow", *JUNE): flat(20.0), ("atlas-wide", *JUNE): flat(21.0)}
    check = check_of(said("610", days=JUNE), WrittenGround(table=table))
    assert check.verdict is Verdict.CANNOT_CHECK
    assert check.explanation.startswith("it is several times what any map gives")


def test_the_window_ends_on_the_day_before_publication() -> None:
    known = (JUNE[0], date(2031, 6, 29))
    ground = WrittenGround(table={("atlas-narrow", *known): flat(61.0)})
    check = check_of(said(days=JUNE), ground, published=JUNE[1])
    assert check.verdict is Verdict.MATCHES
    assert check.evidence[0].end == known[1]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"days": None}, "no window is named"),
        ({"window": window(JUNE[1], JUNE[0])}, "its window ends before it begins"),
        ({"days": JUNE, "unread": "it is denied"}, "it is denied"),
        ({"days": (date.min, JUNE[1])}, "no map is of 0001-01-01 to 2031-06-30"),
        ({"days": (JUNE[0], date.max)}, "no map is of 2031-06-01 to 9999-12-31"),
        ({"days": JUNE, "sources": ("isw",)}, "no definition at hand rests on isw for norland"),
        ({"days": JUNE, "actor": "westria"}, "no definition at hand is about westria"),
        ({"days": JUNE, "kind": "count"}, "the sentence does not say what happened to the area"),
        (
            {"days": JUNE, "printed": (), "value": None},
            "its number is not read as an interval",
        ),
    ],
)
def test_what_stands_in_the_way_is_said(more: dict, reason: str) -> None:
    assert check_of(said(**more), WrittenGround()).explanation == reason


@pytest.mark.parametrize("kind", [kind for kind in FigureKind if "area" not in kind])
def test_every_other_kind_has_its_reason_in_plain_words(kind: FigureKind) -> None:
    check = check_of(said("5", "people", kind.value), WrittenGround())
    assert check.verdict is Verdict.CANNOT_CHECK
    assert len(check.explanation.split()) > 5
    tried = {FigureKind.RATIO, FigureKind.SHARE, FigureKind.DIFFERENCE}
    assert check.kind is (CheckKind.ARITHMETIC if kind in tried else CheckKind.GROUND)


def test_with_a_ledger_at_hand_it_is_what_was_tried_for_a_count() -> None:
    killed = said("5", "people", "killed")
    check = check_of(killed, WrittenGround(), has_ledger=True)
    assert check.kind is CheckKind.LEDGER
    area = check_of(said(), WrittenGround(), has_ledger=True)
    assert area.kind is CheckKind.GROUND


def test_figures_outside_the_body_and_conversions_are_not_asked() -> None:
    sentences = (
        said(days=JUNE, scope=Scope.HEADLINE),
        said(days=JUNE),
        said("23.6", "mi2", days=JUNE),
    )
    ground = WrittenGround(table={("atlas-narrow", *JUNE): flat(61.0)})
    made = reading(*sentences, relations=(related("conversion", "f2", "f3"),))
    found = checked(made, ground)
    assert [check.figures for check in found.checks] == [("f2",), ("f3",)]
    assert found.coverage.figures == 2
    pair = replace(cannot_check("f2", "made up"), figures=("f2", "f3"), kind=CheckKind.UNIT_PAIR)
    paired = checked_reading(
        made, (pair,), ground=ground, name="-", definitions=ground.definitions, known=()
    )
    assert [check.figures for check in paired.checks] == [("f2", "f3"), ("f2",)]


def test_a_figure_in_square_miles_is_measured_in_km2() -> None:
    ground = WrittenGround(table={("atlas-narrow", *JUNE): flat(float(10 * KM2_PER_MI2))})
    check = check_of(said("10", "mi2", days=JUNE), ground)
    assert check.verdict is Verdict.MATCHES
    assert check.claimed is not None
    assert check.claimed.unit == "mi2"


def test_a_bracketed_share_is_told_with_both_ends() -> None:
    ground = WrittenGround(holdings={("bold", EVE): (184.0, 180.0, 190.0)}, definitions=COUNTRY)
    share = said("18.4", "percent", "area_share_held", before="Norland holds ")
    words = check_of(
        share, ground, published=OUT, definitions={"bold": COUNTRY["bold"]}
    ).explanation
    assert "bold (18.00 to 19.00 percent)" in words


def test_an_open_interval_above_a_total_leaves_nothing_out() -> None:
    only = {"gazette": COUNTRY["gazette"]}
    ground = WrittenGround(holdings={("gazette", EVE): flat(520.0)}, definitions=only)
    more = said(
        "1000",
        kind="area_held",
        before="Norland holds ",
        qualifier=Qualifier.AT_LEAST,
        sources=("gazette",),
    )
    assert check_of(more, ground, published=OUT).verdict is Verdict.DOES_NOT_MATCH


def test_a_figure_that_another_line_has_checked_is_not_said_to_lack_maps() -> None:
    made = reading(said("5", "people", "killed"), said())
    done = cannot_check("f1", "nothing earlier", kind=CheckKind.LEDGER)
    other = replace(done, figures=("f2",), kind=CheckKind.ARITHMETIC)
    ground = WrittenGround()
    found = checked_reading(
        made, (done, other), ground=ground, name="-", definitions=ground.definitions, known=()
    )
    kinds = [(check.figures[0], check.kind) for check in found.checks]
    assert kinds == [
        ("f1", CheckKind.LEDGER),
        ("f2", CheckKind.ARITHMETIC),
        ("f2", CheckKind.GROUND),
    ]
    assert found.coverage.checkable == 0


def test_every_question_is_kept_as_a_query() -> None:
    ground = WrittenGround(table={("atlas-narrow", *JUNE): flat(61.0)})
    found = checked(reading(said(days=JUNE), said("5", "people", "killed")), ground)
    (query,) = found.queries
    assert (query.figure, query.measure, query.left_open) == (
        "f1",
        Measure.NET,
        ("atlas-narrow", "atlas-wide"),
    )
    assert query.others == ("gazette",)


def test_an_advance_in_kilometres_that_is_the_area_gained_had_its_square_dropped() -> None:
    ground = WrittenGround(table={("bold", *JUNE): flat(170.2)}, definitions=COUNTRY)
    far = said("170", "km", "advance_distance", before="Norland advanced ", days=JUNE)
    check = check_of(far, ground)
    assert check.verdict is Verdict.CANNOT_CHECK
    assert check.hint is Hint.SQUARE_DROPPED
    assert check.explanation.endswith(
        '"square" may have been dropped: the ground gained over 2031-06-01 to 2031-06-30:'
        " bold (170.2 km2)"
    )
    other = said("180", "km", "advance_distance", before="Norland advanced ", days=JUNE)
    assert check_of(other, ground).hint is None
    hedged = said("170", "km", "advance_distance", days=JUNE, qualifier=Qualifier.MORE_THAN)
    assert check_of(hedged, ground).hint is None
    nobody = said("170", "km", "advance_distance", days=JUNE, actor=None)
    assert check_of(nobody, ground).hint is None


def test_text_of_sentences_is_the_text_of_the_reading() -> None:
    one = said(days=JUNE)
    assert reading(one).story.text == text_of(one)
