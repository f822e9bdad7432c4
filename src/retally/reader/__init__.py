"""Pure: a story in, its figures with their windows, actors and sources out."""
