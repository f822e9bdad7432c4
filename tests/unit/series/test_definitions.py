"""The shipped definitions, and the user's own."""

from __future__ import annotations

import pytest

from retally.errors import UnknownNameError, UsageError
from retally.model.words import AreaModel, DayRule, Status
from retally.series.definitions import definition, definitions

OWN = """
[definitions.mine]
sentence = "Mine."
sources = ["vector"]
party = "red"
statuses = ["control", "claimed"]
"""


def written(tmp_path, text, name="retally.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_six_definitions_ship_in_their_order():
    assert list(definitions()) == [
        "isw-control",
        "isw-assessed",
        "isw-with-claims",
        "isw-kursk",
        "deepstate",
        "deepstate-published",
    ]


def test_deepstates_own_counts_control_alone_by_its_own_rule():
    own = definition("deepstate-published")
    assert own.statuses == {Status.CONTROL}
    assert (own.area_model, own.day_rule) == (AreaModel.SPHERE_CHORD, DayRule.LAST_VERSION)


def test_share_divides_by_one_stated_constant_and_kursk_has_none():
    shares = {name: one.share_of_km2 for name, one in definitions().items()}
    assert shares.pop("isw-kursk") is None
    assert set(shares.values()) == {603_628.0}
    assert definition("isw-kursk").share_source is None


def test_a_users_definition_joins_the_shipped_ones(tmp_path):
    mine = definition("mine", written(tmp_path, OWN))
    assert mine.statuses == {Status.CONTROL, Status.CLAIMED}
    assert (mine.area_model, mine.day_rule) == (AreaModel.ELLIPSOID, DayRule.MAP_OF_DAY)
    assert mine.share_of_km2 is None


def test_of_several_files_the_later_wins(tmp_path):
    first = written(tmp_path, OWN, "a.toml")
    second = written(tmp_path, OWN.replace("Mine.", "Still mine."), "b.toml")
    assert definitions([first, second])["mine"].sentence == "Still mine."
    assert definitions([second, first])["mine"].sentence == "Mine."


def test_a_missing_file_or_one_without_definitions_changes_nothing(tmp_path):
    assert definitions(tmp_path / "none.toml") == definitions()
    assert definitions(written(tmp_path, "[units]\n")) == definitions()


def test_unknown_name_suggests_the_nearest():
    with pytest.raises(UnknownNameError, match=r"did you mean isw-assessed\?"):
        definition("isw-asessed")
    with pytest.raises(UnknownNameError, match="`retally definitions` lists them"):
        definition("zzz")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('party = "red"', ""), "keys are missing.*party"),
        (('party = "red"', "party = 3"), "party: not a text.*got 3"),
        (('["vector"]', '"vector"'), r"sources: not a list of texts"),
        (('"claimed"]', '"occupied"]'), "unknown word.*control, advance.*'occupied'"),
        (('"Mine."', '"Mine."\ncolour = 1'), "unknown key.*colour"),
        (('"Mine."', '"Mine."\nshare_of_km2 = -1'), "not an area.*above zero"),
        (('"Mine."', '"Mine."\narea_model = "flat"'), "unknown word.*ellipsoid"),
        (("[definitions.mine]", "[definitions\n"), "is not TOML"),
        (("[definitions.mine]", "[[definitions]]"), "holds no tables"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_definition_that_cannot_be_read_names_file_and_key(tmp_path, change, message):
    path = written(tmp_path, OWN.replace(*change))
    with pytest.raises(UsageError, match=message) as caught:
        definitions(path)
    assert "retally.toml" in str(caught.value)


def test_a_definition_that_is_no_table_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"a definition is a table.*got 3"):
        definitions(written(tmp_path, "[definitions]\nmine = 3\n"))


def test_every_option_of_a_definition_is_read(tmp_path):
    text = OWN + 'area_model = "geodesic"\nday_rule = "last-version"\n'
    text += 'share_of_km2 = 12\nshare_source = "a map"\n'
    mine = definition("mine", written(tmp_path, text))
    assert (mine.area_model, mine.day_rule) == (AreaModel.GEODESIC, DayRule.LAST_VERSION)
    assert (mine.share_of_km2, mine.share_source) == (12.0, "a map")
