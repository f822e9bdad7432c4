"""Fixtures that every test folder shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

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
