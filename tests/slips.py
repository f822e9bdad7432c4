"""Made-up stories whose numbers agree, and the nine kinds of slip planted in them, from a seed.

A story is a headline, some sentences about nothing that is measured, and several claims; each claim
has a clean wording and, for one kind of slip, a wrong one. Claims of one story speak of different
months, places or things, so that nothing but the planted slip disagrees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from retally.model.check import Hint
from retally.model.definition import Definition
from story_ground import made_up_definition

PUBLISHED = date(2031, 7, 2)
SIDES = (
    ("Norland", "Sudria"),
    ("Estmark", "Veslia"),
    ("Karvia", "Tolmenia"),
    ("Ardonia", "Belmaria"),
    ("Ostland", "Quorania"),
)
PLACES = (
    "Alderfort",
    "Brackwater",
    "Cindermoor",
    "Dunhaven",
    "Eastmere",
    "Fallowgate",
    "Greywick",
    "Hollowby",
    "Ironcliff",
    "Juniperton",
    "Kelmouth",
    "Larkford",
    "Mossgrave",
    "Netherby",
    "Oxhollow",
    "Pellwick",
    "Quarrington",
    "Ravensby",
)
MONTHS = ("January", "February", "March", "April", "May", "June")
DAYS = {
    "August": 31, "September": 30, "October": 31, "November": 30, "December": 31,
    "January": 31, "February": 28, "March": 31, "April": 30, "May": 31, "June": 30,
}  # fmt: skip
"""Days of the eleven months before the stories' day of publication that a bare name tells."""

KM2_PER_MI2 = 1.609344**2
KM_PER_MI = 1.609344


@dataclass(frozen=True, kw_only=True)
class Words:
    """The names a story uses, and how it spells its units."""

    rng: Random
    side: str
    other: str
    months: list[str]
    places: list[str]
    km2: str
    mi2: str
    km: str
    mi: str

    def month(self) -> str:
        return self.months.pop()

    def place(self) -> str:
        return self.places.pop()

    def pick(self, *options: str) -> str:
        return self.rng.choice(options)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One claim as it should be printed, and as a slip prints it.

    Parameters
    ----------
    planted
        The number that the slip prints, or one it spoils.
    """

    clean: str
    slipped: str = ""
    planted: str = ""


@dataclass(frozen=True, kw_only=True)
class Planted:
    """A story with one slip."""

    text: str
    hint: Hint
    printed: str
    template: str


Template = Callable[[Words], Claim]


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


def n(value: float, places: int = 0) -> str:
    """A number as copy prints it."""
    return f"{value:,.{places}f}"


def _area(w: Words, low: int = 60, high: int = 900) -> int:
    """An area whose conversion is the same rounded and cut, and whose digits differ."""
    while True:
        area = w.rng.randint(low, high)
        miles = area / KM2_PER_MI2
        if len(set(str(area))) == len(str(area)) and miles % 1 < 0.45:
            return area


def _swap(value: int, rng: Random) -> int | None:
    """Two neighbouring digits exchanged; None where that gives no other number of that length."""
    digits = str(value)
    places = [
        at
        for at in range(len(digits) - 1)
        if digits[at] != digits[at + 1] and not (at == 0 and digits[1] == "0")
    ]
    if not places:
        return None
    at = rng.choice(places)
    return int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])


def _swappable(rng: Random, low: int, high: int) -> tuple[int, int]:
    """A number and the same with two digits exchanged."""
    while True:
        value = rng.randint(low, high)
        other = _swap(value, rng)
        if other is not None and abs(other - value) > 0.05 * value:
            return value, other


# Conversions.


def _pair(wrong: Callable[[int], float], sentence: str) -> Template:
    """A template of an area with its conversion, and what the slip makes of it."""

    def template(w: Words) -> Claim:
        area = _area(w)
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


def _named(name: str, template: Template) -> Template:
    template.__name__ = name
    return template


def _length(sentence: str) -> Template:
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
    area, month = _area(w), w.month()
    right, km, mi = int(area / KM2_PER_MI2), w.km, w.mi
    sentence = "{side} took {a} {x} ({b} {y}) of {other} in {month}."
    fields = {"side": w.side, "other": w.other, "month": month, "a": n(area), "b": n(right)}
    return Claim(
        clean=sentence.format(**fields, x=w.km2, y=w.mi2),
        slipped=sentence.format(**fields, x=km, y=mi),
        planted=n(area),
    )


def _dropped(sentence: str, *, first: bool) -> Template:
    """An area beside a length: the square is missing in one of the two units."""

    def template(w: Words) -> Claim:
        area, month, place = _area(w), w.month(), w.place()
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


def _exchanged(sentence: str, again: str) -> Template:
    """An area and its conversion with each other's unit, and one of them told again."""

    def template(w: Words) -> Claim:
        area, month, place = _area(w), w.month(), w.place()
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
    area, month = _area(w), w.month()
    first = f"{w.side}'s army advanced {area} {w.km2} in {month}."
    again = f"Most of the {area} {{}} lie east of the river."
    return Claim(
        clean=f"{first} {again.format(w.km2)}",
        slipped=f"{first} {again.format(w.mi2)}",
        planted=str(area),
    )


