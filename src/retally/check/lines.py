"""A checked story as lines of text: what a terminal and the page print alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from retally.check.arithmetic_units import words
from retally.check.printed import in_km2
from retally.check.story_check import GRAVEST_FIRST, StoryCheck
from retally.model.check import Check, CheckKind, Coverage, Joint
from retally.model.quantity import Quantity
from retally.model.story import Figure, Span
from retally.model.words import Verdict

WORDS = {
    Verdict.MATCHES: "matches",
    Verdict.DEPENDS: "depends",
    Verdict.DOES_NOT_MATCH: "does not match",
    Verdict.CANNOT_CHECK: "cannot check",
}
"""Verdicts as prose; never "true" or "false"."""

MARKS = {
    Verdict.MATCHES: "✓",
    Verdict.DEPENDS: "±",
    Verdict.DOES_NOT_MATCH: "✗",
    Verdict.CANNOT_CHECK: "?",
}
"""One sign a verdict, always beside its word, so that nothing rests on colour."""

HINTS = {
    "linear_factor": "the factor of a length was used on an area",
    "divided_not_multiplied": "divided by the factor where it is to be multiplied, or the reverse",
    "digit_swap": "two digits stand in the wrong order",
    "subtotal": "a part was taken for the whole",
    "window_slip": "the window may have slipped",
    "year_slip": "the year may have slipped",
    "respectively_summed": "numbers given one by one were taken together",
    "square_dropped": 'the word "square" was dropped',
    "unit_swapped": "the two units stand in each other's place",
}
"""What a hint means."""

_UNITS = {"km2": "km²", "mi2": "sq mi"}


def coverage_line(checked: StoryCheck) -> str:
    """How much was read and checked: "4 of 9 numbers read, 4 checked: 1 matches, 3 depend"."""
    return coverage_words(checked.coverage)


def coverage_words(found: Coverage) -> str:
    """The coverage of one story or of several, as words."""
    line = f"{found.figures} of {found.numbers} numbers read, {found.checked} checked"
    counts = [
        (found.does_not_match, "do not match" if found.does_not_match != 1 else "does not match"),
        (found.depends, "depend" if found.depends != 1 else "depends"),
        (found.matches, "match" if found.matches != 1 else "matches"),
        (found.cannot_check, "cannot be checked"),
    ]
    listed = ", ".join(f"{count} {word}" for count, word in counts if count)
    return f"{line}: {listed}" if listed else line


def verdict_words(check: Check) -> str:
    """The verdict with its note: "matches, truncated"."""
    return WORDS[check.verdict] + (f", {check.note.value}" if check.note else "")


def headline(checked: StoryCheck, check: Check) -> str:
    """What was checked and how it came out: "± depends: 477 (2024-08-01 to 2024-08-31)"."""
    figures = [checked.reading.figure(name) for name in check.figures]
    what = " / ".join(named(figure) for figure in figures)
    window = figures[0].window
    days = f" ({window.start} to {window.end})" if window and check.kind is CheckKind.GROUND else ""
    claim = _claim_of(checked, check)
    return f"{MARKS[check.verdict]} {verdict_words(check)}: {what}{claim}{days}"


def _claim_of(checked: StoryCheck, check: Check) -> str:
    """What is claimed beside the numbers: ", record"; empty for a pair of units."""
    if check.relation is None or check.kind is CheckKind.UNIT_PAIR:
        return ""
    types = [one.type.value for one in checked.reading.relations if one.id == check.relation]
    return f", {types[0].replace('_', ' ')}" if types else ""


def named(figure: Figure) -> str:
    """A figure as printed on one line; one that shares its unit is given it."""
    text = " ".join(figure.text.split())
    has_unit = any(sign.isalpha() for sign in text)
    if has_unit:
        return text
    area = figure.unit.partition("/")[0]
    value = None if figure.value is None else Fraction(figure.value)
    unit = shown_unit(figure.unit) if area in _UNITS else words(figure.unit, value=value)
    return f"{text} {unit}"


def shown_unit(unit: str) -> str:
    """A unit as people write it: "km²", "sq mi/day"."""
    area, slash, per = unit.partition("/")
    return f"{_UNITS.get(area, area)}{slash}{per}"


def arithmetic(check: Check) -> str:
    """One line of arithmetic that a reader can follow; empty where nothing was computed."""
    if check.claimed is None or check.computed is None:
        return ""
    printed, computed = check.claimed, check.computed
    if check.kind is CheckKind.GROUND:
        converted = "" if printed.unit == "km2" else f" = {interval(in_km2(printed))}"
        return f"printed {interval(printed)}{converted}; computed {interval(computed)}"
    told = {CheckKind.UNIT_PAIR: "converted", CheckKind.LEDGER: "recorded"}
    word = told.get(check.kind, "computed")
    return f"{word} {interval(computed)}; printed {interval(printed)}"


def said_of_all(checked: StoryCheck) -> list[str]:
    """What several checks of a story say in the same words, such as when its maps were captured."""
    told = Counter(clause for check in checked.checks for clause in set(clauses(check)))
    return [clause for clause, times in told.items() if times > 1 and clause.startswith(_OF_MAPS)]


def clauses(check: Check) -> list[str]:
    """The explanation of a check, clause by clause: each says one thing."""
    return [clause for clause in check.explanation.split("; ") if clause]


_OF_MAPS = "by maps captured"
"""How the clause begins that speaks of all maps and not of a figure (`open_ends`)."""


def interval(quantity: Quantity) -> str:
    """A quantity as words: "477.5 to 478.5 km²", "at least 725 km²", "476.9 km²"."""
    shown = shown_unit(quantity.unit)
    if quantity.low is None and quantity.high is None:
        return f"any number of {shown}"
    if quantity.low is None:
        return f"at most {_number(quantity.high)} {shown}"
    if quantity.high is None:
        return f"at least {_number(quantity.low)} {shown}"
    low, high = _number(quantity.low), _number(quantity.high)
    return f"{low} {shown}" if low == high else f"{low} to {high} {shown}"


def _number(value: Fraction | None) -> str:
    """At most two decimals, none that are zero."""
    text = f"{float(value or 0):,.2f}"
    return text.rstrip("0").rstrip(".")


def joint_line(joint: Joint) -> str:
    """What the figures that share a source leave: one definition, several or none."""
    source = f"{joint.source} figures" if joint.source else "figures without a named source"
    total = len(joint.figures)
    counts = ", ".join(f"{name} {count}" for name, count in joint.holds.items())
    if not joint.left:
        left = _nearly_left(joint)
    elif len(joint.left) == 1:
        left = f"only {joint.left[0]} is left"
    else:
        left = f"{', '.join(joint.left)} are left"
    return f"the {total} {source} taken together: {left} (figures that hold: {counts})"


def _nearly_left(joint: Joint) -> str:
    """Where no definition holds for all: those that hold for all but one of three or more."""
    total = len(joint.figures)
    nearly = [name for name, count in joint.holds.items() if count == total - 1 and total > 2]
    if not nearly:
        return "no definition holds for all of them"
    verb = "holds" if len(nearly) == 1 else "hold"
    return f"no definition holds for all of them, {' and '.join(nearly)} {verb} for all but one"


def worst_first(checks: Sequence[Check]) -> list[Check]:
    """The checks in the order to print them: what does not match first, then as in the text."""
    return sorted(checks, key=lambda check: GRAVEST_FIRST.index(check.verdict))


def excerpt(checked: StoryCheck, check: Check) -> str:
    """The sentences of a check as one line, its numbers in guillemets; "[...]" between them."""
    sentences: dict[Span, list[Figure]] = {}
    for name in check.figures:
        figure = checked.reading.figure(name)
        sentences.setdefault(figure.sentence, []).append(figure)
    text = checked.reading.story.text
    told = [_marked(text, span, sentences[span]) for span in sorted(sentences)]
    return " [...] ".join(told)


def _marked(text: str, sentence: Span, figures: Sequence[Figure]) -> str:
    """One sentence with its figures in guillemets."""
    parts, at = [], sentence.start
    for figure in sorted(figures, key=lambda one: one.span):
        parts += [text[at : figure.span.start], "»", figure.text, "«"]
        at = figure.span.end
    parts.append(text[at : sentence.end])
    return " ".join("".join(parts).split())


def lines(checked: StoryCheck) -> list[str]:
    """A whole story as lines: coverage, what the figures leave together, then check by check."""
    found = [checked.reading.story.title or checked.name, coverage_line(checked)]
    found += [joint_line(joint) for joint in checked.joint]
    for check in worst_first(checked.checks):
        found += ["", headline(checked, check), f"  {excerpt(checked, check)}"]
        found += [f"  {line}" for line in (arithmetic(check), check.explanation) if line]
        if check.hint is not None:
            found.append(f"  probably: {HINTS.get(check.hint.value, check.hint.value)}")
    return found
