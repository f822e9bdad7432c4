"""One month, three definitions: the figure depends on what counts as an advance."""

import retally

# The folder need not exist: without maps, the measured areas that ship with Retally answer.
archive = retally.open_archive("no-archive-here")
for name in ("isw-control", "isw-assessed", "isw-with-claims"):
    (august,) = archive.gains(name, start="2024-08-01", end="2024-08-31").rows
    print(f"{name:16} {august.net_km2:7.1f} km2, from {august.basis}")
