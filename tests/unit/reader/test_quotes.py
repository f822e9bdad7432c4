from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retally.model.story import Span
from retally.reader.quotes import Quote, is_title, quotes


def found(text: str) -> tuple[Quote, ...]:
    return quotes(text, [Span(start=0, end=len(text))])


def inner(text: str) -> list[str]:
    return [quote.inner.of(text) for quote in found(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('He said "one, two," and left.', ["one, two"]),
        ("He said “one” and “two”.", ["one", "two"]),
        ("He said «one» and „two“.", ["one", "two"]),
        ("He said ‘it’s one’ and left.", ["it’s one"]),
        ("He said 'it's one' and left.", ["it's one"]),
        ("He said ''one'' and left.", ["one"]),
        ("He said 'the soldiers' base' fell.", ["the soldiers' base"]),
        ("He said \"they say 'one' here\" today.", ["they say 'one' here"]),
        ('He said "the “one” here" today.', ["the “one” here"]),
        ("The soldiers' base and the cooks’ tent.", []),
        ("It was 5' long and 6\" wide.", []),
        ("”One more time.” Then two.", ["One more time."]),
        ("He said “one is lost. “Two is not.” So.", ["one is lost.", "Two is not."]),
        ('""', []),
    ],
)
def test_marks_of_every_kind_hold_words(text: str, words: list[str]) -> None:
    assert inner(text) == words


def test_a_quote_that_nothing_closes_ends_with_its_paragraph() -> None:
    text = "He said “one.\nTwo."
    spans = [Span(start=0, end=13), Span(start=14, end=18)]
    (quote,) = quotes(text, spans)
    assert quote.is_open
    assert quote.inner.of(text) == "one."


def test_a_label_is_no_part_of_the_words() -> None:
    text = '"ADA KOLAR: We agree."'
    (quote,) = found(text)
    assert quote.label is not None
    assert (quote.label.of(text), quote.inner.of(text)) == ("ADA KOLAR", "We agree.")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("The Long Road Home", True),
        ("Morning Report", True),
        ("We will not go back", False),
        ("Never.", False),
        ("very dangerous", False),
        ("Enough", False),
    ],
)
def test_a_title_has_capitals_throughout(words: str, title: bool) -> None:
    assert is_title(words) is title


@given(st.text(alphabet="\"'“”‘’«»„ .,aA\n", max_size=60))
def test_quotes_stand_in_order_and_do_not_meet(text: str) -> None:
    last = 0
    for quote in found(text):
        assert last <= quote.outer.start < quote.inner.start < quote.inner.end <= quote.outer.end
        last = quote.outer.end
