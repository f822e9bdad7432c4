"""The files of this package."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

# Not importlib.resources: its import alone costs as much as answering from the reference.
_HOME = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of this package, as printed; none where the file is not shipped."""
    path = _HOME / name
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tables(name: str) -> dict[str, Any]:
    """The tables of a TOML file of this package."""
    return tomllib.loads((_HOME / name).read_text(encoding="utf-8"))
