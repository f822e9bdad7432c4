from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retally.model.story import LeftOutKind
from retally.stories.plain import plain_story

PAGE = """Port Nora Post - Norland takes 61 square kilometres

NYSE - LSE
ABC 1% 61.84 $
DEF.L -0.19% 1,140.09 €
Norland takes 61 square kilometres
Norland takes 61 square kilometres / Photo: Ada LOVELACE - ANP

Norland takes 61 square kilometres

The army of Norland advanced 61 square kilometres in June, its ministry said.

Text size:

- Harder days -

It went on after a pause.

burs-ab/cd

A.Writer--PNP
"""


def left_out(text: str) -> list[tuple[LeftOutKind, str]]:
    story = plain_story(text)
    return [(piece.kind, piece.span.of(story.text)) for piece in story.left_out]


def test_a_page_s_furniture_is_kept_apart_from_its_body() -> None:
    story = plain_story(PAGE)
    assert [p.of(story.text) for p in story.paragraphs] == [
        "The army of Norland advanced 61 square kilometres in June, its ministry said.",
        "It went on after a pause.",
    ]
    assert [kind.value for kind, _ in left_out(PAGE)] == [
        "page_title",
        "strip",
        "strip",
        "strip",
        "caption",
        "headline_repeat",
        "reader_control",
        "crosshead",
        "sign_off",
        "site_signature",
    ]


def test_a_page_s_title_site_caption_credit_and_agency_are_data() -> None:
    story = plain_story(PAGE)
    assert story.title == "Norland takes 61 square kilometres"
    assert story.site == "Port Nora Post"
    assert story.caption == "Norland takes 61 square kilometres"
    assert story.credit == "Photo: Ada LOVELACE - ANP"
    assert story.agency == "ANP"


def test_a_page_s_title_may_end_with_the_site() -> None:
    story = plain_story("Norland advances | Port Nora Post\n\nNorland advances\n\nIt went on.\n")
    assert (story.title, story.site) == ("Norland advances", "Port Nora Post")


def test_a_strip_is_data() -> None:
    document = plain_story(PAGE).to_dict()
    assert document["strip"] == [
        {"symbol": "ABC", "change_percent": 1.0, "price": 61.84, "currency": "$"},
        {"symbol": "DEF.L", "change_percent": -0.19, "price": 1140.09, "currency": "€"},
    ]


def test_a_first_line_that_is_a_sentence_is_body() -> None:
    story = plain_story("Norland advanced.\n\nIt went on.")
    assert story.title is None
    assert len(story.paragraphs) == 2


@pytest.mark.parametrize(
    "text",
    [
        "One line alone",
        "A headline is never this long " * 8 + "\n\nIt went on.",
        "A wrapped sentence that goes on and on until the\nend of it comes at last.",
    ],
    ids=["alone", "long", "wrapped"],
)
def test_what_is_no_headline_is_body(text: str) -> None:
    story = plain_story(text)
    assert story.title is None
    assert story.paragraphs


def test_a_wrapped_paragraph_is_one() -> None:
    text = "Head\n\nThe army of Norland advanced 61 square kilometres\nin June, its ministry said, and went on to do\nmore.\n\nIt rested."
    story = plain_story(text)
    assert [p.of(story.text).count("\n") for p in story.paragraphs] == [2, 0]


def test_the_analyst_named_in_the_copy_is_the_agency() -> None:
    assert plain_story("That is an ANP analysis of maps.").agency == "ANP"
    assert plain_story("PORT NORA (AFP) - It went on.").agency == "AFP"
    assert plain_story("It went on.").agency is None


def test_line_ends_controls_and_marks_are_fixed_and_nothing_moves() -> None:
    story = plain_story("\ufeffA\r\nb\x00c\x1b\rd\ud800")
    assert story.text == "A\nb c \nd\ufffd"


def test_empty_text_is_a_story_without_paragraphs() -> None:
    document = plain_story("").to_dict()
    assert document["text"] == ""
    assert document["left_out"] == []
    assert document["title"] is None


@given(st.text())
def test_any_text_gives_spans_of_itself_that_do_not_meet(text: str) -> None:
    story = plain_story(text)
    spans = sorted([*story.paragraphs, *(piece.span for piece in story.left_out)])
    assert all(not one.meets(other) for one, other in pairwise(spans))
    assert all(span.of(story.text).strip() for span in spans)


BARE = """Norland takes more ground
The army took 61 square kilometres in May, the ministry said on Monday, its most in a year.
It had taken 40 square kilometres in April and 38 in March, according to the same count of maps.
Nobody expects the pace to hold.
The weather has turned, and the roads near the river are under water for weeks on end, as always."""
WRAPPED = """Norland takes more ground

The army took 61 square kilometres in May, the ministry said
on Monday, its most in a year. It had taken 40 square
kilometres in April and 38 in March, according to the same
count of maps.

Nobody expects the pace to hold through the winter, when the
roads near the river are under water for weeks."""


def test_page_text_has_a_paragraph_a_line():
    story = plain_story(BARE)
    assert story.title == "Norland takes more ground"
    assert [span.of(story.text) for span in story.paragraphs] == BARE.splitlines()[1:]


def test_lines_cut_at_a_width_are_joined():
    story = plain_story(WRAPPED)
    assert len(story.paragraphs) == 2
    assert story.paragraphs[0].of(story.text).endswith("count of maps.")


def test_stamp_before_the_first_words_is_the_day_and_no_body():
    story = plain_story(f"date 2031-06-02 {BARE}")
    assert story.title == "Norland takes more ground"
    assert story.published == date(2031, 6, 2)
    assert story.left_out[0].span.of(story.text) == "date 2031-06-02"
    assert "date 2031" not in story.paragraphs[0].of(story.text)
