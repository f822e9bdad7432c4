from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retally.model.story import FigureKind, Reading, Scope
from retally.reader.read import read
from retally.stories.plain import plain_story

PARTIES = ("norland", "sudria")
SOURCES = ("atlas", "gazette")


def reading(text: str, published: date | None = date(2031, 7, 2)) -> Reading:
    return read(plain_story(text), published=published, parties=PARTIES, sources=SOURCES)


def only(text: str, published: date | None = date(2031, 7, 2)):
    (figure,) = reading(text, published).figures
    return figure


def days(figure) -> tuple[str, str] | None:
    window = figure.window
    return (window.start.isoformat(), window.end.isoformat()) if window else None


@pytest.mark.parametrize(
    "text",
    [
        "Norland's army advanced 61 square kilometres in June.",
        "In June, Norlanders took 61 square kilometres of Sudrian land.",
        "The troops of Sudria fell back. Norland seized 61 km2 from Sudria in June 2031.",
        "In June 61 sq km were captured by Norland's forces.",
        "A total of 61 sq km came under Norland's control in June.",
        "The advance of Norland's troops brought 61 sq km in June.",
        "Norland said on Monday its forces had gained 61 sq km last month.",
        "Sudria said Norland grabbed 61 sq. km. during the month of June.",
    ],
)
def test_a_gain_is_read_with_its_actor_and_month(text: str) -> None:
    figure = only(text)
    assert (figure.value, figure.kind, figure.actor) == (61, FigureKind.AREA_GAINED, "norland")
    assert days(figure) == ("2031-06-01", "2031-06-30")


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("Sudria lost 61 sq km in June.", FigureKind.AREA_LOST, "sudria"),
        (
            "Norland gained ground, and what it controls grows by 61 sq km in June.",
            FigureKind.AREA_GAINED,
            "norland",
        ),
        (
            "Norland pushed ahead and now controls more by 61 sq km.",
            FigureKind.AREA_GAINED,
            "norland",
        ),
        ("Sudria retook 61 sq km in June.", FigureKind.AREA_REGAINED, "sudria"),
        ("Sudria controls 61 sq km.", FigureKind.AREA_HELD, "sudria"),
        (
            "Norland enlarged the area it controls by 61 sq km in June.",
            FigureKind.AREA_GAINED,
            "norland",
        ),
        ("Norland took 61 sq km more than in May.", FigureKind.DIFFERENCE, "norland"),
        ("It was 61 sq km in June.", FigureKind.COUNT, None),
    ],
)
def test_what_happened_is_told_from_the_word_of_ground(
    text: str, kind: FigureKind, actor: str | None
) -> None:
    figure = only(text)
    assert figure.kind is kind
    assert figure.actor == actor


def test_the_sentence_before_tells_who_it_is() -> None:
    figures = reading("Norland advanced 61 sq km in June. In May it took 40 sq km.").figures
    assert [f.actor for f in figures] == ["norland", "norland"]


