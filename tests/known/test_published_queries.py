"""Published figures that ship, each asked of the areas that ship as a story's figure would be."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from retally.check.check import checked_reading
from retally.check.qualifiers import qualifier_of
from retally.errors import UsageError
from retally.model.check import Check
from retally.model.story import (
    Figure,
    FigureKind,
    Qualifier,
    Reading,
    Span,
    StatedWindow,
    Story,
)
from retally.model.words import Verdict
from retally.reference.published import PublishedFigure, figures
from retally.series.ground import Ground

KINDS = {
    "gain": FigureKind.AREA_GAINED,
    "net_gain": FigureKind.AREA_GAINED,
    "rate_per_day": FigureKind.AREA_GAINED,
    "loss": FigureKind.AREA_LOST,
    "total_controlled": FigureKind.AREA_HELD,
    "incursion_area": FigureKind.AREA_HELD,
    "share_of_country": FigureKind.AREA_SHARE_HELD,
}
MAP_MAKERS = ("AFP", "ISW", "DeepState")
OTHER_GROUND = {"F149", "F153", "F168", "F169"}
"""Sums by ISW that its maps of Ukraine do not give: Kursk is counted in, or the days are uncertain."""
SERIES_START = date(2023, 11, 24)


def qualifier(figure: PublishedFigure) -> Qualifier:
    try:
        found = Qualifier(qualifier_of(figure.qualifier))
    except UsageError:
        return Qualifier.EXACT
    return Qualifier.EXACT if found in (Qualifier.RANGE, Qualifier.SEVERAL) else found


def reading(one: PublishedFigure) -> Reading:
    """A story of one sentence that prints the figure, with all that is known of it."""
    number = f"{one.printed} {one.unit}"
    before = f"{one.side} took "
    text = f"{before}{number}."
    end = one.window_end
    window = None
    if end is not None:
        window = StatedWindow(start=one.window_start or end, end=end, basis="as the page says")
    figure = Figure(
        id="f1",
        span=Span(start=len(before), end=len(before) + len(number)),
        sentence=Span(start=0, end=len(text)),
        text=number,
        value=Decimal(one.printed.replace(",", "")),
        printed=(one.printed,),
        qualifier=qualifier(one),
        unit=one.unit,
        kind=KINDS[one.measure],
        actor=one.side.casefold(),
        place=None if one.region == "Ukraine" else one.region,
        window=window,
        sources=(one.data_source.casefold(),),
    )
    story = Story(
        text=text,
        paragraphs=(Span(start=0, end=len(text)),),
        published=None if end is None else end + timedelta(days=1),
    )
    return Reading(story=story, figures=(figure,), numbers=(figure.span,))


@pytest.fixture(scope="module")
def answers() -> dict[str, tuple[PublishedFigure, Check]]:
    ground = Ground(None)
    return {
        one.id: (
            one,
            checked_reading(
                reading(one), (), ground=ground, name=one.id, definitions=ground.definitions
            ).checks[0],
        )
        for one in figures()
        if one.measure in KINDS and one.data_source in ("ISW", "DeepState")
    }


def test_changes_of_the_whole_ground_within_the_series_are_all_answered(answers: dict) -> None:
    unanswered = [
        one.id
        for one, check in answers.values()
        if one.measure in ("gain", "net_gain", "rate_per_day")
        and (one.region, one.side) == ("Ukraine", "Russia")
        and one.window_start is not None
        and one.window_start >= SERIES_START
        and not any(row.holds is not None for row in check.evidence)
    ]
    assert unanswered == []


def test_what_map_makers_print_of_their_own_maps_is_not_told_as_wrong(answers: dict) -> None:
    own = [pair for pair in answers.values() if pair[0].publisher in MAP_MAKERS]
    asked = [one.id for one, check in own if check.evidence]
    missed = {one.id for one, check in own if check.verdict is Verdict.DOES_NOT_MATCH}
    assert len(asked) > 100
    # One week by AFP is 3.4 % off.
    assert missed - OTHER_GROUND <= {"F001"}


def test_every_verdict_but_a_miss_is_common(answers: dict) -> None:
    counts = Counter(check.verdict for _, check in answers.values())
    assert counts[Verdict.DEPENDS] > 55
    assert counts[Verdict.MATCHES] > 12
    assert counts[Verdict.DOES_NOT_MATCH] < 20


def test_what_is_not_answered_says_why(answers: dict) -> None:
    reasons = [
        check.explanation for _, check in answers.values() if check.verdict is Verdict.CANNOT_CHECK
    ]
    assert all(len(reason) > 15 for reason in reasons)
    assert any("alone" in reason for reason in reasons)
    assert any("needs the maps of both its end days" in reason for reason in reasons)
    assert any("do not bracket" in reason for reason in reasons)
