"""Fetches the page at an address, and refuses addresses of the private network."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx

from retally.errors import AddressError, DecodeError, FetchError, LimitError
from retally.stories.encoding import MOST_BYTES

Resolve = Callable[[str, int], Sequence[str]]
"""Gives the IP addresses of a host and a port."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """When a fetch stops.

    Parameters
    ----------
    connect_s, read_s, total_s
        Longest wait for a connection, for the next bytes, and for the whole. Seconds.
    redirects
        How many are followed.
    body_bytes
        The largest page, after decompression.
    """

    connect_s: float = 10.0
    read_s: float = 15.0
    total_s: float = 40.0
    redirects: int = 5
    body_bytes: int = MOST_BYTES


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """A page as the server gave it.

    Parameters
    ----------
    address
        Where it was in the end, after the redirects.
    declared_type
        Its Content-Type.
    """

    address: str
    content: bytes
    declared_type: str | None


def fetch(
    address: str,
    *,
    allow_local: bool = False,
    limits: Limits | None = None,
    resolve: Resolve | None = None,
) -> Fetched:
    """The page at an address.

    Each hop is resolved once, every address it resolves to is checked, and the connection goes to
    a checked one: a name that changes its mind in between changes nothing. Redirects are followed
    by hand and checked likewise. No proxy of the environment is asked, since it would resolve the
    name itself.

    Parameters
    ----------
    allow_local
        Whether loopback, private and link-local addresses may be asked.
    resolve
        Stands in for the system's look-up.

    Raises
    ------
    AddressError
        If the address, or one it redirects to, is no web address or may not be asked.
    FetchError
        If the server does not answer in time, or with a page.
    LimitError
        If the page is too large.
    """
    job = _Job(
        address=address,
        allow_local=allow_local,
        limits=limits or Limits(),
        resolve=resolve or _resolved,
    )
    # A thread of its own holds the total to its limit: a look-up, or headers that drip in a byte
    # at a time, know no time-out of the client's.
    thread = threading.Thread(target=job.run, daemon=True)
    thread.start()
    thread.join(job.limits.total_s)
    if job.error is not None:
        raise job.error
    if job.found is None:
        raise FetchError("no answer in time", where=address, got=f"{job.limits.total_s:g} s")
    return job.found


@dataclass
class _Job:
    """One fetch, run in a thread."""

    address: str
    allow_local: bool
    limits: Limits
    resolve: Resolve
    found: Fetched | None = None
    error: Exception | None = None

    def run(self) -> None:
        try:
            self.found = self._follow()
        except (AddressError, DecodeError, FetchError, LimitError) as error:
            self.error = error
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            reason = str(error) or type(error).__name__
            self.error = FetchError("could not be fetched", where=self.address, got=reason[:300])

    def _follow(self) -> Fetched:
        deadline = time.monotonic() + self.limits.total_s
        address = self.address
        waits = httpx.Timeout(self.limits.read_s, connect=self.limits.connect_s)
        # Cookies are not kept: consent walls set them, and each hop is another server.
        with httpx.Client(timeout=waits, trust_env=False, follow_redirects=False) as client:
            for _ in range(self.limits.redirects + 1):
                host, url = self._checked(address)
                headers = {**_HEADERS, "Host": host}
                request = client.build_request(
                    "GET", url, headers=headers, extensions={"sni_hostname": _bare(host)}
                )
                answer = client.send(request, stream=True)
                try:
                    where = self._redirect(answer, address)
                    if where is None:
                        return self._read(answer, address, deadline)
                    address = where
                finally:
                    answer.close()
                client.cookies.clear()
        raise FetchError(
            "redirects without end", where=self.address, expected=f"at most {self.limits.redirects}"
        )

    def _checked(self, address: str) -> tuple[str, str]:
        """The host, and the address with a checked IP in its place."""
        url = _url(address)
        host = url.raw_host.decode("ascii")
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            found = list(self.resolve(host, port))
        except (OSError, UnicodeError) as error:
            raise FetchError("no such host", where=address, got=host) from error
        if not found:
            raise FetchError("no such host", where=address, got=host)
        if not self.allow_local:
            for ip in found:
                _refuse_local(ip, address=self.address, host=host)
        return url.netloc.decode("ascii"), str(url.copy_with(host=found[0], port=port))

    def _redirect(self, answer: httpx.Response, address: str) -> str | None:
        """Where an answer sends on to; None for one that is the page."""
        if answer.status_code in (301, 302, 303, 307, 308):
            where = str(answer.headers.get("location", "")).strip()
            if not where:
                raise FetchError("a redirect to nowhere", where=address)
            return urljoin(address, where)
        if answer.status_code in (401, 402, 403, 407, 451):
            raise FetchError(
                "the page is closed",
                where=address,
                got=f"status {answer.status_code}",
                do="open it in a browser, save the page and give the file",
            )
        if answer.status_code != 200:
            raise FetchError(
                "no page", where=address, expected="status 200", got=str(answer.status_code)
            )
        return None

    def _read(self, answer: httpx.Response, address: str, deadline: float) -> Fetched:
        declared = answer.headers.get("content-type")
        kind = (declared or "").partition(";")[0].strip().lower()
        if kind and kind not in _TYPES:
            raise DecodeError("is no page", where=address, expected="HTML or plain text", got=kind)
        parts: list[bytes] = []
        size = 0
        for part in answer.iter_bytes():
            size += len(part)
            if size > self.limits.body_bytes:
                raise LimitError(
                    "too large",
                    where=address,
                    expected=f"at most {self.limits.body_bytes:,} bytes",
                    got="more",
                )
            if time.monotonic() > deadline:
                raise FetchError("no answer in time", where=address)
            parts.append(part)
        return Fetched(address=address, content=b"".join(parts), declared_type=declared)


_TYPES = frozenset(("text/html", "application/xhtml+xml", "text/plain"))
_HEADERS = {
    "User-Agent": "retally (checks printed figures against control maps)",
    "Accept-Encoding": "gzip, deflate",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9",
    "Accept-Language": "en",
}


def _url(address: str) -> httpx.URL:
    """An address that may be asked, its host in ASCII."""
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise AddressError("is no web address", where=address, got=str(error)) from error
    is_port = url.port is None or 0 < url.port < 65_536
    if url.scheme not in ("http", "https") or not url.host or not is_port:
        raise AddressError(
            "is no web address", where=address, expected="http:// or https:// and a host"
        )
    if url.userinfo:
        raise AddressError("carries a user name", where=address, do="leave it out")
    return url.copy_with(fragment=None)


def _bare(host: str) -> str:
    """The host without port and brackets, as certificates name it."""
    return urlsplit(f"//{host}").hostname or host


def _resolved(host: str, port: int) -> Sequence[str]:
    """The addresses of a host by the system's look-up, which also reads 2130706433 and 0x7f.1."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]).partition("%")[0] for one in found))


def _refuse_local(ip: str, *, address: str, host: str) -> None:
    if is_local(ip):
        raise AddressError(
            "leads to a private address",
            where=address,
            got=f"{host} is {ip}" if host != ip else ip,
            do="--allow-local allows it",
        )


def is_local(ip: str) -> bool:
    """Whether an IP address is none of the public network's.

    Addresses that carry an IPv4 one within them (mapped, compatible, NAT64, 6to4, Teredo) are
    judged by that one too.

    Examples
    --------
    >>> is_local("::ffff:127.0.0.1"), is_local("1.1.1.1")
    (True, False)
    """
    try:
        found = ipaddress.ip_address(ip)
    except ValueError:
        return True
    return any(not one.is_global or one.is_multicast for one in (found, *_within(found)))


def _within(
    found: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 one carries."""
    if isinstance(found, ipaddress.IPv4Address):
        return []
    carried = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
    if found in _NAT64:
        carried.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
    return [one for one in carried if one is not None]


_NAT64 = ipaddress.ip_network("64:ff9b::/96")
