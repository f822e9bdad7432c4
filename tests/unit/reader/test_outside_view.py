"""What a reader from outside tried first: sides named in small letters, datelines, rooms."""

from __future__ import annotations

import pytest

from retally.model.story import Reading
from retally.reader.read import read
from retally.stories.plain import plain_story


def reading(text: str) -> Reading:
    return read(plain_story(text), parties=("norland", "reds"), sources=("harbour-desk",))


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("The reds gained 46 square kilometres in June.", "reds"),
        ("In June 46 square kilometres were taken by the reds.", "reds"),
        ("The Reds gained 46 square kilometres in June.", "reds"),
        ("The army of the reds advanced 46 square kilometres in June.", "reds"),
        ("The armed forces of Norland advanced 46 square kilometres in June.", "norland"),
        ("Parts of Norland, 46 square kilometres, burned in June.", None),
        ("The brigade took 46 square kilometres where red soil lies.", None),
    ],
)
def test_a_side_is_named_in_capitals_or_behind_its_article(text: str, side: str | None) -> None:
    assert reading(text).figures[0].actor == side


@pytest.mark.parametrize(
    "dateline",
    ["PORT NORA, June 5 (Coast Wire) - ", "PORT NORA (Coast Wire) — ", "PORT NORA, June 5 -- ", ""],
)
def test_a_dateline_is_no_part_of_a_statement(dateline: str) -> None:
    told = f"{dateline}Norland lost 30 tanks in May, the defence ministry said on Monday.\n"
    (statement,) = reading(told).statements
    assert statement.text == "Norland lost 30 tanks in May"
    assert statement.span.of(told) == statement.text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('"We lost 30 men," Colonel Tessel told reporters in Ostmark.', None),
        ("“We took 5 villages,” Colonel Tessel announced in Ostmark on Friday.", None),
        ("Some 30 men died, a spokesman told the parliament in Ostmark.", None),
        ('"We took 5 villages in Ostmark," Colonel Tessel told reporters.', "Ostmark"),
        ("They took 5 villages in Ostmark in May.", "Ostmark"),
    ],
)
def test_where_it_was_said_is_not_where_it_happened(text: str, place: str | None) -> None:
    assert reading(text).figures[0].place == place
