"""Which figures may be spoken of together, and which one a window or a phrase refers to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from retally.model.story import Figure, FigureKind, Scope, StatedWindow

_UNTOLD = frozenset({FigureKind.COUNT, FigureKind.DIFFERENCE, FigureKind.SHARE})
"""Kinds that say little of what is measured."""

_ALIKE = (
    frozenset({FigureKind.AREA_GAINED, FigureKind.AREA_REGAINED}),
    frozenset({FigureKind.KILLED, FigureKind.LOSSES, FigureKind.KILLED_OR_WOUNDED}),
    frozenset({FigureKind.DISTANCE, FigureKind.ADVANCE_DISTANCE}),
)
"""Kinds that copy compares with each other."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """All figures of a story, which of them restate another one, and where each can be found.

    A figure that says again what another one says is indexed once, so that looking one up takes
    no longer in a long story.
    """

    figures: tuple[Figure, ...]
    restated: frozenset[str] = frozenset()
    by_window: dict[tuple[str, StatedWindow], dict[object, Figure]] = field(default_factory=dict)
    by_end: dict[date, dict[object, Figure]] = field(default_factory=dict)

    @classmethod
    def of(cls, figures: Iterable[Figure], restated: frozenset[str]) -> Known:
        """The figures with their indexes."""
        known = cls(figures=tuple(figures), restated=restated)
        for figure in known.figures:
            window = figure.window
            if window is None or figure.id in restated:
                continue
            same = replace(window, basis="")
            known.by_window.setdefault((figure.unit, same), {}).setdefault(told(figure), figure)
            known.by_end.setdefault(window.end, {}).setdefault(told(figure), figure)
        return known

    def in_window(self, unit: str, window: StatedWindow) -> list[Figure]:
        """The figures of a unit and a window, each once."""
        return list(self.by_window.get((unit, replace(window, basis="")), {}).values())

    def of_window(self, window: StatedWindow, like: Figure) -> Figure | None:
        """The one figure of a window that measures what another one does.

        None where there is none, or several with different numbers.
        """
        among = [
            one
            for one in self.in_window(like.unit, window)
            if one.id != like.id and may_be_compared(one, like) and one.place == like.place
        ]
        return only(among)


def told(figure: Figure) -> object:
    """What a figure says, whichever sentence says it."""
    return (
        figure.unit, figure.kind, figure.actor, figure.place, figure.window, figure.scope,
        figure.value, figure.low, figure.high,
    )  # fmt: skip


def only(among: Sequence[Figure]) -> Figure | None:
    """The one figure of several that print the same number, one of the body first; else None."""
    if not among or len({(one.value, one.low, one.high) for one in among}) > 1:
        return None
    body = [one for one in among if one.scope is Scope.BODY]
    return (body or list(among))[0]


def may_be_compared(one: Figure, other: Figure) -> bool:
    """Whether two figures may measure one thing: their unit, kind and side do not tell them apart.

    Place and window are left to the caller: a comparison may be between two of them.
    """
    return (
        one.unit == other.unit
        and is_alike(one.kind, other.kind)
        and (one.actor is None or other.actor is None or one.actor == other.actor)
    )


def is_alike(one: FigureKind, other: FigureKind) -> bool:
    """Whether two kinds may be those of one quantity."""
    if one is other or one in _UNTOLD or other in _UNTOLD:
        return True
    return any(one in kinds and other in kinds for kinds in _ALIKE)


def are_one_window(one: Figure, other: Figure) -> bool:
    """Whether two figures speak of the same days, where both tell."""
    if one.window is None or other.window is None:
        return True
    return (one.window.start, one.window.end) == (other.window.start, other.window.end)
