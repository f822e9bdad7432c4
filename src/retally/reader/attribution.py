"""Which statement a figure belongs to: its own, or the analysis that the story rests on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retally.model.area_kinds import AREA_KINDS
from retally.model.story import Figure, FigureKind, Scope, Statement, StatementType
from retally.reader.attribution_made import is_analysis, source_words
from retally.reader.carried_sources import (
    COUNTED_KINDS,
    PEOPLE_KINDS,
    count_source,
    labelled_source,
    source_before,
)

GROUND_KINDS = AREA_KINDS | frozenset(
    {
        FigureKind.RATIO,
        FigureKind.DIFFERENCE,
        FigureKind.DISTANCE,
        FigureKind.ADVANCE_DISTANCE,
        FigureKind.COUNT,
    }
)
_KNOWN = frozenset({FigureKind.AREA_HELD, FigureKind.AREA_SHARE_HELD})
"""What a story also tells as known to all: "Russia holds a fifth of the country"."""

_RESTING = GROUND_KINDS | {FigureKind.SHARE}


@dataclass(frozen=True, kw_only=True)
class _Told:
    """A story's statements, and the analysis among them that its figures of ground rest on."""

    text: str
    statements: Sequence[Statement]
    starts: Sequence[int]
    analysis: int | None = None
    is_of_one: bool = False

    def meant(
        self, own: Statement, before: Sequence[Statement], counter: Statement | None
    ) -> Statement:
        """The statement whose source another one means; itself where it names its own."""
        mention = own.mention or ""
        if not mention and own.speaker is None:
            return self.rests_on or own
        is_named = own.organisation is not None or not mention[1:].islower()
        if _VAGUE.fullmatch(mention) and not is_named:
            return self.named_next(own) or own
        if not _GENERIC.fullmatch(mention):
            return own
        if _PEOPLE_GENERIC.match(mention):
            return counter or own
        if own.organisation is not None:
            return own
        full = [one for one in before if not _GENERIC.fullmatch(one.mention or "")]
        return self.rests_on or counter or (full[-1] if full else own)

    def named_next(self, own: Statement) -> Statement | None:
        """The body that a story names after it told of "a monitor" or "new data"."""
        at = bisect_right(self.starts, own.span.start)
        for one in self.statements[at : at + _NEXT]:
            if one.organisation is not None or _ANALYSTS.match(one.mention or ""):
                is_body = one.role is None or one.organisation == one.speaker
                return one if is_body or _ANALYSTS.match(one.mention or "") else None
        return None

    @property
    def rests_on(self) -> Statement | None:
        """That analysis."""
        return None if self.analysis is None else self.statements[self.analysis]

    def innermost(self, figure: Figure) -> Statement | None:
        """The shortest statement that holds a figure."""
        at = bisect_right(self.starts, figure.span.start)
        holding = [
            one
            for one in self.statements[max(0, at - _NESTED) : at]
            if one.span.end >= figure.span.end and not _is_left(self.text, one, figure)
        ]
        return min(holding, key=lambda one: one.span.end - one.span.start, default=None)

    def reaches(self, figure: Figure) -> bool:
        """Whether the analysis covers a figure.

        Told among a story's first statements, it is what the story is about. Told later, it is an
        aside, which another statement ends.
        """
        if self.analysis is None or (self.is_of_one and figure.kind in _KNOWN):
            return False
        last = len(self.statements) - 1
        if self.analysis < _OPENING_STATEMENTS or self.analysis == last < _FEW:
            return True
        ends = self.starts[self.analysis + 1] if self.analysis < last else len(self.text)
        return self.starts[self.analysis] <= figure.span.start and figure.span.end <= ends


def with_meant_sources(
    text: str,
    figures: Sequence[Figure],
    statements: Sequence[Statement],
    sources: re.Pattern[str],
) -> tuple[Statement, ...]:
    """The statements, "the journalists", "the data" and nobody resolved to whom the story means.

    Parameters
    ----------
    sources
        Names of map sources.
    """
    told = _told(text, figures, statements, sources)
    counter = count_source(text, figures, statements)
    out: list[Statement] = []
    for at, one in enumerate(statements):
        meant = told.meant(one, out[max(0, at - _LOOKED_BACK) :], counter)
        same = (meant.speaker, meant.organisation) == (one.speaker, one.organisation)
        out.append(
            one
            if meant is one or same
            else replace(
                one,
                speaker=meant.speaker or meant.mention,
                role=meant.role,
                organisation=meant.organisation,
            )
        )
    return tuple(out)


def attributed(
    text: str,
    figures: Sequence[Figure],
    statements: Sequence[Statement],
    sources: re.Pattern[str],
    *,
    pairs: Sequence[tuple[str, str]] = (),
) -> tuple[Figure, ...]:
    """Every figure with the statement it belongs to.

    The innermost statement whose words hold the figure; else whose words its sentence goes on with;
    else a figure about ground belongs to the analysis that the story rests on, and one of people to
    whoever counted them by name.

    Parameters
    ----------
    sources
        Names of map sources.
    pairs
        Ids of figures of which the second restates the first: it has the same source.
    """
    told = _told(text, figures, statements, sources)
    counter = count_source(text, figures, statements)
    named: dict[str, str | None] = {}
    original = {restated: one for one, restated in pairs}
    before: Figure | None = None
    for figure in figures:
        own = told.innermost(figure)
        name = own.id if own is not None else named.get(original.get(figure.id, ""))
        if name is None and before is not None and before.sentence == figure.sentence:
            name = named[before.id]
        if name is None and figure.scope is Scope.BODY:
            last = (before, named[before.id]) if before is not None else None
            name = source_before(text, figure, statements, last)
        if name is None and figure.scope is Scope.BODY:
            name = labelled_source(text, figure, statements)
        if name is None and _is_measured(figure) and told.reaches(figure):
            name = told.rests_on.id if told.rests_on else None
        if name is None and figure.kind in COUNTED_KINDS and figure.scope is Scope.BODY:
            name = counter.id if counter is not None else None
        named[figure.id] = name
        before = figure
    return _repeated([replace(figure, statement=named[figure.id]) for figure in figures])


