"""The verdict on an ordering, a rank or a record against the ground, and its words."""

from __future__ import annotations

from collections.abc import Sequence

from retally.check.judge import Knowledge
from retally.check.judge_words import amount, missing, number
from retally.check.query import Operator, Query
from retally.check.records import Standing, period_of, reaches_back
from retally.model.check import Check, CheckKind, Evidence
from retally.model.quantity import Quantity
from retally.model.words import Verdict
from retally.series.windows import Window, whole


def judged_relation(
    query: Query, found: Sequence[Standing], figures: tuple[str, ...], knowledge: Knowledge
) -> Check:
    """The verdict on a claim that holds a window against others.

    Definition: docs/methods/ground.md. ``matches`` where it is true at every point of the
    intervals under every definition left open, ``does_not_match`` where at none under any, else
    ``depends``; ``cannot_check`` where nothing can be compared, or a record reaches further back
    than the series.
    """
    known = [one for one in found if one.is_known]
    is_record = query.operator in (Operator.LARGEST, Operator.SMALLEST)
    told = _told(query, known, knowledge, is_record=is_record)
    if not known:
        verdict, words = Verdict.CANNOT_CHECK, _nothing(query)
    elif is_record and not reaches_back(query, known):
        verdict, words = Verdict.CANNOT_CHECK, f"{_out_of_reach(query, known)}: {told}"
    else:
        verdict, words = _verdict(known), told
        if verdict is Verdict.DOES_NOT_MATCH and query.doubt is not None:
            verdict, words = Verdict.CANNOT_CHECK, f"{query.doubt}; as it was read: {told}"
    remarks = [remark for remark in knowledge.remarks if known]
    return Check(
        id="",
        kind=CheckKind.GROUND,
        figures=figures,
        relation=query.relation,
        verdict=verdict,
        computed=_computed(known, knowledge.left),
        explanation="; ".join([words, *remarks]),
        evidence=tuple(row for one in found for row in one.rows()),
    )


def _verdict(known: Sequence[Standing]) -> Verdict:
    answers = {one.holds for one in known}
    if answers == {True}:
        return Verdict.MATCHES
    return Verdict.DOES_NOT_MATCH if answers == {False} else Verdict.DEPENDS


def _computed(known: Sequence[Standing], left: Sequence[str]) -> Quantity | None:
    """The window's own bracket under the definition that is left, else under the first."""
    if not known:
        return None
    best = min(known, key=lambda one: (one.definition not in left, one.holds is False))
    row = best.rows()[0]
    low, high = row.low or 0.0, row.high or 0.0
    value = row.value if row.value is not None else (low + high) / 2
    return Quantity.measured(value, unit="km2", bounds=(low, high), causes=missing(row))


def _nothing(query: Query) -> str:
    if query.than is not None:
        return (
            f"no map at hand covers both {query.start} to {query.end}"
            f" and {query.than.start} to {query.than.end}"
        )
    return f"no earlier window is at hand to hold {query.start} to {query.end} against"


def _out_of_reach(query: Query, known: Sequence[Standing]) -> str:
    """How far back the claim reaches, and the series."""
    starts = [one.series_start for one in known if one.series_start is not None]
    begins = f"the series begins {max(starts)}"
    if query.since is None:
        return f"the story does not say since when, and {begins}; since then"
    return f"the claim reaches back to {query.since:%B %Y} and {begins}; since then"


def _told(query: Query, known: Sequence[Standing], knowledge: Knowledge, *, is_record: bool) -> str:
    """Definition by definition, those that the story's figures leave first."""
    ordered = sorted(
        known,
        key=lambda one: (
            one.definition not in knowledge.left,
            one.definition not in knowledge.known,
            _order(one.holds),
        ),
    )
    one_told = _record_words if is_record else _ordering_words
    return "; ".join(
        f"{_TRUTH[one.holds]} under {one.definition}{_remark(one, knowledge)}:"
        f" {one_told(query, one)}"
        for one in ordered
    )


_TRUTH = {True: "true", None: "true at some points of the interval", False: "not true"}


def _order(holds: bool | None) -> int:
    return {True: 0, None: 1, False: 2}[holds]


def _remark(one: Standing, knowledge: Knowledge) -> str:
    if list(knowledge.left) == [one.definition]:
        return " (the one definition that the story's figures together leave)"
    if one.definition in knowledge.known:
        return f" (which {knowledge.known[one.definition]} is known to use)"
    return ""


def _ordering_words(query: Query, one: Standing) -> str:
    own, other = one.rows()
    against = f"{amount(other)} in {_days(other)}"
    return f"{amount(own)} in {_days(own)}{_open(own)}, against {against}"


def _record_words(query: Query, one: Standing) -> str:
    """Rank, runner-up, margin, and the same per day."""
    own, best = one.rows()
    word = "smallest" if query.operator is Operator.SMALLEST else "largest"
    against = f"{amount(best)} in {_days(best)}"
    among = f"the {word} of {one.compared} earlier {period_of(query.window)}s"
    parts = [f"{amount(own)}{_open(own)}, against {against}, {among}: {_rank_words(one)}"]
    parts.append(_margin(query, own, best))
    if one.rank_per_day is not None:
        parts.append(_per_day(one, word))
    return ", ".join(parts)


def _rank_words(one: Standing) -> str:
    low, high = one.ranks or (0, 0)
    return f"rank {low}" if low == high else f"rank {low} to {high}"


def _margin(query: Query, own: Evidence, best: Evidence) -> str:
    """By how much the window, and the printed number, lie above the runner-up."""
    runner_up = best.value or 0.0
    words = f"margin {(own.value or 0.0) - runner_up:+,.1f} km2 by the maps used"
    claim = query.claim
    if claim.unit == "km2" and len(claim.printed) == 1 and "/" not in claim.printed[0]:
        printed = float(claim.printed[0].replace(",", "").replace("−", "-")) * claim.scale
        words += f" and {printed - runner_up:+,.1f} km2 by the printed number"
    return words


def _per_day(one: Standing, word: str) -> str:
    per_day = number(one.own.per_day or 0.0, "km2/day")
    best = number(one.best_per_day or 0.0, "km2/day")
    if one.rank_per_day == 1:
        return f"per day it is the {word}: {per_day} against {best}"
    return f"per day it is not the {word}: {per_day} against {best}, rank {one.rank_per_day}"


def _open(row: Evidence) -> str:
    days = missing(row)
    return f" ({' and '.join(days)})" if days else ""


def _days(row: Evidence) -> str:
    """A whole month as 2024-08, a whole year as 2024, any other window by its days."""
    window = Window(start=row.start, end=row.end)
    if window == whole("month", row.start):
        return f"{row.start:%Y-%m}"
    if window == whole("year", row.start):
        return f"{row.start:%Y}"
    return f"{row.start} to {row.end}"
