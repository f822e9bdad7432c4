"""Change of a pair of maps, side by side with its peers; part of ``benchmarks/run.py``.

Every call starts from shapely objects, all in one process; what is told is the median of CPU
time.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
import time
from collections.abc import Callable
from pathlib import Path

import geopandas
import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent))

from inputs import Pair, made_up, pairs
from targets import Row, at_most, table, times

from retally.measure import change as change_module
from retally.measure import compiled
from retally.measure.change import change
from retally.measure.worth import Worth

KERNEL, NUMPY = "kernel", "kernel before it loads compiled code"
OVERLAY, TWO = "geopandas.overlay union", "two shapely differences"
ROUNDS = {"small": 15, "middle": 5, "large": 2}
LEAST = {"small": (60, 30), "middle": (60, 30), "large": (40, 30)}
"""How many times faster than overlay and than two differences."""


def frame(geometry: shapely.Geometry) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame({"side": [1]}, geometry=[geometry], crs=4326)


def without_compiled_code(pair: Pair) -> object:
    kept, change_module.WORTH = change_module.WORTH, Worth(is_cold=True)
    try:
        return change(pair.before, pair.after)
    finally:
        change_module.WORTH = kept


def ways(pair: Pair) -> dict[str, Callable[[], object]]:
    """Each way to gained and lost; `frame` is outside the clock, as peers would have it."""
    before, after = pair.before, pair.after
    one, other = frame(before), frame(after)
    found: dict[str, Callable[[], object]] = {
        KERNEL: lambda: change(before, after),
        NUMPY: lambda: without_compiled_code(pair),
        OVERLAY: lambda: geopandas.overlay(one, other, how="union"),
        TWO: lambda: (shapely.difference(after, before), shapely.difference(before, after)),
        "shapely symmetric_difference": lambda: shapely.symmetric_difference(before, after),
    }
    spatial = duckdb_way(before, after)
    return found | ({"DuckDB spatial": spatial} if spatial else {})


def duckdb_way(before: shapely.Geometry, after: shapely.Geometry) -> Callable[[], object] | None:
    """DuckDB's two differences, or None where its spatial extension cannot be had."""
    try:
        import duckdb
    except ImportError:
        return None
    connection = duckdb.connect()
    try:
        connection.execute("install spatial")
        connection.execute("load spatial")
    except duckdb.Error:
        return None
    connection.execute("create table pair (b geometry, a geometry)")
    sides = [before.wkb, after.wkb]
    connection.execute("insert into pair values (ST_GeomFromWKB(?), ST_GeomFromWKB(?))", sides)
    question = "select ST_Area(ST_Difference(a, b)), ST_Area(ST_Difference(b, a)) from pair"
    return lambda: connection.execute(question).fetchall()


def medians_ms(drawn: list[Pair], rounds: int) -> dict[str, float]:
    """Median CPU ms of each way over all pairs, after one call to warm up."""
    spent: dict[str, list[float]] = {}
    for pair in drawn:
        for name, act in ways(pair).items():
            act()
            gc.collect()
            for _ in range(rounds):
                start = time.process_time()
                act()
                spent.setdefault(name, []).append(1000 * (time.process_time() - start))
    return {name: float(np.median(all_of)) for name, all_of in spent.items()}


def _extra(name: str, told: multiprocessing.Queue) -> None:
    compiled.warm()
    pair = made_up(1_000_000, share=0.01)
    act = ways(pair)[name]
    ways(made_up(1_000, share=0.01))[name]()
    gc.collect()
    # Linux forgets the peak so far: drawing the island took more than some ways do.
    Path("/proc/self/clear_refs").write_text("5")
    before = status_mb("VmRSS")
    act()
    told.put(max(status_mb("VmHWM") - before, 0.1))


def status_mb(name: str) -> float:
    """A line of /proc/self/status, in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise LookupError(name)


def extra_mb(name: str) -> float:
    """Memory beyond the data at 1,000,000 vertices, in a process of its own."""
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue = context.Queue()
    process = context.Process(target=_extra, args=(name, told))
    process.start()
    extra = told.get()
    process.join()
    return extra


def memory_row() -> Row:
    kernel, overlay = extra_mb(KERNEL), extra_mb(OVERLAY)
    return at_most(
        f"extra memory at 1,000,000 vertices: kernel {kernel:.0f} MB, overlay {overlay:.0f} MB",
        100 * kernel / overlay,
        10,
        "% of overlay's",
    )


def section(loading_s: float) -> str:
    """The peers' table and the targets, as Markdown."""
    compiled.warm()
    peers: list[str] = []
    rows: list[Row] = []
    built: list[str] = []
    has_spatial = False
    for size, drawn in pairs().items():
        found = medians_ms(drawn, ROUNDS[size])
        has_spatial = "DuckDB spatial" in found
        others = [name for name in found if name != KERNEL]
        if not peers:
            peers = [
                f"| vertices | kernel | {' | '.join(others)} |",
                "|---|---|" + "---|" * len(others),
            ]
        vertices = f"{int(np.median([pair.vertices for pair in drawn])):,}"
        told = [f"{found[name]:.3g} ({found[name] / found[KERNEL]:.0f}x)" for name in others]
        peers.append(f"| {vertices} | **{found[KERNEL]:.3g}** | {' | '.join(told)} |")
        built.append(f"- {vertices}: {drawn[0].built}.")
        for peer, least in zip((OVERLAY, TWO), LEAST[size], strict=True):
            rows.append(times(f"{vertices} vertices, {peer}", found[peer] / found[KERNEL], least))
        print("\n".join(peers), flush=True)
    rows.append(memory_row())
    notes = [
        (
            "CPU ms a pair, median, each call from shapely objects, areas and faces out; "
            "everyone had one call to warm up. A process loads the kernel's compiled code "
            f"({loading_s:.2f} s of CPU) once its work is worth it "
            "(`src/retally/measure/worth.py`); the column beside it is what a single small pair "
            "takes, which never waits for that."
        ),
    ]
    if not has_spatial:
        notes.append(
            "DuckDB's spatial extension is downloaded from a hub when it is installed and could "
            "not be had offline, so it has no column; where it can be had, this script adds one."
        )
    return "\n\n".join(
        ["\n".join(peers), "\n".join(["Built from:", "", *built]), *notes, table(rows)]
    )
