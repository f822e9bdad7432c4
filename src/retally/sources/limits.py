"""How large an input may be, checked before memory is spent on it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from retally.errors import DecodeError, LimitError

MOST_BYTES = 512 * 1024 * 1024
"""Bytes of one file, after unzipping. 2 million vertices written as GeoJSON with 15 digits are
80 MB; the largest real file at hand is 3 MB."""

MOST_VERTICES = 2_000_000
"""Vertices of one file. Forty times ISW's control layer (49,000). Measured as GeoJSON: a file of
five million took 1.4 GB and more to read, so that it would fill a small machine."""

_MOST_BRACKETS_A_VERTEX = 1.75
"""In GeoJSON every position opens one bracket, and a ring, a polygon and a multipolygon of four
positions one more each: a file with more than this many opening brackets a vertex does not
exist, so counting brackets gives a lower bound of the vertices without reading the file."""


def refuse_size(content: bytes, where: str) -> None:
    """Raise if there are no bytes, or too many.

    Raises
    ------
    DecodeError
        If `content` is empty.
    LimitError
        If it is larger than `MOST_BYTES`.
    """
    if not content[:4096].strip():
        raise DecodeError("the file is empty", where=where, do="fetch it again")
    refuse_bytes(len(content), where)


def refuse_bytes(count: int, where: str) -> None:
    """Raise `LimitError` if a file has more bytes than `MOST_BYTES`."""
    if count > MOST_BYTES:
        raise LimitError(
            "the file is too large",
            where=where,
            expected=f"at most {MOST_BYTES:,} bytes",
            got=f"{count:,}",
            do="split it by day or layer",
        )


def refuse_vertices(count: int, where: str) -> None:
    """Raise `LimitError` if a file has more vertices than `MOST_VERTICES`."""
    if count > MOST_VERTICES:
        raise LimitError(
            "the file has too many vertices",
            where=where,
            expected=f"at most {MOST_VERTICES:,}",
            got=f"at least {count:,}",
            do="simplify it, or split it by day or layer",
        )


def refuse_json_vertices(content: bytes, where: str) -> None:
    """Raise `LimitError` if JSON must have too many vertices, judged by its brackets alone."""
    refuse_vertices(int(content.count(b"[") / _MOST_BRACKETS_A_VERTEX), where)


def refuse_kml_vertices(content: bytes, where: str) -> None:
    """Raise `LimitError` if KML has too many vertices, judged by its commas and blanks.

    A vertex has a comma or two and a number that begins after a blank or a bracket; whichever
    of the two is rarer bounds the vertices from above, and prose adds little to it.
    """
    refuse_vertices(min(content.count(b","), _numbers_after_blanks(content)), where)


def refuse_wkb_vertices(wkb: Iterable[bytes | None], where: str) -> None:
    """Raise `LimitError` if polygons as WKB must have too many vertices, judged by their size."""
    refuse_vertices(sum(_fewest_vertices(one) for one in wkb if one), where)


def _fewest_vertices(wkb: bytes) -> int:
    """A lower bound of the vertices: a polygon of four has 26 % of other bytes, no other more."""
    kind = int.from_bytes(wkb[1:5], "little" if wkb[0] else "big")
    # ISO WKB adds 1000 for Z, 2000 for M and 3000 for both; EWKB sets the two highest bits.
    more = (0, 1, 1, 2)[(kind & 0xFFFF) // 1000 % 4] + (kind >> 31 & 1) + (kind >> 30 & 1)
    return int(0.7 * len(wkb) / (8 * (2 + more)))


def _numbers_after_blanks(content: bytes) -> int:
    characters = np.frombuffer(content, dtype=np.uint8)
    is_start = _BEGINS_A_NUMBER[characters[1:]] & _ENDS_A_WORD[characters[:-1]]
    return int(np.count_nonzero(is_start))


_BEGINS_A_NUMBER = np.isin(np.arange(256), list(b"+-.0123456789"))
_ENDS_A_WORD = np.isin(np.arange(256), list(b" \t\r\n>"))
