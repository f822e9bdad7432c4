"""What a fetch yields beside captured bytes, and what it is told to pass over."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from retally.errors import RetallyError, UnansweredError

Skip: TypeAlias = Callable[[date, str], bool]
"""Whether a (day, layer) is at hand already."""


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One thing that could not be fetched.

    Parameters
    ----------
    path
        The address, or the days, that failed.
    reason
        Why, in one line, and what to do.
    day
        The day it is about; None where it is about a service or a span.
    is_unanswered
        Whether every try failed, as when the publisher is down.
    """

    path: str
    reason: str
    day: date | None = None
    is_unanswered: bool = False

    @classmethod
    def of(cls, error: RetallyError, *, path: str, day: date | None = None) -> Failure:
        """The failure that an error stands for.

        Parameters
        ----------
        error
            Its own place is used where it names one, so that the line is not said twice.
        path
            The place, where the error names none.
        day
            The day it is about.
        """
        place = " ".join(error.where.split())
        return cls(
            path=place or path,
            # An address does not show its day to a reader.
            reason=(f"{day}: " if day else "") + error.line.removeprefix(f"{place}: "),
            day=day,
            is_unanswered=isinstance(error, UnansweredError),
        )


def feature_collection(features: Sequence[dict[str, Any]]) -> bytes:
    """GeoJSON bytes of some features; equal features give equal bytes."""
    document = {"type": "FeatureCollection", "features": list(features)}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
