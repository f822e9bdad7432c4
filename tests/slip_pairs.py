"""Claims of one number in two units, with their slips."""

from __future__ import annotations

from collections.abc import Callable

from slip_words import KM2_PER_MI2, KM_PER_MI, Claim, Template, Words, area_of, n


def pair(wrong: Callable[[int], float], sentence: str) -> Template:
    """A template of an area with its conversion, and what the slip makes of it."""

    def template(w: Words) -> Claim:
        area = area_of(w)
        month, place = w.month(), w.place()

        def filled(miles: float) -> str:
            return sentence.format(
                side=w.side, other=w.other, month=month, place=place, a=n(area), b=n(miles),
                km2=w.km2, mi2=w.mi2,
            )  # fmt: skip

        right, slipped = int(area / KM2_PER_MI2), round(wrong(area))
        return Claim(clean=filled(right), slipped=filled(slipped), planted=n(slipped))

    return template


PAIRS = (
    "{side}'s army advanced {a} {km2} ({b} {mi2}) into {other} in {month}.",
    "In {month}, troops from {side} seized {a} {km2} of land ({b} {mi2}), analysts said.",
    "{other} lost {a} {km2}, or {b} {mi2}, in the month of {month}.",
    "Some {a} {km2} -- {b} {mi2} -- came under {side}'s control near {place} in {month}.",
    "The gain of {a} {km2} (about {b} {mi2}) in {month} was made mostly by infantry.",
    "More than {a} {km2} ({b} {mi2}) around {place} were captured by {side} in {month}.",
    "{side} says it holds {a} {km2} [{b} {mi2}] of the {place} region.",
)


FREER_PAIRS = (
    "According to the institute, no less than {a} {km2} ({b} {mi2}) of {other} fell in {month}.",
    '"We gave up {a} {km2} ({b} {mi2}) around {place}," an officer of {other} said.',
    "Near {place}, where {side} pushed hardest in {month}, it gained {a} {km2}, equal to {b} {mi2}.",
    "{month} cost {other} nearly {a} {km2} of land (roughly {b} {mi2}).",
    "By the end of {month}, {side} had expanded its hold by {a} {km2}, or some {b} {mi2}.",
)


def length(sentence: str) -> Template:
    """A length whose conversion goes the wrong way."""

    def template(w: Words) -> Claim:
        km = w.rng.choice((29, 37, 45, 53, 64, 72, 85, 100, 121, 140))
        place = w.place()

        def filled(miles: float) -> str:
            return sentence.format(
                side=w.side, other=w.other, place=place, a=n(km), b=n(miles), km=w.km, mi=w.mi
            )

        wrong = round(km * KM_PER_MI)
        return Claim(clean=filled(round(km / KM_PER_MI)), slipped=filled(wrong), planted=n(wrong))

    return template


LENGTHS = (
    "The front line now runs {a} {km} ({b} {mi}) west of {place}.",
    "Shells landed {a} {km}, or {b} {mi}, from the port of {place}.",
    "{side}'s columns stopped about {a} {km} ({b} {mi}) short of {place}.",
)


def dropped_in_both(w: Words) -> Claim:
    area, month = area_of(w), w.month()
    right, km, mi = int(area / KM2_PER_MI2), w.km, w.mi
    sentence = "{side} took {a} {x} ({b} {y}) of {other} in {month}."
    fields = {"side": w.side, "other": w.other, "month": month, "a": n(area), "b": n(right)}
    return Claim(
        clean=sentence.format(**fields, x=w.km2, y=w.mi2),
        slipped=sentence.format(**fields, x=km, y=mi),
        planted=n(area),
    )


def dropped(sentence: str, *, first: bool) -> Template:
    """An area beside a length: the square is missing in one of the two units."""

    def template(w: Words) -> Claim:
        area, month, place = area_of(w), w.month(), w.place()
        right = int(area / KM2_PER_MI2)
        fields = {
            "side": w.side, "other": w.other, "month": month, "place": place,
            "a": n(area), "b": n(right),
        }  # fmt: skip
        wrong = (w.km, w.mi2) if first else (w.km2, w.mi)
        return Claim(
            clean=sentence.format(**fields, x=w.km2, y=w.mi2),
            slipped=sentence.format(**fields, x=wrong[0], y=wrong[1]),
            planted=n(area) if first else n(right),
        )

    return template


DROPPED = (
    ("{side} captured {a} {x} ({b} {y}) near {place} in {month}.", False),
    ("An area of {a} {x}, or {b} {y}, changed hands around {place} in {month}.", False),
    ("In {month} {other} lost {a} {x} of ground ({b} {y}).", False),
    ("{side}'s forces seized {a} {x} ({b} {y}) of territory in {month}.", True),
    ("Roughly {a} {x} -- {b} {y} -- were overrun in {month}, the army of {other} admitted.", False),
)


def exchanged_units(sentence: str, again: str) -> Template:
    """An area and its conversion with each other's unit, and one of them told again."""

    def template(w: Words) -> Claim:
        area, month, place = area_of(w), w.month(), w.place()
        right = int(area / KM2_PER_MI2)
        fields = {"side": w.side, "other": w.other, "month": month, "place": place}

        def filled(one: str, other: str) -> str:
            first = sentence.format(**fields, a=n(area), b=n(right), x=one, y=other)
            return f"{first} " + again.format(**fields, a=n(area), b=n(right), km2=w.km2, mi2=w.mi2)

        return Claim(clean=filled(w.km2, w.mi2), slipped=filled(w.mi2, w.km2), planted=n(area))

    return template


FREER_DROPPED = (
    ("Analysts put the loss of {other} in {month} at {a} {x}, or {b} {y}.", False),
    ("{side} cleared some {a} {x} [{b} {y}] south of {place} in {month}.", False),
    ("{month} brought {side} {a} {x} ({b} {y}).", True),
)


EXCHANGED = (
    ("{side} took {a} {x} ({b} {y}) in {month}.", "The {a} {km2} lie mostly near {place}."),
    ("In {month}, {side} seized {a} {x}, or {b} {y}.", "Of the {a} {km2} little was farmland."),
    ("{other} lost {a} {x} ({b} {y}) in {month}.", "Most of those {a} {km2} are forest."),
    ("{side} overran {a} {x} ({b} {y}) of {other} in {month}.", "It called the {b} {mi2} secure."),
)


FREER_EXCHANGED = (
    ("Some {a} {x} ({b} {y}) fell to {side} in {month}.", "It had wanted all of the {b} {mi2}."),
    (
        "{side} seized {a} {x} ({b} {y}) in {month}.",
        "It had planned for more than the {a} {km2}, an officer said.",
    ),
)


def unit_told_again(w: Words) -> Claim:
    area, month = area_of(w), w.month()
    first = f"{w.side}'s army advanced {area} {w.km2} in {month}."
    again = f"Most of the {area} {{}} lie east of the river."
    return Claim(
        clean=f"{first} {again.format(w.km2)}",
        slipped=f"{first} {again.format(w.mi2)}",
        planted=str(area),
    )


def unit_told_again_later(w: Words) -> Claim:
    area, month = area_of(w), w.month()
    first = f"In {month} {w.other} gave up {area} {w.km2}, its general staff said."
    again = f"Its soldiers had held those {area} {{}} since autumn."
    return Claim(
        clean=f"{first} {again.format(w.km2)}",
        slipped=f"{first} {again.format(w.mi2)}",
        planted=str(area),
    )