def test_a_bare_list_carries_on_what_was_said() -> None:
    figures = reading("Norland advanced 61 sq km in June. In May it was 40 sq km.").figures
    assert [f.kind for f in figures] == [FigureKind.AREA_GAINED] * 2


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        (
            "By June 27 Norland had gained more than in April and May (30 and 40 sq km respectively).",
            [("2031-04-01", "2031-04-30"), ("2031-05-01", "2031-05-31")],
        ),
        (
            "Norland gained 61 sq km in June, more than in May (40 sq km) and April (30 sq km).",
            [
                ("2031-06-01", "2031-06-30"),
                ("2031-05-01", "2031-05-31"),
                ("2031-04-01", "2031-04-30"),
            ],
        ),
        (
            "Norland gained 61 sq km (24 sq mi) in June, up from 40 sq km in May and 30 in April.",
            [("2031-06-01", "2031-06-30")] * 2
            + [("2031-05-01", "2031-05-31"), ("2031-04-01", "2031-04-30")],
        ),
        (
            "Norland gained 30 sq km in April, 40 sq km in May and 61 sq km in June.",
            [
                ("2031-04-01", "2031-04-30"),
                ("2031-05-01", "2031-05-31"),
                ("2031-06-01", "2031-06-30"),
            ],
        ),
        (
            "In April it was 30 sq km and in May 40 sq km that Norland gained.",
            [("2031-04-01", "2031-04-30"), ("2031-05-01", "2031-05-31")],
        ),
        ("Norland gained 70 sq km in April and May.", [("2031-04-01", "2031-05-31")]),
        ("Norland gained 70 sq km in April and June.", [None]),
        ("Norland gained 70 sq km in December and January 2031.", [("2030-12-01", "2031-01-31")]),
        ("Norland gained 70 sq km by June 27.", [("2031-06-01", "2031-06-27")]),
        ("Norland gained 70 sq km from June 3 to June 9.", [("2031-06-03", "2031-06-09")]),
        ("Norland gained 30 and 40 sq km in June.", [None, ("2031-06-01", "2031-06-30")]),
        (
            "Norland gained 70 sq km from December 30, 2030 to January 5.",
            [("2030-12-30", "2031-01-05")],
        ),
        ("Norland gained 70 sq km on June 3-9.", [("2031-06-03", "2031-06-09")]),
        ("Norland gained 70 sq km between 3 and 9 June 2031.", [("2031-06-03", "2031-06-09")]),
        ("Norland gained 70 sq km from 3 to 9 June.", [("2031-06-03", "2031-06-09")]),
        ("Norland gained 70 sq km the following month, after May.", [None]),
        (
            "Norland gained 70 sq km between December 30 and January 5.",
            [("2030-12-30", "2031-01-05")],
        ),
        ("Norland gained 70 sq km since May.", [("2031-05-01", "2031-07-01")]),
        ("Norland gained 70 sq km in 2030.", [("2030-01-01", "2030-12-31")]),
        ("Norland gained 70 sq km in 2031.", [("2031-01-01", "2031-07-01")]),
        ("Norland gained 70 sq km since the start of 2031.", [("2031-01-01", "2031-07-01")]),
        ("Norland gained 70 sq km on June 3.", [("2031-06-03", "2031-06-03")]),
        ("Norland gained 70 sq km last month.", [("2031-06-01", "2031-06-30")]),
        ("Norland gained 70 sq km this month.", [("2031-07-01", "2031-07-01")]),
        ("Norland gained 70 sq km in August.", [("2030-08-01", "2030-08-31")]),
        (
            "Norland gained 70 sq km in June, the most since March 2029.",
            [("2031-06-01", "2031-06-30")],
        ),
        ("Norland's 70 sq km gain exceeded June's.", [None]),
        ("Norland gained 70 sq km in early June.", [("2031-06-01", "2031-06-15")]),
        ("Norland gained 70 sq km in the past week.", [("2031-06-25", "2031-07-01")]),
        ("Norland gained 70 sq km since its landing.", [None]),
        ("Norland gained 70 sq km.", [None]),
        ("Norland advanced in June. It gained 70 sq km.", [("2031-06-01", "2031-06-30")]),
        ("Norland advanced in June, faster than in May 2029. It gained 70 sq km.", [None]),
    ],
)
def test_the_window_of_an_area_is_the_one_its_words_name(text: str, windows: list) -> None:
    assert [days(figure) for figure in reading(text).figures] == windows


def test_an_unfinished_month_ends_on_the_last_day_over_at_publication() -> None:
    figure = only("Norland gained 61 sq km in June.", date(2031, 6, 28))
    assert days(figure) == ("2031-06-01", "2031-06-27")
    assert figure.window.basis == (
        "June is June 2031, the latest one begun by 2031-06-28, stated by the user;"
        " not over by then, so it ends 2031-06-27"
    )


def test_a_month_on_its_own_first_day_means_the_year_before() -> None:
    assert days(only("Norland gained 61 sq km in June.", date(2031, 6, 1))) == (
        "2030-06-01",
        "2030-06-30",
    )


def test_a_month_ends_where_the_story_says_its_figures_end() -> None:
    text = "Norland gained 61 sq km in June. By June 27 its army had gained more than in May."
    assert days(only(text)) == ("2031-06-01", "2031-06-27")


def test_without_a_year_anywhere_the_window_is_left_open_and_says_so() -> None:
    figure = only("Norland gained 61 sq km in June.", None)
    assert figure.window is None
    assert figure.unread == "the story does not tell the year of June; --published states it"


def test_last_month_without_a_day_of_publication_says_what_is_missing() -> None:
    figure = only("Norland gained 61 sq km last month.", None)
    assert figure.unread == "'last month' needs the day of publication; --published states it"


def test_since_a_day_of_a_stated_year_still_needs_to_know_where_it_ends() -> None:
    figure = only("Norland gained 61 sq km since May 3, 2030.", None)
    assert figure.unread == "the window 'May 3, 2030' is not read yet"


