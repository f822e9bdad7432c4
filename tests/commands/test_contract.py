"""Sentences of the contract that no other test of the commands holds, tried from outside."""

from __future__ import annotations

import csv
import io

import pytest


@pytest.mark.parametrize("words", ["EPSG:99999", "nonsense", ""])
@pytest.mark.parametrize("command", ["change", "add"])
def test_a_reference_system_that_is_none_is_a_usage_error(retally, maps, command, words):
    day = maps / "2021-03-01.geojson"
    given = {"change": (day, day), "add": (day, "--source", "vector", "--map", "mapping.toml")}
    ran = retally(command, *given[command], "--crs", words)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert f"{words!r} is no reference system" in ran.err


def test_change_prints_its_table_as_csv(retally, maps):
    ran = retally(
        "change", maps / "2021-03-01.geojson", maps / "2021-03-05.geojson", "--csv"
    )  # fmt: skip
    table = {row["what"]: float(row["km2"]) for row in csv.DictReader(io.StringIO(ran.out))}
    assert list(table) == ["gained", "lost", "net", "before", "after"]
    assert table["after"] - table["before"] == pytest.approx(table["net"])


@pytest.mark.parametrize("what", ["list", "holds"])
def test_an_empty_list_of_snapshots_has_all_columns_as_csv(filled, retally, what):
    full = filled("archive", "list", "--csv").out.splitlines()[0]
    empty = retally("archive", what, "--csv", "--archive", "nothing-here")
    assert empty.code == 0
    assert empty.out == f"{full}\n"


@pytest.mark.parametrize(
    "group", [(), ("archive",), ("ledger",)], ids=["retally", "archive", "ledger"]
)
def test_a_group_without_a_command_prints_its_help_on_stderr(retally, group):
    ran = retally(*group)
    assert (ran.code, ran.out) == (2, "")
    assert "\nCommands:\n" in ran.err


@pytest.mark.parametrize("command", [("read",), ("check",), ("ledger", "add")], ids=" ".join)
def test_a_folder_without_stories_is_said_to_hold_none(retally, tmp_path, command):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "map.geojson").write_text("{}")
    ran = retally(*command, "folder")
    assert ran.code == 3
    assert "folder: no story in this folder (expected .txt " in ran.err


def test_publish_says_which_geometry_is_left_out(retally, maps):
    add = ("add", maps, "--source", "vector", "--map", "mapping.toml")
    assert retally(*add).code == 0
    ran = retally("publish", "--out", "site")
    assert ran.code == 0
    assert "north-desk: geometry is left out" in ran.err
    assert "left out" not in retally("publish", "--out", "site", "--i-have-rights").err


def test_two_months_of_several_definitions_are_told_apart(retally):
    names = ("isw-control", "isw-assessed")
    days = ("--from", "2024-08-01", "--to", "2024-09-30")
    ran = retally("gains", "--definition", *names, "--by", "month", *days)
    windows = [line.split()[0] for line in ran.out.splitlines() if line.startswith("2024-")]
    assert windows == ["2024-08", "2024-09"]


def test_held_refuses_a_second_definition_and_drops_none(retally):
    asked = ("held", "--definition", "isw-control", "--definition", "isw-assessed")
    ran = retally(*asked, "--day", "2024-10-26")
    assert (ran.code, ran.out) == (2, "")
    assert "one definition at a time" in ran.err
