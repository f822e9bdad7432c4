"""Writing a site: what did not change stays, and a run that fails leaves the old one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from retally.errors import UsageError
from retally.publish import site
from retally.publish.site import MARK, SiteFile, write_site


def files(**pages: str) -> list[SiteFile]:
    return [SiteFile(path=f"{name}.html", content=text.encode()) for name, text in pages.items()]


def test_unchanged_pages_keep_their_file(tmp_path):
    out = tmp_path / "site"
    assert write_site(files(a="one", b="two"), out).written == 2
    before = (out / "a.html").stat()
    done = write_site(files(a="one", b="three"), out)
    assert (done.written, done.kept, done.removed) == (1, 1, 0)
    after = (out / "a.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (out / "b.html").read_text() == "three"


def test_pages_that_are_gone_are_removed(tmp_path):
    out = tmp_path / "site"
    write_site(files(a="one", b="two"), out)
    assert write_site(files(a="one"), out).removed == 1
    assert sorted(path.name for path in out.iterdir()) == [MARK, "a.html"]


def test_run_that_fails_leaves_the_old_site_and_nothing_beside_it(tmp_path):
    def failing() -> Iterator[SiteFile]:
        yield SiteFile(path="a.html", content=b"new")
        raise OSError(28, "No space left on device")

    out = tmp_path / "site"
    write_site(files(a="old"), out)
    with pytest.raises(OSError, match="No space left"):
        write_site(failing(), out)
    assert (out / "a.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("can_swap", [True, False])
def test_old_site_is_replaced_whichever_way_the_system_can(tmp_path, monkeypatch, can_swap):
    if not can_swap:
        monkeypatch.setattr(site, "_exchanged", lambda one, other: False)
    out = tmp_path / "site"
    write_site(files(a="old"), out)
    write_site(files(a="new"), out)
    assert (out / "a.html").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_folder_of_somebody_else_is_not_replaced(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match="is not a site that Retally wrote"):
        write_site(files(a="one"), tmp_path)
    assert (tmp_path / "thesis.txt").is_file()


@pytest.mark.parametrize("path", ["../a.html", "/a.html", "b/../../a.html", ""])
def test_page_cannot_leave_its_site(tmp_path, path):
    with pytest.raises(UsageError, match="leads out of its site"):
        write_site([SiteFile(path=path, content=b"")], tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_file_with_the_same_stamp_is_not_made_again(tmp_path):
    made = []

    def chart() -> bytes:
        made.append(1)
        return b"<svg/>"

    out = tmp_path / "site"
    for stamp in ("one", "one", "two"):
        write_site([SiteFile(path="chart.svg", content=chart, stamp=stamp)], out)
    assert len(made) == 2
    assert (out / "chart.svg").read_bytes() == b"<svg/>"


def test_stamp_without_its_file_counts_for_nothing(tmp_path):
    out = tmp_path / "site"
    file = SiteFile(path="chart.svg", content=lambda: b"<svg/>", stamp="one")
    write_site([file], out)
    (out / "chart.svg").unlink()
    write_site([file], out)
    assert (out / "chart.svg").is_file()


@pytest.mark.parametrize("content", ["not json", "[]"])
def test_mark_that_cannot_be_read_keeps_nothing_by_stamp(tmp_path, content):
    out = tmp_path / "site"
    file = SiteFile(path="chart.svg", content=b"new", stamp="one")
    write_site([file], out)
    (out / "chart.svg").write_bytes(b"old")
    (out / MARK).write_text(content)
    assert write_site([file], out).written == 1
