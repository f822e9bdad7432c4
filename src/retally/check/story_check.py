"""A story with every check of its figures: what `retally check` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
    """

    name: str
    reading: Reading
    checks: tuple[Check, ...]
    joint: tuple[Joint, ...]
    coverage: Coverage

    @property
    def is_contradicted(self) -> bool:
        """Whether a figure does not match, which is exit code 1."""
        return any(check.verdict is Verdict.DOES_NOT_MATCH for check in self.checks)

    def checks_of(self, figure: str) -> tuple[Check, ...]:
        """The checks that a figure is part of."""
        return tuple(check for check in self.checks if figure in check.figures)

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
    verdicts = {name: _gravest(name, checks) for name in body}
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


def _gravest(figure: str, checks: Sequence[Check]) -> Verdict:
    found = {check.verdict for check in checks if figure in check.figures}
    return next((one for one in GRAVEST_FIRST if one in found), Verdict.CANNOT_CHECK)
