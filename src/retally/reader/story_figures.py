"""The figures of a story, sentence by sentence, with what each carries on from those before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from retally.model.story import (
    Figure,
    FigureKind,
    Qualifier,
    Scope,
    Span,
    Statement,
    StatementType,
)
from retally.reader.actors import sources_named
from retally.reader.binding import Bound
from retally.reader.carried_places import after_sentence, placed
from retally.reader.carried_windows import (
    TOLLS,
    Earlier,
    bounds,
    gains_window,
    of_these_gains,
    settled,
)
from retally.reader.counterparties import with_counterparty
from retally.reader.figures import Doing, Found, figure, only_subject
from retally.reader.kinds import AREA_UNITS, LENGTH_UNITS, said
from retally.reader.kinds_sentence import Told, seen
from retally.reader.nations import nation_in
from retally.reader.quantities import PrintedQuantity, conversions


@dataclass(frozen=True, kw_only=True)
class Sides:
    """Whose words stand where, so that "we" and "the enemy" have a meaning.

    Parameters
    ----------
    quoted, told
        Quotes, and all that is told, in order, each with the party that speaks.
    usual
        The party whose people speak most in the story; None where none does, or two do.
    """

    parties: tuple[str, ...]
    quoted: tuple[tuple[Span, str], ...] = ()
    told: tuple[tuple[Span, str], ...] = ()
    usual: str | None = None

    def at(self, place: int) -> tuple[str | None, str | None]:
        """Who "we" and "the enemy" are at a place of the text."""
        own = _speaking(self.quoted, place, place) or self.usual
        others = [party for party in self.parties if party != own]
        return own, others[0] if own is not None and len(others) == 1 else None

    def speaker(self, sentence: Span) -> str | None:
        """Whose words a sentence has; None where nobody's of the sides."""
        return _speaking(self.told, sentence.start, sentence.end)


def _speaking(told: Sequence[tuple[Span, str]], start: int, end: int) -> str | None:
    """The party whose words reach into a piece of text."""
    at = bisect_right(told, end, key=lambda one: one[0].start) - 1
    return told[at][1] if at >= 0 and start < told[at][0].end else None


def sides(statements: Sequence[Statement], parties: Sequence[str]) -> Sides:
    """Whose words stand where in a story."""
    speaking = [(one, _party_of(one, parties)) for one in statements]
    counted = Counter(party for _, party in speaking if party is not None)
    most = counted.most_common(2)
    is_clear = len(most) == 1 or (len(most) == 2 and most[0][1] > most[1][1])
    return Sides(
        parties=tuple(parties),
        quoted=tuple(
            (one.span, party)
            for one, party in speaking
            if party is not None and one.type is not StatementType.INDIRECT
        ),
        told=tuple((one.span, party) for one, party in speaking if party is not None),
        usual=most[0][0] if most and is_clear else None,
    )


def _party_of(statement: Statement, parties: Sequence[str]) -> str | None:
    words = (statement.role, statement.organisation, statement.speaker, statement.mention)
    for piece in words:
        named = nation_in(piece, parties)
        if named in parties:
            return named
    return None


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


def story_figures(
    text: str,
    found: Sequence[Found],
    statements: Sequence[Statement],
    *,
    parties: Sequence[str],
    sources: Sequence[str],
) -> Assembled:
    """Every figure of a story; what a sentence leaves unsaid is carried on from those before."""
    in_story = sources_named(text, Span(start=0, end=len(text)), sources)
    whose = sides(statements, parties)
    parts: list[Assembled] = []
    told, earlier = Told(), Earlier()
    count = 0
    for one in found:
        own, enemy = whose.at(one.span.start)
        is_beside = one.scope in (Scope.CAPTION, Scope.LINK)
        # What is beside the story starts from nothing, and the story goes on without it.
        before, known = (Earlier(), Told()) if is_beside else (earlier, told)
        known = replace(known, own=own, enemy=enemy, speaker=whose.speaker(one.span))
        here, known = _of_sentence(text, one, before, known, parties=parties, first=count)
        named = (sources_named(text, one.span, sources) if one.quantities else ()) or in_story
        here = replace(
            here, figures=tuple(replace(figure, sources=named) for figure in here.figures)
        )
        if not is_beside:
            told = known
            earlier = Earlier(sentence=one, gains=gains_window(one) or earlier.gains)
        parts.append(here)
        count += len(here.figures)
    return Assembled(
        figures=tuple(figure for part in parts for figure in part.figures),
        bounds=tuple(bound for part in parts for bound in part.bounds),
        pairs=tuple(pair for part in parts for pair in part.pairs),
    )


