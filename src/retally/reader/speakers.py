"""Who is meant: whom the words for a source resolve to among a story's people."""

from __future__ import annotations

from retally.reader.cues import DATA, NOUNS
from retally.reader.mentions import Mention
from retally.reader.people import REACH, People, Person, Speaker
from retally.reader.roles import BODIES, GROUPS, INSTITUTIONS, is_nation, is_people, is_role


def speaker_of(mention: Mention, people: People, sentence: int) -> Speaker:
    """Whom a mention resolves to; its own words where it names a group or an office."""
    if mention.is_pronoun:
        return _of_pronoun(mention, people, sentence)
    if mention.is_joint:
        return Speaker(name=_described(mention), organisation=mention.organisation)
    if mention.owner and mention.head in DATA | NOUNS:
        owner = people.named(mention.owner)
        return of_person(owner) if owner is not None else Speaker(name=" ".join(mention.owner))
    if mention.name:
        is_short = len(mention.name) == 1 and mention.head in INSTITUTIONS | BODIES
        if is_short and mention.words[:4].lower() == "the ":
            body = people.institution(mention.head, sentence, set())
            if body is not None:
                return of_person(body, mention)
        person = people.learn(mention)
        if person is not None:
            return of_person(person, mention)
        return Speaker(name=mention.full_name, role=mention.role)
    if mention.words[:4].lower() == "the ":
        known = _of_office(mention, people, sentence)
        if known is not None:
            return known
    holder = people.holder(mention) if mention.words.split(" ", 1)[0].lower() in _OWNED else None
    if holder is not None:
        return of_person(holder)
    speaker = Speaker(
        name=_described(mention), role=mention.role, organisation=mention.organisation
    )
    is_named_data = mention.head in DATA and mention.organisation is not None
    if mention.words[:2].lower() in {"a ", "an"} or is_named_data:
        people.introduce(mention, speaker)
    return speaker


def _of_office(mention: Mention, people: People, sentence: int) -> Speaker | None:
    """Whom "the minister", "the ministry" or "the source" stands for; None where nobody fits."""
    if mention.head in DATA and mention.organisation is None:
        return people.unnamed(mention)
    person = people.by_role(mention, sentence)
    if person is None and mention.head not in GROUPS:
        person = _of_body(mention, people, sentence)
    if person is not None:
        return of_person(person, mention)
    is_bare = mention.organisation is None and len(mention.words.split()) <= 3
    return people.unnamed(mention) if is_bare else None


def _of_body(mention: Mention, people: People, sentence: int) -> Person | None:
    """Whom "the ministry", "the UN mission" or "the Dornish think tank" stands for."""
    words = mention.words[4:].split()
    telling = [word for word in words[:-1] if not _is_origin(word)]
    if not telling or all(word[0].isupper() for word in telling):
        person = people.institution(mention.head, sentence, {word.lower() for word in telling})
        if person is not None:
            return person
    is_named = any(word[0].isupper() for word in telling)
    return people.body(sentence) if mention.head in BODIES and not is_named else None


def _is_origin(word: str) -> bool:
    """Whether a word only says where a body is from: "Dutch", "London-based"."""
    return is_nation(word) or is_people(word) or word.lower().endswith("-based")


def of_person(person: Person, mention: Mention | None = None) -> Speaker:
    """Somebody of the story as a speaker, with the role the mention or the story gives."""
    role = (mention.role if mention is not None and mention.name else None) or person.role
    organisation = (mention.organisation if mention is not None else None) or person.organisation
    return Speaker(name=person.full_name, role=role, organisation=organisation, person=person)


_OWNED = frozenset({"its", "their", "our"})
_SINGULAR = frozenset({"he", "she"})
_NOBODY = frozenset({"i", "we", "you", "who", "which", "that"})


def _of_pronoun(mention: Mention, people: People, sentence: int) -> Speaker:
    low = mention.head
    if low in _SINGULAR:
        person = people.by_pronoun(mention.gender, sentence)
        # A lone name that never spoke may be a town: nobody rather than that.
        return of_person(person) if person is not None and person.is_person else Speaker(name=None)
    if low in _NOBODY:
        return Speaker(name=None)
    if low == "it":
        body = people.body(sentence)
        return of_person(body) if body is not None else Speaker(name=None)
    if low == "they":
        for person in people.recent(sentence, reach=REACH):
            if person.is_person is not True:
                return of_person(person)
    return Speaker(name=None if low in {"it", "they"} else mention.words)


def _described(mention: Mention) -> str:
    words = mention.words
    for article in ("The ", "the "):
        proper = mention.organisation or mention.is_joint or words[4:5].isupper()
        if words.startswith(article) and proper:
            return words[len(article) :]
    for article in ("An ", "an ", "A ", "a "):
        if words.startswith(article) and mention.organisation and not mention.is_person:
            return words[len(article) :]
    first = words.split(" ", 1)[0]
    is_group = first.lower() in GROUPS or is_role(first)
    return words[0].lower() + words[1:] if is_group or first in {"A", "An", "The"} else words
