"""Which days answer a definition, from the archive's rows and from the shipped reference."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from retally.model.words import Status
from retally.series.definitions import definition
from retally.series.points import (
    Kind,
    held_reference_layers,
    map_points,
    reference_points,
    without_superseded,
)

ASSESSED = definition("isw-assessed")
OWN = definition("deepstate-published")


def test_isw_is_summed_over_the_layers_of_the_definition():
    found = reference_points(ASSESSED, "isw")[Kind.SUMMED]
    point = found[date(2024, 8, 31)]
    assert sorted(layer.status for layer in point.layers) == [Status.ADVANCE, Status.CONTROL]
    assert point.held_km2 == sum(layer.area_km2 for layer in point.layers)
    assert point.hashes == ()


def test_a_held_layer_makes_its_day_unknown_where_it_counts():
    bad = date(2025, 3, 4)
    assert bad not in reference_points(ASSESSED, "isw")[Kind.SUMMED]
    assert bad in reference_points(definition("isw-control"), "isw")[Kind.SUMMED]


def test_the_bad_days_of_the_reference_are_held_and_no_other():
    assert sorted(
        (day.isoformat(), status.value) for day, _, status in held_reference_layers()
    ) == [
        ("2024-07-03", "advance"),
        ("2025-03-04", "advance"),
        ("2025-04-19", "partisan"),
    ]


def test_deepstates_last_version_before_kyiv_midnight_is_the_days():
    found = reference_points(OWN, "deepstate")[Kind.PUBLISHED]
    assert found[date(2022, 9, 12)].held_km2 == 72584.4764319337


def test_as_of_leaves_out_versions_and_days_after_it():
    moment = datetime(2022, 9, 12, 12, 0, tzinfo=UTC)
    found = reference_points(OWN, "deepstate", as_of=moment)[Kind.PUBLISHED]
    assert max(found) == date(2022, 9, 12)
    assert found[date(2022, 9, 12)].held_km2 == 72933.0931657435
    summed = reference_points(ASSESSED, "isw", as_of=datetime(2024, 1, 1, tzinfo=UTC))
    assert max(summed[Kind.SUMMED]) <= date(2024, 1, 1)


def test_measured_areas_answer_only_the_shipped_definition():
    assert reference_points(ASSESSED, "isw")[Kind.MEASURED]
    changed = replace(ASSESSED, statuses=frozenset({Status.CONTROL}))
    assert reference_points(changed, "isw")[Kind.MEASURED] == {}
    assert reference_points(definition("deepstate"), "elsewhere")[Kind.MEASURED] == {}


def test_only_deepstates_own_number_is_answered_by_its_list():
    assert Kind.PUBLISHED not in reference_points(definition("deepstate"), "deepstate")
    assert Kind.SUMMED not in reference_points(OWN, "deepstate")


def test_maps_of_other_definitions_are_never_superseded(made):
    archive = made.days_of(date(2022, 9, 12), {0: 3})
    points = map_points(archive.layer_days("made"), made.rule())
    assert without_superseded(points, made.rule(), "made") == points
