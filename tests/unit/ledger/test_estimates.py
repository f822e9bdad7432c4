"""Tables of casualty estimates, in the shape they are published in."""

from datetime import date
from decimal import Decimal

import pytest

from retally.errors import DecodeError
from retally.ledger.exchange import table
from retally.model.story import FigureKind, Qualifier
from told_stories import NOW

PUBLISHED = """\
date,estimate_low,estimate_high,estimate,type,source,source_url,country,"ignore, from a party"
16/01/2024,,,390580,casualties,Harbour Watch,https://example.org/a,russia,yes
21/06/2024,106000,"140,000",120000,deaths,Coast Survey (via Harbour Post),,russia,
15/02/2023,189500,223000,,casualties,A leak,,russia,
20/07/2022,15000,,,deaths,Harbour Watch,,russia,
29/06/2022,,25000,,deaths,Harbour Watch,,russia,

"""


def entries(text):
    found = table(text, recorded=NOW, where="estimates.csv")
    assert found.bad == ()
    return found.entries


def bad(text):
    found = table(text, recorded=NOW, where="estimates.csv")
    assert found.entries == ()
    return [one.to_dict() for one in found.bad]


def test_published_table_is_read_row_by_row():
    first, second, third, fourth, fifth = entries(PUBLISHED)
    assert first.key == "killed_or_wounded/russia/-/since 2022-02-24"
    assert (first.day, first.point, first.address) == (
        date(2024, 1, 16),
        Decimal(390580),
        "https://example.org/a",
    )
    assert (second.measure, second.low, second.high) == (FigureKind.KILLED, 106000, 140000)
    assert (second.via, second.said_by) == ("Harbour Post", "Coast Survey")
    assert (third.point, third.qualifier) == (None, Qualifier.RANGE)
    assert (fourth.point, fourth.qualifier) == (15000, Qualifier.AT_LEAST)
    assert (fifth.point, fifth.qualifier) == (25000, Qualifier.UP_TO)
    assert third.interval.low < 189500 < third.interval.high


def test_columns_may_stand_in_any_order_and_most_may_be_absent():
    (entry,) = entries("type;low;date\nwounded;5;2024-01-02\n")
    assert (entry.key, entry.source, entry.point) == ("wounded/-/-/-", "-", 5)


def test_total_of_a_side_that_is_not_at_war_has_no_window():
    (entry,) = entries("date,estimate,type,country\n2024-01-02,5,deaths,Atlantis\n")
    assert entry.key == "killed/atlantis/-/-"


@pytest.mark.parametrize(
    "rows, day",
    [
        ("2024/3/4", date(2024, 3, 4)),
        ("2024-03-04T10:00:00", date(2024, 3, 4)),
        ("04.03.2024", date(2024, 3, 4)),
        ("4/4/2024", date(2024, 4, 4)),
    ],
)
def test_day_is_read(rows, day):
    (entry,) = entries(f"date,estimate,type\n{rows},5,deaths\n")
    assert entry.day == day


@pytest.mark.parametrize(
    "other, day", [("25/03/2024", date(2024, 4, 3)), ("03/25/2024", date(2024, 3, 4))]
)
def test_other_rows_tell_whether_the_day_comes_first(other, day):
    first, _ = entries(f"date,estimate,type\n03/04/2024,5,deaths\n{other},5,deaths\n")
    assert first.day == day


def test_day_that_no_row_decides_is_not_guessed():
    (row,) = bad("date,estimate,type\n03/04/2024,5,deaths\n")
    assert row == {
        "row": 2,
        "reason": "day or month first in '03/04/2024'? no row of the table tells; write YYYY-MM-DD",
    }


@pytest.mark.parametrize(
    "cells, reason",
    [
        ("32/12/2024,5,,,deaths", "no such day"),
        ("2024-13-01,5,,,deaths", "no such day"),
        ("soon,5,,,deaths", "no day in 'soon'"),
        (",5,,,deaths", "no day"),
        ("2024-01-01,,,,deaths", "no number"),
        ("2024-01-01,n/a,,,deaths", "no number"),
        ("2024-01-01,many,,,deaths", "estimate is no number: 'many'"),
        ("2024-01-01,-5,,,deaths", "estimate is no amount"),
        ("2024-01-01,inf,,,deaths", "estimate is no amount"),
        ("2024-01-01,,9,3,deaths", "low 9 is above high 3"),
        ("2024-01-01,5,,,rumours", "unknown type 'rumours'"),
    ],
)
def test_bad_row_says_why(cells, reason):
    (row,) = bad(f"date,estimate,low,high,type\n{cells}\n")
    assert row["row"] == 2
    assert row["reason"].startswith(reason)


def test_bad_row_leaves_the_others():
    found = table(
        "date,estimate,type\n2024-01-01,x,deaths\n2024-01-02,5,deaths\n",
        recorded=NOW,
        where="estimates.csv",
    )
    assert ([one.row for one in found.bad], len(found.entries)) == ([2], 1)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "date,type\n2024-01-01,deaths\n"])
def test_table_without_the_columns_is_refused(text):
    with pytest.raises(DecodeError, match="is no table of estimates"):
        table(text, recorded=NOW, where="estimates.csv")
