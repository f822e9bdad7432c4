"""Parts and wholes: sums, shares of a total, what is left over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retally.model.story import Figure, FigureKind, Qualifier, RelationType
from retally.reader.relation_draft import BREAK, LISTED, NO_FIGURE, Draft
from retally.reader.relation_resolve import (
    Known,
    are_one_window,
    is_alike,
    may_be_compared,
    only,
)
from retally.reader.relation_scene import AMOUNT, ANY, LONGEST_REACH, SHARE, WINDOW, Scene, are_near


def sums(scenes: Sequence[Scene], at: int) -> list[Draft]:
    """Totals with their parts, whichever comes first."""
    here = scenes[at]
    return [*_total_first(here), *_of_the(here), *_parts_first(scenes, at), *_across(scenes, at)]


def _total_first(here: Scene) -> list[Draft]:
    """As in "478: 300 in A and 178 in B", "478, of which 300 were in A and the other 178 in B"."""
    found = []
    for match in OF_WHICH.finditer(here.words):
        total = here.figure_at(match.start("total"))
        first = here.figure_at(match.start("part"))
        parts, end = _list(here, first, match.end())
        if match["some"]:
            parts, end = _included(here, total, parts, match.end())
        may_be_one = match["which"] or match["some"]
        if not _may_add_up(total, parts) or (len(parts) < 2 and not may_be_one):
            continue
        if match["which"] and IS_PART.search(here.words, max(0, match.start() - 3), match.start()):
            # "81 missiles, 34 of which were shot down": the 34 are no total.
            continue
        words = here.words[match.start() : end + 40]
        closed = match["made"] or match["split"] or REMAINDER.search(words)
        if not closed and REST_UNTOLD.search(words):
            # "Of which 20 in A and 18 in B, with the rest elsewhere": no sum is claimed.
            continue
        open_list = match["which"] or match["some"]
        found.append(
            Draft(
                type=RelationType.SUM,
                figures=(total, *parts),
                span=here.span(match.start("total"), end),
                qualifier=Qualifier.UP_TO if open_list and not closed else Qualifier.EXACT,
            )
        )
    return found


def _included(
    here: Scene, total: Figure, parts: Sequence[Figure], end: int
) -> tuple[list[Figure], int]:
    """The parts that "including" names: no wider ones of another sort, none with its own verb.

    "121 wounded, including 10 children, and 121,000 were left without power": 10 are a part.
    """
    kept = [parts[0]]
    for part in parts[1:]:
        place = here.place_of(part)
        is_apart = total.kind in _ONE_FATE and part.kind not in (total.kind, FigureKind.COUNT)
        joined = AND_THEN.search(here.words, end, place)
        if is_apart or (joined and OWN_VERB.match(here.words, place + 1)):
            break
        kept.append(part)
        end = place + 1
    return kept, end


def _of_the(here: Scene) -> list[Draft]:
    """As in "Of the 60 drones 40 were shot down and the other 20 got lost"."""
    match = OF_THE.match(here.words)
    if match is None:
        return []
    total = here.figure_at(match.start("total"))
    parts, end = _list(here, here.figure_at(match.start("part")), match.end())
    if len(parts) < 2 or not _may_add_up(total, parts):
        return []
    closed = REMAINDER.search(here.words, 0, end + 40)
    return [
        Draft(
            type=RelationType.SUM,
            figures=(total, *parts),
            span=here.span(match.start("total"), end),
            qualifier=Qualifier.EXACT if closed else Qualifier.UP_TO,
        )
    ]


def _parts_first(scenes: Sequence[Scene], at: int) -> list[Draft]:
    """As in "300 in A and 178 in B, 478 in all", "a total of 478"."""
    here = scenes[at]
    found = []
    for match in IN_ALL.finditer(here.words):
        total = here.figure_at(match.start("t1") if match["t1"] else match.start("t2"))
        parts = _parts_before(here, total)
        if match["so_far"]:
            parts = [*_parts_told(scenes, at, total), *parts]
        if len(parts) < 2 or not _may_add_up(total, parts) or _goes_further(here, total, parts):
            continue
        start = min(here.place_of(part) for part in parts if part.id in here.order)
        found.append(
            Draft(
                type=RelationType.SUM,
                figures=(total, *parts),
                span=here.span(start, match.end()),
                # "Bringing the total to" counts what came before, told here or not.
                qualifier=Qualifier.UP_TO if match["so_far"] else Qualifier.EXACT,
            )
        )
    return found


def _parts_told(scenes: Sequence[Scene], at: int, total: Figure) -> list[Figure]:
    """What the sentence before counts, where this one tells of more of it."""
    here = scenes[at]
    if at == 0 or not are_near(here, scenes[at - 1]) or not MORE_OF_IT.search(here.words):
        return []
    return [one for one in scenes[at - 1].figures if _is_counted_alike(one, total)]


def _is_counted_alike(one: Figure, total: Figure) -> bool:
    """Whether two figures count one thing: what they are called, or their kind and side, agree."""
    named = one.noun is not None and one.noun == total.noun
    return one.unit == total.unit and (named or may_be_compared(one, total))


def _across(scenes: Sequence[Scene], at: int) -> list[Draft]:
    """As in "Together that is 478", after a sentence that gives the parts."""
    here = scenes[at]
    match = TOGETHER.match(here.words)
    if match is None or at == 0:
        return []
    total, last = here.figure_at(match.start("total")), scenes[at - 1]
    if not are_near(here, last):
        return []
    parts = [one for one in last.figures if one.unit == total.unit]
    if len(parts) < 2 or not all(_is_counted_alike(one, total) for one in parts):
        return []
    if _goes_further(here, total, parts):
        return []
    if SETTLED.search(last.words):
        return []
    return [
        Draft(
            type=RelationType.SUM,
            figures=(total, *parts),
            span=here.span(match.start(), match.end()),
        )
    ]


def _list(here: Scene, first: Figure, end: int) -> tuple[list[Figure], int]:
    """The figures of a list that begins with one, and where it ends."""
    listed = [first]
    while len(listed) < LONGEST_REACH:
        more = LISTED.match(here.words, end) or PLACED.match(here.words, end)
        if more is None:
            break
        figure = here.figure_at(more.start("figure"))
        if figure.unit != first.unit or BREAK.search(here.words, end, more.end()):
            break
        if COMPARED.search(here.words, end, more.end()):
            break
        listed.append(figure)
        end = more.end()
    return listed, end


def _parts_before(here: Scene, total: Figure) -> list[Figure]:
    """The list of figures that ends before a total, of its unit and without a gap."""
    parts: list[Figure] = []
    place = here.place_of(total)
    for figure in here.before(place):
        gap = here.words[here.place_of(figure) + 1 : place]
        if figure.unit != total.unit or len(gap) > LONGEST_GAP or SEVERED.search(gap):
            break
        if parts and ENDS_IN.search(gap):
            # "From 10 dead and 100 hurt to 30 dead and 270 hurt, 300 in all": the last two.
            break
        parts.append(figure)
        place = here.place_of(figure)
    return parts[::-1]


def _may_add_up(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether figures are of one unit, none of them the total itself.

    Their kinds may differ: the killed and the wounded make up the losses.
    """
    return all(part.unit == total.unit and part.id != total.id for part in parts)


