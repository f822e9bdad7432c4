"""Pages as crawlers keep them: their text, a line a paragraph, with all that stands around it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from retally.model.story import Story
from retally.stories.plain import plain_story

HEAD = "Norland takes more ground"
BODY = [
    "The army of Norland took 61 square kilometres in May, its ministry said on Monday.",
    "It had taken 40 in April and 38 in March, by the same count of maps from Port Nora.",
    "“We hold the cape,” the spokesman of Sudria said on Tuesday, and gave no further figure.",
]
ALT = "Fragments of a Sudrian missile are removed after falling in the old town of Port Nora"
OUTSIDE = "A woman holds a sign outside the ministry in Port Nora, Norland."

ROUND_IT: dict[str, tuple[list[str], list[str], dict[str, Any]]] = {
    "a caption twice": ([HEAD, "", ALT, ALT, ""], [], {"caption": ALT}),
    "a caption and its credit": (
        [HEAD, OUTSIDE, f"{OUTSIDE} Photograph: Cy Holt/Getty Images"], [], {"caption": OUTSIDE}
    ),
    "a caption and an agency": ([HEAD, ALT, f"{ALT} (AP)"], [], {"caption": ALT}),
    "two brackets": (
        [HEAD, "Homes in Ashby, where a shell hit 9 of them. ((Kyodo News/Associated Press))"], [],
        {"credit": "Kyodo News/Associated Press"},
    ),
    "no brackets": ([HEAD, "A man waits in Ashby on Monday. Norland Daily via Reuters"], [], {}),
    "for a paper": (
        [HEAD, "Troops hoist 2 flags in Ashby. (Dee Marl for The Courier)"], [],
        {"credit": "Dee Marl for The Courier"},
    ),
    "a stringer": ([HEAD, "More than 200 people have fled this month, its ministry said (STR)"], [], {}),
    "words before a caption": (
        [HEAD, "Image source, Getty Images", "Image caption, Soldiers took 5 hills in May"], [], {}
    ),
    "a name above the day": (
        [HEAD, "Cy Holt", "Tuesday 07 June 2031 06:09 EST", "Comments"], [],
        {"byline": "Cy Holt", "published": date(2031, 6, 7)},
    ),
    "a desk, a day and the minutes": (
        [HEAD, "by The Courier news desk June 9, 2031 7:03 PM 2 min read"], [],
        {"byline": "The Courier news desk", "published": date(2031, 6, 9)},
    ),
    "a day of update": (
        [HEAD, "Published: June 9, 2031", "Updated: June 11, 2031 9:30 am"], [],
        {"published": date(2031, 6, 9), "updated": date(2031, 6, 11)},
    ),
    "an outlet and a place": ([HEAD, "HCN News, Port Nora"], [], {"title": HEAD}),
    "a section of one word": (
        ["Sudria", "", "Sudria's War Grows as 5,000 Flee", ""], [],
        {"title": "Sudria's War Grows as 5,000 Flee"},
    ),
    "a site above the day": (
        [" date 2031-06-11 New Courier", "", "June 11, 2031", "Worst Month For 700 Villages", ""], [],
        {"title": "Worst Month For 700 Villages", "site": "New Courier"},
    ),
    "an appeal above": (
        ["Three years of reporting, paid by readers - become a member now and help us in 2032.", HEAD],
        [], {"title": HEAD},
    ),
    "marks of a plug-in": (["[ad_1]", "", HEAD, ""], ["[ad_2]", "Source link"], {"title": HEAD}),
    "latest stories": (
        [HEAD], ["Latest Stories", "-", "How 48 teams took the draw", "2 hours -", "3 men saved", "5 hours -"], {}
    ),
    "links to films": (
        [HEAD],
        ["Go to video", "Quill's return: a threat to 5 provinces?", "Go to video", "Norland agrees to talks"],
        {},
    ),
    "a form for comments": (
        [HEAD],
        ["Harbour Courier | World News", "LEAVE A REPLY", "Please enter your comment!",
         "Please enter your name here", "(Visited 103 times, 1 visits today)", "No comments:"],
        {},
    ),
    "the sign-off of a desk": ([HEAD], ["mkg/hc (Reuters, AFP, dpa, AP)"], {}),
    "reporters of an outlet": ([HEAD], ["-HCN News' Dee Marl and Bo Lind"], {}),
    "an agency as source": ([HEAD], ["SOURCE: REUTERS"], {}),
    "who helped": ([HEAD], ["Courier writer Bo Lind in Ashby contributed to this report."], {}),
    "what was changed": ([HEAD], ["(Adds a toll of 49 from the first paragraph)"], {}),
    "who wrote it": (
        [HEAD], ["Dee Marl is a senior correspondent at the Courier, where she has covered 12 wars."], {}
    ),
    "the same again": ([HEAD], BODY, {}),
    "a correction": (
        [HEAD], ["Correction: An earlier version of this story gave 68 square kilometres."],
        {"corrections": ("Correction: An earlier version of this story gave 68 square kilometres.",)},
    ),
    "a head over corrections": (
        [HEAD], ["Corrections", "This article was corrected on June 3 to say 61, not 68."],
        {"corrections": ("This article was corrected on June 3 to say 61, not 68.",)},
    ),
}  # fmt: skip


def body(story: Story) -> list[str]:
    return [span.of(story.text) for span in story.paragraphs]


@pytest.mark.parametrize("name", ROUND_IT)
def test_what_stands_around_the_body_is_no_body(name: str) -> None:
    above, below, fields = ROUND_IT[name]
    story = plain_story("\n".join([*above, *BODY, *below]))
    assert body(story) == BODY
    assert {key: getattr(story, key) for key in fields} == fields
    spans = [*story.paragraphs, *(one.span for one in story.left_out), story.headline]
    kept = {at for span in spans if span for at in range(span.start, span.end)}
    assert not "".join(sign for at, sign in enumerate(story.text) if at not in kept).strip()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The Fall of Ashby", "crosshead"),
        ("Who said what", "crosshead"),
        ("What comes next?", "crosshead"),
        ("61 Villages Lost", None),
        ("Five Killed at 3 Bridges", "crosshead"),
        ("At least 75 hurt in Ashby shelling 0:33", "related_link"),
        ("Curfew in the capital is from 21:00 to 5:30", None),
        ("Sudria said 40 men died", None),
        ("It rained.", None),
        ("“We hold it” was all he said", None),
        ("Rain", None),
        ("- 12 villages fell", None),
        ("Key points:", None),
    ],
)
def test_a_short_line_between_paragraphs_may_head_what_follows(line: str, kind: str | None) -> None:
    story = plain_story("\n".join([HEAD, BODY[0], BODY[1], line, BODY[2]]))
    left_out = [one.kind.value for one in story.left_out]
    assert left_out == ([kind] if kind else [])
    assert body(story) == ([*BODY] if kind else [BODY[0], BODY[1], line, BODY[2]])


def test_an_appeal_within_the_story_is_left_out_whole() -> None:
    appeal = [
        "Your support helps us to tell the story",
        "The Courier is on the ground when 3 stories break, and we know how much that matters.",
        "Your support makes all the difference.",
    ]
    story = plain_story("\n\n".join([HEAD, BODY[0], *appeal, *BODY[1:]]))
    assert body(story) == BODY
    alone = plain_story("\n\n".join([HEAD, BODY[0], appeal[2], *BODY[1:]]))
    assert appeal[2] in body(alone)


def test_a_day_that_ran_into_the_first_words_is_the_day() -> None:
    story = plain_story("\n".join([HEAD, f"June 3, 2031{BODY[0]}", *BODY[1:]]))
    assert (story.published, body(story)) == (date(2031, 6, 3), BODY)


@pytest.mark.parametrize(
    "line",
    [
        "Sweden asked to become a member of the alliance today, and 12 states agreed.",
        "This article of the treaty was amended by 61 votes to 12.",
        "The correction of the map took 3 days.",
        "Credit: banks lent 61 million crowns, 3 percent more than in May.",
        "Corrections officers counted 61 prisoners.",
        "He is a journalist, and he counted 61 tanks near the bridge on his own.",
        "Go to video calls only with 3 others, the ministry told its staff on Monday.",
        "Your support is worth 3 billion crowns, the minister told the allies on Monday.",
        "The newsletter of the bank said 61 firms had failed, and 3 more would follow soon.",
        "With agencies shut, 61 people slept at the station on Monday, the mayor said.",
    ],
)
def test_a_sentence_that_only_sounds_like_furniture_is_body(line: str) -> None:
    story = plain_story("\n".join([HEAD, BODY[0], line, *BODY[1:]]))
    assert line in body(story)
