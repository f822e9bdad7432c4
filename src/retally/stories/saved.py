"""Pages as browsers save them: MHTML files, and the comment that names their address."""

from __future__ import annotations

import re
from typing import cast


def saved_address(html: str) -> str | None:
    """The address that a browser noted at the head of a page it saved.

    Examples
    --------
    >>> saved_address("<!-- saved from url=(0026)https://example.org/a/b/c/ --><html>")
    'https://example.org/a/b/c/'
    """
    found = _NOTE.search(html, 0, _HEAD)
    return found[1] if found else None


def saved_page(content: bytes) -> tuple[bytes, str, str | None] | None:
    """The page within an MHTML file: its bytes, its type and its address.

    Parameters
    ----------
    content
        Any bytes; None is given back for what is no such file, or holds no page.
    """
    if not (_FIELD.match(content) and _MHTML.search(content, 0, _HEAD)):
        return None
    # Imported for such files alone: a story is read in less time than this takes.
    from email import policy
    from email.parser import BytesParser

    try:
        parts = list(BytesParser(policy=policy.compat32).parsebytes(content).walk())
    except RecursionError:
        return None
    for part in parts:
        kind = part.get_content_type()
        if kind in ("text/html", "text/plain") and not part.is_multipart():
            page = cast(bytes, part.get_payload(decode=True) or b"")
            charset = part.get_content_charset()
            where = str(part.get("Content-Location") or "") or None
            return page, f"{kind}; charset={charset}" if charset else kind, where
    return None


_HEAD = 8192
_NOTE = re.compile(r"<!-- saved from url=\(\d{1,6}\)(https?://[^\s<>]{1,2000}) -->")
_MHTML = re.compile(rb"^Content-Type:\s{0,9}multipart/related\b", re.IGNORECASE | re.MULTILINE)
_FIELD = re.compile(rb"\s{0,99}[A-Za-z][A-Za-z-]{1,40}:")
