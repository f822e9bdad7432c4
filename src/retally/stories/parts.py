"""The parts of a story that its marked lines give: paragraphs, strip, caption, credit, byline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from retally.model.story import LeftOut, Span, StripRow
from retally.stories.agencies import (
    agency_in_byline,
    agency_in_copy,
    agency_in_credit,
    known_agency,
)
from retally.stories.days import day_line, is_day_line, update_line, without_names
from retally.stories.line_forms import CORRECTION, KICKER
from retally.stories.lines import LineKind, byline_of, strip_row
from retally.stories.picture_forms import (
    CREDIT_AT_END,
    CREDIT_BEGINS,
    CREDIT_IN_BRACKETS,
    NAMES,
    RIGHTS,
)
from retally.stories.wrapping import SHORTEST_WRAPPED_LINE, Width, joined


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the fixed text, and what it is."""

    span: Span
    kind: LineKind


@dataclass(frozen=True, kw_only=True)
class Top:
    """What the lines above the body say: who wrote it and on which day it came out."""

    lines: tuple[Line, ...]
    byline: str | None = None
    agency: str | None = None
    published: date | None = None
    published_basis: str | None = None
    updated: date | None = None


def left_out(lines: Sequence[Line]) -> tuple[LeftOut, ...]:
    """The lines that are no body, each with its kind."""
    return tuple(
        LeftOut(span=line.span, kind=line.kind.left_out) for line in lines if line.kind.left_out
    )


def read_top(text: str, lines: Sequence[Line]) -> Top:
    """The byline and the day of publication, which stand above the body, marked as no body.

    Below the first line that reads as a sentence nothing is taken: "28 October 2024" alone on a
    line there heads an entry of a chronology.
    """
    top = Top(lines=tuple(lines))
    found = list(lines)
    headline = next((at for at, line in enumerate(lines) if line.kind is LineKind.HEADLINE), -1)
    for at, line in enumerate(lines):
        words = line.span.of(text)
        if (
            line.kind is LineKind.BODY
            and at > headline >= 0
            and _is_byline(text, lines[at : at + 2])
        ):
            found[at] = replace(line, kind=LineKind.BOILERPLATE)
            top = replace(top, byline=top.byline or words)
        elif line.kind is LineKind.BODY and (
            is_above_body(words) or _is_label(words, headline > at)
        ):
            found[at] = replace(line, kind=LineKind.BOILERPLATE)
        elif line.kind is LineKind.BODY and _reads_as_sentence(words):
            break
        elif line.kind not in (LineKind.BODY, LineKind.BOILERPLATE):
            continue
        day = day_line(words)
        if day is not None and top.published is None:
            top = replace(top, published=day, published_basis=f'the line "{words}" above the body')
        top = replace(top, updated=top.updated or update_line(words))
        names = byline_of(words) or (without_names(words)[0] if is_day_line(words) else None)
        if names and known_agency(_STAFF.sub("", names)) is None:
            top = replace(top, byline=top.byline or names)
        if names or day is not None or known_agency(words):
            top = replace(top, agency=top.agency or agency_in_byline(words))
    return replace(top, lines=tuple(found))


def _is_byline(text: str, lines: Sequence[Line]) -> bool:
    """Whether the first of two lines is a bare name, the day of publication being the second."""
    if len(lines) < 2 or not is_day_line(lines[1].span.of(text)):
        return False
    words = lines[0].span.of(text)
    return 1 < len(words.split()) < 5 and _PEOPLE.fullmatch(words) is not None


_PEOPLE = re.compile(rf"{NAMES}(?:(?:, | and ){NAMES}){{0,3}}")


def _is_label(line: str, is_above: bool) -> bool:
    """Whether a line above the headline is a section's or the site's name, and no sentence."""
    return is_above and len(line) <= _LONGEST_KICKER and not _reads_as_sentence(line)


_STAFF = re.compile(r" (?:Staff|Writers?|Correspondents?|Reporters?|Newsroom|Agency|Desk)\b")


def is_above_body(line: str) -> bool:
    """Whether a line is a byline, an agency's name, a date or a kicker, as stand over a story."""
    return bool(
        byline_of(line)
        or is_day_line(line)
        or known_agency(_STAFF.sub("", line))
        or is_kicker(line)
        or _OUTLET.fullmatch(line)
    )


_OUTLET = re.compile(
    r"[A-Z]\w{1,14} (?:News|World Service)(?:,| in| at) "
    r"[A-Z][\w'’-]{1,30}(?:,? [A-Z][\w'’-]{1,30}){0,3}"
)
"""An outlet and where its reporter is: "HCN News, Port Nora"."""


def is_kicker(line: str) -> bool:
    """Whether a line is the label over a headline: "News Flash", "Home > World"."""
    return len(line) <= _LONGEST_KICKER and KICKER.fullmatch(line) is not None


_LONGEST_KICKER = 60


