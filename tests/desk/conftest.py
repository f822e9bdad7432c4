"""A desk over a made-up war of twenty days, and a browser to look at it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext

from desk_running import running_desk
from made_up_site import made_up_archive


@pytest.fixture(scope="session")
def war(tmp_path_factory) -> Path:
    """The archive of a made-up war; it is not written to."""
    return made_up_archive(tmp_path_factory.mktemp("desk-war"), days=20, vertices=80)


@pytest.fixture
def own_war(war, tmp_path) -> Path:
    """A copy of it that a test may change."""
    copy = tmp_path / "war"
    shutil.copytree(war.parent, copy)
    return copy / "archive"


@pytest.fixture(scope="session")
def desk(war) -> Iterator[httpx.Client]:
    """The command, running."""
    with running_desk(war) as client:
        yield client


@pytest.fixture
def opened(browser, desk) -> Iterator[BrowserContext]:
    """A context that reaches the desk alone; what else was asked, and what went wrong, is kept."""
    own = str(desk.base_url)
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        base_url=own,
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(20_000)
    asked: list[str] = []
    problems: list[str] = []

    def judge(route) -> None:
        if route.request.url.startswith((own, "data:")):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    context.route("**/*", judge)
    context.on("console", lambda message: problems.append(message.text))
    context.on("weberror", lambda error: problems.append(str(error.error)))
    context.asked = asked
    context.problems = problems
    yield context
    context.close()
