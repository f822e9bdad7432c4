"""Reading and checking stories: a warm story, the commands, a folder, and growth with length."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from growth import exponent
from targets import Row, at_most, table

from commands import retally, run

PUBLISHED = "2024-11-30"
PARTS = (
    """Russian forces seized {a} square kilometres in {month}, more than the {b} square kilometres
    taken a month before, according to an analysis of data from the Institute for the Study of
    War.""",
    """"We lost {c} soldiers in {month}, and another {d} were wounded," the ministry's spokesman
    told reporters on Monday.""",
    """The regional governor said {e} drones had struck {f} settlements since {month}, killing {g}
    people.""",
    """The army advanced {a} square kilometres ({m} square miles) into the region, a record since
    March 2024.""",
    """Officials put the number of troops at about {k},000, tripling an earlier estimate of more
    than {g},000.""",
    """The front has hardly moved near the river, where both sides have dug in and the roads are
    mined.""",
    """Analysts said that the pace, about {g} square kilometres a day, could not be sustained
    through the winter without further mobilisation.""",
)
MONTHS = ("June", "July", "August", "September", "October")


def story(size: int, *, seed: int = 0) -> str:
    """A made-up story of about `size` code points, the same for the same seed."""
    dice = random.Random(seed)
    parts = ["Army's advance slows as winter nears"]
    length = 0
    while length < size:
        area = dice.randint(200, 700)
        numbers = {
            "a": area, "m": int(area / 2.589988), "b": dice.randint(100, 199),
            "c": dice.randint(300, 900), "d": dice.randint(900, 2000), "e": dice.randint(20, 90),
            "f": dice.randint(3, 15), "g": dice.randint(2, 20), "k": dice.randint(21, 60),
            "month": dice.choice(MONTHS),
        }  # fmt: skip
        parts.append(" ".join(dice.choice(PARTS).format(**numbers).split()))
        length += len(parts[-1]) + 2
    return "\n\n".join(parts) + "\n"


def wall_s(act: Callable[[], object], repeats: int = 5) -> float:
    """Median wall seconds of a call."""
    spent = []
    for _ in range(repeats):
        start = time.perf_counter()
        act()
        spent.append(time.perf_counter() - start)
    return float(np.median(spent))


def warm_rows() -> list[Row]:
    import retally

    text = story(5000)
    retally.check(text, published=PUBLISHED)
    read = wall_s(lambda: retally.read(text, published=PUBLISHED))
    check = wall_s(lambda: retally.check(text, published=PUBLISHED))
    told = f"a story of 5 kB, warm, read and checked, wall (reading alone: {read:.2g} s)"
    return [at_most(told, check, 0.3, "s")]


def command_rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder) / "one.txt"
        one.write_text(story(5000), encoding="utf-8")
        many = Path(folder) / "many"
        many.mkdir()
        for seed in range(1000):
            (many / f"{seed:04}.txt").write_text(story(3000, seed=seed), encoding="utf-8")
        rows = []
        for name, limit in (("read", 1.5), ("check", 3)):
            asked = retally(name, one, "--published", PUBLISHED, "--json")
            times = [run(asked, may_fail=True) for _ in range(3)]
            took = float(np.median([seconds for seconds, _ in times]))
            rows.append(at_most(f"`retally {name}` as a command, wall", took, limit, "s"))
        peak = max(megabytes for _, megabytes in times)
        rows.append(at_most("peak memory of `retally check`", peak, 400, "MB"))
        took, _ = run(retally("check", many, "--published", PUBLISHED, "--json"), may_fail=True)
        rows.append(at_most("`retally check` of 1,000 stories of 3 kB, wall", took, 300, "s"))
    return rows


def growth_row(sizes: Sequence[int] = (30_000, 100_000, 300_000, 1_000_000)) -> Row:
    import retally

    texts = [story(size) for size in sizes]
    spent = [wall_s(lambda t=text: retally.check(t, published=PUBLISHED), 1) for text in texts]
    told = ", ".join(
        f"{size / 1000:g} kB {one:.2g} s" for size, one in zip(sizes, spent, strict=True)
    )
    return at_most(f"growth with length ({told})", exponent(sizes, spent), 1.15, "as exponent")


def section() -> str:
    return table([*command_rows(), *warm_rows(), growth_row()])


if __name__ == "__main__":
    print(section())
