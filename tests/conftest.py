"""Fixtures that every test folder shares."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

# Speed is measured in benchmarks/; a slow machine fails no test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--texts DIR``: where the texts of the hand-marked stories lie."""
    parser.addoption("--texts", default=os.environ.get("RETALLY_TEXTS"), metavar="DIR")


def shared_folder() -> Path | None:
    """The private folder of real maps and stories, or None where it is absent."""
    folder = Path(os.environ.get("RETALLY_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "maps").is_dir() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The private folder of real maps and stories; the test is skipped where it is absent."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("the private folder of real maps (../shared, or RETALLY_SHARED) is absent")
    return folder


@pytest.fixture(scope="session")
def shared_maps(shared: Path) -> Path:
    """The folder of real maps."""
    return shared / "maps"


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""A test machine is often root in a container, and has no network: Chromium asks nobody."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; one for all tests, since a process can drive only one at a time."""
    if CHROMIUM is None:
        pytest.skip("no chromium on PATH; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()
