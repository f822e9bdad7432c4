"""To whom or where something was said: "told reporters in the capital", "on social media"."""

from __future__ import annotations

from retally.reader.clauses import Content
from retally.reader.cues import AUDIENCE, CHANNELS
from retally.reader.phrases import Stretch
from retally.reader.saying import Saying
from retally.reader.sources import with_links
from retally.reader.word_sets import word_set

_TELLING = frozenset({"tell", "inform", "assure", "remind", "warn", "ask", "urge"})
_OCCASIONS = word_set(
    """statement interview tweet post message email letter speech report briefing conference
    address media memo rally debate hearing television radio channel appearance podcast
    broadcast video parliament"""
)


LONGEST_CLAUSE = 30
"""Items after a cue in which it may be told to whom or where."""


def audience_of(text: str, one: Stretch, saying: Saying, content: Content) -> str | None:
    """The words beside a cue that tell to whom or where it was said; None where none do."""
    end = content.first if content.is_after else _clause_end(one, saying)
    at = saying.last
    phrase = one.starts.get(at)
    told = saying.lemma in _TELLING or (phrase is not None and phrase.head in AUDIENCE)
    if told and phrase is not None and not saying.is_inverted and phrase.last <= max(end, at):
        last = phrase.last
        while last < end and one.items[last].low in {"of", "at", "in"} and last + 1 in one.starts:
            last = one.starts[last + 1].last
        return one.span_of(phrase.first, last).of(text)
    for position in range(saying.last, max(end, saying.last)):
        item = one.items[position]
        if item.quote is not None:
            break
        phrase = one.starts.get(position + 1)
        if item.tag == "PRP" and phrase is not None:
            low = {word.low for word in one.items[phrase.first : phrase.last]}
            if low & (AUDIENCE | CHANNELS | _OCCASIONS):
                source = with_links(one, phrase, max(end, phrase.last))
                last = source.last
                if last < end and one.items[last].low == "on" and last + 1 in one.starts:
                    last = one.starts[last + 1].last
                return one.span_of(phrase.first, last).of(text)
    return None


def _clause_end(one: Stretch, saying: Saying) -> int:
    at = max(saying.ends, saying.last)
    last = min(len(one.items), at + LONGEST_CLAUSE)
    while at < last and one.items[at].quote is None and not one.items[at].stops:
        at += 1
    return at
