"""Where words said end before the clause they only lead to, and words that only join clauses."""

from __future__ import annotations

from retally.reader.appositions import FINITE
from retally.reader.clauses import Content
from retally.reader.phrases import Stretch
from retally.reader.word_sets import word_set


def main_clause(stretch: Stretch, content: Content, start: int) -> int:
    """Where some words end before the main clause of their sentence; their end where there is none.

    "Kolar, who says it is over, has left"; "as Kolar pledged to go on, 30 men died"; "Kolar
    announced an attack and entered the town".

    Parameters
    ----------
    start
        First item of the sentence.
    """
    ends = content.last
    if content.is_after and _is_in_relative(stretch, content):
        ends = _at_comma(stretch, content, is_verb=True)
    elif content.is_after and _is_in_side_clause(stretch, content, start):
        ends = _at_comma(stretch, content, is_verb=False)
    elif content.is_after and not content.has_that and content.saying.lemma in _OF_THINGS:
        ends = _after_object(stretch, content)
    if any(item.quote is not None for item in stretch.items[ends : content.last]):
        return content.last
    return ends


_OF_THINGS = word_set("announce launch confirm report reveal disclose declare")
"""Verbs that also have a thing for their object: "announced an attack"."""


def _is_in_relative(stretch: Stretch, content: Content) -> bool:
    """Whether "who" or "which" after a comma is the subject of the verb of saying."""
    items = stretch.items
    source = content.saying.source
    if source is None or content.saying.is_inverted or content.saying.is_carried:
        return False
    at = source.last
    return (
        at + 1 < content.saying.first
        and items[at].low == ","
        and items[at + 1].low in {"who", "which"}
    )


def _is_in_side_clause(stretch: Stretch, content: Content, start: int) -> bool:
    """Whether a sentence begins with "as", "while" or "since" and the reporting clause."""
    saying = content.saying
    if saying.source is None or saying.is_inverted or saying.is_carried:
        return False
    first = stretch.items[start]
    return first.low in _SIDE and saying.source.begins == start + 1


_SIDE = word_set("as while since although though because after when before if once unless")


def _at_comma(stretch: Stretch, content: Content, *, is_verb: bool) -> int:
    """The comma after which a verb without a subject, or a subject with its verb, goes on."""
    items = stretch.items
    for at in range(content.first + 1, content.last - 1):
        if items[at].low != "," or items[at].quote is not None:
            continue
        if is_verb and items[at + 1].tag in FINITE:
            return at
        if not is_verb and _begins_clause(stretch, at + 1, content.last):
            return at
    return content.last


def _begins_clause(stretch: Stretch, at: int, end: int) -> bool:
    phrase = stretch.starts.get(at)
    if phrase is None:
        return False
    last = phrase.last
    while last + 1 < end and stretch.items[last].low in {"of", "in", "for", "from"}:
        following = stretch.starts.get(last + 1)
        if following is None:
            break
        last = following.last
    return last < end and stretch.items[last].tag in FINITE


def _after_object(stretch: Stretch, content: Content) -> int:
    """Where the thing that is announced ends: before "and entered" or ", although"."""
    items = stretch.items
    phrase = stretch.starts.get(content.first)
    if phrase is None or phrase.is_pronoun or _begins_clause(stretch, content.first, content.last):
        return content.last
    for at in range(phrase.last, content.last - 1):
        if items[at].tag in FINITE:
            # Another clause has begun: the words are no thing alone.
            return content.last
        joins = items[at].low in {"and", "but"} and items[at + 1].tag in {"VVD", "VVZ", "VBD"}
        if joins or (items[at].low == "," and items[at + 1].low in _BUT):
            return at
    return content.last


_BUT = word_set("although though but while whereas")


def is_connective(stretch: Stretch, content: Content) -> bool:
    """Whether words before a clause only join it to what went before: "That is, according to"."""
    items = stretch.items[content.first : content.last]
    return len(items) <= MOST_JOINING and all(item.low in _JOINING for item in items)


MOST_JOINING = 6
"""Items of words that only join clauses: "that is to say" has four."""

_JOINING = word_set(
    """that this is means so to say in fact total addition other words at the same time however but
    and also thus therefore meanwhile moreover now then still i.e. e.g. namely overall for example
    instance , as was it"""
)
