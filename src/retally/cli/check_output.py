"""A checked story as a person reads it on a terminal, at 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from retally.check.lines import (
    HINTS,
    arithmetic,
    clauses,
    coverage_line,
    joint_line,
    named,
    said_of_all,
)
from retally.cli.output import number, table_lines, wrapped
from retally.model.check import CheckKind
from retally.model.words import Verdict
from retally.publish.figure_checks import (
    about,
    against,
    by_figure,
    other_sentences,
    pieces,
    verdict_phrase,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retally.check.story_check import StoryCheck
    from retally.model.check import Check, Evidence
    from retally.model.story import Figure, Span
    from retally.publish.figure_checks import FigureChecks

_COLOURS = {
    Verdict.DOES_NOT_MATCH: "red",
    Verdict.DEPENDS: "yellow",
    Verdict.MATCHES: "green",
    Verdict.CANNOT_CHECK: None,
}


def print_check(checked: StoryCheck) -> None:
    """Print a story: headline, coverage, then figure by figure, worst first."""
    story = checked.reading.story
    click.secho(wrapped(story.title or checked.name), bold=True)
    if story.published_basis:
        day = story.published.isoformat() if story.published else "day not known"
        click.echo(wrapped(f"published {day} ({story.published_basis})"))
    click.echo(wrapped(coverage_line(checked)))
    for joint in checked.joint:
        click.echo(wrapped(joint_line(joint)))
    for_all = said_of_all(checked)
    for clause in for_all:
        click.echo(wrapped(f"all of it {clause}"))
    for group in by_figure(checked):
        click.echo()
        _print_figure(checked, group, for_all)


def _print_figure(checked: StoryCheck, group: FigureChecks, for_all: Sequence[str]) -> None:
    text = checked.reading.story.text
    click.secho(wrapped(f"{named(group.figure)}: {about(group.figure)}"), bold=True)
    click.echo(wrapped(_marked(text, group.figure.sentence, [group.figure]), "  "))
    for sentence, figures in other_sentences(checked, group):
        click.echo(wrapped(f"[...] {_marked(text, sentence, figures)}", "  "))
    for check in group.checks:
        line = f"{verdict_phrase(check)} ({against(checked, check)})"
        click.secho(wrapped(line, "  ", "    "), fg=_COLOURS[check.verdict])
        said = [arithmetic(check), *(one for one in clauses(check) if one not in for_all)]
        if check.hint is not None:
            said.append(f"probably: {HINTS.get(check.hint.value, check.hint.value)}")
        for words in said:
            if words:
                click.echo(wrapped(words, "    ", "      "))
        if check.evidence and check.kind is CheckKind.LEDGER:
            _print_recorded(check)
        elif check.evidence:
            _print_evidence(check)


def _marked(text: str, sentence: Span, figures: list[Figure]) -> str:
    """A sentence on one line, its figures in guillemets."""
    cut = pieces(text, sentence, figures)
    return "".join(f"»{words}«" if figure else words for words, figure in cut)


def _print_evidence(check: Check) -> None:
    """The evidence row by row; other windows beside it, a line each."""
    first = check.evidence[0]
    stated = [one for one in check.evidence if (one.start, one.end) == (first.start, first.end)]
    header = ["definition", "maps", first.unit, "from", "holds"]
    rows = [
        [
            str(one.definition),
            _span(one.from_day, one.to_day),
            _value(one),
            "-" if one.basis is None else one.basis.value,
            _HOLDS[one.holds],
        ]
        for one in stated
    ]
    for line in table_lines(header, rows, left=frozenset({0, 1, 3, 4})):
        click.echo(f"    {line}")
    beside: dict[str, list[str]] = {}
    for one in check.evidence:
        if one not in stated:
            words = f"{one.definition} {_value(one)}{' (would hold)' if one.holds else ''}"
            beside.setdefault(f"{_span(one.start, one.end)} ({one.unit})", []).append(words)
    for window, values in beside.items():
        click.echo(wrapped(f"beside, {window}: {', '.join(values)}", "    "))


def _print_recorded(check: Check) -> None:
    """What others printed of the quantity, a row each."""
    header = ["printed by", "source", "days", check.evidence[0].unit, "meets"]
    rows = [
        [
            _short(one.definition),
            _short(one.source or "-"),
            str(one.start) if one.start == one.end else _span(one.start, one.end),
            _bounds(one),
            _HOLDS[one.holds],
        ]
        for one in check.evidence
    ]
    for line in table_lines(header, rows, left=frozenset({0, 1, 2, 4})):
        click.echo(f"    {line}")


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_CELL else f"{words[: _LONGEST_CELL - 1]}…"


def _bounds(one: Evidence) -> str:
    """The interval of a printed number, one side of it open where a hedge leaves it so."""
    if one.low is None and one.high is None:
        return "-"
    if one.high is None:
        return f"{number(one.low)} or more"
    if one.low is None:
        return f"{number(one.high)} or less"
    return _value(one)


_LONGEST_CELL = 24
_HOLDS = {True: "yes", False: "no", None: "-"}


def _value(one: Evidence) -> str:
    """The value of a row, or its bracket where an end has no map."""
    low, high = number(one.low), number(one.high)
    return number(one.value) if low == high or one.low is None else f"{low} to {high}"


def _span(first: object, last: object) -> str:
    """Two days, the year of the second only where it differs."""
    start, end = str(first or ""), str(last or "")
    if not start or not end:
        return "-"
    return f"{start}..{end[5:]}" if start[:4] == end[:4] else f"{start}..{end}"
