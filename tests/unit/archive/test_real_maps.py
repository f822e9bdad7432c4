"""The archive on the real maps: what is held of a real week, and how small a year is."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from retally.archive.archive import Archive
from retally.model.words import State, Status
from retally.sources.registry import source

NOW = datetime(2025, 8, 1, tzinfo=UTC)


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@pytest.mark.shared
def test_of_the_week_with_the_thinned_map_that_layer_is_held_and_no_other(shared_maps, tmp_path):
    archive = Archive.open(tmp_path, create=True)
    report = archive.add([shared_maps / "isw-timelapse"], source=source("isw"), now=NOW)
    assert (report.added, report.repeats, report.held, report.failed) == (44, 0, 1, ())
    (held,) = archive.snapshots(state=State.HELD)
    assert (f"{held.day}", held.statuses) == ("2022-09-29", (Status.CONTROL,))
    assert held.reason.startswith("control of russia thinned from 35,701 vertices to 9,144")


@pytest.mark.shared
def test_year_of_daily_maps_is_small_and_whole(shared_maps, tmp_path):
    archive = Archive.open(tmp_path, create=True)
    report = archive.add(
        [shared_maps / "deepstate-daily"], source=source("deepstate-daily"), now=NOW
    )
    assert report.failed == ()
    assert report.added + report.repeats + report.held == 353
    assert size(tmp_path / "maps") < 500_000
    assert size(tmp_path) < 12_000_000
    rows = archive.layer_days("deepstate-daily")
    hashes = {row.geometry_hash for row in rows}
    assert set(archive.geometries(hashes)) == hashes
    assert archive.verify().problems == ()


def test_opening_an_archive_imports_neither_shapely_nor_pyarrow(tmp_path):
    script = (
        "import sys; from retally.archive.archive import Archive;"
        f"Archive.open({str(tmp_path)!r}).layer_days('isw');"
        "print([name for name in ('shapely', 'pyarrow', 'numpy') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
