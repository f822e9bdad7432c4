"""Checking at the desk: what was pasted, uploaded or is at an address, held against the ground."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from retally.errors import UsageError

if TYPE_CHECKING:
    from retally.check.story_check import StoryCheck
    from retally.desk.desk import Desk
    from retally.model.story import Story
    from retally.publish.story_evidence import Drawings, DrawnFrom
    from retally.series.ground import Ground

QUERIES = "the edited queries"


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """One thing to check.

    Parameters
    ----------
    name
        What messages call it: a file's name, an address, or "-".
    content
        The bytes of a story; None where an address is to be asked.
    declared_type
        Its Content-Type; None to tell by the content.
    """

    name: str = "-"
    content: bytes | None = None
    declared_type: str | None = None


def story_submitted(one: Submitted) -> Story:
    """The story that was given, or is at the address: under the rules of `retally check`.

    Raises
    ------
    RetallyError
        If it cannot be read or fetched, or holds no story.
    """
    from retally.stories.addresses import fetch
    from retally.stories.story import story_of

    if one.content is not None:
        return story_of(one.content, name=one.name, declared_type=one.declared_type)
    # Addresses of this machine and its network are for the command, whose user typed them.
    page = fetch(one.name)
    return story_of(
        page.content, name=one.name, address=page.address, declared_type=page.declared_type
    )


Question = Callable[["Ground"], "StoryCheck"]


def story_question(
    desk: Desk, story: Story, *, name: str = "-", published: date | None
) -> Question:
    """Checks a story as `retally check` does; nothing of it is stored."""
    from retally.check.check import check_story

    def ask(ground: Ground) -> StoryCheck:
        ledger = desk.opened_ledger()
        return check_story(story, ground=ground, published=published, name=name, ledger=ledger)

    return ask


def queries_question(text: str, *, published: date | None) -> Question:
    """Asks edited queries again, as `retally check --query` does.

    Raises
    ------
    RetallyError
        If they are no queries, or none.
    """
    from retally.check.queries import check_queries
    from retally.check.query_toml import queries_from_toml

    queries = queries_from_toml(text, where=QUERIES)
    if not queries:
        raise UsageError("no query", where=QUERIES, expected="at least one [[query]]")

    def ask(ground: Ground) -> StoryCheck:
        return check_queries(queries, ground=ground, name=QUERIES, published=published)

    return ask


def checked(desk: Desk, question: Question) -> StoryCheck:
    """What a question finds."""
    return desk.checking(lambda drawn: question(drawn.ground))


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A check with what a page shows beside it.

    Parameters
    ----------
    pages
        The definitions whose Ground pages its evidence leads to.
    """

    check: StoryCheck
    drawings: Drawings
    pages: frozenset[str]


def checked_and_drawn(desk: Desk, question: Question) -> Shown:
    """What a question finds, with what stands beside it on a page."""
    from retally.publish.figure_checks import by_figure
    from retally.publish.story_evidence import drawings

    def ask(drawn: DrawnFrom) -> Shown:
        found = question(drawn.ground)
        beside = drawings(drawn, found, by_figure(found))
        return Shown(check=found, drawings=beside, pages=drawn.pages)

    return desk.checking(ask)
