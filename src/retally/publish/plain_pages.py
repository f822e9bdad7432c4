"""The pages that are tables and words alone: Verify and Methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retally.publish.pages import page
from retally.publish.words import GLOSSARY, METHODS

if TYPE_CHECKING:
    from retally.publish.site_inputs import Site


def verify_page(site: Site) -> bytes:
    """Published figures against recomputed ones, misses first."""
    return page("verify.html.j2", **site.common("verify"), found=site.verification)


def methods_page(site: Site) -> bytes:
    """How each number is made, the definitions, the words, the snapshots."""
    return page(
        "methods.html.j2",
        **site.common("methods"),
        definitions=[view.definition for view in site.views.values()],
        snapshots=site.snapshots,
        methods=METHODS,
        glossary=GLOSSARY,
    )
