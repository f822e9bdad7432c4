"""Lists set out in lines: their items say what their lead says."""

from __future__ import annotations

from datetime import date

import pytest

from retally.model.story import FigureKind, Span
from retally.reader.lists import with_lists_joined
from retally.reader.read import read
from retally.stories.plain import plain_story

LEAD = "According to the General Staff, Norland has since May 3 also lost, in equipment alone:"


@pytest.mark.parametrize("sign", ["* ", "- ", "• ", ""])
@pytest.mark.parametrize("end", ["", ";", ","])
def test_items_of_a_list_have_kind_side_window_and_source_of_its_lead(sign: str, end: str) -> None:
    items = "\n".join(f"{sign}{item}{end}" for item in ("1,268 tanks", "2,346 guns", "370 drones"))
    text = f"Losses of the war\n\nThe war goes on in the east of Sudria.\n\n{LEAD}\n\n{items}\n\nIt rained in the east all day.\n"
    made = read(plain_story(text), published=date(2031, 7, 2), parties=("norland", "sudria"))
    told = [(one.kind, one.actor, one.window, one.statement) for one in made.figures]
    assert len(told) == 3
    assert set(told) == {told[0]}
    assert told[0][:2] == (FigureKind.LOSSES, "norland")
    assert told[0][2] is not None
    assert str(told[0][2].start) == "2031-05-03"
    assert made.statements[0].speaker == "General Staff"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It lost:\n\n* 12 tanks\n\n* 40 guns\n\nIt rained.", 2),
        ("It lost:\n\nThe army said nothing.", 2),
        ("It lost tanks.\n\n12 guns were found.", 2),
        ("He said:\n\n12 guns were found. The army left them.", 2),
    ],
)
def test_only_amounts_under_a_colon_are_joined_with_it(text: str, count: int) -> None:
    spans, at = [], 0
    for part in text.split("\n\n"):
        spans.append(Span(start=at, end=at + len(part)))
        at += len(part) + 2
    joined = with_lists_joined(text, spans)
    assert len(joined) == count
    assert [one.start for one in joined] == sorted({one.start for one in joined})
    assert with_lists_joined("", ()) == ()
