from __future__ import annotations

from datetime import date

import pytest

from retally.model.story import FigureKind, StatedWindow
from retally.reader.binding import Bound, window_for
from retally.reader.read import read
from retally.stories.plain import plain_story


def windows(text: str, published: date = date(2031, 7, 2)) -> list[str | None]:
    got = read(plain_story(text), published=published, parties=("norland",), sources=())
    return [f"{f.window.start}/{f.window.end}" if f.window else None for f in got.figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland controls 61 sq km as of June 27.", "2031-06-27/2031-06-27"),
        ("Norland controlled 61 sq km at the end of 2030.", "2030-12-31/2030-12-31"),
        ("Norland now controls 61 sq km.", "2031-07-01/2031-07-01"),
        ("Norland landed in May and controls 61 sq km.", None),
        ("With the cape, annexed in 2014, Norland now controls 61 sq km.", "2031-07-01/2031-07-01"),
        ("Norland took 61 sq km as of June 27.", "2031-06-01/2031-06-27"),
        ("Norland took 61 sq km last week.", "2031-06-23/2031-06-29"),
        ("Norland took 61 sq km, officials said on Monday.", None),
        ("Last week, the army said Norland took 61 sq km.", None),
        ("From June 3, Norland's army has taken 61 sq km.", "2031-06-03/2031-07-01"),
        ("Norland sped up in May, with 61 sq km taken over the month.", "2031-05-01/2031-05-31"),
    ],
)
def test_a_quantity_has_the_window_that_its_words_tell(text: str, expected: str | None) -> None:
    assert windows(text) == [expected]


def test_a_story_of_the_first_days_of_a_month_reaches_to_the_end_of_the_last() -> None:
    text = "Norland gained ground in June. It took 61 sq km since the start of the year."
    assert windows(text)[-1] == "2031-01-01/2031-06-30"


def test_a_month_is_whole_on_its_last_day() -> None:
    assert windows("Norland took 61 sq km in June.", date(2031, 6, 30)) == ["2031-06-01/2031-06-30"]


def test_only_what_is_held_takes_the_window_of_a_state() -> None:
    whole = StatedWindow(start=date(2031, 6, 1), end=date(2031, 6, 27), basis="by")
    day = StatedWindow(start=date(2031, 6, 27), end=date(2031, 6, 27), basis="that day")
    bound = Bound(window=whole, state=day)
    assert window_for(bound, FigureKind.AREA_HELD) is day
    assert window_for(bound, FigureKind.AREA_GAINED) is whole
    assert window_for(Bound(window=whole), FigureKind.AREA_HELD) is whole


def test_a_rough_window_says_why_it_cannot_be_replayed() -> None:
    got = read(
        plain_story("Norland took 61 sq km in early June."),
        published=date(2031, 7, 2),
        parties=("norland",),
        sources=(),
    )
    figure = got.figures[0]
    assert figure.window is not None
    assert figure.unread is not None
    assert "do not say exactly" in figure.unread
