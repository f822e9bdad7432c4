"""Clauses that report words: the cue, and whose words they are."""

from __future__ import annotations

from retally.reader.appositions import FINITE
from retally.reader.cited import with_cited
from retally.reader.cue_places import cues_in
from retally.reader.cues import DATA, verb_of_saying
from retally.reader.items import is_common
from retally.reader.phrases import DAYS, Phrase, Stretch
from retally.reader.saying import Saying, made
from retally.reader.sources import (
    BEING,
    SPOKEN_IN,
    Source,
    after_verb,
    before_verb,
    document_before,
    is_data,
    is_measure,
    past_helpers,
    subject_of,
    with_links,
)
from retally.reader.verb_classes import NAMING, PUTTING_OUT
from retally.reader.word_sets import OBJECTS, word_set


def sayings(stretch: Stretch, start: int, end: int) -> list[Saying]:
    """The reporting clauses of one sentence, in order."""
    found: list[Saying] = []
    for first, last, lemma in cues_in(stretch, start, end):
        saying = _saying(stretch, (first, last), lemma, (start, end), found)
        if saying is not None:
            found.append(with_cited(stretch, saying, start, end))
    return found


def _saying(
    stretch: Stretch,
    cue: tuple[int, int],
    lemma: str,
    bounds: tuple[int, int],
    found: list[Saying],
) -> Saying | None:
    first, last = cue
    start, end = bounds
    if lemma == "according to":
        return _according(stretch, cue, bounds)
    if lemma == "source":
        label = after_verb(stretch, last - 1, end)
        return None if label is None else made(cue, lemma, label, is_inverted=True)
    if lemma in _HOLDING and first == start:
        # "Speaking in the capital, Smith said": only where it was said.
        return None
    if lemma == "base on" and not _is_passive(stretch, first, start):
        return _rests_on(stretch, cue, bounds)
    if lemma == "base on":
        basis = before_verb(stretch, first, start)
        is_basis = basis is not None and is_data(stretch, basis)
        return made(cue, lemma, basis) if basis is not None and is_basis else None
    if _is_passive(stretch, first, start):
        return _reported(stretch, cue, lemma, start) or _passive(stretch, cue, lemma, bounds)
    if _is_done_by(stretch, cue):
        # "a claim denied by the ministry": what was done with words, and no words of a claim.
        return _passive(stretch, cue, lemma, bounds) if lemma in NAMING else None
    if first - 1 > start and stretch.items[first - 1].low == "as":
        quoted = _quoted_by(stretch, cue, lemma, found)
        if quoted is not None:
            return quoted
    if first == start or _follows_words(stretch, first, start):
        inverted = after_verb(stretch, last - 1, end)
        if inverted is not None and not _is_addressee(stretch, first, inverted, lemma):
            return made(cue, lemma, inverted, is_inverted=True)
    if not _is_bare(stretch, first, start) and not _is_bare(
        stretch, past_helpers(stretch, first, start) + 1, start
    ):
        source = before_verb(stretch, first, start)
        # Without a subject beside it, a past form after a comma is a participle.
        if source is None or _is_thing(stretch, source):
            return None
        return made(cue, lemma, source)
    if first == start and not stretch.items[first].low.endswith("ing"):
        # "Asked about it, Smith left."
        return None
    carried = _carried(stretch, first, bounds, found)
    if lemma in _SHOWING and (carried is None or not _can_show(stretch, carried)):
        return None
    return Saying(
        first=first,
        last=last,
        lemma=lemma,
        source=carried,
        begins=first,
        ends=last,
        is_carried=True,
    )


def _quoted_by(
    stretch: Stretch, cue: tuple[int, int], lemma: str, found: list[Saying]
) -> Saying | None:
    """The mayor of "the paper quoted the mayor as saying"; None for any other "as saying"."""
    phrase = stretch.ends.get(cue[0] - 1)
    if phrase is None or not found or found[-1].lemma not in {"quote", "cite"}:
        return None
    quoting = found[-1]
    if quoting.last != phrase.first:
        return None
    return Saying(
        first=cue[0],
        last=cue[1],
        lemma=lemma,
        source=Source(first=phrase.first, last=phrase.last),
        begins=quoting.begins,
        ends=cue[1],
    )


