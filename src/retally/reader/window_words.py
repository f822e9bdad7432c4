"""The words that make a date a window, or keep it from being one."""

from __future__ import annotations

import re

LIST = re.compile(r"\s*(?:,|and|,\s*and|&|or|/)\s*(?:in\s+|of\s+)?", re.IGNORECASE)
TO = re.compile(r"\s*(?:(?:up\s+)?to|until|through|till|-|–|—)\s*", re.IGNORECASE)
AND = re.compile(r"\s*and\s*", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
BY = re.compile(
    r"\b(?:by|as of|up to|through|until|till|up until|as at)\s+(?:the\s+)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?$",
    re.IGNORECASE,
)
RECORD_WORD = re.compile(
    r"\b(?:record|records|(?<!at )most|largest|biggest|fastest|highest|greatest|best|first|smallest"
    r"|lowest|slowest|worst|(?<!at )least|unprecedented|unmatched|unseen|seen|largest-ever"
    r"|strongest|weakest|sharpest)\b",
    re.IGNORECASE,
)
RECORD = re.compile(
    RECORD_WORD.pattern
    + r"[^.;()]{0,45}\b(?:since|from)\s+(?:early\s+|late\s+|the\s+|at\s+least\s+)*$",
    re.IGNORECASE,
)
"""The date after it says how far a record reaches."""

RECORD_IN = re.compile(RECORD_WORD.pattern + r"[^.;()\d]{0,45}\bin\s+$", re.IGNORECASE)
"""The same with "in", which only a bare year follows: "the best month in 2024"."""

BACK = re.compile(
    r"\b(?:since|before|after)\s+(?:early\s+|late\s+|at\s+least\s+|mid-?\s*)*$", re.IGNORECASE
)
BEFORE_AFTER = re.compile(
    r"\b(?:before|after|following|until|ahead of|pre-|post-)\s*(?:early\s+|late\s+)?$",
    re.IGNORECASE,
)
SINCE = re.compile(
    r"\b(?:since\s+(?:the\s+(?:start|beginning)\s+of\s+)?|from\s+the\s+(?:start|beginning)\s+of\s+)$",
    re.IGNORECASE,
)
PART = re.compile(
    r"\b(?:early|late|mid|(?:first|second|third|fourth|last|final|opening|closing)\s+(?:\w+\s+)?"
    r"(?:hal(?:f|ves)|quarters?|fortnight|weeks?|days?|months?)\s+of(?:\s+the\s+year)?|Q[1-4](?:\s+of)?"
    r"|(?:beginning|start|end|middle|rest|course|part|parts|most|much)\s+of"
    r"|(?:weeks?|days?|fortnight|night)\s+(?:of|from|beginning|starting)"
    r"|(?:weeks?|days?|months?|quarter|years?|fortnight|period)\s+(?:up\s+)?(?:to|ending|ended|until|through|till)(?:\s+on|\s+in)?"
    r"|same\s+(?:\w+\s+)?(?:months?|period|time|stretch|weeks?|days)\s+(?:of|in))[\s-]*(?:the\s+)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?$",
    re.IGNORECASE,
)
"""Only a part of the month or year, or a stretch that merely ends or begins there."""

MOVED = re.compile(
    r"\b(?:rose|rise|risen|fell|fall|fallen|grew|dropped|jumped|slowed|accelerated|doubled|up|down)"
    r"\s+(?:\w+\s+){0,2}from\s+$",
    re.IGNORECASE,
)
"""What rose from May to June was measured twice, not over both."""

YEAR_LEAD = re.compile(
    r"\b(?:in|during|throughout|of|for|over|since|from(?=\s+the\s+(?:start|beg)))\s+(?:the\s+)?(?:whole\s+of\s+|all\s+of\s+|entire\s+year\s+(?:of\s+)?"
    r"|year\s+|calendar\s+year\s+|all\s+|(?:start|beginning)\s+of\s+)?$",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r",\s+(?:(?:[\w.%-]+\s+){1,3}of\s+)?(?:which|where|whose|whom?)\b", re.IGNORECASE
)
"""A relative clause set off by a comma."""
COUNTED_IN = re.compile(
    r"\b(?:data|figures?|estimates?|counts?|tally|numbers|statistics)\s+from\s+(?:early\s+|late\s+)?$",
    re.IGNORECASE,
)
"""Before a month: what is counted stood so at its end."""
NIGHT = re.compile(r"nights?\s+(?:of|from|to)\b", re.IGNORECASE)
"""Before a day: the night that begins or ends on it."""
WHEN = re.compile(r",\s+when\b", re.IGNORECASE)
"""After "since May": the figure that follows was told in May."""
SINCE_EVENT = re.compile(
    r"\bsince\s+(?:the|its|their|that|[\w-]+['’]s?)\s+(?:\w+\s+)?$", re.IGNORECASE
)
EVENT = re.compile(
    r"\s+(?:(?:19|20)\d\d\s+)?(?:cross-border\s+)?(?:incursion|invasion|(?:counter-?)?offensive|attack|assault|raid"
    r"|operation|summit|talks|elections?|strikes?|visit|meeting|ceasefire|truce|deal|referendum|speech"
    r"|battles?|war)\b",
    re.IGNORECASE,
)
"""After a month: "the August incursion" names an event and no window."""

SO_FAR = re.compile(
    r"\b(?:so\s+far|to\s+date|already|up\s+to\s+now)\b[\s,]*(?:in\s+)?$", re.IGNORECASE
)
SO_FAR_AFTER = re.compile(r",?\s+(?:so\s+far|to\s+date)\b", re.IGNORECASE)

LAST_YEAR = re.compile(
    r"(?P<amount>\s*\([^()]{1,40}\))?,?\s+(?P<year>(?:of\s+)?(?P<which>last|this)\s+year\b(?!['’])"
    r"|of\s+(?P<printed>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
"""After a month, and the amount that may stand beside it: its year."""
LISTED = re.compile(r"(?:\s*\([^()]{1,40}\))?\s*(?:,|and|,\s*and|or)\s+(?:in\s+)?", re.IGNORECASE)
THAT_YEAR = re.compile(r",?\s+(?:of\s+)?(?:that|the\s+same)\s+year\b(?!['’])", re.IGNORECASE)
"""After a month: the year that was named before."""
OTHER_YEAR = re.compile(
    r",?\s+(?:(?:a|one|two|three|\d)\s+years?\s+(?:ago|earlier|before|previously)|(?:of\s+)?the\s+"
    r"(?:previous|preceding|following|same|next)\s+year|(?:of\s+)?(?:next|that)\s+year)\b",
    re.IGNORECASE,
)
"""After a month: a year that is told by another one."""

CUMULATIVE = re.compile(r"since\b|.*\byear\b|over\b|in\s+total", re.IGNORECASE | re.DOTALL)
"""Words of a window that begins long before a "by" that ends it."""

OTHER = re.compile(
    r"\b(?:(?:in|over|during|for|within)\s+)?(?:the\s+)?(?:past|last|previous|preceding|next|prior)\s+"
    r"(?:\w+\s+){0,2}(?:hours?|days?|weeks?|months?|quarter|years?)\b(?<!\blast month)"
    r"|\bthis\s+(?:week|year|quarter|spring|summer|autumn|fall|winter)\b"
    r"|\b(?:yesterday|today|overnight)\b|\b(?:in|within)\s+(?:just\s+|only\s+)?(?:(?:a|this\s+one)\s+(?:single\s+)?(?:day|week|month|year)|one\s+(?:single\s+)?(?:day|week))\b"
    r"|\bsince\s+(?!the\s+(?:start|beginning)\s+of\s+(?:19|20))(?:the|its|their|last|then|that|this|mid|early|late|[A-Z])[\w'’-]*"
    r"|\b(?:in|over|during|last|the)\s+(?:the\s+)?(?:spring|summer|autumn|winter)\b"
    r"|\b(?:the|that)\s+(?:following|next|same)\s+(?:week|month|year|period|stretch)\b"
    r"|\b(?:the|that)\s+(?:month|week|year|day)\s+(?:before|earlier|after)\b"
    r"|\ba\s+(?:month|week|year|day)\s+(?:earlier|ago|before)\b"
    r"|\b(?:first|opening|last|final)\s+(?:\w+\s+)?(?:half|quarter|days|weeks|months)\b"
    r"|\b(?:in|over|within|during|for)\s+(?:the\s+)?(?:\w+\s+)(?:days|weeks|months|years)\b",
    re.IGNORECASE,
)
"""A window of a kind that is not read: it keeps another one from being taken instead."""

_SAYING = (
    r"(?:said|says|told|announced|reported|claimed|stated|wrote|posted|tweeted|published|released"
    r"|warned|added|noted|confirmed|declared|speaking|statement|report|briefing|interview|address"
    r"|speech|update)"
)
SAID_BEFORE = re.compile(
    rf"\b(?:{_SAYING}|according\s+to)\b(?:,?\s+(?!(?:that|it|they|he|she|its|their)\b)[^\W\d]+){{0,8}}\s*(?:\b(?:on|late|early)\s+)*$",
    re.IGNORECASE,
)
"""Before a day: the day is the one of the statement."""
SAID_AFTER = re.compile(
    rf",?\s+(?:[^\W\d]+\s+){{0,6}}?(?!claimed\s+(?!that))(?<!have\s)(?<!already\s){_SAYING}\b",
    re.IGNORECASE,
)
"""After a day or a week that opens a sentence: "Last week, the president warned"."""
SAID_IN = re.compile(rf"\b{_SAYING}\s+(?:back\s+)?in\s+$", re.IGNORECASE)
BEATEN = re.compile(
    r"\b(?:surpassed|exceeded|beaten|topped|followed|matched|preceded|outdone)\s+(?:\w+\s+){0,8}?by\s+$",
    re.IGNORECASE,
)
"""Before a month: it is what did it, and no day by which it was done."""
BEGAN = re.compile(
    r"\b(?:which|that)\s+(?:had\s+)?(?:first\s+)?(?:began|begun|started|was\s+launched|broke\s+out|opened)\s+"
    r"(?:on|in|late|early|\s)+$",
    re.IGNORECASE,
)
"""Before a date: something began then, and how long it lasted is not told."""
CALLED = re.compile(
    r"\b(?:describ(?:ed|es|ing)|call(?:ed|s|ing)|prais(?:ed|es|ing)|hail(?:ed|s|ing))\s+(?:the\s+)?$"
    r"|\bincluding\s+(?:the\s+month\s+of\s+)?$",
    re.IGNORECASE,
)
"""Before a window: it is only spoken of."""
BEFORE_EVENT = re.compile(
    r"\b(?:before|until|prior\s+to|ahead\s+of)\s+(?!\w+ing\b)(?:the\s+)?[^.;,()\d]{3,90}\s(?:in|on)\s+$",
    re.IGNORECASE,
)
"""Before a date: the date of what something came before."""
APPOSITION = re.compile(
    r",\s+(?:first\s+|illegally\s+)?\w+(?:ed|en|ught|ade)\s+(?:by\s+(?:the\s+)?\w+\s+)?(?:in|on|since)\s+$",
    re.IGNORECASE,
)
"""Before a date: it belongs to the noun before the comma ("the peninsula, annexed in 2014")."""
LED = re.compile(
    r"\b(?:on|by|of|as|at|since|until|till|to|through|from|and|between|before|after|in|for|than)"
    r"\s+(?:the\s+)?(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)
"""Before a day of publication: it is no dateline."""
FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
DONE = re.compile(r",?\s+(?:[\w'’]+\s+){0,4}?(?:has|have|had)\b", re.IGNORECASE)
"""After "from 1 June": what has been done since."""
_BEGAN = (
    r"(?:began|begun|start(?:ed)?|launch(?:ed)?|cross(?:ed)?|invaded?|invasion|erupted|broke|opened|entered|seized"
    r"|took|takeover|came|fell|fall|collapsed?|end(?:ed)?|annex(?:ed|ation)|resumed|war|conflict|fighting|offensive"
    r"|counter-?offensive|incursion|ceasefire|truce|coup|attacks?|operation|campaign|escalation|mobili[sz]ation"
    r"|withdr[ae]w(?:al)?|election|uprising|blockade|siege)"
)
SINCE_DOING = re.compile(
    rf"\bsince\s+(?:\w+ing\b[^.;:,()\d]{{0,60}}|[^.;:,()\d]{{0,60}}?\b{_BEGAN}\b[^.;:,()\d]{{0,40}}?)\s"
    r"(?P<on>on|in|at\s+the\s+(?:start|beginning)\s+of|from)\s+(?:early\s+|the\s+)?$",
    re.IGNORECASE,
)
"""Before a date: it is since then that something is counted ("since the war began in May")."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAY_SAID = re.compile(
    rf"\b{_SAYING}\b(?:\s+[^\W\d]+){{0,4}}?\s+"
    rf"(?P<day>{'|'.join(WEEKDAYS)})\b(?!['’])"
)
"""The weekday on which a story's sources spoke."""
AS_OF = re.compile(r"\bas\s+(?:of|at)\s+(?:the\s+)?$", re.IGNORECASE)
