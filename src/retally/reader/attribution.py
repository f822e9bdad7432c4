"""Which statement a figure belongs to: its own, or the analysis that the story rests on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from retally.model.story import Figure, FigureKind, Scope, Span, Statement, StatementType
from retally.reader.figures import Found

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


def with_sources(
    text: str, found: Sequence[Found], statements: Sequence[Statement], sources: re.Pattern[str]
) -> tuple[Statement, ...]:
    """The statements, with one for an analysis or a count that no words of saying introduce.

    "The analysis, released by AFP, draws on data from the ISW" and "the BBC has identified the
    names of 122,883 servicemen" say where figures come from as "according to" does.

    Parameters
    ----------
    sources
        Names of map sources.
    """
    rests = any(_is_analysis(one, sources) for one in statements)
    made = []
    for one in found:
        if one.scope is not Scope.BODY or any(
            s.span.meets(one.span) for s in _near(statements, one)
        ):
            continue
        mention = (
            (None if rests else _analysis(text, one, sources))
            or _count(text, one)
            or _cited(text, one)
        )
        if mention is not None:
            made.append(_statement(text, one.span, mention))
            rests = rests or _is_analysis(made[-1], sources)
    named = [_with_makers(text, one, sources) for one in statements]
    together = sorted([*named, *made], key=lambda one: (one.span.start, -one.span.end))
    return tuple(replace(one, id=f"s{at}") for at, one in enumerate(together, start=1))


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
    pairs
        Ids of figures of which the second restates the first: it has the same source.
    """
    named: dict[str, str | None] = {}
    original = {restated: one for one, restated in pairs}
    counted: str | None = None
    analysis = next((one for one in statements if _is_analysis(one, sources)), None)
    for figure, own in zip(figures, _innermost(text, statements, figures), strict=True):
        meant = _meant(own, statements, analysis) if own is not None else None
        name = meant.id if meant is not None else named.get(original.get(figure.id, ""))
        if name is None and figure.kind in GROUND_KINDS and analysis is not None:
            name = analysis.id if _reaches(analysis, statements, figure) else None
        if figure.kind in PEOPLE_KINDS and figure.scope is Scope.BODY:
            name = name or counted
            counted = name
        named[figure.id] = name
    return _repeated([replace(figure, statement=named[figure.id]) for figure in figures])


def _reaches(analysis: Statement, statements: Sequence[Statement], figure: Figure) -> bool:
    """Whether the analysis that a story rests on covers a figure.

    Told among its first statements, it is what the story is about. Told later, it is an aside,
    which another statement ends.
    """
    at = statements.index(analysis)
    if at < _OPENING_STATEMENTS or at + 1 == len(statements) <= _FEW:
        return True
    following = statements[at + 1] if at + 1 < len(statements) else None
    return analysis.span.start <= figure.span.start and (
        following is None or figure.span.end <= following.span.start
    )


def _meant(
    own: Statement, statements: Sequence[Statement], analysis: Statement | None
) -> Statement:
    """The statement whose source another one means: "the journalists", "the data", or nobody."""
    mention = own.mention or ""
    if not mention and own.speaker is None:
        return analysis or own
    if not _GENERIC.fullmatch(mention):
        return own
    before = [one for one in statements if one.span.end <= own.span.start]
    full = [one for one in before if not _GENERIC.fullmatch(one.mention or "")]
    if _PEOPLE_GENERIC.match(mention):
        return next((one for one in full if one.cue is None and one.mention), own)
    if own.organisation is not None:
        return own
    return analysis or (full[-1] if full else own)


