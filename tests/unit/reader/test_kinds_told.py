"""Kinds and actors that more than the nearest word tells: levels, net gains, losses, asides."""

from __future__ import annotations

from datetime import date

import pytest

from retally.model.story import FigureKind, Reading
from retally.reader.read import read
from retally.stories.plain import plain_story

K = FigureKind


def reading(text: str) -> Reading:
    return read(
        plain_story(text),
        published=date(2031, 8, 1),
        parties=("norland", "sudria"),
        sources=("atlas",),
    )


def kinds(text: str) -> list[tuple[FigureKind, str | None]]:
    return [(one.kind, one.actor) for one in reading(text).figures]


@pytest.mark.parametrize(
    "text",
    [
        "The Sudrian zone was reduced. It fell from 117 sq km to 48 sq km and later to 40 sq km.",
        "The Sudrian foothold shrank from 117 sq km to 48 sq km and then to 40 sq km.",
        "The Sudrian pocket has grown to 117 sq km, swelling from 48 sq km to 40 sq km.",
    ],
)
def test_ground_that_grows_or_shrinks_is_held(text: str) -> None:
    assert kinds(text) == [(K.AREA_HELD, "sudria")] * 3


def test_gains_that_grow_or_shrink_are_gains() -> None:
    text = "Norland's gains fell from 61 sq km in June to 40 sq km in July."
    assert kinds(text) == [(K.AREA_GAINED, "norland")] * 2


def test_taken_ground_that_is_up_on_a_month_before_is_taken() -> None:
    text = "Norland took 61 sq km of Sudrian territory in June, up from 40 sq km in May."
    assert kinds(text) == [(K.AREA_GAINED, "norland")] * 2


@pytest.mark.parametrize(
    "net",
    [
        "This has resulted in a net gain of 50 sq km for Norland compared with 45 sq km in June.",
        "This amounts to a net gain of 50 sq km, against 45 sq km in June.",
    ],
)
def test_a_net_gain_is_of_whom_it_names_else_of_who_gained_first(net: str) -> None:
    text = f"Norland's army took 60 sq km, while Sudria retook 10 sq km. {net}"
    assert kinds(text)[2:] == [(K.AREA_GAINED, "norland")] * 2


def test_what_a_gain_covers_is_that_gain() -> None:
    text = "Norland's army has made progress in the east, covering nearly 20 square kilometres."
    assert kinds(text) == [(K.AREA_GAINED, "norland")]


def test_the_size_of_a_country_is_nobodys_gain() -> None:
    text = "Norland took 60 sq km (with a total territory of Sudria of 6,360 sq km)."
    assert kinds(text) == [(K.AREA_GAINED, "norland"), (K.COUNT, None)]


def test_an_amount_compared_with_is_of_the_kind_of_the_one_compared() -> None:
    text = (
        "Norland took 60 sq km in July. That compares with 24 sq km in January and is less than "
        "half of the 150 sq km recorded in the same month a year earlier."
    )
    assert kinds(text)[-1] == (K.AREA_GAINED, "norland")


@pytest.mark.parametrize("words", ["clawed back", "snatched back", "wrested back", "reseized"])
def test_what_is_taken_back_is_regained(words: str) -> None:
    assert kinds(f"Sudria's troops {words} 33 sq km.") == [(K.AREA_REGAINED, "sudria")]


def test_controlled_or_claimed_is_held() -> None:
    text = (
        "In July, Norland at least partially controlled or claimed 78 percent of the Cape region, "
        "compared with 62 percent a year earlier."
    )
    assert kinds(text) == [(K.AREA_SHARE_HELD, "norland")] * 2


def test_a_mark_of_controlled_ground_is_a_share_held() -> None:
    text = "Norland took 12 sq km, passing the 5 percent threshold of controlled territory there."
    assert kinds(text)[1] == (K.AREA_SHARE_HELD, "norland")


def test_a_bare_share_that_lies_somewhere_is_of_the_gain_before() -> None:
    text = (
        "Norland conquered 198 sq km in July. More than three-quarters, or 155 sq km, are in the "
        "Cape region, parts of which Norland has controlled for years."
    )
    assert kinds(text)[1:] == [(K.SHARE_OF_GAIN, "norland"), (K.AREA_GAINED, "norland")]


def test_which_speaks_of_the_side_before_it() -> None:
    text = "The envoy wants concessions from Norland – which occupies a fifth of Sudria."
    assert kinds(text) == [(K.AREA_SHARE_HELD, "norland")]


