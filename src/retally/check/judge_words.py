"""The explanation of a verdict against the ground, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from retally.check.brackets import AROUND_KM
from retally.check.query import Measure, Query
from retally.check.together import Asked
from retally.model.check import Evidence
from retally.model.quantity import Quantity

_NARROW = {"km2": 1.0, "km2/day": 0.05, "percent": 0.05}
"""Intervals narrower than this are told as one number, by unit; half a printed place is more."""


def explanation(
    asked: Asked,
    *,
    left: Sequence[str],
    known: Mapping[str, str],
    gross: Mapping[str, float],
    slip: str | None,
    remarks: Sequence[str],
) -> str:
    """In words, the definitions under which it holds first."""
    rows = asked.open_rows
    roughly = [row for row in rows if row.holds and not meets_print(row, asked.measured)]
    holding = [row for row in rows if row.holds and row not in roughly]
    surely = [row for row in holding if _is_sure(row, asked.measured, left)]
    perhaps = [row for row in holding if row not in surely]
    failing = [row for row in rows if row.holds is False]
    unknown = [row for row in rows if row.holds is None]
    others = [row for row in asked.rows if row.definition in asked.query.others]
    holds = bool(surely or perhaps or roughly or gross)
    clauses = [
        _clause("holds under", surely, after=_remark(surely, asked, left=left, known=known)),
        _clause("not ruled out under", perhaps, after=_why_open(perhaps)),
        _clause(
            "holds to within the half percent that areas of the same maps differ by, under",
            roughly,
            after=_remark(roughly, asked, left=left, known=known),
        ),
        _gross_clause(gross),
        _clause("not under" if holds else "under none: not", failing),
        _clause("not measured under", unknown),
        _clause("beside these", others),
        _shift(asked),
        slip,
        _what(asked.query),
        *remarks,
    ]
    return "; ".join(clause for clause in clauses if clause)


def doubted(asked: Asked, reason: str) -> str:
    """Why a number that fits nothing is not said to be wrong."""
    rows = [row for row in asked.open_rows if row.holds is not None]
    whole = _where(asked.query) if asked.query.near is not None else "for the whole ground"
    return f"{reason}; {whole}: {listed(rows)}"


def prewar_left_out() -> str:
    """Why a total far below the maps' is not said to be wrong."""
    return "it may leave out the ground held before the war, which these maps do not split off"


def far_off() -> str:
    """Why a number of several times all that the maps give is not said to be wrong."""
    return "it is several times what any map gives, so that it may be of another window or place"


def close_to() -> str:
    """Why a total within the differences of outer bounds is not said to be wrong."""
    return (
        "totals made from the same maps differ by up to 2 percent with the outer bounds and the"
        " area taken for what was held before the war, and this one lies within"
    )


def around(query: Query) -> str:
    """Why a number that fits no circle around a place is not told as wrong."""
    return f"the story does not say how far around {query.near} it counts"


def not_all_measured(names: Sequence[str]) -> str:
    """Why nothing is ruled out where a definition left open has no maps."""
    return f"no map at hand answers {', '.join(names)}, which the story leaves open too"


def between_definitions() -> str:
    """Why a number that no definition gives, and several enclose, is not told as wrong."""
    return (
        "no map is named for it, and the number lies in or near the range of those at hand:"
        " one that is not at hand may give it"
    )


def redrawn() -> str:
    """Why a near miss is not told as one where the maps are not those of the story's day."""
    return (
        "it lies within 2.5 percent, and these maps were captured after the story came out:"
        " redrawn maps move sums by as much"
    )


def unanswered(asked: Asked) -> str:
    """Why no definition left open answers."""
    query = asked.query
    names = ", ".join(query.left_open)
    when = _when(query)
    partly = [row for row in asked.open_rows if row.value is not None]
    if partly:
        return f"the maps at hand do not bracket {when}: {listed(partly)}"
    if query.measure in (Measure.LOST, Measure.BALANCE) and any(
        row.to_day is not None for row in asked.open_rows
    ):
        return (
            f"what was lost over {when} needs the maps of both its end days,"
            " and areas alone are at hand, which give the net change"
        )
    if query.near is not None:
        return (
            f"the ground {_where(query)} over {when} needs the maps of both end days, not at"
            " hand, and areas of the whole do not tell it"
        )
    return f"no map at hand covers {when} under {names}"


