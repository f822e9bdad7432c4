"""Shares: with their part and whole, and with what is left over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retally.model.story import Figure, FigureKind, RelationType
from retally.reader.relation_draft import NO_FIGURE, Draft
from retally.reader.relation_resolve import (
    Known,
    are_one_window,
    is_alike,
    may_be_compared,
    only,
)
from retally.reader.relation_scene import AMOUNT, ANY, SHARE, Scene


def shares(scenes: Sequence[Scene], at: int, known: Known) -> list[Draft]:
    """Shares with their part and whole, and shares that make up the rest."""
    return [*_made_up(scenes[at]), *_shares_of(scenes, at, known), *_rest(scenes[at])]


def _made_up(here: Scene) -> list[Draft]:
    """As in "with 629 of the 725 square kilometres, A made up 87 percent of the total"."""
    found = []
    for match in MADE_UP.finditer(here.words):
        part, whole, share = (here.figure_at(match.start(name)) for name in ("p", "w", "s"))
        if part.unit in ("", whole.unit):
            span = here.span(match.start(), match.end())
            kind = RelationType.SHARE_OF
            found.append(Draft(type=kind, figures=(share, part, whole), span=span))
    return found


def _shares_of(scenes: Sequence[Scene], at: int, known: Known) -> list[Draft]:
    here = scenes[at]
    found: list[Draft] = []
    for match in _shares_and_parts(here):
        share, part = (_mark(here, match, names) for names in (("s1", "s2"), ("p1", "p2")))
        if share is None or part is None or any(share in draft.figures for draft in found):
            continue
        whole, is_told = _whole(scenes, at, match, part, known)
        if whole is None and not is_told:
            continue
        found.append(
            Draft(
                type=RelationType.SHARE_OF,
                figures=(share, part) if whole is None else (share, part, whole),
                span=here.span(match.start(), match.end()),
            )
        )
    return found


def _shares_and_parts(here: Scene) -> Iterator[re.Match[str]]:
    """Every share beside an amount; one that a comma parts from it may belong to the next too.

    "Of the 48 taken, two thirds, or 32, were in A": the two thirds are 32.
    """
    place = 0
    while (match := SHARE_AND_PART.search(here.words, place)) is not None:
        yield match
        again = match["s2"] and not _is_apposed(match)
        place = match.start("s2") if again else match.end()


def _is_apposed(match: re.Match[str]) -> bool:
    """Whether "or" or a bracket joins a share to the amount before it."""
    end = match.start("s2")
    return APPOSED_BY_OR.search(match.string, max(match.start(), end - 8), end) is not None


def _mark(here: Scene, match: re.Match[str], names: Sequence[str]) -> Figure | None:
    name = next((one for one in names if match[one]), None)
    return None if name is None else here.figure_at(match.start(name))


def _whole(
    scenes: Sequence[Scene], at: int, match: re.Match[str], part: Figure, known: Known
) -> tuple[Figure | None, bool]:
    """What a share is taken of, and whether that is a total of the story at all."""
    here = scenes[at]
    printed = [one for name in ("w1", "w2", "w3", "w4") if (one := _mark(here, match, (name,)))]
    if printed and match["w3"] and match["of2"] and OF_IT.match(match["of2"]):
        # "12 of 30 people, a third of them children": the third is of neither.
        return None, False
    if printed:
        stated = printed[0]
        # "50 of 70 drones": the noun stands with the second number only.
        return (stated, True) if part.unit in ("", stated.unit) else (None, False)
    head = match["of1"] or match["of2"] or ""
    by_comma = match["p2"] and not _is_apposed(match)
    if (
        by_comma
        and not head
        and AMONG.search(here.words, max(0, match.start() - 40), match.start())
    ):
        # "Among them, 50 were officers – about a fifth": the 50 are the part.
        by_comma = False
    if by_comma and (not head or OF_IT.match(head)):
        # "478 square kilometres, two thirds of it in A": the 478 are the whole; and "478 square
        # kilometres, 15 percent over the plan" has no whole at all.
        return None, False
    if part.unit == "people" and IN_FORCE.match(head):
        whole = _force_of(scenes, at, part)
        return whole, whole is not None
    # "A fifth of the country" is no share of a total that the story gives.
    if head and not TOTAL.search(head):
        return None, False
    whole = _total_of(scenes, at, part, known, place=match.start())
    # "190 points, or 0.6 percent" may be a change; only "of the gains" says that it is a share.
    return whole, whole is not None or bool(head)


def _force_of(scenes: Sequence[Scene], at: int, part: Figure) -> Figure | None:
    """The one force that casualties may be a share of: "more than half of the contingent"."""
    among = [
        one
        for near in scenes[max(0, at - REACH) : at + 1]
        for one in near.figures
        if one.kind is FigureKind.TROOPS
        and one.id != part.id
        and one.unit == part.unit
        and (one.actor is None or part.actor is None or one.actor == part.actor)
        and _is_larger(one, part)
    ]
    return only(among)


def _is_larger(one: Figure, part: Figure) -> bool:
    return one.value is not None and part.value is not None and one.value > part.value


def _total_of(
    scenes: Sequence[Scene], at: int, part: Figure, known: Known, *, place: int
) -> Figure | None:
    """The one figure that a part can be a part of.

    In its own sentence before it, else in the nearest of the sentences before, else anywhere in
    the story the one of its kind and days.
    """
    here = scenes[at]
    beside = [one for one in here.before(place) if may_be_compared(one, part)]
    beside = [one for one in beside if _is_larger(one, part)]
    if len(beside) == 1:
        return beside[0]
    for other in reversed(scenes[max(0, at - REACH) : at]):
        among = [one for one in other.figures if _may_be_whole(one, part)]
        if among:
            return only(among)
    if part.window is None:
        return None
    told = [
        one
        for one in known.in_window(part.unit, part.window)
        if one.kind is part.kind and _may_be_whole(one, part)
    ]
    return only(told)


def _may_be_whole(one: Figure, part: Figure) -> bool:
    """Whether a figure may be the whole of a part: comparable, larger, not of a place within."""
    return one.id != part.id and may_be_compared(one, part) and _is_wider(one, part)


def _is_wider(one: Figure, part: Figure) -> bool:
    """Whether a figure may be the whole of a part: larger, of no place within, of its days."""
    if not _is_larger(one, part):
        return False
    if one.place is not None and one.place == part.place:
        return False
    return are_one_window(one, part)


def _rest(here: Scene) -> list[Draft]:
    """As in "60 percent in A and the remaining 40 percent in B"."""
    found = []
    for match in REST.finditer(here.words):
        one, other = here.figure_at(match.start("one")), here.figure_at(match.start("rest"))
        if one.unit == other.unit and is_alike(one.kind, other.kind):
            before = [share for share in here.before(match.start("one")) if share.unit == one.unit]
            found.append(
                Draft(
                    type=RelationType.COMPLEMENT,
                    figures=(*before[:LONGEST_REST][::-1], one, other),
                    span=here.span(match.start(), match.end()),
                )
            )
    return found


LONGEST_REST = 5
"""Shares before the last two that may make a whole with them."""

REACH = 3
"""Sentences looked back for the whole of a share."""

_FORCE = r"(?:\w{1,15}\s+)?(?:force|contingent|army|troops|soldiers|personnel|garrison|men)"
IN_FORCE = re.compile(rf"\s+of\s+(?:the|its|their|that|this)\s+{_FORCE}\b", re.IGNORECASE)
_APPOSED = (
    r"(?:\s*,\s*(?:or|i\.e\.,?|that\s+is,?|which\s+is|being)?\s*|\s+or\s+|\s*[(\[]\s*"
    r"|\s+[–—-]{1,2}\s+(?:or\s+)?)"
)
SHARE_AND_PART = re.compile(
    # "two thirds of the gains, or 324 square kilometres"
    rf"(?P<s1>{SHARE})(?:\s+of\s+(?:the\s+|its\s+|their\s+)?(?P<w1>{AMOUNT})|(?P<of1>\s+of\s+{NO_FIGURE}{{0,90}}?))?"
    rf"{_APPOSED}(?P<p1>{AMOUNT})(?:\s+of\s+(?:the\s+|its\s+|their\s+)?(?:total\s+of\s+)?(?P<w2>{AMOUNT}))?"
    # "324 square kilometres, or two thirds of the gains"
    rf"|(?P<p2>{AMOUNT})(?:\s+(?:out\s+)?of\s+(?:the\s+|its\s+|their\s+|a\s+total\s+of\s+)?(?P<w3>{AMOUNT}))?"
    rf"(?:[^,;:(){ANY}]{{0,50}}?){_APPOSED}(?P<s2>{SHARE})"
    rf"(?:\s+of\s+(?:the\s+|its\s+|their\s+)?(?:{_FORCE}\s+of\s+)?(?P<w4>{AMOUNT}))?(?P<of2>\s+of\s+(?:the\s+|its\s+|all\s+)?{NO_FIGURE}{{0,60}})?",
    re.IGNORECASE,
)
OF_IT = re.compile(r"\s+of\s+(?:it|them|that|those|which|whom)\b", re.IGNORECASE)
AMONG = re.compile(r"\b(?:among|of)\s+(?:them|these|those|whom|which)\b[,\s]*$", re.IGNORECASE)
APPOSED_BY_OR = re.compile(r"\bor\b|[(\[]", re.IGNORECASE)
MADE_UP = re.compile(
    rf"(?P<p>{AMOUNT})\s+(?:out\s+)?of\s+(?:the\s+|its\s+|their\s+|a\s+total\s+of\s+)?(?P<w>{AMOUNT})"
    rf"{NO_FIGURE}{{0,90}}?\b(?:made\s+up|makes?\s+up|accounts?(?:ed)?(?:ing)?\s+for|represent(?:s|ed|ing)?)"
    rf"\s+(?P<s>{SHARE})",
    re.IGNORECASE,
)
TOTAL = re.compile(
    r"\b(?:total|gains?|advances?|losses|area|ground|land|territory|them|it|that|those|these|all"
    r"|captures?|amount|sum|figure|deaths|dead|killed|casualties|toll|troops|wounded|drones|strikes)\b",
    re.IGNORECASE,
)
REST = re.compile(
    rf"(?P<one>{SHARE}){NO_FIGURE}{{0,80}}?\b(?:the\s+(?:other|rest|remaining|remainder)|remaining|with\s+the\s+rest)\b"
    rf"{NO_FIGURE}{{0,30}}?(?P<rest>{SHARE})",
    re.IGNORECASE,
)
