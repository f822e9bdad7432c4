"""An HTML page to a Story: all its visible text, with what is body told from the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retally.model.story import Span, Story
from retally.stories.article import Article, article, squeezed
from retally.stories.blocks import Block, Page, page
from retally.stories.declared import Declared, declared
from retally.stories.languages import language_of
from retally.stories.lines import LineKind, line_kind, without_site
from retally.stories.parts import (
    Line,
    agency,
    caption_and_credit,
    dateline,
    is_above_body,
    left_out,
    read_top,
    strip,
    with_strip_heads,
)
from retally.stories.plain import fixed_text


def html_story(
    html: str, *, address: str | None = None, found: Page | None = None
) -> tuple[Story, bool]:
    """The story of an HTML page.

    The fixed text is the page's title and all its visible text, block by block. trafilatura says
    which blocks are the article; our own rules then take captions, links and prompts out of them,
    and put back the paragraphs that it dropped from between the others.

    Parameters
    ----------
    html
        The page as text.
    address
        Where it came from; None for a file.
    found
        Its blocks, where they are at hand.

    Returns
    -------
    Story, bool
        The story, and whether the page declares that it may be read without paying.
    """
    found = found or page(html)
    said = declared(None if found.is_flat else found.tree, address=address)
    return page_story(found, said, article(found, html)), said.is_open


def page_story(found: Page, said: Declared, core: Article) -> Story:
    """The story of a page's blocks, of what it declares, and of what is known to be its article."""
    title = _title(found, said)
    text, pieces = _laid_out(found)
    kinds = _kinds(pieces, title=title, said=said, core=core)
    lines = [Line(span=piece.span, kind=kind) for piece, kind in zip(pieces, kinds, strict=True)]
    top = read_top(text, with_strip_heads(text, lines))
    body = _paragraphs(text, pieces, top.lines)
    caption, credit = caption_and_credit(text, top.lines)
    standfirst = _standfirst(pieces, top.lines, said)
    return Story(
        text=text,
        paragraphs=body,
        headline=next((line.span for line in top.lines if line.kind is LineKind.HEADLINE), None),
        title=title,
        standfirst=standfirst,
        published=said.published or top.published,
        published_basis=said.published_basis or top.published_basis,
        agency=agency(text, written=top.agency or said.agency, credit=credit),
        site=said.site or _site(found.title, title),
        byline=said.byline or top.byline,
        dateline=dateline(text, body),
        language=language_of(" ".join(span.of(text) for span in body[:20])) or said.language,
        left_out=left_out(top.lines),
        strip=strip(text, top.lines),
        caption=caption,
        credit=credit,
    )


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """One line of a block, where it stands in the fixed text."""

    span: Span
    words: str
    block: Block
    number: int


def _laid_out(found: Page) -> tuple[str, list[_Piece]]:
    """The fixed text and its pieces: the page's title first, a blank line between blocks."""
    blocks = list(found.blocks)
    if found.title:
        blocks.insert(0, Block(text=found.title, tag="title"))
    parts: list[str] = []
    pieces = []
    at = 0
    for number, block in enumerate(blocks):
        words = fixed_text(block.text)
        start = at
        for line in words.split("\n"):
            stripped = line.strip()
            if stripped:
                first = start + line.index(stripped[0])
                span = Span(start=first, end=first + len(stripped))
                pieces.append(_Piece(span=span, words=stripped, block=block, number=number))
            start += len(line) + 1
        parts.append(words)
        at += len(words) + 2
    return "\n\n".join(parts), pieces


def _title(found: Page, said: Declared) -> str | None:
    """The headline as the page shows it; else as it declares it; else its title less the site."""
    heads = _headings(found, "h1") or _headings(found, "h2")[:1]
    declared_titles = [one for one in (said.title, found.title) if one]
    for given in declared_titles:
        for head in heads:
            if squeezed(head) and squeezed(head) in squeezed(given):
                return head
    for given in declared_titles[:1] if said.title else ():
        shown = (block.text for block in found.blocks if squeezed(block.text) == squeezed(given))
        return without_site_name(next(shown, given), said.site)
    # The logo of a site is often its only h1.
    if heads and squeezed(heads[0]) != squeezed(said.site or ""):
        return heads[0]
    return without_site_name(found.title, said.site) if found.title else None


def _headings(found: Page, tag: str) -> list[str]:
    blocks = (block for block in found.blocks if block.tag == tag and len(block.text) < 400)
    return [" ".join(block.text.split()) for block in blocks]


def without_site_name(title: str, site: str | None) -> str:
    """A title less the name of the site at its end or start."""
    words = " ".join(title.split())
    return (without_site(words, site) or words) if site else words


def _site(title_line: str | None, title: str | None) -> str | None:
    return without_site(" ".join(title_line.split()), title) if title_line and title else None


