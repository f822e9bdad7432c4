"""Scores the grammar of time on marked date periods: which share is read exactly.

The data are not part of the project: `python tests/accuracy/score_date_periods.py FILE.json`,
where FILE is a list of `{"Input", "Context": {"ReferenceDateTime"}, "Results": [...]}` with one
result each, whose `PastResolution` has `startDate` and `endDate`.

One rule turns our windows, whose last day is counted, into theirs. Where two ends are named ("from
Monday to Friday", "between 2015 and February 2018") or a rest ("the rest of the week"), theirs
ends on the first day of what is named as the end; else on the day after our last one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from retally.reader.calendar import WindowMention
from retally.reader.windows import stated_windows

Item = tuple[str, date, tuple[str, str]]


def items(path: Path) -> Iterator[Item]:
    """Text, day of writing, and the days of the past reading; items without any are left out."""
    for item in json.loads(path.read_text(encoding="utf-8-sig")):
        days = _past(item)
        if item.get("Context") and days is not None:
            yield (
                item["Input"],
                date.fromisoformat(item["Context"]["ReferenceDateTime"][:10]),
                days,
            )


def _past(item: dict[str, Any]) -> tuple[str, str] | None:
    if len(item["Results"]) != 1:
        return None
    past = (item["Results"][0]["Value"] or {}).get("PastResolution") or {}
    start, end = past.get("startDate"), past.get("endDate")
    return (start, end) if start and end else None


def read(text: str, reference: date) -> tuple[str, str] | None:
    """The first window of a text, in the bench's way of writing ends."""
    found = stated_windows(text, reference=reference)
    return (found[0].windows[0].start.isoformat(), _end(found[0]).isoformat()) if found else None


def _end(mention: WindowMention) -> date:
    if mention.last_named is not None:
        return mention.last_named
    end = mention.windows[0].end
    return end if mention.shape == "rest" or end == date.max else end + timedelta(days=1)


def exact_share(path: Path) -> tuple[float, list[tuple[Item, tuple[str, str] | None]]]:
    """The share that is read exactly, and the misses with what was read."""
    marked = list(items(path))
    misses = [(item, got) for item in marked if (got := read(item[0], item[1])) != item[2]]
    return 1 - len(misses) / max(len(marked), 1), misses


if __name__ == "__main__":
    share, missed = exact_share(Path(sys.argv[1]))
    for (text, reference, days), got in missed:
        sys.stdout.write(f"{reference} {text!r}: {days}, read {got}\n")
    sys.stdout.write(f"{share:.3f} exact\n")
