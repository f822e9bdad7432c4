"""The Check page as a person meets it: in a browser, at a running desk."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from desk_running import STORY

PAGES = (
    "/",
    "/check.html",
    "/jobs.html",
    "/api.html",
    "/ledger.html",
    "/verify.html",
    "/methods.html",
)


def checked(context, text=STORY):
    page = context.new_page()
    page.goto("/check.html")
    page.fill("#text", text)
    page.click("button.main")
    page.wait_for_selector("#results")
    return page


def broken_rules(page) -> list:
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"][:90] for node in one["nodes"][:3]]) for one in found]


def test_pasted_story_shows_its_marks_and_their_evidence(opened):
    page = checked(opened)
    marks = page.locator(".story mark").all_text_contents()
    assert "478 square kilometres" in marks
    assert "62 square miles" in marks
    cards = " ".join(page.locator("article.does_not_match").all_inner_texts())
    assert "not 62 square miles" in cards
    assert "38.6" in cards
    assert page.locator("article table td").count() > 4
    assert (opened.asked, opened.problems) == ([], [])


def test_mark_leads_to_its_card(opened):
    page = checked(opened)
    page.locator(".story a").first.click()
    assert page.locator("article:target").count() == 1


def test_query_is_edited_and_asked_again_by_keyboard_alone(opened):
    page = checked(opened)
    page.locator("details.edit > summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    box = page.evaluate_handle("document.activeElement").as_element()
    text = box.input_value()
    assert "[[query]]" in text
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text.replace('"478"', '"3000"').replace("478", "3000"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    again = page.wait_for_selector(".again:not([hidden])")
    assert "3,000" in again.inner_text() or "3000" in again.inner_text()
    assert "does not match" in again.inner_text()
    assert page.evaluate("document.activeElement.className") == "again"
    assert opened.problems == []


def test_evidence_is_reached_and_opened_by_keyboard_alone(opened):
    page = checked(opened)
    page.locator(".story a").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("article:target").count() == 1
    # On from the card that the mark leads to.
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('article details:not([open]) > summary')"):
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open") is True
    assert opened.problems == []


def test_day_and_definition_are_chosen_by_keyboard_at_the_desk(opened):
    page = opened.new_page()
    page.goto("/ground-made-up-control.html")
    page.focus("#day")
    before = page.input_value("#day")
    page.keyboard.press("ArrowLeft")
    assert int(page.input_value("#day")) == int(before) - 1
    link = page.locator("main a[href='ground-made-up-with-claims.html']").first
    link.evaluate("one => { const all = one.closest('details'); if (all) all.open = true; }")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ground-made-up-with-claims.html")
    assert opened.problems == []


def test_query_that_is_none_says_what_is_wrong_in_its_place(opened):
    page = checked(opened)
    page.locator("details.edit > summary").first.click()
    box = page.locator("details.edit textarea").first
    box.fill("[[query]]\nnonsense = 1")
    page.locator("details.edit button").first.click()
    again = page.wait_for_selector(".again:not([hidden])")
    assert "nonsense" in again.inner_text()


def test_note_is_copied_as_plain_text_by_keyboard(opened):
    page = checked(opened)
    page.focus("#copy-note")
    page.keyboard.press("Enter")
    page.wait_for_selector("#note-state:not(:empty)")
    note = page.evaluate("navigator.clipboard.readText()")
    assert note.startswith("Army takes ground")
    assert "does not match" in note
    assert "<" not in note


def test_page_works_without_script(browser, desk):
    context = browser.new_context(java_script_enabled=False, base_url=str(desk.base_url))
    page = checked(context)
    assert page.locator("article.does_not_match").count() >= 1
    page.locator("details.edit > summary").first.click()
    page.locator("details.edit button").first.click()
    page.wait_for_selector("h1")
    assert page.locator("article").count() >= 1
    context.close()


def test_script_in_a_story_stays_text(opened):
    page = checked(opened, "<script>document.title='taken'</script>\n\n" + STORY)
    assert page.title() != "taken"
    assert page.locator("#results script").count() == 0
    assert opened.problems == []


def test_several_files_become_a_job_that_is_followed(opened):
    page = opened.new_page()
    page.goto("/check.html")
    files = [
        {"name": f"{at}<b>.txt", "mimeType": "text/plain", "buffer": STORY.encode()}
        for at in range(3)
    ]
    page.set_input_files("input[type=file]", files)
    page.click("button.main")
    page.wait_for_url("**/jobs/*.html")
    page.wait_for_selector("tbody tr:nth-child(3)")
    assert page.locator("#state").text_content() == "done"
    assert page.locator("tbody b").count() == 0
    page.locator("tbody a").first.click()
    page.wait_for_selector("#results")
    assert "62 square miles" in page.content()
    assert opened.problems == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_checked_story_breaks_no_rule_of_accessibility(opened, theme):
    page = checked(opened)
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    for one in page.query_selector_all("details"):
        one.evaluate("one => { one.open = true; }")
    page.locator("details.edit button").first.click()
    page.wait_for_selector(".again:not([hidden])")
    assert broken_rules(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_page_breaks_no_rule_of_accessibility(opened, path, theme):
    page = opened.new_page()
    page.goto(path)
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    assert broken_rules(page) == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_page_is_no_wider_than_its_window_and_asks_no_other_host(opened, path, width):
    page = opened.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (opened.asked, opened.problems) == ([], [])
