"""What a page declares of itself: JSON-LD, meta elements, `<time>`, and its address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from retally.stories.agencies import known_agency
from retally.stories.days import address_day, declared_day
from retally.stories.lines import byline_of


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What a page says of itself; None where it says nothing.

    Parameters
    ----------
    published, published_basis
        The day, and where it stands.
    description
        The page's summary, often its standfirst.
    is_open
        False where the page declares that it is not to be read without paying.
    """

    title: str | None = None
    site: str | None = None
    byline: str | None = None
    agency: str | None = None
    published: date | None = None
    published_basis: str | None = None
    description: str | None = None
    language: str | None = None
    is_open: bool = True


def declared(tree: Any, *, address: str | None = None) -> Declared:
    """What the page declares, the most formal place first.

    Parameters
    ----------
    tree
        The page as `retally.stories.blocks.page` gives it; None where nothing could be parsed.
    address
        Where it was fetched from; a saved page often names it itself.
    """
    if tree is None:
        return Declared()
    meta = _meta(tree)
    article = _article(tree)
    published, basis = _published(tree, meta, article, address)
    authors = [name for name in (*article.authors, *_authors(meta)) if name]
    authors = authors or _marked_authors(tree)
    people = [name for name in dict.fromkeys(authors) if known_agency(name) is None]
    agencies = (known_agency(name) for name in (*authors, *article.suppliers))
    return Declared(
        title=article.title or _first(meta, "og:title", "twitter:title", "dc.title"),
        site=_first(meta, "og:site_name", "application-name") or article.publisher,
        byline=" and ".join(people[:4]) or None,
        agency=next((agency for agency in agencies if agency), None),
        published=published,
        published_basis=basis,
        description=_first(meta, "og:description", "description") or article.description,
        language=_language(tree),
        is_open=article.is_open,
    )


def _language(tree: Any) -> str | None:
    """Two letters, as ``<html lang>`` has them."""
    found = re.match(r"[a-z]{2}\b", (tree.get("lang") or "").strip().lower())
    return found[0] if found else None


def _meta(tree: Any) -> dict[str, str]:
    """The first value of each meta element, by its name in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        value = " ".join((element.get("content") or "").split())[:_LONGEST_VALUE]
        if name and value:
            found.setdefault(name.strip().lower(), value)
    return found


_LONGEST_VALUE = 1000


def _first(meta: dict[str, str], *names: str) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


_AUTHOR_NAMES = (
    "author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
)


def _authors(meta: dict[str, str]) -> tuple[str, ...]:
    found = _first(meta, *_AUTHOR_NAMES) or ""
    return () if found.startswith("http") else (_BY.sub("", found),)


def _marked_authors(tree: Any) -> list[str]:
    """The names that the markup says are the author's, where nothing declares them."""
    for element in tree.iter("a", "span", "div", "p", "address"):
        marks = " ".join(element.get(key) or "" for key in ("rel", "itemprop", "class")).lower()
        if not _AUTHOR.search(marks) or _is_aside(element):
            continue
        words = " ".join("".join(element.itertext()).split())
        names = byline_of(f"By {_BY.sub('', words)}") if len(words) < _LONGEST_NAMES else None
        if names:
            return [names]
    return []


_AUTHOR = re.compile(r"\b(?:author|byline|by-line|author-name|entry-author)\b")
_BY = re.compile(r"^by:?\s", re.IGNORECASE)
_LONGEST_NAMES = 80


@dataclass
class _Article:
    """What the JSON-LD of a page says of the article."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    description: str | None = None
    authors: list[str] = field(default_factory=list)
    suppliers: list[str] = field(default_factory=list)
    is_open: bool = True


def _article(tree: Any) -> _Article:
    found = _Article()
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            for item in _items(script.text or ""):
                _gather(found, item)
    return found


def _items(text: str) -> Iterator[dict[str, Any]]:
    """The objects of one JSON-LD script that speak of an article, the outermost first."""
    try:
        document = json.loads(text[:_LONGEST_SCRIPT].strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return
    waiting = [document]
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


_LONGEST_SCRIPT = 1_000_000
_MOST_ITEMS = 500
_ARTICLE = re.compile(r"(?:Article|NewsArticle|BlogPosting|Report|LiveBlogPosting)\b")


def _gather(found: _Article, item: dict[str, Any]) -> None:
    found.title = found.title or _text(item.get("headline")) or _text(item.get("name"))
    found.published = found.published or _text(item.get("datePublished"))
    found.description = found.description or _text(item.get("description"))
    found.publisher = found.publisher or next(iter(_named(item.get("publisher"))), None)
    found.authors += [name for name in _named(item.get("author")) if name not in found.authors]
    for key in ("sourceOrganization", "provider", "copyrightHolder", "creditText", "creator"):
        found.suppliers += _named(item.get(key))
    if str(item.get("isAccessibleForFree", "")).lower() == "false":
        found.is_open = False


def _text(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    # Some pages put markup or entities into their JSON.
    from html import unescape

    words = " ".join(re.sub(r"<[^<>]{0,200}>", " ", unescape(value[:_LONGEST_VALUE])).split())
    return words or None


def _named(value: Any) -> list[str]:
    """The names of a person or organisation, or of several."""
    several = value if isinstance(value, list) else [value]
    names = [_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in several]
    return [name for name in names if name and not name.startswith("http")]


_DAY_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published",
    "og:published_time", "date.created", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date", "dc.date.created", "parsely-pub-date", "sailthru.date", "pubdate", "publish-date",
    "publish_date", "publication_date", "cxenseparse:recs:publishtime", "date", "pdate",
    "citation_publication_date",
)  # fmt: skip


def _published(
    tree: Any, meta: dict[str, str], article: _Article, address: str | None
) -> tuple[date | None, str | None]:
    """The day and the place that declares it."""
    day = declared_day(article.published or "")
    if day is not None:
        return day, f"declared by the page: JSON-LD datePublished {article.published}"
    for name in _DAY_NAMES:
        day = declared_day(meta.get(name, ""))
        if day is not None:
            return day, f"declared by the page: meta {name} {meta[name]}"
    day = _time_day(tree)
    if day is not None:
        return day, f"declared by the page: its <time> says {day.isoformat()}"
    for place in (address, _own_address(tree, meta)):
        found = address_day(place or "")
        if found is not None:
            return found[0], f"from the address: {found[1]}"
    return None, None


def _time_day(tree: Any) -> date | None:
    """The day of a ``<time>`` marked as that of publication, or the one day of all of them."""
    days: list[date] = []
    for element in tree.iter("time"):
        day = declared_day(element.get("datetime") or "".join(element.itertext())[:_LONGEST_VALUE])
        if day is None or _is_aside(element):
            continue
        names = " ".join(
            element.get(key) or "" for key in ("itemprop", "class", "id", "data-testid")
        ).lower()
        if "modif" in names or "updat" in names:
            continue
        if element.get("pubdate") is not None or _PUBLISHED.search(names):
            return day
        days.append(day)
    return days[0] if len(set(days)) == 1 else None


_PUBLISHED = re.compile(r"publish|posted|pubdate|datecreated|entry-date|timestamp")


def _is_aside(element: Any) -> bool:
    return any(one.tag in ("aside", "nav", "footer") for one in element.iterancestors())


def _own_address(tree: Any, meta: dict[str, str]) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").strip().lower() == "canonical" and link.get("href"):
            return str(link.get("href"))
    return _first(meta, "og:url", "twitter:url")
