from __future__ import annotations

import pytest

from retally.model.story import Span
from retally.reader.phrases import Stretch, stretch
from retally.reader.sources import after_verb, before_verb, subject_of


def read(text: str) -> Stretch:
    return stretch(text, Span(start=0, end=len(text)), 0, [])


def verb_of(one: Stretch, word: str) -> int:
    return next(at for at, item in enumerate(one.items) if item.low == word)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Kolar said it.", "Kolar"),
        ("Kolar has repeatedly said it.", "Kolar"),
        ("Kolar on Friday said it.", "Kolar"),
        ("Ada Kolar in a statement said it.", "Ada Kolar"),
        ("Ada Kolar, 54, said it.", "Ada Kolar"),
        ("Ada Kolar, the mayor of Dorn, said it.", "Ada Kolar"),
        ("Ada Kolar, head of NPX, which counts tanks, said it.", "Ada Kolar"),
        ("The mayor, Ada Kolar, said it.", "The mayor"),
        ("After the talks in Dorn, Kolar said it.", "Kolar"),
        ("Officials in the capital said it.", "Officials in the capital"),
        ("Experts they asked said it.", "Experts"),
        ("Many of whom said it.", "Many of whom"),
        ("The army and the navy said it.", "The army and the navy"),
        ("A tally by the ministry said it.", "A tally by the ministry"),
    ],
)
def test_the_subject_stands_before_its_verb(text: str, source: str) -> None:
    one = read(text)
    found = before_verb(one, verb_of(one, "said"), 0)
    assert found is not None
    assert one.span_of(found.first, found.last).of(text) == source


def test_a_verb_after_and_has_no_subject_beside_it() -> None:
    one = read("Kolar left and said it.")
    assert before_verb(one, verb_of(one, "said"), 0) is None


def test_the_subject_after_its_verb_takes_what_hangs_on_it() -> None:
    text = "It fell, said the head of the union, Ada Kolar."
    one = read(text)
    found = after_verb(one, verb_of(one, "said"), len(one.items))
    assert found is not None
    assert one.span_of(found.first, found.last).of(text) == "the head of the union"
    assert one.items[found.beside_first].word == "Ada"


def test_the_subject_of_a_sentence_is_no_part_of_a_place_or_time() -> None:
    text = "In the capital on Friday, Kolar met them."
    one = read(text)
    found = subject_of(one, 0, len(one.items))
    assert found is not None
    assert one.span_of(found.first, found.last).of(text) == "Kolar"
