"""Long work: jobs that go on when the tab that started them is closed, and can be cancelled."""

from __future__ import annotations

import secrets
import threading
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from retally.desk.faults import NotThereError, fault
from retally.errors import RetallyError, UsageError

_MOST_JOBS = 50
"""Jobs that are remembered; of more the oldest that is over is forgotten."""
_AT_ONCE = 2


class JobState(StrEnum):
    """Where a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self not in (JobState.WAITING, JobState.RUNNING)


class CancelledError(RetallyError):
    """The job was cancelled between two steps."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """What one step of a job gave: a document and a page, kept small.

    Parameters
    ----------
    name
        The story's file or address.
    words
        Its coverage in words, or why it could not be read.
    document, page
        Compressed; None where it could not be read.
    """

    name: str
    words: str
    document: bytes | None = None
    page: bytes | None = None


@dataclass(kw_only=True)
class Job:
    """One piece of long work as it goes on. Its fields are written by one thread alone."""

    id: str
    kind: str
    total: int | None = None
    state: JobState = JobState.WAITING
    done: int = 0
    step: str = ""
    result: dict[str, Any] | None = None
    fault: dict[str, str] | None = None
    items: list[Item] = field(default_factory=list)
    is_cancelled: threading.Event = field(default_factory=threading.Event)

    def tell(self, step: str) -> None:
        """Count one step as done.

        Raises
        ------
        CancelledError
            If the job is to stop.
        """
        self.done += 1
        self.step = step[-200:]
        self.go_on()

    def go_on(self) -> None:
        """Raise `CancelledError` if the job is to stop."""
        if self.is_cancelled.is_set():
            raise CancelledError("was cancelled", where=self.id)

    def to_dict(self) -> dict[str, Any]:
        """The job as the API tells it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "state": self.state.value,
            "done": self.done,
            "total": self.total,
            "step": self.step,
            "result": self.result,
            "fault": self.fault,
        }


Work = Callable[[Job], None]


class Jobs:
    """The jobs of a desk, in the order they were started."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="retally-job")
        self._jobs: dict[str, Job] = {}
        self._guard = threading.Lock()
        self.is_closing = False

    def start(self, kind: str, work: Work, *, total: int | None = None) -> Job:
        """Start a job; it waits while others run.

        Raises
        ------
        UsageError
            If as many as are remembered have not ended yet.
        """
        job = Job(id=secrets.token_hex(8), kind=kind, total=total)
        with self._guard:
            while len(self._jobs) >= _MOST_JOBS:
                old = next((one.id for one in self._jobs.values() if one.state.is_over), None)
                if old is None:
                    raise UsageError("too many jobs wait", do="cancel some, or wait")
                del self._jobs[old]
            self._jobs[job.id] = job
        self._pool.submit(_run, job, work)
        return job

    def get(self, name: str) -> Job:
        """The job of that id; `NotThereError` where there is none."""
        with self._guard:
            found = self._jobs.get(name)
        if found is None:
            raise NotThereError("no such job", got=repr(name[:40]), do="/jobs.html lists them")
        return found

    def all(self) -> Sequence[Job]:
        """Every job that is remembered, the latest first."""
        with self._guard:
            return tuple(reversed(self._jobs.values()))

    def cancel(self, name: str) -> Job:
        """Stop a job after the step at hand; one that is over is forgotten with all it found."""
        job = self.get(name)
        if job.state.is_over:
            with self._guard:
                self._jobs.pop(name, None)
        job.is_cancelled.set()
        return job

    def close(self) -> None:
        """Stop everything, and wait for the steps at hand."""
        self.is_closing = True
        for job in self.all():
            job.is_cancelled.set()
        self._pool.shutdown(wait=True, cancel_futures=True)


def _run(job: Job, work: Work) -> None:
    if job.is_cancelled.is_set():
        job.state = JobState.CANCELLED
        return
    job.state = JobState.RUNNING
    try:
        work(job)
    except CancelledError:
        job.state = JobState.CANCELLED
    except RetallyError as error:
        job.fault = fault(error)
        job.state = JobState.FAILED
    except OSError as error:
        job.fault = fault(UsageError(error.strerror or str(error), where=error.filename or ""))
        job.state = JobState.FAILED
    else:
        job.state = JobState.DONE
    finally:
        # An error that nobody foresaw ends the job too, and goes on to the log.
        if not job.state.is_over:
            job.state = JobState.FAILED


def packed(content: bytes) -> bytes:
    """Bytes made small: a thousand checked stories are kept in memory."""
    return zlib.compress(content, 3)


def unpacked(content: bytes) -> bytes:
    """The bytes that `packed` was given."""
    return zlib.decompress(content)
