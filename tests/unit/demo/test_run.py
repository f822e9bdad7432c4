"""The demo as a whole: what Retally finds is the truth, and what it writes is complete."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from retally.archive.archive import Archive
from retally.demo.captures import REVISED_AT
from retally.demo.publishers import HELD_DAY, MISSING_DAY, REVISED_DAY
from retally.demo.run import DemoReport, run
from retally.demo.truth import DEFINITIONS
from retally.demo.war import War
from retally.errors import UsageError
from retally.measure.regions import Regions
from retally.model.words import State
from retally.series.definitions import definitions
from retally.series.ground import Ground

KM2 = 1e-6
"""What a measured area may be off the truth by."""
NAMES = [definition.name for definition in DEFINITIONS]
MONTH_ENDS = {"2011-07-31", "2011-11-30"}
"""Ends of months of which Longglass has no usable control layer."""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "retally-demo"


@pytest.fixture(scope="module")
def report(out: Path) -> DemoReport:
    return run(out, progress=lambda _: None)


@pytest.fixture
def archive(report: DemoReport, out: Path) -> Archive:
    assert report.paths
    return Archive.open(out / "archive")


@pytest.fixture
def ground(archive: Archive) -> Ground:
    return Ground(archive, definitions=definitions(archive.path / "retally.toml"))


def document(out: Path, name: str) -> Any:
    return json.loads((out / name).read_text(encoding="utf-8"))


def test_it_writes_what_the_contract_names(report: DemoReport, out: Path) -> None:
    named = "archive monthly.csv chart.svg chart.png story.txt check.json check.html truth.json"
    assert set(named.split()) <= {path.name for path in report.paths}
    assert all(path.exists() for path in report.paths)
    assert report.page == out / "check.html"


def test_it_tells_three_lines_that_it_computed(report: DemoReport) -> None:
    record, story, truth = report.lines
    assert record.startswith("January 2012, one month of one war: ")
    assert "longglass-with-claims gives back 5 of the 5" in story
    assert truth.startswith("Against the known truth: 64 months under 6 definitions, ")


@pytest.mark.parametrize("name", NAMES)
def test_every_day_is_measured_as_the_truth_has_it(
    ground: Ground, told: dict[str, Any], name: str
) -> None:
    truths = {row["day"]: row for row in told["definitions"][name]["daily"]}
    compared = 0
    for row in ground.gains(name, by="day").rows:
        true = truths.get(row.end.isoformat())
        if true is None or row.to_day != row.end:
            continue
        assert row.held_km2 == pytest.approx(true["held_km2"], abs=KM2)
        if row.exact:
            assert row.gained_km2 == pytest.approx(true["gained_km2"], abs=KM2)
            assert row.lost_km2 == pytest.approx(true["lost_km2"], abs=KM2)
            compared += 1
    assert compared >= (390 if name.startswith("longglass") else 3)


@pytest.mark.parametrize("name", NAMES)
def test_every_month_and_its_regions_are_measured_as_the_truth_has_them(
    ground: Ground, told: dict[str, Any], war: War, name: str
) -> None:
    regions = Regions(
        [region.name for region in war.island.regions],
        [war.island.region_polygon(region) for region in war.island.regions],
    )
    truths = {row["start"]: row for row in told["definitions"][name]["monthly"]}
    rows = ground.gains(name, by="month", regions=regions, start=date(2011, 3, 1)).rows
    assert [row.start.isoformat() for row in rows] == list(truths)
    for row in rows:
        true = truths[row.start.isoformat()]
        assert row.partial is (row.end == date(2012, 3, 6))
        if not row.exact:
            continue
        for key in ("gained_km2", "lost_km2", "net_km2", "held_km2"):
            assert getattr(row, key) == pytest.approx(true[key], abs=KM2)
        assert row.regions is not None
        shares = {share.name: share for share in row.regions}
        for region in true["regions"]:
            share = shares[region["name"]]
            assert share.gained_km2 == pytest.approx(region["gained_km2"], abs=KM2)
            assert share.lost_km2 == pytest.approx(region["lost_km2"], abs=KM2)


def test_months_that_end_on_a_day_without_a_map_are_bracketed(
    ground: Ground, told: dict[str, Any]
) -> None:
    """Between the maps around the missing and the held day lies the truth of a steady advance."""
    series = told["definitions"]["longglass-control"]
    days = {row["day"]: row["held_km2"] for row in series["daily"]}
    rows = ground.gains("longglass-control", by="month").rows
    july = next(row for row in rows if row.end.isoformat() == "2011-07-31")
    november = next(row for row in rows if row.end.isoformat() == "2011-11-30")
    assert not july.exact
    assert july.complete
    assert july.to_day == date(2011, 7, 30)
    low, high = sorted(days[day] - days["2011-06-30"] for day in ("2011-07-30", "2011-08-01"))
    assert (july.net_low_km2, july.net_high_km2) == pytest.approx((low, high), abs=KM2)
    low, high = sorted(days[day] - days["2011-10-31"] for day in ("2011-11-29", "2011-12-01"))
    assert (november.net_low_km2, november.net_high_km2) == pytest.approx((low, high), abs=KM2)
    assert {row.end.isoformat() for row in rows if not row.exact and row.complete} >= MONTH_ENDS


def test_the_record_month_is_the_truth_s(ground: Ground, told: dict[str, Any]) -> None:
    for name in NAMES:
        rows = [row for row in ground.gains(name, by="month").rows if not row.partial]
        largest = max((row for row in rows if row.exact), key=lambda row: row.net_km2 or 0)
        record = told["definitions"][name]["record"]
        if record["end"] not in MONTH_ENDS:
            assert largest.start.isoformat() == record["start"]
            assert largest.rank == 1
            assert largest.largest_since is None


def test_one_layer_of_one_day_is_held_and_says_why(archive: Archive) -> None:
    (held,) = archive.snapshots(state=State.HELD)
    assert (held.source, held.day) == ("longglass", HELD_DAY)
    assert "control of torvane falls from" in str(held.reason)


def test_the_held_layer_is_unknown_that_day_and_the_others_are_measured(
    ground: Ground, told: dict[str, Any]
) -> None:
    assert ground.held("longglass-control", HELD_DAY).map_day == date(2011, 11, 29)
    incursion = ground.held("longglass-incursion", HELD_DAY)
    assert incursion.map_day == HELD_DAY
    days = {row["day"]: row for row in told["definitions"]["longglass-incursion"]["daily"]}
    true = days[HELD_DAY.isoformat()]["held_km2"]
    assert incursion.held_km2 == pytest.approx(true, abs=KM2)


def test_the_missing_day_has_no_map(archive: Archive) -> None:
    days = archive.days("longglass")
    assert MISSING_DAY not in days
    assert len(days) == 399


def test_before_the_revision_was_captured_the_first_map_answers(
    archive: Archive, told: dict[str, Any]
) -> None:
    known = definitions(archive.path / "retally.toml")
    before = Ground(archive, as_of=datetime(2011, 6, 20, tzinfo=UTC), definitions=known)
    after = Ground(archive, as_of=REVISED_AT, definitions=known)
    for name in ("longglass-control", "longglass-assessed", "longglass-with-claims"):
        first, later = (told["revised"][key][name] for key in ("first_km2", "later_km2"))
        assert before.held(name, REVISED_DAY).held_km2 == pytest.approx(first, abs=KM2)
        assert after.held(name, REVISED_DAY).held_km2 == pytest.approx(later, abs=KM2)


def test_the_incursion_peaks_where_the_truth_says(ground: Ground, told: dict[str, Any]) -> None:
    incursion = told["incursion"]
    peak = ground.held("longglass-incursion", date.fromisoformat(incursion["peak_day"]))
    assert peak.held_km2 == pytest.approx(incursion["peak_km2"], abs=KM2)
    assert ground.held("longglass-incursion", date(2011, 3, 1)).held_km2 == 0.0


def test_the_check_of_the_story_finds_what_the_truth_expects(report: DemoReport, out: Path) -> None:
    assert report.lines
    check = document(out, "check.json")
    expected = document(out, "truth.json")["story"]
    figures = {figure["id"]: figure for figure in check["figures"]}
    ground = {
        figures[one["figures"][0]]["value"]: one["verdict"]
        for one in check["checks"]
        if one["kind"] == "ground"
        and one["relation"] is None
        and figures[one["figures"][0]]["unit"] == "km2"
    }
    pairs = {
        figures[one["figures"][0]]["value"]: one["verdict"]
        for one in check["checks"]
        if one["kind"] == "unit_pair"
    }
    assert ground == {one["printed"]: one["verdict"] for one in expected}
    assert pairs == {one["printed"]: one["pair_verdict"] for one in expected if one["pair_verdict"]}
    assert check["coverage"]["numbers"] == check["coverage"]["checked"] + 1


def test_the_page_stands_on_its_own(report: DemoReport) -> None:
    page = report.page.read_text(encoding="utf-8")
    assert "<html" in page
    assert 'src="http' not in page
    assert "<link" not in page


def test_the_monthly_table_has_a_row_a_month_and_definition(report: DemoReport, out: Path) -> None:
    assert report.paths
    with (out / "monthly.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 14 * len(NAMES)
    assert {row["definition"] for row in rows} == set(NAMES)


def test_a_second_run_into_the_same_folder_changes_nothing(
    report: DemoReport, out: Path, archive: Archive
) -> None:
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    snapshots = archive.snapshots()
    steps: list[str] = []
    again = run(out, progress=steps.append)
    assert again == report
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before
    assert Archive.open(out / "archive").snapshots() == snapshots
    assert "archive: 0 added, 525 repeats, 0 held, 0 failed" in steps


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "taken"
    file.write_text("not a folder")
    with pytest.raises(UsageError, match=r"taken.*--out"):
        run(file, progress=lambda _: None)
