"""Laws of the ledger: it only grows, and an export comes back as it was."""

import json
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from retally.check.ledger import ledger_checks
from retally.ledger.chains import chains
from retally.ledger.entry import Entry
from retally.ledger.exchange import csv_text, table
from retally.ledger.key import What, quantity_key
from retally.ledger.ledger import Ledger
from retally.ledger.recording import story_entries
from retally.ledger.sources import said_in_words, source_name
from retally.ledger.writer import State
from retally.model.story import FigureKind, Qualifier, StatedWindow
from retally.reader.read import read
from retally.stories.plain import plain_story
from told_stories import NOW, WAR, Says, since, told

NAMES = st.sampled_from([None, "Harbour Watch", "Coast Watch", "experts", "Washington"])
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))
SAYS = st.builds(
    Says,
    number=st.integers(1, 99_999).map(lambda number: f"{number:,}"),
    kind=st.sampled_from([FigureKind.KILLED, FigureKind.TROOPS, FigureKind.AREA_GAINED]),
    qualifier=st.sampled_from([Qualifier.EXACT, Qualifier.ABOUT, Qualifier.MORE_THAN]),
    unit=st.sampled_from(["people", "km2", "mi2"]),
    by=NAMES,
    window=st.none() | DAYS.map(lambda day: since(WAR, day)),
    words=st.sampled_from(
        [
            "were lost on the long coast road beyond the old mill and the harbour wall",
            "came by ship to the camp on the far shore in the grey light of that day",
        ]
    ),
)
STORIES = st.builds(
    lambda says, day: told(*says, published=day), st.lists(SAYS, max_size=4), st.none() | DAYS
)


@settings(max_examples=20, deadline=None)
@given(stories=st.lists(STORIES, min_size=1, max_size=5))
def test_ledger_only_grows_and_each_story_counts_once(stories):
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(Path(folder) / "ledger.sqlite")
        before: tuple[Entry, ...] = ()
        kept = []
        for at, story in enumerate(stories):
            added = ledger.add(story, now=NOW + timedelta(hours=at))
            after = ledger.entries()
            assert after[: len(before)] == before
            assert len(after) - len(before) == added.entries
            assert ledger.document()["differences"][: len(kept)] == kept
            assert ledger.add(story, now=NOW + timedelta(days=9)).state is State.REPEAT
            assert ledger.entries() == after
            before, kept = after, ledger.document()["differences"]
        linked = [link.entry for chain in chains(before) for link in chain.links]
        assert sorted(one.id for one in linked) == sorted(one.id for one in before)


@settings(max_examples=20, deadline=None)
@given(stories=st.lists(STORIES, max_size=4))
def test_exported_ledger_gives_the_same_ledger(stories):
    with tempfile.TemporaryDirectory() as folder:
        ledger, of_csv, of_json = (Ledger.open(Path(folder) / f"{at}.sqlite") for at in range(3))
        for story in stories:
            ledger.add(story, now=NOW)
        entries = ledger.entries()
        found = table(csv_text(entries), recorded=NOW + timedelta(days=1), where="x.csv")
        with of_csv.writing(now=NOW) as writer:
            writer.record(found.entries)
        assert of_csv.entries() == entries
        document = ledger.document()
        with of_json.writing(now=NOW) as writer:
            writer.restore(json.loads(json.dumps(document)))
        assert of_json.document() == document


@settings(max_examples=20, deadline=None)
@given(stories=st.lists(STORIES, max_size=3), story=STORIES)
def test_check_never_writes_and_speaks_of_body_figures_only(stories, story):
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(Path(folder) / "ledger.sqlite")
        for one in stories:
            ledger.add(one, now=NOW)
        before = ledger.document()
        names = {figure.id for figure in story.figures}
        for check in ledger_checks(story, ledger):
            assert set(check.figures) <= names
            assert check.explanation
        assert ledger.document() == before


@given(
    noun=st.none() | st.text(),
    side=st.none() | st.text(),
    place=st.none() | st.text(),
    unit=st.text(),
    kind=st.sampled_from(FigureKind),
    days=st.none() | st.tuples(st.dates(), st.dates()),
)
def test_any_quantity_has_a_key_of_four_parts(noun, side, place, unit, kind, days):
    window = None
    if days is not None:
        window = StatedWindow(start=min(days), end=max(days), basis="since then")
    what = What(kind=kind, unit=unit, noun=noun, side=side, place=place, window=window)
    assert quantity_key(what).count("/") == 3


@given(st.text(), st.none() | st.text(), st.none() | st.text())
def test_any_words_name_a_source(who, role, organisation):
    assert source_name(who, role=role, organisation=organisation)
    assert said_in_words(who).source


@settings(deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_is_a_table_or_refused(text):
    from retally.errors import DecodeError

    try:
        found = table(f"date,estimate,type,source\n{text}", recorded=NOW, where="x.csv")
    except DecodeError:
        return
    for entry in found.entries:
        assert Entry.of_cells(entry.cells()) == entry


PIECES = st.sampled_from(
    [
        "The army", "has lost", "more than", "3,000", "to 5,000", "soldiers", "killed or wounded",
        ",", "since the war began", "in October 2024", "two thirds of", "478 square kilometres",
        ".\n\n", "(184 square miles)", "1.5 million euros", "Harbour Watch said.", "a day", "-5",
    ]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=200) | st.lists(PIECES, max_size=30).map(" ".join))
def test_any_text_can_be_recorded_and_held_against_itself(text):
    told_of = read(plain_story(text))
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(Path(folder) / "ledger.sqlite")
        ledger.add(told_of, now=NOW)
        ledger_checks(read(plain_story(f"{text} So it is.")), ledger)
        assert table(csv_text(ledger.entries()), recorded=NOW, where="x").entries == (
            ledger.entries()
        )


@settings(max_examples=50, deadline=None)
@given(story=STORIES)
def test_every_entry_is_its_cells(story):
    for entry in story_entries(story, recorded=NOW, address="a.txt"):
        assert Entry.of_cells(entry.cells()) == entry
        assert entry.interval.unit == entry.unit
