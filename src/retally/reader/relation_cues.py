"""The words that compare figures, over sentences whose figures are marks (`relation_scene`)."""

from __future__ import annotations

import re
from decimal import Decimal

from retally.reader.relation_draft import NO_FIGURE
from retally.reader.relation_scene import ANY, TIMES, WINDOW

FACTORS = {
    "twice": Decimal(2),
    "double": Decimal(2),
    "thrice": Decimal(3),
    "triple": Decimal(3),
    "treble": Decimal(3),
    "quadruple": Decimal(4),
    "half": Decimal("0.5"),
}
_VERBS = (
    ("doubl", Decimal(2)),
    ("tripl", Decimal(3)),
    ("trebl", Decimal(3)),
    ("quadrupl", Decimal(4)),
    ("quintupl", Decimal(5)),
    ("halv", Decimal("0.5")),
)


def verb_factor(verb: str) -> Decimal:
    """What a verb multiplies by.

    Examples
    --------
    >>> verb_factor("Tripling")
    Decimal('3')
    """
    return next(value for stem, value in _VERBS if verb.lower().startswith(stem))


_MORE = r"more|larger|bigger|higher|greater|faster|longer|wider|heavier|better|further"
_LESS = r"less|fewer|smaller|lower|slower|shorter|lighter"
_UP = (
    r"r[oi]se[sn]?|rising|increas(?:ed?|es|ing)|gr[eo]w[ns]?|growing|climb(?:ed|s|ing)?"
    r"|jump(?:ed|s|ing)?|soar(?:ed|s|ing)?|surg(?:ed?|es|ing)|expand(?:ed|s|ing)?|went\s+up"
    r"|gone\s+up|swell(?:ed|s|ing)?|widen(?:ed|s|ing)?|accelerat(?:ed|es|ing)|rais(?:ed?|es|ing)"
    r"|up(?:ped|graded)?|extend(?:ed|ing)|leapt|(?:sky)?rocket(?:ed|s|ing)?|balloon(?:ed|s|ing)?"
    r"|spik(?:ed?|es|ing)|swollen|shot\s+up"
)
_DOWN = (
    r"f[ae]ll(?:s|en|ing)?|dropp?(?:ed|s|ing)?|decreas(?:ed?|es|ing)|declin(?:ed?|es|ing)"
    r"|shr[aiu]nk(?:s|ing)?|slow(?:ed|s|ing)?|plung(?:ed?|es|ing)|slid(?:es|ing)?|went\s+down"
    r"|cut(?:s|ting)?|reduc(?:ed?|es|ing)|lower(?:ed|s|ing)|down(?:graded)?|narrow(?:ed|s|ing)?"
    r"|slip(?:ped|s|ping)?|plummet(?:ed|s|ing)?|tumbl(?:ed?|es|ing)|slump(?:ed|s|ing)?"
    r"|dwindl(?:ed?|es|ing)"
    r"|collaps(?:ed?|es|ing)|contract(?:ed|s|ing)|shrunk(?:en)?|sank|sunk|dipp?(?:ed|s|ing)"
    r"|eas(?:ed|es|ing)|diminish(?:ed|es|ing)"
)
_SCALED = r"(?:doubl|tripl|trebl|quadrupl|quintupl|halv)(?:e|es|ed|ing)"
_NOUN_UP = r"(?:rise|increase|jump|growth|gain|surge|leap)"
_NOUN_DOWN = r"(?:drop|decrease|decline|fall|reduction|dip|slowdown)"
_BESIDE = r"(?:from|on|over|compared\s+(?:to|with)|against|versus)"
_THE = r"(?:(?:the|just|only|its|their|an?|some)\s+){0,2}"

