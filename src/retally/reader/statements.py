"""Who said what: direct, indirect and mixed quotes with their speakers.

Quotes and reporting clauses are found paragraph by paragraph; then, in the order of the text, each
is given the speaker its source resolves to, and quotes without a source that of those around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from retally.model.story import Span, Statement, StatementType
from retally.reader.backward import Backward, backward, sentences_before
from retally.reader.calendar import Calendar
from retally.reader.clauses import Content
from retally.reader.contents import contents
from retally.reader.cues import DATA
from retally.reader.drafts import draft, pieces, stripped, with_clause, with_speaker
from retally.reader.nesting import Nesting
from retally.reader.people import Speaker
from retally.reader.phrases import Stretch, stretch
from retally.reader.quotes import Quote, quotes
from retally.reader.roles import GROUPS
from retally.reader.saying import Saying
from retally.reader.sayings import sayings
from retally.reader.sources import Source
from retally.reader.unsourced import lone_source
from retally.reader.voices import Voice, Voices


def statements(
    text: str, paragraphs: Sequence[Span], *, calendar: Calendar
) -> tuple[Statement, ...]:
    """The statements of a story, in the order of the text, named ``s1``, ``s2`` and so on.

    Parameters
    ----------
    text, paragraphs
        The story's fixed text and its body.
    calendar
        What "on Monday" is resolved against.

    Returns
    -------
    tuple of Statement
        The same for the same text. A quote whose source nothing tells has no speaker.
    """
    found = _Reading(text, paragraphs, calendar).statements()
    ordered = sorted(found, key=lambda one: (one.span.start, -one.span.end))
    return tuple(replace(one, id=f"s{number}") for number, one in enumerate(ordered, 1))


MOST_OPEN = 20
"""Paragraphs of one quote that are looked ahead for who speaks."""


@dataclass(frozen=True, kw_only=True)
class _Parsed:
    """The clauses and the words said of each sentence of a paragraph.

    Parameters
    ----------
    named_at
        First item of its last sentence that names somebody after words; -1 for none.
    """

    clauses: tuple[list[Saying], ...]
    said: tuple[list[Content], ...]
    named_at: int


def _parsed(one: Stretch) -> _Parsed:
    clauses = tuple(sayings(one, *bounds) for bounds in one.bounds)
    said = tuple(
        contents(one, found, *bounds) for found, bounds in zip(clauses, one.bounds, strict=True)
    )
    after_words = [
        bounds[0]
        for bounds, found in zip(one.bounds, said, strict=True)
        if any(not content.is_after for content in found)
    ]
    return _Parsed(clauses=clauses, said=said, named_at=max(after_words, default=-1))


class _Reading:
    """One story on its way from quotes and clauses to statements."""

    def __init__(self, text: str, paragraphs: Sequence[Span], calendar: Calendar) -> None:
        self.text = text
        self.calendar = calendar
        by_paragraph = {
            number: list(group)
            for number, group in groupby(quotes(text, paragraphs), lambda quote: quote.paragraph)
        }
        self.stretches = [
            stretch(text, paragraph, number, by_paragraph.get(number, []))
            for number, paragraph in enumerate(paragraphs)
        ]
        self.parsed = [_parsed(one) for one in self.stretches]
        self.voices = Voices(text, self.stretches)
        self.out: list[Statement] = []
        self.taken: list[set[int]] = [set() for _ in self.stretches]
        self.unknown: list[tuple[int, int]] = []

    def statements(self) -> list[Statement]:
        for one in self.stretches:
            self._paragraph(one)
        return self.out

    def _paragraph(self, one: Stretch) -> None:
        parsed = self.parsed[one.paragraph]
        pending: list[Quote] = []
        for bounds, clauses, said in zip(one.bounds, parsed.clauses, parsed.said, strict=True):
            covered = self._sentence(one, bounds, clauses, said)
            pending += self._lone(one, bounds, clauses, covered)
            self.voices.note_subject(one, bounds)
        self._named_after(one, pending)

    def _sentence(
        self, one: Stretch, bounds: tuple[int, int], clauses: list[Saying], said: list[Content]
    ) -> set[int]:
        """Add the statements that clauses of a sentence report; the items they cover."""
        voices = self.voices.in_sentence(one, bounds, clauses)
        nesting = Nesting(one, said)
        told = [content for content in said if not nesting.is_idle(content)]
        back = backward(one, clauses, bounds)
        if back is not None:
            told = [content for content in told if not _is_of(content, back)]
        for content in told:
            source = content.saying.source
            voice = voices[source] if source is not None else None
            for span, kind in pieces(self.text, one, content, nesting.reported_within(content)):
                found = self._draft(span, kind, voice)
                self.out.append(with_clause(self.text, one, found, content, self.calendar))
                self.taken[one.paragraph].update(range(content.first, content.last))
        if back is not None:
            self._backward(one, back, voices)
        going_on = _going_on(one, clauses, told)
        if going_on is not None:
            self._spoke(voices[going_on])
        if bounds[1] == len(one.items) and one.items[-1].low == ":":
            self._announce(clauses, voices)
        return {at for content in told for at in range(content.first, content.last)}

    def _backward(self, one: Stretch, back: Backward, voices: dict[Source, Voice]) -> None:
        """Add the sentences before a clause that reports them: "This was said by the mayor."."""
        if back.saying.source is None:
            return
        cited = back.cited
        voice = self.voices.of_source(one, cited) if cited else voices[back.saying.source]
        where, last = one, back.first
        if not last and one.paragraph:
            where = self.stretches[one.paragraph - 1]
            last = len(where.items)
        first = sentences_before(where, last, self.taken[where.paragraph])
        if first < last:
            has_quote = any(item.quote is not None for item in where.items[first:last])
            kind = StatementType.MIXED if has_quote else StatementType.INDIRECT
            found = self._draft(stripped(self.text, where.span_of(first, last)), kind, voice)
            at = Content(first=back.first, last=back.first, saying=back.saying)
            self.out.append(with_clause(self.text, one, found, at, self.calendar))
        elif back.saying.lemma == "source":
            self._name(where, voice.speaker)
        self._spoke(voice)

    def _name(self, where: Stretch, speaker: Speaker) -> None:
        """Let a label "Source: the paper" tell who "journalists" of the paragraph before it are."""
        for at, one in enumerate(self.out):
            is_group = one.speaker is not None and one.speaker.lower().split()[-1] in GROUPS | DATA
            if is_group and one.organisation is None and where.span.meets(one.span):
                self.out[at] = with_speaker(one, speaker)

    def _draft(self, span: Span, kind: StatementType, voice: Voice | None) -> Statement:
        speaker, words = (voice.speaker, voice.words) if voice is not None else (None, None)
        return draft(self.text, span, kind, speaker, words)

    def _spoke(self, voice: Voice) -> None:
        """Let somebody have the word, and the quotes right before that nobody claimed."""
        self.voices.last = voice
        near = voice.paragraph
        for number, paragraph in reversed(self.unknown):
            if near - paragraph > 1:
                break
            near = paragraph
            self.out[number] = with_speaker(self.out[number], voice.speaker)
        self.unknown = []

    def _announce(self, clauses: list[Saying], voices: dict[Source, Voice]) -> None:
        """A paragraph that ends with a colon gives its subject to the quote of the next one."""
        for saying in reversed(clauses):
            if saying.source is not None:
                self.voices.last = replace(voices[saying.source], announces=True)
                return

    def _lone(
        self, one: Stretch, bounds: tuple[int, int], clauses: list[Saying], covered: set[int]
    ) -> list[Quote]:
        """Add a sentence's quotes that no clause reports; those left for somebody named later."""
        pending = []
        for at in range(*bounds):
            quote = one.items[at].quote
            if quote is None or at in covered:
                continue
            if quote.label is not None:
                self.voices.last = self.voices.of_label(one, quote.label)
                self.out.append(self._draft(quote.inner, StatementType.DIRECT, self.voices.last))
                continue
            lone = lone_source(self.text, one, at, bounds, clauses)
            if lone.source is not None:
                self._sourced(one, quote, lone.source, is_whole=lone.is_whole)
            elif lone.is_whole and not lone.is_none:
                pending += self._unsourced(one, at, quote)
        return pending

    def _sourced(self, one: Stretch, quote: Quote, source: Source, *, is_whole: bool) -> None:
        voice = self.voices.of_source(one, source)
        kind = StatementType.DIRECT if is_whole else StatementType.MIXED
        self.out.append(self._draft(quote.inner, kind, voice))
        if is_whole:
            self.voices.last = voice

    def _unsourced(self, one: Stretch, at: int, quote: Quote) -> list[Quote]:
        """Add a quote that goes on with who spoke before; the quote itself where nobody did."""
        named_later = self.parsed[one.paragraph].named_at > at
        if quote.is_open and self._is_named_below(one.paragraph + 1):
            return [quote]
        voice = self.voices.going_on(one, named_later=named_later)
        if voice is None:
            return [quote]
        self.out.append(self._draft(quote.inner, StatementType.DIRECT, voice))
        return []

    def _is_named_below(self, paragraph: int) -> bool:
        """Whether an open quote goes on in the next paragraphs up to one that names its speaker."""
        for one in self.stretches[paragraph : paragraph + MOST_OPEN]:
            quote = one.items[0].quote if one.items else None
            if quote is None:
                return False
            if self.parsed[one.paragraph].named_at >= 0:
                return True
            if not quote.is_open:
                return False
        return False

    def _named_after(self, one: Stretch, pending: list[Quote]) -> None:
        """Add quotes whose speaker the paragraph names after them: ""X." "Y," he said."."""
        last = self.voices.last
        voice = last if last is not None and last.paragraph == one.paragraph else None
        for quote in pending:
            if voice is None:
                self.unknown.append((len(self.out), one.paragraph))
            self.out.append(self._draft(quote.inner, StatementType.DIRECT, voice))


def _is_of(content: Content, back: Backward) -> bool:
    """Whether words are what a clause that reports backward has around it."""
    cue = back.saying.first
    return content.saying is back.saying or content.first <= cue < content.last


def _going_on(one: Stretch, clauses: list[Saying], told: list[Content]) -> Source | None:
    """Whoever is named last, right after words or for words: quotes without a source are theirs."""
    if clauses and clauses[-1].source is not None and _follows_quote(one, clauses[-1]):
        return clauses[-1].source
    for content in reversed(told):
        if content.saying.source is not None:
            return content.saying.source
    return None


def _follows_quote(one: Stretch, saying: Saying) -> bool:
    at = saying.begins - 1
    while at > 0 and one.items[at].quote is None and one.items[at].low in {",", "–", "—", "-"}:
        at -= 1
    return at >= 0 and one.items[at].quote is not None
