"""How a text names somebody: the name, what stands before it, and what explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retally.reader.items import Item
from retally.reader.phrases import DAYS, Phrase, Stretch
from retally.reader.roles import (
    GROUPS,
    HONORIFICS,
    INSTITUTIONS,
    MODIFIERS,
    PLACES,
    gender_of_name,
    gender_of_role,
    is_nation,
    is_people,
    is_role,
)
from retally.reader.word_sets import word_set

_PARTICLES = word_set(
    """von van der den de del della di da do dos la le du al el bin ibn ben abu ter zu"""
)


_COUNTRIES_SHORT = frozenset({"us", "u.s.", "uk", "u.k.", "usa"})


@dataclass(frozen=True, kw_only=True)
class Mention:
    """Somebody as named in one place.

    Parameters
    ----------
    words
        As printed.
    name
        The name in it, without titles; empty where there is none.
    role, organisation
        From a title, an apposition or "head of".
    is_person
        True, False, or None where the words do not tell.
    is_joint
        Whether it names several: "the army and the navy".
    owner
        Whose it is, of "Smith's statement"; empty where that is not said.
    """

    words: str
    name: tuple[str, ...] = ()
    role: str | None = None
    organisation: str | None = None
    gender: str | None = None
    is_person: bool | None = None
    is_pronoun: bool = False
    is_joint: bool = False
    owner: tuple[str, ...] = ()
    head: str = ""

    @property
    def full_name(self) -> str:
        """The words of the name."""
        return " ".join(self.name)


def mention_of(text: str, stretch: Stretch, phrase: Phrase, last: int | None = None) -> Mention:
    """A noun phrase as a mention; `last` where more words hang on it."""
    items = stretch.items[phrase.first : phrase.last]
    end = phrase.last if last is None else last
    words = stretch.span_of(phrase.first, end).of(text)
    if phrase.is_pronoun:
        low = phrase.head
        gender = {"he": "m", "she": "f"}.get(low)
        return Mention(words=words, is_pronoun=True, gender=gender, head=low)
    if items[-1].is_capital and items[-1].low in INSTITUTIONS and not _is_titled_of(items):
        return _named_institution(text, items, words)
    if phrase.names and _is_titled_of(items):
        return _institution(text, stretch, phrase, end, words)
    cut = _name_start(items)
    named = [item for item in items[cut:] if item.low != "."]
    if not named:
        return _office(text, stretch, phrase, end, words)
    name = _with_dots(text, items[cut:])
    title = text[items[0].span.start : items[cut - 1].span.end].strip() if cut else ""
    return _named(words, name, title, items[:cut])


def _named_institution(text: str, items: Sequence[Item], words: str) -> Mention:
    """The Defence Ministry, the General Staff: a name, though it holds a person's role."""
    at = len(items)
    while at > 0 and items[at - 1].is_capital and items[at - 1].tag not in {"AT0", "DPS", "POS"}:
        at -= 1
    while at > 1 and items[at - 1].tag == "POS" and items[at - 2].is_capital:
        at -= 2
        while at > 0 and items[at - 1].is_capital and items[at - 1].tag not in {"AT0", "DPS"}:
            at -= 1
    name = _with_dots(text, items[at:])
    return Mention(
        words=words,
        name=name,
        organisation=" ".join(name),
        is_person=False,
        head=items[-1].low,
    )


def _is_titled_of(items: Sequence[Item]) -> bool:
    """Whether a phrase is an institution with "of" or "for" in its name, or a role of one."""
    return any(item.low in {"of", "for"} for item in items)


def _institution(text: str, stretch: Stretch, phrase: Phrase, end: int, words: str) -> Mention:
    """A phrase with "of" or "for": an institution's name, an office of one, or somebody's body."""
    items = stretch.items[phrase.first : phrase.last]
    at = next(i for i, item in enumerate(items) if item.low in {"of", "for"})
    before = items[:at]
    somebody = _somebody_of(text, stretch, phrase, at)
    if somebody is not None:
        return replace(somebody, words=words)
    head = before[-1] if before else items[0]
    if is_role(head.low):
        return _titled_of(text, items, at, words)
    name = tuple(plain_words(_text(text, items)).split()) if head.is_capital else ()
    return Mention(
        words=words,
        name=name,
        organisation=" ".join(name) or _owner(text, before),
        is_person=False,
        head=head.low,
    )


def _somebody_of(text: str, stretch: Stretch, phrase: Phrase, at: int) -> Mention | None:
    """The person of "Jane Smith of the Institute for Peace"; None where no person stands first."""
    if at == 0:
        return None
    items = stretch.items[phrase.first : phrase.last]
    lead = replace(phrase, last=phrase.first + at, head=items[at - 1].low)
    person = mention_of(text, stretch, lead)
    if not _is_somebody(person, items[:at]):
        return None
    body = items[at + 1 :]
    is_body = any(item.low in INSTITUTIONS for item in body)
    named = plain_words(_text(text, body)) if is_body else None
    return replace(person, is_person=True, organisation=person.organisation or named)


