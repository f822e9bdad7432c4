"""One analyst, one definition: the figures of a story that share a source, tested together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retally.check.ground import Answers, stated
from retally.check.query import Measure, Query
from retally.model.check import Evidence, Joint
from retally.model.definition import Definition
from retally.model.quantity import Quantity


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A query with what was claimed and what the maps gave.

    Parameters
    ----------
    claimed, measured
        The printed interval in its own unit, and in the one that evidence is told in.
    """

    query: Query
    claimed: Quantity
    measured: Quantity
    answers: Answers

    @property
    def rows(self) -> tuple[Evidence, ...]:
        """Every row of evidence."""
        return self.answers.rows

    @property
    def gained_km2(self) -> Mapping[str, float]:
        """For a definition, the ground gained without what was lost."""
        return self.answers.gained_km2

    @property
    def shifted(self) -> list[Evidence]:
        """The rows of windows shifted by one day."""
        window = (self.query.start, self.query.end)
        return [row for row in self.rows if (row.start, row.end) != window]

    @property
    def open_rows(self) -> list[Evidence]:
        """The rows that decide: the stated window under the definitions left open."""
        return stated(self.rows, self.query)

    @property
    def is_answered(self) -> bool:
        """Whether at least one deciding row could be measured."""
        return any(row.holds is not None for row in self.open_rows)


def joints(asked: Sequence[Asked], definitions: Mapping[str, Definition]) -> tuple[Joint, ...]:
    """Every group of two or more figures of one party that share a source.

    Figures whose source the story does not name form a group of their own, with source None.
    """
    groups: dict[tuple[str | None, str], list[Asked]] = {}
    for one in asked:
        if one.is_answered and _tells_apart(one.query):
            for source in one.query.sources or (None,):
                groups.setdefault((source, one.query.party), []).append(one)
    return tuple(
        _joint(source, group, definitions)
        for (source, _), group in groups.items()
        if len(group) > 1
    )


def left_by(found: Sequence[Joint]) -> dict[str, tuple[str, ...]]:
    """For a figure, the definitions that its groups leave; no entry where it is in none."""
    left: dict[str, tuple[str, ...]] = {}
    for joint in found:
        for figure in joint.figures:
            left[figure] = (*left.get(figure, ()), *joint.left)
    return left


def _tells_apart(query: Query) -> bool:
    """Whether a figure is of a change; of a total the definitions give nearly the same."""
    return query.measure is Measure.NET and query.near is None


def _joint(
    source: str | None, group: Sequence[Asked], definitions: Mapping[str, Definition]
) -> Joint:
    holds = {
        name: 0
        for one in group
        for name in one.query.left_open
        if source is None or source in definitions[name].sources
    }
    for one in group:
        for row in one.open_rows:
            if row.definition in holds and row.holds:
                holds[row.definition] += 1
    return Joint(
        source=source,
        figures=tuple(one.query.figure for one in group),
        holds=holds,
        left=tuple(name for name, count in holds.items() if count == len(group)),
    )
