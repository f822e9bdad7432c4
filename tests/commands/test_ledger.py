"""``retally ledger``: its documents, tables and bad input."""

import csv
import io
import json
import os
import shutil
import sqlite3
import tempfile
from contextlib import contextmanager
from pathlib import Path

import jsonschema
import pytest

SCHEMAS = Path(__file__).resolve().parents[2] / "schema"
STORY = """\
Losses mount on the coast

ATLANTIS CITY, October 28, 2024 - More than 600,000 Russian soldiers have been killed or wounded \
since the invasion began on February 24, 2022, Harbour Watch said on Monday.

Russian forces seized 478 square kilometres of territory in September 2024, according to a study of \
the maps by Coast Survey, and the pace has grown since the end of a dry summer.

The figures could not be checked on the spot by the reporters of this newspaper, and the ministry \
did not answer when it was asked about them on the telephone.
"""
TABLE = """\
date,estimate_low,estimate_high,estimate,type,source,source_url,country
16/01/2024,,,390580,casualties,Hill Watch,https://example.org/a,russia
25/02/2024,400000,,,casualties,Hill Watch,https://example.org/b,russia
"""


def assert_valid(document, name):
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    validator.validate(document)


@pytest.fixture(autouse=True)
def no_ledger_of_the_user(monkeypatch):
    monkeypatch.delenv("RETALLY_LEDGER", raising=False)


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


def test_add_records_a_story_once(retally, story, tmp_path):
    first = retally("ledger", "add", story, "--published", "2024-10-28", "--json")
    again = retally("ledger", "add", story, "--json")
    assert_valid(first.document, "ledger-add")
    assert_valid(again.document, "ledger-add")
    assert (first.code, first.document["added"], first.document["entries"]) == (0, 1, 2)
    assert (again.code, again.document["repeats"], again.document["entries"]) == (0, 1, 0)
    assert (tmp_path / "retally-archive" / "ledger.sqlite").is_file()
    assert "already there" in retally("ledger", "add", story).out


def test_add_shows_what_a_copy_prints_otherwise(retally, story, tmp_path):
    retally("ledger", "add", story, "--published", "2024-10-28")
    copy = tmp_path / "copy.txt"
    copy.write_text(STORY.replace("478", "748"))
    ran = retally("ledger", "add", copy, "--published", "2024-10-28", "--json")
    assert_valid(ran.document, "ledger-add")
    (one,) = ran.document["stories"]
    assert one["state"] == "copy"
    assert [each["kind"] for each in one["differences"]] == ["digit_swap"]
    again = tmp_path / "again.txt"
    again.write_text(STORY.replace("478", "487"))
    ran = retally("ledger", "add", again, "--published", "2024-10-28")
    assert "a copy of " in ran.out
    assert "prints 487 square kilometres, the recorded story 478" in ran.out
    assert "two digits changed places" in ran.out
    exported = retally("ledger", "export", "--json")
    assert_valid(exported.document, "ledger-export")
    assert len(exported.document["differences"]) == 2


