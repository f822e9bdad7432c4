"""Opening a page of a site in a browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page


def visit(context: BrowserContext, path: Path) -> Page:
    """A page opened from the disk, its script errors raised."""
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_load_state("load")
    page.problems = problems
    return page
