"""The Ground page as a person meets it: in a browser, from a disk, without a network."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from browsing import visit

PAGES = ("index.html", "ground-made-up-control.html", "verify.html", "methods.html")


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


def test_slider_shows_the_held_ground_of_its_day(opened, site):
    page = visit(opened, site / "ground-made-up-control.html")
    told = json.loads((site / "data/made-up-control-by-day.json").read_text())
    held = {row["end"]: row["held_km2"] for row in told["rows"]}
    page.focus("#day")
    days = []
    for key in ("ArrowLeft", "PageDown", "ArrowRight", "Home", "End"):
        page.keyboard.press(key)
        day = page.text_content("#day-text")
        days.append(day)
        shown = page.get_attribute("#held-of-day .km2", "value")
        assert day in held or key == "Home"
        if day in held:
            assert float(shown) == held[day], key
    assert days[0] < days[-1]
    assert len(set(days)) >= 4


def test_frames_draw_what_python_draws(opened, site):
    page = visit(opened, site / "ground-made-up-control.html")
    page.wait_for_timeout(200)
    drawn = page.evaluate(
        "[...document.querySelectorAll('[data-layer]')].map(one => [one.dataset.layer,"
        " one.getAttribute('d')])"
    )
    from retally.archive.archive import Archive
    from retally.publish.drawn_map import drawn_map
    from retally.publish.frames import path, rings

    archive = Archive.open(site.parent / "archive")
    found = drawn_map(archive, "made-up")
    for layer in found.layers:
        geometry = archive.geometries([layer.hashes[-1]])[layer.hashes[-1]]
        assert [f"{layer.party} {layer.status}", path(rings(geometry, found.lattice))] in drawn


def test_map_is_played_and_paused_by_keyboard(opened, site):
    page = visit(opened, site / "ground-made-up-control.html")
    page.focus("#play")
    page.keyboard.press("Enter")
    assert page.get_attribute("#play", "aria-pressed") == "true"
    page.wait_for_timeout(450)
    page.keyboard.press("Enter")
    assert page.get_attribute("#play", "aria-pressed") == "false"
    day, since = page.text_content("#day-text"), page.text_content("#since-text")
    assert since < day < page.evaluate("window.retally.map.days.at(-1)")


def test_definition_is_chosen_by_keyboard(opened, site):
    page = visit(opened, site / "ground-made-up-control.html")
    page.focus(".picker summary")
    page.keyboard.press("Enter")
    page.focus('.picker a[href="ground-made-up-with-claims.html"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/ground-made-up-with-claims.html")
    assert page.text_content(".lede strong") == "made-up-with-claims"


def test_units_and_text_size_are_remembered_from_page_to_page(opened, site):
    page = visit(opened, site / "ground-made-up-control.html")
    page.select_option("#units", "mi2")
    page.click("#larger")
    assert not page.is_visible(".headlines .km2")
    other = visit(opened, site / "ground-made-up-with-claims.html")
    assert other.input_value("#units") == "mi2"
    assert other.evaluate("getComputedStyle(document.documentElement).fontSize") == "18.4px"


def test_page_reads_without_javascript(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "ground-made-up-control.html").as_uri())
    assert page.is_visible(".map svg")
    assert "km²" in page.text_content(".headlines")
    assert not page.is_visible("#player")
    context.close()
