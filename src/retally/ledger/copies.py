"""Copies of one story: found by shared shingles and figures, compared figure by figure.

Shingles: Broder, "On the resemblance and containment of documents" (1997), with the smallest
hashes kept as a sketch. Rules and thresholds: docs/methods/ledger.md.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from retally.ledger.entry import Entry
from retally.model.story import Story

WORDS_A_SHINGLE = 5
SKETCH = 400
"""Smallest hashes kept of a story: a wire story of 600 words is kept nearly whole."""

FEWEST_SHARED = 12
"""Shingles that must be shared: below, a stock phrase of an agency would make a copy."""

LEAST_CONTAINED = 0.5
"""Share of the shorter story's shingles that the longer one has, in copies with cuts."""

LEAST_FIGURES = 0.5
"""Share of the shorter story's figures that the other one has too, up to swapped digits. The
template of a daily report shares nearly all its shingles with yesterday's, and none of these."""

LEAST_REWRITTEN = 0.2
"""The same for a copy that was rewritten: with one word in five replaced 0.34 remain. Its figures
must tell it then, `FEWEST_FIGURES` of them and `MOST_FIGURES` as a share."""

FEWEST_FIGURES = 3
MOST_FIGURES = 0.75
LEAST_WITHOUT_FIGURES = 0.9

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d.,]*")
_NUMBER = "#"


class DifferenceKind(StrEnum):
    """How a figure of a copy differs from the story recorded before."""

    DIGIT_SWAP = "digit_swap"
    VALUE = "value"
    WINDOW = "window"
    ONLY_HERE = "only_here"
    NOT_HERE = "not_here"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One figure on which two copies of a story differ.

    Parameters
    ----------
    here
        As the copy has it; None where the copy lacks it.
    there
        As recorded; None where the recorded story lacks it.
    """

    kind: DifferenceKind
    here: Entry | None
    there: Entry | None

    def to_dict(self) -> dict[str, Any]:
        """As in the document of `ledger add`."""
        known = self.here or self.there
        return {
            "kind": self.kind.value,
            "key": known.key if known else None,
            "here": self.here.text if self.here else None,
            "there": self.there.text if self.there else None,
            "start": self.here.span_start if self.here else None,
            "end": self.here.span_end if self.here else None,
            "entry": self.there.id if self.there else None,
        }


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """The smallest hashes of a story's shingles, and how many shingles it has."""

    hashes: frozenset[int]
    shingles: int

    def contained(self, other: Sketch) -> float:
        """Estimated share of the shorter story's shingles that the longer one has."""
        both = self.hashes | other.hashes
        if not both or not self.shingles or not other.shingles:
            return 0.0
        # Of the union's smallest hashes, those in both sketches estimate the resemblance.
        smallest = sorted(both)[:SKETCH]
        shared = sum(1 for one in smallest if one in self.hashes and one in other.hashes)
        resemblance = shared / len(smallest)
        together = resemblance * (self.shingles + other.shingles) / (1 + resemblance)
        return min(1.0, together / min(self.shingles, other.shingles))


def sketch(story: Story) -> Sketch:
    """The sketch of a story's body, its numbers masked so that a slip changes no shingle."""
    hashes: set[int] = set()
    for paragraph in story.paragraphs:
        words = [_masked(word) for word in _WORD.findall(paragraph.of(story.text))]
        for at in range(max(0, len(words) - WORDS_A_SHINGLE + 1)):
            hashes.add(zlib.crc32(" ".join(words[at : at + WORDS_A_SHINGLE]).encode()))
    return Sketch(hashes=frozenset(sorted(hashes)[:SKETCH]), shingles=len(hashes))


def is_copy(one: Sketch, other: Sketch, entries: Sequence[Entry], others: Sequence[Entry]) -> bool:
    """Whether two stories are copies: shared shingles, and mostly the same figures."""
    if len(one.hashes & other.hashes) < FEWEST_SHARED:
        return False
    contained = one.contained(other)
    if not entries or not others:
        # Without figures in both, the shingles alone must nearly cover the shorter story.
        return contained > LEAST_WITHOUT_FIGURES
    fewer, more = sorted((entries, others), key=len)
    shared = sum(1 for entry in fewer if any(is_nearly(entry, another) for another in more))
    if contained >= LEAST_CONTAINED:
        return shared >= LEAST_FIGURES * len(fewer)
    is_rewritten = contained >= LEAST_REWRITTEN and shared >= FEWEST_FIGURES
    return is_rewritten and shared >= MOST_FIGURES * len(fewer)


