"""The verdict on a figure against the ground, and its explanation in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from retally.check.ground import off
from retally.check.together import Asked
from retally.model.check import Check, CheckKind, Evidence, Hint
from retally.model.quantity import Quantity
from retally.model.words import Verdict

ONE_KM2 = 1.0


def cannot_check(name: str, figure: str, claimed: Quantity, reason: str) -> Check:
    """A check against the ground that could not be asked, with the reason."""
    return Check(
        id=name,
        kind=CheckKind.GROUND,
        figures=(figure,),
        verdict=Verdict.CANNOT_CHECK,
        claimed=claimed,
        explanation=reason,
    )


def judged(name: str, asked: Asked, *, left: Sequence[str], known: Mapping[str, str]) -> Check:
    """The verdict on one figure.

    Definition: docs/methods/ground.md. ``matches`` under every definition left open that the maps
    answer, ``depends`` under some, ``does_not_match`` under none, ``cannot_check`` where they
    answer none.

    Parameters
    ----------
    left
        Definitions that the story's figures taken together leave.
    known
        For a definition, the publisher known to use it.
    """
    rows = asked.open_rows
    answered = [row for row in rows if row.holds is not None]
    if not answered:
        return Check(
            id=name,
            kind=CheckKind.GROUND,
            figures=(asked.query.figure,),
            verdict=Verdict.CANNOT_CHECK,
            claimed=asked.claimed,
            explanation=_unanswered(asked),
            evidence=asked.rows,
        )
    verdict = _verdict(answered)
    best = _best(answered, asked.claimed, left)
    slipped = verdict is Verdict.DOES_NOT_MATCH and any(row.holds for row in _shifted(asked))
    return Check(
        id=name,
        kind=CheckKind.GROUND,
        figures=(asked.query.figure,),
        verdict=verdict,
        claimed=asked.claimed,
        computed=_computed(best),
        hint=Hint.WINDOW_SLIP if slipped else None,
        explanation=_explanation(asked, left=left, known=known),
        evidence=asked.rows,
    )


def _verdict(answered: Sequence[Evidence]) -> Verdict:
    holding = sum(1 for row in answered if row.holds)
    if holding == len(answered):
        return Verdict.MATCHES
    return Verdict.DEPENDS if holding else Verdict.DOES_NOT_MATCH


def _best(answered: Sequence[Evidence], claimed: Quantity, left: Sequence[str]) -> Evidence:
    """The row to show: one that holds before one that does not, then the one left, then nearest."""
    return min(
        answered,
        key=lambda row: (not row.holds, row.definition not in left, off(row, claimed)),
    )


def _ends(row: Evidence) -> tuple[float, float]:
    low = row.low if row.low is not None else row.value or 0.0
    high = row.high if row.high is not None else row.value or 0.0
    return low, high


def _computed(row: Evidence) -> Quantity:
    low, high = _ends(row)
    value = row.value if row.value is not None else (low + high) / 2
    return Quantity.measured(value, unit="km2", bounds=(low, high), causes=_missing(row))


def _explanation(asked: Asked, *, left: Sequence[str], known: Mapping[str, str]) -> str:
    """In words, the definitions under which it holds first."""
    rows = asked.open_rows
    surely = [row for row in rows if row.holds and _is_sure(row, asked.claimed, left)]
    perhaps = [row for row in rows if row.holds and row not in surely]
    failing = [row for row in rows if row.holds is False]
    unknown = [row for row in rows if row.holds is None]
    others = [row for row in asked.rows if row.definition in asked.query.others]
    clauses = [
        _clause("holds under", surely, after=_remark(surely, asked, left=left, known=known)),
        _clause("not ruled out under", perhaps, after=_why_open(perhaps)),
        _clause("not under" if surely or perhaps else "under none: not", failing),
        _clause("not measured under", unknown),
        _clause("beside these", others),
        _shift(asked),
    ]
    return "; ".join(clause for clause in clauses if clause)


def _is_sure(row: Evidence, claimed: Quantity, left: Sequence[str]) -> bool:
    """Whether a row that meets the print does so by its own value, or by what the rest leaves."""
    if row.definition in left and len(left) == 1:
        return True
    low, high = _ends(row)
    if row.is_exact or high - low < ONE_KM2:
        return True
    return row.value is not None and Quantity.measured(row.value, unit="km2").meets(claimed)


def _clause(lead: str, rows: Sequence[Evidence], *, after: str = "") -> str | None:
    if not rows:
        return None
    listed = ", ".join(f"{row.definition} ({amount(row)})" for row in rows)
    return f"{lead} {listed}{after}"


def amount(row: Evidence) -> str:
    """A row's value as words: "476.9 km2", "414 to 540 km2", "no map"."""
    if row.value is None and row.low is None:
        return "no map"
    low, high = _ends(row)
    if row.low is None or row.high is None:
        return f"{row.value or 0.0:,.1f} km2 by the last map before, none after"
    if high - low < ONE_KM2:
        return f"{row.value if row.value is not None else low:,.1f} km2"
    return f"{low:,.0f} to {high:,.0f} km2"


def _remark(
    rows: Sequence[Evidence], asked: Asked, *, left: Sequence[str], known: Mapping[str, str]
) -> str:
    """Which of the definitions that hold the publisher uses, and which the story itself leaves."""
    names = [row.definition for row in rows]
    remarks = [f"which {known[name]} is known to use" for name in names if name in known]
    if len(left) == 1 and left[0] in names and len(asked.open_rows) > 1:
        remarks.append("the one definition that the story's figures together leave")
    return f", {', '.join(remarks)}" if remarks else ""


def _why_open(rows: Sequence[Evidence]) -> str:
    days = sorted({day for row in rows for day in _missing(row)})
    return f", since {' and '.join(days)}" if days else ""


def _missing(row: Evidence) -> tuple[str, ...]:
    """The ends of a row's window that have no map of their own day."""
    causes = []
    if row.from_day is not None and (row.start - row.from_day).days != 1:
        causes.append(f"no map of {_day_before(row)}")
    if row.to_day is not None and row.to_day != row.end:
        causes.append(f"no map of {row.end.isoformat()}")
    return tuple(causes)


def _day_before(row: Evidence) -> str:
    return row.start.fromordinal(row.start.toordinal() - 1).isoformat()


def _shifted(asked: Asked) -> list[Evidence]:
    """The rows of windows shifted by one day."""
    window = (asked.query.start, asked.query.end)
    return [row for row in asked.rows if (row.start, row.end) != window]


def _shift(asked: Asked) -> str | None:
    """What windows shifted by one day give: those that would hold, else all where nothing holds."""
    rows = _shifted(asked)
    holding = [row for row in rows if row.holds]
    if not rows:
        return None
    if not holding and any(row.holds for row in asked.open_rows):
        return "windows shifted by one day are among the evidence"
    listed = ", ".join(
        f"{row.definition} {row.start} to {row.end} ({amount(row)})" for row in holding or rows
    )
    lead = "a window shifted by one day would hold" if holding else "shifted by one day"
    return f"{lead}: {listed}"


def _unanswered(asked: Asked) -> str:
    window = f"{asked.query.start} to {asked.query.end}"
    partly = [row for row in asked.open_rows if row.value is not None]
    if partly:
        listed = ", ".join(f"{row.definition} ({amount(row)})" for row in partly)
        return f"the maps at hand do not bracket {window}: {listed}"
    return f"no map at hand covers {window} under {', '.join(asked.query.left_open)}"
