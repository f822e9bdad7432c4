"""Who has the word at each point of a story: the people known, and who spoke or acted last."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from retally.model.story import Span
from retally.reader.cues import DATA, NOUNS
from retally.reader.described import mention_of_source
from retally.reader.documents import DOCUMENTS, document_in
from retally.reader.mentions import Mention, mention_of
from retally.reader.people import People, Person, Speaker
from retally.reader.phrases import Stretch
from retally.reader.roles import GROUPS, is_nation
from retally.reader.saying import Saying
from retally.reader.sources import SPOKEN_IN, Source, subject_of
from retally.reader.speakers import of_person, speaker_of
from retally.reader.word_sets import word_set

_SHORT_FORM = re.compile(r"\s?\((?:the )?(?P<short>[A-Z][A-Za-z]{0,3}[A-Z]{1,4})\)")
"""An abbreviation in brackets after a name."""

LONGEST_APPOSITION = 30
"""Items after a name that may explain it."""


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A source as printed, whom it resolves to, and where it stood last.

    Parameters
    ----------
    words
        As printed; None for who goes on without being named again.
    announces
        Whether its sentence ends with a colon: the words follow in the next paragraph.
    """

    speaker: Speaker
    words: str | None
    paragraph: int
    sentence: int
    announces: bool = False


class Voices:
    """The voices of one story, told of its sentences in the order of the text."""

    def __init__(self, text: str, stretches: Sequence[Stretch]) -> None:
        self._text = text
        self._people = People()
        self._sentence = 0
        self._subject: Voice | None = None
        self._outlet: Speaker | None = None
        self._document: Speaker | None = None
        self.last: Voice | None = None
        for one in stretches:
            self._learn(one)

    def in_sentence(
        self, one: Stretch, bounds: tuple[int, int], clauses: Sequence[Saying]
    ) -> dict[Source, Voice]:
        """The voice of every source of the next sentence."""
        self._sentence += 1
        found: dict[Source, Voice] = {}
        named = self._named(one, bounds)
        for saying in clauses:
            if saying.source is None or saying.source in found:
                continue
            # "She" is somebody named before it, not after.
            self._note(named, saying.source.first)
            found[saying.source] = self.of_source(one, saying.source)
            person = found[saying.source].speaker.person
            if saying.lemma in _COUNTING and self._outlet is None and person is not None:
                self._outlet = None if person.is_person else found[saying.source].speaker
            if person is not None:
                self._people.seen(person, self._sentence, 0)
        self._note(named, bounds[1])
        self._note_document(one, bounds, found)
        return found

    def _note_document(
        self, one: Stretch, bounds: tuple[int, int], found: Mapping[Source, Voice]
    ) -> None:
        """Remember who wrote what a sentence says it in: "the ministry said in an update"."""
        written = document_in(one, bounds)
        if written is None:
            return
        author = written.author
        near = [source for source in found if source.last <= written.at] or list(found)
        if author is None and near:
            self._document = found[near[-1]].speaker
        elif author is not None:
            self._document = self.of_source(one, author).speaker

    def of_source(self, one: Stretch, source: Source) -> Voice:
        """The voice that a source of the sentence at hand is."""
        mention = mention_of_source(self._text, one, source)
        is_ours = mention.head in DATA and mention.words[:4].lower() == "our "
        is_we = mention.is_pronoun and mention.head == "we"
        if (is_we or is_ours) and self._outlet is not None:
            return self._voice(one, self._outlet, mention.words)
        if mention.is_pronoun and (office := self._office_before(mention.head)) is not None:
            return self._voice(one, office, mention.words)
        if _is_document(mention) and (author := self._author(mention.head)) is not None:
            return self._voice(one, author, mention.words)
        speaker = speaker_of(mention, self._people, self._sentence)
        self._note_outlet(mention, speaker)
        return self._voice(one, speaker, mention.words)

    def _author(self, document: str) -> Speaker | None:
        """Who wrote "the statement": whoever was said to write one, else who had the word."""
        if self._document is not None or self.last is None or document not in SPOKEN_IN:
            return self._document
        is_near = self.last.sentence >= self._sentence - NEAR_AUTHOR
        return self.last.speaker if is_near and self.last.speaker.name else None

    def _office_before(self, pronoun: str) -> Speaker | None:
        """The office or the group that had the word right before: "it" or "they" go on with it."""
        last = self.last
        if last is None or last.sentence < self._sentence - 1 or last.speaker.name is None:
            return None
        person = last.speaker.person
        is_office = person.is_person is False if person is not None else not last.speaker.role
        is_group = any(word in GROUPS for word in last.speaker.name.lower().split())
        is_meant = is_office and pronoun == ("they" if is_group else "it")
        return last.speaker if is_meant else None

    def _note_outlet(self, mention: Mention, speaker: Speaker) -> None:
        """Remember whose analysis a story tells first: "we" outside quotes is who made it."""
        maker = mention.organisation if mention.head in DATA else None
        if self._outlet is None and maker is not None:
            self._outlet = replace(speaker, name=maker, organisation=maker)

    def of_label(self, one: Stretch, label: Span) -> Voice:
        """The voice that a transcript's label names."""
        words = label.of(self._text)
        person = self._people.named((words.split()[-1].title(),))
        speaker = of_person(person) if person is not None else Speaker(name=words.title())
        return self._voice(one, speaker, words)

    def note_subject(self, one: Stretch, bounds: tuple[int, int]) -> None:
        """Note the person a sentence is about: the words after it may be theirs."""
        source = subject_of(one, *bounds)
        if source is None:
            return
        mention = mention_of_source(self._text, one, source)
        if not mention.name and mention.head not in {"he", "she"}:
            return
        speaker = speaker_of(mention, self._people, self._sentence)
        if speaker.person is not None and speaker.person.is_person:
            self._subject = self._voice(one, speaker, mention.words)

    def going_on(self, one: Stretch, *, named_later: bool) -> Voice | None:
        """Whose a quote without a source is: who spoke, or acted, right before it.

        Parameters
        ----------
        named_later
            Whether the paragraph names somebody after words; then those before are theirs too.
        """
        last = self._acting(one) or self.last
        if last is None or one.paragraph - last.paragraph > 1:
            return None
        if last.paragraph < one.paragraph:
            if named_later and not last.announces:
                return None
            last = replace(last, words=None)
        self.last = replace(last, paragraph=one.paragraph, sentence=self._sentence, announces=False)
        return self.last

    def _acting(self, one: Stretch) -> Voice | None:
        """The subject of the sentence right before, where nobody spoke since."""
        about, last = self._subject, self.last
        if about is None or about.sentence < self._sentence - 1:
            return None
        if last is None or (last.paragraph < one.paragraph and last.sentence < about.sentence):
            return about
        return None

    def _voice(self, one: Stretch, speaker: Speaker, words: str) -> Voice:
        return Voice(speaker=speaker, words=words, paragraph=one.paragraph, sentence=self._sentence)

    def _learn(self, one: Stretch) -> None:
        """The names of a paragraph, with their titles and appositions."""
        for phrase in one.phrases:
            if phrase.names:
                source = Source(first=phrase.first, last=phrase.last)
                beside = _apposition(one, phrase.last)
                if beside is not None and not _is_place(one, phrase.first):
                    source = replace(source, beside_first=beside[0], beside_last=beside[1])
                mention = mention_of_source(self._text, one, source)
                person = self._people.learn(mention)
                short = _SHORT_FORM.match(self._text, one.items[phrase.last - 1].span.end)
                if person is not None and _is_place(one, phrase.first):
                    person.is_place = True
                if (body := _body_of(mention)) is not None:
                    self._people.learn(body)
                if person is not None and short is not None:
                    self._people.alias(short["short"], person)

    def _named(self, one: Stretch, bounds: tuple[int, int]) -> list[tuple[int, Person]]:
        """The people a sentence names, with where, up to its first "he" or "she".

        What is named after one is seldom whom the next one stands for.
        """
        found = []
        first = bisect_left(one.phrases, bounds[0], key=lambda phrase: phrase.first)
        for phrase in one.phrases[first:]:
            if phrase.first >= bounds[1] or (phrase.is_pronoun and phrase.head in {"he", "she"}):
                break
            if phrase.names:
                mention = mention_of(self._text, one, phrase)
                body = _body_of(mention)
                name = body.name if body is not None else mention.name
                person = self._people.named(name) if name else None
                if person is not None:
                    found.append((phrase.first, person))
        return found

    def _note(self, named: list[tuple[int, Person]], before: int) -> None:
        """Note those named before an item as spoken of."""
        while named and named[0][0] < before:
            at, person = named.pop(0)
            self._people.seen(person, self._sentence, 1 + at)


