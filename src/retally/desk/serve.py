"""Runs the desk on a port of this machine until it is stopped."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

import uvicorn

from retally.desk.app import desk_app
from retally.desk.desk import Desk
from retally.desk.guard import Rules
from retally.errors import UsageError
from retally.measure.worth import WORTH

_DEAR = 20
"""Compiled code is loaded for the work of ten seconds without it, not of half a second."""
_CLOSING_S = 3
"""Seconds that open answers are given when the desk is stopped; streams of events end by then."""


def bound(host: str, port: int) -> socket.socket:
    """A socket bound to a host and a port; port 0 takes a free one.

    Raises
    ------
    UsageError
        If the port is taken, or the host is none of this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind, protocol)
    except OSError as error:
        raise UsageError("no such host", where=host, got=error.strerror or str(error)) from error
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
    except OSError as error:
        made.close()
        raise UsageError(
            f"cannot listen there: {error.strerror}",
            where=f"{host}:{port}",
            do="name another port with --port",
        ) from error
    return made


def serve(desk: Desk, rules: Rules, listening: socket.socket, *, ready: Callable[[], None]) -> None:
    """Answer requests until the process is told to stop.

    Parameters
    ----------
    listening
        A bound socket, which is closed at the end.
    ready
        Called when requests are answered.
    """
    config = uvicorn.Config(
        desk_app(desk, rules),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=_CLOSING_S,
    )
    WORTH.dear = _DEAR
    server = _Server(config, ready=ready)
    with listening:
        # The first page is built while the person finds the window.
        threading.Thread(target=desk.site_file, args=("index.html",), daemon=True).start()
        server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, *, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()
