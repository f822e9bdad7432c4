"""The rules that hold a layer, on rows one can count, and on the real series of layer areas."""

import json
from datetime import date, timedelta

import pytest

from retally.archive.rules import held_layers
from retally.model.snapshot import LayerDay
from retally.model.words import Party, Status

RUSSIA = Party("russia")
UKRAINE = Party("ukraine")
FIRST = date(2024, 1, 1)


def rows(*areas, status=Status.CONTROL, party=RUSSIA, vertices=None, hashes=None, gaps=None):
    """A series of one layer, a row a day; None is a day without a map."""
    return [
        LayerDay(
            day=FIRST + timedelta(days=number if gaps is None else gaps[number]),
            party=party,
            status=status,
            area_km2=area,
            vertices=None if vertices is None else vertices[number],
            geometry_hash=None if hashes is None else hashes[number],
        )
        for number, area in enumerate(areas)
        if area is not None
    ]


def held(series, **options):
    """What is held of a series, as pairs of days since the first and status."""
    options.setdefault("covers_from", None)
    return [((hold.day - FIRST).days, hold.status) for hold in held_layers(series, **options)]


def reasons(series, **options):
    options.setdefault("covers_from", None)
    return [hold.reason for hold in held_layers(series, **options)]


CONTROL = Status.CONTROL


@pytest.mark.parametrize(
    "areas, expected",
    [
        pytest.param([], [], id="nothing"),
        pytest.param([100], [], id="one day"),
        pytest.param([100, 100, 100], [], id="nothing changes"),
        pytest.param([100, 20, 101], [1], id="falls to a fifth and comes back"),
        pytest.param([100, 21, 101, 101], [], id="falls to more than a fifth"),
        pytest.param([100, 200, 101], [1], id="doubles and comes back"),
        pytest.param([100, 199, 101], [], id="less than doubles"),
        pytest.param([100, 0, 100], [1], id="vanishes for a day"),
        pytest.param([100, 20, 89, 89], [], id="comes back to less than nine tenths"),
        pytest.param([100, 20, 90], [1], id="comes back to nine tenths"),
        pytest.param([100, 200, 111], [], id="stays above eleven tenths"),
        pytest.param([100, 20, 20, 100, 100], [], id="stays down for two days"),
        pytest.param([100, 250, 255], [], id="a real jump stays"),
        pytest.param([0, 100, 0, 0], [], id="out of nothing"),
        pytest.param([0.005, 0.005, 0.005], [], id="less than the rounding of published areas"),
        pytest.param([20, 100, 20], [1], id="five times for a day"),
        pytest.param([100, 20, 100, 20, 100], [1, 3], id="twice"),
        pytest.param([100, 10, 100, None, None, 10, 100], [1, 5], id="a held day is no day before"),
        pytest.param([1, 20, 20], [], id="the first day is never compared with a day after"),
        pytest.param([100, 20], [1], id="the last day awaits the next map"),
        pytest.param([100, None, None, 20, None, None, 101], [3], id="maps three days apart"),
        pytest.param(
            [100, None, None, None, 20, 100, 100], [], id="no day before within three days"
        ),
        pytest.param([100, 20, None, None, None, 100], [], id="no next map within three days"),
        pytest.param([100, None, None, None, 20], [], id="a last day after a gap"),
    ],
)
def test_layer_that_jumps_and_comes_back_is_held(areas, expected):
    assert held(rows(*areas)) == [(day, CONTROL) for day in expected]


def test_reason_says_from_where_to_where_and_back():
    assert reasons(rows(100, 20, 101)) == [
        "falls from 100.00 to 20.00 km2 and is back at 101.00 on 2024-01-03"
    ]
    assert reasons(rows(100, 200)) == ["grows from 100.00 to 200.00 km2; awaits the next map"]


def test_last_map_of_a_layer_is_not_awaited_once_its_source_went_on_for_three_days():
    others = rows(5, 5, 5, 5, 5, status=Status.CLAIMED)
    assert held(rows(100, 20) + others) == [(1, CONTROL)]
    assert held(rows(100, 20) + rows(5, 5, 5, 5, 5, 5, status=Status.CLAIMED)) == []


@pytest.mark.parametrize(
    "areas, vertices, expected",
    [
        pytest.param([100, 80, 100], [1000, 260, 1000], [1], id="thinned, and undone"),
        pytest.param([100, 80, 100], [1000, 501, 1000], [], id="half of the vertices are left"),
        pytest.param([100, 99.9, 100], [1000, 260, 1000], [], id="no jump"),
        pytest.param([100, 80, 85], [1000, 260, 1000], [], id="the jump stays"),
        pytest.param([100, 80, 100], [1000, 260, 300], [], id="the map stays thin"),
        pytest.param([100, 80, 100], [99, 20, 99], [], id="a handful of vertices"),
        pytest.param([100, 80], [1000, 260], [1], id="the last day awaits the next map"),
        pytest.param([80, 100, 100], [260, 1000, 1000], [], id="the first day is thin"),
    ],
)
def test_thinned_layer_is_held(areas, vertices, expected):
    assert held(rows(*areas, vertices=vertices)) == [(day, CONTROL) for day in expected]


def test_reason_of_a_thinned_layer_counts_its_vertices():
    (reason,) = reasons(rows(100, 80, 100, vertices=[1000, 260, 1000]))
    assert reason.startswith("thinned from 1,000 vertices to 260, and goes from 100.00 to 80.00")


def test_layer_with_every_polygon_twice_is_held_whatever_its_neighbours():
    series = [LayerDay(day=FIRST, party=RUSSIA, status=CONTROL, area_km2=1.0, doubled=True)]
    assert reasons(series) == ["every polygon is present twice"]


