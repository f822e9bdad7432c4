"""One clause that reports words."""

from __future__ import annotations

from dataclasses import dataclass

from retally.reader.sources import Source


@dataclass(frozen=True, kw_only=True)
class Saying:
    """One reporting clause, as items of its stretch.

    Parameters
    ----------
    first, last
        The cue.
    begins, ends
        The clause: cue and source, with what explains the source.
    is_inverted
        Whether the source follows the cue: "said Smith", "according to Smith".
    is_carried
        Whether the source stands with an earlier verb: "he said, adding".
    """

    first: int
    last: int
    lemma: str
    source: Source | None
    begins: int
    ends: int
    is_inverted: bool = False
    is_carried: bool = False


def made(cue: tuple[int, int], lemma: str, source: Source, *, is_inverted: bool = False) -> Saying:
    """A clause from its cue and its source."""
    return Saying(
        first=cue[0],
        last=cue[1],
        lemma=lemma,
        source=source,
        begins=min(source.begins, cue[0]),
        ends=max(cue[1], source.ends) if is_inverted else cue[1],
        is_inverted=is_inverted,
    )
