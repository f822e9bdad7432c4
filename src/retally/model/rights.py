"""Whether a licence line allows passing geometry on."""

from __future__ import annotations

import re

NOT_STATED = "not stated"
"""The licence line of a map that came with none; counts as no redistribution."""

_OPEN = re.compile(
    r"\b(cc0|cc[- ]by([- ]sa)?([- ]\d\.\d)?|odbl|odc[- ]by|pddl|public domain|own work|made up"
    r"|open data commons|open government licen[cs]e)(?![- ](nc|nd))\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"no redistribution|\bnc\b|\bnd\b|non-?commercial|all rights", re.IGNORECASE)


def is_redistributable(licence: str) -> bool:
    """Whether geometry under this licence line may be passed on.

    Definition: the line names a licence that allows passing on (Creative Commons BY, BY-SA or
    zero, Open Data Commons, an open government licence, the public domain, the user's own or
    made-up work) and no limit on it (no redistribution, NC, ND, all rights reserved). Anything
    else, "not stated" included, counts as no.
    """
    return bool(_OPEN.search(licence)) and not _CLOSED.search(licence)
