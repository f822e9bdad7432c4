"""When compiled code is worth its start."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass

LOADING = 1_500_000
"""Vertices worked on after which compiled code is loaded. Loading takes 0.5 to 0.8 s; without it a
vertex of a daily map costs about 0.35 microseconds, so by then as much was spent. At worst it
doubles the cost once; measured on DeepState's daily maps."""

BATCH = 4 * LOADING
"""Vertices asked for at once that are worth the loading: five years of daily maps."""

COMPILING = 12 * LOADING
"""Work after which it is compiled where no cache has it yet: that takes 15 s of CPU, once."""

SCRIPTED = LOADING // 4
"""Vertices that a call from a user's own script counts for at least: who calls a fourth time is
most likely in a loop, and waits 0.5 s once."""

_COMPILED = "retally.measure.compiled"

_log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class Worth:
    """Counts the work of a process and says when compiled code is worth its start.

    Work to come is not known, so the rule is that of renting skis: go on without until what
    that has cost is in proportion to the price, then pay it.

    Parameters
    ----------
    vertices
        Worked on so far.
    to_come
        Known to be asked for in parts, the next one included.
    dear
        How many times more work it takes: in a program that goes on for days the memory of
        compiled code, 120 MB, counts for more than its start.
    """

    vertices: int = 0
    to_come: int = 0
    dear: int = 1
    is_cold: bool | None = None

    def expect_more(self) -> None:
        """Note a call from a user's own script, of which there will probably be more."""
        self.vertices += SCRIPTED

    def expect(self, vertices: int) -> None:
        """Note that so many vertices will be asked for, if in parts."""
        self.to_come = vertices

    def is_reached(self, vertices: int) -> bool:
        """Whether to use compiled code for so many more vertices, and from then on."""
        asked = max(vertices, self.to_come)
        self.to_come = max(self.to_come - vertices, 0)
        spent = max(self.vertices, asked if asked >= self.dear * BATCH else 0)
        total = self.vertices + asked
        self.vertices += vertices
        if self.is_cold is False:
            return True
        if _COMPILED not in sys.modules and spent < self.dear * LOADING:
            return False
        from retally.measure import compiled

        if self.is_cold is None:
            self.is_cold = compiled.is_cold()
        if self.is_cold and total >= COMPILING:
            # A library's one line on standard error, unless the program has set up logging.
            _log.warning("compiling the change kernel for this machine; this happens once")
            compiled.warm()
            self.is_cold = False
        return not self.is_cold


WORTH = Worth()
"""That of this process."""
