from __future__ import annotations

import time

import pytest

from retally.errors import LimitError
from retally.stories.attributes import is_crowded
from retally.stories.story import story_of

WORDS = "The army of Norland took 61 square kilometres in June, its ministry said on Monday. "


@pytest.mark.parametrize("form", ['a{}="v"', "a{}", "a{}='>'", 'a{}="<p>"'])
def test_a_tag_of_a_million_attributes_is_refused_in_time(form: str) -> None:
    start = time.monotonic()
    tag = " ".join(form.format(number) for number in range(1_000_000))
    with pytest.raises(LimitError, match=r"too many (?:attributes.*at most 500|tags)"):
        story_of(f"<html><body><div {tag}><p>{WORDS}</p></div>".encode(), name="a.html")
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "html",
    [
        f"<p class='a'>{WORDS * 400}</p>",
        f"<p title=it's>{WORDS * 400}</p>",
        f"<!-- <p {'a ' * 900} --><p>{WORDS}</p>",
        f"<script>if (a<b {'&& c ' * 900})</script><p>{WORDS}</p>",
        f"<p {'a ' * 400}>{WORDS}</p>" * 3,
    ],
    ids=["text", "apostrophe", "comment", "script", "several tags"],
)
def test_words_that_are_no_attributes_are_not_counted(html: str) -> None:
    assert not is_crowded(html)
    assert story_of(f"<html><body>{html}".encode(), name="a.html").paragraphs


@pytest.mark.parametrize(
    "html", ["<p x" * 300_000, "<!--" * 300_000, "<p a=\"<p a='" * 200_000, "<p " + " " * 2_000_000]
)
def test_no_markup_takes_long(html: str) -> None:
    start = time.monotonic()
    is_crowded(html)
    assert time.monotonic() - start < 3
