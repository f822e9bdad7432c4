"""Every benchmark in one run; writes benchmarks/RESULTS.md.

Run: ``python benchmarks/run.py`` (about six minutes). With the real maps at ../shared/maps, or
in the folder that RETALLY_SHARED names, it measures on them; without, on made-up ones.
"""

from __future__ import annotations

import multiprocessing
import platform
import sys
import time
from pathlib import Path

import geopandas
import numba
import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent))

import change
import growth
import reading
from inputs import maps_folder

import commands
import desk
import pages
from retally.measure.compiled import warm

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"


def versions() -> str:
    return (
        f"Python {platform.python_version()}, shapely {shapely.__version__}, "
        f"GEOS {shapely.geos_version_string}, geopandas {geopandas.__version__}, "
        f"numpy {np.__version__}, numba {numba.__version__}; "
        f"{platform.machine()}, {multiprocessing.cpu_count()} cores."
    )


def main() -> None:
    start = time.perf_counter()
    # A new checkout has no compiled code yet, and a process never waits for it to be made.
    warm()
    # First, for Linux counts a parent's memory as a child's, and this process will grow.
    archive = commands.section(maps_folder())
    stories = reading.section()
    loading = commands.loading_s()
    parts = [
        "# Speed and memory",
        f"Written by `benchmarks/run.py` in one run. {versions()}",
        "## Change of a pair of maps, against its peers",
        change.section(loading),
        "## How the cost grows",
        growth.section(),
        "## Archive and commands",
        archive,
        "## Stories",
        stories,
        "## A site",
        pages.section(),
        "## The desk",
        desk.section(),
    ]
    parts.append(f"The whole run took {(time.perf_counter() - start) / 60:.1f} minutes.")
    RESULTS.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
