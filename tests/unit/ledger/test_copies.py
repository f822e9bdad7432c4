"""Copies of a story are found although they were cut, and compared figure by figure."""

from dataclasses import replace
from datetime import date

import pytest

from retally.ledger.copies import (
    SKETCH,
    DifferenceKind,
    Sketch,
    differences,
    is_copy,
    sketch,
    swapped_digits,
)
from retally.ledger.recording import story_entries
from retally.model.story import FigureKind, StatedWindow
from told_stories import NOW, OCTOBER, Says, told

LOSSES = Says(number="6,640", window=OCTOBER)
TROOPS = Says(number="10,000", kind=FigureKind.TROOPS, words="have come to the far shore by ship")
AREA = Says(number="478", kind=FigureKind.AREA_GAINED, unit="km2", window=OCTOBER)


def entries(reading):
    return story_entries(reading, recorded=NOW)


def kinds(here, there):
    return [one.kind for one in differences(entries(here), entries(there))]


def are_copies(here, there):
    return is_copy(sketch(here.story), sketch(there.story), entries(here), entries(there))


@pytest.mark.parametrize(
    "here, there, swapped",
    [
        ("6460", "6640", True),
        ("6,460", "6640", True),
        ("6640", "6640", False),
        ("6640", "664", False),
        ("1234", "2143", False),
        ("1334", "4331", False),
        ("12", "34", False),
        ("1.5", "15.", False),
    ],
)
def test_swapped_digits_are_two_neighbours(here, there, swapped):
    assert swapped_digits(here, there) is swapped


def test_story_is_a_copy_though_its_number_slipped():
    assert are_copies(told(LOSSES, TROOPS), told(replace(LOSSES, number="6,460"), TROOPS))


def test_story_is_a_copy_though_a_site_cut_it_by_half():
    long = told(LOSSES, TROOPS, AREA, replace(AREA, number="12", words="lie behind the dunes now"))
    assert are_copies(told(LOSSES, TROOPS), long)


def test_story_of_other_words_is_no_copy():
    other = replace(LOSSES, words="fell, the ministry said in its daily note of Sunday evening")
    assert not are_copies(told(LOSSES), told(other))


def test_story_that_quotes_a_passage_of_another_is_no_copy():
    passage = "the quick brown fox came over the hill and sat down by the old mill to rest a while "
    long = "".join(
        f"word{chr(97 + at % 26)}{chr(97 + at // 26)} went by and so on. " for at in range(90)
    )
    assert not are_copies(
        told(LOSSES, more=passage + long), told(TROOPS, more=passage + long[::-1])
    )


def rewritten(words):
    """A third of the words replaced: a fifth to a half of the shingles remain."""
    kept = words.split()
    return " ".join("thing" if at % 9 == 4 else word for at, word in enumerate(kept))


LONG = " ".join(f"w{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(160))


@pytest.mark.parametrize(
    "here, are",
    [
        ((LOSSES, TROOPS, AREA), True),
        ((LOSSES, TROOPS), False),
        ((LOSSES, replace(TROOPS, number="7"), replace(AREA, number="8"), AREA), False),
    ],
    ids=["all three figures", "two of them", "half of them"],
)
def test_rewritten_story_is_a_copy_if_its_figures_tell_it(here, are):
    there = told(LOSSES, TROOPS, AREA, replace(AREA, number="12"), more=LONG)
    shortened = [replace(one, words="it was") for one in here]
    assert are_copies(told(*shortened, more=rewritten(LONG)), there) is are


def test_daily_template_with_other_numbers_is_no_copy():
    today = told(LOSSES, TROOPS)
    yesterday = told(replace(LOSSES, number="7,115"), replace(TROOPS, number="11,500"))
    assert not are_copies(today, yesterday)


def test_story_without_figures_is_a_copy_where_nearly_all_its_words_are():
    words = "The old harbour was quiet all day and nobody came to look at the ships. " * 3
    assert are_copies(told(more=words), told(more=words))
    assert not are_copies(told(more=words), told(more=words.replace("quiet", "loud")))


def test_sketch_estimates_how_much_of_the_shorter_story_the_longer_has():
    long = Sketch(hashes=frozenset(range(0, 4000, 4)[:SKETCH]), shingles=1000)
    half = Sketch(hashes=frozenset(range(0, 4000, 8)[:SKETCH]), shingles=500)
    assert half.contained(long) == pytest.approx(1.0, abs=0.15)
    assert long.contained(Sketch(hashes=frozenset(), shingles=0)) == 0
    assert Sketch(hashes=frozenset(), shingles=0).contained(long) == 0


def test_equal_copies_differ_in_nothing():
    assert kinds(told(LOSSES, TROOPS), told(LOSSES, TROOPS)) == []


def test_differences_are_named_in_the_order_of_the_copy():
    there = told(LOSSES, TROOPS, AREA)
    here = told(
        replace(TROOPS, number="12,000"),
        replace(LOSSES, number="6,460"),
        replace(AREA, number="55", kind=FigureKind.AREA_HELD),
    )
    assert kinds(here, there) == [
        DifferenceKind.VALUE,
        DifferenceKind.DIGIT_SWAP,
        DifferenceKind.ONLY_HERE,
        DifferenceKind.NOT_HERE,
    ]


def test_number_of_another_window_is_a_difference():
    year = StatedWindow(start=date(2024, 1, 1), end=date(2024, 12, 31), basis="2024")
    assert kinds(told(replace(LOSSES, window=year)), told(LOSSES)) == [DifferenceKind.WINDOW]


def test_swapped_digits_are_found_though_the_place_is_read_otherwise():
    here = replace(LOSSES, number="6,460", place="the coast")
    assert kinds(told(here), told(LOSSES)) == [DifferenceKind.DIGIT_SWAP]


def test_one_number_under_another_place_is_read_otherwise_and_no_difference():
    assert kinds(told(replace(LOSSES, place="the coast")), told(LOSSES)) == []


def test_difference_says_what_both_print():
    (one,) = differences(entries(told(replace(LOSSES, number="6,460"))), entries(told(LOSSES)))
    document = one.to_dict()
    assert (document["here"], document["there"], document["kind"]) == (
        "6,460",
        "6,640",
        "digit_swap",
    )
    (gone,) = differences((), entries(told(LOSSES)))
    assert (gone.to_dict()["here"], gone.to_dict()["there"]) == (None, "6,640")