def _titled_of(text: str, items: Sequence[Item], at: int, words: str) -> Mention:
    """An office with "of": "head of the union", or with a name after it, "chief of staff Jane"."""
    name_at = _name_start(items)
    title = items[:name_at]
    is_title = at + 1 < name_at < len(items) and not title[-1].is_capital
    # "chief of the General Staff General Jane Smith": a rank stands right before the name.
    is_ranked = at + 2 < name_at < len(items) and is_role(title[-1].low)
    if is_ranked or (is_title and title[-1].tag.startswith("NN") and name_at < len(items) - 1):
        return _named(words, _with_dots(text, items[name_at:]), _text(text, title), items[:at])
    split = holder_start(items, name_at)
    if at + 1 < split < len(items):
        title, body = items[:split], items[at + 1 : split]
        named = _named(words, _with_dots(text, items[split:]), _text(text, title), items[:at])
        return replace(named, organisation=plain_words(_text(text, body)))
    body = items[at + 1 :]
    return Mention(
        words=words,
        role=plain_words(words),
        organisation=plain_words(_text(text, body)) if _has_name(body) else None,
        gender=gender_of_role(items[at - 1].low),
        is_person=True,
        head=items[at - 1].low,
    )


def holder_start(items: Sequence[Item], start: int) -> int:
    """Where the name of an office's holder begins among capitals from an item on.

    "Armed Forces of Dornia Bora Tylskyi": it follows a country, else a word for an institution,
    else begins with a first name; the length of the items where none of that is so.
    """
    end = len(items)
    for size in (1, 2, 3):
        if is_nation(" ".join(item.word for item in items[start : start + size])):
            rest = items[start + size :]
            # "commander of the Dornish Army": a body of that country, and nobody's name.
            return end if any(item.low in INSTITUTIONS for item in rest) else start + size
    for at in range(end - 1, start, -1):
        if items[at - 1].low in INSTITUTIONS or items[at - 1].low in PLACES:
            return at if at + 1 < end else end
        if at + 1 < end and gender_of_name(items[at].low) is not None:
            return at
    return end


def _is_somebody(mention: Mention, items: Sequence[Item]) -> bool:
    """Whether the words before "of" name a person."""
    if mention.is_person is not None or not mention.name:
        return bool(mention.is_person and mention.name)
    return len(mention.name) > 1 and all(item.tag in {"NP0", "UNC", "PUN"} for item in items)


def _office(text: str, stretch: Stretch, phrase: Phrase, end: int, words: str) -> Mention:
    """A phrase without a name: "the spokesman", "experts", "South Korea's spy agency"."""
    items = stretch.items[phrase.first : phrase.last]
    head = phrase.head
    person = is_role(head) and head not in GROUPS
    if person and any(item.low == "of" for item in items):
        at = next(i for i, item in enumerate(items) if item.low == "of")
        body = items[at + 1 :]
        is_body = any(item.low in INSTITUTIONS for item in body)
        return Mention(
            words=words,
            role=plain_words(words),
            organisation=plain_words(_text(text, body)) if is_body else None,
            gender=gender_of_role(head),
            is_person=True,
            head=head,
        )
    return Mention(
        words=words,
        role=plain_words(words) if person else None,
        organisation=_office_of(text, items, words),
        gender=gender_of_role(head),
        is_person=person,
        owner=() if person else _possessor(text, items),
        head=head,
    )


def _office_of(text: str, items: Sequence[Item], words: str) -> str | None:
    """The institution that a phrase is, belongs to or names."""
    owned = any(item.tag == "POS" for item in items)
    is_body = items[-1].low in INSTITUTIONS and (not owned or _has_name(items))
    if is_body and len(items) > 1 and items[0].tag != "DPS":
        whole = plain_words(_text(text, items))
        return whole if " " in whole else _organisation(text, items)
    at = next((i for i, item in enumerate(items) if item.tag == "POS"), 0)
    if at and items[at - 1].low in INSTITUTIONS:
        return plain_words(_text(text, items[:at]))
    return _organisation(text, items)


def _possessor(text: str, items: Sequence[Item]) -> tuple[str, ...]:
    """The name before a possessive mark: "Smith" of "Smith's statement"."""
    at = next((i for i, item in enumerate(items) if item.tag == "POS"), 0)
    cut = _name_start(items[:at])
    return _with_dots(text, items[cut:at]) if cut < at else ()


