"""``retally demo``: the whole thing on a made-up war whose truth is known."""

from __future__ import annotations

from pathlib import Path

import click

from retally.cli.output import Progress


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("retally-demo"),
    metavar="DIR",
    help="Where to write (default: retally-demo here).",
)
def command(out: Path) -> None:
    """Run everything on a made-up war on a made-up island; needs no network and no real map."""
    from retally.demo.run import run

    with Progress("demo", line_each=True) as progress:
        report = run(out, progress=progress)
    for path in report.paths:
        click.echo(path)
    click.echo()
    for line in report.lines:
        click.echo(line)
    click.echo(f"\nopen {report.page}")
