"""Writes the gained and lost polygons of `gains --geometry`, where the licence allows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from retally.cli.change_geojson import change_features, write_features
from retally.errors import NotMeasuredError, RightsError
from retally.model.rights import is_redistributable

if TYPE_CHECKING:
    from retally.series.gains import Gains
    from retally.series.ground import Ground


def write_gains_geometry(
    ground: Ground, series: Sequence[Gains], path: Path, *, i_have_rights: bool
) -> None:
    """Write one GeoJSON feature for what was gained and one for what was lost, a row each.

    Raises
    ------
    RightsError
        If a snapshot's licence does not allow passing geometry on and the user does not claim
        the rights.
    NotMeasuredError
        If no row has a map at both ends.
    """
    features = []
    for one in series:
        for row in one.rows:
            found = ground.change(one.definition, row, near=one.near)
            if found is None:
                continue
            if not i_have_rights:
                _refuse_unless_allowed(ground.licences(one.definition, row), path)
            named = {
                "definition": one.definition,
                "start": row.start.isoformat(),
                "end": row.end.isoformat(),
                "from_day": row.from_day.isoformat(),
                "to_day": row.to_day.isoformat(),
            }
            features += change_features(found, named)
    if not features:
        raise NotMeasuredError(
            "no window has a map at both ends, so there is no geometry to write",
            where=str(path),
            do="add the maps of the windows' ends",
        )
    write_features(features, path)


def _refuse_unless_allowed(licences: Sequence[str], path: Path) -> None:
    """Stop where one of the licences does not allow passing geometry on."""
    for licence in licences:
        if not is_redistributable(licence):
            raise RightsError(
                "the licence of the maps does not allow passing geometry on",
                where=str(path),
                expected="an open licence",
                got=licence,
                do="repeat with --i-have-rights if the publisher has allowed it to you",
            )
