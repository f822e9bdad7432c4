"""A made-up archive of squares, and a way to run a command line in this process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from retally.cli.main import run

MAPPING = """
[map]
source = "north-desk"
party_field = "party"
status_field = "status"

[status]
control = "control"
claimed = "claimed"
"""
DEFINITIONS = """
[definitions.firm]
sentence = "Ground that the north desk maps as controlled by the reds."
sources = ["north-desk"]
party = "reds"
statuses = ["control"]

[definitions.with-claims]
sentence = "Ground that the reds control or claim on the north desk's map."
sources = ["north-desk"]
party = "reds"
statuses = ["control", "claimed"]

[definitions.unmapped]
sentence = "Ground on the maps of a desk that has drawn none yet."
sources = ["south-desk"]
party = "reds"
statuses = ["control"]
"""


@dataclass(frozen=True)
class Ran:
    """What one command line printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def document(self):
        """The one JSON document on standard output."""
        return json.loads(self.out)


@pytest.fixture
def retally(capsys, monkeypatch, tmp_path):
    """Run one command line in this process, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RETALLY_ARCHIVE", raising=False)

    def call(*arguments) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return call


def square(west: float, south: float, size: float) -> list:
    """A square ring in degrees, counter-clockwise."""
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def map_text(*, control: float, claimed: float = 0.0) -> str:
    """A map of the reds: a square of `control` degrees, and a claimed one beside it."""
    sizes = {"control": (30.0, control), "claimed": (32.0, claimed)}
    features = [
        {
            "type": "Feature",
            "properties": {"party": "reds", "status": status},
            "geometry": {"type": "Polygon", "coordinates": [square(west, 48.0, size)]},
        }
        for status, (west, size) in sizes.items()
        if size
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.fixture
def maps(tmp_path) -> Path:
    """A folder of three daily maps with a gap, the mapping and the definitions."""
    folder = tmp_path / "maps"
    folder.mkdir()
    for day, control, claimed in (
        ("2021-03-01", 0.10, 0.05),
        ("2021-03-02", 0.12, 0.05),
        ("2021-03-05", 0.15, 0.06),
    ):
        (folder / f"{day}.geojson").write_text(map_text(control=control, claimed=claimed))
    (tmp_path / "mapping.toml").write_text(MAPPING)
    (tmp_path / "retally.toml").write_text(DEFINITIONS)
    return folder


@pytest.fixture
def filled(retally, maps):
    """The made-up archive, filled; gives the runner."""
    ran = retally(
        "add",
        maps,
        "--source",
        "vector",
        "--map",
        "mapping.toml",
        "--licence",
        "own work",
        "--json",
    )
    assert ran.code == 0, ran.err
    return retally
