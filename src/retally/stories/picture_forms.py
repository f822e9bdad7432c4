"""The forms of captions and of whose a picture is."""

from __future__ import annotations

import re

AGENCIES = (
    r"(?:AFP|AP(?: Photo)?|Reuters|REUTERS|dpa|EPA(?:-EFE)?|EFE|ANSA|Getty(?: Images)?|TASS|Xinhua|"
    r"Anadolu(?: Agency)?|VCG|UPI|(?:The )?Associated Press)"
)
_NAME = r"[^\W\d_a-z][\w.'’-]{0,29}"
NAMES = rf"{_NAME}(?: (?:(?:de|van|von|der|bin|al|el|la|di|da) ){{0,2}}{_NAME}){{0,4}}"
CREDIT = re.compile(
    r"(?:(?:Cover|File|Lead|Main|Top|Featured?) )?(?:[Pp]hoto(?:graph)?|[Pp]icture|[Ii]mage)s?"
    r"(?: credit)?(?: ?:| by) ?.{2,80}|Image source, .{2,80}|"
    rf"(?:{NAMES} ?[/|] ?)?{AGENCIES}(?: ?[/|] ?{NAMES})?(?: via {AGENCIES})?|"
    rf"{NAMES} via {AGENCIES}"
)
CREDIT_BEGINS = re.compile(
    r"(?:^|[/|(]\s?|[.!?][\"”]?\s)"
    r"(?:(?:(?:File )?Photo(?:graph)?|Picture|Image|Caption)(?: credit)?|"
    r"Credit(?=\s?:\s?(?-i:[A-Z])[^.!?]{1,70}$))\s?:",
    re.IGNORECASE,
)
"""Where the credit of a picture begins within its caption."""
_IN_CAPITALS = r"(?: ?[A-Z]{2,12}(?: [A-Z]{2,12})?)?"
_FROM_FILE = r"(?: ?/ ?(?:File(?: Photo)?|Pool|Handout))?"
_WHOSE = (
    rf"(?:{NAMES} ?/ ?){{0,2}}{AGENCIES} ?[/-] ?{NAMES}|{NAMES} ?[/-] ?(?:{NAMES} ?/ ?)?{AGENCIES}|"
    rf"[^()\[\]]{{2,60}} via {AGENCIES}"
)
CAPTION_ENDS = re.compile(
    rf"\S\s?[(\[]{{1,2}}(?:{_WHOSE}){_FROM_FILE}[)\]]{{1,2}}{_IN_CAPITALS}$|"
    rf"[.!?\d][\"”]?\.?\s?\((?:(?:AP|Reuters) Photo\b[^()]{{0,60}}|"
    rf"[Pp]hoto(?:graph)?(?: by|:) [^()]{{2,80}}|{NAMES} for (?:The )?{NAMES}|"
    rf"Supplied)\){_IN_CAPITALS}$|\S\s?\((?:STR(?:INGER)?|[Hh]andout|HANDOUT|FILES?)\)$|"
    rf"[.!?\d][\"”]?\s(?:{_WHOSE}){_FROM_FILE}\.?$|[.!?\d] /[A-Z]{{2,6}}$|"
    rf"[A-Z][a-z]{{2,8}}\.? \d{{1,2}}, (?:19|20)\d\d\.?\s?\({AGENCIES}\)$"
)
"""How a caption without a word such as "Photo" ends: a sentence or a day, and then whose it is."""
CAPTION_BEGINS = re.compile(r"(?:Image|Media|Video|Photo) caption,? ")
CREDIT_IN_BRACKETS = re.compile(
    rf"[(\[|][^()\[\]|]{{0,60}}\b{AGENCIES}\b[^()\[\]|]{{0,40}}[)\]]{{0,2}}$|"
    rf"\((?:[Pp]hotos? |{NAMES} for )[^()]{{2,60}}\)$"
)
CREDIT_AT_END = re.compile(
    rf"[.!?\d][\"”]?\s(?:{AGENCIES} ?/ ?{NAMES}|{NAMES} ?/ ?{AGENCIES})"
    r"(?: ?/ ?[A-Z][\w ]{2,14})?\.?$"
)
RIGHTS = re.compile(r"\s?Purchase Licensing Rights\b.{0,30}$|,? opens (?:in )?new (?:tab|window)$")
