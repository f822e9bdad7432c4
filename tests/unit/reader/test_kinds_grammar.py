"""Kinds, units and sides by the grammar around a number: losses, shares, attacks, what is left."""

from __future__ import annotations

from datetime import date

import pytest

from retally.model.story import FigureKind, Qualifier, Reading
from retally.reader.read import read
from retally.stories.plain import plain_story

K = FigureKind
INVADED = " The war began with the Norlandian invasion of Sudria."


def reading(text: str) -> Reading:
    return read(
        plain_story(text + INVADED),
        published=date(2031, 8, 1),
        parties=("norland", "sudria"),
        sources=("atlas",),
    )


def told(text: str) -> list[tuple[str, str, str | None]]:
    return [(one.unit, one.kind.value, one.actor) for one in reading(text).figures]


@pytest.mark.parametrize(
    ("text", "units", "who"),
    [
        ("Norland's army lost 12 tanks and 45 artillery systems.", "tank system", "norland"),
        ("Sudria's forces destroyed 8 tanks and 14 guns.", "tank gun", "norland"),
        ("Sudrian defenders have destroyed 8 Norlandian tanks.", "tank", "norland"),
        ("Some 40 Norlandian armoured vehicles were knocked out.", "vehicle", "norland"),
        ("Norland's costliest month: 250 howitzers wiped out", "howitzer", "norland"),
        ("The occupiers also lost 3 aircraft and 5 helicopters.", "aircraft helicopter", "norland"),
        ("The enemy's losses amounted to 1,120 personnel and 7 tanks.", "people tank", "norland"),
        ("Losses of the occupiers over the day: 900 soldiers, 4 tanks.", "people tank", "norland"),
        ("Sudria's army eliminated 1,010 Norlandian troops, nine tanks and 33 guns.",
         "people tank gun", "norland"),
        ("Enemy losses so far: personnel – 83,000, tanks – 1,100, artillery systems – 230.",
         "people tank system", "norland"),
        ("Norlandian losses include the destruction of over 11,000 tanks and 330 artillery pieces.",
         "tank piece", "norland"),
        ("At least 200 Sudrian soldiers and 30 tanks were put out of action.",
         "people tank", "sudria"),
        ("Norland lost 9 tanks. That brings the number of tanks it has lost to 3,504.",
         "tank tank", "norland"),
        ("The town cost Norland 300 tanks and 20,000 men.", "tank people", "norland"),
        ("Norland paid for the town with at least 6,000 men.", "people", "norland"),
        ("Norland's average daily loss rate was 1,523.", "people/day", "norland"),
        ("Over 1.1 million Norlandian soldiers have been killed, wounded or captured.",
         "people", "norland"),
    ],
)  # fmt: skip
def test_what_was_lost_is_losses_of_whoever_lost_it(text: str, units: str, who: str) -> None:
    assert told(text) == [(unit, "losses", who) for unit in units.split()]


@pytest.mark.parametrize(
    ("text", "kinds", "who"),
    [
        ("Norlandian forces have liberated 97% of the Larvik region and 74% of Ostmark region.",
         "area_share_held area_share_held", "norland"),
        ("About 80 percent of the Larvik region is now under Norlandian control.",
         "area_share_held", "norland"),
        (("The general said 74% of Ostmark Region and 76% of Larvik Region are under the control of "
         "Norlandian forces."), "area_share_held area_share_held", "norland"),
        (("Sudria showed that 99 percent of Larvik, 76 percent of Ostmark and 73 percent of Tarn are "
         "under Norlandian occupation."),
         "area_share_held area_share_held area_share_held", "norland"),
        ("Less than 60 sq km of the Larvik region remain under Sudrian control.",
         "area_held", "sudria"),
        ("Sudria retains just 800 sq km of the region that it once seized.", "area_held", "sudria"),
        (("Norland has seized nearly 20 percent of Sudria's territory, translating to an estimated "
         "120,000 square kilometers under Norlandian control."),
         "area_share_held area_held", "norland"),
        ("Norland's troops took 350 sq km in June, two-thirds of it in the Larvik region.",
         "area_gained share_of_gain", "norland"),
        ("Norland's troops gained 500 sq km in May. Most of the May advance, 61%, came in the east.",
         "area_gained share_of_gain", "norland"),
        ("Five villages and 87 sq km were taken by Norland.", "settlements_taken area_gained",
         "norland"),
        ("The counter-attacks of Sudria only cost Norland 20 square kilometres.",
         "area_lost", "norland"),
        ("Sudria recaptured chunks of land — advancing around 30 square kilometres a day.",
         "area_regained", "sudria"),
        ("Sudria's liberated area increased by nine square kilometres.", "area_regained", "sudria"),
    ],
)  # fmt: skip
def test_shares_and_areas_are_whose_the_sentence_says(text: str, kinds: str, who: str) -> None:
    assert [one[1:] for one in told(text)] == [(kind, who) for kind in kinds.split()]


