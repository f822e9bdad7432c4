"""A total said to be still running in a year that was over when the story came out."""

from __future__ import annotations

from retally.check.arithmetic_terms import Case
from retally.check.printed import claimed
from retally.model.check import Check, CheckKind, Hint
from retally.model.story import RelationType
from retally.model.words import Verdict


def is_running_total(case: Case) -> bool:
    """Whether a relation is a revision of one figure: a total "to date" of a year that was over."""
    return case.relation.type is RelationType.REVISION and len(case.figures) == 1


def running_total(name: str, case: Case) -> Check:
    """The check of such a total, which can be of no year to date."""
    published = case.reading.story.published
    day = "later" if published is None else f"on {published.isoformat()}"
    words = " ".join(case.relation.span.of(case.reading.story.text).split())
    return Check(
        id=name,
        kind=CheckKind.ARITHMETIC,
        figures=case.relation.figures,
        relation=case.relation.id,
        claimed=claimed(case.figures[0]),
        verdict=Verdict.DOES_NOT_MATCH,
        hint=Hint.YEAR_SLIP,
        explanation=f'"{words}" in a story that came out {day}: that year was over',
    )
