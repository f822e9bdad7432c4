"""Claims that no slip is planted in."""

from __future__ import annotations

from slip_words import Claim, Template, Words, n


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