def test_it_is_the_side_that_acted_last_and_not_one_named_after() -> None:
    text = (
        "Norland occupies a fifth of the country. It controls 99 percent of Cape, according to "
        "Harbour Desk, a Sudrian mapping project."
    )
    assert kinds(text) == [(K.AREA_SHARE_HELD, "norland")] * 2


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Norland lost eight tanks, four rocket launchers and 119 vehicles.", "tank"),
        ("Norland faced heavy losses, including 59 tanks and 70 drones.", "tank"),
        ("It would bring Norland's losses since May to 666 tanks and 168 drones.", "tank"),
        ("May had the highest tank losses for Norland, totalling 428.", "tank"),
    ],
)
def test_things_that_were_lost_are_losses_of_their_own_unit(text: str, units: str) -> None:
    got = reading(text).figures
    assert {(one.kind, one.actor) for one in got} == {(K.LOSSES, "norland")}
    assert got[0].unit == units


@pytest.mark.parametrize(
    "text",
    [
        "Sudria lost ground after Norland sent 200 tanks and 300 guns.",
        "Sudria lost the town when Norland deployed 40 tanks.",
    ],
)
def test_things_of_another_clause_are_not_lost(text: str) -> None:
    assert {one.kind for one in reading(text).figures} == {K.WEAPONS}


def test_soldiers_among_losses_are_lost() -> None:
    text = "Norland suffered losses in a day, including 1,140 troops and 59 tanks."
    assert [kind for kind, _ in kinds(text)] == [K.LOSSES, K.LOSSES]


def test_a_drop_from_the_month_before_is_a_difference() -> None:
    text = "Norland lost 913 soldiers in July, a drop of 74 from the previous month."
    assert kinds(text)[1] == (K.DIFFERENCE, "norland")


@pytest.mark.parametrize(
    "aside", [", among them two children,", " - including two children -", " (two of them women)"]
)
def test_what_became_of_people_may_stand_after_an_aside(aside: str) -> None:
    assert kinds(f"At least seven people{aside} were killed.")[0][0] is K.KILLED


def test_the_wounded_of_a_list_are_those_of_the_dead_before() -> None:
    text = (
        "At least 100 Kenyan soldiers stationed in Norland were killed and another 1,000 wounded "
        "during fighting with Sudrian troops."
    )
    assert kinds(text) == [(K.KILLED, "kenya"), (K.WOUNDED, "kenya")]


def test_the_country_of_an_official_suffers_no_loss() -> None:
    text = (
        "Some 100 Kenyan soldiers were killed. There is a report of a Norland military official, "
        "who named 300 deaths."
    )
    assert kinds(text)[1] == (K.KILLED, "kenya")


def test_populations_are_counted_as_such() -> None:
    text = "Those killed came from towns with populations of less than 10,000."
    assert [kind for kind, _ in kinds(text)] == [K.POPULATION]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "About 2,000 of the 11,000 soldiers sent by Norland have died.",
            [(K.KILLED, "norland"), (K.TROOPS, "norland")],
        ),
        ("Officials said 20 of 50 people were killed.", [(K.KILLED, None), (K.COUNT, None)]),
        ("Norland lost 20 of its 50 tanks.", [(K.LOSSES, "norland"), (K.WEAPONS, "norland")]),
    ],
)
def test_what_became_of_a_part_is_not_said_of_the_whole(
    text: str, told: list[tuple[FigureKind, str | None]]
) -> None:
    assert kinds(text) == told


def test_a_part_counts_what_its_whole_counts_whatever_stands_before() -> None:
    text = "Norland lost 300 soldiers.\n\nThe air force said it downed 87 of 125 drones overnight."
    told = [(one.unit, one.kind) for one in reading(text).figures]
    assert told == [("people", K.LOSSES), ("drone", K.ATTACKS), ("drone", K.ATTACKS)]


def test_job_losses_are_no_losses_of_people() -> None:
    assert kinds("The firm announced 5,000 job losses.") == [(K.COUNT, None)]


@pytest.mark.parametrize(
    "text",
    [
        "Norland suffered the loss of 500 soldiers, 20 tanks and 3 helicopters.",
        "Norland's losses came to 500 soldiers, 20 tanks and 3 helicopters.",
        "Norland lost 500 soldiers, 20 tanks and 3 drones in a day.",
    ],
)
def test_what_was_lost_is_losses_whatever_it_is(text: str) -> None:
    assert kinds(text) == [(K.LOSSES, "norland")] * 3


def test_an_office_does_not_speak_of_the_side_of_the_paragraph_before() -> None:
    text = "Norland lost 300 soldiers.\n\nThe air force said it downed 87 drones overnight."
    assert kinds(text)[1] == (K.ATTACKS, None)


