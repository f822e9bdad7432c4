"""Published figures against recomputed ones: what `verify` prints.

Every figure that ships in the reference is recomputed under each definition of its data source.
Which definition a publisher uses is then counted, never typed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import median
from typing import Any

from retally.check.answers import NO_MAPS, Unanswered, answer
from retally.check.qualifiers import qualifier_of
from retally.errors import NotMeasuredError
from retally.model.definition import Definition
from retally.model.quantity import Quantity, printed_interval
from retally.reference.published import PublishedFigure, figures
from retally.series.ground import Ground

CHANGES = frozenset({"gain", "net_gain", "loss", "rate_per_day"})
"""Measures that tell definitions apart. Of a total of 110,000 km2 they differ by 2 % at most."""


@dataclass(frozen=True, kw_only=True)
class Recomputed:
    """One published figure under one definition, in the unit it was printed in."""

    figure: PublishedFigure = field(repr=False)
    definition: str
    published: float
    quantity: Quantity
    exact: bool
    holds: bool

    def to_dict(self) -> dict[str, Any]:
        """One row of the ``verify`` document."""
        return {
            "id": self.figure.id,
            "definition": self.definition,
            "published": self.published,
            **{key: self.quantity.to_dict()[key] for key in ("value", "low", "high")},
            "holds": self.holds,
            "unit": self.figure.unit,
        }

    @property
    def error_percent(self) -> float:
        """How far the recomputed value is from the printed one, in percent of the printed."""
        value = self.quantity.value or Fraction(0)
        return float(100 * abs(value - Fraction(self.figure.printed)) / Fraction(self.published))


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """A published figure that the maps at hand cannot answer, and why."""

    id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Known:
    """The definition that gives a publisher's figures back best.

    Parameters
    ----------
    figures
        How many figures of change, with maps of both end days, were compared on: those that
        every definition answers which answers at least half as many as the best answered.
    median_error, second_error
        Median over those figures of |recomputed - printed| / printed, in percent.
    second
        The definition that comes second; None where there is only one.
    """

    publisher: str
    source: str
    definition: str
    figures: int
    median_error: float
    second: str | None
    second_error: float | None

    def to_dict(self) -> dict[str, Any]:
        """One entry of ``known``."""
        return {
            "publisher": self.publisher,
            "source": self.source,
            "definition": self.definition,
            "figures": self.figures,
            "median_error": self.median_error,
            "second": self.second,
            "second_error": self.second_error,
        }


@dataclass(frozen=True, kw_only=True)
class Verification:
    """Every published figure that could be recomputed, misses first.

    Parameters
    ----------
    rows
        A row a figure and definition; first the figures that hold under none.
    known
        By publisher and data source.
    skipped
        The figures that no map at hand answers.
    """

    rows: tuple[Recomputed, ...]
    known: tuple[Known, ...]
    skipped: tuple[Skipped, ...]

    @property
    def misses(self) -> tuple[str, ...]:
        """Ids of the figures that hold under no definition."""
        return tuple(name for name, holds in _holds(self.rows).items() if not holds)

    @property
    def summary(self) -> str:
        """Counts of misses, hits and figures skipped by reason, as one line."""
        asked = len(_holds(self.rows))
        reasons = Counter(one.reason for one in self.skipped).most_common()
        skipped = ", ".join(f"{count} {reason}" for reason, count in reasons)
        text = (
            f"{asked - len(self.misses)} of {asked} figures hold under a definition of their "
            f"source, {len(self.misses)} under none"
        )
        return f"{text}; {len(self.skipped)} not asked: {skipped}" if skipped else text

    def known_for(self, publisher: str, source: str) -> Known | None:
        """The definition a publisher is known to use on a data source's maps; None if unknown."""
        for one in self.known:
            if (one.publisher, one.source) == (publisher, source):
                return one
        return None

    def to_dict(self) -> dict[str, Any]:
        """The ``verify`` document."""
        return {
            "rows": [row.to_dict() for row in self.rows],
            "known": [one.to_dict() for one in self.known],
            "skipped": [{"id": one.id, "reason": one.reason} for one in self.skipped],
        }


