from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retally.check.check import check_text
from retally.check.lines import joint_line, lines
from retally.check.story_check import StoryCheck
from retally.model.check import CheckKind, Hint
from retally.model.words import Verdict
from story_ground import ISLAND, WrittenGround, flat, made_up_definition, month

SCHEMA = Path(__file__).resolve().parents[3] / "schema" / "check.schema.json"
JUNE, MAY, APRIL = month(2031, 6), month(2031, 5), month(2031, 4)
GROUND = WrittenGround(
    table={
        ("atlas-narrow", *JUNE): flat(20.0),
        ("atlas-wide", *JUNE): flat(61.2),
        ("gazette", *JUNE): flat(55.0),
        ("atlas-narrow", *MAY): (30.0, 25.0, 45.0),
        ("atlas-wide", *MAY): (35.0, 33.0, 44.0),
        ("atlas-narrow", *APRIL): flat(30.0),
        ("atlas-wide", *APRIL): flat(30.4),
        ("atlas-cape", *JUNE): flat(12.0),
    }
)
STORY = "Norland advanced 61 sq km in June 2031, Atlas shows, after 40 sq km in May and 30 sq km in April."


PIECES = (
    *("Norland", "Sudria", "took", "lost", "holds", "61", "1,320.5", "three hundred", "million"),
    *("square kilometres", "sq mi", "km2", "(", ")", "and", "between", "about", "more than"),
    *(
        "in June",
        "by June 27",
        "since May 2030",
        "2031",
        "last month",
        ".",
        ",",
        "\n\n",
        "respectively",
    ),
    *("in Eastmark", "Atlas", "\u202e", "9" * 30, "-", "a day"),
)


@dataclass(frozen=True)
class Use:
    publisher: str
    definition: str


def checked(text: str, **options) -> StoryCheck:
    return check_text(text, ground=options.pop("ground", GROUND), **options)


def ground_check(text: str, **options):
    return next(c for c in checked(text, **options).checks if c.kind is CheckKind.GROUND)


def test_a_figure_depends_where_one_definition_holds_and_another_does_not() -> None:
    check = ground_check("Norland advanced 61 sq km in June 2031, Atlas shows.")
    assert check.verdict is Verdict.DEPENDS
    assert check.explanation == (
        "holds under atlas-wide (61.2 km2); not under atlas-narrow (20.0 km2); beside these gazette (55.0 km2)"
    )
    assert check.computed is not None
    assert check.computed.value == pytest.approx(61.2)


def test_a_figure_matches_where_every_definition_left_open_holds() -> None:
    check = ground_check("Norland advanced 30 sq km in April 2031, Atlas shows.")
    assert check.verdict is Verdict.MATCHES


def test_a_figure_does_not_match_where_none_holds_and_the_nearest_is_computed() -> None:
    check = ground_check("Norland advanced 90 sq km in June 2031, Atlas shows.")
    assert check.verdict is Verdict.DOES_NOT_MATCH
    assert check.computed is not None
    assert check.computed.value == pytest.approx(61.2)
    assert check.explanation.startswith("under none: not atlas-narrow")
    assert checked("Norland advanced 90 sq km in June 2031.").is_contradicted


def test_a_bracket_that_meets_the_print_does_not_rule_it_out() -> None:
    check = ground_check("Norland advanced 40 sq km in May 2031, Atlas shows.")
    assert check.verdict is Verdict.MATCHES
    assert check.explanation == (
        "not ruled out under atlas-narrow (25 to 45 km2), atlas-wide (33 to 44 km2),"
        " since no map of 2031-04-30 and no map of 2031-05-31; beside these gazette (no map)"
    )


def test_figures_that_share_a_source_are_tested_together() -> None:
    found = checked(STORY, known=[Use("ANP", "atlas-wide")])
    (joint,) = found.joint
    assert joint.to_dict() == {
        "source": "atlas",
        "figures": ["f1", "f2", "f3"],
        "holds": {"atlas-narrow": 2, "atlas-wide": 3},
        "left": ["atlas-wide"],
    }
    may = next(check for check in found.checks if check.figures == ("f2",))
    assert may.explanation.startswith(
        "holds under atlas-wide (33 to 44 km2), the one definition that the story's figures together"
        " leave; not ruled out under atlas-narrow"
    )


