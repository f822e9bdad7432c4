from __future__ import annotations

import pytest

from retally.reader.cues import strong_forms, verb_of_saying, weak_forms


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("said", "say"),
        ("Told", "tell"),
        ("denies", "deny"),
        ("assured", "assure"),
        ("admitting", "admit"),
        ("wrote", "write"),
        ("put", "put"),
        ("labeled", "label"),
        ("teaches", None),
        ("village", None),
    ],
)
def test_every_form_of_a_verb_of_saying_has_its_base_form(word: str, lemma: str | None) -> None:
    assert verb_of_saying(word) == lemma


def test_no_form_is_strong_and_weak() -> None:
    shared = set(strong_forms()) & set(weak_forms())
    assert all(verb_of_saying(form) == strong_forms()[form] for form in shared)
