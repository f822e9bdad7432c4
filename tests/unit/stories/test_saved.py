from __future__ import annotations

import quopri
import time
from datetime import date

import pytest

from retally.stories.saved import saved_page
from retally.stories.story import story_of
from wire_pages import BODY, H1, TITLE, ps

WHERE = "https://x.example/2031/07/01/norland"
PAGE = (
    f'<html><head><meta charset="utf-8"></head><body>{H1}{ps()}<p>Élan – 5 km².</p></body></html>'
)


def mhtml(page: bytes, *, encoding: str = "quoted-printable", kind: str = "text/html") -> bytes:
    """A page with a picture as a browser saves both in one file."""
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {WHERE}\r\nSubject: {TITLE}\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="--b"\r\n\r\n'
        "----b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n"
        f"----b\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n"
        f"Content-Location: {WHERE}\r\n\r\n"
    )
    return head.encode() + page + b"\r\n----b--\r\n"


def test_a_page_in_one_file_with_its_pictures_is_read() -> None:
    story = story_of(mhtml(quopri.encodestring(PAGE.encode())), name="a.mht")
    assert story.title == TITLE
    shown = [span.of(story.text) for span in story.paragraphs]
    assert (shown[0], shown[-1]) == (BODY[0], "Élan – 5 km².")
    assert (story.published, story.published_basis) == (
        date(2031, 7, 1),
        "from the address: /2031/07/01/",
    )


def test_the_encoding_of_the_part_is_its_own() -> None:
    page = PAGE.replace("utf-8", "windows-1252").encode("cp1252")
    story = story_of(mhtml(page, encoding="8bit"), name="a.mht")
    assert "Élan – 5 km²." in story.text


def test_the_address_that_a_browser_noted_gives_the_day() -> None:
    page = f"<!-- saved from url=({len(WHERE):04}){WHERE} -->\n{PAGE}"
    assert story_of(page.encode(), name="a.txt").published == date(2031, 7, 1)


@pytest.mark.parametrize(
    "content",
    [b"", b"It went on.", b"Note: Content-Type: multipart/related", mhtml(b"x", kind="image/gif")],
    ids=["empty", "text", "copy", "picture"],
)
def test_what_is_no_saved_page_is_none(content: bytes) -> None:
    assert saved_page(content) is None


def test_files_within_files_are_left_in_time() -> None:
    head = b'Content-Type: multipart/related; boundary="%d"\r\n\r\n--%d\r\n'
    start = time.monotonic()
    assert saved_page(b"".join(head % (at, at) for at in range(20_000))) is None
    assert time.monotonic() - start < 5
