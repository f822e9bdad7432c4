"""What a publish that is stopped leaves: the site that was there, whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from retally.publish import site as site_module

SLOW = """
import sys, time
from pathlib import Path
from retally.publish.site import SiteFile, write_site

def files():
    for at in range(1000):
        yield SiteFile(path=f"page-{at}.html", content=b"new")
        print(at, flush=True)
        time.sleep(0.02)

write_site(files(), Path(sys.argv[1]))
"""


@pytest.fixture(autouse=True)
def _no_gazetteer(monkeypatch):
    monkeypatch.setattr("retally.cli.publish_command._places", lambda extent: [])


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_killed_publish_leaves_the_old_site_and_the_next_one_clears_up(filled, tmp_path):
    out = tmp_path / "site"
    assert filled("publish", "--out", out).code == 0
    before = contents(out)
    running = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(out)], stdout=subprocess.PIPE, text=True
    )
    with running:
        for line in running.stdout:
            if int(line) > 5:
                break
        os.kill(running.pid, signal.SIGKILL)
    assert running.returncode == -signal.SIGKILL
    assert contents(out) == before
    left = [path for path in tmp_path.iterdir() if path.name.startswith(".site.")]
    assert left
    assert filled("publish", "--out", out).code == 0
    assert contents(out) == before
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".site.")] == []


def test_folder_of_a_publish_that_still_runs_is_left_alone(filled, tmp_path):
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        folder = tmp_path / f".site.{other.pid}.new"
        folder.mkdir()
        assert filled("publish", "--out", tmp_path / "site").code == 0
        assert folder.is_dir()
    finally:
        other.kill()
        other.wait()
    time.sleep(0)
    assert filled("publish", "--out", tmp_path / "site").code == 0
    assert not folder.exists()


def test_full_disk_leaves_the_old_site_and_says_so(filled, tmp_path, monkeypatch):
    out = tmp_path / "site"
    assert filled("publish", "--out", out).code == 0
    before = contents(out)
    written = []
    put = site_module._put

    def full(file, fresh, old, *, is_same):
        if len(written) > 4:
            raise OSError(28, "No space left on device")
        written.append(file.path)
        return put(file, fresh, old, is_same=is_same)

    monkeypatch.setattr(site_module, "_put", full)
    ran = filled("publish", "--out", out)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "No space left on device" in ran.err
    assert "the site that was there stands" in ran.err
    assert contents(out) == before
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".site.")] == []


FULL = """
import contextlib, hashlib, io, json, subprocess, sys
from pathlib import Path
from retally.cli import publish_command
from retally.cli.main import run

publish_command._places = lambda extent: []
disk = Path(sys.argv[1])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)], check=True)

def contents():
    files = sorted(one for one in (disk / "site").rglob("*") if one.is_file())
    return {str(one): hashlib.sha256(one.read_bytes()).hexdigest() for one in files}

def publish(*more):
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        code = run(["publish", "--out", str(disk / "site"), *more])
    left = [one.name for one in disk.iterdir() if one.name.startswith(".site.")]
    return {"code": code, "said": said.getvalue(), "site": contents(), "left": left}

told = [publish()]
with contextlib.suppress(OSError), open(disk / "filler", "wb", buffering=0) as filler:
    while filler.write(bytes(4096)):
        pass
told.append(publish("--archive", "another"))
(disk / "filler").unlink()
told.append(publish("--archive", "another"))
print(json.dumps(told))
"""


def test_disk_that_is_really_full_leaves_the_old_site(filled, tmp_path):
    """On a file system of 24 MB with no byte left, in a namespace of its own."""
    alone = ["unshare", "--user", "--map-root-user", "--mount"]
    try:
        subprocess.run([*alone, "mount", "-t", "tmpfs", "tmpfs", str(tmp_path)], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no file system of its own can be made here: {error}")
    disk = tmp_path / "disk"
    disk.mkdir()
    command = [*alone, sys.executable, "-c", FULL, str(disk)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    first, full, later = json.loads(ran.stdout)
    assert (first["code"], len(first["site"]) > 10) == (0, True)
    assert (full["code"], full["said"].count("\n")) == (2, 1)
    assert "No space left on device" in full["said"]
    assert full["site"] == first["site"]
    assert full["left"] == []
    assert (later["code"], later["left"]) == (0, [])
    assert later["site"] != first["site"]
