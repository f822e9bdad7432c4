from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from misbehaving_server import MisbehavingServer, Reply, status
from retally.errors import AddressError, DecodeError, FetchError, LimitError
from retally.stories import addresses
from retally.stories.addresses import Limits, fetch, is_local

PAGE = Reply(body=b"<p>It went on.</p>", kind="text/html; charset=utf-8")
SHORT = Limits(connect_s=2, read_s=0.5, total_s=2, redirects=3, body_bytes=1000)


def server(answer: Callable[[str, dict[str, str]], Reply]) -> MisbehavingServer:
    return MisbehavingServer(answer=answer)


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
        "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::", "2001:db8::1", "no address",
    ],
)  # fmt: skip
def test_an_address_of_no_public_network_is_local(ip: str) -> None:
    assert is_local(ip)


@pytest.mark.parametrize("ip", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "64:ff9b::101:101"])
def test_a_public_address_is_not_local(ip: str) -> None:
    assert not is_local(ip)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "[fe80::1]", "[64:ff9b::7f00:1]", "017700000001"],
)  # fmt: skip
def test_loopback_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(
        AddressError, match=r"leads to a private address.*--allow-local|is no web address"
    ):
        fetch(f"http://{host}:9/story")


def test_a_name_that_resolves_to_a_private_address_is_refused() -> None:
    for found in (["10.0.0.1"], ["1.1.1.1", "10.0.0.1"]):
        with pytest.raises(AddressError, match=r"news\.example is 10\.0\.0\.1"):
            fetch("http://news.example/a", resolve=lambda host, port, found=found: found)


def test_a_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "is_local", lambda ip: ip == "169.254.169.254")
    for where in ("http://169.254.169.254/meta", "//169.254.169.254/meta"):
        answer = status(302, Location=where)
        with (
            server(lambda path, query, answer=answer: answer) as it,
            pytest.raises(AddressError, match="leads to a private address"),
        ):
            fetch(f"{it.url}/a")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("ftp://example.org/a", "is no web address"),
        ("file:///etc/passwd", "is no web address"),
        ("http://", "is no web address"),
        ("http://[::1", "is no web address"),
        ("http://a:99999/", "is no web address"),
        ("http://user:pass@example.org/", "carries a user name"),
    ],
)
def test_what_is_no_web_address_is_refused(address: str, says: str) -> None:
    with pytest.raises(AddressError, match=says):
        fetch(address, resolve=lambda host, port: ["1.1.1.1"])


def test_a_page_is_fetched_with_its_type_and_its_last_address() -> None:
    def answer(path: str, query: dict[str, str]) -> Reply:
        return PAGE if path == "/b" else status(301, Location="/b")

    with server(answer) as it:
        page = fetch(f"{it.url}/a", allow_local=True)
        assert page.content == PAGE.body
        assert page.address == f"{it.url}/b"
        assert page.declared_type == "text/html; charset=utf-8"


def test_the_host_is_asked_by_name_at_the_checked_address() -> None:
    with server(lambda path, query: PAGE) as it:
        port = it.url.rpartition(":")[2]
        page = fetch(
            f"http://news.example:{port}/a",
            allow_local=True,
            resolve=lambda host, port: ["127.0.0.1"],
        )
        assert page.address == f"http://news.example:{port}/a"


@pytest.mark.parametrize(
    ("reply", "error", "says"),
    [
        (status(404), FetchError, "no page.*got 404"),
        (status(500), FetchError, "no page.*got 500"),
        (status(401), FetchError, "the page is closed"),
        (status(403), FetchError, "save the page and give the file"),
        (status(302), FetchError, "a redirect to nowhere"),
        (status(302, Location="/a"), FetchError, "redirects without end"),
        (status(302, Location="ftp://example.org"), AddressError, "is no web address"),
        (Reply(body=b"x" * 2000, kind="text/html"), LimitError, "expected at most 1,000 bytes"),
        (Reply(body=b"{}", kind="application/json"), DecodeError, "got application/json"),
        (Reply(body=b"x", kind="image/png"), DecodeError, "expected HTML or plain text"),
        (Reply(body=b"x" * 9, kind="text/html", before_s=4), FetchError, "could not be fetched|in time"),
        (Reply(body=b"x" * 90, kind="text/html", pause_s=0.2), FetchError, "in time"),
    ],
    ids=["404", "500", "401", "403", "nowhere", "circle", "ftp", "large", "json", "picture", "silent", "slow"],
)  # fmt: skip
def test_a_server_that_misbehaves_gets_a_clear_error(
    reply: Reply, error: type[Exception], says: str
) -> None:
    with server(lambda path, query: reply) as it, pytest.raises(error, match=says):
        fetch(f"{it.url}/a", allow_local=True, limits=SHORT)


def test_a_host_in_another_script_is_asked_by_its_ascii_name() -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["10.0.0.1"]

    with pytest.raises(AddressError):
        fetch("https://новини.example/а", resolve=resolve)
    assert asked == ["xn--b1amarcd.example"]


def test_a_host_that_is_not_there_is_said_so() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror("no such name")

    with pytest.raises(FetchError, match="no such host"):
        fetch("http://nowhere.example/", resolve=unknown)


def test_a_look_up_that_hangs_is_left_in_time() -> None:
    def slow(host: str, port: int) -> list[str]:
        time.sleep(5)
        return ["1.1.1.1"]

    start = time.monotonic()
    with pytest.raises(FetchError, match="no answer in time"):
        fetch("http://slow.example/", resolve=slow, limits=Limits(total_s=0.3))
    assert time.monotonic() - start < 3


def test_a_page_that_unpacks_to_more_than_the_limit_is_refused_while_it_unpacks() -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    reply = Reply(body=bomb, kind="text/html", headers=(("Content-Encoding", "gzip"),))
    start = time.monotonic()
    with (
        server(lambda path, query: reply) as it,
        pytest.raises(LimitError, match="expected at most 1,000,000 bytes"),
    ):
        fetch(f"{it.url}/a", allow_local=True, limits=Limits(body_bytes=1_000_000))
    assert time.monotonic() - start < 5


@contextmanager
def dripping() -> Iterator[int]:
    """A server that sends its headers a byte at a time, for ever."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def run() -> None:
        talk, _ = listener.accept()
        with talk:
            talk.sendall(b"HTTP/1.1 200 OK\r\n")
            while not stop.wait(0.1):
                try:
                    talk.sendall(b"X-A: b\r\n")
                except OSError:
                    return

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    stop.set()
    thread.join(2)
    listener.close()


def test_headers_that_drip_in_are_left_in_time() -> None:
    with dripping() as port, pytest.raises(FetchError):
        fetch(f"http://127.0.0.1:{port}/", allow_local=True, limits=Limits(read_s=1, total_s=1))