@pytest.mark.parametrize(("word", "kind"), [("gain", K.AREA_GAINED), ("loss", K.AREA_LOST)])
def test_for_whom_a_net_amount_is_tells_whose_it_is(word: str, kind: FigureKind) -> None:
    text = f"Norland and Sudria fought on. It was a net {word} of 30 sq km for Sudria."
    assert kinds(text) == [(kind, "sudria")]


def test_who_was_left_without_power_was_not_wounded() -> None:
    text = "The strike left 121 wounded, including 10 children, and 121,000 left without power."
    assert kinds(text) == [(K.WOUNDED, None), (K.WOUNDED, None), (K.COUNT, None)]


def test_what_is_said_after_an_amount_is_said_of_it() -> None:
    text = "Norland took 42 sq km in May, against 18 lost elsewhere."
    assert kinds(text) == [(K.AREA_GAINED, "norland"), (K.AREA_LOST, "norland")]
    text = "Norland was down by 121 sq km after it lost 133 sq km and 12 were retaken."
    assert kinds(text)[-1][0] is K.AREA_REGAINED


@pytest.mark.parametrize("unit", ["square kilometres", "sq km", "km2", "hectares"])
def test_the_part_of_a_measured_whole_is_measured_too(unit: str) -> None:
    figures = reading(f"Norland lost 40 of the 75 {unit} it held.").figures
    assert figures[0].unit == figures[1].unit
    assert figures[0].kind is K.AREA_LOST


def test_residents_are_what_became_of_them() -> None:
    text = "Some 1,200 residents were evacuated. Another 300 residents were killed."
    assert [kind for kind, _ in kinds(text)] == [K.DISPLACED, K.KILLED]


def test_men_compared_with_lost_men_were_lost() -> None:
    text = "Norland's losses in June came to 324 men, the army said, up from 310 men in May."
    assert [kind for kind, _ in kinds(text)] == [K.LOSSES, K.LOSSES]


def test_who_is_named_in_another_clause_did_not_do_it() -> None:
    text = "The brigade retook two villages; the Norlanders, in a week, took five villages."
    assert [actor for _, actor in kinds(text)] == [None, "norland"]


@pytest.mark.parametrize(
    "text",
    [
        "Norland took 48 sq km in July, and 75 percent of it was in the Cape region.",
        "Of the 48 sq km that Norland took in July, two thirds, or 32 sq km, lay in Cape.",
    ],
)
def test_shares_of_what_was_taken_are_of_the_gain(text: str) -> None:
    assert (K.SHARE_OF_GAIN, "norland") in kinds(text)


def test_people_who_did_something_else_are_only_counted() -> None:
    text = "In June 84 Sudrians were killed. Some 3,500 people spent the night in shelters."
    assert kinds(text)[1][0] is K.COUNT


def test_children_included_in_the_wounded_are_not_of_the_toll_after_them() -> None:
    text = "The number of wounded rose to 84, including 14 children, and the death toll to 21."
    assert [kind for kind, _ in kinds(text)] == [K.WOUNDED, K.WOUNDED, K.KILLED]


def test_a_body_that_tells_of_a_rise_is_not_whose_it_is() -> None:
    text = "Some 40 were hurt, the UN mission said, an increase of 22 percent from May."
    assert kinds(text)[1] == (K.DIFFERENCE, None)


def test_a_city_of_so_many_has_a_population() -> None:
    text = "Norland's shells hurt 12 men near Lund, a city of 700,000."
    assert [kind for kind, _ in kinds(text)] == [K.WOUNDED, K.POPULATION]


def test_the_number_counts_what_the_one_before_counted() -> None:
    text = (
        "Norland's president says that 700,000 of his soldiers are in Sudria. "
        "Sudrian intelligence puts the number at 620,000."
    )
    assert kinds(text) == [(K.TROOPS, "norland")] * 2
    share = "Norland held 18 percent of Sudria. That figure has since crept up to 18.6 percent."
    assert kinds(share) == [(K.AREA_SHARE_HELD, "norland")] * 2
    assert kinds(f"{share} The number of its dead is 400.")[2][0] is K.KILLED


def test_defence_forces_are_a_side_and_no_ground() -> None:
    text = "Sudria's defence forces lost 5 sq km in June."
    assert kinds(text) == [(K.AREA_LOST, "sudria")]
    assert kinds("Norland took 5 sq km from Sudria's defences.")[0] == (K.AREA_GAINED, "norland")
