"""One polite HTTP client: time-outs, a stated number of tries, limits, one request a host.

Every wait is computed, never random, so that two runs against the same answers do the same;
`sleep`, `clock` and `now` are handed in, so that tests do not wait.
"""

from __future__ import annotations

import functools
import json
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Any, Self

import httpx

from retally.errors import FetchError, GoneError, UnansweredError

TRANSIENT_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that a later try may better; RFC 9110 and RFC 6585."""

GONE_STATUSES = frozenset({404, 410})

JSON_TYPES = frozenset(
    {
        "application/json",
        "application/geo+json",
        "application/vnd.geo+json",
        "text/json",
        # ArcGIS answers f=json as plain text to some clients, and files on plain hosts have these.
        "text/plain",
        "application/octet-stream",
    }
)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """When the client stops waiting, trying or reading.

    Parameters
    ----------
    connect_s, read_s
        Longest wait, in seconds, for a connection and for the next bytes of an answer.
    total_s
        Longest time, in seconds, that one try may take: a server that sends a byte now and then
        never meets `read_s`.
    tries
        How often one address is asked before the client gives up.
    first_wait_s, longest_wait_s
        The wait after the first failed try, which doubles with each, and its ceiling. Seconds.
    longest_retry_after_s
        The longest Retry-After that is obeyed in full; a longer one is cut to this. Seconds.
    redirects
        How many redirects one try follows.
    body_bytes
        The largest body, after decompression. ISW's largest layer is about 20 MB as GeoJSON.
    """

    connect_s: float = 10.0
    read_s: float = 60.0
    total_s: float = 300.0
    tries: int = 5
    first_wait_s: float = 1.0
    longest_wait_s: float = 60.0
    longest_retry_after_s: float = 120.0
    redirects: int = 5
    body_bytes: int = 256 * 1024 * 1024


DEFAULT_LIMITS = Limits()


class TransientError(Exception):
    """An answer that a later try may better; never leaves the client.

    A `judge` handed to `Client.get_json` raises it too.

    Parameters
    ----------
    reason
        What was got, as a clause.
    retry_after_s
        How long the server asks to wait, in seconds; None where it does not say.
    """

    def __init__(self, reason: str, retry_after_s: float | None = None) -> None:
        self.reason = reason
        self.retry_after_s = retry_after_s
        super().__init__(reason)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One JSON answer.

    Parameters
    ----------
    address
        The address asked, with its query.
    content
        The body as received, decompressed.
    document
        The body as JSON.
    captured_at
        When the body was complete, UTC.
    """

    address: str
    content: bytes
    document: Any
    captured_at: datetime


def user_agent() -> str:
    """What the client calls itself: ``retally/<version> (+Retally)``."""
    try:
        number = version("retally")
    except PackageNotFoundError:
        number = "unknown"
    return f"retally/{number} (+Retally, checks printed figures against control maps)"


