"""What a figure measures and whose it is, on made-up stories."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retally.model.story import Figure, FigureKind, Reading, Scope
from retally.reader.read import read
from retally.stories.plain import plain_story

PARTIES = ("norland", "sudria")
SOURCES = ("atlas", "gazette")
K = FigureKind


def reading(text: str) -> Reading:
    return read(plain_story(text), published=date(2031, 7, 2), parties=PARTIES, sources=SOURCES)


def kinds(text: str) -> list[tuple[FigureKind, str | None]]:
    return [(one.kind, one.actor) for one in reading(text).figures]


def first(text: str) -> Figure:
    return reading(text).figures[0]


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("Some 300 Norland soldiers were killed in June.", K.KILLED, "norland"),
        ("Sudria has lost 300 soldiers killed in action.", K.KILLED, "sudria"),
        ("Sudria has lost 300 soldiers in the war.", K.LOSSES, "sudria"),
        (
            "More than 300 Sudrian soldiers have been killed or wounded.",
            K.KILLED_OR_WOUNDED,
            "sudria",
        ),
        ("Casualties on the Norland side reached 300.", K.KILLED_OR_WOUNDED, "norland"),
        (
            "The number of Sudrian soldiers killed and wounded exceeded 300.",
            K.KILLED_OR_WOUNDED,
            "sudria",
        ),
        ("The death toll among Norland's troops rose to 300.", K.KILLED, "norland"),
        ("Another 300 Sudrian troops were injured.", K.WOUNDED, "sudria"),
        ("Norland's strikes killed 12 people in June.", K.KILLED, None),
        ("About 300 people were displaced by the fighting.", K.DISPLACED, None),
        ("Norland took 300 prisoners of war.", K.CAPTURED, "norland"),
        ("The town, home to 3,000 people, fell in June.", K.POPULATION, None),
    ],
)
def test_people_are_told_apart_by_what_became_of_them(
    text: str, kind: FigureKind, actor: str | None
) -> None:
    figure = first(text)
    assert figure.kind is kind
    if kind not in (K.CAPTURED, K.POPULATION, K.DISPLACED):
        assert figure.actor == actor


def test_losses_with_their_parts_are_both() -> None:
    text = "Norland's losses exceed 900, including 300 killed and 600 wounded."
    assert kinds(text) == [
        (K.KILLED_OR_WOUNDED, "norland"),
        (K.KILLED, "norland"),
        (K.WOUNDED, "norland"),
    ]


def test_the_lost_beside_the_wounded_are_the_dead() -> None:
    text = "Sudria had lost 300 soldiers and another 600 wounded."
    assert [kind for kind, _ in kinds(text)] == [K.KILLED, K.WOUNDED]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Norland has sent some 10,000 troops to the front.", "norland"),
        ("Norland plans to increase its troop contingent to 10,000 people.", "norland"),
        ("There are at least 10,000 Sudrian troops in the Cape region.", "sudria"),
        ("The ministry put the number of Sudrian troops at more than 3,000.", "sudria"),
        ("Kenya is training 10,000 soldiers for Norland.", "kenya"),
        ("The losses prompted Norland to deploy 10,000 Kenyan troops.", "kenya"),
    ],
)
def test_troops_are_those_of_whoever_sent_or_has_them(text: str, actor: str) -> None:
    figure = first(text)
    assert (figure.kind, figure.actor) == (K.TROOPS, actor)


def test_a_count_of_the_same_people_carries_on() -> None:
    text = "Norland lost 5,540 officers killed since May. Among them are 12 generals."
    assert kinds(text) == [(K.KILLED, "norland"), (K.KILLED, "norland")]


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("Norland controls 18 percent of Sudria.", K.AREA_SHARE_HELD, "norland"),
        (
            "The Sudrian army now holds less than a third of the Cape region.",
            K.AREA_SHARE_HELD,
            "sudria",
        ),
        (
            "Nearly 90% of Norland's gains in June were in the Cape region.",
            K.SHARE_OF_GAIN,
            "norland",
        ),
        (
            "The Cape region accounts for 90% of Norland's territorial gains.",
            K.SHARE_OF_GAIN,
            "norland",
        ),
        (
            "Two-thirds of the territory taken by Norland lies in the east.",
            K.SHARE_OF_GAIN,
            "norland",
        ),
        ("Norland occupied 44% less land than in May.", K.DIFFERENCE, "norland"),
        ("Some 14% of all deaths are prisoners.", K.SHARE, None),
    ],
)
def test_shares_are_of_a_gain_of_ground_held_or_of_something_else(
    text: str, kind: FigureKind, actor: str | None
) -> None:
    figure = first(text)
    assert (figure.kind, figure.actor) == (kind, actor)


def test_a_share_compared_with_another_is_of_the_same_kind() -> None:
    text = "Sudria now controls less than a third of the region, compared to more than 40% in May."
    assert kinds(text) == [(K.AREA_SHARE_HELD, "sudria")] * 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norland's troops are within five kilometres of Port Nora.", K.DISTANCE),
        ("The army came to within seven kilometres (4.4 miles) of the city.", K.DISTANCE),
        ("Norland's troops advanced five kilometres into Sudria.", K.ADVANCE_DISTANCE),
        ("Norland's troops advance by 200-300 metres per day.", K.ADVANCE_DISTANCE),
        ("Norland took 12 villages in June.", K.SETTLEMENTS_TAKEN),
        ("The enemy launched 39 airstrikes and involved 800 drones.", K.ATTACKS),
        ("There were 227 combat engagements on the front.", K.ATTACKS),
        ("Kenya delivered 31 tanks to Sudria.", K.WEAPONS),
        ("Kenya supplied 800 missiles to Sudria.", K.WEAPONS),
        ("Kenya pledged $61 million in aid.", K.MONEY),
        ("That was six times more than in May.", K.RATIO),
        ("Norland lost five soldiers for every Sudrian soldier killed.", K.RATIO),
        ("Sudria won more land than it lost on only eight days.", K.COUNT),
        ("The siege lasted 40 days.", K.DURATION),
        ("He counted 17 meetings.", K.COUNT),
    ],
)
def test_every_other_sort_of_number_has_its_kind(text: str, kind: FigureKind) -> None:
    assert first(text).kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "Norland has fought for nearly three years.",
        "Norland's troops are only several kilometres away.",
    ],
)
def test_what_only_says_when_or_how_vaguely_is_no_figure(text: str) -> None:
    assert reading(text).figures == ()


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Much of the Norland gains came in May, when they took 61 sq km.", "norland"),
        ("The region accounts for most Norland gains in June (61 sq km).", "norland"),
        ("Norland advanced in May, with the Sudrians retaking 61 sq km in June.", "sudria"),
        ("Sudria's incursion began in May. The area it holds shrank to 61 sq km.", "sudria"),
    ],
)
def test_whose_area_it_is_can_be_told_beyond_the_nearest_subject(text: str, actor: str) -> None:
    assert reading(text).figures[-1].actor == actor


def test_we_and_the_enemy_are_told_by_who_speaks() -> None:
    text = (
        '"We control about 61 sq km. The enemy took 20 sq km in June," a general of the '
        "Sudrian army said.\n"
    )
    assert [one.actor for one in reading(text).figures] == ["sudria", "norland"]


def test_occupied_as_of_a_day_is_what_is_held() -> None:
    figure = first("As of June 30 Norland occupied 6,100 sq km of the country.")
    assert figure.kind is K.AREA_HELD
    assert figure.window is not None
    assert str(figure.window.end) == "2031-06-30"


def test_a_multiple_has_no_window() -> None:
    figure = reading("Norland took 61 sq km in June, six times more than in May.").figures[1]
    assert (figure.kind, figure.window) == (K.RATIO, None)


def test_an_area_with_its_miles_unsquared_keeps_what_is_said_of_it() -> None:
    figures = reading("Norland took 400 sq km (150 miles) of Sudrian land in June.").figures
    assert {(one.kind, one.actor, one.window is None) for one in figures} == {
        (K.AREA_GAINED, "norland", False)
    }


def test_a_headline_is_filled_from_the_body() -> None:
    text = "Over 3,000 troops killed\n\nThe ministry said that more than 3,000 Norland troops have been killed.\n"
    headline, body = reading(text).figures
    assert (headline.scope, body.scope) == (Scope.HEADLINE, Scope.BODY)
    assert (headline.actor, headline.statement) == (body.actor, body.statement)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Sudria's army said Norland had deployed 59,000 troops.",
            [(K.TROOPS, "norland")],
        ),
        ("Kenya estimates there are 10,000 Norland soldiers in the Cape.", [(K.TROOPS, "norland")]),
        ("Two Kenyan officials said 8,000 Norland soldiers were near.", [(K.TROOPS, "norland")]),
        ("Norland lost 900 troops, including 20 in one day.", [(K.LOSSES, "norland")] * 2),
        (
            "The attack killed four people and injured 21 others.",
            [(K.KILLED, None), (K.WOUNDED, None)],
        ),
        ("Some 121,000 people left the region.", [(K.DISPLACED, None)]),
        (
            "Norland holds 99 percent of Cape, 75 percent of Eastmark and 72 percent of Westmark.",
            [(K.AREA_SHARE_HELD, "norland")] * 3,
        ),
        (
            "Norland took control of 100 sq km and 7 villages.",
            [(K.AREA_GAINED, "norland"), (K.SETTLEMENTS_TAKEN, "norland")],
        ),
        (
            "Norland took 300 sq km while Sudria retook 70 sq km, a net gain of 230 sq km.",
            [(K.AREA_GAINED, "norland"), (K.AREA_REGAINED, "sudria"), (K.AREA_GAINED, "norland")],
        ),
        (
            "June brought Norland 61 sq km.",
            [(K.AREA_GAINED, "norland")],
        ),
        (
            "Sudria downed some of the 99 drones launched by Norland.",
            [(K.ATTACKS, "norland")],
        ),
        ("Kenya will give Sudria 35 billion euros.", [(K.MONEY, "kenya")]),
        ("Sudria has lost 40 percent of the land it had seized.", [(K.SHARE_OF_GAIN, "sudria")]),
        (
            "Norland's casualties passed 700,000, Kenyan intelligence said.",
            [(K.KILLED_OR_WOUNDED, "norland")],
        ),
    ],
)
def test_harder_words_have_their_kind_and_actor_too(
    text: str, wanted: list[tuple[FigureKind, str | None]]
) -> None:
    assert kinds(text) == wanted


def test_half_of_the_area_taken_and_the_area_it_is_speak_of_one_thing() -> None:
    text = (
        "Norland took 236 sq km in June.\n\nHalf of the occupied area, 120 sq km, was on the Cape "
        "front.\n"
    )
    _, share, area = reading(text).figures
    assert (share.kind, area.kind) == (K.SHARE_OF_GAIN, K.AREA_GAINED)
    assert share.place == area.place == "Cape"
    assert area.actor == "norland"


PIECES = (
    "Norland", "Sudrian troops", "killed", "wounded", "and", "or", "3,000", "several hundred",
    "61 sq km", "(24 square miles)", "half of", "90 percent", "six times", "in June", "since May",
    "according to", "the enemy", "we", "the region", "of which", ",", ".", "\n", "\n\n", '"', "lost",
    "controls", "the gains", "within five kilometres of it", "that month", "citing a source",
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_shuffled_news_is_read_without_an_error(pieces: list[str]) -> None:
    got = reading(" ".join(pieces))
    known = {one.id for one in got.statements}
    for figure in got.figures:
        assert figure.span.of(got.story.text) == figure.text
        assert figure.statement is None or figure.statement in known


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_is_read_without_an_error(text: str) -> None:
    got = read(plain_story(text))
    assert len({one.id for one in got.figures}) == len(got.figures)
