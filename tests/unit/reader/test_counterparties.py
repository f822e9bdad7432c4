from __future__ import annotations

from datetime import date

import pytest

from retally.reader.read import read
from retally.stories.plain import plain_story


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Norland took 61 sq km from Sudria in June.", "sudria"),
        ("Norland took 61 sq km of Sudrian land in June.", "sudria"),
        ("Sudria lost 61 sq km to Norland in June.", "norland"),
        ("Some 300 Sudrian soldiers were killed by Norland's army.", "norland"),
        ("Norland's strikes killed 12 people.", "norland"),
        ("Norland captured 240 Sudrian soldiers.", "norland"),
        ("Norland took 61 sq km in June.", None),
        ("Norland took 61 sq km of Norland's own land in June.", None),
    ],
)
def test_the_other_side_is_named_or_left_open(text: str, other: str | None) -> None:
    figure = read(
        plain_story(text), published=date(2031, 7, 2), parties=("norland", "sudria"), sources=()
    ).figures[0]
    assert figure.counterparty == other
