from __future__ import annotations

import pytest

from retally.model.story import Span
from retally.reader.calendar import Calendar
from retally.reader.statements import statements


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("Kolar told reporters in Dorn that it fell.", "reporters in Dorn"),
        ('"It fell," Kolar told NPX by telephone.', "NPX"),
        ('"It fell," Kolar wrote on Telegram.', "Telegram"),
        ('"It fell," Kolar said on social media late on Friday.', "social media"),
        ("Kolar said in a statement that it fell.", "a statement"),
        ("Kolar said that it fell on the media.", None),
        ("Kolar said it fell.", None),
    ],
)
def test_whom_or_where_stands_beside_the_cue(text: str, audience: str | None) -> None:
    spans = (Span(start=0, end=len(text)),)
    (one,) = statements(text, spans, calendar=Calendar(text=text, published=None))
    assert one.audience == audience