_HOLDING = frozenset({"speak", "talk", "address"})


def _rests_on(stretch: Stretch, cue: tuple[int, int], bounds: tuple[int, int]) -> Saying | None:
    """The data of ", based on the ministry's figures"; None where other data rest on them."""
    first, last = cue
    phrase = stretch.starts.get(last)
    if phrase is None or phrase.head not in DATA or first <= bounds[0] + 1:
        return None
    before = stretch.ends.get(first - 1)
    if stretch.items[first - 1].low != "," or (before is not None and before.head in DATA):
        return None
    return made(cue, "according to", with_links(stretch, phrase, bounds[1]), is_inverted=True)


def _according(stretch: Stretch, cue: tuple[int, int], bounds: tuple[int, int]) -> Saying | None:
    phrase = stretch.starts.get(cue[1])
    if phrase is None and cue[1] < bounds[1] and stretch.items[cue[1]].low in OBJECTS:
        source = Source(first=cue[1], last=cue[1] + 1)
        return made(cue, "according to", source, is_inverted=True)
    if cue[1] < bounds[1] and stretch.items[cue[1]].low == "which":
        phrase = stretch.ends.get(cue[0])
        return None if phrase is None else _of_data(stretch, cue, phrase, bounds)
    if phrase is None or is_measure(phrase):
        return None
    source = with_links(stretch, phrase, bounds[1])
    if cue[0] == bounds[0] and _is_subject_beside(stretch, source, bounds[1]):
        source = Source(first=source.first, last=source.last)
    return made(cue, "according to", source, is_inverted=True)


def _of_data(
    stretch: Stretch, cue: tuple[int, int], data: Phrase, bounds: tuple[int, int]
) -> Saying | None:
    """Whose the words are after "data according to which": who cited them, else the data's."""
    verb = data.first - 1
    low = stretch.items[verb].low if verb > bounds[0] else ""
    cites = low in PUTTING_OUT or verb_of_saying(low) is not None
    source = before_verb(stretch, verb, bounds[0]) if cites else None
    whole = (cue[0], cue[1] + 1)
    return made(whole, "according to", source or Source(first=data.first, last=data.last))


def _is_subject_beside(stretch: Stretch, source: Source, end: int) -> bool:
    """Whether what follows a source is no apposition but a subject: its verb stands after it.

    "According to Smith, the loss of 300 men, who fell last week, was reported".
    """
    items = stretch.items
    at = source.beside_last
    if not at or at + 1 >= end or items[at].low != ",":
        return False
    at += 1
    if items[at].low in {"who", "which", "whose"}:
        while at < end and items[at].low != ",":
            at += 1
        at += 1
    return at < end and items[at].tag in FINITE


def _is_passive(stretch: Stretch, verb: int, start: int) -> bool:
    """Whether a form of "to be" stands before a participle: "was told", not "is saying"."""
    if stretch.items[verb].low.endswith("ing"):
        return False
    at = verb - 1
    while at >= start and stretch.items[at].tag in {"AV0", "XX0"}:
        at -= 1
    return at >= start and stretch.items[at].low in BEING


LONGEST_AGENT = 12
"""Items between "quoted" and "as saying"."""


def _passive(
    stretch: Stretch, cue: tuple[int, int], lemma: str, bounds: tuple[int, int]
) -> Saying | None:
    """The source after "by" of "was described by the mayor as"; else there is none."""
    items = stretch.items
    first, last = cue
    near = range(last, min(bounds[1], last + LONGEST_AGENT))
    if lemma in {"quote", "cite"} and any(items[at].low == "saying" for at in near):
        # "was quoted by the agency as saying"
        quoted = before_verb(stretch, first, bounds[0])
        return None if quoted is None else made(cue, lemma, quoted)
    for at in range(last, min(bounds[1], last + 3)):
        phrase = stretch.starts.get(at + 1)
        if phrase is None:
            continue
        if items[at].low == "by" or (items[at].low == "in" and _is_told_in(stretch, cue, phrase)):
            source = with_links(stretch, phrase, bounds[1])
            return made(cue, lemma, source, is_inverted=True)
    return None


