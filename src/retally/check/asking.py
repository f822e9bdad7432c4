"""What is asked of the ground, each question once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from retally.errors import NotMeasuredError, UsageError
from retally.model.definition import Definition
from retally.series.definitions import definitions as shipped_definitions
from retally.series.gains import Gains, GainsRow
from retally.series.held import Held

if TYPE_CHECKING:
    from retally.measure.near import NearShare


class Measured(Protocol):
    """What is asked of the ground; `retally.series.ground.Ground` answers it."""

    def gains(
        self,
        definition: str,
        *,
        start: date | None = None,
        end: date | None = None,
        by: str | None = None,
        flows: bool = True,
        ranked: bool = True,
    ) -> Gains:
        """Gains of one definition over one window, or over every day, week, month or year.

        Parameters
        ----------
        flows, ranked
            Whether gained and lost, and the standing among earlier windows, are of use.
        """

    def held(self, definition: str, day: date) -> Held:
        """Ground held at the end of a day."""


class Captured(Protocol):
    """Knows when maps were captured."""

    def captured_at(self, source: str, day: date) -> datetime | None:
        """When the maps in use of a day were captured; None without any at hand."""


def definitions_of(
    ground: Measured, given: Mapping[str, Definition] | None
) -> Mapping[str, Definition]:
    """The definitions to ask of a ground: those given, else its own, else those that ship."""
    if given is not None:
        return given
    own: Mapping[str, Definition] | None = getattr(ground, "definitions", None)
    return own if own is not None else shipped_definitions()


class AskedOnce:
    """A ground of which each question is asked once: copy repeats its windows."""

    def __init__(self, ground: Measured) -> None:
        self._ground = ground
        self._answers: dict[Hashable, Any] = {}

    def gains(
        self,
        definition: str,
        *,
        start: date | None = None,
        end: date | None = None,
        by: str | None = None,
        flows: bool = False,
    ) -> Gains:
        """As the ground itself answers, without standings; `NotMeasuredError` without a map.

        Gained and lost take geometry and are measured where they decide; what is ranked is ranked
        by the net changes of whole periods.
        """
        options: dict[str, Any] = {"start": start, "end": end, "flows": flows}
        options["ranked"] = False
        if by is not None:
            options["by"] = by
        found: Gains = self._once("gains", definition, **options)
        return found

    def held(self, definition: str, day: date) -> Held:
        """As the ground itself answers; `NotMeasuredError` where it has no map."""
        found: Held = self._once("held", definition, day=day)
        return found

    def captured_at(self, source: str, day: date) -> datetime | None:
        """When the maps in use of a day were captured; None where the ground cannot tell."""
        known = getattr(self._ground, "captured_at", None)
        found: datetime | None = None if known is None else known(source, day)
        return found

    def shares_within(
        self, definition: str, row: GainsRow, place: str, kms: Sequence[float]
    ) -> tuple[NearShare, ...] | None:
        """As the ground itself answers; None where it has no geometry of both ends."""
        options = {"row": row, "place": place, "kms": tuple(kms)}
        found: tuple[NearShare, ...] | None = self._once("shares_within", definition, **options)
        return found

    def _once(self, question: str, definition: str, **options: Any) -> Any:
        key = (question, definition, *sorted(options.items()))
        if key not in self._answers:
            try:
                self._answers[key] = getattr(self._ground, question)(definition, **options)
            except (NotMeasuredError, UsageError) as unanswered:
                self._answers[key] = unanswered
        answer = self._answers[key]
        if isinstance(answer, NotMeasuredError | UsageError):
            raise answer
        return answer
