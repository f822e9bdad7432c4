"""One name in the spellings that Cyrillic is printed in: Tylskyi, Tylskyy, Tylskii, Tylsky."""

from __future__ import annotations

import re


def folded(word: str) -> str:
    """A lower-case word of a name in one spelling of its end.

    Examples
    --------
    >>> folded("tylskyi"), folded("tylskiy"), folded("tylsky"), folded("andrii"), folded("lee")
    ('tylsky', 'tylsky', 'tylsky', 'andry', 'lee')
    """
    return _END.sub("y", word)


_END = re.compile(r"(?<=[bcdfghklmnprstvz])(?:[iy]{1,2}|[iy]j)$")