def test_this_month_on_its_first_day_has_no_day_behind_it() -> None:
    assert only("Norland gained 61 sq km this month.", date(2031, 7, 1)).window is None


def test_since_a_month_without_a_day_of_publication_is_not_read() -> None:
    figure = only("Norland gained 61 sq km since May 3.", None)
    assert figure.window is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Norland took 61 sq km in the Cape region in June.", "Cape"),
        ("Norland took 61 sq km (24 sq mi) around Port Nora in June.", "Port Nora"),
        (
            "Norland's gains were greatest in the Eastmark region, where 61 sq km fell in June.",
            "Eastmark",
        ),
        ("In Eastmark, Norland took 61 sq km in June.", "Eastmark"),
        ("Norland took 61 sq km in Sudria's Cape region in June.", "Cape"),
        ("Norland took 61 sq km in Sudria in June.", None),
        (
            "Norland took 61 sq km of land in eastern Sudria in June, its ministry said in Port Nora.",
            None,
        ),
        ("Norland took 61 sq km in June amid fighting around Port Nora.", None),
    ],
)
def test_a_place_is_read_where_the_area_is_given_for_less_than_the_whole(
    text: str, place: str | None
) -> None:
    assert reading(text).figures[0].place == place


def test_the_source_of_a_sentence_comes_before_the_story_s() -> None:
    text = "Norland took 61 sq km in June, the Gazette shows. In May it took 40 sq km.\n\nAtlas has a map too."
    assert [f.sources for f in reading(text).figures] == [("gazette",), ("atlas", "gazette")]


def test_a_headline_s_area_is_no_body_figure() -> None:
    got = reading(
        "Norland takes 61 sq km in June\n\nNorland took 61 sq km in June, and more is to come."
    )
    assert [f.scope for f in got.figures] == [Scope.HEADLINE, Scope.BODY]
    assert len(got.numbers) == 1


def test_numbers_that_are_no_areas_are_counted() -> None:
    assert (
        len(
            reading(
                "Norland sent 3,000 men and took 61 sq km, 12 villages and several hundred cows."
            ).numbers
        )
        == 4
    )


def test_every_span_gives_back_its_text_and_every_list_is_there() -> None:
    got = reading("Norland took about 61 sq km (24 sq mi) in June.")
    document = got.to_dict()
    for figure in document["figures"]:
        assert document["story"]["text"][figure["start"] : figure["end"]] == figure["text"]
    assert document["relations"] == [
        {
            "id": "r1",
            "type": "conversion",
            "figures": ["f1", "f2"],
            "claimed": 24,
            "start": 19,
            "end": 37,
        }
    ]
    assert document["statements"] == []
    assert got.figure("f1").value == 61


def test_reading_without_parties_finds_no_actor() -> None:
    figure = read(
        plain_story("Norland took 61 sq km in June 2031."), parties=(), sources=()
    ).figures[0]
    assert figure.actor is None


def test_a_story_s_own_date_line_fills_the_day_of_publication() -> None:
    got = reading("28 June 2031\n\nNorland took 61 sq km in June.", None)
    assert got.story.published == date(2031, 6, 28)
    assert days(got.figures[0]) == ("2031-06-01", "2031-06-27")


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("0123456789 .,()-\nkm2sqOctoberRussia and in by 27”“\u0600\u202e")
    )
)
def test_any_text_is_read_without_an_error(text: str) -> None:
    got = read(plain_story(text))
    for figure in got.figures:
        assert figure.span.of(got.story.text) == figure.text


@pytest.mark.parametrize(
    "piece",
    [
        "5 km2, ",
        "1 and ",
        "October and ",
        "took Russia ",
        "two hundred and ",
        "since the ",
        "5 km2 (2 sq mi) in A ",
    ],
)
def test_one_endless_sentence_is_read_in_pieces(piece: str) -> None:
    got = read(plain_story(piece * (20_000 // len(piece))))
    assert max((f.sentence.end - f.sentence.start for f in got.figures), default=0) <= 1500


LEAD = "Norland's army took 61 square kilometres in June, its ministry said on Monday. "
BLANK = "\n" * 100_000


@pytest.mark.parametrize(
    "text",
    [BLANK + LEAD, f"Head\n\nSource: the navy\n{BLANK}{LEAD}", LEAD * 300],
    ids=["blank lines", "a label above blank lines", "figures"],
)
def test_no_text_takes_longer_than_its_length_allows(text: str) -> None:
    start = time.process_time()
    reading(text)
    assert time.process_time() - start < 5
