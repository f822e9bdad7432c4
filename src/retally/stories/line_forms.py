"""The forms of lines that are no body: reader controls, links, prompts, sign-offs, credits."""

from __future__ import annotations

import re

from retally.stories.picture_forms import AGENCIES, NAMES

BYLINE = re.compile(
    rf"(?:By|BY|by|Story by|Written by):? "
    rf"(?P<names>{NAMES}(?:(?:,| and| &|, and) {NAMES}){{0,4}}?)"
    rf"(?:(?:,| [|/·–-]| for| in| of| at) ?[^.!?]{{1,60}})?"
)
STRIP_ROW = re.compile(
    r"(?P<symbol>[A-Z][A-Z0-9.=/&-]{0,11})\s+(?P<change>[-+−]?\d{1,4}(?:\.\d{1,4})?)\s?%\s+"
    r"(?P<price>\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,4})?|\d{1,9}(?:\.\d{1,6})?)\s*"
    r"(?P<currency>[$€£¥]|[A-Z]{3})"
)
CROSSHEAD = re.compile(r"[-–—]\s.{1,70}\s[-–—]")
LINKS_HEAD = re.compile(
    r"(?:related(?: (?:links|stories|articles?|news|content))?|recommended(?: for you)?|read also|"
    r"(?:recent|latest|top|more) (?:news|stories|posts)|you may also like|most (?:read|popular)|"
    r"(?:also read|see also|read more|further reading|go to video|read next))[:.]?",
    re.IGNORECASE,
)
"""The head of a list of links, which may go on for several lines."""
KICKER = re.compile(
    r"(?:news ?flash|breaking(?: news)?|just in|urgent|alert|exclusive|explainer|"
    r"developing(?: story)?|"
    r"\w{2,14} news|news(?: (?:today|update|brief|in brief))?|today['’]?s news|"
    r"all (?:sections|news)|sections|"
    r"home(?: ?page)?|world(?: news)?|international(?: news)?|national|local|politics|business|"
    r"economy|opinion|analysis|defen[cs]e|security|headlines|featured|live(?: updates?)?|"
    r"(?:\w{2,14}(?: \w{2,14})? ?[>»›|] ?){1,4}\w{2,14}(?: \w{2,14})?)[:|]?",
    re.IGNORECASE,
)
"""Labels over a headline. Two words alone are none else: "Gains slow" is a headline."""
SITE_SIGNATURE = re.compile(r"[A-Z]\.?\s?[A-Za-zÀ-ÿ'’-]{1,30}--[A-Z]{2,5}")


def _any_of(*forms: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in forms), flags)


