from __future__ import annotations

import threading

import pytest

from retally.desk.faults import NotThereError
from retally.desk.jobs import Jobs, JobState, packed, unpacked
from retally.errors import DecodeError, UsageError


@pytest.fixture
def jobs():
    made = Jobs()
    yield made
    made.close()


def ended(jobs: Jobs, name: str) -> JobState:
    while not (state := jobs.get(name).state).is_over:
        pass
    return state


def test_job_counts_its_steps_and_ends(jobs):
    def work(job):
        for step in "abc":
            job.tell(step)
        job.result = {"n": 3}

    name = jobs.start("check", work, total=3).id
    assert ended(jobs, name) is JobState.DONE
    told = jobs.get(name).to_dict()
    assert (told["done"], told["step"], told["result"], told["fault"]) == (3, "c", {"n": 3}, None)


def test_job_that_cannot_tells_why(jobs):
    def work(job):
        raise DecodeError("is no map", where="a.zip")

    name = jobs.start("add", work).id
    assert ended(jobs, name) is JobState.FAILED
    assert jobs.get(name).fault["line"] == "a.zip: is no map"


def test_full_disk_is_told(jobs):
    def work(job):
        raise OSError(28, "No space left on device", "a")

    name = jobs.start("add", work).id
    assert ended(jobs, name) is JobState.FAILED
    assert jobs.get(name).fault["what"] == "No space left on device"


def test_cancelled_job_stops_after_its_step_and_is_then_forgotten(jobs):
    begun = threading.Event()

    def work(job):
        begun.set()
        while True:
            job.tell("on")

    name = jobs.start("check", work).id
    begun.wait(5)
    jobs.cancel(name)
    assert ended(jobs, name) is JobState.CANCELLED
    jobs.cancel(name)
    with pytest.raises(NotThereError, match="no such job"):
        jobs.get(name)


def test_waiting_job_that_is_cancelled_never_begins(jobs):
    hold = threading.Event()
    for _ in range(2):
        jobs.start("check", lambda job: hold.wait(5))
    name = jobs.start("check", lambda job: job.tell("begun")).id
    jobs.cancel(name)
    hold.set()
    assert ended(jobs, name) is JobState.CANCELLED
    assert jobs.get(name).done == 0


def test_oldest_job_that_is_over_makes_room(jobs):
    first = jobs.start("check", lambda job: None).id
    ended(jobs, first)
    hold = threading.Event()
    for _ in range(50):
        jobs.start("check", lambda job: hold.wait(5))
    assert first not in [job.id for job in jobs.all()]
    with pytest.raises(UsageError, match="too many jobs"):
        jobs.start("check", lambda job: None)
    hold.set()


def test_packed_bytes_come_back():
    assert unpacked(packed(b"a" * 1000)) == b"a" * 1000
