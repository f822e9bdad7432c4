"""A ledger keeps what was said, once, and finds it again."""

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from retally.errors import (
    LedgerDamagedError,
    LedgerError,
    UnknownNameError,
    UsageError,
)
from retally.ledger.copies import DifferenceKind
from retally.ledger.ledger import Ledger
from retally.ledger.recording import story_hash
from retally.ledger.writer import State
from retally.model.story import FigureKind, Qualifier
from told_stories import NOW, OCTOBER, WAR, Says, since, told

LOSSES = Says(number="6,640", window=OCTOBER, by="Harbour Watch")
TROOPS = Says(
    number="3,000",
    qualifier=Qualifier.MORE_THAN,
    kind=FigureKind.TROOPS,
    actor="atlantis",
    place="the Far Shore",
    by="Jane Roe",
    organisation="Coast Guard",
    words="have come by ship to the camp on the far shore",
)


@pytest.fixture
def ledger(tmp_path):
    return Ledger.open(tmp_path / "deep" / "ledger.sqlite")


def test_missing_ledger_reads_as_empty_and_is_not_made(ledger):
    assert (ledger.entries(), ledger.stories(), ledger.keys()) == ((), (), ())
    assert ledger.document() == {"entries": [], "stories": [], "differences": []}
    assert ledger.copy_found(told(LOSSES)) is None
    assert not ledger.path.parent.exists()


def test_story_is_recorded_once(ledger):
    first = ledger.add(told(LOSSES, TROOPS), now=NOW, address="a.txt")
    again = ledger.add(told(LOSSES, TROOPS), now=NOW + timedelta(days=1), address="b.txt")
    assert (first.state, first.entries) == (State.ADDED, 2)
    assert (again.state, again.entries, again.story) == (State.REPEAT, 0, first.story)
    assert [entry.address for entry in ledger.entries()] == ["a.txt", "a.txt"]
    assert len(ledger.stories()) == 1


def test_copy_is_recorded_as_one_with_what_it_prints_otherwise(ledger):
    ledger.add(told(LOSSES, TROOPS), now=NOW, address="a.txt")
    more = Says(number="478", kind=FigureKind.AREA_GAINED, unit="km2", words="were taken by noon")
    copy = told(replace(LOSSES, number="6,460"), TROOPS, more, site="Coast Post")
    added = ledger.add(copy, now=NOW, address="b.txt")
    assert (added.state, added.entries, added.copy_of.address) == (State.COPY, 1, "a.txt")
    assert [one.kind for one in added.differences] == [
        DifferenceKind.DIGIT_SWAP,
        DifferenceKind.ONLY_HERE,
    ]
    assert [entry.text for entry in ledger.entries()] == ["6,640", "3,000", "478"]
    (kept, _) = ledger.document()["differences"]
    assert (kept["here"], kept["there"], kept["story"]) == ("6,460", "6,640", added.story)


def test_copy_of_a_copy_is_one_of_the_story_recorded_first(ledger):
    first = ledger.add(told(LOSSES, TROOPS), now=NOW)
    ledger.add(told(LOSSES, TROOPS, site="Coast Post", more="So far."), now=NOW)
    third = ledger.add(told(LOSSES, TROOPS, more="That was all there was to say."), now=NOW)
    assert third.copy_of.sha256 == first.story
    assert [story.copy_of for story in ledger.stories()] == [None, first.story, first.story]


def test_copy_is_found_without_being_added(ledger):
    ledger.add(told(LOSSES, TROOPS), now=NOW, address="a.txt")
    found = ledger.copy_found(told(replace(LOSSES, number="6,460"), TROOPS))
    assert found.story.address == "a.txt"
    assert [one.kind for one in found.differences] == [DifferenceKind.DIGIT_SWAP]
    assert ledger.copy_found(told(LOSSES, TROOPS)) is None
    assert ledger.copy_found(told(replace(LOSSES, words="nothing of it"))) is None
    assert len(ledger.stories()) == 1


def test_revision_names_what_it_supersedes_and_changes_nothing(ledger):
    ledger.add(told(TROOPS), now=NOW)
    before = ledger.entries()
    later = replace(TROOPS, number="10,000", words="are there now, she said, and more are to come")
    ledger.add(told(later, published=date(2024, 11, 20)), now=NOW)
    after = ledger.entries()
    assert after[:1] == before
    assert after[1].supersedes == before[0].id


def total(number, *, month, **said):
    window = since(WAR, date(2024, month, 1))
    says = replace(LOSSES, number=number, window=window, **said)
    return told(says, published=date(2024, month, 1), title=number)


