"""``retally archive``: what the archive holds, whether it is whole, what is held and why."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import click

from retally.cli.options import archive_option, csv_option, json_option
from retally.cli.output import print_csv, print_json, print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retally.model.snapshot import Snapshot


@click.group()
def command() -> None:
    """List, verify or release what the archive holds."""


@command.command("list")
@click.option("--source", metavar="S", help="Only this source.")
@archive_option()
@json_option()
@csv_option()
def list_snapshots(archive_path: Path, source: str | None, as_json: bool, as_csv: bool) -> None:
    """List every snapshot: one captured file each."""
    from retally.archive.archive import Archive

    _tell(Archive.open(archive_path).snapshots(source=source), as_json=as_json, as_csv=as_csv)


@command.command()
@archive_option()
@json_option()
@csv_option()
def holds(archive_path: Path, as_json: bool, as_csv: bool) -> None:
    """List what is held, with the reason: kept, but unknown for its day."""
    from retally.archive.archive import Archive
    from retally.model.words import State

    held = Archive.open(archive_path).snapshots(state=State.HELD)
    _tell(held, as_json=as_json, as_csv=as_csv)


@command.command()
@archive_option()
@json_option()
def verify(archive_path: Path, as_json: bool) -> int:
    """Hash everything again and compare: code 1 where something is damaged."""
    from retally.archive.archive import Archive

    report = Archive.open(archive_path).verify()
    if as_json:
        print_json(report.to_dict())
        return 1 if report.problems else 0
    for problem in report.problems:
        click.echo(f"{problem.id}: {problem.problem}")
    click.echo(f"checked {report.checked}, problems {len(report.problems)}")
    return 1 if report.problems else 0


@command.command()
@click.argument("snapshot_id", metavar="ID")
@click.option("--why", required=True, metavar="TEXT", help="Why it is right after all.")
@archive_option()
@json_option()
def release(snapshot_id: str, why: str, archive_path: Path, as_json: bool) -> None:
    """Release a held snapshot: it counts for its day from now on."""
    from retally.archive.archive import Archive

    archive = Archive.open(archive_path)
    released = archive.release(snapshot_id, why=why, now=datetime.now(UTC))
    if as_json:
        print_json({"snapshots": [snapshot_document(released)]})
    else:
        click.echo(f"released {released.id}: {released.source} {released.day.isoformat()}")


def snapshot_document(snapshot: Snapshot) -> dict[str, object]:
    """One snapshot as the contract's `archive list` document has it."""
    return {
        "id": snapshot.id,
        "source": snapshot.source,
        "day": snapshot.day.isoformat(),
        "day_evidence": snapshot.day_evidence,
        "published_at": _moment(snapshot.published_at),
        "captured_at": _moment(snapshot.captured_at),
        "address": snapshot.address,
        "licence": snapshot.licence,
        "sha256": snapshot.sha256,
        "state": snapshot.state.value,
        "statuses": [status.value for status in snapshot.statuses],
        "reason": snapshot.reason,
    }


_COLUMNS = (
    "id", "source", "day", "day_evidence", "published_at", "captured_at", "address", "licence",
    "sha256", "state", "statuses", "reason",
)  # fmt: skip


def _moment(value: datetime | None) -> str | None:
    """A moment as RFC 3339 in UTC; null where it is not known."""
    return None if value is None else value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _tell(snapshots: Sequence[Snapshot], *, as_json: bool, as_csv: bool) -> None:
    """Print snapshots as JSON, CSV or a table."""
    documents = [snapshot_document(snapshot) for snapshot in snapshots]
    if as_json:
        print_json({"snapshots": documents})
        return
    if as_csv:
        print_csv(_COLUMNS, [[_cell(one[name]) for name in _COLUMNS] for one in documents])
    elif snapshots:
        _print_snapshots(snapshots)
    else:
        click.echo("nothing to list")


def _cell(value: object) -> object:
    """A CSV cell; a list as words with blanks between."""
    return " ".join(map(str, value)) if isinstance(value, list) else value


def _print_snapshots(snapshots: Sequence[Snapshot]) -> None:
    """A table of snapshots in 80 columns, the reason of a hold under its line."""
    header = ("id", "source", "day", "captured", "state", "statuses")
    rows = [
        (
            snapshot.id,
            snapshot.source,
            snapshot.day.isoformat(),
            f"{snapshot.captured_at:%Y-%m-%d}",
            snapshot.state.value,
            " ".join(snapshot.statuses),
        )
        for snapshot in snapshots
    ]
    print_table(header, rows, left=frozenset(range(6)))
    for snapshot in snapshots:
        if snapshot.reason:
            click.echo()
            click.echo(fill(f"{snapshot.id}: {snapshot.reason}", 79))
