"""What goes wrong around a desk: archives that change under it, hosts, origins, large bodies."""

from __future__ import annotations

import json
import shutil
import socket

import pytest

from desk_running import STORY, running_desk
from made_up_site import made_up_archive
from retally.cli.main import run
from retally.errors import ArchiveDamagedError

GAINS = "/api/gains?definition=made-up-control"
HELD = "/api/held?definition=made-up-control&day=2021-02-01"
HOSTILE = "<script>document.title='taken'</script>"


def held_km2(client) -> float:
    answer = client.get(HELD)
    assert answer.status_code == 200, answer.text
    return answer.json()["held_km2"]


def test_answers_are_what_the_command_prints(desk, war, capsys, monkeypatch):
    monkeypatch.chdir(war.parent)
    for path, arguments in (
        (f"{GAINS}&by=month", ["gains", "--definition", "made-up-control", "--by", "month"]),
        ("/api/verify", ["verify"]),
        ("/api/ledger", ["ledger", "show"]),
        (HELD, ["held", "--definition", "made-up-control", "--day", "2021-02-01"]),
    ):
        capsys.readouterr()
        run([*arguments, "--archive", str(war), "--json"])
        told = json.loads(capsys.readouterr().out)
        answer = desk.get(path)
        assert answer.json() == told


