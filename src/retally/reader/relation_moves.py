"""Moves between two numbers: "rose from 5 to 7", "to 7 from 5", "5, then 7, or 2 more"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from retally.model.story import Figure, RelationType
from retally.reader.relation_cues import (
    AN_INCREASE,
    BACKWARD,
    MOVES,
    OR_MORE,
    REVISED,
    THEN,
    verb_factor,
)
from retally.reader.relation_draft import Draft, hedge_before
from retally.reader.relation_resolve import may_be_compared, only
from retally.reader.relation_scene import Scene, are_near


def moves(scenes: Sequence[Scene], at: int) -> list[Draft]:
    """Every move of one sentence that tells both its ends, and by how much where it says so."""
    here = scenes[at]
    return [*_from_to(here), *_or_more(scenes, at), *_an_increase(here), *_then(here)]


def _from_to(here: Scene) -> Iterator[Draft]:
    """Moves with both their ends: "rose from 5 to 7", "to 7 from 5", "tripled from 5 to 15"."""
    for match in MOVES.finditer(here.words):
        old = here.figure_at(match.start("old") if match["old"] else match.start("old2"))
        new = here.figure_at(match.start("new") if match["new"] else match.start("new2"))
        if old.unit != new.unit or old.id == new.id:
            continue
        span = here.span(match.start(), match.end())
        if match["factor"]:
            yield Draft(
                type=RelationType.RATIO,
                figures=(new, old),
                span=span,
                claimed=verb_factor(match["factor"]),
                qualifier=hedge_before(here.words, match.start("factor")),
            )
            continue
        is_up = match["up"] is not None
        revised = REVISED.search(here.words, max(0, match.start() - 40), match.end())
        kind = RelationType.GREATER if is_up else RelationType.LESS
        yield Draft(type=RelationType.REVISION if revised else kind, figures=(new, old), span=span)
        by = next((name for name in ("by", "by2", "by3", "by4") if match[name]), None)
        if by is not None:
            moved = Draft(type=kind, figures=(new, old), span=span)
            yield from _moved_by(here.figure_at(match.start(by)), moved)


def _or_more(scenes: Sequence[Scene], at: int) -> Iterator[Draft]:
    """As in "459 in May; in June it took 478, or 19 more"."""
    here = scenes[at]
    for match in OR_MORE.finditer(here.words):
        now, degree = here.figure_at(match.start("now")), here.figure_at(match.start("degree"))
        others = [one for one in here.around(now) if one.unit == now.unit and one != degree]
        if not others and at and are_near(here, scenes[at - 1]):
            others = [one for one in scenes[at - 1].figures if may_be_compared(one, now)]
        other = only(others)
        if other is None or degree.unit != now.unit:
            continue
        ends = (now, other) if match["more"] else (other, now)
        span = here.span(match.start(), match.end())
        yield Draft(type=RelationType.DIFFERENCE, figures=(degree, *ends), span=span)


def _an_increase(here: Scene) -> Iterator[Draft]:
    """As in "610 in May and 725 in June, an increase of 115"."""
    for match in AN_INCREASE.finditer(here.words):
        degree = here.figure_at(match.start("degree"))
        two = [one for one in here.before(match.start()) if one.unit not in ("times", "percent")]
        two = [one for one in two if one.unit == degree.unit or degree.unit in ("percent", "share")]
        if len(two) != 2 or two[0].unit != two[1].unit:
            continue
        last, first = two
        between = here.words[here.place_of(first) + 1 : here.place_of(last)]
        new, old = (first, last) if BACKWARD.search(between) else (last, first)
        is_up = match["up"] is not None or (match["down"] is None and _is_above(new, old))
        kind = RelationType.GREATER if is_up else RelationType.LESS
        span = here.span(here.place_of(first), match.end())
        yield from _moved_by(degree, Draft(type=kind, figures=(new, old), span=span))


def _then(here: Scene) -> Iterator[Draft]:
    """As in "stood at 400 in May, jumping to 693 in June"."""
    for match in THEN.finditer(here.words):
        old = here.figure_at(match.start("old"))
        new = here.figure_at(match.start("new"))
        if old.unit == new.unit and old.value != new.value:
            kind = RelationType.GREATER if match["up"] else RelationType.LESS
            span = here.span(match.start(), match.end())
            yield Draft(type=kind, figures=(new, old), span=span)


def _is_above(one: Figure, other: Figure) -> bool:
    return one.value is not None and other.value is not None and one.value > other.value


def _moved_by(degree: Figure, moved: Draft) -> Iterator[Draft]:
    """By how much something moved between the two figures of an ordering."""
    new, old = moved.figures
    is_up = moved.type is RelationType.GREATER
    if degree.unit == "times":
        yield replace(moved, type=RelationType.RATIO, figures=(new, old, degree))
    elif degree.unit in ("percent", "share") and new.unit not in ("percent", "share"):
        size = abs(degree.value) if degree.value is not None else Decimal(1)
        claimed = size if is_up else -size
        yield replace(moved, type=RelationType.CHANGE, figures=(degree, new, old), claimed=claimed)
    elif degree.unit == new.unit:
        ends = (new, old) if is_up else (old, new)
        yield replace(moved, type=RelationType.DIFFERENCE, figures=(degree, *ends))