def is_nearly(entry: Entry, other: Entry) -> bool:
    """Whether two entries print one number of one thing, or the same with swapped digits."""
    if (entry.measure, entry.unit) != (other.measure, other.unit):
        return False
    same = (entry.low, entry.point, entry.high) == (other.low, other.point, other.high)
    return same or (is_digit_swap(entry, other) and entry.key == other.key)


def is_digit_swap(entry: Entry, other: Entry) -> bool:
    """Whether two printed numbers differ by two neighbouring digits that changed places."""
    return entry.scale == other.scale and any(
        swapped_digits(here, there)
        for here, there in zip(entry.printed, other.printed, strict=False)
    )


def swapped_digits(here: str, there: str) -> bool:
    """Whether `there` is `here` with two neighbouring digits exchanged.

    Examples
    --------
    >>> swapped_digits("6,460", "6640")
    True
    """
    one, other = (text.replace(",", "") for text in (here, there))
    if len(one) != len(other):
        return False
    unlike = [at for at in range(len(one)) if one[at] != other[at]]
    if len(unlike) != 2 or unlike[1] - unlike[0] != 1:
        return False
    first, second = unlike
    return one[first] == other[second] and one[second] == other[first] and one[first].isdigit()


def differences(here: Sequence[Entry], there: Sequence[Entry]) -> list[Difference]:
    """What two copies differ in, figure by figure, in the order of the copy at hand.

    Equal figures are paired first, then figures of one key, then swapped digits, then one number
    under another window; what is left stands in one of the two alone.
    """
    left_here, left_there = list(here), list(there)
    found: list[Difference] = []
    for kind, is_pair in _PAIRINGS:
        for entry in list(left_here):
            other = next((one for one in left_there if is_pair(entry, one)), None)
            if other is None:
                continue
            left_here.remove(entry)
            left_there.remove(other)
            if kind is not None:
                swapped = kind is DifferenceKind.VALUE and is_digit_swap(entry, other)
                kind_here = DifferenceKind.DIGIT_SWAP if swapped else kind
                found.append(Difference(kind=kind_here, here=entry, there=other))
    found += [Difference(kind=DifferenceKind.ONLY_HERE, here=one, there=None) for one in left_here]
    found.sort(key=lambda one: (one.here.span_start or 0) if one.here else 0)
    gone = [Difference(kind=DifferenceKind.NOT_HERE, here=None, there=one) for one in left_there]
    return found + gone


def _same(entry: Entry, other: Entry) -> bool:
    return entry.key == other.key and _same_number(entry, other)


def _same_number(entry: Entry, other: Entry) -> bool:
    alike = (entry.measure, entry.unit) == (other.measure, other.unit)
    ends = (entry.low, entry.point, entry.high) == (other.low, other.point, other.high)
    return alike and ends


def _one_key(entry: Entry, other: Entry) -> bool:
    """One quantity in one unit, printed as two numbers; beside each other in the two stories."""
    return entry.key == other.key and entry.unit == other.unit


def _other_window(entry: Entry, other: Entry) -> bool:
    windows = (entry.start, entry.end) != (other.start, other.end)
    return windows and entry.side == other.side and _same_number(entry, other)


def _swapped(entry: Entry, other: Entry) -> bool:
    alike = (entry.measure, entry.unit, entry.side) == (other.measure, other.unit, other.side)
    return alike and is_digit_swap(entry, other)


_PAIRINGS = (
    (None, _same),
    (DifferenceKind.VALUE, _one_key),
    (DifferenceKind.DIGIT_SWAP, _swapped),
    (DifferenceKind.WINDOW, _other_window),
    # One number under another place or noun is read otherwise, not printed otherwise.
    (None, _same_number),
)


def _masked(word: str) -> str:
    return _NUMBER if word[0].isdigit() else word.casefold()
