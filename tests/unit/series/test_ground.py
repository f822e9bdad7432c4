"""Archive and reference as one series, on made-up strips whose areas are multiples of one cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import shapely

from retally.errors import (
    ArchiveDamagedError,
    NotMeasuredError,
    UnknownNameError,
    UsageError,
)
from retally.measure.area import area_km2
from retally.measure.places import Place
from retally.measure.regions import Regions
from retally.model.words import AreaModel, DayRule, Status
from retally.series import points as points_module
from retally.series.definitions import definition
from retally.series.ground import Ground
from retally.series.points import Kind, Point

START = date(2031, 1, 1)


def day(after):
    return START + timedelta(days=after)


def gains(made, widths, first, last, **more):
    """The one row of the window from day `first` to day `last`, both counted."""
    ground = Ground(made.days_of(START, widths))
    return ground.gains(made.rule(**more), start=day(first), end=day(last)).rows[0]


def cells(made, *values):
    return [None if one is None else round(one / made.cell_km2, 6) for one in values]


def test_window_runs_from_the_end_of_the_day_before_its_first(made):
    row = gains(made, {0: 1, 1: 3, 2: 6}, 1, 2)
    assert (row.from_day, row.to_day) == (day(0), day(2))
    assert cells(made, row.gained_km2, row.lost_km2, row.net_km2, row.held_km2) == [5, 0, 5, 6]
    assert (row.basis, row.exact, row.complete) == ("archive", True, True)
    assert row.net_low_km2 == row.net_high_km2 == row.net_km2
    assert row.per_day_km2 == pytest.approx(row.net_km2 / 2)


def test_lost_ground_is_counted_apart(made):
    archive = made.Archive()
    archive.put("made", day(0), made.red, Status.CONTROL, made.strip(4))
    archive.put("made", day(1), made.red, Status.CONTROL, made.strip(4, west=1))
    row = Ground(archive).gains(made.rule(), start=day(1), end=day(1)).rows[0]
    assert cells(made, row.gained_km2, row.lost_km2, row.net_km2) == [1, 1, 0]
    assert row.gained_km2 - row.lost_km2 == row.net_km2


def test_an_end_without_a_map_is_bracketed_by_its_neighbours_on_both_sides(made):
    row = gains(made, {0: 1, 1: 2, 4: 6, 6: 9}, 1, 5)
    assert (row.to_day, row.exact, row.complete) == (day(4), False, True)
    assert cells(made, row.net_km2, row.net_low_km2, row.net_high_km2) == [5, 5, 8]


def test_two_ends_without_maps_span_all_combinations(made):
    row = gains(made, {0: 1, 2: 2, 4: 6, 6: 9}, 2, 5)
    assert cells(made, row.net_km2, row.net_low_km2, row.net_high_km2) == [5, 4, 8]


def test_a_window_past_the_last_map_is_incomplete_and_has_no_interval(made):
    row = gains(made, {0: 1, 2: 3}, 1, 5)
    assert (row.to_day, row.complete) == (day(2), False)
    assert cells(made, row.net_km2, row.net_low_km2, row.net_high_km2) == [2, None, None]
    assert (row.rank, row.largest_since) == (None, None)


def test_a_window_that_begins_before_the_series_is_measured_from_its_first_map(made):
    row = gains(made, {0: 1, 2: 3}, -5, 2)
    assert (row.from_day, row.complete, row.net_low_km2) == (day(0), False, None)
    assert cells(made, row.net_km2) == [2]


@pytest.mark.parametrize(("first", "last"), [(-9, -5), (20, 25)], ids=["before", "after"])
def test_a_window_outside_the_series_is_not_measured(made, first, last):
    message = r"red-control.*no map at hand answers this.*maps from 2031-01-01 to 2031-01-03"
    with pytest.raises(NotMeasuredError, match=message):
        gains(made, {0: 1, 2: 3}, first, last)


def test_no_series_at_all_is_not_measured(made):
    with pytest.raises(NotMeasuredError, match="no map from made"):
        Ground(None).gains(made.rule())
    with pytest.raises(NotMeasuredError, match="no map from made"):
        Ground(made.Archive()).held(made.rule(), START)


def test_the_last_version_stands_where_the_rule_says_so(made):
    row = gains(made, {0: 1, 1: 2, 4: 6}, 1, 3, day_rule=DayRule.LAST_VERSION)
    assert (row.to_day, row.exact, row.complete) == (day(1), True, True)
    assert cells(made, row.net_km2, row.net_low_km2, row.net_high_km2) == [1, 1, 1]


def test_ground_that_only_changes_layer_is_no_advance(made):
    archive = made.Archive()
    archive.put("made", day(0), made.red, Status.CONTROL, made.strip(2))
    archive.put("made", day(0), made.red, Status.ADVANCE, made.strip(3, west=2))
    archive.put("made", day(1), made.red, Status.CONTROL, made.strip(5))
    archive.put("made", day(1), made.red, Status.ADVANCE, made.strip(1, west=5))
    both = made.rule("both", Status.CONTROL, Status.ADVANCE)
    ground = Ground(archive)
    row = ground.gains(both, start=day(1), end=day(1)).rows[0]
    assert cells(made, row.gained_km2, row.lost_km2) == [1, 0]
    alone = ground.gains(made.rule(), start=day(1), end=day(1)).rows[0]
    assert cells(made, alone.gained_km2) == [3]


def test_a_day_that_lacks_a_layer_is_unknown(made):
    archive = made.days_of(START, {0: 1, 1: 2, 2: 3})
    for after in (0, 2):
        archive.put("made", day(after), made.red, Status.ADVANCE, made.strip(1, west=50))
    both = made.rule("both", Status.CONTROL, Status.ADVANCE)
    row = Ground(archive).gains(both, start=day(1), end=day(2)).rows[0]
    assert (row.exact, row.from_day) == (True, day(0))
    assert Ground(archive).gains(both, start=day(1), end=day(1)).rows[0].exact is False


def test_a_merged_layer_answers_only_definitions_that_count_all_it_holds(made):
    archive = made.Archive()
    for after in (0, 1):
        more = {"includes": frozenset({Status.PREWAR})}
        archive.put("made", day(after), made.red, Status.CONTROL, made.strip(1 + after), **more)
    ground = Ground(archive)
    whole = made.rule("whole", Status.CONTROL, Status.PREWAR)
    assert ground.gains(whole, start=day(1), end=day(1)).rows[0].net_km2 > 0
    assert ground.span(whole) == (day(0), day(1))
    assert ground.span(made.rule()) is None


def test_another_partys_layer_never_counts(made):
    archive = made.days_of(START, {0: 1, 1: 2})
    archive.put("made", day(1), made.blue, Status.CONTROL, made.strip(9, west=50))
    row = Ground(archive).gains(made.rule(), start=day(1), end=day(1)).rows[0]
    assert cells(made, row.net_km2) == [1]


def test_rows_by_month_are_cut_at_the_series_and_marked_partial(made):
    widths = {after: 1 + after for after in range(75)}
    found = Ground(made.days_of(START, widths)).gains(made.rule(), by="month")
    assert [(row.start, row.end, row.partial) for row in found.rows] == [
        (date(2031, 1, 2), date(2031, 1, 31), True),
        (date(2031, 2, 1), date(2031, 2, 28), False),
        (date(2031, 3, 1), date(2031, 3, 16), True),
    ]
    assert cells(made, *(row.net_km2 for row in found.rows)) == [30, 28, 16]
    assert (found.source, found.series_start) == ("made", START)


def test_records_look_back_over_the_whole_series_though_few_rows_are_asked(made):
    month_ends = [date(2031, month, 1) - timedelta(days=1) for month in range(1, 7)]
    archive = made.Archive()
    for at, width in zip(month_ends, [0, 30, 50, 55, 75, 85], strict=True):
        archive.put("made", at, made.red, Status.CONTROL, made.strip(width))
    ground = Ground(archive)
    found = ground.gains(made.rule(), by="month", start=date(2031, 4, 1), end=date(2031, 5, 31))
    april, may = found.rows
    assert cells(made, april.net_km2, may.net_km2) == [20, 10]
    assert (april.rank, may.rank) == (2, 4)
    assert april.largest_since.start == date(2031, 2, 1)
    assert may.largest_since.start == date(2031, 4, 1)
    free = ground.gains(made.rule(), start=date(2031, 4, 1), end=date(2031, 4, 30)).rows[0]
    assert (free.rank, free.partial) == (2, False)


def test_a_cut_or_free_window_is_compared_with_months_and_marked(made):
    widths = {after: after + after**2 // 100 for after in range(100)}
    ground = Ground(made.days_of(date(2030, 12, 31), widths))
    free = ground.gains(made.rule(), start=date(2031, 3, 1), end=date(2031, 3, 20)).rows[0]
    assert (free.rank, free.rank_per_day, free.partial) == (2, 1, True)
    long = ground.gains(made.rule(), start=date(2031, 1, 5), end=date(2031, 3, 20)).rows[0]
    assert (long.rank, long.partial, long.largest_since) == (None, False, None)


def test_records_do_not_look_back_over_a_long_pause(made):
    widths = {after: 30 * after for after in range(3)}
    widths |= {200 + after: 100 + after for after in range(75)}
    found = Ground(made.days_of(START, widths)).gains(made.rule(), by="month")
    assert found.series_start == day(200)
    assert [row.start for row in found.rows] == [
        day(201), date(2031, 8, 1), date(2031, 9, 1), date(2031, 10, 1),
    ]  # fmt: skip
    asked = Ground(made.days_of(START, widths)).gains(
        made.rule(), by="month", start=date(2031, 1, 2)
    )
    july = asked.rows[6]
    assert (july.from_day, july.complete, july.rank) == (day(2), True, None)
    assert not july.is_near
    april = asked.rows[3]
    assert april.net_low_km2 < april.net_km2 == 0 < april.net_high_km2
    assert (asked.rows[8].rank, asked.rows[8].largest_since.start) == (2, date(2031, 8, 1))


def test_days_left_open_are_the_series_own(made):
    found = Ground(made.days_of(START, {0: 1, 4: 3})).gains(made.rule())
    assert (found.rows[0].start, found.rows[0].end) == (day(1), day(4))


def test_one_map_alone_makes_no_window(made):
    with pytest.raises(NotMeasuredError, match="no map at hand answers"):
        Ground(made.days_of(START, {0: 1})).gains(made.rule())


def test_one_window_never_mixes_two_sources(made):
    archive = made.days_of(START, {0: 1, 1: 2})
    for after, width in {1: 10, 2: 30, 5: 50}.items():
        archive.put("second", day(after), made.red, Status.CONTROL, made.strip(width))
    rule = made.rule(sources=("made", "second"))
    ground = Ground(archive)
    first = ground.gains(rule, start=day(1), end=day(1))
    assert (first.source, cells(made, first.rows[0].net_km2)) == ("made", [1])
    second = ground.gains(rule, start=day(2), end=day(2))
    assert (second.source, cells(made, second.rows[0].net_km2)) == ("second", [20])
    bracketed = ground.gains(rule, start=day(2), end=day(3)).rows[0]
    assert (bracketed.source, bracketed.complete) == ("second", True)
    both = ground.gains(rule, by="day", start=day(1), end=day(2))
    assert both.source is None
    assert [row.source for row in both.rows] == ["made", "second"]


def test_an_empty_layer_is_known_to_be_empty(made):
    row = gains(made, {0: 3, 1: 0}, 1, 1)
    assert cells(made, row.lost_km2, row.held_km2) == [3, 0]


def test_a_remembered_change_reads_no_geometry(made):
    archive = made.days_of(START, {after: after for after in range(5)})
    before = Ground(archive).gains(made.rule(), by="day").to_dict()
    reads = archive.reads
    assert Ground(archive).gains(made.rule(), by="day").to_dict() == before
    assert archive.reads == reads


def test_unions_are_remembered_too(made):
    archive = made.days_of(START, {0: 1, 1: 2})
    for after in (0, 1):
        archive.put("made", day(after), made.red, Status.ADVANCE, made.strip(2, west=1))
    both = made.rule("both", Status.CONTROL, Status.ADVANCE)
    held = Ground(archive).held(both, day(1))
    reads = archive.reads
    assert Ground(archive).held(both, day(1)) == held
    assert (archive.reads, cells(made, held.held_km2)) == (reads, [3])


def test_a_geometry_that_is_gone_is_said_to_be(made):
    archive = made.days_of(START, {0: 1, 1: 2})
    archive.stored.clear()
    with pytest.raises(ArchiveDamagedError, match="run `retally archive verify`"):
        Ground(archive).gains(made.rule())


def test_as_of_leaves_out_what_came_later(made):
    archive = made.days_of(START, {0: 1, 1: 2, 2: 9})
    moment = datetime(2031, 1, 2, 12, tzinfo=UTC)
    found = Ground(archive, as_of=moment).gains(made.rule())
    assert (found.rows[-1].to_day, found.to_dict()["as_of"]) == (day(1), "2031-01-02T12:00:00Z")


def test_held_is_of_the_nearest_map_at_or_before(made):
    archive = made.days_of(START, {0: 4, 3: 6})
    held = Ground(archive).held(made.rule(share_of_km2=made.cell_km2 * 8), day(2))
    assert (held.map_day, held.basis, held.exact) == (day(0), "archive", False)
    assert cells(made, held.held_km2, held.held_low_km2, held.held_high_km2) == [4, 4, 6]
    assert held.share_percent == pytest.approx(50)
    assert cells(made, held.by_status["control"]) == [4]
    assert (held.contact_line_km, held.regions) == (None, None)


def test_held_after_the_last_map_has_no_interval(made):
    held = Ground(made.days_of(START, {0: 4})).held(made.rule(), day(9))
    assert (held.map_day, held.held_low_km2, held.share_percent) == (day(0), None, None)


def test_held_before_the_first_map_is_not_measured(made):
    with pytest.raises(NotMeasuredError, match="no map at hand answers this"):
        Ground(made.days_of(START, {0: 4})).held(made.rule(), day(-1))


def test_held_takes_the_source_with_the_latest_map(made):
    archive = made.days_of(START, {0: 4})
    archive.put("second", day(1), made.red, Status.CONTROL, made.strip(5))
    rule = made.rule(sources=("made", "second"))
    assert Ground(archive).held(rule, day(3)).source == "second"
    assert Ground(archive).held(rule, day(0)).source == "made"


def test_contact_line_is_the_boundary_with_every_other_party(made):
    archive = made.days_of(START, {0: 4})
    ground = Ground(archive)
    assert ground.held(made.rule(), START, contact_line=True).contact_line_km is None
    archive.put("made", START, made.blue, Status.CONTROL, made.strip(3, west=4))
    found = Ground(archive).held(made.rule(), START, contact_line=True).contact_line_km
    assert found == pytest.approx(11.06, abs=0.01)


def test_regions_of_a_row_and_of_what_is_held_add_up(made):
    regions = Regions(["west"], [shapely.box(0, 0, 0.02, 0.1)])
    ground = Ground(made.days_of(START, {0: 1, 1: 5}))
    row = ground.gains(made.rule(), start=day(1), end=day(1), regions=regions).rows[0]
    assert [one.name for one in row.regions] == ["west", "(outside)"]
    assert cells(made, *(one.net_km2 for one in row.regions)) == [1, 3]
    held = ground.held(made.rule(), day(1), regions=regions)
    assert cells(made, *(one["held_km2"] for one in held.regions)) == [2, 3]
    assert held.to_dict()["regions"][1]["name"] == "(outside)"


def test_shares_are_unknown_where_a_row_has_no_geometry(made):
    regions = Regions(["west"], [shapely.box(0, 0, 0.02, 0.1)])
    rows = (
        Ground(made.days_of(START, {1: 1, 2: 5, 3: 6}))
        .gains(made.rule(), by="day", start=day(0), end=day(3), regions=regions, places=2)
        .rows
    )
    assert (rows[0].net_km2, rows[0].regions, rows[0].places) == (None, None, None)
    assert rows[3].regions[0].name == "west"


def test_near_a_place_counts_the_ground_within_the_circle(made):
    archive = made.days_of(START, {0: 10, 1: 20, 2: 40})
    archive.put("made", day(3), made.red, Status.CONTROL, made.strip(40))
    ground = Ground(archive)
    row = ground.gains(made.rule(), start=day(1), end=day(2), near=(0.3, 0.05), km=7).rows[0]
    whole = ground.gains(made.rule(), start=day(1), end=day(2)).rows[0]
    assert 0 < row.net_km2 < whole.net_km2
    assert row.held_km2 == pytest.approx(row.net_km2, rel=1e-6)
    assert row.gained_km2 - row.lost_km2 == row.net_km2
    place = Place(name="X", lon_lat=(0.3, 0.05), country="XX", population=1)
    by_place = ground.gains(made.rule(), start=day(1), end=day(2), near=place, km=7)
    assert by_place.rows[0] == row


def test_near_brackets_an_end_within_the_circle_too(made):
    ground = Ground(made.days_of(START, {0: 10, 2: 20, 4: 40}))
    row = ground.gains(made.rule(), start=day(1), end=day(3), near=(0.3, 0.05), km=7).rows[0]
    assert row.complete
    assert row.net_high_km2 > row.net_low_km2 == pytest.approx(row.net_km2)


@pytest.mark.parametrize(
    "more",
    [{"near": "X"}, {"km": 4.0}, {"near": "X", "km": 0}],
    ids=["no distance", "no place", "no radius"],
)
def test_place_and_distance_go_together(made, more):
    with pytest.raises(UsageError, match="a place and a distance go together"):
        Ground(made.days_of(START, {0: 1, 1: 2})).gains(made.rule(), **more)


def test_a_circle_is_split_further_and_adds_up(made):
    regions = Regions(["west"], [shapely.box(0, 0, 0.02, 0.1)])
    ground = Ground(made.days_of(START, {0: 1, 1: 5}))
    asked = {"near": (0.02, 0.05), "km": 2.0}
    found = ground.gains(made.rule(), regions=regions, **asked)
    (row,) = found.rows
    whole = ground.gains(made.rule()).rows[0]
    assert 0 < row.gained_km2 < whole.gained_km2
    assert sum(one.net_km2 for one in row.regions) == pytest.approx(row.net_km2, abs=1e-9)
    cut = ground.change(made.rule(), row, near=found.near)
    assert cut.gained_km2 == row.gained_km2
    assert area_km2(cut.gained) == pytest.approx(row.gained_km2, abs=1e-6)
    assert found.to_dict()["near"] == {"lon": 0.02, "lat": 0.05, "km": 2.0}


def test_a_place_is_looked_up_once_for_several_definitions(made, monkeypatch):
    ground = Ground(made.days_of(START, {0: 1}), definitions={"held": made.rule()})
    seen = []
    monkeypatch.setattr(
        "retally.series.ground.lon_lat_of",
        lambda name, extent, announce: seen.append((name, extent())) or (1.0, 2.0),
    )
    assert ground.place("Norden", ["held"]) == (1.0, 2.0)
    ((name, extent),) = seen
    assert (name, len(extent)) == ("Norden", 4)
    with pytest.raises(NotMeasuredError, match="no map at hand"):
        Ground(None, definitions={"held": made.rule()}).place("Norden", ["held"])


def test_geometry_and_change_of_a_row_can_be_had(made):
    ground = Ground(made.days_of(START, {0: 1, 2: 4}))
    map_day, geometry = ground.geometry(made.rule(), day(1))
    assert (map_day, geometry.equals(made.strip(1))) == (day(0), True)
    row = ground.gains(made.rule()).rows[0]
    assert cells(made, ground.change(made.rule(), row).gained_km2) == [3]
    assert ground.licences(made.rule(), row) == ("licence of 2031",)
    assert ground.change(made.rule(), replace(row, source="other")) is None
    assert Ground(None).licences(made.rule(), row) == ()
    with pytest.raises(NotMeasuredError, match="no map at hand"):
        ground.geometry(made.rule(), day(-1))


def test_published_areas_count_under_the_publishers_rule(made):
    archive = made.Archive()
    for after, area in {0: 100.0, 1: 107.0}.items():
        more = {"published_area_km2": area}
        archive.put("made", day(after), made.red, Status.CONTROL, made.strip(1 + after), **more)
    rule = made.rule(area_model=AreaModel.SPHERE_CHORD)
    ground = Ground(archive)
    row = ground.gains(rule).rows[0]
    assert row.held_km2 == 107.0
    assert row.net_km2 == pytest.approx(made.cell_km2, rel=0.01)
    assert ground.held(rule, day(0)).by_status == {"control": 100.0}


def test_a_map_without_published_area_is_measured_by_the_same_rule(made):
    row = gains(made, {0: 1, 1: 3}, 1, 1, area_model=AreaModel.SPHERE_CHORD)
    assert row.held_km2 == pytest.approx(3 * made.cell_km2, rel=0.01)


def test_unknown_definition_suggests_the_nearest():
    with pytest.raises(UnknownNameError, match=r"did you mean deepstate\?"):
        Ground(None).gains("depstate")


@pytest.fixture(name="areas")
def _areas(monkeypatch):
    """Sets the reference of every made-up definition."""

    def set_areas(summed=None, measured=None):
        found = {
            Kind.SUMMED: {
                day(after): Point(day=day(after), kind=Kind.SUMMED, held_km2=area)
                for after, area in (summed or {}).items()
            },
            Kind.MEASURED: {
                day(after): Point(day=day(after), kind=Kind.MEASURED, held_km2=area)
                for after, area in (measured or {}).items()
            },
        }
        monkeypatch.setattr(
            "retally.series.ground.reference_points", lambda rule, source, as_of: found
        )

    return set_areas


def test_reference_answers_without_an_archive_and_without_gained_and_lost(made, areas):
    areas({0: 100.0, 1: 107.5})
    row = Ground(None).gains(made.rule(), start=day(1), end=day(1)).rows[0]
    assert (row.net_km2, row.gained_km2, row.lost_km2) == (7.5, None, None)
    assert (row.basis, row.exact, row.held_km2) == ("reference", True, 107.5)


def test_reference_answers_at_the_end_that_the_archive_lacks(made, areas):
    areas({1: made.cell_km2 * 5, 2: made.cell_km2 * 7})
    ground = Ground(made.days_of(START, {0: 3, 1: 6}))
    row = ground.gains(made.rule(), start=day(1), end=day(2)).rows[0]
    assert (row.basis, row.exact, row.gained_km2) == ("mixed", True, None)
    assert cells(made, row.net_km2) == [4]
    assert ground.gains(made.rule(), start=day(1), end=day(1)).rows[0].basis == "archive"


def test_two_areas_of_like_measure_go_before_a_mix(made, areas):
    areas({0: 100.0, 1: 107.0}, {0: 100.2})
    row = Ground(None).gains(made.rule(), start=day(1), end=day(1)).rows[0]
    assert row.net_km2 == 7.0
    areas({0: 100.0}, {0: 100.2, 1: 107.0})
    assert Ground(None).gains(made.rule(), start=day(1), end=day(1)).rows[0].net_km2 == (
        pytest.approx(6.8)
    )


def test_neighbours_come_from_archive_and_reference_alike(made, areas):
    areas({3: made.cell_km2 * 7})
    ground = Ground(made.days_of(START, {0: 1, 1: 5, 6: 9}))
    row = ground.gains(made.rule(), start=day(1), end=day(2)).rows[0]
    assert cells(made, row.net_km2, row.net_low_km2, row.net_high_km2) == [4, 4, 6]


def test_a_map_in_the_archive_goes_before_areas_of_another_source(made, areas):
    archive = made.Archive()
    for after, width in {0: 1, 1: 3}.items():
        archive.put("second", day(after), made.red, Status.CONTROL, made.strip(width))
    ground = Ground(archive)
    areas({0: 100.0, 1: 107.0})
    row = ground.gains(made.rule(sources=("made", "second")), start=day(1), end=day(1)).rows[0]
    assert (row.source, row.basis) == ("second", "archive")


def test_held_by_area_alone_has_no_statuses_of_its_own_to_show(made, areas):
    areas({}, {0: 10.0})
    both = made.rule("both", Status.CONTROL, Status.ADVANCE)
    ground = Ground(None)
    held = ground.held(both, START, contact_line=True)
    assert held.by_status == {"advance": None, "control": None}
    assert (held.contact_line_km, held.basis) == (None, "reference")
    assert ground.held(made.rule(), START).by_status == {"control": 10.0}


def test_a_map_that_deepstate_replaced_the_same_day_gives_way_to_its_list(made):
    own = definition("deepstate-published")
    listed = points_module.versions()
    of_day = [one for one in listed if one.day == date(2022, 9, 12)]
    archive = made.Archive()
    for one in (of_day[0], next(v for v in listed if v.day == date(2022, 9, 14))):
        more = {"published_area_km2": one.occupied_km2}
        archive.put("deepstate", one.day, own.party, Status.CONTROL, made.strip(5), **more)
    held = Ground(archive).held(own, date(2022, 9, 12))
    assert (held.basis, held.held_km2) == ("reference", of_day[-1].occupied_km2)


def test_documents_hold_every_field_of_the_contract(made):
    ground = Ground(made.days_of(START, {0: 1, 1: 2}))
    document = ground.gains(made.rule()).to_dict()
    assert set(document) == {
        "definition", "source", "party", "area_model", "as_of", "series_start", "near", "rows",
    }  # fmt: skip
    row = document["rows"][0]
    assert row["start"] == "2031-01-02"
    assert (row["regions"], row["places"], row["largest_since"]) == ([], [], None)
    assert ground.held(made.rule(), START).to_dict()["day"] == "2031-01-01"


def test_gains_become_a_table(made):
    pandas = pytest.importorskip("pandas")
    found = Ground(made.days_of(START, {0: 1, 1: 2})).gains(made.rule())
    frame = found.to_pandas()
    assert frame["start"][0] == pandas.Timestamp("2031-01-02")
    assert "regions" not in frame


def test_a_notebook_shows_a_row_a_window(made):
    found = Ground(made.days_of(START, {0: 1, 1: 2})).gains(made.rule(), end=day(3))
    shown = found._repr_html_()
    assert shown.count("<tr>") == 2
    assert "<caption>red-control</caption>" in shown
    assert "<td>-</td>" in shown
