"""Pages as wires, blogs and content systems print them: what each field, body and rest is."""

from __future__ import annotations

import pytest

from retally.stories.story import story_of
from wire_pages import BODY, H1, PAGES, TITLE, ps

ALL = pytest.mark.parametrize("name", PAGES)


@ALL
def test_every_field_is_as_the_page_says_it(name: str) -> None:
    found = story_of(PAGES[name].html.encode(), name="a.html").to_dict()
    assert {key: found[key] for key in PAGES[name].holds} == PAGES[name].holds


@ALL
def test_the_body_is_the_story_s_and_the_rest_is_left_out(name: str) -> None:
    page = PAGES[name]
    story = story_of(page.html.encode(), name="a.html")
    shown = [span.of(story.text) for span in story.paragraphs]
    if story.dateline:
        at = next(at for at, words in enumerate(shown) if words.startswith(story.dateline))
        shown[at] = shown[at].removeprefix(story.dateline).lstrip(" -")
    assert tuple(shown) == page.body
    left_out = "\n".join(piece.span.of(story.text) for piece in story.left_out)
    assert [words for words in page.left_out if words not in " ".join(left_out.split())] == []


@ALL
def test_nothing_vanishes_and_no_two_pieces_meet(name: str) -> None:
    story = story_of(PAGES[name].html.encode(), name="a.html")
    spans = [*story.paragraphs, *(piece.span for piece in story.left_out)]
    spans += [story.headline] if story.headline else []
    kept = [at for span in spans for at in range(span.start, span.end)]
    assert len(kept) == len(set(kept))
    assert not "".join(sign for at, sign in enumerate(story.text) if at not in set(kept)).strip()


def test_a_page_is_one_in_every_encoding_and_under_every_name() -> None:
    whole = f"<html><body>{H1}{ps()}</body></html>"
    for content, name in (
        (whole.encode("utf-16"), "a.html"),
        (whole.encode("utf-16-le"), "a.html"),
        (whole.encode("utf-16-be"), "a.htm"),
        (f"{H1}<p>By Ada Pell</p>{ps()}".encode(), "a.txt"),
    ):
        story = story_of(content, name=name)
        assert (story.title, len(story.paragraphs)) == (TITLE, len(BODY)), name


def test_letters_beyond_ascii_are_read_as_declared_or_as_browsers_would() -> None:
    for words, encoding, declared in (
        ("Армия Норландии продвинулась на 61 километр в июне, сообщили во вторник.", "cp1251", True),
        ("L'armée de Norlande a avancé de 61 kilomètres carrés en juin, a-t-elle annoncé.", "cp1252", False),
    ):  # fmt: skip
        meta = f'<meta charset="{encoding}">' if declared else ""
        page = f"<html><head>{meta}</head><body><h1>x</h1><p>{words}</p></body></html>"
        story = story_of(page.encode(encoding), name="a.html")
        assert [span.of(story.text) for span in story.paragraphs] == [words]
