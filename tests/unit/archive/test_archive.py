"""An archive from outside: what is added, what repeats, what is held, and what it answers."""

import json
import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest

from made_up_source import (
    FIRST,
    NOW,
    RUSSIA,
    SOURCE,
    UKRAINE,
    captured,
    content,
    layer,
    maps_content,
    nth_day,
    square,
)
from retally.archive import archive as archive_module
from retally.archive import chunks
from retally.archive.adding import Hints, captured_files
from retally.archive.archive import Archive
from retally.errors import (
    ArchiveDamagedError,
    ArchiveError,
    ArchiveFullError,
    FetchError,
    UnknownNameError,
    UsageError,
)
from retally.measure.area import area_km2
from retally.model.words import State, Status
from retally.sources.captures import Failure

SOON = NOW + timedelta(hours=1)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def archive(tmp_path):
    return Archive.open(tmp_path / "archive", create=True)


def add(archive, *items, now=LATER, **options):
    return archive.add(items, source=SOURCE, now=now, **options)


def counts(report):
    return report.added, report.repeats, report.held, len(report.failed)


def sizes(archive, **options):
    """Area of each day in hundredths of a degree, as the made-up squares have it."""
    return {
        (row.day - FIRST).days: row.geometry_hash
        for row in archive.layer_days("made-up", **options)
    }


def days_of(*sizes_, first=0, **known):
    """Captured files of one layer, a day each."""
    return [
        captured(content(layer(size, **known), day=nth_day(first + number)), name=f"{number}.json")
        for number, size in enumerate(sizes_)
    ]


def test_missing_archive_reads_as_empty_and_is_not_made(tmp_path):
    archive = Archive.open(tmp_path / "nowhere")
    assert archive.sources() == ()
    assert archive.days("made-up") == ()
    assert archive.layer_days("made-up") == ()
    assert archive.snapshots() == ()
    assert archive.geometries(["0" * 64]) == {}
    assert archive.control_map("made-up", FIRST) is None
    assert archive.verify().to_dict() == {"checked": 0, "problems": []}
    archive.remember({"key": {}})
    assert archive.remembered("key") is None
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("left", ["nothing", "empty catalogue", "catalogue of one table"])
def test_half_made_archive_reads_as_empty_and_verifies(tmp_path, left):
    import sqlite3
    from contextlib import closing

    if left == "empty catalogue":
        (tmp_path / "retally.sqlite").touch()
    if left == "catalogue of one table":
        with closing(sqlite3.connect(tmp_path / "retally.sqlite")) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(
                "CREATE TABLE sources (name TEXT PRIMARY KEY, title TEXT, covers_from TEXT)"
            )
    archive = Archive.open(tmp_path)
    assert archive.sources() == ()
    assert archive.verify().problems == ()
    assert counts(add(archive, *days_of(10))) == (1, 0, 0, 0)


def test_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ArchiveError, match="an archive is a folder, and this is a file"):
        Archive.open(tmp_path / "file")


def test_added_map_comes_back_as_it_was(archive):
    bytes_ = content(
        layer(10, includes=["prewar"], published=1.25), layer(3, party=UKRAINE, status="claimed")
    )
    report = add(archive, captured(bytes_, address="made/up/map.json", licence="mine"))
    assert report.to_dict() == {"added": 1, "repeats": 0, "held": 0, "failed": []}
    assert archive.sources() == ("made-up",)
    assert archive.days("made-up") == (FIRST,)
    control, claimed = archive.layer_days("made-up")
    assert (control.party, control.status) == (RUSSIA, Status.CONTROL)
    assert control.includes == {Status.PREWAR}
    assert control.area_km2 == area_km2(square(10))
    assert (control.published_area_km2, claimed.published_area_km2) == (1.25, None)
    found = archive.control_map("made-up", FIRST)
    assert found.layer(RUSSIA, Status.CONTROL).geometry == square(10)
    assert found.layer(UKRAINE, Status.CLAIMED).geometry == square(3)
    (snapshot,) = archive.snapshots()
    assert (snapshot.address, snapshot.licence) == ("made/up/map.json", "mine")
    assert (snapshot.state, snapshot.reason) == (State.OK, None)
    assert snapshot.captured_at == NOW
    assert snapshot.day_evidence == "the file says so"
    assert archive.content(snapshot) == bytes_
    assert archive.verify().problems == ()


