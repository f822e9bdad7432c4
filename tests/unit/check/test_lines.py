from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from made_reading import checked, reading, related, said
from retally.check.check import check_text
from retally.check.lines import (
    clauses,
    coverage_line,
    headline,
    interval,
    joint_line,
    lines,
    named,
    said_of_all,
)
from retally.model.check import Joint
from retally.model.quantity import Quantity
from story_ground import WrittenGround, flat, month

JUNE, MAY = month(2031, 6), month(2031, 5)
GROUND = WrittenGround(
    table={
        ("atlas-narrow", *JUNE): flat(20.0),
        ("atlas-wide", *JUNE): flat(61.2),
        ("atlas-wide", *MAY): flat(40.0),
    }
)
STORY = (
    "Norland advanced in May and June 2031 (40 and 61 sq km respectively), Atlas shows."
    " It took 461 sq km (286 sq mi) around Eastmark in June."
)
LEFT = "the one definition that the story's figures together leave"
UNMEASURED = "not measured under atlas-narrow (no map)"
AROUND = (
    "the ground around Eastmark (within 10 to 30 km, since the story does not say) over 2031-06-01"
    " to 2031-06-30 needs the maps of both end days, not at hand, and areas of the whole do not tell it"
)
BESIDE = "beside these gazette (no map)"


def test_a_story_is_told_line_by_line_with_the_worst_first() -> None:
    assert lines(check_text(STORY, ground=GROUND, name="story.txt")) == [
        "story.txt",
        "4 of 4 numbers read, 4 checked: 2 do not match, 1 depends, 1 matches",
        "the 2 atlas figures taken together: only atlas-wide is left (figures that hold: atlas-narrow 0, atlas-wide 2)",
        "",
        "✗ does not match: 461 sq km / 286 sq mi",
        "  It took »461 sq km« (»286 sq mi«) around Eastmark in June.",
        "  converted 177.8 to 178.19 sq mi; printed 285.5 to 286.5 sq mi",
        "  461 sq km is 177.99 square miles, not 286 sq mi; that is the factor of a length",
        "  probably: the factor of a length was used on an area",
        "",
        "± depends: 61 sq km (2031-06-01 to 2031-06-30)",
        "  Norland advanced in May and June 2031 (40 and »61 sq km« respectively), Atlas shows.",
        "  printed 60.5 to 61.5 km²; computed 61.2 km²",
        f"  holds under atlas-wide (61.2 km2), {LEFT}; not under atlas-narrow (20.0 km2); {BESIDE}",
        "",
        "✓ matches: 40 km² (2031-05-01 to 2031-05-31)",
        "  Norland advanced in May and June 2031 (»40« and 61 sq km respectively), Atlas shows.",
        "  printed 39.5 to 40.5 km²; computed 40 km²",
        f"  holds under atlas-wide (40.0 km2), {LEFT}; {UNMEASURED}; {BESIDE}",
        "",
        "? cannot check: 461 sq km (2031-06-01 to 2031-06-30)",
        "  It took »461 sq km« (286 sq mi) around Eastmark in June.",
        f"  {AROUND}",
    ]


def test_an_area_in_square_miles_is_shown_in_both_units() -> None:
    found = lines(check_text("Norland took 23.6 sq mi in June 2031, Atlas shows.", ground=GROUND))
    assert "  printed 23.55 to 23.65 sq mi = 60.99 to 61.25 km²; computed 61.2 km²" in found


def test_a_story_without_figures_has_its_name_and_its_coverage() -> None:
    found = check_text("", ground=GROUND)
    assert lines(found) == ["-", "0 of 0 numbers read, 0 checked"]
    assert coverage_line(found) == "0 of 0 numbers read, 0 checked"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, None, "any number of km²"),
        (None, 5, "at most 5 km²"),
        (5, None, "at least 5 km²"),
        (5, 5, "5 km²"),
        (4, 5, "4 to 5 km²"),
    ],
)
def test_an_interval_is_told_in_words(low: int | None, high: int | None, words: str) -> None:
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    assert interval(Quantity(value=None, low=ends[0], high=ends[1], unit="km2")) == words


@pytest.mark.parametrize(
    ("left", "words"),
    [((), "no definition holds for all of them"), (("a", "b"), "a, b are left")],
)
def test_what_figures_leave_together_is_told(left: tuple[str, ...], words: str) -> None:
    joint = Joint(source=None, figures=("f1", "f2"), holds={"a": 1, "b": 2}, left=left)
    assert joint_line(joint) == (
        f"the 2 figures without a named source taken together: {words} (figures that hold: a 1, b 2)"
    )


def test_a_claim_between_figures_is_told_with_both_sentences() -> None:
    claim = related("greater", "f1", "f2")
    sentences = (said("61", days=JUNE), said("40", days=MAY, after=" in May."))
    found = lines(checked(reading(*sentences, relations=(claim,)), GROUND))
    assert "? cannot check: 61 km2 / 40 km2, greater (2031-06-01 to 2031-06-30)" in [
        line.replace("✓ matches", "? cannot check") for line in found
    ]
    assert "  Norland took »61 km2« in June. [...] Norland took »40 km2« in May." in found


def test_a_relation_that_the_story_does_not_hold_has_no_name() -> None:
    made = reading(said("61", days=JUNE), relations=(related("greater", "f1", "f1"),))
    found = checked(made, GROUND)
    check = replace(found.checks[0], relation="r9")
    assert headline(found, check).startswith("± depends: 61 km2 (2031-06-01")


def test_what_several_checks_say_of_the_maps_is_said_of_all() -> None:
    found = check_text(STORY, ground=GROUND, name="story.txt")
    of_maps = "by maps captured up to 2031-08-01, after the story of 2031-07-01"
    one, two, *others = found.checks
    told = [replace(check, explanation=f"it holds; {of_maps}") for check in (one, two)]
    assert clauses(told[0]) == ["it holds", of_maps]
    assert said_of_all(replace(found, checks=(*told, *others))) == [of_maps]
    assert said_of_all(replace(found, checks=(told[0], two, *others))) == []


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [("61", "km2", "61 km²"), ("3", "village", "3 villages"), ("1", "village", "1 village")],
)
def test_a_bare_number_is_named_with_what_it_counts(number: str, unit: str, words: str) -> None:
    (figure,) = reading(said(number, unit)).figures
    assert named(replace(figure, text=number)) == words
