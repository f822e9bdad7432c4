"""``retally read``: pages, text, folders, standard input, addresses, and what is no story."""

from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace

import jsonschema
import pytest

from misbehaving_server import MisbehavingServer, Reply, status
from story_pages import BODY, PAGE

TEXT = "Norland takes land\n\nNorland's army took 61 square kilometres (24 square miles) in June 2031, its ministry said.\n"


@pytest.fixture
def valid(pytestconfig):
    """Validate a document by the schema of ``read``."""
    schema = json.loads((pytestconfig.rootpath / "schema" / "read.schema.json").read_text("utf-8"))
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema, format_checker=checker).validate


def test_a_page_s_document_is_valid_and_its_spans_are_its_text(retally, tmp_path, valid):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    ran = retally("read", "page.html", "--json")
    assert (ran.code, ran.err) == (0, "")
    valid(ran.document)
    story = ran.document["story"]
    assert (story["published"], story["agency"]) == ("2031-07-01", "AFP")
    for one in (*ran.document["figures"], *ran.document["statements"]):
        assert story["text"][one["start"] : one["end"]] == one["text"]
    assert [one["value"] for one in ran.document["figures"] if one["scope"] == "body"][:2] == [
        61,
        24,
    ]


def test_text_page_and_standard_input_read_alike(retally, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(TEXT)
    named = retally("read", "a.txt", "--json").document
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
    assert retally("read", "-", "--json").document == named


def test_the_day_that_the_user_states_goes_before_the_page_s(retally, tmp_path):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    story = retally("read", "page.html", "--published", "2031-08-01", "--json").document["story"]
    assert (story["published"], story["published_basis"]) == ("2031-08-01", "stated by the user")


def test_a_folder_is_walked_in_order_and_what_fails_is_named(retally, tmp_path, valid):
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT)
    (folder / "b" / "c.HTM").write_text(PAGE, encoding="utf-8")
    (folder / "d.html").write_bytes(b"")
    (folder / "e.md").write_text("no story")
    ran = retally("read", folder, "--json")
    assert ran.code == 4
    assert ran.err.count("\n") == 1
    assert "d.html: is empty" in ran.err
    valid(ran.document)
    assert [one["name"].rpartition("/")[2] for one in ran.document["stories"]] == ["a.txt", "c.HTM"]
    assert ran.document["coverage"]["figures"] >= 4


def test_many_stories_are_read_on_all_cores_in_order(retally, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(TEXT.replace("61", str(61 + number)))
    ran = retally("read", folder, "--json")
    assert ran.code == 0
    assert "read: 30 of 30" in ran.err
    values = [
        next(one["value"] for one in story["figures"] if one["scope"] == "body")
        for story in ran.document["stories"]
    ]
    assert values == [61 + number for number in range(30)]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (bytes(range(256)) * 9, "is not text"),
        (b"%PDF-1.4", "got a PDF"),
        (b"<html><form><input type=password></form><p>Log in to continue</p></html>", "wall"),
        (b"<html>" + b"x" * 20_000_001, "at most 20,000,000 bytes"),
        (b"x" * 20_000_001, "at most 2,000,000 characters"),
    ],
    ids=["empty", "binary", "pdf", "log-in", "too large a page", "too long a text"],
)
def test_what_is_no_story_gets_one_line_and_3(retally, tmp_path, content, says):
    (tmp_path / "a.html").write_bytes(content)
    ran = retally("read", "a.html", "--json")
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert says in ran.err


def test_another_language_is_said_and_its_numbers_are_read(retally, tmp_path, valid):
    (tmp_path / "a.txt").write_text(
        "Die Armee hat nach eigenen Angaben im Oktober 478 km2 erobert und ist nicht weiter.\n"
    )
    ran = retally("read", "a.txt", "--json")
    assert ran.code == 0
    assert "a.txt: the story is in German" in ran.err
    assert ran.document["story"]["language"] == "de"
    valid(ran.document)


def test_no_figures_and_only_numbers_end_with_0(retally, tmp_path, valid):
    for text in ("It rained all day in the north.\n", "478 184 477\n459\n"):
        (tmp_path / "a.txt").write_text(text)
        ran = retally("read", "a.txt", "--json")
        assert ran.code == 0
        valid(ran.document)


def test_lines_fit_in_80_columns_and_hold_nothing_that_moves_the_cursor(retally, tmp_path):
    (tmp_path / "page.html").write_text(
        PAGE.replace("Ada Pell", "Ada \x1b[31m\u202ePell"), encoding="utf-8"
    )
    ran = retally("read", "page.html")
    assert ran.code == 0
    assert [line for line in ran.out.splitlines() if len(line) > 80] == []
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


def test_a_page_nested_100_000_deep_is_read(retally, tmp_path):
    deep = "<div>" * 100_000 + "<p>The army took 61 square kilometres in June 2031, it said.</p>"
    (tmp_path / "a.html").write_text(deep + "</div>" * 100_000)
    found = retally("read", "a.html", "--json").document["figures"]
    assert [one["value"] for one in found] == [61]


def test_a_script_of_the_page_is_shown_as_text(retally, tmp_path):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    text = retally("read", "page.html", "--json").document["story"]["text"]
    assert BODY[2] in text


def test_an_address_is_fetched_where_local_ones_are_allowed(retally):
    with MisbehavingServer(
        answer=lambda path, query: Reply(body=PAGE.encode(), kind="text/html")
    ) as server:
        address = f"{server.url}/2031/07/03/gains"
        refused = retally("read", address)
        assert refused.code == 3
        assert "--allow-local allows it" in refused.err
        assert server.asked == []
        ran = retally("read", address, "--allow-local", "--json")
        assert ran.document["story"]["published"] == "2031-07-01"


def test_a_server_without_the_page_ends_with_3(retally):
    with MisbehavingServer(answer=lambda path, query: status(404)) as server:
        ran = retally("read", f"{server.url}/a", "--allow-local")
        assert (ran.code, ran.err.count("\n")) == (3, 1)


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_no_story_is_a_usage_error(retally, arguments):
    assert retally("read", *arguments).code == 2


@pytest.mark.parametrize("name", ["nowhere.txt", "x" * 5000, "a\0b"])
def test_a_file_that_is_not_there_ends_with_3(retally, name):
    assert retally("read", name).code == 3
