"""The first real story, figure by figure, against what was marked by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import retally
from retally.model.story import Figure, Reading, Scope


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict[str, Any]:
    text = (shared / "stories" / "seed_gold.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@pytest.fixture(scope="module")
def seed(shared: Path) -> Reading:
    return retally.read((shared / "stories" / "seed.txt").read_text(encoding="utf-8"))


def body(seed: Reading) -> list[Figure]:
    return [one for one in seed.figures if one.scope is Scope.BODY]


def test_the_body_has_the_marked_figures_and_no_other(seed: Reading, gold: dict[str, Any]) -> None:
    marked = [
        (one["v"], one.get("low"), one.get("high"), one["q"], one["unit"])
        for one in gold["figures"]
    ]
    read = [(one.value, one.low, one.high, one.qualifier.value, one.unit) for one in body(seed)]
    assert read == marked


def test_every_figure_has_the_marked_kind(seed: Reading, gold: dict[str, Any]) -> None:
    for ours, marked in zip(body(seed), gold["figures"], strict=True):
        assert ours.kind.value == marked.get("kind", "area_gained")


def test_every_figure_has_the_marked_window(seed: Reading, gold: dict[str, Any]) -> None:
    for ours, marked in zip(body(seed), gold["figures"], strict=True):
        if "window" not in marked:
            continue
        assert ours.window is not None
        start, _, end = marked["window"].partition("/")
        assert str(ours.window.start).startswith(start)
        assert str(ours.window.end).startswith(end or start)


def test_every_figure_is_said_by_the_marked_source(seed: Reading, gold: dict[str, Any]) -> None:
    speakers = {one[0]: one[1] for one in gold["statements"]}
    said = {one.id: f"{one.speaker} {one.mention}" for one in seed.statements}
    for ours, marked in zip(body(seed), gold["figures"], strict=True):
        if "by" in marked:
            words = set(said[ours.statement or ""].split())
            assert words & set(speakers[marked["by"]].replace(",", " ").split())


def test_whose_they_are(seed: Reading) -> None:
    assert [one.actor for one in body(seed)] == [
        *["north korea"] * 3,
        *["russia"] * 5,
        "ukraine",
    ]
    assert body(seed)[-1].place == "Kursk"
