"""Whose words a figure belongs to, over whole sentences and paragraphs."""

from __future__ import annotations

import pytest

import retally


def source_of(text: str, printed: str) -> str | None:
    """All that the statement of a printed figure says of its source; None for no statement."""
    document = retally.read(text).to_dict()
    at = document["story"]["text"].index(printed)
    figure = next(one for one in document["figures"] if one["start"] <= at < one["end"])
    told = {one["id"]: one for one in document["statements"]}
    if figure["statement"] is None:
        return None
    one = told[figure["statement"]]
    return " | ".join(filter(None, (one["mention"], one["speaker"], one["organisation"])))


@pytest.mark.parametrize(
    ("text", "printed", "source"),
    [
        (
            "Some 4,000 people died this year, the health ministry says; it counts no fighters.",
            "4,000",
            "health ministry",
        ),
        (
            "At least 57 people were killed in a strike on Port Dorn, medical sources report.",
            "57",
            "medical sources",
        ),
        (
            "Strikes killed 225 civilians over the month, a monitor said Tuesday, the highest toll.",
            "225",
            "a monitor",
        ),
        (
            "Fewer men died in May, a monitor said on Friday, with 250 civilians killed in all.",
            "250",
            "a monitor",
        ),
        (
            "Norland lost 30 tanks, the army said in its report on Sunday, while 12 were damaged.",
            "12",
            "the army",
        ),
        (
            "Norland lost 900 men in a week, up from 700, the navy announced on Thursday.",
            "700",
            "the navy",
        ),
        (
            "The army took 40 villages in June, said the ministry; the figure was not verified.",
            "40",
            "the ministry",
        ),
        (
            "Sudria's army took 133 square kilometres, the Marrow project wrote in its summary.",
            "133",
            "Marrow",
        ),
        (
            "Most civilian casualties (90%) continued to occur in the north, according to the navy.",
            "90%",
            "the navy",
        ),
        (
            "As the war went on, the army said 30 tanks were lost, more than in May.",
            "30",
            "the army",
        ),
        (
            "Jan Tylski said that ministers agreed to add 20,000 men, “and this makes 60,000 men”.",
            "60,000",
            "Jan Tylski",
        ),
    ],
)
def test_a_clause_closed_by_marks_reports_what_stands_before_it(
    text: str, printed: str, source: str
) -> None:
    assert source in (source_of(text, printed) or "")


@pytest.mark.parametrize(
    "text",
    [
        (
            "In an update on Thursday, the General Staff of Sudria said that 140 men had died. "
            "The update also said that 22 tanks were lost."
        ),
        (
            "The General Staff of Sudria said in a report that 140 men had died. "
            "The report also put tank losses at 22."
        ),
        (
            "The General Staff of Sudria released figures on Monday. "
            "The statement said 22 tanks were lost."
        ),
        "Sudria's General Staff of the Army spoke on Monday. The staff said 22 tanks were lost.",
        (
            "The Sudrian General Staff for Defence said 140 men had died. "
            "In Port Dorn alone, it said, 22 tanks were lost."
        ),
    ],
)
def test_a_document_and_an_office_are_whom_the_story_named(text: str) -> None:
    assert "General Staff" in (source_of(text, "22") or "")


@pytest.mark.parametrize(
    "text",
    [
        (
            "Chief of the General Staff General Oskar Tylski said 50 towns fell. "
            "“We struck 76 plants,” the top general said."
        ),
        "General Oskar Tylski said 50 towns fell. “We struck 76 plants,” the senior general said.",
    ],
)
def test_words_that_tell_no_role_apart_are_passed(text: str) -> None:
    assert "Tylski" in (source_of(text, "76") or "")