def test_revision_is_of_the_latest_before_by_the_same_source(ledger):
    ledger.add(total("1,000", month=1), now=NOW)
    ledger.add(total("5,000", month=6), now=NOW)
    ledger.add(total("7,000", month=4, by="Coast Watch"), now=NOW)
    ledger.add(total("2,000", month=3), now=NOW)
    ledger.add(total("3,000", month=5), now=NOW)
    ledger.add(total("9,000", month=5, by=None), now=NOW)
    by_id = {entry.id: entry.text for entry in ledger.entries()}
    assert {entry.text: by_id.get(entry.supersedes) for entry in ledger.entries()} == {
        "1,000": None,
        "5,000": "1,000",
        "7,000": None,
        "2,000": "1,000",
        "3,000": "2,000",
        "9,000": None,
    }


def test_entries_around_a_day_are_the_nearest_ones(ledger, monkeypatch):
    monkeypatch.setattr("retally.ledger.ledger._MOST_AROUND", 2)
    for month in range(1, 10):
        ledger.add(total(f"{month},000", month=month), now=NOW)
    (_, _, _, _, fifth, *_) = ledger.entries()
    around = [entry.text for entry in ledger.around([fifth, fifth])]
    assert around == ["5,000", "4,000", "6,000", "7,000"]
    assert Ledger.open(ledger.path.with_name("none")).around([fifth]) == ()


@pytest.mark.parametrize(
    "filters, found",
    [
        ({}, ["6,640", "3,000"]),
        ({"side": "RUSSIA"}, ["6,640"]),
        ({"measure": "troops"}, ["3,000"]),
        ({"source": "coast"}, ["3,000"]),
        ({"source": "roe"}, ["3,000"]),
        ({"place": "far shore"}, ["3,000"]),
        ({"since": date(2024, 10, 29)}, ["6,640"]),
        ({"until": date(2024, 10, 29)}, ["3,000"]),
        ({"since": date(2024, 10, 1), "until": date(2024, 10, 2)}, []),
        ({"key": "troops/atlantis/far shore/-"}, ["3,000"]),
        ({"side": "100%_'"}, []),
    ],
    ids=str,
)
def test_entries_are_found_by_what_they_say(ledger, filters, found):
    ledger.add(told(LOSSES, TROOPS), now=NOW)
    assert [entry.text for entry in ledger.entries(**filters)] == found


def test_history_takes_a_part_of_a_key_that_no_other_has(ledger):
    ledger.add(told(LOSSES, TROOPS, replace(LOSSES, kind=FigureKind.KILLED)), now=NOW)
    for part in ("troops/atlantis/far shore/-", "troops", "FAR SHORE"):
        (chain,) = ledger.history(part)
        assert chain.key == "troops/atlantis/far shore/-"
    assert ledger.history("killed/")[0].key == "killed/russia/-/2024-10"
    with pytest.raises(UsageError, match=r"expected one of killed/russia.*, killed_or_wounded/"):
        ledger.history("russia")
    with pytest.raises(UnknownNameError, match="no quantity of the ledger has this key"):
        ledger.history("nothing")


def test_history_that_is_unclear_names_some_keys_and_counts_the_rest(ledger):
    says = [replace(LOSSES, place=f"harbour {at}") for at in range(12)]
    ledger.add(told(*says), now=NOW)
    with pytest.raises(UsageError, match="and 4 more"):
        ledger.history("harbour")


def test_tables_refuse_to_change_or_lose_a_row(ledger):
    ledger.add(told(LOSSES), now=NOW)
    connection = sqlite3.connect(ledger.path)
    for table in ("entries", "stories", "sketches"):
        for act in (
            f"DELETE FROM {table}",
            f"UPDATE {table} SET rowid = 7",
            f"DELETE FROM {table}",
        ):
            with pytest.raises(sqlite3.Error):
                connection.execute(act)
    connection.close()
    assert len(ledger.entries()) == 1


def test_entry_that_was_changed_in_the_file_is_noticed(ledger):
    ledger.add(told(LOSSES), now=NOW)
    for change, message in (
        ("point = '9999'", "is not as it was recorded"),
        ("point = 'x'", "is damaged"),
    ):
        connection = sqlite3.connect(ledger.path)
        connection.execute("DROP TRIGGER entries_never_update")
        connection.execute(f"UPDATE entries SET {change}")
        connection.execute(
            "CREATE TRIGGER entries_never_update BEFORE UPDATE ON entries BEGIN SELECT 1; END"
        )
        connection.commit()
        connection.close()
        with pytest.raises(LedgerDamagedError, match=message):
            ledger.entries()


def test_file_that_is_no_ledger_is_left_alone(ledger):
    ledger.path.parent.mkdir()
    ledger.path.write_text("Dear diary\n" * 100)
    for act in (ledger.entries, lambda: ledger.add(told(LOSSES), now=NOW)):
        with pytest.raises(LedgerDamagedError, match="file is not a database"):
            act()
    assert ledger.path.read_text().startswith("Dear diary")


