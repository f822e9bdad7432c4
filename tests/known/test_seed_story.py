"""The first real story, against the areas that ship: figures from the issue that set them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from retally.archive.archive import Archive
from retally.check.check import check_text
from retally.check.lines import coverage_line, joint_line
from retally.check.queries import check_queries
from retally.check.query_toml import queries_from_toml, queries_toml
from retally.check.story_check import StoryCheck
from retally.model.check import Check, CheckKind, Evidence, Note
from retally.model.story import FigureKind, RelationType
from retally.model.words import Verdict
from retally.series.ground import Ground
from retally.sources.registry import source


@pytest.fixture(scope="module", params=["reference alone", "with maps"])
def ground(
    request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Ground:
    """The areas that ship, alone and with the maps of two days whose neighbours are wanted."""
    if request.param == "reference alone":
        return Ground(None)
    folders = [shared / "maps" / "isw-zips" / day for day in ("2024-09-29", "2024-10-26")]
    paths = sorted(path for folder in folders for path in folder.iterdir())
    archive = Archive.open(tmp_path_factory.mktemp("seed") / "archive", create=True)
    archive.add(paths, source=source("isw"), now=datetime(2026, 1, 1, tzinfo=UTC), progress=None)
    return Ground(archive)


@pytest.fixture(scope="module")
def seed(shared: Path, ground: Ground) -> StoryCheck:
    text = (shared / "stories" / "seed.txt").read_text(encoding="utf-8")
    return check_text(text, ground=ground, name="seed.txt")


def ground_check(seed: StoryCheck, value: int) -> Check:
    return next(
        check
        for check in seed.checks
        if check.kind is CheckKind.GROUND
        and check.relation is None
        and seed.reading.figure(check.figures[0]).value == value
    )


def related(seed: StoryCheck, kind: RelationType) -> list[Check]:
    names = {one.id for one in seed.reading.relations if one.type is kind}
    return [check for check in seed.checks if check.relation in names]


def rows(check: Check) -> dict[str, Evidence]:
    """The rows of the stated window; those of shifted ones have other days."""
    window = (check.evidence[0].start, check.evidence[0].end)
    return {row.definition: row for row in check.evidence if (row.start, row.end) == window}


def test_all_nine_numbers_are_read_and_counted_once(seed: StoryCheck) -> None:
    found = seed.coverage
    assert (found.numbers, found.figures) == (9, 9)
    assert found.depends == 3
    assert found.does_not_match == 0
    assert found.matches + found.depends + found.cannot_check == 9
    assert coverage_line(seed).startswith("9 of 9 numbers read")


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        (477, "2024-08-01", "2024-08-31"),
        (459, "2024-09-01", "2024-09-30"),
        (478, "2024-10-01", "2024-10-27"),
    ],
)
def test_the_windows_are_resolved_on_the_story_s_own_dates(
    seed: StoryCheck, value: int, start: str, end: str
) -> None:
    figure = seed.reading.figure(ground_check(seed, value).figures[0])
    assert figure.window is not None
    assert (str(figure.window.start), str(figure.window.end)) == (start, end)
    assert figure.actor == "russia"
    assert figure.sources == ("isw",)


@pytest.mark.parametrize(
    ("value", "areas"),
    [
        (
            477,
            {
                "isw-with-claims": 476.9,
                "isw-assessed": 331,
                "isw-control": 176,
                "deepstate-published": 363,
            },
        ),
        (
            459,
            {
                "isw-with-claims": (438, 474),
                "isw-assessed": (382, 426),
                "isw-control": 9,
                "deepstate-published": 397,
            },
        ),
        (
            478,
            {
                "isw-with-claims": (414, 540),
                "isw-assessed": (374, 496),
                "isw-control": 0,
                "deepstate-published": 406,
            },
        ),
    ],
)
def test_each_definition_gives_its_known_area(seed: StoryCheck, value: int, areas: dict) -> None:
    found = rows(ground_check(seed, value))
    for name, area in areas.items():
        low, high = area if isinstance(area, tuple) else (area, area)
        assert found[name].low == pytest.approx(low, abs=0.6)
        assert found[name].high == pytest.approx(high, abs=0.6)


@pytest.mark.parametrize(
    ("value", "holding"),
    [
        (477, {"isw-with-claims"}),
        (459, {"isw-with-claims"}),
        (478, {"isw-with-claims", "isw-assessed"}),
    ],
)
def test_the_three_areas_depend_on_the_definition(
    seed: StoryCheck, value: int, holding: set[str]
) -> None:
    check = ground_check(seed, value)
    assert check.verdict is Verdict.DEPENDS
    assert {name for name, row in rows(check).items() if row.holds} == holding
    assert check.explanation.startswith("holds under isw-with-claims")
    assert "AFP is known to use" in check.explanation


def test_october_is_not_ruled_out_under_the_assessed_ground(seed: StoryCheck) -> None:
    words = ground_check(seed, 478).explanation
    assert "not ruled out under isw-assessed (374 to 496 km2)" in words
    assert "no map of 2024-09-30 and no map of 2024-10-27" in words


def test_a_window_without_maps_of_its_own_days_shows_the_shifted_one(seed: StoryCheck) -> None:
    check = ground_check(seed, 478)
    shifted = {
        (row.definition, str(row.start), str(row.end)): row.value
        for row in check.evidence
        if row.start != check.evidence[0].start
    }
    assert shifted["isw-with-claims", "2024-09-30", "2024-10-26"] == pytest.approx(450.6, abs=0.2)
    assert "windows shifted by one day are among the evidence" in check.explanation


def test_together_they_leave_one_definition(seed: StoryCheck) -> None:
    (joint,) = seed.joint
    assert joint.left == ("isw-with-claims",)
    assert joint.holds == {"isw-control": 0, "isw-assessed": 1, "isw-with-claims": 3}
    assert "only isw-with-claims is left" in joint_line(joint)


def test_the_square_miles_match_and_were_cut(seed: StoryCheck) -> None:
    (pair,) = (check for check in seed.checks if check.kind is CheckKind.UNIT_PAIR)
    assert pair.verdict is Verdict.MATCHES
    assert pair.note is Note.TRUNCATED
    assert "184.56" in pair.explanation


def test_what_is_no_body_is_left_out(seed: StoryCheck) -> None:
    story = seed.reading.story
    assert len(story.strip) == 16
    assert {piece.kind.value for piece in story.left_out} >= {
        "page_title",
        "headline_repeat",
        "strip",
        "caption",
        "reader_control",
        "crosshead",
        "sign_off",
        "site_signature",
    }
    assert story.agency == "AFP"


def test_tripling_is_at_most_a_factor_of_three_and_a_third(seed: StoryCheck) -> None:
    (check,) = related(seed, RelationType.RATIO)
    assert check.verdict is Verdict.MATCHES
    assert "3.33" in check.explanation


def test_more_than_august_and_september_matches_as_arithmetic_and_depends_on_the_ground(
    seed: StoryCheck,
) -> None:
    found = related(seed, RelationType.GREATER)
    verdicts = {(check.kind, check.verdict) for check in found}
    assert verdicts == {
        (CheckKind.ARITHMETIC, Verdict.MATCHES),
        (CheckKind.GROUND, Verdict.DEPENDS),
    }
    assert len(found) == 4
    august = next(check for check in found if "more than 477" in check.explanation)
    assert "by 1 " in august.explanation


def test_the_record_reaches_further_back_than_the_series(seed: StoryCheck) -> None:
    (record,) = related(seed, RelationType.RECORD)
    assert record.verdict is Verdict.CANNOT_CHECK
    words = record.explanation
    assert words.startswith(
        "the claim reaches back to March 2022 and the series begins 2023-11-23; since then:"
    )
    left = words.split(";")[1]
    assert "under isw-with-claims (the one definition that the story's figures" in left
    assert "against 476.9 km2 in 2024-08, the largest of 10 earlier months: rank 1 to" in left
    assert "+1.1 km2 by the printed number" in left
    assert "per day it is the largest: 16.7 km2/day against 15.4 km2/day" in left
    assert {row.definition for row in record.evidence} == {
        "isw-control",
        "isw-assessed",
        "isw-with-claims",
    }


def test_the_ground_held_in_kursk_is_the_claimed_limit_of_the_advance(seed: StoryCheck) -> None:
    (check,) = (
        check
        for check in seed.checks
        if check.figures
        and seed.reading.figure(check.figures[0]).kind is FigureKind.AREA_HELD
        and check.kind is CheckKind.GROUND
    )
    assert check.verdict is Verdict.MATCHES
    (row,) = check.evidence
    assert row.definition == "isw-kursk"
    assert str(row.end) == "2024-10-27"
    assert row.value == pytest.approx(573.6, abs=0.1)
    assert "held at the end of 2024-10-27" in check.explanation


def test_casualties_cannot_be_checked_and_say_why(seed: StoryCheck) -> None:
    (check,) = (
        check
        for check in seed.checks
        if seed.reading.figure(check.figures[0]).kind is FigureKind.KILLED_OR_WOUNDED
    )
    assert check.verdict is Verdict.CANNOT_CHECK
    assert "killed or wounded" in check.explanation


def test_what_the_maps_leave_open_is_said(seed: StoryCheck, ground: Ground) -> None:
    words = ground_check(seed, 477).explanation
    assert "from the areas that ship, without the maps themselves" in words
    october = ground_check(seed, 478).explanation
    if ground.archive is not None:
        assert "by maps captured up to 2026-01-01, after the story of 2024-10-28" in october


def test_every_question_can_be_written_and_run_again(seed: StoryCheck, ground: Ground) -> None:
    text = queries_toml(seed.queries)
    again = check_queries(queries_from_toml(text), ground=ground, published=date(2024, 10, 28))
    asked = [one for one in seed.checks if one.kind is CheckKind.GROUND and one.evidence]
    first = [check.verdict for check in asked]
    assert sorted(check.verdict for check in again.checks) == sorted(first)
    assert again.joint[0].left == ("isw-with-claims",)