def test_figures_without_a_named_source_leave_every_definition_open() -> None:
    found = checked("Norland advanced 61 sq km in June 2031, after 30 sq km in April.")
    (joint,) = found.joint
    assert joint.source is None
    assert set(joint.holds) == {"atlas-narrow", "atlas-wide", "gazette"}
    assert "not measured under gazette (no map)" in found.checks[1].explanation


def test_the_definition_that_the_agency_is_known_to_use_is_named() -> None:
    text = "Norland advanced 61 sq km in June 2031, says an ANP analysis of Atlas maps."
    check = ground_check(text, known=[Use("ANP", "atlas-wide"), Use("Other", "atlas-narrow")])
    assert "atlas-wide (61.2 km2), which ANP is known to use" in check.explanation


def test_without_an_agency_the_source_s_own_use_is_named() -> None:
    check = ground_check(
        "Norland advanced 61 sq km in June 2031, Atlas shows.", known=[Use("Atlas", "atlas-wide")]
    )
    assert "which Atlas is known to use" in check.explanation


def test_a_window_shifted_by_a_day_is_shown_and_not_folded_in() -> None:
    shifted = (date(2031, 5, 31), date(2031, 6, 29))
    ground = WrittenGround(table={**GROUND.table, ("atlas-wide", *shifted): flat(90.0)})
    check = ground_check("Norland advanced 90 sq km in June 2031, Atlas shows.", ground=ground)
    assert check.verdict is Verdict.DOES_NOT_MATCH
    assert check.hint is Hint.WINDOW_SLIP
    assert check.evidence[-1].start == shifted[0]
    assert check.evidence[-1].holds is True
    assert (
        "a window shifted by one day would hold: atlas-wide 2031-05-31 to 2031-06-29"
        in check.explanation
    )


def test_the_nearest_of_those_that_fail_shows_its_shifted_windows() -> None:
    shifted = (date(2031, 6, 2), date(2031, 7, 1))
    ground = WrittenGround(table={**GROUND.table, ("atlas-wide", *shifted): flat(62.5)})
    check = ground_check("Norland advanced 90 sq km in June 2031, Atlas shows.", ground=ground)
    assert check.hint is None
    assert (check.evidence[-1].definition, check.evidence[-1].start) == ("atlas-wide", shifted[0])
    assert check.explanation.endswith(
        "shifted by one day: atlas-wide 2031-06-02 to 2031-07-01 (62.5 km2)"
    )


def test_an_end_without_a_map_shows_the_shifted_window_that_has_both() -> None:
    shifted = (date(2031, 4, 30), date(2031, 5, 30))
    ground = WrittenGround(table={**GROUND.table, ("atlas-wide", *shifted): flat(38.0)})
    check = ground_check("Norland advanced 40 sq km in May 2031, Atlas shows.", ground=ground)
    assert check.verdict is Verdict.MATCHES
    assert [row.definition for row in check.evidence if row.start == shifted[0]] == ["atlas-wide"]
    assert check.explanation.endswith("windows shifted by one day are among the evidence")


def test_a_figure_that_fails_everywhere_leaves_none_and_the_line_says_which_nearly_holds() -> None:
    found = checked(STORY.replace("30 sq km in April", "33 sq km in April"))
    (joint,) = found.joint
    assert joint.left == ()
    assert joint.holds == {"atlas-narrow": 1, "atlas-wide": 2}
    assert "holds for all of them, atlas-wide holds for all but one" in joint_line(joint)


def test_ground_inside_a_country_is_asked_only_where_the_sentence_says_so() -> None:
    check = ground_check("Sudria took 12 sq km from Norland in June 2031, Atlas shows.")
    assert {row.definition for row in check.evidence} == {"atlas-narrow", "atlas-wide", "gazette"}
    assert check.verdict is Verdict.CANNOT_CHECK


