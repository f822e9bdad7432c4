"""All words of the published pages, English first, in one catalogue.

A translation is another table with the same keys; numbers are put in by name.
"""

from __future__ import annotations

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
    "held_now": "Held now",
    "share": "{share} of {whole} km²",
    "lately": "Net in the last {days} days",
    "this_month": "{month} so far",
    "whole_month": "{month}",
    "record": "Largest month",
    "no_record": "no month is complete",
    "as_of": "as of {day}",
    "gained": "gained",
    "lost": "lost",
    "net": "net",
    "held": "held",
    "month": "Month",
    "per_day": "a day",
    "range": "low to high",
    "not_known": "not known",
    "partial": "unfinished",
    "no_map_at_end": "no map of an end",
    "choose_definition": "What counts as held",
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
    "pictures may be shown, files of geometry are left out.",
    "downloads": "Downloads",
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
}
"""Keys are stable; a word in braces is a number or a name that is put in."""


def words(key: str, **named: object) -> str:
    """The words of a key, with what stands in braces put in; KeyError for an unknown key."""
    return ENGLISH[key].format(**named)
