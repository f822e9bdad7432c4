"""The Jobs page as a person meets it: cards that appear, move, and can be cancelled."""

from __future__ import annotations

import pytest

from desk_running import STORY

LONG = [{"text": STORY}] * 3_000


@pytest.fixture
def start(desk):
    """Starts a job as another program would; what is left of it is stopped at the end."""
    started = []

    def call(stories) -> str:
        told = desk.post("/api/jobs", json={"kind": "check", "stories": stories}).json()
        started.append(told["id"])
        return told["id"]

    yield call
    for name in started:
        for _ in range(2):
            desk.delete(f"/api/jobs/{name}")


def done(page, name: str) -> int:
    return int(page.text_content(f"#job-{name} .done"))


def test_card_appears_when_a_job_is_started_elsewhere_and_moves(opened, start):
    page = opened.new_page()
    page.goto("/jobs.html")
    name = start(LONG)
    page.wait_for_selector(f"#job-{name}")
    first = done(page, name)
    page.wait_for_function(
        "([id, first]) => Number(document.querySelector(`#job-${id} .done`).textContent) > first"
        " && document.querySelector(`#job-${id} progress`).value > first",
        arg=[name, first],
    )
    assert "running" in page.text_content(f"#job-{name}")
    assert page.get_attribute(f"#job-{name} progress", "max") == "3000"
    assert opened.problems == []


def test_queued_jobs_are_shown_as_waiting_behind_the_two_that_run(opened, start):
    page = opened.new_page()
    page.goto("/jobs.html")
    names = [start(LONG) for _ in range(3)]
    page.wait_for_selector(f"#job-{names[2]}")
    states = [page.text_content(f"#job-{name} strong") for name in names]
    assert states == ["running", "running", "waiting"]


def test_job_survives_its_closed_tab_and_is_cancelled_by_keyboard(opened, start, desk):
    name = start(LONG)
    page = opened.new_page()
    page.goto(f"/jobs/{name}.html")
    page.wait_for_selector("#job[data-over=no]")
    first = int(page.text_content("#done"))
    page.close()
    page = opened.new_page()
    page.goto("/jobs.html")
    page.wait_for_function(
        "([id, first]) => Number(document.querySelector(`#job-${id} .done`)?.textContent) > first",
        arg=[name, first],
    )
    page.focus(f"#job-{name} button")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#job-{name}[data-over=yes]")
    assert page.text_content(f"#job-{name} strong") == "cancelled"
    assert page.url.endswith("/jobs.html")
    assert desk.get(f"/api/jobs/{name}").json()["state"] == "cancelled"


def test_page_lists_and_cancels_without_script(browser, desk, start):
    name = start(LONG)
    context = browser.new_context(java_script_enabled=False, base_url=str(desk.base_url))
    page = context.new_page()
    page.goto("/jobs.html")
    page.click(f"#job-{name} button")
    with desk.stream("GET", f"/api/jobs/{name}/events") as stream:
        assert '"state": "cancelled"' in list(stream.iter_lines())[-2]
    page.goto("/jobs.html")
    assert page.text_content(f"#job-{name} strong") == "cancelled"
    context.close()
