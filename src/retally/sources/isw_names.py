"""Which layer of ISW's map a file or service is, told from its name.

ISW and Critical Threats name one layer in many ways: ``UkraineControlMapAO27APR2026``,
``ukraine_control_map``, ``RussianAssessedCoTinUkraine``, ``VIEW_RussiaCoTinUkraine_V3``. Only
the letters count here; days are read by `retally.sources.days`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retally.errors import DecodeError
from retally.model.words import Party, Status

RUSSIA = Party("russia")
UKRAINE = Party("ukraine")

RUSSIA_IN_RUSSIA = Party("russia-in-russia")
"""Russia on its own side of the border (Kursk): ground it took back is no ground it took in
Ukraine, so that it must never enter a union with ``russia``."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a name tells.

    Parameters
    ----------
    what
        The layer in words.
    party, status
        Whose, and what it asserts; None where the file is known and no control map.
    """

    what: str
    party: Party | None = None
    status: Status | None = None


def _map(what: str, party: Party, status: Status) -> Told:
    return Told(what=what, party=party, status=status)


# The first that fits counts, so that the special names stand before the general ones.
_RULES: tuple[tuple[re.Pattern[str], Told], ...] = tuple(
    (re.compile(pattern), told)
    for pattern, told in (
        (r"incursionevents|kurskevents|^events", Told(what="events (points)")),
        (r"inthepast|pasth(ou)?rs?|pastday", Told(what="changes of the past day")),
        (r"settlement|fortification|airfield", Told(what="places")),
        (
            r"limitofukrainian|claimedukrainianadvance",
            _map("claimed limit of Ukrainian advance", UKRAINE, Status.CLAIMED),
        ),
        (r"ukrainianadvance", _map("Ukrainian advances in Russia", UKRAINE, Status.ADVANCE)),
        (
            r"claim\w*in(russia|kursk)",
            _map("Russian claims in Russia", RUSSIA_IN_RUSSIA, Status.CLAIMED),
        ),
        (
            r"advances?in(russia|kursk)",
            _map("Russian advances in Russia", RUSSIA_IN_RUSSIA, Status.ADVANCE),
        ),
        (r"infiltration", _map("infiltration", RUSSIA, Status.INFILTRATION)),
        (r"partisan", _map("partisan warfare", UKRAINE, Status.PARTISAN)),
        (
            r"counteroffensive",
            _map("claimed Ukrainian counteroffensives", UKRAINE, Status.COUNTEROFFENSIVE),
        ),
        (r"before(february|feb)", _map("held before 2022", RUSSIA, Status.PREWAR)),
        (
            r"claim\w*russia|russia\w*claim",
            _map("claimed Russian territory", RUSSIA, Status.CLAIMED),
        ),
        (r"advance", _map("assessed Russian advances", RUSSIA, Status.ADVANCE)),
        (
            r"controlmap|cot|(assessed|russian|russia)control|timelapse",
            _map("assessed Russian control", RUSSIA, Status.CONTROL),
        ),
    )
)


def told(names: tuple[str, ...], *, folder: str, where: str) -> Told:
    """The layer that names agree on.

    Parameters
    ----------
    names
        Names of the shapefile, zip, file or service.
    folder
        Name of the folder, asked only where no name tells.
    where
        The file, for messages.

    Raises
    ------
    DecodeError
        If no name tells, or two tell different layers.
    """
    known = [(name, found) for name in names if (found := _of(name)) is not None]
    known = known or [(folder, found) for found in [_of(folder)] if found is not None]
    if not known:
        raise DecodeError(
            "its name tells no layer of ISW's map",
            where=where,
            expected="a name such as UkraineControlMapAO27APR2026",
            got=", ".join(repr(name) for name in dict.fromkeys(names)),
            do="rename it as ISW does, or add it with --source vector",
        )
    if len({found for _, found in known}) > 1:
        raise DecodeError(
            "its names contradict each other",
            where=where,
            got="; ".join(f"{name!r} is {found.what}" for name, found in known),
            do="rename it after what it holds",
        )
    return known[0][1]


def _of(name: str) -> Told | None:
    letters = "".join(re.findall(r"[a-z]+", name.lower()))
    for pattern, found in _RULES:
        if pattern.search(letters):
            return found
    return None
