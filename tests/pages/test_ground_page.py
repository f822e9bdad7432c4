"""The Ground page as a person meets it: in a browser, from a disk, without a network."""

from __future__ import annotations

import json

from browsing import visit


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
        # The first day ends no window: it is the map that the first one starts from.
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


def test_names_are_shown_at_every_width_and_none_covers_another(opened, site):
    page = visit(opened, site / "ground-made-up-control.html")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.click("#whole")
        page.wait_for_timeout(100)
        boxes = page.evaluate(
            "[...document.querySelectorAll('.place:not(.far) text')].map(one => {"
            "const box = one.getBoundingClientRect();"
            "return [box.left, box.top, box.right, box.bottom]; })"
        )
        assert len(boxes) >= 2, width
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                apart = (
                    one[2] <= other[0]
                    or other[2] <= one[0]
                    or one[3] <= other[1]
                    or other[3] <= one[1]
                )
                assert apart, (width, one, other)


def test_map_leads_to_where_it_changed(opened, site):
    from retally.archive.archive import Archive
    from retally.publish.drawn_map import drawn_map
    from retally.publish.frames import rings

    page = visit(opened, site / "ground-made-up-control.html")
    page.wait_for_timeout(200)
    days = (page.text_content("#since-text"), page.text_content("#day-text"))
    page.click("#changed")
    x, y, width, height = map(float, page.get_attribute(".map svg", "viewBox").split())
    archive = Archive.open(site.parent / "archive")
    drawn = drawn_map(archive, "made-up")
    (layer,) = (one for one in drawn.layers if one.status == "control")
    names = [layer.hashes[[str(day) for day in drawn.days].index(one)] for one in days]
    geometries = archive.geometries(names)
    before, after = (
        {tuple(point) for ring in rings(geometries[name], drawn.lattice) for point in ring.tolist()}
        for name in names
    )
    moved = before ^ after
    shown = [one for one in moved if x <= one[0] <= x + width and y <= one[1] <= y + height]
    assert len(shown) >= 0.9 * len(moved) > 0
    whole = page.get_attribute("#map", "data-whole").split()
    assert width < float(whole[2])
    page.click("#whole")
    assert page.get_attribute(".map svg", "viewBox").split() == [
        f"{float(one):.1f}" for one in whole
    ]


def test_degrees_and_scale_follow_the_view_and_the_units(opened, site):
    page = visit(opened, site / "ground-made-up-control.html")
    page.click("#whole")
    far = (page.text_content("#length-km"), page.locator("#graticule text").all_text_contents())
    page.click("#closer")
    page.click("#closer")
    near = (page.text_content("#length-km"), page.locator("#graticule text").all_text_contents())
    assert int(near[0].split()[0]) < int(far[0].split()[0])
    assert far[1] != near[1]
    assert len(near[1]) >= 3
    for units, shown in (("km2", (True, False)), ("mi2", (False, True)), ("both", (True, True))):
        page.select_option("#units", units)
        assert (page.is_visible("#length-km"), page.is_visible("#length-mi")) == shown


def test_a_finger_on_the_map_scrolls_the_page(opened, site):
    page = visit(opened, site / "ground-made-up-control.html")
    assert page.evaluate("getComputedStyle(document.querySelector('.map svg')).touchAction") == (
        "pan-y"
    )


def test_lines_of_the_user_are_drawn_and_named(opened, site):
    page = visit(opened, site / "ground-made-up-control.html")
    assert page.locator(".overlays path").count() == 1
    footer = page.text_content("footer")
    assert "a made-up river, own work" in footer
    assert "No border is drawn" not in footer


def test_regions_of_the_record_month_are_those_of_gains(opened, site):
    from made_up_site import made_up_told_pages

    told = made_up_told_pages(site.parent / "archive")
    view = told.views["made-up-control"]
    again = told.ground.gains(
        "made-up-control", start=view.record.start, end=view.record.end, regions=told.regions
    ).rows[0]
    page = visit(opened, site / "ground-made-up-control.html")
    shown = page.evaluate(
        "[...document.querySelector('table.regions').querySelectorAll('tbody tr')].map(row =>"
        " [row.querySelector('th').textContent,"
        " ...[...row.querySelectorAll('.km2')].map(one => Number(one.value))])"
    )
    assert shown == [[one.name, one.gained_km2, one.lost_km2, one.net_km2] for one in again.regions]


def test_map_steps_slowly_where_motion_is_to_be_reduced(browser, site):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto((site / "ground-made-up-control.html").as_uri())
    page.click("#play")
    start = page.text_content("#day-text")
    page.wait_for_timeout(400)
    assert page.text_content("#day-text") == start
    context.close()
