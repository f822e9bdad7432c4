"""What two flows or two tolls come to: a net gain, casualties in all, a part that was lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retally.model.story import Figure, FigureKind, Qualifier, RelationType, Scope
from retally.reader.relation_cues import COMPARED_WITH, MOVES, SCALED, verb_factor
from retally.reader.relation_draft import BREAK, NO_FIGURE, Draft, hedge_before
from retally.reader.relation_parts import LONGER
from retally.reader.relation_resolve import are_one_window, only, told
from retally.reader.relation_scene import AMOUNT, ANY, SHARE, WINDOW, Scene, are_near

_K = FigureKind
_OUT = frozenset({_K.AREA_REGAINED, _K.AREA_LOST})
_PARTS = (_K.KILLED, _K.WOUNDED)


def flows(scenes: Sequence[Scene], at: int) -> list[Draft]:
    """Every such relation that one sentence makes with itself and with those around it."""
    return [*_net(scenes, at), *_tolls(scenes, at), *_scaled(scenes, at), *_lost(scenes, at)]


def _net(scenes: Sequence[Scene], at: int) -> Iterator[Draft]:
    """As in "took 713 while the other side reclaimed 79: a net gain of 634"."""
    here = scenes[at]
    for match in NET.finditer(here.words):
        net = here.figure_at(match.start("net"))
        two = _two_flows(here.before(match.start("net")), net)
        if two is None and at and are_near(here, scenes[at - 1]) and _points_back(here, match):
            two = _two_flows(scenes[at - 1].figures, net)
            if two is not None and not _is_of_then(here, match, two):
                continue
        if two is not None:
            yield Draft(
                type=RelationType.DIFFERENCE,
                figures=(net, *two),
                span=here.span(match.start(), match.end()),
            )


def _is_of_then(here: Scene, match: re.Match[str], two: Sequence[Figure]) -> bool:
    """Whether a net amount is of the days of both flows, or its sentence names no others."""
    net = here.figure_at(match.start("net"))
    said = COMPARED_WITH.split(here.words[: match.end() + _DATED])[0]
    return not LONGER.search(said) or all(
        one.window is not None and one.window == net.window for one in two
    )


def _points_back(here: Scene, match: re.Match[str]) -> bool:
    """Whether a net amount is that of the sentence before: "this", or it opens its sentence."""
    return match.start() <= _OPENING or POINTS_BACK.match(here.words) is not None


def _two_flows(among: Sequence[Figure], net: Figure) -> tuple[Figure, Figure] | None:
    """The larger and the smaller of just two areas, one taken and the other taken back or lost."""
    areas = [one for one in among if one.unit == net.unit and one.id != net.id]
    if len(areas) != 2 or any(one.value is None for one in areas):
        return None
    if not all(are_one_window(one, net) for one in areas):
        return None
    if sum(one.kind in _OUT for one in areas) != 1 and areas[0].actor == areas[1].actor:
        return None
    one, other = sorted(areas, key=lambda area: area.value or 0, reverse=True)
    # A net gain above both flows is of a longer time.
    return (one, other) if (net.value or 0) <= (one.value or 0) else None


def _tolls(scenes: Sequence[Scene], at: int) -> Iterator[Draft]:
    """Casualties in one sentence, with the dead and the wounded in the next or the one before.

    The list is open: what is told apart may be of less than the whole.
    """
    here = scenes[at]
    parts = _dead_and_hurt(here)
    if parts is None:
        return
    total = only([one for one in here.figures if one.kind is _K.KILLED_OR_WOUNDED])
    if total is not None and _is_larger(total, parts) and _is_with(here, total, parts):
        yield _open_sum(here, total, parts)
    if any(one.kind is _K.KILLED_OR_WOUNDED for one in here.figures):
        return
    for other in (at - 1, at + 1, at - 2, at - 3):
        if not 0 <= other < len(scenes) or not are_near(here, scenes[other]):
            continue
        totals = [one for one in scenes[other].figures if one.kind is _K.KILLED_OR_WOUNDED]
        total = only(totals)
        if total is None:
            continue
        if _is_larger(total, parts) and _are_one_side(total, parts) and _are_one(total, parts):
            yield _open_sum(here, total, parts)
        return


def _open_sum(here: Scene, total: Figure, parts: tuple[Figure, Figure]) -> Draft:
    first, last = sorted(here.place_of(one) for one in parts)
    return Draft(
        type=RelationType.SUM,
        figures=(total, *parts),
        span=here.span(first, last + 1),
        qualifier=Qualifier.UP_TO,
    )


def _is_with(here: Scene, total: Figure, parts: tuple[Figure, Figure]) -> bool:
    """As in "casualties reached 3,000, with 300 dead and 2,700 injured"."""
    first = min(here.place_of(one) for one in parts)
    between = WITH.fullmatch(here.words, here.place_of(total) + 1, first)
    last = max(here.place_of(one) for one in parts)
    after = here.words[last : last + _DATED]
    is_dated = WINDOW in after and any(one.window is None for one in parts)
    is_earlier = is_dated or EARLIER.search(after) is not None
    return between is not None and not is_earlier and _are_one(total, parts)


def _are_one_side(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether no part tells that it is of another side than the total."""
    sides = {one.actor for one in (total, *parts) if one.actor is not None}
    return len(sides) <= 1


