"""Change of a pair of maps, side by side with its peers; writes benchmarks/RESULTS.md.

Run: ``python benchmarks/change.py``. Every call starts from shapely objects ("cold"); peers and
kernel take turns within one process; what is told is the median of CPU time.
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

import growth
from inputs import Pair, made_up, pairs

from retally.measure.change import change

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"
KERNEL, OVERLAY, TWO = "kernel", "geopandas.overlay union", "two shapely differences"


def frame(geometry: shapely.Geometry) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame({"side": [1]}, geometry=[geometry], crs=4326)


def ways(pair: Pair) -> dict[str, Callable[[], object]]:
    """Each way to gained and lost; `frame` is outside the clock, as peers would have it."""
    before, after = pair.before, pair.after
    one, other = frame(before), frame(after)
    found: dict[str, Callable[[], object]] = {
        KERNEL: lambda: change(before, after),
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
    """Median CPU ms of each way over all pairs and rounds, taking turns."""
    spent: dict[str, list[float]] = {}
    for pair in drawn:
        for name, act in ways(pair).items():
            act()
            for _ in range(rounds):
                start = time.process_time()
                act()
                spent.setdefault(name, []).append(1000 * (time.process_time() - start))
    return {name: float(np.median(all_of)) for name, all_of in spent.items()}


def _extra(name: str, told: multiprocessing.Queue) -> None:
    pair = made_up(1_000_000, share=0.01)
    act = ways(pair)[name]
    small = made_up(1_000, share=0.01)
    ways(small)[name]()
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


def main() -> None:
    lines = ["# Change of a pair of maps, against its peers", ""]
    lines += [
        (
            f"Written by `benchmarks/change.py`. shapely {shapely.__version__}, GEOS "
            f"{shapely.geos_version_string}, geopandas {geopandas.__version__}, "
            f"numpy {np.__version__}. CPU ms a pair, median; cold, from shapely objects."
        ),
        "",
    ]
    head = None
    for size, drawn in pairs().items():
        found = medians_ms(drawn, rounds={"small": 15, "middle": 5, "large": 3}[size])
        if head is None:
            head = [name for name in found if name != KERNEL]
            lines += [
                "| vertices | kernel | " + " | ".join(head) + " | built from |",
                "|---|---|" + "---|" * len(head) + "---|",
            ]
        vertices = int(np.median([pair.vertices for pair in drawn]))
        cells = [f"{found[name]:.3g} ({found[name] / found[KERNEL]:.0f}x)" for name in head]
        lines.append(
            f"| {vertices:,} | **{found[KERNEL]:.3g}** | "
            + " | ".join(cells)
            + f" | {drawn[0].built} |"
        )
        RESULTS.write_text("\n".join([*lines, ""]))
    if "DuckDB spatial" not in (head or []):
        lines += [
            "",
            (
                "DuckDB's spatial extension could not be downloaded here, so it has no "
                "column; where it can be had, this script adds one."
            ),
        ]
    kernel, overlay = extra_mb(KERNEL), extra_mb(OVERLAY)
    lines += [
        "",
        "## Memory at 1,000,000 vertices",
        "",
        (
            f"Beyond the data: kernel {kernel:.0f} MB, overlay {overlay:.0f} MB "
            f"({kernel / overlay:.1%})."
        ),
        "",
        "## Growth",
        "",
        growth.table(),
        "",
    ]
    RESULTS.write_text("\n".join(lines))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
