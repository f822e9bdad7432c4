"""Addresses of story pages, and what is shown of a story."""

from __future__ import annotations

import pytest

from retally.check.check import check_text
from retally.publish.story_page import addressed, slug
from story_ground import WrittenGround, flat, month

GROUND = WrittenGround(
    table={("atlas-narrow", *month(2031, 6)): flat(20.0), ("atlas-wide", *month(2031, 6)): flat(61)}
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland takes 478 sq km – a record", "norland-takes-478-sq-km-a-record"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("../../etc/passwd", "etc-passwd"),
        ("Élan über alles", "elan-uber-alles"),
        ("القائم", "story"),
        ("", "story"),
        ("a" * 200, "a" * 60),
    ],
)
def test_slug_is_made_of_small_letters_digits_and_hyphens(text, expected):
    assert slug(text) == expected


def test_two_stories_never_share_an_address_and_none_takes_the_place_of_the_list():
    texts = ["Index\n\nNorland advanced 61 sq km in June 2031.\n"] * 2
    texts += ["Norland\n\nNorland advanced 61 sq km in June 2031.\n"] * 2
    found = addressed([check_text(text, ground=GROUND) for text in texts])
    assert list(found) == [
        "stories/index-2.html",
        "stories/index-3.html",
        "stories/norland.html",
        "stories/norland-2.html",
    ]
