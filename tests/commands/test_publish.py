"""``retally publish``: a site of the made-up archive, read back from its pages."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from retally.publish.site import MARK


class Page(HTMLParser):
    """What a page shows as numbers, what it leads to, and what it loads."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.text = path.read_text(encoding="utf-8")
        self.numbers: list[float] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.feed(self.text)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if "id" in named:
            self.ids.append(named["id"])
        if tag == "data" and named.get("class") != "mi2":
            self.numbers.append(float(named["value"]))
        if tag == "a":
            self.links.append(named["href"])
        if tag in ("script", "img", "link") and (named.get("src") or named.get("href")):
            self.loads.append(named.get("src") or named["href"])


@pytest.fixture(autouse=True)
def _no_gazetteer(monkeypatch):
    # The index of places takes ten seconds to make; names have tests of their own.
    monkeypatch.setattr("retally.cli.publish_command._places", lambda extent: [])


@pytest.fixture
def site(filled, tmp_path) -> Path:
    ran = filled("publish", "--out", "site")
    assert ran.code == 0, ran.err
    assert "site/index.html" in ran.out
    return tmp_path / "site"


def test_numbers_of_a_page_are_those_of_gains_and_held(site, filled):
    page = Page(site / "ground-firm.html")
    held = filled("held", "--definition", "firm", "--day", "2021-03-05", "--json").document
    gains = filled("gains", "--definition", "firm", "--by", "month", "--json").document
    row = gains["rows"][-1]
    assert page.numbers[:3] == [held["held_km2"], row["net_km2"], row["net_km2"]]
    for name in ("gained_km2", "lost_km2", "net_km2", "held_km2"):
        assert row[name] in page.numbers


def test_files_of_numbers_are_the_documents_of_the_command(site, filled):
    for by in ("month", "day"):
        told = filled("gains", "--definition", "firm", "--by", by, "--json").document
        assert json.loads((site / f"data/firm-by-{by}.json").read_text()) == told
        lines = (site / f"data/firm-by-{by}.csv").read_text().splitlines()
        assert len(lines) == len(told["rows"]) + 1


def test_every_link_and_every_file_loaded_is_part_of_the_site(site):
    for path in site.glob("*.html"):
        page = Page(path)
        for target in (*page.links, *page.loads):
            if target.startswith("https://"):
                assert path.name == "verify.html", target
                continue
            name, _, anchor = target.partition("#")
            assert (site / (name or path.name)).is_file(), (path.name, target)
            if anchor:
                assert anchor in Page(site / (name or path.name)).ids, (path.name, target)


def test_nothing_is_loaded_from_another_host(site):
    for path in site.rglob("*.html"):
        assert not [one for one in Page(path).loads if "://" in one or one.startswith("//")]
    for path in site.rglob("*.css"):
        assert not re.search(r"url\((?!#)|@import", path.read_text())


def test_ids_of_a_page_are_its_own(site):
    for path in site.glob("*.html"):
        ids = Page(path).ids
        assert len(ids) == len(set(ids)), path.name


def test_map_is_drawn_without_a_script(site):
    text = (site / "ground-firm.html").read_text()
    assert re.search(
        r'<path id="layer-\d" data-layer="reds control" data-title="Reds: control" d="M\d+,\d+l',
        text,
    )
    assert 'data-before="reds control"' in text


def test_page_leads_to_the_snapshots_behind_its_numbers(site, filled):
    page = Page(site / "ground-firm.html")
    listed = filled("archive", "list", "--json").document["snapshots"]
    behind = {f"methods.html#{one['id']}" for one in listed if one["day"] == "2021-03-05"}
    assert behind <= set(page.links)
    methods = (site / "methods.html").read_text()
    assert all(one["sha256"] in methods for one in listed)


def test_second_run_keeps_every_file(site, filled):
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.name != MARK}
    ran = filled("publish", "--out", "site")
    assert "0 files written" in ran.out
    after = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    assert {path: when for path, when in before.items() if path.is_file() and path != site} == {
        path: when for path, when in after.items() if path.name != MARK
    }


def test_source_that_may_not_be_passed_on_is_said_so(retally, maps, tmp_path):
    add = ("add", maps, "--source", "vector", "--map", "mapping.toml")
    assert retally(*add, "--licence", "no redistribution").code == 0
    assert retally("publish", "--out", "site").code == 0
    text = (tmp_path / "site" / "ground-firm.html").read_text()
    assert "does not allow passing their geometry on" in text
    data = tmp_path / "site" / "data"
    assert (data / "firm-map.png").read_bytes().startswith(b"\x89PNG")
    assert 'href="data/firm-map.png"' in text
    # A drawing of lines is geometry.
    assert not list(data.glob("*-map.svg")) + list(data.glob("*-map.pdf"))
    assert not list(data.glob("*.geojson"))


def test_map_is_offered_as_picture_and_as_drawing_where_it_may_be_passed_on(site):
    text = (site / "ground-firm.html").read_text()
    for ending, start in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")):
        assert (site / f"data/firm-map.{ending}").read_bytes().startswith(start)
        assert f'href="data/firm-map.{ending}"' in text


def test_pages_are_written_without_any_archive(retally, tmp_path):
    ran = retally("publish", "--out", "site")
    assert ran.code == 0, ran.err
    text = (tmp_path / "site" / "ground-isw-with-claims.html").read_text()
    assert "No map of this definition is at hand" in text


def test_script_in_names_is_shown_as_text(retally, maps, tmp_path):
    evil = '<script>alert("x")</script>'
    settings = (tmp_path / "retally.toml").read_text()
    (tmp_path / "retally.toml").write_text(
        settings.replace("Ground that the north desk maps", f"Ground {evil.replace(chr(34), '')}")
    )
    add = ("add", maps, "--source", "vector", "--map", "mapping.toml")
    assert retally(*add, "--licence", f"own work {evil}").code == 0
    assert retally("publish", "--out", "site").code == 0
    for path in (tmp_path / "site").rglob("*.html"):
        assert "<script>alert" not in path.read_text()


def test_folder_that_is_no_site_is_refused(filled, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    ran = filled("publish", "--out", "mine")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "is not a site that Retally wrote" in ran.err