def _of_sentence(
    text: str,
    one: Found,
    earlier: Earlier,
    told: Told,
    *,
    parties: Sequence[str],
    first: int,
) -> tuple[Assembled, Told]:
    """The figures of one sentence, and what the next can carry on."""
    who = only_subject(one)
    if not one.quantities:
        area = Doing(kind=told.area.kind, actor=who or told.area.actor)
        ground = after_sentence(text, one, (), told.ground, parties=parties)
        told = replace(told, area=area, nation=who or told.nation, ground=ground)
        return Assembled(), told
    pairs = [pair for pair in conversions(text, one.quantities) if _are_alike(one, *pair)]
    undimensioned = _undimensioned(text, one)
    windows = bounds(text, one, earlier, [*pairs, *undimensioned])
    sentence = seen(text, one, parties)
    figures: dict[int, Figure] = {}
    last: Figure | None = None
    has_area = False
    for at, (quantity, bound) in enumerate(zip(one.quantities, windows, strict=True)):
        doing, told = said(text, sentence, at, told)
        has_area = has_area or quantity.unit.partition("/")[0] in AREA_UNITS
        if _is_no_figure(text, one, quantity, doing):
            continue
        name = f"f{first + len(figures) + 1}"
        read = figure(text, one, quantity, name=name, said=doing, bound=bound, parties=parties)
        if read.kind in TOLLS and (not read.unit or read.unit.isalpha()):
            read = replace(read, unit="people")
        read = placed(text, one, read, last, told.ground, parties=parties)
        read = settled(of_these_gains(text, one, read, earlier))
        read = with_counterparty(text, _beside(text, read, last), parties=parties)
        last = figures[at] = read
    if not has_area:
        told = replace(told, area=Doing(kind=told.area.kind, actor=who or told.area.actor))
    ids = []
    for original, restated in (*pairs, *undimensioned):
        if original in figures and restated in figures:
            figures[restated] = _restating(figures[restated], figures[original])
            if (original, restated) in pairs:
                ids.append((figures[original].id, figures[restated].id))
    ground = after_sentence(text, one, tuple(figures.values()), told.ground, parties=parties)
    told = replace(told, ground=ground)
    here = Assembled(
        figures=tuple(figures.values()),
        bounds=tuple(windows[at] for at in figures),
        pairs=tuple(ids),
    )
    return here, told


def _beside(text: str, area: Figure, share: Figure | None) -> Figure:
    """An area that says a share in square kilometres: "19 percent of the country, or 116 km2"."""
    is_share = share is not None and share.unit in ("percent", "share")
    if share is None or not is_share or area.unit not in AREA_UNITS:
        return area
    if not _OR.fullmatch(text, share.span.end, max(share.span.end, area.span.start)):
        return area
    is_bare = area.kind is FigureKind.COUNT and share.kind is FigureKind.SHARE_OF_GAIN
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


def with_headline(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """A headline says in short what the body says of the same number."""
    body = {
        (one.value, one.low, one.unit): one for one in reversed(figures) if one.scope is Scope.BODY
    }
    return tuple(
        _filled(one, body.get((one.value, one.low, one.unit)))
        if one.scope is Scope.HEADLINE
        else one
        for one in figures
    )


def _filled(headline: Figure, body: Figure | None) -> Figure:
    if body is None:
        return headline
    is_open = headline.kind is FigureKind.COUNT
    return replace(
        headline,
        kind=body.kind if is_open else headline.kind,
        actor=headline.actor or body.actor,
        place=headline.place or body.place,
        window=headline.window or body.window,
        statement=headline.statement or body.statement,
        unread=headline.unread if headline.window else body.unread,
    )


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
    r"\b(?:last(?:s|ed|ing)?|takes?|took|taken|need(?:s|ed)?|sentenced\s+to|prison|delay\w*\s+by|extend\w*\s+by"
    r"|requires?|required|spen[dt]s?|require)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
