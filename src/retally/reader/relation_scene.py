"""A sentence as relations see it: its words, with every figure and window as one mark.

"Up from 459 square kilometres (177 square miles) in May" becomes "Up from Q in W": a restated
figure and a hedge belong to the figure, so that what stands between figures is only words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from retally.model.story import Figure, Span
from retally.reader.calendar import WindowMention
from retally.reader.figures import Found

AMOUNT, SHARE, TIMES, RATE, DURATION, WINDOW = "\ue000\ue001\ue002\ue003\ue004\ue005"
"""The marks: private-use code points, one a kind of figure, and one for a window."""

ANY = f"{AMOUNT}{SHARE}{TIMES}{RATE}{DURATION}"
_MARKS = re.compile(f"[{ANY}{WINDOW}]")
_DURATIONS = frozenset({"second", "minute", "hour", "days", "week", "months", "years", "decade"})
LONGEST_REACH = 24
"""Figures of a sentence that are looked at on either side of a word; a list of a year of months
and its total has 13. More would make a text without full stops cost the square of its length."""

_LONGEST_NOUN = 40
_LONGEST_ASIDE = 80
_COMPARES = re.compile(
    r"\b(?:more|less|fewer|other|another|additional|further|extra|of|times)\b", re.I
)
_JOINT = re.compile(r"\s*(?:,|and|or|/|,\s*and)\s*")
_SET_OFF = re.compile(r"\s*(?:[,;]\s*)?(?:[(\[=/]|[–—-]{1,2}|\bor\b|,)[^()\[\]]{0,30}$")
_EMPTY = re.compile(r"\s*[(\[][\s,;/]*(?:(?:and|or|respectively)[\s,;/]*){0,3}[)\]]")


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One sentence with its marks.

    Parameters
    ----------
    words
        The sentence with a mark for each figure and window.
    origin
        Where each code point of `words` stands in the story's text, and where the last one ends.
    figures, places
        The figures that have a mark, and where those are in `words`; restated ones have none.
    windows, window_places
        The same of the windows.
    """

    words: str
    lower: str
    origin: tuple[int, ...]
    found: Found
    figures: tuple[Figure, ...]
    places: tuple[int, ...]
    windows: tuple[WindowMention, ...]
    window_places: tuple[int, ...]

    def figure_at(self, place: int) -> Figure:
        """The figure whose mark stands at a place of `words`."""
        return self.figures[bisect_left(self.places, place)]

    def between(self, start: int, end: int) -> list[Figure]:
        """The figures with a mark in a stretch of `words`, in order."""
        first = bisect_left(self.places, start)
        return list(self.figures[first : bisect_left(self.places, end)])

    def before(self, place: int) -> list[Figure]:
        """The figures with a mark before a place, the nearest first; `LONGEST_REACH` of them."""
        last = bisect_left(self.places, place)
        return list(self.figures[max(0, last - LONGEST_REACH) : last])[::-1]

    def after(self, place: int) -> list[Figure]:
        """The figures with a mark at a place or after it; `LONGEST_REACH` of them."""
        first = bisect_left(self.places, place)
        return list(self.figures[first : first + LONGEST_REACH])

    def around(self, figure: Figure) -> list[Figure]:
        """The figures near one of its own, in order, without itself."""
        place = self.place_of(figure)
        return [*self.before(place)[::-1], *self.after(place + 1)]

    def windows_between(self, start: int, end: int) -> list[WindowMention]:
        """The windows with a mark in a stretch of `words`."""
        first = bisect_left(self.window_places, start)
        return list(self.windows[first : bisect_left(self.window_places, end)])

    def last_window(self, place: int) -> int:
        """Where the last window before a place has its mark; the place itself without one."""
        last = bisect_left(self.window_places, place)
        return self.window_places[last - 1] if last else place

    def place_of(self, figure: Figure) -> int:
        """Where the mark of one of its figures stands."""
        return self.places[self.order[figure.id]]

    @cached_property
    def order(self) -> dict[str, int]:
        """Which of the sentence's figures each is."""
        return {figure.id: at for at, figure in enumerate(self.figures)}

    def span(self, start: int, end: int) -> Span:
        """A stretch of `words` in the story's text; figures at its ends are in it whole."""
        last = max(start, end - 1)
        stop = self.origin[last] + 1
        at = bisect_right(self.places, last) - 1
        if at >= 0 and self.places[at] == last:
            stop = max(stop, self.figures[at].span.end)
        return Span(start=self.origin[start], end=max(stop, self.origin[start] + 1))


