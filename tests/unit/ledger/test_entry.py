"""An entry is its cells and back, and its id is a hash of what was said."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from retally.ledger.entry import COLUMNS, Entry
from retally.ledger.recording import story_entries
from retally.model.story import Qualifier
from told_stories import NOW, OCTOBER, Says, told


def entry_of(number="1,250", **said):
    return story_entries(told(Says(number=number, window=OCTOBER, **said)), recorded=NOW)[0]


def test_entry_comes_back_from_its_cells():
    entry = entry_of(by="Jane Roe", qualifier=Qualifier.ABOUT)
    assert Entry.of_cells(entry.cells()) == entry
    assert list(entry.cells()) == list(COLUMNS)


def test_id_is_of_what_was_said_and_not_of_when_it_was_recorded():
    entry = entry_of()
    later = replace(entry, recorded=datetime(2025, 1, 1, tzinfo=UTC), supersedes="x", key="other")
    assert later.id == entry.id
    assert replace(entry, point=Decimal(1251)).id != entry.id


@pytest.mark.parametrize("cell", ["point", "measure", "recorded", "scale", "start"])
def test_cell_that_is_not_what_its_column_holds_is_refused(cell):
    cells = {**entry_of().cells(), cell: "nonsense"}
    with pytest.raises((ValueError, ArithmeticError)):
        Entry.of_cells(cells)


@pytest.mark.parametrize(
    "said, ends, words",
    [
        ({}, (1250, 1250), "1,250"),
        ({"qualifier": Qualifier.MORE_THAN}, (1250, None), "more than 1,250"),
        ({"qualifier": Qualifier.UP_TO}, (None, 1250), "up to 1,250"),
        ({"qualifier": Qualifier.ABOUT, "unit": "km2"}, (1250, 1250), "about 1,250 km2"),
        ({"number": "1,000 to 1,500"}, (1000, 1500), "1,000 to 1,500"),
    ],
)
def test_ends_and_words_are_as_printed(said, ends, words):
    entry = entry_of(**said)
    assert entry.ends == tuple(None if end is None else Fraction(end) for end in ends)
    assert entry.words == words


def test_ends_of_an_estimate_are_those_given_with_it():
    entry = replace(entry_of(), low=Decimal(1000), high=Decimal(1500))
    assert entry.ends == (1000, 1500)


def test_interval_is_that_of_the_printed_number():
    assert entry_of().interval.low == Fraction("1249.5")
    assert entry_of("1,000 to 1,500").interval.high == Fraction("1500.5")
    assert entry_of("3", scale=1_000_000).interval.high == 3_500_000


def test_interval_of_a_printed_fraction_is_its_value():
    fraction = replace(entry_of(), printed=("2/3",), point=Decimal("0.5"))
    assert (fraction.interval.low, fraction.interval.value) == (Fraction(1, 2), Fraction(1, 2))


def test_interval_of_a_vague_amount_is_the_readers():
    vague = replace(
        entry_of(), qualifier=Qualifier.SEVERAL, point=None, low=Decimal(200), high=Decimal(999)
    )
    assert (vague.interval.low, vague.interval.high, vague.interval.value) == (200, 999, None)


def test_order_is_by_the_day_spoken_of_then_by_publication():
    entry = entry_of()
    assert entry.order == (date(2024, 10, 31), date(2024, 10, 28))
    assert replace(entry, day=None).order == (date(2024, 10, 28), date(2024, 10, 28))
    assert replace(entry, day=None, published=None).order == (date.min, date.min)


def test_document_gives_numbers_as_json_can_hold_them():
    entry = replace(entry_of(), low=Decimal("0.1"), high=Decimal("0.12345678901234567890"))
    document = entry.to_dict()
    assert (document["low"], document["point"]) == (0.1, 1250)
    assert document["high"] == "0.1234567890123456789"
    assert type(document["measure"]) is str
    assert document["recorded"] == "2024-11-01T12:00:00Z"
