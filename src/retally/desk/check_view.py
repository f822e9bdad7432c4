"""The Check page: the story with its marks, the evidence, the queries to edit, the note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from retally.check.lines import coverage_line, joint_line, lines
from retally.check.query_toml import HEAD, queries_toml
from retally.desk.answers import Answer
from retally.desk.shell import shown
from retally.publish.check_blocks import block, legend, marked, tally
from retally.publish.check_page import left_out
from retally.publish.figure_checks import by_figure, verdict_of

if TYPE_CHECKING:
    from retally.check.story_check import StoryCheck
    from retally.desk.checking import Shown

_MOST_MARKED = 200_000
"""Characters of a story that is shown whole; of a longer one its sentences with figures are."""


def form_page() -> Answer:
    """The page with nothing checked yet."""
    return shown("check.html.j2", "check", found=None, remembered="", text="", published="")


def check_view(
    shown_check: Shown,
    *,
    published: str = "",
    root: str = "",
    remembered: str = "",
) -> Answer:
    """The page of a checked story, or of queries that were asked again.

    Every text of the story is escaped. The whole of it is shown: it came from who looks at it.

    Parameters
    ----------
    published
        The day that was stated, for the questions that are asked again.
    root
        What leads from the page to the desk's root.
    remembered
        The name under which the story can be recorded; "" where it cannot.
    """
    return shown(
        "check.html.j2",
        "check",
        root=root,
        found=_found(shown_check.check),
        drawings=shown_check.drawings,
        pages=shown_check.pages,
        remembered=remembered,
        text="",
        published=published,
    )


def note(checked: StoryCheck) -> str:
    """The checks as plain text that an editor can send."""
    return "\n".join(lines(checked)) + "\n"


def _found(checked: StoryCheck) -> dict[str, Any]:
    story = checked.reading.story
    return {
        "title": story.title or (checked.name if checked.name != "-" else ""),
        "origin": ", ".join(part for part in (story.agency, story.site, story.byline) if part),
        "published": story.published.isoformat() if story.published else "",
        "published_basis": story.published_basis or "",
        "coverage": coverage_line(checked),
        "tally": tally(checked),
        "joints": [joint_line(joint) for joint in checked.joint],
        "body": _body(checked),
        "left_out": left_out(checked.reading),
        "cards": [
            (block(checked, group), _queries_of(checked, group.figure.id))
            for group in by_figure(checked)
        ],
        "queries": queries_toml(checked.queries) if checked.queries else "",
        "note": note(checked),
        "legend": legend(),
    }


def _queries_of(checked: StoryCheck, figure: str) -> str:
    """The questions that were put to the maps of one figure, as TOML without its head."""
    asked = [one for one in checked.queries if one.figure == figure]
    return queries_toml(asked).removeprefix(HEAD).strip() if asked else ""


def _body(checked: StoryCheck) -> list[Markup]:
    """The paragraphs, their figures marked."""
    text = checked.reading.story.text
    if len(text) > _MOST_MARKED:
        return []
    figures = [one for one in checked.reading.body_figures if verdict_of(checked, one.id)]
    found = []
    for paragraph in checked.reading.story.paragraphs:
        inside = [one for one in figures if one.span.meets(paragraph)]
        found.append(marked(checked, text, paragraph, inside))
    return found
