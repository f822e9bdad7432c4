"""Which statement a figure belongs to."""

from __future__ import annotations

from datetime import date

import pytest

from retally.model.story import Reading
from retally.reader.read import read
from retally.stories.plain import plain_story


def reading(text: str) -> Reading:
    return read(
        plain_story(text),
        published=date(2031, 7, 2),
        parties=("norland", "sudria"),
        sources=("atlas",),
    )


def sources(text: str) -> list[str | None]:
    got = reading(text)
    said = {one.id: one.mention for one in got.statements}
    return [said.get(one.statement or "") for one in got.figures]


def test_a_figure_belongs_to_the_innermost_statement_that_holds_it() -> None:
    text = 'Mr Oddley said that 300 Norland soldiers were killed. "We lost 40," Tarrant said.\n'
    assert sources(text) == ["Mr Oddley", "Tarrant"]


def test_figures_of_ground_rest_on_the_analysis_that_opens_the_story() -> None:
    text = (
        "Norland took 61 sq km in June, according to an ANP analysis of data from the Atlas.\n\n"
        "In May it took 40 sq km.\n\nNorland now controls 18 percent of Sudria.\n"
    )
    assert sources(text) == ["an ANP analysis of data from the Atlas"] * 3


def test_an_analysis_named_last_covers_the_story_too() -> None:
    text = (
        "Norland took 61 sq km in June.\n\nIn May it took 40 sq km.\n\n"
        "ANP's analysis is based on data released daily by the Atlas.\n"
    )
    got = sources(text)
    assert got[0] == got[1]
    assert got[0] is not None
    assert "ANP" in got[0]


def test_whoever_counted_names_is_the_source_of_the_counts_that_follow() -> None:
    text = (
        "The Harbour Desk, together with volunteers, has identified the names of 2,883 Norland "
        "servicemen who died.\n\nMost deaths were reported from Cape (945).\n"
    )
    first, second = sources(text)
    assert first == second
    assert first is not None
    assert first.startswith("The Harbour Desk")


def test_a_source_that_is_only_cited_is_a_source() -> None:
    text = "Sudria has lost control of 57 sq km, ANP wrote, citing a source in the Sudrian staff.\n"
    assert sources(text)[0] is not None


def test_what_a_side_claimed_as_ground_is_no_statement() -> None:
    text = (
        "Norland took 61 sq km in June, according to data from the Atlas. "
        "Since January they have claimed over 600 square kilometres.\n"
    )
    got = sources(text)
    assert got[1] is not None
    assert "Atlas" in got[1]


def test_a_restated_figure_has_the_source_of_its_original() -> None:
    text = (
        "Norland seized 61 square kilometres (24 square miles), according to Mr Oddley, in June.\n"
    )
    got = reading(text)
    assert len({one.statement for one in got.figures}) == 1


def test_a_story_without_sources_names_none() -> None:
    assert sources("Norland took 61 sq km in June.\n") == [None]


def test_a_map_analysis_is_no_source_of_what_no_map_measures() -> None:
    text = (
        "Norland took 61 sq km in June, according to an ANP analysis of data from the Atlas.\n\n"
        "On Friday its leader signed 12 documents.\n\nIn May it took 40 sq km.\n"
    )
    got = sources(text)
    assert got[0] == got[2] == "an ANP analysis of data from the Atlas"
    assert got[1] is None


def test_what_a_sentence_adds_has_the_source_of_the_one_before() -> None:
    text = (
        "According to Kenyan officials, 300 soldiers went to the front. Norland has also sent "
        "500 containers.\n"
    )
    first, second = sources(text)
    assert first == second is not None


def test_losses_told_far_below_have_no_source_of_an_earlier_count() -> None:
    text = (
        "Norland has lost 300 soldiers, the Sudrian army said.\n\nNobody could say why.\n\n"
        "In May, 40 soldiers were killed.\n"
    )
    assert sources(text) == ["the Sudrian army", None]


@pytest.mark.parametrize(
    "source",
    [
        "according to an analysis by Marrow based on data provided by the Atlas Institute",
        "according to an analysis by Marrow Press based on data from the Atlas Institute, a paper reports",
        "Marrow's analysis of information from the Atlas Institute shows",
        "a Marrow analysis of data from the Atlas Institute showed, the Dorn Gazette reported",
    ],
)
def test_an_analysis_of_anothers_data_is_carried_past_the_paper_that_tells_of_it(
    source: str,
) -> None:
    text = f"Norland took 40 square kilometres in June, {source}.\n\nIn May it took 31.\n"
    got = reading(text)
    said = {one.id: one for one in got.statements}
    assert [said[one.statement or ""].organisation for one in got.figures][:1] == [
        "Marrow Press" if "Press" in source else "Marrow"
    ]
    assert len({one.statement for one in got.figures}) == 1


def test_according_to_a_schedule_names_nobody() -> None:
    assert sources("The plan runs according to schedule, with 40 ships.\n") == [None]


def test_what_somebody_claimed_as_a_clause_is_a_statement() -> None:
    assert sources("Ada Kolar has claimed that 300 Norland soldiers were killed.\n") == [
        "Ada Kolar"
    ]
