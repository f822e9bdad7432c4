"""Who said what: direct, indirect and mixed quotes with their speakers.

Quotes and reporting clauses are found paragraph by paragraph; then, in the order of the text, each
is given the speaker its source resolves to, and quotes without a source that of those around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from retally.model.story import Span, Statement, StatementType
from retally.reader.audience import audience_of
from retally.reader.calendar import Calendar
from retally.reader.contents import NAMING, Content, contents
from retally.reader.mentions import Mention, mention_of, mention_of_source
from retally.reader.nesting import Nesting, is_quotes
from retally.reader.phrases import Stretch, stretch
from retally.reader.quotes import Quote, quotes
from retally.reader.said_on import said_on
from retally.reader.sayings import Saying, sayings
from retally.reader.sources import Source, subject_of
from retally.reader.speakers import People, Speaker, of_person, speaker_of
from retally.reader.unsourced import lone_source

LONGEST_APPOSITION = 30
"""Items after a name that may explain it."""


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


@dataclass(frozen=True, kw_only=True)
class _Last:
    """Who spoke last, in which paragraph, and whether its words ended with an open quote."""

    paragraph: int
    speaker: Speaker
    mention: str | None
    announces: bool = False
    sentence: int = 0


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
        self.people = People()
        self.sentence = 0
        self.last: _Last | None = None
        self.subject: _Last | None = None
        self.named_at = -1
        self.out: list[Statement] = []
        self.unknown: list[tuple[int, int]] = []

    def statements(self) -> list[Statement]:
        for one in self.stretches:
            self._learn(one)
        for one in self.stretches:
            self._paragraph(one)
        return self.out

    def _learn(self, one: Stretch) -> None:
        """The names of a paragraph, with their titles and appositions."""
        for phrase in one.phrases:
            if not phrase.names:
                continue
            end = phrase.last
            items = one.items
            beside = end
            if end + 1 < len(items) and items[end].low == "," and end + 1 in one.starts:
                beside = end + 1
                last = min(len(items), end + LONGEST_APPOSITION)
                while beside < last and items[beside].low not in {",", ".", ";"}:
                    beside += 1
            source = Source(first=phrase.first, last=end, beside_first=end + 1, beside_last=beside)
            if beside == end:
                source = Source(first=phrase.first, last=end)
            self.people.learn(mention_of_source(self.text, one, source))

    def _paragraph(self, one: Stretch) -> None:
        covered: set[int] = set()
        per_sentence = []
        self.named_at = -1
        for start, end in one.bounds:
            clauses = sayings(one, start, end)
            said = contents(one, clauses, start, end)
            per_sentence.append((start, end, clauses, said))
            if any(not content.is_after for content in said):
                self.named_at = start
        pending: list[tuple[int, int]] = []
        for start, end, clauses, said in per_sentence:
            self.sentence += 1
            self._sentence(one, (start, end), clauses, said, covered)
            pending += self._lone(one, (start, end), clauses, covered)
            self._subject(one, (start, end))
        here = self.last is not None and self.last.paragraph == one.paragraph
        for at in pending:
            # ""X." "Y," he said.": the speaker of words before is named after them.
            last = self.last if here else None
            speaker, mention = (last.speaker, last.mention) if last else (None, None)
            if last is None:
                self.unknown.append((len(self.out), one.paragraph))
            self._add_quote(one, at[0], speaker, mention, None)

    def _sentence(
        self,
        one: Stretch,
        bounds: tuple[int, int],
        clauses: list[Saying],
        said: list[Content],
        covered: set[int],
    ) -> None:
        spoken: dict[Source, tuple[Mention, Speaker]] = {}
        named = self._named(one, bounds)
        for saying in clauses:
            if saying.source is None or saying.source in spoken:
                continue
            self._note(named, saying.source.first)
            mention = mention_of_source(self.text, one, saying.source)
            speaker = speaker_of(mention, self.people, self.sentence)
            spoken[saying.source] = (mention, speaker)
            if speaker.person is not None:
                self.people.seen(speaker.person, self.sentence, 0)
        self._note(named, bounds[1])
        inner = Nesting(one, said)
        for content in said:
            if inner.is_idle(content):
                continue
            source = content.saying.source
            pair = spoken.get(source) if source is not None else None
            self._add(one, content, pair, inner.reported_within(content), bounds)
            covered.update(range(content.first, content.last))
        for content in reversed(said):
            pair = spoken.get(content.saying.source) if content.saying.source else None
            if pair is not None and not inner.is_idle(content):
                self._spoke(one, pair)
                break
        if clauses and clauses[-1].source is not None and _follows_quote(one, clauses[-1]):
            # ""X," she said": who is named last, right after the words, goes on.
            self._spoke(one, spoken[clauses[-1].source])
        self._announce(one, bounds, clauses, spoken)

    def _spoke(self, one: Stretch, pair: tuple[Mention, Speaker]) -> None:
        mention, speaker = pair
        self.last = _Last(
            paragraph=one.paragraph, speaker=speaker, mention=mention.words, sentence=self.sentence
        )
        near = one.paragraph
        for number, paragraph in reversed(self.unknown):
            if near - paragraph > 1:
                break
            near = paragraph
            self.out[number] = replace(
                self.out[number],
                speaker=speaker.name,
                role=speaker.role,
                organisation=speaker.organisation,
            )
        self.unknown = []

    def _announce(
        self,
        one: Stretch,
        bounds: tuple[int, int],
        clauses: list[Saying],
        spoken: dict[Source, tuple[Mention, Speaker]],
    ) -> None:
        """A sentence that ends with a colon gives its subject to the quote of the next one."""
        last = one.items[bounds[1] - 1]
        if last.low != ":" or bounds[1] != len(one.items):
            return
        for saying in reversed(clauses):
            if saying.source is not None and saying.source in spoken:
                mention, speaker = spoken[saying.source]
                self.last = _Last(
                    paragraph=one.paragraph,
                    speaker=speaker,
                    mention=mention.words,
                    announces=True,
                    sentence=self.sentence,
                )
                return

    def _named(self, one: Stretch, bounds: tuple[int, int]) -> list[tuple[int, object]]:
        """The people a sentence names, with where."""
        found: list[tuple[int, object]] = []
        pronouns: set[str] = set()
        for phrase in one.phrases:
            if not bounds[0] <= phrase.first < bounds[1]:
                continue
            if phrase.is_pronoun:
                pronouns.add(phrase.head)
            elif phrase.names and not pronouns & {"he", "she"}:
                mention = mention_of(self.text, one, phrase)
                person = self.people.named(mention.name) if mention.name else None
                if person is not None:
                    found.append((phrase.first, person))
        return found

    def _note(self, named: list[tuple[int, object]], before: int) -> None:
        """Note those named before an item as spoken of."""
        while named and named[0][0] < before:
            at, person = named.pop(0)
            self.people.seen(person, self.sentence, 1 + at)  # type: ignore[arg-type]

    def _add(
        self,
        one: Stretch,
        content: Content,
        pair: tuple[Mention, Speaker] | None,
        others: set[int],
        bounds: tuple[int, int],
    ) -> None:
        items = one.items[content.first : content.last]
        held = [
            at
            for at in range(content.first, content.last)
            if one.items[at].quote is not None and at not in others
        ]
        if len(items) == 1 and items[0].quote is not None:
            self._add_quote(one, content.first, None, None, content, pair)
            return
        if is_quotes(one, content):
            for at in held:
                self._add_quote(one, at, None, None, content, pair)
            return
        span = one.span_of(content.first, content.last)
        naming = content.saying.lemma in NAMING
        is_mixed = any(naming or not _is_title(one, at) for at in held)
        kind = StatementType.MIXED if is_mixed else StatementType.INDIRECT
        self._emit(one, _stripped(self.text, span), kind, content, pair)

    def _add_quote(
        self,
        one: Stretch,
        at: int,
        speaker: Speaker | None,
        mention: str | None,
        content: Content | None,
        pair: tuple[Mention, Speaker] | None = None,
        kind: StatementType = StatementType.DIRECT,
    ) -> None:
        quote = one.items[at].quote
        if quote is None:
            return
        if content is not None:
            if content.is_after and not _is_direct(self.text, one, content, quote):
                kind = StatementType.MIXED
            self._emit(one, quote.inner, kind, content, pair)
            return
        self.out.append(
            Statement(
                id="",
                span=quote.inner,
                text=quote.inner.of(self.text),
                type=kind,
                mention=mention,
                speaker=speaker.name if speaker else None,
                role=speaker.role if speaker else None,
                organisation=speaker.organisation if speaker else None,
            )
        )

    def _emit(
        self,
        one: Stretch,
        span: Span,
        kind: StatementType,
        content: Content,
        pair: tuple[Mention, Speaker] | None,
    ) -> None:
        mention, speaker = pair if pair is not None else (None, None)
        saying = content.saying
        self.out.append(
            Statement(
                id="",
                span=span,
                text=span.of(self.text),
                type=kind,
                mention=mention.words if mention else None,
                speaker=speaker.name if speaker else None,
                role=speaker.role if speaker else None,
                organisation=speaker.organisation if speaker else None,
                cue=one.span_of(saying.first, saying.last).of(self.text),
                audience=audience_of(self.text, one, saying, content),
                day=said_on(self.text, one, saying, content, self.calendar),
            )
        )

    def _lone(
        self,
        one: Stretch,
        bounds: tuple[int, int],
        clauses: list[Saying],
        covered: set[int],
    ) -> list[tuple[int, int]]:
        """Quotes of a sentence that no clause reports; those left for a speaker named later."""
        pending: list[tuple[int, int]] = []
        for at in range(*bounds):
            quote = one.items[at].quote
            if quote is None or at in covered:
                continue
            if quote.label is not None:
                self._labelled(one, at, quote.label)
                continue
            lone = lone_source(self.text, one, at, bounds, clauses)
            if lone.is_none:
                continue
            if lone.source is not None:
                mention = mention_of_source(self.text, one, lone.source)
                speaker = speaker_of(mention, self.people, self.sentence)
                kind = StatementType.DIRECT if lone.is_whole else StatementType.MIXED
                self._add_quote(one, at, speaker, mention.words, None, kind=kind)
                if lone.is_whole:
                    self.last = _Last(
                        paragraph=one.paragraph,
                        speaker=speaker,
                        mention=mention.words,
                        sentence=self.sentence,
                    )
            elif lone.is_whole:
                self._spoke_or_acted(one)
                if self._goes_on(one, at):
                    assert self.last is not None
                    same = self.last.paragraph == one.paragraph
                    self.last = replace(
                        self.last,
                        paragraph=one.paragraph,
                        announces=False,
                        mention=self.last.mention if same else None,
                        sentence=self.sentence,
                    )
                    self._add_quote(one, at, self.last.speaker, self.last.mention, None)
                else:
                    pending.append((at, at + 1))
        return pending

    def _labelled(self, one: Stretch, at: int, label: Span) -> None:
        """A quote of a transcript: its label names the speaker."""
        words = label.of(self.text)
        person = self.people.named((words.split()[-1].title(),))
        speaker = of_person(person) if person is not None else Speaker(name=words.title())
        self.last = _Last(
            paragraph=one.paragraph, speaker=speaker, mention=words, sentence=self.sentence
        )
        self._add_quote(one, at, speaker, words, None)

    def _subject(self, one: Stretch, bounds: tuple[int, int]) -> None:
        """Note the person a sentence is about: the words that follow may be theirs."""
        source = subject_of(one, *bounds)
        if source is None:
            return
        mention = mention_of_source(self.text, one, source)
        if not mention.name and mention.head not in {"he", "she"}:
            return
        speaker = speaker_of(mention, self.people, self.sentence)
        if speaker.person is not None and speaker.person.is_person:
            self.subject = _Last(
                paragraph=one.paragraph,
                speaker=speaker,
                mention=mention.words,
                sentence=self.sentence,
            )

    def _spoke_or_acted(self, one: Stretch) -> None:
        """Let the subject of a sentence right before speak, where nobody spoke since."""
        about, last = self.subject, self.last
        if about is None or about.sentence < self.sentence - 1:
            return
        if last is None or (last.paragraph < one.paragraph and last.sentence < about.sentence):
            self.last = replace(about, paragraph=max(about.paragraph, one.paragraph - 1))

    def _goes_on(self, one: Stretch, at: int) -> bool:
        """Whether a quote without a source belongs to who spoke last."""
        if self.last is None:
            return False
        if self.last.paragraph == one.paragraph:
            return True
        if one.paragraph - self.last.paragraph > 1:
            return False
        # Whoever is named later in the paragraph, after words, has said those before as well.
        return self.named_at <= at or self.last.announces


def _follows_quote(one: Stretch, saying: Saying) -> bool:
    at = saying.begins - 1
    while at > 0 and one.items[at].quote is None and one.items[at].low in {",", "–", "—", "-"}:
        at -= 1
    return at >= 0 and one.items[at].quote is not None


def _is_title(one: Stretch, at: int) -> bool:
    quote = one.items[at].quote
    return quote is not None and quote.is_title


def _is_direct(text: str, one: Stretch, content: Content, quote: Quote) -> bool:
    """Whether a quote after its cue stands on its own: "said: "It is over.""."""
    if content.has_that:
        return False
    before = text[max(0, quote.outer.start - 3) : quote.outer.start].rstrip()
    return before.endswith((":", ",")) or quote.inner.of(text)[0].isupper()


def _stripped(text: str, span: Span) -> Span:
    """The span without a comma at its end, and without one mark that stands around it all."""
    start, end = span.start, span.end
    while end > start and text[end - 1] in ", ;:":
        end -= 1
    return Span(start=start, end=end)
