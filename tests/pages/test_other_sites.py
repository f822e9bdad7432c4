"""The same of the sites that people have: of the demo's war, and of the real maps."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from browsing import visit
from retally.cli.main import run


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    assert run(["demo", "--out", str(folder)]) == 0
    return folder / "site"


@pytest.fixture(scope="session")
def real_site(shared, tmp_path_factory) -> Path:
    """ISW's layers of thirteen dates and the seed story, which nothing of leaves this machine."""
    folder = tmp_path_factory.mktemp("real")
    archive, site = str(folder / "archive"), folder / "site"
    added = ["add", str(shared / "maps" / "isw-zips"), "--source", "isw", "--archive", archive]
    assert run(added) == 0
    story = str(shared / "stories" / "seed.txt")
    assert run(["publish", story, "--archive", archive, "--out", str(site)]) == 0
    return site


def test_pages_of_the_demo_hold_what_every_page_does(opened, demo_site) -> None:
    assert_sound(opened, demo_site)


def test_pages_of_real_maps_hold_what_every_page_does(opened, real_site) -> None:
    assert_sound(opened, real_site)


def assert_sound(opened, site: Path) -> None:
    """No page asks another host, fails, is too wide or breaks a rule of accessibility."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 5
    for path in pages:
        page = visit(opened, path)
        for theme in ("light", "dark"):
            page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
            page.evaluate(
                "document.querySelectorAll('details').forEach(one => { one.open = true; })"
            )
            found = Axe().run(page).response["violations"]
            rules = [(one["id"], [node["html"][:90] for node in one["nodes"][:3]]) for one in found]
            assert (path.name, theme, rules) == (path.name, theme, [])
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert (path.name, wide <= width) == (path.name, True)
        assert (path.name, opened.asked, page.problems) == (path.name, [], [])
        page.close()
    for path in site.glob("stories/*.html"):
        assert path.stat().st_size <= 150_000, path.name
