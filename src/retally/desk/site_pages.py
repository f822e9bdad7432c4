"""The files of the site by path, each built when it, or one after it, is first asked for."""

from __future__ import annotations

import threading
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
        What they are made from; it is asked by one thread at a time.
    """

    def __init__(self, site: Site) -> None:
        from retally.publish.site_build import site_files

        self._left = site_files(site)
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
        for file in self._left:
            self._files[file.path] = file
            if file.path == path:
                return file
        return None


def media_type(path: str) -> str:
    """The type of a file by its ending."""
    return MEDIA_TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")
