"""How the cost of a change grows: vertices, days, share changed; part of ``benchmarks/run.py``."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from inputs import made_up

from retally.measure import compiled
from retally.measure.change import change, changes


def cpu_s(act: Callable[[], object], repeats: int = 5) -> float:
    """Median CPU seconds of a call."""
    spent = []
    for _ in range(repeats):
        start = time.process_time()
        act()
        spent.append(time.process_time() - start)
    return float(np.median(spent))


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """Slope of a straight line through the logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def by_vertices() -> tuple[list[float], list[float]]:
    sizes = [1e3, 1e4, 1e5, 1e6]
    drawn = [made_up(int(size), share=0.01) for size in sizes]
    return sizes, [cpu_s(lambda p=p: change(p.before, p.after)) for p in drawn]


def by_days() -> tuple[list[float], list[float]]:
    sizes = [10.0, 100.0, 1000.0]
    days = [made_up(3000, share=0.02, seed=seed).after for seed in range(10)]
    # The same island with other stretches moved: every day differs from the day before.
    return sizes, [
        cpu_s(lambda n=int(size): changes([days[i % 10] for i in range(n)]), 3) for size in sizes
    ]


def by_share() -> tuple[list[float], list[float]]:
    shares = [0.001, 0.01, 0.1, 0.5]
    drawn = [made_up(100_000, share=share) for share in shares]
    return shares, [cpu_s(lambda p=p: change(p.before, p.after)) for p in drawn]


def section() -> str:
    """The three growths as a Markdown table, compiled code loaded."""
    compiled.warm()
    rows = ["| what grows | sizes | CPU ms | exponent |", "|---|---|---|---|"]
    for name, measured in (
        ("vertices (1 % moved)", by_vertices()),
        ("days (3,000 vertices each)", by_days()),
        ("share moved (100,000 vertices)", by_share()),
    ):
        sizes, seconds = measured
        told = ", ".join(f"{size:g}" for size in sizes)
        spent = ", ".join(f"{1000 * one:.3g}" for one in seconds)
        rows.append(f"| {name} | {told} | {spent} | {exponent(sizes, seconds):.2f} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(section())
