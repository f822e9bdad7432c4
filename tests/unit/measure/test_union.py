"""The union of layers of one map."""

from __future__ import annotations

import shapely

from retally.measure.area import area_km2
from retally.measure.change import change
from retally.measure.union import union
from retally.model.geometry import canonical
from shapes import EAST, EMPTY, SHIFTED, UNIT, island


def test_union_of_nothing_is_empty():
    assert union([]).is_empty
    assert union([EMPTY, EMPTY]).is_empty


def test_a_single_layer_is_handed_back_as_it_is():
    layer = canonical(UNIT)
    assert union([EMPTY, layer]) is layer


def test_union_covers_what_either_covers_and_is_canonical():
    united = union([canonical(UNIT), canonical(SHIFTED)])
    assert shapely.equals(united, shapely.union(UNIT, SHIFTED))
    assert shapely.equals_exact(united, canonical(united))


def test_ground_that_moves_between_layers_is_no_change_of_their_union():
    """The neighbour's square moves from its own layer to the first one."""
    before = union([canonical(UNIT), canonical(EAST)])
    after = union([canonical(shapely.union(UNIT, EAST)), EMPTY])
    found = change(before, after)
    assert (found.gained_km2, found.lost_km2) == (0, 0)


def test_a_layer_that_crosses_itself_is_mended_not_lost():
    bow_tie = shapely.MultiPolygon([shapely.Polygon([(3, 0), (4, 1), (4, 0), (3, 1)])])
    united = union([canonical(UNIT), bow_tie])
    assert area_km2(united) > area_km2(UNIT) + 6000


def test_parts_that_share_an_edge_become_one():
    touching = shapely.MultiPolygon([UNIT, EAST])
    united = union([touching, canonical(island(5, 40))])
    assert len(united.geoms) == 2
