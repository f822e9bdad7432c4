"""What search engines read: schema.org objects as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from retally.check.lines import WORDS, arithmetic
from retally.check.story_check import StoryCheck
from retally.model.check import Check
from retally.publish.figure_checks import by_figure
from retally.publish.ground_view import GroundView
from retally.publish.site import SiteFile

_MEDIA = {"json": "application/json", "csv": "text/csv", "geojson": "application/geo+json"}


def dataset(view: GroundView, files: Sequence[SiteFile], licences: Iterable[str]) -> dict[str, Any]:
    """A definition's numbers as a schema.org Dataset."""
    rule = view.definition
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"Ground held, gained and lost: {rule.name}",
        "description": rule.sentence,
        "temporalCoverage": f"{view.first}/{view.last}",
        "measurementTechnique": f"area on {rule.area_model.value}, maps of "
        f"{', '.join(rule.sources)}",
        "variableMeasured": ["held_km2", "gained_km2", "lost_km2", "net_km2"],
        "license": sorted(set(licences)),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": _MEDIA[ending],
                "contentUrl": one.path,
            }
            for one in files
            if (ending := one.path.rpartition(".")[2]) in _MEDIA
        ],
    }


def news_article(checked: StoryCheck, *, full_text: bool) -> dict[str, Any]:
    """A story as a schema.org NewsArticle; the body only where it may be shown whole."""
    story = checked.reading.story
    published = story.published.isoformat() if story.published else None
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title or checked.name,
        "description": story.standfirst,
        "datePublished": published,
        "dateModified": story.updated.isoformat() if story.updated else None,
        "correction": list(story.corrections) or None,
        "author": {"@type": "Person", "name": story.byline} if story.byline else None,
        "publisher": _organisation(story.site or story.agency),
        "sourceOrganization": _organisation(story.agency),
        "inLanguage": story.language,
        "url": _address(checked.name),
    }
    if full_text:
        found["articleBody"] = "\n\n".join(span.of(story.text) for span in story.paragraphs)
    return {key: value for key, value in found.items() if value is not None}


def claim_reviews(checked: StoryCheck) -> list[dict[str, Any]]:
    """A ClaimReview for each figure that got an answer, by the gravest of its checks.

    The rating is the verdict's own word: none is called true or false.
    """
    return [
        _claim_review(checked, group.checks[0])
        for group in by_figure(checked)
        if group.checks[0].verdict.value != "cannot_check"
    ]


def _claim_review(checked: StoryCheck, check: Check) -> dict[str, Any]:
    figure = checked.reading.figure(check.figures[0])
    story = checked.reading.story
    said = [one for one in checked.reading.statements if one.id == figure.statement]
    who = said[0].speaker if said else story.agency or story.site
    claim: dict[str, Any] = {
        "@type": "Claim",
        "author": {"@type": "Thing", "name": who} if who else None,
        "datePublished": story.published.isoformat() if story.published else None,
        "appearance": _address(checked.name),
    }
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": " ".join(figure.sentence.of(story.text).split()),
        "itemReviewed": {key: value for key, value in claim.items() if value is not None},
        "author": {"@type": "Organization", "name": "Retally"},
        "reviewRating": {
            "@type": "Rating",
            "alternateName": WORDS[check.verdict],
            "ratingExplanation": ". ".join(
                part for part in (arithmetic(check), check.explanation) if part
            ),
        },
    }


def _organisation(name: str | None) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _address(name: str) -> str | None:
    return name if name.startswith(("http://", "https://")) else None