def unit_told_again_later(w: Words) -> Claim:
    area, month = _area(w), w.month()
    first = f"In {month} {w.other} gave up {area} {w.km2}, its general staff said."
    again = f"Its soldiers had held those {area} {{}} since autumn."
    return Claim(
        clean=f"{first} {again.format(w.km2)}",
        slipped=f"{first} {again.format(w.mi2)}",
        planted=str(area),
    )


# Sums and shares.


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


def _sum(sentence: str, slip: str) -> Template:
    """Three parts and their total; the slip leaves one out, or exchanges two digits."""

    def template(w: Words) -> Claim:
        thing = w.rng.choice(THINGS)
        while True:
            parts = [w.rng.randint(thing.low, thing.high) for _ in range(3)]
            total = sum(parts)
            wrong = parts[0] + parts[1] if slip == "subtotal" else _swap(total, w.rng)
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


def _share(sentence: str) -> Template:
    """A part, its whole and the share in percent; the slip exchanges digits of the part."""

    def template(w: Words) -> Claim:
        while True:
            whole = w.rng.randint(400, 900)
            part = w.rng.randint(130, whole - 100)
            wrong = _swap(part, w.rng)
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


def _difference(sentence: str) -> Template:
    """Two months and their difference; the slip exchanges digits of the difference."""

    def template(w: Words) -> Claim:
        while True:
            before = w.rng.randint(200, 500)
            gap, wrong = _swappable(w.rng, 112, 398)
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


# Rates.


def _rate(sentence: str) -> Template:
    """A month's total and its daily average; the slip prints the average of one week."""

    def template(w: Words) -> Claim:
        month = w.month()
        while True:
            total = w.rng.randint(150, 900)
            right = round(total / DAYS[month], 1)
            wrong = round(total / 7, 1)
            if right % 1 and wrong % 1:
                break

        def filled(rate: float) -> str:
            return sentence.format(
                side=w.side, other=w.other, month=month, t=n(total), r=n(rate, 1), km2=w.km2
            )

        return Claim(clean=filled(right), slipped=filled(wrong), planted=n(wrong, 1))

    return template


RATES = (
    "{side} took {t} {km2} in {month}, an average of {r} {km2} a day.",
    "In {month}, {side} seized {t} {km2}, with an average of {r} {km2} claimed each day.",
    "{side}'s army advanced {t} {km2} in {month}, or {r} {km2} per day.",
    "{side} gained {t} {km2} of land from {other} in {month}. That is {r} {km2} a day on average.",
    "At {r} {km2} a day on average, {side} captured {t} {km2} in {month}.",
)


FREER_RATES = (
    "Over the whole of {month} {side} occupied {t} {km2}, which works out at {r} {km2} a day.",
    "{side}'s forces overran {t} {km2} in {month}, averaging {r} {km2} per day, analysts said.",
    "In {month} {other} lost {t} {km2} to {side}, a daily average of {r} {km2}.",
    "{side} captured {t} {km2} in {month} at a rate of {r} {km2}/day.",
)


def sum_since(w: Words) -> Claim:
    start = w.rng.randint(0, 2)
    months = MONTHS[start : start + 3]
    a, b, c = (w.rng.randint(110, 400) for _ in range(3))
    sentence = (
        f"{w.side} took {a} {w.km2} in {months[0]}, {b} {w.km2} in {months[1]} and {c} {w.km2} "
        f"in {months[2]}, a total of {a + b + c} {w.km2} from {{}} to {months[2]}."
    )
    return Claim(
        clean=sentence.format(months[0]),
        slipped=sentence.format(months[1]),
        planted=str(a + b + c),
    )


def _since(sentence: str) -> Template:
    """A total since a day and its daily average; the slip is in the year of the day."""

    def template(w: Words) -> Claim:
        month = w.rng.choice(("January", "March", "April"))
        start = date(2031, MONTHS.index(month) + 1, 1)
        days = (PUBLISHED - timedelta(days=1) - start).days + 1
        rate = w.rng.randint(41, 139) / 10
        total = round(rate * days)
        wrong = w.rng.choice((2028, 2029, 2030))

        def filled(year: int) -> str:
            return sentence.format(
                side=w.side, other=w.other, day=f"{month} 1, {year}", month=f"{month} {year}",
                t=n(total), r=n(total / days, 1), km2=w.km2,
            )  # fmt: skip

        return Claim(clean=filled(2031), slipped=filled(wrong), planted=n(total))

    return template


