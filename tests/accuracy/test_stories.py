"""The scores of the hand-marked stories never fall below what was once reached."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from accuracy import score_stories as scorer


@pytest.fixture(scope="module")
def gold(shared: Path) -> Path:
    return shared / "stories" / "gold_dev.jsonl"


@pytest.fixture(scope="module")
def texts(request: pytest.FixtureRequest) -> Path:
    folder = request.config.getoption("--texts")
    if folder is None or not Path(folder).is_dir():
        pytest.skip("the stories' texts are not here (--texts DIR or RETALLY_TEXTS)")
    return Path(folder)


def test_no_score_is_below_its_floor(
    gold: Path, texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tallies = [scorer.tally(story, text) for story, text in scorer.stories(gold, texts)]
    kept = scorer.kept_floors()
    if scorer.corpus_hash(gold, texts) != kept["corpus"]:
        pytest.skip("these are not the texts that the floors were measured on")
    with capsys.disabled():
        sys.stdout.write(f"\n{scorer.table(tallies)}\n")
    found = scorer.scores(tallies)
    assert {
        score: found.get(score) for score in kept["floors"] if found[score] < kept["floors"][score]
    } == {}


STORY = (
    "Norland's army took 478 square kilometres of Sudland in October, "
    "according to an analysis by the Harbour Desk.\n"
)


def marked(**changes: Any) -> dict[str, Any]:
    """A made-up marked story with one figure."""
    figure = {
        "id": "f1",
        "value": 478,
        "qualifier": "exact",
        "unit": "km2",
        "kind": "area_gained",
        "subject": "the army",
        "region": None,
        "window": {"start": "2024-10-01", "end": "2024-10-31"},
        "source": "Harbour Desk",
        "locator": "478 square",
    }
    return {
        "id": "g0",
        "published": "2024-11-04",
        "cluster": "made-up",
        "figures": [{**figure, **changes}],
        "relations": [],
    }


def test_a_figure_with_the_marked_value_is_found() -> None:
    here = scorer.tally(marked(), STORY)
    assert (here.hits["value recall"], here.tries["value recall"]) == (1, 1)
    assert (here.hits["unit and noun"], here.hits["qualifier"]) == (1, 1)
    assert here.hits["window"] == 1


def test_a_figure_with_another_value_is_missed_and_ours_is_one_too_many() -> None:
    here = scorer.tally(marked(value=487), STORY)
    assert here.hits["value recall"] == 0
    assert (here.hits["value precision"], here.tries["value precision"]) == (0, 1)
    assert here.misses[0].startswith("value recall: g0 f1")


def test_a_figure_whose_locator_is_not_in_the_text_is_out_of_reach() -> None:
    here = scorer.tally(marked(locator="479 square"), STORY)
    assert here.tries["value recall"] == 0


def test_intervals_come_from_families_and_are_the_same_every_time() -> None:
    one, other = scorer.tally(marked(), STORY), scorer.tally(marked(value=487), STORY)
    other.cluster = "another"
    spread = scorer.intervals([one, other])
    assert spread == scorer.intervals([one, other])
    assert spread["value recall"] == (0.0, 1.0)
    other.cluster = "made-up"
    assert scorer.intervals([one, other])["value recall"] == (0.5, 0.5)


def test_a_floor_is_lowered_only_where_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"corpus": "a", "floors": {"window": 0.8}}))
    monkeypatch.setattr(scorer, "FLOORS", path)
    assert scorer.keep_floors({"window": 0.7}, "a", may_lower=False) == ["window"]
    assert scorer.kept_floors()["floors"] == {"window": 0.8}
    assert scorer.keep_floors({"window": 0.7}, "a", may_lower=True) == []
    assert scorer.kept_floors()["floors"] == {"window": 0.7}
    with pytest.raises(SystemExit, match="the corpus has changed"):
        scorer.keep_floors({"window": 0.9}, "b", may_lower=False)


def test_the_sources_of_a_figure_are_compared_by_their_words() -> None:
    said = {"mention": "the Institute for the Study of War", "speaker": None, "role": None}
    assert scorer._same_source("AFP analysis of ISW data", {**said, "organisation": None})
    assert not scorer._same_source("Zelensky", {**said, "organisation": None})
    assert scorer._same_source(None, None)


def test_a_day_as_of_which_something_holds_is_the_window_s_end() -> None:
    ours = {"start": "2024-10-01", "end": "2024-10-27"}
    assert scorer._same_window({"as_of": "2024-10-27"}, ours)
    assert scorer._same_window({"start": None, "end": "2024-10-27"}, ours)
    assert not scorer._same_window({"start": "2024-09-01", "end": "2024-10-27"}, ours)
    assert scorer._same_window(None, None)
    assert not scorer._same_window(None, ours)
