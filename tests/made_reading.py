"""Readings made by hand, so that checks are tested without a reader."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from retally.check.check import checked_reading
from retally.check.story_check import StoryCheck
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
from story_ground import WrittenGround


@dataclass(frozen=True)
class Said:
    """A sentence with one figure."""

    before: str
    number: str
    after: str
    figure: Figure


def window(first: date, last: date, basis: str = "as told") -> StatedWindow:
    return StatedWindow(start=first, end=last, basis=basis)


def said(
    number: str = "61",
    unit: str = "km2",
    kind: str = "area_gained",
    *,
    before: str = "Norland took ",
    after: str = " in June.",
    days: tuple[date, date] | None = None,
    **more: Any,
) -> Said:
    """One sentence of a made-up story; its number stands between `before` and `after`."""
    nowhere = Span(start=0, end=0)
    options: dict[str, Any] = {
        "actor": "norland",
        "sources": ("atlas",),
        "value": Decimal(number.replace(",", "")),
        "printed": (number,),
        "qualifier": Qualifier.EXACT,
        "window": window(*days) if days else None,
    } | more
    figure = Figure(
        id="",
        span=nowhere,
        sentence=nowhere,
        text=f"{number} {unit}",
        unit=unit,
        kind=FigureKind(kind),
        **options,
    )
    return Said(before, f"{number} {unit}", after, figure)


def related(
    kind: str, *figures: str, words: str | None = None, text: str = "", **more: Any
) -> Relation:
    """A relation whose claim is the first occurrence of `words` in `text`."""
    start = text.index(words) if words else 0
    return Relation(
        id=f"r-{kind}",
        type=RelationType(kind),
        figures=figures,
        span=Span(start=start, end=start + len(words or "")),
        **more,
    )


def text_of(*sentences: Said) -> str:
    return " ".join(one.before + one.number + one.after for one in sentences)


def reading(
    *sentences: Said,
    relations: tuple[Relation, ...] = (),
    published: date | None = None,
    agency: str | None = None,
) -> Reading:
    """A story of those sentences; its figures are f1, f2, ..."""
    figures, at = [], 0
    for number, one in enumerate(sentences, start=1):
        start = at + len(one.before)
        whole = at + len(one.before + one.number + one.after)
        figures.append(
            replace(
                one.figure,
                id=f"f{number}",
                span=Span(start=start, end=start + len(one.number)),
                sentence=Span(start=at, end=whole),
            )
        )
        at = whole + 1
    text = text_of(*sentences)
    story = Story(
        text=text,
        paragraphs=(Span(start=0, end=len(text)),),
        published=published,
        agency=agency,
    )
    return Reading(
        story=story,
        figures=tuple(figures),
        relations=relations,
        numbers=tuple(figure.span for figure in figures),
    )


def checked(made: Reading, ground: WrittenGround, **more: Any) -> StoryCheck:
    """A reading held against a written ground, without arithmetic or ledger."""
    options: dict[str, Any] = {"definitions": ground.definitions, "known": ()} | more
    return checked_reading(made, (), ground=ground, name="made up", **options)
