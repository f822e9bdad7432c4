from __future__ import annotations

from datetime import date

import pytest

from retally.model.story import LeftOutKind
from retally.stories.plain import plain_story

LEAD = "The army of Norland took 61 square kilometres in May, its ministry said on Monday."
REST = "Nobody expects the pace to hold."
DAY = date(2031, 5, 4)


@pytest.mark.parametrize(
    "stamp",
    [
        "date 2031-05-04",
        "Date: 2031-05-04",
        "published 2031-05-04",
        "Published on 4 May 2031",
        "Posted: May 4, 2031",
        "2031-05-04",
    ],
)
@pytest.mark.parametrize("mark", [" ", " - ", " | ", ": "], ids=["blank", "dash", "bar", "colon"])
def test_a_stamp_before_the_lead_is_the_day_and_no_body(stamp: str, mark: str) -> None:
    story = plain_story(f" {stamp}{mark}{LEAD}\n\n{REST}")
    assert story.published == DAY
    assert story.published_basis == f'the line "{stamp}" above the body'
    assert [span.of(story.text) for span in story.paragraphs] == [LEAD, REST]
    assert [(p.kind, p.span.of(story.text)) for p in story.left_out] == [
        (LeftOutKind.BOILERPLATE, stamp)
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"date 2031-05-04 Norland takes ground\n{LEAD}\n{REST}",
        f"Norland takes ground\n\n2031-05-04 - {LEAD}\n\n{REST}",
        f"News Flash\nNorland takes ground\nBy Ada Pell\ndate 2031-05-04 {LEAD}\n{REST}",
    ],
    ids=["headline", "below it", "below a byline"],
)
def test_a_stamp_is_found_with_a_headline(text: str) -> None:
    story = plain_story(text)
    assert (story.title, story.published) == ("Norland takes ground", DAY)
    assert [span.of(story.text) for span in story.paragraphs] == [LEAD, REST]


@pytest.mark.parametrize(
    "text",
    [
        f"2031-05-04 - {LEAD}\n2031-05-06 - {LEAD}",
        f"{LEAD}\ndate 2031-05-04 {LEAD}",
        f"2031-05-04 was the day on which it ended.\n{LEAD}",
        f"{LEAD[:-1]} up to 2031-05-04 Monday.",
    ],
    ids=["chronology", "in the body", "sentence", "end"],
)
def test_a_day_of_the_body_is_no_stamp(text: str) -> None:
    story = plain_story(text)
    assert story.published is None
    assert len(story.paragraphs) == len(text.split("\n"))


def test_a_day_of_update_is_no_day_of_publication() -> None:
    story = plain_story(f"updated 2031-05-04 {LEAD}\n{REST}")
    assert story.published is None
    assert story.left_out[0].span.of(story.text) == "updated 2031-05-04"
