"""The three lines worth telling of a run of the demo, computed from what it measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from retally.check.story_check import StoryCheck
from retally.demo.story import AGENCY_DEFINITION, KM2_PER_SQUARE_MILE
from retally.series.gains import Gains, GainsRow


def telling_lines(
    months: Sequence[Gains], *, check: StoryCheck, told: Mapping[str, Any]
) -> tuple[str, str, str]:
    """What the definition decides, what the story's check found, how near to the truth it is.

    Parameters
    ----------
    months
        Gains by month under each of the demo's definitions.
    check
        Of the made-up story.
    told
        The war's truth.

    Returns
    -------
    tuple of str
        Three sentences, without line ends.
    """
    return _record_line(months), _story_line(check.to_dict()), _truth_line(months, told)


def largest_difference(months: Iterable[Gains], told: Mapping[str, Any]) -> tuple[int, float]:
    """How many months have their own maps at both ends, and how far any figure is from the truth.

    Returns
    -------
    tuple
        The number of months over all definitions; the largest difference of gained, lost, net
        or held, km2.
    """
    differences = [
        max(abs(measured - true) for measured, true in pairs)
        for series in months
        for pairs in _against(series, told["definitions"][series.definition]["monthly"])
    ]
    return len(differences), max(differences)


def _against(
    series: Gains, monthly: Iterable[Mapping[str, Any]]
) -> Iterator[list[tuple[float, float]]]:
    """Measured and true values of each month whose ends have maps of their own day."""
    truths = {row["start"]: row for row in monthly}
    for row in series.rows:
        true = truths.get(row.start.isoformat())
        if true is None or not row.exact:
            continue
        document = row.to_dict()
        yield [
            (float(document[name]), float(true[name]))
            for name in ("gained_km2", "lost_km2", "net_km2", "held_km2")
        ]


def _record_line(months: Iterable[Gains]) -> str:
    """The agency's record month under every definition of the same party."""
    by_name = {series.definition: series for series in months}
    agency = by_name[AGENCY_DEFINITION]
    record = max((row for row in agency.rows if _is_whole(row)), key=_net)
    values = [
        f"{_net(row):,.0f} km2 ({_net(row) / KM2_PER_SQUARE_MILE:,.0f} sq mi) under {name}"
        for name, series in by_name.items()
        if series.party == agency.party
        for row in series.rows
        if row.start == record.start and row.net_km2 is not None
    ]
    return f"{_month(record.start)}, one month of one war: {', '.join(values)}."


def _story_line(document: Mapping[str, Any]) -> str:
    """Verdicts, and the definition that explains most figures, if one does."""
    coverage = document["coverage"]
    line = (
        f"The story: {coverage['checked']} of {coverage['numbers']} numbers checked, "
        f"{coverage['matches']} match, {coverage['depends']} depend on the definition, "
        f"{coverage['does_not_match']} do not match"
    )
    best = [
        f"{name} gives back {count} of the {len(joint['figures'])} that its maps answer"
        for joint in document["joint"]
        for name, count in joint["holds"].items()
        if count == max(joint["holds"].values())
    ]
    return f"{line}; {best[0]}." if len(best) == 1 else f"{line}."


def _truth_line(months: Sequence[Gains], told: Mapping[str, Any]) -> str:
    count, km2 = largest_difference(months, told)
    return (
        f"Against the known truth: {count} months under {len(months)} definitions, "
        f"the largest difference is {km2:.0e} km2."
    )


def _is_whole(row: GainsRow) -> bool:
    return row.complete and not row.partial and row.net_km2 is not None


def _net(row: GainsRow) -> float:
    return row.net_km2 or 0.0


def _month(day: date) -> str:
    return f"{day:%B %Y}"
