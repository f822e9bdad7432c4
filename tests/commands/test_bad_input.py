"""Bad input as a user meets it: one clear line, the code, the rest added, the archive whole."""

from __future__ import annotations

import fcntl
import json
import os
import resource
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from map_files import ALBERS, MERCATOR, WGS84, collection, feature, reprojected, shapefile, square
from map_files import zipped as together

REDS = {"party": "reds", "status": "control"}
MAPPING = '[map]\nparty = "reds"\nstatus = "control"\n'
GOOD = collection(feature([square(30, 48)], **REDS))
BOX = square(30, 48)


def drawn(*rings, **members) -> bytes:
    """A map of one polygon of the reds."""
    return collection(feature(list(rings), **REDS), **members)


def shapes(name: str = "front", west: float = 30, prj: str | None = WGS84) -> dict[str, bytes]:
    """A shapefile of one square."""
    crs = {ALBERS: "ESRI:102013", MERCATOR: MERCATOR}.get(prj)
    rings = [square(west, 48)] if crs is None else reprojected([square(west, 48)], crs)
    return shapefile(name, [[rings[0][::-1]]], prj=prj)


def other(files: dict[str, bytes], **parts: bytes) -> dict[str, bytes]:
    """A shapefile with other bytes in some of its files."""
    return {**files, **{f"front.{ending}": content for ending, content in parts.items()}}


