"""The checks of a story figure by figure, worst first: how a terminal and a page show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retally.check.lines import MARKS, WORDS, named
from retally.check.story_check import GRAVEST_FIRST, StoryCheck
from retally.model.check import Check, CheckKind
from retally.model.story import Figure, Span
from retally.model.words import Verdict

KINDS = {
    CheckKind.UNIT_PAIR: "unit pair",
    CheckKind.ARITHMETIC: "arithmetic",
    CheckKind.LEDGER: "other figures of the same quantity",
    CheckKind.GROUND: "the maps",
}
"""What a check holds a figure against, as words."""


@dataclass(frozen=True, kw_only=True)
class FigureChecks:
    """One figure with the checks that begin with it.

    Parameters
    ----------
    checks
        Worst first.
    """

    figure: Figure
    checks: tuple[Check, ...]

    @property
    def verdict(self) -> Verdict:
        """The gravest of its checks."""
        return self.checks[0].verdict


def by_figure(checked: StoryCheck) -> list[FigureChecks]:
    """The figures that were checked, worst first, then as in the text.

    A check of several figures stands under the first of them; each figure of the body is there, and
    none twice.
    """
    found: dict[str, list[Check]] = {}
    for check in checked.checks:
        found.setdefault(check.figures[0], []).append(check)
    groups = [
        FigureChecks(
            figure=checked.reading.figure(name),
            checks=tuple(sorted(checks, key=lambda one: GRAVEST_FIRST.index(one.verdict))),
        )
        for name, checks in found.items()
    ]
    place = {figure.id: at for at, figure in enumerate(checked.reading.figures)}
    return sorted(groups, key=lambda one: (GRAVEST_FIRST.index(one.verdict), place[one.figure.id]))


def verdict_of(checked: StoryCheck, figure: str) -> Verdict | None:
    """The gravest verdict of the checks that a figure is part of; None where there is none."""
    verdicts = {check.verdict for check in checked.checks if figure in check.figures}
    return next((one for one in GRAVEST_FIRST if one in verdicts), None)


def card_of(checked: StoryCheck, figure: str) -> str:
    """The figure under which the checks of this one stand: itself, or the first of its checks."""
    firsts = [check.figures[0] for check in checked.checks if figure in check.figures]
    return figure if figure in firsts or not firsts else firsts[0]


def about(figure: Figure) -> str:
    """What a figure counts, of whom, where and when: "area gained, norland, 2031-06-01 to ..."."""
    window = f"{figure.window.start} to {figure.window.end}" if figure.window else ""
    parts = (figure.kind.value.replace("_", " "), figure.actor, figure.place, window)
    return ", ".join(part for part in parts if part)


def against(checked: StoryCheck, check: Check) -> str:
    """What a check holds its figure against: "the maps", "unit pair with 24 square miles"."""
    others = " and ".join(named(checked.reading.figure(name)) for name in check.figures[1:])
    types = [one.type.value for one in checked.reading.relations if one.id == check.relation]
    kind = KINDS[check.kind]
    if types and check.kind is not CheckKind.UNIT_PAIR:
        kind = f"{kind}, {types[0].replace('_', ' ')}"
    return f"{kind}: with {others}" if others else kind


def other_sentences(checked: StoryCheck, group: FigureChecks) -> list[tuple[Span, list[Figure]]]:
    """The further sentences that the checks of a figure speak of, with their figures."""
    found: dict[Span, list[Figure]] = {}
    for check in group.checks:
        for name in check.figures[1:]:
            figure = checked.reading.figure(name)
            if figure.sentence != group.figure.sentence:
                figures = found.setdefault(figure.sentence, [])
                if figure not in figures:
                    figures.append(figure)
    return sorted(found.items())


def pieces(text: str, sentence: Span, figures: Sequence[Figure]) -> list[tuple[str, Figure | None]]:
    """A sentence cut at its figures: each piece with the figure that it is, or None."""
    found: list[tuple[str, Figure | None]] = []
    at = sentence.start
    for figure in sorted(figures, key=lambda one: one.span):
        start = max(figure.span.start, at)
        end = min(figure.span.end, sentence.end)
        if start >= end:
            continue
        found += [(text[at:start], None), (text[start:end], figure)]
        at = end
    found.append((text[at : sentence.end], None))
    return [(words, figure) for words, figure in found if words]


def verdict_phrase(check: Check) -> str:
    """Sign and words of a verdict: "✓ matches, truncated"."""
    note = f", {check.note.value}" if check.note else ""
    return f"{MARKS[check.verdict]} {WORDS[check.verdict]}{note}"
