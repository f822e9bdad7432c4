from __future__ import annotations

import pytest

from retally.model.story import Span
from retally.reader.sentences import LONGEST_SENTENCE, sentences


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text, Span(start=0, end=len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "They took 5 sq. km in October.",
        "Gen. Ada Lovelace took 5 km2.",
        "On Oct. 27 they took 5 km2.",
        "The U.S. Army said so.",
        "J. R. Norland took 5 km2.",
        "They took 5.5 km2 in June",
    ],
)
def test_a_short_form_ends_no_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("They took 5 sq. km. Norland lost 3.", ["They took 5 sq. km.", "Norland lost 3."]),
        ('"They took it." He left.', ['"They took it."', "He left."]),
        ("They took it! “We know.” 5 km2 fell?", ["They took it!", "“We know.”", "5 km2 fell?"]),
        ("Posted on X. Norland lost 3.", ["Posted on X.", "Norland lost 3."]),
        ("They took it… So he said.", ["They took it…", "So he said."]),
    ],
)
def test_a_sentence_ends_before_a_capital_a_quote_or_a_digit(text: str, parts: list[str]) -> None:
    assert split(text) == parts


@pytest.mark.parametrize("unit", ["word ", "x"], ids=["spaced", "solid"])
def test_what_is_longer_than_any_sentence_is_cut(unit: str) -> None:
    text = unit * (3 * LONGEST_SENTENCE // len(unit))
    pieces = split(text)
    assert len(pieces) >= 3
    assert max(map(len, pieces)) <= LONGEST_SENTENCE
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


def test_white_space_alone_is_no_sentence() -> None:
    assert split("   ") == []
