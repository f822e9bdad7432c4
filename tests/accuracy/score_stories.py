"""How well the reader reads hand-marked stories, with an interval for every score.

The stories' texts are nobody's to pass on: they lie in a folder of their own, one `ID.txt` for
each line of the gold file, and are never committed.

    python tests/accuracy/score_stories.py --texts DIR --gold FILE [--misses]

Rules of the count
- A gold figure is in reach where its `locator` stands in the text; the others are left out.
- A figure of ours is a gold figure's where it meets the locator, or the number beside it, and has
  its value (fractions to one in a thousand; both ends of a range).
- Recall counts gold figures in reach, precision our figures of the body and headline. Left out of
  precision, where gold has no counterpart: durations, which the gold marks as windows and not as
  figures, vague amounts without a number ("several kilometres"), which it does not mark, and the
  same value in the same unit once more, which it marks once.
- Every other score but the whole tuple counts the gold figures whose value was found.
- Flags are figures that do not match in `retally.check` with what ships in the package alone. A
  flag is right where it shares a figure with a relation that the gold calls inconsistent; those
  it calls doubtful count neither way. What is inconsistent and names no figure is out of reach.
- Intervals: stories that copy one another are one family; families are drawn with replacement.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import retally

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
DRAWS = 2000
SEED = 20241028

WANTED: Mapping[str, tuple[float, float]] = {
    "value precision": (0.95, 0.97),
    "value recall": (0.92, 0.95),
    "qualifier": (0.93, 0.96),
    "unit and noun": (0.90, 0.94),
    "kind and actor": (0.78, 0.85),
    "window": (0.75, 0.82),
    "attribution": (0.80, 0.87),
    "whole tuple": (0.50, 0.62),
    "flags that are right": (0.95, 0.98),
    "inconsistencies caught": (0.45, 0.65),
}
"""Floor and aim of every score."""

PARTIES = ("north korea", "russia", "ukrain")
NO_SOURCE_WORDS = frozenset(
    {"a", "an", "and", "data", "analysis", "from", "in", "is", "of", "on", "the", "via", "with"}
)


@dataclass
class Tally:
    """Hits and tries of every score in one story, and what was missed."""

    cluster: str
    hits: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    tries: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    misses: list[str] = field(default_factory=list)

    def count(self, score: str, hit: bool, miss: str = "") -> bool:
        """Counts one try; `miss` describes what went wrong."""
        self.tries[score] += 1
        self.hits[score] += hit
        if not hit:
            self.misses.append(f"{score}: {miss}")
        return hit


def stories(gold: Path, texts: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The marked stories whose text is there."""
    for line in gold.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        story = json.loads(line)
        path = texts / f"{story['id']}.txt"
        if path.is_file():
            yield story, path.read_text(encoding="utf-8")


def corpus_hash(gold: Path, texts: Path) -> str:
    """A hash of what is scored: the gold lines and the texts."""
    digest = hashlib.sha256()
    for story, text in stories(gold, texts):
        digest.update(json.dumps(story, sort_keys=True).encode())
        digest.update(text.encode())
    return digest.hexdigest()


def tally(story: Mapping[str, Any], text: str, *, is_checked: bool = True) -> Tally:
    """One story scored; without its checks where `is_checked` says so."""
    act = retally.check if is_checked else retally.read
    document = {"checks": None, **act(text, published=story.get("published")).to_dict()}
    fixed = document["story"]["text"]
    here = Tally(cluster=story["cluster"])
    pairs = _aligned(story, document, fixed)
    statements = {one["id"]: one for one in document["statements"]}
    for gold, place in _in_reach(story, fixed):
        ours = pairs.get(gold["id"])
        shown = f"{story['id']} {gold['id']} {fixed[place[0] : place[1]]!r}"
        if not here.count("value recall", ours is not None, f"{shown} {gold.get('value')}"):
            here.count("whole tuple", hit=False, miss=f"{shown} (value)")
            continue
        assert ours is not None
        right = [
            here.count(score, hit, f"{shown}: {was!r}, should be {wanted!r}")
            for score, hit, was, wanted in _judged(gold, ours, statements)
        ]
        here.count("whole tuple", all(right), shown)
    matched = {id(ours) for ours in pairs.values()}
    known = [(ours["value"], ours["unit"]) for ours in pairs.values()]
    for ours in document["figures"]:
        if ours["scope"] not in ("body", "headline"):
            continue
        if id(ours) in matched or not _is_left_out(ours, known):
            around = fixed[max(0, ours["start"] - 30) : ours["end"] + 20]
            miss = f"{story['id']} {ours['text']!r} ({ours['kind']}) in {around!r}"
            here.count("value precision", id(ours) in matched, miss)
    _flags(here, story, document, {ours["id"]: name for name, ours in pairs.items()})
    return here


