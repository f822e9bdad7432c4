"""The made-up story: its figures are as right and as wrong as they are meant to be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from retally.demo.story import PUBLISHED, PrintedArea, made_story


def area(printed: int, *values: float, **more: Any) -> PrintedArea:
    named = {f"definition-{number}": value for number, value in enumerate(values)}
    return PrintedArea(
        printed=printed, start=date(2011, 5, 1), end=date(2011, 5, 31), values_km2=named, **more
    )


def test_the_figures_are_partly_right_and_partly_wrong(told: dict[str, Any]) -> None:
    figures = made_story(told).figures
    assert [figure.verdict for figure in figures] == [
        "depends",
        "depends",
        "depends",
        "matches",
        "depends",
        "does_not_match",
    ]
    assert [figure.pair_verdict for figure in figures] == [
        "matches",
        None,
        None,
        None,
        "does_not_match",
        "matches",
    ]


def test_one_definition_alone_explains_every_figure_but_the_wrong_one(
    told: dict[str, Any],
) -> None:
    figures = made_story(told).figures
    left = [
        name
        for name in figures[0].values_km2
        if all(figure.holds[name] for figure in figures if figure.verdict != "does_not_match")
    ]
    assert left == ["longglass-with-claims"]


def test_every_figure_stands_in_the_text_as_printed(told: dict[str, Any]) -> None:
    story = made_story(told)
    for figure in story.figures:
        assert str(figure.printed) in story.text
        if figure.square_miles is not None:
            pair = f"{figure.printed} square kilometres ({figure.square_miles} square miles)"
            assert pair in story.text.replace("\n", " ")


def test_the_region_it_names_is_where_most_of_may_s_gain_was(told: dict[str, Any]) -> None:
    (may,) = (
        row
        for row in told["definitions"]["longglass-with-claims"]["monthly"]
        if row["start"] == "2011-05-01"
    )
    largest = max(may["regions"], key=lambda region: region["net_km2"])
    assert f"more of it in {largest['name']} than anywhere else" in made_story(told).text


def test_it_was_published_when_january_was_over() -> None:
    assert date(2012, 1, 31) < PUBLISHED < date(2012, 3, 1)


@pytest.mark.parametrize(
    ("figure", "verdict", "pair"),
    [
        (area(100, 100.4, 99.6), "matches", None),
        (area(100, 100.4, 120.0), "depends", None),
        (area(100, 101.0, 120.0), "does_not_match", None),
        (area(100, 101.0, 120.0, at_least=True), "matches", None),
        (area(478, 478.0, square_miles=184), "matches", "matches"),
        (area(478, 478.0, square_miles=185), "matches", "matches"),
        (area(478, 478.0, square_miles=297), "matches", "does_not_match"),
    ],
    ids=["all", "some", "none", "more-than", "truncated", "rounded", "linear"],
)
def test_a_figure_s_verdict_follows_from_its_values(
    figure: PrintedArea, verdict: str, pair: str | None
) -> None:
    assert figure.verdict == verdict
    assert figure.pair_verdict == pair
    assert figure.to_dict()["verdict"] == verdict
