"""An archive: a folder of control maps as captured, several vintages a day, nothing overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retally.archive.connecting import reading, writing
from retally.archive.holding import judge, usable
from retally.archive.lock import writer_lock
from retally.archive.remembering import Cache
from retally.archive.rows import LayerRow, repairs_of
from retally.archive.troubles import archive_errors, damaged
from retally.errors import ArchiveError, UnknownNameError, UsageError
from retally.model.snapshot import LayerDay, Snapshot
from retally.model.words import State

if TYPE_CHECKING:
    import shapely

    from retally.archive.chunks import Adding
    from retally.archive.verifying import VerifyReport
    from retally.model.control_map import ControlMap
    from retally.sources.base import Captured, Source
    from retally.sources.captures import Failure

_ATTEMPTS = 10
"""How often a reader looks again where a writer replaced a part under its hands. A writer does so
once in some seconds at most, so twice is rare."""


@dataclass(frozen=True, kw_only=True)
class AddReport:
    """What became of the maps of an add: each is counted once.

    Parameters
    ----------
    added
        Snapshots that are new and used.
    repeats
        Maps that were there already, with equal geometry; nothing was stored.
    held
        Snapshots that are new, of which a layer is held.
    failed
        Files that could not be read; nothing of them was stored.
    """

    added: int
    repeats: int
    held: int
    failed: tuple[Failure, ...]

    def to_dict(self) -> dict[str, Any]:
        """The document of ``retally add --json``."""
        failed = [{"path": one.path, "reason": one.reason} for one in self.failed]
        return {
            "added": self.added,
            "repeats": self.repeats,
            "held": self.held,
            "failed": failed,
        }


class Archive:
    """A folder of control maps. One process writes at a time; readers never wait.

    Parameters
    ----------
    path
        The folder. `Archive.open` looks at it; this does not.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._cache = Cache(path)

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False) -> Archive:
        """The archive in a folder; one that is absent reads as empty.

        Parameters
        ----------
        path
            The folder.
        create
            Make the folder where it is absent.

        Raises
        ------
        ArchiveError
            If it is a file.
        ArchiveReadOnlyError, ArchiveFullError
            If the folder cannot be made.
        """
        folder = Path(path)
        if folder.exists() and not folder.is_dir():
            raise ArchiveError(
                "an archive is a folder, and this is a file",
                where=str(folder),
                do="name the archive's folder with --archive",
            )
        if create:
            with archive_errors(folder):
                folder.mkdir(parents=True, exist_ok=True)
        return cls(folder)

    # Writing

    def add(
        self,
        items: Iterable[Captured | Failure | Path],
        *,
        source: Source,
        now: datetime,
        progress: Callable[[str], None] | None = None,
    ) -> AddReport:
        """Add captured files: decode each, keep what is new, hold what looks wrong.

        Committed some dozens of files at a time: a killed or failing run loses the last ones
        only, and running it again counts what is there as repeats.

        Parameters
        ----------
        items
            Read one at a time. A path is a file or folder captured at `now`; a failure is handed
            through to the report.
        source
            Whose maps; the same for all.
        now
            The moment, UTC; a map of a later day fails.
        progress
            Called with the name of each file.

        Raises
        ------
        ArchiveLockedError, ArchiveReadOnlyError, ArchiveFullError, ArchiveDamagedError
            If the archive cannot be written. It is then as it was before the files at hand.
        """
        from retally.archive.chunks import Adding, sweep
        from retally.archive.writing import empty_temporary

        with archive_errors(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
        with writer_lock(self.path, now=now) as was_left, writing(self.path) as catalogue:
            if was_left:
                with archive_errors(self.path):
                    sweep(self.path, catalogue)
            run = Adding(self.path, catalogue, source=source, now=now)
            for item in _until_stopped(_captured(items, source, now), run.commit):
                _take(run, item, progress)
            run.commit()
            empty_temporary(self.path)
            with archive_errors(self.path):
                held = catalogue.held_among(run.added)
        return AddReport(
            added=len(run.added) - held,
            repeats=run.repeats,
            held=held,
            failed=tuple(run.failed),
        )

    def release(self, snapshot_id: str, *, why: str, now: datetime) -> Snapshot:
        """Free a held snapshot: it counts for its day from now on, whatever the rules say.

        Parameters
        ----------
        snapshot_id
            Its id, or the beginning of it where no other begins so.
        why
            The reason, kept in the log of releases.
        now
            The moment, UTC.

        Raises
        ------
        UnknownNameError
            If there is no such snapshot.
        UsageError
            If nothing of it is held, several begin so, or no reason is given.
        """
        if not why.strip():
            raise UsageError("a release needs a reason", do="say it with --why")
        found = self._named(snapshot_id)
        if found.state is State.OK:
            raise UsageError(
                "nothing of this snapshot is held",
                where=found.id,
                do="retally archive holds lists what is",
            )
        with (
            writer_lock(self.path, now=now),
            writing(self.path) as catalogue,
            archive_errors(self.path),
        ):
            catalogue.begin()
            catalogue.put_release(found.id, why=why.strip(), now=now)
            # The day that is free now may be the day before of one that was not judged by it.
            judge(catalogue, found.source)
            catalogue.commit()
        return self._named(found.id)

    # Reading

    def sources(self) -> tuple[str, ...]:
        """Names of the sources at hand, in order."""
        with reading(self.path) as catalogue:
            return catalogue.sources() if catalogue else ()

    def days(self, source: str, *, as_of: datetime | None = None) -> tuple[date, ...]:
        """The days that have a layer which is not held, in order."""
        return tuple(dict.fromkeys(row.day for row in self.layer_days(source, as_of=as_of)))

    def layer_days(self, source: str, *, as_of: datetime | None = None) -> tuple[LayerDay, ...]:
        """Every layer of every day by its current vintage, held ones left out.

        Parameters
        ----------
        source
            One that is not at hand has no layers.
        as_of
            Only what had been captured by then, with the holds as they stood then; None for all.

        Returns
        -------
        tuple of LayerDay
            Sorted by day, party, status.
        """
        return tuple(row.layer for row in self._usable(source, as_of=as_of))

    def geometries(self, hashes: Iterable[str]) -> dict[str, shapely.MultiPolygon]:
        """Canonical geometries by hash, read in bulk.

        A hash that the catalogue does not know is left out.

        Raises
        ------
        ArchiveDamagedError
            If a part is missing or has changed.
        """
        wanted = set(hashes)
        for _ in range(_ATTEMPTS):
            with reading(self.path) as catalogue:
                parts = catalogue.parts_of(wanted) if catalogue and wanted else {}
            try:
                return self._read(parts)
            except FileNotFoundError as error:
                # A writer has switched to another part since: the catalogue knows which.
                missing = error.filename
        raise damaged("a part of the maps is missing", where=str(missing))

    def control_map(
        self, source: str, day: date, *, as_of: datetime | None = None
    ) -> ControlMap | None:
        """The control map of a day from all its layers that are not held; None without any."""
        from retally.model.control_map import ControlMap, Layer

        rows = [row for row in self._usable(source, as_of=as_of, day=day) if row.layer.day == day]
        geometries = self.geometries(str(row.layer.geometry_hash) for row in rows)
        layers = tuple(
            Layer(
                party=row.layer.party,
                status=row.layer.status,
                geometry=geometries[str(row.layer.geometry_hash)],
                includes=row.layer.includes,
                published_area_km2=row.layer.published_area_km2,
                vertices=row.layer.vertices or 0,
                doubled=row.layer.doubled,
                repairs=repairs_of(row.repairs),
            )
            for row in rows
        )
        return ControlMap(source=source, day=day, layers=layers) if layers else None

    def snapshots(
        self, *, source: str | None = None, state: State | None = None
    ) -> tuple[Snapshot, ...]:
        """Every snapshot, by source, day and vintage.

        Parameters
        ----------
        source, state
            Only those; None for all.
        """
        with reading(self.path) as catalogue:
            found = catalogue.snapshots(source) if catalogue else []
        return tuple(one for one in found if state is None or one.state is state)

    def content(self, snapshot: Snapshot) -> bytes:
        """The bytes of a snapshot as captured, hashed again.

        Raises
        ------
        ArchiveDamagedError
            If they are missing or have changed.
        """
        from retally.archive.objects import read_object

        with reading(self.path) as catalogue:
            known = catalogue.objects() if catalogue else {}
        if snapshot.sha256 not in known:
            raise UnknownNameError("no such snapshot in this archive", where=snapshot.id)
        return read_object(self.path, snapshot.sha256, size=known[snapshot.sha256][1])

    def verify(self) -> VerifyReport:
        """Hash everything again; an archive that is absent, empty or half made has no problem."""
        from retally.archive.verifying import verify

        return verify(self.path)

    # Remembered measures

    def remembered(self, key: str) -> dict[str, Any] | None:
        """What `remember` was given under this key; None where it is not there any more."""
        return self._cache.get([key]).get(key)

    def remembered_of(self, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
        """What is remembered under these keys, in one go; keys that are not there are left out."""
        return self._cache.get(keys)

    def remember(self, entries: Mapping[str, dict[str, Any]]) -> None:
        """Keep measures by keys made of content hashes; does nothing where it cannot."""
        self._cache.put(entries)

    def _usable(
        self, source: str, *, as_of: datetime | None, day: date | None = None
    ) -> list[LayerRow]:
        """Current vintages that are not held: of all days, or at least of one."""
        with reading(self.path) as catalogue:
            if catalogue is None:
                return []
            # What was held at an earlier moment depends on the days around.
            rows = catalogue.current(source, as_of=as_of, day=day if as_of is None else None)
            covers_from = catalogue.covers_from(source)
        return usable(rows, covers_from=covers_from, seen_then=as_of is not None)

    def _read(self, parts: Mapping[Any, set[str]]) -> dict[str, shapely.MultiPolygon]:
        """Geometries from parts, each read from the first part that has it."""
        from retally.archive.parts import read_geometries

        found: dict[str, shapely.MultiPolygon] = {}
        for part, hashes in parts.items():
            missing = hashes - found.keys()
            if missing:
                found |= read_geometries(self.path, part, missing)
        return found

    def _named(self, snapshot_id: str) -> Snapshot:
        """The snapshot of that id, or whose id alone begins so."""
        found = [one for one in self.snapshots() if one.id.startswith(snapshot_id)]
        if not found or not snapshot_id:
            raise UnknownNameError(
                "no snapshot has this id",
                where=str(self.path),
                got=repr(snapshot_id),
                do="retally archive list shows all of them",
            )
        if len(found) > 1:
            ids = ", ".join(one.id for one in found[:5])
            raise UsageError("several snapshots begin so", got=ids, do="give the whole id")
        return found[0]


def _captured(
    items: Iterable[Captured | Failure | Path], source: Source, now: datetime
) -> Iterator[Captured | Failure]:
    """The items, with paths read as files captured now."""
    from retally.archive.adding import Hints, captured_files

    for item in items:
        if isinstance(item, Path):
            yield from captured_files([item], source=source, hints=Hints(captured_at=now))
        else:
            yield item


def _until_stopped(
    items: Iterator[Captured | Failure], commit: Callable[[], None]
) -> Iterator[Captured | Failure]:
    """The items; where getting the next one fails or is stopped, those before are committed."""
    while True:
        try:
            item = next(items)
        except StopIteration:
            return
        except BaseException:
            commit()
            raise
        yield item


def _take(run: Adding, item: Captured | Failure, progress: Callable[[str], None] | None) -> None:
    """Add one item, or note that it failed."""
    from retally.sources.base import Captured

    if isinstance(item, Captured):
        run.take(item)
        name = item.name
    else:
        run.failed.append(item)
        name = item.path
    if progress is not None:
        progress(name)
