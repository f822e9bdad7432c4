"""Whether an archive is whole: everything is read and hashed again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retally.archive.connecting import CATALOGUE, reading
from retally.archive.objects import read_object
from retally.archive.parts import read_geometries, read_layers
from retally.archive.rows import Part
from retally.errors import ArchiveDamagedError
from retally.model.geometry import geometry_hash


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is not as it was written.

    Parameters
    ----------
    id
        Of the snapshot; the file's name where it is about a file of several.
    problem
        What is wrong, where and what to do, in one line.
    """

    id: str
    problem: str


@dataclass(frozen=True, kw_only=True)
class VerifyReport:
    """How many files were checked, and what is wrong with them."""

    checked: int
    problems: tuple[Problem, ...]

    def to_dict(self) -> dict[str, Any]:
        """The document of ``retally archive verify --json``."""
        return {
            "checked": self.checked,
            "problems": [{"id": one.id, "problem": one.problem} for one in self.problems],
        }


@dataclass(frozen=True, kw_only=True)
class _Expected:
    """What the catalogue says is there."""

    objects: dict[str, tuple[str, int]]
    parts: dict[Part, set[tuple[str, str, str, str]]]
    faults: list[str]


def verify(folder: Path) -> VerifyReport:
    """Hash every captured file, every part and every geometry again.

    Files that belong to no snapshot are no problem: a killed writer leaves them, and the next
    writer removes them. An archive that is absent, empty or half made has nothing to check.
    """
    try:
        expected = _expected(folder)
    except ArchiveDamagedError as error:
        return VerifyReport(checked=1, problems=(Problem(id=CATALOGUE, problem=error.line),))
    if expected is None:
        return VerifyReport(checked=0, problems=())
    problems = [Problem(id=CATALOGUE, problem=line) for line in expected.faults]
    problems += _problems_of_objects(folder, expected.objects)
    for part, layers in expected.parts.items():
        problems += _problems_of_part(folder, part, layers)
    checked = 1 + len(expected.objects) + len(expected.parts)
    return VerifyReport(checked=checked, problems=tuple(problems))


def _expected(folder: Path) -> _Expected | None:
    """What the catalogue says is there; None where there is none."""
    with reading(folder) as catalogue:
        if catalogue is None:
            return None
        faults = catalogue.faults()
        parts: dict[Part, set[tuple[str, str, str, str]]] = {
            part: set() for part in catalogue.parts()
        }
        by_month = {(part.source, part.month): part for part in parts}
        for shot in catalogue.snapshots():
            part = by_month.get((shot.source, shot.day.strftime("%Y-%m")))
            if part is None:
                faults.append(f"snapshot {shot.id} has no part for its month")
                continue
            parts[part] |= {
                (shot.id, layer.party, layer.status.value, str(layer.geometry_hash))
                for layer in shot.layers
            }
        return _Expected(objects=catalogue.objects(), parts=parts, faults=faults)


def _problems_of_objects(folder: Path, objects: dict[str, tuple[str, int]]) -> Iterator[Problem]:
    """Captured files that are missing or whose bytes have changed."""
    for sha256, (snapshot, size) in objects.items():
        try:
            read_object(folder, sha256, size=size)
        except ArchiveDamagedError as error:
            yield Problem(id=snapshot, problem=error.line)


def _problems_of_part(
    folder: Path, part: Part, layers: set[tuple[str, str, str, str]]
) -> Iterator[Problem]:
    """What is wrong with a part: its bytes, its rows, or the hash of a geometry."""
    try:
        rows = read_layers(folder, part)
        geometries = read_geometries(folder, part, {row[3] for row in rows})
    except FileNotFoundError:
        if not _is_replaced(folder, part):
            yield Problem(id=part.name, problem="the part is missing; restore it from a copy")
        return
    except ArchiveDamagedError as error:
        yield Problem(id=part.name, problem=error.line)
        return
    for snapshot, party, status, _ in sorted(layers - rows):
        yield Problem(id=snapshot, problem=f"{status} of {party} is not in {part.name}")
    for name, geometry in geometries.items():
        if geometry_hash(geometry) != name:
            yield Problem(id=part.name, problem=f"geometry {name[:12]} has changed")


def _is_replaced(folder: Path, part: Part) -> bool:
    """Whether a writer has put another part in its place while this one was looked for."""
    with reading(folder) as catalogue:
        return catalogue is not None and catalogue.part(part.source, part.month) != part