def _dead_and_hurt(here: Scene) -> tuple[Figure, Figure] | None:
    """The one count of dead and the one of wounded that a sentence puts side by side."""
    found = [[one for one in here.figures if one.kind is kind] for kind in _PARTS]
    if any(len(some) != 1 for some in found) or found[0][0].unit != found[1][0].unit:
        return None
    dead, hurt = found[0][0], found[1][0]
    first, last = sorted((here.place_of(dead), here.place_of(hurt)))
    between = here.words[first:last]
    return (dead, hurt) if TOGETHER.search(between) and not BREAK.search(between) else None


def _is_larger(total: Figure, parts: Sequence[Figure]) -> bool:
    return total.value is not None and all(
        one.value is not None and one.value < total.value for one in parts
    )


def _are_one(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts may lie in the days of their total, and in its place."""
    return all(_lies_within(part, total) for part in parts)


def _lies_within(part: Figure, total: Figure) -> bool:
    if part.window is None or total.window is None:
        return part.place is None or total.place is None or part.place == total.place
    if part.window == total.window:
        # A place of the parts may lie in that of the total.
        return True
    return total.window.start <= part.window.start and part.window.end <= total.window.end


@dataclass(frozen=True, kw_only=True)
class _Told:
    """A count with the sentence it stands in."""

    figure: Figure
    at: int


def _scaled(scenes: Sequence[Scene], at: int) -> Iterator[Draft]:
    """As in "the numbers of both the killed and the wounded more than tripled"."""
    here = scenes[at]
    for match in SCALED.finditer(here.words):
        lead = AFTER.match(here.words, match.end())
        if lead is not None and lead["figure"] and not BREAK.search(lead.group()):
            continue
        subject = COUNTED.search(here.words, max(0, match.start() - _SUBJECT), match.start())
        if subject is None:
            continue
        both = subject.group()
        for kind, words in KINDS:
            if not words.search(both):
                continue
            now, before = _now_and_before(scenes, at, kind)
            if now is not None:
                yield Draft(
                    type=RelationType.RATIO,
                    figures=(now,) if before is None else (now, before),
                    span=here.span(subject.start(), match.end()),
                    claimed=verb_factor(match["factor"]),
                    qualifier=hedge_before(here.words, match.start()),
                )


def _now_and_before(
    scenes: Sequence[Scene], at: int, kind: FigureKind
) -> tuple[Figure | None, Figure | None]:
    """The last count of a kind up to a sentence, and the one other number the story had before."""
    counts = [
        _Told(figure=figure, at=back)
        for back in range(at, max(-1, at - _FAR), -1)
        if scenes[back].found.scope is Scope.BODY
        for figure in reversed(scenes[back].figures)
        if figure.kind is kind and figure.value is not None
    ]
    if not counts:
        return None, None
    now = counts[0].figure
    others = {
        told(one.figure): one.figure
        for one in counts[1:]
        if one.figure.value != now.value
        and one.figure.unit == now.unit
        and (one.figure.actor is None or now.actor is None or one.figure.actor == now.actor)
    }
    return now, only(list(others.values()))


def _lost(scenes: Sequence[Scene], at: int) -> Iterator[Draft]:
    """As in "lost over 40 percent of the ground it took", with what it held and what it holds."""
    here = scenes[at]
    match = LOST.search(here.words)
    if match is None:
        return
    share = here.figure_at(match.start("share"))
    held: dict[object, _Told] = {}
    for later in range(at, min(len(scenes), at + _FAR)):
        for figure in scenes[later].figures:
            same = figure.actor is None or share.actor is None or figure.actor == share.actor
            if figure.kind is _K.AREA_HELD and same and figure.value is not None:
                held.setdefault(figure.value, _Told(figure=figure, at=later))
    if len(held) != 2:
        return
    before, after = held.values()
    places = {one.figure.place for one in (before, after)} - {None}
    if len(places) > 1:
        return
    if before.at == after.at and MOVES.search(scenes[after.at].words):
        # "This year its territory fell from 5 to 3": a move of its own time.
        return
    if before.figure.unit != after.figure.unit or not NOW.search(scenes[after.at].words):
        return
    yield Draft(
        type=RelationType.CHANGE,
        figures=(share, after.figure, before.figure),
        span=here.span(match.start(), match.end()),
        claimed=None if share.value is None else -abs(share.value),
        qualifier=share.qualifier,
    )


_DATED = 40
_OPENING = 30
_SUBJECT = 120
_FAR = 8
"""Sentences looked through for the numbers that a claim without any speaks of."""

NET = re.compile(
    rf"\bnet\s+(?:\w{{1,15}}\s+)?(?:gains?|advances?|loss(?:es)?|change|balance"
    rf"|result)\b{NO_FIGURE}{{0,20}}?"
    rf"\b(?:of|is|was|were|at|to)\s+(?P<net>{AMOUNT})",
    re.IGNORECASE,
)
POINTS_BACK = re.compile(
    r"\W{0,3}(?:this|that|it|which|the\s+(?:result|net)|in\s+all)\b", re.IGNORECASE
)
TOGETHER = re.compile(r"\band\b|,|/", re.IGNORECASE)
EARLIER = re.compile(r"\b(?:before|earlier|previous|preceding|last)\b", re.IGNORECASE)
WITH = re.compile(
    r"[^.;]{0,40}(?:[,(]|\s[–—-]{1,2})\s*with\s+(?:(?:about|some|around|nearly)\s+)?",
    re.IGNORECASE,
)
AFTER = re.compile(rf"{NO_FIGURE}{{0,30}}(?P<figure>[{ANY}])?")
COUNTED = re.compile(
    r"\b(?:numbers?|counts?|tolls?|both)\b[^.;:]{0,80}?\b(?:killed|dead|deaths|wounded|injured"
    r"|injuries|hurt"
    r"|casualties)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
KINDS = (
    (_K.KILLED, re.compile(r"\b(?:killed|dead|deaths)\b", re.IGNORECASE)),
    (_K.WOUNDED, re.compile(r"\b(?:wounded|injured|injuries|hurt)\b", re.IGNORECASE)),
    (_K.KILLED_OR_WOUNDED, re.compile(r"\bcasualties\b", re.IGNORECASE)),
)
LOST = re.compile(
    rf"\b(?:lost|ceded|given\s+up|gave\s+up)\s+(?P<share>{SHARE})\s+of\s+(?:the|its|all|that)\s"
    rf"{NO_FIGURE}{{0,40}}?\b(?:territory|ground|land|area|zone|foothold|gains)\b",
    re.IGNORECASE,
)
NOW = re.compile(
    rf"\b(?:now|currently|today|still|at\s+present|remains?)\b|{WINDOW}", re.IGNORECASE
)
