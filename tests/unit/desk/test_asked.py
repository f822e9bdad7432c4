from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_running import desk_client
from retally.desk.asked import day_of, moment_of
from retally.errors import UsageError


def test_day_is_read():
    assert day_of("2024-10-31") == date(2024, 10, 31)
    assert day_of(None) is None


@pytest.mark.parametrize("text", ["2024-13-01", "2023-02-29"])
def test_day_that_is_none_is_told(text):
    with pytest.raises(UsageError, match="is no day"):
        day_of(text)


@pytest.mark.parametrize(
    "text, moment",
    [
        ("2024-10-31", datetime(2024, 10, 31, 23, 59, 59, tzinfo=UTC)),
        ("2024-10-31T18:00:00Z", datetime(2024, 10, 31, 18, tzinfo=UTC)),
        ("2024-10-31T18:00:00", datetime(2024, 10, 31, 18, tzinfo=UTC)),
        ("2024-10-31T18:00:00+02:00", datetime(2024, 10, 31, 16, tzinfo=UTC)),
    ],
)
def test_moment_is_read_as_the_commands_do(text, moment):
    assert moment_of(text) == moment


@given(
    st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}([+-][0-9]{2}:[0-9]{2})?\Z")
)
def test_moment_of_any_digits_is_one_or_told_to_be_none(text):
    with suppress(UsageError):
        assert moment_of(text).tzinfo is UTC


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with desk_client(tmp_path_factory.mktemp("none") / "archive") as made:
        yield made


@pytest.mark.parametrize(
    "query, where",
    [
        ("", "query.definition"),
        ("definition=,", "which definition"),
        ("definition=isw-control&from=2024-02-01&to=2024-01-01", "ends before"),
        ("definition=isw-control&near=Pokrovsk", "near and km"),
        ("definition=isw-control&km=4", "near and km"),
        ("definition=isw-control&by=hour", "query.by"),
        ("definition=isw-control&defintion=x", "query.defintion"),
        ("definition=isw-control&from=2024-02-30", "is no day"),
        ("definition=isw-control&from=20240230", "query.from"),
        ("definition=isw-control&as_of=2024-01-01T25:00", "is no moment"),
        ("definition=isw-control&km=nan&near=x", "query.km"),
        ("definition=isw-control&region=/nowhere", "/nowhere"),
        ("definition=isw-control&region=/dev/zero", "/dev/zero"),
        ("definition=isw-control&region=%00", "cannot be read"),
    ],
)
def test_what_cannot_be_asked_is_one_line_with_422(client, query, where):
    answer = client.get(f"/api/gains?{query}")
    assert answer.status_code == 422
    assert where in answer.json()["line"]
    assert answer.text.count("\n") == 1


def test_unknown_definition_is_404_with_the_nearest(client):
    answer = client.get("/api/gains?definition=isw-controll")
    assert answer.status_code == 404
    assert "isw-control?" in answer.json()["do"]


def test_unanswered_definition_among_several_is_left_out(client):
    answer = client.get("/api/gains?definition=isw-control,deepstate&from=2024-10-01&to=2024-10-31")
    assert len(answer.json()["series"]) == 2


def test_answer_is_not_sent_again(client):
    first = client.get("/api/gains?definition=isw-control")
    tag = first.headers["etag"]
    for named in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get("/api/gains?definition=isw-control", headers={"If-None-Match": named})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    other = client.get("/api/gains?definition=isw-control", headers={"If-None-Match": '"other"'})
    assert other.status_code == 200


@pytest.mark.parametrize("method", ["put", "patch", "delete", "post"])
def test_method_that_is_not_there_is_405(client, method):
    assert getattr(client, method)("/api/gains").status_code == 405
