"""Many clients at once that read a desk while its archive grows."""

from __future__ import annotations

import itertools
import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from desk_running import STORY

READS = (
    "/api/gains?definition=made-up-control",
    "/api/gains?definition=made-up-control&by=month",
    "/api/gains?definition=made-up-with-claims&by=day",
    "/api/held?definition=made-up-control&day=2021-01-15",
    "/api/ledger",
    "/api/verify",
    "/check.html",
    "/assets/site.css",
    "/methods.html",
    "/",
)


@dataclass
class Asked:
    """What was answered, and what was wrong with it."""

    answers: int = 0
    problems: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def ask_all(address: str, *, clients: int, seconds: float, meanwhile: Callable[[], None]) -> Asked:
    """Let so many clients ask for so long, while something else is done."""
    asked = Asked()
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_ask, args=(address, number, until, asked), daemon=True)
        for number in range(clients)
    ]
    for thread in threads:
        thread.start()
    meanwhile()
    for thread in threads:
        thread.join(seconds + 120)
    return asked


def _ask(address: str, number: int, until: float, asked: Asked) -> None:
    dice = random.Random(number)
    with httpx.Client(base_url=address, timeout=90) as client:
        while time.monotonic() < until:
            path = dice.choice(READS) if number else "/api/check"
            try:
                if path == "/api/check":
                    answer = client.post(path, json={"text": STORY})
                else:
                    answer = client.get(path)
                problem = _problem(path, answer)
            except httpx.HTTPError as error:
                problem = repr(error)
            with asked.lock:
                asked.answers += 1
                if problem:
                    asked.problems.append(f"{path}: {problem}")


def _problem(path: str, answer: httpx.Response) -> str:
    """What is wrong with an answer; "" for a whole one."""
    if answer.status_code != 200:
        return f"{answer.status_code} {answer.text[:300]}"
    if path.startswith("/api/"):
        try:
            document = answer.json()
        except json.JSONDecodeError:
            return "half a document"
        return _inconsistent(document)
    if path.endswith(("html", "/")) and not answer.text.rstrip().endswith("</html>"):
        return "half a page"
    return ""


def _inconsistent(document) -> str:
    """What in a series does not add up, as it would where two states were mixed."""
    rows = document.get("rows") or []
    for row in rows:
        if row.get("gained_km2") is not None:
            gap = row["gained_km2"] - row["lost_km2"] - row["net_km2"]
            if abs(gap) > 1e-6:
                return f"net is not gained less lost by {gap}"
    for before, after in itertools.pairwise(rows):
        if "net_km2" in after and after.get("net_km2") is not None and before.get("held_km2"):
            gap = before["held_km2"] + after["net_km2"] - after["held_km2"]
            if before["to_day"] == after["from_day"] and abs(gap) > 1e-3:
                return f"held does not go on by net: {gap}"
    return ""