def test_map_without_a_licence_has_that_of_its_source(archive):
    add(archive, captured(content(layer(10))))
    assert archive.snapshots()[0].licence == "made up"


def test_status_published_as_empty_is_a_layer_and_not_unknown(archive):
    add(archive, captured(content(layer(0))))
    (row,) = archive.layer_days("made-up")
    assert row.area_km2 == 0.0
    assert archive.control_map("made-up", FIRST).layers[0].geometry.is_empty


def test_file_of_several_days_is_a_snapshot_a_day_of_the_same_bytes(archive):
    bytes_ = maps_content([(nth_day(0), [layer(10)]), (nth_day(1), [layer(11)])])
    assert counts(add(archive, captured(bytes_))) == (2, 0, 0, 0)
    assert len({one.sha256 for one in archive.snapshots()}) == 1
    assert len({one.id for one in archive.snapshots()}) == 2
    assert len(list((archive.path / "objects").glob("*/*"))) == 1


def test_file_without_maps_is_counted_nowhere_and_not_kept(archive):
    assert counts(add(archive, captured(maps_content([])))) == (0, 0, 0, 0)
    assert counts(add(archive, captured(maps_content([(FIRST, [])])))) == (0, 0, 0, 0)
    assert not (archive.path / "objects").exists()


def test_day_again_with_equal_geometry_and_other_bytes_is_a_repeat(archive):
    add(archive, captured(content(layer(10))))
    again = captured(content(layer(10), note="other bytes"), captured_at=SOON)
    assert counts(add(archive, again)) == (0, 1, 0, 0)
    assert len(archive.snapshots()) == 1
    assert len(list((archive.path / "objects").glob("*/*"))) == 1


def test_repeat_is_seen_within_one_add(archive):
    first = captured(content(layer(10)))
    assert counts(add(archive, first, first, first)) == (1, 2, 0, 0)


def test_day_equal_to_the_day_before_is_stored_once_and_answers_for_its_day(archive):
    assert counts(add(archive, *days_of(10, 10, 10))) == (3, 0, 0, 0)
    assert len({row.geometry_hash for row in archive.layer_days("made-up")}) == 1
    assert archive.control_map("made-up", nth_day(2)).layers[0].geometry == square(10)
    (part,) = (archive.path / "maps").glob("*/*")
    from pyarrow.parquet import ParquetFile

    file = ParquetFile(part)
    assert file.metadata.num_rows == 3
    rows = file.read_row_group(0, columns=["geometry"])["geometry"]
    assert len(rows.dictionary_encode().chunk(0).dictionary) == 1
    assert "RLE_DICTIONARY" in file.metadata.row_group(0).column(7).encodings


def test_later_capture_of_a_day_replaces_it_and_as_of_shows_the_one_before(archive):
    add(archive, captured(content(layer(10))))
    assert counts(add(archive, captured(content(layer(12)), captured_at=SOON))) == (1, 0, 0, 0)
    assert archive.control_map("made-up", FIRST).layers[0].geometry == square(12)
    before = archive.control_map("made-up", FIRST, as_of=NOW)
    assert before.layers[0].geometry == square(10)
    assert archive.days("made-up", as_of=NOW - timedelta(seconds=1)) == ()
    kyiv = timezone(timedelta(hours=2))
    assert sizes(archive, as_of=NOW.astimezone(kyiv)) == sizes(archive, as_of=NOW)
    assert len(archive.snapshots()) == 2


def test_map_that_is_reverted_is_a_vintage_of_its_own(archive):
    for moment, size in enumerate((10, 12, 10)):
        item = captured(content(layer(size)), captured_at=NOW + timedelta(minutes=moment))
        assert counts(add(archive, item)) == (1, 0, 0, 0)
    assert archive.control_map("made-up", FIRST).layers[0].geometry == square(10)
    assert len({one.id for one in archive.snapshots()}) == 3


