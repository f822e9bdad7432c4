"""What a number counts: the head of the noun phrase after it, and whether it is people."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from retally.model.story import Span
from retally.reader.nouns_people import IRREGULAR, PEOPLE, UNCHANGED, is_people, singular
from retally.reader.tags import Token
from retally.reader.word_sets import word_set

LONGEST_PHRASE = 8
"""Words between a number and the noun it counts; "10,000 heavily armed North Korean special forces
soldiers" has six."""


@dataclass(frozen=True, kw_only=True)
class Noun:
    """A counted noun.

    Parameters
    ----------
    lemma
        Lower case and singular.
    is_measure
        Whether it stands before the noun it measures: "a 12 page document".
    """

    span: Span
    lemma: str
    is_people: bool
    is_measure: bool = False


def noun_after(text: str, tokens: Sequence[Token], at: int, *, is_one: bool = False) -> Noun | None:
    """The noun that a number ending at `at` counts; None where no noun phrase follows.

    Parameters
    ----------
    tokens
        Of the sentence, in order.
    is_one
        Whether the number is one, and its noun singular.
    """
    first = bisect_left(tokens, at, key=lambda token: token.span.start)
    run = _phrase(text, tokens, first, at)
    if not run:
        return None
    head = run[-1]
    if not is_one and not _is_plural(head):
        # "12 page document", "3 cylinder engine": the number measures the first noun.
        plural = next((token for token in reversed(run) if _is_plural(token)), None)
        head = plural or run[0]
    lemma = singular(head.text)
    return Noun(
        span=head.span,
        lemma=lemma,
        is_people=is_people(lemma, head.text),
        is_measure=head is not run[-1],
    )


def _phrase(text: str, tokens: Sequence[Token], first: int, at: int) -> list[Token]:
    """The nouns of the phrase that begins at token `first`, its modifiers passed over."""
    nouns: list[Token] = []
    last_end = at
    for place in range(first, min(len(tokens), first + LONGEST_PHRASE)):
        token = tokens[place]
        between = text[last_end : token.span.start]
        if "\n" in between and between.strip(" \t\r") == "\n\n":
            break
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if nouns and _ends(nouns[-1], token, following):
            break
        if _is_nominal(token, following):
            nouns.append(token)
        elif not _is_passed_over(nouns, token, following):
            break
        last_end = token.span.end
    return nouns


def _ends(last: Token, token: Token, following: Token | None) -> bool:
    """Whether a noun phrase is over before `token`: "10,000 soldiers Monday", "5 years Russia"."""
    if token.text.lower() in _DAYS:
        return True
    if token.text.lower() in _OF_WEAPONS and following is not None and following.is_noun:
        return False
    if not _is_plural(last):
        return False
    if token.text[0].isupper() and not last.text[0].isupper():
        return True
    return not (token.tag == "NN2" or (following is not None and following.tag == "NN2"))


def _is_passed_over(nouns: Sequence[Token], token: Token, following: Token | None) -> bool:
    """Whether a word that is no noun leaves the phrase going on."""
    if nouns:
        return _goes_on(nouns[-1], token, following)
    return _is_modifier(token, following)


def _goes_on(last: Token, token: Token, following: Token | None) -> bool:
    """Whether a noun phrase goes on after a word that is no noun.

    "3,000 North Korean soldiers", where "North" is taken for a noun; "500 Model 3 cars".
    """
    if following is None or not following.is_noun:
        return False
    if token.text.lower() in _OF_WEAPONS:
        return True
    if _is_plural(last):
        return False
    return token.tag.startswith("AJ") or (token.tag == "CRD" and last.text[0].isupper())


def _is_nominal(token: Token, following: Token | None) -> bool:
    word = token.text.lower()
    if word in _NO_NOUNS or word in _DAYS:
        return False
    if word in PEOPLE or word in UNCHANGED:
        return True
    if token.tag.startswith(("NN", "NP")):
        return True
    if token.tag == "UNC":
        return word.isalpha() and word.isascii() and len(word) > 2
    # The tagger takes some plurals for verbs: "12 strikes", "30 attacks".
    return token.tag == "VVZ" and (following is None or not following.is_noun)


def _is_modifier(token: Token, following: Token | None) -> bool:
    """Whether a word may stand between a number and its noun."""
    word = token.text.lower()
    if word in _PASSED:
        return True
    if word in _STOPPING:
        return False
    if word == "-" or token.tag in ("ORD", "CRD"):
        return token.tag == "ORD"
    if token.tag.startswith("AJ"):
        return True
    if token.tag in ("VVN", "VVG", "VVD", "AV0", "AJC"):
        return following is not None and (
            following.is_noun or following.tag.startswith("AJ") or following.text.lower() in PEOPLE
        )
    return word in ("and", "or", ",") and following is not None and following.tag == "AJ0"


def _is_plural(token: Token) -> bool:
    word = token.text.lower()
    if word in UNCHANGED or word in IRREGULAR:
        return True
    if word.endswith(("ss", "us", "is")) and token.tag != "NN2":
        return False
    return token.tag == "NN2" or (word.endswith("s") and len(word) > 3)


_OF_WEAPONS = word_set("fighting combat armored armoured fuelling guided propelled towed tracked")
"""Words within the name of a weapon: "infantry fighting vehicles", "combat armored vehicles"."""

_DAYS = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december yesterday today tomorrow
    tonight
    """
)
_NO_NOUNS = word_set(
    """
    per a an the in on at of to by for and or but if as than that which who whom while with
    from over up out off it he she they we you i is are was were be been has have had will
    would can could may might must shall should do does did not also then there here now
    just only even still so yet ago later earlier away apart e.g i.e etc according including
    against between during since until till after before about around near under above below
    within without because when where via s t p
    """
)
_STOPPING = frozenset(("killed", "wounded", "injured", "captured", "missing", "dead"))
_PASSED = word_set(
    """
    more other additional further new such fewer less better-equipped so-called or-so
    """
)


def people_before(text: str, tokens: Sequence[Token], start: int, at: int) -> Noun | None:
    """The persons that the last noun before `at` names, where a verb leads on to the number.

    "Total losses exceed 750,000", "the contingent grew to 690,000": nothing but verbs, hedges and
    particles stand between the noun and the number.
    """
    place = bisect_left(tokens, at, key=lambda token: token.span.start) - 1
    for token in reversed(tokens[max(0, place - LONGEST_PHRASE) : place + 1]):
        if token.span.start < start:
            return None
        lemma = singular(token.text)
        if lemma in _FORCES or (token.tag.startswith("NN") and is_people(lemma, token.text)):
            return Noun(span=token.span, lemma=lemma, is_people=True)
        if lemma in _RATES:
            continue
        if token.is_noun or token.tag.startswith("PU"):
            return None
    return None


_RATES = frozenset(("rate", "figure", "count", "tally", "average"))
"""What may stand between a loss and its number: "the daily loss rate was 1,523"."""


_FORCES = word_set(
    """
    loss force contingent casualty troop death toll army garrison
    """
)
