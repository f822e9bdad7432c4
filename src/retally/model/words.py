"""The closed lists of words that documents and other programs rely on."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

Party = NewType("Party", str)
"""A side of the war, as a lower-case name: ``russia``, ``ukraine``, or a user's own."""


class Status(StrEnum):
    """What a control map asserts of a polygon, for a named party."""

    CONTROL = "control"
    ADVANCE = "advance"
    CLAIMED = "claimed"
    INFILTRATION = "infiltration"
    COUNTEROFFENSIVE = "counteroffensive"
    PARTISAN = "partisan"
    CONTESTED = "contested"
    LIBERATED = "liberated"
    PREWAR = "prewar"


class AreaModel(StrEnum):
    """How a ring's area is computed from its vertices.

    ``ELLIPSOID`` is the WGS84 ellipsoid with edges straight in lon/lat; ``GEODESIC`` the same
    ellipsoid with geodesic edges; ``SPHERE_CHORD`` a sphere of 6,378,137 m by the chord rule
    R^2 |sum of dlon (sin lat1 + sin lat2) / 2|, which is how DeepState computes areas.
    """

    ELLIPSOID = "ellipsoid"
    GEODESIC = "geodesic"
    SPHERE_CHORD = "sphere-chord"


class DayRule(StrEnum):
    """What holds on a day that has no map of its own.

    ``MAP_OF_DAY``: the neighbouring maps bracket it. ``LAST_VERSION``: the publisher's last
    version stands until it is replaced, so the map before is the map of the day.
    """

    MAP_OF_DAY = "map-of-day"
    LAST_VERSION = "last-version"


class State(StrEnum):
    """Whether a captured layer is used (``ok``) or kept but unknown for its day (``held``)."""

    OK = "ok"
    HELD = "held"


class Basis(StrEnum):
    """What a row was measured from."""

    ARCHIVE = "archive"
    REFERENCE = "reference"
    MIXED = "mixed"


class Verdict(StrEnum):
    """What a check found; never "true" or "false"."""

    MATCHES = "matches"
    DEPENDS = "depends"
    DOES_NOT_MATCH = "does_not_match"
    CANNOT_CHECK = "cannot_check"
