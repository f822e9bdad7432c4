"""The page of a checked story, as a person meets it."""

from __future__ import annotations

import json

import pytest

from browsing import visit

STORY = "stories/reds-take-more-ground.html"
MOST_BYTES = 150_000


@pytest.fixture(scope="module")
def checked(site):
    """The story's check, made again."""
    from made_up_site import made_up_told_pages

    return made_up_told_pages(site.parent / "archive").stories[0]


def test_page_with_all_that_it_loads_is_small(site):
    loaded = (STORY, "assets/site.css", "assets/page.js")
    assert sum((site / name).stat().st_size for name in loaded) <= MOST_BYTES


def test_story_reads_without_javascript(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / STORY).as_uri())
    assert "Reds take more ground" in page.text_content("h1")
    assert page.locator(".paragraph mark").count() >= 3
    page.click("details.evidence >> nth=0 >> summary")
    assert page.is_visible("details.evidence >> nth=0 >> table")
    assert page.is_visible(".window-map svg")
    assert page.is_visible(".window-bars svg")
    context.close()


def test_mark_says_its_verdict_in_words_and_leads_to_its_evidence(opened, site):
    page = visit(opened, site / STORY)
    link = page.locator(".paragraph a:has(mark)").first
    assert any(word in link.text_content() for word in ("depends", "matches", "does not match"))
    target = link.get_attribute("href").removeprefix("#")
    assert page.locator(f"details.evidence [id='{target}']").count() == 1


def test_evidence_is_opened_by_keyboard(opened, site):
    page = visit(opened, site / STORY)
    page.focus("details.evidence:not([open]) summary")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open") is True


def test_numbers_of_the_evidence_are_those_of_check(opened, site, checked):
    page = visit(opened, site / STORY)
    document = json.loads(json.dumps(checked.to_dict()))
    told = {check["id"]: check for check in document["checks"]}
    for name in page.evaluate("[...document.querySelectorAll('section.one')].map(one => one.id)"):
        shown = page.evaluate(
            "(id) => [...document.getElementById(id).querySelectorAll('.evidence-table tbody tr')]"
            ".map(row => [...row.querySelectorAll('data')].map(one => Number(one.value)))",
            name,
        )
        rows = [
            [row[key] for key in ("value", "low", "high") if row[key] is not None]
            for row in told[name]["evidence"]
        ]
        assert shown == rows, name


def test_bars_and_map_are_of_the_window_under_the_definition_that_holds(opened, site, checked):
    row = next(one for check in checked.checks for one in check.evidence if one.holds)
    page = visit(opened, site / STORY)
    shown = page.get_attribute(".window-bars figcaption .km2 >> nth=0", "value")
    assert float(shown) == row.value
    assert page.locator(".window-map path.gained").first.get_attribute("d").startswith("M")


def test_only_the_sentences_around_figures_are_shown(site):
    text = (site / STORY).read_text()
    assert "It rained all week" not in text
    assert "articleBody" not in text
    assert not (site / STORY).with_suffix(".json").exists()


def test_story_is_stated_as_a_news_article_and_no_claim_review(opened, site):
    page = visit(opened, site / STORY)
    texts = page.evaluate(
        "[...document.querySelectorAll('script[type=\"application/ld+json\"]')]"
        ".map(one => JSON.parse(one.textContent))"
    )
    assert [one["@type"] for one in texts] == ["NewsArticle"]
    assert texts[0]["headline"] == "Reds take more ground"


def test_print_of_a_story_shows_its_evidence(opened, site):
    page = visit(opened, site / STORY)
    page.emulate_media(media="print")
    closed = page.locator("details.evidence:not([open])").first
    assert closed.locator("table").first.is_visible()
