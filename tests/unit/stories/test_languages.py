from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retally.stories.languages import NAMES, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The army took ground in the north of the island, it said on Monday.", "en"),
        ("Die Armee hat nach eigenen Angaben im Oktober 61 Quadratkilometer erobert und ist da.", "de"),
        ("L'armée a pris 61 kilomètres carrés dans le nord de l'île selon une analyse.", "fr"),
        ("La armada dice que los soldados han avanzado en el norte de la isla.", "es"),
        ("Армия продвинулась на севере острова, что не было для неё неожиданностью.", "ru"),
        ("Армія просунулася на півночі острова, що є рекордом з початку війни.", "uk"),
        ("واصل الجيش تقدمه في شمال الجزيرة خلال الشهر الماضي", "ar"),
        ("הצבא התקדם בצפון האי במהלך החודש האחרון כך נמסר", "he"),
        ("軍は北部で61平方キロメートルを占領したと発表した。これは今年最大の数字であるという。", "ja"),
        ("军队在岛屿北部占领了六十一平方公里的土地，这是今年以来最大的一次推进，发言人说。", "zh"),
        ("10 20 30", None),
        ("", None),
        ("Norland 61 Sudria", None),
    ],
)  # fmt: skip
def test_a_language_is_told_by_letters_and_common_words(text: str, language: str | None) -> None:
    assert language_of(text) == language


@given(st.text())
def test_any_text_has_a_named_language_or_none(text: str) -> None:
    assert language_of(text) in {None, *NAMES}
