"""Maps measured in a process of its own, whose memory is given back when it ends.

Compiled code and the maps of years take more memory than all else that a program does which
answers for days, as the desk. It leaves them to this process, and reads what was remembered.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from retally.errors import RetallyError
from retally.model.words import AreaModel

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from retally.series.maps import Areas, Hashes, Maps, Pair
    from retally.series.points import Point

Asked = TypeVar("Asked")
Key = TypeVar("Key")
Found = TypeVar("Found")

FEWEST = 100
"""Maps. A process needs about a second to start, in which as many are measured."""

_ONE = threading.Lock()
"""Two at once would take twice the memory, and measure much of the same."""


def changes_apart(folder: Path, pairs: Sequence[Pair], model: AreaModel) -> Mapping[Pair, Areas]:
    """Changes of an archive, measured in another process and remembered in the archive.

    What it cannot do is left out, and is for the caller to measure or to find wrong.
    """
    return _apart(_changes, folder, list(pairs), model)


def held_apart(folder: Path, points: Sequence[Point], model: AreaModel) -> Mapping[Hashes, float]:
    """The same for areas held, in km2."""
    return _apart(_held, folder, list(points), model)


def _apart(
    measure: Callable[[Maps, list[Asked], AreaModel], dict[Key, Found]],
    folder: Path,
    asked: list[Asked],
    model: AreaModel,
) -> dict[Key, Found]:
    # Not forked: threads of numba and pyarrow do not survive that.
    context = get_context("spawn")
    with _ONE:
        receiver, sender = context.Pipe(duplex=False)
        given = (sender, measure, folder, asked, model)
        process = context.Process(target=_send, args=given, daemon=True)
        process.start()
        sender.close()
        try:
            found: dict[Key, Found] = receiver.recv()
        except EOFError:
            # It was ended, for want of memory perhaps.
            found = {}
        process.join()
    return found


def _send(
    sender: Connection,
    measure: Callable[[Maps, list[Asked], AreaModel], dict[Key, Found]],
    folder: Path,
    asked: list[Asked],
    model: AreaModel,
) -> None:
    from retally.archive.archive import Archive
    from retally.series.maps import Maps

    # Ctrl-C is for the program that asked, which ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        found = measure(Maps(Archive.open(folder)), asked, model)
    except RetallyError:
        # The caller meets the same and tells it.
        found = {}
    sender.send(found)


def _changes(maps: Maps, pairs: list[Pair], model: AreaModel) -> dict[Pair, Areas]:
    maps.prepare(pairs, model)
    return {pair: maps.change_areas(pair, model) for pair in pairs}


def _held(maps: Maps, points: list[Point], model: AreaModel) -> dict[Hashes, float]:
    maps.prepare_held(points, model)
    return {point.hashes: maps.held_km2(point, model) for point in points}
