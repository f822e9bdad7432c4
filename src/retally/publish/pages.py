"""What all pages share: the template environment, and how numbers and days are written."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from retally.model.quantity import KM2_PER_MI2
from retally.publish.map_view import party_name
from retally.publish.site import SiteFile
from retally.publish.version import version
from retally.publish.words import marked_words, words

ASSETS = ("site.css", "page.js", "ground.js", "ledger.js")
"""What every site carries beside its pages."""


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Templates of the package: everything put in is escaped, a missing name is an error."""
    made = Environment(
        loader=PackageLoader("retally.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "words": words,
        "marked": marked_words,
        "version": version(),
        "area": area,
        "number": number,
    }
    made.filters |= {
        "month": month,
        "minus": minus,
        "party": party_name,
        "day": long_day,
        "grouped": grouped,
        "unit": unit_sign,
    }
    return made


def page(template: str, **values: Any) -> bytes:
    """One page as UTF-8."""
    return environment().get_template(template).render(**values).encode()


def assets() -> list[SiteFile]:
    """Style and scripts of a site."""
    folder = resources.files("retally.publish") / "assets"
    return [
        SiteFile(path=f"assets/{name}", content=(folder / name).read_bytes()) for name in ASSETS
    ]


def area(km2: float | None, *, sign: bool = False) -> Markup:
    """An area in both units, of which a page shows one or both; the exact value beside each.

    Parameters
    ----------
    sign
        Whether a gain carries a plus.
    """
    if km2 is None:
        return Markup('<span class="area none">–</span>')
    mi2 = km2 / float(KM2_PER_MI2)
    return Markup(
        '<span class="area"><data class="km2" value="{}">{} km²</data>'
        '<data class="mi2" value="{}">{} sq mi</data></span>'
    ).format(repr(km2), number(km2, sign=sign), repr(mi2), number(mi2, sign=sign))


def area_text(km2: float | None) -> str:
    """An area in both units as plain text."""
    if km2 is None:
        return "not known"
    return f"{number(km2)} km² ({number(km2 / float(KM2_PER_MI2))} sq mi)"


def number(value: float, digits: int = 1, *, sign: bool = False) -> str:
    """A number with commas between thousands and a true minus; never "-0.0"."""
    text = f"{abs(value):,.{digits}f}"
    if not text.strip("0.,"):
        return text
    return f"{'−' if value < 0 else '+' if sign else ''}{text}"


def grouped(printed: str) -> str:
    """A number as it was printed, with commas between the thousands of its whole part."""
    whole, point, rest = printed.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.isdigit() else printed


def unit_sign(unit: str) -> str:
    """A unit as pages write it."""
    return {"km2": "km²", "mi2": "sq mi", "percent": "%"}.get(unit, unit)


def minus(text: str) -> str:
    """A true minus instead of a hyphen."""
    return text.replace("-", "−")


def long_day(day: date) -> Markup:
    """A day in words, with the day itself for machines: "31 October 2024"."""
    return Markup('<time datetime="{}">{} {}</time>').format(day, day.day, f"{day:%B %Y}")


def month(day: date) -> str:
    """A month as "October 2024"."""
    return f"{day:%B %Y}"
