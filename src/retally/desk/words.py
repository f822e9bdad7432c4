"""All words of the desk's own pages, English first, in one catalogue.

A translation is another table with the same keys; numbers and names are put in by name.
"""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "check_title": "Check a story",
    "check_lede": "Paste a story, choose files, or give an address. Every number is read, and "
    "recomputed where the maps, the ledger or its own sums allow it. It stays on this machine, and "
    "nothing is stored.",
    "text": "The story",
    "files": "Files (HTML or plain text; several at once)",
    "address": "Address of a page",
    "published": "Published on (where the story does not say)",
    "check": "Check",
    "another": "Check another story",
    "results": "What was found",
    "story": "The story, its numbers marked",
    "left_out": "No part of the body: {parts}.",
    "evidence": "The numbers, one by one",
    "no_figure": "No figure was read, so nothing was checked.",
    "said_by": "said by {who}",
    "window": "Window: {basis}.",
    "probably": "Probably: {hint}.",
    "rows": "Evidence, {count} rows, in {unit}",
    "one_row": "Evidence, one row, in {unit}",
    "evidence_for": "Evidence for {title}",
    "edit_query": "Edit the question and ask again",
    "query": "The question put to the maps, as TOML",
    "run_again": "Ask again",
    "asked_again": "Asked again",
    "all_queries": "All questions of this story",
    "note": "A note for the editor",
    "copy_note": "Copy as a note",
    "copied": "Copied.",
    "not_copied": "Select the text and copy it.",
    "record": "Record in the ledger",
    "record_lede": "Nothing of this story is stored unless you record it.",
    "recorded_title": "Recorded in the ledger",
    "recorded_added": "Figures recorded: {entries}.",
    "recorded_repeat": "The story was there already; nothing was added.",
    "recorded_copy": "A copy of a recorded story; new figures: {entries}.",
    "working": "Reading and recomputing …",
    "verdicts": "What the verdicts mean",
    "tally": "Figures by verdict",
    "jobs_title": "Jobs",
    "jobs_lede": "What takes long goes on when its page is closed.",
    "no_jobs": "No job has been started.",
    "job_check": "Checking {total} stories",
    "job_add": "Adding control maps",
    "state": "State",
    "running": "running",
    "done": "done",
    "cancelled": "cancelled",
    "failed": "failed",
    "waiting": "waiting",
    "cancel": "Cancel",
    "forget": "Forget the job and what it found",
    "progress": "{done} of {total}",
    "progress_open": "{done} so far",
    "story_column": "Story",
    "coverage": "Coverage",
    "could_not": "Could not be read: {reason}",
    "add_title": "Add control maps",
    "folder": "Folder on this machine",
    "source": "Source (isw, deepstate, vector, …)",
    "day": "Day the maps speak of (where the files do not say)",
    "licence": "Licence line to keep and show",
    "mapping": "Field mapping (TOML file), for the source vector",
    "add": "Add",
    "added": "added {added}, repeats {repeats}, held {held}, failed {failed}",
    "api_title": "The API",
    "api_lede": "The same functions and documents as the commands with --json. The whole "
    "description as OpenAPI:",
    "parameters": "Parameters",
    "body": "Body (JSON)",
    "answers": "Answers",
    "required": "required",
    "error_title": "That did not work",
    "expected": "Expected",
    "got": "Got",
    "do": "What to do",
    "desk_links": "At this desk",
    "add_maps": "Add maps",
}
"""Keys are stable; a word in braces is a number or a name that is put in."""


def desk_words(key: str, **named: object) -> str:
    """The words of a key, with what stands in braces put in; KeyError for an unknown key."""
    return ENGLISH[key].format(**named)
