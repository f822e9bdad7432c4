"""Every check of a story against the ground: its figures, then what it says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from retally.check.asking import AskedOnce
from retally.check.ground import evidence
from retally.check.judge import Knowledge, cannot_check, is_missed, judged
from retally.check.judge_relations import judged_relation
from retally.check.open_ends import are_of_their_day, remarks
from retally.check.printed import claimed
from retally.check.query import Claim, Measure, NoQuery, Query
from retally.check.query_kinds import SINCE_INVASION, Told, query
from retally.check.query_reasons import is_area
from retally.check.records import standings
from retally.check.relation_queries import relation_queries
from retally.check.since_invasion import slipped_to_invasion
from retally.check.slips import Slip, slip, square_dropped
from retally.check.together import Asked, joints, left_by
from retally.check.units import in_measured_unit
from retally.model.check import Check, CheckKind, Evidence, Joint
from retally.model.definition import Definition
from retally.model.quantity import Quantity
from retally.model.story import Figure, FigureKind, Scope
from retally.series.windows import Window


@dataclass(frozen=True, kw_only=True)
class GroundChecks:
    """What the ground says to a story.

    Parameters
    ----------
    asked
        Figures of which something could be asked.
    queries
        Every query, the figures' own first.
    """

    checks: tuple[Check, ...]
    joint: tuple[Joint, ...]
    queries: tuple[Query, ...]
    asked: frozenset[str]


def asked_figures(
    told: Told, ground: AskedOnce, skip: frozenset[str]
) -> dict[str, Asked | NoQuery]:
    """What every figure of the body asks and what the ground gives, or why it asks nothing.

    Parameters
    ----------
    skip
        Figures that only restate another one.
    """
    return {
        figure.id: _asked(figure, told, ground)
        for figure in told.reading.figures
        if figure.scope is Scope.BODY and figure.id not in skip
    }


def ground_checks(
    told: Told,
    ground: AskedOnce,
    answers: Mapping[str, Asked | NoQuery],
    *,
    known: Mapping[str, str],
    elsewhere: frozenset[str],
    has_ledger: bool,
) -> GroundChecks:
    """The checks of a story's figures and of the orderings and records it claims.

    Parameters
    ----------
    answers
        From `asked_figures`.
    known
        For a definition, the publisher known to use it.
    elsewhere
        Figures that another line has checked: no map is then said to be missing for them, unless
        they are areas.
    has_ledger
        Whether the ledger was asked, so that a figure no map could answer was tried there.
    """
    asked = {name: one for name, one in answers.items() if isinstance(one, Asked)}
    together = joints(list(asked.values()), told.definitions)
    left = left_by(together)
    checks: list[Check] = []
    for name, answer in answers.items():
        figure = told.reading.figure(name)
        if isinstance(answer, Asked):
            checks.append(judged_all(answer, told, ground, left=left.get(name, ()), known=known))
        elif name not in elsewhere or is_area(figure.unit):
            checks.append(_unasked(figure, answer, told, ground, has_ledger=has_ledger))
    related = list(_relations(told, ground, answers, left=left, known=known))
    return GroundChecks(
        checks=(*checks, *(check for _, check in related)),
        joint=together,
        queries=(
            *(one.query for one in asked.values()),
            *(one for one, _ in related if isinstance(one, Query)),
        ),
        asked=frozenset(asked),
    )


def _asked(figure: Figure, told: Told, ground: AskedOnce) -> Asked | NoQuery:
    found = query(figure, told)
    if isinstance(found, NoQuery):
        return found
    printed = claimed(figure)
    if printed.low is None and printed.high is None:
        return NoQuery(reason="its number is not read as an interval")
    return asked_of(found, printed, ground, told.definitions)


def asked_of(
    found: Query, printed: Quantity, ground: AskedOnce, definitions: Mapping[str, Definition]
) -> Asked:
    """A query with what the maps give."""
    measured = in_measured_unit(printed)
    return Asked(
        query=found,
        claimed=printed,
        measured=measured,
        answers=evidence(ground, found, measured, definitions),
    )


def judged_all(
    answer: Asked,
    told: Told,
    ground: AskedOnce,
    *,
    left: Sequence[str],
    known: Mapping[str, str],
    is_written: bool = False,
) -> Check:
    """The verdict on one figure, with the slip behind it looked for where nothing holds.

    Parameters
    ----------
    is_written
        Whether the query was written by hand: then nothing in it can have been misread.
    """
    found: Slip | None = None
    if is_missed(answer):
        found = slip(ground, answer.query, answer.measured, told.definitions)
    published = told.reading.story.published
    knowledge = Knowledge(
        left=left,
        known=known,
        remarks=remarks(ground, answer.open_rows, published),
        is_of_its_day=are_of_their_day(ground, answer.open_rows, published),
        hint=found.hint if found else None,
        slip=found.words if found else None,
        leaves_out_prewar=told.leaves_out_prewar,
        is_country=all(
            told.definitions[name].share_of_km2 is not None for name in answer.query.left_open
        ),
        is_written=is_written,
    )
    return judged(answer, knowledge)


def _unasked(
    figure: Figure, answer: NoQuery, told: Told, ground: AskedOnce, *, has_ledger: bool
) -> Check:
    """A figure that nothing could be asked of, under the kind of check that was tried."""
    kind = CheckKind.GROUND
    if not is_area(figure.unit):
        if figure.kind in (FigureKind.RATIO, FigureKind.SHARE, FigureKind.DIFFERENCE):
            kind = CheckKind.ARITHMETIC
        elif has_ledger:
            kind = CheckKind.LEDGER
    printed = claimed(figure)
    if answer.reason == SINCE_INVASION:
        slipped = slipped_to_invasion(figure, printed, told, ground)
        if slipped is not None:
            return slipped
    dropped = _dropped(figure, printed, told, ground)
    reason = answer.reason
    if dropped is not None:
        reason = f'{reason}; "square" may have been dropped: {dropped.words}'
    return cannot_check(
        figure.id,
        reason,
        claimed=printed,
        kind=kind,
        hint=dropped.hint if dropped else None,
    )


_LONGEST_ADVANCE_KM = 60
"""An advance of more km in one window of at most a month has not been mapped since spring 2022; a
number above it is more likely an area whose "square" was dropped."""


def _dropped(figure: Figure, printed: Quantity, told: Told, ground: AskedOnce) -> Slip | None:
    """Whether an advance in kilometres is the area gained in the same window."""
    is_far = (
        figure.kind is FigureKind.ADVANCE_DISTANCE
        and figure.unit == "km"
        and figure.value is not None
        and figure.value > _LONGEST_ADVANCE_KM
        and figure.window is not None
        and figure.window.start <= figure.window.end
    )
    if not is_far or figure.window is None or figure.actor is None:
        return None
    of_actor = tuple(
        one.name
        for one in told.definitions.values()
        if one.party == figure.actor and one.share_of_km2 is not None
    )
    window = Window(start=figure.window.start, end=figure.window.end)
    asked = Query(
        figure=figure.id,
        claim=Claim(printed=figure.printed, unit="km2"),
        measure=Measure.NET,
        party=figure.actor,
        window=window,
        left_open=of_actor,
    )
    return square_dropped(ground, asked, printed, told.definitions)


def _relations(
    told: Told,
    ground: AskedOnce,
    answers: Mapping[str, Asked | NoQuery],
    *,
    left: Mapping[str, tuple[str, ...]],
    known: Mapping[str, str],
) -> Iterable[tuple[Query | NoQuery, Check]]:
    """A check a query of every ordering, rank and record that the body claims."""
    queries = {name: one.query if isinstance(one, Asked) else one for name, one in answers.items()}
    for relation in told.reading.relations:
        for found in relation_queries(relation, told.reading, queries):
            if isinstance(found, NoQuery):
                missing = cannot_check(
                    relation.figures[0], f"what it is ranked among cannot be asked: {found.reason}"
                )
                yield found, replace(missing, relation=relation.id, figures=relation.figures)
            else:
                figures = relation.figures
                yield (
                    found,
                    related(
                        found,
                        figures,
                        ground,
                        told,
                        left=left.get(relation.figures[0], ()),
                        known=known,
                    ),
                )


def related(
    found: Query,
    figures: tuple[str, ...],
    ground: AskedOnce,
    told: Told,
    *,
    left: Sequence[str],
    known: Mapping[str, str],
) -> Check:
    """The verdict on an ordering, a rank or a record."""
    standing = standings(ground, found, told.definitions)
    rows: list[Evidence] = [row for one in standing for row in one.rows()]
    knowledge = Knowledge(
        left=[name for name in left if name in found.left_open],
        known=known,
        remarks=remarks(ground, rows, told.reading.story.published),
    )
    return judged_relation(found, standing, figures, knowledge)
