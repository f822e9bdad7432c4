"""Pure geometry: area, change, union, repair, regions, places, contact line."""
