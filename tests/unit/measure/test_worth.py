"""When compiled code is loaded."""

from __future__ import annotations

import logging
import sys

import pytest

from retally.measure import compiled
from retally.measure.worth import BATCH, COMPILING, LOADING, Worth


@pytest.fixture
def unloaded(monkeypatch):
    """As in a process that has not imported numba's part yet; it comes back with monkeypatch."""
    monkeypatch.delitem(sys.modules, "retally.measure.compiled")
    monkeypatch.setattr("retally.measure.compiled", compiled, raising=False)


@pytest.mark.usefixtures("unloaded")
def test_a_small_pair_never_waits():
    worth = Worth()
    assert not worth.is_reached(BATCH - 1)
    assert worth.vertices == BATCH - 1
    assert "retally.measure.compiled" not in sys.modules


@pytest.mark.usefixtures("unloaded")
def test_work_that_adds_up_is_worth_loading(monkeypatch):
    monkeypatch.setitem(sys.modules, "retally.measure.compiled", compiled)
    monkeypatch.setattr(compiled, "is_cold", lambda: False)
    monkeypatch.delitem(sys.modules, "retally.measure.compiled")
    for worth in (Worth(vertices=LOADING), Worth()):
        monkeypatch.delitem(sys.modules, "retally.measure.compiled", raising=False)
        assert worth.is_reached(1 if worth.vertices else BATCH)
        assert worth.is_reached(1)


def test_loaded_code_is_used_at_once(monkeypatch):
    monkeypatch.setattr(compiled, "is_cold", lambda: False)
    assert Worth().is_reached(1)


def test_cold_code_waits_for_much_more_work_and_is_announced_in_one_line(monkeypatch, caplog):
    compilations = []
    monkeypatch.setattr(compiled, "is_cold", lambda: True)
    monkeypatch.setattr(compiled, "warm", lambda: compilations.append(1))
    worth = Worth(vertices=LOADING)
    assert not worth.is_reached(1)
    with caplog.at_level(logging.WARNING):
        assert worth.is_reached(COMPILING)
        assert worth.is_reached(1)
    assert compilations == [1]
    assert [record.getMessage() for record in caplog.records] == [
        "compiling the change kernel for this machine; this happens once"
    ]


def test_calls_from_a_script_count_as_work_to_come():
    worth = Worth()
    for _ in range(4):
        worth.expect_more()
    assert worth.vertices == LOADING


@pytest.mark.usefixtures("unloaded")
def test_work_that_comes_in_parts_counts_as_a_whole_from_its_first_part(monkeypatch):
    loaded = []
    monkeypatch.setattr(compiled, "is_cold", lambda: loaded.append(1) is not None)
    worth = Worth()
    worth.expect(BATCH - 1)
    assert not worth.is_reached(1)
    assert worth.to_come == BATCH - 2
    worth.expect(BATCH)
    assert worth.is_reached(1)
    assert loaded == [1]
    assert worth.vertices == 2


def test_cold_code_is_compiled_before_the_first_of_many_parts(monkeypatch):
    compilations = []
    monkeypatch.setattr(compiled, "is_cold", lambda: True)
    monkeypatch.setattr(compiled, "warm", lambda: compilations.append(1))
    worth = Worth()
    worth.expect(COMPILING)
    assert worth.is_reached(1)
    assert compilations == [1]


@pytest.mark.usefixtures("unloaded")
def test_where_memory_is_dear_it_takes_many_times_the_work(monkeypatch):
    monkeypatch.setattr(compiled, "is_cold", lambda: False)
    assert not Worth(dear=20).is_reached(BATCH)
    assert not Worth(dear=20, vertices=19 * LOADING).is_reached(1)
    assert Worth(dear=20, vertices=20 * LOADING).is_reached(1)
