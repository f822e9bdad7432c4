"""Made-up stories whose numbers agree raise no alarm, and slips planted in them are caught."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest

import slips
from retally.check.check import check_text
from retally.check.story_check import StoryCheck
from retally.model.check import Check, Hint
from retally.model.story import Scope
from retally.model.words import Verdict
from story_ground import WrittenGround

SEED = 20310702
CLEAN = 96
"""At least one story a template."""

PLANTED = 40
CAUGHT = 0.80
"""The floor: four slips of five, of every kind."""


def checked(text: str) -> StoryCheck:
    ground = WrittenGround(definitions=slips.definitions())
    return check_text(text, ground=ground, published=slips.PUBLISHED, known=())


def alarms(story: StoryCheck) -> list[Check]:
    return [check for check in story.checks if check.verdict is Verdict.DOES_NOT_MATCH]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was made of the planted slips of one kind."""

    hint: Hint
    planted: int
    caught: int
    named: int
    missed: tuple[str, ...]

    @property
    def share(self) -> float:
        return self.caught / self.planted


def found(hint: Hint) -> Found:
    """How many slips of a kind give an alarm on the planted number, and how many their name."""
    caught = named = 0
    missed = []
    for planted in slips.planted_stories(hint, PLANTED, SEED):
        story = checked(planted.text)
        on_it = [
            check
            for check in alarms(story)
            if any(planted.printed in story.reading.figure(name).text for name in check.figures)
        ]
        caught += bool(on_it)
        named += any(check.hint is hint for check in on_it)
        if not on_it:
            missed.append(planted.template)
    return Found(
        hint=hint, planted=PLANTED, caught=caught, named=named, missed=tuple(sorted(set(missed)))
    )


@pytest.fixture(scope="module")
def table() -> dict[Hint, Found]:
    return {hint: found(hint) for hint in Hint}


def test_stories_whose_numbers_agree_raise_no_alarm() -> None:
    wrong = [
        (check.explanation, text)
        for text in slips.clean_stories(CLEAN, SEED)
        for check in alarms(checked(text))
    ]
    assert wrong == []


def test_the_clean_stories_have_something_to_check() -> None:
    verdicts = [
        check.verdict
        for text in slips.clean_stories(20, SEED)
        for check in checked(text).checks
        if check.relation is not None
    ]
    assert verdicts.count(Verdict.MATCHES) > 40


def test_most_slips_of_every_kind_are_caught_and_named(
    table: dict[Hint, Found], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [f"{'slip':<26}{'planted':>8}{'caught':>8}{'named':>8}  missed"]
    lines += [
        f"{row.hint.value:<26}{row.planted:>8}{row.caught:>8}{row.named:>8}  {', '.join(row.missed)}"
        for row in table.values()
    ]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
    assert {hint.value: row.share for hint, row in table.items() if row.share < CAUGHT} == {}
    assert {hint.value for hint, row in table.items() if row.named < 0.7 * row.caught} == set()


def test_stories_come_from_the_seed_alone() -> None:
    assert list(slips.clean_stories(3, 5)) == list(slips.clean_stories(3, 5))
    assert list(slips.clean_stories(3, 5)) != list(slips.clean_stories(3, 6))


def test_every_kind_of_slip_has_six_wordings_or_more() -> None:
    assert {hint for hint, kind in slips.TEMPLATES.items() if len(kind) >= 6} == set(Hint)


def test_a_planted_story_prints_its_planted_number_in_the_body() -> None:
    for hint in Hint:
        (planted,) = slips.planted_stories(hint, 1, SEED)
        story = checked(planted.text)
        body = [one.text for one in story.reading.figures if one.scope is Scope.BODY]
        assert any(planted.printed in text for text in body)