@pytest.mark.parametrize("where", ["in Norland", "of Norland's soil", "of Norlandic land"])
def test_ground_inside_a_country_is_asked_where_the_sentence_says_so(where: str) -> None:
    check = ground_check(f"Sudria took 12 sq km {where} in June 2031, Atlas shows.")
    assert [row.definition for row in check.evidence] == ["atlas-cape"]


def test_what_is_not_told_as_done_cannot_be_checked() -> None:
    check = ground_check("Norland could take 61 sq km in June 2031, Atlas shows.")
    assert check.explanation == "the sentence does not say that it happened"


def test_a_notebook_shows_verdict_figure_and_reason_with_every_word_escaped() -> None:
    html = checked("<Front>\n\nNorland took 90 sq km in June 2031, <b>Atlas shows.")._repr_html_()
    assert html.startswith("<p><b>&lt;Front&gt;</b><br>1 of 1 numbers read, 1 checked")
    assert "<td>does not match</td><td>90 sq km</td>" in html
    assert "<b>Atlas" not in html


def test_an_area_in_square_miles_is_held_against_km2() -> None:
    check = ground_check("Norland advanced 23.6 sq mi in June 2031, Atlas shows.")
    assert check.verdict is Verdict.DEPENDS
    assert check.claimed is not None
    assert check.claimed.unit == "mi2"


def test_a_range_is_held_against_the_ground_by_its_ends() -> None:
    check = ground_check("Norland took between 60 and 65 sq km in June 2031, Atlas shows.")
    assert check.verdict is Verdict.DEPENDS


def test_a_hedged_figure_is_one_sided() -> None:
    assert (
        ground_check("Norland took more than 15 sq km in June 2031, Atlas shows.").verdict
        is Verdict.MATCHES
    )
    assert (
        ground_check("Norland took up to 25 sq km in June 2031, Atlas shows.").verdict
        is Verdict.DEPENDS
    )


def test_what_one_side_lost_the_other_one_gained() -> None:
    ground = WrittenGround(
        table=GROUND.table,
        definitions=dict(ISLAND),
    )
    check = ground_check("Sudria lost 61 sq km in June 2031, Atlas shows.", ground=ground)
    assert check.verdict is Verdict.DEPENDS


def test_a_definition_of_one_place_answers_for_that_place() -> None:
    check = ground_check("Sudria took 12 sq km on the Cape of Norland, near Cape, in June 2031.")
    assert [row.definition for row in check.evidence] == ["atlas-cape"]
    assert check.verdict is Verdict.MATCHES


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Norland holds 61 sq km in June 2031.",
            "no map at hand covers the end of 2031-06-30 under atlas-narrow, atlas-wide, gazette",
        ),
        (
            "Norland retook 61 sq km in June 2031.",
            "no definition at hand is about that ground of sudria",
        ),
        (
            "Norland took 61 sq km more in June 2031.",
            "the story does not say between which two windows the difference is",
        ),
        ("It was 61 sq km in June 2031.", "the sentence does not say what happened to the area"),
        ("Norland took 61 sq km.", "its sentence names no window"),
        ("They took 61 sq km in June 2031.", "the story does not say who gained the area"),
        ("Ukraine took 61 sq km in June 2031.", "no definition at hand is about ukraine"),
        ("Ukraine lost 61 sq km in June 2031.", "no definition at hand is about ukraine"),
        ("Norland took 61 sq km in Eastmark in June 2031.", "the area is given for Eastmark alone"),
        (
            "Sudria took 61 sq km in June 2031.",
            (
                "what was lost over 2031-06-01 to 2031-06-30 needs the maps of both its end days, and"
                " areas alone are at hand, which give the net change"
            ),
        ),
        (
            "Norland took 61 sq km in June 2031, ISW said.",
            "no definition at hand rests on isw for norland",
        ),
        (
            "Norland took 61 sq km in June 2032, Atlas shows.",
            "no map at hand covers 2032-06-01 to 2032-06-30 under atlas-narrow, atlas-wide",
        ),
    ],
)
def test_what_cannot_be_asked_says_why(text: str, reason: str) -> None:
    check = ground_check(text)
    assert check.verdict is Verdict.CANNOT_CHECK
    assert check.explanation == reason
    assert check.computed is None


