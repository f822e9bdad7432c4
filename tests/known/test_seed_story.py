"""The first real story, against the areas that ship: figures from the issue that set them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from retally.archive.archive import Archive
from retally.check.check import check_text
from retally.check.lines import coverage_line, joint_line
from retally.check.story_check import StoryCheck
from retally.model.check import Check, CheckKind, Evidence, Note
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
        if check.kind is CheckKind.GROUND and seed.reading.figure(check.figures[0]).value == value
    )


def rows(check: Check) -> dict[str, Evidence]:
    """The rows of the stated window; those of shifted ones have other days."""
    window = (check.evidence[0].start, check.evidence[0].end)
    return {row.definition: row for row in check.evidence if (row.start, row.end) == window}


def test_four_of_nine_numbers_are_read(seed: StoryCheck) -> None:
    assert coverage_line(seed) == "4 of 9 numbers read, 4 checked: 3 depend, 1 matches"


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
