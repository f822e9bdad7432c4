"""Whose words stand where in a story, so that "we" and "the enemy" have a meaning."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from retally.model.story import Span, Statement, StatementType
from retally.reader.nations import nation_in, nation_mentions


@dataclass(frozen=True, kw_only=True)
class Sides:
    """Whose words stand where, so that "we" and "the enemy" have a meaning.

    Parameters
    ----------
    quoted, told
        Quotes, and all that is told, in order, each with the party that speaks.
    usual
        The party whose people speak most in the story; None where none does, or two do.
    invader
        The party that the story calls the invader: "N's invasion", "the N occupiers".
    """

    parties: tuple[str, ...]
    quoted: tuple[tuple[Span, str], ...] = ()
    told: tuple[tuple[Span, str], ...] = ()
    usual: str | None = None
    invader: str | None = None

    def at(self, place: int) -> tuple[str | None, str | None]:
        """Who "we" and "the enemy" are at a place of the text."""
        own = _speaking(self.quoted, place, place) or self.usual
        others = [party for party in self.parties if party != own]
        enemy = others[0] if own is not None and len(others) == 1 else None
        return own, enemy or (None if own else self.invader)

    def speaker(self, sentence: Span) -> str | None:
        """Whose words a sentence has; None where nobody's of the sides."""
        return _speaking(self.told, sentence.start, sentence.end)


def _speaking(told: Sequence[tuple[Span, str]], start: int, end: int) -> str | None:
    """The party whose words reach into a piece of text."""
    at = bisect_right(told, end, key=lambda one: one[0].start) - 1
    return told[at][1] if at >= 0 and start < told[at][0].end else None


def sides(statements: Sequence[Statement], parties: Sequence[str], text: str = "") -> Sides:
    """Whose words stand where in a story."""
    speaking = [(one, _party_of(one, parties)) for one in statements]
    counted = Counter(party for _, party in speaking if party is not None)
    most = counted.most_common(2)
    is_clear = len(most) == 1 or (len(most) == 2 and most[0][1] > most[1][1])
    return Sides(
        parties=tuple(parties),
        quoted=tuple(
            (one.span, party)
            for one, party in speaking
            if party is not None and one.type is not StatementType.INDIRECT
        ),
        told=tuple((one.span, party) for one, party in speaking if party is not None),
        usual=most[0][0] if most and is_clear else None,
        invader=_invader(text, parties),
    )


def _invader(text: str, parties: Sequence[str]) -> str | None:
    """The one party that a story calls the invader; None where it calls none so, or two."""
    whole = Span(start=0, end=len(text))
    called = {
        one.nation
        for one in nation_mentions(text, whole, parties)
        if one.nation in parties and _INVADING.match(text, one.span.end)
    }
    return called.pop() if len(called) == 1 else None


_INVADING = re.compile(
    r"(?:['’]s?)?\s+(?:[\w-]+\s+){0,2}?(?:invasion|invaders?|occupiers?|occupying|occupation"
    r"|aggression|aggressors?"
    r"|invaded|enemy)\b",
    re.IGNORECASE,
)


def _party_of(statement: Statement, parties: Sequence[str]) -> str | None:
    words = (statement.role, statement.organisation, statement.speaker, statement.mention)
    for piece in words:
        named = nation_in(piece, parties)
        if named in parties:
            return named
    return None
