from __future__ import annotations

import pytest

from retally.stories.plain import plain_story

HEADLINE = "Norland takes more ground"
BODY = [
    "The army of Norland took 61 square kilometres in May, its ministry said on Monday.",
    "It had taken 40 in April and 38 in March, by the same count of maps from Port Nora.",
    "“We hold the cape,” the spokesman of Sudria said on Tuesday, and gave no further figure.",
]


def parts(lines: list[str]) -> tuple[str | None, list[str], dict[str, str]]:
    story = plain_story("\n".join(lines))
    left_out = {piece.span.of(story.text): piece.kind.value for piece in story.left_out}
    return story.title, [span.of(story.text) for span in story.paragraphs], left_out


@pytest.mark.parametrize(
    "kicker", ["News Flash", "BREAKING NEWS", "All Sections", "World", "Home > World > Norland"]
)
def test_a_kicker_is_no_title(kicker: str) -> None:
    assert parts([kicker, HEADLINE, *BODY]) == (HEADLINE, BODY, {kicker: "boilerplate"})
    assert parts([kicker, *BODY]) == (None, BODY, {kicker: "boilerplate"})


@pytest.mark.parametrize("head", ["Related Links", "Recent Stories", "Read also:", "Most read"])
def test_titles_below_the_head_of_a_list_of_links_are_links(head: str) -> None:
    titles = ["Sudria loses 5 bridges over the river", "Harbour to open for 200 ships agai .."]
    assert parts([HEADLINE, *BODY, head, *titles]) == (
        HEADLINE,
        BODY,
        dict.fromkeys([head, *titles], "related_link"),
    )
    _, body, left_out = parts([HEADLINE, BODY[0], head, titles[0], *BODY[1:]])
    assert (body, list(left_out)) == (BODY, [head, titles[0]])


def test_prompts_at_the_end_are_left_out_with_their_kind() -> None:
    ends = {
        "Read more: Sudria loses 5 bridges over the river": "related_link",
        "Subscribe Free To Our Daily Newsletters |": "boilerplate",
        "For more news and stories from Norland, please follow": "boilerplate",
        "This audio is created with AI assistance": "boilerplate",
        "Cover photo: Ada LOVELACE / 3rd Brigade / AFP": "credit",
        "Short Url": "reader_control",
    }
    assert parts([HEADLINE, *BODY, *ends]) == (HEADLINE, BODY, ends)


def test_letter_to_readers_is_left_out_to_its_end() -> None:
    letter = ["A Message from The Port Nora Post:", "Dear readers,", "We need 500 crowns a month."]
    assert parts([*BODY, *letter]) == (None, BODY, dict.fromkeys(letter, "boilerplate"))
    assert parts([BODY[0], *letter])[2] == {}


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        (
            "A house in Port Nora, May 25, 2031. (AFP / ADA LOVELACE)",
            "A house in Port Nora, May 25, 2031.",
            "AFP / ADA LOVELACE",
        ),
        ("A house in Port Nora, May 25, 2031. (AFP)", "A house in Port Nora, May 25, 2031.", "AFP"),
        ("A house in Port Nora. Photo: Map Office", "A house in Port Nora.", "Photo: Map Office"),
    ],
)
def test_a_caption_is_told_by_its_credit(line: str, caption: str, credit: str) -> None:
    story = plain_story("\n".join([HEADLINE, line, *BODY]))
    assert (story.caption, story.credit) == (caption, credit)
    assert parts([HEADLINE, line, *BODY])[1:] == (BODY, {line: "caption"})


def test_a_line_directly_above_a_credit_is_its_caption() -> None:
    lines = [HEADLINE, BODY[0], "The ground taken, by month", "Photo: Map Office", *BODY[1:]]
    _, body, left_out = parts(lines)
    assert body == BODY
    assert list(left_out.values()) == ["caption", "credit"]


def test_a_last_sentence_before_the_agency_s_name_is_body() -> None:
    lines = [*BODY[:2], "The ministry gave no further figure for the cape. (AFP)"]
    assert parts(lines)[1] == lines


def test_a_byline_that_ran_into_its_day_is_both() -> None:
    story = plain_story("\n".join([HEADLINE, "Ada LovelaceTuesday, 1 April 2031, 12:44", *BODY]))
    assert story.byline == "Ada Lovelace"
    assert story.published is not None


def test_dateline_may_end_with_a_colon_and_name_two_agencies() -> None:
    story = plain_story(f"PORT NORA (Reuters): {BODY[0]}")
    assert (story.dateline, story.agency) == ("PORT NORA (Reuters)", "Reuters")
    assert plain_story(f"PORT NORA, July 1, 2031 (NNA/AFP) - {BODY[0]}").agency == "AFP"