def scene(text: str, found: Found, figures: Sequence[Figure], restated: frozenset[str]) -> Scene:
    """A sentence with marks for its figures and windows.

    Parameters
    ----------
    figures
        Those of the sentence, in order.
    restated
        Ids of the figures that restate another one in another unit.
    """
    pieces = _pieces(text, found, figures, restated)
    letters: list[str] = []
    origin: list[int] = []
    at = found.span.start
    for start, end, mark, _ in pieces:
        letters += _clean(text[at:start])
        origin += range(at, start)
        if mark:
            letters.append(mark)
            origin.append(start)
        at = end
    letters += _clean(text[at : found.span.end])
    origin += range(at, found.span.end)
    words, origin = _without_empty("".join(letters), origin)
    marks = list(_MARKS.finditer(words))
    kept = [figure for _, _, mark, figure in pieces if mark and isinstance(figure, Figure)]
    windows = [one for _, _, mark, one in pieces if mark and isinstance(one, WindowMention)]
    return Scene(
        words=words,
        # Lower case may change the length of a text ("İ"), and places would no longer agree.
        lower=words.lower() if len(words.lower()) == len(words) else words,
        origin=tuple(origin) or (found.span.start,),
        found=found,
        figures=tuple(kept),
        places=tuple(mark.start() for mark in marks if mark.group() != WINDOW),
        windows=tuple(windows),
        window_places=tuple(mark.start() for mark in marks if mark.group() == WINDOW),
    )


def are_near(one: Scene, other: Scene) -> bool:
    """Whether two sentences stand in one paragraph or the next, in one part of the page."""
    paragraphs = abs(one.found.paragraph - other.found.paragraph)
    return paragraphs <= 1 and one.found.scope is other.found.scope


def mark_of(figure: Figure) -> str:
    """The mark of a figure, by its unit."""
    if figure.unit in ("percent", "share"):
        return SHARE
    if figure.unit == "times":
        return TIMES
    if "/" in figure.unit:
        return RATE
    return DURATION if figure.unit in _DURATIONS else AMOUNT


Piece = tuple[int, int, str, Figure | WindowMention | None]


def _pieces(
    text: str, found: Found, figures: Sequence[Figure], restated: frozenset[str]
) -> list[Piece]:
    """What is replaced by a mark, or by nothing, in order and without overlap."""
    outer = {one.span.start: one for one in found.quantities}
    pieces: list[Piece] = []
    for at, figure in enumerate(figures):
        following = figures[at + 1].span.start if at + 1 < len(figures) else found.span.end
        start, end = figure.span.start, figure.span.end
        printed = outer.get(start)
        if printed is not None:
            start = min(start, printed.outer.start)
            end = max(end, printed.outer.end)
            noun = printed.noun_span
            if noun is not None and 0 <= noun.start - end <= _LONGEST_NOUN:
                # A noun that a later figure has too ("50 of 70 drones") is that one's, and words
                # that compare ("30 more tanks than") are no part of the figure.
                plain = noun.end <= following and not _COMPARES.search(text, end, noun.start)
                end = noun.end if plain else end
        if figure.id in restated:
            last = pieces[-1] if pieces else None
            pieces.append((*_with_brackets(text, last, start, end), "", figure))
        else:
            pieces.append((start, end, mark_of(figure), figure))
    pieces += [(one.span.start, one.span.end, WINDOW, one) for one in found.windows]
    return _apart(pieces, found.span)


def _with_brackets(text: str, last: Piece | None, start: int, end: int) -> tuple[int, int]:
    """A restated figure with what sets it off from the one before: brackets, commas, "or"."""
    if last is None or start - last[1] > _LONGEST_ASIDE:
        return start, end
    opened = start
    if not last[2] and _JOINT.fullmatch(text[last[1] : start]):
        # The second of a restated list: "(184 and 177 square miles)".
        opened, start = last[0], last[1]
    else:
        lead = _SET_OFF.search(text[last[1] : start])
        opened = start = last[1] + lead.start() if lead is not None else start
    whole = text[opened:end]
    is_open = whole.count("(") > whole.count(")") or whole.count("[") > whole.count("]")
    return start, end + 1 if is_open and text[end : end + 1] in (")", "]") else end


def _apart(pieces: Iterable[Piece], sentence: Span) -> list[Piece]:
    """The pieces inside a sentence, the longer of two that overlap."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: (one[0], -one[1])):
        if piece[0] < sentence.start or piece[1] > sentence.end or piece[0] >= piece[1]:
            continue
        if not kept or piece[0] >= kept[-1][1]:
            kept.append(piece)
    return kept


def _clean(text: str) -> str:
    """The text without any letter that is a mark."""
    return _MARKS.sub(" ", text)


def _without_empty(words: str, origin: list[int]) -> tuple[str, list[int]]:
    """The same without brackets that held nothing but restated figures."""
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for match in _EMPTY.finditer(words):
        kept.append(words[at : match.start()])
        places += origin[at : match.start()]
        at = match.end()
    kept.append(words[at:])
    return "".join(kept), places + origin[at:]
