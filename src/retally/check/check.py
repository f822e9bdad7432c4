"""Checks a story: reads it, asks the arithmetic and the ground, and says what holds.

Start reading here: `check_text` is the whole line, each step a function of its own module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from retally.check.arithmetic import arithmetic_checks
from retally.check.asking import AskedOnce, Measured, definitions_of
from retally.check.ground_checks import asked_figures, ground_checks
from retally.check.known_use import KnownUse, known_use
from retally.check.ledger import ledger_checks
from retally.check.prewar import leaving_out_prewar
from retally.check.query_kinds import Told, last_day
from retally.check.story_check import StoryCheck, coverage
from retally.check.together import Asked
from retally.ledger.ledger import Ledger
from retally.model.check import Check
from retally.model.definition import Definition
from retally.model.story import Reading, RelationType, Story
from retally.model.words import Verdict
from retally.reader.read import PARTIES, SOURCES, read
from retally.stories.plain import plain_story


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
    ledger: Ledger | None = None,
) -> StoryCheck:
    """A story, read and checked; as `check_text`.

    Parameters
    ----------
    ledger
        An opened ledger, which is read and never written; None to leave it out.
    """
    asked_of = definitions_of(ground, definitions)
    reading = read_with(story, asked_of, published=published)
    # Each line gives its checks; ids and order are settled below, once for all.
    arithmetic = arithmetic_checks(reading)
    from_ledger = ledger_checks(reading, ledger)
    told = [*arithmetic, *from_ledger]
    return checked_reading(
        reading,
        told,
        ground=ground,
        name=name,
        definitions=asked_of,
        known=known,
        has_ledger=ledger is not None and ledger.is_there,
    )


def checked_reading(
    reading: Reading,
    told: Sequence[Check],
    *,
    ground: Measured,
    name: str,
    definitions: Mapping[str, Definition],
    known: Iterable[KnownUse] | None = None,
    has_ledger: bool = False,
) -> StoryCheck:
    """A reading held against the ground, with the checks that other lines have made.

    Parameters
    ----------
    told
        Checks of the arithmetic and the ledger.
    """
    once = AskedOnce(ground)
    beside = Told(
        reading=reading,
        definitions=definitions,
        leaves_out_prewar=leaving_out_prewar(definitions),
        last_day=last_day(reading),
    )
    elsewhere = frozenset(figure for check in told for figure in check.figures)
    restated = elsewhere & {
        relation.figures[1]
        for relation in reading.relations
        if relation.type is RelationType.CONVERSION
    }
    answers = asked_figures(beside, once, skip=restated)
    asked = [one for one in answers.values() if isinstance(one, Asked)]
    found = ground_checks(
        beside,
        once,
        answers,
        known=known_use(reading.story, ground, asked, known),
        elsewhere=elsewhere,
        has_ledger=has_ledger,
    )
    checks = [*told, *found.checks]
    return StoryCheck(
        name=name,
        reading=reading,
        checks=_in_order(reading, checks),
        joint=found.joint,
        coverage=coverage(reading, checks, found.asked | _answered(told)),
        queries=found.queries,
    )


def read_with(
    story: Story, definitions: Mapping[str, Definition], *, published: date | None = None
) -> Reading:
    """A story read with the sides and the map sources that some definitions name."""
    return read(
        story, published=published, parties=_parties(definitions), sources=_sources(definitions)
    )


def _parties(definitions: Mapping[str, Definition]) -> tuple[str, ...]:
    """The sides to look for: those of the definitions, and the two that copy always names."""
    return tuple(dict.fromkeys([*(str(one.party) for one in definitions.values()), *PARTIES]))


def _sources(definitions: Mapping[str, Definition]) -> tuple[str, ...]:
    named = [source for one in definitions.values() for source in one.sources]
    return tuple(dict.fromkeys([*named, *SOURCES]))


def _answered(told: Sequence[Check]) -> frozenset[str]:
    """Figures of which another line could ask something."""
    return frozenset(
        figure
        for check in told
        if check.verdict is not Verdict.CANNOT_CHECK
        for figure in check.figures
    )


def _in_order(reading: Reading, checks: Iterable[Check]) -> tuple[Check, ...]:
    """Checks numbered in the order of the text, a pair before its first figure's own check."""
    place = {figure.id: at for at, figure in enumerate(reading.figures)}
    ordered = sorted(checks, key=lambda check: place[check.figures[0]])
    return tuple(replace(check, id=f"c{at}") for at, check in enumerate(ordered, start=1))
