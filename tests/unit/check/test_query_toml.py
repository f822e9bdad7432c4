from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retally.check.query import Claim, Measure, Operator, Query
from retally.check.query_toml import queries_from_toml, queries_toml
from retally.errors import UsageError
from retally.model.story import Qualifier
from retally.series.windows import Window

JUNE = Window(start=date(2031, 6, 1), end=date(2031, 6, 30))
MAY = Window(start=date(2031, 5, 1), end=date(2031, 5, 31))
LEAST = '[[query]]\nprinted = 61\nparty = "norland"\nend = 2031-06-30\ndefinitions = ["a"]\n'


def query(**more) -> Query:
    options = {
        "figure": "f1",
        "claim": Claim(printed=("478",), unit="km2"),
        "measure": Measure.NET,
        "party": "norland",
        "window": JUNE,
        "left_open": ("atlas-narrow", "atlas-wide"),
    } | more
    return Query(**options)


EVERY = (
    query(),
    query(others=("gazette",), sources=("atlas",)),
    query(operator=Operator.GREATER, than=MAY),
    query(operator=Operator.LARGEST, since=date(2031, 1, 31), rank=2),
    query(measure=Measure.HELD, window=Window(start=JUNE.end, end=JUNE.end)),
    query(near='East"mark\\\n\x07\x7f', km=12.5),
    query(near="Östmark"),
    query(claim=Claim(printed=("1.50",), unit="km2", scale=1_000, qualifier=Qualifier.ABOUT)),
    query(claim=Claim(printed=("200", "999"), unit="km2", qualifier=Qualifier.SEVERAL)),
    query(claim=Claim(printed=("60", "65"), unit="mi2", qualifier=Qualifier.RANGE)),
    query(claim=Claim(printed=("1/5",), unit="share")),
)


@pytest.mark.parametrize("one", EVERY)
def test_what_is_written_is_read_back_as_it_was(one: Query) -> None:
    assert queries_from_toml(queries_toml([one])) == (one,)


def test_several_queries_stand_in_one_file_under_a_heading() -> None:
    text = queries_toml(EVERY)
    assert text.startswith("# Queries of `retally check`: edit them")
    assert queries_from_toml(text) == EVERY
    assert queries_from_toml("") == ()


def test_a_query_is_a_few_lines_that_one_can_edit() -> None:
    assert queries_toml([query(others=("gazette",))]).endswith(
        """
[[query]]
figure = "f1"
operator = "is"
printed = "478"
unit = "km2"
qualifier = "exact"
measure = "net"
party = "norland"
start = 2031-06-01
end = 2031-06-30
definitions = ["atlas-narrow", "atlas-wide"]
beside = ["gazette"]
"""
    )


def test_what_is_left_out_has_its_usual_value() -> None:
    (found,) = queries_from_toml(LEAST)
    assert found == query(
        figure="q1",
        claim=Claim(printed=("61",), unit="km2"),
        window=Window(start=JUNE.end, end=JUNE.end),
        left_open=("a",),
    )


