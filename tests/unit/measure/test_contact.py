"""The boundary that two holdings share."""

import pytest
import shapely
from pyproj import Geod
from shapely import box

from retally.measure.contact import contact_line
from retally.model.geometry import canonical

GEOD = Geod(ellps="WGS84")


def degree_of_meridian(south, north):
    return GEOD.inv(1, south, 1, north)[2] / 1000


def test_neighbours_share_their_common_side():
    line = contact_line(box(0, 0, 1, 1), box(1, 0, 2, 1))
    assert line.length_km == pytest.approx(degree_of_meridian(0, 1))
    assert line.geometry.equals(shapely.LineString([(1, 0), (1, 1)]))


@pytest.mark.parametrize(
    "other",
    [box(1, 1, 2, 2), box(5, 5, 6, 6), shapely.MultiPolygon()],
    ids=["touching in a point", "apart", "empty"],
)
def test_without_a_shared_edge_the_line_is_empty(other):
    for one, two in ((box(0, 0, 1, 1), other), (other, box(0, 0, 1, 1))):
        line = contact_line(one, two)
        assert line.length_km == 0
        assert line.geometry.is_empty
        assert line.geometry.geom_type == "MultiLineString"


def test_edges_that_overlap_in_part_share_that_part():
    line = contact_line(box(0, 0, 1, 2), box(1, 1, 2, 3))
    assert line.length_km == pytest.approx(degree_of_meridian(1, 2))


def test_a_long_edge_beside_many_short_ones_is_shared_whole():
    short = shapely.Polygon([(1, 0), (2, 0), (2, 1), *((1, lat / 10) for lat in range(10, 0, -1))])
    line = contact_line(box(0, 0, 1, 1), short)
    assert line.length_km == pytest.approx(degree_of_meridian(0, 1))
    assert len(line.geometry.geoms) == 1


def test_a_node_on_a_slanted_edge_may_be_off_it_by_its_rounding():
    whole = canonical(shapely.Polygon([(0, 0), (3.3, 1.7), (0, 3)]))
    nodes = [(3.3 * part / 7, 1.7 * part / 7) for part in range(8)]
    divided = canonical(shapely.Polygon([*nodes, (3, -1)]))
    expected = GEOD.inv(0, 0, 3.3, 1.7)[2] / 1000
    assert contact_line(whole, divided).length_km == pytest.approx(expected, rel=1e-5)
    assert contact_line(divided, whole).length_km == pytest.approx(expected, rel=1e-5)


def test_a_boundary_beyond_rounding_is_not_shared():
    assert contact_line(box(0, 0, 1, 1), box(1.000002, 0, 2, 1)).length_km == 0


def test_a_hole_filled_by_the_other_shares_its_whole_ring():
    islet = box(1, 1, 2, 2)
    line = contact_line(box(0, 0, 3, 3).difference(islet), islet)
    assert line.length_km == pytest.approx(GEOD.geometry_length(islet.exterior) / 1000)


def test_the_order_and_the_southern_and_western_hemispheres_do_not_matter():
    one, other = box(-71, -34, -70, -33), box(-70, -34, -69, -33)
    assert contact_line(one, other).length_km == contact_line(other, one).length_km
    assert contact_line(one, other).length_km == pytest.approx(degree_of_meridian(-34, -33))


def test_parts_of_the_line_stay_apart():
    line = contact_line(shapely.MultiPolygon([box(0, 0, 1, 1), box(0, 3, 1, 4)]), box(1, 0, 2, 4))
    assert line.length_km == pytest.approx(degree_of_meridian(0, 1) + degree_of_meridian(3, 4))
    assert len(line.geometry.geoms) == 2
