"""Numbers in words: "two hundred and ten", "two-thirds", "half a million", "several hundred"."""

from __future__ import annotations

import re
from decimal import Decimal

LONGEST_WORDED = 24
"""Words of a number in words that is read; what is longer is counted and not read."""

SCALES = {
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bln": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "trn": 10**12,
}


def _valued(line: str, *, first: int = 0, step: int = 1) -> dict[str, int]:
    return {word: first + step * place for place, word in enumerate(line.split())}


SMALL = _valued(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
) | _valued("twenty thirty forty fifty sixty seventy eighty ninety", first=20, step=10)

_PARTS = {"half": 2, "halve": 2, "quarter": 4} | _valued(
    "third fourth fifth sixth seventh eighth ninth tenth", first=3
)
_PARTS["hundredth"] = 100

_TIMES = {"hundred": 100, "dozen": 12} | {
    word: value for word, value in SCALES.items() if len(word) > 3
}
"""What a word multiplies by; the short forms stand only with digits."""


def worded(words: list[str]) -> tuple[str, int] | None:
    """A number in words as digits and scale; None where it is too long to read.

    Examples
    --------
    >>> worded(["two", "hundred", "and", "ten"])
    ('210', 1)
    >>> worded(["two", "and", "a", "half", "million"])
    ('2.5', 1000000)
    """
    if len(words) > LONGEST_WORDED:
        return None
    half = words.count("half")
    if half:
        return _with_half([word for word in words if word not in ("half", "a", "an", "and")])
    total = part = 0
    for word in words:
        if word in SMALL:
            part += SMALL[word]
        elif word in ("hundred", "dozen"):
            part = max(part, 1) * _TIMES[word]
        elif word in SCALES:
            total += max(part, 1) * SCALES[word]
            part = 0
    last = words[-1]
    if last in SCALES and part == 0 and total % SCALES[last] == 0:
        return str(total // SCALES[last]), SCALES[last]
    return str(total + part), 1


def _with_half(words: list[str]) -> tuple[str, int]:
    """Digits and scale of "two and a half million", "half a million", "half a dozen"."""
    scale = 1
    for word in words:
        scale *= _TIMES.get(word, 1)
    whole = sum(SMALL.get(word, 0) for word in words)
    if words and words[0] in _TIMES and whole == 0 and len(words) > 1:
        # Kept for "a hundred and a half thousand", which nobody writes: read as it stands.
        return "0.5", scale
    return f"{whole}.5", scale


def fraction(over: str, under: str) -> str | None:
    """Digits of a fraction: "2/3" for "two" and "thirds"; None where it is no part of a whole."""
    part = _PARTS[under.lower().removesuffix("s")]
    count = SMALL.get(over.lower(), 1)
    return f"{count}/{part}" if 0 < count < part else None


def odds(over: str, under: str) -> str | None:
    """Digits of a share told as "one in five" or "7 out of 10"; None where it is none."""
    first, second = (
        int(word) if word.isdigit() else SMALL.get(word.lower(), _TIMES.get(word.lower(), 0))
        for word in (over, under)
    )
    return f"{first}/{second}" if 0 < first < second and second in _ODDS else None


_ODDS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100, 1000})


def vague(words: str) -> tuple[Decimal, Decimal]:
    """The range of a vague amount: "several hundred" is 200 to 999, "thousands" 1,000 to 10,000.

    Between two of a scale and the last whole number before ten of it where the amount counts in
    that scale; one to ten of it where only the scale is named.
    """
    parts = re.findall(r"[a-z]+", words.lower())
    scale = 1
    for part in parts:
        scale *= _VAGUE.get(part.removesuffix("s"), 1)
    if parts[0] in _COUNTING:
        return Decimal(2 * scale), Decimal(10 * scale - 1)
    return Decimal(scale), Decimal(10 * scale)


_COUNTING = frozenset({"several", "many", "few", "a"})
_VAGUE = {"ten": 10, "hundred": 100, "dozen": 12} | {
    word: value for word, value in SCALES.items() if len(word) > 3
}