def test_a_loss_to_one_of_several_others_is_not_guessed() -> None:
    third = made_up_definition("westria", source="atlas", party="westria")
    ground = WrittenGround(table=GROUND.table, definitions={**ISLAND, "westria": third})
    check = ground_check("Sudria lost 61 sq km in June 2031.", ground=ground)
    assert check.explanation == "the story does not say to whom sudria lost the area"


def test_a_map_without_a_later_neighbour_says_what_it_leaves_open() -> None:
    ground = WrittenGround(table={("atlas-wide", *JUNE): (61.0, None, None)})
    check = ground_check("Norland took 61 sq km in June 2031, Atlas shows.", ground=ground)
    assert check.verdict is Verdict.CANNOT_CHECK
    assert check.explanation == (
        "the maps at hand do not bracket 2031-06-01 to 2031-06-30:"
        " atlas-wide (61.0 km2 by the last map before, none after)"
    )


def test_maps_far_from_the_window_s_ends_rule_nothing_out() -> None:
    ground = WrittenGround(table={("atlas-wide", *JUNE): (5.0, 4.0, 6.0)}, gap_days=32)
    check = ground_check("Norland took 61 sq km in June 2031, Atlas shows.", ground=ground)
    assert check.verdict is Verdict.CANNOT_CHECK
    assert check.explanation == (
        "the maps at hand do not bracket 2031-06-01 to 2031-06-30: atlas-wide (4 to 6 km2)"
    )


def test_coverage_counts_every_body_figure_once_by_its_gravest_verdict() -> None:
    text = "Norland takes 61 sq km\n\nNorland took 61 sq km (40 sq mi) in June 2031 with 3,000 men, Atlas shows."
    found = checked(text)
    assert found.coverage.to_dict() == {
        "numbers": 3,
        "figures": 3,
        "checkable": 2,
        "checked": 2,
        "matches": 0,
        "depends": 0,
        "does_not_match": 2,
        "cannot_check": 1,
    }
    assert (found.coverage + found.coverage).numbers == 6
    assert {check.kind for check in found.checks_of("f2")} == {
        CheckKind.GROUND,
        CheckKind.UNIT_PAIR,
    }


def test_a_pair_in_the_headline_is_read_and_not_checked() -> None:
    found = checked("Norland takes 61 sq km (40 sq mi)\n\nNothing more is known of it today.")
    assert found.checks == ()
    assert found.coverage.figures == 0


@pytest.mark.parametrize(
    "text", ["", "No figures here.", "\x00\u202e\u0645"], ids=["empty", "none", "odd"]
)
def test_a_story_without_figures_has_coverage_zero(text: str) -> None:
    found = checked(text)
    assert found.checks == ()
    assert found.coverage.figures == 0
    assert not found.is_contradicted


@pytest.mark.parametrize(
    "text", [STORY, "", "Norland took 61 sq km.", "Norland took 5 sq km (2 sq mi) in June 2032."]
)
def test_the_document_is_as_its_schema_says(text: str) -> None:
    document = json.loads(json.dumps(checked(text).to_dict(), allow_nan=False))
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_given_definitions_come_before_the_ground_s() -> None:
    only = {"gazette": ISLAND["gazette"]}
    check = ground_check("Norland took 55 sq km in June 2031.", definitions=only)
    assert [row.definition for row in check.evidence] == ["gazette"]


def test_checks_stand_in_the_order_of_the_text_with_their_own_ids() -> None:
    found = checked(STORY)
    assert [check.figures for check in found.checks] == [("f1",), ("f2",), ("f3",)]
    assert len({check.id for check in found.checks}) == 3


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(max_size=200))
def test_any_text_gives_a_document_and_lines(text: str) -> None:
    found = checked(text, published=date(2031, 7, 2))
    document = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    for figure in document["figures"]:
        assert document["story"]["text"][figure["start"] : figure["end"]] == figure["text"]
    counts = document["coverage"]
    verdicts = ("matches", "depends", "does_not_match", "cannot_check")
    assert sum(counts[name] for name in verdicts) == counts["figures"] <= counts["numbers"]
    assert lines(found)
