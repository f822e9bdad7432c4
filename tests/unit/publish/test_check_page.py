from __future__ import annotations

from html.parser import HTMLParser

import pytest

from retally.check.check import check_text
from retally.model.story import Span, Statement, StatementType
from retally.publish.check_blocks import source_words
from retally.publish.check_page import check_page
from story_ground import WrittenGround, flat, month

JUNE = month(2031, 6)
GROUND = WrittenGround(
    table={("atlas-narrow", *JUNE): flat(20.0), ("atlas-wide", *JUNE): flat(61.2)}
)
STORY = "Norland takes land\n\nNorland advanced 61 sq km (38 sq mi) in June 2031, Atlas shows.\n\nIt rained.\n"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    return tags


def test_the_page_needs_no_network_and_holds_no_script() -> None:
    tags = parsed(check_page(check_text(STORY, ground=GROUND)))
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in tags.found}
    assert not any("src" in attrs or "onclick" in attrs for _, attrs in tags.found)
    links = {attrs["href"] for _, attrs in tags.found if "href" in attrs}
    anchors = {f"#{attrs['id']}" for _, attrs in tags.found if "id" in attrs}
    assert links
    assert links <= anchors


def test_the_page_shows_sentence_verdict_sign_arithmetic_evidence_and_coverage() -> None:
    page = check_page(check_text(STORY, ground=GROUND))
    text = parsed(page).text
    assert "<mark>61 sq km</mark>" in page
    for words in (
        "2 of 2 numbers read",
        "± depends",
        "✗ does not match",
        "the factor of a length was used on an area",
        "printed 60.5 to 61.5 km²; computed 61.2 km²",
        "atlas-narrow",
        "✓ holds",
        "2031-06-01 to 2031-06-30",
    ):
        assert words in " ".join(text.split())


def test_everything_of_the_story_is_shown_as_text() -> None:
    attack = '<script>alert(1)</script> & "quoted"'
    story = f"{attack}\n\nNorland {attack} advanced 61 sq km in June 2031, Atlas {attack} shows."
    page = check_page(check_text(story, ground=GROUND), full_text=True)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_whole_text_is_printed_only_where_the_user_has_the_right() -> None:
    checked = check_text(STORY, ground=GROUND)
    assert "It rained." not in check_page(checked)
    page = check_page(checked, full_text=True)
    assert "It rained." in page
    # Each figure of the text is marked, with the words of its verdict and a way to its checks.
    assert page.count("<mark>61 sq km</mark> <small>✗ does not match</small>") == 2


def test_a_story_without_figures_has_a_page_that_says_so() -> None:
    page = check_page(check_text("", ground=GROUND, name="empty.txt"))
    assert "No figure was read, so nothing was checked." in page
    assert "empty.txt" in page


def test_an_unanswered_figure_has_a_page_without_numbers() -> None:
    page = check_page(check_text("Norland advanced 61 sq km in June 2032.", ground=GROUND))
    assert "no map at hand covers 2032-06-01 to 2032-06-30" in page
    assert "? not told" in page
    assert "2032-06-01 to 2032-06-30" in page


def test_the_same_checks_give_the_same_page() -> None:
    checked = check_text(STORY, ground=GROUND)
    assert check_page(checked) == check_page(checked)


def test_shifted_windows_have_a_column_of_their_own() -> None:
    from datetime import date

    shifted = ("atlas-wide", date(2031, 5, 31), date(2031, 6, 29))
    ground = WrittenGround(table={**GROUND.table, shifted: flat(90.0)})
    page = check_page(
        check_text("Norland advanced 90 sq km in June 2031, Atlas shows.", ground=ground)
    )
    assert "<th>Window</th>" in page
    assert "<td>2031-05-31 to 2031-06-29</td>" in page


@pytest.mark.parametrize(
    ("speaker", "role", "organisation", "words"),
    [
        ("Aldo Vennick", "spokesman", "Longglass", "Aldo Vennick, spokesman, Longglass"),
        ("a spokesman for its ministry", "spokesman for its ministry", "its ministry", None),
        ("analysis of data from Longglass", None, "Longglass", None),
    ],
)
def test_a_source_says_nothing_twice(speaker, role, organisation, words):
    span = Span(start=0, end=1)
    statement = Statement(
        id="s1",
        span=span,
        text="x",
        type=StatementType.INDIRECT,
        mention=None,
        speaker=speaker,
        role=role,
        organisation=organisation,
        cue="said",
        day=None,
    )
    assert source_words(statement) == (words or speaker)
