"""What a person sees: one clear line for each mistake, tables that fit in 80 columns."""

from __future__ import annotations

import json

import pytest


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("gain",), 2, "did you mean gains"),
        (("gains",), 2, "--definition"),
        (("gains", "--definition", "isw-asessed"), 2, "did you mean isw-assessed"),
        (("gains", "--definition", "firm", "--from", "2021-13-01"), 2, "expected YYYY-MM-DD"),
        (
            ("gains", "--definition", "firm", "--from", "2021-03-05", "--to", "2021-03-01"),
            2,
            "before it begins",
        ),
        (("gains", "--definition", "firm", "--near", "Pokrovsk"), 2, "--km"),
        (("gains", "--definition", "firm", "--to", "2020-01-01"), 3, "2021-03-01"),
        (("add", "nowhere.geojson", "--source", "iws"), 2, "isw"),
        (("add", "nowhere.geojson", "--source", "isw"), 3, "nowhere.geojson"),
        (("check", "nowhere.txt"), 3, "nowhere.txt"),
        (("archive", "release", "nothing", "--why", "x"), 2, "nothing"),
        (("gains", "--definition", "firm", "--chart", "no/such/folder/a.svg"), 2, "no/such/folder"),
        (
            ("gains", "--definition", "firm", "--geometry", "no/such/folder/a.geojson"),
            2,
            "no/such/folder",
        ),
        (("change", "nowhere.geojson", "nowhere.geojson"), 3, "nowhere.geojson"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_mistake_gets_one_line_and_its_code(filled, arguments, code, says):
    ran = filled(*arguments)
    assert ran.code == code
    assert says in ran.err
    assert "Traceback" not in ran.err
    assert ran.out in ("", "added 0, repeats 0, held 0, failed 1\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("gains", "--definition", "firm", "--by", "day"),
        (
            "gains",
            "--definition",
            "all",
            "--by",
            "month",
            "--from",
            "2024-01-01",
            "--to",
            "2024-12-31",
        ),
        ("gains", "--definition", "isw-with-claims", "--by", "month"),
        ("held", "--definition", "isw-assessed", "--day", "2024-10-27"),
        ("definitions",),
        ("verify",),
        ("archive", "--help"),
    ],
    ids=" ".join,
)
def test_table_fits_in_80_columns(filled, arguments):
    ran = filled(*arguments)
    assert [line for line in ran.out.splitlines() if len(line) > 80] == []
    assert ran.out


def test_geometry_of_a_closed_licence_is_refused(retally, maps, tmp_path):
    retally("add", maps, "--source", "vector", "--map", "mapping.toml")
    target = tmp_path / "gained.geojson"
    refused = retally("gains", "--definition", "firm", "--geometry", target)
    assert refused.code == 2
    assert "--i-have-rights" in refused.err
    assert not target.exists()
    allowed = retally("gains", "--definition", "firm", "--geometry", target, "--i-have-rights")
    assert allowed.code == 0
    assert json.loads(target.read_text())["features"]


def test_geometry_of_an_open_licence_is_written(filled, tmp_path):
    target = tmp_path / "gained.geojson"
    assert filled("gains", "--definition", "firm", "--geometry", target).code == 0
    first = json.loads(target.read_text())["features"][0]["properties"]
    assert (first["change"], first["from_day"]) == ("gained", "2021-03-01")


def test_chart_is_written_and_another_ending_refused(filled, tmp_path):
    assert filled("gains", "--definition", "firm", "--by", "day", "--chart", "a.svg").code == 0
    assert (tmp_path / "a.svg").read_text().startswith("<?xml")
    assert filled("gains", "--definition", "firm", "--chart", "a.xyz").code == 2


def test_csv_has_a_header_and_a_row_a_window(filled):
    lines = filled("gains", "--definition", "firm", "--by", "day", "--csv").out.splitlines()
    assert lines[0].startswith("definition,source,part,start,end")
    assert len(lines) == 1 + 4


def test_units_can_be_square_miles_alone(filled):
    ran = filled("gains", "--definition", "firm", "--units", "sqmi")
    assert "sq mi" in ran.out
    assert "net km2" not in ran.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_names_the_command(retally, shell):
    assert "_RETALLY_COMPLETE" in retally("completion", shell).out


def test_settings_that_are_not_toml_are_named(filled, tmp_path):
    (tmp_path / "retally.toml").write_text("[definitions")
    ran = filled("definitions")
    assert ran.code == 2
    assert "retally.toml" in ran.err


@pytest.mark.parametrize("names", [("firm,with-claims",), ("firm", "with-claims")])
def test_definitions_are_separated_by_commas_or_blanks(filled, names):
    ran = filled("gains", "--definition", *names, "--json")
    assert [one["definition"] for one in ran.document["series"]] == ["firm", "with-claims"]


def test_a_named_definition_that_cannot_be_answered_ends_with_4_and_all_with_0(filled):
    named = filled("gains", "--definition", "firm", "unmapped", "--json")
    assert (named.code, len(named.document["series"])) == (4, 1)
    assert "unmapped" in named.err
    assert filled("gains", "--definition", "all", "--json").code == 0


def test_a_circle_is_named_and_split(filled):
    ran = filled("gains", "--definition", "firm", "--near", "30.05,48.05", "--km", "5", "--json")
    assert ran.document["near"] == {"lon": 30.05, "lat": 48.05, "km": 5.0}
    table = filled("gains", "--definition", "firm", "--near", "30.05,48.05", "--km", "5")
    assert "within 5 km" in table.out


def test_units_of_the_settings_are_checked(filled, tmp_path):
    (tmp_path / "retally.toml").write_text('[units]\narea = "furlong"\n')
    ran = filled("gains", "--definition", "isw-control")
    assert ran.code == 2
    assert "km2 or sqmi or both" in ran.err


def test_help_shows_its_examples_line_by_line(retally):
    for command in ("add", "gains", "completion"):
        assert "\\b" not in retally(command, "--help").out


@pytest.mark.parametrize("arguments", [("add", "empty", "--source", "isw"), ("check", "empty")])
def test_a_folder_with_nothing_to_read_ends_with_3(retally, tmp_path, arguments):
    (tmp_path / "empty").mkdir()
    ran = retally(*arguments)
    assert ran.code == 3
    assert "empty" in ran.err
    assert not (tmp_path / "retally-archive").exists()


def test_a_reference_system_that_contradicts_the_coordinates_is_refused(retally, maps):
    path = maps / "2021-03-01.geojson"
    ran = retally("change", path, path, "--crs", "EPSG:32636")
    assert ran.code == 3
    assert "look like degrees" in ran.err