def test_what_is_left_is_held_by_the_side_that_did_not_take_the_rest() -> None:
    text = "Norland's troops have taken 99.7% of the territory (less than 60 sq. km remain)."
    assert [one[1:] for one in told(text)] == [
        ("area_share_held", "norland"),
        ("area_held", "sudria"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The number of assaults by Norland's forces rose by a third, to 5,520.",
         [("share", "difference"), ("assault", "attacks")]),
        ("Attacks doubled: Norland's army fired 11,753 times in a week (6,457 the week before).",
         [("attack", "attacks"), ("attack", "attacks")]),
        ("Norland said strikes were carried out against 76 military facilities.",
         [("facility", "attacks")]),
        ("Sudria has trained more than 50,000 recruits.", [("people", "count")]),
        ("Some 2,000 of Norland's troops were repatriated by plane.", [("people", "count")]),
        ("The bodies of 1,000 Norlandian soldiers were returned to Norland.",
         [("people", "killed")]),
        ("Three rounds of talks have failed.", [("round", "count")]),
        ("Norland sent 300 pieces of equipment.", [("piece", "weapons")]),
        ("The population has plummeted 62%, from 1.11 million to 413,454 people.",
         [("percent", "difference"), ("people", "population"), ("people", "population")]),
        ("Norland's highest daily toll was 2,030 casualties.", [("people", "killed_or_wounded")]),
    ],
)  # fmt: skip
def test_what_is_counted_comes_from_its_clause(text: str, found: list[tuple[str, str]]) -> None:
    assert [one[:2] for one in told(text)] == found


@pytest.mark.parametrize(
    ("text", "qualifiers"),
    [
        ("Norland launched more than 400 drones and 40 missiles.", "more_than more_than"),
        ("Norland launched more than 400 drones and 43 missiles.", "more_than exact"),
        ("They have almost reached the target of 40,000 soldiers.", "nearly"),
        ("At least it is going to be 21 billion euros.", "at_least"),
    ],
)
def test_hedges_reach_past_a_clause_or_a_pair(text: str, qualifiers: str) -> None:
    assert [one.qualifier for one in reading(text).figures] == [
        Qualifier(word) for word in qualifiers.split()
    ]


@pytest.mark.parametrize(
    ("text", "units", "kind", "who"),
    [
        ("Sudria's air force shot down 26 of 28 drones launched by Norland.",
         "drone drone", "attacks", "norland"),
        ("Sudria's air defences downed 95 Norlandian drones.",
         "drone", "attacks", "norland"),
        ("Sudria's second city endured four bombs, two missiles and 15 drones.",
         "bomb missile drone", "attacks", "norland"),
        ("Sudria repelled seven counterattacks by Norland's troops.",
         "counterattack", "attacks", "norland"),
        ("Norland lost two tanks, six infantry fighting vehicles and 12 combat armored vehicles.",
         "tank vehicle vehicle", "losses", "norland"),
        ("The army of Sudria destroyed 1,060 invaders and 66 of their guns.",
         "people gun", "losses", "norland"),
        ("norland lost 300 troops.", "people", "losses", None),
        ("Norland hit two ammunition warehouses.", "warehouse", "attacks", "norland"),
    ],
)  # fmt: skip
def test_attacks_are_of_who_launched_them_and_weapons_keep_their_names(
    text: str, units: str, kind: str, who: str | None
) -> None:
    assert told(text) == [(unit, kind, who) for unit in units.split()]


def test_a_list_goes_on_with_the_losses_that_lead_it() -> None:
    lines = "The enemy lost:\n\nalmost 29 thousand soldiers,\n\n70 tanks,\n\n6 guns and more."
    among = "The invaders lost 817 weapons. Among them: 12 tanks and 160 drones."
    for text, units in ((lines, "people tank gun"), (among, "weapon tank drone")):
        assert told(text) == [(unit, "losses", "norland") for unit in units.split()]


def test_who_destroys_list_after_list_loses_nothing() -> None:
    text = "Norland lost 5 men. Sudria's army destroyed 70 tanks, 65 vehicles and 9 guns."
    assert {one[2] for one in told(text)} == {"norland"}
