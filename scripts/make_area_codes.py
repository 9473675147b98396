#!/usr/bin/env python3
"""Makes src/compliance/area_codes.inc: each area code of the North American plan with its time zones and its state.

usage: make_area_codes.py TIME_ZONES PLACES > src/compliance/area_codes.inc
TIME_ZONES and PLACES are libphonenumber's resources/timezones/map_data.txt and resources/geocoding/en/1.txt (lines `prefix|value`).
An area code that is split between zones gets all of them: a call must be allowed in each."""
import sys
from collections import Counter, defaultdict

STATES = {
    "Alabama": "AL", "Alaska": "AK", "Arizona": "AZ", "Arkansas": "AR", "California": "CA", "Colorado": "CO", "Connecticut": "CT",
    "Delaware": "DE", "Washington D.C.": "DC", "Florida": "FL", "Georgia": "GA", "Hawaii": "HI", "Idaho": "ID", "Illinois": "IL",
    "Indiana": "IN", "Iowa": "IA", "Kansas": "KS", "Kentucky": "KY", "Louisiana": "LA", "Maine": "ME", "Maryland": "MD",
    "Massachusetts": "MA", "Michigan": "MI", "Minnesota": "MN", "Mississippi": "MS", "Missouri": "MO", "Montana": "MT",
    "Nebraska": "NE", "Nevada": "NV", "New Hampshire": "NH", "New Jersey": "NJ", "New Mexico": "NM", "New York": "NY",
    "North Carolina": "NC", "North Dakota": "ND", "Ohio": "OH", "Oklahoma": "OK", "Oregon": "OR", "Pennsylvania": "PA",
    "Rhode Island": "RI", "South Carolina": "SC", "South Dakota": "SD", "Tennessee": "TN", "Texas": "TX", "Utah": "UT",
    "Vermont": "VT", "Virginia": "VA", "Washington State": "WA", "Washington": "WA", "West Virginia": "WV", "Wisconsin": "WI",
    "Wyoming": "WY", "Puerto Rico": "PR"}


def rows(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("1") and "|" in line:
                yield line.strip().split("|", 1)


def states(path):
    """Area code → state: as its own line says, else as most of its exchanges' cities do ("Houston, TX")."""
    votes = defaultdict(Counter)
    for prefix, place in rows(path):
        if len(prefix) >= 4:
            found = STATES.get(place) or (place[-2:] if place[-4:-2] == ", " and place[-2:] in STATES.values() else None)
            if found:
                votes[prefix[1:4]][found] += 1000 if len(prefix) == 4 else 1
    return {code: count.most_common(1)[0][0] for code, count in votes.items()}


def main(zone_path: str, place_path: str) -> None:
    zones, state = defaultdict(set), {"445": "PA", "728": "FL"} | states(place_path)
    for prefix, value in rows(zone_path):
        if len(prefix) >= 4:
            zones[prefix[1:4]].update(value.split("&"))
    print("// Made by scripts/make_area_codes.py from libphonenumber's tables of facts. Do not edit.")
    for code in sorted(zones):
        if len(zones[code]) <= 6:  # toll-free codes name every zone of the plan: they say nothing
            print(f'{{{code}, "{state.get(code, "")}", "{" ".join(sorted(zones[code]))}"}},')


if __name__ == "__main__":
    main(*sys.argv[1:3])
