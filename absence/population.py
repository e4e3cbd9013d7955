"""How many children there are, by ward and age: a local file of population estimates.

A CSV file in UTF-8, ``population.csv`` in the data folder or named by ``KITH_POPULATION_FILE``, with the columns

* ``ward``: as in the borough's list of places (``places.csv``);
* ``age``: whole years, 0 to 17;
* ``children``: how many the estimate says there are, a whole number;
* ``source``: which estimate, of which year; the first row's is shown. May be left out.

The Office for National Statistics publishes estimates of wards by single year of age; other publishers give the same.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from model.absence import Band, band_of

COLUMNS = ("ward", "age", "children", "source")
OLDEST = 17


class PopulationError(ValueError):
    """A file that cannot be used; says where and what to do."""


@dataclass(frozen=True, slots=True)
class Population:
    """An estimate: children by ward and band of age."""

    source: str
    children: Mapping[tuple[str, Band], int]


def population(path: Path | None) -> Population | None:
    """The estimate in a file; None where there is none. Raises :class:`PopulationError`."""
    if path is None:
        return None
    found: dict[tuple[str, Band], int] = {}
    source = ""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if missing := [name for name in COLUMNS[:3] if name not in (reader.fieldnames or ())]:
                raise PopulationError(
                    f"{path.name}: the column {missing[0]} is missing. It takes the columns {', '.join(COLUMNS)}; the "
                    "last may be left out."
                )
            met: set[tuple[str, int]] = set()
            for row in reader:
                ward, age, children = _row(path, reader.line_num, row)
                if (ward, age) in met:
                    raise PopulationError(
                        f"{path.name}, line {reader.line_num}: this ward and age are given twice."
                    )
                met.add((ward, age))
                source = source or (row.get("source") or "").strip()
                found[ward, band_of(age)] = found.get((ward, band_of(age)), 0) + children
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise PopulationError(
            f"{path.name}: the population estimate cannot be read ({type(error).__name__}). Write it as CSV in UTF-8."
        ) from None
    return Population(source or path.name, found)


def _row(path: Path, line: int, row: Mapping[str, str | None]) -> tuple[str, int, int]:
    ward, age, children = ((row[name] or "").strip() for name in COLUMNS[:3])
    if not ward:
        raise PopulationError(f"{path.name}, line {line}: give a ward.")
    if not age.isascii() or not age.isdigit() or int(age) > OLDEST:
        raise PopulationError(
            f"{path.name}, line {line}: an age is a whole number of years from 0 to {OLDEST}."
        )
    if not children.isascii() or not children.isdigit():
        raise PopulationError(f"{path.name}, line {line}: a number of children is a whole number, 0 or more.")
    return ward, int(age), int(children)
