"""Which map a figure rests on: the one its story names, unless somebody else vouches for it."""

from __future__ import annotations

from collections.abc import Mapping

from retally.model.definition import Definition
from retally.model.story import Figure, Reading, Statement, StatementType
from retally.reader.actors import sources_named


def sources_of(
    figure: Figure, reading: Reading, definitions: Mapping[str, Definition]
) -> tuple[str, ...]:
    """The map sources that a figure rests on; empty where it is not known to rest on any.

    A story that names a map rests its figures on it. What an official says in such a story does
    not, unless the sentence or the speaker names the map.
    """
    statement = next((one for one in reading.statements if one.id == figure.statement), None)
    if statement is None or not _is_of_a_person(statement):
        return figure.sources
    names = tuple(dict.fromkeys(name for one in definitions.values() for name in one.sources))
    told = (statement.mention, statement.speaker, statement.organisation)
    named = sources_named(reading.story.text, figure.sentence, names) or any(
        name in (words or "").casefold() for words in told for name in names
    )
    return figure.sources if named else ()


def _is_of_a_person(statement: Statement) -> bool:
    """Whether somebody with an office, or in their own words, says it: not an agency's analysis."""
    return statement.role is not None or statement.type is StatementType.DIRECT
