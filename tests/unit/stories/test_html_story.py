from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retally.model.story import Story
from retally.stories.html_story import html_story
from story_pages import BODY, PAGE

LONG = "The army of Norland went on over the river in the north, its ministry said on Monday"


def story(html: str, address: str | None = None) -> Story:
    return html_story(html, address=address)[0]


def body(found: Story) -> list[str]:
    return [span.of(found.text) for span in found.paragraphs]


def kinds(found: Story) -> dict[str, str]:
    return {piece.span.of(found.text): piece.kind.value for piece in found.left_out}


def test_the_body_is_the_article_with_its_standfirst_and_nothing_else() -> None:
    assert tuple(body(story(PAGE))) == BODY


def test_what_is_no_body_is_left_out_each_with_its_kind() -> None:
    assert kinds(story(PAGE)) == {
        "Norland takes 61 square kilometres | Port Nora Post": "page_title",
        "Home World": "related_link",
        "BCC -0.19% 140.09 $": "strip",
        "BCE 0.19% 14.09 $": "strip",
        "By Ada Pell": "boilerplate",
        "July 1, 2031": "boilerplate",
        "Share": "reader_control",
        "Text size:": "reader_control",
        "Soldiers in June / Photo: Bo LIND - AFP": "caption",
        "Sign up for our newsletter. Get the best stories of the war every day at seven.": "boilerplate",
        "Harder days": "crosshead",
        "Read also: Sudria loses a bridge over the river in the north": "related_link",
        "burs-ab/cd": "sign_off",
        "More on this": "related_link",
        "Bridge of 300 metres lost in the north of the country": "related_link",
        "© 2031 Port Nora Post. All rights reserved.": "boilerplate",
    }


def test_nothing_that_a_reader_sees_vanishes_and_nothing_hidden_appears() -> None:
    found = story(PAGE)
    covered = [*found.paragraphs, *(piece.span for piece in found.left_out), found.headline]
    kept = set().union(*(range(span.start, span.end) for span in covered))
    assert {sign for at, sign in enumerate(found.text) if at not in kept} <= {"\n"}
    assert "secret" not in found.text
    assert "color:red" not in found.text


def test_title_agency_site_byline_picture_and_day_are_data() -> None:
    found = story(PAGE)
    assert found.title == "Norland takes 61 square kilometres"
    assert found.headline is not None
    assert found.headline.of(found.text) == found.title
    assert found.standfirst == "The army's best month since spring, maps show."
    assert (found.agency, found.site, found.byline) == ("AFP", "Port Nora Post", "Ada Pell")
    assert (found.caption, found.credit) == ("Soldiers in June", "Photo: Bo LIND - AFP")
    assert (found.published, found.language) == (date(2031, 7, 1), "en")
    assert "JSON-LD datePublished" in (found.published_basis or "")
    assert [row.symbol for row in found.strip] == ["BCC", "BCE"]


@pytest.mark.parametrize(
    ("head", "address", "day", "says"),
    [
        ('<meta property="article:published_time" content="2031-07-02T01:00:00+09:00">', None, date(2031, 7, 2), "meta"),
        ("", "https://example.org/2031/07/03/gains", date(2031, 7, 3), "/2031/07/03/"),
        ('<link rel="canonical" href="https://example.org/2031/jul/04/x">', None, date(2031, 7, 4), "/2031/jul/04/"),
        ("", "https://example.org/war-in-2031", None, ""),
        ('<meta name="date" content="2031">', None, None, ""),
    ],
    ids=["meta", "address", "canonical", "year in the address", "bare year"],
)  # fmt: skip
def test_the_day_is_declared_or_in_the_address_and_never_from_a_year(
    head: str, address: str | None, day: date | None, says: str
) -> None:
    page = f"<html><head>{head}</head><body><h1>Gains</h1><p>{LONG}.</p><p>{LONG} in 2031.</p>"
    found = story(page, address)
    assert found.published == day
    assert says in (found.published_basis or "")


