"""What a population estimate would say of the borough, and invented shapes of its wards."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from kith.synth.places import LOCALITIES, address, list_of_places
from model.school_age import age

SOURCE = "Invented estimate of children by ward and year of age"
COLUMNS = 4
"""Wards side by side on the map."""
MIDDLE = (0.9, 53.6)
"""Degrees east and north of the map's corner: in the North Sea, where all positions of the borough lie."""
SIDE = 0.012
"""Degrees of latitude of a side of a ward."""


def estimate(truth: Path, as_of: date) -> list[tuple[str, int, int, str]]:
    """Ward, year of age, children, source: those who truly live there, whether any agency names them or not."""
    born = {
        row["person"]: date.fromisoformat(row["date_of_birth"])
        for row in _rows(truth / "persons.csv")
        if row["kind"] == "child"
        and row["resident"] == "Y"
        and row["date_of_birth"]
        and not row["date_of_death"]
    }
    wards = {row[0]: row[3] for row in list_of_places() if row[3]}
    homes: dict[str, str] = {}
    for row in _rows(truth / "residence.csv"):
        if row["person"] in born and not row["to"]:
            homes[row["person"]] = row["address"]
    counted: Counter[tuple[str, int]] = Counter()
    for person, home in homes.items():
        kind, _, number = home.rpartition("-")
        ward = wards.get(address((kind, int(number))).postcode[:-2])
        years = age(born[person], as_of)
        if ward and 0 <= years <= 17:
            counted[ward, years] += 1
    return [(ward, years, counted[ward, years], SOURCE) for ward in sorted(LOCALITIES) for years in range(18)]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def ward_shapes() -> dict[str, Any]:
    """GeoJSON: each ward a hexagon, beside each other in rows. The true wards of the borough are scattered postcode
    sectors, which no map would show."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"ward": ward},
                "geometry": {"type": "Polygon", "coordinates": [_hexagon(number)]},
            }
            for number, ward in enumerate(LOCALITIES)
        ],
    }


def _hexagon(number: int) -> list[list[float]]:
    row, column = divmod(number, COLUMNS)
    across = math.sqrt(3) * SIDE
    east, north = MIDDLE
    wide = 1 / math.cos(math.radians(north))
    middle = (column + row % 2 / 2) * across, -row * 1.5 * SIDE
    corners = [
        (middle[0] + SIDE * math.sin(math.radians(turn)), middle[1] + SIDE * math.cos(math.radians(turn)))
        for turn in range(0, 361, 60)
    ]
    return [[round(east + x * wide, 6), round(north + y, 6)] for x, y in corners]
