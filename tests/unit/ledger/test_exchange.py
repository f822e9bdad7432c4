"""What is exported comes back as it was, and nothing else is taken for it."""

from dataclasses import replace

import pytest

from retally.errors import DecodeError
from retally.ledger.exchange import csv_text, entry_of_document, table
from retally.ledger.recording import story_entries
from told_stories import NOW, OCTOBER, Says, told

ENTRIES = story_entries(
    told(
        Says(number="1,250", window=OCTOBER, by='Jane "the eel" Roe'),
        Says(number="3 to 5", place="north, east"),
    ),
    recorded=NOW,
)


def test_csv_gives_the_entries_back():
    found = table(csv_text(ENTRIES), recorded=replace(ENTRIES[0]).recorded, where="x.csv")
    assert (found.entries, found.bad, found.is_exported) == (ENTRIES, (), True)


def test_document_gives_the_entry_back():
    assert tuple(entry_of_document(one.to_dict()) for one in ENTRIES) == ENTRIES


def test_entry_that_was_changed_outside_is_refused():
    text = csv_text(ENTRIES).replace("1250", "1520")
    found = table(text, recorded=NOW, where="x.csv")
    assert found.entries == ENTRIES[1:]
    assert "was changed after it was exported" in found.bad[0].reason


def test_exported_row_that_was_cut_is_refused():
    text = csv_text(ENTRIES[:1]).rstrip("\n")[:-40]
    found = table(text, recorded=NOW, where="x.csv")
    assert [one.row for one in found.bad] == [2]


def test_text_that_is_no_csv_is_refused():
    with pytest.raises(DecodeError, match=r"x\.csv: is no CSV"):
        table("date,type\n" + "a" * 200_000, recorded=NOW, where="x.csv")