SINCES = (
    "Since {day}, {side} has taken {t} {km2}, an average of {r} {km2} a day.",
    "{side} has seized {t} {km2} since {day}, or {r} {km2} per day.",
    "{other} has lost {t} {km2} since {day}, {r} {km2} a day on average.",
    "{side}'s army has advanced {t} {km2} since {day}. That is an average of {r} {km2} a day.",
    "At an average of {r} {km2} a day, {side} has captured {t} {km2} since {day}.",
    "{side} has gained {t} {km2} since the start of {month}, {r} {km2} per day on average.",
)


FREER_SINCES = (
    "{side} has occupied {t} {km2} since {day}, a pace of {r} {km2} a day.",
    "From {day} until now {side} has conquered {t} {km2}, averaging {r} {km2} daily.",
)


# Orderings.


def _combined(clean: str, slipped: str) -> Template:
    """More than in each of two months; the slip says in both together."""

    def template(w: Words) -> Claim:
        one, other, now = sorted((w.month() for _ in range(3)), key=list(DAYS).index)
        a = w.rng.randint(420, 480)
        b, c = (w.rng.randint(300, a - 1) for _ in range(2))

        def filled(sentence: str) -> str:
            return sentence.format(
                side=w.side, other=w.other, now=now, m=one, k=other, a=n(a), b=n(b), c=n(c),
                km2=w.km2,
            )  # fmt: skip

        return Claim(clean=filled(clean), slipped=filled(slipped), planted=n(a))

    return template


COMBINED = (
    (
        "{side} took {a} {km2} in {now}, more than in {m} ({b} {km2}) or {k} ({c} {km2}).",
        "{side} took {a} {km2} in {now}, more than in {m} ({b} {km2}) and {k} ({c} {km2}) combined.",
    ),
    (
        (
            "{side} gained {a} {km2} in {now}. That was more ground than in {m} and {k} "
            "({b} and {c} {km2} respectively)."
        ),
        (
            "{side} gained {a} {km2} in {now}. That was more ground than in {m} and {k} combined "
            "({b} and {c} {km2})."
        ),
    ),
    (
        "In {now} {side} seized {a} {km2}, exceeding the {b} {km2} of {m} and the {c} {km2} of {k}.",
        (
            "In {now} {side} seized {a} {km2}, exceeding the {b} {km2} of {m} and the {c} {km2} of {k} "
            "put together."
        ),
    ),
    (
        (
            "{side}'s gain of {a} {km2} in {now} was larger than those of {m}, {b} {km2}, and {k}, "
            "{c} {km2}."
        ),
        (
            "{side}'s gain of {a} {km2} in {now} was larger than the {b} {km2} taken in {m} and the "
            "{c} {km2} taken in {k} taken together."
        ),
    ),
    (
        (
            "{other} lost {a} {km2} in {now}, more than the {b} {km2} and {c} {km2} it lost in {m} and "
            "{k}, respectively."
        ),
        (
            "{other} lost {a} {km2} in {now}, more than the combined {b} {km2} and {c} {km2} it lost in "
            "{m} and {k}."
        ),
    ),
    (
        "{side} advanced {a} {km2} in {now}, up from {b} {km2} in {m} and {c} {km2} in {k}.",
        (
            "{side} advanced {a} {km2} in {now}, more than {m} and {k} together, when it took {b} {km2} "
            "and {c} {km2}."
        ),
    ),
)


FREER_COMBINED = (
    (
        "{side} seized {a} {km2} in {now}, a bigger area than in {m} ({b} {km2}) or in {k} ({c} {km2}).",
        (
            "{side} seized {a} {km2} in {now}, a bigger area than in {m} ({b} {km2}) and {k} ({c} {km2}) "
            "together."
        ),
    ),
    (
        (
            "{other} lost {b} {km2} in {m} and {c} {km2} in {k}. In {now} it lost {a} {km2}, more than in "
            "either month."
        ),
        (
            "{other} lost {b} {km2} in {m} and {c} {km2} in {k}. In {now} it lost {a} {km2}, more than in "
            "{m} and {k} combined."
        ),
    ),
    (
        "The {a} {km2} taken in {now} surpass the {b} {km2} of {m} and the {c} {km2} of {k}.",
        "The {a} {km2} taken in {now} surpass the {b} {km2} of {m} and the {c} {km2} of {k} combined.",
    ),
)


# Claims that no kind of slip is planted in.


