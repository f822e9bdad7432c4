from __future__ import annotations

from datetime import date

import pytest

from retally.model.story import Span
from retally.reader.calendar import Calendar, WindowMention
from retally.reader.dates import dates, stated_day
from retally.reader.windows import window_mentions

PUBLISHED = date(2025, 5, 14)


def mentions(text: str, published: date | None = PUBLISHED) -> list[WindowMention]:
    whole = Span(start=0, end=len(text))
    known = stated_day(published) if published else None
    calendar = Calendar(text=text, published=known)
    return window_mentions(text, whole, dates(text, [whole]), calendar)


@pytest.mark.parametrize(
    "words",
    [
        "since the invasion",
        "since the full-scale invasion",
        "since the start of the war",
        "since the conflict started in 2022",
        "since the war began on Feb. 24, 2022",
        "since the beginning of the invasion on February 24, 2022",
        "since Moscow launched its full-scale invasion of Ukraine nearly three years ago",
        "since the first weeks of the war",
        "during the full-scale invasion of Ukraine",
    ],
)
def test_a_known_event_begins_the_window(words: str) -> None:
    (found,) = mentions(f"Ukraine has lost many soldiers {words}.")
    assert str(found.windows[0].start) == "2022-02-24"
    assert str(found.windows[0].end) == "2025-05-13"
    assert "the Russian invasion of Ukraine" in found.windows[0].basis


def test_a_record_since_an_event_names_no_window() -> None:
    found = mentions("Russia took a record amount since the first weeks of the war.")
    assert not any(one.windows for one in found)


def test_another_war_has_no_known_beginning() -> None:
    (found,) = mentions("Norland has lost many soldiers since the invasion.")
    assert found.windows == ()


def test_the_fourth_year_of_the_war_runs_between_its_anniversaries() -> None:
    (found,) = mentions("Russia took towns in the third year of the war.")
    assert (str(found.windows[0].start), str(found.windows[0].end)) == ("2024-02-24", "2025-02-23")
    (open_one,) = mentions("Russia took towns in the fourth year of the war.")
    assert str(open_one.windows[0].end) == "2025-05-13"


def test_without_a_day_of_publication_the_end_is_not_told() -> None:
    (found,) = mentions("Ukraine has lost many soldiers since the invasion.", None)
    assert found.unread is not None
    assert "--published" in found.unread
