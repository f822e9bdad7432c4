"""DeepState's public addresses, made up and misbehaving."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from misbehaving_server import MisbehavingServer, Reply, cut, document, status
from retally.errors import FetchError, UnansweredError
from retally.sources import deepstate
from retally.sources.base import Captured
from retally.sources.captures import Failure
from retally.sources.deepstate_fetch import kyiv_day
from retally.sources.fetching import fetch
from retally.sources.http import Client

NOW = datetime(2024, 11, 1, 12, 0, tzinfo=UTC)


def version(text: str) -> int:
    """The id of a version published at a moment in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


EARLY = version("2024-08-30T20:30")
LATE = version("2024-08-30T21:30")  # Half past midnight in Kyiv: the 31st.
LATER = version("2024-08-31T18:00")
AFTER = version("2024-09-02T18:00")


def made_up_map(number: int) -> dict[str, Any]:
    ring = [[30, 48, 0], [30.5, 48, 0], [30.5, 48.123456789, 0], [30, 48, 0]]
    feature = {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {
            "fill": "#a52714",
            "name": f"Острів /// Island {number} /// geoJSON.status.occupied\u00a0\n",
        },
    }
    return {"type": "FeatureCollection", "features": [feature]}


def answer(path: str, query: dict[str, str]) -> Reply:
    """As DeepState answers."""
    numbers = [AFTER, LATER, EARLY, LATE]
    if path == "/api/history/public":
        return document([{"id": number, "status": True} for number in numbers])
    if path == "/api/history/last":
        return document({"id": AFTER, "datetime": "02.09", "map": made_up_map(AFTER)})
    for number in numbers:
        if path == f"/api/history/{number}/geojson":
            return document(made_up_map(number))
    return status(404)


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    with MisbehavingServer(answer=answer) as server:
        yield server


Take = Callable[..., list[Captured | Failure]]


@pytest.fixture
def take(server) -> Iterator[Take]:
    with Client(sleep=lambda seconds: None, now=lambda: NOW) as client:

        def taken(since: date | None = None, until: date | None = None, **more):
            more.setdefault("base", server.url)
            return list(fetch("deepstate", client=client, since=since, until=until, **more))

        yield taken


def names(items: list[Captured | Failure]) -> list[str]:
    assert all(isinstance(item, Captured) for item in items), items
    return [item.name for item in items if isinstance(item, Captured)]


def test_the_versions_of_a_window_are_told_by_their_day_in_kyiv(take, server):
    items = take(date(2024, 8, 31), date(2024, 8, 31))
    assert names(items) == [f"{LATE}.geojson", f"{LATER}.geojson"]
    assert items[0].address == f"{server.url}/api/history/{LATE}/geojson"
    assert items[0].captured_at == NOW


def test_the_bytes_are_the_publishers_own(take):
    (item,) = take(date(2024, 8, 30), date(2024, 8, 30))
    assert isinstance(item, Captured)
    assert item.content == document(made_up_map(EARLY)).body


def test_a_window_may_be_open_at_either_end(take):
    assert names(take(since=date(2024, 8, 31))) == [f"{n}.geojson" for n in (LATE, LATER, AFTER)]
    assert names(take(until=date(2024, 8, 30))) == [f"{EARLY}.geojson"]


def test_without_a_window_the_latest_version_is_taken_out_of_its_wrapper(take, server):
    (item,) = take()
    assert isinstance(item, Captured)
    assert item.name == f"{AFTER}.geojson"
    assert json.loads(item.content) == made_up_map(AFTER)
    assert item.address == f"{server.url}/api/history/last#{AFTER}"


def test_versions_at_hand_are_not_asked_for_again(take, server):
    have = {(date(2024, 8, 31), str(LATE))}
    items = take(date(2024, 8, 31), date(2024, 8, 31), skip=lambda *key: key in have)
    assert names(items) == [f"{LATER}.geojson"]
    assert len(server.asked) == 2


@pytest.mark.parametrize("tail", ["", "/", "/api", "/api/history", "/api/history/"])
def test_the_base_may_be_the_site_or_its_history(take, server, tail):
    assert names(take(until=date(2024, 8, 30), base=server.url + tail)) == [f"{EARLY}.geojson"]


