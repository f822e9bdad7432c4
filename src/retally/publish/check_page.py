"""A checked story as one HTML page that needs no network and no script."""

from __future__ import annotations

from collections import Counter

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from retally.check.lines import coverage_line, joint_line
from retally.check.story_check import StoryCheck
from retally.model.story import Reading
from retally.publish.check_blocks import block, legend, marked, tally
from retally.publish.figure_checks import by_figure, verdict_of


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
        tally=tally(checked),
        joints=[joint_line(joint) for joint in checked.joint],
        blocks=[block(checked, group) for group in by_figure(checked)],
        body=_body(checked) if full_text else [],
        left_out=left_out(checked.reading),
        legend=legend(),
    )


def left_out(reading: Reading) -> str:
    """How much of the page is no body, by kind."""
    counts = Counter(piece.kind.value.replace("_", " ") for piece in reading.story.left_out)
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())


def _body(checked: StoryCheck) -> list[Markup]:
    """The paragraphs, their figures marked."""
    figures = [one for one in checked.reading.body_figures if verdict_of(checked, one.id)]
    text = checked.reading.story.text
    found = []
    for paragraph in checked.reading.story.paragraphs:
        inside = [one for one in figures if one.span.meets(paragraph)]
        found.append(marked(checked, text, paragraph, inside))
    return found
