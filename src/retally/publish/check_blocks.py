"""The checks of one figure as a page shows them: the parts that every page of a story shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from retally.check.lines import HINTS, MARKS, WORDS, arithmetic, clauses, named
from retally.check.story_check import StoryCheck
from retally.model.check import Check, CheckKind, Evidence
from retally.model.story import Figure, Reading, Span, Statement
from retally.model.words import Verdict
from retally.publish.figure_checks import (
    FigureChecks,
    about,
    against,
    card_of,
    other_sentences,
    pieces,
    verdict_of,
)

LEGEND = (
    (Verdict.DOES_NOT_MATCH, "under no definition that the story leaves open, or not by its sums"),
    (Verdict.DEPENDS, "on a choice that the story does not state"),
    (Verdict.MATCHES, "under every definition that the story leaves open, or by its own sums"),
    (Verdict.CANNOT_CHECK, "with the reason"),
)
"""The verdicts, worst first, and what each means."""


@dataclass(frozen=True, kw_only=True)
class CheckBlock:
    """One check as a page shows it.

    Parameters
    ----------
    id
        The check's own, as in the document `check`.
    rows
        The evidence as words, each beside the row that it tells.
    is_recorded
        Whether the rows are numbers that others printed, and no measurements.
    """

    id: str
    verdict: str
    mark: str
    words: str
    against: str
    arithmetic: str
    clauses: tuple[str, ...]
    hint: str
    unit: str
    rows: tuple[EvidenceRow, ...]
    is_shifted: bool
    is_recorded: bool
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """One row of the evidence table: as words, and the exact numbers."""

    definition: str
    source: str
    window: str
    maps: str
    basis: str
    value: str
    low: str
    high: str
    holds: str
    exact: Evidence


@dataclass(frozen=True, kw_only=True)
class Block:
    """One figure as a page shows it, with its checks."""

    anchor: str
    verdict: str
    title: str
    about: str
    said_by: str
    basis: str
    excerpts: tuple[Markup, ...]
    checks: tuple[CheckBlock, ...]


def block(checked: StoryCheck, group: FigureChecks) -> Block:
    """A figure with its checks."""
    figure = group.figure
    text = checked.reading.story.text
    sentences = [(figure.sentence, [figure]), *other_sentences(checked, group)]
    return Block(
        anchor=figure.id,
        verdict=group.verdict.value,
        title=named(figure),
        about=about(figure),
        said_by=said_by(checked.reading, figure),
        basis=figure.window.basis if figure.window else "",
        excerpts=tuple(marked(checked, text, span, figures) for span, figures in sentences),
        checks=tuple(check_block(checked, check) for check in group.checks),
    )


def check_block(checked: StoryCheck, check: Check) -> CheckBlock:
    """One check."""
    return CheckBlock(
        id=check.id,
        verdict=check.verdict.value,
        mark=MARKS[check.verdict],
        words=WORDS[check.verdict] + (f", {check.note.value}" if check.note else ""),
        against=against(checked, check),
        arithmetic=arithmetic(check),
        clauses=tuple(clauses(check)),
        hint=HINTS.get(check.hint.value, check.hint.value) if check.hint else "",
        unit=check.evidence[0].unit if check.evidence else "",
        rows=tuple(map(_row, check.evidence)),
        is_shifted=len({(row.start, row.end) for row in check.evidence}) > 1,
        is_recorded=check.kind is CheckKind.LEDGER,
        is_open=check.verdict is Verdict.DOES_NOT_MATCH,
    )


def said_by(reading: Reading, figure: Figure) -> str:
    """Who is given as the figure's source, with the role."""
    for statement in reading.statements:
        if statement.id == figure.statement:
            return source_words(statement)
    return ""


def source_words(statement: Statement) -> str:
    """The source of a statement with its role and organisation, none of them said twice.

    A source that only its role names ("a spokesman for its ministry") is that role already.
    """
    told = ""
    for part in (statement.speaker or statement.mention, statement.role, statement.organisation):
        if part and part.lower() not in told.lower():
            told = f"{told}, {part}" if told else part
    return told


def marked(checked: StoryCheck, text: str, span: Span, figures: Sequence[Figure]) -> Markup:
    """A piece of text with its figures marked, each with sign and verdict; all of it escaped."""
    parts = []
    for words, figure in pieces(text, span, figures):
        verdict = verdict_of(checked, figure.id) if figure is not None else None
        if figure is None:
            parts.append(escape(words))
        elif verdict is None:
            parts.append(Markup("<mark>{}</mark>").format(words))
        else:
            link = '<a class="{}" href="#{}"><mark>{}</mark> <small>{} {}</small></a>'
            card = card_of(checked, figure.id)
            told = (verdict.value, card, words, MARKS[verdict], WORDS[verdict])
            parts.append(Markup(link).format(*told))
    return Markup("").join(parts)


def tally(checked: StoryCheck) -> list[tuple[str, str, int, str]]:
    """Sign, words, number and class of each verdict, for the figures of the body."""
    counts = checked.coverage.to_dict()
    return [
        (MARKS[verdict], WORDS[verdict], counts[verdict.value], verdict.value)
        for verdict, _ in LEGEND
        if counts[verdict.value]
    ]


def legend() -> list[tuple[str, str, str, str]]:
    """Sign, words, class and meaning of each verdict."""
    return [(MARKS[one], WORDS[one], one.value, meaning) for one, meaning in LEGEND]


def _row(row: Evidence) -> EvidenceRow:
    """One row of the evidence table as words."""
    return EvidenceRow(
        definition=row.definition,
        source=row.source or "–",
        window=f"{row.start} to {row.end}",
        maps=f"{row.from_day} to {row.to_day}" if row.from_day and row.to_day else "no map",
        basis=row.basis.value if row.basis else "–",
        value=_number(row.value),
        low=_number(row.low),
        high=_number(row.high),
        holds={True: "✓ holds", False: "✗ no", None: "? not told"}[row.holds],
        exact=row,
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.1f}"
