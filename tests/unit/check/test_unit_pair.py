from __future__ import annotations

import pytest

from retally.check.check import check_text
from retally.model.check import Check, CheckKind, Hint, Note
from retally.model.words import Verdict
from story_ground import WrittenGround


def pair(text: str) -> Check:
    checked = check_text(f"Norland took {text} in June 2031.", ground=WrittenGround())
    (check,) = (check for check in checked.checks if check.kind is CheckKind.UNIT_PAIR)
    return check


@pytest.mark.parametrize(
    "text",
    [
        "725 square kilometres (280 square miles)",
        "280 square miles (725 square kilometres)",
        "184 square miles (478 square kilometres)",
        "about 1,000 sq km (386 sq mi)",
        "more than 1,100 sq km (425 sq mi)",
        "nearly 4,000 sq km (1,544 sq mi)",
        "some 500 sq km (193 sq mi)",
        "14.5 km2 (5.6 mi2)",
        "between 1,150 and 1,300 sq km (444 to 502 sq mi)",
        "15 sq km a day (5.8 sq mi a day)",
        "1.3 thousand sq km (502 sq mi)",
    ],
)
def test_a_right_conversion_matches(text: str) -> None:
    check = pair(text)
    assert check.verdict is Verdict.MATCHES
    assert check.note is None
    assert check.hint is None


@pytest.mark.parametrize("text", ["478 sq km (184 sq mi)", "30 sq km (11 sq mi)"])
def test_a_conversion_that_was_cut_matches_and_says_so(text: str) -> None:
    check = pair(text)
    assert check.verdict is Verdict.MATCHES
    assert check.note is Note.TRUNCATED
    assert "cut to" in check.explanation


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("461 sq km (286 sq mi)", Hint.LINEAR_FACTOR),
        ("178 sq mi (286 sq km)", Hint.LINEAR_FACTOR),
        ("478 sq km (1,238 sq mi)", Hint.DIVIDED_NOT_MULTIPLIED),
        ("6,640 sq km (2,494 sq mi)", Hint.DIGIT_SWAP),
        ("725 sq km (208 sq mi)", Hint.DIGIT_SWAP),
        ("725 sq km (500 sq mi)", None),
        ("between 10 and 20 sq km (500 to 600 sq mi)", None),
    ],
)
def test_a_wrong_conversion_does_not_match_and_the_slip_is_named(
    text: str, hint: Hint | None
) -> None:
    check = pair(text)
    assert check.verdict is Verdict.DOES_NOT_MATCH
    assert check.hint is hint


def test_units_in_each_other_s_place_are_told_by_the_rest_of_the_story() -> None:
    text = (
        "Norland took 184 sq km (478 sq mi) in June 2031. The 478 square kilometres are a record."
    )
    checked = check_text(text, ground=WrittenGround())
    assert checked.checks[0].hint is Hint.UNIT_SWAPPED


def test_the_pair_is_held_against_its_original_in_the_printed_unit() -> None:
    document = pair("478 sq km (184 sq mi)").to_dict()
    assert document["claimed"] == {"value": 184.0, "low": 183.5, "high": 184.5, "unit": "mi2"}
    assert document["computed"]["unit"] == "mi2"
    assert round(document["computed"]["value"], 2) == 184.56
    assert document["relation"] == "r1"
    assert document["figures"] == ["f1", "f2"]
