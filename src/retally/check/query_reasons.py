"""Why no map answers a figure, in plain words, kind by kind."""

from __future__ import annotations

from collections.abc import Mapping

from retally.model.story import Figure, FigureKind

_LEDGER = "an earlier figure in the ledger would"

UNMAPPED: Mapping[FigureKind, str] = {
    FigureKind.KILLED: f"no map answers how many were killed; {_LEDGER}",
    FigureKind.WOUNDED: f"no map answers how many were wounded; {_LEDGER}",
    FigureKind.KILLED_OR_WOUNDED: f"no map answers how many were killed or wounded; {_LEDGER}",
    FigureKind.LOSSES: f"no map answers what was lost in men and equipment; {_LEDGER}",
    FigureKind.CAPTURED: f"no map answers how many were captured; {_LEDGER}",
    FigureKind.DISPLACED: f"no map answers how many had to leave; {_LEDGER}",
    FigureKind.POPULATION: "no map here answers how many people live somewhere",
    FigureKind.TROOPS: f"no map answers how many troops there are; {_LEDGER}",
    FigureKind.WEAPONS: f"no map answers how many weapons there are; {_LEDGER}",
    FigureKind.SETTLEMENTS_TAKEN: (
        "the maps show ground and not which settlements count as taken;"
        " an earlier figure in the ledger would tell"
    ),
    FigureKind.ATTACKS: f"no map answers how many attacks there were; {_LEDGER}",
    FigureKind.MONEY: f"no map answers an amount of money; {_LEDGER}",
    FigureKind.RATIO: "the story does not print both numbers that the multiple compares",
    FigureKind.DIFFERENCE: "the story does not say between which two numbers the difference is",
    FigureKind.SHARE: "the story does not print the part and the whole of this share",
    FigureKind.SHARE_OF_GAIN: (
        "a share of the ground gained needs the boundaries of regions, which do not ship"
    ),
    FigureKind.ADVANCE_DISTANCE: (
        "how far an advance went depends on the line it is measured along,"
        " which the story does not give"
    ),
    FigureKind.DISTANCE: "no check measures this distance: the story does not give both its ends",
    FigureKind.DURATION: "a length of time is no measure of ground",
    FigureKind.COUNT: f"no map answers this count; {_LEDGER}",
}
"""For every kind that maps do not answer, why."""

UNTOLD_AREA = "the sentence does not say what happened to the area"


def unmapped(figure: Figure) -> str | None:
    """Why no map answers a figure of its kind; None where one may."""
    if figure.kind is FigureKind.COUNT and is_area(figure.unit):
        return UNTOLD_AREA
    if figure.kind is FigureKind.DIFFERENCE and is_area(figure.unit):
        return None
    return UNMAPPED.get(figure.kind)


def is_area(unit: str) -> bool:
    """Whether a unit measures ground, a rate of it included."""
    return unit.partition("/")[0] in ("km2", "mi2", "ha")
