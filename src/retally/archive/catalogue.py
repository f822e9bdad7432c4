"""The catalogue: an SQLite file with a row for every snapshot, layer, part and release."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from retally.archive.rows import (
    LayerRow,
    Part,
    SnapshotRow,
    includes_text,
    layer_row,
    moment_text,
    part_of,
    repairs_text,
    snapshot_of,
)
from retally.model.snapshot import Snapshot
from retally.model.words import Party, Status

if TYPE_CHECKING:
    # shapely comes with it, and an archive must open without.
    from retally.model.control_map import Layer

_LAYER_ROWS = """
SELECT s.day, l.party, l.status, l.includes, l.area_km2, l.published_area_km2, l.vertices,
       l.geometry_hash, l.doubled, l.reason, l.released, l.number, s.version_at, s.captured_at,
       s.number, l.repairs
FROM snapshots s JOIN layers l ON l.snapshot = s.number
WHERE s.source = :source AND s.captured_at <= :as_of AND s.day BETWEEN :first AND :last
ORDER BY s.day, l.party, l.status, s.version_at, s.captured_at, s.number
"""

_END_OF_TIME = "9999-12-31T23:59:59.999999Z"


class Catalogue:
    """One open connection to the catalogue of an archive."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    # Reading

    def sources(self) -> tuple[str, ...]:
        """Names of the sources that have snapshots, in order."""
        rows = self._all("SELECT DISTINCT source FROM snapshots ORDER BY source")
        return tuple(name for (name,) in rows)

    def covers_from(self, source: str) -> date | None:
        """First day of the war that a source covers; None where it has none."""
        for (day,) in self._all("SELECT covers_from FROM sources WHERE name = ?", source):
            return date.fromisoformat(day) if day else None
        return None

    def vintages(
        self, source: str, *, as_of: datetime | None = None, day: date | None = None
    ) -> Iterator[LayerRow]:
        """Every vintage of every layer, by day, party, status; the one that counts comes last."""
        cursor = self.connection.execute(
            _LAYER_ROWS,
            {
                "source": source,
                "as_of": _END_OF_TIME if as_of is None else moment_text(as_of),
                "first": "0000-01-01" if day is None else day.isoformat(),
                "last": "9999-12-31" if day is None else day.isoformat(),
            },
        )
        return map(layer_row, cursor)

    def current(
        self, source: str, *, as_of: datetime | None = None, day: date | None = None
    ) -> list[LayerRow]:
        """The vintage that counts of every layer and day, sorted by day, party, status."""
        last: dict[tuple[date, Party, Status], LayerRow] = {}
        for row in self.vintages(source, as_of=as_of, day=day):
            last[row.layer.day, row.layer.party, row.layer.status] = row
        return list(last.values())

    def snapshots(self, source: str | None = None) -> list[Snapshot]:
        """Every snapshot with its layers, by source, day and vintage."""
        where = "" if source is None else "WHERE s.source = ?"
        rows = self._all(
            "SELECT s.number, s.id, s.source, s.day, s.day_evidence, s.published_at,"
            " s.captured_at, s.address, s.licence, s.sha256, s.geometry_hash, l.party, l.status,"
            " l.includes, l.area_km2, l.published_area_km2, l.vertices, l.geometry_hash,"
            f" l.doubled, l.reason FROM snapshots s JOIN layers l ON l.snapshot = s.number {where}"
            " ORDER BY s.source, s.day, s.version_at, s.captured_at, s.number, l.number",
            *(() if source is None else (source,)),
        )
        grouped: dict[int, list[Any]] = {}
        for row in rows:
            grouped.setdefault(row[0], []).append(row)
        return [snapshot_of(group) for group in grouped.values()]

    def parts(self) -> list[Part]:
        """Every part."""
        return [part_of(row) for row in self._all("SELECT * FROM parts ORDER BY source, month")]

    def part(self, source: str, month: str) -> Part | None:
        """The part of one source and month; None where there is none."""
        query = "SELECT * FROM parts WHERE source = ? AND month = ?"
        for row in self._all(query, source, month):
            return part_of(row)
        return None

    def parts_of(self, hashes: Iterable[str]) -> dict[Part, set[str]]:
        """The parts in which geometries lie, each with the hashes it can answer."""
        rows = self._all(
            "SELECT DISTINCT p.source, p.month, p.name, p.sha256, p.rows, l.geometry_hash"
            " FROM json_each(?) wanted CROSS JOIN layers l ON l.geometry_hash = wanted.value"
            " JOIN snapshots s ON s.number = l.snapshot"
            " JOIN parts p ON p.source = s.source AND p.month = substr(s.day, 1, 7)",
            json.dumps(list(hashes)),
        )
        found: dict[Part, set[str]] = {}
        for row in rows:
            found.setdefault(part_of(row[:5]), set()).add(row[5])
        return found

    def has_snapshot(self, snapshot: str) -> bool:
        """Whether there is a snapshot of that id."""
        return bool(self._all("SELECT 1 FROM snapshots WHERE id = ?", snapshot))

    def has_object(self, sha256: str) -> bool:
        """Whether a snapshot has these bytes."""
        return bool(self._all("SELECT 1 FROM snapshots WHERE sha256 = ? LIMIT 1", sha256))

    def held_among(self, snapshots: Iterable[str]) -> int:
        """How many of these snapshots, by id, have a layer that is held."""
        ((count,),) = self._all(
            "SELECT count(DISTINCT s.id) FROM json_each(?) wanted"
            " JOIN snapshots s ON s.id = wanted.value JOIN layers l ON l.snapshot = s.number"
            " WHERE l.reason IS NOT NULL",
            json.dumps(list(snapshots)),
        )
        return int(count)

    def objects(self) -> dict[str, tuple[str, int]]:
        """Of every captured file: hash, the id of one of its snapshots, and its size in bytes."""
        rows = self._all("SELECT sha256, min(id), max(size) FROM snapshots GROUP BY sha256")
        return {sha256: (snapshot, size) for sha256, snapshot, size in rows}

    def faults(self) -> list[str]:
        """What SQLite itself finds wrong with the file; empty where nothing is."""
        found = [line for (line,) in self._all("PRAGMA integrity_check(20)")]
        return [] if found == ["ok"] else found

    # Writing

    def begin(self) -> None:
        """Open a transaction: what follows happens together, or not at all."""
        self.connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make what happened since `begin` last."""
        self.connection.execute("COMMIT")

    def rollback(self) -> None:
        """Undo what happened since `begin`; nothing to do where SQLite has done so itself."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    @property
    def is_open(self) -> bool:
        """Whether a transaction has begun and not ended."""
        return self.connection.in_transaction

    def put_source(self, name: str, *, title: str, covers_from: date | None) -> None:
        """Note a source, or what has changed of it."""
        day = covers_from.isoformat() if covers_from else None
        self.connection.execute(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?)", (name, title, day)
        )

    def put_snapshot(
        self, row: SnapshotRow, layers: Sequence[Layer], areas_km2: Sequence[float]
    ) -> None:
        """Add a snapshot with its layers, none of them held yet."""
        cursor = self.connection.execute(
            "INSERT INTO snapshots VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                row.id,
                row.source,
                row.day.isoformat(),
                row.day_evidence,
                None if row.published_at is None else moment_text(row.published_at),
                moment_text(row.captured_at),
                moment_text(row.published_at or row.captured_at),
                row.address,
                row.licence,
                row.sha256,
                row.size,
                row.geometry_hash,
            ),
        )
        self.connection.executemany(
            "INSERT INTO layers VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0)",
            [
                (
                    cursor.lastrowid,
                    layer.party,
                    layer.status.value,
                    includes_text(layer.includes),
                    float(area_km2),
                    layer.published_area_km2,
                    # SQLite would keep numpy's integers as blobs.
                    int(layer.vertices),
                    layer.geometry_hash,
                    bool(layer.doubled),
                    repairs_text(layer.repairs),
                )
                for layer, area_km2 in zip(layers, areas_km2, strict=True)
            ],
        )

    def put_part(self, part: Part) -> None:
        """Switch a source's month to this part."""
        self.connection.execute(
            "INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?)",
            (part.source, part.month, part.name, part.sha256, part.rows),
        )

    def put_reasons(self, reasons: dict[int, str | None]) -> None:
        """Hold layers, or no longer, by the number of their rows."""
        self.connection.executemany(
            "UPDATE layers SET reason = ? WHERE number = ?",
            [(reason, number) for number, reason in reasons.items()],
        )

    def put_release(self, snapshot: str, *, why: str, now: datetime) -> None:
        """Free every held layer of a snapshot, and log it."""
        held = "snapshot = (SELECT number FROM snapshots WHERE id = :id) AND reason IS NOT NULL"
        values = {"id": snapshot, "why": why, "now": moment_text(now)}
        self.connection.execute(
            "INSERT INTO releases SELECT :id, party, status, reason, :why, :now"
            f" FROM layers WHERE {held}",
            values,
        )
        self.connection.execute(
            f"UPDATE layers SET released = 1, reason = NULL WHERE {held}", values
        )

    def settle(self) -> None:
        """Move the write-ahead log into the file, so that a read-only copy has everything."""
        self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _all(self, query: str, *values: object) -> list[Any]:
        """Every row of a query."""
        return self.connection.execute(query, values).fetchall()