MOVES = re.compile(
    rf"\b(?:(?P<factor>{_SCALED})|(?P<up>{_UP})|(?P<down>{_DOWN}))\b"
    rf"(?:\s+(?:by\s+)?(?P<by>[{ANY}]),?)?"
    rf"(?:{NO_FIGURE}{{0,50}}?\bfrom\s+{_THE}{NO_FIGURE}{{0,30}}?(?P<old>[{ANY}])"
    rf"{NO_FIGURE}{{0,50}}?\b(?:to|into)\s+{_THE}(?P<new>[{ANY}])"
    rf"|{NO_FIGURE}{{0,30}}?\bto\s+{_THE}(?P<new2>[{ANY}])"
    rf"{NO_FIGURE}{{0,50}}?\bfrom\s+{_THE}{NO_FIGURE}{{0,30}}?(?P<old2>[{ANY}]))"
    rf"(?:{NO_FIGURE}{{0,45}}?,?\s+(?:(?:an?\s+\w{{1,20}}\s+of|or(?:\s+by)?"
    rf"|by)\s+{_THE}(?P<by2>[{ANY}])"
    rf"|(?:up|down)\s+(?P<by4>[{ANY}])(?!{NO_FIGURE}{{0,20}}\b{_BESIDE}\b)"
    rf"|an?\s+(?P<by3>[{ANY}])\s+(?:{_NOUN_UP}|{_NOUN_DOWN})))?",
    re.IGNORECASE,
)
""" "Rose by 2 from 5 in May to 7 in June", "fell to 5 from 7"."""

THEN = re.compile(
    rf"(?P<old>[{ANY}])[^;:.{ANY}]{{0,40}}?(?:,|\band)\s+(?:then\s+|later\s+)?"
    r"(?:(?P<up>rising|climbing|jumping|growing|soaring|surging|increasing|rose|climbed|jumped"
    r"|grew|soared)"
    r"|(?:falling|dropping|declining|shrinking|sliding|decreasing|plunging|fell|dropped|declined"
    r"|shrank))"
    rf"(?:\s+(?:sharply|slightly|again|further|back))?\s+to\s+(?:(?:just|only|some|an?"
    rf"|about)\s+)?(?P<new>[{ANY}])",
    re.IGNORECASE,
)
""" "400 in May, jumping to 693 in June"."""

REVISED = re.compile(
    r"\b(?:estimates?|tally|toll|forecast|revis\w+|upgraded|updated|assessment)\b", re.IGNORECASE
)
REVISED_BEFORE = re.compile(
    rf"\s+{_THE}(?:earlier|previous|initial|prior|original|preliminary)\s+"
    r"(?:\w{1,15}\s+)?(?:estimate|figure|count|tally|toll|number|total|assessment)",
    re.IGNORECASE,
)

THAN = re.compile(
    rf"\b(?:(?P<more>{_MORE})|(?P<less>{_LESS}))\b{NO_FIGURE}{{0,40}}?\bthan\b", re.IGNORECASE
)
DEGREE = re.compile(
    rf"(?P<degree>[{ANY}])(?:\s+of\s+\w{{1,20}}(?:\s+\w{{1,20}})?)?\s+(?:(?:the|an?)\s+)?$"
)
"""A figure directly before a comparing word."""

AMOUNT_NEXT = re.compile(rf"\s*[{ANY}]")

MOVED = re.compile(
    rf"(?:(?P<d1>[{ANY}])\s+)?(?:(?:\b(?P<up1>up)"
    rf"|\b(?P<down1>down))(?:\s+by)?(?:\s+(?P<d2>[{ANY}]))?"
    rf"\s+{_BESIDE}(?P<plain>)\b"
    # As in "an increase of 5 from" and "a 5 percent rise on".
    rf"|(?:\b(?P<up2>{_NOUN_UP})|\b(?P<down2>{_NOUN_DOWN}))s?(?:\s+of\s+(?P<d3>[{ANY}]))?"
    rf"(?:\s+in\s+\w{{1,20}}(?:\s+\w{{1,20}})?)?,?\s+{_BESIDE}\b"
    # As in "rose 5 percent from" and "fell by 5 compared with".
    rf"|\b(?:(?P<up3>{_UP})|(?P<down3>{_DOWN}))\s+(?:by\s+)?(?P<d4>[{ANY}])"
    rf"{NO_FIGURE}{{0,30}}?,?\s{_BESIDE}\b"
    r"|\b(?P<up4>exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|outstripp?(?:s|ed|ing)?|topp(?:ed|ing)"
    r"|eclips(?:es|ed|ing)|overt(?:ook|ak(?:es|en|ing))|outpac(?:es|ed|ing)|dwarf(?:s|ed|ing))\b"
    r"|(?:(?<!the )\b(?P<up5>above)|\b(?P<down5>(?<!the )below|short\s+of|shy\s+of))"
    rf"(?=\s+(?:the|its|their|last|those|that|what|[{ANY}{WINDOW}])(?:\b|(?<=[{ANY}{WINDOW}]))))",
    re.IGNORECASE,
)