def _in_reach(story: Mapping[str, Any], text: str) -> Iterator[tuple[dict[str, Any], list[int]]]:
    """Gold figures with where their locator stands first."""
    for gold in story["figures"]:
        places = _places(gold, text)
        if places:
            yield gold, places[0]


def _places(gold: Mapping[str, Any], text: str) -> list[list[int]]:
    """Every place of a figure's locator, whatever its case."""
    locator = re.compile(re.escape(gold["locator"]), re.IGNORECASE)
    return [[match.start(), match.end()] for match in locator.finditer(text)]


def _aligned(
    story: Mapping[str, Any], document: Mapping[str, Any], text: str
) -> dict[str, dict[str, Any]]:
    """Our figure for every gold one that has one, each used once, in the order of the gold."""
    pairs: dict[str, dict[str, Any]] = {}
    used: set[int] = set()
    for gold, _ in _in_reach(story, text):
        fitting = (
            ours
            for start, end in _places(gold, text)
            for ours in document["figures"]
            if ours["start"] < end + 3 and start < ours["end"] + 3
            if id(ours) not in used and _same_value(gold, ours)
        )
        found = next(fitting, None)
        if found is not None:
            pairs[gold["id"]] = found
            used.add(id(found))
    return pairs


def _same_value(gold: Mapping[str, Any], ours: Mapping[str, Any]) -> bool:
    def near(one: float | None, other: float | None) -> bool:
        if one is None or other is None:
            return one is other
        return abs(one - other) <= 1e-3 * max(abs(one), 1e-9)

    if gold["value"] is None:
        return near(gold["low"], ours["low"]) and near(gold["high"], ours["high"])
    return near(gold["value"], ours["value"])


def _is_left_out(ours: Mapping[str, Any], known: Sequence[tuple[Any, Any]]) -> bool:
    """Whether a figure that the gold has not does not count, as the gold never marks such."""
    is_repeat = ours["value"] is not None and (ours["value"], ours["unit"]) in known
    return ours["kind"] == "duration" or ours["qualifier"] == "several" or is_repeat


def _judged(
    gold: Mapping[str, Any], ours: Mapping[str, Any], statements: Mapping[str, Any]
) -> list[tuple[str, bool, Any, Any]]:
    """Every attribute: the score, whether it is right, what we have and what it should be."""
    actor, party = ours["actor"], _party(gold["subject"])
    who = party is None or (actor or "").startswith(party)
    said = statements.get(ours["statement"] or "")
    return [
        (
            "qualifier",
            ours["qualifier"] == gold["qualifier"],
            ours["qualifier"],
            gold["qualifier"],
        ),
        ("unit and noun", _same_unit(gold, ours), ours["unit"], gold["unit"]),
        (
            "kind and actor",
            ours["kind"] == gold["kind"] and who,
            (ours["kind"], actor),
            (gold["kind"], gold["subject"]),
        ),
        ("window", _same_window(gold["window"], ours["window"]), ours["window"], gold["window"]),
        (
            "attribution",
            _same_source(gold["source"], said),
            _source_words_of(said) if said else None,
            gold["source"],
        ),
    ]


