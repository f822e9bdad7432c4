from __future__ import annotations

import pytest

from retally.model.story import Span
from retally.reader.items import LONGEST_RUN
from retally.reader.phrases import phrase_at, stretch
from retally.reader.quotes import quotes


def phrases(text: str) -> list[str]:
    whole = Span(start=0, end=len(text))
    one = stretch(text, whole, 0, quotes(text, [whole]))
    return [one.span_of(phrase.first, phrase.last).of(text) for phrase in one.phrases]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Ada van der Kolar left.", ["Mr. Ada van der Kolar"]),
        ("The Institute for Slow Maps left.", ["The Institute for Slow Maps"]),
        ("The former general was there.", ["The former general"]),
        ("The 34-year-old mother of three left.", ["The 34-year-old mother of three"]),
        ("Norland's army left.", ["Norland's army"]),
        ("The 30 deaths Kolar saw.", ["The 30 deaths", "Kolar"]),
        ("In May Jan Kolar left.", ["Jan Kolar"]),
        ("Rep. Ada Kolar (X-Dorn) left.", ["Rep. Ada Kolar"]),
    ],
)
def test_noun_phrases_hold_titles_names_and_owners(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


def test_an_item_knows_its_phrase() -> None:
    text = "He saw the old mayor there."
    one = stretch(text, Span(start=0, end=len(text)), 0, [])
    inside = phrase_at(one, 3)
    assert inside is not None
    assert one.span_of(inside.first, inside.last).of(text) == "the old mayor"
    assert phrase_at(one, 1) is None


def test_a_sentence_ends_with_a_quote_that_has_a_full_stop() -> None:
    text = '"It is over." He left. "Is it?" Kolar asked.'
    whole = Span(start=0, end=len(text))
    one = stretch(text, whole, 0, quotes(text, [whole]))
    assert [one.span_of(*bounds).of(text) for bounds in one.bounds] == [
        '"It is over."',
        "He left.",
        '"Is it?" Kolar asked.',
    ]


def test_what_has_no_full_stop_is_cut() -> None:
    text = "war and " * LONGEST_RUN
    one = stretch(text, Span(start=0, end=len(text)), 0, [])
    assert len(one.bounds) > 1