def listed(rows: Sequence[Evidence]) -> str:
    """Rows as "isw-control (9.3 km2), isw-assessed (382 to 426 km2)"."""
    return ", ".join(f"{row.definition} ({amount(row)})" for row in rows)


def amount(row: Evidence) -> str:
    """A row's value as words: "476.9 km2", "414 to 540 km2", "no map"."""
    if row.value is None and row.low is None:
        return "no map"
    low, high = ends(row)
    if row.low is None or row.high is None:
        return f"{number(row.value or 0.0, row.unit)} by the last map before, none after"
    if high - low < _NARROW.get(row.unit, 1.0):
        return number(row.value if row.value is not None else low, row.unit)
    if row.unit == "km2":
        return f"{round(low) + 0:,} to {round(high) + 0:,} km2"
    return f"{low:,.2f} to {high:,.2f} {row.unit}"


def number(value: float, unit: str) -> str:
    """A measured value with its unit: a tenth of a km2, a hundredth of a share."""
    places = 1 if unit.startswith("km2") else 2
    # Adding zero takes the sign off a rounded -0.0.
    return f"{round(value, places) + 0.0:,.{places}f} {unit}"


def ends(row: Evidence) -> tuple[float, float]:
    """Low and high of a row, by its value where the maps do not bracket it."""
    low = row.low if row.low is not None else row.value or 0.0
    high = row.high if row.high is not None else row.value or 0.0
    return low, high


def missing(row: Evidence) -> tuple[str, ...]:
    """The ends of a row's window that have no map of their own day."""
    causes = []
    if row.from_day is not None and (row.start - row.from_day).days != 1:
        causes.append(f"no map of {_day_before(row)}")
    if row.to_day is not None and row.to_day != row.end:
        causes.append(f"no map of {row.end.isoformat()}")
    return tuple(causes)


def _when(query: Query) -> str:
    return f"{query.start} to {query.end}" if query.is_over_days else f"the end of {query.end}"


def _what(query: Query) -> str | None:
    """What was measured, where it is not the net change of the window over its whole ground."""
    if query.measure is Measure.HELD:
        return f"held at the end of {query.end}"
    if query.than is not None:
        return f"net of {query.start} to {query.end} less {query.than.start} to {query.than.end}"
    if query.near is not None:
        return _where(query)
    return None


def _where(query: Query) -> str:
    if query.km is not None:
        return f"within {query.km:g} km of {query.near}"
    least, most = AROUND_KM
    return f"around {query.near} (within {least:g} to {most:g} km, since the story does not say)"


def _is_sure(row: Evidence, claimed: Quantity, left: Sequence[str]) -> bool:
    """Whether a row that meets the print does so by its own value, or by what the rest leaves."""
    if row.definition in left and len(left) == 1:
        return True
    low, high = ends(row)
    if row.is_exact or high - low < _NARROW.get(row.unit, 1.0):
        return True
    return row.value is not None and Quantity.measured(row.value, unit=row.unit).meets(claimed)


def meets_print(row: Evidence, claimed: Quantity) -> bool:
    """Whether a row's own interval meets the print."""
    low, high = ends(row)
    return Quantity.measured(low, unit=row.unit, bounds=(low, high)).meets(claimed)


def _clause(lead: str, rows: Sequence[Evidence], *, after: str = "") -> str | None:
    return f"{lead} {listed(rows)}{after}" if rows else None


def _gross_clause(gross: Mapping[str, float]) -> str | None:
    if not gross:
        return None
    told = ", ".join(f"{name} ({number(value, 'km2')})" for name, value in gross.items())
    return f"holds as ground gained without what was lost under {told}"


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
    days = sorted({day for row in rows for day in missing(row)})
    return f", since {' and '.join(days)}" if days else ""


def _day_before(row: Evidence) -> str:
    return row.start.fromordinal(row.start.toordinal() - 1).isoformat()


def _shift(asked: Asked) -> str | None:
    """What windows shifted by one day give: those that would hold, else all where nothing holds."""
    rows = asked.shifted
    holding = [row for row in rows if row.holds]
    if not rows:
        return None
    if not holding and any(row.holds for row in asked.open_rows):
        return "windows shifted by one day are among the evidence"
    told = ", ".join(
        f"{row.definition} {row.start} to {row.end} ({amount(row)})" for row in holding or rows
    )
    lead = "a window shifted by one day would hold" if holding else "shifted by one day"
    return f"{lead}: {told}"