def _reads_as_sentence(line: str) -> bool:
    return len(line) > 60 and line.rstrip("\"”'’)").endswith((".", "!", "?", ":"))


def paragraphs(text: str, lines: Sequence[Line], *, width: Width | None) -> tuple[Span, ...]:
    """The body's paragraphs; a line that is left out ends one.

    Parameters
    ----------
    width
        The width that lines are cut at (`wrapped_at`).
    """
    found: list[Span] = []
    run: list[Span] = []
    for line in lines:
        if line.kind is LineKind.BODY:
            run.append(line.span)
        else:
            found += joined(text, run, width=width)
            run = []
    return (*found, *joined(text, run, width=width))


def strip(text: str, lines: Sequence[Line]) -> tuple[StripRow, ...]:
    """The rows of the stock or currency strip."""
    rows = (strip_row(line.span.of(text)) for line in lines if line.kind is LineKind.STRIP)
    return tuple(row for row in rows if row is not None)


def with_strip_heads(text: str, lines: Sequence[Line]) -> list[Line]:
    """The same lines, a short one in capitals directly above a strip counted as part of it."""
    out = list(lines)
    for at in range(len(out) - 1):
        here, below = out[at], out[at + 1]
        words = here.span.of(text)
        if (
            here.kind is LineKind.BODY
            and below.kind is LineKind.STRIP
            and words.isupper()
            and len(words) < SHORTEST_WRAPPED_LINE
        ):
            out[at] = replace(here, kind=LineKind.STRIP)
    return out


def caption_and_credit(text: str, lines: Sequence[Line]) -> tuple[str | None, str | None]:
    """What the first picture shows, and whose it is; cut at the word that begins the credit."""
    captions = [line.span.of(text) for line in lines if line.kind is LineKind.CAPTION]
    given = [line.span.of(text) for line in lines if line.kind is LineKind.CREDIT]
    if not captions:
        return None, given[0] if given else None
    captions[0] = RIGHTS.sub("", captions[0])
    forms = (CREDIT_BEGINS, CREDIT_IN_BRACKETS, CREDIT_AT_END)
    found = next((found for form in forms if (found := form.search(captions[0]))), None)
    if found is None:
        return captions[0], given[0] if given else None
    # The full stop before the credit is the caption's.
    at = found.start() + (found[0][0] in ".!?")
    credit = captions[0][at:].lstrip('/|([”" ').strip()
    return captions[0][:at].rstrip(" /|([") or None, credit.rstrip(")]") or None


def corrections(text: str, lines: Sequence[Line], *, declared: str | None) -> tuple[str, ...]:
    """What a page says of its own corrections, its own lines going before what it declares."""
    words = [line.span.of(text) for line in lines]
    found = [one for one in words if len(one) <= _LONGEST_CORRECTION and CORRECTION.fullmatch(one)]
    heads = [at for at, one in enumerate(words) if _CORRECTION_HEAD.fullmatch(one)]
    below = [words[at + 1] for at in heads if at + 1 < len(words)]
    shown = [one for one in (*found, *below) if not _CORRECTION_HEAD.fullmatch(one)]
    return tuple(dict.fromkeys(shown)) or ((declared,) if declared else ())


_LONGEST_CORRECTION = 520
_CORRECTION_HEAD = re.compile(r"(?:corrections?|clarifications?)[:.]?", re.IGNORECASE)


def agency(text: str, *, written: str | None, credit: str | None) -> str | None:
    """The agency a story comes from: byline or page, then the copy, then the picture's credit."""
    in_copy = agency_in_copy(text)
    return written or in_copy or agency_in_copyright(text) or agency_in_credit(credit)


def agency_in_copyright(text: str) -> str | None:
    """The agency of a copyright line: "© 2024 AFP"."""
    for found in _COPYRIGHT.finditer(text):
        named = agency_in_byline(found[0])
        if named is not None:
            return named
    return None


_COPYRIGHT = re.compile(r"(?:©|\(c\)|\bcopyright\b).{0,80}", re.IGNORECASE)


def dateline(text: str, body: Sequence[Span]) -> str | None:
    """Place, day and agency before the first dash of the body: "PORT NORA, Oct 28 (Reuters)".

    Examples
    --------
    >>> dateline("PORT NORA (ANP) - It went on.", [Span(start=0, end=29)])
    'PORT NORA (ANP)'
    """
    for span in body[:2]:
        found = _DATELINE.match(text, span.start, span.end)
        if found:
            return found["dateline"].strip(" ,")
    return None


_DATELINE = re.compile(
    r"(?P<dateline>[^\W\d_a-z](?:[^\W\d_a-z]|[ .'’/-]){2,40}(?:, [A-Z][\w. ]{1,30})?"
    r"(?:, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?(?: ?\([A-Z][\w /.-]{1,30}\))?)"
    r"(?:(?:\s?(?:--?|[–—])|(?<=\)):)\s|(?<=\))—(?=\S))"
)
