"""A made-up page with everything a story's page has around it."""

from __future__ import annotations

PAGE = """<!doctype html>
<html lang="en"><head><title>Norland takes 61 square kilometres | Port Nora Post</title>
<meta property="og:site_name" content="Port Nora Post">
<meta name="description" content="The army's best month since spring, maps show.">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"Norland takes 61 square kilometres","datePublished":"2031-07-01T10:00:00Z",
"author":[{"@type":"Person","name":"Ada Pell"},{"@type":"Organization","name":"AFP"}],
"publisher":{"name":"Port Nora Post"}}</script>
<style>p{color:red}</style></head><body>
<nav><a href="/">Home</a> <a href="/w">World</a></nav>
<table><tr><td>BCC</td><td>-0.19%</td><td>140.09</td><td>$</td></tr>
<tr><td>BCE</td><td>0.19%</td><td>14.09</td><td>$</td></tr></table>
<header><h1>Norland takes 61 square kilometres</h1>
<p class="standfirst">The army's best month since spring, maps show.</p>
<div class="byline">By Ada Pell</div><time datetime="2031-07-01">July 1, 2031</time></header>
<div class="tools"><button>Share</button><span>Text size:</span></div>
<article><figure><img alt="x"><figcaption>Soldiers in June / Photo: Bo LIND - AFP</figcaption>
</figure>
<p>The army of Norland advanced 61 square kilometres (24 square miles) in June, its ministry said
on Monday, the most since spring began.</p>
<p>"We took 12 villages," General Cato Dunn told reporters, &lt;script&gt;alert(1)&lt;/script&gt;
adding that 40 soldiers died.</p>
<aside class="newsletter"><p>Sign up for our newsletter. Get the best stories of the war every day
at seven.</p></aside>
<h2>Harder days</h2>
<p>It went on after a pause, according to an <a href="/a">AFP analysis</a> of maps from the
institute, which has followed the war from its first day onward.</p>
<p>Short one.</p>
<p><a href="/r">Read also: Sudria loses a bridge over the river in the north</a></p>
<p>Sudria denied that on Tuesday, and said its own troops had taken back 9 square kilometres near
the cape in the same month, with few losses.</p>
<p>burs-ab/cd</p>
</article>
<section class="related"><h3>More on this</h3>
<ul><li><a href="1">Bridge of 300 metres lost in the north of the country</a></li></ul></section>
<footer><p>© 2031 Port Nora Post. All rights reserved.</p></footer>
<p hidden>secret</p></body></html>
"""

BODY = (
    "The army's best month since spring, maps show.",
    (
        "The army of Norland advanced 61 square kilometres (24 square miles) in June, its ministry said "
        "on Monday, the most since spring began."
    ),
    (
        '"We took 12 villages," General Cato Dunn told reporters, <script>alert(1)</script> adding that '
        "40 soldiers died."
    ),
    (
        "It went on after a pause, according to an AFP analysis of maps from the institute, which has "
        "followed the war from its first day onward."
    ),
    "Short one.",
    (
        "Sudria denied that on Tuesday, and said its own troops had taken back 9 square kilometres near "
        "the cape in the same month, with few losses."
    ),
)
