"""All words of the published pages, English first, in one catalogue.

A translation is another table with the same keys; numbers are put in by name.
"""

from __future__ import annotations

from markupsafe import Markup

ENGLISH: dict[str, str] = {
    "site": "Retally",
    "ground": "Ground",
    "ledger": "Ledger",
    "verify": "Verify",
    "methods": "Methods",
    "stories": "Stories",
    "check": "Check",
    "skip": "Skip to the page",
    "text_size": "Text size",
    "smaller": "Smaller text",
    "larger": "Larger text",
    "theme": "Dark or light",
    "units": "Units",
    "both_units": "km² and sq mi",
    "held_on_day": "Held on {day}",
    "share": "{share} of {whole} km²",
    "lately": "Net in the last {days} days",
    "this_month": "{month} so far",
    "whole_month": "{month}",
    "record": "Largest month",
    "no_record": "no whole month has a net gain",
    "gained": "gained",
    "lost": "lost",
    "net": "net",
    "net_alone": "net alone, where gained and lost are not known",
    "held": "held",
    "month": "Month",
    "per_day": "a day",
    "range": "low to high",
    "not_known": "not known",
    "partial": "unfinished",
    "no_map_at_end": "no map of an end",
    "from_map": "{start} to {end}, {source}",
    "ground_held": "Ground held by {party}",
    "definitions": "What counts as held",
    "on_day": "on {day}",
    "choose_definition": "Other ways to count",
    "counted_as_held": "Counted as held",
    "not_counted": "Drawn, not counted",
    "changed_since": "Changed since",
    "where_changed": "Where it changed",
    "map": "Map",
    "months": "By month",
    "table": "The same as a table",
    "day": "Day",
    "since": "Since",
    "play": "Play",
    "pause": "Pause",
    "zoom_in": "Closer",
    "zoom_out": "Further away",
    "whole": "Whole map",
    "unknown_day": "no map of {what} that day",
    "gained_since": "gained since {day}",
    "lost_since": "lost since {day}",
    "no_geometry": "No map of this definition is at hand, so there is nothing to draw: the numbers "
    "come from measured areas that ship with Retally.",
    "withheld": "The licence of these maps does not allow passing their geometry on; numbers and "
    "pictures may be shown, files of geometry are left out, the map as SVG and PDF among them.",
    "downloads": "Downloads",
    "files_numbers": "Numbers {by}",
    "files_chart": "Chart {by}",
    "files_map": "This map, on its last day",
    "by_month": "by month",
    "by_day": "by day",
    "credit": "Maps",
    "places": "Place names: GeoNames, CC BY 4.0",
    "no_borders": "No border is drawn.",
    "licence": "licence: {licence}",
    "sources_apart": "The sources side by side",
    "spread": "spread",
    "how": "How this number is made",
    "snapshots": "Snapshots",
    "known_use": "The definition each publisher is found to use",
    "known_how": "Every printed change whose two end days have a map is recomputed under each "
    "definition of its source; the definition with the least median error is the one it uses.",
    "misses_first": "Printed against recomputed, misses first",
    "publisher": "Publisher",
    "source": "Source",
    "definition": "Definition",
    "figures": "Figures",
    "median_error": "Median error",
    "second": "Second best",
    "verdict": "Verdict",
    "window": "Window",
    "printed": "Printed",
    "recomputed": "Recomputed",
    "captured": "Captured (UTC)",
    "state": "State",
    "licence_line": "Licence",
    "methods_lede": "How each number is made, by Retally {version}, and the snapshots it rests on.",
    "nothing_measured": "No map and no measured area is at hand.",
    "map_is_of": "The maps at hand end on {day}; the numbers above go on with measured areas that "
    "ship with Retally.",
    "made_by": "Made by Retally {version}",
    "until": "up to {day}",
    "regions": "By region",
    "region": "Region",
    "last_days": "last {days} days, to {day}",
    "no_regions": "No geometry of both ends, so this window cannot be split.",
    "lines": "Lines drawn",
    "geometry_files": "Maps as GeoJSON, by the month in which a status began to stand so",
    "unknown_last": "{what}: no map on {day}, so it is unknown there, not empty.",
    "since_map": "map of {day}",
    "exact": "exact",
    "to_end": "to {day}",
    "feed": "Feed",
    "feed_title": "Retally: records, revisions and checks",
    "feed_record": "{month} is the largest month so far under {name}",
    "feed_record_text": "Net gain {area} under {name}.",
    "feed_revision": "{source} revised a number",
    "feed_check": "Checked: {title}",
    "evidence": "Evidence",
    "evidence_for": "Evidence for {title}",
    "printed_by": "Printed by",
    "meets": "Meets",
    "low": "Low",
    "high": "High",
    "holds": "Holds",
    "maps_used": "Maps used",
    "said_by": "said by {who}",
    "probably": "Probably",
    "by": "By {who}",
    "published": "Published",
    "updated": "Updated",
    "original": "The story where it came from",
    "corrections": "Corrections",
    "strip": "Quotes as printed",
    "symbol": "Symbol",
    "price": "Price",
    "change": "Change",
    "elsewhere": "Figures outside the body",
    "photo_credit": "Photo",
    "sources": "Who is quoted",
    "maps_of": "maps of {name}",
    "what_verdicts_mean": "What the verdicts mean",
    "excerpts_only": "The sentences around the figures are quoted; […] stands for what is left "
    "out.",
    "printed_whole": "The story is shown whole, with its publisher's leave.",
    "no_part_of_body": "No part of the body: {what}.",
    "held_on": "held on {day}",
    "drawn_by": "Net under {name}",
    "as_printed": "as printed",
    "window_finding": "Net change {area} from {start} to {end} under {name}, beside other months.",
    "window_map_finding": "Map of what changed from {start} to {end}: gained {gained}, lost "
    "{lost}.",
    "story": "story",
    "ledger_lede": "Who said which quantity when. Nothing in it is overwritten: a number that is "
    "revised is a new row.",
    "not_named": "not named",
    "nothing_recorded": "Nothing is recorded.",
    "side": "Side",
    "quantity": "Quantity",
    "from": "From",
    "to": "To",
    "all": "all",
    "rows_shown": "of {all} rows shown",
    "revised": "Numbers that were revised",
    "more_chains": "{count} more chains stand in the table alone.",
    "newest_rows": "The newest {count} of {all} rows; the files below hold all of them.",
    "entries": "Everything recorded",
    "number": "Number",
    "revision": "Against the one before",
    "sentence": "Story and sentence",
    "falls": "a total that falls",
    "signs": "characters {where}",
    "chain_finding": "From {first} on {first_day} to {last} on {last_day}.",
    "measures": "How each measure is made",
    "measure": "Measure",
    "rule_of": "Rule of",
    "rule": "Rule",
    "glossary": "Words",
}
"""Keys are stable; a word in braces is a number or a name that is put in."""


