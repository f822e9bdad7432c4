"""A headless Chromium, and a site of a made-up war to look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext


@pytest.fixture
def opened(browser) -> Iterator[BrowserContext]:
    """A context that lets nothing but files through; what was asked of others is kept."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    asked: list[str] = []

    def judge(route) -> None:
        if route.request.url.startswith(("file:", "data:")):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    context.route("**/*", judge)
    context.asked = asked
    yield context
    context.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The site of a made-up war of sixty days on one square front."""
    from made_up_site import made_up_site

    return made_up_site(tmp_path_factory.mktemp("war"), days=60)