def _goes_further(here: Scene, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a total speaks of more time than its parts: "and 2,660 in all since January"."""
    after = here.words[here.place_of(total) : here.place_of(total) + 70]
    windows = [part.window for part in parts if part.window is not None]
    if total.window is None or len(windows) < len(parts):
        return bool(LONGER.search(after))
    days = sum((one.end - one.start).days + 1 for one in windows)
    same = all(one == windows[0] for one in windows)
    if same and windows[0] == total.window and SO_FAR.search(after):
        # The window of the total was taken for that of its parts too.
        return True
    whole = (total.window.end - total.window.start).days + 1
    return whole > (days // len(windows) if same else days)


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


_ONE_FATE = frozenset({FigureKind.KILLED, FigureKind.WOUNDED, FigureKind.DISPLACED})
"""What became of people, of which another fate is no part."""

AND_THEN = re.compile(r"\band\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
OWN_VERB = re.compile(
    r"\s*(?:[\w-]+\s+){0,2}?(?:were|was|are|is|had|have|has|left|lost|fled|remain\w*|went|got|became|lack\w*)\b",
    re.IGNORECASE,
)
LONGEST_GAP = 90
LONGEST_REST = 5
"""Shares before the last two that may make a whole with them."""

REACH = 3
"""Sentences looked back for the whole of a share."""

OF_WHICH = re.compile(
    rf"(?P<total>[{AMOUNT}]){NO_FIGURE}{{0,80}}?"
    r"(?:(?P<which>(?:[,–—-]\s*|(?<=\w))\s+of\s+which\b|[,–—(-]\s*of\s+(?:whom|these|those|them)\b)|(?P<some>,?\s*[(–—-]{0,2}\s*including\b)"
    r"|(?P<made>\b(?:compris(?:ing|es?|ed)|made\s+up\s+of|consist(?:ing|s|ed)?\s+of|composed\s+of|divided\s+into"
    r"|split\s+(?:into|between|among)|broken\s+down\s+(?:into|as)|that\s+is)\b)|(?P<split>\s*(?::|\s[–—-]{1,2}\s)))"
    rf"{NO_FIGURE}{{0,40}}?(?P<part>[{AMOUNT}])",
    re.IGNORECASE,
)
IS_PART = re.compile(r"[,–—(-]\s*$")
OF_THE = re.compile(
    rf"\W{{0,3}}(?:out\s+)?of\s+(?:the\s+|its\s+|their\s+|these\s+|those\s+|a\s+total\s+of\s+)?"
    rf"(?P<total>{AMOUNT}){NO_FIGURE}{{0,80}}?\s(?P<part>{AMOUNT})",
    re.IGNORECASE,
)
PLACED = re.compile(
    rf"[^;:,.{ANY}]{{0,45}}(?:,\s*(?:and|while|with)?|;\s*(?:and)?|\band)\s*[^;:,.{ANY}]{{0,20}}?(?P<figure>[{ANY}])",
    re.IGNORECASE,
)
"""From one part to the next: " near the town of A, and another "."""

REMAINDER = re.compile(
    rf"\b(?:the\s+(?:rest|remaining|remainder|other)|remaining|balance)\b[^;:.,{ANY}]{{0,25}}[{ANY}]",
    re.I,
)
"""What is left over, with its number."""

REST_UNTOLD = re.compile(r"\b(?:the\s+(?:rest|remainder|others)|elsewhere)\b", re.IGNORECASE)
IN_ALL = re.compile(
    rf"(?P<t1>[{AMOUNT}])[^;:,{ANY}]{{0,40}}?\b(?:in\s+all|in\s+total|altogether|overall|combined|in\s+sum)\b"
    r"(?!\s+\d)"
    rf"|\b(?:(?P<so_far>bringing\s+(?:the|its|their)\s+(?:\w+\s+)?(?:total|toll|tally)\s+to)"
    r"|a\s+(?:combined\s+|grand\s+)?total\s+of|total(?:l?ing|s|ed)?|add(?:s|ing)?\s+up\s+to"
    r"|making|together|altogether|in\s+all,?|in\s+total,?|summing\s+to)"
    rf"\s+(?:(?:an?|the|some|at)\s+)?(?P<t2>[{AMOUNT}])",
    re.IGNORECASE,
)
MORE_OF_IT = re.compile(r"\b(?:more|another|further|additional|extra|also)\b", re.IGNORECASE)
TOGETHER = re.compile(
    rf"\W{{0,3}}(?:together|in\s+all|in\s+total|altogether|combined|added\s+up|taken\s+together|that\s+makes"
    rf"|that\s+(?:brings|brought)\s+the\s+total\s+to|the\s+(?:total|sum|combined\s+total)\b)"
    rf"{NO_FIGURE}{{0,60}}?(?P<total>[{AMOUNT}])",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:than|(?:up|down|rising|falling)\s+(?:from|by)|compared|versus|against)\b", re.IGNORECASE
)
"""What ends a list of parts."""

SETTLED = re.compile(r"\b(?:than|from|compared|versus|against|up|down)\b", re.IGNORECASE)
"""Words of a sentence that compares its figures and does not list parts."""

SEVERED = re.compile(
    r"\b(?:but|while|whereas|although|compared|than|from|against|versus|when|since|before|after"
    r"|surpass\w*|exceed\w*|outstrip\w*|topp(?:ed|ing)|eclips\w*|dwarf\w*|overt(?:ook|ak\w+)"
    r"|above|below)\b"
    r"|[;:]",
    re.IGNORECASE,
)
ENDS_IN = re.compile(r"\b(?:to|into)\s+$", re.IGNORECASE)
SO_FAR = re.compile(r"\b(?:since|so\s+far|to\s+date|this\s+year|the\s+war)\b", re.IGNORECASE)
LONGER = re.compile(
    rf"\b(?:since|so\s+far|this\s+year|to\s+date|the\s+war|the\s+year|until|overall)\b|{WINDOW}",
    re.IGNORECASE,
)
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