def _same_unit(gold: Mapping[str, Any], ours: Mapping[str, Any]) -> bool:
    """Whether the unit is the same; a noun may be closer than the gold's: "airstrike", "strike"."""
    is_noun = gold["unit"].isalpha() and len(gold["unit"]) > 4
    return bool(
        ours["unit"] == gold["unit"] or (is_noun and str(ours["unit"]).endswith(gold["unit"]))
    )


def _party(subject: str) -> str | None:
    """The side that a subject names; None where it names none, or both."""
    named = [party for party in PARTIES if party in subject.lower()]
    return named[0] if len(named) == 1 else None


def _same_window(gold: Mapping[str, Any] | None, ours: Mapping[str, Any] | None) -> bool:
    if gold is None or ours is None:
        return gold is None and ours is None
    if "as_of" in gold:
        return bool(ours["end"] == gold["as_of"])
    return ours["end"] == gold["end"] and gold["start"] in (None, ours["start"])


def _same_source(source: str | None, said: Mapping[str, Any] | None) -> bool:
    """Whether the statement's source shares a word with the gold's; no source wants none."""
    if source is None or said is None:
        return source is None and said is None
    return bool(_words(source) & _words(_source_words_of(said)))


def _source_words_of(said: Mapping[str, Any]) -> str:
    parts = (said[key] for key in ("mention", "speaker", "role", "organisation"))
    return " | ".join(part for part in parts if part)


def _words(text: str) -> frozenset[str]:
    """Words of a source; names that copy spells in several ways in one."""
    text = re.sub(r"(?i)institute for the study of war", "isw", text)
    text = re.sub(r"(?i)zelensk\w*", "zelensky", text)
    text = re.sub(r"(?i)\b(?:united states|u\.s\.|us-based|american)\b", "us", text)
    return frozenset(re.findall(r"[^\W\d_]+", text.lower())) - NO_SOURCE_WORDS


def _flags(
    here: Tally, story: Mapping[str, Any], document: Mapping[str, Any], name_of: Mapping[str, str]
) -> None:
    """Our figures that do not match, against the relations that the gold calls inconsistent."""
    if document["checks"] is None:
        return
    ids = {gold["id"] for gold, _ in _in_reach(story, document["story"]["text"])}
    wrong = [set(one["args"]) & ids for one in _called(story, "inconsistent")]
    open_ones = [set(one["args"]) & ids for one in _called(story, "doubtful")]
    flagged: list[set[str]] = []
    for check in document["checks"]:
        if check["verdict"] != "does_not_match":
            continue
        figures = {name_of.get(figure, f"ours {figure}") for figure in check["figures"]}
        flagged.append(figures)
        if any(figures & one for one in open_ones) and not any(figures & one for one in wrong):
            continue
        right = any(figures & one for one in wrong)
        here.count("flags that are right", right, f"{story['id']} {check['explanation']}")
    for relation, figures in zip(_called(story, "inconsistent"), wrong, strict=True):
        if figures:
            caught = any(figures & one for one in flagged)
            why = f"{story['id']} {relation['type']} {sorted(figures)}: {relation.get('why')}"
            here.count("inconsistencies caught", caught, why)


def _called(story: Mapping[str, Any], verdict: str) -> list[dict[str, Any]]:
    return [one for one in story["relations"] if one["verdict"] == verdict]


def scores(tallies: Sequence[Tally]) -> dict[str, float]:
    """Every score that had a try."""
    found = {}
    for score in WANTED:
        tries = sum(one.tries.get(score, 0) for one in tallies)
        if tries:
            found[score] = sum(one.hits.get(score, 0) for one in tallies) / tries
    return found


def intervals(tallies: Sequence[Tally]) -> dict[str, tuple[float, float]]:
    """95 percent intervals: families of copies drawn with replacement, with a fixed seed."""
    families: dict[str, list[Tally]] = defaultdict(list)
    for one in tallies:
        families[one.cluster].append(one)
    names = sorted(families)
    chance = random.Random(SEED)
    drawn: dict[str, list[float]] = defaultdict(list)
    for _ in range(DRAWS):
        sample = [one for name in chance.choices(names, k=len(names)) for one in families[name]]
        for score, value in scores(sample).items():
            drawn[score].append(value)
    return {score: _middle(values) for score, values in drawn.items()}


