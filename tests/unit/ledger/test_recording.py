"""Which figures of a story are recorded, and what they revise."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from retally.ledger.recording import (
    figure_key,
    older_within,
    revising,
    story_entries,
    story_hash,
)
from retally.model.story import FigureKind, Relation, RelationType, Scope, Span
from told_stories import NOW, WAR, Says, since, told

TOTAL = Says(number="1,000", window=since(WAR, date(2024, 10, 1)), by="Harbour Watch")


def entries(*says, **story):
    return story_entries(told(*says, **story), recorded=NOW, address="a.txt")


def test_entry_says_where_the_figure_stands():
    reading = told(TOTAL)
    (entry,) = story_entries(reading, recorded=NOW, address="a.txt")
    assert reading.story.text[entry.span_start : entry.span_end] == entry.text == "1,000"
    assert entry.story == story_hash(reading.story)
    assert (entry.address, entry.title, entry.via) == ("a.txt", "Losses mount", "Harbour Post")
    assert entry.key == figure_key(reading.figures[0])


def test_figures_about_other_figures_are_not_recorded():
    left_out = [FigureKind.RATIO, FigureKind.DIFFERENCE, FigureKind.DURATION, FigureKind.DISTANCE]
    assert entries(*(Says(number="3", kind=kind) for kind in left_out)) == ()


def test_bare_count_and_endless_digits_are_no_quantity():
    assert entries(Says(number="3", kind=FigureKind.COUNT), Says(number="9" * 40)) == ()
    assert entries(Says(number="3", kind=FigureKind.SHARE, unit="percent")) == ()
    assert entries(Says(number="3", kind=FigureKind.MONEY, unit="EUR", noun="EUR")) == ()
    assert len(entries(Says(number="3", kind=FigureKind.COUNT, noun="ships"))) == 1
    assert len(entries(Says(number="3", kind=FigureKind.COUNT, unit="ship"))) == 1


def test_figures_outside_the_body_and_restated_ones_are_not_recorded():
    reading = told(TOTAL, Says(number="2", kind=FigureKind.AREA_GAINED), TOTAL)
    pair = Relation(
        id="r1",
        type=RelationType.CONVERSION,
        figures=("f1", "f2"),
        span=Span(start=0, end=1),
    )
    figures = (*reading.figures[:2], replace(reading.figures[2], scope=Scope.HEADLINE))
    found = story_entries(replace(reading, figures=figures, relations=(pair,)), recorded=NOW)
    assert [one.text for one in found] == ["1,000"]


def test_day_is_the_windows_end_else_when_it_was_said_else_publication():
    reading = told(TOTAL, replace(TOTAL, window=None), replace(TOTAL, window=None, by=None))
    said = replace(reading.statements[1], day=date(2024, 10, 20))
    reading = replace(reading, statements=(reading.statements[0], said))
    assert [one.day for one in story_entries(reading, recorded=NOW)] == [
        date(2024, 10, 1),
        date(2024, 10, 20),
        date(2024, 10, 28),
    ]


def test_story_says_itself_what_is_older():
    reading = told(TOTAL, TOTAL, TOTAL)
    relation = Relation(
        id="r1", type=RelationType.CHANGE, figures=("f1", "f2", "f3"), span=Span(start=0, end=1)
    )
    lone = replace(relation, type=RelationType.RATIO, figures=("f1",))
    found = older_within(replace(reading, relations=(relation, lone)))
    spans = [(one.span.start, one.span.end) for one in reading.figures]
    assert found == {spans[1]: spans[2]}


def test_another_number_supersedes_the_latest_before_it():
    (first,) = entries(TOTAL)
    (found,) = revising(entries(replace(TOTAL, number="2,000")), lambda _: first, {})
    assert found.supersedes == first.id


def test_repeat_and_what_nobody_is_named_for_supersede_nothing():
    (first,) = entries(TOTAL)
    for other in (entries(TOTAL, title="Again"), entries(replace(TOTAL, number="2", by=None))):
        (found,) = revising(other, lambda _: first, {})
        assert found.supersedes is None


def test_told_revision_of_another_quantity_is_left_aside():
    reading = told(TOTAL, replace(TOTAL, kind=FigureKind.KILLED, number="5"), revisions=((1, 2),))
    found = revising(story_entries(reading, recorded=NOW), lambda _: None, older_within(reading))
    assert [one.supersedes for one in found] == [None, None]
    assert found[0].point == Decimal(1000)
