"""The sources by name."""

from __future__ import annotations

import difflib

from retally.errors import UnknownNameError
from retally.sources import deepstate, deepstate_daily, isw, vector
from retally.sources.base import Source

SOURCES: dict[str, Source] = {
    one.name: one for one in (isw.SOURCE, deepstate.SOURCE, deepstate_daily.SOURCE, vector.SOURCE)
}
"""Every source, as given to ``--source``."""


def source(name: str) -> Source:
    """The source of that name.

    Raises
    ------
    UnknownNameError
        If there is none; the nearest name is suggested.
    """
    if name in SOURCES:
        return SOURCES[name]
    near = difflib.get_close_matches(name, SOURCES, n=1, cutoff=0.4)
    raise UnknownNameError(
        f"unknown source {name!r}",
        expected=", ".join(SOURCES),
        do=f"did you mean {near[0]!r}?" if near else "use one of those",
    )