def test_reverted_map_of_the_same_moment_and_address_has_an_id_of_its_own(archive):
    items = [captured(content(layer(size))) for size in (10, 12, 10)]
    assert counts(add(archive, *items)) == (3, 0, 0, 0)
    assert len({one.id for one in archive.snapshots()}) == 3


def test_last_version_of_a_day_counts_in_whatever_order_versions_are_added(archive):
    morning = content(layer(10), published_at=datetime(2024, 1, 1, 6, tzinfo=UTC))
    evening = content(layer(12), published_at=datetime(2024, 1, 1, 20, tzinfo=UTC))
    add(archive, captured(evening))
    assert counts(add(archive, captured(morning, captured_at=SOON))) == (1, 0, 0, 0)
    assert archive.control_map("made-up", FIRST).layers[0].geometry == square(12)


def test_version_that_was_changed_later_replaces_itself_and_not_the_version_after_it(archive):
    morning = datetime(2024, 1, 1, 6, tzinfo=UTC)
    evening = datetime(2024, 1, 1, 20, tzinfo=UTC)
    add(archive, captured(content(layer(10), published_at=morning)))
    changed = content(layer(11), published_at=morning)
    add(archive, captured(changed, captured_at=SOON))
    assert archive.control_map("made-up", FIRST).layers[0].geometry == square(11)
    add(archive, captured(content(layer(12), published_at=evening), captured_at=NOW))
    assert archive.control_map("made-up", FIRST).layers[0].geometry == square(12)


def test_equal_map_captured_earlier_is_no_repeat_because_as_of_sees_it(archive):
    add(archive, captured(content(layer(10)), captured_at=SOON))
    assert counts(add(archive, captured(content(layer(10)), captured_at=NOW))) == (1, 0, 0, 0)
    assert len(sizes(archive, as_of=NOW)) == 1


def test_layers_of_one_day_come_from_several_files(archive):
    add(archive, captured(content(layer(10))), captured(content(layer(3, status="claimed"))))
    assert len(archive.control_map("made-up", FIRST).layers) == 2


def test_unreadable_file_fails_with_its_reason_and_the_rest_is_added(archive):
    bad = captured(b"cut of", address="folder/bad.json")
    report = add(archive, *days_of(10), bad, *days_of(11, first=1))
    assert (report.added, report.failed) == (
        2,
        (Failure(path="folder/bad.json", reason="is not JSON; fetch it again"),),
    )


def test_failure_of_an_item_is_handed_through(archive):
    failure = Failure(path="https://example.org", reason="timed out")
    assert add(archive, failure).failed == (failure,)


@pytest.mark.parametrize(
    "day, published_at, now, fails",
    [
        (FIRST, None, datetime(2024, 1, 1, 0, tzinfo=UTC), False),
        (FIRST, None, datetime(2023, 12, 31, 23, tzinfo=UTC), True),
        (
            FIRST,
            datetime(2023, 12, 31, 22, 30, tzinfo=UTC),
            datetime(2023, 12, 31, 23, tzinfo=UTC),
            False,
        ),
        (
            FIRST,
            datetime(2024, 1, 1, 1, tzinfo=UTC),
            datetime(2023, 12, 31, 23, tzinfo=UTC),
            True,
        ),
    ],
    ids=["today", "tomorrow", "today where it was published", "published in the future"],
)
def test_day_in_the_future_fails(archive, day, published_at, now, fails):
    item = captured(content(layer(1), day=day, published_at=published_at), captured_at=now)
    report = add(archive, item, now=now)
    assert len(report.failed) == fails
    if fails:
        assert "the day lies in the future (expected 2023-12-31 or before" in (
            report.failed[0].reason
        )
        assert archive.snapshots() == ()


