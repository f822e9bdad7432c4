"""Made-up stories whose numbers agree, and the nine kinds of slip planted in them, from a seed.

A story is a headline, some sentences about nothing that is measured, and several claims; each claim
has a clean wording and, for one kind of slip, a wrong one. Claims of one story speak of different
months, places or things, so that nothing but the planted slip disagrees.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import slip_pairs as pairs
import slip_rates as rates
import slip_sums as sums
from retally.model.check import Hint
from retally.model.definition import Definition
from slip_quiet import QUIET
from slip_words import DAYS, KM2_PER_MI2, KM_PER_MI, PLACES, PUBLISHED, SIDES, Template, Words
from story_ground import made_up_definition

__all__ = ["PUBLISHED", "SIDES", "TEMPLATES", "clean_stories", "definitions", "planted_stories"]


@dataclass(frozen=True, kw_only=True)
class Planted:
    """A story with one slip."""

    text: str
    hint: Hint
    printed: str
    template: str


def definitions() -> dict[str, Definition]:
    """One definition a side, so that a check knows the parties."""
    names = [name for pair in SIDES for name in pair]
    return {
        f"atlas-{name.lower()}": made_up_definition(
            f"atlas-{name.lower()}", source="atlas", party=name.lower()
        )
        for name in names
    }


def clean_stories(count: int, seed: int) -> Iterator[str]:
    """Stories without any slip."""
    rng = Random(seed)
    every = [template for kind in TEMPLATES.values() for template in kind] + list(QUIET)
    for at in range(count):
        words = _words(rng)
        # Every template comes up as often as any other, whatever the seed.
        first = every[at % len(every)]
        # Claims of three months are never added: a story has eleven to give.
        # And only one speaks of the time since a day, which two could not share.
        apart = [
            one
            for one in every
            if one is not first and "combined" not in one.__name__ and "year" not in one.__name__
        ]
        others = rng.sample(apart, 3)
        yield _story(words, [template(words).clean for template in (first, *others)])


def planted_stories(hint: Hint, count: int, seed: int) -> Iterator[Planted]:
    """Stories with one slip of a kind, among claims that hold."""
    rng = Random(f"{seed} {hint.value}")
    kind = TEMPLATES[hint]
    for at in range(count):
        words = _words(rng)
        template = kind[at % len(kind)]
        claim = template(words)
        others = rng.sample(list(QUIET), 2)
        sentences = [claim.slipped, *(other(words).clean for other in others)]
        rng.shuffle(sentences)
        yield Planted(
            text=_story(words, sentences),
            hint=hint,
            printed=claim.planted,
            template=template.__name__,
        )


def _words(rng: Random) -> Words:
    side, other = rng.choice(SIDES)
    square, kind = rng.choice(
        (("square kilometres", "square miles"), ("square kilometers", "square miles"),
         ("sq km", "sq miles"), ("sq. km", "sq. miles"), ("km2", "sq mi"), ("km²", "mi²"))
    )  # fmt: skip
    km, mi = rng.choice((("kilometres", "miles"), ("kilometers", "miles"), ("km", "miles")))
    return Words(
        rng=rng,
        side=side,
        other=other,
        months=rng.sample(list(DAYS), len(DAYS)),
        places=rng.sample(PLACES, len(PLACES)),
        km2=square,
        mi2=kind,
        km=km,
        mi=mi,
    )


def _story(words: Words, claims: list[str]) -> str:
    """Headline, filler and claims as paragraphs."""
    rng = words.rng
    filler = rng.sample([one.format(side=words.side, other=words.other) for one in FILLER], 3)
    headline = rng.choice(HEADLINES).format(side=words.side, other=words.other)
    body = [filler[0], claims[0], filler[1], *claims[1:], filler[2]]
    return "\n\n".join([headline, *body]) + "\n"


HEADLINES = (
    "{side} presses on as {other} calls for help",
    "{other} front line moves again",
    "Winter fighting wears down {other}",
    "Analysts see a slower war in {other}",
)
FILLER = (
    "Officials in the capital declined to comment on the state of the front.",
    "{other} has repeatedly asked its partners for more air defences.",
    "Residents described long nights in cellars and roads cut by mud.",
    "{side} denies that its army is short of men.",
    "The two governments have not spoken since the ceasefire collapsed.",
    'A spokesman for {other} called the fighting "hard but not hopeless".',
)


def _named(name: str, template: Template) -> Template:
    template.__name__ = name
    return template


def _many(prefix: str, templates: list[Template]) -> tuple[Template, ...]:
    return tuple(_named(f"{prefix}_{at}", one) for at, one in enumerate(templates, start=1))


TEMPLATES: dict[Hint, tuple[Template, ...]] = {
    Hint.LINEAR_FACTOR: _many(
        "linear",
        [pairs.pair(lambda a: a / KM_PER_MI, one) for one in (*pairs.PAIRS, *pairs.FREER_PAIRS)],
    ),
    Hint.DIVIDED_NOT_MULTIPLIED: _many(
        "divided",
        [
            *(
                pairs.pair(lambda a: a * KM2_PER_MI2, one)
                for one in (*pairs.PAIRS[:4], *pairs.FREER_PAIRS)
            ),
            *(pairs.length(one) for one in pairs.LENGTHS),
        ],
    ),
    Hint.DIGIT_SWAP: _many(
        "swap",
        [
            *(sums.sum_of(one, "swap") for one in (*sums.SUMS[:3], *sums.FREER_SUMS[:2])),
            *(sums.share_of(one) for one in (*sums.SHARES, *sums.FREER_SHARES)),
            *(sums.difference(one) for one in (*sums.DIFFERENCES, *sums.FREER_DIFFERENCES)),
        ],
    ),
    Hint.SUBTOTAL: _many(
        "subtotal", [sums.sum_of(one, "subtotal") for one in (*sums.SUMS, *sums.FREER_SUMS)]
    ),
    Hint.WINDOW_SLIP: _many(
        "window",
        [*(rates.rate(one) for one in (*rates.RATES, *rates.FREER_RATES)), rates.sum_since],
    ),
    Hint.YEAR_SLIP: _many(
        "year", [rates.since(one) for one in (*rates.SINCES, *rates.FREER_SINCES)]
    ),
    Hint.RESPECTIVELY_SUMMED: _many(
        "combined", [rates.combined(*one) for one in (*rates.COMBINED, *rates.FREER_COMBINED)]
    ),
    Hint.SQUARE_DROPPED: _many(
        "dropped",
        [
            pairs.dropped_in_both,
            *(
                pairs.dropped(one, first=first)
                for one, first in (*pairs.DROPPED, *pairs.FREER_DROPPED)
            ),
        ],
    ),
    Hint.UNIT_SWAPPED: _many(
        "unit",
        [
            *(pairs.exchanged_units(*one) for one in (*pairs.EXCHANGED, *pairs.FREER_EXCHANGED)),
            pairs.unit_told_again,
            pairs.unit_told_again_later,
        ],
    ),
}
