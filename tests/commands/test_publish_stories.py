"""``retally publish STORY...``: stories, regions, lines, geometry and the feed of a site."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

STORY = """Reds take more ground

The Reds advanced {km2} square kilometres from March 2 to March 5, 2021, the north desk's
maps show.

It rained.
"""
ATOM = "{http://www.w3.org/2005/Atom}"
EVIL = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def _no_gazetteer(monkeypatch):
    monkeypatch.setattr("retally.cli.publish_command._places", lambda extent: [])


@pytest.fixture
def story(filled, tmp_path):
    gains = filled(
        "gains", "--definition", "firm", "--from", "2021-03-02", "--to", "2021-03-05", "--json"
    ).document
    path = tmp_path / "story.txt"
    path.write_text(STORY.format(km2=round(gains["rows"][0]["net_km2"])))
    return path


def structured(text: str) -> list[dict]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return [json.loads(one) for one in found]


def test_story_has_a_page_and_a_place_in_the_list(filled, story, tmp_path):
    ran = filled("publish", story, "--out", "site")
    assert ran.code == 0, ran.err
    page = (tmp_path / "site/stories/reds-take-more-ground.html").read_text()
    assert "± depends" in page or "✓ matches" in page
    assert "It rained" not in page
    assert [one["@type"] for one in structured(page)] == ["NewsArticle"]
    listed = (tmp_path / "site/stories/index.html").read_text()
    assert 'href="../stories/reds-take-more-ground.html"' in listed


PAGE = """<html><head><title>Reds take more ground</title>
<meta property="article:published_time" content="2021-03-06">
<meta property="article:modified_time" content="2021-03-09"></head><body><article>
<h1>Reds take more ground</h1>{body}
<p>Correction: An earlier version of this story <b>gave</b> 900 square kilometres.</p>
</article></body></html>"""


def test_days_and_corrections_that_the_page_declares_are_shown(filled, story, tmp_path):
    body = "".join(f"<p>{words}</p>" for words in story.read_text().split("\n\n")[1:])
    (tmp_path / "reds.html").write_text(PAGE.format(body=body))
    assert filled("publish", tmp_path / "reds.html", "--out", "site").code == 0
    page = (tmp_path / "site/stories/reds-take-more-ground.html").read_text()
    assert 'Published <time datetime="2021-03-06">' in page
    assert 'Updated <time datetime="2021-03-09">' in page
    box = page.partition('class="corrections"')[2].partition("</section>")[0]
    assert "An earlier version of this story gave 900 square kilometres." in box
    assert structured(page)[0]["dateModified"] == "2021-03-09"
    assert page.count("900 square kilometres") == 2  # The box, and what search engines read.


def test_a_page_that_declares_neither_shows_neither(filled, story, tmp_path):
    assert filled("publish", story, "--out", "site").code == 0
    page = (tmp_path / "site/stories/reds-take-more-ground.html").read_text()
    assert "Updated <time" not in page
    assert 'class="corrections"' not in page


def test_whole_story_and_claim_review_are_given_only_on_demand(filled, story, tmp_path):
    ran = filled("publish", story, "--out", "site", "--full-text", "--claim-review")
    assert ran.code == 0, ran.err
    path = tmp_path / "site/stories/reds-take-more-ground.html"
    assert "It rained" in path.read_text()
    types = [one["@type"] for one in structured(path.read_text())]
    assert types == ["NewsArticle", "ClaimReview"]
    rating = structured(path.read_text())[1]["reviewRating"]["alternateName"]
    assert rating in ("matches", "depends", "does not match")
    checked = filled("check", story, "--json")
    assert json.loads(path.with_suffix(".json").read_text()) == checked.document


def test_story_that_cannot_be_read_is_named_and_the_others_published(filled, story, tmp_path):
    ran = filled("publish", story, tmp_path / "absent.txt", "--out", "site")
    assert ran.code == 4
    assert "absent.txt" in ran.err
    assert (tmp_path / "site/stories/reds-take-more-ground.html").is_file()


def test_no_story_that_can_be_read_writes_no_site(filled, tmp_path):
    ran = filled("publish", tmp_path / "absent.txt", "--out", "site")
    assert ran.code == 3
    assert not (tmp_path / "site").exists()


def test_two_stories_of_one_headline_have_a_page_each(filled, story, tmp_path):
    (tmp_path / "copy.txt").write_text(story.read_text())
    filled("publish", story, tmp_path / "copy.txt", "--out", "site")
    names = sorted(path.name for path in (tmp_path / "site/stories").iterdir())
    assert names == ["index.html", "reds-take-more-ground-2.html", "reds-take-more-ground.html"]


def test_geometry_is_offered_by_status_and_period(filled, tmp_path):
    filled("publish", "--out", "site")
    found = json.loads((tmp_path / "site/data/north-desk-2021-03.geojson").read_text())
    periods = [
        (
            one["properties"]["status"],
            one["properties"]["valid_from"],
            one["properties"]["valid_to"],
        )
        for one in found["features"]
    ]
    assert periods == [
        ("claimed", "2021-03-01", "2021-03-02"),
        ("claimed", "2021-03-05", "2021-03-05"),
        ("control", "2021-03-01", "2021-03-01"),
        ("control", "2021-03-02", "2021-03-02"),
        ("control", "2021-03-05", "2021-03-05"),
    ]
    assert "north-desk-2021-03.geojson" in (tmp_path / "site/ground-firm.html").read_text()


def test_geometry_that_may_not_be_passed_on_is_left_out_unless_rights_are_claimed(
    retally, maps, tmp_path
):
    add = ("add", maps, "--source", "vector", "--map", "mapping.toml")
    assert retally(*add, "--licence", "no redistribution").code == 0
    for rights in ((), ("--i-have-rights",)):
        assert retally("publish", "--out", "site", *rights).code == 0
        assert bool(list((tmp_path / "site/data").glob("*.geojson"))) is bool(rights)


def regions(tmp_path, name: str) -> str:
    ring = [[29, 47], [30.1, 47], [30.1, 49], [29, 49], [29, 47]]
    feature = {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    path = tmp_path / "regions.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return str(path)


def test_regions_are_those_of_gains(filled, tmp_path):
    path = regions(tmp_path, "West")
    split = ("--region", path, "--region-name", "name")
    assert filled("publish", "--out", "site", *split).code == 0
    text = (tmp_path / "site/ground-firm.html").read_text()
    told = filled(
        "gains",
        "--definition",
        "firm",
        "--from",
        "2021-03-02",
        "--to",
        "2021-03-05",
        "--json",
        *split,
    ).document
    for one in told["rows"][0]["regions"]:
        assert f'value="{one["gained_km2"]!r}"' in text


def test_overlay_is_named_as_the_user_names_it(filled, tmp_path):
    path = regions(tmp_path, "West")
    ran = filled("publish", "--out", "site", "--overlay", f"Made-up lines, own work={path}")
    assert ran.code == 0, ran.err
    text = (tmp_path / "site/ground-firm.html").read_text()
    assert "Made-up lines, own work" in text
    assert '<g class="overlays"><path d="M' in text


def test_feed_is_atom_and_the_same_for_the_same_data(filled, story, tmp_path):
    texts = []
    for name in ("one", "two"):
        filled("publish", story, "--out", name)
        texts.append((tmp_path / name / "feed.xml").read_bytes())
    assert texts[0] == texts[1]
    root = ElementTree.fromstring(texts[0])
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        assert root.find(f"{ATOM}{name}") is not None
    ids = [one.text for one in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    for entry in root.iter(f"{ATOM}entry"):
        address = entry.find(f"{ATOM}link").get("href").partition("#")[0]
        assert (tmp_path / "one" / address).is_file()


def test_script_anywhere_is_shown_as_text(retally, filled, story, tmp_path):
    plain = EVIL.replace('"', "")
    evil = tmp_path / f"{plain.replace('/', '')}.txt"
    evil.write_text(f"{EVIL}\n\n{EVIL} said the Reds advanced 61 sq km in March 2021.\n")
    path = regions(tmp_path, EVIL)
    assert filled("ledger", "add", evil, "--ledger", "led.sqlite").code == 0
    ran = filled(
        "publish", evil, "--out", "site", "--full-text", "--claim-review", "--ledger", "led.sqlite",
        "--region", path, "--region-name", "name", "--overlay", f"{EVIL}={path}",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    for page in (tmp_path / "site").rglob("*.html"):
        assert "<script>alert" not in page.read_text(), page.name
    ElementTree.fromstring((tmp_path / "site/feed.xml").read_bytes())


def test_ledger_page_and_files_are_written_with_nothing_to_show(filled, tmp_path):
    assert filled("publish", "--out", "site").code == 0
    assert "Nothing is recorded" in (tmp_path / "site/ledger.html").read_text()
    assert json.loads((tmp_path / "site/data/ledger.json").read_text()) == {"entries": []}


def test_ledger_files_are_what_show_prints(filled, story, tmp_path):
    filled("ledger", "add", story)
    filled("publish", "--out", "site")
    told = filled("ledger", "show", "--json").document
    assert json.loads((tmp_path / "site/data/ledger.json").read_text()) == told
    assert (tmp_path / "site/data/ledger.csv").read_text() == filled("ledger", "show", "--csv").out
    assert told["entries"]
