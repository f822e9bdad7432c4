"""Many stories at once: one process a core, results in the order asked, progress shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from retally.cli.output import Progress, say

Done = TypeVar("Done")

FEWEST = 24
"""Stories. A process needs about a second to start, in which one core reads as many."""


def each(
    names: Sequence[str],
    work: Callable[[str], Done],
    *,
    title: str,
    prepare: Callable[[], None] | None = None,
) -> Iterator[Done]:
    """What `work` gives for each name, in their order.

    Parameters
    ----------
    names
        The stories; "-" can stand among them only where they are few.
    work
        A function of a module, or one bound with `functools.partial`: it is sent to processes.
    title
        What is being done, for the progress line.
    prepare
        Is called once in each process before the first story, or here where there is but one.
    """
    cores = _cores()
    if len(names) < FEWEST or cores < 2 or "-" in names:
        if prepare is not None:
            prepare()
        yield from _counted(map(work, names), names, title=title)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Not forked: threads of numba and pyarrow do not survive that.
    context = get_context("spawn")
    with ProcessPoolExecutor(cores, mp_context=context, initializer=prepare) as pool:
        chunk = max(1, min(16, len(names) // (cores * 4)))
        yield from _counted(pool.map(work, names, chunksize=chunk), names, title=title)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _counted(done: Iterator[Done], names: Sequence[str], *, title: str) -> Iterator[Done]:
    """The same, with a bar on a terminal and a line each tenth elsewhere."""
    if len(names) < FEWEST:
        yield from done
        return
    tenth = max(1, len(names) // 10)
    is_terminal = sys.stderr.isatty()
    with Progress(title, total=len(names)) as progress:
        for count, (name, one) in enumerate(zip(names, done, strict=True), start=1):
            progress(name)
            if not is_terminal and (count % tenth == 0 or count == len(names)):
                say(f"{title}: {count:,} of {len(names):,}")
            yield one
