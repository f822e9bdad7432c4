"""A source as a mention, with what hangs on it and what its apposition adds."""

from __future__ import annotations

from dataclasses import replace

from retally.reader.mentions import Mention, mention_of, plain_words
from retally.reader.phrases import Phrase, Stretch
from retally.reader.roles import (
    INSTITUTIONS,
    ROLES,
    gender_of_name,
    gender_of_role,
    is_nation,
    is_role,
)
from retally.reader.sources import Source
from retally.reader.word_sets import OBJECTS


def mention_of_source(text: str, stretch: Stretch, source: Source) -> Mention:
    """The mention that a source is, with what its apposition adds."""
    phrase = stretch.starts.get(source.first)
    if phrase is None:
        words = stretch.span_of(source.first, source.last).of(text)
        head = OBJECTS.get(words.lower(), "")
        gender = {"he": "m", "she": "f"}.get(head)
        return Mention(words=words, head=head, gender=gender, is_pronoun=bool(head))
    mention = mention_of(text, stretch, phrase, source.last)
    mention = _with_links(text, stretch, phrase, source, mention)
    if source.beside_last <= source.beside_first:
        return mention
    return _with_apposition(text, stretch, source, mention)


def _with_links(
    text: str, stretch: Stretch, phrase: Phrase, source: Source, mention: Mention
) -> Mention:
    """A source with what hangs on it: "figures from the ministry", "head of the union"."""
    if source.last <= phrase.last:
        return mention
    linked = stretch.items[phrase.last : source.last]
    if linked[0].low in {"and", "or"}:
        full = stretch.span_of(phrase.first, source.last).of(text)
        is_country = is_nation(mention.full_name) or mention.full_name in {"US", "U.S.", "UK"}
        body = None if is_country else mention.organisation
        return replace(mention, words=full, organisation=body, is_joint=True)
    names = _maker(text, stretch, phrase.last, source.last)
    if names is None:
        names = _institution_in(text, stretch, phrase.last, source.last)
    if names is None and linked[0].low not in {"in", "on", "near", "like"}:
        names = _names_in(text, stretch, phrase.last, source.last)
    if mention.name and mention.is_person is not True and linked[0].low == "for":
        full = stretch.span_of(phrase.first, source.last).of(text)
        name = tuple(plain_words(full).split())
        return Mention(
            words=full, name=name, organisation=" ".join(name), is_person=False, head=mention.head
        )
    if mention.organisation is None and names and linked[0].low != "and":
        role = (
            plain_words(mention.words) if mention.is_person and not mention.name else mention.role
        )
        return replace(mention, role=role, organisation=names)
    return mention


def _maker(text: str, stretch: Stretch, first: int, last: int) -> str | None:
    """Who stands right after "by": "Marrow" of "an analysis by Marrow of the institute's data"."""
    phrase = stretch.starts.get(first + 1)
    if stretch.items[first].low != "by" or phrase is None or phrase.last > last:
        return None
    if not phrase.names and phrase.head not in INSTITUTIONS:
        return None
    return plain_words(stretch.span_of(phrase.first, phrase.last).of(text))


def _names_in(text: str, stretch: Stretch, first: int, last: int) -> str | None:
    """The first name among some items, with what belongs to it."""
    for at in range(first, last):
        phrase = stretch.starts.get(at)
        if phrase is not None and phrase.names and phrase.last <= last:
            end = phrase.last
            if end + 1 < last and stretch.items[end].low == "for" and end + 1 in stretch.starts:
                end = stretch.starts[end + 1].last
            return plain_words(stretch.span_of(phrase.first, end).of(text))
    return None


def _institution_in(text: str, stretch: Stretch, first: int, last: int) -> str | None:
    """The first institution among some items, named or not: "finance ministry"."""
    for at in range(first, last):
        phrase = stretch.starts.get(at)
        if phrase is not None and phrase.head in INSTITUTIONS:
            return plain_words(stretch.span_of(phrase.first, phrase.last).of(text))
    return None


def _with_apposition(text: str, stretch: Stretch, source: Source, mention: Mention) -> Mention:
    first = source.beside_first
    phrase = stretch.starts.get(first)
    if phrase is None or phrase.is_pronoun:
        return mention
    last = phrase.last
    while last + 1 < source.beside_last and stretch.items[last].low in {
        "of",
        "for",
        "at",
        "in",
        "and",
    }:
        following = stretch.starts.get(last + 1)
        if following is None:
            break
        last = following.last
    beside = mention_of(text, stretch, phrase, last)
    if beside.name and beside.is_person is not False and not mention.name and mention.is_person:
        return replace(
            mention,
            name=beside.name,
            role=mention.role or plain_words(mention.words),
            gender=mention.gender or beside.gender or gender_of_name(beside.name[0]),
            is_person=True,
        )
    if mention.name and mention.is_person is None and beside.head in INSTITUTIONS:
        return replace(mention, is_person=False, organisation=mention.full_name)
    somebody = mention.is_person is True or beside.head in ROLES
    if mention.name and somebody and mention.is_person is not False and not _is_place_name(beside):
        words = plain_words(stretch.span_of(first, last).of(text))
        organisation = beside.organisation or _names_in(text, stretch, phrase.last, last)
        return replace(
            mention,
            role=mention.role or words,
            organisation=mention.organisation or organisation,
            gender=mention.gender or gender_of_role(words),
            is_person=True if is_role(beside.head) else mention.is_person,
        )
    return mention


def _is_place_name(mention: Mention) -> bool:
    return bool(mention.name) and mention.role is None
