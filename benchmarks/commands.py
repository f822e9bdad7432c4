"""The archive and the commands on real maps, where ../shared/maps is there."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from targets import Row, at_most, table

FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)
DEFINITION = "deepstate"


def run(arguments: Sequence[str], *, may_fail: bool = False) -> tuple[float, float]:
    """Wall seconds and peak memory in MB of a command, which must not fail unless it may.

    `check` ends with code 1 where a figure does not match, which is an answer.
    """
    start = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > may_fail:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    return time.perf_counter() - start, used.ru_maxrss / 1024


def retally(*arguments: str | Path) -> list[str]:
    program = "from retally.cli.main import main; main()"
    return [sys.executable, "-c", program, *map(str, arguments)]


def child_cpu_s(arguments: Sequence[str], repeats: int) -> float:
    """Median CPU seconds of a command."""
    spent = []
    for _ in range(repeats):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(arguments, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return float(np.median(spent))


def megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def gains_s(archive: Path) -> float:
    """Seconds for gains by day, opening the archive anew."""
    from retally.archive.archive import Archive
    from retally.series.ground import Ground

    start = time.perf_counter()
    found = Ground(Archive.open(archive)).gains(DEFINITION, start=FIRST, end=LAST, by="day")
    took = time.perf_counter() - start
    assert sum(row.gained_km2 is not None for row in found.rows) > 300
    return took


def loading_s() -> float:
    """CPU seconds that a process needs to load numba and the compiled code."""
    bare = "import retally.measure.change"
    full = f"{bare}; from retally.measure import compiled; compiled.warm()"
    return child_cpu_s([sys.executable, "-c", full], 5) - child_cpu_s(
        [sys.executable, "-c", bare], 5
    )


def help_row() -> Row:
    told = child_cpu_s(retally("--help"), 15)
    bare = child_cpu_s([sys.executable, "-c", "import click"], 15)
    return at_most("`retally --help`, CPU", told / bare, 1.6, "times `import click`")


def archive_rows(maps: Path) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        add = retally("add", "--archive", archive)
        took, _ = run([*add, str(maps / "deepstate-daily"), "--source", "deepstate-daily"])
        rows = [
            at_most("`add` of the 353 daily files, wall", took, 6, "s"),
            at_most("those days as stored: `maps/`", megabytes(archive / "maps"), 0.5, "MB"),
            at_most("those days as stored: whole archive", megabytes(archive), 12, "MB"),
        ]
        first = gains_s(archive)
        warm = float(np.median([gains_s(archive) for _ in range(5)]))
        told = f"`gains --by day` in process, wall (nothing remembered: {first:.2g} s)"
        rows.append(at_most(told, warm, 0.6, "s"))
        ask = retally("gains", "--archive", archive, "--definition", DEFINITION, "--by", "day")
        ask += ["--from", FIRST.isoformat(), "--to", LAST.isoformat()]
        took = float(np.median([run(ask)[0] for _ in range(3)]))
        rows.append(at_most("`retally gains --by day` as a command, wall", took, 2.5, "s"))
        isw = retally("add", "--archive", Path(folder) / "isw", maps / "isw-zips")
        _, peak = run([*isw, "--source", "isw"])
        rows.append(at_most("peak memory of adding ISW's 13 dates", peak, 700, "MB"))
    return rows


def section(maps: Path | None) -> str:
    rows = [*(archive_rows(maps) if maps else []), help_row()]
    note = "" if maps else "The real maps are not here, so the rows of the archive are absent.\n\n"
    return note + table(rows)
