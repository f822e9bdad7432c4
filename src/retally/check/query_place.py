"""Whether a definition's ground is the ground that a figure speaks of."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from retally.model.definition import Definition
from retally.model.story import Figure

_INSIDE = re.compile(r"\b[Ii]nside (?P<where>[A-Z]\w+)")
"""How a shipped definition's sentence says that its ground lies in another country."""

_KINDS_OF_PLACE = frozenset(
    {
        *("region", "oblast", "province", "district", "area", "territory", "border", "the", "of"),
        *("western", "russian", "soil", "land"),
    }
)
"""Words of a place's name that say what it is and not which."""

_KM = re.compile(
    r"\bwithin\s+(?P<km>\d{1,3}(?:\.\d)?)\s*(?P<unit>km|kilomet\w+|miles?)\s+(?:of|from|around)\s+"
    r"(?:the\s+(?:city|town|village)\s+of\s+)?(?P<place>[A-Z]\w+)"
)
_AROUND = re.compile(
    r"\b(?:around|near|towards?|outside|vicinity\s+of|direction\s+of)\s+"
    r"(?:the\s+)?(?:(?:key|strategic|embattled|eastern|city|town|village|hub|of)\s+){0,5}"
    r"(?P<place>[A-Z][\w'’-]+)"
)
_KM_A_MILE = 1.609344


def covers(definition: Definition, figure: Figure, sentence: str, parties: Set[str]) -> bool:
    """Whether a definition's ground is the figure's: the whole, or the one place it is about.

    Parameters
    ----------
    sentence
        The words around the figure, which may say that it speaks of ground inside a country.
    parties
        The sides; "in Sudria" is the whole ground that another side holds there.
    """
    inside = _INSIDE.search(definition.sentence)
    if figure.place is not None:
        return _is_about(definition, figure.place, inside["where"] if inside else None, parties)
    if inside is None:
        return True
    # "Russia lost 12 sq km" alone does not say that the ground lies in Russia.
    where = re.escape(inside["where"])
    return bool(
        re.search(rf"\b(?:in|inside|into|within)\s+{where}\b", sentence)
        or re.search(rf"\b{where}\w*(?:['’]s)?\s+(?:territory|soil|land)\b", sentence)
        or any(
            re.search(rf"\b{re.escape(word)}\b", sentence, re.IGNORECASE)
            for word in _own_words(definition)
        )
    )


def is_whole(definition: Definition) -> bool:
    """Whether a definition is about all the ground of a side, not about one place abroad."""
    return _INSIDE.search(definition.sentence) is None


def _is_about(definition: Definition, place: str, inside: str | None, parties: Set[str]) -> bool:
    """Whether a place is all that a definition is about, or the one place it is about."""
    words = [_folded(word) for word in re.split(r"[\s-]+", place) if _folded(word)]
    own = [word for word in words if word not in _KINDS_OF_PLACE]
    country = " ".join(own)
    if inside is not None and country == inside.lower():
        return True
    # "Ukraine" is all the ground that a definition of another side's ground there measures.
    if inside is None and _is_whole_country(definition, country, parties):
        return True
    about = {_folded(word) for word in re.split(r"[\s-]+", definition.sentence)}
    # "Held by Norland" says whose ground it is, and not where it lies.
    known = (about | _own_words(definition)) - {str(definition.party)}
    return bool(own) and all(word in known for word in own)


def _is_whole_country(definition: Definition, country: str, parties: Set[str]) -> bool:
    """Whether a name is another side's, or that of the country whose area shares divide by."""
    other_side = country in parties and country != definition.party
    whole = (definition.share_source or "").lower()
    return bool(country) and (other_side or whole.startswith(f"{country} "))


def _own_words(definition: Definition) -> set[str]:
    """Words of a definition's name beside its sources': the place it is about."""
    return set(definition.name.lower().split("-")) - set(definition.sources)


def _folded(word: str) -> str:
    return re.sub(r"['’]s?$|[.,;:]$", "", word).lower()


@dataclass(frozen=True, kw_only=True)
class NearPlace:
    """The ground around a place that a story speaks of; `km` None where it does not say how far."""

    name: str
    km: float | None


def near_named(figure: Figure, sentence: str) -> NearPlace | None:
    """The ground around a figure's own place; None where its sentence names the place itself."""
    if figure.place is None:
        return None
    for found in _KM.finditer(sentence):
        km = float(found["km"]) * (_KM_A_MILE if found["unit"].startswith("mile") else 1)
        if found["place"] in figure.place and km:
            return NearPlace(name=found["place"], km=km)
    for found in _AROUND.finditer(sentence):
        if found["place"] in figure.place:
            return NearPlace(name=found["place"], km=None)
    return None
