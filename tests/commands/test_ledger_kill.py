"""A writer that is killed at any moment leaves the ledger whole, with what it had recorded."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from retally.ledger.ledger import Ledger
from retally.ledger.writer import State
from told_stories import NOW

TESTS = Path(__file__).resolve().parent.parent

WRITER = f"""
import sys
sys.path.insert(0, {str(TESTS)!r})
from told_stories import NOW
from retally.ledger.ledger import Ledger
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_ledger_kill import made_up
ledger = Ledger.open(sys.argv[1])
print("ready", flush=True)
with ledger.writing(now=NOW) as writer:
    for number in range(10_000):
        told = made_up(number)
        writer.add(told, now=NOW)
        print(number, flush=True)
"""


def made_up(number):
    """A story of its own for each number, of three figures."""
    from told_stories import Says, told

    words = "".join(chr(97 + int(digit)) * 3 for digit in str(number))
    return told(
        *(Says(number=str(at + 1), place=f"{words} {at}", by=words, words=words) for at in range(3))
    )


def killed_after(path, seconds):
    """Record stories, and kill the process so many seconds after it began; how many it told of."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        process.kill()
        told = process.stdout.read().splitlines()
        assert process.wait() == -signal.SIGKILL
    return told


def check_kills(folder, times, seed):
    moments = random.Random(seed)
    path = folder / "ledger.sqlite"
    ledger = Ledger.open(path)
    for number in range(times):
        if number % 5 == 0:
            path = folder / str(number) / "ledger.sqlite"
            ledger = Ledger.open(path)
        before = ledger.entries()
        told = killed_after(path, moments.uniform(0, 0.3))
        after = ledger.entries()
        assert after[: len(before)] == before
        assert len(after) == 3 * len(ledger.stories())
        whole = [line for line in told if line.isdigit()]
        assert len(ledger.stories()) >= len(whole)
    added = ledger.add(made_up(20_000), now=NOW)
    assert added.state is State.ADDED
    assert not path.with_name("ledger.sqlite-wal").exists()


def test_ledger_is_whole_after_each_of_ten_kills(tmp_path):
    check_kills(tmp_path, times=10, seed=1)


@pytest.mark.stress
def test_ledger_is_whole_after_each_of_two_hundred_kills(tmp_path):
    check_kills(tmp_path, times=200, seed=2)