def quiet_record(w: Words) -> Claim:
    month = w.month()
    area = w.rng.randint(300, 900)
    return Claim(
        clean=w.pick(
            f"{w.side}'s gain of {area} {w.km2} in {month} was its largest since May 2029.",
            f"{w.side} took {area} {w.km2} in {month}, a record since the first weeks of the war.",
        )
    )


def quiet_range(w: Words) -> Claim:
    low = w.rng.randint(20, 40) * 100
    return Claim(
        clean=f"Between {n(low)} and {n(low + 700)} people fled {w.place()}, the mayor said."
    )


def quiet_tripling(w: Words) -> Claim:
    base = w.rng.choice((2, 3, 4)) * 1000
    return Claim(
        clean=w.pick(
            f"{w.other} has recruited around {n(3 * base)} volunteers, tripling its estimate of "
            f"{n(base)}.",
            f"The number of volunteers in {w.place()} doubled from {n(base)} to {n(2 * base)}.",
            f"{w.side} sent {n(2 * base)} guards to {w.place()}, twice as many as the {n(base)} "
            "sent last year.",
        )
    )


def quiet_several(w: Words) -> Claim:
    return Claim(
        clean=f"{w.other}'s troops still control several hundred {w.km2} near {w.place()}."
    )


def quiet_aid(w: Words) -> Claim:
    money = w.rng.randint(11, 95) / 10
    return Claim(
        clean=w.pick(
            f"Allies pledged ${money:.1f} billion in aid, about a fifth of it for shelters.",
            f"The budget sets aside {money:.1f} billion euros for roads and hospitals.",
        )
    )


def quiet_killed(w: Words) -> Claim:
    a, b = w.rng.randint(3, 30), w.rng.randint(31, 90)
    return Claim(
        clean=w.pick(
            f"Strikes on {w.place()} killed {a} people and wounded {b}.",
            f"At least {a} civilians died and {b} others were injured in {w.place()} on Monday.",
        )
    )


def quiet_fraction(w: Words) -> Claim:
    return Claim(
        clean=w.pick(
            f"{w.side} now controls about two-thirds of the {w.place()} region.",
            f"{w.other} holds less than a third of the {w.place()} district, its governor said.",
        )
    )


def quiet_settlements(w: Words) -> Claim:
    a = w.rng.randint(5, 19)
    return Claim(
        clean=f"{w.side} captured {a} settlements near {w.place()}, more than in any week this year."
    )


QUIET: tuple[Template, ...] = (
    quiet_record,
    quiet_range,
    quiet_tripling,
    quiet_several,
    quiet_aid,
    quiet_killed,
    quiet_fraction,
    quiet_settlements,
)


def _many(prefix: str, templates: list[Template]) -> tuple[Template, ...]:
    return tuple(_named(f"{prefix}_{at}", one) for at, one in enumerate(templates, start=1))


TEMPLATES: dict[Hint, tuple[Template, ...]] = {
    Hint.LINEAR_FACTOR: _many(
        "linear", [_pair(lambda a: a / KM_PER_MI, one) for one in (*PAIRS, *FREER_PAIRS)]
    ),
    Hint.DIVIDED_NOT_MULTIPLIED: _many(
        "divided",
        [
            *(_pair(lambda a: a * KM2_PER_MI2, one) for one in (*PAIRS[:4], *FREER_PAIRS)),
            *(_length(one) for one in LENGTHS),
        ],
    ),
    Hint.DIGIT_SWAP: _many(
        "swap",
        [
            *(_sum(one, "swap") for one in (*SUMS[:3], *FREER_SUMS[:2])),
            *(_share(one) for one in (*SHARES, *FREER_SHARES)),
            *(_difference(one) for one in (*DIFFERENCES, *FREER_DIFFERENCES)),
        ],
    ),
    Hint.SUBTOTAL: _many("subtotal", [_sum(one, "subtotal") for one in (*SUMS, *FREER_SUMS)]),
    Hint.WINDOW_SLIP: _many("window", [*(_rate(one) for one in (*RATES, *FREER_RATES)), sum_since]),
    Hint.YEAR_SLIP: _many("year", [_since(one) for one in (*SINCES, *FREER_SINCES)]),
    Hint.RESPECTIVELY_SUMMED: _many(
        "combined", [_combined(*one) for one in (*COMBINED, *FREER_COMBINED)]
    ),
    Hint.SQUARE_DROPPED: _many(
        "dropped",
        [
            dropped_in_both,
            *(_dropped(one, first=first) for one, first in (*DROPPED, *FREER_DROPPED)),
        ],
    ),
    Hint.UNIT_SWAPPED: _many(
        "unit",
        [
            *(_exchanged(*one) for one in (*EXCHANGED, *FREER_EXCHANGED)),
            unit_told_again,
            unit_told_again_later,
        ],
    ),
}
