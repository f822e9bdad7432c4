"""A page or plain text to a Story: fixed text, stable spans, what was left out and why."""
