from __future__ import annotations

import pytest

from retally.errors import DecodeError, LimitError
from retally.stories.encoding import MOST_BYTES, declared_charset, text_of_bytes

SAID = "“It’s 5 km²,” he said – élan"


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        (SAID.encode(), None),
        (SAID.encode("utf-8-sig"), None),
        (SAID.encode("utf-16"), None),
        (b"\xfe\xff" + SAID.encode("utf-16-be"), None),
        (SAID.encode("utf-16-le"), None),
        (SAID.encode("utf-16-be"), None),
        (SAID.encode("cp1252"), None),
        (SAID.encode("cp1252"), "iso-8859-1"),
        (SAID.encode("cp1252"), "utf-8"),
        (SAID.encode(), "windows-1251"),
    ],
    ids=["utf-8", "with a mark", "utf-16", "utf-16 be", "utf-16 le without a mark", "utf-16 be without a mark", "cp1252", "latin-1 declared", "utf-8 wrongly declared", "utf-8 undeclared"],
)  # fmt: skip
def test_the_text_is_the_same_in_every_encoding(content: bytes, charset: str | None) -> None:
    assert text_of_bytes(content, charset=charset).removeprefix("\ufeff") == SAID


def test_a_declared_encoding_is_used_and_an_unknown_one_is_not() -> None:
    word = "Привет".encode("cp1251")
    assert text_of_bytes(word, charset="windows-1251") == "Привет"
    assert text_of_bytes(b"caf\xe9", charset="no-such") == "café"
    assert text_of_bytes(b"caf\xe9", charset="zlib") == "café"


def test_stray_bytes_of_another_desk_are_read_beside_utf_8() -> None:
    assert text_of_bytes("é ".encode() + b"\x93x\x94 \x96") == "é “x” –"


def test_quotes_that_were_encoded_twice_are_put_right() -> None:
    twice = "“x” – it’s…".encode().decode("cp1252", errors="ignore")
    assert text_of_bytes(f"{twice} â€\x9d".encode()).startswith("“x")
    assert "it’s… ”" in text_of_bytes(f"{twice} â€\x9d".encode())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (b"%PDF-1.7 x", "got a PDF"),
        (b"PK\x03\x04 x", "got a zip file"),
        (bytes(range(256)) * 4, "is not text"),
        (b"\x01\x02\x03abc" * 9, "is not text"),
        (b"ab\0\0cd\0" * 9, "is not text"),
    ],
    ids=["empty", "blank", "mark alone", "pdf", "zip", "binary", "controls", "nuls"],
)
def test_what_is_no_text_is_named(content: bytes, says: str) -> None:
    with pytest.raises(DecodeError, match=says):
        text_of_bytes(content, name="a.txt")


def test_the_limit_is_stated() -> None:
    with pytest.raises(LimitError, match="expected at most 20,000,000 bytes"):
        text_of_bytes(b"x" * (MOST_BYTES + 1))


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="utf-8">', "utf-8"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
        (b'<?xml version="1.0" encoding="ISO-8859-2"?>', "ISO-8859-2"),
        (b"<p>charset</p>", None),
    ],
)
def test_a_page_declares_its_encoding(head: bytes, charset: str | None) -> None:
    assert declared_charset(head) == charset
