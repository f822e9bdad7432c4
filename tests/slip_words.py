"""The names and numbers of made-up stories, and what a claim of one is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

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


Template = Callable[[Words], Claim]


def n(value: float, places: int = 0) -> str:
    """A number as copy prints it."""
    return f"{value:,.{places}f}"


def area_of(w: Words, low: int = 60, high: int = 900) -> int:
    """An area whose conversion is the same rounded and cut, and whose digits differ."""
    while True:
        area = w.rng.randint(low, high)
        miles = area / KM2_PER_MI2
        if len(set(str(area))) == len(str(area)) and miles % 1 < 0.45:
            return area


def exchanged(value: int, rng: Random) -> int | None:
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


def swappable(rng: Random, low: int, high: int) -> tuple[int, int]:
    """A number and the same with two digits exchanged."""
    while True:
        value = rng.randint(low, high)
        other = exchanged(value, rng)
        if other is not None and abs(other - value) > 0.05 * value:
            return value, other
