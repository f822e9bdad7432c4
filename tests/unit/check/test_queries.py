"""Queries run by themselves, without a story."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from retally.check.lines import lines
from retally.check.queries import check_queries
from retally.check.query import Claim, Measure, Operator, Query
from retally.check.query_toml import queries_from_toml, queries_toml
from retally.errors import UnknownNameError
from retally.model.story import Qualifier
from retally.model.words import Verdict
from retally.series.windows import Window
from story_ground import ISLAND, WrittenGround, flat, month

SCHEMA = Path(__file__).resolve().parents[3] / "schema" / "check.schema.json"
JUNE, MAY = (Window(start=first, end=last) for first, last in (month(2031, 6), month(2031, 5)))
GROUND = WrittenGround(
    table={
        ("atlas-narrow", *month(2031, 6)): flat(61.0),
        ("atlas-narrow", *month(2031, 5)): flat(40.0),
        ("atlas-wide", *month(2031, 6)): flat(80.0),
        ("atlas-wide", *month(2031, 5)): flat(50.0),
    },
    holdings={("atlas-narrow", JUNE.end): flat(500.0)},
)
GAIN = Query(
    figure="f1",
    claim=Claim(printed=("61",), unit="km2"),
    measure=Measure.NET,
    party="norland",
    window=JUNE,
    left_open=("atlas-narrow", "atlas-wide"),
    sources=("atlas",),
)


def test_every_query_is_a_line_of_text_with_its_number_as_the_figure() -> None:
    more = replace(GAIN, claim=Claim(printed=("40",), unit="km2"), window=MAY, others=("gazette",))
    found = check_queries([GAIN, more], ground=GROUND, name="q.toml")
    assert found.reading.story.text.splitlines() == [
        "q1: net gain of norland, 61 km2, 2031-06-01 to 2031-06-30",
        "q2: net gain of norland, 40 km2, 2031-05-01 to 2031-05-31",
    ]
    assert [check.verdict for check in found.checks] == [Verdict.DEPENDS, Verdict.DEPENDS]
    assert found.joint[0].left == ("atlas-narrow",)
    assert found.coverage.checked == 2
    assert found.name == "q.toml"
    assert lines(found)[0] == "queries of q.toml"


@pytest.mark.parametrize(
    ("more", "line", "verdict"),
    [
        (
            {"operator": Operator.GREATER, "than": MAY},
            "61 km2, 2031-06-01 to 2031-06-30, more than in 2031-05-01 to 2031-05-31",
            Verdict.MATCHES,
        ),
        (
            {"operator": Operator.LESS, "than": MAY},
            "61 km2, 2031-06-01 to 2031-06-30, less than in 2031-05-01 to 2031-05-31",
            Verdict.DOES_NOT_MATCH,
        ),
        (
            {"operator": Operator.LARGEST, "since": date(2031, 4, 30)},
            "61 km2, 2031-06-01 to 2031-06-30, the largest since 2031-04-30",
            Verdict.MATCHES,
        ),
        (
            {"operator": Operator.SMALLEST},
            "61 km2, 2031-06-01 to 2031-06-30, the smallest since ever",
            Verdict.CANNOT_CHECK,
        ),
        (
            {"claim": Claim(printed=("21",), unit="km2"), "than": MAY},
            "21 km2, 2031-06-01 to 2031-06-30 less 2031-05-01 to 2031-05-31",
            Verdict.DEPENDS,
        ),
        (
            {
                "claim": Claim(printed=("400", "600"), unit="km2", qualifier=Qualifier.SEVERAL),
                "measure": Measure.HELD,
            },
            "400 to 600 km2, at the end of 2031-06-30",
            Verdict.MATCHES,
        ),
        (
            {"claim": Claim(printed=("0.06",), unit="km2", qualifier=Qualifier.ABOUT, scale=1000)},
            "about 0.06 x 1,000 km2, 2031-06-01 to 2031-06-30",
            Verdict.DEPENDS,
        ),
        (
            {"claim": Claim(printed=("1/5",), unit="share"), "measure": Measure.HELD},
            "1/5 share, at the end of 2031-06-30",
            Verdict.CANNOT_CHECK,
        ),
        (
            {"claim": Claim(printed=("61",), unit="people")},
            "61 people, 2031-06-01 to 2031-06-30",
            Verdict.CANNOT_CHECK,
        ),
    ],
)
def test_every_operator_and_measure_can_be_asked(more: dict, line: str, verdict: Verdict) -> None:
    found = check_queries([replace(GAIN, **more)], ground=GROUND)
    assert found.reading.story.text.endswith(line)
    assert [check.verdict for check in found.checks] == [verdict]
    figure = found.reading.figures[0]
    assert figure.span.of(found.reading.story.text) == figure.text


def test_a_query_of_an_unknown_definition_suggests_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean atlas-narrow"):
        check_queries([replace(GAIN, left_open=("atlas-narow",))], ground=GROUND)


def test_definitions_given_come_before_the_ground_s_and_those_that_ship_after() -> None:
    only = {"atlas-narrow": ISLAND["atlas-narrow"]}
    narrow = replace(GAIN, left_open=("atlas-narrow",))
    assert check_queries([narrow], ground=GROUND, definitions=only).checks[0].verdict is (
        Verdict.MATCHES
    )

    class Bare:
        gains, held = GROUND.gains, GROUND.held

    shipped = replace(GAIN, left_open=("isw-control",))
    assert check_queries([shipped], ground=Bare()).checks[0].verdict is Verdict.CANNOT_CHECK


def test_no_query_gives_nothing() -> None:
    found = check_queries([], ground=GROUND)
    assert (found.checks, found.coverage.figures) == ((), 0)


def test_the_document_is_as_its_schema_says() -> None:
    found = check_queries([GAIN], ground=GROUND, published=date(2031, 7, 2))
    document = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_what_was_asked_can_be_written_and_asked_again() -> None:
    first = check_queries([GAIN], ground=GROUND)
    again = check_queries(queries_from_toml(queries_toml(first.queries)), ground=GROUND)
    assert again.checks == first.checks


@pytest.mark.parametrize(("printed", "sources"), [("9610", ("atlas",)), ("70", ())])
def test_a_number_written_by_hand_cannot_have_been_misread(printed: str, sources: tuple) -> None:
    # In a story 9,610 might be of another window, and 70 of a map that is not at hand.
    query = replace(GAIN, claim=Claim(printed=(printed,), unit="km2"), sources=sources)
    found = check_queries([query], ground=GROUND, name="q.toml")
    assert [check.verdict for check in found.checks] == [Verdict.DOES_NOT_MATCH]
