"""What each piece of a page is: from its form, its markup and what is known of the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from retally.model.story import Span
from retally.stories.article import Article, is_prose, squeezed
from retally.stories.blocks import Block
from retally.stories.declared import Declared
from retally.stories.lines import LineKind, line_kind
from retally.stories.parts import is_above_body


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One line of a block, where it stands in the fixed text."""

    span: Span
    words: str
    block: Block
    number: int


def page_kinds(
    pieces: Sequence[Piece], *, title: str | None, said: Declared, core: Article
) -> list[LineKind]:
    """What each piece is, from its form, its markup and the article."""
    kinds = [_by_markup(piece, title) for piece in pieces]
    kinds = _one_headline(pieces, kinds, title)
    inside = core.inside([(piece.words, piece.block) for piece in pieces])
    if said.is_live:
        inside = _with_entries(pieces, inside)
    out = []
    seen: set[str] = set()
    for piece, kind, is_inside in zip(pieces, kinds, inside, strict=True):
        found = kind
        if kind is LineKind.BODY and not is_inside and not is_standfirst(piece, said):
            found = _outside(piece)
        elif kind is LineKind.BODY and len(piece.words) > LONG_ENOUGH_TO_REPEAT:
            # Teasers and lightboxes print a paragraph again.
            found = LineKind.BOILERPLATE if piece.words in seen else kind
            seen.add(piece.words)
        out.append(found)
    return _crossheads(pieces, _with_teaser(pieces, out))


def _with_entries(pieces: Sequence[Piece], inside: Sequence[bool]) -> list[bool]:
    """The same, with the entries of a live page: paragraphs in the markup of those inside."""
    known = {_markup(piece) for piece, is_inside in zip(pieces, inside, strict=True) if is_inside}
    return [
        is_inside
        or (_markup(piece) in known and is_prose(piece.words) and piece.block.linked < 0.5)
        for piece, is_inside in zip(pieces, inside, strict=True)
    ]


def _with_teaser(pieces: Sequence[Piece], kinds: Sequence[LineKind]) -> list[LineKind]:
    """The same, a sentence alone between headline and body counted as standfirst.

    Some systems call it the teaser, as they call those of other stories.
    """
    out = list(kinds)
    head = next((at for at, kind in enumerate(kinds) if kind is LineKind.HEADLINE), None)
    if head is None or LineKind.BODY not in kinds[head:]:
        return out
    first = list(kinds).index(LineKind.BODY, head)
    found = [at for at in range(head + 1, first) if _is_teaser(pieces[at], out[at])]
    within = found and set(pieces[head].block.around) & {"article", "main"}
    if len(found) == 1 and within and LineKind.RELATED_LINK not in out[head:first]:
        out[found[0]] = LineKind.BODY
    return out


def _is_teaser(piece: Piece, kind: LineKind) -> bool:
    is_summary = kind is LineKind.BOILERPLATE and "teaser" in piece.block.hints
    return is_summary and is_prose(piece.words, fewest=6) and not is_above_body(piece.words)


LONG_ENOUGH_TO_REPEAT = 60


def _by_markup(piece: Piece, title: str | None) -> LineKind:
    block = piece.block
    if block.tag == "title":
        return LineKind.PAGE_TITLE
    if title and squeezed(piece.words) == squeezed(title):
        return LineKind.HEADLINE_REPEAT
    kind = line_kind(piece.words, title=title)
    if kind is not LineKind.BODY:
        return kind
    if block.tag == "button":
        return LineKind.READER_CONTROL
    if block.tag == "figcaption" or "figure" in block.around or _CAPTION.search(block.hints):
        is_credit = _CREDIT.search(block.hints.split(" ")[-1]) and len(piece.words) < 100
        return LineKind.CREDIT if is_credit else LineKind.CAPTION
    return LineKind.BODY


_CAPTION = re.compile(r"\b(?:fig)?caption|\bwp-caption|photo-?(?:text|desc|credit)|image-?credit")
_CREDIT = re.compile(r"credit|copyright|source")


def _one_headline(
    pieces: Sequence[Piece], kinds: Sequence[LineKind], title: str | None
) -> list[LineKind]:
    """The h1 that repeats the title, or else its first repeat, is the headline."""
    out = list(kinds)
    repeats = [at for at, kind in enumerate(kinds) if kind is LineKind.HEADLINE_REPEAT]
    heads = [at for at in repeats if pieces[at].block.tag == "h1"]
    shown = heads or [at for at in repeats if pieces[at].block.linked < 0.5] or repeats
    if title and shown:
        out[shown[0]] = LineKind.HEADLINE
    return out


def is_standfirst(piece: Piece, said: Declared) -> bool:
    """Whether a block is the summary under the headline, by its markup or what is declared."""
    if not _is_prose(piece.words, 3) or piece.block.linked > 0.5 or is_above_body(piece.words):
        return False
    own = piece.block.hints
    same = said.description and squeezed(piece.words) == squeezed(said.description)
    is_marked = _STANDFIRST.search(own) and not _is_core_less(own) and _is_prose(piece.words, 5)
    return bool(same or is_marked)


_STANDFIRST = re.compile(
    r"standfirst|\bdek\b|sub-?(?:head|title|line)|article-?(?:summary|intro|lead|excerpt)|chapo|"
    r"prop-(?:description|alternativeheadline|abstract)"
)
_CORE_LESS = re.compile(r"related|recommend|newsletter|teaser|promo|card|sidebar")


def _is_core_less(hints: str) -> bool:
    """Whether names in the markup say that a block belongs to another story."""
    return bool(_CORE_LESS.search(hints))


def _outside(piece: Piece) -> LineKind:
    """What a block is that is no part of the article."""
    return LineKind.RELATED_LINK if piece.block.linked > 0.5 else LineKind.BOILERPLATE


def _crossheads(pieces: Sequence[Piece], kinds: Sequence[LineKind]) -> list[LineKind]:
    """Headings, and bold lines that are no sentence, between paragraphs of the body."""
    out = list(kinds)
    first = next((at for at, kind in enumerate(kinds) if kind is LineKind.BODY), len(out))
    headings = Counter(_markup(piece) for piece in pieces if _HEADING.fullmatch(piece.block.tag))
    for at, (piece, kind) in enumerate(zip(pieces, kinds, strict=True)):
        if kind is not LineKind.BODY or len(piece.words) > 120:
            continue
        heading = _HEADING.fullmatch(piece.block.tag) is not None
        bold = piece.block.strong > 0.95 and not piece.words.endswith((".", "”", '"', "?", "!"))
        # Under the headline stands the standfirst; headings that come again are a live page's.
        is_one_of_many = bool(piece.block.hints) and headings[_markup(piece)] > 1
        if (heading or bold) and (first < at or is_one_of_many):
            out[at] = LineKind.CROSSHEAD
    return out


_HEADING = re.compile(r"h[1-6]")


def _markup(piece: Piece) -> tuple[str, str, tuple[str, ...]]:
    return piece.block.tag, piece.block.hints, piece.block.around


def _is_prose(words: str, fewest: int) -> bool:
    return len(words.split()) >= fewest
