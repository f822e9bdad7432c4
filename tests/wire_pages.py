"""Made-up pages in the markup of wires, blogs and content systems, each with what it holds."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

TITLE = "Norland takes 61 square kilometres in June"
BODY = (
    "The army of Norland advanced 61 square kilometres in June, its best month since spring.",
    "That is more than the 48 square kilometres of May, an analysis of the data shows.",
    '"We hold the line of the river," said Defence Minister Oda Quillfeather in Port Nora.',
    "Sudria said its troops had lost 12 villages and about 1,300 soldiers over the month.",
    "Talks in Eastmark are to resume on July 9, her office added.",
)
ABOVE, BELOW = BODY[:3], BODY[3:]


@dataclass(frozen=True, kw_only=True)
class WirePage:
    """A page; `holds` are the story's fields, `left_out` words that are no body."""

    html: str
    holds: dict[str, Any]
    left_out: tuple[str, ...] = ()
    body: tuple[str, ...] = field(default=BODY)


def ps(words: tuple[str, ...] = BODY, mark: str = "") -> str:
    """The words, a paragraph each."""
    return "".join(f"<p{mark}>{one}</p>\n" for one in words)


def ld(*items: dict[str, Any]) -> str:
    """A script of JSON-LD."""
    shown = json.dumps(items[0] if len(items) == 1 else list(items))
    return f'<script type="application/ld+json">{shown}</script>'


NEWS = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2031-07-01T10:00:00Z"}
H1 = f"<h1>{TITLE}</h1>"

