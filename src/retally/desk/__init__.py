"""The local desk: the pages of a site, live, and a JSON API over the same functions."""
