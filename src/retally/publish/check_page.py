"""A checked story as one HTML page that needs no network and no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from retally.check.lines import HINTS, MARKS, WORDS, arithmetic, coverage_line, joint_line, named
from retally.check.story_check import StoryCheck
from retally.model.check import Check, CheckKind, Evidence
from retally.model.story import Figure, Reading, Span
from retally.model.words import Verdict
from retally.publish.figure_checks import (
    FigureChecks,
    about,
    against,
    by_figure,
    card_of,
    other_sentences,
    pieces,
    verdict_of,
)


@dataclass(frozen=True, kw_only=True)
class CheckBlock:
    """One check as the page shows it."""

    verdict: str
    mark: str
    words: str
    against: str
    arithmetic: str
    explanation: str
    hint: str
    unit: str
    rows: tuple[dict[str, str], ...]
    is_shifted: bool
    is_recorded: bool
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class Block:
    """One figure as the page shows it, with its checks."""

    anchor: str
    verdict: str
    title: str
    about: str
    said_by: str
    basis: str
    excerpts: tuple[Markup, ...]
    checks: tuple[CheckBlock, ...]


def check_page(checked: StoryCheck, *, full_text: bool = False) -> str:
    """The page of a checked story.

    It shows the sentences around the figures alone, unless `full_text` says that the user has the
    right to the whole. Every text of the story is escaped; the page holds no script.

    Parameters
    ----------
    checked
        What `check_text` gives.
    full_text
        Whether to print the body whole, its figures marked.

    Returns
    -------
    str
        HTML, the same for the same checks.
    """
    environment = Environment(
        loader=PackageLoader("retally.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    story = checked.reading.story
    return environment.get_template("check.html.j2").render(
        title=story.title or checked.name,
        origin=", ".join(part for part in (story.agency, story.site, story.byline) if part),
        published=story.published.isoformat() if story.published else None,
        published_basis=story.published_basis,
        coverage=coverage_line(checked),
        tally=_tally(checked),
        joints=[joint_line(joint) for joint in checked.joint],
        blocks=[_block(checked, group) for group in by_figure(checked)],
        body=_body(checked) if full_text else [],
        left_out=_left_out(checked.reading),
        legend=[(MARKS[one], WORDS[one], one.value, meaning) for one, meaning in _LEGEND],
    )


_LEGEND = (
    (Verdict.DOES_NOT_MATCH, "under no definition that the story leaves open, or not by its sums"),
    (Verdict.DEPENDS, "on a choice that the story does not state"),
    (Verdict.MATCHES, "under every definition that the story leaves open, or by its own sums"),
    (Verdict.CANNOT_CHECK, "with the reason"),
)


def _tally(checked: StoryCheck) -> list[tuple[str, str, int, str]]:
    """Sign, words, number and class of each verdict, for the figures of the body."""
    counts = checked.coverage.to_dict()
    return [
        (MARKS[verdict], WORDS[verdict], counts[verdict.value], verdict.value)
        for verdict, _ in _LEGEND
        if counts[verdict.value]
    ]


def _block(checked: StoryCheck, group: FigureChecks) -> Block:
    figure = group.figure
    text = checked.reading.story.text
    others = other_sentences(checked, group)
    sentences = [(figure.sentence, [figure]), *others]
    return Block(
        anchor=figure.id,
        verdict=group.verdict.value,
        title=named(figure),
        about=about(figure),
        said_by=_said_by(checked.reading, figure),
        basis=figure.window.basis if figure.window else "",
        excerpts=tuple(_marked(checked, text, span, figures) for span, figures in sentences),
        checks=tuple(_check(checked, check) for check in group.checks),
    )


def _check(checked: StoryCheck, check: Check) -> CheckBlock:
    return CheckBlock(
        verdict=check.verdict.value,
        mark=MARKS[check.verdict],
        words=WORDS[check.verdict] + (f", {check.note.value}" if check.note else ""),
        against=against(checked, check),
        arithmetic=arithmetic(check),
        explanation=check.explanation,
        hint=HINTS.get(check.hint.value, check.hint.value) if check.hint else "",
        unit=check.evidence[0].unit if check.evidence else "",
        rows=tuple(_row(row) for row in check.evidence),
        is_shifted=len({(row.start, row.end) for row in check.evidence}) > 1,
        is_recorded=check.kind is CheckKind.LEDGER,
        is_open=check.verdict is Verdict.DOES_NOT_MATCH,
    )


def _said_by(reading: Reading, figure: Figure) -> str:
    """Who is given as the figure's source, with the role."""
    for statement in reading.statements:
        if statement.id == figure.statement:
            who = statement.speaker or statement.mention or ""
            return f"{who}, {statement.role}" if who and statement.role else who
    return ""


def _marked(checked: StoryCheck, text: str, sentence: Span, figures: Sequence[Figure]) -> Markup:
    """A sentence with its figures marked, each with sign and verdict; everything in it escaped."""
    parts = []
    for words, figure in pieces(text, sentence, figures):
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


def _body(checked: StoryCheck) -> list[Markup]:
    """The paragraphs, their figures marked."""
    figures = [one for one in checked.reading.body_figures if verdict_of(checked, one.id)]
    text = checked.reading.story.text
    found = []
    for paragraph in checked.reading.story.paragraphs:
        inside = [one for one in figures if one.span.meets(paragraph)]
        found.append(_marked(checked, text, paragraph, inside))
    return found


def _left_out(reading: Reading) -> str:
    """How much of the page is no body, by kind."""
    counts = Counter(piece.kind.value.replace("_", " ") for piece in reading.story.left_out)
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())


def _row(row: Evidence) -> dict[str, str]:
    """One row of the evidence table as words."""
    return {
        "definition": row.definition,
        "source": row.source or "–",
        "window": f"{row.start} to {row.end}",
        "maps": f"{row.from_day} to {row.to_day}" if row.from_day and row.to_day else "no map",
        "basis": row.basis.value if row.basis else "–",
        "value": _number(row.value),
        "low": _number(row.low),
        "high": _number(row.high),
        "holds": {True: "✓ holds", False: "✗ no", None: "? not told"}[row.holds],
    }


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.1f}"
