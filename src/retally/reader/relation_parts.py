"""Parts and wholes: totals with the amounts that add up to them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retally.model.story import Figure, FigureKind, Qualifier, RelationType
from retally.reader.relation_draft import BREAK, LISTED, NO_FIGURE, Draft
from retally.reader.relation_resolve import (
    may_be_compared,
)
from retally.reader.relation_scene import AMOUNT, ANY, LONGEST_REACH, WINDOW, Scene, are_near


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
            parts, end = _included(here, total, parts, match.end(), _aside(here, match))
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
    here: Scene, total: Figure, parts: Sequence[Figure], end: int, aside: int
) -> tuple[list[Figure], int]:
    """The parts that "including" names: no wider ones of another sort, none with its own verb.

    "121 wounded, including 10 children, and 121,000 were left without power": 10 are a part.

    Parameters
    ----------
    aside
        Where the aside that holds the word ends; what is beyond is no part.
    """
    kept = [parts[0]]
    for part in parts[1:]:
        place = here.place_of(part)
        is_apart = total.kind in _ONE_FATE and part.kind not in (total.kind, FigureKind.COUNT)
        is_apart = is_apart or place >= aside or BESIDES.search(here.words, end, place) is not None
        joined = AND_THEN.search(here.words, end, place)
        if is_apart or (joined and OWN_VERB.match(here.words, place + 1)):
            break
        kept.append(part)
        end = place + 1
    return kept, end


def _aside(here: Scene, match: re.Match[str]) -> int:
    """Where the dashes or brackets around "including" close; the sentence's end without any."""
    opened = match["some"].lstrip(" ,")[:1]
    closed = _CLOSES.get(opened)
    at = closed.search(here.words, match.end()) if closed is not None else None
    return at.start() if at is not None else len(here.words)


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


_ONE_FATE = frozenset({FigureKind.KILLED, FigureKind.WOUNDED, FigureKind.DISPLACED})
"""What became of people, of which another fate is no part."""

_CLOSES = {"(": re.compile(r"\)")} | dict.fromkeys("–—-", re.compile(r"\s[–—-]{1,2}\s|—"))
"""What closes an aside, by the sign that opened it."""

BESIDES = re.compile(
    r"\b(?:along\s+with|as\s+well\s+as|alongside|together\s+with|in\s+addition\s+to|besides"
    r"|apart\s+from)\b",
    re.IGNORECASE,
)
"""What follows counts beside the total, and is no part of it."""

AND_THEN = re.compile(r"\band\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
OWN_VERB = re.compile(
    r"\s*(?:[\w-]+\s+){0,2}?(?:were|was|are|is|had|have|has|left|lost|fled|remain\w*|went|got"
    r"|became|lack\w*)\b",
    re.IGNORECASE,
)
LONGEST_GAP = 90
OF_WHICH = re.compile(
    rf"(?P<total>[{AMOUNT}]){NO_FIGURE}{{0,80}}?"
    r"(?:(?P<which>(?:[,–—-]\s*|(?<=\w))\s+of\s+which\b|[,–—(-]\s*of\s+(?:whom|these|those"
    r"|them)\b)|(?P<some>,?\s*[(–—-]{0,2}\s*including\b)"
    r"|(?P<made>\b(?:compris(?:ing|es?|ed)|made\s+up\s+of|consist(?:ing|s|ed)?\s+of|composed\s+of"
    r"|divided\s+into"
    r"|split\s+(?:into|between|among)|broken\s+down\s+(?:into|as)|that\s+is)\b)|(?P<split>\s*(?::"
    r"|\s[–—-]{1,2}\s)))"
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
    rf"[^;:,.{ANY}]{{0,45}}(?:,\s*(?:and|while|with)?|;\s*(?:and)?"
    rf"|\band)\s*[^;:,.{ANY}]{{0,20}}?(?P<figure>[{ANY}])",
    re.IGNORECASE,
)
"""From one part to the next: " near the town of A, and another "."""

REMAINDER = re.compile(
    rf"\b(?:the\s+(?:rest|remaining|remainder|other)|remaining"
    rf"|balance)\b[^;:.,{ANY}]{{0,25}}[{ANY}]",
    re.I,
)
"""What is left over, with its number."""

REST_UNTOLD = re.compile(r"\b(?:the\s+(?:rest|remainder|others)|elsewhere)\b", re.IGNORECASE)
IN_ALL = re.compile(
    rf"(?P<t1>[{AMOUNT}])[^;:,{ANY}]{{0,40}}?\b(?:in\s+all|in\s+total|altogether|overall|combined"
    rf"|in\s+sum)\b"
    r"(?!\s+\d)"
    rf"|\b(?:(?P<so_far>bringing\s+(?:the|its|their)\s+(?:\w+\s+)?(?:total|toll|tally)\s+to)"
    r"|a\s+(?:combined\s+|grand\s+)?total\s+of|total(?:l?ing|s|ed)?|add(?:s|ing)?\s+up\s+to"
    r"|making|together|altogether|in\s+all,?|in\s+total,?|summing\s+to)"
    rf"\s+(?:(?:an?|the|some|at)\s+)?(?P<t2>[{AMOUNT}])",
    re.IGNORECASE,
)
MORE_OF_IT = re.compile(r"\b(?:more|another|further|additional|extra|also)\b", re.IGNORECASE)
TOGETHER = re.compile(
    rf"\W{{0,3}}(?:together|in\s+all|in\s+total|altogether|combined|added\s+up|taken\s+together"
    rf"|that\s+makes"
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