def test_checked_story_is_what_the_command_prints(desk, war, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(war.parent)
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    run(["check", str(story), "--archive", str(war), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert desk.post("/api/check", json={"text": STORY}).json() == told


def test_replaced_archive_shows_at_once(own_war, tmp_path):
    other = made_up_archive(tmp_path / "other", days=5, vertices=80)
    with running_desk(own_war) as client:
        before, tag = held_km2(client), client.get("/").headers["etag"]
        own_war.rename(own_war.with_name("away"))
        assert client.get(HELD).status_code == 404
        shutil.copytree(other, own_war)
        assert held_km2(client) != before
        assert client.get("/").headers["etag"] != tag


def test_archive_that_is_replaced_while_a_story_is_checked_is_asked_again(own_war, tmp_path):
    from desk_running import desk_client
    from retally.check import check as check_module

    other = made_up_archive(tmp_path / "other", days=5, vertices=80)
    asked = check_module.check_story
    times = []

    def replaced_meanwhile(story, *, ground, **options):
        times.append(ground)
        if len(times) == 1:
            shutil.rmtree(own_war)
            shutil.copytree(other, own_war)
            # As where a part of the maps that the catalogue named is not there any more.
            raise ArchiveDamagedError("a part of the maps is missing")
        return asked(story, ground=ground, **options)

    with desk_client(own_war) as client, pytest.MonkeyPatch.context() as patched:
        patched.setattr(check_module, "check_story", replaced_meanwhile)
        assert client.post("/api/check", json={"text": STORY}).status_code == 200
    assert len(times) == 2
    assert times[0] is not times[1]


def test_damaged_archive_that_stays_as_it_is_is_told(own_war, monkeypatch):
    from desk_running import desk_client
    from retally.check import check as check_module

    def damaged(story, **options):
        raise ArchiveDamagedError("a part of the maps is missing")

    monkeypatch.setattr(check_module, "check_story", damaged)
    with desk_client(own_war) as client:
        answer = client.post("/api/check", json={"text": STORY})
    assert (answer.status_code, "missing" in answer.json()["what"]) == (503, True)


def test_settings_that_change_show_at_once(own_war):
    with running_desk(own_war) as client:
        assert client.get("/api/held?definition=mine&day=2021-02-01").status_code == 404
        file = own_war.parent / "retally.toml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("made-up-control", "mine"), encoding="utf-8")
        assert client.get("/api/held?definition=mine&day=2021-02-01").status_code == 200


def test_released_snapshot_shows_at_once(tmp_path):
    archive = made_up_archive(tmp_path / "war", days=6, vertices=80)
    maps = tmp_path / "war" / "more"
    maps.mkdir()
    last = sorted((tmp_path / "war" / "maps").glob("*.geojson"))[-1]
    told = json.loads(last.read_text(encoding="utf-8"))
    # The control of the day after is a hundredth of the day before's: it is held.
    ring = [[30.0, 47.0], [30.05, 47.0], [30.05, 47.05], [30.0, 47.0]]
    told["features"][0]["geometry"]["coordinates"] = [ring]
    (maps / "2021-01-07.geojson").write_text(json.dumps(told), encoding="utf-8")
    add = ["add", str(maps), "--archive", str(archive), "--source", "vector"]
    assert run([*add, "--map", str(tmp_path / "war" / "mapping.toml")]) == 0
    with running_desk(archive) as client:
        before = client.get(HELD).json()
        assert before["map_day"] == "2021-01-06"
        shown = client.get("/ground-made-up-control.html").text
        assert f'value="{before["held_km2"]!r}"' in shown
        from retally.archive.archive import Archive
        from retally.model.words import State

        (held,) = Archive.open(archive).snapshots(state=State.HELD)
        released = ["archive", "release", held.id, "--why", "it is so", "--archive", str(archive)]
        assert run(released) == 0
        after = client.get(HELD).json()
        assert after["map_day"] == "2021-01-07"
        assert after["held_km2"] < before["held_km2"]
        shown = client.get("/ground-made-up-control.html").text
        assert f'value="{after["held_km2"]!r}"' in shown


def test_two_desks_answer_alike(own_war):
    with running_desk(own_war) as one, running_desk(own_war) as other:
        assert one.get(GAINS).json() == other.get(GAINS).json()
        assert one.get("/").headers["etag"] == other.get("/").headers["etag"]


def test_desk_without_archive_answers_from_reference(tmp_path):
    with running_desk(tmp_path / "nothing") as client:
        assert client.get("/").status_code == 200
        assert client.get("/api/gains?definition=all").status_code == 200
        assert client.get("/api/ledger").json() == {"entries": []}
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("way", ["text", "form", "file"])
def test_paste_of_twenty_megabytes_is_refused_and_the_desk_lives(desk, way):
    text = "The army took 3 square miles. " * 700_000
    if way == "text":
        answer = desk.post("/api/check", json={"text": text})
    elif way == "form":
        answer = desk.post("/check.html", data={"text": text})
    else:
        answer = desk.post("/check.html", files={"files": ("a.txt", text.encode())})
    assert answer.status_code == 413
    assert answer.json()["expected"] == "at most 20,000,000 bytes"
    assert desk.get("/check.html").status_code == 200


def test_body_just_below_the_limit_is_told_what_a_story_may_have(desk):
    text = "The army took 3 square miles. " * 660_000
    answer = desk.post("/api/check", json={"text": text})
    assert answer.status_code == 413
    assert "2,000,000 characters" in answer.json()["expected"]


def test_body_of_unknown_length_is_limited_too(desk):
    answer = desk.post("/api/check", content=(b"x" * 1_000_000 for _ in range(25)))
    assert answer.status_code == 413


def test_thousand_uploads_become_one_job(desk):
    text = b"The army took 10 square kilometres (6 square miles)."
    files = [("files", (f"{at}.txt", text)) for at in range(1000)]
    answer = desk.post("/check.html", files=files)
    assert answer.status_code == 303
    job = answer.headers["location"].removesuffix(".html").rpartition("/")[2]
    with desk.stream("GET", f"/api/jobs/{job}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = list(stream.iter_lines())
    assert lines[-3] == "event: end"
    told = json.loads(lines[-2].removeprefix("data: "))
    assert (told["state"], told["done"]) == ("done", 1000)
    result = desk.get(f"/api/jobs/{job}/result").json()
    assert len(result["stories"]) == 1000
    assert result["coverage"]["does_not_match"] == 2000
    assert desk.get(f"/jobs/{job}.html").status_code == 200
    assert desk.delete(f"/api/jobs/{job}").status_code == 200
    assert desk.get(f"/api/jobs/{job}").status_code == 404


def test_job_goes_on_when_its_tab_is_closed_and_can_be_cancelled(desk):
    stories = [{"text": STORY}] * 400
    job = desk.post("/api/jobs", json={"kind": "check", "stories": stories})
    assert job.status_code == 202
    address = f"/api/jobs/{job.json()['id']}"
    with desk.stream("GET", f"{address}/events") as stream:
        next(stream.iter_lines())
    first = desk.get(address).json()["done"]
    while desk.get(address).json()["done"] <= first:
        pass
    assert desk.delete(address).status_code == 200
    with desk.stream("GET", f"{address}/events") as stream:
        told = list(stream.iter_lines())
    assert '"state": "cancelled"' in told[-2]


def test_folder_is_added_as_a_job(own_war, tmp_path):
    more = made_up_archive(tmp_path / "more", days=25, vertices=80).parent
    with running_desk(own_war) as client:
        before = client.get(GAINS).json()
        body = {
            "kind": "add",
            "folder": str(more / "maps"),
            "source": "vector",
            "mapping": str(own_war.parent / "mapping.toml"),
            "licence": "own work",
        }
        job = client.post("/api/jobs", json=body).json()
        with client.stream("GET", f"/api/jobs/{job['id']}/events") as stream:
            last = [line for line in stream.iter_lines() if line.startswith("data: ")][-1]
        told = json.loads(last.removeprefix("data: "))
        assert told["result"] == {"added": 5, "repeats": 20, "held": 0, "failed": []}
        assert client.get(GAINS).json() != before


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "", "127.0.0.1@evil"]
)
def test_foreign_host_is_refused(desk, host):
    answer = desk.get(GAINS, headers={"Host": host})
    assert answer.status_code == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:9", "[::1]:80"])
def test_own_host_is_answered_by_any_port(desk, host):
    assert desk.get("/check.html", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Referer": "http://evil.example/form"},
    ],
)
@pytest.mark.parametrize(
    "path",
    ["/check.html", "/api/check", "/jobs.html", "/api/jobs", "/recorded.html", "/api/ledger"],
)
def test_write_of_another_site_is_refused(desk, path, headers):
    assert desk.post(path, data={"text": STORY}, headers=headers).status_code == 403


def test_form_of_another_site_is_refused_in_a_browser(browser, desk):
    page = browser.new_page()
    form = f'<form method="post" action="{desk.base_url}/check.html"><input name="text" value="x">'
    page.route(
        "http://evil.example/",
        lambda route: route.fulfill(content_type="text/html", body=form + "<button>go</button>"),
    )
    page.goto("http://evil.example/")
    with page.expect_response("**/check.html") as found:
        page.click("button")
    assert found.value.status == 403
    page.close()


def test_page_of_another_site_reads_no_map(browser, desk):
    page = browser.new_page()
    script = f'<script src="{desk.base_url}/maps/made-up.js"></script>'
    page.route(
        "http://evil.example/",
        lambda route: route.fulfill(content_type="text/html", body=script),
    )
    page.goto("http://evil.example/")
    assert page.evaluate("typeof window.retally") == "undefined"
    page.close()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost:8642/",
        "http://169.254.169.254/",
        "file:///etc/passwd",
    ],
)
def test_address_of_this_machine_is_never_fetched(desk, address):
    answer = desk.post("/api/check", json={"address": address})
    assert answer.status_code == 422


