from __future__ import annotations

import pytest

from retally.model.story import Span
from retally.reader.described import mention_of_source
from retally.reader.mentions import Mention
from retally.reader.phrases import stretch
from retally.reader.sources import with_links


def mention(text: str) -> Mention:
    """The first noun phrase of a sentence, with what hangs on it."""
    one = stretch(text, Span(start=0, end=len(text)), 0, [])
    source = with_links(one, one.phrases[0], len(one.items))
    return mention_of_source(text, one, source)


@pytest.mark.parametrize(
    ("text", "name", "role", "organisation"),
    [
        ("Ada Kolar left.", "Ada Kolar", None, None),
        ("Mr. Kolar left.", "Kolar", None, None),
        ("President Ada van der Kolar left.", "Ada van der Kolar", "President", None),
        ("NPX chief Ada Kolar left.", "Ada Kolar", "NPX chief", "NPX"),
        ("President-elect Ada Kolar left.", "Ada Kolar", "President-elect", None),
        ("Dent's chief of staff Ada Kolar left.", "Ada Kolar", "Dent's chief of staff", None),
        ("President Ada Kolar of Norland left.", "Ada Kolar", "President", None),
        ("The mayor of Dorn left.", "", "mayor of Dorn", "Dorn"),
        ("The Institute for Maps left.", "Institute for Maps", None, "Institute for Maps"),
        ("The General Staff left.", "General Staff", None, "General Staff"),
        (
            "Norland's Defence Ministry left.",
            "Norland's Defence Ministry",
            None,
            "Norland's Defence Ministry",
        ),
    ],
)
def test_a_mention_is_name_role_and_organisation(
    text: str, name: str, role: str | None, organisation: str | None
) -> None:
    found = mention(text)
    assert (found.full_name, found.role, found.organisation) == (name, role, organisation)


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Mrs. Kolar left.", "f"),
        ("Spokesman Ada Kolar left.", "m"),
        ("Maria Kolar left.", "f"),
        ("Xqzt Kolar left.", None),
        ("He left.", "m"),
    ],
)
def test_titles_roles_and_first_names_tell_a_gender(text: str, gender: str | None) -> None:
    assert mention(text).gender == gender


def test_a_statement_has_an_owner() -> None:
    assert mention("Kolar's statement was long.").owner == ("Kolar",)