def _is_told_in(stretch: Stretch, cue: tuple[int, int], phrase: Phrase) -> bool:
    """Whether "this" was told in a document: "this is stated in the ministry's report"."""
    if phrase.head not in DATA | SPOKEN_IN:
        return False
    at = past_helpers(stretch, cue[0], 0)
    return at >= 0 and stretch.items[at].low in {"this", "it", "that", "which"}


def _is_done_by(stretch: Stretch, cue: tuple[int, int]) -> bool:
    """Whether a participle with "by" follows a noun: "interviewed by", "denied by"."""
    items = stretch.items
    first, last = cue
    if last + 1 >= len(items) or items[last].low != "by" or last + 1 not in stretch.starts:
        return False
    before = first - 1
    while before >= 0 and items[before].tag == "AV0":
        before -= 1
    is_past = items[first].tag in {"VVN", "VVD"} or items[first].low.endswith("ed")
    return is_past and (before + 1 in stretch.ends or items[before].low in {",", "and"})


def _reported(stretch: Stretch, cue: tuple[int, int], lemma: str, start: int) -> Saying | None:
    """The document of "in a report from the ministry, it was said that"; else there is none."""
    at = past_helpers(stretch, cue[0], start)
    if at <= start or stretch.items[at].low != "it":
        return None
    source = document_before(stretch, at, start)
    return made(cue, lemma, source) if source is not None else None


_SHOWING = frozenset({"show", "indicate", "suggest", "signal"})


def _is_thing(stretch: Stretch, source: Source) -> bool:
    """Whether a source is what happened, which tells nothing: "this push underlines"."""
    phrase = stretch.starts.get(source.first)
    if phrase is None or phrase.is_pronoun or is_common(phrase.head):
        return False
    opening = stretch.items[phrase.first]
    return phrase.head in _THINGS or (opening.tag == "DT0" and opening.low in _POINTING)


_POINTING = frozenset({"this", "that", "these", "those", "such"})
_THINGS = word_set(
    """attack attacks strike strikes war offensive push advance advances move loss losses share
    pace gain gains fighting situation conflict victory drop increase decline rise slowdown trend
    development developments capture fall success successes escalation rate number percentage"""
)


def _can_show(stretch: Stretch, source: Source) -> bool:
    """Whether a source is somebody, or something that was written or counted."""
    phrase = stretch.starts.get(source.first)
    return phrase is not None and (
        phrase.is_pronoun or bool(phrase.names) or is_common(phrase.head)
    )


def _follows_words(stretch: Stretch, verb: int, start: int) -> bool:
    """Whether a quote or a comma stands directly before a verb."""
    if verb <= start:
        return False
    before = stretch.items[verb - 1]
    return before.quote is not None or before.low in {",", "–", "—", "--", "-", "―"}


def _is_addressee(stretch: Stretch, verb: int, source: Source, lemma: str) -> bool:
    """Whether the phrase after the verb is spoken to, and the speaker stands before a comma."""
    items = stretch.items
    if items[verb].low.endswith("ing"):
        return True
    if _opens(stretch, verb, source):
        return lemma in _TELLING or lemma in _WITH_OBJECT
    if items[verb - 1].quote is not None:
        return False
    if verb >= 2 and items[verb - 2].quote is not None:
        return False
    # "The war, Smith said" has its verb last; "Smith, the mayor, told reporters" an object.
    if lemma in _TELLING or lemma in _WITH_OBJECT:
        return True
    if _has_subject_before(stretch, verb):
        return True
    after = items[source.last] if source.last < len(items) else None
    return not (after is None or after.stops or after.low in _AFTER_SUBJECT)


_AFTER_SUBJECT = word_set(", ; : – — in on at during after as and but while who which for via")