def _repeated(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """A count that nobody is named for, as in a headline, is the one given later with a source."""
    told = {
        (one.kind, one.value, one.actor): one.statement
        for one in reversed(figures)
        if one.kind in PEOPLE_KINDS and one.statement is not None and one.value is not None
    }
    return tuple(
        replace(one, statement=told.get((one.kind, one.value, one.actor)))
        if one.statement is None
        else one
        for one in figures
    )


def _innermost(
    text: str, statements: Sequence[Statement], figures: Sequence[Figure]
) -> list[Statement | None]:
    """For every figure the shortest statement that holds it; both in the order of the text."""
    starts = [one.span.start for one in statements]
    found: list[Statement | None] = []
    for figure in figures:
        at = bisect_right(starts, figure.span.start)
        holding = [
            one
            for one in statements[max(0, at - _NESTED) : at]
            if one.span.end >= figure.span.end and not _is_left(text, one, figure)
        ]
        found.append(min(holding, key=lambda one: one.span.end - one.span.start, default=None))
    return found


def _is_left(text: str, one: Statement, figure: Figure) -> bool:
    """Whether a figure stands in the words of a statement and is none of it.

    "Claimed over 2,660 square kilometres" is what was taken, and "claimed to have captured places
    and are within five kilometres" goes on in the story's own words.
    """
    if one.type is not StatementType.INDIRECT or not (one.cue or "").startswith("claim"):
        return False
    if figure.span.start - one.span.start <= _LONGEST_HEDGE:
        return True
    return bool(
        _NO_CLAUSE.match(text, one.span.start)
        and _GOES_ON.search(text, one.span.start, figure.span.start)
    )


def _near(statements: Sequence[Statement], one: Found) -> Sequence[Statement]:
    """The statements that can meet a sentence."""
    at = bisect_right([s.span.start for s in statements], one.span.end) if statements else 0
    return statements[max(0, at - _NESTED) : at]


def _is_analysis(one: Statement, sources: re.Pattern[str]) -> bool:
    """Whether a statement's source is an analysis, a map or its publisher."""
    words = _source_words(one)
    return bool(_ANALYSIS.search(words) or sources.search(words))


def _source_words(one: Statement) -> str:
    parts = (one.mention, one.speaker, one.organisation)
    return " ".join(part for part in parts if part is not None)


def _analysis(text: str, one: Found, sources: re.Pattern[str]) -> Span | None:
    """Where a sentence names the analysis that figures rest on: "AFP's analysis is based on"."""
    rests = _RESTS_ON.search(text, one.span.start, one.span.end)
    if rests is None:
        return None
    start = one.span.start
    named = [
        match
        for match in (
            sources.search(text, *_ends(one.span)),
            _MAKER.search(text, start, rests.end()),
        )
        if match is not None
    ]
    if not named:
        return None
    return Span(start=start, end=max(rests.end(), *(match.end() for match in named)))


def _count(text: str, one: Found) -> Span | None:
    """Who counted, where a sentence says so: "the BBC, together with Mediazona, identified"."""
    if not any(quantity.unit == "people" for quantity in one.quantities):
        return None
    counted = _COUNTED.search(text, one.span.start, one.span.end)
    return Span(start=counted.start("who"), end=counted.end("who")) if counted else None


def _cited(text: str, one: Found) -> Span | None:
    """Whom a sentence cites: "Reuters, citing a source in the general staff"."""
    cited = _CITING.search(text, one.span.start, one.span.end)
    return Span(start=cited.start("who"), end=cited.end("who")) if cited else None


def _with_makers(text: str, one: Statement, sources: re.Pattern[str]) -> Statement:
    """An analysis with who made it, where its own words leave that out: "according to the data"."""
    words = _source_words(one)
    if not _ANALYSIS.search(words) or sources.search(words) or _MAKER.search(words):
        return one
    start, end = max(0, one.span.start - _BESIDE), min(len(text), one.span.end + _BESIDE)
    source = _SOURCE_WORDS.search(text, start, end)
    if source is None:
        return one
    names = [match.group() for match in sources.finditer(text, *source.span())]
    names += [match.group() for match in _MAKER.finditer(text, *source.span())]
    return replace(one, organisation=", ".join(dict.fromkeys(names)) or None)


def _statement(text: str, sentence: Span, mention: Span) -> Statement:
    words = mention.of(text)
    return Statement(
        id="s0",
        span=sentence,
        text=sentence.of(text),
        type=StatementType.INDIRECT,
        mention=words,
        speaker=words.strip(" ,"),
    )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


_NESTED = 12
"""Statements looked at before a figure; none that holds it lies further back."""

_OPENING_STATEMENTS = 3
_FEW = 6

_ANALYSIS = re.compile(
    r"\b(?:analys[ie]s|calculations?|data|figures|maps?|monitor\w*|mapping|tracker)\b",
    re.IGNORECASE,
)
_MAKER = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]\w*\b|\bby\s+[A-Z]\w+")
_RESTS_ON = re.compile(
    r"\b(?:analys[ie]s|calculations?|estimates?|tally|figures|count|data)\b[^.;]{0,80}?"
    r"\b(?:based\s+on|draw(?:s|n|ing)?\s+on|rel(?:y|ies)\s+on|derived\s+from|use[sd]?|utili[sz]es?|shows?"
    r"|showed|reveal(?:s|ed)?)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?P<who>(?!(?:We|They|He|She|It|I|This|That|These|Those|There)\b)(?:[Tt]he\s+)?[A-Z][^.;:()\"“”]{2,120}?),?\s+(?:(?:has|have|had)\s+)?(?:been\s+able\s+to\s+)?"
    r"(?:jointly\s+|independently\s+|so\s+far\s+)?(?:identif(?:y|ied)|count(?:ed)?|record(?:ed)?"
    r"|document(?:ed)?|confirm(?:ed)?|establish(?:ed)?|verif(?:y|ied)|tallied|compiled|collected)"
    r"(?=\s+(?:the|a|an|at|more|over|about|around|some|nearly|almost|only|that|names|\d))"
)
_CITING = re.compile(
    r"\b(?:citing|with\s+reference\s+to|referring\s+to|[Aa]ccording\s+to)\s+(?P<who>[^.;:\"“”]{3,80}?)"
    r"(?=\s*(?:[.;:\"“”,]|$))"
)
_SOURCE_WORDS = re.compile(
    r"\b(?:[Aa]ccording\s+to|[Pp]er|[Bb]ased\s+on)\s+[^.;:]{0,160}?(?:(?<=U)\.S\.[^.;:]{0,120})?(?=[.;:]|$)"
    r"|\banalys[ie]s\b[^.;:]{0,120}"
)
_BESIDE = 220
"""Code points around a statement in which its source is looked for."""

_LONGEST_HEDGE = 20
_NO_CLAUSE = re.compile(r"\s*(?:to\s|(?:[\w-]+\s+){1,3}of\s|numerous|several|many)", re.IGNORECASE)
_GOES_ON = re.compile(r"\band\s+(?:is|are|was|were|has|have)\b", re.IGNORECASE)
_PEOPLE_GENERIC = re.compile(
    r"(?:the\s+)?(?:journalists|media|outlets?|researchers|reporters|investigators|publications?)",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    rf"(?:{_PEOPLE_GENERIC.pattern}[ʼ'’]?s?(?:\s+(?:calculations?|estimates?|analysis|data|count))?"
    r"|(?:the|these|this|that)\s+(?:data|figures?|information|estimates?|calculations?|tally|report))",
    re.IGNORECASE,
)
