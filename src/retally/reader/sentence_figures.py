"""The figures of one sentence, each with its kind, actor, place, window and other side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from retally.model.story import Figure, FigureKind, Qualifier
from retally.reader.binding import Bound
from retally.reader.carried_places import after_sentence, placed
from retally.reader.carried_windows import TOLLS, Earlier, bounds, of_these_gains, settled
from retally.reader.counterparties import with_counterparty
from retally.reader.figures import Doing, Found, figure, only_subject
from retally.reader.kinds import AREA_UNITS, LENGTH_UNITS, said
from retally.reader.kinds_people import MILITARY
from retally.reader.kinds_sentence import Told, seen
from retally.reader.quantities import PrintedQuantity, conversions


@dataclass(frozen=True, kw_only=True)
class Setting:
    """The text that is read, and the sides to look for."""

    text: str
    parties: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Assembled:
    """The figures of a story or a sentence.

    Parameters
    ----------
    bounds
        For every figure the window its words name, as `binding` gives it.
    pairs
        Ids of figures of which the second restates the first in another unit.
    """

    figures: tuple[Figure, ...] = ()
    bounds: tuple[Bound, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Pairs:
    """Places of quantities of which the second restates the first.

    Parameters
    ----------
    claimed
        In another unit of the same measure.
    tacit
        An area with a length in brackets, which has only dropped its "square".
    """

    claimed: Sequence[tuple[int, int]]
    tacit: Sequence[tuple[int, int]]

    @property
    def all(self) -> list[tuple[int, int]]:
        """Both."""
        return [*self.claimed, *self.tacit]


def sentence_figures(
    setting: Setting, one: Found, earlier: Earlier, told: Told, *, first: int
) -> tuple[Assembled, Told]:
    """The figures of one sentence, and what the next can carry on.

    Parameters
    ----------
    first
        How many figures the story has before it.
    """
    if not one.quantities:
        return Assembled(), _over(setting, one, (), told)
    pairs = _Pairs(
        claimed=[
            pair for pair in conversions(setting.text, one.quantities) if _are_alike(one, *pair)
        ],
        tacit=_undimensioned(setting.text, one),
    )
    windows = bounds(setting.text, one, earlier, pairs.all)
    figures, told = _each(setting, one, windows, earlier, told)
    named = {at: f"f{first + count}" for count, at in enumerate(figures, start=1)}
    figures = {at: replace(figure, id=named[at]) for at, figure in figures.items()}
    figures = _restated(figures, pairs)
    here = Assembled(
        figures=tuple(figures.values()),
        bounds=tuple(windows[at] for at in figures),
        pairs=tuple(
            (named[original], named[restated])
            for original, restated in pairs.claimed
            if original in named and restated in named
        ),
    )
    return here, _over(setting, one, here.figures, told)


def _each(
    setting: Setting, one: Found, windows: Sequence[Bound], earlier: Earlier, told: Told
) -> tuple[dict[int, Figure], Told]:
    """The figure of every quantity that is one, by its place."""
    text, parties = setting.text, setting.parties
    sentence = seen(text, one, parties)
    figures: dict[int, Figure] = {}
    last: Figure | None = None
    for at, (quantity, bound) in enumerate(zip(one.quantities, windows, strict=True)):
        doing, following = said(text, sentence, at, told)
        if _is_no_figure(text, one, quantity, doing):
            continue
        told = following
        read = figure(text, one, quantity, name="", said=doing, bound=bound, parties=parties)
        counts_people = (
            read.kind is not FigureKind.LOSSES
            or read.unit in ("", "people")
            or MILITARY.fullmatch(read.noun or "") is not None
        )
        if read.kind in _OF_PEOPLE and counts_people and (not read.unit or read.unit.isalpha()):
            read = replace(read, unit="people")
        read = placed(text, one, read, last, told.ground, parties=parties)
        read = _beside(text, settled(of_these_gains(text, one, read, earlier)), last)
        last = figures[at] = with_counterparty(text, read, parties=parties)
    return figures, told


def _over(setting: Setting, one: Found, figures: Sequence[Figure], told: Told) -> Told:
    """What can be carried on once a sentence is over."""
    who = only_subject(one)
    ground = after_sentence(setting.text, one, figures, told.ground, parties=setting.parties)
    told = replace(told, ground=ground)
    areas = [figure for figure in figures if figure.unit.partition("/")[0] in AREA_UNITS]
    if areas:
        told = replace(told, first=areas[0].actor or told.first)
    if any(quantity.unit.partition("/")[0] in AREA_UNITS for quantity in one.quantities):
        return told
    area = Doing(kind=told.area.kind, actor=who or told.area.actor)
    nation = told.nation if one.quantities else who or told.nation
    return replace(told, area=area, nation=nation)


def _restated(figures: Mapping[int, Figure], pairs: _Pairs) -> dict[int, Figure]:
    """The figures, with each restated one speaking of what its original speaks of."""
    settled_ones = dict(figures)
    for original, restated in pairs.all:
        if original in figures and restated in figures:
            settled_ones[restated] = _restating(settled_ones[restated], settled_ones[original])
    return settled_ones


def _beside(text: str, area: Figure, share: Figure | None) -> Figure:
    """An area that says a share in square kilometres: "19 percent of the country, or 116 km2"."""
    is_share = share is not None and share.unit in ("percent", "share")
    if share is None or not is_share or area.unit not in AREA_UNITS:
        return area
    if not _OR.fullmatch(text, share.span.end, max(share.span.end, area.span.start)):
        return area
    # "Three quarters, or 5 km2, are in A, parts of which it held": a word of ground after it is
    # not said of it.
    is_open = area.kind in (FigureKind.COUNT, FigureKind.AREA_HELD)
    is_bare = is_open and share.kind is FigureKind.SHARE_OF_GAIN
    return replace(
        area,
        kind=FigureKind.AREA_GAINED if is_bare else area.kind,
        actor=area.actor or share.actor,
        place=area.place or share.place,
        window=area.window or share.window,
        unread=area.unread if area.window is not None else share.unread,
    )


def _are_alike(one: Found, original: int, restated: int) -> bool:
    """Whether two quantities can be one in two units: never a share and an area."""
    units = [one.quantities[at].unit.partition("/")[0] for at in (original, restated)]
    return any(set(units) <= alike for alike in _ALIKE) or not _MEASURED.intersection(units)


def _undimensioned(text: str, one: Found) -> list[tuple[int, int]]:
    """Areas with a length in brackets after them: "4,000 km2 (1,500 miles)" dropped a "square".

    The two speak of one thing, whatever the numbers; that they restate each other is not claimed.
    """
    found = []
    for at, (area, length) in enumerate(pairwise(one.quantities)):
        if area.unit in AREA_UNITS and length.unit in LENGTH_UNITS:
            opened = _OPENED.fullmatch(text, area.span.end, length.span.start)
            if opened and text.startswith(")", length.span.end):
                found.append((at, at + 1))
    return found


def _is_no_figure(text: str, one: Found, quantity: PrintedQuantity, doing: Doing) -> bool:
    """Whether a quantity only says when, or is too vague to be one.

    "Nearly three years of war" and "in two weeks" say when; "several kilometres" names no number.
    """
    unit = quantity.unit.partition("/")[0]
    if unit not in _DATED_BY_WINDOWS and any(
        mention.span.meets(quantity.span) for mention in one.windows
    ):
        return True
    if doing.kind is FigureKind.DURATION and unit not in _SHORT_TIMES and not quantity.is_age:
        start = max(one.span.start, quantity.outer.start - 40)
        return not _LASTS.search(text, start, quantity.outer.start)
    if doing.kind is FigureKind.COUNT and _SOURCES.fullmatch(quantity.noun or ""):
        return True
    highest = quantity.numbers[-1].high if quantity.numbers else None
    return quantity.qualifier is Qualifier.SEVERAL and highest is not None and highest < 10


def _restating(restated: Figure, original: Figure) -> Figure:
    """A converted figure speaks of what its original speaks of."""
    return replace(
        restated,
        kind=original.kind,
        actor=original.actor,
        counterparty=original.counterparty,
        place=original.place,
        window=original.window,
        unread=original.unread,
    )


_OF_PEOPLE = TOLLS | {FigureKind.TROOPS}
_SOURCES = re.compile(
    r"(?:official|source|diplomat|expert|analyst|witness|lawmaker|minister|leader|side|country"
    r"|nation"
    r"|spokes\w+|thing|time|way|front|direction|reason)s?",
    re.IGNORECASE,
)
"""Nouns of numbers that measure nothing: "two officials said", "both sides"."""

_SHORT_TIMES = frozenset({"hour", "minute", "second"})
"""Times that no window of a war is made of but "the past 24 hours", which is one itself."""

_DATED_BY_WINDOWS = AREA_UNITS | LENGTH_UNITS | {"percent", "times", "people"}
"""Units of figures that a window never takes for its own: "the first 30 days" are no figure."""

_ALIKE = (AREA_UNITS, LENGTH_UNITS)
_OPENED = re.compile(r"\s*\(\s*(?:about|around|some|nearly|almost|roughly|over)?\s*", re.IGNORECASE)

_OR = re.compile(
    r"\s*(?:of\s[^,.;()]{0,60})?(?:,\s*(?:or|i\.e\.,?|that\s+is,?)?|\(|\s[-–—]{1,2})\s*"
    r"(?:(?:about|around|some|nearly|almost|roughly|over|just|more\s+than)\s+)?",
    re.IGNORECASE,
)
_MEASURED = AREA_UNITS | LENGTH_UNITS | {"percent", "share", "times", "people"}

_LASTS = re.compile(
    r"\b(?:last(?:s|ed|ing)?|takes?|took|taken|need(?:s|ed)?|sentenced\s+to|prison|delay\w*\s+by"
    r"|extend\w*\s+by"
    r"|requires?|required|spen[dt]s?|require)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