def verify(ground: Ground, *, published: Iterable[PublishedFigure] | None = None) -> Verification:
    """Recompute published figures under each definition of their data source.

    Definition: docs/methods/verify.md. A figure holds where its printed interval meets the
    recomputed one; it misses where it holds under no definition.

    Parameters
    ----------
    published
        The figures to recompute; None for those that ship.
    """
    rows: list[Recomputed] = []
    skipped: list[Skipped] = []
    for figure in figures() if published is None else published:
        try:
            rows.extend(_recomputed(figure, ground))
        except Unanswered as why:
            skipped.append(Skipped(id=figure.id, reason=why.reason))
    holds = _holds(rows)
    rows.sort(key=lambda row: holds[row.figure.id])
    return Verification(rows=tuple(rows), known=_known(rows), skipped=tuple(skipped))


def definitions_of(data_source: str, known: Mapping[str, Definition]) -> tuple[Definition, ...]:
    """The definitions that a data source's maps answer: "DeepState" has ``deepstate-daily`` too."""
    name = data_source.casefold()
    return tuple(
        one
        for one in known.values()
        if any(source == name or source.startswith(f"{name}-") for source in one.sources)
    )


def _recomputed(figure: PublishedFigure, ground: Ground) -> list[Recomputed]:
    """A figure under every definition that answers it; `Unanswered` where none does."""
    if figure.kind == "claim":
        raise Unanswered("claimed by an official, not measured from a map")
    found: list[Recomputed] = []
    reasons: list[Unanswered] = []
    for definition in definitions_of(figure.data_source, ground.definitions):
        try:
            found.append(_under(figure, definition, ground))
        except NotMeasuredError:
            reasons.append(Unanswered(NO_MAPS))
        except Unanswered as reason:
            reasons.append(reason)
    if not found:
        reasons.append(Unanswered("of a data source without maps here", fits=False))
        # The most telling reason is that of a definition which speaks of the same thing.
        raise next((one for one in reasons if one.fits), reasons[0])
    return found


def _under(figure: PublishedFigure, definition: Definition, ground: Ground) -> Recomputed:
    """A figure under one definition."""
    found = answer(figure, definition, ground)
    printed = printed_interval(figure.printed, qualifier_of(figure.qualifier), unit=figure.unit)
    return Recomputed(
        figure=figure,
        definition=definition.name,
        published=float(figure.printed),
        quantity=found.quantity,
        exact=found.exact,
        holds=printed.meets(found.quantity),
    )


def _holds(rows: Iterable[Recomputed]) -> dict[str, bool]:
    """Figure id to whether it holds under any definition."""
    found: dict[str, bool] = {}
    for row in rows:
        found[row.figure.id] = found.get(row.figure.id, False) or row.holds
    return found


def _known(rows: Sequence[Recomputed]) -> tuple[Known, ...]:
    """The best definition of each publisher and data source, in alphabetical order."""
    groups: dict[tuple[str, str], list[Recomputed]] = {}
    for row in rows:
        figure = row.figure
        if figure.measure in CHANGES and row.exact and row.published:
            groups.setdefault((figure.publisher, figure.data_source), []).append(row)
    found = (_best(*key, group) for key, group in sorted(groups.items()))
    return tuple(one for one in found if one is not None)


def _best(publisher: str, source: str, rows: Sequence[Recomputed]) -> Known | None:
    """The definition with the least median error, over figures that several definitions answer."""
    answered = Counter(row.definition for row in rows)
    most = max(answered.values())
    # A definition with few maps at hand would leave next to no figures to compare on.
    names = [name for name, count in answered.items() if 2 * count >= most]
    errors = {
        name: {row.figure.id: row.error_percent for row in rows if row.definition == name}
        for name in names
    }
    common = set.intersection(*(set(one) for one in errors.values()))
    if not common:
        return None
    medians = {name: median(errors[name][figure] for figure in common) for name in names}
    order = sorted(names, key=lambda name: medians[name])
    second = order[1] if len(order) > 1 else None
    return Known(
        publisher=publisher,
        source=source,
        definition=order[0],
        figures=len(common),
        median_error=medians[order[0]],
        second=second,
        second_error=None if second is None else medians[second],
    )
