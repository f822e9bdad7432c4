from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retally.stories.lines import LineKind, byline_of, line_kind, strip_row


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("BCC -0.19% 140.09 $", "strip"),
        ("Text size:", "reader_control"),
        ("Font size: A A", "reader_control"),
        ("Listen to this article (4 min)", "reader_control"),
        ("Share on Facebook | Print | Email", "reader_control"),
        ("12 comments", "reader_control"),
        ("3 min read", "reader_control"),
        ("- Harder days -", "crosshead"),
        ("– 'Harder days' –", "crosshead"),
        ("burs-raz/ub/jm", "sign_off"),
        ("(Reporting by Ada Pell; Editing by Bo Lind)", "sign_off"),
        ("Additional reporting by Bo Lind in Port Sud", "sign_off"),
        ("-- AFP", "sign_off"),
        ("A.Writer--PNP", "site_signature"),
        ("Read also: Sudria loses a bridge", "related_link"),
        ("READ MORE: Sudria loses a bridge", "related_link"),
        ("Related stories", "related_link"),
        ("More on this story", "related_link"),
        ("Sign up for our daily newsletter.", "boilerplate"),
        ("Follow us on Telegram for more: our channel on Telegram", "boilerplate"),
        ("© 2031 AFP", "boilerplate"),
        ("Copyright 2031 Port Nora Post. All rights reserved.", "boilerplate"),
        ("This article was originally published in the Port Nora Post.", "boilerplate"),
        ("Advertisement", "boilerplate"),
        ("Soldiers in June / Photo: Bo LIND - AFP", "caption"),
        ("AFP/Getty Images", "credit"),
        ("Bo Lind/Reuters", "credit"),
    ],
)
def test_a_line_of_the_page_is_told_by_its_form(line: str, kind: str) -> None:
    assert line_kind(line, title=None).value == kind


@pytest.mark.parametrize(
    "line",
    [
        "The ministry said people should sign up for alerts.",
        '"Read my lips: we hold the cape," he said.',
        "Related to that, 40 soldiers died.",
        "Share prices fell 3 percent in Port Nora.",
        "He shared the photo: it showed 3 tanks.",
        "Join us, the army told young men.",
        "Follow-up talks were held in June.",
        "More soldiers were sent.",
        "AFP journalists saw 3 tanks.",
        "Copyrighted maps show 61 square kilometres.".replace("Copyrighted", "Old"),
        "It was over by 3 p.m. - the end - and rain fell.",
        "Reporters by the dozen came.",
        "Watch towers stood along the river.",
        "478",
        "In June 2031",
    ],
)
def test_a_sentence_that_holds_such_words_is_body(line: str) -> None:
    assert line_kind(line, title=None) is LineKind.BODY


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Pell", "Ada Pell"),
        ("by ADA PELL and Bo van der Lind, Port Nora", "ADA PELL and Bo van der Lind"),
        ("By Ada Pell | Port Nora Post", "Ada Pell"),
        ("By October", None),
        ("By October 27 Russian forces had gained more.", None),
        ("By far the largest gain came in June.", None),
        ("By Monday evening the army held the cape.", None),
    ],
)
def test_a_byline_names_people_and_says_nothing(line: str, names: str | None) -> None:
    assert byline_of(line) == names


def test_a_strip_row_with_a_comma_and_a_minus_sign_is_data() -> None:
    row = strip_row("DEF.L −0.19% 1,140.09 €")
    assert row is not None
    assert (row.change_percent, row.price, row.currency) == (-0.19, 1140.09, "€")


@pytest.mark.parametrize(
    "line",
    ["share " * 19, "x " * 59, "A a A a " * 14, "By " + "A " * 70, "read: " * 30, "(" * 400, "By A, " * 20, "sign up " * 50],
    ids=["share", "x", "a", "names", "read", "brackets", "bylines", "sign up"],
)  # fmt: skip
def test_no_line_takes_long(line: str) -> None:
    start = time.monotonic()
    for _ in range(20):
        line_kind(line.strip(), title="A title")
        byline_of(line.strip())
    assert time.monotonic() - start < 1


@given(st.text(alphabet="ABab :|/-–.,()©xshareby \n1%$", max_size=400))
def test_any_line_has_a_kind(line: str) -> None:
    assert isinstance(line_kind(line, title="A"), LineKind)
