"""A figure turned into something that can be asked of the ground."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from retally.model.definition import Definition
from retally.model.story import Figure, FigureKind

NET = "net"


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is asked of the ground for one figure.

    Parameters
    ----------
    figure
        Its id.
    measure
        ``net``: what the party gained less what it lost, which is what copy calls a gain.
    party
        Whose gain.
    start, end
        The window, both days counted.
    left_open
        Definitions among which the story does not choose: those of the source it names, or all.
    others
        Further definitions of that party, shown as evidence and not counted.
    """

    figure: str
    measure: str
    party: str
    start: date
    end: date
    left_open: tuple[str, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NoQuery:
    """Why nothing can be asked, as a clause."""

    reason: str


def query(
    figure: Figure, definitions: Mapping[str, Definition], *, sentence: str
) -> Query | NoQuery:
    """The query of a figure, or why there is none.

    Definition: docs/methods/ground.md.

    Parameters
    ----------
    definitions
        Those at hand, by name.
    sentence
        The words around the figure, which may say that it speaks of ground inside a country.
    """
    reason = _reason(figure)
    if reason is not None:
        return NoQuery(reason=reason)
    party = _gaining_party(figure, definitions)
    if party is None:
        return NoQuery(reason=_no_party(figure, definitions))
    fitting = [
        one.name
        for one in definitions.values()
        if one.party == party and _covers(one, figure, sentence)
    ]
    if not fitting:
        if figure.place is not None:
            return NoQuery(reason=f"the area is given for {figure.place} alone")
        return NoQuery(reason=f"no definition at hand is about that ground of {party}")
    named = [name for name in fitting if set(definitions[name].sources) & set(figure.sources)]
    if figure.sources and not named:
        return NoQuery(
            reason=f"no definition at hand rests on {' or '.join(figure.sources)} for {party}"
        )
    window = figure.window
    assert window is not None, "a figure without a window has a reason"
    left_open = named or fitting
    return Query(
        figure=figure.id,
        measure=NET,
        party=party,
        start=window.start,
        end=window.end,
        left_open=tuple(left_open),
        others=tuple(name for name in fitting if name not in left_open),
    )


_UNREAD_KINDS = {
    FigureKind.AREA_HELD: "an area held is not replayed yet",
    FigureKind.AREA_REGAINED: "an area regained is not replayed yet",
    FigureKind.DIFFERENCE: "a difference between two areas is not replayed yet",
    FigureKind.COUNT: "the sentence does not say what happened to the area",
}


def _reason(figure: Figure) -> str | None:
    """What stands in the way, from the figure alone."""
    if figure.kind in _UNREAD_KINDS:
        return _UNREAD_KINDS[figure.kind]
    if "/" in figure.unit:
        return "a rate is not replayed yet"
    if figure.unread is not None or figure.window is None:
        return figure.unread or "no window is named"
    return None


def _gaining_party(figure: Figure, definitions: Mapping[str, Definition]) -> str | None:
    """Who gained: the actor, or the one other side where the actor lost."""
    parties = {str(one.party) for one in definitions.values()}
    if figure.actor not in parties:
        return None
    if figure.kind is not FigureKind.AREA_LOST:
        return figure.actor
    others = parties - {figure.actor}
    return others.pop() if len(others) == 1 else None


def _no_party(figure: Figure, definitions: Mapping[str, Definition]) -> str:
    if figure.actor is None:
        return "the story does not say who gained the area"
    if any(one.party == figure.actor for one in definitions.values()):
        return f"the story does not say to whom {figure.actor} lost the area"
    return f"no definition at hand is about {figure.actor}"


def _covers(definition: Definition, figure: Figure, sentence: str) -> bool:
    """Whether a definition's ground is the figure's: the whole, or the one place it is about."""
    about = f"{definition.name} {definition.sentence}".lower()
    inside = _INSIDE.search(definition.sentence)
    if figure.place is not None:
        return all(_word(name) in about for name in figure.place.split())
    if inside is None:
        return True
    # "Russia lost 12 sq km" alone does not say that the ground lies in Russia.
    where = re.escape(inside["where"])
    own = set(definition.name.split("-")) - set(definition.sources)
    return bool(
        re.search(rf"\b(?:in|inside|into|within)\s+{where}\b", sentence)
        or re.search(rf"\b{where}\w*(?:['’]s)?\s+(?:territory|soil|land)\b", sentence)
        or any(re.search(rf"\b{re.escape(word)}\b", sentence, re.IGNORECASE) for word in own)
    )


def _word(name: str) -> str:
    return re.sub(r"['’]s?$", "", name).lower()


_INSIDE = re.compile(r"\binside (?P<where>[A-Z]\w+)")
"""How a shipped definition's sentence says that its ground lies in another country."""