def _kinds(
    pieces: Sequence[_Piece], *, title: str | None, said: Declared, core: Article
) -> list[LineKind]:
    """What each piece is, from its form, its markup and the article."""
    kinds = [_by_markup(piece, title) for piece in pieces]
    kinds = _one_headline(pieces, kinds, title)
    inside = core.inside([(piece.words, piece.block) for piece in pieces])
    out = []
    seen: set[str] = set()
    for piece, kind, is_inside in zip(pieces, kinds, inside, strict=True):
        found = kind
        if kind is LineKind.BODY and not is_inside and not _is_standfirst(piece, said):
            found = _outside(piece)
        elif kind is LineKind.BODY and len(piece.words) > _LONG_ENOUGH_TO_REPEAT:
            # Teasers and lightboxes print a paragraph again.
            found = LineKind.BOILERPLATE if piece.words in seen else kind
            seen.add(piece.words)
        out.append(found)
    return _crossheads(pieces, out)


_LONG_ENOUGH_TO_REPEAT = 60


def _by_markup(piece: _Piece, title: str | None) -> LineKind:
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
    pieces: Sequence[_Piece], kinds: Sequence[LineKind], title: str | None
) -> list[LineKind]:
    """The h1 that repeats the title, or else its first repeat, is the headline."""
    out = list(kinds)
    repeats = [at for at, kind in enumerate(kinds) if kind is LineKind.HEADLINE_REPEAT]
    heads = [at for at in repeats if pieces[at].block.tag == "h1"]
    shown = heads or [at for at in repeats if pieces[at].block.linked < 0.5] or repeats
    if title and shown:
        out[shown[0]] = LineKind.HEADLINE
    return out


def _is_standfirst(piece: _Piece, said: Declared) -> bool:
    """Whether a block is the summary under the headline, by its markup or what is declared."""
    if not _is_prose(piece.words, 5) or piece.block.linked > 0.5 or is_above_body(piece.words):
        return False
    own = piece.block.hints
    same = said.description and squeezed(piece.words) == squeezed(said.description)
    return bool(same or (_STANDFIRST.search(own) and not core_less(own)))


_STANDFIRST = re.compile(
    r"standfirst|\bdek\b|sub-?(?:head|title|line)|article-?(?:summary|intro|lead|excerpt)|chapo"
)
_CORE_LESS = re.compile(r"related|recommend|newsletter|teaser|promo|card|sidebar")


def core_less(hints: str) -> bool:
    """Whether names in the markup say that a block belongs to another story."""
    return bool(_CORE_LESS.search(hints))


def _outside(piece: _Piece) -> LineKind:
    """What a block is that is no part of the article."""
    return LineKind.RELATED_LINK if piece.block.linked > 0.5 else LineKind.BOILERPLATE


def _crossheads(pieces: Sequence[_Piece], kinds: Sequence[LineKind]) -> list[LineKind]:
    """Headings, and bold lines that are no sentence, between paragraphs of the body."""
    out = list(kinds)
    for at, (piece, kind) in enumerate(zip(pieces, kinds, strict=True)):
        if kind is not LineKind.BODY or len(piece.words) > 120:
            continue
        heading = re.fullmatch(r"h[1-6]", piece.block.tag) is not None
        bold = piece.block.strong > 0.95 and not piece.words.endswith((".", "”", '"', "?", "!"))
        # Under the headline stands the standfirst.
        if (heading or bold) and LineKind.BODY in kinds[:at]:
            out[at] = LineKind.CROSSHEAD
    return out


def _is_prose(words: str, fewest: int) -> bool:
    return len(words.split()) >= fewest


def _standfirst(pieces: Sequence[_Piece], lines: Sequence[Line], said: Declared) -> str | None:
    """The summary under the headline; None where the page marks none."""
    for piece, line in zip(pieces, lines, strict=True):
        if line.kind is LineKind.BODY:
            if _is_standfirst(piece, said) or piece.block.tag == "h2":
                return piece.words
            if len(piece.words) > _LONG_ENOUGH_TO_REPEAT:
                return None
    return None


def _paragraphs(text: str, pieces: Sequence[_Piece], lines: Sequence[Line]) -> tuple[Span, ...]:
    """The body's pieces; lines of one block are one paragraph where a sentence runs on."""
    found: list[Span] = []
    last: _Piece | None = None
    for piece, line in zip(pieces, lines, strict=True):
        if line.kind is not LineKind.BODY:
            last = None
            continue
        if last is not None and last.number == piece.number and not _ends(last.words):
            found[-1] = Span(start=found[-1].start, end=piece.span.end)
        else:
            found.append(piece.span)
        last = piece
    return tuple(found)


def _ends(words: str) -> bool:
    return words.rstrip("\"”'’)»").endswith((".", "!", "?", ":"))
