"""All visible text of an HTML page, block by block, with what the markup says of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


DEEPEST = 200
"""Levels of elements. Pages have under 60; a deeper one is read without its structure."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """One block of visible text.

    Parameters
    ----------
    text
        White space as a browser shows it; a line feed for each break within the block.
    tag
        The block element that holds it: "p", "h1", "li", "figcaption".
    around
        The tags around it, the outermost first.
    hints
        Its own and the nearest ancestors' class, id, role and microdata property ("prop-headline"),
        in lower case.
    container
        Which element holds it, as a number; siblings share it.
    linked, strong
        The share of its characters in links, and in bold.
    """

    text: str
    tag: str
    around: tuple[str, ...] = ()
    hints: str = ""
    container: int = 0
    linked: float = 0.0
    strong: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page: its head's title, its blocks, and the tree for those who ask for more.

    Parameters
    ----------
    tags
        How many tags its source has, up to the most that are read with their structure.
    is_flat
        Whether it was read without its structure.
    """

    title: str | None
    blocks: tuple[Block, ...]
    tree: Any
    tags: int = 0
    is_flat: bool = False

    @property
    def text(self) -> str:
        """The text of its blocks, a blank line between two."""
        return "\n\n".join(block.text for block in self.blocks)


def page(html: str) -> Page:
    """The blocks of a page.

    Scripts, styles, templates and what is marked hidden are no visible text. A page nested deeper
    than `DEEPEST` is read as a row of blocks, its tags being all that is lost.

    Parameters
    ----------
    html
        Any text; what is no HTML gives one block.
    """
    flat, tags = _shape(html)
    tree = _tree(_flattened(html) if flat else html)
    if tree is None:
        return Page(title=None, blocks=(), tree=None, tags=tags, is_flat=flat)
    return Page(
        title=_head_title(tree),
        blocks=tuple(_rows(_Walk().blocks(tree))),
        tree=tree,
        tags=tags,
        is_flat=flat,
    )


