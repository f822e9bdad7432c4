from __future__ import annotations

import threading
import time

import pytest

from retally.desk.answers import Answer, Kept
from retally.desk.state import State
from retally.errors import ArchiveDamagedError

OLD = State(marks=((1, 1, 1, 1),))
NEW = State(marks=((1, 1, 2, 2),))


class Clockwork:
    """A state that a test sets."""

    def __init__(self) -> None:
        self.state = OLD
        self.made = 0

    def __call__(self) -> State:
        return self.state

    def make(self, state: State) -> int:
        self.made += 1
        return self.made


def test_answer_is_made_once_while_the_state_stays():
    clock = Clockwork()
    kept = Kept(clock, most=5)
    assert [kept.get("a", clock.make) for _ in range(3)] == [1, 1, 1]


def test_answer_is_made_anew_for_another_state_and_the_old_one_let_go():
    clock = Clockwork()
    kept = Kept(clock, most=5)
    kept.get("a", clock.make)
    clock.state = NEW
    assert kept.get("a", clock.make) == 2
    clock.state = OLD
    assert kept.get("a", clock.make) == 3


def test_answer_during_which_the_state_changed_is_made_again():
    clock = Clockwork()

    def make(state: State) -> int:
        if clock.state is OLD:
            clock.state = NEW
        return clock.make(state)

    assert Kept(clock, most=5).get("a", make) == 2


def test_state_that_never_rests_is_answered_all_the_same():
    clock = Clockwork()

    def make(state: State) -> int:
        clock.state = State(marks=((clock.made, 0, 0, 0),))
        return clock.make(state)

    assert Kept(clock, most=5).get("a", make) == 3


def test_error_that_a_change_explains_is_none():
    clock = Clockwork()

    def make(state: State) -> int:
        if clock.state is OLD:
            clock.state = NEW
            raise ArchiveDamagedError("a part is gone")
        return clock.make(state)

    assert Kept(clock, most=5).get("a", make) == 1


def test_error_of_an_archive_that_rests_is_raised():
    def make(state: State) -> int:
        raise ArchiveDamagedError("a part is gone")

    with pytest.raises(ArchiveDamagedError, match="a part is gone"):
        Kept(Clockwork(), most=5).get("a", make)


def test_answer_right_after_a_write_is_not_kept():
    clock = Clockwork()
    clock.state = State(marks=((1, 1, 1, time.time_ns()),))
    kept = Kept(clock, most=5)
    assert [kept.get("a", clock.make), kept.get("a", clock.make)] == [1, 2]


def test_least_used_answer_goes_first():
    clock = Clockwork()
    kept = Kept(clock, most=2)
    for key in "aba":
        kept.get(key, clock.make)
    kept.get("c", clock.make)
    assert (kept.get("a", clock.make), kept.get("b", clock.make)) == (1, 4)


def test_many_askers_wait_for_one_answer():
    clock = Clockwork()
    kept = Kept(clock, most=5)

    def make(state: State) -> int:
        time.sleep(0.05)
        return clock.make(state)

    threads = [threading.Thread(target=kept.get, args=("a", make)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert clock.made == 1


def test_tag_is_the_same_for_the_same_bytes():
    assert Answer(b"a").etag == Answer(b"a").etag != Answer(b"b").etag
    assert Answer(b"a").etag.startswith('"')
