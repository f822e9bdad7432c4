"""Pages that stand before a story: log-in, payment, cookie and robot walls."""

from __future__ import annotations

import re

from retally.model.story import Story


def wall(story: Story, *, source: str = "", is_open: bool = True) -> str | None:
    """What stands in place of the story: "a log-in page"; None where the story is there.

    A page whose body goes on for `FEWEST_WORDS` words beside the wall's own is a story, whatever
    it asks for besides.

    Parameters
    ----------
    story
        The page as read.
    source
        Its HTML, where it is a page.
    is_open
        False where the page declares that it is not to be read without paying.
    """
    shown = " ".join(story.text.split())
    shown_lines = story.text.split("\n", _MOST_LINES)[:_MOST_LINES]
    said = shown if len(shown) < _LONGEST_WALL else f"{shown[:_END]} {shown[-_END:]}"
    for name, form in _WALLS:
        asks = form.search(said) if source else _line_begins(shown_lines, form)
        fewest = MOST_TEASER_WORDS if name == _CLOSED and source else FEWEST_WORDS
        if asks and _words_beside(story, form) < fewest:
            return name
    if _PASSWORD.search(source) and _words_beside(story, None) < FEWEST_WORDS:
        return "a log-in page"
    if not is_open and _words_beside(story, None) < FEWEST_WORDS:
        return "a payment wall"
    if not story.paragraphs and _NEEDS_SCRIPT.search(source):
        return "a page that only a browser's scripts fill"
    return None


FEWEST_WORDS = 30
"""Words of body that make a story. A wire flash of one sentence has as many."""

MOST_TEASER_WORDS = 50
"""Words that a page shows above the line "log in to continue reading": a teaser is no story."""

_CLOSED = "a log-in or payment wall"


def _line_begins(lines: list[str], form: re.Pattern[str]) -> bool:
    """Whether a line of plain text begins with a wall's words; copy may well hold them."""
    return any(form.search(line[:_BEGINNING]) for line in lines if len(line) < _LONGEST_LINE)


_MOST_LINES = 60
_BEGINNING = 60
_LONGEST_LINE = 160
_LONGEST_WALL = 20_000
_END = 8_000
_PASSWORD = re.compile(r"<input\b[^<>]{0,300}\btype\s{0,3}=\s{0,3}[\"']?password", re.IGNORECASE)
_NEEDS_SCRIPT = re.compile(r"<script\b|<noscript\b", re.IGNORECASE)
_WALLS = (
    (
        "a robot check",
        re.compile(
            r"verify (?:that )?you(?: are|['’]re) (?:a )?human|are you a robot|captcha|"
            r"checking your browser|unusual (?:traffic|activity)|access (?:to this page )?"
            r"(?:has been )?denied|just a moment\.\.\.|enable javascript and cookies|"
            r"please enable js and disable",
            re.IGNORECASE,
        ),
    ),
    (
        _CLOSED,
        re.compile(
            r"(?:log|sign) ?in (?:to|or|with) (?:continue|read|your|view|access|subscribe|register|"
            r"an?|create|sign|google|see)|(?:please|you must|you need to) (?:log|sign) ?in|"
            r"(?:subscribe|register|create an? (?:free )?account|subscription) (?:now )?"
            r"(?:to|for) (?:continue|read|access|keep|view|unlock|unlimited)|"
            r"already (?:a |an )?(?:subscriber|member|registered|have an account|subscribed)|"
            r"(?:for|to) (?:subscribers|members) only|only (?:available )?(?:for|to) "
            r"(?:our )?(?:subscribers|members)|to continue reading|"
            r"forgot(?:ten)? (?:your )?password",
            re.IGNORECASE,
        ),
    ),
    (
        "a cookie wall",
        re.compile(
            r"accept (?:all )?cookies|we (?:and our partners |use )?(?:\w{1,12} ){0,4}cookies|"
            r"(?:we|your) (?:value|care about|and our \d{0,4} ?partners) ?(?:your )?privacy|"
            r"consent to (?:the use of )?cookies|cookie (?:consent|settings|preferences|policy)|"
            r"we value your privacy|manage (?:your )?(?:cookies|preferences|consent)",
            re.IGNORECASE,
        ),
    ),
)
_OF_WALLS = re.compile(
    r"\b(?:cookies?|consent|privacy|partners|personal (?:data|information)|log ?in|sign ?in|"
    r"sign ?up|subscri\w{2,8}|register|account|password|advertis\w{2,5}|preferences|browser|"
    r"javascript|captcha|robot|human|reject|accept|policy|offer|cancel any ?time|per month|"
    r"per week|free trial|e-?mail|traffic|network|continue reading|members?)\b",
    re.IGNORECASE,
)


def _words_beside(story: Story, form: re.Pattern[str] | None) -> int:
    """Words of the body in paragraphs that are not the wall's own."""
    count = 0
    for span in story.paragraphs:
        words = span.of(story.text)
        if not (_OF_WALLS.search(words) or (form is not None and form.search(words))):
            count += len(words.split())
    return count
