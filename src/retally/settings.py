"""What ``retally.toml`` says: the user's definitions, where to fetch, which units."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from retally.errors import UsageError

NAME = "retally.toml"
UNITS = ("km2", "sqmi", "both")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The user's settings, from the archive's folder and the working folder together.

    Parameters
    ----------
    paths
        The files that were read, in order; the later one wins.
    bases
        Source name to the address that `fetch` asks instead of the publisher's own.
    units
        ``km2``, ``sqmi`` or ``both``.
    """

    paths: tuple[Path, ...] = ()
    bases: dict[str, str] = field(default_factory=dict)
    units: str = "both"


def settings(archive_path: Path) -> Settings:
    """Read ``retally.toml`` of the archive's folder, then of the working folder.

    Raises
    ------
    UsageError
        If a file is not TOML.
    """
    folders = dict.fromkeys([archive_path.resolve(), Path.cwd()])
    paths = tuple(folder / NAME for folder in folders if (folder / NAME).is_file())
    bases: dict[str, str] = {}
    units = "both"
    for path in paths:
        document = toml_document(path)
        sources = document.get("sources", {})
        for name, table in sources.items() if isinstance(sources, dict) else ():
            if isinstance(table, dict) and "base" in table:
                bases[name] = str(table["base"])
        units = _units(document, path, units)
    return Settings(paths=paths, bases=bases, units=units)


def _units(document: dict[str, Any], path: Path, default: str) -> str:
    """``area`` of ``[units]``, one of `UNITS`."""
    table = document.get("units", {})
    units = table.get("area", default) if isinstance(table, dict) else table
    if units not in UNITS:
        raise UsageError(
            "no such unit of area",
            where=f"{path}, [units]",
            expected=f"area = {' or '.join(UNITS)}",
            got=repr(units),
        )
    return str(units)


def toml_document(path: Path) -> dict[str, Any]:
    """The TOML document of one settings file.

    Raises
    ------
    UsageError
        If it is not TOML in UTF-8.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            "is not TOML", where=str(path), got=str(error), do="mend or remove the file"
        ) from error