@pytest.mark.parametrize(
    ("times", "day"),
    [
        ('<time datetime="2031-07-01">x</time>', date(2031, 7, 1)),
        ('<time datetime="2031-07-01">x</time><time datetime="2030-01-01">x</time>', None),
        ('<time datetime="2030-01-01">x</time><time itemprop="datePublished" datetime="2031-07-01">x</time>', date(2031, 7, 1)),
        ('<time class="updated" datetime="2031-07-09">x</time>', None),
        ('<aside><time datetime="2031-07-09">x</time></aside>', None),
    ],
    ids=["one", "two", "marked", "updated", "aside"],
)  # fmt: skip
def test_a_time_element_counts_where_it_is_the_only_day_or_marked(
    times: str, day: date | None
) -> None:
    assert story(f"<html><body><h1>Gains</h1>{times}<p>{LONG}.</p></body></html>").published == day


def test_a_dropped_paragraph_among_the_others_is_put_back() -> None:
    teaser = f"<div class='content'><p class='teaser'>{LONG}, first.</p>"
    rest = "".join(f"<p>{LONG}, number {number} of many.</p>" for number in range(8))
    found = story(
        f"<html><body><h1>Gains</h1><article>{teaser}{rest}</div></article></body></html>"
    )
    assert body(found)[0] == f"{LONG}, first."
    assert len(found.paragraphs) == 9


def test_breaks_divide_paragraphs_where_a_sentence_ends() -> None:
    page = f"<html><body><div>{LONG}.<br>{LONG} again.<br><br>It rested<br>there for long.</div>"
    assert body(story(page)) == [f"{LONG}.", f"{LONG} again.", "It rested\nthere for long."]


def test_quotes_in_a_blockquote_and_a_list_are_body() -> None:
    page = (
        f'<html><body><article><h1>Gains</h1><p>{LONG}.</p><blockquote><p>"{LONG}," he said.</p>'
        f"</blockquote><ul><li>{LONG} in one.</li><li>{LONG} in two.</li></ul><p>{LONG}, it said.</p>"
        "</article></body></html>"
    )
    assert len(body(story(page))) == 5


def test_a_superscript_belongs_to_its_unit() -> None:
    assert "61 km2 in" in story(f"<p>{LONG} 61 km<sup>2</sup> in June.</p>").text


def test_what_is_nested_too_deep_is_read_all_the_same() -> None:
    deep = "<div>" * 100_000 + f"<p>{LONG}.</p>" + "</div>" * 100_000
    assert body(story(f"<html><body>{deep}</body></html>")) == [f"{LONG}."]
    inline = "<b>" * 100_000 + f"{LONG}." + "</b>" * 100_000
    assert body(story(f"<html><body>{inline}</body></html>")) == [f"{LONG}."]


@pytest.mark.parametrize(
    "page",
    ["<p>" * 100_000, "<" * 300_000, "<a " * 200_000, "<script>" * 50_000 + "<div>" * 300, "&" * 300_000],
    ids=["paragraphs", "brackets", "tags without end", "scripts without end", "ampersands"],
)  # fmt: skip
def test_a_page_of_nothing_but_tags_is_read_in_time(page: str) -> None:
    import time

    start = time.monotonic()
    story(page)
    assert time.monotonic() - start < 5


def test_a_page_of_numbers_alone_is_its_body() -> None:
    assert body(story("<html><body><p>478</p><p>184</p></body></html>")) == ["478", "184"]


@pytest.mark.parametrize(
    "script",
    ["{", "[" * 100_000, '{"@type":"NewsArticle","headline":{},"author":[1,null]}', "null"],
)
def test_broken_json_ld_is_passed_over(script: str) -> None:
    page = f'<script type="application/ld+json">{script}</script><h1>Gains slow</h1><p>{LONG}.</p>'
    assert story(f"<html><body>{page}</body></html>").title == "Gains slow"


PIECES = st.sampled_from(
    ["<p>", "</p>", "<div class='related'>", "</div>", "<br>", "<a href=x>", "</a>", "<h1>", "</h1>",
     "<td>", "<table>", "<script>", "</script>", "<!--", "-->", "&nbsp;", "&#0;", "&#x202e;", LONG + ".", "x", "478",
     "<li>", "<title>", "</title>", "<figcaption>", "\ud800", "\0", "<time datetime='2031-07-01'>"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=40).map("".join))
def test_any_markup_gives_spans_of_the_text_that_do_not_meet(page: str) -> None:
    found = story(page)
    spans = sorted([*found.paragraphs, *(piece.span for piece in found.left_out)])
    assert all(not one.meets(other) for one, other in pairwise(spans))
    assert all(span.of(found.text).strip() for span in spans)
    assert body(found) == body(story(page))
