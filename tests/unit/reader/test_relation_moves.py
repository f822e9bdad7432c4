"""Moves that tell both ends and by how much, and those that say nothing of another loss."""

from __future__ import annotations

from datetime import date

import pytest

from retally.model.story import RelationType
from retally.reader.read import read
from retally.stories.plain import plain_story


def relation_types(text: str) -> list[RelationType]:
    story = read(plain_story(text), published=date(2031, 8, 1), parties=("norland", "sudria"))
    return [one.type for one in story.relations]


@pytest.mark.parametrize(
    "verb", ["plummeted", "tumbled", "slumped", "contracted", "skyrocketed", "ballooned"]
)
def test_a_move_by_a_share_between_two_ends_is_a_change(verb: str) -> None:
    text = f"The city's population {verb} 62%, from 1.11 million to just 413,454 people."
    assert RelationType.CHANGE in relation_types(text)


def test_a_share_lost_is_not_the_move_that_a_later_sentence_tells() -> None:
    text = (
        "Norland has lost more than a quarter of the territory it once controlled. In the first "
        "nine months of this year, Norland's territory fell from 78,000 sq km to 65,500 sq km."
    )
    assert RelationType.CHANGE not in relation_types(text)


def test_by_how_much_may_trail_the_two_ends_but_not_speak_of_another_time() -> None:
    text = "Norland's losses rose to 45,680 from 41,980, up 9 percent"
    assert RelationType.CHANGE in relation_types(f"{text}.")
    assert RelationType.CHANGE not in relation_types(f"{text} from March.")


def test_a_ratio_to_one_is_no_total_of_what_follows() -> None:
    text = "The ratio was three to one: Norland lost 30,000 men and Sudria 10,000."
    assert RelationType.SUM not in relation_types(text)