@pytest.mark.parametrize("number", [401, 403])
def test_a_refused_history_says_that_access_is_by_request(take, server, number):
    server.answer = lambda path, query: status(number)
    with pytest.raises(FetchError) as caught:
        take(date(2024, 8, 31))
    assert str(caught.value).startswith(
        f"{server.url}/api/history/public: the publisher refuses (expected HTTP 200, got HTTP {number}"
    )
    assert str(caught.value).endswith(
        "DeepState gives access to its history by request: ask at "
        "https://api.deepstatemap.live/request; the latest map alone is free: retally fetch "
        "deepstate"
    )


def test_a_refused_latest_map_does_not_offer_itself(take, server):
    server.answer = lambda path, query: status(401)
    with pytest.raises(FetchError, match=r"ask at https://api\.deepstatemap\.live/request$"):
        take()


@pytest.mark.parametrize("fault", [status(500), status(429), cut(made_up_map(1)), Reply(body=b"?")])
@pytest.mark.parametrize("part", ["/public", f"/{LATER}/"])
def test_a_passing_fault_costs_nothing(take, server, part, fault):
    server.faults[part] = [fault]
    assert names(take(date(2024, 8, 31), date(2024, 8, 31))) == [
        f"{LATE}.geojson",
        f"{LATER}.geojson",
    ]


def test_a_version_that_fails_does_not_stop_the_others(take, server):
    server.faults[f"/{LATE}/"] = [status(500)] * 5
    failure, *items = take(date(2024, 8, 31))
    assert isinstance(failure, Failure)
    assert failure.day == date(2024, 8, 31)
    assert failure.path == f"{server.url}/api/history/{LATE}/geojson"
    assert failure.reason.startswith("2024-08-31: no usable answer after 5 tries")
    assert names(items) == [f"{LATER}.geojson", f"{AFTER}.geojson"]


def test_a_version_that_is_no_map_is_reported(take, server):
    server.faults[f"/{LATE}/"] = [document({"message": "no"})]
    failure = take(date(2024, 8, 31))[0]
    assert isinstance(failure, Failure)
    assert "expected a FeatureCollection, got an object with message" in failure.reason


def test_a_list_that_never_comes_ends_the_fetch(take, server):
    server.faults["/public"] = [status(503)] * 5
    with pytest.raises(UnansweredError, match="no usable answer after 5 tries"):
        take(date(2024, 8, 31))


@pytest.mark.parametrize(
    ("value", "told"),
    [({"data": []}, "an object with data"), ({}, "an object with nothing"), ("a", "a JSON str")],
)
def test_a_list_of_another_shape_is_refused(take, server, value, told):
    server.faults["/public"] = [document(value)]
    with pytest.raises(FetchError, match=f"expected a list of versions, got {told}"):
        take(date(2024, 8, 31))


@pytest.mark.parametrize(
    "value",
    [
        [],
        {"id": AFTER},
        {"map": made_up_map(1)},
        {"id": AFTER, "map": {"type": "FeatureCollection"}},
        {"id": "soon", "map": made_up_map(1)},
    ],
)
def test_a_latest_map_of_another_shape_is_refused(take, server, value):
    server.faults["/last"] = [document(value)]
    with pytest.raises(FetchError, match="expected id and map, got"):
        take()


def test_entries_without_an_id_are_reported_and_the_rest_is_taken(take, server):
    entries: list[Any] = [{"id": str(LATER)}, {"id": True}, {"id": 10**18}, {"id": 10**30}, "x"]
    server.faults["/public"] = [document(entries)]
    items = take(date(2024, 8, 31))
    assert names(items[4:]) == [f"{LATER}.geojson"]
    assert [item.reason for item in items[:4] if isinstance(item, Failure)] == [
        "an entry without a unix time as id: {'id': True}",
        "an entry without a unix time as id: {'id': 1000000000000000000}",
        "an entry without a unix time as id: {'id': 1000000000000000000000000000000}",
        "an entry without a unix time as id: 'x'",
    ]


def test_a_version_belongs_to_its_day_in_kyiv():
    assert kyiv_day(EARLY) == date(2024, 8, 30)
    assert kyiv_day(LATE) == date(2024, 8, 31)


def test_a_number_that_is_no_moment_has_no_day():
    with pytest.raises(ValueError, match="1000000000000000000 is no unix time"):
        kyiv_day(10**18)


def test_what_is_fetched_is_what_the_decoder_reads(take):
    for item in [*take(date(2024, 8, 31), date(2024, 8, 31)), *take()]:
        assert isinstance(item, Captured)
        (found,) = deepstate.decode(item).maps
        assert found.day in {date(2024, 8, 31), date(2024, 9, 2)}
        assert found.layers[0].geometry.area > 0
