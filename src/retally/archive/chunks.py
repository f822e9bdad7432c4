"""An add as it runs: captured files become snapshots, some dozens committed at a time.

A chunk is there whole or not at all: bytes and parts are written and synced first, then one
transaction of the catalogue adds the rows and switches the parts, then the old parts go.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from retally.archive.catalogue import Catalogue
from retally.archive.holding import judge
from retally.archive.objects import object_path, objects, write_object
from retally.archive.parts import MAPS, PartRow, stored_geometry, write_part
from retally.archive.rows import LayerRow, Part, SnapshotRow, includes_text, moment_text
from retally.archive.troubles import archive_errors
from retally.archive.writing import empty_temporary, sync
from retally.errors import DayError, DecodeError, InputError
from retally.measure.area import area_km2
from retally.model.control_map import ControlMap, Layer
from retally.sources.base import Captured, Decoded, Source
from retally.sources.captures import Failure

FILES_A_CHUNK = 96
"""Files that are committed together at most: so many a kill can cost."""

FILES_TO_A_MONTHS_END = 40
"""Files from which on a chunk ends with its month. Each commit rewrites the months it touches;
files that come in order of days are then written once (a year of daily maps: 12 parts, not 17)."""

BYTES_A_CHUNK = 48 * 2**20
"""Bytes of geometry that are committed together at most, so that memory stays bounded."""

_THREADS = 4
"""Parts and syncs at a time: the device takes several syncs in the time of one."""

_AHEAD = timedelta(hours=14)
"""How far the calendar is ahead of UTC where it is furthest (Kiribati)."""

_FOLDER_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]*")


class Adding:
    """One run of `add`, under the writer's lock.

    Parameters
    ----------
    folder
        The archive.
    catalogue
        Open for writing.
    source
        Whose files.
    now
        When the run starts; a map of a later day is refused.
    """

    def __init__(
        self, folder: Path, catalogue: Catalogue, *, source: Source, now: datetime
    ) -> None:
        self.folder = folder
        self.catalogue = catalogue
        self.source = source
        self.now = now
        self.added: list[str] = []
        self.repeats = 0
        self.failed: list[Failure] = []
        self._start_chunk()

    def take(self, captured: Captured) -> None:
        """Decode one captured file and add what is new; commit when the chunk is full."""
        try:
            decoded = self.source.decode(captured)
            for control_map in decoded.maps:
                self._refuse(control_map, decoded, captured)
        except InputError as error:
            self.failed.append(Failure.of(error, path=captured.address or captured.name))
            return
        except MemoryError:
            self.failed.append(_out_of_memory(captured))
            return
        if self.files >= FILES_TO_A_MONTHS_END and self._begins_a_month(decoded):
            self.commit()
        try:
            with archive_errors(self.folder):
                for control_map in decoded.maps:
                    if control_map.layers:
                        self._take_map(control_map, decoded, captured)
                if self.files >= FILES_A_CHUNK or self.bytes >= BYTES_A_CHUNK:
                    self.commit()
        except BaseException:
            self.undo()
            raise

    def commit(self) -> None:
        """Make the chunk last: parts, then the catalogue, then the old parts go."""
        if not self.catalogue.is_open:
            return
        try:
            with archive_errors(self.folder):
                replaced = self._write_parts()
                for source in sorted({source for source, _ in self.rows}):
                    judge(self.catalogue, source)
                self.catalogue.commit()
        except BaseException:
            self.undo()
            raise
        with archive_errors(self.folder):
            self.catalogue.settle()
            for part in replaced:
                (self.folder / MAPS / part.name).unlink(missing_ok=True)
        self.added += self.chunk_ids
        self.repeats += self.chunk_repeats
        self._start_chunk()

    def undo(self) -> None:
        """Leave the archive as it was before the chunk."""
        self.catalogue.rollback()
        for path in self.new_files:
            path.unlink(missing_ok=True)
        self._start_chunk()

    def _start_chunk(self) -> None:
        """Forget the chunk before."""
        self.rows: dict[tuple[str, str], list[PartRow]] = {}
        self.new_files: list[Path] = []
        self.chunk_ids: list[str] = []
        self.chunk_repeats = 0
        self.files = 0
        self.bytes = 0

    def _begins_a_month(self, decoded: Decoded) -> bool:
        """Whether nothing of the chunk is of the months that these maps are of."""
        return not any(_month(one.source, one.day) in self.rows for one in decoded.maps)

    def _refuse(self, control_map: ControlMap, decoded: Decoded, captured: Captured) -> None:
        """Raise if a map speaks of a day to come, or contradicts itself."""
        where = captured.address or captured.name
        last = _last_day(self.now, decoded.published_at)
        if control_map.day > last:
            raise DayError(
                "the day lies in the future",
                where=where,
                expected=f"{last.isoformat()} or before",
                got=f"{control_map.day.isoformat()} ({decoded.day_evidence})",
                do="check the name, or say the day with --day",
            )
        if not _FOLDER_NAME.fullmatch(control_map.source):
            raise DecodeError(
                "the source's name cannot name a folder",
                where=where,
                expected="small letters, digits, dots, hyphens",
                got=repr(control_map.source),
            )
        names = [(layer.party, layer.status) for layer in control_map.layers]
        if len(set(names)) < len(names):
            twice = max(names, key=names.count)
            raise DecodeError(
                "a party and status has two layers in one map",
                where=where,
                got=f"{twice[1]} of {twice[0]}",
                do="unite them in one file, or say their statuses apart",
            )

    def _take_map(self, control_map: ControlMap, decoded: Decoded, captured: Captured) -> None:
        """Add one map as a snapshot, unless it repeats what is there."""
        if not self.catalogue.is_open:
            self.catalogue.begin()
        self.files += 1
        row = self._snapshot_row(control_map, decoded, captured)
        if self._is_repeat(row, control_map.layers):
            self.chunk_repeats += 1
            return
        if not self.catalogue.has_object(row.sha256):
            self.new_files.append(object_path(self.folder, row.sha256))
            write_object(self.folder, captured.content, sha256=row.sha256)
        self.catalogue.put_source(
            row.source, title=self.source.title, covers_from=self.source.covers_from
        )
        areas_km2 = [area_km2(layer.geometry) for layer in control_map.layers]
        self.catalogue.put_snapshot(row, control_map.layers, areas_km2)
        self.chunk_ids.append(row.id)
        for layer in control_map.layers:
            self._put_row(row, layer)

    def _put_row(self, row: SnapshotRow, layer: Layer) -> None:
        """Note a layer for the part of its month."""
        geometry = stored_geometry(layer.geometry)
        self.bytes += len(geometry)
        self.rows.setdefault(_month(row.source, row.day), []).append(
            PartRow(
                source=row.source,
                day=row.day,
                party=layer.party,
                status=layer.status,
                includes=includes_text(layer.includes),
                snapshot=row.id,
                geometry_hash=layer.geometry_hash,
                geometry=geometry,
            )
        )

    def _snapshot_row(
        self, control_map: ControlMap, decoded: Decoded, captured: Captured
    ) -> SnapshotRow:
        """The snapshot that a map would be, with an id that no other has."""
        sha256 = hashlib.sha256(captured.content).hexdigest()
        said = (control_map.source, control_map.day.isoformat(), sha256)
        moments = (moment_text(captured.captured_at), captured.address)
        attempt = 0
        while self.catalogue.has_snapshot(name := _id(*said, *moments, str(attempt))):
            attempt += 1
        return SnapshotRow(
            id=name,
            source=control_map.source,
            day=control_map.day,
            day_evidence=decoded.day_evidence,
            published_at=decoded.published_at,
            captured_at=captured.captured_at,
            address=captured.address or captured.name,
            licence=captured.licence or self.source.licence,
            sha256=sha256,
            size=len(captured.content),
            geometry_hash=_hash_of(control_map.layers),
        )

    def _is_repeat(self, row: SnapshotRow, layers: Sequence[Layer]) -> bool:
        """Whether every layer is there already, so that no answer at any moment would change."""
        there: dict[tuple[str, str], list[LayerRow]] = {}
        for vintage in self.catalogue.vintages(row.source, day=row.day):
            key = (vintage.layer.party, vintage.layer.status)
            there.setdefault(key, []).append(vintage)
        version = (
            moment_text(row.published_at or row.captured_at),
            moment_text(row.captured_at),
        )
        return all(
            _adds_nothing(layer, there.get((layer.party, layer.status), []), version)
            for layer in layers
        )

    def _write_parts(self) -> list[Part]:
        """Write and switch to the parts of the chunk, and sync all of it; gives the parts replaced.

        Compressing and syncing let go of Python's lock, so they go on side by side.
        """
        months = sorted(self.rows)
        old = [self.catalogue.part(source, month) for source, month in months]
        with ThreadPoolExecutor(_THREADS) as pool:
            jobs = [
                pool.submit(write_part, self.folder, part, self.rows[month])
                for month, part in zip(months, old, strict=True)
            ]
            synced = [pool.submit(sync, path) for path in self.new_files]
        # Every part that was written is noted before a failure of another is raised.
        parts = [job.result() for job in jobs if job.exception() is None]
        self.new_files += [self.folder / MAPS / part.name for part in parts]
        for job in jobs:
            self.catalogue.put_part(job.result())
        names = self.new_files[len(synced) :] + sorted({path.parent for path in self.new_files})
        with ThreadPoolExecutor(_THREADS) as pool:
            synced += [pool.submit(sync, path) for path in names]
        for done in synced:
            done.result()
        return [part for part in old if part is not None]


def sweep(folder: Path, catalogue: Catalogue) -> None:
    """Remove what a killed writer left: temporary names, parts and bytes of no snapshot."""
    empty_temporary(folder)
    known = {folder / MAPS / part.name for part in catalogue.parts()}
    known |= {object_path(folder, sha256) for sha256 in catalogue.objects()}
    for path in _files(folder):
        if path not in known:
            path.unlink(missing_ok=True)


def _files(folder: Path) -> Iterable[Path]:
    """Every file below `objects/` and `maps/`."""
    return [*objects(folder), *(folder / MAPS).glob("*/*.parquet")]


def _out_of_memory(captured: Captured) -> Failure:
    """The failure of a file that this machine cannot hold; the next one may be smaller."""
    reason = "there is not enough memory to read it; split it by day or layer"
    return Failure(path=captured.address or captured.name, reason=reason)


def _adds_nothing(layer: Layer, vintages: Sequence[LayerRow], version: tuple[str, str]) -> bool:
    """Whether a layer would be a vintage beside an equal one that was captured before it.

    Beside: directly before or after it in the order of vintages. Then at every moment from which
    it could be seen, the equal one is seen already.
    """
    earlier = [row for row in vintages if row.vintage[:2] <= version]
    later = [row for row in vintages if row.vintage[:2] > version]
    beside = [*earlier[-1:], *later[:1]]
    return any(
        row.layer.geometry_hash == layer.geometry_hash and row.vintage[1] <= version[1]
        for row in beside
    )


def _last_day(now: datetime, published_at: datetime | None) -> date:
    """The last day a map can speak of: today (UTC), or the day it was somewhere when published."""
    today = now.astimezone(UTC).date()
    if published_at is None or published_at > now:
        return today
    return max(today, (published_at.astimezone(UTC) + _AHEAD).date())


def _month(source: str, day: date) -> tuple[str, str]:
    """What a part holds: a source and a month."""
    return source, day.strftime("%Y-%m")


def _id(*said: str) -> str:
    """A short id that depends on what was captured, from where and when."""
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]


def _hash_of(layers: Sequence[Layer]) -> str:
    """One hash of all layers of a map, whatever their order."""
    lines = sorted(f"{layer.party}/{layer.status}/{layer.geometry_hash}" for layer in layers)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
