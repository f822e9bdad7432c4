"""The ledger as rows and small drawings."""

from __future__ import annotations

from datetime import UTC, datetime

from retally.ledger.exchange import table
from retally.publish.ledger_view import MOST_ROWS, StoryAddress, ledger_view

NOW = datetime(2031, 6, 1, tzinfo=UTC)
HEAD = "date,low,high,estimate,type,source,url,country\n"


def entries(*rows: str):
    found = table(HEAD + "\n".join(rows) + "\n", recorded=NOW, where="estimates.csv")
    assert not found.bad
    return found.entries


def test_newest_row_comes_first_and_shows_its_factor():
    view = ledger_view(
        entries(
            "2031-01-01,,,1000,killed,Institute of Counts,https://example.org/1,Norland",
            "2031-02-01,,,2000,killed,Institute of Counts,https://example.org/2,Norland",
        ),
        pages={},
    )
    assert [str(row.day) for row in view.rows] == ["2031-02-01", "2031-01-01"]
    assert view.rows[0].factor.endswith("x2")
    assert view.rows[0].address == "https://example.org/2"


def test_chain_of_one_number_is_not_drawn():
    rows = [
        "2031-01-01,,,1000,killed,Institute of Counts,,Norland",
        "2031-02-01,,,1000,killed,Institute of Counts,,Norland",
    ]
    assert ledger_view(entries(*rows), pages={}).multiples == ()


def test_larger_number_stands_higher_and_later_day_further_right():
    rows = [
        "2031-01-01,,,1000,killed,Institute of Counts,,Norland",
        "2031-02-01,,,4000,killed,Institute of Counts,,Norland",
    ]
    (drawn,) = ledger_view(entries(*rows), pages={}).multiples
    first, last = drawn.marks
    assert (first.x, last.x) == (0.0, 240.0)
    assert last.y == 0.0 < first.y


def test_open_side_of_a_range_is_left_open():
    rows = [
        "2031-01-01,1000,,,killed,Institute of Counts,,Norland",
        "2031-02-01,2000,2500,,killed,Institute of Counts,,Norland",
    ]
    (drawn,) = ledger_view(entries(*rows), pages={}).multiples
    assert drawn.marks[0].high_y is None
    assert drawn.marks[1].low_y > drawn.marks[1].high_y


def test_address_that_is_no_web_page_is_no_link():
    (row,) = ledger_view(
        entries("2031-01-01,,,1000,killed,Institute of Counts,javascript:alert(1),Norland"),
        pages={},
    ).rows
    assert row.address is None


def test_table_is_cut_at_its_limit_and_says_how_many_there_are():
    rows = [f"2031-01-01,,,{at},killed,Ministry {at},,Norland" for at in range(1, MOST_ROWS + 11)]
    view = ledger_view(entries(*rows), pages={})
    assert (len(view.rows), view.count) == (MOST_ROWS, MOST_ROWS + 10)


def test_story_of_the_site_is_led_to_by_its_figure():
    address = StoryAddress(page="stories/a.html", figures={12: "f3"})
    assert address.of(12) == "stories/a.html#f3"
    assert address.of(13) == address.of(None) == "stories/a.html"
