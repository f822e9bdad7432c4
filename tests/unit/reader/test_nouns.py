from __future__ import annotations

import pytest

from retally.model.story import Span
from retally.reader.nouns import noun_after, people_before
from retally.reader.nouns_people import is_people, singular
from retally.reader.tags import tagged


def noun(text: str, number: str, *, is_one: bool = False):
    tokens = tagged(text, Span(start=0, end=len(text)))
    return noun_after(text, tokens, text.index(number) + len(number), is_one=is_one)


@pytest.mark.parametrize(
    ("text", "lemma", "people"),
    [
        ("They sent 10,000 soldiers there.", "soldier", True),
        ("They sent 10,000 North Sudrian soldiers there.", "soldier", True),
        ("They sent 10,000 heavily armed elite troops Monday.", "troop", True),
        ("They lost 10,000 more men.", "man", True),
        ("They fired 10,000 kamikaze drones.", "drone", False),
        ("There were 10,000 combat engagements on the front.", "engagement", False),
        ("They took 10,000 villages in June.", "village", False),
        ("They read a 10,000 page document.", "page", False),
        ("They have 10,000 aircraft.", "aircraft", False),
        ("It hit 10,000 on Monday.", None, None),
        ("It hit 10,000.", None, None),
        ("It hit 10,000 and fell.", None, None),
    ],
)
def test_the_noun_is_the_head_of_the_phrase_after_the_number(
    text: str, lemma: str | None, people: bool | None
) -> None:
    found = noun(text, "10,000")
    assert (found.lemma if found else None) == lemma
    assert (found.is_people if found else None) == people


def test_one_counts_a_singular() -> None:
    found = noun("They lost 1 radar station.", "1", is_one=True)
    assert found is not None
    assert (found.lemma, found.is_measure) == ("station", False)


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("men", "man"),
        ("Policewomen", "policewoman"),
        ("people", "people"),
        ("batteries", "battery"),
        ("losses", "loss"),
        ("brushes", "brush"),
        ("bus", "bus"),
        ("crisis", "crisis"),
        ("houses", "house"),
        ("personnel", "personnel"),
        ("viruses", "virus"),
        ("campuses", "campus"),
        ("causes", "cause"),
        ("potatoes", "potato"),
        ("shoes", "shoe"),
        ("leaves", "leaf"),
        ("lenses", "lens"),
        ("corps", "corps"),
    ],
)
def test_the_singular_of_a_noun(word: str, one: str) -> None:
    assert singular(word) == one


@pytest.mark.parametrize(
    ("printed", "people"),
    [
        ("soldiers", True),
        ("civilians", True),
        ("ex-soldiers", True),
        ("Norlandians", True),
        ("casualties", True),
        ("homeowners", True),
        ("tanks", False),
        ("villages", False),
        ("talismans", False),
    ],
)
def test_persons_of_any_kind_are_people(printed: str, people: bool) -> None:
    assert is_people(singular(printed), printed) is people


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Total losses exceed 750,000.", "loss"),
        ("The contingent grew to 750,000.", "contingent"),
        ("The price grew to 750,000.", None),
        ("Its forces, it said, 750,000.", None),
        ("750,000.", None),
    ],
)
def test_persons_before_a_verb_are_what_a_bare_number_counts(text: str, lemma: str | None) -> None:
    tokens = tagged(text, Span(start=0, end=len(text)))
    found = people_before(text, tokens, 0, text.index("750,000"))
    assert (found.lemma if found else None) == lemma
