"""Which definitions are meant, and what is left out of several."""

from __future__ import annotations

from datetime import date

import pytest

from retally.errors import NotMeasuredError, UnknownNameError, UsageError
from retally.series.ground import Ground
from retally.series.several import chosen_names, is_several, series_of


@pytest.fixture
def ground(made):
    archive = made.days_of(date(2031, 1, 1), {0: 1, 1: 3})
    rules = [made.rule("one"), made.rule("two"), made.rule("bare", sources=("nobody",))]
    return Ground(archive, definitions={rule.name: rule for rule in rules})


@pytest.mark.parametrize(
    "given, names, several",
    [
        (["one"], ["one"], False),
        (["two", "one"], ["two", "one"], True),
        (["two,one", "two"], ["two", "one"], True),
        (["one", "one"], ["one"], False),
        (["one,"], ["one"], False),
        (["all"], ["one", "two", "bare"], True),
        (["two,all"], ["one", "two", "bare"], True),
    ],
)
def test_names_are_taken_once_and_in_their_order(ground, given, names, several):
    assert chosen_names(ground, given) == names
    assert is_several(given) is several


def test_no_name_and_an_unknown_one_are_refused(ground):
    with pytest.raises(UsageError, match="which definition"):
        chosen_names(ground, [","])
    with pytest.raises(UnknownNameError, match="onne"):
        chosen_names(ground, ["one", "onne"])


def test_one_of_several_that_no_map_answers_is_told_and_left_out(ground):
    told = []
    found = series_of(ground, ["bare", "one"], {}, left_out=told.append)
    assert [one.definition for one in found] == ["one"]
    assert ["bare" in str(error) for error in told] == [True]
    assert [one.definition for one in series_of(ground, ["one", "bare"], {})] == ["one"]


@pytest.mark.parametrize("names", [["bare"], ["bare", "bare"]])
def test_none_that_a_map_answers_is_an_error(ground, names):
    with pytest.raises(NotMeasuredError, match="no map at hand"):
        series_of(ground, names, {})
