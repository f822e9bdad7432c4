"""The version that a page says it was made by."""

from __future__ import annotations

from functools import lru_cache
from importlib import metadata


@lru_cache(maxsize=1)
def version() -> str:
    """The installed version, read from the package's own metadata.

    The package's root is not asked: it leads to the API, which stands above the pages.
    """
    return metadata.version("retally")
