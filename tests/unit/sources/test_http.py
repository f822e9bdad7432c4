"""The client against a server that misbehaves; waits are recorded, not waited."""

from __future__ import annotations

import gzip
import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError

import pytest

from misbehaving_server import (
    MisbehavingServer,
    Reply,
    cut,
    document,
    status,
)
from retally.errors import FetchError, GoneError, UnansweredError
from retally.sources.http import Client, Limits, TransientError, user_agent

NOW = datetime(2024, 11, 1, 12, 0, tzinfo=UTC)
GOOD = document({"fine": True})


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    with MisbehavingServer(answer=lambda path, query: GOOD) as server:
        yield server


class Waits(list[float]):
    """Stands in for sleep."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def client(waits: Waits) -> Iterator[Client]:
    with Client(sleep=waits, now=lambda: NOW) as client:
        yield client


def test_an_answer_has_its_bytes_its_document_and_its_moment(server, client):
    answer = client.get_json(f"{server.url}/map", {"where": "1=1", "page": 2})
    assert answer.document == {"fine": True}
    assert answer.content == GOOD.body
    assert answer.captured_at == NOW
    assert answer.address == f"{server.url}/map?where=1%3D1&page=2"
    assert server.asked[0].query == {"where": "1=1", "page": "2"}


def test_the_user_agent_names_the_project(server, client):
    client.get_json(server.url)
    assert server.asked[0].agent.startswith("retally/")
    assert "+Retally" in server.asked[0].agent


def test_the_user_agent_names_the_project_even_where_it_is_not_installed(monkeypatch):
    def absent(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("retally.sources.http.version", absent)
    assert user_agent().startswith("retally/unknown (+Retally")


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        pytest.param(status(500), 1.0, id="500"),
        pytest.param(status(502), 1.0, id="502"),
        pytest.param(status(503, Retry_After="7"), 7.0, id="503, retry after seconds"),
        pytest.param(status(429, Retry_After="30"), 30.0, id="429, retry after seconds"),
        pytest.param(
            status(429, Retry_After="Fri, 01 Nov 2024 12:00:45 GMT"), 45.0, id="429, after a date"
        ),
        pytest.param(
            status(429, Retry_After="Fri, 01 Nov 2024 12:00:45 -0000"), 45.0, id="429, no zone"
        ),
        pytest.param(
            status(429, Retry_After="Thu, 31 Oct 2024 12:00:00 GMT"), 1.0, id="429, a date gone by"
        ),
        pytest.param(status(429, Retry_After="86400"), 120.0, id="429, a day is cut to the cap"),
        pytest.param(status(429, Retry_After="0"), 1.0, id="429, zero is no licence"),
        pytest.param(status(429, Retry_After="soon"), 1.0, id="429, unreadable"),
        pytest.param(status(429), 1.0, id="429, silent"),
        pytest.param(cut({"a": "b" * 500}), 1.0, id="cut body"),
        pytest.param(
            Reply(body=b'{"a": [1, 2', announced=-1), 1.0, id="cut body of unstated length"
        ),
        pytest.param(Reply(body=b"<html>Sorry</html>"), 1.0, id="no JSON"),
        pytest.param(Reply(body=b""), 1.0, id="empty body"),
        pytest.param(Reply(body=b"[" * 100_000), 1.0, id="nested without end"),
        pytest.param(Reply(body=b"\xff\xfe{}"), 1.0, id="no UTF-8"),
        pytest.param(
            Reply(body=b"no gzip", headers=(("Content-Encoding", "gzip"),)), 1.0, id="no gzip"
        ),
    ],
)
def test_a_passing_fault_is_tried_again_after_the_right_wait(server, client, waits, fault, wait):
    server.faults["/"] = [fault]
    assert client.get_json(f"{server.url}/map").document == {"fine": True}
    assert waits == [wait]


def test_waits_double_and_the_tries_end_with_a_line_that_says_all(server, client, waits):
    server.answer = lambda path, query: status(500)
    with pytest.raises(UnansweredError) as caught:
        client.get_json(f"{server.url}/map")
    assert waits == [1.0, 2.0, 4.0, 8.0]
    assert len(server.asked) == 5
    assert str(caught.value) == (
        f"{server.url}/map: no usable answer after 5 tries (expected a JSON document, got "
        "HTTP 500 Internal Server Error); run the same command again later; what has been "
        "fetched is kept"
    )


def test_waits_stop_growing_at_their_ceiling(server, waits):
    server.answer = lambda path, query: status(503)
    limits = Limits(tries=5, longest_wait_s=3.0)
    with Client(limits=limits, sleep=waits) as client, pytest.raises(UnansweredError, match="503"):
        client.get_json(server.url)
    assert waits == [1.0, 2.0, 3.0, 3.0]


def test_every_wait_is_said(server, waits):
    server.faults["/"] = [status(429, Retry_After="30")]
    lines: list[str] = []
    with Client(sleep=waits, say=lines.append) as client:
        client.get_json(f"{server.url}/map")
    assert lines == [f"{server.url}/map: HTTP 429 Too Many Requests; waiting 30 s (try 1 of 5)"]


def test_a_body_that_drips_is_given_up_by_the_total_time(server, waits):
    # Each byte comes well within read_s; only the total time ends it.
    server.faults["/"] = [Reply(body=b'{"slow": "' + b"x" * 200 + b'"}', pause_s=0.02)]
    with Client(limits=Limits(total_s=0.2), sleep=waits) as client:
        assert client.get_json(server.url).document == {"fine": True}
    assert waits == [1.0]


def test_the_total_time_is_named_when_every_body_drips(server, waits):
    server.answer = lambda path, query: Reply(body=b"1" * 50, pause_s=0.02)
    limits = Limits(total_s=0.1, tries=2)
    with (
        Client(limits=limits, sleep=waits) as client,
        pytest.raises(UnansweredError, match=r"still incomplete after 0\.1 s"),
    ):
        client.get_json(server.url)


def test_a_silent_server_is_given_up_by_the_read_time(server, waits):
    server.faults["/"] = [Reply(body=GOOD.body, before_s=0.5)]
    with Client(limits=Limits(read_s=0.1), sleep=waits) as client:
        assert client.get_json(server.url).document == {"fine": True}
    assert waits == [1.0]


def test_an_address_where_nobody_listens_is_named(waits):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/map"
        with (
            Client(sleep=waits) as client,
            pytest.raises(UnansweredError, match="got ConnectError") as caught,
        ):
            client.get_json(address)
    assert caught.value.where == address
    assert len(waits) == 4


@pytest.mark.parametrize("number", [404, 410])
def test_what_is_gone_is_told_at_once(server, client, waits, number):
    server.answer = lambda path, query: status(number)
    with pytest.raises(GoneError, match=f"nothing is there .* got HTTP {number}"):
        client.get_json(f"{server.url}/map")
    assert (len(server.asked), waits) == (1, [])


def test_a_refusal_says_what_the_caller_knows_of_it(server, client, waits):
    server.answer = lambda path, query: status(401)
    with pytest.raises(FetchError, match=r"the publisher refuses .* HTTP 401 .*; ask them"):
        client.get_json(f"{server.url}/map", refusals={401: "ask them"})
    assert waits == []


def test_another_content_type_is_refused_in_a_clear_line(server, client, waits):
    server.answer = lambda path, query: Reply(body=b"<html>", kind="text/html; charset=utf-8")
    with pytest.raises(FetchError) as caught:
        client.get_json(f"{server.url}/map")
    assert str(caught.value) == (
        f"{server.url}/map: another kind of content than was asked for (expected JSON, got "
        "text/html); open the address in a browser: a log-in or a notice may stand there"
    )
    assert (len(server.asked), waits) == (1, [])


@pytest.mark.parametrize(
    "kind", ["application/json", "application/geo+json", "text/plain;charset=utf-8", "a/b+json", ""]
)
def test_every_type_that_json_comes_as_is_read(server, client, kind):
    server.answer = lambda path, query: Reply(body=b"\xef\xbb\xbf[1]", kind=kind)
    assert client.get_json(server.url).document == [1]


def test_a_redirect_is_followed(server, client):
    server.faults["/old"] = [status(302, Location="/new")]
    assert client.get_json(f"{server.url}/old").document == {"fine": True}
    assert server.paths() == ["/old", "/new"]


def test_a_redirect_loop_ends(server, client, waits):
    server.answer = lambda path, query: status(302, Location="/map")
    with pytest.raises(FetchError, match=r"redirected more than 5 times .* a redirect loop"):
        client.get_json(f"{server.url}/map")
    assert (len(server.asked), waits) == (6, [])


@pytest.mark.parametrize("place", ["ftp://127.0.0.1/map", "file:///etc/hosts"])
def test_a_redirect_to_what_is_no_web_address_is_refused(server, client, place):
    server.answer = lambda path, query: status(302, Location=place)
    with pytest.raises(FetchError, match="no web address"):
        client.get_json(f"{server.url}/map")


@pytest.mark.parametrize("address", ["maps", "ftp://example.org/a", "http://", "http://[::1"])
def test_what_is_no_web_address_is_refused(client, address):
    with pytest.raises(FetchError, match=r"no web address .*correct base under"):
        client.get_json(address)


def test_an_announced_body_over_the_limit_is_not_read(server, waits):
    server.answer = lambda path, query: Reply(body=b"{}", announced=10**9)
    with (
        Client(limits=Limits(body_bytes=1000), sleep=waits) as client,
        pytest.raises(FetchError, match=r"too large .*at most 1000 bytes"),
    ):
        client.get_json(server.url)
    assert waits == []


def test_a_body_that_unpacks_to_more_than_the_limit_is_given_up(server, waits):
    bomb = gzip.compress(b'"' + b"0" * 5_000_000 + b'"')
    server.answer = lambda path, query: Reply(body=bomb, headers=(("Content-Encoding", "gzip"),))
    with (
        Client(limits=Limits(body_bytes=100_000), sleep=waits) as client,
        pytest.raises(FetchError, match=r"too large .*at most 100000 bytes"),
    ):
        client.get_json(server.url)


def test_a_judge_may_ask_for_another_try_or_end_it(server, client, waits):
    verdicts: list[Exception] = [TransientError("busy", 9.0), FetchError("hopeless")]

    def judge(answer: object, where: str) -> None:
        raise verdicts.pop(0)

    with pytest.raises(FetchError, match=r"^hopeless$"):
        client.get_json(server.url, judge=judge)
    assert waits == [9.0]


def test_one_host_is_asked_one_thing_at_a_time(server, client):
    server.answer = lambda path, query: Reply(body=b"{}", before_s=0.02)
    threads = [threading.Thread(target=client.get_json, args=(server.url,)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=5)
    assert len(server.asked) == 5
    assert server.most_at_once == 1


def test_equal_answers_give_equal_waits(server, waits):
    server.answer = lambda path, query: status(500)
    for _ in range(2):
        with Client(sleep=waits) as client, pytest.raises(UnansweredError, match="500"):
            client.get_json(server.url)
    assert waits[:4] == waits[4:]


def test_a_proxy_for_the_outside_is_not_asked_for_this_machine(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with Client() as client:
        assert json.loads(client.get_json(server.url).content) == {"fine": True}
