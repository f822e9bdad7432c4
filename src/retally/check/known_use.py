"""Which definition a publisher's figures agree with, asked about this story's publisher."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from retally.check.published import Known, verify
from retally.check.together import Asked
from retally.model.definition import Definition
from retally.model.story import Story
from retally.reference.published import figures
from retally.series.ground import Ground


class KnownUse(Protocol):
    """Which definition a publisher's figures agree with best (`retally verify`)."""

    @property
    def publisher(self) -> str:
        """As the press names it: "AFP"."""

    @property
    def definition(self) -> str:
        """Name of the definition."""


def known_use(
    story: Story,
    ground: object,
    asked: Sequence[Asked],
    known: Iterable[KnownUse] | None,
) -> dict[str, str]:
    """For a definition, the publisher known to use it: the agency, else the source itself.

    Parameters
    ----------
    known
        What `retally verify` found; None to ask it, where the ground is one that it can ask.
    """
    named = {source.casefold() for one in asked for source in one.query.sources}
    if story.agency is not None:
        named = {story.agency.casefold()}
    if known is None:
        has_answer = bool(asked) and isinstance(ground, Ground)
        known = _verified(frozenset(named), _values(ground)) if has_answer else ()
    return {one.definition: one.publisher for one in known if one.publisher.casefold() in named}


def _values(ground: object) -> tuple[Definition, ...]:
    definitions: Mapping[str, Definition] = getattr(ground, "definitions", {})
    return tuple(definitions.values())


@lru_cache(maxsize=64)
def _verified(named: frozenset[str], definitions: tuple[Definition, ...]) -> tuple[Known, ...]:
    """What `verify` finds about some publishers, once a process.

    Only the publishers that a story names are asked about, on the areas that ship: those settle who
    uses what in a tenth of a second, the maps of an archive in several.
    """
    printed = [one for one in figures() if one.publisher.casefold() in named]
    if not printed:
        return ()
    shipped = Ground(None, definitions={one.name: one for one in definitions})
    return verify(shipped, published=printed).known
