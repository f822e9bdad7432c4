"""Definitions, windows, and the ground held, gained and lost over them."""
