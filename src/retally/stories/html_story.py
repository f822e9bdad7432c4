"""An HTML page to a Story: all its visible text, with what is body told from the rest."""

from __future__ import annotations

from collections.abc import Sequence

from retally.model.story import Span, Story
from retally.stories.article import Article, article, squeezed
from retally.stories.blocks import Block, Page, page
from retally.stories.declared import Declared, declared
from retally.stories.languages import language_of
from retally.stories.lines import LineKind, without_site
from retally.stories.page_kinds import LONG_ENOUGH_TO_REPEAT, Piece, is_standfirst, page_kinds
from retally.stories.parts import (
    Line,
    agency,
    caption_and_credit,
    corrections,
    dateline,
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
    kinds = page_kinds(pieces, title=title, said=said, core=core)
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
        updated=said.updated or top.updated,
        agency=agency(text, written=top.agency or said.agency, credit=credit),
        site=said.site or _site(found.title, title),
        byline=said.byline or top.byline,
        dateline=dateline(text, body),
        language=language_of(" ".join(span.of(text) for span in body[:20])) or said.language,
        left_out=left_out(top.lines),
        strip=strip(text, top.lines),
        caption=caption,
        credit=credit,
        corrections=corrections(text, top.lines, declared=said.correction),
    )


def _laid_out(found: Page) -> tuple[str, list[Piece]]:
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
                pieces.append(Piece(span=span, words=stripped, block=block, number=number))
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
    if found.title and not heads and (below := _below_site(found)) is not None:
        return below
    # The logo of a site is often its only h1.
    if heads and squeezed(heads[0]) != squeezed(said.site or ""):
        return heads[0]
    return without_site_name(found.title, said.site) if found.title else None


def _below_site(found: Page) -> str | None:
    """The headline of a title "Site: Headline", where a block of its own shows it."""
    _, mark, headline = (found.title or "").partition(": ")
    blocks = (block.text for block in found.blocks if mark)
    return next((text for text in blocks if squeezed(text) == squeezed(headline) != ""), None)


def _headings(found: Page, tag: str) -> list[str]:
    blocks = (block for block in found.blocks if block.tag == tag and len(block.text) < 400)
    return [" ".join(block.text.split()) for block in blocks]


def without_site_name(title: str, site: str | None) -> str:
    """A title less the name of the site at its end or start."""
    words = " ".join(title.split())
    return (without_site(words, site) or words) if site else words


def _site(title_line: str | None, title: str | None) -> str | None:
    return without_site(" ".join(title_line.split()), title) if title_line and title else None


def _standfirst(pieces: Sequence[Piece], lines: Sequence[Line], said: Declared) -> str | None:
    """The summary under the headline; None where the page marks none."""
    for piece, line in zip(pieces, lines, strict=True):
        if line.kind is LineKind.BODY:
            marks = piece.block
            if is_standfirst(piece, said) or marks.tag == "h2" or "teaser" in marks.hints:
                return piece.words
            if len(piece.words) > LONG_ENOUGH_TO_REPEAT:
                return None
    return None


def _paragraphs(text: str, pieces: Sequence[Piece], lines: Sequence[Line]) -> tuple[Span, ...]:
    """The body's pieces; lines of one block are one paragraph where a sentence runs on."""
    found: list[Span] = []
    last: Piece | None = None
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
