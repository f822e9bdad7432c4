"""What a story claims between its figures, by the words that claim it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retally.model.story import Qualifier, Reading, RelationType
from retally.reader.read import read
from retally.stories.plain import plain_story

PARTIES = ("norland", "sudria")
PUBLISHED = date(2031, 7, 2)


def reading(text: str) -> Reading:
    return read(plain_story(text), published=PUBLISHED, parties=PARTIES, sources=("atlas",))


def found(text: str) -> list[tuple[str, ...]]:
    """Type and printed numbers of every relation, conversions left out."""
    story = reading(text)
    return [
        (relation.type.value, *(story.figure(name).printed[0] for name in relation.figures))
        for relation in story.relations
        if relation.type is not RelationType.CONVERSION
    ]


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        (
            "Norland took 478 sq km in June, more than in May (477 sq km).",
            [("greater", "478", "477")],
        ),
        (
            (
                "Norland took 478 sq km in June. That was more ground than in April and May "
                "(477 and 459 sq km respectively)."
            ),
            [("greater", "478", "477"), ("greater", "478", "459")],
        ),
        (
            (
                "Norland took 478 sq km in June, more than in April (300 sq km) and May (200 sq km) "
                "combined."
            ),
            [("greater", "478", "300", "200")],
        ),
        (
            "Norland advanced 725 sq km in June, up from 610 sq km in May.",
            [("greater", "725", "610")],
        ),
        (
            "Norland advanced 200 sq km in June, down from 610 sq km in May and 700 sq km in April.",
            [("less", "200", "610"), ("less", "200", "700")],
        ),
        (
            "Norland has taken 1,246 sq km this year, well above the 584 sq km seized in 2030.",
            [("greater", "1246", "584")],
        ),
        (
            "Norland's gains rose from 459 sq km in May to 478 sq km in June.",
            [("greater", "478", "459")],
        ),
        (
            "Norland's gains fell to 459 sq km in June from 478 sq km in May.",
            [("less", "459", "478")],
        ),
        (
            "Norland took 478 sq km in June, exceeding the 459 sq km of May.",
            [("greater", "478", "459")],
        ),
        (
            (
                "Norland took 350 sq km in June, less than the 410 sq km of May but more than the "
                "320 sq km of April."
            ),
            [("less", "350", "410"), ("greater", "350", "320")],
        ),
        (
            (
                "Sudria counted 120 raids on Monday, including 45 raids near Aford and 30 raids near "
                "Beeton, up from 98 raids on Sunday."
            ),
            [("sum", "120", "45", "30"), ("greater", "120", "98")],
        ),
        (
            "Norland took 478 sq km in June, twice as much as Sudria's 239 sq km.",
            [("ratio", "478", "239")],
        ),
        ("Norland took more than 478 sq km in June and over 459 sq km in May.", []),
        ("Norland took 478 sq km in June, no more than it had taken in May, 500 sq km.", []),
        ("Norland took 478 sq km in June. The above area includes 12 sq km of marsh.", []),
    ],
)
def test_orderings(text, relations):
    assert found(text) == relations


@pytest.mark.parametrize(
    ("text", "relation", "claimed", "qualifier"),
    [
        (
            "Norland took 120 sq km in June, twice the 60 sq km of May.",
            ("ratio", "120", "60"),
            2,
            "exact",
        ),
        (
            "Norland took 120 sq km in June, half as much as the 240 sq km it took in May.",
            ("ratio", "120", "240"),
            Decimal("0.5"),
            "exact",
        ),
        (
            "Norland's gains more than doubled from 200 sq km in May to 450 sq km in June.",
            ("ratio", "450", "200"),
            2,
            "more_than",
        ),
        (
            "Norland's gains nearly tripled to 550 sq km in June from 200 sq km in May.",
            ("ratio", "550", "200"),
            3,
            "nearly",
        ),
        (
            "Norland took 600 sq km in June, six times more than the 100 sq km of May.",
            ("ratio", "600", "100", "6"),
            None,
            "exact",
        ),
        (
            "Norland has 10,000 soldiers there, Sudria said, tripling its estimate of 3,000.",
            ("ratio", "10000", "3000"),
            3,
            "exact",
        ),
    ],
)
def test_multiples(text, relation, claimed, qualifier):
    assert relation in found(text)
    story = reading(text)
    (ratio,) = (one for one in story.relations if one.type is RelationType.RATIO)
    assert ratio.claimed == claimed
    assert ratio.qualifier is Qualifier(qualifier)


def test_an_estimate_that_is_multiplied_may_stand_sentences_away():
    text = (
        "Norland has sent some 10,000 troops to the coast, Sudria said Monday, tripling its "
        "estimate.\n\nThe harbour is closed.\n\nThe minister spoke after Sudria previously put the "
        "number of troops on the coast at more than 3,000."
    )
    assert found(text) == [("ratio", "10000", "3000")]


def test_no_estimate_is_guessed_among_several():
    text = (
        "Norland has sent some 10,000 troops to the coast, Sudria said, tripling its estimate.\n\n"
        "It previously put the number of troops at 3,000.\n\n"
        "It initially estimated the number of troops at 2,000."
    )
    assert ("ratio", "10000", "3000") not in found(text)
    assert ("ratio", "10000", "2000") not in found(text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (
            "Norland took 478 sq km in June, 19 sq km more than in May (459 sq km).",
            ("difference", "19", "478", "459"),
        ),
        (
            "Norland took 450 sq km in June, 90 sq km fewer than the 540 sq km of May.",
            ("difference", "90", "540", "450"),
        ),
        (
            (
                "Norland took 459 sq km in May and little else. In June it took 478 sq km, "
                "19 sq km more than in May."
            ),
            ("difference", "19", "478", "459"),
        ),
        (
            "Norland took 610 sq km in May and 725 sq km in June, an increase of 115 sq km.",
            ("difference", "115", "725", "610"),
        ),
        (
            "Norland took 725 sq km in June, compared with 610 sq km in May, a gap of 115 sq km.",
            ("difference", "115", "725", "610"),
        ),
        (
            "Norland took 459 sq km in May; in June it took 478 sq km, or 19 sq km more.",
            ("difference", "19", "478", "459"),
        ),
        (
            "A poll put the party at 54 percent, down 3 percent from 57 percent in April.",
            ("difference", "3", "57", "54"),
        ),
        (
            "Norland's gain rose by 19 sq km from 459 sq km in May to 478 sq km in June.",
            ("difference", "19", "478", "459"),
        ),
        (
            "Norland took 478 sq km in June, a 30 percent increase on the 368 sq km of May.",
            ("change", "30", "478", "368"),
        ),
        (
            "Norland's gain fell 20 percent from 500 sq km in May to 400 sq km in June.",
            ("change", "20", "400", "500"),
        ),
    ],
)
def test_differences_and_changes(text, relation):
    assert relation in found(text)


def test_a_fall_in_percent_is_claimed_below_zero():
    story = reading("Norland's gain fell 20 percent from 500 sq km in May to 400 sq km in June.")
    (change,) = (one for one in story.relations if one.type is RelationType.CHANGE)
    assert change.claimed == -20


@pytest.mark.parametrize(
    ("text", "relation", "is_open"),
    [
        (
            "Sudria lost 40 tanks at Aford, 30 at Beeton and 20 at Cetown, 90 in all.",
            ("sum", "90", "40", "30", "20"),
            False,
        ),
        (
            "Sudria lost 90 tanks: 40 at Aford, 30 at Beeton and 20 at Cetown.",
            ("sum", "90", "40", "30", "20"),
            False,
        ),
        (
            "Sudria lost 90 tanks, of which 40 near Aford and 30 near Beeton.",
            ("sum", "90", "40", "30"),
            True,
        ),
        (
            "Sudria lost 90 tanks, including 40 near Aford and 30 near Beeton.",
            ("sum", "90", "40", "30"),
            True,
        ),
        (
            "Sudria lost 90 tanks, of which 40 near Aford and the remaining 50 near Beeton.",
            ("sum", "90", "40", "50"),
            False,
        ),
        (
            (
                "Sudria fired 40 drones at Aford. It fired 20 more drones at Beeton and 10 drones at "
                "Cetown, bringing the total to 70 drones."
            ),
            ("sum", "70", "40", "20", "10"),
            True,
        ),
        (
            "Of the 60 drones, 40 were shot down and 20 hit their targets.",
            ("sum", "60", "40", "20"),
            True,
        ),
        (
            "Norland fired 40 drones at Aford and 20 drones at Beeton. Together that is 60 drones.",
            ("sum", "60", "40", "20"),
            False,
        ),
    ],
)
def test_sums_and_their_parts(text, relation, is_open):
    assert relation in found(text)
    (total,) = (one for one in reading(text).relations if one.type is RelationType.SUM)
    assert (total.qualifier is Qualifier.UP_TO) == is_open


def test_a_list_that_says_there_is_more_of_it_claims_no_sum():
    text = "Sudria lost 90 tanks, of which 40 near Aford and 30 near Beeton, the rest at sea."
    assert not [one for one in found(text) if one[0] == "sum"]


def test_a_total_of_a_longer_time_is_no_sum_of_a_day():
    text = "Sudria lost 12 tanks at Aford and 5 tanks at Beeton, and 9,000 tanks in all since 2029."
    assert not [one for one in found(text) if one[0] == "sum"]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (
            "Norland took 478 sq km in June. Two-thirds of the gains, or 324 sq km, were in Aland.",
            ("share_of", "2/3", "324", "478"),
        ),
        (
            "Norland took 725 sq km in June, with nearly 90% of the total (629 sq km) in Aland.",
            ("share_of", "90", "629", "725"),
        ),
        ("Sudria shot down 50 of 70 drones, or 71 percent.", ("share_of", "71", "50", "70")),
        (
            "60 percent of voters backed the deal and the remaining 40 percent opposed it.",
            ("complement", "60", "40"),
        ),
        (
            (
                "The deal had 50 percent for it and 30 percent against, while the remaining 20 percent "
                "did not care."
            ),
            ("complement", "50", "30", "20"),
        ),
        (
            "With 30 drones of the 60 drones lost, Aford accounted for 50 percent of the total.",
            ("share_of", "50", "30", "60"),
        ),
    ],
)
def test_shares_of_a_whole(text, relation):
    assert relation in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norland holds 18.2 percent of the country, or 67,192 sq km.",
        "Allies pledged $1.1 billion, about a fifth of it for shelters.",
        "Norland took 478 sq km in June, 15 percent over its plan.",
    ],
)
def test_a_share_of_what_the_story_does_not_count_is_none(text):
    assert not [one for one in found(text) if one[0] == "share_of"]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (
            "Norland took 477 sq km in May, an average of 15 sq km a day.",
            ("rate", "15", "477"),
        ),
        (
            "Norland took 477 sq km in May. That is 15 sq km a day on average.",
            ("rate", "15", "477"),
        ),
        (
            (
                "Norland took 477 sq km in May.\n\nIts army is tired.\n\n"
                "In May Norland advanced 15 sq km per day."
            ),
            ("rate", "15", "477"),
        ),
    ],
)
def test_rates_have_the_total_of_their_own_days(text, relation):
    assert relation in found(text)


def test_the_days_of_a_list_are_not_the_total_of_their_average():
    text = "Norland took 12 sq km on June 2 and 15 sq km on June 3, an average of 13 sq km a day."
    assert not [one for one in found(text) if one[0] == "rate"]


def test_a_rate_of_other_days_has_no_total():
    text = "Norland took 477 sq km in May. In June it advanced 15 sq km per day."
    assert not [one for one in found(text) if one[0] == "rate"]


@pytest.mark.parametrize(
    ("text", "relation", "since"),
    [
        (
            "Norland took 478 sq km in June, its largest gain since March 2029.",
            ("record", "478"),
            date(2029, 3, 1),
        ),
        ("Norland took 478 sq km in June. It was the most since 2029.", ("record", "478"), None),
        (
            "Norland took 478 sq km in June, a record since the first weeks of the war.",
            ("record", "478"),
            None,
        ),
        ("Norland took 478 sq km in June, second only to May.", ("rank", "478"), None),
        ("Norland took 478 sq km in June, more than in any month.", ("record", "478"), None),
    ],
)
def test_records_and_ranks(text, relation, since):
    assert relation in found(text)
    record = next(one for one in reading(text).relations if one.type.value in ("record", "rank"))
    if since is not None:
        assert record.since is not None
        assert record.since.start == since


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (
            "Norland took 478 sq km in June. Most of the 478 sq miles are forest.",
            ("same", "478", "478"),
        ),
        (
            (
                "Norland took 725 square kilometres in June. The army is tired. "
                "Norland's gain of 629 square kilometres in June was welcome."
            ),
            ("same", "629", "725"),
        ),
        (
            "Sudria raised its estimate of the losses from 3,000 soldiers to 4,000 soldiers.",
            ("revision", "4000", "3000"),
        ),
    ],
)
def test_what_is_told_twice(text, relation):
    assert relation in found(text)


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("To date in 2029, Norland has gained just 584 sq km.", True),
        ("Norland has gained 584 sq km in 2029 so far.", True),
        ("So far in 2031, Norland has gained 584 sq km.", False),
        ("By May Norland had gained 584 sq km so far in 2029.", False),
        ("So far in 2029 nobody knows.", False),
    ],
)
def test_a_year_to_date_is_not_over_when_the_story_comes_out(text, is_told):
    assert (("revision", "584") in found(text)) == is_told


def test_the_first_weeks_of_a_year_may_still_speak_of_the_last_one():
    text = "So far in 2030, Norland has gained 584 sq km."
    story = read(plain_story(text), published=date(2031, 1, 9), parties=PARTIES)
    assert not story.relations
    assert not read(plain_story(text), published=None, parties=PARTIES).relations


def test_two_gains_of_one_month_are_no_contradiction_where_a_place_tells_them_apart():
    text = (
        "Norland took 725 square kilometres in June. The army is tired. "
        "Norland gained 629 square kilometres around Aford in June."
    )
    assert not [one for one in found(text) if one[0] == "same"]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Norland took 478 sq km (184 sq miles) in June.", ("478", "184")),
        ("The front is 7 km (4.4 miles) away.", ("7", "4.4")),
        ("Norland took 170 square kilometres (66 miles) in June.", ("170", "66")),
        ("Aid of 5 billion euros ($5.4 billion) came. One dollar buys 0.92 euros.", ("5", "5.4", "0.92")),
    ],
)  # fmt: skip
def test_one_number_in_two_units(text, ends):
    story = reading(text)
    pair = next(one for one in story.relations if one.type is RelationType.CONVERSION)
    assert tuple(story.figure(name).printed[0] for name in pair.figures) == ends


def test_relations_are_numbered_in_the_order_of_the_text_and_their_spans_hold_the_words():
    text = (
        "Norland took 478 sq km (184 sq miles) in June, its largest gain since March 2029. "
        "That was more than in May (477 sq km)."
    )
    story = reading(text)
    assert [one.id for one in story.relations] == ["r1", "r2", "r3"]
    starts = [one.span.start for one in story.relations]
    assert starts == sorted(starts)
    assert "more than" in story.relations[-1].span.of(story.story.text)


PIECES = st.lists(
    st.sampled_from(
        [
            "Norland took",
            "478 sq km",
            "(184 sq miles)",
            "in June",
            "more than",
            "up from",
            "twice",
            "six times",
            "as much as",
            "a total of",
            "of which",
            "including",
            "percent",
            "two-thirds of",
            "the gains",
            ", or",
            "and",
            "459",
            "respectively",
            "combined",
            "an average of",
            "a day",
            "rose",
            "fell",
            "from",
            "to",
            "by",
            "tripling its estimate",
            "previously put at",
            "its largest since",
            "March 2029",
            ". ",
            "; ",
            ": ",
            "5 billion euros",
            "($5.4 billion)",
            "the rest",
            "60 percent",
            "\n\n",
            "(",
            ")",
            "İstanbul",
            "\ue000",
            "since January",
            "10,000 troops",
        ]
    ),
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), PIECES.map(" ".join)))
def test_no_text_is_too_odd(text):
    story = reading(text)
    names = {figure.id for figure in story.figures}
    for relation in story.relations:
        assert set(relation.figures) <= names
        assert len(set(relation.figures)) == len(relation.figures)
        assert 0 <= relation.span.start < relation.span.end <= len(story.story.text)


def test_relations_take_time_in_proportion_to_the_text():
    piece = "Norland took 478 sq km more than, up from, twice as much as 459 sq km, of which 3 "
    took = []
    for times in (40, 160):
        started = perf_counter()
        reading(piece * times)
        took.append(perf_counter() - started)
    assert took[1] < 12 * took[0] + 0.5


@pytest.mark.parametrize(
    "opening",
    [
        "Norland gained 389 sq km in February. That was less than",
        "Norland gained 389 sq km in February, less than",
        "Norland gained 389 sq km in February. It was smaller than",
    ],
)
def test_one_amount_is_compared_both_ways(opening: str) -> None:
    text = f"{opening} in January (431 sq km) and December (476 sq km) but more than in May (200)."
    assert found(text) == [
        ("less", "389", "431"),
        ("less", "389", "476"),
        ("greater", "389", "200"),
    ]


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        (
            "Norland took 713 sq km in July and lost 79 sq km. The net gain was 634 sq km.",
            [("difference", "634", "713", "79")],
        ),
        (
            "Norland took 713 sq km while Sudria retook 79 sq km. Norland's net gains came to 634 sq km.",
            [("difference", "634", "713", "79")],
        ),
        (
            "Norland took 713 sq km and lost 79 sq km in July. Its net gain in June was 588 sq km.",
            [],
        ),
        (
            "Some 6,000 casualties - more than half of the force of 11,000 - were counted.",
            [("share_of", "1/2", "6000", "11000")],
        ),
        (
            "Norland sent 11,000 soldiers. It suffered 6,000 casualties - half of the contingent.",
            [("share_of", "1/2", "6000", "11000")],
        ),
        (
            "Norland's casualties have reached 3,000, with 300 dead and 2,700 injured.",
            [("sum", "3000", "300", "2700")],
        ),
        (
            "Norland had 300 killed and 2,700 wounded. In all, casualties have reached 3,000.",
            [("sum", "3000", "300", "2700")],
        ),
        (
            "The plant took 4,940 tonnes in 2030, 30 percent more than in all of 2029, when it took 3,800.",
            [("change", "30", "4940", "3800")],
        ),
        (
            "The strike left 121 wounded, including 10 children, and 121,000 left without power.",
            [("sum", "121", "10")],
        ),
        (
            "The army's gains over the past year came to 4,500 sq km. In May it took 300 sq km.",
            [],
        ),
    ],
)
def test_flows_tolls_and_forces_are_reckoned_with(
    text: str, relations: list[tuple[str, ...]]
) -> None:
    assert found(text) == relations


def test_a_vague_total_has_no_rate() -> None:
    text = "Thousands of workers left in 2030. The firm hired 100,000 workers every year in 2030."
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Norland took 300 sq km and lost 20 sq km. Norland's net gain since March is 4,000 sq km.",
        "Norland took 300 sq km and lost 20 sq km. Norland's net gain since March is 250 sq km.",
        "Norland's casualties fell to 400 in May, with 300 dead and 200 wounded in June.",
        "Norland's casualties are 1,000, with 900 wounded and 700 dead in the month before.",
        "Police said 12 of 30 people, a third of them children, were hurt.",
    ],
)
def test_what_is_of_other_days_or_other_people_is_not_reckoned_with(text: str) -> None:
    assert found(text) == []


def test_a_lost_part_of_ground_is_told_by_what_was_held_and_what_is() -> None:
    text = "Sudria lost over 40 percent of the land it took. It held 1,376 sq km and now holds 800 sq km."
    assert found(text) == [("change", "40", "800", "1376")]


def test_a_share_between_its_whole_and_its_part_is_of_both() -> None:
    text = "Of the 478 sq km that Norland took in June, two thirds, or 324 sq km, lay in Cape."
    assert ("share_of", "2/3", "324", "478") in found(text)


def test_a_part_named_beside_its_total_leaves_open_which_is_compared() -> None:
    text = "There were 193 clashes on Sunday, 62 of them near Cape, down from 201 on Saturday."
    assert not found(text)


def test_a_share_is_not_compared_across_one_that_is_worded() -> None:
    text = "Sudria holds 1 percent of Lund and about a quarter of Cape, down from 39 percent."
    assert not found(text)


def test_what_was_surpassed_is_less() -> None:
    text = "In May 428 tanks were lost. This was surpassed by April, when 521 tanks were lost."
    assert found(text) == [("less", "428", "521")]


def test_it_is_the_first_figure_of_a_sentence_that_compares() -> None:
    text = (
        "Norland took 38 sq km in May after 43 sq km in April and 47 sq km in March. "
        "It was well below the peak of 72 sq km in January."
    )
    assert ("less", "38", "72") in found(text)


def test_gains_over_a_stretch_of_time_are_no_comparison() -> None:
    text = (
        "It was below the peak of 72 sq km made in May. "
        "The army's gains over the past year came to 450 sq km."
    )
    assert not found(text)


def test_a_monthly_record_is_of_the_month_and_not_of_its_days() -> None:
    text = "Norland took 449 sq km, 14 sq km per day, its biggest monthly gains since March 2030."
    assert ("record", "449") in found(text)


def test_only_what_a_change_ends_in_adds_up() -> None:
    text = (
        "The numbers went from 100 killed and 1,000 wounded to 300 killed and 2,700 wounded, "
        "about 3,000 in all."
    )
    sums = [one for one in found(text) if one[0] == "sum"]
    assert sums == [("sum", "3000", "300", "2700")]


@pytest.mark.parametrize(
    "words",
    [
        "222 civilians – including 84 children and 31 women – were killed, and 250 in the south",
        "222 civilians (including 84 children and 31 women) were killed, and 250 in the south",
        "222 civilians, including 84 children and 31 women, were killed along with 250 soldiers",
        "222 civilians were killed, including 84 children and 31 women, as well as 250 soldiers",
    ],
)
def test_what_stands_beyond_the_aside_of_including_is_no_part(words: str) -> None:
    assert ("sum", "222", "84", "31") in found(f"In the north, {words}.")