def test_another_programs_database_is_left_alone(ledger):
    ledger.path.parent.mkdir()
    connection = sqlite3.connect(ledger.path)
    connection.execute("CREATE TABLE recipes (soup TEXT)")
    connection.close()
    for act in (ledger.entries, lambda: ledger.add(told(LOSSES), now=NOW)):
        with pytest.raises(LedgerDamagedError, match="another program's SQLite file"):
            act()


def test_ledger_of_a_later_version_is_left_alone(ledger):
    ledger.add(told(LOSSES), now=NOW)
    connection = sqlite3.connect(ledger.path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LedgerError, match="later version of Retally"):
        ledger.entries()


def test_damage_anywhere_in_the_file_stops_a_writer(ledger):
    says = [replace(LOSSES, place=f"harbour {at}") for at in range(200)]
    ledger.add(told(*says), now=NOW)
    content = bytearray(ledger.path.read_bytes())
    content[8192:12288] = b"\x07" * 4096
    ledger.path.write_bytes(content)
    with pytest.raises(LedgerDamagedError):
        ledger.add(told(TROOPS), now=NOW)


def test_folder_in_the_ledgers_place_is_said(tmp_path):
    (tmp_path / "ledger.sqlite").mkdir()
    with pytest.raises(LedgerError, match=r"cannot be (read|opened)"):
        Ledger.open(tmp_path / "ledger.sqlite").entries()


def test_file_in_the_folders_place_is_said(tmp_path):
    (tmp_path / "folder").write_text("")
    with pytest.raises(LedgerError, match="could not be read or written"):
        Ledger.open(tmp_path / "folder" / "ledger.sqlite").add(told(LOSSES), now=NOW)


def test_whole_ledger_is_restored_from_its_document(ledger, tmp_path):
    ledger.add(told(LOSSES, TROOPS), now=NOW)
    copy = told(replace(LOSSES, number="6,460"), TROOPS, site="Coast Post")
    ledger.add(copy, now=NOW)
    document = ledger.document()
    other = Ledger.open(tmp_path / "other.sqlite")
    with other.writing(now=NOW) as writer:
        assert writer.restore(document) == 2
        assert writer.restore(document) == 0
    assert other.document() == document
    assert other.add(copy, now=NOW).state is State.REPEAT


def test_document_with_a_changed_entry_is_refused_whole(ledger, tmp_path):
    ledger.add(told(LOSSES, TROOPS), now=NOW)
    document = ledger.document()
    document["entries"][1]["point"] = 7
    other = Ledger.open(tmp_path / "other.sqlite")
    with other.writing(now=NOW) as writer, pytest.raises(ValueError, match="was changed"):
        writer.restore(document)
    assert other.document() == {"entries": [], "stories": [], "differences": []}


def test_rows_of_a_table_are_recorded_once_and_chain_up(ledger):
    rows = ledger_rows("1,000", "2,000")
    with ledger.writing(now=NOW) as writer:
        assert writer.record_revising(rows) == 2
        assert writer.record_revising(rows) == 0
        assert writer.record(rows) == 0
    first, second = ledger.entries()
    assert (first.point, second.point, second.supersedes) == (
        Decimal(1000),
        Decimal(2000),
        first.id,
    )


def ledger_rows(*numbers):
    from retally.ledger.recording import story_entries

    rows = []
    for month, number in enumerate(numbers, start=1):
        says = replace(LOSSES, number=number, window=since(WAR, date(2024, month, 1)))
        (entry,) = story_entries(told(says), recorded=NOW)
        rows.append(replace(entry, story=None))
    return rows


def test_story_that_breaks_off_leaves_the_ledger_as_it_was(ledger, monkeypatch):
    ledger.add(told(LOSSES), now=NOW)

    def broken(*_):
        raise MemoryError

    monkeypatch.setattr("retally.ledger.writer.insert_entries", broken)
    with pytest.raises(MemoryError):
        ledger.add(told(TROOPS), now=NOW)
    monkeypatch.undo()
    assert len(ledger.stories()) == len(ledger.entries()) == 1
    assert ledger.add(told(TROOPS), now=NOW).state is State.ADDED


def test_story_of_the_same_words_with_other_figures_is_no_copy(ledger):
    ledger.add(told(LOSSES, TROOPS), now=NOW)
    other = told(replace(LOSSES, number="7,115"), replace(TROOPS, number="11,500"))
    assert ledger.copy_found(other) is None
    assert ledger.add(other, now=NOW).state is State.ADDED


def test_ledger_that_is_there_says_so(ledger):
    assert not ledger.is_there
    ledger.add(told(LOSSES), now=NOW)
    assert ledger.is_there


def test_story_with_lone_surrogates_has_a_hash():
    reading = told(replace(LOSSES, words="\ud800"))
    assert len(story_hash(reading.story)) == 64
