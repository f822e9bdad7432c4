"""The kinds of figure that are measured of ground."""

from __future__ import annotations

from retally.model.story import FigureKind

AREA_KINDS = frozenset(
    {
        FigureKind.AREA_GAINED,
        FigureKind.AREA_REGAINED,
        FigureKind.AREA_LOST,
        FigureKind.AREA_HELD,
        FigureKind.AREA_SHARE_HELD,
        FigureKind.SHARE_OF_GAIN,
    }
)
"""What is measured of ground: areas and the shares of them."""