def test_other_host_demands_a_token(capsys):
    assert run(["desk", "--host", "0.0.0.0"]) == 2
    assert "--token" in capsys.readouterr().err
    assert run(["desk", "--host", "0.0.0.0", "--token", "short"]) == 2
    assert "16" in capsys.readouterr().err


def test_token_is_demanded_of_every_request(war):
    token = "a-token-of-a-good-length"
    with running_desk(war, "--host", "0.0.0.0", "--token", token) as client:
        for path in ("/", GAINS, "/assets/site.css", "/openapi.json"):
            assert client.get(path).status_code == 401
        assert client.get("/?token=wrong").status_code == 401
        bearer = {"Authorization": f"Bearer {token}"}
        assert client.get(GAINS, headers=bearer).status_code == 200
        entered = client.get(f"/?token={token}")
        assert (entered.status_code, entered.headers["location"]) == (303, "/")
        assert "HttpOnly" in entered.headers["set-cookie"]
        assert client.get(GAINS).status_code == 200
        assert client.get(GAINS, headers={"Host": "evil.example"}).status_code == 400


def test_taken_port_is_one_line_with_code_2(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(["desk", "--port", str(port)]) == 2
    assert "--port" in capsys.readouterr().err


def test_desk_without_its_extra_is_one_line_with_code_2(capsys, monkeypatch):
    import retally.cli.desk_command as desk_command

    monkeypatch.setattr(desk_command, "find_spec", lambda name: None)
    assert run(["desk"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert "pip install 'retally[desk]'" in lines[0]


def test_no_script_gets_into_a_page(tmp_path):
    """In a story, a file's name, a region's name, a licence line, a place, a definition."""
    archive = made_up_archive(tmp_path / "war", days=3, vertices=80)
    extra = tmp_path / "war" / "extra"
    extra.mkdir()
    newest = sorted((tmp_path / "war" / "maps").glob("*.geojson"))[-1]
    shutil.copy(newest, extra / "2021-01-04.geojson")
    add = ["add", str(extra), "--archive", str(archive), "--source", "vector", "--licence", HOSTILE]
    assert run([*add, "--map", str(tmp_path / "war" / "mapping.toml")]) == 0
    regions = tmp_path / "regions.geojson"
    square = [[[28, 45], [40, 45], [40, 52], [28, 52], [28, 45]]]
    geometry = {"type": "Polygon", "coordinates": square}
    feature = {"type": "Feature", "properties": {"name": HOSTILE}, "geometry": geometry}
    regions.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    with running_desk(archive) as client:
        answer = client.get(f"{GAINS}&region={regions}&region_name=name")
        assert answer.json()["rows"][0]["regions"][0]["name"] == HOSTILE
        assert answer.headers["content-type"] == "application/json"
        place = client.get(
            GAINS, params={"definition": "made-up-control", "near": HOSTILE, "km": 1}
        )
        assert place.status_code in (404, 422)
        assert place.headers["content-type"] == "application/json"
        story = f"{HOSTILE} took ground\n\n{STORY} They took 5 square kilometres near {HOSTILE}."
        pages = [
            client.get("/").text,
            client.get("/methods.html").text,
            client.get("/ground-made-up-control.html").text,
            client.post("/check.html", data={"text": story}).text,
            client.get(f"/{HOSTILE}", headers={"Accept": "text/html"}).text,
            client.post(
                "/check.html", data={"queries": HOSTILE}, headers={"Accept": "text/html"}
            ).text,
        ]
        files = [("files", (f"{HOSTILE}.txt", STORY.encode())), ("files", ("b.txt", b"\0\0"))]
        job = client.post("/check.html", files=files).headers["location"]
        while '"done">2<' not in client.get(job).text:
            pass
        pages += [client.get(job).text, client.get("/jobs.html").text]
    for page in pages:
        assert "<script>document" not in page
    assert "&lt;script&gt;document" in pages[3]


def test_every_answer_forbids_inline_script(desk):
    for path in ("/", "/check.html", "/api/ledger", "/nowhere", "/assets/check.js"):
        policy = desk.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy


def test_stopped_desk_ends_at_once_with_a_stream_open(own_war):
    with running_desk(own_war) as client:
        body = {"kind": "check", "stories": [{"text": STORY}] * 2000}
        job = client.post("/api/jobs", json=body).json()["id"]
        with client.stream("GET", f"/api/jobs/{job}/events") as stream:
            next(stream.iter_lines())
            client.process.terminate()
            assert client.process.wait(10) is not None


def test_desk_uses_a_path_with_any_signs(tmp_path):
    with running_desk(tmp_path / "a b#c%20ü") as client:
        assert client.get("/").status_code == 200
