"""Pages as content systems lay them out: the body is the same in every one."""

from __future__ import annotations

from datetime import date

import pytest

from retally.model.story import Story
from retally.stories.html_story import html_story

PARAGRAPHS = (
    "The army of Norland advanced 61 square kilometres (24 square miles) in June, it said on Monday.",
    '"We took 12 villages," General Cato Dunn told reporters in Port Nora, adding that 40 men died.',
    "It went on after a pause, according to an AFP analysis of maps from the institute in the city.",
    "Sudria denied that.",
    "“That is not so. We hold the cape,” its spokesman said, and gave the losses as more than 300.",
)
IN_P = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
HEAD = "<h1>Norland takes land</h1>"

TABLES = f"""<html><head><title>Norland takes land</title></head><body><table><tr><td><a href=1>Home
</a><br><a href=2>War</a></td><td><table><tr><td><b>THE CAPE</b><br>{HEAD}<font size=1>by AFP Staff
Writers<br>Port Nora (AFP) June 30, 2031</font><br><br>{"<p>".join(PARAGRAPHS)}<p>ab/cd/ef<p>Related
Links<br><a href=x>War News</a></td></tr></table></td><td><a href=5>Thousands of words on another war
that go on and on</a></td></tr></table><table><tr><td>The content herein, unless otherwise known to be
public domain, is Copyright 1995-2031 - Nora Network. All Rights Reserved.</td></tr></table>"""

BLOG = f"""<html><head><title>Norland takes land - Port Nora Post</title>
<meta property="article:published_time" content="2031-07-01T08:00:00+00:00"></head>
<body class="post single"><header class="site-header"><a href=/>Port Nora Post</a><nav><ul><li>
<a href=/a>News</a></li></ul></nav></header><div class="site-content"><div class="breadcrumbs">
<a href=/>Home</a> » Norland takes land</div><article class="post"><header class="entry-header">
<h1 class="entry-title">Norland takes land</h1><div class="entry-meta">Posted on <time class="published"
datetime="2031-07-01">July 1, 2031</time> <span class="byline">by <a href=y>Ada Pell</a></span></div>
</header><div class="entry-content"><div class="wp-caption"><p class="wp-caption-text">Soldiers. (Photo
by Bo Lind / AFP)</p></div>{IN_P}<div class="sharedaddy"><h3>Share this:</h3><ul><li><a href=f>Facebook
</a></li></ul></div></div><footer>Tags: <a href=a>Norland</a></footer></article><div class="comments-area">
<h2>2 thoughts</h2><ol><li class=comment><p>What nonsense, I have read 500 square kilometres elsewhere.
</p></li></ol></div></div><aside class="sidebar"><h2>Recent Posts</h2><ul><li><a href=1>Another story of
200 soldiers</a></li></ul></aside><footer>© 2031 Port Nora Post</footer></body></html>"""

OWN_DIVS = f"""<html><head><title>Norland takes land | News</title></head><body><div id=app>
<div class=hdr>PORT NORA POST</div>{HEAD}<div class=meta>30/06/2031 14:05</div><div class="text">
{"".join(f'<div class="paragraph"><span>{words}</span></div>' for words in PARAGRAPHS)}</div>
<div class="read-more"><div>Read also</div><a href=1><div>Sudria loses 5 bridges over the river</div>
</a></div></div></body></html>"""

BREAKS = (
    f"<html><body><h2>Norland takes land</h2>{'<br><br>'.join(PARAGRAPHS)}<br><br>Copyright ANP"
)

QUOTES = f"""<html><body><main>{HEAD}<article><p>{PARAGRAPHS[0]}</p><blockquote>{PARAGRAPHS[1]}
</blockquote><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p><div class="quote"><p>{PARAGRAPHS[4]}</p></div>
</article></main></body></html>"""

FORM = f"<html><body><form id=aspnetForm><div>{HEAD}{IN_P}</div></form></body></html>"

TEASERS = f"""<html><body><article>{HEAD}<p class="teaser">{PARAGRAPHS[0]}</p>
<div class="teaser-content"><p>{PARAGRAPHS[1]}</p></div>
{"".join(f"<p>{words}</p>" for words in PARAGRAPHS[2:])}</article></body></html>"""

BARE = f"{HEAD}{IN_P}"

LAYOUTS = {
    "tables": TABLES,
    "blog": BLOG,
    "own divs": OWN_DIVS,
    "breaks": BREAKS,
    "quotes": QUOTES,
    "form": FORM,
    "teasers": TEASERS,
    "bare": BARE,
}


def story(name: str) -> Story:
    return html_story(LAYOUTS[name], address="https://example.org/norland")[0]


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_body_is_whole_and_alone_in_every_layout(name: str) -> None:
    found = story(name)
    assert tuple(span.of(found.text) for span in found.paragraphs) == PARAGRAPHS


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != "breaks"])
def test_the_headline_is_found_in_every_layout(name: str) -> None:
    found = story(name)
    assert found.title == "Norland takes land"
    assert found.headline is not None


def test_a_dateline_with_a_line_of_its_own_gives_day_and_agency() -> None:
    found = story("tables")
    assert (found.published, found.agency, found.byline) == (date(2031, 6, 30), "AFP", None)


def test_a_byline_in_the_markup_is_read_where_nothing_declares_it() -> None:
    found = story("blog")
    assert (found.byline, found.site) == ("Ada Pell", "Port Nora Post")
    assert found.published == date(2031, 7, 1)


def test_a_day_by_numbers_above_the_body_is_read_where_one_order_alone_gives_one() -> None:
    assert story("own divs").published == date(2031, 6, 30)
