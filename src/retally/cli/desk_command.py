"""``retally desk``: the pages, live, on the user's own machine, and a JSON API."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import click

from retally.cli.options import ledger_option
from retally.errors import UsageError

PORT = 8642
"""Where the desk listens by default; registered for nothing."""


@click.command()
@click.option("--port", type=click.IntRange(0, 65_535), default=PORT, metavar="N")
@click.option("--host", default="127.0.0.1", metavar="H", help="Another host demands --token.")
@click.option("--token", metavar="T", help="Demanded of every request; at least 16 characters.")
@ledger_option()
def command(
    port: int, host: str, token: str | None, ledger_path: Path | None, archive_path: Path
) -> None:
    """Serve the pages and a JSON API on this machine, until Ctrl-C.

    Ground, Ledger, Verify and Methods as `retally publish` writes them, always of the archive as it
    is, and Check: paste a story, choose files, or give an address. Needs the extra `desk`:
    pip install 'retally[desk]'. Port 0 takes a free one.
    """
    missing = [name for name in ("fastapi", "uvicorn") if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"the desk needs {' and '.join(missing)}",
            do="install it with: pip install 'retally[desk]'",
        )
    from retally.archive.archive import Archive
    from retally.desk.desk import LEDGER, Desk
    from retally.desk.guard import Rules, is_loopback
    from retally.desk.serve import bound, serve

    _require_token(token, is_demanded=not is_loopback(host))
    # A file in the folder's place is said before anything listens.
    Archive.open(archive_path)
    listening = bound(host, port)
    port = listening.getsockname()[1]
    desk = Desk(
        archive=archive_path,
        ledger=ledger_path or archive_path / LEDGER,
        announce=lambda line: print(line, file=sys.stderr),
    )
    entry = f"?token={token}" if token else ""
    shown_host = f"[{host}]" if ":" in host else host
    address = f"http://{shown_host}:{port}/{entry}"
    serve(
        desk,
        Rules(host=host, port=port, token=token),
        listening,
        ready=lambda: click.echo(f"the desk is at {address} (Ctrl-C stops it)"),
    )


def _require_token(token: str | None, *, is_demanded: bool) -> None:
    """Refuse another host without a token, and one that can be guessed or cannot be sent."""
    if token is None:
        if is_demanded:
            raise UsageError(
                "a host that others can reach demands a token",
                where="--host",
                expected="--token with at least 16 letters and digits",
                do="name one, or leave --host out",
            )
        return
    is_plain = token.isascii() and all(sign.isalnum() or sign in "-_" for sign in token)
    if len(token) < 16 or not is_plain:
        raise UsageError(
            "the token is too short, or holds other signs",
            where="--token",
            expected="at least 16 of A-Z a-z 0-9 - _",
        )
