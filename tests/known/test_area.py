"""Areas against closed forms, limits and published values."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
import shapely
from pyproj import CRS, Geod, Transformer

from retally.measure.area import area_km2
from retally.model.words import AreaModel
from shapes import island

WGS84_KM2 = 510065621.724088
"""Surface of the WGS84 ellipsoid (Moritz 2000, Geodetic Reference System 1980; Karney 2013)."""


def authalic_strip_km2(lat: float) -> float:
    """Area a radian of longitude between equator and latitude (Snyder 1987, eq. 3-12)."""
    flattening = 1 / 298.257223563
    square = flattening * (2 - flattening)
    e, sine = math.sqrt(square), math.sin(math.radians(lat))
    polar = 6378.137 * (1 - flattening)
    return polar**2 / 2 * (sine / (1 - square * sine**2) + math.atanh(e * sine) / e)


def test_whole_ellipsoid_has_its_published_surface():
    assert area_km2(shapely.box(-180, -90, 180, 90)) == pytest.approx(WGS84_KM2, rel=1e-13)


@pytest.mark.parametrize("south, north", [(-90, -80), (-1, 1), (0, 8), (44, 52.4), (80, 90)])
def test_box_between_parallels_has_the_area_of_its_zone(south, north):
    exact = math.radians(3) * (authalic_strip_km2(north) - authalic_strip_km2(south))
    assert area_km2(shapely.box(20, south, 23, north)) == pytest.approx(exact, rel=1e-13)


@pytest.mark.parametrize("size", [0.01, 1.0, 40.0], ids=["field", "region", "continent"])
def test_slanted_edges_have_the_area_that_fine_steps_give(size):
    """A straight edge in lon/lat is the limit of a staircase of parallels and meridians."""
    triangle = shapely.Polygon([(30, 10), (30 + size, 10), (30, 10 + size)])
    nodes, weights = np.polynomial.legendre.leggauss(60)
    lat = 10 + size * (1 - nodes) / 2
    heights = np.array([authalic_strip_km2(one) - authalic_strip_km2(10) for one in lat])
    exact = math.radians(size) * float(weights @ heights) / 2
    assert area_km2(triangle) == pytest.approx(exact, rel=1e-11)


def test_island_agrees_with_an_equal_area_projection_of_fine_steps():
    drawn = island(1, 300)
    fine = shapely.segmentize(drawn, 1e-3)
    turned = Transformer.from_crs(4326, CRS("EPSG:6933"), always_xy=True)
    projected = shapely.transform(fine, turned.transform, interleaved=False)
    assert area_km2(drawn) == pytest.approx(projected.area / 1e6, rel=1e-9)


def test_geodesic_model_is_that_of_karney():
    drawn = island(2, 50)
    exact = abs(Geod(ellps="WGS84").geometry_area_perimeter(drawn)[0]) / 1e6
    assert area_km2(drawn, model=AreaModel.GEODESIC) == pytest.approx(exact, rel=1e-13)


def test_sphere_chord_of_a_box_is_the_sphere_between_its_parallels():
    zone = math.radians(1) * (math.sin(math.radians(49)) - math.sin(math.radians(48)))
    found = area_km2(shapely.box(36, 48, 37, 49), model=AreaModel.SPHERE_CHORD)
    assert found == pytest.approx(6378.137**2 * zone, rel=1e-13)


def test_areas_that_deepstate_published_come_back_from_its_coordinates(shared_maps):
    published = {
        row["id"]: row["occupied"]
        for row in json.loads((shared_maps / "deepstate-areas.json").read_text())
    }
    files = sorted((shared_maps / "deepstate-raw").glob("*.geojson"))
    assert len(files) == 118
    for file in files:
        features = json.loads(file.read_text())["features"]
        occupied = [
            shapely.from_geojson(json.dumps(feature["geometry"]))
            for feature in features
            if feature["geometry"]["type"] != "Point" and is_occupied(feature["properties"])
        ]
        found = sum(area_km2(drawn, model=AreaModel.SPHERE_CHORD) for drawn in occupied)
        assert found == pytest.approx(published[int(file.stem)], rel=1e-9)


def is_occupied(properties: dict[str, str]) -> bool:
    name = properties["name"].split("///")[-1].strip()
    if name.startswith("geoJSON"):
        return name == "geoJSON.status.occupied"
    return (properties.get("fill") or "").lower() == "#a52714"