MULTIPLE = re.compile(
    rf"(?:(?P<degree>{TIMES})|\b(?P<factor>twice|double|thrice|triple|treble|quadruple|half))\s+"
    rf"(?:as\s+(?:much|many|large|big|high|great|long|fast|wide)\b{NO_FIGURE}{{0,40}}?\bas\b"
    rf"|(?=(?:the|its|their|what|that\s+of|last|{WINDOW}['’]s)\b))",
    re.IGNORECASE,
)

SCALED = re.compile(
    rf"\b(?P<factor>{_SCALED})\b(?:{NO_FIGURE}{{0,50}}?\b(?:of|from|at)\b)?", re.IGNORECASE
)

LEAD = re.compile(rf"{NO_FIGURE}{{0,100}}(?P<figure>[{ANY}])?")
AN_INCREASE = re.compile(
    rf",\s+(?:or\s+|that\s+is\s+|which\s+is\s+)?an?\s+(?:(?P<up>{_NOUN_UP})"
    rf"|(?P<down>{_NOUN_DOWN})|difference|gap)"
    rf"\s+of\s+(?P<degree>[{ANY}])(?!{NO_FIGURE}{{0,20}}\b{_BESIDE}\b)",
    re.IGNORECASE,
)
BACKWARD = re.compile(rf"\b(?:{_BESIDE}|from|than|after)\b", re.IGNORECASE)
OR_MORE = re.compile(
    rf"(?P<now>[{ANY}]){NO_FIGURE}{{0,40}}?,?\s+(?:or|that\s+is|which\s+is)\s+(?P<degree>[{ANY}])"
    r"\s+(?:(?P<more>more)|less|fewer)\b(?!\s+(?:\w+\s+){0,4}than)",
    re.IGNORECASE,
)
OTHER_SIDE = re.compile(r"\s*(?:the\s+)?(?-i:[A-Z])[\w-]{1,20}(?:\s+[\w-]{1,20})?['’]s?\s*", re.I)
"""A side directly before the figure that something is compared with: "Sudria's"."""

PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being|be)\s+(?:(?:only|just|later|since|soon|never|not)\s+){0,2}$",
    re.IGNORECASE,
)
IT = re.compile(r"\W{0,3}(?:it|this|that|which)\s", re.IGNORECASE)
WHICH = re.compile(
    r"\bwhich\s+(?:(?:was|is|were|had\s+been)\s+)?(?:(?:itself|already|in\s+turn)\s+)?$",
    re.IGNORECASE,
)
COMPARED_WITH = re.compile(
    r"\b(?:after|following|compared|against|versus|than|(?:up|down)\s+from|from)\b", re.IGNORECASE
)
OF_THEM = re.compile(r"\s+of\s+(?:them|these|those|it)\b", re.IGNORECASE)
OVER_TIME = re.compile(rf"{_NOUN_UP}s?\b[^.;]*\bover$|{_NOUN_DOWN}s?\b[^.;]*\bover$", re.IGNORECASE)
ONE = re.compile(r"\ban?\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
"""An article, which makes a noun of growth one move: "a rise over May"."""

ANOTHER = re.compile(r"\band\b", re.IGNORECASE)
ANY_TIME = re.compile(r"\s*(?:in|during|at|over)\s+any\b", re.IGNORECASE)
CLAUSE = re.compile(r",\s+and\b", re.IGNORECASE)
ELIDED_TIME = re.compile(r"\b(?:in|within|for|over|during)\s*$", re.IGNORECASE)
NEGATED = re.compile(r"\b(?:no|not|never|n['’]t|hardly)\s+$", re.IGNORECASE)
OPENING = re.compile(r"^\W{0,5}(?:at|with|that\s+is|marking)?\W{0,3}$", re.IGNORECASE)
COMBINED = re.compile(
    r"\b(?:combined|together|in\s+total|altogether|taken\s+as\s+one|put\s+together|the\s+sum)\b",
    re.IGNORECASE,
)
RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
