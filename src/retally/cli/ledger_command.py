"""``retally ledger``: who said which quantity when, and how it was revised."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from retally.cli.ledger_input import import_file, open_ledger, readings
from retally.cli.options import Day, csv_option, json_option, ledger_option
from retally.cli.output import print_csv, print_json, print_table, say
from retally.cli.story_input import story_arguments
from retally.errors import UsageError

if TYPE_CHECKING:
    from retally.ledger.chains import Chain, Link
    from retally.ledger.copies import Difference
    from retally.ledger.entry import Entry
    from retally.ledger.writer import Added, Writer


@click.group()
def command() -> None:
    """Keep who said which quantity when; nothing in it is ever overwritten."""


@command.command()
@story_arguments()
@click.option("--published", type=Day(), metavar="D", help="The day the stories were published.")
@ledger_option()
@json_option()
def add(
    stories: tuple[str, ...],
    allow_local: bool,
    published: date | None,
    ledger_path: Path | None,
    archive_path: Path,
    as_json: bool,
) -> int:
    """Record the figures of stories: files, folders, addresses, or - for standard input.

    The same story again adds nothing. Of a copy of a recorded story only what is new is added, and
    what the two print differently is shown. Code 3 where nothing could be read, 4 where some
    stories could not.
    """
    from retally.ledger.added import added_document

    if not stories:
        raise UsageError("which story?", expected="a file, a folder, an address, or -")
    ledger = open_ledger(ledger_path, archive_path)
    failed: list[dict[str, str]] = []
    done: list[tuple[str, Added]] = []
    now = datetime.now(UTC)
    with ExitStack() as stack:
        writer: Writer | None = None
        told = readings(
            stories, published=published, allow_local=allow_local, archive_path=archive_path
        )
        for one in told:
            if one.reading is None:
                failed.append({"path": one.name, "reason": one.reason})
                continue
            # Where nothing can be read, no ledger is made.
            writer = writer or stack.enter_context(ledger.writing(now=now))
            address = None if one.name == "-" else one.name
            done.append((one.name, writer.add(one.reading, now=now, address=address)))
    if as_json:
        print_json(added_document(done, failed))
    else:
        for name, one in done:
            _print_added(name, one)
    if failed:
        return 4 if done else 3
    return 0


@command.command()
@click.option("--side", metavar="TEXT", help="Only of this side, as russia.")
@click.option("--measure", metavar="KIND", help="Only this kind of figure, as killed.")
@click.option("--source", metavar="TEXT", help="Only said by this source.")
@click.option("--place", metavar="TEXT", help="Only of this place.")
@click.option("--since", type=Day(), metavar="D", help="Only about this day and later ones.")
@click.option("--until", type=Day(), metavar="D", help="Only about this day and earlier ones.")
@ledger_option()
@json_option()
@csv_option()
def show(
    ledger_path: Path | None, archive_path: Path, as_json: bool, as_csv: bool, **filters: Any
) -> None:
    """List what is recorded: the number, who said it, and the key for `history`."""
    from retally.ledger.exchange import csv_text

    _known_measure(filters["measure"])
    entries = open_ledger(ledger_path, archive_path).entries(**filters)
    if as_json:
        print_json({"entries": [entry.to_dict() for entry in entries]})
    elif as_csv:
        click.echo(csv_text(entries), nl=False)
    elif entries:
        _print_entries(entries)
    else:
        click.echo("nothing is recorded" + (" of that" if any(filters.values()) else ""))


@command.command()
@click.argument("key", metavar="KEY")
@ledger_option()
@json_option()
@csv_option()
def history(
    key: str, ledger_path: Path | None, archive_path: Path, as_json: bool, as_csv: bool
) -> None:
    """Show how a quantity was revised: each source's numbers in order, with the factors.

    KEY is one that `show` prints, or a part of it that no other has.
    """
    chains = open_ledger(ledger_path, archive_path).history(key)
    if as_json:
        print_json({"key": chains[0].key, "chains": [chain.to_dict() for chain in chains]})
        return
    if as_csv:
        header = ("day", "source", "number", "factor", "said_by", "story")
        rows = [_history_row(chain, link) for chain in chains for link in chain.links]
        print_csv(header, rows)
        return
    click.echo(chains[0].key)
    shown = [_history_cells(chain, link) for chain in chains for link in chain.links]
    print_table(("day", "source", "number", "factor", "story"), shown, left=frozenset({0, 1, 4}))


@command.command("import")
@click.argument("path", metavar="CSV", type=click.Path(path_type=Path))
@ledger_option()
@json_option()
def import_table(path: Path, ledger_path: Path | None, archive_path: Path, as_json: bool) -> int:
    """Import a table of casualty estimates, or a ledger that was exported.

    A table of estimates has the columns date, low, high, estimate, type, source, url, country, in
    any order. A row that cannot be read is named and left out: code 4, or 3 where none could.
    """
    report = import_file(open_ledger(ledger_path, archive_path), path, now=datetime.now(UTC))
    for bad in report["failed"]:
        say(f"retally: {path}: row {bad['row']}: {bad['reason']}")
    if as_json:
        print_json(report)
    else:
        click.echo(f"added {report['added']}, already there {report['repeats']}")
    if report["failed"]:
        return 4 if report["added"] or report["repeats"] else 3
    return 0


@command.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@ledger_option()
@json_option()
@csv_option()
def export(
    out: Path | None, ledger_path: Path | None, archive_path: Path, as_json: bool, as_csv: bool
) -> None:
    """Write the ledger as CSV (every entry) or, with --json, the whole of it.

    `import` takes either back into a new ledger with the same entries.
    """
    import json

    from retally.ledger.exchange import csv_text

    if as_json and as_csv:
        raise click.UsageError("--json or --csv, not both")
    ledger = open_ledger(ledger_path, archive_path)
    if as_json:
        text = json.dumps(ledger.document(), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    else:
        text = csv_text(ledger.entries())
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8", newline="")
        say(f"wrote {out}")


def _known_measure(measure: str | None) -> None:
    """A usage error that names the kinds, where one is given that is none."""
    from difflib import get_close_matches

    from retally.model.story import FigureKind

    kinds = [kind.value for kind in FigureKind]
    if measure is not None and measure not in kinds:
        near = get_close_matches(measure, kinds, n=1)
        hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(kinds)}"
        raise click.UsageError(f"no kind of figure {measure!r}; {hint}")


def _print_added(name: str, one: Added) -> None:
    """One line a story, and under a copy what it prints differently."""
    count = f"{one.entries} {'entry' if one.entries == 1 else 'entries'}"
    if one.copy_of is None:
        click.echo(f"{name}: " + ("already there" if one.state.value == "repeat" else count))
        return
    original = one.copy_of.site or one.copy_of.address or one.copy_of.title or "a recorded story"
    click.echo(f"{name}: a copy of {original}; {count} new")
    for difference in one.differences:
        click.echo(f"  {_difference_line(difference)}")


_DIFFERENCES = {
    "digit_swap": "prints {here}, the recorded story {there}: two digits changed places",
    "value": "prints {here}, the recorded story {there}",
    "window": "prints {here} of another window",
    "only_here": "prints {here}, which the recorded story lacks",
    "not_here": "lacks {there}",
}


def _difference_line(difference: Difference) -> str:
    told = difference.to_dict()
    words = _DIFFERENCES[difference.kind.value].format(here=told["here"], there=told["there"])
    return f"{words} ({told['key']})"


def _print_entries(entries: Sequence[Entry]) -> None:
    """A table: day, number, source, key."""
    rows = [[_day(entry), entry.words, _cut(entry.source, 14), entry.key] for entry in entries]
    print_table(("day", "number", "source", "key"), rows, left=frozenset({0, 2, 3}))


def _history_row(chain: Chain, link: Link) -> list[str]:
    entry = link.entry
    where = entry.address or entry.title or ""
    said_by = entry.said_by or ""
    return [_day(entry), chain.source, entry.words, _factor(link), said_by, where]


def _history_cells(chain: Chain, link: Link) -> list[str]:
    """The same, short enough for a terminal."""
    day, source, number, factor, _, where = _history_row(chain, link)
    return [day, _cut(source, 14), number, factor, _cut(_last_part(where), 20)]


def _factor(link: Link) -> str:
    words = link.factor.words if link.factor else ""
    return f"{words}, falls" if link.falls else words


def _last_part(where: str) -> str:
    """The file's name, or an address' host."""
    scheme, mark, rest = where.partition("://")
    return rest.partition("/")[0] if mark else scheme.rstrip("/").rpartition("/")[2]


def _day(entry: Entry) -> str:
    known = entry.day or entry.published
    return known.isoformat() if known else "-"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
