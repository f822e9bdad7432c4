"""The publishers' files: read by the generic vector source, with a mapping each."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from retally.demo.captures import (
    NOW,
    REVISED_AT,
    captures,
    layers_printed,
    mapping,
    regions_geojson,
)
from retally.demo.publishers import (
    GULLVIEW,
    HELD_DAY,
    LONGGLASS,
    REVISED_DAY,
    days_published,
    published,
)
from retally.demo.war import War
from retally.errors import UsageError
from retally.model.words import Status
from retally.sources.base import Captured
from retally.sources.vector import SOURCE as VECTOR


@pytest.fixture(scope="module")
def files(war: War) -> list[Captured]:
    return list(captures(war))


def test_every_published_day_is_in_one_file_and_the_revised_one_in_two(
    files: list[Captured],
) -> None:
    found: dict[str, list[date]] = {}
    for file in files:
        for control_map in VECTOR.decode(file).maps:
            found.setdefault(control_map.source, []).append(control_map.day)
    assert found[GULLVIEW] == days_published(GULLVIEW)
    assert sorted(found[LONGGLASS]) == sorted([*days_published(LONGGLASS), REVISED_DAY])


def test_a_mapping_names_the_publisher_and_its_words(files: list[Captured]) -> None:
    (map_one, *_) = VECTOR.decode(files[0]).maps
    assert map_one.source == LONGGLASS
    assert [(layer.party, layer.status) for layer in map_one.layers] == [
        ("torvane", Status.CONTROL),
        ("torvane", Status.ADVANCE),
        ("torvane", Status.CLAIMED),
        ("sundrey", Status.CLAIMED),
    ]


def test_a_layer_that_holds_nothing_is_published_as_empty(files: list[Captured]) -> None:
    (map_one, *_) = VECTOR.decode(files[0]).maps
    assert map_one.layers[-1].geometry.is_empty


def test_no_layer_needs_a_repair(files: list[Captured]) -> None:
    for file in (files[0], files[9], files[-2], files[-1]):
        for control_map in VECTOR.decode(file).maps:
            assert not any(layer.repairs for layer in control_map.layers)


def test_files_are_taken_after_the_days_they_speak_of_and_before_the_demo_s_now(
    files: list[Captured],
) -> None:
    for file in files:
        last = VECTOR.decode(file).maps[-1].day
        assert datetime(last.year, last.month, last.day, tzinfo=UTC) < file.captured_at <= NOW


def test_the_revision_is_taken_three_weeks_later(files: list[Captured]) -> None:
    (revision,) = (file for file in files if file.captured_at == REVISED_AT)
    (control_map,) = VECTOR.decode(revision).maps
    assert control_map.day == REVISED_DAY


def test_only_the_held_day_s_control_layer_is_printed_wrong(war: War) -> None:
    cut, *others = layers_printed(war, LONGGLASS, HELD_DAY)
    meant, *rest = published(war, LONGGLASS, HELD_DAY)
    assert (cut.west >= meant.west).all()
    assert (cut.west == cut.east).sum() > len(cut.west) * 0.8
    assert all((one.west == other.west).all() for one, other in zip(others, rest, strict=True))
    day = date(2011, 11, 29)
    assert (
        layers_printed(war, LONGGLASS, day)[0].west == published(war, LONGGLASS, day)[0].west
    ).all()


def test_the_same_war_gives_the_same_bytes(war: War, files: list[Captured]) -> None:
    assert [file.content for file in captures(war)] == [file.content for file in files]


def test_a_source_s_name_in_a_mapping_has_to_be_one(files: list[Captured]) -> None:
    wrong = {**mapping(LONGGLASS), "map": {**mapping(LONGGLASS)["map"], "source": "../Elsewhere"}}
    one = files[-1]
    spoilt = Captured(
        content=one.content, name=one.name, captured_at=one.captured_at, mapping=wrong
    )
    with pytest.raises(UsageError, match=r"source is no name .*got '\.\./Elsewhere'"):
        VECTOR.decode(spoilt)


def test_regions_are_a_file_that_names_them(war: War) -> None:
    features = json.loads(regions_geojson(war.island))["features"]
    assert {feature["properties"]["name"] for feature in features} == {
        region.name for region in war.island.regions
    }
