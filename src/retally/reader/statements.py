"""Who said what in a story."""

from __future__ import annotations

from collections.abc import Sequence

from retally.model.story import Span, Statement
from retally.reader.calendar import Calendar


def statements(
    text: str, paragraphs: Sequence[Span], *, calendar: Calendar
) -> tuple[Statement, ...]:
    """Every statement of a story, in the order of the text.

    Parameters
    ----------
    paragraphs
        The body, in order.
    calendar
        The day of publication, which "on Monday" is resolved against.
    """
    return ()
