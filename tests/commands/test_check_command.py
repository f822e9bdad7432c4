"""``retally check``: what it prints, writes and ends with."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from story_pages import PAGE

SLIP = (
    "Gains slow\n\nThe army took 461 square kilometres (286 square miles) in May 2024, its ministry "
    "said.\n\nIt rained for 3 days.\n"
)
CLEAN = "The army took 461 square kilometres (178 square miles) in May 2024, its ministry said.\n"
GROUND = (
    "Russia's army advanced 477 square kilometres in August 2024, according to data from the "
    "Institute for the Study of War.\n"
)


@pytest.fixture
def valid(pytestconfig):
    schema = json.loads((pytestconfig.rootpath / "schema" / "check.schema.json").read_text("utf-8"))
    return jsonschema.Draft202012Validator(schema).validate


def written(folder: Path, **stories: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in stories.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def test_headline_coverage_and_figures_stand_worst_first(retally, tmp_path):
    (tmp_path / "a.txt").write_text(SLIP + GROUND)
    ran = retally("check", "a.txt", "--published", "2024-09-02")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[0] == "Gains slow"
    assert "published 2024-09-02 (stated by the user)" in lines[1]
    assert re.match(r"\d+ of \d+ numbers read, \d+ checked: 2 do not match", lines[2])
    assert "»461 square kilometres«" in ran.out
    blocks = ran.out.split("\n\n")[1:]
    worst = [re.findall(r"^  ([✗±✓?]) ", block, re.MULTILINE)[0] for block in blocks]
    assert worst == sorted(worst, key="✗±✓?".index)
    assert "probably: the factor of a length was used on an area" in ran.out
    assert [line for line in lines if len(line) > 80] == []


def test_a_page_s_document_is_valid(retally, tmp_path, valid):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    ran = retally("check", "page.html", "--json")
    assert ran.code == 0
    valid(ran.document)
    assert ran.document["story"]["published"] == "2031-07-01"


def test_several_stories_are_a_list_with_their_names_and_the_worst_code(retally, tmp_path, valid):
    folder = written(tmp_path / "in", a=CLEAN, b=SLIP)
    ran = retally("check", folder, "--json")
    valid(ran.document)
    assert ran.code == 1
    assert [Path(one["name"]).name for one in ran.document["stories"]] == ["a.txt", "b.txt"]
    assert retally("check", folder / "a.txt").code == 0
    assert "2 stories" in retally("check", folder).out


def test_a_story_that_cannot_be_read_is_named_and_the_rest_is_checked(retally, tmp_path):
    folder = written(tmp_path / "in", a=CLEAN, b=SLIP)
    (folder / "c.html").write_bytes(b"")
    ran = retally("check", folder)
    assert ran.code == 4
    assert "c.html: is empty" in ran.err
    assert retally("check", folder / "c.html").code == 3


def test_pages_and_documents_are_written_under_names_of_their_own(retally, tmp_path):
    folder = written(tmp_path / "in", a=SLIP)
    written(folder / "more", a=CLEAN)
    ran = retally("check", folder, "--out", "out")
    assert ran.code == 1
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["a-2.html", "a-2.json", "a.html", "a.json"]
    page = (tmp_path / "out" / "a.html").read_text(encoding="utf-8")
    assert "<mark>461 square kilometres</mark>" in page
    assert "It rained" not in page
    document = json.loads((tmp_path / "out" / "a.json").read_text(encoding="utf-8"))
    assert document["story"]["title"] == "Gains slow"


def test_the_whole_text_is_on_the_page_where_the_user_has_the_right(retally, tmp_path):
    (tmp_path / "a.txt").write_text(SLIP.replace("for 3 days", "all day"))
    retally("check", "a.txt", "--out", "out")
    assert "It rained" not in (tmp_path / "out" / "a.html").read_text(encoding="utf-8")
    retally("check", "a.txt", "--out", "out", "--full-text")
    assert "It rained" in (tmp_path / "out" / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "&lt;b&gt;",
        "{{ 7*7 }}",
        "</style><script>x</script>",
    ],
)
def test_markup_in_every_part_of_a_story_is_shown_as_text(retally, tmp_path, attack):
    import html

    (tmp_path / "a.txt").write_text(
        f"{attack} takes land\n\nBy Ada {attack}\n\nThe army of {attack} took 461 square kilometres "
        f"(286 square miles) in May 2024, Atlas {attack} said.\n\nPicture {attack} / Photo: {attack}\n"
    )
    retally("check", "a.txt", "--out", "out", "--full-text")
    page = (tmp_path / "out" / "a.html").read_text(encoding="utf-8")
    assert attack not in page or attack == "{{ 7*7 }}"
    assert "<script" not in page
    assert "<img" not in page
    assert html.escape(attack, quote=True) in page or str(attack) in html.unescape(page)


def test_queries_are_written_edited_and_asked_again(retally, tmp_path, valid):
    (tmp_path / "a.txt").write_text(GROUND)
    ran = retally("check", "a.txt", "--published", "2024-09-02", "--queries", "q.toml", "--json")
    assert "wrote 1 queries to q.toml" in ran.err
    text = (tmp_path / "q.toml").read_text()
    again = retally("check", "--query", "q.toml", "--json")
    valid(again.document)
    assert again.code == 0
    assert again.document["checks"][0]["verdict"] == ran.document["checks"][-1]["verdict"]
    (tmp_path / "q.toml").write_text(text.replace("477", "9477"))
    edited = retally("check", "--query", "q.toml", "--json").document["checks"][0]
    assert edited["claimed"]["value"] == 9477
    assert edited["verdict"] not in ("matches", "depends")


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"[[query"])
def test_a_queries_file_that_cannot_be_read_is_named(retally, tmp_path, content):
    if content is not None:
        (tmp_path / "q.toml").write_bytes(content)
    ran = retally("check", "--query", "q.toml")
    assert ran.code in (2, 3)
    assert "q.toml" in ran.err
    assert ran.err.count("\n") == 1


def test_no_figures_end_with_0_and_coverage_0(retally, tmp_path, valid):
    (tmp_path / "a.txt").write_text("It rained all day in the north.\n")
    ran = retally("check", "a.txt", "--json")
    valid(ran.document)
    assert ran.code == 0
    assert set(ran.document["coverage"].values()) == {0}


def test_many_stories_give_the_same_as_each_alone(retally, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(26):
        (folder / f"{number:02}.txt").write_text(SLIP.replace("461", str(461 + number)))
    ran = retally("check", folder, "--json")
    assert ran.code == 1
    assert "check: 26 of 26" in ran.err
    alone = retally("check", folder / "07.txt", "--json").document
    listed = ran.document["stories"][7]
    assert listed.pop("name").endswith("07.txt")
    assert listed == alone


def test_no_story_is_a_usage_error(retally):
    ran = retally("check")
    assert ran.code == 2
    assert "which story?" in ran.err


def test_a_number_of_ten_thousand_digits_is_no_error(retally, tmp_path, valid):
    (tmp_path / "a.txt").write_text(
        f"The army took {'9' * 10_000} square kilometres in May 2024.\n"
    )
    ran = retally("check", "a.txt", "--json")
    assert ran.code in (0, 1)
    valid(ran.document)
