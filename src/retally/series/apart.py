"""Changes measured in a process of its own, whose memory is given back when it ends.

Compiled code and the maps of years take more memory than all else that a program does which
answers for days, as the desk. It leaves them to this process, and reads what was remembered.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from retally.errors import RetallyError
from retally.model.words import AreaModel

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from retally.series.maps import Areas, Pair

FEWEST = 100
"""Maps. A process needs about a second to start, in which as many are measured."""

_ONE = threading.Lock()
"""Two at once would take twice the memory, and measure much of the same."""


def measured_apart(folder: Path, pairs: Sequence[Pair], model: AreaModel) -> Mapping[Pair, Areas]:
    """Changes of an archive, measured in another process and remembered in the archive.

    What it cannot do is left out, and is for the caller to measure or to find wrong.
    """
    # Not forked: threads of numba and pyarrow do not survive that.
    context = get_context("spawn")
    with _ONE:
        receiver, sender = context.Pipe(duplex=False)
        asked = (sender, folder, list(pairs), model)
        process = context.Process(target=_measure, args=asked, daemon=True)
        process.start()
        sender.close()
        try:
            found: Mapping[Pair, Areas] = receiver.recv()
        except EOFError:
            # It was ended, for want of memory perhaps.
            found = {}
        process.join()
    return found


def _measure(sender: Connection, folder: Path, pairs: Sequence[Pair], model: AreaModel) -> None:
    from retally.archive.archive import Archive
    from retally.series.maps import Maps

    # Ctrl-C is for the program that asked, which ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    maps = Maps(Archive.open(folder))
    try:
        maps.prepare(pairs, model)
        found = {pair: maps.change_areas(pair, model) for pair in pairs}
    except RetallyError:
        # The caller meets the same and tells it.
        found = {}
    sender.send(found)
