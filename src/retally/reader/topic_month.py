"""The month that a story is about: what it says of the month as a whole is of it throughout."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from retally.model.story import Figure, FigureKind, Scope, StatedWindow
from retally.reader.binding import Bound
from retally.reader.carried_windows import is_unsaid
from retally.reader.figures import Found


def with_topic_month(
    text: str, found: Sequence[Found], figures: Sequence[Figure], bounds: Sequence[Bound]
) -> tuple[Figure, ...]:
    """Rates, shares and differences without a time, in a story that opens with one month.

    "Losses reached a new high in November. The daily rate was 1,500."
    """
    opened = _opening_month(text, found)
    if opened is None:
        return tuple(figures)
    at, month = opened
    starts = [one.span.start for one in found]
    window = replace(month, basis=f"{month.basis}; the month that the story is about")
    dated = []
    for figure, bound in zip(figures, bounds, strict=True):
        place = max(0, bisect_left(starts, figure.span.end) - 1)
        is_near = at <= place <= at + _NEAR
        is_open = is_near and figure.window is None and is_unsaid(bound)
        is_meant = figure.kind in _OF_A_MONTH or "/" in figure.unit
        ends = found[place].span.start, found[place].span.end
        is_taken = is_open and is_meant and not _ANOTHER_TIME.search(text, *ends)
        dated.append(replace(figure, window=window, unread=None) if is_taken else figure)
    return tuple(dated)


def _opening_month(text: str, found: Sequence[Found]) -> tuple[int, StatedWindow] | None:
    """The one month that the first sentences of a story name, and where."""
    opening = [one for one in found if one.scope in (Scope.BODY, Scope.HEADLINE)][:_OPENING]
    for one in opening:
        months = [mention for mention in one.windows if mention.shape == "month"]
        plain = [
            mention
            for mention in months
            if not _AGAINST.search(
                text, max(one.span.start, mention.span.start - 60), mention.span.start
            )
        ]
        if len(plain) == 1 and len(plain[0].windows) == 1:
            return found.index(one), plain[0].windows[0]
        if months:
            return None
    return None


_OPENING = 3
_NEAR = 8
"""Sentences that a story keeps to the month it opens with."""
_OF_A_MONTH = frozenset({FigureKind.SHARE_OF_GAIN, FigureKind.DIFFERENCE})
_AGAINST = re.compile(
    r"\b(?:than|since|against|versus|compared|from|before|after|until|by)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_ANOTHER_TIME = re.compile(
    r"\b(?:since|will|would|likely|expect\w*|could|may|(?:19|20)\d\d|years?|months?|weeks?|ago|earlier|today|now"
    r"|currently|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
"""Words of a time that is not the month told of."""