def _named(words: str, name: tuple[str, ...], title: str, lead: Sequence[Item]) -> Mention:
    lows = [item.low for item in lead]
    bare = [low.strip(".") for low in lows]
    honorific = next((low for low in bare if low in HONORIFICS), None)
    has_role = any(is_role(low) for low in bare)
    role = plain_words(title) if has_role else None
    is_place = bool(lows) and set(lows) <= {"the"} and not has_role
    institution = any(word.lower().strip(".") in INSTITUTIONS for word in name) or (
        len(name) == 1 and name[0].isupper() and len(name[0]) > 1
    )
    is_body = bool(lows) and lows[-1] in INSTITUTIONS | PLACES | _OUTLETS
    is_person: bool | None = None
    if honorific is not None or has_role:
        is_person = True
    elif is_place or is_body or institution or name[-1].lower() in PLACES:
        is_person = False
    elif len(name) > 1 and gender_of_name(name[0]) is not None:
        is_person = True
    gender = HONORIFICS.get(honorific or "") or gender_of_role(title) or gender_of_name(name[0])
    return Mention(
        words=words,
        name=name,
        role=role,
        organisation=_organisation_of_title(lead)
        if has_role
        else (" ".join(name) if is_person is False else None),
        gender=(gender if is_person is not False else None) if len(name) > 1 or title else None,
        is_person=is_person,
        head=name[-1].lower(),
    )


_OUTLETS = word_set("tank broadcaster outlet portal channel daily weekly publication platform")
"""Nouns before a name that make it no person's, with those of institutions and places."""


def _name_start(items: Sequence[Item]) -> int:
    """Where the name at the end of a phrase begins; its length where there is none."""
    at = len(items)
    while at > 0:
        item = items[at - 1]
        before = items[at - 2] if at > 1 else None
        is_surname = at == len(items) and is_role(item.low) and _is_surname(items)
        if is_surname or (item.low == "." and before is not None):
            at -= 1
        elif is_role(item.low) or item.low in HONORIFICS or item.low == "'s":
            break
        elif (
            item.is_capital
            and (item.low not in DAYS or at < len(items))
            and item.tag not in {"AT0", "DPS", "POS"}
        ) or (item.low in _PARTICLES and at < len(items)):
            at -= 1
        else:
            break
    while at < len(items) and (items[at].low in _PARTICLES or items[at].low == "."):
        at += 1
    return at


def _is_surname(items: Sequence[Item]) -> bool:
    """Whether a word for a role is somebody's name: "Ann Pope", "Mr. King"."""
    if len(items) < 2 or not items[-1].is_capital:
        return False
    before = [item.low for item in items[:-1] if item.low != "."]
    return bool(before) and (before[-1] in HONORIFICS or gender_of_name(before[-1]) is not None)


def _with_dots(text: str, items: Sequence[Item]) -> tuple[str, ...]:
    """The words of a name, initials with their dots."""
    return tuple(_text(text, items).split())


def _text(text: str, items: Sequence[Item]) -> str:
    return text[items[0].span.start : items[-1].span.end] if items else ""


def _has_name(items: Sequence[Item]) -> bool:
    return any(item.is_capital for item in items)


def plain_words(words: str) -> str:
    """Words without the article before them."""
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        if words.startswith(article):
            return words[len(article) :]
    return words


def _owner(text: str, items: Sequence[Item]) -> str | None:
    """The name before a noun: "AFP" of "an AFP analysis"."""
    named = [item for item in items if item.is_capital and item.tag not in {"AT0", "DPS"}]
    return _text(text, named) if named else None


def _organisation(text: str, items: Sequence[Item]) -> str | None:
    """The institution a phrase names, before its last word."""
    if any(item.tag == "POS" for item in items):
        return None
    named = [
        item
        for item in items[:-1]
        if item.is_capital
        and item.tag not in {"AT0", "DPS", "DT0"}
        and not is_role(item.low)
        and not (item.opens and item.tag.startswith(("NN1", "NN2", "AV", "AJ")))
    ]
    # "Ukrainian analysts" names no organisation, "United Nations data" does.
    if not named or named[-1].tag.startswith("AJ") or named[0].low in _COUNTRIES_SHORT:
        return None
    if all(is_people(item.word) for item in named):
        return None
    return _text(text, named)


def _organisation_of_title(lead: Sequence[Item]) -> str | None:
    """The organisation of "NATO chief"; None for "US President" and "Prime Minister"."""
    if any(item.tag == "POS" for item in lead):
        return None
    found: list[Item] = []
    for item in lead:
        plain = is_role(item.low) or item.low in MODIFIERS | _COUNTRIES_SHORT
        is_word = item.opens and item.tag.startswith("NN") and not item.word.isupper()
        if item.is_capital and not plain and not is_word and item.low not in HONORIFICS:
            found.append(item)
        elif found:
            break
    # "White House", but not "South Korean".
    if not found or found[-1].tag.startswith("AJ") or is_people(found[-1].word):
        return None
    return " ".join(item.word for item in found)
