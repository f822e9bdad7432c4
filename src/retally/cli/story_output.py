"""A story as read, as lines that a person reads at 80 columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from textwrap import shorten

from retally.cli.output import wrapped
from retally.model.story import Figure, Qualifier, Reading, Scope, Statement, Story


def reading_lines(reading: Reading, *, name: str) -> Iterator[str]:
    """The story's parts, then its figures, statements and relations in the order of the text.

    Parameters
    ----------
    name
        The file or address; stands for a title that the story does not have.
    """
    story = reading.story
    yield wrapped(story.title or name)
    for line in _part_lines(story):
        yield wrapped(line, "  ")
    yield f"{len(reading.body_figures)} of {len(reading.numbers)} numbers read as figures"
    yield from _figure_lines(reading)
    if reading.relations:
        yield ""
        yield "Relations"
        for relation in reading.relations:
            figures = " / ".join(_figure_words(reading.figure(one)) for one in relation.figures)
            yield wrapped(f"{relation.type.value.replace('_', ' ')}: {figures}", "  ")
    if reading.statements:
        yield ""
        yield "Statements"
        for statement in reading.statements:
            yield wrapped(_statement_words(statement), "  ", "    ")


def _part_lines(story: Story) -> Iterator[str]:
    """What is known of the story, and what was left out of its body."""
    if story.published or story.published_basis:
        day = story.published.isoformat() if story.published else "day not known"
        yield f"published {day} ({story.published_basis})"
    if story.updated:
        yield f"updated {story.updated.isoformat()}"
    origin = [part for part in (story.agency, story.site, story.byline) if part]
    if origin:
        yield ", ".join(origin)
    if story.caption or story.credit:
        yield f"picture: {' / '.join(part for part in (story.caption, story.credit) if part)}"
    yield from story.corrections
    counts = Counter(piece.kind.value.replace("_", " ") for piece in story.left_out)
    if counts:
        listed = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        yield f"{len(story.paragraphs)} paragraphs; left out: {listed}"


def _figure_lines(reading: Reading) -> Iterator[str]:
    said_by = {statement.id: statement for statement in reading.statements}
    for scope in Scope:
        figures = [figure for figure in reading.figures if figure.scope is scope]
        if not figures:
            continue
        yield ""
        yield "Figures" if scope is Scope.BODY else f"Figures of the {scope.value}"
        for figure in figures:
            yield wrapped(_figure_line(figure, said_by.get(figure.statement or "")), "  ", "    ")


def _figure_line(figure: Figure, statement: Statement | None) -> str:
    """A figure on one line: its words, kind, hedge, actor, place, window and speaker."""
    parts = [figure.kind.value.replace("_", " ")]
    if figure.qualifier not in (Qualifier.EXACT, Qualifier.SEVERAL, Qualifier.RANGE):
        parts.append(figure.qualifier.value.replace("_", " "))
    if figure.actor:
        parts.append(figure.actor)
    if figure.place:
        parts.append(figure.place)
    if figure.window:
        parts.append(f"{figure.window.start} to {figure.window.end}")
    who = statement.speaker or statement.mention if statement else None
    said = f"; said by {who}" if who else ""
    return f"{_figure_words(figure)}: {', '.join(parts)}{said}"


def _figure_words(figure: Figure) -> str:
    words = " ".join(figure.text.split())
    has_unit = any(sign.isalpha() for sign in words)
    return words if has_unit or figure.unit in (None, "count") else f"{words} {figure.unit}"


def _statement_words(statement: Statement) -> str:
    who = ", ".join(
        part
        for part in (statement.speaker or statement.mention or "nobody named", statement.role)
        if part
    )
    how = ", ".join(part for part in (statement.type.value, statement.cue) if part)
    words = shorten(" ".join(statement.text.split()), 140, placeholder=" ...")
    return f"{who} ({how}): {words}"
