"""A total since the invasion that is one since January."""

from __future__ import annotations

from datetime import date

import pytest

from made_reading import checked, reading, said
from retally.model.check import Check, Hint
from retally.model.definition import Definition
from retally.model.story import Qualifier
from retally.model.words import Party, Status, Verdict
from story_ground import WrittenGround, flat

END = date(2031, 11, 30)
SINCE_JANUARY = (date(2031, 1, 1), END)


def rule(name: str, *statuses: Status, source: str) -> Definition:
    return Definition(
        name=name,
        sentence="Ground that Norland holds.",
        sources=(source,),
        party=Party("norland"),
        statuses=frozenset(statuses),
        share_of_km2=100_000.0,
    )


RULES = {
    one.name: one
    for one in (
        rule("atlas", Status.CONTROL, Status.ADVANCE, source="atlas"),
        rule("post", Status.CONTROL, source="post"),
        rule("post-whole", Status.CONTROL, Status.PREWAR, source="post"),
    )
}
GROUND = WrittenGround(
    table={("atlas", *SINCE_JANUARY): flat(3517.5)},
    holdings={("post", END): flat(67_466.0)},
    definitions=RULES,
)


def check_of(number: str = "3500", ground: WrittenGround = GROUND, **more) -> Check:
    days = (date(2022, 2, 24), END)
    return checked(reading(said(number, days=days, **more)), ground).checks[0]


def test_the_total_of_a_year_told_as_one_since_the_invasion_is_found() -> None:
    check = check_of()
    assert check.verdict is Verdict.DOES_NOT_MATCH
    assert check.hint is Hint.WINDOW_SLIP
    assert check.explanation == (
        "taken since the invasion and held on 2031-11-30: post (67,466.0 km2);"
        " since 2031-01-01 it would hold: atlas (3,517.5 km2)"
    )
    assert [(row.definition, row.holds) for row in check.evidence] == [
        ("post", False),
        ("atlas", True),
    ]


@pytest.mark.parametrize(
    ("number", "ground", "more"),
    [
        ("67192", GROUND, {}),
        ("4200", GROUND, {}),
        ("3500", WrittenGround(table=GROUND.table, definitions=RULES), {}),
        ("3500", WrittenGround(holdings=GROUND.holdings, definitions=RULES), {}),
        (
            "3500",
            WrittenGround(
                table=GROUND.table, holdings={("post", END): flat(5000.0)}, definitions=RULES
            ),
            {},
        ),
        ("3500", GROUND, {"qualifier": Qualifier.MORE_THAN}),
        ("3", GROUND, {"unit": "percent"}),
    ],
    ids=["the total", "no year", "no total", "no maps", "small total", "open above", "a share"],
)
def test_anything_else_stays_unchecked(number: str, ground: WrittenGround, more: dict) -> None:
    check = check_of(number, ground, **more)
    assert check.verdict is Verdict.CANNOT_CHECK
    assert check.explanation.startswith("all that was taken since the invasion needs maps")
