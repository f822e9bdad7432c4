"""A total since the invasion whose number is that of the year: a window that slipped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from retally.check.asking import AskedOnce
from retally.check.ground import evidence, stated
from retally.check.judge_words import listed
from retally.check.query import Claim, Measure, Query
from retally.check.query_kinds import Told
from retally.check.query_place import is_whole
from retally.check.units import KM2_PER, in_measured_unit
from retally.model.check import Check, CheckKind, Evidence, Hint
from retally.model.quantity import Quantity
from retally.model.story import Figure
from retally.model.words import Verdict
from retally.series.windows import Window

_LESS_BY = 2
"""How many times larger the ground taken since the invasion must be than the number printed; the
years since have added a few percent to it."""


def slipped_to_invasion(
    figure: Figure, printed: Quantity, told: Told, ground: AskedOnce
) -> Check | None:
    """The check of a total since the invasion that is one since the start of its last year.

    Definition: docs/methods/ground.md. None unless both are seen: the ground taken since the
    invasion, by maps that tell what was held before apart, is at least twice the number; and the
    net gain since 1 January gives it under a definition of the source that the story names.

    Parameters
    ----------
    figure
        One whose window begins with the invasion.
    """
    if figure.window is None or figure.unit not in KM2_PER or printed.high is None:
        return None
    claimed = in_measured_unit(printed)
    end = figure.window.end
    whole = [
        one
        for one in told.definitions.values()
        if one.party == figure.actor and is_whole(one) and one.share_of_km2 is not None
    ]
    apart = [one.name for one in whole if one.name in told.leaves_out_prewar]
    named = [one.name for one in whole if set(one.sources) & set(figure.sources)]
    asked = Query(
        figure=figure.id,
        claim=Claim(printed=figure.printed, unit=figure.unit),
        measure=Measure.HELD,
        party=str(figure.actor),
        window=Window(start=end, end=end),
        left_open=tuple(apart),
    )
    since_january = replace(
        asked,
        measure=Measure.NET,
        window=Window(start=date(end.year, 1, 1), end=end),
        left_open=tuple(named),
    )
    in_all, in_year = (_rows(one, claimed, told, ground) for one in (asked, since_january))
    totals = [row for row in in_all if row.low is not None and row.low > 0]
    holding = [row for row in in_year if row.holds]
    high = float(claimed.high or 0)
    if not totals or not holding or any(float(row.low or 0) < _LESS_BY * high for row in totals):
        return None
    return Check(
        id="",
        kind=CheckKind.GROUND,
        figures=(figure.id,),
        verdict=Verdict.DOES_NOT_MATCH,
        claimed=printed,
        hint=Hint.WINDOW_SLIP,
        explanation=(
            f"taken since the invasion and held on {end}: {listed(totals)};"
            f" since {holding[0].start} it would hold: {listed(holding)}"
        ),
        evidence=(*in_all, *in_year),
    )


def _rows(query: Query, claimed: Quantity, told: Told, ground: AskedOnce) -> list[Evidence]:
    """What the definitions of a query give, without windows shifted by a day."""
    return stated(evidence(ground, query, claimed, told.definitions).rows, query)