METHODS: tuple[tuple[str, str, str], ...] = tuple(
    (name, "2026-11-25", rule)
    for name, rule in {
        "area": "On the WGS84 ellipsoid, edges straight in longitude and latitude, unless the "
        "definition names another area model.",
        "held": "The union of the statuses that a definition counts, on the nearest map at or "
        "before the day; a status not published that day is unknown, never empty.",
        "gained, lost, net": "Gained is the later map less the earlier one, lost the earlier less "
        "the later, net is gained less lost. A window runs from the end of the day before its "
        "first day to the end of its last.",
        "low to high": "Where an end has no map of its own day, all combinations of the "
        "neighbouring maps on both sides; nothing is interpolated.",
        "record": "The largest net gain among complete whole windows of the same length, as far "
        "back as the series reaches without a pause.",
        "regions": "What was gained and lost within each region; ground outside all of them is a "
        "row of its own, so that the rows add up.",
        "verdict": "The printed number is an interval of half its last place, widened by its "
        "hedge; it matches where that meets the computed interval under every definition that the "
        "story leaves open, depends where under some.",
        "revision": "The same quantity by the same source at another time, as a factor of the two "
        "printed numbers.",
        "drawings": "Maps are drawn in Web Mercator and simplified; no number is measured on a "
        "drawing.",
    }.items()
)
"""Measure, the day its rule was last changed, and the rule in short."""

GLOSSARY: tuple[tuple[str, str], ...] = (
    ("control map", "what one source asserts on one day: polygons by status"),
    ("status", "what a map asserts of a polygon for a named party: control, advance, claimed"),
    ("definition", "the named rule for “holds”: which statuses count"),
    ("day", "the day a map or a figure speaks of"),
    ("snapshot", "the bytes of a map as captured, with hash, source and day"),
    ("vintage", "one of several captures of the same day"),
    ("gained, lost, net", "set differences between two maps, for a named party"),
    ("window", "first and last day, both counted"),
    ("figure", "a number in a story, with what it counts"),
    ("check", "a figure held against its own arithmetic, the ledger, or the ground"),
    ("verdict", "matches, depends, does not match, cannot check; never true or false"),
    ("revision", "the same quantity by the same source with another number"),
)
"""Words of the pages, each in a line."""


def words(key: str, **named: object) -> str:
    """The words of a key, with what stands in braces put in; KeyError for an unknown key."""
    return ENGLISH[key].format(**named)


def marked_words(key: str, **named: object) -> Markup:
    """The same as markup: what is put in is escaped, unless it is markup itself."""
    return Markup(ENGLISH[key]).format(**named)
