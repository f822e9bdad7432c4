"""What every source shares: bytes as captured go in, control maps come out.

A source is one module with a `Source` value. `decode` is pure: bytes in, values out, no file,
no network, no clock. `retally.sources.registry` lists the sources by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from retally.model.control_map import ControlMap


@dataclass(frozen=True, kw_only=True)
class Captured:
    """One file or answer as captured, with all that is known of it from outside.

    Parameters
    ----------
    content
        The bytes.
    name
        File name or service name, without folders.
    folder
        Name of the folder it lay in (evidence for the day); empty where unknown.
    captured_at
        When the bytes were taken, UTC.
    address
        Where from: an address, or the path as the user gave it.
    day
        The day the user says it speaks of; None where the source must tell.
    licence
        The licence line the user gave; None for the source's default.
    crs
        The reference system the user gave, as "EPSG:4326"; None for the file's own.
    mapping
        The user's field mapping (source `vector`), as read from its TOML file.
    """

    content: bytes
    name: str
    captured_at: datetime
    folder: str = ""
    address: str = ""
    day: date | None = None
    licence: str | None = None
    crs: str | None = None
    mapping: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """What one captured file says: one control map a day (most files speak of one day).

    Parameters
    ----------
    maps
        In order of days.
    day_evidence
        How the day is known, as a clause ("file name OCT262024, folder 2024-10-26").
    published_at
        When the publisher put it out, UTC; None where the file does not say.
    """

    maps: tuple[ControlMap, ...]
    day_evidence: str
    published_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """A publisher of control maps.

    Parameters
    ----------
    name
        As given to ``--source``.
    title
        The publisher's name as printed.
    licence
        The licence line where the user gives none; "not stated" counts as no redistribution.
    redistributable
        Whether geometry may be passed on under `licence`.
    covers_from
        First day of the war that the source covers; an earlier map is held.
    decode
        Bytes to control maps; raises `InputError` with where, what, expected, got.
    suffixes
        File endings that belong to the source, lower-case, as ``.zip``; `add` on a folder takes
        these and passes over the rest.
    """

    name: str
    title: str
    licence: str
    redistributable: bool
    covers_from: date | None
    decode: Callable[[Captured], Decoded]
    suffixes: tuple[str, ...]