def test_file_of_which_one_day_is_in_the_future_is_not_kept_at_all(archive):
    bytes_ = maps_content([(FIRST, [layer(10)]), (nth_day(999), [layer(11)])])
    assert counts(add(archive, captured(bytes_))) == (0, 0, 0, 1)
    assert archive.snapshots() == ()


def test_map_that_names_a_layer_twice_fails(archive):
    report = add(archive, captured(content(layer(1), layer(2))))
    assert "has two layers in one map (got control of russia)" in report.failed[0].reason


def test_source_name_that_could_leave_the_folder_fails(archive):
    document = json.loads(content(layer(1))) | {"source": "../elsewhere"}
    report = add(archive, captured(json.dumps(document).encode()))
    assert "the source's name cannot name a folder" in report.failed[0].reason


def test_bad_day_is_held_with_a_reason_and_unknown_for_its_day(archive):
    assert counts(add(archive, *days_of(20, 5, 20, 20))) == (3, 0, 1, 0)
    (held,) = archive.snapshots(state=State.HELD)
    assert held.day == nth_day(1)
    assert held.reason.startswith("control of russia falls from ")
    assert archive.days("made-up") == (nth_day(0), nth_day(2), nth_day(3))
    assert archive.control_map("made-up", nth_day(1)) is None
    assert len(archive.snapshots(state=State.OK)) == 3
    assert archive.snapshots(source="another") == ()


def test_hold_is_per_layer_and_the_other_layers_stay(archive):
    items = [
        captured(content(layer(size), layer(7, status="claimed"), day=nth_day(number)))
        for number, size in enumerate((20, 5, 20, 20))
    ]
    add(archive, *items)
    (row,) = archive.control_map("made-up", nth_day(1)).layers
    assert row.status is Status.CLAIMED
    (held,) = archive.snapshots(state=State.HELD)
    assert held.statuses == (Status.CONTROL, Status.CLAIMED)


def test_suspect_last_day_is_held_and_decided_by_the_next_map(archive):
    assert counts(add(archive, *days_of(20, 5))) == (1, 0, 1, 0)
    assert "awaits the next map" in archive.snapshots(state=State.HELD)[0].reason
    add(archive, *days_of(5, first=2))
    assert archive.snapshots(state=State.HELD) == ()
    assert len(archive.days("made-up")) == 3


def test_as_of_shows_a_hold_as_it_stood_then(archive):
    add(archive, *days_of(20, 5))
    third = captured(content(layer(5), day=nth_day(2)), captured_at=SOON)
    add(archive, third)
    assert len(archive.days("made-up")) == 3
    assert len(archive.days("made-up", as_of=NOW)) == 1
    assert archive.control_map("made-up", nth_day(1), as_of=NOW) is None


def test_corrected_vintage_of_a_held_day_counts(archive):
    add(archive, *days_of(20, 5, 20, 20))
    add(archive, captured(content(layer(20), day=nth_day(1)), captured_at=SOON))
    assert len(archive.days("made-up")) == 4


def test_day_before_what_the_source_covers_is_held(archive):
    add(archive, *days_of(20, first=-40))
    assert "before 2023-12-01" in archive.snapshots(state=State.HELD)[0].reason


def test_released_snapshot_counts_and_survives_the_next_add(archive):
    add(archive, *days_of(20, 5, 20, 20))
    (held,) = archive.snapshots(state=State.HELD)
    released = archive.release(held.id[:6], why=" I looked ", now=LATER)
    assert (released.id, released.state, released.reason) == (held.id, State.OK, None)
    add(archive, *days_of(20, first=4))
    assert len(archive.days("made-up")) == 5
    assert archive.snapshots(state=State.HELD) == ()
    assert len(archive.days("made-up", as_of=NOW)) == 5
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(archive.path / "retally.sqlite")) as connection:
        ((snapshot, why, at),) = connection.execute(
            "SELECT snapshot, why, released_at FROM releases"
        ).fetchall()
    assert (snapshot, why, at[:19]) == (held.id, "I looked", "2024-06-02T12:00:00")


