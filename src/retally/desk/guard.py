"""Who may ask what: host, origin, token and size are looked at before anything else runs."""

from __future__ import annotations

import hmac
import ipaddress
import socket
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from retally.desk.faults import fault_line, status_of
from retally.errors import LimitError, RetallyError, UsageError

MOST_BYTES = 20_000_000
"""Largest body: that of the largest story which the commands read."""
_MOST_DRAINED = 10 * MOST_BYTES
"""A sender is heard out that far, so that it reads the answer instead of a broken connection."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_READS = ("GET", "HEAD", "OPTIONS")

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        # The drawn maps and bars state sizes in attributes; these run nothing.
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # "no-referrer" would make the origin of our own forms "null".
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
"""On every answer."""


class ForeignHostError(UsageError):
    """The Host header names another machine: a name that was made to lead here."""


class ForeignOriginError(UsageError):
    """A page of another site asks for a change."""


class TokenError(UsageError):
    """The token is absent or wrong."""


_REFUSALS = {ForeignHostError: 400, ForeignOriginError: 403, TokenError: 401}


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What a desk demands of a request.

    Parameters
    ----------
    host
        The address it is bound to.
    port
        Its port, for the name of the cookie: a browser keeps one jar for all ports.
    token
        Demanded of every request; None on loopback.
    """

    host: str = "127.0.0.1"
    port: int = 0
    token: str | None = None

    @property
    def cookie(self) -> str:
        """The name of the cookie that carries the token."""
        return f"retally-{self.port}"

    def require(self, method: str, headers: Mapping[str, str]) -> None:
        """Raise a `RetallyError` for a request that may not be answered.

        Raises
        ------
        ForeignHostError, ForeignOriginError, TokenError
        """
        host = headers.get("host", "")
        self.require_host(host)
        if method not in _READS:
            _require_own_origin(host, headers)
        if self.token is not None and not _is_among(self.token, self._given(headers)):
            raise TokenError(
                "the token is absent or wrong",
                expected="the header Authorization: Bearer TOKEN",
                do="open the address that `retally desk` printed",
            )

    def require_host(self, header: str) -> None:
        """Raise `ForeignHostError` for a name that is not ours: it was made to lead here."""
        name = bare_host(header)
        is_ours = name in LOOPBACK or (name != "" and name == self.host.lower())
        if not is_ours and not is_loopback(self.host):
            # A name can be made to lead anywhere, an address cannot.
            is_ours = _is_address(name) or name == socket.gethostname().lower()
        if not is_ours:
            raise ForeignHostError(
                "the request names another host",
                where="Host",
                expected=f"{self.host} or localhost",
                got=repr(header[:100]),
            )

    def _given(self, headers: Mapping[str, str]) -> list[str]:
        """The tokens that a request carries."""
        found = []
        scheme, _, rest = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            found.append(rest.strip())
        try:
            jar = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return found
        if self.cookie in jar:
            found.append(jar[self.cookie].value)
        return found


