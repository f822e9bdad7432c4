"""The Ledger page: its table, its filters, and its small drawings."""

from __future__ import annotations

import json

from browsing import visit


def shown(page) -> list[str]:
    return page.evaluate(
        "[...document.querySelectorAll('#ledger tbody tr')].filter(one => !one.hidden)"
        ".map(one => one.id)"
    )


def test_table_holds_every_entry_with_its_exact_numbers(opened, site):
    entries = json.loads((site / "data/ledger.json").read_text())["entries"]
    page = visit(opened, site / "ledger.html")
    assert sorted(shown(page)) == sorted(one["id"] for one in entries)
    for one in entries:
        values = page.evaluate(
            "(id) => [...document.getElementById(id).querySelectorAll('data')]"
            ".map(one => Number(one.value))",
            one["id"],
        )
        numbers = [one["point"]] if one["point"] is not None else [one["low"], one["high"]]
        assert values == [float(number) for number in numbers if number is not None]
        if one["address"]:
            link = page.locator(f"[id='{one['id']}'] a")
            assert link.get_attribute("href") == one["address"]


def test_rows_are_filtered_by_side_quantity_source_and_day(opened, site):
    entries = json.loads((site / "data/ledger.json").read_text())["entries"]
    page = visit(opened, site / "ledger.html")
    page.select_option("#by-measure", "wounded")
    wounded = {one["id"] for one in entries if one["measure"] == "wounded"}
    assert set(shown(page)) == wounded
    assert page.text_content("#shown") == str(len(wounded))
    page.select_option("#by-measure", "")
    page.fill("#by-from", "2021-02-06")
    assert set(shown(page)) == {one["id"] for one in entries if one["day"] >= "2021-02-06"}
    page.fill("#by-from", "")
    source = entries[0]["source"]
    page.select_option("#by-source", source)
    assert set(shown(page)) == {one["id"] for one in entries if one["source"] == source}


def test_drawings_show_chains_and_follow_the_filters(opened, site):
    page = visit(opened, site / "ledger.html")
    assert page.locator(".multiple").count() == 2
    page.select_option("#by-measure", "killed")
    assert page.locator(".multiple:visible").count() == 1
    assert "10,000" in page.text_content(".multiple:visible")


def test_table_stands_without_javascript(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "ledger.html").as_uri())
    assert page.is_visible("#ledger")
    assert not page.is_visible("#filters")
    context.close()
