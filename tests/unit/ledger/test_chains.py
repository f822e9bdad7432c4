"""Revisions chain up by source, with the factors that the words allow."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from retally.ledger.chains import chains, factor, in_one_unit, in_order, is_fall
from retally.ledger.recording import older_within, revising, story_entries
from retally.model.quantity import KM2_PER_MI2
from retally.model.story import FigureKind, Qualifier
from told_stories import NOW, WAR, Says, since, told

TOTAL = Says(number="1,000", window=since(WAR, date(2024, 10, 1)), by="Harbour Watch")


def entry(number="1,000", published=date(2024, 10, 28), **said):
    reading = told(replace(TOTAL, number=number, **said), published=published)
    return story_entries(reading, recorded=NOW)[0]


def words(new, old):
    found = factor(new, old)
    return None if found is None else found.words


def test_more_than_three_thousand_then_about_ten_thousand_is_at_most_x3_3():
    old = entry("3,000", qualifier=Qualifier.MORE_THAN)
    new = entry("10,000", qualifier=Qualifier.ABOUT)
    assert words(new, old) == "x3.3 at most"


@pytest.mark.parametrize(
    "new, old, said",
    [
        (("2,000", Qualifier.EXACT), ("1,000", Qualifier.EXACT), "x2"),
        (("1,100", Qualifier.EXACT), ("1,000", Qualifier.EXACT), "x1.1"),
        (("2,000", Qualifier.MORE_THAN), ("1,000", Qualifier.EXACT), "x2 at least"),
        (("2,000", Qualifier.MORE_THAN), ("1,000", Qualifier.MORE_THAN), "about x2"),
        (("2,000", Qualifier.EXACT), ("1,000", Qualifier.UP_TO), "x2 at least"),
        (("2,000 to 3,000", Qualifier.RANGE), ("1,000", Qualifier.EXACT), "x2 to x3"),
        (("5,000,000", Qualifier.EXACT), ("1,000", Qualifier.EXACT), "x5,000"),
    ],
)
def test_factor_is_as_open_as_the_words_are(new, old, said):
    assert words(*(entry(number, qualifier=hedge) for number, hedge in (new, old))) == said


def test_factor_of_two_units_of_area_is_of_one_area():
    km2 = entry("259", kind=FigureKind.AREA_GAINED, unit="km2")
    mi2 = entry("100", kind=FigureKind.AREA_GAINED, unit="mi2")
    assert factor(mi2, km2).value == pytest.approx(float(KM2_PER_MI2) * 100 / 259)
    assert in_one_unit(mi2, "km2").value == KM2_PER_MI2 * 100


def test_factor_of_units_that_do_not_convert_is_not_there():
    assert factor(entry(unit="people"), entry(unit="tank")) is None
    assert factor(entry(unit="km2/day"), entry(unit="km2")) is None
    assert in_one_unit(entry(unit="tank"), "people") is None


def test_factor_of_nothing_is_not_there():
    assert factor(entry("5"), entry("0")) is None


def test_running_total_falls_where_the_intervals_say_so():
    assert is_fall(entry("900"), entry("1,000"))
    assert not is_fall(entry("900", qualifier=Qualifier.MORE_THAN), entry("1,000"))
    assert not is_fall(entry("1,100"), entry("1,000"))
    assert not is_fall(entry("900", window=None), entry("1,000", window=None))


def test_chain_is_one_sources_numbers_from_the_oldest():
    first = entry("1,000", published=date(2024, 10, 1))
    other = entry("5,000", by="Coast Watch")
    later = entry("900", window=since(WAR, date(2024, 12, 1)), published=date(2024, 12, 1))
    found = chains([later, other, first])
    assert [chain.source for chain in found] == ["harbour watch", "coast watch"]
    links = found[0].links
    assert [link.entry for link in links] == [first, later]
    assert (links[0].factor, links[0].falls) == (None, False)
    assert (links[1].factor.value, links[1].falls) == (0.9, True)
    assert found[0].to_dict()["entries"][1]["factor_low"] == 0.9


def test_repeat_has_no_factor():
    (chain,) = chains([entry(), entry(published=date(2024, 10, 29))])
    assert [link.factor for link in chain.links] == [None, None]
    assert chain.links[0].to_dict()["factor"] is None


def test_figures_that_nobody_is_named_for_make_no_common_chain():
    one, other = entry(by=None), replace(entry(by=None), via="Coast Post", note="x")
    assert [chain.source for chain in chains([one, other])] == [
        "- (Harbour Post)",
        "- (Coast Post)",
    ]


def test_older_number_of_one_story_comes_first_wherever_it_stands():
    troops = {"kind": FigureKind.TROOPS, "window": None}
    reading = told(
        replace(TOTAL, number="10,000", **troops),
        replace(TOTAL, number="10,000", words="are there by now", **troops),
        replace(TOTAL, number="3,000", qualifier=Qualifier.MORE_THAN, **troops),
        revisions=((1, 3),),
    )
    found = revising(story_entries(reading, recorded=NOW), lambda _: None, older_within(reading))
    assert [one.point for one in in_order(found)] == [Decimal(3000), Decimal(10000), Decimal(10000)]
    assert {one.supersedes for one in found} == {None, found[2].id}


def test_chain_whose_entries_supersede_each_other_still_ends():
    one, other = entry("1,000"), entry("2,000")
    circle = [replace(one, supersedes=other.id), replace(other, supersedes=one.id)]
    assert len(in_order(circle)) == 2