def test_release_of_what_cannot_be_released_says_why(archive):
    add(archive, *days_of(*range(20, 40)))
    first = archive.snapshots()[0]
    with pytest.raises(UsageError, match="a release needs a reason"):
        archive.release(first.id, why=" ", now=LATER)
    with pytest.raises(UsageError, match="nothing of this snapshot is held"):
        archive.release(first.id, why="so", now=LATER)
    with pytest.raises(UnknownNameError, match=r"no snapshot has this id \(got 'zzz'"):
        archive.release("zzz", why="so", now=LATER)
    with pytest.raises(UnknownNameError, match="no snapshot has this id"):
        archive.release("", why="so", now=LATER)
    letters = [one.id[0] for one in archive.snapshots()]
    common = max(letters, key=letters.count)
    with pytest.raises(UsageError, match="several snapshots begin so"):
        archive.release(common, why="so", now=LATER)


def test_content_of_a_snapshot_of_another_archive_is_unknown(archive, tmp_path):
    add(archive, *days_of(10))
    other = Archive.open(tmp_path / "other")
    with pytest.raises(UnknownNameError, match="no such snapshot in this archive"):
        other.content(archive.snapshots()[0])


def test_geometries_leave_out_what_the_archive_does_not_have(archive):
    add(archive, *days_of(10, 11))
    hashes = [row.geometry_hash for row in archive.layer_days("made-up")]
    assert set(archive.geometries([*hashes, "f" * 64])) == set(hashes)
    assert archive.geometries([]) == {}


def test_geometry_of_several_months_is_read_once(archive, monkeypatch):
    add(archive, *days_of(10, first=0), *days_of(10, first=40))
    from retally.archive import parts

    read = []
    real = parts.read_geometries
    monkeypatch.setattr(
        parts, "read_geometries", lambda *given: read.append(given[1].month) or real(*given)
    )
    archive.geometries(row.geometry_hash for row in archive.layer_days("made-up"))
    assert read == ["2024-01"]


