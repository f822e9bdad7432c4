"""Fifty clients read a desk while control maps are added to its archive."""

from __future__ import annotations

import subprocess
import sys

import pytest

from desk_asking import ask_all
from desk_running import running_desk
from made_up_site import made_up_maps


def add_while_read(own_war, tmp_path, *, seconds: float, days: int) -> None:
    from datetime import timedelta

    from made_up_site import FIRST

    more = tmp_path / "more"
    more.mkdir()
    for at, text in enumerate(made_up_maps(days, 80)):
        (more / f"{FIRST + timedelta(days=at)}.geojson").write_text(text, encoding="utf-8")

    def add() -> None:
        arguments = ["--source", "vector", "--map", str(own_war.parent / "mapping.toml")]
        command = [sys.executable, "-m", "retally", "add", str(more), *arguments]
        done = subprocess.run([*command, "--archive", str(own_war)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    with running_desk(own_war) as client:
        address = str(client.base_url)
        asked = ask_all(address, clients=50, seconds=seconds, meanwhile=add)
        assert asked.problems == []
        assert asked.answers > 50 * seconds / 5
        told = client.get("/api/gains?definition=made-up-control&by=day").json()
        assert len(told["rows"]) == days - 1


def test_fifty_clients_read_whole_answers_during_an_add(own_war, tmp_path):
    add_while_read(own_war, tmp_path, seconds=5, days=40)


@pytest.mark.stress
def test_fifty_clients_read_whole_answers_for_a_minute(own_war, tmp_path):
    add_while_read(own_war, tmp_path, seconds=60, days=500)
