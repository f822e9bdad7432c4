"""A story with every check of its figures: what `retally check` prints."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from html import escape
from typing import Any

from retally.check.query import Query
from retally.model.check import Check, Coverage, Joint
from retally.model.story import Reading, Scope
from retally.model.words import Verdict

GRAVEST_FIRST = (
    Verdict.DOES_NOT_MATCH,
    Verdict.DEPENDS,
    Verdict.MATCHES,
    Verdict.CANNOT_CHECK,
)
"""A figure with several checks counts once; an answer outweighs a question that found none."""


@dataclass(frozen=True, kw_only=True)
class StoryCheck:
    """One story, read and checked.

    Parameters
    ----------
    name
        The file or address it came from, or "-".
    checks
        In the order of the text.
    queries
        Every question that was put to the ground.
    """

    name: str
    reading: Reading
    checks: tuple[Check, ...]
    joint: tuple[Joint, ...]
    coverage: Coverage
    queries: tuple[Query, ...] = ()

    @property
    def is_contradicted(self) -> bool:
        """Whether a figure does not match, which is exit code 1."""
        return any(check.verdict is Verdict.DOES_NOT_MATCH for check in self.checks)

    def checks_of(self, figure: str) -> tuple[Check, ...]:
        """The checks that a figure is part of."""
        return tuple(check for check in self.checks if figure in check.figures)

    def _repr_html_(self) -> str:
        """The checks as a notebook shows them: verdict, figure, explanation, worst first."""
        from retally.check.lines import coverage_line, named, verdict_words, worst_first

        rows = "".join(
            f"<tr><td>{escape(verdict_words(check))}</td>"
            f"<td>{escape(' / '.join(map(named, map(self.reading.figure, check.figures))))}</td>"
            f"<td>{escape(check.explanation)}</td></tr>"
            for check in worst_first(self.checks)
        )
        title = escape(self.reading.story.title or self.name)
        head = "<tr><th>verdict</th><th>figure</th><th>why</th></tr>"
        return (
            f"<p><b>{title}</b><br>{escape(coverage_line(self))}</p>"
            f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
        )

    def to_dict(self) -> dict[str, Any]:
        """The document `check`."""
        return {
            **self.reading.to_dict(),
            "checks": [check.to_dict() for check in self.checks],
            "joint": [joint.to_dict() for joint in self.joint],
            "coverage": self.coverage.to_dict(),
        }


def coverage(reading: Reading, checks: Sequence[Check], asked: frozenset[str]) -> Coverage:
    """How much of the body was read and checked.

    Parameters
    ----------
    asked
        Figures of which something could be asked.
    """
    body = [figure.id for figure in reading.figures if figure.scope is Scope.BODY]
    found: dict[str, set[Verdict]] = {name: set() for name in body}
    for check in checks:
        for name in check.figures:
            found.setdefault(name, set()).add(check.verdict)
    verdicts = {name: _gravest(found[name]) for name in body}
    counts = {verdict: sum(1 for one in verdicts.values() if one is verdict) for verdict in Verdict}
    return Coverage(
        numbers=len(reading.numbers),
        figures=len(body),
        checkable=sum(1 for name in body if name in asked),
        checked=len(body) - counts[Verdict.CANNOT_CHECK],
        matches=counts[Verdict.MATCHES],
        depends=counts[Verdict.DEPENDS],
        does_not_match=counts[Verdict.DOES_NOT_MATCH],
        cannot_check=counts[Verdict.CANNOT_CHECK],
    )


def _gravest(found: Set[Verdict]) -> Verdict:
    return next((one for one in GRAVEST_FIRST if one in found), Verdict.CANNOT_CHECK)
