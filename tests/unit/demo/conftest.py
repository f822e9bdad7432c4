"""The demo's war and its truth, made once."""

from __future__ import annotations

from typing import Any

import pytest

from retally.demo.truth import truth
from retally.demo.war import SEED, War, made_war


@pytest.fixture(scope="session")
def war() -> War:
    """The demo's war."""
    return made_war(SEED)


@pytest.fixture(scope="session")
def told(war: War) -> dict[str, Any]:
    """Its truth."""
    return truth(war, SEED)
