from __future__ import annotations

import pytest

from retally.model.story import Qualifier
from retally.reader.qualifiers import qualifier_after, qualifier_before


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("about", Qualifier.ABOUT),
        ("an estimated", Qualifier.ABOUT),
        ("in the region of", Qualifier.ABOUT),
        ("~", Qualifier.ABOUT),
        ("just under", Qualifier.NEARLY),
        ("not quite", Qualifier.NEARLY),
        ("tripled to more than", Qualifier.MORE_THAN),
        ("exceeded", Qualifier.MORE_THAN),
        ("in excess of", Qualifier.MORE_THAN),
        ("more than a total of", Qualifier.MORE_THAN),
        ("at least another", Qualifier.AT_LEAST),
        ("no fewer than", Qualifier.AT_LEAST),
        ("as many as", Qualifier.UP_TO),
        ("no more than", Qualifier.UP_TO),
        ("fewer than", Qualifier.LESS_THAN),
        ("within", Qualifier.WITHIN),
        ("over some", Qualifier.ABOUT),
        ("more than $", Qualifier.MORE_THAN),
        ("more than the", Qualifier.EXACT),
        ("a total of", Qualifier.EXACT),
        ("carry up to", Qualifier.UP_TO),
        ("a share that crept up to", Qualifier.EXACT),
        ("which brings the total up to", Qualifier.EXACT),
        ("thereabout", Qualifier.EXACT),
    ],
)
def test_the_hedge_before_a_number_is_the_one_nearest_to_it(
    words: str, qualifier: Qualifier
) -> None:
    text = f"They saw {words} " if words != "more than $" else f"They saw {words}"
    assert qualifier_before(text, len(text), 0)[0] is qualifier


def test_nothing_before_the_floor_is_looked_at() -> None:
    text = "about 5 or 478"
    assert qualifier_before(text, 11, 7) == (Qualifier.EXACT, 11)


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        (" or so", Qualifier.ABOUT),
        (", give or take", Qualifier.ABOUT),
        (" more or less", Qualifier.ABOUT),
        ("-odd", Qualifier.ABOUT),
        (" or more", Qualifier.AT_LEAST),
        ("+", Qualifier.AT_LEAST),
        ("-plus", Qualifier.AT_LEAST),
        (" at least", Qualifier.AT_LEAST),
        (" or fewer", Qualifier.UP_TO),
        (" at the most", Qualifier.UP_TO),
        (" at the very most", Qualifier.UP_TO),
        (" or the other", None),
        (" and more", None),
    ],
)
def test_the_hedge_after_a_number_is_read(words: str, qualifier: Qualifier | None) -> None:
    text = f"478{words} of it"
    found = qualifier_after(text, 3, len(text))
    assert (found[0] if found else None) is qualifier
