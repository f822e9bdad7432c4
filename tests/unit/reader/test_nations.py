from __future__ import annotations

from retally.model.story import Span
from retally.reader.nations import NATION_OF, nation_in, nation_mentions


def named(text: str, parties: tuple[str, ...] = ()) -> list[str]:
    return [one.nation for one in nation_mentions(text, Span(start=0, end=len(text)), parties)]


def test_a_country_is_known_by_its_people_its_capital_and_its_short_name() -> None:
    assert named("Kenya, the Kenyans and Nairobi; the U.S. and Washington") == [
        *["kenya"] * 3,
        *["united states"] * 2,
    ]


def test_the_longer_name_comes_first() -> None:
    assert named("South Sudan and Sudan, North Korea") == ["south sudan", "sudan", "north korea"]


def test_a_made_up_party_is_known_by_its_own_name() -> None:
    assert named("Norlanders and Kenya", ("norland",)) == ["norland", "kenya"]


def test_us_in_small_letters_is_no_country() -> None:
    assert named("they told us of chad") == []


def test_where_and_whose_are_told_apart() -> None:
    text = "Kenya's army in Uganda"
    owner, place = nation_mentions(text, Span(start=0, end=len(text)), ())
    assert (owner.is_owner, owner.is_place) == (True, False)
    assert (place.is_owner, place.is_place) == (False, True)
    assert owner.span.of(text) == "Kenya"


def test_words_that_name_two_countries_name_none() -> None:
    assert nation_in("Kenya and Uganda", ()) is None
    assert nation_in("the Kenyan army of Kenya", ()) == "kenya"
    assert nation_in(None, ()) is None


def test_every_name_has_one_nation_in_lower_case() -> None:
    assert all(nation == nation.lower() for nation in NATION_OF.values())
