"""Comparisons: greater and less, multiples, differences, percentages of change, revisions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from retally.model.story import Figure, RelationType, StatedWindow
from retally.reader.relation_cues import (
    AMOUNT_NEXT,
    ANOTHER,
    ANY_TIME,
    CLAUSE,
    COMBINED,
    COMPARED_WITH,
    DEGREE,
    ELIDED_TIME,
    FACTORS,
    IT,
    LEAD,
    MOVED,
    MULTIPLE,
    NEGATED,
    OF_THEM,
    ONE,
    OPENING,
    OTHER_SIDE,
    OVER_TIME,
    PASSIVE,
    RESPECTIVELY,
    REVISED_BEFORE,
    SCALED,
    THAN,
    WHICH,
    verb_factor,
)
from retally.reader.relation_draft import BREAK, LISTED, Draft, hedge_before
from retally.reader.relation_moves import moves
from retally.reader.relation_resolve import (
    Known,
    is_alike,
    may_be_compared,
    only,
)
from retally.reader.relation_scene import ANY, LONGEST_REACH, TIMES, Scene, are_near

LONGEST_OPENING = 40
FAR = 8
"""Sentences looked back for a figure that measures just what those it exceeds do."""

REACH = 3
"""Sentences looked back for what \"that was more than\" compares."""


