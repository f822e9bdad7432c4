"""The words beside a published figure, as the closed list of qualifiers."""

from __future__ import annotations

_WORDS = {
    "more than": "more_than",
    "over": "more_than",
    "a good": "at_least",
    "at least": "at_least",
    "range low": "at_least",
    "nearly": "nearly",
    "almost": "nearly",
    "less than": "less_than",
    "at most": "up_to",
    "up to": "up_to",
    "range high": "up_to",
    "within": "within",
    "about": "about",
    "around": "about",
    "approximately": "about",
    "roughly": "about",
    "some": "about",
    "estimated": "about",
}
"""Words -> qualifier. Words that judge a number without widening it ("only", "just", "a mere",
"none", "another", "average") leave it exact."""

_EXACT = frozenset({"exact", "only", "just", "a mere", "none", "another", "average"})


def qualifier_of(words: str) -> str:
    """The qualifier that published words stand for.

    Words that belong to another number than the one in the row ("almost 200" beside 198) leave
    it exact; a worded fraction ("two thirds" beside 66.7) makes it about so much.
    """
    text = words.strip().casefold()
    if text in _WORDS:
        return _WORDS[text]
    if text in _EXACT or any(letter.isdigit() for letter in text):
        return "exact"
    head = next((_WORDS[known] for known in _WORDS if text.startswith(f"{known} ")), None)
    return head or "about"
