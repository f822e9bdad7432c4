"""Stories go into the ledger when that is asked, and only then."""

from __future__ import annotations

import json

import pytest

from desk_running import STORY, desk_client
from retally.cli.main import run
from retally.ledger.writer import Writer

PAGE = (
    "<html><body><h1>Army takes ground</h1><p>" + STORY.partition("\n\n")[2] + "</p></body></html>"
)


@pytest.fixture
def archive(tmp_path):
    (tmp_path / "archive").mkdir()
    return tmp_path / "archive"


@pytest.fixture
def client(archive):
    with desk_client(archive) as made:
        yield made


def entries(client) -> list:
    return client.get("/api/ledger").json()["entries"]


def test_api_records_what_the_command_records(client, archive, tmp_path, capsys):
    told = client.post("/api/ledger", json={"text": STORY, "published": "2024-11-04"}).json()
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    ledger = ["--ledger", str(tmp_path / "other.sqlite"), "--json"]
    assert run(["ledger", "add", str(story), "--published", "2024-11-04", *ledger]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [one.pop("path") for one in told["stories"]] == ["-"]
    assert [one.pop("path") for one in printed["stories"]] == [str(story)]
    assert told == printed
    assert told["added"] == 1
    assert run(["ledger", "show", *ledger]) == 0
    shown = json.loads(capsys.readouterr().out)["entries"]
    assert [one["key"] for one in entries(client)] == [one["key"] for one in shown]
    assert shown


def test_same_story_again_adds_nothing(client):
    first = client.post("/api/ledger", json={"text": STORY}).json()
    before = entries(client)
    again = client.post("/api/ledger", json={"text": STORY}).json()
    assert (first["added"], again["added"], again["repeats"]) == (1, 0, 1)
    assert again["stories"][0]["story"] == first["stories"][0]["story"]
    assert entries(client) == before


def test_page_is_recorded_under_the_name_it_is_given(client):
    name = "https://example.org/army"
    told = client.post("/api/ledger", json={"page": PAGE, "name": name}).json()
    assert told["stories"][0]["path"] == name
    assert {one["address"] for one in entries(client)} == {name}


def test_recorded_row_shows_on_the_ledger_page_at_once(client):
    assert "478 km2" not in client.get("/ledger.html").text
    page = client.post("/check.html", data={"text": STORY}).text
    assert "478 square" not in client.get("/ledger.html").text
    name = page.partition('name="story" value="')[2].partition('"')[0]
    assert client.post("/recorded.html", data={"story": name}).status_code == 200
    shown = client.get("/ledger.html").text
    assert 'value="478' in shown
    assert "Army takes ground" in shown


@pytest.mark.parametrize(
    "body, status",
    [
        ({"queries": "[[query]]"}, 422),
        ({"text": ""}, 422),
        ({"address": "http://127.0.0.1/"}, 422),
        ({"text": "x " * 1_100_000}, 413),
        ({"text": STORY, "published": "2024-13-01"}, 422),
    ],
    ids=["queries", "empty", "local", "long", "day"],
)
def test_what_cannot_be_recorded_leaves_no_ledger(client, archive, body, status):
    answer = client.post("/api/ledger", json=body)
    assert answer.status_code == status
    assert set(answer.json()) == {"what", "where", "expected", "got", "do", "line"}
    assert list(archive.iterdir()) == []


def test_page_of_another_site_records_nothing(client, archive):
    foreign = {"Origin": "http://evil.example"}
    assert client.post("/api/ledger", json={"text": STORY}, headers=foreign).status_code == 403
    page = client.post("/check.html", data={"text": STORY}).text
    name = page.partition('name="story" value="')[2].partition('"')[0]
    refused = client.post("/recorded.html", data={"story": name}, headers=foreign)
    assert refused.status_code == 403
    assert list(archive.iterdir()) == []


def test_ledger_that_another_writes_to_is_told_as_busy(client, monkeypatch):
    from retally.errors import LedgerLockedError

    def locked(self, told, **options):
        raise LedgerLockedError("another process writes", where="ledger.sqlite")

    monkeypatch.setattr(Writer, "add", locked)
    assert client.post("/api/ledger", json={"text": STORY}).status_code == 409
