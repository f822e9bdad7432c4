"""Series against published values: from the shipped reference, and from real maps where at hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from statistics import mean

import pytest

from retally.archive.archive import Archive
from retally.check.published import verify
from retally.reference.published import figures
from retally.series.ground import Ground
from retally.series.windows import whole
from retally.sources.registry import source

AUGUST = (date(2024, 8, 1), date(2024, 8, 31))
SEPTEMBER = (date(2024, 9, 1), date(2024, 9, 30))
OCTOBER_TO_27 = (date(2024, 10, 1), date(2024, 10, 27))
NOVEMBER = (date(2024, 11, 1), date(2024, 11, 30))

OPENING_TABLE = [
    ("isw-with-claims", AUGUST, 476.9, 476.9),
    ("isw-with-claims", SEPTEMBER, 438, 474),
    ("isw-with-claims", OCTOBER_TO_27, 414, 540),
    ("isw-with-claims", NOVEMBER, 725.4, 725.4),
    ("isw-assessed", AUGUST, 330.7, 330.7),
    ("isw-assessed", SEPTEMBER, 382, 426),
    ("isw-assessed", OCTOBER_TO_27, 374, 496),
    ("isw-assessed", NOVEMBER, 628, 628),
    ("isw-control", AUGUST, 175.6, 175.6),
    ("isw-control", SEPTEMBER, 9, 9),
    ("isw-control", OCTOBER_TO_27, 0, 0),
    ("isw-control", NOVEMBER, 1206, 1206),
    ("deepstate-published", AUGUST, 363, 363),
    ("deepstate-published", SEPTEMBER, 397, 397),
    ("deepstate-published", OCTOBER_TO_27, 406, 406),
    ("deepstate-published", NOVEMBER, 731, 731),
]
"""DESIGN.md's opening table: definition, window, low and high of the net change."""


def as_printed(value, like):
    """A value rounded as the table's number is."""
    return round(value, 1) if isinstance(like, float) else round(value)


@pytest.mark.parametrize(
    ("name", "window", "low", "high"),
    OPENING_TABLE,
    ids=[f"{name}-{window[0]:%Y-%m}" for name, window, _, _ in OPENING_TABLE],
)
def test_the_opening_table_comes_back_from_the_reference_alone(name, window, low, high):
    row = Ground(None).gains(name, start=window[0], end=window[1]).rows[0]
    assert as_printed(row.net_low_km2, low) == low
    assert as_printed(row.net_high_km2, high) == high
    assert (row.basis, row.gained_km2) == ("reference", None)


def test_deepstates_printed_months_come_back_within_half_a_percent():
    """Source: the ten monthly figures that DeepState printed, March 2024 to June 2025."""
    ground = Ground(None)
    printed = {
        one.window_start: float(one.printed)
        for one in figures()
        if one.publisher == "DeepState"
        and one.measure == "gain"
        and one.window_start is not None
        and one.window_end == whole("month", one.window_start).end
    }
    assert len(printed) == 10
    errors = [
        abs(_net(ground, whole("month", start)) - figure) / figure
        for start, figure in printed.items()
    ]
    assert mean(errors) <= 0.005


def _net(ground, month):
    row = ground.gains("deepstate-published", start=month.start, end=month.end).rows[0]
    assert row.exact
    return row.net_km2


def test_bad_days_of_the_reference_make_no_record():
    """Source: a wrong file of 2024-07-03 (-722, +741 km2), a cut one of 2025-03-04 (-1,659)."""
    ground = Ground(None)
    for name in ("isw-assessed", "isw-with-claims"):
        for first, last in (("2024-07-03", "2024-07-05"), ("2025-03-04", "2025-03-06")):
            rows = ground.gains(
                name, by="day", start=date.fromisoformat(first), end=date.fromisoformat(last)
            ).rows
            assert max(abs(row.net_km2) for row in rows) < 50


def test_merges_of_layers_are_no_advance():
    """Source: ISW's merges of 2024-04-02 and 2024-11-03, 700 to 900 km2 from layer to layer."""
    ground = Ground(None)
    for day in (date(2024, 4, 2), date(2024, 11, 3)):
        assert ground.gains("isw-control", start=day, end=day).rows[0].net_km2 > 700
        assert abs(ground.gains("isw-assessed", start=day, end=day).rows[0].net_km2) < 100


def test_verify_finds_the_definition_each_publisher_uses():
    found = verify(Ground(None))
    afp, isw = found.known_for("AFP", "ISW"), found.known_for("ISW", "ISW")
    assert (afp.definition, afp.second) == ("isw-with-claims", "isw-assessed")
    assert afp.median_error < 0.5 < 10 < afp.second_error
    assert (isw.definition, isw.second) == ("isw-assessed", "isw-with-claims")
    assert isw.median_error < 1 < 10 < isw.second_error
    assert found.known_for("DeepState", "DeepState").definition == "deepstate-published"


@pytest.fixture(scope="module")
def ground(shared_maps, tmp_path_factory):
    """Five of ISW's dates, in an archive."""
    days = ("2024-08-25", "2024-09-29", "2024-10-26", "2024-10-31", "2024-11-10")
    paths = [path for day in days for path in sorted((shared_maps / "isw-zips" / day).iterdir())]
    archive = Archive.open(tmp_path_factory.mktemp("real") / "archive", create=True)
    archive.add(paths, source=source("isw"), now=datetime(2026, 1, 1, tzinfo=UTC), progress=None)
    return Ground(archive)


@pytest.mark.parametrize(
    ("name", "first", "last", "gained", "lost"),
    [
        ("isw-with-claims", date(2024, 9, 30), date(2024, 10, 26), 451.2, 0.6),
        ("isw-control", date(2024, 9, 30), date(2024, 10, 26), 0.0, 0.0),
        ("isw-assessed", date(2024, 11, 1), date(2024, 11, 10), 234.3, 5.3),
        ("isw-control", date(2024, 11, 1), date(2024, 11, 10), 902.5, 0.0),
    ],
)
def test_real_pairs_of_isw_maps(ground, name, first, last, gained, lost):
    row = ground.gains(name, start=first, end=last).rows[0]
    assert row.basis == "archive"
    assert row.gained_km2 == pytest.approx(gained, abs=0.2)
    assert row.lost_km2 == pytest.approx(lost, abs=0.2)
    assert row.net_km2 == row.gained_km2 - row.lost_km2


def test_kursk_was_held_to_its_claimed_limit(ground):
    assert ground.held("isw-kursk", date(2024, 8, 25)).held_km2 == pytest.approx(1172.5, abs=0.5)


def test_an_end_without_a_map_at_hand_takes_its_area_from_the_reference(ground):
    row = ground.gains("isw-with-claims", start=NOVEMBER[0], end=NOVEMBER[1]).rows[0]
    assert (row.basis, row.exact, row.gained_km2) == ("mixed", True, None)
    assert row.net_km2 == pytest.approx(725.4, abs=0.2)


def test_measured_areas_of_the_reference_are_those_of_the_maps(ground):
    for name in ("isw-control", "isw-assessed", "isw-with-claims", "isw-kursk"):
        for day in (date(2024, 8, 25), date(2024, 9, 29)):
            measured = ground.held(name, day)
            shipped = Ground(None).held(name, day)
            assert (measured.basis, shipped.basis) == ("archive", "reference")
            assert measured.held_km2 == pytest.approx(shipped.held_km2, abs=1e-6)
