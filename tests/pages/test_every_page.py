"""What holds of every page of a site, in a browser, from a disk, without a network."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from browsing import visit

STORY = "stories/reds-take-more-ground.html"
PAGES = (
    "index.html",
    "ground-made-up-control.html",
    "verify.html",
    "methods.html",
    "ledger.html",
    "stories/index.html",
    STORY,
)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_page_breaks_no_rule_of_accessibility(opened, site, name, theme):
    page = visit(opened, site / name)
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    for table in page.query_selector_all("details"):
        table.evaluate("one => { one.open = true; }")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:90] for node in one["nodes"][:3]]) for one in found] == []


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_no_other_host_and_has_no_script_error(opened, site, name):
    page = visit(opened, site / name)
    page.wait_for_timeout(100)
    assert (opened.asked, page.problems) == ([], [])


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_page_is_no_wider_than_its_window(opened, site, name, width):
    page = visit(opened, site / name)
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_page_at_twice_the_size_is_no_wider_than_its_window(opened, site, name):
    page = visit(opened, site / name)
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.setProperty('--scale', 2)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize("name", PAGES)
def test_focus_is_visible_wherever_the_tabulator_leads(opened, site, name):
    page = visit(opened, site / name)
    for _ in range(12):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "(() => { const style = getComputedStyle(document.activeElement);"
            " return [document.activeElement.tagName, style.outlineStyle, style.outlineWidth]; })()"
        )
        assert shown[0] == "BODY" or (shown[1] != "none" and shown[2] != "0px"), shown


@pytest.mark.parametrize("name", PAGES)
def test_page_stands_with_forced_colours(browser, site, name):
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto((site / name).as_uri())
    assert page.is_visible("h1")
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_print_leaves_the_controls_out(opened, site, name):
    page = visit(opened, site / name)
    page.emulate_media(media="print")
    assert not page.is_visible(".controls")
    assert page.is_visible("h1")