def _rows(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks, the short cells of one table row as one."""
    row: list[Block] = []
    for block in blocks:
        is_cell = block.tag in ("td", "th") and len(block.text) <= _LONGEST_CELL
        if row and not (is_cell and block.container == row[0].container):
            yield _row(row)
            row = []
        if is_cell:
            row.append(block)
        else:
            yield block
    if row:
        yield _row(row)


_LONGEST_CELL = 40


def _row(cells: list[Block]) -> Block:
    size = sum(len(cell.text) for cell in cells)
    linked = sum(cell.linked * len(cell.text) for cell in cells) / size
    text = " ".join(" ".join(cell.text.split()) for cell in cells)
    return replace(cells[0], text=text, linked=linked)


def _tree(html: str) -> Any:
    # A page that declares another encoding than this text has by now must not be decoded twice.
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    content = html.replace("\0", " ").encode("utf-8", errors="replace")
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        # Nothing but comments or a doctype.
        return None


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b[^<>]{0,20000}>")
_VOID = _words(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th "
    "thead tbody tfoot option optgroup rp rt colgroup body head html"
)


def _shape(html: str) -> tuple[bool, int]:
    """Whether elements nest deeper than `DEEPEST` or are too many, and how many tags there are.

    Counted without a parser, up to the first tag too many.
    """
    depth = count = 0
    for count, tag in enumerate(_TAG.finditer(html), start=1):
        if tag[2].lower() not in _VOID and not tag[0].endswith("/>"):
            depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEEPEST or count > _MOST_TAGS:
            return True, count
    return False, count


_MOST_TAGS = 200_000
"""The longest pages have some ten thousand; more are read in a second all the same."""


def _flattened(html: str) -> str:
    """The same text in a row of paragraphs."""
    bare = without_unseen(html)
    bare = _TAG.sub(lambda tag: tag[0] if tag[2].lower() in _INLINE else "<p>", bare)
    # Inline elements can nest as deep as any.
    bare = _TAG.sub(lambda tag: "<p>" if tag[0] == "<p>" else "", bare)
    return f"<html><body>{_PARAGRAPHS.sub('<p>', bare)}</body></html>"


def without_unseen(html: str) -> str:
    """The page without scripts and styles; one that is never closed hides the rest."""
    parts: list[str] = []
    at = 0
    lower = html.lower()
    while found := _UNSEEN.search(lower, at):
        parts.append(html[at : found.start()])
        at = lower.find(f"</{found[1]}", found.end())
        if at < 0:
            return " ".join(parts)
        at += len(found[1]) + 2
    return " ".join([*parts, html[at:]])


_PARAGRAPHS = re.compile(r"<p>(?:\s*<p>)+")
_UNSEEN = re.compile(r"<(script|style|template|noscript)\b")
_INLINE = _words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter "
    "nobr output q rp rt ruby s samp small span strike strong sub sup time tt u var wbr"
)
_NOT_VISIBLE = _words(
    "head script style template noscript svg math iframe object embed audio video canvas map "
    "select datalist textarea input progress"
)
_STRONG = frozenset(("b", "strong"))
_HIDDEN_STYLE = re.compile(r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)", re.I)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BREAK = "\v"


def _head_title(tree: Any) -> str | None:
    found = tree.find(".//head/title")
    if found is None:
        found = tree.find(".//title")
    words = " ".join("".join(found.itertext()).split()) if found is not None else ""
    return words or None


def _is_hidden(element: Any) -> bool:
    if element.tag in _NOT_VISIBLE or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and _HIDDEN_STYLE.search(style))


@dataclass
class _Open:
    """A block element whose end has not come yet."""

    tag: str
    hint: str
    number: int


@dataclass
class _Walk:
    """Goes through a tree once and gives its blocks."""

    open: list[_Open] = field(default_factory=list)
    pieces: list[tuple[str, bool, bool]] = field(default_factory=list)
    links: int = 0
    bolds: int = 0
    count: int = 0
    pre: int = 0

    def blocks(self, tree: Any) -> Iterator[Block]:
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                if element is not tree and _is_hidden(element):
                    walk.skip_subtree()
                    continue
                yield from self._start(element)
            else:
                if element is tree or not _is_hidden(element):
                    yield from self._end(element)
                if element is not tree:
                    self._add(element.tail)
        yield from self._flush()

    def _start(self, element: Any) -> Iterator[Block]:
        tag = element.tag
        if tag == "br":
            self.pieces.append((_BREAK, False, False))
        elif tag in _INLINE:
            self.links += tag == "a"
            self.bolds += tag in _STRONG
        else:
            yield from self._flush()
            self.count += 1
            self.pre += tag == "pre"
            named = (*map(element.get, ("class", "id", "role")), _property(element))
            hint = " ".join(name for name in named if name).lower()[:_LONGEST_HINT]
            self.open.append(_Open(tag=tag, hint=hint, number=self.count))
        self._add(element.text)

    def _end(self, element: Any) -> Iterator[Block]:
        tag = element.tag
        if tag == "br":
            return
        if tag in _INLINE:
            self.links -= tag == "a"
            self.bolds -= tag in _STRONG
            return
        yield from self._flush()
        self.pre -= tag == "pre"
        self.open.pop()

    def _add(self, words: str | None) -> None:
        if words:
            shown = words.replace("\n", _BREAK) if self.pre else words
            self.pieces.append((shown, self.links > 0, self.bolds > 0))

    def _flush(self) -> Iterator[Block]:
        """The blocks that the gathered pieces make: two breaks in a row divide."""
        pieces, self.pieces = self.pieces, []
        part: list[tuple[str, bool, bool]] = []
        breaks = 0
        for words, linked, strong in _split(pieces):
            if words == _BREAK:
                breaks += 1
                part.append((words, False, False))
            elif words.strip():
                if breaks > 1:
                    yield from self._block(part)
                    part = []
                breaks = 0
                part.append((words, linked, strong))
            else:
                part.append((" ", False, False))
        yield from self._block(part)

    def _block(self, pieces: list[tuple[str, bool, bool]]) -> Iterator[Block]:
        text = "".join(words for words, _, _ in pieces)
        lines = (_SPACES.sub(" ", line).strip(" ") for line in text.split(_BREAK))
        shown = "\n".join(line for line in lines if line)
        if not shown.strip():
            return
        size = sum(len(words) for words, _, _ in pieces)
        inside = self.open or [_Open(tag="body", hint="", number=0)]
        holder = inside[-2] if len(inside) > 1 and inside[-1].tag in _LEAVES else inside[-1]
        yield Block(
            text=shown.strip(),
            tag=inside[-1].tag,
            around=tuple(one.tag for one in inside[:-1]),
            hints=" ".join(one.hint for one in inside[-_HINTS_FROM:] if one.hint),
            container=holder.number,
            linked=sum(len(words) for words, linked, _ in pieces if linked) / size,
            strong=sum(len(words) for words, _, strong in pieces if strong) / size,
        )


def _property(element: Any) -> str | None:
    """The microdata property that an element holds, as a name beside its classes."""
    name = element.get("itemprop")
    return f"prop-{name}" if name else None


_LEAVES = _words("p h1 h2 h3 h4 h5 h6 li dt dd blockquote figcaption pre td th")
_LONGEST_HINT = 300
_HINTS_FROM = 4
"""Levels of ancestors whose names count; those further out name the page, not the block."""


def _split(pieces: list[tuple[str, bool, bool]]) -> Iterator[tuple[str, bool, bool]]:
    """The pieces with each break on its own."""
    for words, linked, strong in pieces:
        for number, part in enumerate(words.split(_BREAK)):
            if number:
                yield _BREAK, False, False
            if part:
                yield part, linked, strong
