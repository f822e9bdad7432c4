"""Which definitions a site has a page for."""

from __future__ import annotations

from dataclasses import replace

from retally.model.words import Party
from retally.publish.site_inputs import of_one_war
from retally.series.definitions import definitions

SHIPPED = list(definitions().values())
NORTH = replace(
    SHIPPED[0], name="north", sources=("atlas",), party=Party("norland"), sentence="North."
)
SOUTH = replace(NORTH, name="south", party=Party("sudria"))


def names(parties: set[str]) -> set[str]:
    return {one.name for one in of_one_war([*SHIPPED, NORTH, SOUTH], parties)}


def test_definitions_of_another_war_are_left_out():
    assert names({"norland"}) == {"north", "south"}


def test_the_other_side_of_a_war_is_found_by_the_source_that_counts_both():
    assert names({"russia"}) == {one.name for one in SHIPPED}


def test_archive_without_maps_shows_all():
    assert names(set()) == {"north", "south", *(one.name for one in SHIPPED)}