_ONES = "|".join(sorted((word for word in SMALL if word not in ("zero", "one")), key=len)[::-1])
_SCALE = "hundred|thousand|million|billion|trillion|dozen"
_UNDER = "halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
_OVER = "one|two|three|four|five|six|seven|eight|nine"

VAGUE = re.compile(
    r"(?<![\w-])(?:"
    rf"(?:several|many|(?:a\s+)?few|a\s+couple(?:\s+of)?)\s+(?:{_SCALE})s?"
    r"(?:\s+(?:thousand|million|billion)s?)?(?![\w-])"
    r"|(?:(?:tens|dozens|hundreds|thousands|millions)\s+of\s+(?:thousands|millions|billions)"
    r"|dozens|hundreds|thousands|millions|billions|trillions)(?![\w-]))",
    re.IGNORECASE,
)
"""An amount of which only the scale is known."""

FRACTION = re.compile(
    rf"(?<![\w-])(?:(?P<over>{_OVER})[\s-](?P<many>{_UNDER})(?![\w-])"
    rf"|an?\s(?P<one>third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)"
    r"(?=\s(?:of|the\s+size|less|more|fewer|larger|smaller)\b|\s?[,.;:)!?”\"]|$)"
    r"|(?<=\bby )an?\s(?P<fell>third|quarter|fifth|tenth)\b"
    r"|(?:(?<=\bthan )|(?<=\bby )|(?<=\bnearly )|(?<=\balmost )|(?<=\babout )|(?<=\bover ))"
    r"(?P<cut>half)(?!\s+(?:an?|past)\b)(?![\w-])"
    r"|(?<!\bfirst )(?<!\bsecond )(?<!\bother )(?<!\blatter )(?<!\blast )(?<!\bbetter )"
    r"(?P<half>half)(?=\sof\b))",
    re.IGNORECASE,
)
"""A fraction of a whole; "a third straight month" and "the final third" are none."""

WORDED = re.compile(
    rf"(?<![\w-])(?:(?:half\s+an?|(?:an?|one)(?:\s+half)?)[\s-]+(?:{_SCALE})|{_ONES}|one\s+and\s+a\s+half)\b"
    rf"(?:(?:[\s-]+|(?<=d)\s+and\s+)(?:one|{_ONES}|{_SCALE})\b)*"
    rf"(?:\s+and\s+a\s+half\b(?:[\s-]+(?:{_SCALE})\b)?)?"
    r"(?:(?![\w-])|(?=-(?:fold|strong|member|odd|plus)\b))",
    re.IGNORECASE,
)
"""A number in words; one glued to another word ("twenty-first") is none."""

ONE = re.compile(
    r"(?<![\w-])(?<!\bno )(?<!\bany )(?<!\bthis )(?<!\bthat )(?<!\bthe )(?<!\beach )(?<!\bevery )"
    r"(?<!\bwhich )one(?=\s+(?!(?:of|another|by|who|that|which|is|was|has|had|can|could|would|will"
    r"|should|must|may|might|to|and|or|but|in|on|at|for|from|as|with|if|when|where|day|such|side|thing|end|way"
    r"|hand|reason|point|time|what|more|else|not|it|he|she|they|we|you|i|does|did|the|a)\b)[a-z])",
    re.IGNORECASE,
)
"""The number one before what it may count; the pronoun is none, nor is "one day"."""

ODDS = re.compile(
    rf"(?<![\w-])(?P<over>one|{_ONES}|\d{{1,3}})(?:\s+in|\s+out\s+of)(?:\s+every)?"
    rf"\s+(?P<under>{_ONES}|\d{{1,4}})(?![\w.,/-]*\d)(?![\w-])"
    r"(?!\s+(?:days?|weeks?|months?|years?|hours?|minutes?|seconds?|games?|matches)\b)",
    re.IGNORECASE,
)
"""A share told as so many in so many; "five in ten days" is none."""

FOLD = re.compile(rf"(?<![\w-])(?P<count>{_ONES})(?=fold\b)", re.IGNORECASE)
