"""Several definitions asked the same: which are meant, and which of them can be answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from retally.errors import NotMeasuredError, UsageError

if TYPE_CHECKING:
    from retally.series.gains import Gains
    from retally.series.ground import Ground

ALL = "all"
"""What stands for every definition."""


def parts(given: Iterable[str]) -> list[str]:
    """The names given one by one, or several in one with commas.

    Examples
    --------
    >>> parts(["isw-control,deepstate", "all"])
    ['isw-control', 'deepstate', 'all']
    """
    return [part for name in given for part in name.split(",") if part]


def chosen_names(ground: Ground, given: Iterable[str]) -> list[str]:
    """The definitions that are meant, each once; ``all`` stands for every one.

    Raises
    ------
    UnknownNameError
        If there is no such definition.
    UsageError
        If none is named.
    """
    wanted = parts(given)
    if not wanted:
        raise UsageError("which definition?", expected="a name, or all")
    if ALL in wanted:
        return list(ground.definitions)
    return [ground.definition(name).name for name in dict.fromkeys(wanted)]


def is_several(given: Sequence[str]) -> bool:
    """Whether the answer is a list: several are named, or all."""
    wanted = set(parts(given))
    return len(wanted) > 1 or ALL in wanted


def series_of(
    ground: Ground,
    names: Sequence[str],
    question: dict[str, Any],
    *,
    left_out: Callable[[NotMeasuredError], None] = lambda error: None,
) -> list[Gains]:
    """The series of each definition; of several, one that no map answers is left out.

    Parameters
    ----------
    question
        The keywords of `Ground.gains`.
    left_out
        Told why, of each that is left out.

    Raises
    ------
    NotMeasuredError
        If no map answers any of them.
    """
    series = []
    for name in names:
        try:
            series.append(ground.gains(name, **question))
        except NotMeasuredError as error:
            if len(names) == 1 or (name == names[-1] and not series):
                raise
            left_out(error)
    return series
