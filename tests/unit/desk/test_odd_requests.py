"""Requests that no page of ours sends: each is refused in one line, none is a fault of the desk."""

from __future__ import annotations

import pytest

from desk_running import OWN, STORY, desk_client


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with desk_client(tmp_path_factory.mktemp("none") / "archive") as made:
        yield made


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"text":' * 5_000,
        b'{"text":"\\ud800 took 3 km2"}',
        b'{"text": ' + b"9" * 5_000 + b"}",
        b"\xff\xfe",
        b'{"queries":"a = ' + b"[" * 20_000 + b'"}',
        b'{"text":"\\u0000"}',
        b'{"text":"a", "page":"b"}',
        b"{}",
        b"",
    ],
    ids=["deep", "nested", "surrogate", "digits", "bytes", "toml", "nul", "two", "none", "empty"],
)
def test_body_that_is_none_is_refused(client, body):
    answer = client.post("/api/check", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert set(answer.json()) == {"what", "where", "expected", "got", "do", "line"}


@pytest.mark.parametrize(
    "kind, body",
    [
        ("multipart/form-data; boundary=a", b"--a\r\nContent-Type: multipart/mixed\r\n\r\nx--a--"),
        ("multipart/form-data; boundary=a", b"--a\r\n\r\n\r\n--a--"),
        ("application/x-www-form-urlencoded", b"queries=%5B%5B%5B"),
        ("application/x-www-form-urlencoded", b"text=a&published=x"),
        ("application/x-www-form-urlencoded", b"text=%ff%fe"),
        ("application/x-www-form-urlencoded", b""),
        ("text/plain", b"text=a"),
    ],
)
def test_form_that_is_none_is_refused(client, kind, body):
    answer = client.post("/check.html", content=body, headers={"Content-Type": kind})
    assert answer.status_code == 422
    page = client.post(
        "/check.html", content=body, headers={"Content-Type": kind, "Accept": "text/html"}
    )
    assert page.headers["content-type"].startswith("text/html")
    assert page.status_code == 422


@pytest.mark.parametrize(
    "path",
    ["/%00", "/..%2f..%2fetc/passwd", "/assets/../x", "/assets/desk.py", "/jobs/1.html", "/api/"],
)
def test_address_that_is_not_there_is_told(client, path):
    assert client.get(path).status_code in (404, 422)


@pytest.mark.parametrize(
    "body, what",
    [
        ({"kind": "add", "folder": "/", "source": "isw"}, "no such folder"),
        ({"kind": "add", "folder": "maps", "source": "isw"}, "no such folder"),
        ({"kind": "add", "folder": "/nowhere/at/all", "source": "isw"}, "no such folder"),
        ({"kind": "add", "folder": "/tmp", "source": "nobody"}, "unknown source"),
        ({"kind": "add", "folder": "/tmp", "source": "isw", "mapping": "/nowhere"}, "No such file"),
        ({"kind": "dance"}, "input tag"),
        ({"kind": "check", "stories": []}, "at least 1"),
    ],
)
def test_job_that_cannot_be_is_refused_at_once(client, body, what):
    answer = client.post("/api/jobs", json=body)
    assert answer.status_code in (404, 422)
    assert what in answer.json()["line"]
    assert client.get("/api/jobs").json() == {"jobs": []}


def test_folder_form_tells_what_is_wrong(client):
    form = {"folder": "maps", "source": "isw"}
    answer = client.post("/jobs.html", data=form, headers={"Accept": "text/html"})
    assert answer.status_code == 422
    assert "no such folder" in answer.text


def test_checked_page_is_kept_by_no_cache(client):
    answer = client.post("/check.html", data={"text": STORY}, headers={"Origin": OWN})
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


def test_text_that_shows_a_page_stays_text(client):
    told = client.post("/api/check", json={"text": "<h1>Gains</h1><p>They took 3 square miles."})
    assert told.json()["story"]["text"].startswith("<h1>")
    told = client.post("/api/check", json={"page": "<h1>Gains</h1><p>They took 3 square miles."})
    assert told.json()["story"]["title"] == "Gains"


def test_queries_are_asked_again(client):
    page = client.post("/check.html", data={"text": STORY}).text
    from html import unescape

    toml = unescape(page.partition('name="queries"')[2].partition(">")[2].partition("</text")[0])
    told = client.post("/api/check", json={"queries": toml}).json()
    assert told["checks"]
    assert all(check["kind"] == "ground" for check in told["checks"])
    bad = client.post("/api/check", json={"queries": "# nothing"})
    assert bad.status_code == 422


def test_checked_story_is_stored_only_when_it_is_asked(tmp_path):
    archive = tmp_path / "archive"
    archive.mkdir()
    with desk_client(archive) as client:
        page = client.post("/check.html", data={"text": STORY}).text
        assert list(archive.iterdir()) == []
        assert client.get("/api/ledger").json() == {"entries": []}
        name = page.partition('name="story" value="')[2].partition('"')[0]
        told = client.post("/recorded.html", data={"story": name})
        assert "Figures recorded: 1" in told.text
        assert len(client.get("/api/ledger").json()["entries"]) == 1
        assert "there already" in client.post("/recorded.html", data={"story": name}).text
        assert client.get("/ledger.html").status_code == 200
        assert client.post("/recorded.html", data={"story": "0" * 16}).status_code == 404


def test_page_of_the_api_names_every_address_with_what_is_sent_to_it(client):
    shown = client.get("/api.html").text
    document = client.get("/openapi.json").json()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert f"<code>{method.upper()} {path}</code>" in shown
            for parameter in operation.get("parameters", []):
                assert f"<code>{parameter['name']}</code>" in shown
    for name in ("queries", "address", "stories", "folder", "mapping"):
        assert f"<code>{name}</code>" in shown
    assert "`" not in shown