def test_paths_are_read_from_disk(archive, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.json").write_bytes(content(layer(10)))
    seen = []
    assert counts(add(archive, tmp_path / "in", progress=seen.append)) == (1, 0, 0, 0)
    assert seen == ["one.json"]
    assert archive.snapshots()[0].captured_at == LATER
    assert archive.snapshots()[0].address == str(tmp_path / "in" / "one.json")


def test_progress_names_failures_too(archive, tmp_path):
    seen = []
    add(archive, tmp_path / "absent", progress=seen.append)
    assert seen == [str(tmp_path / "absent")]


def test_chunks_are_committed_as_they_fill(archive, monkeypatch):
    monkeypatch.setattr(chunks, "FILES_A_CHUNK", 2)
    seen = []
    add(
        archive,
        *days_of(*range(10, 15)),
        progress=lambda name: seen.append(len(archive.snapshots())),
    )
    assert seen == [0, 2, 2, 4, 4]
    assert len(archive.snapshots()) == 5
    assert len(list((archive.path / "maps").glob("*/*"))) == 1
    assert archive.verify().problems == ()


def test_chunk_ends_with_its_month_once_it_has_some_files(archive, monkeypatch):
    monkeypatch.setattr(chunks, "FILES_TO_A_MONTHS_END", 2)
    seen = []
    items = [*days_of(10, 11, 12), *days_of(13, first=40), *days_of(14, 15, first=80)]
    add(archive, *items, progress=lambda name: seen.append(len(archive.snapshots())))
    assert seen == [0, 0, 0, 3, 3, 3]
    assert len(archive.snapshots()) == 6


def test_chunk_ends_when_its_geometry_is_large(archive, monkeypatch):
    monkeypatch.setattr(chunks, "BYTES_A_CHUNK", 1)
    seen = []
    add(archive, *days_of(10, 11), progress=lambda name: seen.append(len(archive.snapshots())))
    assert seen == [1, 2]


def test_what_came_before_a_failing_fetch_is_kept(archive):
    def items():
        yield from days_of(10, 11)
        raise FetchError("the service is gone")

    with pytest.raises(FetchError, match="the service is gone"):
        archive.add(items(), source=SOURCE, now=LATER)
    assert len(archive.snapshots()) == 2


@pytest.mark.parametrize("write", range(4), ids=lambda write: f"write {write}")
def test_full_disk_leaves_the_archive_as_it_was_before_the_files_at_hand(
    archive, monkeypatch, write
):
    import errno
    from pathlib import Path

    add(archive, *days_of(10, 11))
    before = sorted((path, path.read_bytes()) for path in archive.path.glob("*/*/*"))
    real = Path.replace
    count = iter(range(99))

    def replace(self, target):
        if next(count) == write:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        with pytest.raises(ArchiveFullError, match="no room is left on the device"):
            add(
                archive, *days_of(10, 11, 12, first=30), captured(content(layer(9), day=nth_day(3)))
            )
    assert sorted((path, path.read_bytes()) for path in archive.path.glob("*/*/*")) == before
    assert len(archive.snapshots()) == 2
    assert archive.verify().problems == ()
    assert counts(add(archive, *days_of(10, 11, 12))) == (1, 2, 0, 0)


def test_catalogue_that_may_not_grow_leaves_the_archive_as_it_was(archive):
    """A limit on the size of files is the full disk that every system can make."""
    import resource

    add(archive, *days_of(10, 11))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    try:
        with pytest.raises(ArchiveFullError, match="no room is left on the device"):
            add(archive, *days_of(*range(10, 60), first=100))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert len(archive.snapshots()) == 2
    assert archive.verify().problems == ()
    assert counts(add(archive, *days_of(*range(10, 60), first=100))) == (50, 0, 0, 0)
    assert archive.verify().problems == ()


def test_reader_looks_again_where_a_writer_replaced_a_part_under_its_hands(archive, monkeypatch):
    from retally.archive import parts

    add(archive, *days_of(10))
    (row,) = archive.layer_days("made-up")
    real = parts.read_geometries
    calls = []

    def replaced_once(*given):
        calls.append(given)
        if len(calls) == 1:
            raise FileNotFoundError(2, "gone", "part")
        return real(*given)

    monkeypatch.setattr(parts, "read_geometries", replaced_once)
    assert archive.geometries([row.geometry_hash])[row.geometry_hash] == square(10)
    assert len(calls) == 2


def test_missing_part_is_damage_and_not_an_endless_search(archive):
    add(archive, *days_of(10))
    (row,) = archive.layer_days("made-up")
    for part in (archive.path / "maps").glob("*/*"):
        part.unlink()
    with pytest.raises(ArchiveDamagedError, match="a part of the maps is missing"):
        archive.geometries([row.geometry_hash])
    with pytest.raises(ArchiveDamagedError, match="a part of the maps is missing"):
        add(archive, *days_of(11, first=1))


def test_reader_never_waits_and_always_finds_its_geometry_while_a_writer_writes(
    archive, monkeypatch
):
    monkeypatch.setattr(chunks, "FILES_A_CHUNK", 1)
    add(archive, *days_of(10))
    found = []
    done = threading.Event()

    def read():
        while not done.is_set():
            rows = archive.layer_days("made-up")
            hashes = {row.geometry_hash for row in rows}
            found.append(set(archive.geometries(hashes)) == hashes)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        add(archive, *days_of(*range(11, 36), first=1))
    finally:
        done.set()
        reader.join()
    assert len(found) > 1
    assert all(found)


def test_attempts_of_a_reader_are_few():
    assert 2 <= archive_module._ATTEMPTS <= 100


def test_hints_reach_the_snapshot(archive, tmp_path):
    (tmp_path / "one.json").write_bytes(content(layer(10)))
    hints = Hints(captured_at=NOW, licence="CC BY 4.0")
    items = captured_files([tmp_path / "one.json"], source=SOURCE, hints=hints)
    archive.add(items, source=SOURCE, now=LATER)
    assert archive.snapshots()[0].licence == "CC BY 4.0"
    assert archive.snapshots()[0].captured_at == NOW
