"""Which statement a figure belongs to: its own, or the analysis that the story rests on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from retally.model.story import Figure, FigureKind, Scope, Statement, StatementType
from retally.reader.attribution_made import is_analysis, source_words

GROUND_KINDS = frozenset(
    {
        FigureKind.AREA_GAINED,
        FigureKind.AREA_REGAINED,
        FigureKind.AREA_LOST,
        FigureKind.AREA_HELD,
        FigureKind.AREA_SHARE_HELD,
        FigureKind.SHARE_OF_GAIN,
        FigureKind.RATIO,
        FigureKind.DIFFERENCE,
        FigureKind.DISTANCE,
        FigureKind.ADVANCE_DISTANCE,
        FigureKind.COUNT,
    }
)
PEOPLE_KINDS = frozenset(
    {
        FigureKind.KILLED,
        FigureKind.WOUNDED,
        FigureKind.KILLED_OR_WOUNDED,
        FigureKind.LOSSES,
        FigureKind.CAPTURED,
        FigureKind.SHARE,
    }
)


_RESTING = GROUND_KINDS | {FigureKind.SHARE}


@dataclass(frozen=True, kw_only=True)
class _Told:
    """A story's statements, and the analysis among them that its figures of ground rest on."""

    text: str
    statements: Sequence[Statement]
    starts: Sequence[int]
    by_id: Mapping[str, Statement] = field(default_factory=dict)
    analysis: int | None = None

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
        if self.analysis is None:
            return False
        last = len(self.statements) - 1
        if self.analysis < _OPENING_STATEMENTS or self.analysis == last < _FEW:
            return True
        ends = self.starts[self.analysis + 1] if self.analysis < last else len(self.text)
        return self.starts[self.analysis] <= figure.span.start and figure.span.end <= ends

    def counts(self, name: str | None) -> bool:
        """Whether a statement's source counted what a story goes on to tell of."""
        one = self.by_id.get(name or "")
        return one is not None and bool(_COUNTING.match(one.cue or "count"))

    def told_of(self, name: str | None) -> str | None:
        """The same where the source stands beside a sentence of its own words."""
        one = self.by_id.get(name or "")
        return name if one is not None and (one.cue or "").lower() in _PREPOSITIONS else None

    def meant(self, own: Statement) -> Statement:
        """The statement whose source another one means: "the journalists", "the data", nobody."""
        mention = own.mention or ""
        if not mention and own.speaker is None:
            return self.rests_on or own
        if not _GENERIC.fullmatch(mention):
            return own
        at = bisect_right(self.starts, own.span.start) - 1
        before = self.statements[max(0, at - _LOOKED_BACK) : at]
        full = [one for one in before if not _GENERIC.fullmatch(one.mention or "")]
        if _PEOPLE_GENERIC.match(mention):
            counted = (one for one in full if one.mention and _COUNTING.match(one.cue or "count"))
            return next(counted, own)
        if own.organisation is not None:
            return own
        return self.rests_on or (full[-1] if full else own)


def attributed(
    text: str,
    figures: Sequence[Figure],
    statements: Sequence[Statement],
    sources: re.Pattern[str],
    *,
    pairs: Sequence[tuple[str, str]] = (),
) -> tuple[Figure, ...]:
    """Every figure with the statement it belongs to.

    The innermost statement whose words hold the figure; else a figure about ground belongs to the
    analysis that the story rests on, and a count of losses to the source of the count before it.

    Parameters
    ----------
    sources
        Names of map sources.
    pairs
        Ids of figures of which the second restates the first: it has the same source.
    """
    told = _told(text, figures, statements, sources)
    named: dict[str, str | None] = {}
    original = {restated: one for one, restated in pairs}
    counted: str | None = None
    last: Figure | None = None
    before: Figure | None = None
    for figure in figures:
        own = told.innermost(figure)
        name = told.meant(own).id if own is not None else named.get(original.get(figure.id, ""))
        if name is None and before is not None and before.sentence == figure.sentence:
            name = named[before.id]
        is_count = figure.kind in PEOPLE_KINDS and figure.scope is Scope.BODY
        if name is None and is_count and last is not None:
            name = counted if told.counts(counted) or _goes_on(text, last, figure) else None
        if name is None and before is not None and _adds(text, before, figure):
            name = told.told_of(named[before.id])
        if name is None and _is_measured(figure) and told.reaches(figure):
            name = told.rests_on.id if told.rests_on else None
        if is_count:
            counted, last = name, figure
        named[figure.id] = name
        before = figure
    return _repeated([replace(figure, statement=named[figure.id]) for figure in figures])


def _is_measured(figure: Figure) -> bool:
    """Whether a map analysis can measure it: ground, its shares, and no count of other things."""
    is_ground = figure.unit.partition("/")[0] in _MEASURED
    return figure.kind in _RESTING and (figure.kind is not FigureKind.COUNT or is_ground)


def _adds(text: str, before: Figure, figure: Figure) -> bool:
    """Whether the next sentence of a paragraph adds a figure: "It has also sent"."""
    between = text[before.sentence.end : max(before.sentence.end, figure.sentence.start)]
    lead = text[figure.sentence.start : figure.span.start][:_LEAD]
    return len(between) <= 2 and "\n" not in between and bool(_ALSO.search(lead))


def _goes_on(text: str, last: Figure, figure: Figure) -> bool:
    """Whether a count follows the one before so closely that its source still stands."""
    between = text[last.sentence.end : max(last.sentence.end, figure.sentence.start)]
    return len(_PARAGRAPH.findall(between[:_FAR])) <= 1 and len(between) < _FAR


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
        by_id={one.id: one for one in statements},
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
    return replace(told, analysis=kept[0] if kept else None)


def _repeated(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """A count that nobody is named for, as in a headline, is the one given later with a source."""
    told = {
        (one.kind, one.value, one.actor): one.statement
        for one in reversed(figures)
        if one.kind in PEOPLE_KINDS and one.statement is not None
    }
    return tuple(
        replace(one, statement=told.get((one.kind, one.value, one.actor)))
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


_NESTED = 12
"""Statements looked at before a figure; none that holds it lies further back."""

_LOOKED_BACK = 40
_LEAD = 80
_ALSO = re.compile(r"\balso\b", re.IGNORECASE)
_MEASURED = frozenset({"km2", "mi2", "ha", "acre", "km", "mi", "m", "percent", "share", "days"})
_PREPOSITIONS = frozenset({"according to", "per", "citing"})
_FAR = 2_000
_PARAGRAPH = re.compile(r"\n\s*")
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
_COUNTING = re.compile(
    r"(?:identif|count|record|document|confirm|establish|verif|tall|compil|collect)", re.IGNORECASE
)
_PEOPLE_GENERIC = re.compile(
    r"(?:the\s+)?(?:journalists|media|outlets?|researchers|reporters|investigators|publications?)",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    rf"(?:{_PEOPLE_GENERIC.pattern}[ʼ'’]?s?(?:\s+(?:calculations?|estimates?|analysis|data|count))?"
    r"|(?:the|these|this|that)\s+(?:data|figures?|information|estimates?|calculations?|tally|report))",
    re.IGNORECASE,
)
