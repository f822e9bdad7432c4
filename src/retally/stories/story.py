"""Bytes to a Story, whatever they hold: an HTML page or plain text."""

from __future__ import annotations

import re

from retally.errors import DecodeError, LimitError, WallError
from retally.model.story import Story
from retally.stories.encoding import MOST_BYTES, declared_charset, text_of_bytes
from retally.stories.plain import plain_story
from retally.stories.saved import saved_address, saved_page
from retally.stories.walls import wall

MOST_CHARACTERS = 2_000_000
"""Longest text that is read: reading takes a second for each 50,000 characters full of figures. The
longest wire round-ups have under 200,000."""

MOST_TAGS = 400_000
"""Most tags of a page. News pages have under 20,000. Reading so many takes about 120 MB; a page of
20 MB that is nothing but tags would take 700."""

_MOST_BYTES_EACH = 4
"""Bytes that a character has at most, in any encoding of text."""


def story_of(
    content: bytes,
    *,
    name: str = "-",
    address: str | None = None,
    declared_type: str | None = None,
) -> Story:
    """The story that a file, standard input or a server's answer holds.

    Parameters
    ----------
    content
        As it was given, in any encoding.
    name
        The file or address, for messages.
    address
        Where it was fetched from, which may carry its day.
    declared_type
        The server's Content-Type; None to tell HTML from text by the content.

    Raises
    ------
    DecodeError
        If it is empty, or neither text nor HTML.
    LimitError
        If it is over `retally.stories.encoding.MOST_BYTES`, or its text over `MOST_CHARACTERS`.
    WallError
        If a log-in, payment, cookie or robot wall stands in place of the story.

    Examples
    --------
    >>> story_of(b"<h1>Gains slow</h1><p>The army took 3 square miles.</p>").title
    'Gains slow'
    """
    if len(content) > _MOST_BYTES_EACH * MOST_CHARACTERS and b"<" not in content:
        # Without a tag it is plain text, and longer than any encoding would make what is read.
        raise _too_long(name, f"{len(content):,} bytes")
    saved = saved_page(content) if len(content) <= MOST_BYTES else None
    if saved is not None:
        content, declared_type, where = saved
        address = address or where
    kind, charset = _declared(declared_type)
    charset = charset or declared_charset(content)
    text = text_of_bytes(content, name=name, charset=charset)
    if not _is_html(text, kind, name):
        refuse_long(text, name)
        story = plain_story(text)
        _refuse_wall(wall(story), name)
        return story
    # lxml is imported for pages alone: it takes longer to load than a story to read.
    from retally.stories.attributes import MOST_ATTRIBUTES, is_crowded
    from retally.stories.blocks import page
    from retally.stories.html_story import html_story

    if text.count("<") > MOST_TAGS:
        raise LimitError(
            "too many tags",
            where=name,
            expected=f"at most {MOST_TAGS:,}",
            got=f"{text.count('<'):,}",
        )
    if is_crowded(text):
        raise LimitError(
            "a tag has too many attributes", where=name, expected=f"at most {MOST_ATTRIBUTES:,}"
        )
    found = page(text)
    refuse_long(found.text, name)
    story, is_open = html_story(text, address=address or saved_address(text), found=found)
    _refuse_wall(wall(story, source=text, is_open=is_open), name)
    if not story.text.strip():
        raise DecodeError("is empty", where=name, expected="the text of a story")
    return story


def refuse_long(text: str, name: str) -> None:
    """Raise `LimitError` if a text is over `MOST_CHARACTERS`."""
    if len(text) > MOST_CHARACTERS:
        raise _too_long(name, f"{len(text):,}")


def _too_long(name: str, got: str) -> LimitError:
    return LimitError(
        "too long",
        where=name,
        expected=f"at most {MOST_CHARACTERS:,} characters of text",
        got=got,
        do="give one story a file",
    )


def _declared(declared_type: str | None) -> tuple[str, str | None]:
    """The type and the encoding of a Content-Type header."""
    kind, _, rest = (declared_type or "").partition(";")
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,30})", rest, re.IGNORECASE)
    return kind.strip().lower(), found[1] if found else None


def _is_html(text: str, kind: str, name: str) -> bool:
    """Whether a text is a page: by its declared type or its name's ending, else by its first tag.

    Copy that shows a tag or a script at its start stays text, so that it is shown as it is.
    """
    ending = name.lower().rpartition(".")[2]
    is_said = kind in ("text/html", "application/xhtml+xml") or (
        not kind and ending in ("html", "htm", "xhtml")
    )
    if is_said:
        # Plain text under a page's name would lose its line breaks.
        return _A_TAG.search(text) is not None
    if kind == "text/plain":
        return False
    if ending == "txt":
        return bool(_IS_PAGE.match(text) or (_BEGINS.match(text) and _is_fragment(text)))
    return _BEGINS.match(text) is not None


def _is_fragment(text: str) -> bool:
    """Whether a text that begins with a tag is a page without its head: most of it is paragraphs.

    Copy that shows a tag or a script at its start holds none.
    """
    return len(_PARAGRAPH.findall(text, 0, _LOOKED_AT)) >= _FEWEST_PARAGRAPHS


_PARAGRAPH = re.compile(
    r"<(p|h[1-6]|li)\b[^<>]{0,300}>[^<]{1,5000}(?:<(?!/?\1\b)[^<]{0,5000}){0,40}</\1>"
)
_FEWEST_PARAGRAPHS = 3
_LOOKED_AT = 100_000
_A_TAG = re.compile(r"<[!/]?[a-zA-Z][^<>]{0,2000}>")
_LEAD = r"\ufeff?\s{0,1000}(?:<\?xml\b[^<>]{0,300}>\s{0,100})?(?:<!--.{0,3000}?-->\s{0,100}){0,5}"
_IS_PAGE = re.compile(
    rf"{_LEAD}<(?:!doctype\s{{1,9}}html|html|head|body)\b[^<>]{{0,2000}}>",
    re.IGNORECASE | re.DOTALL,
)
_BEGINS = re.compile(
    rf"{_LEAD}<(?:!doctype\s{{1,9}}html|html|head|body|title|meta|link|article|main|header|section|"
    r"nav|div|table|h1|h2|p|figure|center)\b[^<>]{0,2000}>",
    re.IGNORECASE | re.DOTALL,
)


def _refuse_wall(found: str | None, name: str) -> None:
    if found is not None:
        raise WallError(
            f"is {found}, not a story",
            where=name,
            do="open it in a browser, save the page and give the file",
        )