@dataclass(frozen=True, kw_only=True)
class Objects:
    """What something is compared with: figures, or windows that have none."""

    figures: tuple[Figure, ...] = ()
    windows: tuple[StatedWindow, ...] = ()
    end: int = 0
    is_combined: bool = False
    is_distributive: bool = False
    is_of_other_side: bool = False


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A word that compares: where it stands, which way, and by what degree."""

    start: int
    end: int
    is_more: bool
    degree: Figure | None = None
    factor: Decimal | None = None
    is_revision: bool = False
    needs_figure: bool = False
    apart: frozenset[str] = frozenset()


def comparisons(
    scenes: Sequence[Scene], at: int, known: Known, totals: Mapping[str, Figure]
) -> list[Draft]:
    """Every comparison that one sentence draws, with the figures it draws on.

    Parameters
    ----------
    scenes
        Those of the whole story, in order; `at` is this sentence's place.
    totals
        For the id of a part that the sentence lists, its total.
    """
    here = scenes[at]
    found = moves(scenes, at)
    taken = {figure.id for draft in found for figure in draft.figures}
    compared: set[str] = set()
    told = [(word, _objects(here, word)) for word in _words(here)]
    for place, (word, objects) in enumerate(told):
        if any(figure.id in taken for figure in objects.figures):
            continue
        # What was compared with before in the sentence is not compared itself, nor what is after
        # the next "but more than".
        later = {one.id for _, others in told[place + 1 :] for one in others.figures}
        spoken = replace(word, apart=frozenset(compared | later))
        subject = _subject(scenes, at, spoken, objects, known=known, totals=totals)
        if subject is None:
            continue
        drafts = _drafts(here, word, subject, _looked_up(objects, subject, known))
        compared |= {figure.id for draft in drafts for figure in draft.figures if figure != subject}
        found += drafts
    return found


def _words(here: Scene) -> list[Comparison]:
    """The comparing words of a sentence, in order, the longer of two that overlap."""
    found: list[Comparison] = []
    for cue, read in ((THAN, _than), (MOVED, _moved), (MULTIPLE, _multiplied), (SCALED, _scaled)):
        for match in cue.finditer(here.words):
            if not NEGATED.search(here.words, max(0, match.start() - 12), match.start()):
                word = read(here, match)
                found += [] if word is None else [word]
    kept: list[Comparison] = []
    for word in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or word.start >= kept[-1].end:
            kept.append(word)
    return kept


def _than(here: Scene, match: re.Match[str]) -> Comparison | None:
    """As in "More ground than", "5 square kilometres more than", "six times larger than"."""
    lead = DEGREE.search(here.words, max(0, match.start() - 40), match.start())
    if lead is None and AMOUNT_NEXT.match(here.words, match.end()):
        # "More than 5" that the reader of numbers took for no hedge.
        return None
    degree = here.figure_at(lead.start("degree")) if lead else None
    start = lead.start() if lead else match.start()
    return Comparison(
        start=start, end=match.end(), is_more=match["more"] is not None, degree=degree
    )


def _moved(here: Scene, match: re.Match[str]) -> Comparison | None:
    """As in "Up from", "a 5 percent rise on", "exceeding", "well above"."""
    degrees = [name for name in ("d1", "d2", "d3", "d4") if match[name]]
    is_time = not degrees and OVER_TIME.search(match.group())
    if is_time and not ONE.search(here.words, max(0, match.start() - 30), match.start()):
        # "The army's gains over the past year" says when, not more than what.
        return None
    degree = here.figure_at(match.start(degrees[0])) if degrees else None
    if (
        match["plain"] is not None
        and degree is None
        and REVISED_BEFORE.match(here.words, match.end())
    ):
        return Comparison(start=match.start(), end=match.end(), is_more=True, is_revision=True)
    is_more = any(match[name] is not None for name in ("up1", "up2", "up3", "up4", "up5"))
    if match["up4"] and PASSIVE.search(here.words, max(0, match.start() - 30), match.start()):
        # "It was surpassed only in May": May had more.
        is_more = False
    return Comparison(start=match.start(), end=match.end(), is_more=is_more, degree=degree)


def _multiplied(here: Scene, match: re.Match[str]) -> Comparison | None:
    """As in "Twice as many as", "six times the", "double that of"."""
    degree = here.figure_at(match.start("degree")) if match["degree"] else None
    factor = FACTORS[match["factor"].lower()] if match["factor"] else None
    return Comparison(
        start=match.start(), end=match.end(), is_more=True, degree=degree, factor=factor
    )


def _scaled(here: Scene, match: re.Match[str]) -> Comparison | None:
    """As in "Tripling its estimate of", "doubled from"."""
    return Comparison(
        start=match.start(),
        end=match.end(),
        is_more=True,
        factor=verb_factor(match["factor"]),
        needs_figure=True,
    )


def _objects(here: Scene, word: Comparison) -> Objects:
    """The figures after a comparing word, else the windows."""
    lead = LEAD.match(here.words, word.end)
    reach = lead.end() if lead else word.end
    if lead is not None and lead["figure"]:
        reach -= 1
    broken = BREAK.search(here.words, word.end, reach) or CLAUSE.search(here.words, word.end, reach)
    if broken:
        reach = broken.start()
    windows = tuple(
        window for one in here.windows_between(word.end, reach) for window in one.windows
    )
    if windows and ANOTHER.search(here.words, here.last_window(reach), reach):
        # "Higher than in May and half the 10.4 percent of 2029" compares with May alone.
        return Objects(windows=windows, end=here.last_window(reach) + 1)
    nothing = reach >= len(here.words) or here.words[reach] not in ANY
    # "As many as his predecessor in four" tells how long it took him.
    nothing = nothing or ELIDED_TIME.search(here.words, max(0, reach - 10), reach) is not None
    if broken or nothing or here.words[reach] == TIMES:
        combined = bool(COMBINED.search(here.words, word.start, min(len(here.words), reach + 1)))
        return Objects(windows=windows, end=reach, is_combined=combined)
    listed = [here.figure_at(reach)]
    end = reach + 1
    while len(listed) < LONGEST_REACH and (more := LISTED.match(here.words, end)) is not None:
        figure = here.figure_at(more.start("figure"))
        if figure.unit != listed[0].unit or BREAK.search(here.words, end, more.end()):
            break
        listed.append(figure)
        end = more.end()
    around = here.words[word.start : end + 45]
    return Objects(
        figures=tuple(listed),
        windows=windows,
        end=end,
        is_combined=len(listed) > 1 and bool(COMBINED.search(around)),
        is_distributive=bool(RESPECTIVELY.search(around)),
        is_of_other_side=bool(OTHER_SIDE.fullmatch(here.words, word.end, reach)),
    )


def _subject(
    scenes: Sequence[Scene],
    at: int,
    word: Comparison,
    objects: Objects,
    *,
    known: Known,
    totals: Mapping[str, Figure],
) -> Figure | None:
    """What is compared: the nearest figure before, else the first one after, else that of the
    sentence before. Of a list of parts it is their total.
    """
    here = scenes[at]
    wanted = objects.figures[0] if objects.figures else word.degree
    among = {*word.apart, *(figure.id for figure in objects.figures)}
    if word.degree is not None:
        among.add(word.degree.id)

    def may_be(figure: Figure) -> bool:
        if figure.id in among or figure.unit in ("times",):
            return False
        if objects.figures:
            # "Five times more than Sudria's 50,000" is of another side, and says so.
            other = objects.figures[0]
            alike = figure.unit == other.unit and is_alike(figure.kind, other.kind)
            return alike if objects.is_of_other_side else may_be_compared(figure, other)
        return wanted is None or word.degree is None or _fits_degree(figure, word.degree)

    before = here.before(word.start)
    if before and before[0].id in word.apart and WHICH.search(here.words[: word.start][-30:]):
        # "More than in June (5), which was more than in July": of the 5 or of the first.
        return None
    for figure in before:
        if may_be(figure):
            is_part = OF_THEM.match(here.words, here.place_of(figure) + 1)
            # "193, 62 of them in A, down from 201": which of the two was more is not told.
            return None if is_part else totals.get(figure.id, figure)
        if objects.figures and figure.id not in among and _is_nearest(figure, objects.figures[0]):
            return None
    after = here.after(objects.end)
    opens = word.start <= LONGEST_OPENING and OPENING.match(here.words[: word.start])
    if opens and after:
        return next((figure for figure in after if may_be(figure)), None)
    if any(figure.id not in among and may_be(figure) for figure in after):
        return None
    return _of_before(scenes, at, objects, known=known, may_be=may_be)


def _is_nearest(figure: Figure, other: Figure) -> bool:
    """Whether a figure is what is compared, though it cannot be: of one unit, or both shares.

    In "1 percent of A and a quarter of B, down from 39 percent" that is the quarter.
    """
    return figure.unit == other.unit or {figure.unit, other.unit} == {"percent", "share"}


def _fits_degree(figure: Figure, degree: Figure) -> bool:
    if degree.unit in ("times", "percent", "share"):
        return figure.unit not in ("times",)
    return figure.unit == degree.unit


def _of_before(
    scenes: Sequence[Scene],
    at: int,
    objects: Objects,
    *,
    known: Known,
    may_be: Callable[[Figure], bool],
) -> Figure | None:
    """The one figure of the nearest earlier sentence that prints any of its kind."""
    here = scenes[at]
    for back in range(1, min(REACH, at) + 1):
        other = scenes[at - back]
        if not are_near(here, other) and back > 1:
            break
        among = [figure for figure in other.figures if may_be(figure)]
        if among:
            figure = only(among) or _leading(here, other, among)
            if figure is not None and _is_of_now(here, figure, objects):
                return figure
            break
    return _of_own_window(scenes, at, objects, known=known, may_be=may_be)


def _leading(here: Scene, other: Scene, among: Sequence[Figure]) -> Figure | None:
    """What "it" stands for after a sentence that compares: its first figure.

    "It took 38 in May after 43 in April and 47 in March. It was below the peak of 72."
    """
    first, second = other.place_of(among[0]), other.place_of(among[1])
    told_first = among[0] == other.figures[0] and IT.match(here.words)
    return among[0] if told_first and COMPARED_WITH.search(other.words[first:second]) else None


def _of_own_window(
    scenes: Sequence[Scene],
    at: int,
    objects: Objects,
    *,
    known: Known,
    may_be: Callable[[Figure], bool],
) -> Figure | None:
    """The one earlier figure of the window that the sentence itself names before it compares.

    "By October 27 they had taken more than in August": what was taken by October 27.
    """
    here = scenes[at]
    own = [one.windows[-1].end for one in here.windows if one.windows]
    theirs = {window.end for window in objects.windows}
    if not own or own[0] in theirs:
        return _of_like(scenes, at, objects) if objects.figures else None
    among = [
        figure
        for figure in known.by_end.get(own[0], {}).values()
        if figure.span.start < here.found.span.start and may_be(figure)
    ]
    figure = only(among)
    return figure if figure is not None and _is_of_now(here, figure, objects) else None


def _of_like(scenes: Sequence[Scene], at: int, objects: Objects) -> Figure | None:
    """The nearest earlier figure that measures just what the objects do: kind, side and place."""
    like = objects.figures[0]
    for other in reversed(scenes[max(0, at - FAR) : at]):
        among = [
            one
            for one in other.figures
            if (one.unit, one.kind, one.actor, one.place)
            == (like.unit, like.kind, like.actor, like.place)
        ]
        if among:
            figure = only(among)
            return (
                figure if figure is not None and _is_of_now(scenes[at], figure, objects) else None
            )
    return None


def _is_of_now(here: Scene, figure: Figure, objects: Objects) -> bool:
    """Whether an earlier sentence's figure is not itself of a window it would be compared with."""
    if figure.window is None:
        return True
    ends = (figure.window.start, figure.window.end)
    theirs = [one.window for one in objects.figures if one.window is not None]
    return all((one.start, one.end) != ends for one in [*objects.windows, *theirs])


