"""``retally demo`` as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def retally(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONWARNINGS": "error::RuntimeWarning"}
    return subprocess.run(
        [sys.executable, "-m", "retally", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_demo_writes_its_folder_here_and_the_other_commands_read_it(tmp_path: Path) -> None:
    demo = retally("demo", cwd=tmp_path)
    assert demo.returncode == 0, demo.stderr
    out = tmp_path / "retally-demo"
    for name in [
        "monthly.csv",
        "chart.svg",
        "chart.png",
        "story.txt",
        "check.json",
        "check.html",
        "truth.json",
        "site/index.html",
    ]:
        assert (out / name).stat().st_size > 500
        assert f"retally-demo/{name}" in demo.stdout
    assert "one month of one war" in demo.stdout
    assert "longglass-with-claims gives back 5 of the 5" in demo.stdout
    assert "Against the known truth: 64 months" in demo.stdout
    assert "demo: adding 525 maps" in demo.stderr

    verify = retally("archive", "verify", "--archive", "retally-demo/archive", cwd=tmp_path)
    assert verify.returncode == 0, verify.stdout + verify.stderr

    check = retally(
        "check", "retally-demo/story.txt", "--published", "2012-02-06",
        "--archive", "retally-demo/archive", "--json", cwd=tmp_path,
    )  # fmt: skip
    assert check.returncode == 1, check.stderr
    assert '"does_not_match": 3' in check.stdout

    gains = retally(
        "gains", "--archive", "retally-demo/archive", "--definition", "longglass-assessed",
        "--by", "month", "--chart", "one.svg", cwd=tmp_path,
    )  # fmt: skip
    assert gains.returncode == 0, gains.stderr
    assert (tmp_path / "one.svg").exists()


def test_demo_takes_another_folder(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")
    refused = retally("demo", "--out", "taken/inside", cwd=tmp_path)
    assert refused.returncode == 2
    assert "taken/inside" in refused.stderr
    assert "Traceback" not in refused.stderr
