"""What the JSON-LD of a page says of its article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

LONGEST_VALUE = 1000
"""Characters that are kept of one declared value."""


@dataclass
class ArticleData:
    """What the JSON-LD of a page says of the article."""

    title: str | None = None
    published: str | None = None
    modified: str | None = None
    correction: str | None = None
    publisher: str | None = None
    description: str | None = None
    authors: list[str] = field(default_factory=list)
    suppliers: list[str] = field(default_factory=list)
    is_open: bool = True
    is_live: bool = False


def article_data(tree: Any) -> ArticleData:
    """What all JSON-LD scripts of a page say of its article, the first one going before."""
    found = ArticleData()
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            for item in _items(script.text or ""):
                _gather(found, item)
    return found


def _items(text: str) -> Iterator[dict[str, Any]]:
    """The objects of one JSON-LD script that speak of an article, the outermost first."""
    # Some pages wrap it into a comment or CDATA.
    document = _unwrapped(text[:_LONGEST_SCRIPT].strip())
    try:
        waiting = [json.loads(document, strict=False)]
    except (ValueError, RecursionError):
        yield from _broken(document)
        return
    for _ in range(_MOST_ITEMS):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting[:0] = item[:_MOST_ITEMS]
        elif isinstance(item, dict):
            if _ARTICLE.search(str(item.get("@type", ""))[:200]):
                yield item
            waiting += [item[key] for key in ("@graph", "mainEntity") if key in item]


def _unwrapped(script: str) -> str:
    begin = _BEGIN.match(script)
    bare = script[begin.end() :] if begin else script
    end = _END.search(bare, max(0, len(bare) - _LONGEST_END))
    return bare[: end.start()] if end else bare


_LONGEST_END = 40


def _broken(document: str) -> Iterator[dict[str, Any]]:
    """What can be told from JSON that is none: one quote too many, a comma at its end."""
    if _ARTICLE_TYPE.search(document) is None:
        return
    pairs = reversed(list(_PAIR.finditer(document)))
    found = {pair[1]: pair[2].replace('\\"', '"') for pair in pairs}
    if found:
        yield found


_BEGIN = re.compile(r"(?:\s|//|/\*|\*/|<!--|<!\[CDATA\[){1,20}")
_END = re.compile(r"(?:\s|;|//|/\*|\*/|-->|\]\]>){1,20}$")
_ARTICLE_TYPE = re.compile(r'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"\w{0,30}(?:Article|BlogPosting)"')
_PAIR = re.compile(
    r'"(headline|datePublished|dateModified)"\s{0,9}:\s{0,9}"((?:[^"\\\n]|\\.){1,400})"'
)
_LONGEST_SCRIPT = 1_000_000
_MOST_ITEMS = 500
_ARTICLE = re.compile(r"(?:Article|NewsArticle|BlogPosting|Report|LiveBlogPosting)\b")


def _gather(found: ArticleData, item: dict[str, Any]) -> None:
    found.title = found.title or _text(item.get("headline")) or _text(item.get("name"))
    found.published = found.published or _text(item.get("datePublished"))
    found.modified = found.modified or _text(item.get("dateModified"))
    found.correction = found.correction or _text(_correction(item.get("correction")))
    found.description = found.description or _text(item.get("description"))
    found.publisher = found.publisher or next(iter(_named(item.get("publisher"))), None)
    found.authors += [name for name in _named(item.get("author")) if name not in found.authors]
    found.is_live = found.is_live or "LiveBlogPosting" in str(item.get("@type", ""))[:200]
    for key in ("sourceOrganization", "provider", "copyrightHolder", "creditText", "creator"):
        found.suppliers += _named(item.get(key))
    if str(item.get("isAccessibleForFree", "")).lower() == "false":
        found.is_open = False


def _correction(value: Any) -> Any:
    """The words of a correction, which may be a CorrectionComment."""
    value = value[0] if isinstance(value, list) and value else value
    return value.get("text") if isinstance(value, dict) else value


def _text(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    # Some pages put markup or entities into their JSON.
    from html import unescape

    words = " ".join(re.sub(r"<[^<>]{0,200}>", " ", unescape(value[:LONGEST_VALUE])).split())
    return words or None


def _named(value: Any) -> list[str]:
    """The names of a person or organisation, or of several."""
    several = value if isinstance(value, list) else [value]
    names = [_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in several]
    return [name for name in names if name and not name.startswith("http")]