def _has_subject_before(stretch: Stretch, verb: int) -> bool:
    """Whether a sentence begins with the verb's subject: "The mayor, Jane Smith, said more."."""
    start = verb
    while start > 0 and not stretch.items[start - 1].stops and verb - start < LONGEST_AGENT * 2:
        start -= 1
    source = before_verb(stretch, verb, start)
    return source is not None and source.first <= start + 1


def _opens(stretch: Stretch, verb: int, source: Source) -> bool:
    """Whether a sentence begins with a verb and its subject: "Said Smith: "It is over."."""
    begins = verb == 0 or stretch.items[verb - 1].stops
    after = stretch.items[source.last] if source.last < len(stretch.items) else None
    return begins and after is not None and after.low in {":", ","}


_TELLING = frozenset({"tell", "inform", "assure", "remind", "warn", "urge", "ask"})


_WITH_OBJECT = word_set(
    """call describe brand label condemn criticize praise accuse blame put show announce report
    reveal confirm deny release publish"""
)


def _is_bare(stretch: Stretch, verb: int, start: int) -> bool:
    """Whether a verb has no subject of its own: "adding", "to say", "and said"."""
    before = stretch.items[verb - 1] if verb > start else None
    if before is None:
        return True
    low = stretch.items[verb].low
    if before.low == "to" or before.low in {"and", "but", "or", "by", "in", "of", "then"}:
        return True
    if low.endswith("ing"):
        at = verb - 1
        while at > start and stretch.items[at].tag == "AV0":
            at -= 1
        return stretch.items[at].low not in BEING
    return False


def _carried(
    stretch: Stretch, verb: int, bounds: tuple[int, int], found: list[Saying]
) -> Source | None:
    """The subject an earlier verb of the sentence has, or the sentence's own."""
    start, end = bounds
    attached = _attached(stretch, verb, start)
    if attached is not None:
        return attached
    nearest = _nearest_person(stretch, verb, start)
    if nearest is not None:
        return nearest
    for earlier in reversed(found):
        if earlier.source is not None:
            return earlier.source
    subject = subject_of(stretch, start, verb)
    if subject is not None:
        return subject
    for at in range(verb + 1, end):
        # "Calling it "a mistake", Smith left."
        if stretch.items[at].low == "," or stretch.items[at].quote is not None:
            phrase = stretch.starts.get(at + 1)
            if phrase is not None and phrase.head not in DAYS:
                return Source(first=phrase.first, last=phrase.last)
    return None


def _nearest_person(stretch: Stretch, verb: int, start: int) -> Source | None:
    """Whoever is the subject of the verb before, where it is somebody: "as she left and said"."""
    items = stretch.items
    if items[verb].low.endswith("ing"):
        return None
    if items[verb - 1].low == "to" and verb - 1 > start:
        # "led the mayor Jane Smith to say"
        phrase = stretch.ends.get(verb - 1)
        return (
            Source(first=phrase.first, last=phrase.last)
            if phrase is not None and phrase.names and not phrase.is_pronoun
            else None
        )
    for at in range(verb - 1, start, -1):
        if items[at].quote is None and items[at].tag in FINITE and at not in stretch.starts:
            source = before_verb(stretch, at, start)
            if source is None:
                return None
            phrase = stretch.starts.get(source.first)
            is_somebody = phrase is not None and phrase.head in {"he", "she", "they", "who"}
            return source if is_somebody else None
    return None


def _attached(stretch: Stretch, verb: int, start: int) -> Source | None:
    """What a participle hangs on: "a statement saying", "figures showing"."""
    if not stretch.items[verb].low.endswith("ing"):
        return None
    phrase = stretch.ends.get(verb)
    if phrase is None or phrase.first < start:
        return None
    source = Source(first=phrase.first, last=phrase.last)
    if not is_data(stretch, source):
        return None
    is_put_out = phrase.first > start and stretch.items[phrase.first - 1].low in PUTTING_OUT
    # "Smith presented a map showing that": it is Smith's.
    return (before_verb(stretch, phrase.first - 1, start) if is_put_out else None) or source
