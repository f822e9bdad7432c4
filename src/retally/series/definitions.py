"""The named rules for "holds": those that ship, and the user's own from ``retally.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from retally.errors import UnknownNameError, UsageError
from retally.model.definition import Definition
from retally.model.words import AreaModel, DayRule, Party, Status
from retally.reference.files import tables
from retally.settings import settings, toml_document

_KEYS = frozenset(
    {
        "sentence",
        "sources",
        "party",
        "statuses",
        "area_model",
        "day_rule",
        "share_of_km2",
        "share_source",
    }
)
_REQUIRED = ("sentence", "sources", "party", "statuses")

Config = Path | Iterable[Path] | None
Word = TypeVar("Word", bound=StrEnum)


def definitions(config: Config = None) -> dict[str, Definition]:
    """Every definition by name: the shipped ones in their order, then the user's.

    Parameters
    ----------
    config
        A ``retally.toml``, or several of which a later one wins; a user's definition replaces a
        shipped one of the same name. None or a missing file for the shipped ones alone.

    Raises
    ------
    UsageError
        If a user's definition cannot be read; the message names the file and the key.
    """
    found = dict(_shipped())
    for path in [config] if isinstance(config, Path) else (config or ()):
        found.update(_of_user(path))
    return found


def definitions_at(archive_path: Path) -> dict[str, Definition]:
    """Every definition that holds for an archive: as its settings and the user's name them.

    Raises
    ------
    UsageError
        As `definitions`.
    """
    return definitions(settings(archive_path).paths)


def definition(name: str, config: Config = None) -> Definition:
    """The definition of that name.

    Raises
    ------
    UnknownNameError
        If there is none; the nearest name is suggested.
    """
    return chosen(name, definitions(config))


def chosen(name: str, known: Mapping[str, Definition]) -> Definition:
    """The definition of that name among those known; `UnknownNameError` suggests the nearest."""
    if name in known:
        return known[name]
    near = get_close_matches(name.lower(), known, n=1, cutoff=0.4)
    raise UnknownNameError(
        "no such definition",
        where=repr(name),
        expected=", ".join(known),
        do=f"did you mean {near[0]}?" if near else "`retally definitions` lists them",
    )


@cache
def _shipped() -> dict[str, Definition]:
    return _from_tables(tables("definitions.toml"), "definitions.toml")


def _of_user(path: Path) -> dict[str, Definition]:
    if not path.is_file():
        return {}
    return _from_tables(toml_document(path), str(path))


def _from_tables(document: Mapping[str, Any], where: str) -> dict[str, Definition]:
    group = document.get("definitions", {})
    if not isinstance(group, dict):
        raise UsageError(
            "[definitions] holds no tables", where=where, expected="[definitions.NAME]"
        )
    return {
        name: _definition(name, table, f"{where}, [definitions.{name}]")
        for name, table in group.items()
    }


def _definition(name: str, table: Any, where: str) -> Definition:
    """One definition from its table, each key checked."""
    if not isinstance(table, dict):
        raise UsageError("a definition is a table", where=where, got=repr(table))
    if unknown := sorted(set(table) - _KEYS):
        raise UsageError(
            "unknown key", where=where, expected=", ".join(sorted(_KEYS)), got=", ".join(unknown)
        )
    if missing := [key for key in _REQUIRED if not table.get(key)]:
        raise UsageError("keys are missing", where=where, expected=", ".join(missing))
    return Definition(
        name=name,
        sentence=_text(table, "sentence", where),
        sources=tuple(_texts(table, "sources", where)),
        party=Party(_text(table, "party", where)),
        statuses=frozenset(
            _word(Status, status, where) for status in _texts(table, "statuses", where)
        ),
        area_model=_word(AreaModel, table.get("area_model", AreaModel.ELLIPSOID), where),
        day_rule=_word(DayRule, table.get("day_rule", DayRule.MAP_OF_DAY), where),
        share_of_km2=_area(table, where),
        share_source=_text(table, "share_source", where) if "share_source" in table else None,
    )


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table[key]
    if not isinstance(value, str):
        raise UsageError("not a text", where=f"{where} {key}", got=repr(value))
    return value


def _texts(table: Mapping[str, Any], key: str, where: str) -> list[str]:
    value = table[key]
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise UsageError(
            "not a list of texts", where=f"{where} {key}", expected='["..."]', got=repr(value)
        )
    return list(dict.fromkeys(value))


def _area(table: Mapping[str, Any], where: str) -> float | None:
    value = table.get("share_of_km2")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise UsageError(
            "not an area",
            where=f"{where} share_of_km2",
            expected="a number of km2 above zero",
            got=repr(value),
        )
    return float(value)


def _word(words: type[Word], value: Any, where: str) -> Word:
    """A word of a closed list."""
    if value not in list(words):
        raise UsageError(
            "unknown word",
            where=where,
            expected=", ".join(words),
            got=repr(value),
        )
    return words(value)
