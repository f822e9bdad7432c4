"""An expression of time as parsed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retally.reader.window_named import Named
from retally.reader.window_units import Stretch


@dataclass(frozen=True, kw_only=True)
class Expression:
    """An expression of time as parsed.

    Parameters
    ----------
    named
        What it names; `named.fixed` is set.
    first, last
        Places of its first token and after its last one.
    shape
        ``stretch``, ``range`` for one told by its two ends, ``rest``, ``since``.
    last_named
        Of a range: the first day of what is named as its end.
    """

    named: Named
    stretch: Stretch
    first: int
    last: int
    shape: str = "stretch"
    last_named: date | None = None
