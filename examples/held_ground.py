"""Two squares on two days: what was gained, what was lost, and how much is held."""

import json

import shapely

import retally

before = shapely.box(30.0, 48.0, 30.2, 48.1)
after = shapely.box(30.1, 48.0, 30.3, 48.1)

change = retally.change(before, after)
print(f"gained {change.gained_km2:.1f}, lost {change.lost_km2:.1f}, net {change.net_km2:.1f} km2")
print(json.dumps(json.loads(shapely.to_geojson(change.gained))["type"]))
