"""The made-up war itself: where the front stands on each day, before anybody maps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import numpy as np

from retally.demo.island import Island, made_island
from retally.demo.strips import Curve, Patch, whole

SEED = 7
"""Of the demo's war. Another one gives another war to the same rules."""
FIRST_DAY = date(2011, 2, 1)
"""Before any day of the shipped reference series, so that none of it answers for this war."""
DAYS = 400
LAST_DAY = FIRST_DAY + timedelta(days=DAYS - 1)
LEAD = 30
"""Days of the war before the first map: slower publishers look back into them."""
AHEAD = 20
"""Days after the last map: what an army claims is what it may reach later."""

_PACE = (1.0, 0.7, 0.85, 1.3, 0.9, 1.1, 0.6, 1.4, 1.0, 1.5, 1.2, 2.6, 1.7, 1.2)
"""How active the front is, by month from February 2011; January 2012 is the record."""
_ISLET_TAKEN = 205
_GARRISON_FALLS = (101, 119, 133)
"""Days on which the garrison shrinks, shrinks again and gives up."""
_INCURSION = 262
"""Day of the war on which Sundrey crosses the border, counted from 0."""
_INCURSION_DAYS, _INCURSION_WIDTH = 24, 16
_QUIET_SHARE = 0.1
"""Share of days on which nothing moves."""


@dataclass(frozen=True, kw_only=True)
class War:
    """Depths by day, in millionths of a degree of longitude from the border.

    Parameters
    ----------
    advance
        How far west of the border Torvane stands; int64, shape (LEAD + DAYS + AHEAD, nodes).
    rumour
        How much further its ministry says it stands on grounds that never come true.
    incursion
        How far east of the border Sundrey stands, the same shape.
    """

    island: Island
    advance: np.ndarray
    rumour: np.ndarray
    incursion: np.ndarray

    def advance_on(self, day: int) -> np.ndarray:
        """Depth of Torvane's advance on day `day` of the maps, from 0; down to -LEAD."""
        depth: np.ndarray = self.advance[day + LEAD]
        return depth

    def rumour_on(self, day: int) -> np.ndarray:
        """Depth of the claims that never come true, beyond the advance."""
        depth: np.ndarray = self.rumour[day + LEAD]
        return depth

    def incursion_on(self, day: int) -> Curve:
        """The eastern edge of Sundrey's incursion."""
        edge: Curve = np.minimum(self.island.border + self.incursion[day + LEAD], self.island.east)
        return edge

    def front(self, depth: np.ndarray) -> Curve:
        """The curve that lies `depth` west of the border, no further than the coast."""
        curve: Curve = np.maximum(self.island.border - depth, self.island.west)
        return curve

    def has_islet(self, day: int) -> bool:
        """Whether Torvane holds the islet."""
        return day >= _ISLET_TAKEN

    def garrison(self, day: int) -> Patch | None:
        """What Sundrey's garrison still holds; None once it has given up."""
        stage = sum(day >= falls for falls in _GARRISON_FALLS)
        return self.island.garrison[stage] if stage < len(self.island.garrison) else None


def made_war(seed: int) -> War:
    """The war that a seed gives; the same on every machine.

    Parameters
    ----------
    seed
        Any integer.

    Returns
    -------
    War
        Torvane's lines never stand west of the coast nor within reach of the garrison.
    """
    island = made_island(seed)
    # A stream of its own, so that a change to the island's shape leaves the war's course alone.
    random = Random(f"war {seed}")
    return War(
        island=island,
        advance=_advance(random, island),
        rumour=_rumour(random, island),
        incursion=_incursion(random, island),
    )


def day_number(day: date) -> int:
    """Which day of the maps a date is, from 0."""
    return (day - FIRST_DAY).days


def _advance(random: Random, island: Island) -> np.ndarray:
    """Thrusts along a few axes that wander, some ground lost again, and quiet days."""
    floor = _first_depth(random, island)
    depth, axes = floor + 15_000, [21.0, 48.0, 68.0, 99.0]
    days = []
    for day in range(-LEAD, DAYS + AHEAD):
        if random.random() >= _QUIET_SHARE:
            pace = _PACE[min(max(day, 0) * 12 // 365, len(_PACE) - 1)]
            depth = np.maximum(depth + _moves(random, axes, pace, island.span), floor)
        axes = [axis + 1.7 * (random.random() - 0.5) for axis in axes]
        days.append(depth)
    return np.stack(days)


def _first_depth(random: Random, island: Island) -> np.ndarray:
    """How deep Torvane stands before the first map, and never less: it holds its first lines."""
    node = np.arange(island.span)
    wave = sum(np.sin(node / island.span * 6.3 * k + 6.3 * random.random()) / k for k in (1, 2, 4))
    rough = np.array([random.random() for _ in node])
    # Never under 0.24 degrees: the garrison lies within 0.21 degrees of the border.
    return whole(300_000 + 35_000 * np.clip(wave, -1.4, 2) + 9_000 * rough)


def _moves(random: Random, axes: list[float], pace: float, nodes: int) -> np.ndarray:
    """What one day moves: bumps on the front, one in six of them backward."""
    moved = np.zeros(nodes)
    for _ in range(1 + int(3 * pace * random.random())):
        centre = random.choice(axes) + 6.5 * (random.random() + random.random() - 1)
        reach = 1.1 + 2.8 * random.random()
        height = 5_000 + 15_000 * random.random() * pace
        if random.random() < 1 / 6:
            # Torvane is thrown back harder than it creeps forward, so months lose ground too.
            height *= -1.4
        moved += height * np.clip(1 - np.abs(np.arange(nodes) - centre) / reach, 0, None)
    return whole(moved)


def _rumour(random: Random, island: Island) -> np.ndarray:
    """Claims of villages that were never taken: each stands for some weeks, then is dropped."""
    shape = (LEAD + DAYS + AHEAD, island.span)
    rumour = np.zeros(shape, dtype=np.int64)
    for start in range(0, shape[0], 3):
        centre, reach = 14 + 92 * random.random(), 1.5 + 3.5 * random.random()
        stands = 8 + int(30 * random.random())
        bump = (
            30_000
            * random.random()
            * np.clip(1 - np.abs(np.arange(island.span) - centre) / reach, 0, None)
        )
        days = slice(start, start + stands)
        rumour[days] = np.maximum(rumour[days], whole(bump))
    return rumour


def _incursion(random: Random, island: Island) -> np.ndarray:
    """A crossing that widens for some weeks and is then pushed back to a third."""
    shape = np.clip(1 - np.abs(np.arange(island.span) - 83) / _INCURSION_WIDTH, 0, None)
    shape = shape * np.array([0.7 + 0.5 * random.random() for _ in range(island.span)])
    days = np.arange(-LEAD, DAYS + AHEAD) - _INCURSION
    rise = np.clip((days + 1) / _INCURSION_DAYS, 0, 1)
    fall = np.clip(1 - (days - _INCURSION_DAYS - 10) / 110, 0.35, 1)
    # It is pushed back once a week, not a little every day.
    fall = np.repeat(fall[::7], 7)[: len(fall)]
    return whole(260_000 * np.outer(rise * fall, shape))
