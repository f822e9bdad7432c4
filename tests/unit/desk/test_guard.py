from __future__ import annotations

import pytest

from desk_running import desk_client
from retally.desk.guard import (
    HEADERS,
    ForeignHostError,
    ForeignOriginError,
    Rules,
    TokenError,
    bare_host,
    is_loopback,
)

HOST = {"host": "127.0.0.1:8642"}


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "[::1]", "localhost", "127.8.9.1"])
def test_loopback_is_this_machine_alone(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "desk.example", ""])
def test_everything_else_is_reached_by_others(host):
    assert not is_loopback(host)


@pytest.mark.parametrize(
    "header", ["", "a b", "a/b", "u@127.0.0.1", "127.0.0.1:x", "[::1", "127.0.0.1, evil.example"]
)
def test_bad_host_header_has_no_name(header):
    assert bare_host(header) == ""


@pytest.mark.parametrize("header", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1"])
def test_foreign_host_is_refused_on_loopback(header):
    with pytest.raises(ForeignHostError, match="names another host"):
        Rules().require("GET", {"host": header})


@pytest.mark.parametrize("header", ["10.0.0.1:80", "[fe80::1]:80", "localhost"])
def test_desk_for_others_is_asked_by_address_and_by_no_name(header):
    rules = Rules(host="0.0.0.0", token="t" * 16)
    bearer = {"authorization": "Bearer " + "t" * 16}
    rules.require("GET", {"host": header, **bearer})
    with pytest.raises(ForeignHostError):
        rules.require("GET", {"host": "evil.example", **bearer})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://127.0.0.1:8642", "sec-fetch-site": "same-origin"},
        {"referer": "http://127.0.0.1:8642/check.html"},
        {"sec-fetch-site": "none"},
    ],
)
def test_write_of_our_own_pages_and_of_no_page_is_let_through(headers):
    Rules().require("POST", HOST | headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://127.0.0.1:9"},
        {"origin": "http://["},
        {"origin": "ftp://127.0.0.1:8642"},
        {"origin": "http://127.0.0.1:8642", "sec-fetch-site": "cross-site"},
    ],
)
def test_write_of_another_origin_is_refused(headers):
    with pytest.raises(ForeignOriginError, match="another site"):
        Rules().require("DELETE", HOST | headers)


def test_read_of_another_origin_is_answered_since_the_browser_keeps_it_to_itself():
    Rules().require("GET", HOST | {"origin": "http://evil.example"})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer wrong"},
        {"authorization": "Basic " + "t" * 16},
        {"cookie": "retally-1=" + "t" * 16},
        {"cookie": "retally-8642=wrong"},
        {"cookie": "\x00=;;"},
        {"authorization": "Bearer ü"},
    ],
)
def test_absent_or_wrong_token_is_refused(headers):
    with pytest.raises(TokenError, match="absent or wrong"):
        Rules(port=8642, token="t" * 16).require("GET", HOST | headers)


def test_token_comes_by_header_or_cookie():
    rules = Rules(port=8642, token="t" * 16)
    rules.require("GET", HOST | {"authorization": "bearer " + "t" * 16})
    rules.require("GET", HOST | {"cookie": "a=b; retally-8642=" + "t" * 16})


def test_entry_leads_nowhere_else(tmp_path):
    rules = Rules(port=8642, token="t" * 16)
    with desk_client(tmp_path, rules=rules) as client:
        answer = client.get(f"//evil.example/x?a=1&token={'t' * 16}")
        assert answer.headers["location"].startswith("/")
        assert not answer.headers["location"].startswith("//")
        assert answer.headers["location"].endswith("?a=1")


def test_refusals_carry_the_headers_too(tmp_path):
    with desk_client(tmp_path) as client:
        answer = client.get("/", headers={"host": "evil.example"})
        assert answer.status_code == 400
        assert answer.json()["where"] == "Host"
        for name, value in HEADERS.items():
            assert answer.headers[name] == value
