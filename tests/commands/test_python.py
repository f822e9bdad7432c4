"""What ``import retally`` gives, as a researcher's script uses it."""

from __future__ import annotations

import re
import subprocess
import sys

import geopandas
import pandas
import pytest
import shapely

import retally
from retally.errors import CrsError, GeometryError, UsageError
from retally.publish.notebook_map import map_frame

SENTENCE = "They took 461 square kilometres (286 square miles) in May 2024.\n"
WEST = shapely.box(30.0, 48.0, 30.2, 48.1)
EAST = shapely.box(30.1, 48.0, 30.3, 48.1)


def test_check_can_be_called_again_and_again():
    first, second = (retally.check(SENTENCE, published="2024-06-02") for _ in range(2))
    assert first.to_dict() == second.to_dict()
    assert first.checks[0].hint == "linear_factor"


def test_check_stays_the_function_when_the_package_of_that_name_is_imported():
    code = "import retally, retally.check.published; print(callable(retally.check))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "True\n"


def test_change_takes_shapely_and_frames_in_any_reference_system():
    plain = retally.change(WEST, EAST)
    frames = [geopandas.GeoDataFrame(geometry=[one], crs="EPSG:4326") for one in (WEST, EAST)]
    metres = [frame.to_crs("EPSG:32636") for frame in frames]
    assert retally.change(*frames).gained_km2 == plain.gained_km2
    assert retally.change(*metres).gained_km2 == pytest.approx(plain.gained_km2, abs=1e-3)
    bare = [frame.geometry.iloc[0] for frame in metres]
    assert retally.change(*bare, crs="EPSG:32636").net_km2 == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize(
    ("before", "crs", "error", "says"),
    [
        (None, None, UsageError, "expected shapely polygons or a GeoDataFrame, got NoneType"),
        ("a.geojson", None, UsageError, "`retally change` takes files"),
        (shapely.Point(1, 1), None, GeometryError, "no ground"),
        (shapely.box(3e5, 5e6, 4e5, 6e6), None, CrsError, "the coordinates are no degrees"),
        (WEST, "EPSG:0", CrsError, "no such reference system"),
    ],
    ids=["nothing", "path", "point", "metres", "unknown system"],
)
def test_change_refuses_what_is_no_ground(before, crs, error, says):
    with pytest.raises(error, match=says):
        retally.change(before, EAST, crs=crs)


def test_change_has_a_document_and_a_table_for_notebooks():
    found = retally.change(WEST, EAST)
    assert set(found.to_dict()) == {
        "gained_km2", "lost_km2", "net_km2", "before_km2", "after_km2", "pieces",
    }  # fmt: skip
    assert "gained" in found._repr_html_()


def test_archive_answers_as_the_command_does(filled, tmp_path):
    archive = retally.open_archive(tmp_path / "retally-archive")
    asked = archive.gains("with-claims", start="2021-03-02", end="2021-03-05")
    printed = filled(
        "gains",
        "--definition",
        "with-claims",
        "--from",
        "2021-03-02",
        "--to",
        "2021-03-05",
        "--json",
    )
    assert asked.to_dict() == printed.document
    assert list(asked.to_pandas()["definition"]) == ["with-claims"]
    held = filled("held", "--definition", "firm", "--day", "2021-03-02", "--json")
    assert archive.held("firm", "2021-03-02").to_dict() == held.document
    assert "held" in archive.held("firm", "2021-03-02")._repr_html_()


def test_archive_gives_a_map_as_a_frame(filled, tmp_path):
    frame = retally.open_archive(tmp_path / "retally-archive").map("firm", "2021-03-04")
    assert isinstance(frame, geopandas.GeoDataFrame)
    assert (frame.crs.to_string(), frame["map_day"][0]) == ("EPSG:4326", "2021-03-02")
    assert frame.geometry.is_valid.all()


def test_map_draws_itself_in_a_notebook(filled, tmp_path):
    frame = retally.open_archive(tmp_path / "retally-archive").map("with-claims", "2021-03-04")
    shown = frame._repr_html_()
    assert "with-claims, map of 2021-03-02</figcaption>" in shown
    # Two squares, the second beside the first: one path of two rings.
    (d,) = re.findall(r'<path d="([^"]+)"', shown)
    assert d.count("M") == 2
    assert len(shown) < 2_000
    frame["definition"] = "<script>"
    assert "<script>" not in frame._repr_html_()
    for other in (
        frame[["geometry"]],
        frame.drop(columns="map_day"),
        pandas.concat([frame, frame]),
    ):
        assert "<table" in other._repr_html_()
    assert "nothing is held" in map_frame("a", "b", shapely.MultiPolygon())._repr_html_()


def test_map_without_geopandas_is_shapely_geometry(filled, tmp_path, monkeypatch):
    monkeypatch.setattr("retally.api.find_spec", lambda name: None)
    found = retally.open_archive(tmp_path / "retally-archive").map("firm", "2021-03-04")
    assert isinstance(found, shapely.MultiPolygon)
    assert found._repr_svg_().startswith("<svg")


def test_archive_splits_by_a_frame_with_names_and_refuses_another(filled, tmp_path):
    archive = retally.open_archive(tmp_path / "retally-archive")
    frame = geopandas.GeoDataFrame({"name": ["West"]}, geometry=[WEST], crs="EPSG:4326")
    (row,) = archive.gains("firm", regions=frame).rows
    assert [one.name for one in row.regions] == ["West", "(outside)"]
    for other in ("shires.geojson", frame.rename(columns={"name": "title"})):
        with pytest.raises(UsageError, match="a GeoDataFrame with a column name"):
            archive.gains("firm", regions=other)


@pytest.mark.parametrize("moment", ["2020-01-01T00:00:00Z", "2020-01-01"])
def test_as_of_a_moment_before_the_capture_sees_nothing(filled, tmp_path, moment):
    archive = retally.open_archive(tmp_path / "retally-archive")
    with pytest.raises(retally.RetallyError, match="no map at hand"):
        archive.gains("firm", as_of=moment)


@pytest.mark.parametrize("arguments", [{"start": "March"}, {"as_of": "yesterday"}])
def test_a_day_that_is_none_is_a_usage_error(filled, tmp_path, arguments):
    with pytest.raises(UsageError, match="is no"):
        retally.open_archive(tmp_path / "retally-archive").gains("firm", **arguments)


def test_what_was_read_can_be_checked_and_what_is_no_story_is_refused():
    reading = retally.read("They took 461 square kilometres (286 square miles) in May.\n")
    checked = retally.check(reading)
    assert checked.to_dict() == retally.check(reading.story).to_dict()
    for function in (retally.read, retally.check):
        with pytest.raises(retally.RetallyError, match="no story"):
            function(None)
