"""Windows and places that a sentence takes from those before it."""

from __future__ import annotations

from datetime import date

import pytest

from retally.model.story import Figure
from retally.reader.read import read
from retally.stories.plain import plain_story


def figures(text: str) -> tuple[Figure, ...]:
    return read(
        plain_story(text),
        published=date(2031, 7, 2),
        parties=("norland", "sudria"),
        sources=("atlas",),
    ).figures


def days(figure: Figure) -> str | None:
    return f"{figure.window.start}/{figure.window.end}" if figure.window else None


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("Norland advanced in May. It took 61 sq km.", "2031-05-01/2031-05-31"),
        (
            "Norland advanced quickly in May.\n\nIts army took 61 sq km of Sudrian land.",
            "2031-05-01/2031-05-31",
        ),
        (
            "Norland took 90 sq km in May.\n\nTwo-thirds of the Norland gains were in the Cape region.",
            "2031-05-01/2031-05-31",
        ),
        ("Norland took 90 sq km in May.\n\nIts army took 61 sq km near Port Nora.", None),
        ("Norland advanced in May. In total it has taken 61 sq km.", "2031-07-02/2031-07-02"),
        ("Norland advanced in May. Since it landed, it took 61 sq km.", None),
        (
            "Norland took Port Nora, a city that was retaken by Sudria in May, and 61 sq km.",
            None,
        ),
    ],
)
def test_a_window_is_taken_from_the_sentence_that_tells_the_news(
    text: str, window: str | None
) -> None:
    assert days(figures(text)[-1]) == window


def test_only_the_first_figure_of_a_comparison_takes_the_window_of_the_news() -> None:
    text = "Norland made its largest gains in May.\n\nIts army took 61 sq km, up from 40 sq km in April."
    assert [days(one) for one in figures(text)] == [
        "2031-05-01/2031-05-31",
        "2031-04-01/2031-04-30",
    ]


def test_a_count_to_date_is_of_the_day_it_was_given() -> None:
    (figure,) = figures("The ministry said more than 3,000 Norland soldiers have been killed.")
    assert days(figure) == "2031-07-02/2031-07-02"
    assert figure.window is not None
    assert figure.window.basis == "a count to date, given on 2031-07-02"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Two-thirds of Norland's gains, or 61 sq km, were in the Cape region.", "Cape"),
        ("The Cape region accounts for most Norland gains in June (61 sq km).", "Cape"),
        ("Fighting goes on in the Cape region. Sudria holds a third of the region.", "Cape"),
        (
            "Sudrian troops launched an offensive in Cape in May and control 61 sq km of Norland territory.",
            "Cape",
        ),
        (
            "After an incursion into the border region of Cape, Sudria gained more than 61 sq km.",
            "Cape",
        ),
        ("Norland's army is near the city of Port Nora. It is five km from the city.", "Port Nora"),
        ("Sudria took 250 sq km in the regions of Cape and Eastmark.", "Cape and Eastmark"),
        ("In the Cape region 300 Norland soldiers were killed.", "Cape"),
        ("Norland sent 3,000 troops to train in Kenya.", "Kenya"),
        ("Norland took 61 sq km of Sudrian land in June.", None),
    ],
)
def test_a_place_is_found_beyond_the_figure_s_own_clause(text: str, place: str | None) -> None:
    assert figures(text)[-1].place == place


def test_a_restated_share_lies_where_its_share_lies() -> None:
    text = "Port Nora is in the Cape region, which accounts for 90% of Norland's gains (61 sq km)."
    assert [one.place for one in figures(text)] == ["Cape", "Cape"]
