"""A made-up sentence: the pair of units, and the month under every definition at hand."""

import retally

STORY = """
Russian forces captured 461 square kilometres (286 square miles) of Ukrainian territory in
May 2024, according to data from the Institute for the Study of War.
"""

for check in retally.check(STORY, published="2024-06-03").checks:
    print(check.kind, check.verdict, "-", check.explanation)
