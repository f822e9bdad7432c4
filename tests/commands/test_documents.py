"""Every document a command prints is valid by its schema, and says what the contract says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

SCHEMAS = Path(__file__).resolve().parents[2] / "schema"


def assert_valid(document, name):
    """Validate a document against schema/<name>.schema.json."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    validator.validate(document)


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda path: path.stem)
def test_schema_is_a_schema(path):
    jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


def test_add_counts_what_is_new_and_what_is_there(retally, maps):
    command = ("add", maps, "--source", "vector", "--map", "mapping.toml", "--json")
    first, second = retally(*command), retally(*command)
    assert_valid(first.document, "add")
    assert first.document == {"added": 3, "repeats": 0, "held": 0, "failed": []}
    assert second.document == {"added": 0, "repeats": 3, "held": 0, "failed": []}


def test_add_names_a_bad_file_and_adds_the_rest(retally, maps):
    (maps / "2021-03-03.geojson").write_text('{"type": "FeatureColl')
    ran = retally("add", maps, "--source", "vector", "--map", "mapping.toml", "--json")
    assert ran.code == 4
    assert ran.document["added"] == 3
    assert [Path(one["path"]).name for one in ran.document["failed"]] == ["2021-03-03.geojson"]
    assert ran.err.count("\n") == 1


def test_add_of_nothing_but_bad_files_ends_with_3(retally, tmp_path, maps):
    bad = tmp_path / "bad.geojson"
    bad.write_bytes(b"")
    ran = retally("add", bad, "--source", "vector", "--map", "mapping.toml", "--day", "2021-01-01")
    assert ran.code == 3
    assert "bad.geojson" in ran.err


def test_archive_lists_what_was_added(filled):
    ran = filled("archive", "list", "--json")
    assert_valid(ran.document, "archive-list")
    assert [one["day"] for one in ran.document["snapshots"]] == [
        "2021-03-01",
        "2021-03-02",
        "2021-03-05",
    ]
    assert {one["state"] for one in ran.document["snapshots"]} == {"ok"}


def test_archive_verify_finds_nothing_then_a_flipped_byte(filled, tmp_path):
    assert_valid(filled("archive", "verify", "--json").document, "archive-verify")
    victim = next((tmp_path / "retally-archive" / "objects").rglob("*.zst"))
    content = bytearray(victim.read_bytes())
    content[-1] ^= 1
    victim.write_bytes(content)
    ran = filled("archive", "verify", "--json")
    assert ran.code == 1
    assert_valid(ran.document, "archive-verify")
    assert len(ran.document["problems"]) == 1


def test_archive_verify_of_no_archive_is_clean(retally):
    ran = retally("archive", "verify", "--json")
    assert (ran.code, ran.document) == (0, {"checked": 0, "problems": []})


def test_definitions_are_the_shipped_ones_and_the_users(filled):
    document = filled("definitions", "--json").document
    assert_valid(document, "definitions")
    names = [one["name"] for one in document["definitions"]]
    assert {"isw-control", "isw-assessed", "isw-with-claims", "isw-kursk"} <= set(names)
    assert {"deepstate", "deepstate-published", "firm", "with-claims"} <= set(names)


def test_held_is_by_the_nearest_map_at_or_before(filled):
    document = filled(
        "held", "--definition", "with-claims", "--day", "2021-03-04", "--json"
    ).document
    assert_valid(document, "held")
    assert document["map_day"] == "2021-03-02"
    assert document["held_km2"] == pytest.approx(sum(document["by_status"].values()))
    assert document["share_percent"] is None


def test_held_before_the_first_map_ends_with_3(filled):
    ran = filled("held", "--definition", "firm", "--day", "2021-02-01", "--json")
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert ran.out == ""


def test_gains_of_one_definition_is_one_document(filled):
    document = filled("gains", "--definition", "firm", "--json").document
    assert_valid(document, "gains")
    (row,) = document["rows"]
    assert (row["from_day"], row["to_day"], row["basis"]) == ("2021-03-01", "2021-03-05", "archive")
    assert row["gained_km2"] - row["lost_km2"] == row["net_km2"]


