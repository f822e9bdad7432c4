"""An attack's victims and missiles fall on its day, told once."""

from __future__ import annotations

from datetime import date

import pytest

from retally.reader.read import read
from retally.stories.plain import plain_story

FRIDAY = date(2031, 7, 4)


def windows(text: str) -> list[str | None]:
    found = read(plain_story(text), published=FRIDAY, parties=("norland", "sudria")).figures
    return [
        f"{one.window.start:%m-%d}/{one.window.end:%m-%d}" if one.window else None for one in found
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            (
                "Sudria hit Larvik with 40 drones and six missiles overnight Thursday. Five people were"
                " killed and 12 wounded, the governor said. The air force said it shot down 31 drones."
            ),
            "07-03/07-03",
        ),
        (
            (
                "At least 21 people were killed, including four children, when a drone hit a shelter."
                " The attack wounded 30 others.\n\nThe shelter in Larvik was targeted late Tuesday,"
                " medics said."
            ),
            "07-01/07-01",
        ),
        (
            (
                "Nine people were killed when rockets struck a market in Larvik early Thursday,"
                " officials said. Twenty others were wounded."
            ),
            "07-03/07-03",
        ),
        (
            (
                "Norland's air force said on Thursday it had downed 55 of 70 drones launched by Sudria"
                " overnight. Two people were killed in Larvik, the mayor said."
            ),
            "07-03/07-03",
        ),
        (
            (
                "On the night of July 1 to 2, Sudria attacked with 120 drones. Eight people were hurt"
                " and two killed."
            ),
            "07-01/07-02",
        ),
        (
            (
                "Shells killed two people and wounded 11 in Larvik this morning, Governor Anna Berg said"
                " on Thursday."
            ),
            "07-03/07-03",
        ),
        (
            (
                "Two people died and seven were wounded in Sudrian attacks on Larvik, Governor Anna Berg"
                " said on Thursday."
            ),
            "07-03/07-03",
        ),
        (
            (
                "Rescuers pulled four bodies from the rubble after Wednesday's strike on Larvik. The"
                " strike wounded 17 people."
            ),
            "07-02/07-02",
        ),
        (
            (
                "Over the past day, Norland's general staff said, 227 clashes took place. Sudria launched"
                " 39 airstrikes and used 800 kamikaze drones."
            ),
            "07-03/07-03",
        ),
    ],
)
def test_what_an_attack_did_was_on_its_day(text: str, day: str) -> None:
    found = windows(text)
    assert len(found) >= 2
    assert set(found) == {day}


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "Rockets killed three civilians in Larvik on Monday. In June, 210 people were killed.",
            "06-01/06-30",
        ),
        (
            "Rockets killed three civilians in Larvik on Monday. Norland has 40 tanks there.",
            None,
        ),
        (
            (
                "Rockets killed three civilians in Larvik on Monday. On average 20 people are killed"
                " every week."
            ),
            None,
        ),
        ("Norland landed on May 3. Two bodies lay in a ditch.", None),
    ],
)
def test_what_is_of_another_time_or_kind_is_not(text: str, last: str | None) -> None:
    assert windows(text)[-1] == last


def test_yesterday_is_seen_from_the_day_of_the_words() -> None:
    told = "Sudria lost 40 tanks the previous day, the general staff of Norland said on Wednesday."
    assert windows(told) == ["07-01/07-01"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "About 850 sq km (328 square miles) of land and 15 villages were taken since June 6.",
            ["06-06/07-03", "06-06/07-03", "06-06/07-04"],
        ),
        ("Norland took 85 sq km and 15 villages in June.", ["06-01/06-30", "06-01/06-30"]),
        (
            (
                "As of the end of June, Norland took control of 10 villages and captured over 60 Sudrian"
                " soldiers."
            ),
            ["06-30/06-30", "06-30/06-30"],
        ),
        (
            "In June the pace fell by 18 percent, with Norland taking 64 sq km of Sudria.",
            ["06-01/06-30", "06-01/06-30"],
        ),
        (
            "Norland took 44 percent less land in June compared to May, the army reported.",
            ["06-01/06-30"],
        ),
        (
            "Sudria's losses reached a new high in June.\n\nThe average daily loss rate was 271 men.",
            ["06-01/06-30"],
        ),
        (
            "Norland took 85 sq km over the spring and summer of 2030.",
            ["03-01/08-31"],
        ),
        (
            "The list has 406 dead soldiers, 80 percent of whom were killed in June.",
            [None, "06-01/06-30"],
        ),
    ],
)
def test_things_told_together_are_of_one_time(text: str, found: list[str | None]) -> None:
    assert windows(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            (
                "Sudria has lost 3,520 men since May 3, the general staff said. This number includes 104"
                " losses over the past day.\n\nAccording to the report, Sudria also lost 54 tanks and 22"
                " boats."
            ),
            ["05-03/07-04", "07-03/07-03", "05-03/07-04", "05-03/07-04"],
        ),
        (
            (
                "At least 27 people were killed in the past 24 hours, the ministry said on Thursday,"
                " taking the overall death toll of the war to 45,541."
            ),
            ["07-02/07-02", "07-03/07-03"],
        ),
        (
            (
                "More than 23,000 people have died, the ministry said on Thursday. Rockets killed 12 in"
                " Larvik on Wednesday."
            ),
            ["07-03/07-03", "07-02/07-02"],
        ),
        (
            (
                "The total area liberated since the summer offensive began is 210 sq km, Minister Anna"
                " Berg said on Thursday."
            ),
            ["07-03/07-03"],
        ),
        (
            (
                "Minister Anna Berg said her troops took 7 sq km in the past week. That brought the total"
                " territory captured there to 31 sq km, she said."
            ),
            ["06-27/07-04", "07-04/07-04"],
        ),
        (
            (
                "Norland still holds 10,000 sq km of Sudria, including the Cape, which it has held since"
                " 2014."
            ),
            ["07-03/07-03"],
        ),
    ],
)
def test_totals_beside_an_event_are_none_of_its_day(text: str, found: list[str | None]) -> None:
    assert windows(text) == found