@pytest.mark.parametrize(
    ("printed", "claim"),
    [
        ("16.10", Claim(printed=("16.10",), unit="km2")),
        ('"1,150"', Claim(printed=("1150",), unit="km2")),
        ("[1150, 1300]", Claim(printed=("1150", "1300"), unit="km2", qualifier=Qualifier.RANGE)),
        ('"−5.5"', Claim(printed=("-5.5",), unit="km2")),
        ("1e3", Claim(printed=("1000",), unit="km2")),
    ],
)
def test_a_number_is_taken_as_it_is_printed(printed: str, claim: Claim) -> None:
    (found,) = queries_from_toml(LEAST.replace("61", printed))
    assert found.claim == claim


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("colour = 1", "line 6, query 1, colour: unknown key (expected figure, operator,"),
        ('unit = ""', "line 6, query 1, unit: not a text"),
        ('qualifier = "roughly"', "qualifier: unknown word (expected exact, about,"),
        ('qualifier = "range"', "printed: not as many numbers as the qualifier needs"),
        ("measure = 5", "measure: unknown word (expected net, lost, balance, held, got 5)"),
        ("start = 2031-07-01", "end: the window ends before it begins"),
        ('start = "2031-06-01"', "start: not a day (expected YYYY-MM-DD without quotes"),
        ("start = 2031-06-01T00:00:00", "start: not a day"),
        ("than = 5", "than: not a window (expected [YYYY-MM-DD, YYYY-MM-DD], got 5)"),
        ("than = [2031-06-02, 2031-06-01]", "than: the window ends before it begins"),
        ('operator = "greater"', "operator: than is missing (expected than = [DAY, DAY])"),
        ("than = [0001-01-01, 2031-06-01]", "than: not a window"),
        ("start = 0001-01-01", "start: no map is of that time (expected a year of ours"),
        ('near = "A"\nmeasure = "lost"', "near: only net changes are measured around a place"),
        (
            'operator = "largest"\nmeasure = "held"',
            "operator: only net changes of areas are ordered and ranked",
        ),
        ("rank = 0", "rank: not a number (expected a whole number above zero, got 0)"),
        ("rank = 1.5", "rank: not a number"),
        ("rank = true", "rank: not a number"),
        ("km = 5", "km: a distance without a place"),
        ('near = "A"\nkm = -1', "line 7, query 1, km: not a number (expected a number above zero"),
        ('near = "A"\nkm = nan', "km: not a number"),
        ('sources = "atlas"', 'sources: not a list of texts (expected ["..."], got atlas)'),
        ("beside = [1]", "beside: not a list of texts"),
    ],
)
def test_a_wrong_line_is_named_with_what_was_expected(line: str, message: str) -> None:
    with pytest.raises(UsageError) as found:
        queries_from_toml(LEAST + line, where="q.toml")
    assert str(found.value).startswith("q.toml, line ")
    assert message in str(found.value)


@pytest.mark.parametrize(
    "printed", ['"many"', "true", "[1, 2, 3]", "inf", "1e999999999", '["a", "b"]', "{a = 1}"]
)
def test_what_is_no_number_is_not_taken_for_one(printed: str) -> None:
    with pytest.raises(UsageError, match="printed"):
        queries_from_toml(LEAST.replace("61", printed))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[query]]\nparty =", "q.toml, line 2: is not TOML"),
        ('a = "', "q.toml, line 1: is not TOML"),
        ("[other]", "q.toml: unknown table (expected [[query]], got other)"),
        ("query = 5", "q.toml: query is no list of tables"),
        ("query = [5]", "q.toml: query is no list of tables"),
        ("[[query]]", "q.toml, line 1, query 1: keys are missing (expected printed, party, end,"),
        ("query = [{party = 5}]", "q.toml, query 1: keys are missing"),
        (
            LEAST + '[[query]]\nprinted = 1\nparty = 5\nend = 2031-06-30\ndefinitions = ["a"]',
            "q.toml, line 8, query 2, party: not a text",
        ),
        (LEAST.replace('["a"]', "[]"), "q.toml, line 5, query 1, definitions: no definition"),
        ("a = " + "[" * 5_000, "q.toml"),
    ],
)
def test_a_file_that_is_none_says_where(text: str, message: str) -> None:
    with pytest.raises(UsageError) as found:
        queries_from_toml(text, where="q.toml")
    assert str(found.value).startswith(message)


def test_a_file_has_a_limit() -> None:
    with pytest.raises(UsageError, match="too many queries"):
        queries_from_toml("query = [" + "{}," * 10_001 + "]")


def test_half_a_character_is_replaced() -> None:
    (found,) = queries_from_toml(queries_toml([query(near="a\ud800")]))
    assert found.near == "a\ufffd"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_name_survives_being_written(name: str) -> None:
    (found,) = queries_from_toml(queries_toml([query(near=name or "x")]))
    assert found.near == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in name or "x")


@settings(max_examples=80, deadline=None)
@given(
    st.text(max_size=200) | st.text(alphabet='[]{}="query,.0123456789\n-tprinedfmao ', max_size=80)
)
def test_any_text_gives_queries_or_a_usage_error(text: str) -> None:
    with suppress(UsageError):
        queries_from_toml(text)