def test_gains_of_several_definitions_are_a_list(filled):
    ran = filled("gains", "--definition", "firm", "with-claims", "--by", "day", "--json")
    assert_valid(ran.document, "gains")
    assert [one["definition"] for one in ran.document["series"]] == ["firm", "with-claims"]


def test_gains_with_a_missing_end_are_bracketed_by_the_neighbours(filled):
    ran = filled(
        "gains", "--definition", "firm", "--from", "2021-03-02", "--to", "2021-03-03", "--json"
    )
    (row,) = ran.document["rows"]
    assert ran.code == 0
    assert (row["from_day"], row["to_day"]) == ("2021-03-01", "2021-03-02")
    assert row["net_low_km2"] == pytest.approx(row["net_km2"], abs=1e-9)
    assert row["net_high_km2"] > row["net_km2"] + 1


def test_gains_by_region_add_up(filled, tmp_path):
    regions = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": "West shire"},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[29, 47], [30.11, 47], [30.11, 49], [29, 49], [29, 47]]],
                },
            }
        ],
    }
    path = tmp_path / "shires.geojson"
    path.write_text(json.dumps(regions))
    ran = filled(
        "gains", "--definition", "firm", "--region", path, "--region-name", "name", "--json"
    )
    (row,) = ran.document["rows"]
    assert [one["name"] for one in row["regions"]] == ["West shire", "(outside)"]
    assert sum(one["net_km2"] for one in row["regions"]) == pytest.approx(row["net_km2"], abs=1e-9)


def test_change_needs_no_archive(retally, maps, tmp_path):
    ran = retally(
        "change", maps / "2021-03-01.geojson", maps / "2021-03-05.geojson", "--json",
        "--out", tmp_path / "change.geojson",
    )  # fmt: skip
    assert_valid(ran.document, "change")
    assert ran.document["lost_km2"] == 0
    written = json.loads((tmp_path / "change.geojson").read_text())
    assert [one["properties"]["change"] for one in written["features"]] == ["gained", "lost"]


def test_verify_answers_from_the_reference_alone(retally):
    ran = retally("verify", "--json")
    assert_valid(ran.document, "verify")
    best = {(one["publisher"], one["source"]): one for one in ran.document["known"]}
    assert best["AFP", "ISW"]["definition"] == "isw-with-claims"
    assert best["AFP", "ISW"]["median_error"] < best["AFP", "ISW"]["second_error"]


def test_check_of_a_story_from_the_reference_alone(retally, tmp_path):
    story = tmp_path / "story.txt"
    story.write_text(
        "Russia's army advanced 477 square kilometres (184 square miles) in August 2024, "
        "according to data from the Institute for the Study of War.\n"
    )
    ran = retally("check", story, "--published", "2024-09-02", "--json")
    assert_valid(ran.document, "check")
    assert ran.code == 0
    verdicts = {one["kind"]: one["verdict"] for one in ran.document["checks"]}
    assert (verdicts["ground"], verdicts["unit_pair"]) == ("depends", "matches")


def test_check_of_a_slip_ends_with_1(retally, tmp_path):
    story = tmp_path / "story.txt"
    story.write_text("The army took 461 square kilometres (286 square miles) in May 2024.\n")
    ran = retally("check", story, "--published", "2024-06-02", "--json")
    assert ran.code == 1
    (pair,) = [one for one in ran.document["checks"] if one["kind"] == "unit_pair"]
    assert (pair["verdict"], pair["hint"]) == ("does_not_match", "linear_factor")


def test_check_of_several_stories_adds_up_their_coverage(retally, tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("They took 10 square kilometres in May 2024.\n")
    ran = retally("check", tmp_path / "a.txt", tmp_path / "b.txt", "--json")
    assert_valid(ran.document, "check")
    assert ran.document["coverage"]["figures"] == 2
