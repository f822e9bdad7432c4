"""Checks a story: reads it, asks the arithmetic and the ground, and says what holds.

Start reading here: `check_text` is the whole line, each step a function of its own module.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from retally.check.ground import AskedOnce, Measured, evidence
from retally.check.judge import cannot_check, judged
from retally.check.printed import claimed, in_km2
from retally.check.published import verify
from retally.check.query import NoQuery, query
from retally.check.story_check import StoryCheck, coverage
from retally.check.together import Asked, joints, left_by
from retally.check.unit_pair import unit_pair
from retally.model.check import Check, Joint
from retally.model.definition import Definition
from retally.model.story import Figure, Reading, RelationType, Scope, Story
from retally.reader.read import PARTIES, SOURCES, read
from retally.reference.published import figures
from retally.series.definitions import definitions as shipped_definitions
from retally.series.ground import Ground
from retally.stories.plain import plain_story


class KnownUse(Protocol):
    """Which definition a publisher's figures agree with best (`retally verify`)."""

    @property
    def publisher(self) -> str:
        """As the press names it: "AFP"."""

    @property
    def definition(self) -> str:
        """Name of the definition."""


def check_text(
    text: str,
    *,
    ground: Measured,
    published: date | None = None,
    name: str = "-",
    definitions: Mapping[str, Definition] | None = None,
    known: Iterable[KnownUse] | None = None,
) -> StoryCheck:
    """A story in plain text, read and checked.

    Parameters
    ----------
    ground
        Answers gains over a window: `retally.series.ground.Ground`.
    published
        The day it came out, as the user states it.
    name
        The file or address, for messages.
    definitions
        Those to ask, by name; None for the ground's own, or those that ship.
    known
        What `retally verify` found about publishers; None to ask it about this story's.

    Returns
    -------
    StoryCheck
        Empty text gives one without figures and with coverage 0.
    """
    return check_story(
        plain_story(text),
        ground=ground,
        published=published,
        name=name,
        definitions=definitions,
        known=known,
    )


def check_story(
    story: Story,
    *,
    ground: Measured,
    published: date | None = None,
    name: str = "-",
    definitions: Mapping[str, Definition] | None = None,
    known: Iterable[KnownUse] | None = None,
    ledger: object | None = None,
) -> StoryCheck:
    """A story, read and checked; as `check_text`.

    Parameters
    ----------
    ledger
        An opened ledger, which is read and never written; None to leave it out.
    """
    asked_of = _definitions(ground, definitions)
    reading = read(
        story, published=published, parties=_parties(asked_of), sources=_sources(asked_of)
    )
    # Each line gives its checks; ids and order are settled below, once for all.
    arithmetic = _pairs(reading)
    from_ledger: list[Check] = []
    once = AskedOnce(ground)
    restated = {
        relation.figures[1]
        for relation in reading.relations
        if relation.type is RelationType.CONVERSION
    }
    answers = {
        figure.id: _asked(figure, reading.story.text, once, asked_of)
        for figure in reading.figures
        if figure.scope is Scope.BODY and figure.id not in restated
    }
    asked = [one for one in answers.values() if isinstance(one, Asked)]
    together = joints(asked, asked_of)
    used = _known_use(reading, ground, asked, known)
    told = [*arithmetic, *from_ledger]
    checks = [*told, *_judgements(reading, answers, together, used)]
    could = {one.query.figure for one in asked} | {f for check in told for f in check.figures}
    return StoryCheck(
        name=name,
        reading=reading,
        checks=_in_order(reading, checks),
        joint=together,
        coverage=coverage(reading, checks, frozenset(could)),
    )


def _definitions(
    ground: Measured, given: Mapping[str, Definition] | None
) -> Mapping[str, Definition]:
    if given is not None:
        return given
    own: Mapping[str, Definition] | None = getattr(ground, "definitions", None)
    return own if own is not None else shipped_definitions()


def _parties(definitions: Mapping[str, Definition]) -> tuple[str, ...]:
    """The sides to look for: those of the definitions, and the two that copy always names."""
    return tuple(dict.fromkeys([*(str(one.party) for one in definitions.values()), *PARTIES]))


def _sources(definitions: Mapping[str, Definition]) -> tuple[str, ...]:
    named = [source for one in definitions.values() for source in one.sources]
    return tuple(dict.fromkeys([*named, *SOURCES]))


def _known_use(
    reading: Reading, ground: Measured, asked: Sequence[Asked], known: Iterable[KnownUse] | None
) -> dict[str, str]:
    """For a definition, the publisher known to use it: the agency, else the source itself."""
    named = {source.casefold() for one in asked for source in one.sources}
    if reading.story.agency is not None:
        named = {reading.story.agency.casefold()}
    if known is None:
        # Only the publishers that the story names are asked about, on the areas that ship: those
        # settle who uses what in a tenth of a second, the maps of an archive in several.
        printed = [one for one in figures() if one.publisher.casefold() in named]
        known = ()
        if printed and asked and isinstance(ground, Ground):
            shipped = Ground(None, definitions=ground.definitions)
            known = verify(shipped, published=printed).known
    return {one.definition: one.publisher for one in known if one.publisher.casefold() in named}


def _pairs(reading: Reading) -> list[Check]:
    """The unit pairs of the body."""
    checks: list[Check] = []
    among = Counter((figure.value, figure.unit) for figure in reading.figures)
    for relation in reading.relations:
        if relation.type is not RelationType.CONVERSION:
            continue
        one, other = (reading.figure(figure) for figure in relation.figures)
        if one.scope is not Scope.BODY:
            continue
        checks.append(unit_pair(f"c{len(checks) + 1}", relation, (one, other), among))
    return checks


def _asked(
    figure: Figure, text: str, ground: Measured, definitions: Mapping[str, Definition]
) -> Asked | NoQuery:
    """What the ground gives for a figure, or why it could not be asked."""
    found = query(figure, definitions, sentence=figure.sentence.of(text))
    if isinstance(found, NoQuery):
        return found
    printed = claimed(figure)
    return Asked(
        query=found,
        claimed=printed,
        rows=evidence(ground, found, in_km2(printed)),
        sources=figure.sources,
    )


def _judgements(
    reading: Reading,
    answers: Mapping[str, Asked | NoQuery],
    together: Sequence[Joint],
    used: Mapping[str, str],
) -> list[Check]:
    """One check against the ground for each figure that is no conversion."""
    checks = []
    left = left_by(together)
    for figure, answer in answers.items():
        if isinstance(answer, Asked):
            checks.append(judged(figure, answer, left=left.get(figure, ()), known=used))
        else:
            printed = claimed(reading.figure(figure))
            checks.append(cannot_check(figure, figure, printed, answer.reason))
    return checks


def _in_order(reading: Reading, checks: Iterable[Check]) -> tuple[Check, ...]:
    """Checks numbered in the order of the text, a pair before its first figure's own check."""
    place = {figure.id: at for at, figure in enumerate(reading.figures)}
    ordered = sorted(checks, key=lambda check: place[check.figures[0]])
    return tuple(replace(check, id=f"c{at}") for at, check in enumerate(ordered, start=1))
