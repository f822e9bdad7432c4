"""A desk over 768 made-up days: its start, its memory, and how fast a warm answer comes."""

from __future__ import annotations

import re
import sys
import tempfile
import time
from pathlib import Path

import httpx
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from targets import Row, at_most, table

from desk_running import STORY, running_desk
from made_up_site import made_up_archive

DAYS, VERTICES = 768, 3000
GAINS = "/api/gains?definition=made-up-control&by=month"
ASKED = 2_000


def rows(archive: Path) -> list[Row]:
    begun = time.perf_counter()
    with running_desk(archive) as client:
        started = time.perf_counter() - begun
        begun = time.perf_counter()
        client.get("/").raise_for_status()
        first = time.perf_counter() - begun
        spent = _warm(client)
        for path in _pages(client):
            client.get(path).raise_for_status()
        for _ in range(10):
            client.post("/api/check", json={"text": STORY}).raise_for_status()
        client.post("/check.html", files={"files": ("a.txt", b"They took 3 km. " * 1_200_000)})
        memory = _resident_mb(client.process.pid)
    return [
        at_most("desk, from the command to the first answer", started, 3, "s"),
        at_most("its first page (built anew for each state of the archive)", first, 30, "s"),
        at_most("`/api/gains` warm, one client, median", float(np.median(spent)), 50, "ms"),
        at_most("`/api/gains` warm, p99", float(np.percentile(spent, 99)), 50, "ms"),
        at_most(f"peak memory: {DAYS} days, every page shown, 19 MB uploaded", memory, 400, "MB"),
    ]


def _warm(client: httpx.Client) -> list[float]:
    """Milliseconds of each of many equal questions."""
    spent = []
    for _ in range(ASKED):
        begun = time.perf_counter()
        client.get(GAINS).raise_for_status()
        spent.append(1000 * (time.perf_counter() - begun))
    return spent[10:]


def _pages(client: httpx.Client) -> list[str]:
    """Every page, and every definition's numbers by day."""
    named = client.get("/api/gains?definition=all").json()["series"]
    names = [one["definition"] for one in named]
    found = [
        f"/{page}"
        for page in sorted(set(re.findall(r"ground-[^\"#]+\.html", client.get("/").text)))
    ]
    found += [f"/api/gains?definition={name}&by=day" for name in names]
    found += [f"/data/{names[-1]}-by-month.{ending}" for ending in ("svg", "png", "pdf")]
    return [*found, "/verify.html", "/methods.html", "/ledger.html", "/maps/made-up.js"]


def _resident_mb(process: int) -> float:
    """The most a process has held in memory, as Linux tells it."""
    told = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    line = next(one for one in told.splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def section() -> str:
    with tempfile.TemporaryDirectory() as name:
        return table(rows(made_up_archive(Path(name), days=DAYS, vertices=VERTICES)))


if __name__ == "__main__":
    print(section() if len(sys.argv) == 1 else table(rows(Path(sys.argv[1]).absolute())))
