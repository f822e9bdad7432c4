"""The made-up story: news prose whose figures are partly right and partly wrong, by design.

Every number in it comes from the war's truth, so what a check of it should find is known too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from retally.demo.island import TORVANE

PUBLISHED = date(2012, 2, 6)
"""A Monday: January's maps are out, and January is the record month."""
AGENCY_DEFINITION = "longglass-with-claims"
"""The definition that the made-up agency uses and does not state."""
KM2_PER_SQUARE_MILE = 2.589988110336
_LINEAR_FACTOR = 0.621371
"""Miles in a kilometre: the slip of an editor who takes an area for a length."""
_WRONG_BY = 90
"""km2 by which one figure is set above what any definition gives."""


@dataclass(frozen=True, kw_only=True)
class PrintedArea:
    """One area figure of the story, and what is true of it.

    Parameters
    ----------
    printed
        As printed, in km2, and `square_miles` where a conversion is printed beside it.
    start, end
        The window it speaks of.
    at_least
        Printed with "more than".
    values_km2
        The true net change by definition, under every definition of Torvane's ground: no figure
        holds under a definition of a source that its sentence does not name.
    """

    printed: int
    start: date
    end: date
    values_km2: Mapping[str, float]
    square_miles: int | None = None
    at_least: bool = False

    @property
    def holds(self) -> dict[str, bool]:
        """Whether the figure holds, by definition."""
        if self.at_least:
            return {name: km2 >= self.printed for name, km2 in self.values_km2.items()}
        return {name: abs(km2 - self.printed) <= 0.5 for name, km2 in self.values_km2.items()}

    @property
    def verdict(self) -> str:
        """What a check on the ground should find, as CONTRACT.md words it."""
        holds = self.holds.values()
        if all(holds):
            return "matches"
        return "depends" if any(holds) else "does_not_match"

    @property
    def pair_verdict(self) -> str | None:
        """What a check of the unit pair should find; None where no pair is printed."""
        if self.square_miles is None:
            return None
        exact = self.printed / KM2_PER_SQUARE_MILE
        # The printed km2 may be half a unit off, and a conversion rounded or cut.
        near = exact - 1 - 0.5 / KM2_PER_SQUARE_MILE < self.square_miles < exact + 0.7
        return "matches" if near else "does_not_match"

    def to_dict(self) -> dict[str, Any]:
        """As in `truth.json`."""
        return {
            "printed": self.printed,
            "square_miles": self.square_miles,
            "at_least": self.at_least,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "values_km2": dict(self.values_km2),
            "holds": self.holds,
            "verdict": self.verdict,
            "pair_verdict": self.pair_verdict,
        }


@dataclass(frozen=True, kw_only=True)
class MadeUpStory:
    """The story's text, and its figures in the order they are printed."""

    text: str
    figures: tuple[PrintedArea, ...]


def made_story(truth: Mapping[str, Any]) -> MadeUpStory:
    """The story that a war's truth gives.

    Parameters
    ----------
    truth
        From `retally.demo.truth.truth`.

    Returns
    -------
    MadeUpStory
        January holds only with claims, and is the record; April and June the same; "more than"
        in October holds under every definition; May's pair is converted by a linear factor;
        September holds under none.
    """
    january, april, june, may = (_area(truth, month) for month in _BY_THE_AGENCY)
    october, september = _area(truth, "2011-10"), _area(truth, "2011-09")
    october = _changed(october, int(min(october.values_km2.values())) // 50 * 50, at_least=True)
    wrong = round(max(september.values_km2.values())) + _WRONG_BY
    september = _changed(september, wrong, square_miles=round(wrong / KM2_PER_SQUARE_MILE))
    may = _changed(may, may.printed, square_miles=round(may.printed * _LINEAR_FACTOR))
    january = _changed(
        january, january.printed, square_miles=int(january.printed / KM2_PER_SQUARE_MILE)
    )
    figures = (january, april, june, october, may, september)
    return MadeUpStory(text=_text(*figures, where=_where(truth, may)), figures=figures)


_BY_THE_AGENCY = ("2012-01", "2011-04", "2011-06", "2011-05")


def _area(truth: Mapping[str, Any], month: str) -> PrintedArea:
    """The figure of a month under the agency's definition, printed right."""
    rows = {
        name: next(row for row in series["monthly"] if row["start"].startswith(month))
        for name, series in truth["definitions"].items()
        if series["party"] == TORVANE
    }
    row = rows[AGENCY_DEFINITION]
    return PrintedArea(
        printed=round(row["net_km2"]),
        start=date.fromisoformat(row["start"]),
        end=date.fromisoformat(row["end"]),
        values_km2={name: float(row["net_km2"]) for name, row in rows.items()},
    )


def _where(truth: Mapping[str, Any], figure: PrintedArea) -> str:
    """The region where most of a month's gain was, under the agency's definition."""
    monthly = truth["definitions"][AGENCY_DEFINITION]["monthly"]
    row = next(row for row in monthly if row["start"] == figure.start.isoformat())
    return str(max(row["regions"], key=lambda region: float(region["net_km2"]))["name"])


def _changed(
    figure: PrintedArea, printed: int, *, square_miles: int | None = None, at_least: bool = False
) -> PrintedArea:
    """The figure as the story prints it."""
    return PrintedArea(
        printed=printed,
        start=figure.start,
        end=figure.end,
        values_km2=figure.values_km2,
        square_miles=square_miles,
        at_least=at_least,
    )


def _text(
    january: PrintedArea,
    april: PrintedArea,
    june: PrintedArea,
    october: PrintedArea,
    may: PrintedArea,
    september: PrintedArea,
    *,
    where: str,
) -> str:
    """The prose: short sentences, as an agency would file them."""
    return f"""\
Torvane takes more of Iskeld than in any month before

Torvane's army advanced {january.printed} square kilometres ({january.square_miles} square miles) \
into Sundrey in January, its largest monthly gain since the maps of this war began, according to \
an analysis of data from Longglass.

The pace of the offensive has more than doubled since December, when snow lay on the passes of \
Dunlaith and both armies kept to their trenches.

It is not the first time that the front has moved. Torvane gained {april.printed} and \
{june.printed} square kilometres respectively in April and June 2011, and more than \
{october.printed} square kilometres in October 2011, Longglass's maps show.

In May 2011 the army advanced {may.printed} square kilometres ({may.square_miles} square miles), \
more of it in {where} than anywhere else.

Torvane's forces gained {september.printed} square kilometres ({september.square_miles} square \
miles) in September 2011, a spokesman for its ministry said. The general staff in Sundrey's \
capital spoke of 3 villages.

Sundrey's own troops crossed the border into Gorsedale in late October and still hold a strip of \
Torvane's ground.
"""
