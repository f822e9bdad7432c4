from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retally.errors import DecodeError, InputError, LimitError, WallError
from retally.stories import story as story_module
from retally.stories.story import story_of
from story_pages import PAGE

LOG_IN = """<html><head><title>Log in</title></head><body><form><input type="password"></form>
<p>Please log in to continue reading this article.</p></body></html>"""
COOKIES = """<html><body><h1>We value your privacy</h1><p>We and our 842 partners store and access
personal data, like browsing data or unique identifiers, on your device. Selecting I Accept enables
tracking technologies to support the purposes shown under our cookie policy.</p>
<button>Accept all</button></body></html>"""
ROBOT = "<html><head><title>Just a moment...</title></head><body><p>Checking your browser</p></body></html>"
PAYMENT = """<html><head><script type="application/ld+json">{"@type":"NewsArticle",
"isAccessibleForFree":"False"}</script></head><body><p>The army went on.</p></body></html>"""
TEASER = """<html><body><h1>Gains slow</h1><p>The army of Norland went on over the river in the
north, its ministry said on Monday, and took 61 square kilometres in all.</p><div>Already a subscriber?
Log in to continue reading.</div></body></html>"""
PROSE = "The army of Norland went on over the river in the north, its ministry said on Monday. " * 4


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (LOG_IN, "is a log-in or payment wall"),
        (COOKIES, "is a cookie wall"),
        (ROBOT, "is a robot check"),
        (PAYMENT, "is a payment wall"),
        (TEASER, "is a log-in or payment wall"),
        ("Please sign in to continue.\n\nForgot your password?\n", "is a log-in or payment wall"),
        ("<html><body><script>draw()</script></body></html>", "only a browser's scripts fill"),
    ],
    ids=["log-in", "cookies", "robot", "payment", "teaser", "text", "script"],
)
def test_a_wall_is_said_so(content: str, says: str) -> None:
    with pytest.raises(WallError, match=says):
        story_of(content.encode(), name="a.html" if content.startswith("<") else "a.txt")


def test_a_story_beside_a_cookie_banner_is_a_story() -> None:
    page = f"<html><body><div class=cookie>We use cookies. Accept all cookies</div><p>{PROSE}</p>"
    assert len(story_of(page.encode(), name="a.html").paragraphs) == 1


def test_copy_that_speaks_of_denied_access_is_a_story() -> None:
    text = "Norland's army took 61 square kilometres, and reporters said access had been denied.\n"
    assert story_of(text.encode()).paragraphs


@pytest.mark.parametrize(
    ("content", "name", "kind", "is_page"),
    [
        (PAGE, "a.html", None, True),
        (PAGE, "a.txt", None, True),
        (PAGE, "-", None, True),
        (f"<p>{PROSE}</p>", "a.htm", None, True),
        (f"<p>{PROSE}</p>", "-", None, True),
        (f"<p>{PROSE}</p>", "a.txt", None, False),
        (f"<script>x</script> {PROSE}", "a.txt", None, False),
        (f"<b>{PROSE}</b>", "-", "text/html; charset=utf-8", True),
        (PAGE, "https://example.org", "text/plain", False),
        (f"1 < 2 {PROSE}", "-", None, False),
        (f"1 < 2 {PROSE}", "a.html", None, False),
    ],
)
def test_html_is_told_from_text(content: str, name: str, kind: str | None, is_page: bool) -> None:
    text = story_of(content.encode(), name=name, declared_type=kind).text
    assert ("<" not in text.replace("<script>alert(1)</script>", "")) is is_page


def test_a_script_in_plain_text_is_text() -> None:
    story = story_of(f"<script>alert(1)</script>\n\n{PROSE}".encode(), name="a.txt")
    assert "<script>alert(1)</script>" in story.text


def test_the_server_s_encoding_is_used() -> None:
    page = "<html><body><p>Армия продвинулась на севере острова.</p></body></html>".encode("cp1251")
    story = story_of(page, name="a", declared_type="text/html; charset=windows-1251")
    assert "Армия" in story.text


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"<html><body> </body></html>"])
def test_what_holds_no_text_is_empty(content: bytes) -> None:
    with pytest.raises(DecodeError, match="is empty"):
        story_of(content, name="a.html")


def test_right_to_left_text_and_unbalanced_quotes_are_kept() -> None:
    text = '\u202eقال الجيش 61\u202c "It went on, he said.\n\n“It rested.\n'
    assert story_of(text.encode()).text == text


@given(st.binary())
def test_any_bytes_are_a_story_or_a_clear_error(content: bytes) -> None:
    for name in ("a.txt", "a.html"):
        with suppress(InputError):
            story_of(content, name=name)


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_the_longest_text_is_stated(name: str) -> None:
    content = b"<p>" + b"It went on. " * 170_000 + b"</p>"
    with pytest.raises(LimitError, match="expected at most 2,000,000 characters of text"):
        story_of(content, name=name)


def test_a_text_too_long_in_any_encoding_is_refused_before_it_is_read(monkeypatch) -> None:
    monkeypatch.setattr(story_module, "text_of_bytes", None)
    with pytest.raises(LimitError, match="at most 2,000,000 characters of text, got 8,400,000 byt"):
        story_of(b"It went on. " * 700_000, name="a.html")


def test_a_page_that_is_nothing_but_tags_is_refused_before_a_tree_is_made(monkeypatch) -> None:
    monkeypatch.setattr("retally.stories.blocks.page", None)
    with pytest.raises(LimitError, match=r"too many tags.*at most 400,000"):
        story_of(b"<html><body>" + b"<p>on" * 400_000, name="a.html")


def test_a_long_page_with_a_short_story_is_read() -> None:
    script = f"<script>{'var a = 1; ' * 300_000}</script>"
    assert story_of(f"<html><body>{script}<p>{PROSE}</p>".encode(), name="a.html").paragraphs
