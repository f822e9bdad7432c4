"""What is drawn beside a verdict at the desk: the same as on the story's page in the site."""

from __future__ import annotations

import re

import pytest

from desk_running import STORY, desk_client
from made_up_site import made_up_archive, made_up_pages, made_up_story
from retally.desk.desk import Desk
from retally.measure.places import Place
from retally.publish import story_evidence
from retally.publish.story_page import story_page

DRAWN = re.compile(r'<div class="drawn">.*?</div>', re.S)


@pytest.fixture(scope="module")
def war(tmp_path_factory):
    return made_up_archive(tmp_path_factory.mktemp("war"), days=60, vertices=80)


@pytest.fixture
def client(war, monkeypatch):
    # Where its definitions are.
    monkeypatch.chdir(war.parent)
    monkeypatch.setattr(Desk, "_places", lambda desk, extent: [])
    with desk_client(war) as made:
        yield made


@pytest.fixture(scope="module")
def story(war):
    return made_up_story(made_up_pages(war).ground)


def published(war, story) -> str:
    from dataclasses import replace

    from retally.check.check import check_text

    plain = made_up_pages(war)
    checked = check_text(story, ground=plain.ground, name="story.txt")
    return story_page(replace(plain, stories=[checked]), checked).decode()


def test_desk_and_site_draw_the_same_beside_a_check(client, war, story):
    at_the_desk = DRAWN.findall(client.post("/check.html", data={"text": story}).text)
    assert len(at_the_desk) == 2
    assert sorted(at_the_desk) == sorted(DRAWN.findall(published(war, story)))
    assert 'class="gained" d="M' in at_the_desk[0]
    assert 'class="bar asked"' in at_the_desk[0]


def test_story_of_a_job_is_drawn_too(client, story):
    files = [("files", (name, story.encode())) for name in ("a.txt", "b.txt")]
    job = client.post("/check.html", files=files).headers["location"].removesuffix(".html")
    with client.stream("GET", f"/api{job}/events") as stream:
        list(stream.iter_lines())
    assert len(DRAWN.findall(client.get(f"{job}/0.html").text)) == 2


def test_window_of_many_stories_is_drawn_once(client, story, monkeypatch):
    drawn = []
    draw = story_evidence._drawn_map
    monkeypatch.setattr(
        story_evidence, "_drawn_map", lambda *given: drawn.append(given) or draw(*given)
    )
    first, again = (client.post("/check.html", data={"text": story}).text for _ in range(2))
    assert DRAWN.findall(first) == DRAWN.findall(again)
    # Both figures of the story, both times, speak of one window.
    assert len(drawn) == 1


def test_question_that_is_asked_again_is_drawn_again(client, story):
    from html import unescape

    page = client.post("/check.html", data={"text": story}).text
    toml = unescape(page.partition('name="queries"')[2].partition(">")[2].partition("</text")[0])
    again = client.post("/check.html", data={"queries": toml.replace("02-28", "02-14")})
    drawn = DRAWN.findall(again.text)
    assert drawn
    assert "2021-02-14" in drawn[0]


def test_check_that_no_map_answers_has_bars_alone(client):
    told = "Army takes ground\n\nRussian forces gained 478 square kilometres in October 2024."
    (drawn,) = DRAWN.findall(client.post("/check.html", data={"text": told}).text)
    assert "window-bars" in drawn
    assert "window-map" not in drawn


def test_place_whose_name_is_a_script_stays_text(war, story, monkeypatch):
    # In the west of the drawing, where so long a name is not cut by its edge.
    hostile = Place(name="<script>document</script>", lon_lat=(29.2, 47.0), population=9)
    monkeypatch.chdir(war.parent)
    monkeypatch.setattr(Desk, "_places", lambda desk, extent: [hostile])
    with desk_client(war) as client:
        pages = [
            client.get("/ground-made-up-control.html").text,
            client.post("/check.html", data={"text": story}).text,
        ]
        script = client.get("/maps/made-up.js").text
    for page in pages:
        assert "<script>document" not in page
        assert "&lt;script&gt;document" in page
    assert "<script>" not in script


def test_evidence_leads_to_the_pages_that_are_there_alone(client, story):
    """A definition of another war than the archive's has numbers and no page."""
    pages = [client.post("/check.html", data={"text": text}).text for text in (story, STORY)]
    addresses = [set(re.findall(r'href="(ground-[^"]+)"', page)) for page in pages]
    assert addresses[0] == {"ground-made-up-control.html", "ground-made-up-with-claims.html"}
    for address in addresses[0]:
        assert client.get(f"/{address}").status_code == 200
    assert addresses[1] == set()
    assert '<th scope="row">isw-control</th>' in pages[1]
