"""Which language a text is in, by its letters and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

NAMES = {
    "en": "English", "fr": "French", "de": "German", "es": "Spanish", "it": "Italian",
    "pt": "Portuguese", "nl": "Dutch", "pl": "Polish", "cs": "Czech", "sv": "Swedish",
    "da": "Danish", "no": "Norwegian", "fi": "Finnish", "ro": "Romanian", "hu": "Hungarian",
    "tr": "Turkish", "id": "Indonesian", "vi": "Vietnamese", "ru": "Russian", "uk": "Ukrainian",
    "bg": "Bulgarian", "sr": "Serbian", "be": "Belarusian", "el": "Greek", "ar": "Arabic",
    "fa": "Persian", "he": "Hebrew", "hi": "Hindi", "zh": "Chinese", "ja": "Japanese",
    "ko": "Korean", "th": "Thai", "ka": "Georgian", "hy": "Armenian",
}  # fmt: skip
"""The languages that are told apart, by their two letters (ISO 639-1)."""


def language_of(text: str) -> str | None:
    """The two letters of a text's language; None where too little of it is words.

    Parameters
    ----------
    text
        Any text; its first 5,000 code points are looked at.

    Examples
    --------
    >>> language_of("La armada dice que los soldados han avanzado en el norte de la isla.")
    'es'
    """
    seen = text[:_LOOKED_AT]
    letters = Counter(
        script for sign in seen if sign.isalpha() and (script := _script(ord(sign))) is not None
    )
    if sum(letters.values()) < _FEWEST_LETTERS:
        return None
    script = letters.most_common(1)[0][0]
    # Japanese writes mostly in Chinese signs, with its own between them.
    if script == "han" and letters["kana"] > letters["han"] * 0.1:
        script = "kana"
    if script == "cyrillic":
        return _by_words(seen, _CYRILLIC) or _by_letters(seen)
    if script == "arabic":
        return "fa" if re.search(r"[پچژگ]", seen) else "ar"
    return _BY_SCRIPT.get(script) or _by_words(seen, _LATIN)


_LOOKED_AT = 5_000
_FEWEST_LETTERS = 30
_FEWEST_WORDS = 3
_LEAD = 2
_BLOCKS = (
    (0x41, 0x24F, "latin"), (0x1E00, 0x1EFF, "latin"), (0x370, 0x3FF, "greek"),
    (0x400, 0x52F, "cyrillic"), (0x530, 0x58F, "armenian"), (0x590, 0x5FF, "hebrew"),
    (0x600, 0x77F, "arabic"), (0x900, 0x97F, "devanagari"), (0xE00, 0xE7F, "thai"),
    (0x10A0, 0x10FF, "georgian"), (0x3040, 0x30FF, "kana"), (0x3400, 0x9FFF, "han"),
    (0x1100, 0x11FF, "hangul"), (0xAC00, 0xD7A3, "hangul"),
)  # fmt: skip
_BY_SCRIPT = {
    "greek": "el", "armenian": "hy", "hebrew": "he", "devanagari": "hi", "thai": "th",
    "georgian": "ka", "kana": "ja", "han": "zh", "hangul": "ko",
}  # fmt: skip
_LATIN = {
    "en": "the of and to in that is was for on with said by from it has were as at which",
    "fr": "le la les des et est dans une que qui pour sur au du pas plus avec sont ont par",
    "de": "der die das und ist von den mit nicht auf ein eine im dem des für sich zu auch wurde",
    "es": "el la los las que y en del una por con para se su es al como más según ha",
    "it": "il di che la per una del non sono della con gli nel dei alla anche le ha più è",
    "pt": "o os que do da em um uma para com não por mais dos das ao foi são pelo na",
    "nl": "de het een van en dat is op te zijn voor met niet aan door ook bij naar werd heeft",
    "pl": "w i na z że się nie do jest przez od po dla są jak oraz został które tym ich",
    "cs": "a v se na je že o s z do i které jako za podle pro byl jsou také až",
    "sv": "och att det som en på är av för med den till inte har ett om från var de sig",
    "da": "og at det som en på er af for med den til ikke har et om fra var de der",
    "no": "og at det som en på er av for med den til ikke har et om fra var de seg",
    "fi": "ja on ei että se oli hän myös mutta kun ovat mukaan joka ole sekä kuin",
    "ro": "și în de la cu că este pe nu din care pentru sunt mai au fost ale unei",
    "hu": "a az és hogy nem is egy volt meg azt csak már szerint van ez a lehet",
    "tr": "ve bir bu için ile da de olarak çok daha olan sonra göre kadar gibi ne ise",
    "id": "yang dan di dengan untuk dari pada ini itu tidak dalam akan oleh ke telah",
    "vi": "và của là có được cho không trong với các một những đã người này",
}
_CYRILLIC = {
    "ru": "и в не на что по с это из как от его для были был за также было они при",
    "uk": "і в не на що з та це до від як за його для були був також було вони про",
    "bg": "и в на да не се от за са че като е беше по това които със след",
    "sr": "и у је да на се за су од са као који није што био ће",
    "be": "і ў не на што з гэта да ад як яго для былі быў за таксама было яны пра",
}
_WORDS = re.compile(r"[^\W\d_]{1,20}")


def _script(code: int) -> str | None:
    return next((script for first, last, script in _BLOCKS if first <= code <= last), None)


def _by_words(text: str, lists: dict[str, str]) -> str | None:
    """The language whose commonest words are most of the text; each word counts as one of all."""
    counts = Counter(word.casefold() for word in _WORDS.findall(text))
    scores = {
        language: sum(counts[word] for word in set(words.split()))
        for language, words in lists.items()
    }
    best = max(scores, key=lambda language: scores[language])
    # "a" and "do" are common words of several languages: English yields to a clear lead alone.
    if scores[best] < max(_FEWEST_WORDS, scores.get("en", 0) + _LEAD):
        best = "en"
    return best if scores.get(best, 0) >= _FEWEST_WORDS else None


def _by_letters(text: str) -> str:
    return "uk" if re.search(r"[іїєґІЇЄҐ]", text) else "ru"