def _looked_up(objects: Objects, subject: Figure, known: Known) -> Objects:
    """The same, with the figures that the story gives elsewhere for windows named alone."""
    if objects.figures or not objects.windows:
        return objects
    found = [known.of_window(window, subject) for window in objects.windows]
    if any(figure is None for figure in found):
        return objects
    return replace(objects, figures=tuple(figure for figure in found if figure is not None))


def _drafts(here: Scene, word: Comparison, subject: Figure, objects: Objects) -> list[Draft]:
    """The relations that one comparison claims."""
    figures = tuple(one for one in objects.figures if one.id != subject.id)
    if word.needs_figure and not figures:
        return []
    any_time = ANY_TIME.match(here.words, word.end) is not None
    if not figures and not objects.windows and not any_time:
        return []
    start = min(word.start, here.place_of(subject)) if subject.id in here.order else word.start
    span = here.span(start, max(word.end, objects.end))
    draft = Draft(
        type=RelationType.GREATER if word.is_more else RelationType.LESS,
        figures=(subject,),
        span=span,
        than=() if figures else objects.windows,
        is_distributive=objects.is_distributive,
    )
    if word.factor is not None or (word.degree is not None and word.degree.unit == "times"):
        return [_multiple(here, draft, word, subject, figures)]
    if word.degree is not None:
        return [_by_degree(draft, word, subject, figures)]
    if word.is_revision:
        return [replace(draft, type=RelationType.REVISION, figures=(subject, *figures[:1]))]
    if not figures:
        # "More than in any month" compares with all of them: a record.
        return [replace(draft, type=RelationType.RECORD, than=())] if any_time else [draft]
    if objects.is_combined:
        return [replace(draft, figures=(subject, *figures))]
    return [replace(draft, figures=(subject, one)) for one in figures]


def _multiple(
    here: Scene, draft: Draft, word: Comparison, subject: Figure, figures: tuple[Figure, ...]
) -> Draft:
    """A ratio, its multiple printed or worded."""
    degree = () if word.degree is None else (word.degree,)
    return replace(
        draft,
        type=RelationType.RATIO,
        figures=(subject, *figures[:1], *degree),
        claimed=word.factor,
        qualifier=hedge_before(here.words, word.start) if word.factor else draft.qualifier,
    )


def _by_degree(
    draft: Draft, word: Comparison, subject: Figure, figures: tuple[Figure, ...]
) -> Draft:
    """A difference or a percentage of change."""
    degree = word.degree
    assert degree is not None
    if degree.unit in ("percent", "share") and subject.unit != degree.unit:
        signed = abs(degree.value) if degree.value is not None else Decimal(1)
        claimed = signed if word.is_more else -signed
        ends = (degree, subject, *figures[:1])
        return replace(draft, type=RelationType.CHANGE, figures=ends, claimed=claimed)
    ends = (subject, *figures[:1]) if word.is_more else (*figures[:1], subject)
    return replace(draft, type=RelationType.DIFFERENCE, figures=(degree, *ends))