PAGES = {
    "wire": WirePage(
        html=f"""<html lang=en><head><title>{TITLE} | Meridian</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Meridian">
<meta name="article:published_time" content="2031-07-01T06:12:00Z">
<meta name="article:modified_time" content="2031-07-02T08:00:00Z">
<meta name="author" content="Ada Pell,Bo Lind"></head><body><main><article>{H1}
<figure><figcaption>A soldier near the river, June 28, 2031. REUTERS/Cy Holt/File Photo
<a href=l>Purchase Licensing Rights</a>, opens new tab</figcaption></figure>
<div class=body><p>PORT NORA, July 1 (Reuters) - {BODY[0]}</p>{ps(BODY[1:3])}
<div data-testid=promo><p>The Meridian Briefing newsletter has all the news you need to start your
day. Sign up <a href=x>here.</a></p></div><h2>RIVER LINE</h2>{ps(BELOW)}
<p>Reporting by Ada Pell in Port Nora; Editing by Cy Holt</p>
<p>Our Standards: <a href=x>The Meridian Principles.</a></p></div></article></main></body></html>""",
        holds={
            "title": TITLE, "published": "2031-07-01", "updated": "2031-07-02", "site": "Meridian",
            "byline": "Ada Pell and Bo Lind", "agency": "Reuters",
            "dateline": "PORT NORA, July 1 (Reuters)", "credit": "REUTERS/Cy Holt/File Photo",
            "caption": "A soldier near the river, June 28, 2031.",
        },
        left_out=("newsletter", "Reporting by", "Our Standards", "RIVER LINE"),
    ),
    "graph": WirePage(
        html=f"""<html><head><title>{TITLE} - Harbour Courier</title>{ld({"@graph": [
            {"@type": "WebSite", "name": "Harbour Courier"},
            {**NEWS, "@type": ["NewsArticle", "Article"], "dateModified": "2031-07-01T18:30:00Z",
             "author": {"@type": "Organization", "name": "AFP"}}]})}</head><body><div>{H1}
<div class=byline>by AFP Staff Writers<br>Port Nora (AFP) July 1, 2031</div>
<p>Soldiers near the river in June. (AFP / Cy HOLT)</p>{ps(ABOVE)}<p>- 'Hard days' -</p>{ps(BELOW)}
<p>burs-ab/cd</p></div></body></html>""",
        holds={"title": TITLE, "published": "2031-07-01", "updated": "2031-07-01", "agency": "AFP",
               "site": "Harbour Courier", "caption": "Soldiers near the river in June."},
        left_out=("burs-ab/cd", "Hard days"),
    ),
    "blog": WirePage(
        html=f"""<html><head><title>{TITLE} – Eastmark Post</title>
<meta property="og:site_name" content="Eastmark Post"></head><body class=single><main>
<article class=hentry><h1 class=entry-title>{TITLE}</h1><div class=entry-meta>
<time class="entry-date published" datetime="2031-07-01">July 1, 2031</time>
<time class=updated datetime="2031-07-03">July 3, 2031</time> <span class=byline>by
<a class=author href=y>Ada Pell</a></span></div><div class=entry-content>
<figure class=wp-block-image><figcaption>A bridge in June. Credit: Cy Holt</figcaption></figure>
{ps(ABOVE)}<h3>What comes next?</h3><blockquote>{ps(BELOW)}</blockquote></div></article>
<div class=comments-area><p>I counted 900 tanks on that road myself, believe me.</p></div>
</main></body></html>""",
        holds={"title": TITLE, "published": "2031-07-01", "updated": "2031-07-03",
               "site": "Eastmark Post", "byline": "Ada Pell", "credit": "Credit: Cy Holt"},
        left_out=("What comes next?", "900 tanks"),
    ),
    "teaser": WirePage(
        html=f"""<html><head><title>{TITLE} | Tarn Herald</title>
<meta name="dcterms.date" content="2031-07-01T08:00+0100"></head><body><div class=region>
<article class=node>{H1}<div class=node__meta>Ada Pell Tue, 07/01/2031 - 08:00</div>
<div class=field--name-field-teaser>Maps show the best month since spring, and a river line held.</div>
<div class=field--name-body>{ps()}</div></article></div></body></html>""",
        holds={"published": "2031-07-01", "byline": "Ada Pell", "site": "Tarn Herald",
               "standfirst": "Maps show the best month since spring, and a river line held."},
        body=("Maps show the best month since spring, and a river line held.", *BODY),
    ),
    "live": WirePage(
        html=f"""<html><head>{ld({**NEWS, "@type": "LiveBlogPosting", "dateModified": "2031-07-02",
            "liveBlogUpdate": [{"@type": "BlogPosting", "datePublished": "2031-06-30"}]})}</head>
<body><main>{H1}<article class=block><time datetime="2031-07-01T19:00Z">19:00</time>
<h2>Minister: we hold the river</h2>{ps(ABOVE)}</article><article class=block>
<time datetime="2031-07-01T06:00Z">06:00</time><h2>The best month since spring</h2>{ps(BELOW)}
</article></main></body></html>""",
        holds={"published": "2031-07-01", "updated": "2031-07-02", "standfirst": None},
        left_out=("Minister: we hold the river", "The best month since spring"),
    ),
    "microdata": WirePage(
        html=f"""<html><head><title>{TITLE} - Fields Today</title></head><body><div itemscope
itemtype="http://schema.org/NewsArticle"><h1 itemprop=headline>{TITLE}</h1><span itemprop=author>By
<span itemprop=name>Ada Pell</span></span><meta itemprop=datePublished content="20310701">
<meta itemprop=dateModified content="2031-07-04"><h2 itemprop=description>Best month since spring,
maps show.</h2><div itemprop=articleBody>{ps()}</div></div></body></html>""",
        holds={"title": TITLE, "published": "2031-07-01", "updated": "2031-07-04",
               "byline": "Ada Pell", "site": "Fields Today",
               "standfirst": "Best month since spring, maps show."},
        body=("Best month since spring, maps show.", *BODY),
    ),
    "graph only": WirePage(
        html=f"""<html><head><meta property="og:title" content="{TITLE}"><meta
property="og:description" content="Best month since spring."><meta property="og:updated_time"
content="2031-07-02T10:00:00Z"><meta property="og:url" content="https://x.example/news/20310701-norland">
</head><body>{H1}<p class=lead>Best month since spring.</p>{ps()}</body></html>""",
        holds={"title": TITLE, "published": "2031-07-01", "updated": "2031-07-02",
               "standfirst": "Best month since spring."},
        body=("Best month since spring.", *BODY),
    ),
    "two stories": WirePage(
        html=f"""<html><head><meta property="og:title" content="{TITLE}"></head><body>
<article>{H1}{ps()}</article><article class=next><h2>Harvest fair opens</h2>{ps((
    "The fair opened on Monday with 40,000 visitors, 3,000 more than last year, it said.",
    "Farmers from 25 countries show their cattle, and 900 stalls sell bread, he said."))}
</article></body></html>""",
        holds={"title": TITLE},
        left_out=("40,000 visitors", "900 stalls"),
    ),
    "boxes": WirePage(
        html=f"""<html><body>{H1}<div class=text>{ps(BODY[:1])}<div class=box><h4>More on this story
</h4><ul><li><a href=a>Bridge of 300 metres lost</a></li></ul></div>{ps(BODY[1:3])}<p><strong>Read
more: <a href=c>Sudria's 70 tanks that never came</a></strong></p><p><a href=d>ALSO READ | Norland
calls up 20,000 reservists</a></p><div class=nl><h3>The Morning Wire</h3><p>Get our 5 best stories in
your inbox every morning.</p><p>By signing up you agree to our terms.</p></div>{ps(BELOW)}
<p>A view of the bridge at Lake Tarn [Cy Holt/Reuters]</p></div></body></html>""",
        holds={"title": TITLE, "caption": "A view of the bridge at Lake Tarn",
               "credit": "Cy Holt/Reuters"},
        left_out=("300 metres", "70 tanks", "20,000 reservists", "5 best stories", "By signing up"),
    ),
    "corrected": WirePage(
        html=f"""<html><head>{ld({**NEWS, "dateModified": "2031-07-03", "correction": "Not 68."})}
</head><body><article>{H1}<p class=byline>Ada Pell in Port Nora</p><p>Last modified on Thu 3 Jul 2031
12.00 BST</p>{ps()}<p><em>This article was amended on 3 July 2031. An earlier version said the army had
taken 68 square kilometres.</em></p><p>Correction: An earlier version misstated the villages as 21.</p>
</article></body></html>""",
        holds={"published": "2031-07-01", "updated": "2031-07-03", "byline": "Ada Pell",
               "corrections": [
                   ("This article was amended on 3 July 2031. An earlier version said the army "
                    "had taken 68 square kilometres."),
                   "Correction: An earlier version misstated the villages as 21."]},
        left_out=("68 square", "misstated"),
    ),
    "old": WirePage(
        html=f"""<HTML><HEAD><TITLE>Port Nora Wire: {TITLE}</TITLE></HEAD><BODY><CENTER><B>{TITLE}</B>
</CENTER><FONT>By ADA PELL<BR>Associated Press Writer<BR><BR>PORT NORA, Norland (AP) -- {
"<BR><BR>".join(BODY)}<BR><BR>___<BR><BR>Associated Press writer Bo Lind in Eastmark contributed to
this report.</FONT></BODY></HTML>""",
        holds={"title": TITLE, "byline": "ADA PELL", "agency": "AP",
               "dateline": "PORT NORA, Norland (AP)"},
        left_out=("contributed to this report", "Associated Press Writer"),
    ),
    "broken JSON": WirePage(
        html=f"""<html><head><title>x</title><script type="application/ld+json">//<![CDATA[
{{"@type":"NewsArticle","headline":"{TITLE}","datePublished":"2031-07-01","dateModified":"2031-07-02",}}
//]]></script></head><body>{H1}{ps()}</body></html>""",
        holds={"title": TITLE, "published": "2031-07-01", "updated": "2031-07-02"},
    ),
}  # fmt: skip
