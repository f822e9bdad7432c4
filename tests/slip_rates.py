"""Claims of rates and orderings, with their slips."""

from __future__ import annotations

from datetime import date, timedelta

from slip_words import DAYS, MONTHS, PUBLISHED, Claim, Template, Words, n


def rate(sentence: str) -> Template:
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


def since(sentence: str) -> Template:
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


def combined(clean: str, slipped: str) -> Template:
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
