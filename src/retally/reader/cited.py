"""Whom a source cites: the words of "the paper, citing the army, said" are the army's."""

from __future__ import annotations

from dataclasses import replace

from retally.reader.adverbials import past_addressee
from retally.reader.items import is_common
from retally.reader.phrases import Stretch
from retally.reader.saying import Saying
from retally.reader.sources import Source, is_measure, with_links


def with_cited(stretch: Stretch, saying: Saying, start: int, end: int) -> Saying:
    """A clause whose words are of whom it cites: "the paper, citing the army, said"."""
    source = saying.source
    if source is None or saying.lemma == "according to" or saying.is_carried:
        return saying
    cited = _cited_first(stretch, saying, start)
    if cited is not None:
        return replace(saying, source=cited)
    beside = source.beside_first if source.beside_last else source.last + 1
    after = past_addressee(stretch, saying.lemma, max(saying.last, saying.ends), end)
    for at in (beside, after, after + 1):
        if not 0 < at < end - 1 or stretch.items[at].low not in _CITING_FORMS:
            continue
        phrase = stretch.starts.get(at + 1)
        if phrase is None or phrase.is_pronoun or is_measure(phrase):
            continue
        cited = with_links(stretch, phrase, end)
        is_somebody = bool(phrase.names) or is_common(phrase.head)
        if is_somebody and at > saying.first:
            return replace(
                saying, source=cited, ends=max(cited.last, saying.ends), is_inverted=True
            )
        if is_somebody:
            return replace(saying, source=replace(cited, beside_first=0, beside_last=0))
    return saying


def _cited_first(stretch: Stretch, saying: Saying, start: int) -> Source | None:
    """Whom a sentence begins with: "Citing the spy service, lawmakers said"."""
    phrase = stretch.starts.get(start + 1)
    if stretch.items[start].low not in _CITING_FORMS or phrase is None or saying.source is None:
        return None
    cited = with_links(stretch, phrase, saying.source.first)
    is_next = cited.ends + 1 == saying.source.begins
    is_somebody = bool(phrase.names) or is_common(phrase.head)
    return Source(first=cited.first, last=cited.last) if is_next and is_somebody else None


_CITING_FORMS = frozenset({"citing", "quoting"})
