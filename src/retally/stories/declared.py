"""What a page declares of itself: JSON-LD, meta elements, `<time>`, and its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from retally.stories.agencies import known_agency
from retally.stories.days import address_day, declared_day
from retally.stories.json_ld import LONGEST_VALUE, ArticleData, article_data
from retally.stories.lines import byline_of


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What a page says of itself; None where it says nothing.

    Parameters
    ----------
    published, published_basis
        The day, and where it stands.
    updated
        The day of the last change.
    correction
        What it says of its own correction.
    description
        The page's summary, often its standfirst.
    is_open
        False where the page declares that it is not to be read without paying.
    is_live
        Whether it declares itself a live page, of many entries.
    """

    title: str | None = None
    site: str | None = None
    byline: str | None = None
    agency: str | None = None
    published: date | None = None
    published_basis: str | None = None
    updated: date | None = None
    correction: str | None = None
    description: str | None = None
    language: str | None = None
    is_open: bool = True
    is_live: bool = False


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
    article = article_data(tree)
    published, basis = _published(tree, meta, article, address)
    authors = [name for name in (*article.authors, *_authors(meta)) if name]
    authors = authors or _marked_authors(tree)
    authors = [name for several in authors for name in _names(several)]
    people = [name for name in dict.fromkeys(authors) if known_agency(name) is None]
    agencies = (known_agency(name) for name in (*authors, *article.suppliers))
    return Declared(
        title=article.title or _first(meta, "og:title", "twitter:title", "dc.title"),
        site=_first(meta, "og:site_name", "application-name") or article.publisher,
        byline=" and ".join(people[:4]) or None,
        agency=next((agency for agency in agencies if agency), None),
        published=published,
        published_basis=basis,
        updated=_updated(tree, meta, article),
        correction=article.correction,
        description=_first(meta, "og:description", "description") or article.description,
        language=_language(tree),
        is_open=article.is_open,
        is_live=article.is_live,
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
        value = " ".join((element.get("content") or "").split())[:LONGEST_VALUE]
        if name and value:
            found.setdefault(name.strip().lower(), value)
    return found


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


def _names(several: str) -> list[str]:
    """The names of a list in one value: "Ada Pell,Bo Lind"; any other value is one name."""
    names = [name.strip() for name in several.split(",")]
    return names if all(" " in name for name in names) else [several]


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


_DAY_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published",
    "og:published_time", "date.created", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date", "dc.date.created", "parsely-pub-date", "sailthru.date", "pubdate", "publish-date",
    "publish_date", "publication_date", "cxenseparse:recs:publishtime", "date", "pdate",
    "citation_publication_date", "dcterms.date", "article:published_date", "datecreated",
    "article.published", "originalpublicationdate", "og:pubdate", "publishdate", "pub_date",
)  # fmt: skip


def _published(
    tree: Any, meta: dict[str, str], article: ArticleData, address: str | None
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


_UPDATE_NAMES = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "og:modified_time",
    "datemodified", "article:modified", "article:updated", "last-modified", "lastmod", "modified",
    "dcterms.modified", "dc.date.modified", "date.modified", "last_updated", "revised", "updated",
    "article.updated", "og:updated",
)  # fmt: skip


def _updated(tree: Any, meta: dict[str, str], article: ArticleData) -> date | None:
    """The day of the last change that the page declares."""
    for value in (article.modified, *(meta.get(name) for name in _UPDATE_NAMES)):
        day = declared_day(value or "")
        if day is not None:
            return day
    for element in tree.iter("time"):
        if _is_update(element) and not _is_aside(element):
            day = declared_day(element.get("datetime") or "".join(element.itertext())[:99])
            if day is not None:
                return day
    return None


def _is_update(element: Any) -> bool:
    names = _time_names(element)
    return "modif" in names or "updat" in names


def _time_names(element: Any) -> str:
    keys = ("itemprop", "class", "id", "data-testid")
    return " ".join(element.get(key) or "" for key in keys).lower()


def _time_day(tree: Any) -> date | None:
    """The day of a ``<time>`` marked as that of publication, or the one day of all of them."""
    days: list[date] = []
    for element in tree.iter("time"):
        day = declared_day(element.get("datetime") or "".join(element.itertext())[:LONGEST_VALUE])
        if day is None or _is_aside(element):
            continue
        if _is_update(element):
            continue
        if element.get("pubdate") is not None or _PUBLISHED.search(_time_names(element)):
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
