"""A map as a notebook shows it: a GeoDataFrame that draws itself. For drawing only.

Imported only where geopandas is installed.
"""

from __future__ import annotations

from html import escape
from typing import Any

import geopandas
import numpy as np
import shapely

from retally.publish.frames import Lattice, mercator
from retally.publish.map_view import still

_LONGEST = 480
"""Steps of the longer side of the drawing, shown at a pixel each."""
_COLUMNS = frozenset(("definition", "map_day"))


class MapFrame(geopandas.GeoDataFrame):
    """The ground held on a day, one row; other rows or columns are shown as a table."""

    def _repr_html_(self) -> str:
        """The drawing that a notebook shows, with what it is of."""
        if not set(self.columns) >= _COLUMNS or len(self) != 1:
            return str(super()._repr_html_())
        words = f"{self['definition'].iloc[0]}, map of {self['map_day'].iloc[0]}"
        geometry = self.geometry.iloc[0]
        if geometry is None or geometry.is_empty:
            return f"<figure><figcaption>{escape(words)}: nothing is held</figcaption></figure>"
        lattice = _lattice(geometry)
        return (
            f'<figure><svg role="img" aria-label="Ground held: {escape(words)}"'
            f' width="{lattice.width}" height="{lattice.height}"'
            f' viewBox="-2 -2 {lattice.width + 4} {lattice.height + 4}">'
            f'<path d="{still(geometry, lattice, 0.5)}" fill="#b9836a" fill-rule="evenodd"'
            ' stroke="#7a4a33" stroke-width="0.5"/></svg>'
            f"<figcaption>{escape(words)}</figcaption></figure>"
        )


def map_frame(definition: str, map_day: str, geometry: shapely.Geometry) -> MapFrame:
    """One row: definition, day of the map, and its geometry in degrees lon, lat."""
    columns: dict[str, Any] = {"definition": [definition], "map_day": [map_day]}
    return MapFrame(columns, geometry=[geometry], crs="EPSG:4326")


def _lattice(geometry: shapely.Geometry) -> Lattice:
    west, south, east, north = shapely.bounds(geometry)
    (x0, y0), (x1, y1) = mercator(np.array([[west, south], [east, north]])).tolist()
    step = max(x1 - x0, y1 - y0, 1e-9) / _LONGEST
    return Lattice(
        west=x0,
        north=y1,
        step=step,
        width=max(round((x1 - x0) / step), 1),
        height=max(round((y1 - y0) / step), 1),
    )
