"""A user's mapping: which party, status and day the features of a vector file stand for.

docs/sources/vector.md describes the TOML file it is read from.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from retally.errors import DayError, DecodeError, UsageError
from retally.model.words import Party, Status

_KEYS = (
    "source",
    "day",
    "day_field",
    "party",
    "party_field",
    "status",
    "status_field",
    "layer",
    "ignore",
)
_TABLES = ("map", "status", "layers")


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a value or layer stands for; None where another part of the mapping says it."""

    party: Party | None = None
    status: Status | None = None


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """A user's mapping, checked.

    Parameters
    ----------
    source
        The publisher's name, under which an archive keeps the maps beside those of others; None
        for `vector` itself.
    day, day_field
        The day itself, or the field that holds it.
    party, party_field
        The party of every feature, or the field that holds it.
    status, status_field
        The status of every feature, or the field whose values `values` translates.
    layer
        The only layer of the file to read.
    ignore
        Values and layers that are left out on purpose.
    values, layers
        What a value of the status field, and a layer of the file, stand for.
    """

    source: str | None = None
    day: date | None = None
    day_field: str = "day"
    party: Party | None = None
    party_field: str = "party"
    status: Status | None = None
    status_field: str = "status"
    layer: str | None = None
    ignore: frozenset[str] = frozenset()
    values: Mapping[str, Meaning] = field(default_factory=dict)
    layers: Mapping[str, Meaning] = field(default_factory=dict)


def mapped(mapping: Mapping[str, Any], where: str) -> Mapped:
    """The mapping that a TOML file holds.

    Parameters
    ----------
    mapping
        As ``tomllib`` reads it: the tables ``map``, ``status`` and ``layers``. Empty stands for
        fields called day, party and status.
    where
        The file it is for, for messages.

    Raises
    ------
    UsageError
        If it has an unknown key, or a status that is not on the list.
    """
    _refuse_unknown(mapping, _TABLES, "mapping", where)
    head = _table(mapping, "map", where)
    _refuse_unknown(head, _KEYS, "[map]", where)
    ignore = head.get("ignore", [])
    status = head.get("status")
    return Mapped(
        source=None if head.get("source") is None else _source(head["source"], where),
        day=None if head.get("day") is None else day_of(head["day"], where),
        day_field=str(head.get("day_field", "day")),
        party=_party(head.get("party")),
        party_field=str(head.get("party_field", "party")),
        status=None if status is None else _status(str(status), where),
        status_field=str(head.get("status_field", "status")),
        layer=None if head.get("layer") is None else str(head["layer"]),
        ignore=frozenset(str(one) for one in ([ignore] if isinstance(ignore, str) else ignore)),
        values=_meanings(_table(mapping, "status", where), where),
        layers=_meanings(_table(mapping, "layers", where), where),
    )


def day_of(value: Any, where: str) -> date:
    """A day from a field or the mapping: a date, "2024-10-26", "20241026" or Unix seconds or ms.

    Raises
    ------
    DayError
        If it is none of these.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, int | float) and value > _FIRST_SECOND:
            seconds = value / 1000 if value > _FIRST_MILLISECOND else value
            return datetime.fromtimestamp(seconds, UTC).date()
        text = str(int(value)) if isinstance(value, int | float) else str(value).strip()
        return date.fromisoformat(text[: 8 if text[:8].isdigit() else 10])
    except (ValueError, OverflowError, OSError) as error:
        raise DayError(
            "a value that is no day",
            where=where,
            expected="YYYY-MM-DD",
            got=repr(value)[:_MOST_SHOWN],
            do="name another day_field in the mapping",
        ) from error


_FIRST_SECOND = 5e8
"""1985 in Unix seconds; a smaller number is a date written as digits."""
_FIRST_MILLISECOND = 1e11
"""1973 in milliseconds, the year 5138 in seconds."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A feature's party, status and day; None for a day that the file does not say."""

    party: Party
    status: Status
    day: date | None


def places(
    features: list[tuple[str, Mapping[str, Any]]], known: Mapped, where: str
) -> list[Place | None]:
    """What each feature stands for, by its layer and attributes; None for one left out on purpose.

    Parameters
    ----------
    features
        Layer name and attributes of each.
    known
        The mapping.
    where
        The file, for messages.

    Raises
    ------
    DecodeError
        If values are neither mapped nor ignored: all are listed at once.
    """
    found: list[Place | None] = []
    unmapped: Counter[str] = Counter()
    for layer, properties in features:
        value = _value(properties, known.status_field)
        if known.ignore & {layer, value}:
            found.append(None)
            continue
        meaning = _meaning(layer, value, properties, known)
        if meaning.party is None or meaning.status is None:
            unmapped[_described(layer, value, meaning, known)] += 1
            continue
        _refuse_party(meaning.party, where)
        day = _day(properties, known, where)
        found.append(Place(party=meaning.party, status=meaning.status, day=day))
    if unmapped:
        shown = [f"{value} ({count})" for value, count in sorted(unmapped.items())[:_MOST_LISTED]]
        rest = len(unmapped) - len(shown)
        listed = ", ".join(shown) + (f" and {rest} more" if rest else "")
        raise DecodeError(
            "features that no mapping tells party and status of",
            where=where,
            got=listed,
            do="add them to [status] or [layers] of the file given with --map, or to its ignore",
        )
    return found


