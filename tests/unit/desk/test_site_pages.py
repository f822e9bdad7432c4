from __future__ import annotations

import pytest

import retally.publish.site_build as site_build
from desk_running import desk_client
from retally.desk.site_pages import SitePages, media_type
from retally.errors import ArchiveDamagedError
from retally.publish.site import SiteFile


def test_files_are_made_in_order_and_once(monkeypatch):
    made = []

    def files(site):
        for name in ("a.html", "b.js", "c.png"):
            made.append(name)
            yield SiteFile(path=name, content=lambda name=name: name.encode())

    monkeypatch.setattr(site_build, "site_files", files)
    pages = SitePages(lambda: None)
    assert pages.file("b.js").content == b"b.js"
    assert made == ["a.html", "b.js"]
    assert pages.file("a.html").content == b"a.html"
    assert pages.file("nowhere") is None
    assert pages.file("c.png").media_type == "image/png"
    assert made == ["a.html", "b.js", "c.png"]


def test_failure_on_the_way_is_raised_and_the_next_one_begins_anew(monkeypatch):
    tries = []

    def files(site):
        tries.append(site)
        yield SiteFile(path="a", content=b"a")
        if len(tries) == 1:
            raise ArchiveDamagedError("a part is gone")
        yield SiteFile(path="b", content=b"b")

    monkeypatch.setattr(site_build, "site_files", files)
    pages = SitePages(lambda: None)
    with pytest.raises(ArchiveDamagedError, match="a part is gone"):
        pages.file("b")
    assert pages.file("b").content == b"b"


def test_type_is_told_by_the_ending():
    assert media_type("data/a.csv") == "text/csv; charset=utf-8"
    assert media_type("a.unknown") == "application/octet-stream"


def test_every_file_that_a_page_names_is_there(tmp_path):
    import re

    with desk_client(tmp_path / "archive") as client:
        for page in (
            "/",
            "/check.html",
            "/jobs.html",
            "/api.html",
            "/ledger.html",
            "/methods.html",
        ):
            text = client.get(page).text
            for name in re.findall(r'(?:src|href)="([^"#:]+)"', text):
                assert client.get(f"/{name}").status_code == 200, (page, name)


def test_damaged_archive_is_503_in_one_line_and_the_check_goes_on(tmp_path):
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "retally.sqlite").write_bytes(b"no database at all" * 100)
    with desk_client(archive) as client:
        for path in ("/", "/api/gains?definition=isw-control", "/verify.html"):
            for _ in range(2):
                answer = client.get(path)
                assert answer.status_code == 503
                assert "retally.sqlite" in answer.json()["line"] or str(archive) in answer.text
        assert client.get("/check.html").status_code == 200


def test_archive_that_is_a_file_is_503(tmp_path):
    (tmp_path / "archive").write_text("a file")
    with desk_client(tmp_path / "archive") as client:
        assert client.get("/").status_code == 503


def test_settings_that_are_no_toml_are_told(tmp_path):
    (tmp_path / "retally.toml").write_text("= nonsense")
    with desk_client(tmp_path) as client:
        answer = client.get("/api/gains?definition=isw-control")
        assert answer.status_code == 422
        assert "retally.toml" in answer.json()["where"]