def _is_document(mention: Mention) -> bool:
    """Whether somebody's document is meant that was named before: "the update"."""
    words = mention.words.lower().split()
    is_bare = words[0] in _POINTING and len(words) <= 2
    return mention.head in DOCUMENTS and is_bare and mention.organisation is None


_POINTING = frozenset({"the", "this", "that", "its", "their"})


def _body_of(mention: Mention) -> Mention | None:
    """The body whose people or papers a phrase names: "Marrow" of "Marrow's analysts"."""
    own = mention.organisation
    if mention.name or own is None or mention.head not in _BELONGING or is_nation(own):
        return None
    name = tuple(own.split())
    return Mention(words="", name=name, organisation=own, is_person=False, head=name[-1].lower())


_BELONGING = (
    DATA
    | NOUNS
    | word_set(
        "analysts experts researchers journalists reporters observers monitors investigators staff"
    )
)


def _is_place(one: Stretch, first: int) -> bool:
    """Whether "in" or "at" stands before a name: what follows it is another thing."""
    if first == 0:
        return False
    low = one.items[first - 1].low
    if low in {"to", "from"}:
        # "sent troops to Port Dorn": somebody is given or told something, but not moved to.
        return any(item.low in _MOVING for item in one.items[max(0, first - NEAR_MOVE) : first - 1])
    return low in _WHERE


_COUNTING = word_set("identify count verify document record tally compile")
"""What an outlet does that a story calls "we" afterwards."""

NEAR_AUTHOR = 2
"""Sentences after somebody's words in which "the statement" is theirs."""

NEAR_MOVE = 6
"""Items before "to" in which a verb of moving may stand."""

_MOVING = word_set(
    """go goes went gone come came travel travelled traveled fly flew flown move moved return
    returned retreat retreated withdraw withdrew withdrawn advance advanced flee fled deploy
    deployed redeploy redeployed transfer transferred evacuate evacuated relocate relocated send
    sent drive drove march marched arrive arrived escape escaped sail sailed trip visit journey
    road way route kilometres kilometers km miles close"""
)


_WHERE = frozenset({"in", "at", "near", "outside", "around", "across", "inside", "into", "toward"})


def _apposition(one: Stretch, last: int) -> tuple[int, int] | None:
    """The items between a comma after a name and the next mark, where a phrase begins there."""
    items = one.items
    if last + 1 >= len(items) or items[last].low != "," or last + 1 not in one.starts:
        return None
    end = last + 1
    limit = min(len(items), last + LONGEST_APPOSITION)
    while end < limit and items[end].low not in {",", ".", ";"}:
        end += 1
    return last + 1, end