def encrypted() -> bytes:
    content = bytearray(together({"map.geojson": GOOD}))
    content[content.find(b"PK\x03\x04") + 6] |= 1
    content[content.find(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def lying(method: int = zipfile.ZIP_DEFLATED, says: int | None = None) -> bytes:
    """A zip of a blank megabyte, with another size in its directory than it has."""
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", method) as archive:
        archive.writestr("map.geojson", b" " * 2**20)
    content = bytearray(sink.getvalue())
    if says is not None:
        place = content.find(b"PK\x01\x02") + 24
        content[place : place + 4] = struct.pack("<I", says)
    return bytes(content)


def over_the_limit() -> bytes:
    """Ten million vertices, as short as GeoJSON can say them."""
    return b'{"type":"Polygon","coordinates":[[' + b"[1,2]," * 10_000_000 + b"[1,2]]]}"


def shapes_over_the_limit() -> bytes:
    """A zipped shapefile of one ring of ten million vertices."""
    count = 10_000_000
    files = shapefile("front", [[BOX]])
    body = struct.pack("<i4d3i", 5, 30, 48, 31, 49, 1, count, 0) + bytes(16 * count)
    record = struct.pack(">2i", 1, len(body) // 2) + body
    head = bytearray(files["front.shp"][:100])
    head[24:28] = struct.pack(">i", (100 + len(record)) // 2)
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in {**files, "front.shp": bytes(head) + record}.items():
            archive.writestr(name, content)
    return sink.getvalue()


def parquet_over_the_limit() -> bytes:
    """GeoParquet of one ring of ten million vertices."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    count = 10_000_000
    ring = struct.pack("<B3I", 1, 3, 1, count) + bytes(16 * count)
    table = pa.table({"geometry": [ring]})
    geo = {"version": "1.1.0", "primary_column": "geometry"}
    geo["columns"] = {"geometry": {"encoding": "WKB", "geometry_types": []}}
    sink = pa.BufferOutputStream()
    marked = table.replace_schema_metadata({"geo": json.dumps(geo)})
    pq.write_table(marked, sink, use_dictionary=False, write_statistics=False)
    return sink.getvalue().to_pybytes()


def nested(depth: int) -> bytes:
    return b'{"type":"FeatureCollection","features":' + b"[" * depth + b"]" * depth + b"}"


VRT = (
    b"<OGRVRTDataSource><OGRVRTLayer name='other'><SrcDataSource>other.geojson</SrcDataSource>"
    b"</OGRVRTLayer></OGRVRTDataSource>"
)

REFUSED = {
    "empty": ("a.geojson", b"", "the file is empty"),
    "blank": ("a.geojson", b" \n", "the file is empty"),
    "truncated JSON": ("a.geojson", GOOD[:-20], "the JSON is cut off at character"),
    "truncated zip": ("a.zip", together(shapes())[:300], "cut off or damaged"),
    "truncated shapefile": (
        "a.zip",
        together(other(shapes(), shp=shapes()["front.shp"][:150])),
        "the shapefile is cut off",
    ),
    "truncated Parquet": ("a.parquet", b"PAR1" + b"\xff" * 40 + b"PAR1", "cut off or damaged"),
    "Latin encoding": ("a.geojson", GOOD.replace(b"reds", b"r\xe9ds"), "expected UTF-8"),
    "UTF-16": ("a.geojson", GOOD.decode().encode("utf-16"), "wrong encoding"),
    "UTF-16 without a mark": ("a.geojson", GOOD.decode().encode("utf-16-be"), "wrong encoding"),
    "wrong encoding of attributes": (
        "a.zip",
        together(other(shapes(), dbf=shapes()["front.dbf"].replace(b"mapper", b"\xff\xfeappe"))),
        "the attributes have a wrong encoding",
    ),
    "zip with a path outside itself": ("a.zip", together({"../a.geojson": GOOD}), "outside itself"),
    "zip bomb": ("a.zip", together({"a.geojson": b" " * 2**25}), "as a zip bomb does"),
    "zip bomb that lies": ("a.zip", lying(says=1000), "cut off or damaged"),
    "zip of absurd size": ("a.zip", lying(says=2**31), "holds too much"),
    "zip packed with bzip2": ("a.zip", lying(zipfile.ZIP_BZIP2, 1000), "in an unusual way"),
    "nested zip": ("a.zip", together({"b.zip": together({"a.geojson": GOOD})}), "zip file within"),
    "encrypted zip": ("a.zip", encrypted(), "without a password"),
    "shapefile without .prj": ("a.zip", together(shapes(prj=None)), "give it with --crs"),
    "latitude and longitude swapped": (
        "a.geojson",
        drawn([(lat, lon) for lon, lat in square(120, 48)]),
        "latitude and longitude are swapped",
    ),
    "coordinates out of range": ("a.geojson", drawn(square(150, 95)), "out of range"),
    "metres taken for degrees": ("a.geojson", drawn(square(4e6, 6e6, 1e5)), "are no degrees"),
    "ring over the antimeridian": (
        "a.geojson",
        drawn([(179, 10), (-179, 10), (-179, 11), (179, 11), (179, 10)]),
        "over the antimeridian",
    ),
    "ring over the pole": (
        "a.geojson",
        drawn([(0, 80), (120, 80), (120, 90), (0, 90), (0, 80)]),
        "touches a pole",
    ),
    "NaN": ("a.geojson", GOOD.replace(b"48.1", b"NaN"), "is not a number"),
    "infinite": ("a.geojson", GOOD.replace(b"48.1", b"1e999"), "is not a number"),
    "number of 400 digits": ("a.geojson", GOOD.replace(b"48.1", b"9" * 400), "is not a number"),
    "number of 5,000 digits": ("a.geojson", GOOD.replace(b"48.1", b"9" * 5000), "more digits"),
    "null for a coordinate": ("a.geojson", GOOD.replace(b"48.1", b"null"), "is not a number"),
    "nested 100,000 deep": ("a.geojson", nested(100_000), "nested too deep"),
    "properties that are no object": (
        "a.geojson",
        GOOD.replace(json.dumps(REDS).encode(), b'"reds"'),
        "properties are no object",
    ),
    "geometry that is no object": (
        "a.geojson",
        b'{"type":"FeatureCollection","features":[{"properties":{},"geometry":[1]}]}',
        "not a GeoJSON geometry",
    ),
    "type that is no word": ("a.geojson", b'{"type":{},"features":[]}', "not a GeoJSON object"),
    "unknown reference system": (
        "a.geojson",
        drawn(BOX, crs={"properties": {"name": "EPSG:999999"}}),
        "unknown coordinate reference system",
    ),
    "reference system of heights": (
        "a.geojson",
        drawn(BOX, crs={"properties": {"name": "EPSG:5773"}}),
        "no place on Earth",
    ),
    "file that names another": ("a.kml", VRT, "expected KML, got <OGRVRTDataSource>"),
    "web page": ("a.geojson", b"<!doctype html><html>", "a web page, not a map"),
    "no map at all": ("a.gpkg", b"\x7fELF" + bytes(500), "no known format"),
    "day in the future": ("2999-01-01.geojson", GOOD, "the day lies in the future"),
    "no day": ("front.geojson", GOOD, "--day YYYY-MM-DD"),
    "10 million vertices in JSON": ("a.geojson", over_the_limit, "too many vertices"),
    "10 million vertices in a shapefile": ("a.zip", shapes_over_the_limit, "too many vertices"),
    "10 million vertices in Parquet": ("a.parquet", parquet_over_the_limit, "too many vertices"),
}
DATED = ("no day", "day in the future")


@pytest.fixture
def folder(retally, tmp_path) -> Path:
    """A folder with one good map in a folder of its own, and the mapping."""
    (tmp_path / "maps" / "2021-02-02").mkdir(parents=True)
    (tmp_path / "maps" / "2021-02-02" / "good.geojson").write_bytes(GOOD)
    (tmp_path / "mapping.toml").write_text(MAPPING)
    return tmp_path / "maps"


def add(retally, path, *options):
    return retally("add", path, "--source", "vector", "--map", "mapping.toml", *options)


def assert_added(retally, ran, *, failed: str, says: str):
    """One failed with one line, the good map added, the archive whole."""
    assert ran.code == 4, ran.err
    assert ran.out == "added 1, repeats 0, held 0, failed 1\n"
    assert ran.err.count("\n") == 1, ran.err
    assert ran.err.startswith("failed ")
    assert failed in ran.err
    assert says in ran.err
    assert len(ran.err) < 700
    assert retally("archive", "verify", "--json").document["problems"] == []


@pytest.mark.parametrize("case", REFUSED)
def test_bad_file_gets_one_line_and_the_rest_is_added(retally, folder, case):
    name, content, says = REFUSED[case]
    place = folder if case in DATED else folder / "2021-02-01"
    place.mkdir(exist_ok=True)
    (place / name).write_bytes(content() if callable(content) else content)
    assert_added(retally, add(retally, folder), failed=name, says=says)


REPAIRED = {
    "unclosed ring": drawn(BOX[:-1]),
    "bow-tie": drawn([(30, 48), (31, 49), (31, 48), (30, 49), (30, 48)]),
    "zero-area ring beside ground": drawn(BOX, [(30, 48), (30.1, 48.1), (30, 48), (30, 48)]),
    "byte order mark": b"\xef\xbb\xbf" + GOOD,
    "zip of two reference systems": together({**shapes("a", prj=ALBERS), **shapes("b", 31)}),
    "attributes that are garbage": together(other(shapes(), dbf=b"\xff" * 60)),
}


@pytest.mark.parametrize("case", REPAIRED)
def test_what_can_be_read_is_read(retally, folder, case):
    (folder / "2021-02-01").mkdir()
    (folder / "2021-02-01" / "odd.geojson").write_bytes(REPAIRED[case])
    found = add(retally, folder, "--json").document
    # What stands out from the day after may be held; nothing is lost.
    assert (found["added"] + found["held"], found["failed"]) == (2, [])
    assert retally("archive", "verify", "--json").document["problems"] == []


def test_shapefile_without_prj_is_read_with_crs(retally, tmp_path, folder):
    (tmp_path / "front.zip").write_bytes(together(shapes(prj=None)))
    given = ("--day", "2021-02-01", "--crs", "EPSG:4326")
    assert add(retally, tmp_path / "front.zip", *given).code == 0


NAMES = ("two\nlines.json", "Київ ü.json", "l" * 250 + ".json", "\x1b[31mred.json", "[up][b].json")


@pytest.mark.parametrize("name", [*NAMES, b"bad\xff\xfe.json"], ids=range(len(NAMES) + 1))
def test_odd_name_stays_one_line_and_printable(retally, folder, name):
    place = Path(os.fsdecode(os.fsencode(folder) + b"/" + os.fsencode(name)))
    place.write_bytes(b"{")
    ran = add(retally, folder)
    assert_added(retally, ran, failed=".json", says="the JSON is cut off")
    assert ran.err.rstrip("\n").isprintable()
    place.write_bytes(GOOD)
    assert add(retally, place, "--day", "2021-02-05").code == 0
    assert len(retally("archive", "list", "--json").document["snapshots"]) == 2


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_endless_link(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_loop(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (make_pipe, "got a pipe"),
        (make_endless_link, "got a device"),
        (make_loop, "symbolic links"),
    ],
)
def test_what_is_no_file_is_named_and_never_waited_for(retally, folder, make, says):
    make(folder / "odd.geojson")
    assert_added(retally, add(retally, folder), failed="odd.geojson", says=says)


def test_folders_named_like_zips_and_links_in_a_circle_are_walked_once(retally, folder, tmp_path):
    (folder / "2021-02-03.zip").mkdir()
    (folder / "2021-02-03.zip" / "map.geojson").write_bytes(GOOD)
    (folder / "2021-02-03.zip" / "up").symlink_to(folder)
    elsewhere = tmp_path / "2021-02-04"
    elsewhere.mkdir()
    (elsewhere / "map.geojson").write_bytes(GOOD)
    (folder / "linked").symlink_to(elsewhere)
    ran = add(retally, folder, "--json")
    assert ran.document == {"added": 2, "repeats": 0, "held": 0, "failed": ran.document["failed"]}
    assert len(ran.document["failed"]) == 1  # "linked" is no day
    assert ran.code == 4


def test_path_that_is_too_long_is_named(retally, folder):
    ran = add(retally, "x" * 5000 + ".geojson")
    assert ran.code == 3
    assert "name too long" in ran.err


def test_capture_in_the_future_is_refused(retally, folder):
    ran = add(retally, folder, "--captured-at", "2999-01-01T00:00:00Z")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "--captured-at: the moment of capture lies in the future" in ran.err


@pytest.mark.parametrize("mapping", ["folder", "closed bytes"])
def test_mapping_that_cannot_be_read_is_named(retally, folder, tmp_path, mapping):
    (tmp_path / "mapping.toml").unlink()
    if mapping == "folder":
        (tmp_path / "mapping.toml").mkdir()
    else:
        (tmp_path / "mapping.toml").write_bytes(b"\xff\xfe")
    ran = add(retally, folder)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "mapping.toml" in ran.err


def test_place_and_definition_that_are_not_known_name_the_nearest(filled):
    window = ("--from", "2021-03-02", "--to", "2021-03-05")
    near = ("--near", "Pokrovks", "--km", "40")
    for command, says in (
        (("gains", "--definition", "frim", *window), "firm"),
        (("held", "--definition", "frim", "--day", "2021-03-02"), "firm"),
        (("gains", "--definition", "firm", *window, *near), "Pokrovsk"),
    ):
        ran = filled(*command)
        # On a fresh machine the index of places is announced and built first.
        said = [line for line in ran.err.splitlines() if not line.startswith("indexing")]
        assert (ran.code, len(said)) == (2, 1), ran.err
        assert says in said[0]


def test_window_before_the_series_says_where_it_begins(filled):
    ran = filled("gains", "--definition", "firm", "--from", "2019-01-01", "--to", "2019-02-01")
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    assert "2021-03-01" in ran.err


DAMAGED = {
    "garbage": b"not a database" * 500,
    "empty": b"",
    "cut": None,
    "another database": None,
    "gone": None,
}


def spoil(path: Path, how: str) -> None:
    """Put something else in the place of the catalogue."""
    content = path.read_bytes()
    path.unlink()
    if DAMAGED[how] is not None:
        path.write_bytes(DAMAGED[how])
    elif how == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif how == "another database":
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("CREATE TABLE music (title)")


@pytest.mark.parametrize("how", DAMAGED)
def test_catalogue_that_is_damaged_is_never_taken_for_an_empty_one(filled, tmp_path, how):
    catalogue = tmp_path / "retally-archive" / "retally.sqlite"
    spoil(catalogue, how)
    before = catalogue.read_bytes() if catalogue.exists() else None
    files = sorted((tmp_path / "retally-archive").rglob("*.*"))
    ran = filled("archive", "verify", "--json")
    assert ran.code == 1
    assert ran.document["problems"]
    for command in (
        ("archive", "list"),
        ("add", tmp_path / "maps", "--source", "vector", "--map", "mapping.toml"),
    ):
        ran = filled(*command)
        assert ran.code == 3, (command, ran.out)
        assert ran.err.count("\n") == 1
        assert "retally.sqlite" in ran.err
        assert "restore it from a copy" in ran.err
    after = set((tmp_path / "retally-archive").rglob("*.*"))
    assert {path for path in files if path.suffix != ".sqlite"} <= after
    if how != "cut":
        assert (catalogue.read_bytes() if catalogue.exists() else None) == before


def test_missing_part_is_found_and_named(filled, tmp_path):
    for part in (tmp_path / "retally-archive" / "maps").rglob("*.parquet"):
        part.unlink()
    ran = filled("archive", "verify")
    assert ran.code == 1
    assert "the part is missing" in ran.out
    ran = filled("gains", "--definition", "firm", "--by", "day")
    assert (ran.code, ran.err.count("\n")) == (3, 1), ran.err
    assert ".parquet: a part of the maps is missing" in ran.err


def test_cache_of_garbage_is_never_an_error(filled, tmp_path):
    asked = ("gains", "--definition", "firm", "--by", "day", "--json")
    first = filled(*asked).document
    (tmp_path / "retally-archive" / "cache.sqlite").write_bytes(b"garbage" * 999)
    for _ in range(2):
        ran = filled(*asked)
        assert (ran.code, ran.err, ran.document) == (0, "", first)


def test_archive_that_is_a_file_is_refused(retally, folder, tmp_path):
    (tmp_path / "taken").write_text("x")
    for place in ("taken", "taken/inside"):
        ran = add(retally, folder, "--archive", place)
        assert ran.code in (2, 3)
        assert "taken" in ran.err


# As processes of their own.

RETALLY = [sys.executable, "-m", "retally"]


def small_files() -> None:
    """Let no file grow beyond 64 KiB, as on a device that is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))


def run_apart(folder, *arguments, before=None):
    return subprocess.run(
        [*RETALLY, *map(str, arguments)],
        cwd=folder,
        preexec_fn=before,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


ADD = ("add", "maps", "--source", "vector", "--map", "mapping.toml")


def test_full_disk_is_named_and_the_archive_stays_whole(retally, folder, tmp_path):
    assert add(retally, folder).code == 0
    ring = np.random.default_rng(1).uniform((30, 48), (30.1, 48.1), (20_000, 2))
    hull = [square(30 + 0.2 * n, 48) for n in range(3)]
    noise = {"type": "Feature", "properties": {"noise": ring.tolist()}, "geometry": None}
    (folder / "2021-02-04.geojson").write_bytes(
        collection(*(feature([one], **REDS) for one in hull), noise)
    )
    ran = run_apart(tmp_path, *ADD, before=small_files)
    assert ran.returncode == 3, ran.stderr
    assert ran.stderr.count("\n") == 1
    assert "no room is left" in ran.stderr
    assert retally("archive", "verify", "--json").document["problems"] == []
    assert len(retally("archive", "list", "--json").document["snapshots"]) == 1
    found = add(retally, folder, "--json").document
    assert (found["added"] + found["held"], found["repeats"], found["failed"]) == (1, 1, [])


@contextmanager
def ordinary_user():
    """Rights count inside: root would pass over them."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.fixture
def open_place():
    """A folder that every user may enter, as pytest's own is not."""
    place = Path(tempfile.mkdtemp(prefix="retally-test-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


def test_archive_that_may_not_be_written_still_answers(filled, tmp_path, open_place, monkeypatch):
    for name in ("retally-archive", "maps"):
        shutil.copytree(tmp_path / name, open_place / name)
    for name in ("mapping.toml", "retally.toml"):
        shutil.copy(tmp_path / name, open_place / name)
    read = ("gains", "--definition", "firm", "--json")
    known = filled(*read).document
    assert filled("archive", "verify").code == 0
    monkeypatch.chdir(open_place)
    with ordinary_user():
        written, asked, verified = filled(*ADD), filled(*read), filled("archive", "verify")
    assert (written.code, written.err.count("\n")) == (3, 1), written.err
    assert "the archive cannot be written" in written.err
    assert (asked.code, asked.err, asked.document) == (0, "", known)
    assert verified.code == 0


def test_second_writer_is_told_who_the_first_is(filled, tmp_path):
    held = os.open(tmp_path / "retally-archive" / "retally.lock", os.O_RDWR)
    os.pwrite(held, b"process 1 (retally add)", 0)
    fcntl.flock(held, fcntl.LOCK_EX)
    ran = run_apart(tmp_path, *ADD)
    assert (ran.returncode, ran.stderr.count("\n")) == (3, 1)
    assert "is being written by process 1 (retally add)" in ran.stderr
    assert run_apart(tmp_path, "archive", "list").returncode == 0
    os.close(held)
    assert run_apart(tmp_path, *ADD).stdout == "added 0, repeats 3, held 0, failed 0\n"


def test_add_that_is_killed_leaves_a_whole_archive(retally, folder, tmp_path):
    for number in range(200):
        name = f"2020-{1 + number // 25:02}-{1 + number % 25:02}.geojson"
        (folder / name).write_bytes(drawn(square(30, 48, 0.1 + number / 1e4)))
    for seconds in (0.6, 0.9, 1.2):
        with subprocess.Popen([*RETALLY, *ADD], cwd=tmp_path, stdout=subprocess.PIPE) as process:
            time.sleep(seconds)
            process.kill()
        assert retally("archive", "verify", "--json").document["problems"] == []
    assert add(retally, folder, "--json").code == 0
    assert len(retally("archive", "list", "--json").document["snapshots"]) == 201


def test_ten_million_vertices_are_refused_within_a_gigabyte(folder, tmp_path):
    (folder / "2021-02-01.geojson").write_bytes(over_the_limit())
    script = (
        # getrusage would count the peak of the process that started this one.
        "import re, sys; from retally.cli.main import run; code = run(sys.argv[1:]);"
        "status = open('/proc/self/status').read();"
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', status)[1]) // 1024); sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, *ADD],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 4, ran.stderr
    assert int(ran.stdout.splitlines()[-1]) < 1000
