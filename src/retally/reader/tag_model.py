"""The likeliest tags of a sentence by HanTa's English model.

The model is HanTa's; the search over it is our own, with the same result in half the time: it asks
only for the tags a word can have, and analyses each word once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

WORDS_KEPT = 20000
"""Analysed words kept in memory."""

PATHS_KEPT = 5
"""Ways to tag the words so far that are followed on, as in HanTa, and those within..."""

SLACK = 1.0
"""...this much of the last of them, in natural logarithms of probability."""

CUTOFF = 5
"""Tags of an unknown word this much less likely than its likeliest are left out, as in HanTa."""


EMPTY, START, END = 0, 1, 2
"""HanTa's states before and after a sentence."""


@lru_cache(maxsize=1)
def model() -> Any:
    """HanTa's tagger with its English model, loaded once."""
    # Imported here: the model takes a quarter of a second, and only reading needs it.
    from HanTa.HanoverTagger import HanoverTagger

    return HanoverTagger("morphmodel_en.pgz")


def likeliest_tags(words: Sequence[str]) -> list[str]:
    """The tag of every word of a sentence.

    Source: second-order Viterbi search, as in HanTa's ``tag_sent``.
    """
    if not words:
        return []
    tagger = model()
    start, end = (EMPTY, START), END
    rows: list[dict[tuple[int, int], float]] = []
    came_from: list[dict[tuple[int, int], tuple[int, int]]] = []
    row: dict[tuple[int, int], float] = {start: 0.0}
    for number, word in enumerate(words):
        row, back = _step(tagger.LP_trans_word, row, _possible(word, number > 0), end)
        rows.append(row)
        came_from.append(back)
    return _named_tags(tagger, rows, came_from, end)


def _step(
    transitions: Any, row: dict[tuple[int, int], float], possible: dict[int, float], end: int
) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], tuple[int, int]]]:
    """The states after one more word, with how likely they are and where each came from."""
    following: dict[tuple[int, int], float] = {}
    back: dict[tuple[int, int], tuple[int, int]] = {}
    bound = _bound(row)
    for state, so_far in row.items():
        if so_far < bound:
            continue
        after = transitions[state]
        tags = possible or dict.fromkeys(after, 0.0)
        for tag, likelihood in tags.items():
            step = after.get(tag)
            if step is None or tag == end:
                continue
            total = so_far + step + likelihood
            new = (state[1], tag)
            if total > following.get(new, LOWEST):
                following[new] = total
                back[new] = state
    return following, back


LOWEST = -1e6
"""Less likely than any path."""


def _bound(row: dict[tuple[int, int], float]) -> float:
    if len(row) <= PATHS_KEPT:
        return LOWEST
    return sorted(row.values(), reverse=True)[PATHS_KEPT] - SLACK


@lru_cache(maxsize=WORDS_KEPT)
def _possible(word: str, is_inside: bool) -> dict[int, float]:
    """The tags a word can have; a capital counts only inside a sentence."""
    tagger = model()
    found = dict(tagger._tag_word(word, cutoff=CUTOFF, casesensitive=is_inside, conditional=True))
    unknown = tagger.tag2int["UNKNOWN"]
    return {} if set(found) == {unknown} else found


def _named_tags(
    tagger: Any,
    rows: list[dict[tuple[int, int], float]],
    came_from: list[dict[tuple[int, int], tuple[int, int]]],
    end: int,
) -> list[str]:
    """The tags along the likeliest path, from its end back."""
    last, best = None, float("-inf")
    for state, so_far in rows[-1].items():
        total = so_far + tagger.LP_trans_word[state].get(end, float("-inf"))
        if total > best or last is None:
            last, best = state, total
    tags = []
    for back in reversed(came_from):
        if last is None:
            break
        tags.append(str(tagger.int2tag[last[1]]))
        last = back[last]
    return tags[::-1]
