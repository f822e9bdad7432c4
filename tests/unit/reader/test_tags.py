from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retally.model.story import Span
from retally.reader.tags import LONGEST_WORD, UNKNOWN, tagged


def words(text: str) -> list[str]:
    return [token.text for token in tagged(text, Span(start=0, end=len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("O’Neill didn’t go.", ["O’Neill", "did", "n’t", "go", "."]),
        ("Kolar's U.N. talks", ["Kolar", "'s", "U.N.", "talks"]),
        ("well-known 1,234.5 km", ["well-known", "1,234.5", "km"]),
        ("Digi24 said", ["Digi24", "said"]),
    ],
)
def test_names_numbers_and_short_forms_are_one_token(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_typographic_apostrophe_is_tagged_as_the_plain_one() -> None:
    typographic = tagged("Ada’s men left.", Span(start=0, end=15))
    plain = tagged("Ada's men left.", Span(start=0, end=15))
    assert [token.tag for token in typographic] == [token.tag for token in plain]


def test_what_is_no_word_is_unknown() -> None:
    text = "a" * (LONGEST_WORD + 1)
    assert tagged(text, Span(start=0, end=len(text)))[0].tag == UNKNOWN


def test_the_same_sentence_elsewhere_has_its_own_spans() -> None:
    text = "It fell. It fell."
    first, second = Span(start=0, end=8), Span(start=9, end=17)
    assert [token.span.start for token in tagged(text, first)] == [0, 3, 7]
    assert [token.span.start for token in tagged(text, second)] == [9, 12, 16]


@given(st.text(max_size=60))
def test_tokens_are_what_the_text_holds(text: str) -> None:
    for token in tagged(text, Span(start=0, end=len(text))):
        assert token.span.of(text) == token.text