def test_add_names_a_bad_story_and_adds_the_rest(retally, story, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    ran = retally("ledger", "add", tmp_path / "empty.txt", story, "--json")
    assert_valid(ran.document, "ledger-add")
    assert (ran.code, ran.document["added"], len(ran.document["failed"])) == (4, 1, 1)


def test_add_of_nothing_readable_makes_no_ledger(retally, tmp_path):
    ran = retally("ledger", "add", tmp_path / "absent.txt")
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    assert not (tmp_path / "retally-archive").exists()
    assert retally("ledger", "add").code == 2


def test_show_filters_and_prints_every_way(retally, story):
    retally("ledger", "add", story, "--published", "2024-10-28")
    shown = retally("ledger", "show", "--json")
    assert_valid(shown.document, "ledger-show")
    assert len(shown.document["entries"]) == 2
    some = retally("ledger", "show", "--measure", "area_gained", "--side", "Russia", "--json")
    assert [one["text"] for one in some.document["entries"]] == ["478 square kilometres"]
    rows = list(csv.DictReader(io.StringIO(retally("ledger", "show", "--csv").out)))
    assert {row["measure"] for row in rows} == {"area_gained", "killed_or_wounded"}
    table = retally("ledger", "show").out
    assert "more than 600,000" in table
    assert "killed_or_wounded/russia/-/since 2022-02-24" in table
    assert "nothing is recorded of that" in retally("ledger", "show", "--since", "2030-01-01").out


def test_show_of_no_ledger_is_empty(retally, tmp_path):
    ran = retally("ledger", "show", "--json")
    assert (ran.code, ran.document) == (0, {"entries": []})
    assert retally("ledger", "show").out == "nothing is recorded\n"
    assert retally("ledger", "export").out.startswith("id,key,measure,")
    assert not (tmp_path / "retally-archive").exists()


def test_show_names_the_nearest_kind(retally):
    ran = retally("ledger", "show", "--measure", "kiled")
    assert (ran.code, ran.err) == (
        2,
        "retally ledger show: no kind of figure 'kiled'; did you mean killed?\n",
    )
    assert "one of area_gained" in retally("ledger", "show", "--measure", "zzz").err


def test_import_then_history(retally, tmp_path):
    (tmp_path / "table.csv").write_text(TABLE)
    ran = retally("ledger", "import", "table.csv", "--json")
    assert_valid(ran.document, "ledger-import")
    assert ran.document == {"added": 2, "repeats": 0, "failed": []}
    assert retally("ledger", "import", "table.csv").out == "added 0, already there 2\n"
    history = retally("ledger", "history", "killed_or_wounded", "--json")
    assert_valid(history.document, "ledger-history")
    (chain,) = history.document["chains"]
    assert [one["factor_low"] for one in chain["entries"]] == [
        None,
        pytest.approx(1.0241, abs=1e-4),
    ]
    assert chain["entries"][1]["supersedes"] == chain["entries"][0]["id"]
    shown = retally("ledger", "history", "killed_or_wounded").out
    assert shown.startswith("killed_or_wounded/russia/-/since 2022-02-24\n")
    assert "x1.02 at least" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert "example.org" in shown
    rows = list(csv.DictReader(io.StringIO(retally("ledger", "history", "killed", "--csv").out)))
    assert [row["number"] for row in rows] == ["about 390,580", "at least 400,000"]


def test_import_names_each_bad_row(retally, tmp_path):
    (tmp_path / "table.csv").write_text(f"{TABLE}32/01/2024,,,5,deaths,x,y,russia\n")
    ran = retally("ledger", "import", "table.csv")
    assert (ran.code, ran.out) == (4, "added 2, already there 0\n")
    assert ran.err == "retally: table.csv: row 4: no such day '32/01/2024'\n"
    (tmp_path / "bad.csv").write_text("date,estimate,type\nsoon,5,deaths\n")
    assert retally("ledger", "import", "bad.csv").code == 3


@pytest.mark.parametrize(
    "content, reason",
    [
        (b"", "is empty"),
        (b"\x00\x01", "is no text"),
        (b"a,b\n1,2\n", "is no table of estimates"),
        (b'{"entries": 7}', "is no exported ledger"),
        (b'{"entries": [', "is no exported ledger"),
        (b'{"entries": [{}], "stories": [], "differences": []}', "is no exported ledger"),
    ],
    ids=["empty", "binary", "other table", "number", "cut", "no entry"],
)
def test_import_of_something_else_is_one_line_and_code_3(retally, tmp_path, content, reason):
    (tmp_path / "in.csv").write_bytes(content)
    ran = retally("ledger", "import", "in.csv")
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    assert reason in ran.err


def test_import_of_an_absent_or_endless_file_is_one_line(retally, tmp_path, monkeypatch):
    ran = retally("ledger", "import", "absent.csv")
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    (tmp_path / "table.csv").write_text(TABLE)
    monkeypatch.setattr("retally.cli.ledger_input.MOST_BYTES", 10)
    ran = retally("ledger", "import", "table.csv")
    assert (ran.code, "too large (expected at most 10 bytes)" in ran.err) == (3, True)


def test_import_reads_a_table_saved_on_windows(retally, tmp_path):
    (tmp_path / "table.csv").write_bytes(TABLE.replace("Hill", "H\xfcgel").encode("cp1252"))
    assert retally("ledger", "import", "table.csv").code == 0
    shown = retally("ledger", "show", "--json").document["entries"]
    assert {one["said_by"] for one in shown} == {"Hügel Watch"}


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_export_then_import_gives_the_same_ledger(retally, story, tmp_path, ending):
    retally("ledger", "add", story, "--published", "2024-10-28")
    (tmp_path / "table.csv").write_text(TABLE)
    retally("ledger", "import", "table.csv")
    out = tmp_path / f"all.{ending}"
    ran = retally("ledger", "export", f"--{ending}", "--out", out)
    assert (ran.code, ran.out) == (0, "")
    assert retally("ledger", "import", out, "--ledger", "other.sqlite").out.startswith("added 4")
    assert retally("ledger", "import", out, "--ledger", "other.sqlite").out.startswith("added 0")
    again = retally("ledger", "export", f"--{ending}", "--ledger", "other.sqlite")
    assert again.out == out.read_text()


def test_export_is_one_format_at_a_time(retally):
    assert retally("ledger", "export", "--json", "--csv").code == 2


def test_history_of_an_unknown_or_unclear_key_is_one_line(retally, story):
    retally("ledger", "add", story, "--published", "2024-10-28")
    for key in ("nothing", "russia"):
        ran = retally("ledger", "history", key)
        assert (ran.code, ran.err.count("\n"), ran.out) == (2, 1, "")


def test_ledger_is_where_the_user_says(retally, story, tmp_path, monkeypatch):
    monkeypatch.setenv("RETALLY_LEDGER", str(tmp_path / "mine.sqlite"))
    retally("ledger", "add", story)
    assert (tmp_path / "mine.sqlite").is_file()
    assert retally("ledger", "show", "--ledger", "none.sqlite").out == "nothing is recorded\n"


@pytest.mark.parametrize(
    "command",
    [("show",), ("history", "x"), ("export",), ("add", "story.txt"), ("import", "table.csv")],
    ids=lambda command: command[0],
)
def test_broken_ledger_is_one_line_and_code_3(retally, story, tmp_path, command):
    (tmp_path / "table.csv").write_text(TABLE)
    (tmp_path / "broken.sqlite").write_bytes(b"SQLite format 3\0" + b"\x07" * 5000)
    ran = retally("ledger", *command, "--ledger", "broken.sqlite")
    assert (ran.code, ran.err.count("\n"), ran.out) == (3, 1, "")
    assert "broken.sqlite" in ran.err
    assert ran.err.startswith("retally: ")


def test_ledger_that_another_program_holds_is_one_line(retally, story, tmp_path, monkeypatch):
    monkeypatch.setattr("retally.ledger.storing.PATIENCE_S", 0.01)
    retally("ledger", "add", story, "--ledger", "l.sqlite")
    connection = sqlite3.connect(tmp_path / "l.sqlite", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    other = tmp_path / "other.txt"
    other.write_text(STORY.replace("coast", "hill"))
    ran = retally("ledger", "add", other, "--ledger", "l.sqlite")
    connection.close()
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    assert "another program holds the ledger" in ran.err


def test_check_reads_the_ledger_and_never_writes_it(retally, story, tmp_path):
    retally("ledger", "add", story, "--published", "2024-10-28")
    ledger = tmp_path / "retally-archive" / "ledger.sqlite"
    before = ledger.read_bytes()
    copy = tmp_path / "copy.txt"
    copy.write_text(STORY.replace("478", "748"))
    ran = retally("check", copy, "--published", "2024-10-28", "--json")
    found = [one for one in ran.document["checks"] if one["kind"] == "ledger"]
    assert ("does_not_match", "digit_swap") in {(one["verdict"], one["hint"]) for one in found}
    assert ran.code == 1
    shown = retally("check", copy, "--published", "2024-10-28").out
    assert "two digits changed places" in " ".join(shown.split())
    assert "600,000.0 or more" in shown
    assert ledger.read_bytes() == before
    without = retally(
        "check", copy, "--published", "2024-10-28", "--ledger", "none.sqlite", "--json"
    )
    assert "digit_swap" not in {one["hint"] for one in without.document["checks"]}
    assert not (tmp_path / "none.sqlite").exists()


def test_check_of_a_broken_ledger_is_one_line_and_code_3(retally, story, tmp_path):
    (tmp_path / "broken.sqlite").write_bytes(b"SQLite format 3\0" + b"\x07" * 5000)
    ran = retally("check", story, "--ledger", "broken.sqlite")
    assert (ran.code, ran.err.count("\n"), ran.out) == (3, 1, "")


@contextmanager
def ordinary_user():
    """Rights count inside: root would pass over them."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.fixture
def open_place():
    """A folder that every user may enter, as pytest's own is not."""
    place = Path(tempfile.mkdtemp(prefix="retally-test-"))
    place.chmod(0o755)
    yield place
    place.chmod(0o755)
    shutil.rmtree(place)


def test_ledger_that_may_not_be_written_is_read_and_says_so(
    retally, story, open_place, monkeypatch
):
    path = open_place / "ledger.sqlite"
    retally("ledger", "add", story, "--ledger", path)
    shown = retally("ledger", "show", "--ledger", path).out
    (open_place / "story.txt").write_text(STORY.replace("coast", "hill"))
    open_place.chmod(0o555)
    monkeypatch.chdir(open_place)
    with ordinary_user():
        assert retally("ledger", "show", "--ledger", path).out == shown
        ran = retally("ledger", "add", open_place / "story.txt", "--ledger", path)
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    assert "the ledger cannot be opened or written" in ran.err


def test_sides_of_a_war_of_ones_own_are_recorded(filled, tmp_path):
    (tmp_path / "own.txt").write_text(
        "Losses mount\n\nThe army of the Reds lost 1,500 soldiers in May 2031, a spokesman said.\n",
        encoding="utf-8",
    )
    assert filled("ledger", "add", "own.txt").code == 0
    (entry,) = filled("ledger", "show", "--json").document["entries"]
    assert entry["side"] == "reds"