def _middle(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return ordered[int(0.025 * len(ordered))], ordered[int(0.975 * (len(ordered) - 1))]


def table(tallies: Sequence[Tally]) -> str:
    """The scores as a table of plain text."""
    found, spread = scores(tallies), intervals(tallies)
    lines = [f"{'what':<24}{'score':>7}{'95 % interval':>16}{'of':>6}{'floor':>7}{'aim':>6}"]
    for score, (floor, aim) in WANTED.items():
        tries = sum(one.tries.get(score, 0) for one in tallies)
        if score not in found:
            lines.append(f"{score:<24}{'-':>7}{'':>16}{tries:>6}{floor:>7.2f}{aim:>6.2f}")
            continue
        low, high = spread[score]
        mark = "" if found[score] >= floor else "  below the floor"
        lines.append(
            f"{score:<24}{found[score]:>7.3f}{f'{low:.2f}-{high:.2f}':>16}{tries:>6}"
            f"{floor:>7.2f}{aim:>6.2f}{mark}"
        )
    return "\n".join(lines)


def kept_floors() -> dict[str, Any]:
    """The floors that hold now, with the hash of the corpus they were measured on."""
    return dict(json.loads(FLOORS.read_text(encoding="utf-8")))


def keep_floors(found: Mapping[str, float], corpus: str, *, may_lower: bool) -> list[str]:
    """Writes what is reached as the new floors; returns the names of those left lower.

    A floor is the aim where that is reached, else the floor asked for, else the score itself. It is
    lowered, or the corpus changed, only where `may_lower` says so.
    """
    kept = kept_floors()
    if kept["corpus"] not in (None, corpus) and not may_lower:
        raise SystemExit("the corpus has changed; floors move with --lower-floors only")
    floors: dict[str, float] = dict(kept["floors"])
    refused = []
    for score, value in found.items():
        steps = [step for step in WANTED.get(score, ()) if step <= value]
        reached = max(steps, default=int(value * 1000) / 1000)
        if reached >= floors.get(score, 0.0) or may_lower:
            floors[score] = reached
        else:
            refused.append(score)
    text = json.dumps({"corpus": corpus, "floors": floors}, indent=2)
    FLOORS.write_text(text + "\n", encoding="utf-8")
    return refused


def main(arguments: Sequence[str] | None = None, write: Callable[[str], object] = print) -> int:
    """Prints the table; code 1 where a score lies below its kept floor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--misses", nargs="?", const="", metavar="SCORE")
    parser.add_argument("--keep-floors", action="store_true", help="raise the floors to this")
    parser.add_argument("--lower-floors", action="store_true", help="and lower them too")
    parser.add_argument("--read-only", action="store_true", help="leave the checks out")
    asked = parser.parse_args(arguments)
    tallies = [
        tally(story, text, is_checked=not asked.read_only)
        for story, text in stories(asked.gold, asked.texts)
    ]
    if not tallies:
        write(f"no text of a marked story in {asked.texts}")
        return 3
    write(table(tallies))
    if asked.misses is not None:
        for one in tallies:
            for miss in one.misses:
                if miss.startswith(asked.misses) and not miss.startswith("whole"):
                    write(miss)
    found = scores(tallies)
    corpus = corpus_hash(asked.gold, asked.texts)
    if asked.keep_floors or asked.lower_floors:
        refused = keep_floors(found, corpus, may_lower=asked.lower_floors)
        for score in refused:
            write(f"not lowered without --lower-floors: {score}")
    floors = kept_floors()["floors"]
    return int(any(found.get(score, 0.0) < floor for score, floor in floors.items()))


if __name__ == "__main__":
    sys.exit(main())