def is_loopback(host: str) -> bool:
    """Whether a host is this machine alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def bare_host(header: str) -> str:
    """A Host header's name, without port and brackets, in small letters; "" for a bad one.

    Examples
    --------
    >>> bare_host("LocalHost:8000"), bare_host("[::1]:80"), bare_host("a@b"), bare_host("")
    ('localhost', '::1', '', '')
    """
    if not header or any(sign in header for sign in "/@?#\\, \t"):
        return ""
    try:
        parts = urlsplit(f"//{header}")
        _ = parts.port
        return (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_among(token: str, given: list[str]) -> bool:
    # Every one is compared, in constant time.
    return sum(hmac.compare_digest(token.encode(), one.encode()) for one in given) > 0


def _require_own_origin(host: str, headers: Mapping[str, str]) -> None:
    """Refuse a write that a page of another site sent: by its origin, and what the browser says."""
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    referrer = headers.get("referer")
    is_foreign = site is not None and site not in ("same-origin", "none")
    if origin is not None:
        is_foreign = is_foreign or not _is_origin_of(origin, host)
    elif referrer is not None:
        is_foreign = is_foreign or not _is_origin_of(referrer, host)
    if is_foreign:
        raise ForeignOriginError(
            "a page of another site may change nothing here",
            where="Origin",
            expected=f"http://{host}",
            got=repr((origin or referrer or site or "")[:100]),
        )


def _is_origin_of(address: str, host: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()


class Guard:
    """The outermost layer of the desk: refuses, limits, and puts `HEADERS` on every answer."""

    def __init__(self, app: ASGIApp, *, rules: Rules) -> None:
        self.app = app
        self.rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = _headers(scope)
        guarded = _with_headers(send)
        try:
            if self._is_entry(scope):
                await self._enter(scope, guarded)
                return
            self.rules.require(scope["method"], headers)
            body = None
            if scope["method"] not in _READS:
                body = await _whole_body(receive, headers)
        except RetallyError as error:
            await _refuse(error, scope, receive, guarded)
            return
        await self.app(scope, receive if body is None else _replayed(body, receive), guarded)

    def _is_entry(self, scope: Scope) -> bool:
        """Whether this is the address with the token in it, which a person opens first."""
        given = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        if self.rules.token is None or scope["method"] != "GET" or "token" not in given:
            return False
        self.rules.require_host(_headers(scope).get("host", ""))
        return _is_among(self.rules.token, [given["token"]])

    async def _enter(self, scope: Scope, send: Send) -> None:
        """Keep the token in a cookie, and lead to the address without it."""
        left = parse_qsl(scope["query_string"].decode("latin-1"))
        query = urlencode([(name, value) for name, value in left if name != "token"])
        where = "/" + scope["path"].lstrip("/\\") + (f"?{query}" if query else "")
        cookie = f"{self.rules.cookie}={self.rules.token}; Path=/; HttpOnly; SameSite=Strict"
        headers = [(b"location", where.encode("ascii", "replace")), (b"content-length", b"0")]
        headers.append((b"set-cookie", cookie.encode("ascii")))
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def _headers(scope: Scope) -> dict[str, str]:
    """The headers by name; of one that comes twice neither is believed where it matters."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found


def _with_headers(send: Send) -> Send:
    """As `send`, with `HEADERS` on the start of the answer."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            message = {**message, "headers": [*message.get("headers", ()), *own]}
        await send(message)

    return guarded


async def _whole_body(receive: Receive, headers: Mapping[str, str]) -> bytes:
    """The body, up to `MOST_BYTES`.

    Raises
    ------
    LimitError
        If it is larger; what comes is heard out and thrown away, up to a point.
    """
    stated = headers.get("content-length", "")
    is_large = stated.isascii() and stated.isdigit() and int(stated) > MOST_BYTES
    # A list of parts, joined, would hold the body twice.
    whole = BytesIO()
    size = 0
    while True:
        message: MutableMapping[str, Any] = await receive()
        if message["type"] == "http.disconnect":
            break
        part = message.get("body", b"")
        size += len(part)
        if is_large or size > MOST_BYTES:
            is_large = True
            whole = BytesIO()
            if size > _MOST_DRAINED:
                break
        else:
            whole.write(part)
        if not message.get("more_body", False):
            break
    if is_large:
        raise LimitError(
            "the request is too large", expected=f"at most {MOST_BYTES:,} bytes", got="more"
        )
    return whole.getvalue()


def _replayed(body: bytes, receive: Receive) -> Receive:
    """The body as one message, then what still comes."""
    is_given = False

    async def again() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def _refuse(error: RetallyError, scope: Scope, receive: Receive, send: Send) -> None:
    from starlette.responses import Response

    status = next((one for kind, one in _REFUSALS.items() if isinstance(error, kind)), None)
    answer = Response(
        fault_line(error), status_code=status or status_of(error), media_type="application/json"
    )
    if isinstance(error, TokenError):
        answer.headers["www-authenticate"] = "Bearer"
    await answer(scope, receive, send)