_SHARE = "share|print|e-?mail|save|copy(?: link)?|bookmark|tweet|link|more|gift|comments?"
_NETWORKS = "facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|messenger|flipboard"
_THIS = "(?: (?:this|the))?(?: (?:article|story|page|link))?"
_WHERE = r"(?: (?:on|via|to|with) \w{1,12})?"
_MINUTES = r"(?: ?\(?\d{1,2}(?::\d\d)?(?: min\w{0,5})?\)?)?"
READER_CONTROL = _any_of(
    r"(?:text|font) ?size:?.{0,9}",
    r"short url|follow(?: us)?",
    rf"listen(?: to (?:this|the) (?:article|story))?:?{_MINUTES}",
    rf"(?:(?:{_SHARE}|{_NETWORKS}){_THIS}{_WHERE}[ ,|/·•]{{0,3}}){{1,12}}",
    r"\(?\d{1,6}\)? comments?|comments? ?\(?\d{1,6}\)?",
    r"(?:view|read|show|leave)(?: all| a)? comments?",
    r"\d{1,2}[ -]min(?:ute)?s?(?:[ -]read)?(?: time)?|reading time:? \d{1,2} min\w{0,5}",
    r"a[ +-]{0,2}a[ +-]{0,2}a?|a\+|a-",
    r"skip to (?:main )?content|back to top|menu|search|close|play|pause|(?:un)?mute|subtitles",
    r"full ?screen|show more|load more|read full (?:story|article)|open in app|translate",
    r"edit post|choose your language|learn more(?: →)?|start reading|digest more",
    r"read (?:the )?full (?:article|story|report)(?: here)?|source link|read more on \S{3,60}",
    r"(?:leave|post|write) a (?:reply|comment)|no comments?(?: yet)?:?|search this blog",
    r"please enter your (?:comment|name)(?: here)?!?|\(?visited \d{1,9} times.{0,40}",
    r"back to top button|audio by \w{2,30}|\[ad_\d\]|\d{1,3}(?:[.,]\d{1,3})?[km]? views",
    r"\d{1,3} (?:second|minute|min|hour|hr|day|week|month)s?(?: ago)?(?: -)?",
    r"purchase licensing rights(?:,? opens new tab)?|opens? (?:in )?new (?:tab|window)",
    r"sign in|log ?in|register|accept(?: all)?(?: cookies)?|next|previous|toggle \w{1,12}",
    flags=re.IGNORECASE,
)
RELATED_LINK = _any_of(
    r"(?:read|see|watch|listen|more) ?(?:also|more|next|here)?\s?[:|>»→–-]{1,2} ?.{3,200}",
    *(
        rf"(?:{lead})(?:\s?[:|>»→–-]{{1,2}}.{{0,200}})?"
        for lead in (
            r"also read|see also|read also|further reading|in pictures|must reads?|tags?|topics?",
            r"related(?: (?:stories|articles?|news|content|topics|links))?",
            r"recommended(?: for you)?|you may also like|(?:latest|recent) (?:news|stories|posts)",
            r"top stories",
            r"more (?:on this(?: story)?|from \w.{1,40}|stories)|trending(?: now)?",
            r"most (?:read|popular|viewed)|don['’]t miss|editor['’]?s['’]? picks?",
            r"go to video|read next",
        )
    ),
    r"[>»→▶•]{1,2} ?(?:read|watch|see|related)\b.{0,200}",
    flags=re.IGNORECASE,
)
_INVITES = (
    "sign up|subscribe|join|follow|like us|download|click here|tap here|register|support|donate|"
    "become an?|get|receive|stay|never miss|want|enter|find|keep"
)
_TO_WHAT = (
    r"newsletters?|inbox|e-?mail alerts?|news alerts?|our (?:app|channel|journalism|podcasts?)|"
    r"on (?:google news|facebook|twitter|instagram|telegram|whatsapp|youtube)|"
    r"(?:telegram|whatsapp|youtube) channel|subscribers?|subscription|our free|e-?mail address"
)
_PAPER = "article|story|report|material|content|piece|post|audio|video|text|summary|translation"
BOILERPLATE = _any_of(
    rf"(?:please )?(?:{_INVITES})\b.{{0,160}}\b(?:{_TO_WHAT})\b.{{0,120}}",
    r"(?:©|\(c\)|copyright)(?:\W|\b).{0,250}",
    r".{0,150}\ball rights reserved\b.{0,250}",
    rf"this (?:{_PAPER}) (?:was|is|has been|may not|first|originally|contains|appeared)\b.{{0,60}}"
    r"\b(?:published|produced|generated|republished|edited|syndicated|translated|appeared|"
    r"broadcast|rewritten|redistributed|feed|licen[cs]e|created|voiced|read by|written by)\b"
    r".{0,150}",
    r".{0,160}\bbecome a (?:member|supporter|subscriber) (?:now|today|gift)\b.{0,160}",
    r".{0,160}\bgift (?:a )?membership\b.{0,160}",
    r"our standards:.{0,80}|.{0,80}\bnewsletters?\b.{0,160}\b(?:sign up|subscribe)\b.{0,40}",
    r"\((?:adds|updates|recasts|rewrites|refiles|releads)\b.{3,250}",
    r"[^\w\s](?:[^\w]{0,40}[^\w\s])?",
    r"for more (?:\w{1,12} ){0,2}(?:news|stories|coverage|updates?|information)\b.{0,120}"
    r"\b(?:follow|visit|subscribe|go to|see our|check out|click)\b.{0,120}",
    r"(?:this )?(?:advertisement|ad|advert|sponsored(?: content)?|promoted(?: content)?)\.?",
    r"(?:article|story) continues (?:below|after).{0,40}|continue reading.{0,60}|loading\.{0,3}",
    r"by (?:signing up|subscribing|registering|submitting),? (?:\w{1,12} ){0,6}agree\b.{0,200}",
    r"we use cookies.{0,250}|by (?:using|continuing) .{0,60}cookies?\b.{0,150}",
    r"terms (?:of (?:use|service)|and conditions).{0,60}|privacy policy.{0,60}|cookie policy",
    flags=re.IGNORECASE,
)
CORRECTION = _any_of(
    r"(?:correction|clarification|corrected|editor['’]s note)s?\b(?: \([^()]{1,40}\))?"
    r"\s?[:.–—|-].{0,500}",
    r"(?:correction|clarification)s?",
    r"\((?:corrects|corrected|clarifies|fixes)\b.{3,250}",
    r"\(?this (?:article|story|page|post|piece|report|headline)(?: and (?:its )?headline)? "
    r"(?:was|has been|have been|were) (?:\w{1,12} ){0,2}(?:amended|corrected|revised|clarified|"
    r"updated|changed|edited) (?:on|to|at|with|after|because|following|since|in)\b.{2,500}",
    r"\(?(?:an?|the) (?:earlier|previous|original) version of (?:this|the) "
    r"(?:article|story|page|post|piece|report|headline)\b.{2,500}",
    flags=re.IGNORECASE,
)
"""What a page says of its own corrections."""
SIGN_OFF = _any_of(
    r"[a-z]{2,5}(?:-[a-z]{2,4}){0,5}(?:/[a-z]{1,4}(?:-[a-z]{2,4}){0,3}){1,4}",
    r"\(?(?i:(?:additional |with )?(?:reporting|writing|editing|compiled|graphics?) "
    r"(?:and \w{4,9} )?(?:by|in|from)) .{1,300}",
    r".{3,200} contributed to (?:this|the) (?:report|story|article)(?: from .{2,60})?\.?",
    r"(?:material|information) from .{3,80} was used in this (?:report|story|article)\.?",
    r"(?:[a-z]{2,4}(?:[/,] ?[a-z]{2,4}){0,3} )?\((?:with )?(?:"
    rf"(?:{AGENCIES}|DPA|KNA|epd|VOA|AA)(?:, | and |/)?){{1,6}}\)",
    r"\(?[-–—]? ?(?i:with (?:additional )?(?:inputs?|reporting|files)? ?(?:from|by)?) ?"
    rf"(?:(?i:the )?(?i:agencies|wires?)|(?:{AGENCIES}(?:, | and )?){{1,4}})(?: inputs?)?\)?\.?",
    rf"(?i:sources?) ?: ?(?i:{AGENCIES}(?:, | and |/)?){{1,4}}",
    rf"[-–—]{{1,2}} ?[A-Z]\w{{1,15}} News(?:['’]s?)? {NAMES}(?:(?:,| and|, and) {NAMES}){{0,4}}",
    r"ENDS?|#{2,3}|-30-|[-–—]{1,2} ?(?:AFP|AP|Reuters|UPI|Xinhua|dpa|Bloomberg|Agencies)\.?",
)
