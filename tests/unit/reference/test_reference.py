"""The files that ship, against their own description."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from datetime import date
from importlib.resources import files

import pytest

from retally.reference.deepstate import last_of_day, versions
from retally.reference.files import rows
from retally.reference.isw import layer_days
from retally.reference.measured import measured_areas
from retally.reference.published import figures

HOME = files("retally.reference")
PACKAGE = json.loads(HOME.joinpath("datapackage.json").read_text(encoding="utf-8"))
TABLES = [one for one in PACKAGE["resources"] if one["format"] == "csv"]


def test_every_data_file_is_described_and_every_description_has_its_file():
    described = {one["path"] for one in PACKAGE["resources"]}
    there = {one.name for one in HOME.iterdir() if one.name.endswith((".csv", ".toml"))}
    assert described == there


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["name"])
def test_every_table_has_the_columns_types_and_keys_of_its_schema(table):
    schema = table["schema"]
    read = rows(table["path"])
    text = HOME.joinpath(table["path"]).read_text(encoding="utf-8")
    assert next(csv.reader(text.splitlines())) == [one["name"] for one in schema["fields"]]
    key = schema["primaryKey"]
    key = [key] if isinstance(key, str) else key
    assert len({tuple(row[one] for one in key) for row in read}) == len(read)
    for field in schema["fields"]:
        values = {row[field["name"]] for row in read} - {""}
        allowed = field.get("constraints", {}).get("enum")
        assert allowed is None or values <= set(allowed)
        check = {"number": float, "integer": int, "date": date.fromisoformat}.get(
            field["type"], str
        )
        assert [check(value) for value in values]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["name"])
def test_every_table_names_its_sources(table):
    assert table["sources"]
    assert table["description"]


def test_no_file_holds_geometry():
    names = ("coordinates", "lon,", "lat,", "geometry", "POLYGON")
    for table in TABLES:
        text = HOME.joinpath(table["path"]).read_text(encoding="utf-8")
        assert not [name for name in names if name in text]


def test_figures_hold_facts_and_no_sentence():
    for figure in figures():
        assert figure.address.startswith("http")
        assert len(figure.comparison) < 70
        assert not figure.comparison.endswith(".")


def test_versions_are_in_order_and_count_days_by_kyiv():
    every = versions()
    assert [one.id for one in every] == sorted(one.id for one in every)
    late = next(one for one in every if one.published_at.hour in (21, 22, 23))
    assert late.day > late.published_at.date() or late.published_at.month in (11, 12, 1, 2, 3)
    assert last_of_day()[every[-1].day] is every[-1]


def test_loaders_answer_the_numbers_of_the_files():
    assert (len(versions()), len(layer_days()), len(figures())) == (1325, 2669, 243)
    assert len(measured_areas()["isw-kursk", "isw"]) == 13


def test_a_file_that_is_not_shipped_has_no_rows():
    assert rows("none.csv") == []


def test_answering_from_reference_imports_no_heavy_library():
    code = (
        "import sys\n"
        "from datetime import date\n"
        "from retally.series.ground import Ground\n"
        "found = Ground(None).gains('isw-assessed', start=date(2024, 8, 1), end=date(2024, 8, 31))\n"
        "assert found.rows[0].basis == 'reference'\n"
        "print(sorted({'shapely', 'numpy', 'numba', 'pyarrow', 'pyproj'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
