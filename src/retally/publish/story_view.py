"""What the page of a story shows, in the order of the text: parts, marks, cards of evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from retally.model.story import Figure, LeftOutKind, Reading, Span, Story
from retally.publish.check_blocks import Block, block, marked, source_words
from retally.publish.figure_checks import by_figure, verdict_of
from retally.publish.story_evidence import Drawings, drawings

if TYPE_CHECKING:
    from retally.check.story_check import StoryCheck
    from retally.publish.site_inputs import Site

_GAP = Markup('<span class="gap">[…]</span>')


@dataclass(frozen=True, kw_only=True)
class Card:
    """One figure's evidence, as words and drawn."""

    block: Block
    drawings: Drawings


@dataclass(frozen=True, kw_only=True)
class Part:
    """A paragraph, a crosshead, or a gap where text is left out.

    Parameters
    ----------
    kind
        ``standfirst``, ``paragraph``, ``crosshead`` or ``gap``.
    cards
        The evidence of the figures that stand in it.
    """

    kind: str
    text: Markup
    cards: tuple[Card, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StoryView:
    """The page.

    Parameters
    ----------
    headline
        Its figures marked where they were checked.
    elsewhere
        Cards of figures that stand in no paragraph: in the headline, a caption.
    """

    headline: Markup
    parts: tuple[Part, ...]
    elsewhere: tuple[Card, ...]
    quoted: tuple[str, ...]
    map_sources: tuple[str, ...]
    corrections: tuple[str, ...]


def story_view(site: Site, checked: StoryCheck) -> StoryView:
    """The view of a checked story; excerpts around the figures alone unless the site shows all."""
    story = checked.reading.story
    groups = by_figure(checked)
    drawn = drawings(site.drawn_from, checked, groups)
    cards = {group.figure.id: Card(block=block(checked, group), drawings=drawn) for group in groups}
    parts, placed = _parts(checked, cards, full_text=site.full_text)
    return StoryView(
        headline=_headline(checked),
        parts=tuple(parts),
        elsewhere=tuple(card for name, card in cards.items() if name not in placed),
        quoted=_quoted(checked.reading),
        map_sources=tuple(
            dict.fromkeys(one for figure in checked.reading.figures for one in figure.sources)
        ),
        corrections=story.corrections,
    )


def _headline(checked: StoryCheck) -> Markup:
    story = checked.reading.story
    if story.headline is None:
        return Markup.escape(story.title or checked.name)
    inside = [
        one
        for one in checked.reading.figures
        if one.span.meets(story.headline) and verdict_of(checked, one.id)
    ]
    return marked(checked, story.text, story.headline, inside)


def _parts(
    checked: StoryCheck, cards: dict[str, Card], *, full_text: bool
) -> tuple[list[Part], set[str]]:
    """The parts in order of the text, and the figures whose cards stand in one of them."""
    reading, story = checked.reading, checked.reading.story
    figures = [one for one in reading.figures if verdict_of(checked, one.id)]
    pieces = [(span, False) for span in story.paragraphs]
    pieces += [(one.span, True) for one in story.left_out if one.kind is LeftOutKind.CROSSHEAD]
    parts: list[Part] = []
    placed: set[str] = set()
    for span, is_crosshead in sorted(pieces):
        if is_crosshead:
            parts.append(Part(kind="crosshead", text=Markup.escape(span.of(story.text))))
            continue
        inside = [one for one in figures if one.span.meets(span)]
        here = tuple(cards[one.id] for one in inside if one.id in cards and one.id not in placed)
        placed |= {card.block.anchor for card in here}
        text = _told(checked, span, inside, is_whole=full_text or _is_standfirst(story, span))
        if text is None:
            parts.append(Part(kind="gap", text=_GAP))
            continue
        kind = "standfirst" if _is_standfirst(story, span) else "paragraph"
        parts.append(Part(kind=kind, text=text, cards=here))
    return list(_tidy(parts)), placed


def _is_standfirst(story: Story, span: Span) -> bool:
    return (
        bool(story.standfirst) and span.of(story.text).strip() == (story.standfirst or "").strip()
    )


def _told(
    checked: StoryCheck, span: Span, inside: Sequence[Figure], *, is_whole: bool
) -> Markup | None:
    """A paragraph whole, or its sentences with figures; None where nothing of it is shown."""
    text = checked.reading.story.text
    if is_whole:
        return marked(checked, text, span, inside)
    sentences = sorted({one.sentence for one in inside})
    if not sentences:
        return None
    found: list[Markup] = []
    at = span.start
    for sentence in sentences:
        start, end = max(sentence.start, at), min(sentence.end, span.end)
        if start >= end:
            continue
        if text[at:start].strip():
            found.append(_GAP)
        piece = Span(start=start, end=end)
        found.append(marked(checked, text, piece, [one for one in inside if one.span.meets(piece)]))
        at = end
    if text[at : span.end].strip():
        found.append(_GAP)
    return Markup(" ").join(found)


def _tidy(parts: Sequence[Part]) -> Iterator[Part]:
    """One gap for several in a row; a crosshead only where text follows it."""
    waiting: Part | None = None
    has_gap = False
    for part in parts:
        if part.kind == "crosshead":
            waiting = part
            continue
        if part.kind == "gap":
            if not has_gap:
                yield part
            has_gap = True
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        has_gap = False
        yield part


def _quoted(reading: Reading) -> tuple[str, ...]:
    """The sources of the statements, each once with the fullest that is known."""
    found: dict[str, str] = {}
    for one in reading.statements:
        who, words = (one.speaker or one.mention or "").lower(), source_words(one)
        if who:
            found[who] = max(found.get(who, ""), words, key=len)
    return tuple(found.values())
