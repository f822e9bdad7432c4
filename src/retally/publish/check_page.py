"""A checked story as one HTML page that needs no network and no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from retally.check.lines import (
    HINTS,
    MARKS,
    arithmetic,
    coverage_line,
    joint_line,
    named,
    verdict_words,
    worst_first,
)
from retally.check.story_check import StoryCheck
from retally.model.check import Check, CheckKind, Evidence
from retally.model.story import Figure


@dataclass(frozen=True, kw_only=True)
class Block:
    """One check as the page shows it."""

    anchor: str
    verdict: str
    words: str
    mark: str
    title: str
    window: str
    basis: str
    excerpt: Markup
    arithmetic: str
    explanation: str
    hint: str
    rows: tuple[dict[str, str], ...]
    is_shifted: bool


def check_page(checked: StoryCheck, *, full_text: bool = False) -> str:
    """The page of a checked story.

    It shows the sentences around the figures alone, unless `full_text` says that the user has the
    right to the whole. Every text of the story is escaped; the page holds no script.

    Parameters
    ----------
    checked
        What `check_text` gives.
    full_text
        Whether to print the body whole at the end.

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
    body = [paragraph.of(story.text) for paragraph in story.paragraphs] if full_text else []
    return environment.get_template("check.html.j2").render(
        title=story.title or checked.name,
        published=story.published.isoformat() if story.published else None,
        published_basis=story.published_basis,
        agency=story.agency,
        coverage=coverage_line(checked),
        joints=[joint_line(joint) for joint in checked.joint],
        blocks=[_block(checked, check) for check in worst_first(checked.checks)],
        body=body,
    )


def _block(checked: StoryCheck, check: Check) -> Block:
    figures = [checked.reading.figure(name) for name in check.figures]
    window = figures[0].window if check.kind is CheckKind.GROUND else None
    return Block(
        anchor=check.id,
        verdict=check.verdict.value,
        words=verdict_words(check),
        mark=MARKS[check.verdict],
        title=" / ".join(named(figure) for figure in figures),
        window=f"{window.start} to {window.end}" if window else "",
        basis=window.basis if window else "",
        excerpt=_marked(checked.reading.story.text, figures),
        arithmetic=arithmetic(check),
        explanation=check.explanation,
        hint=HINTS.get(check.hint.value, check.hint.value) if check.hint else "",
        rows=tuple(_row(row) for row in check.evidence),
        is_shifted=len({(row.start, row.end) for row in check.evidence}) > 1,
    )


def _marked(text: str, figures: Sequence[Figure]) -> Markup:
    """The sentence with its figures marked, everything in it escaped."""
    sentence = figures[0].sentence
    parts: list[Markup] = []
    at = sentence.start
    for figure in figures:
        parts += [escape(text[at : figure.span.start]), Markup("<mark>")]
        parts += [escape(figure.text), Markup("</mark>")]
        at = figure.span.end
    parts.append(escape(text[at : sentence.end]))
    return Markup("").join(parts)


def _row(row: Evidence) -> dict[str, str]:
    """One row of the evidence table as words."""
    return {
        "definition": row.definition,
        "source": row.source or "–",
        "window": f"{row.start} to {row.end}",
        "maps": f"{row.from_day} to {row.to_day}" if row.from_day and row.to_day else "no map",
        "basis": row.basis.value if row.basis else "–",
        "value": _area(row.value),
        "low": _area(row.low),
        "high": _area(row.high),
        "holds": {True: "✓ holds", False: "✗ no", None: "? not told"}[row.holds],
    }


def _area(value: float | None) -> str:
    return "–" if value is None else f"{value:,.1f}"
