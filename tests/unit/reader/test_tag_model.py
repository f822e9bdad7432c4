from __future__ import annotations

import pytest

from retally.reader.tag_model import likeliest_tags, model


@pytest.mark.parametrize(
    "sentence",
    [
        "The army of Norland took 5 villages near Port Dorn , Kolar said .",
        "said said said",
        "Xqzt wrote that the quorblings had been smurfled in 2031 .",
        "中 文",
        ".",
        "Reports put the number at more than 3,000 , tripling an estimate ; it is not known why .",
    ],
)
def test_the_search_gives_the_tags_that_hanta_gives(sentence: str) -> None:
    words = sentence.split()
    assert likeliest_tags(words) == model().tag_sent(words, taglevel=0)


def test_no_words_have_no_tags() -> None:
    assert likeliest_tags([]) == []