def _meaning(layer: str, value: str, properties: Mapping[str, Any], known: Mapped) -> Meaning:
    """Party and status: the value's entry first, then the layer's, then what holds for all."""
    entries = [known.values.get(value, Meaning()), known.layers.get(layer, Meaning())]
    own = _value(properties, known.party_field)
    parties = [*(entry.party for entry in entries), _party(own or None), known.party]
    statuses = [entry.status for entry in entries]
    if _is_told(value, known):
        # A value that is itself one of the list's words needs no entry.
        statuses += [Status(value) if value in _WORDS else None, known.status]
    return Meaning(
        party=next((party for party in parties if party), None),
        status=next((status for status in statuses if status), None),
    )


def _is_told(value: str, known: Mapped) -> bool:
    """Whether a value may take a general status: not where [status] lists others but not it."""
    return not known.values or not value or value in known.values or value in _WORDS


_MOST_LISTED = 20
"""Values without a meaning that are named; a file of prose has thousands."""
_MOST_SHOWN = 60
"""Characters of a value that are shown, and of a party's name that are taken."""


def _described(layer: str, value: str, meaning: Meaning, known: Mapped) -> str:
    missing = "party" if meaning.status is not None else "status"
    if value:
        return f"{known.status_field} {value[:_MOST_SHOWN]!r} without {missing}"
    return f"layer {layer!r} without {missing}"


def _value(properties: Mapping[str, Any], name: str) -> str:
    value = properties.get(name)
    return "" if value is None else str(value).strip()


def _day(properties: Mapping[str, Any], known: Mapped, where: str) -> date | None:
    value = properties.get(known.day_field)
    return known.day if value is None or value == "" else day_of(value, where)


def _meanings(table: Mapping[str, Any], where: str) -> dict[str, Meaning]:
    """Entries such as ``"occupied" = {party = "x", status = "control"}`` or ``= "control"``."""
    found = {}
    for value, entry in table.items():
        if isinstance(entry, str):
            found[value.strip()] = Meaning(status=_status(entry, where))
            continue
        if not isinstance(entry, Mapping):
            raise UsageError(
                f"the mapping's entry {value!r} is no table",
                where=where,
                expected='{party = "...", status = "..."}',
                got=repr(entry),
            )
        _refuse_unknown(entry, ("party", "status"), f"{value!r}", where)
        status = entry.get("status")
        found[value.strip()] = Meaning(
            party=_party(entry.get("party")),
            status=None if status is None else _status(str(status), where),
        )
    return found


def _source(value: Any, where: str) -> str:
    """A publisher's name: the same rule as an archive's folders, told while the file is at hand."""
    if isinstance(value, str) and _SOURCE_NAME.fullmatch(value):
        return value
    raise UsageError(
        "the mapping's source is no name",
        where=where,
        expected='lower-case letters, digits and hyphens, as source = "north-desk"',
        got=repr(value),
    )


_SOURCE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _party(value: Any) -> Party | None:
    return None if value is None else Party(str(value).strip().lower())


def _refuse_party(party: Party, where: str) -> None:
    """Raise for a name that no table or file could show."""
    if len(party) > _MOST_SHOWN or not party.isprintable():
        raise DecodeError(
            "a party's name cannot be shown",
            where=where,
            expected=f"at most {_MOST_SHOWN} printable characters",
            got=ascii(party[:_MOST_SHOWN]),
            do="name the party under [map] or [status] of the file given with --map",
        )


def _status(word: str, where: str) -> Status:
    plain = word.strip().lower()
    if plain not in _WORDS:
        raise UsageError(
            f"unknown status {word!r} in the mapping",
            where=where,
            expected=", ".join(_WORDS),
            do=_suggested(plain, _WORDS),
        )
    return Status(plain)


def _table(mapping: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
    table = mapping.get(name, {})
    if not isinstance(table, Mapping):
        raise UsageError(f"the mapping's [{name}] is no table", where=where, got=repr(table))
    return table


def _refuse_unknown(
    table: Mapping[str, Any], known: tuple[str, ...], what: str, where: str
) -> None:
    for key in table:
        if key not in known:
            raise UsageError(
                f"unknown key {key!r} in {what}",
                where=where,
                expected=", ".join(known),
                do=_suggested(key, known),
            )


def _suggested(word: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.4)
    return f"did you mean {near[0]!r}?" if near else "use one of those"


_WORDS = tuple(status.value for status in Status)