def _is_measured(figure: Figure) -> bool:
    """Whether a map analysis can measure it: ground, its shares, and no count of other things."""
    is_ground = figure.unit.partition("/")[0] in _MEASURED
    return figure.kind in _RESTING and (figure.kind is not FigureKind.COUNT or is_ground)


def _told(
    text: str,
    figures: Sequence[Figure],
    statements: Sequence[Statement],
    sources: re.Pattern[str],
) -> _Told:
    """The statements with the analysis found: one that names a map, else one that gives ground."""
    told = _Told(
        text=text,
        statements=statements,
        starts=[one.span.start for one in statements],
    )
    of_ground = {
        own.id
        for figure in figures
        if figure.kind in GROUND_KINDS and (own := told.innermost(figure)) is not None
    }
    kept = [
        at
        for at, one in enumerate(statements)
        if sources.search(source_words(one))
        or (
            is_analysis(one, sources)
            and (one.id in of_ground or one.cue is None or sources.search(one.text))
        )
    ]
    is_of_one = not kept and _is_of_one_body(statements)
    if is_of_one:
        kept = [at for at, one in enumerate(statements) if one.id in of_ground]
    return replace(told, analysis=kept[0] if kept else None, is_of_one=is_of_one)


def _is_of_one_body(statements: Sequence[Statement]) -> bool:
    """Whether one body, and nobody else, has the word in a story."""
    bodies = [
        frozenset((one.organisation or one.speaker or "").lower().split()) for one in statements
    ]
    is_people = any(one.role is not None and one.organisation is None for one in statements)
    return len(bodies) > 1 and not is_people and bool(frozenset.intersection(*bodies))


def _repeated(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """A count that nobody is named for, as in a headline, is the one given later with a source."""
    known = [one for one in reversed(figures) if one.statement is not None]
    told = {
        (one.kind, one.value, one.actor): one.statement for one in known if one.kind in PEOPLE_KINDS
    }
    alike = {one.kind: one.statement for one in known if one.scope is Scope.BODY}
    return tuple(
        replace(
            one,
            statement=told.get((one.kind, one.value, one.actor))
            or (alike.get(one.kind) if one.scope is Scope.HEADLINE else None),
        )
        if one.statement is None
        else one
        for one in figures
    )


def _is_left(text: str, one: Statement, figure: Figure) -> bool:
    """Whether a figure stands in the words of a statement and is none of it.

    "Claimed over 2,660 square kilometres" is what was taken, and "claimed to have captured places
    and are within five kilometres" goes on in the story's own words.
    """
    if one.type is not StatementType.INDIRECT or not (one.cue or "").startswith("claim"):
        return False
    if (
        figure.kind in GROUND_KINDS
        and not _THAT.search(text, max(0, one.span.start - _NEAR_THAT), one.span.start)
    ) and _ONLY_A_HEDGE.fullmatch(text, one.span.start, max(one.span.start, figure.span.start)):
        return True
    return bool(
        _NO_CLAUSE.match(text, one.span.start)
        and _GOES_ON.search(text, one.span.start, figure.span.start)
    )


_NEXT = 2
_VAGUE = re.compile(
    r"(?:an?|new|the\s+latest|latest|fresh)\s+(?:[\w-]+\s+){0,3}?(?:monitors?|watchdog|think\s+tank|group"
    r"|data|figures|report|study|survey|analysis|count|tally|organi[sz]ation|agency)(?:\s+\w+ing\b.*)?",
    re.IGNORECASE,
)
_ANALYSTS = re.compile(r"[^.;]*\b(?:analysts|experts|researchers)\b", re.IGNORECASE)

_NESTED = 12
"""Statements looked at before a figure; none that holds it lies further back."""

_LOOKED_BACK = 40
_MEASURED = frozenset({"km2", "mi2", "ha", "acre", "km", "mi", "m", "percent", "share", "days"})
_OPENING_STATEMENTS = 3
_FEW = 7
_ONLY_A_HEDGE = re.compile(
    r"\s*(?:(?:over|more|than|about|around|some|nearly|almost|another|an?|further|at|least|roughly"
    r"|approximately|just|only)\s+){0,3}",
    re.IGNORECASE,
)
_THAT = re.compile(r"\bthat\s*$")
_NEAR_THAT = 8
_NO_CLAUSE = re.compile(r"\s*(?:to\s|(?:[\w-]+\s+){1,3}of\s|numerous|several|many)", re.IGNORECASE)
_GOES_ON = re.compile(r"\band\s+(?:is|are|was|were|has|have)\b", re.IGNORECASE)
_PEOPLE_GENERIC = re.compile(
    r"(?:the\s+)?(?:journalists|media|outlets?|researchers|reporters|investigators|publications?)",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    rf"(?:{_PEOPLE_GENERIC.pattern}[ʼ'’]?s?(?:\s+(?:calculations?|estimates?|analysis|data|count"
    r"|research|investigation|findings|tally))?"
    r"|(?:the|these|this|that)\s+(?:data|figures?|information|estimates?|calculations?|tally"
    r"|report|investigation|study|survey|research|review|count)|research)",
    re.IGNORECASE,
)
