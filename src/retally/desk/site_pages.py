"""The files of the site by path, each built when it, or one after it, is first asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from retally.desk.answers import Answer

if TYPE_CHECKING:
    from retally.publish.site import SiteFile
    from retally.publish.site_inputs import Site

MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/atom+xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
}


class SitePages:
    """The files that `retally publish` would write, made in its order and kept.

    Parameters
    ----------
    site
        Gives what they are made from, which is asked by one thread at a time; called again where
        making them failed.
    """

    def __init__(self, site: Callable[[], Site]) -> None:
        self._site = site
        self._left: Iterator[SiteFile] | None = None
        self._files: dict[str, SiteFile] = {}
        self._answers: dict[str, Answer] = {}
        self._building = threading.Lock()

    def file(self, path: str) -> Answer | None:
        """A file by its path; None where the site has none."""
        found = self._answers.get(path)
        if found is not None:
            return found
        with self._building:
            file = self._files.get(path) or self._built(path)
            if file is None:
                return None
            if path not in self._answers:
                content = file.content if isinstance(file.content, bytes) else file.content()
                self._answers[path] = Answer(content, media_type(path))
            return self._answers[path]

    def _built(self, path: str) -> SiteFile | None:
        """The files up to the one asked for."""
        from retally.publish.site_build import site_files

        left = self._left if self._left is not None else site_files(self._site())
        # What fails on the way has ended: the next one who asks begins anew.
        self._left = None
        found = None
        for file in left:
            self._files[file.path] = file
            if file.path == path:
                found = file
                break
        self._left = left
        return found


def media_type(path: str) -> str:
    """The type of a file by its ending."""
    return MEDIA_TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")
