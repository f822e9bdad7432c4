"""Figures beside the targets they are held to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure: what it is, what was measured, what it must reach."""

    what: str
    measured: str
    target: str
    is_met: bool

    def __str__(self) -> str:
        met = "yes" if self.is_met else "**no**"
        return f"| {self.what} | {self.measured} | {self.target} | {met} |"


def at_most(what: str, value: float, limit: float, unit: str) -> Row:
    return Row(
        what=what,
        measured=f"{value:.3g} {unit}",
        target=f"at most {limit:g} {unit}",
        is_met=value <= limit,
    )


def times(what: str, value: float, least: float) -> Row:
    return Row(
        what=what,
        measured=f"{value:.0f} times",
        target=f"at least {least:g} times",
        is_met=value >= least,
    )


def table(rows: list[Row]) -> str:
    head = ["| what | measured | target | met |", "|---|---|---|---|"]
    return "\n".join([*head, *map(str, rows)])
