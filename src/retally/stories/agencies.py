"""News agencies: their names, and where a story's copy says which one it comes from."""

from __future__ import annotations

import re

NAMES = {
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "AP": ("AP", "Associated Press", "The Associated Press"),
    "Reuters": ("Reuters", "Thomson Reuters"),
    "dpa": ("dpa", "DPA", "Deutsche Presse-Agentur"),
    "EFE": ("EFE", "Agencia EFE"),
    "ANSA": ("ANSA",),
    "Xinhua": ("Xinhua", "Xinhua News Agency"),
    "TASS": ("TASS", "ITAR-TASS"),
    "Interfax": ("Interfax",),
    "Interfax-Ukraine": ("Interfax-Ukraine",),
    "Ukrinform": ("Ukrinform",),
    "UPI": ("UPI", "United Press International"),
    "PA": ("PA Media", "Press Association"),
    "Bloomberg": ("Bloomberg", "Bloomberg News"),
    "Kyodo": ("Kyodo", "Kyodo News"),
    "Yonhap": ("Yonhap", "Yonhap News Agency"),
    "PTI": ("PTI", "Press Trust of India"),
    "ANI": ("ANI",),
    "IANS": ("IANS",),
    "AAP": ("AAP", "Australian Associated Press"),
    "Anadolu": ("Anadolu", "Anadolu Agency", "AA"),
    "RIA Novosti": ("RIA Novosti",),
    "BNS": ("BNS",),
}
"""Each agency by its usual short name, with the names that copy prints."""

_SHORT = {name.casefold(): short for short, names in NAMES.items() for name in names}


def known_agency(name: str | None) -> str | None:
    """The short name of an agency; None for what is no agency.

    Examples
    --------
    >>> known_agency("Agence France-Presse")
    'AFP'
    """
    return _SHORT.get(" ".join((name or "").split()).casefold())


def agency_in_byline(line: str) -> str | None:
    """The agency that a byline or a copyright line names: "By Ada Pell, AFP", "© 2024 AFP"."""
    found = _WORD.search(line)
    return known_agency(found[0]) if found else None


def agency_in_copy(text: str) -> str | None:
    """The agency that the copy names as its own: in its dateline, else in an analysis.

    Examples
    --------
    >>> agency_in_copy("PORT NORA, Oct 28 (Reuters) - The army advanced.")
    'Reuters'
    """
    dateline = _DATELINE.search(text)
    if dateline:
        return known_agency(dateline["agency"])
    found = _ANALYSIS.search(text)
    return found["agency"] if found else None


def agency_in_credit(credit: str | None) -> str | None:
    """The agency that a picture's credit ends with: "Photo: Ada PELL - AFP"."""
    found = _CREDIT.search(credit or "")
    return found[found.lastgroup or "agency"] if found else None


_NAMED = "|".join(
    sorted((re.escape(name) for names in NAMES.values() for name in names), key=len, reverse=True)
)
_WORD = re.compile(rf"\b(?:{_NAMED})\b")
# A dateline stands at the start of a line: place, perhaps a day, the agency in brackets.
_DATELINE = re.compile(
    rf"^[^\n(]{{0,80}}\((?:[A-Z][\w .]{{1,20}}/)?(?P<agency>{_NAMED})\)"
    r"(?=\s?[-–—:.\n]|\s[A-Z]|\s?$)",
    re.MULTILINE,
)
_ANALYSIS = re.compile(
    r"\b(?:an?|its|the)\s+(?P<agency>[A-Z][\w.&]{1,30})(?:['’]s)?\s+"
    r"(?:analysis|tally|count|calculations?|review)\s+of\b"
)
_CREDIT = re.compile(
    rf"[-–/(]\s*(?P<agency>[A-Z]{{2,10}}|Reuters)\)?$|^(?P<first>{_NAMED})(?:\s?/|$)"
)
