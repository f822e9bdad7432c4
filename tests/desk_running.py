"""A desk to ask: within the test's process, or as the command in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from retally.desk.app import desk_app
from retally.desk.desk import Desk
from retally.desk.guard import Rules

with warnings.catch_warnings():
    # Starlette would rather have a successor of httpx, which nothing else here needs.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

STORY = (
    "Army takes ground\n\n"
    "Russian forces gained 478 square kilometres (184 square miles) in October 2024, according to "
    "an analysis of data of the Institute for the Study of War. The army took 100 square "
    "kilometres (62 square miles) more, officials said."
)
"""A story with a figure that the shipped areas answer, and a unit pair that does not match."""

OWN = "http://127.0.0.1:8642"


@contextmanager
def desk_client(archive: Path, *, rules: Rules | None = None, **options) -> Iterator[TestClient]:
    """A client of a desk in this process; its jobs are stopped at the end."""
    desk = Desk(archive=archive, ledger=archive / "ledger.sqlite", **options)
    app = desk_app(desk, rules or Rules(port=8642))
    with TestClient(app, base_url=OWN, follow_redirects=False) as client:
        yield client


@contextmanager
def running_desk(archive: Path, *arguments: str) -> Iterator[httpx.Client]:
    """A client of ``retally desk`` on a free port, in a process of its own."""
    command = [sys.executable, "-m", "retally", "desk", "--port", "0", "--archive", str(archive)]
    with subprocess.Popen(
        [*command, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=archive.parent if archive.parent.is_dir() else None,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            assert "the desk is at http://" in line, process.stderr.read()
            address = line.split()[4]
            url = httpx.URL(address)
            with httpx.Client(base_url=f"http://127.0.0.1:{url.port}", timeout=60) as client:
                client.process = process
                client.entry = address
                yield client
        finally:
            process.terminate()
            process.wait(20)