class Client:
    """Asks publishers for JSON, politely.

    Parameters
    ----------
    limits
        When to stop.
    sleep
        Waits so many seconds between tries.
    clock
        Seconds from any fixed point; measures `Limits.total_s`.
    now
        The moment, UTC; stamps answers and reads a Retry-After that is a date.
    say
        Is told, in one line, of every wait; None for silence.
    """

    def __init__(
        self,
        *,
        limits: Limits = DEFAULT_LIMITS,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        say: Callable[[str], None] | None = None,
    ) -> None:
        self.limits = limits
        self.now = now
        self._sleep = sleep
        self._clock = clock
        self._say = say
        # One lock a host: callers with several threads still ask one host one thing at a time.
        self._hosts: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        # Proxies from the environment are for the outside; this machine is asked directly.
        direct: dict[str, httpx.BaseTransport | None] = {
            "all://127.0.0.1": None,
            "all://localhost": None,
        }
        self._client = httpx.Client(
            timeout=httpx.Timeout(limits.read_s, connect=limits.connect_s),
            limits=httpx.Limits(max_connections=4),
            follow_redirects=True,
            max_redirects=limits.redirects,
            headers={
                "User-Agent": user_agent(),
                "Accept": "application/json, application/geo+json",
            },
            mounts=direct,
            verify=_certificates(),
        )

    def __enter__(self) -> Self:
        """The client itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close its connections."""
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def get_json(
        self,
        address: str,
        parameters: Mapping[str, str | int] | None = None,
        *,
        judge: Callable[[Any, str], None] | None = None,
        refusals: Mapping[int, str] | None = None,
    ) -> Answer:
        """The JSON document at an address.

        Parameters
        ----------
        address
            Absolute, http or https.
        parameters
            Its query.
        judge
            Looks at the parsed document and its address; raises `TransientError` where another
            try may help, or `FetchError` where none will.
        refusals
            What the user can do, by HTTP status, where the publisher refuses.

        Returns
        -------
        Answer
            The document with its bytes.

        Raises
        ------
        GoneError
            Nothing is there (404, 410).
        FetchError
            Any other end: a refusal, the wrong kind of content, too large, too many redirects.
        UnansweredError
            No usable answer within `Limits.tries`.
        """
        request = self._request(address, parameters)
        where = str(request.url)
        reason = ""
        with self._hosts[request.url.netloc.decode("ascii")]:
            for attempt in range(1, self.limits.tries + 1):
                try:
                    return self._attempt(request, judge, refusals or {})
                except TransientError as error:
                    reason = error.reason
                    if attempt < self.limits.tries:
                        self._wait(attempt, error, where)
        raise UnansweredError(
            f"no usable answer after {self.limits.tries} tries",
            where=where,
            expected="a JSON document",
            got=reason,
            do="run the same command again later; what has been fetched is kept",
        )

    def _request(self, address: str, parameters: Mapping[str, str | int] | None) -> httpx.Request:
        """The request, or a FetchError for what is no address."""
        try:
            request = self._client.build_request("GET", address, params=parameters)
        except (httpx.InvalidURL, ValueError) as error:
            raise _no_address(address, str(error)) from error
        if request.url.scheme not in {"http", "https"} or not request.url.host:
            raise _no_address(address, "no http or https host")
        return request

    def _attempt(
        self,
        request: httpx.Request,
        judge: Callable[[Any, str], None] | None,
        refusals: Mapping[int, str],
    ) -> Answer:
        """One try."""
        where = str(request.url)
        content = self._body(request, refusals)
        try:
            document = json.loads(content.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            # A body cut where its length was not announced ends here too, so it is tried again.
            raise TransientError(f"{_start_of(content)}, which is no JSON ({error})") from error
        if judge is not None:
            judge(document, where)
        return Answer(address=where, content=content, document=document, captured_at=self.now())

    def _body(self, request: httpx.Request, refusals: Mapping[int, str]) -> bytes:
        """The body of one answer, read within the limits."""
        where = str(request.url)
        deadline = self._clock() + self.limits.total_s
        try:
            response = self._client.send(request, stream=True)
            try:
                self._accept(response, where, refusals)
                return self._read(response, where, deadline)
            finally:
                response.close()
        except httpx.TooManyRedirects as error:
            raise FetchError(
                f"redirected more than {self.limits.redirects} times",
                where=where,
                expected="a JSON document",
                got="a redirect loop",
                do="look whether the publisher has moved, and set base under [sources.S] in "
                "retally.toml",
            ) from error
        except httpx.UnsupportedProtocol as error:
            raise _no_address(where, str(error)) from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise TransientError(_plain(error)) from error

    def _accept(self, response: httpx.Response, where: str, refusals: Mapping[int, str]) -> None:
        """Refuse an answer by its status, its content type or its announced length."""
        status = response.status_code
        got = f"HTTP {status} {response.reason_phrase}".rstrip()
        if status in TRANSIENT_STATUSES:
            raise TransientError(got, self._retry_after(response.headers.get("Retry-After")))
        if status in GONE_STATUSES:
            raise GoneError(
                "nothing is there (any more)",
                where=where,
                expected="a JSON document",
                got=got,
                do="the publisher may have renamed it; set base under [sources.S] in retally.toml",
            )
        if status != httpx.codes.OK:
            raise FetchError(
                "the publisher refuses",
                where=where,
                expected="HTTP 200",
                got=got,
                do=refusals.get(status, "open the address in a browser to see what it wants"),
            )
        kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
        # An answer without a type is read; its JSON is checked all the same.
        if kind and kind not in JSON_TYPES and not kind.endswith("+json"):
            raise FetchError(
                "another kind of content than was asked for",
                where=where,
                expected="JSON",
                got=kind,
                do="open the address in a browser: a log-in or a notice may stand there",
            )
        announced = response.headers.get("Content-Length", "")
        if announced.isdigit() and int(announced) > self.limits.body_bytes:
            raise self._too_large(where)

    def _read(self, response: httpx.Response, where: str, deadline: float) -> bytes:
        """The body in pieces, so that neither time nor size can run away."""
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > self.limits.body_bytes:
                raise self._too_large(where)
            if self._clock() > deadline:
                raise TransientError(
                    f"a body still incomplete after {self.limits.total_s:g} s "
                    f"({len(body)} bytes so far)"
                )
        return bytes(body)

    def _too_large(self, where: str) -> FetchError:
        """The error for a body over the limit."""
        return FetchError(
            "the answer is too large",
            where=where,
            expected=f"at most {self.limits.body_bytes} bytes",
            got="more",
            do="ask for fewer days at once, or download it by hand and use retally add",
        )

    def _retry_after(self, header: str | None) -> float | None:
        """The wait in seconds a Retry-After asks for; None where it says nothing readable."""
        if header is None:
            return None
        text = header.strip()
        if text.isascii() and text.isdigit():
            return min(float(text), self.limits.longest_retry_after_s)
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - self.now()).total_seconds()
        return min(max(seconds, 0.0), self.limits.longest_retry_after_s)

    def _wait(self, attempt: int, error: TransientError, where: str) -> None:
        """Wait before the next try: what the server asks for, else twice as long each time."""
        doubled = self.limits.first_wait_s * 2.0 ** (attempt - 1)
        seconds = min(doubled, self.limits.longest_wait_s)
        if error.retry_after_s is not None:
            # Never less than our own wait: "Retry-After: 0" from a broken server is no licence.
            seconds = max(seconds, error.retry_after_s)
        if self._say is not None:
            self._say(
                f"{where}: {error.reason}; waiting {seconds:g} s "
                f"(try {attempt} of {self.limits.tries})"
            )
        self._sleep(seconds)


@functools.cache
def _certificates() -> ssl.SSLContext:
    """The trusted certificates; reading them takes 60 ms, so they are read once."""
    return httpx.create_ssl_context()


def _no_address(address: str, why: str) -> FetchError:
    """The error for what is no web address."""
    return FetchError(
        "no web address",
        where=address,
        expected="http://... or https://...",
        got=why,
        do="correct base under [sources.S] in retally.toml",
    )


def _plain(error: httpx.RequestError) -> str:
    """An httpx error as a clause; some carry no text of their own."""
    name = type(error).__name__
    return f"{name} ({error})" if str(error) else name


def _start_of(content: bytes) -> str:
    """The start of a body, for a message."""
    if not content:
        return "an empty body"
    text = content[:60].decode("utf-8", errors="replace")
    return f"{len(content)} bytes starting {text!r}"
