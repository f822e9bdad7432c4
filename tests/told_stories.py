"""Made-up readings of made-up stories, for the ledger and what is checked against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from retally.model.story import (
    Figure,
    FigureKind,
    Qualifier,
    Reading,
    Relation,
    RelationType,
    Span,
    StatedWindow,
    Statement,
    StatementType,
    Story,
)

NOW = datetime(2024, 11, 1, 12, tzinfo=UTC)
WAR = date(2022, 2, 24)
OCTOBER = StatedWindow(start=date(2024, 10, 1), end=date(2024, 10, 31), basis="October 2024")


def since(start: date, end: date) -> StatedWindow:
    """A window that grows."""
    return StatedWindow(start=start, end=end, basis=f"since {start}")


@dataclass(frozen=True, kw_only=True)
class Says:
    """One sentence of a made-up story: who gives which number of what."""

    number: str
    kind: FigureKind = FigureKind.KILLED_OR_WOUNDED
    qualifier: Qualifier = Qualifier.EXACT
    unit: str = "people"
    noun: str | None = None
    actor: str | None = "russia"
    place: str | None = None
    window: StatedWindow | None = None
    by: str | None = None
    role: str | None = None
    organisation: str | None = None
    sources: tuple[str, ...] = ()
    scale: int = 1
    words: str = "were lost on the long coast road beyond the old mill and the harbour wall"


def told(
    *says: Says,
    published: date | None = date(2024, 10, 28),
    title: str | None = "Losses mount",
    site: str | None = "Harbour Post",
    agency: str | None = None,
    more: str = "",
    revisions: tuple[tuple[int, int], ...] = (),
) -> Reading:
    """A reading of a story of these sentences.

    Parameters
    ----------
    revisions
        New and old, as places among the sentences.
    """
    text, spans, figures, statements = "", [], [], []
    for at, one in enumerate(says, start=1):
        start = len(text)
        lead = f"In all {at * 'so '}it is "
        text += f"{lead}{one.number} that {one.words}."
        spans.append(Span(start=start, end=len(text)))
        ends = [Decimal(end.replace(",", "")) * one.scale for end in one.number.split(" to ")]
        is_single = len(ends) == 1
        name = f"s{at}" if one.by or one.organisation else None
        figures.append(
            Figure(
                id=f"f{at}",
                span=Span(start=start + len(lead), end=start + len(lead) + len(one.number)),
                sentence=spans[-1],
                text=one.number,
                value=ends[0] if is_single else None,
                low=None if is_single else ends[0],
                high=None if is_single else ends[-1],
                printed=tuple(end.replace(",", "") for end in one.number.split(" to ")),
                scale=one.scale,
                qualifier=one.qualifier if is_single else Qualifier.RANGE,
                unit=one.unit,
                kind=one.kind,
                noun=one.noun,
                actor=one.actor,
                place=one.place,
                window=one.window,
                statement=name,
                sources=one.sources,
            )
        )
        if name:
            statements.append(
                Statement(
                    id=name,
                    span=spans[-1],
                    text=spans[-1].of(text),
                    type=StatementType.INDIRECT,
                    mention=one.by,
                    speaker=one.by,
                    role=one.role,
                    organisation=one.organisation,
                )
            )
        text += "\n"
    if more:
        spans.append(Span(start=len(text), end=len(text) + len(more)))
        text += more
    relations = tuple(
        Relation(
            id=f"r{at}",
            type=RelationType.REVISION,
            figures=(f"f{new}", f"f{old}"),
            span=spans[new - 1],
        )
        for at, (new, old) in enumerate(revisions, start=1)
    )
    return Reading(
        story=Story(
            text=text,
            paragraphs=tuple(spans),
            title=title,
            site=site,
            agency=agency,
            published=published,
        ),
        figures=tuple(figures),
        statements=tuple(statements),
        relations=relations,
    )
