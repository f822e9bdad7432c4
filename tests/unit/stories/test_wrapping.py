from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retally.stories.plain import plain_story

HEADLINE = "Norland takes more ground"
PARAGRAPHS = [
    "The army of Norland took 61 square kilometres in May, its ministry said, the most this year.",
    "It had taken 40 in April and 38 in March, by the same count of the maps of the institute.",
    "Nobody expects the pace to hold.",
    "“We hold the cape,” the spokesman of Sudria said. “They never crossed it and never will.”",
]


def body(text: str) -> list[str]:
    story = plain_story(text)
    return [" ".join(span.of(story.text).split()) for span in story.paragraphs]


@pytest.mark.parametrize("below_headline", ["\n", "\n\n"], ids=["next line", "blank line"])
@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["next line", "blank line"])
@pytest.mark.parametrize("columns", [60, 66, 76, 80, 100, None])
def test_paragraphs_are_the_same_at_every_width(
    columns: int | None, between: str, below_headline: str
) -> None:
    printed = [textwrap.fill(words, columns) if columns else words for words in PARAGRAPHS]
    text = HEADLINE + below_headline + between.join(printed)
    assert plain_story(text).title == HEADLINE
    assert body(text) == PARAGRAPHS


def test_headline_as_long_as_the_lines_is_told_by_the_sentence_below() -> None:
    headline = "Norland takes more ground in the east as the winter nears its end"
    text = headline + "\n" + "\n\n".join(textwrap.fill(words, 66) for words in PARAGRAPHS)
    assert plain_story(text).title == headline
    assert body(text) == PARAGRAPHS


def test_long_paragraphs_beside_short_ones_are_not_wrapped() -> None:
    heading = "How the ground changed hands over the year: a list"
    text = "\n".join([*PARAGRAPHS, heading, PARAGRAPHS[0].replace("61", "62")])
    assert body(text) == text.split("\n")


def test_headlines_in_a_row_are_not_joined() -> None:
    lines = [
        "Norland takes more ground in the east as winter nears",
        "Sudria sends 300 soldiers to hold the bridge over the river that divides the cape",
        "Port Nora counts its dead after a night of drones over the harbour",
        "Ministers meet in the capital to talk of what is left of the truce of last year in June",
    ]
    assert body("\n".join(lines)) == lines[1:]


def test_sentence_broken_by_a_page_is_one_paragraph() -> None:
    text = "\n".join(
        [
            PARAGRAPHS[0],
            "The cape, on which the old lighthouse and its harbour stand,",
            "alone makes up two thirds of the ground that was taken in May",
            "(41 square kilometres). It was lost a year ago.",
            "The ministry, whose count begins with the war that broke out over the bridge, and",
            "Norland's own staff agree on that.",
        ]
    )
    assert [words[:9] for words in body(text)] == ["The army ", "The cape,", "The minis"]


def test_link_on_a_line_of_its_own_is_part_of_its_sentence() -> None:
    text = f"{PARAGRAPHS[0]}\n\nThe minister has long been said to\nrefuse\nall talks with Sudria."
    assert body(text)[1] == "The minister has long been said to refuse all talks with Sudria."


def test_list_in_a_page_s_text_keeps_its_entries() -> None:
    entries = ["3 tanks", "seven bridges", "12 villages"]
    assert body("\n".join([*PARAGRAPHS, *entries]))[4:] == entries


@given(st.text(alphabet="aA .\n,(1", max_size=400))
def test_no_word_of_any_text_is_lost(text: str) -> None:
    story = plain_story(text)
    kept = [*story.paragraphs, *(piece.span for piece in story.left_out)]
    kept += [story.headline] if story.headline else []
    words = [word for span in sorted(kept) for word in span.of(story.text).split()]
    assert words == story.text.split()