def test_day_before_the_war_that_the_source_covers_is_held():
    assert held(rows(1, 1, 1), covers_from=FIRST + timedelta(days=1)) == [(0, CONTROL)]
    assert "before 2024-01-02" in reasons(rows(1), covers_from=FIRST + timedelta(days=1))[0]


def twins(control, claimed, **options):
    hashes = options.pop("hashes", (None, None))
    return rows(*control, hashes=hashes[0], **options) + rows(
        *claimed, status=Status.CLAIMED, hashes=hashes[1], **options
    )


def test_of_two_layers_with_equal_areas_the_one_further_from_its_neighbours_is_held():
    assert held(twins([100, 40, 101], [40, 40, 41])) == [(1, CONTROL)]
    assert held(twins([40, 40, 41], [100, 40, 101])) == [(1, Status.CLAIMED)]
    (reason,) = reasons(twins([100, 40, 101], [40, 40, 41]))
    assert reason == (
        "equal to claimed of russia, and the further of the two from its own neighbours "
        "(100.00 before, 40.00 km2, 101.00 after)"
    )


def test_equal_areas_by_chance_are_not_held():
    assert held(twins([39, 40, 41], [40, 40, 40])) == []


def test_empty_layers_are_not_equal_layers():
    assert held(twins([100, 0, 0], [0, 0, 0])) == []


def test_equal_layers_on_the_first_and_the_last_day_are_decided_by_the_neighbour_there_is():
    assert held(twins([40, 100, 101], [40, 41, 42])) == [(0, CONTROL)]
    assert held(twins([100, 101, 42], [40, 41, 42])) == [(2, CONTROL)]


def test_equal_geometry_is_decided_by_neighbours_across_any_gap():
    """ISW's archive at hand has a map a week: a layer drawn twice is wrong there too."""
    series = twins([100, 40, 101], [40, 40, 41], hashes=("axb", "yxz"), gaps=[0, 7, 14])
    assert held(series) == [(7, CONTROL)]
    assert held(twins([100, 40, 101], [40, 40, 41], gaps=[0, 7, 14])) == []


def test_two_layers_that_are_always_the_same_are_not_held():
    assert held(twins([40, 40], [40, 40], hashes=("xx", "xx"))) == []


def test_equal_layers_of_a_single_day_both_await_the_next_map():
    series = twins([40], [40], hashes=("x", "x"))
    assert held(series) == [(0, Status.CLAIMED), (0, CONTROL)]
    assert reasons(series)[1] == "equal to claimed of russia; awaits the next map"
    later = rows(7, 7, 7, 7, 7, status=Status.ADVANCE)
    assert held(series + later) == []


def test_equal_layer_without_neighbours_is_held_beside_one_that_is_near_its_own():
    series = rows(100, 100, hashes="xx") + rows(100, status=Status.CLAIMED, hashes="x", gaps=[1])
    assert held(series) == [(1, Status.CLAIMED)]


def test_of_three_equal_layers_the_nearest_is_kept():
    series = twins([100, 40, 100], [40, 40, 40], hashes=("axb", "xxx"))
    series += rows(7, 40, 7, party=UKRAINE, hashes="cxd")
    assert held(series) == [(1, CONTROL), (1, CONTROL)]


def test_wrong_file_on_two_days_running_is_held_on_both():
    series = twins([100, 40, 41, 100], [40, 40, 41, 41], hashes=("axyb", "cxyd"))
    assert held(series) == [(1, CONTROL), (2, CONTROL)]


def test_released_layer_is_not_held_and_counts_as_the_day_before():
    released = {(FIRST + timedelta(days=1), RUSSIA, CONTROL)}
    assert held(rows(100, 20, 101, 101), released=released) == []
    assert held(rows(100, 20, 101, 20, 20), released=released) == [(2, CONTROL)]


LAYERS = {
    "partisan_warfare": (UKRAINE, Status.PARTISAN),
    "russian_advances": (RUSSIA, Status.ADVANCE),
    "russian_claimed": (RUSSIA, Status.CLAIMED),
    "ukraine_control_map": (RUSSIA, Status.CONTROL),
    "ukrainian_counteroffensives": (UKRAINE, Status.COUNTEROFFENSIVE),
    "kursk_russian_advances": (UKRAINE, Status.CLAIMED),
}


@pytest.mark.shared
def test_real_series_of_layer_areas_has_its_three_bad_days_and_no_merge_held(shared_maps):
    text = (shared_maps / "isw-layer-areas.json").read_text(encoding="utf-8")
    series = [
        LayerDay(
            day=date.fromisoformat(row["date"]),
            party=LAYERS[row["layerType"]][0],
            status=LAYERS[row["layerType"]][1],
            area_km2=row["areaKm2"],
        )
        for row in json.loads(text)
        if row["layerType"] in LAYERS
    ]
    found = [(f"{hold.day}", hold.status) for hold in held_layers(series, covers_from=None)]
    assert found == [
        ("2024-07-03", Status.ADVANCE),
        ("2025-03-04", Status.ADVANCE),
        ("2025-04-19", Status.PARTISAN),
    ]


def test_days_known_only_from_press_of_the_archive_beyond_the_series_are_judged_alike():
    """2025-08-10 claims doubled, 2025-08-11 a merge of advances into control (SOURCES.md)."""
    claims = rows(1292, 2599, 1262, status=Status.CLAIMED)
    control = rows(112_000, 112_010, 113_113, 113_120)
    advances = rows(2_300, 2_310, 1_311, 1_320, status=Status.ADVANCE)
    assert held(claims + control + advances) == [(1, Status.CLAIMED)]
