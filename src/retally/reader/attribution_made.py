"""Sources that no word of saying introduces: an analysis that figures rest on, a count of names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from retally.model.story import Scope, Span, Statement, StatementType
from retally.reader.figures import Found
from retally.reader.sources import MEASURES


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
    rests = any(is_analysis(one, sources) for one in statements)
    starts = [one.span.start for one in statements]
    made = []
    for one in found:
        at = bisect_right(starts, one.span.end)
        near = statements[max(0, at - _NESTED) : at]
        if one.scope is not Scope.BODY or any(said.span.meets(one.span) for said in near):
            continue
        mention = (
            (None if rests else _analysis(text, one, sources))
            or _count(text, one)
            or _cited(text, one)
            or _published(text, one)
        )
        if mention is not None:
            made.append(_statement(text, one.span, mention))
            rests = rests or is_analysis(made[-1], sources)
    named = [_with_makers(text, one, sources) for one in statements]
    together = sorted([*named, *made], key=lambda one: (one.span.start, -one.span.end))
    return tuple(replace(one, id=f"s{at}") for at, one in enumerate(together, start=1))


def is_analysis(one: Statement, sources: re.Pattern[str]) -> bool:
    """Whether a statement's source is an analysis, a map or its publisher."""
    words = source_words(one)
    return bool(_ANALYSIS.search(words) or sources.search(words))


def source_words(one: Statement) -> str:
    """All that a statement says of its source."""
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
            sources.search(text, one.span.start, one.span.end),
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
    if counted is None:
        return None
    scene = _SCENE.match(text, counted.start("who"), counted.end("who"))
    return Span(start=scene.end() if scene else counted.start("who"), end=counted.end("who"))


def _cited(text: str, one: Found) -> Span | None:
    """Whom a sentence cites: "Reuters, citing a source in the general staff"."""
    cited = _CITING.search(text, one.span.start, one.span.end)
    if cited is not None and cited["who"].split()[-1].lower() in MEASURES:
        return None
    return Span(start=cited.start("who"), end=cited.end("who")) if cited else None


def _published(text: str, one: Found) -> Span | None:
    """Who put out a count, where a sentence says so: "Marrow published an investigation"."""
    put_out = _PUBLISHED.match(text, one.span.start, one.span.end)
    return Span(start=put_out.start("who"), end=put_out.end("who")) if put_out else None


def _with_makers(text: str, one: Statement, sources: re.Pattern[str]) -> Statement:
    """An analysis with who made it, where its own words leave that out: "according to the data"."""
    words = source_words(one)
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


_NESTED = 12
"""Statements looked at before a sentence; none that meets it lies further back."""

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
    r"(?P<who>(?!(?:We|They|He|She|It|I|This|That|These|Those|There)\b)(?:[Tt]he\s+)?[A-Z]"
    r"[^.;:()\"“”]{2,120}?),?\s+(?:(?:has|have|had)\s+)?(?:been\s+able\s+to\s+)?"
    r"(?:jointly\s+|independently\s+|so\s+far\s+)?(?:identif(?:y|ied)|count(?:ed)?|record(?:ed)?"
    r"|document(?:ed)?|confirm(?:ed)?|establish(?:ed)?|verif(?:y|ied)|tallied|compiled|collected)"
    r"(?=\s+(?:the|a|an|at|more|over|about|around|some|nearly|almost|only|that|names|\d))"
)
_SCENE = re.compile(r"(?:As\s+of|In|On|Since|By|During|After)\s+[^,]{1,40},\s+")
_PUBLISHED = re.compile(
    r"(?P<who>(?!(?:We|They|He|She|It|I)\b)[A-Z][^.;:()]{2,100}?)\s+(?:(?:has|have)\s+)?(?:published|released"
    r"|presented|conducted|compiled|calculated)\s+(?:(?:an?|its|their|the|new|joint|latest)\s+){1,3}"
    r"(?:\w+\s+){0,2}(?:investigation|study|estimates?|calculations?|analysis|count|tally|losses)\b"
)
_CITING = re.compile(
    r"\b(?:citing|with\s+reference\s+to|referring\s+to|[Aa]ccording\s+to(?!\s+(?:its|their)\b))\s+(?P<who>[^.;:\"“”]{3,80}?)"
    r"(?=\s*(?:[.;:\"“”,]|$))"
)
_SOURCE_WORDS = re.compile(
    r"\b(?:[Aa]ccording\s+to|[Pp]er|[Bb]ased\s+on)\s+[^.;:]{0,160}?(?:(?<=U)\.S\.[^.;:]{0,120})?(?=[.;:]|$)"
    r"|\banalys[ie]s\b[^.;:]{0,120}"
)
_BESIDE = 220
"""Code points around a statement in which its source is looked for."""
