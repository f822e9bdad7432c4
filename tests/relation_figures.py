"""Figures and relations written down, for tests of arithmetic that no reader takes part in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from retally.check.arithmetic import arithmetic_checks
from retally.model.check import Check
from retally.model.story import (
    Figure,
    FigureKind,
    Qualifier,
    Reading,
    Relation,
    RelationType,
    Span,
    StatedWindow,
    Story,
)


def figure(printed: str, unit: str = "km2", qualifier: str = "exact", **fields: Any) -> Figure:
    """A figure by what is printed: "478", "2/3", or "3..5" for a range."""
    ends = tuple(printed.split(".."))
    scale = fields.get("scale", 1)
    low, high, value = None, None, None
    if len(ends) == 2:
        qualifier = "range" if qualifier == "exact" else qualifier
        low, high = (Decimal(end) * scale for end in ends)
    elif "/" in printed:
        over, under = printed.split("/")
        value = Decimal(over) / Decimal(under)
    else:
        value = Decimal(printed) * scale
    return Figure(
        **{
            "id": f"f{printed}{unit}",
            "span": Span(start=0, end=1),
            "sentence": Span(start=0, end=1),
            "text": f"{printed} {unit}",
            "value": value,
            "printed": ends,
            "qualifier": Qualifier(qualifier),
            "unit": unit,
            "kind": FigureKind.AREA_GAINED,
            "low": low,
            "high": high,
            **fields,
        }
    )


def window(start: str, end: str) -> StatedWindow:
    return StatedWindow(
        start=date.fromisoformat(start), end=date.fromisoformat(end), basis="as stated"
    )


def reading(
    kind: RelationType,
    *figures: Figure,
    words: str = "",
    others: tuple[Figure, ...] = (),
    **fields: Any,
) -> Reading:
    """A story with one relation, whose figures follow each other in a text of their own."""
    at = len(words)
    placed = []
    for place, one in enumerate((*figures, *others), start=1):
        span = Span(start=at + place, end=at + place + 1)
        placed.append(Figure(**{**vars_of(one), "id": f"f{place}", "span": fields.get("at", span)}))
    fields.pop("at", None)
    relation = Relation(
        id="r1",
        type=kind,
        figures=tuple(one.id for one in placed[: len(figures)]),
        span=Span(start=0, end=at + len(figures) + 2),
        **fields,
    )
    return Reading(
        story=Story(text=words + " " * 20, paragraphs=(Span(start=0, end=at + 20),)),
        figures=tuple(placed),
        relations=(relation,),
    )


def vars_of(one: Figure) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def checked(kind: RelationType, *figures: Figure, **fields: Any) -> Check:
    """The one check of a story with one relation."""
    (check,) = arithmetic_checks(reading(kind, *figures, **fields))
    return check
