"""Claims that add up, share out or take off, with their slips."""

from __future__ import annotations

from dataclasses import dataclass

from slip_words import Claim, Template, Words, exchanged, n, swappable


@dataclass(frozen=True, kw_only=True)
class Thing:
    """What a sum counts, with the words around it."""

    noun: str
    verb: str
    low: int
    high: int


THINGS = (
    Thing(noun="soldiers", verb="lost", low=120, high=900),
    Thing(noun="drones", verb="fired", low=110, high=700),
    Thing(noun="prisoners", verb="freed", low=120, high=800),
    Thing(noun="tanks", verb="lost", low=110, high=600),
    Thing(noun="shells", verb="fired", low=1200, high=9000),
)


def sum_of(sentence: str, slip: str) -> Template:
    """Three parts and their total; the slip leaves one out, or exchanges two digits."""

    def template(w: Words) -> Claim:
        thing = w.rng.choice(THINGS)
        while True:
            parts = [w.rng.randint(thing.low, thing.high) for _ in range(3)]
            total = sum(parts)
            wrong = parts[0] + parts[1] if slip == "subtotal" else exchanged(total, w.rng)
            if wrong is not None and abs(wrong - total) > 0.05 * total and wrong > max(parts):
                break
        places = [w.place() for _ in range(3)]

        def filled(number: int) -> str:
            return sentence.format(
                side=w.side, other=w.other, noun=thing.noun, verb=thing.verb,
                a=n(parts[0]), b=n(parts[1]), c=n(parts[2]), t=n(number),
                p=places[0], q=places[1], r=places[2],
            )  # fmt: skip

        return Claim(clean=filled(total), slipped=filled(wrong), planted=n(wrong))

    return template


SUMS = (
    "{side} {verb} {a} {noun} at {p}, {b} at {q} and {c} at {r}, {t} in all.",
    "{side} {verb} {t} {noun}: {a} at {p}, {b} at {q} and {c} at {r}.",
    "{a} {noun} at {p}, {b} at {q} and {c} at {r} make a total of {t} {noun}.",
    "{side} {verb} {t} {noun}, of which {a} near {p}, {b} near {q} and the remaining {c} near {r}.",
    (
        "{side} {verb} {a} {noun} at {p}, {b} {noun} at {q} and {c} {noun} at {r}. "
        "Together that is {t} {noun}."
    ),
    (
        "{side} {verb} {a} {noun} near {p}, another {b} near {q} and {c} near {r}, "
        "for a total of {t} {noun}."
    ),
    (
        "A total of {t} {noun}, made up of {a} from {p}, {b} from {q} and {c} from {r}, "
        "is what {side} {verb}."
    ),
)


FREER_SUMS = (
    "In its daily report {other} listed {t} {noun} -- {a} at {p}, {b} at {q} and {c} at {r}.",
    "Of the {t} {noun} that {side} {verb}, {a} were counted at {p}, {b} at {q} and the other {c} at {r}.",
    (
        "{side} {verb} {a} {noun} near {p}. It {verb} {b} more {noun} near {q} and {c} near {r}, "
        "bringing the total to {t} {noun}."
    ),
    "At {p} {side} {verb} {a} {noun}, at {q} {b} and at {r} {c}, altogether {t}.",
    "The {t} {noun} consist of {a} from {p}, {b} from {q} and {c} from {r}, {side} said.",
)


def share_of(sentence: str) -> Template:
    """A part, its whole and the share in percent; the slip exchanges digits of the part."""

    def template(w: Words) -> Claim:
        while True:
            whole = w.rng.randint(400, 900)
            part = w.rng.randint(130, whole - 100)
            wrong = exchanged(part, w.rng)
            if wrong is not None and abs(wrong - part) > 40 and wrong < whole:
                break
        month, place = w.month(), w.place()

        def filled(number: int) -> str:
            return sentence.format(
                side=w.side, other=w.other, month=month, place=place, whole=n(whole),
                part=n(number), share=n(100 * part / whole), km2=w.km2,
            )  # fmt: skip

        return Claim(clean=filled(part), slipped=filled(wrong), planted=n(wrong))

    return template


SHARES = (
    (
        "{side} took {whole} {km2} in {month}. {share} percent of the gains, or {part} {km2}, "
        "were in the {place} region."
    ),
    (
        "Of the {whole} {km2} that {side} seized in {month}, {part} {km2}, or {share} percent "
        "of the total, lie around {place}."
    ),
    (
        "{side} captured {whole} {km2} in {month}, with {share}% of the total ({part} {km2}) "
        "in the {place} region."
    ),
)


FREER_SHARES = (
    (
        "{side}'s army seized {whole} {km2} in {month}. The {place} region accounted for {part} {km2} of "
        "that, {share} percent of the total."
    ),
    (
        "{side} advanced {whole} {km2} in {month}. Around {place} it took {part} {km2} ({share} percent of "
        "all gains)."
    ),
)


def difference(sentence: str) -> Template:
    """Two months and their difference; the slip exchanges digits of the difference."""

    def template(w: Words) -> Claim:
        while True:
            before = w.rng.randint(200, 500)
            gap, wrong = swappable(w.rng, 112, 398)
            if gap != before:
                break
        now, then = w.month(), w.month()

        def filled(number: int) -> str:
            return sentence.format(
                side=w.side, now=now, then=then, a=n(before + gap), b=n(before), d=n(number),
                km2=w.km2,
            )  # fmt: skip

        return Claim(clean=filled(gap), slipped=filled(wrong), planted=n(wrong))

    return template


DIFFERENCES = (
    "{side} took {a} {km2} in {now}, {d} {km2} more than in {then} ({b} {km2}).",
    "In {now} {side} gained {a} {km2}, up by {d} {km2} from {b} {km2} in {then}.",
    "{side}'s monthly gain rose by {d} {km2} from {b} {km2} in {then} to {a} {km2} in {now}.",
)


FREER_DIFFERENCES = (
    "In {then} {side} had captured {b} {km2}; in {now} it captured {a} {km2}, or {d} {km2} more.",
    "{side} took {a} {km2} in {now}. That is an increase of {d} {km2} on the {b} {km2} of {then}.",
)
