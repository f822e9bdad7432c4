"""Bytes to text: the encoding declared, found, or mixed; never a byte thrown away."""

from __future__ import annotations

import codecs
import re

from retally.errors import DecodeError, LimitError

MOST_BYTES = 20_000_000
"""Largest story that is read, in bytes; the longest wire round-ups are under 0.2 MB."""


def text_of_bytes(content: bytes, *, name: str = "-", charset: str | None = None) -> str:
    """The text that bytes hold.

    A byte order mark decides first, or NULs in every second place; then UTF-8, then the declared
    encoding, then UTF-8 with each stray byte read as Windows-1252, which is how copy pasted from
    two desks looks. Quotes and dashes that were encoded twice are put right.

    Parameters
    ----------
    content
        The story as a file or a server gives it.
    name
        The file or address, for messages.
    charset
        The encoding that the server or the page declares.

    Raises
    ------
    LimitError
        If it is over `MOST_BYTES`.
    DecodeError
        If it is empty, or no text at all; what it is instead is named.
    """
    if len(content) > MOST_BYTES:
        raise LimitError(
            "too large",
            where=name,
            expected=f"at most {MOST_BYTES:,} bytes",
            got=f"{len(content):,}",
            do="give one story a file",
        )
    if not content.strip():
        raise DecodeError("is empty", where=name, expected="the text of a story")
    _refuse_binary(content, name)
    text = _marked(content)
    if text is None:
        text = _unmarked(content, charset)
    if not text.strip("\ufeff \t\r\n\f\v\0"):
        raise DecodeError("is empty", where=name, expected="the text of a story")
    if _strange(text[:_LOOKED_AT]) > _MOST_STRANGE:
        raise _not_text(name, "binary")
    return _encoded_once(text)


def declared_charset(content: bytes) -> str | None:
    """The encoding that a page's own head declares; None where it declares none.

    Examples
    --------
    >>> declared_charset(b'<meta charset="windows-1251">')
    'windows-1251'
    """
    found = _META.search(content[:_HEAD])
    return found[1].decode("ascii") if found else None


_HEAD = 4096
"""Bytes. HTML asks for the declaration within the first 1024; pages are late at times."""
_META = re.compile(rb"(?:charset|encoding)\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_:.-]{2,30})", re.I)
_LOOKED_AT = 65_536
_MOST_STRANGE = 0.1
"""Share of control and replacement characters; text has none, a binary file about a third."""
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip file, as .docx and .odt are"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _not_text(name: str, got: str) -> DecodeError:
    return DecodeError(
        "is not text",
        where=name,
        expected="plain text or HTML",
        got=got,
        do="save the story as text or as a web page",
    )


def _refuse_binary(content: bytes, name: str) -> None:
    for magic, got in _MAGIC:
        if content.startswith(magic):
            raise _not_text(name, got)
    has_mark = any(content.startswith(mark) for mark, _ in _MARKS) or _unmarked_utf16(content)
    # Single NULs stand in copy from old terminals.
    if not has_mark and content.count(b"\0") > len(content) * _MOST_NULS:
        raise _not_text(name, "binary")


_MOST_NULS = 0.001


def _unmarked_utf16(content: bytes) -> str | None:
    """The byte order of UTF-16 without its mark: most of every second byte is NUL, none other."""
    head = content[: _LOOKED_AT // 2 * 2]
    first, second = head[::2], head[1::2]
    for encoding, high, low in (("utf-16-le", second, first), ("utf-16-be", first, second)):
        if len(low) >= _FEWEST_PAIRS and high.count(0) > len(high) * 0.7 and 0 not in low:
            return encoding
    return None


_FEWEST_PAIRS = 4


def _marked(content: bytes) -> str | None:
    """The text by its byte order mark; None where it has none."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    encoding_found = _unmarked_utf16(content)
    return content.decode(encoding_found, errors="replace") if encoding_found else None


def _unmarked(content: bytes, charset: str | None) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    known = _known(charset)
    if known is not None and known != "utf-8":
        return content.decode(known, errors="replace")
    return content.decode("utf-8", errors="retally-cp1252")


def _known(charset: str | None) -> str | None:
    """Python's name of a text encoding; None for one that it does not know."""
    if not charset:
        return None
    # Browsers read Latin-1 and ASCII as Windows-1252 (https://encoding.spec.whatwg.org).
    if charset.lower() in _LATIN:
        return "cp1252"
    try:
        found = codecs.lookup(charset)
    except LookupError:
        return None
    is_text = getattr(found, "_is_text_encoding", True)
    return found.name if is_text and found.name not in _NOT_DECLARED else None


_LATIN = {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "l1", "iso8859-1"}
_NOT_DECLARED = {"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "idna", "punycode"}


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """One stray byte of UTF-8 read as Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", errors="replace"), error.end


codecs.register_error("retally-cp1252", _as_cp1252)


def _strange(text: str) -> float:
    """The share of characters that no text holds."""
    strange = sum(1 for sign in text if sign == "\ufffd" or (sign < " " and sign not in "\t\n\r\f"))
    return strange / max(1, len(text))


def _encoded_once(text: str) -> str:
    """The text with the punctuation put right that was encoded to UTF-8 twice."""
    return _TWICE.sub(lambda found: _ONCE[found[0]], text) if "â€" in text else text


_SMART = "“”‘’–—…•"
_ONCE = {sign.encode("utf-8").decode("cp1252", errors="ignore"): sign for sign in _SMART}
# The last byte of a closing quote is no character of Windows-1252: tools drop it or keep it.
_ONCE = {twice: sign for twice, sign in _ONCE.items() if len(twice) > 2} | {"â€\x9d": "”"}
_TWICE = re.compile("|".join(map(re.escape, _ONCE)))
