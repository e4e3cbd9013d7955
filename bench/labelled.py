"""Public labelled sets in the columns of ``kith link``: who is who in them is known, and nobody here wrote them.

FEBRL 1 to 4 (Christen 2002) and Splink's ``fake_1000``. Their folder is given, never copied. A record's id is its
place in a shuffled order, because FEBRL's own ids carry the truth; the social security number of FEBRL is left out,
because it nearly is the truth.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.linking.files import Person

_FEBRL = {
    "febrl1": (("febrl1", "dataset1.csv"),),
    "febrl2": (("febrl2", "dataset2.csv"),),
    "febrl3": (("febrl3", "dataset3.csv"),),
    "febrl4": (("a", "dataset4a.csv"), ("b", "dataset4b.csv")),
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """``rows`` as the matcher reads them; ``parts``: record -> what its file has in columns of its own and the matcher
    gets as one address; ``person_of``: record -> person."""

    name: str
    rows: Sequence[Person]
    parts: dict[str, dict[str, str]]
    person_of: dict[str, str]


def labelled_sets(folder: Path) -> Iterator[Labelled]:
    """The sets whose files are in the folder, smallest first."""
    if (folder / "people" / "fake_1000.csv").exists():
        yield _fake_1000(folder / "people" / "fake_1000.csv")
    for name, files in _FEBRL.items():
        paths = [(source, folder / "febrl" / file) for source, file in files]
        if all(path.exists() for _, path in paths):
            yield _febrl(name, paths)


def _febrl(name: str, paths: Sequence[tuple[str, Path]]) -> Labelled:
    found = Labelled(name, [], {}, {})
    rows: list[Person] = []
    for source, path in paths:
        for number, row in enumerate(_shuffled(path)):
            written = row["date_of_birth"]
            lines = (
                f"{row['street_number']} {row['address_1']}",
                row["address_2"],
                row["suburb"],
                row["state"],
            )
            values = {
                "forename": row["given_name"],
                "surname": row["surname"],
                "address": ", ".join(line.strip() for line in lines if line.strip()),
                "postcode": row["postcode"],
            }
            person = _person(source, number, values, f"{written[:4]}-{written[4:6]}-{written[6:]}")
            rows.append(person)
            found.parts[person.key] = {
                "house": row["street_number"],
                "street": row["address_1"],
                "town": row["suburb"],
            }
            found.person_of[person.key] = row["rec_id"].split("-")[1]
    return Labelled(name, rows, found.parts, found.person_of)


def _fake_1000(path: Path) -> Labelled:
    rows: list[Person] = []
    parts, person_of = {}, {}
    for number, row in enumerate(_shuffled(path)):
        values = {
            "forename": row["first_name"],
            "surname": row["surname"],
            "address": row["city"],
            "email": row["email"],
        }
        person = _person("fake", number, values, row["dob"])
        rows.append(person)
        parts[person.key] = {"town": row["city"]}
        person_of[person.key] = row["cluster"]
    return Labelled("fake_1000", rows, parts, person_of)


def _shuffled(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, skipinitialspace=True)
        rows = [{name.strip(): (value or "").strip() for name, value in row.items()} for row in reader]
    random.Random(1).shuffle(rows)
    return rows


def _person(source: str, number: int, values: dict[str, str], born: str) -> Person:
    try:
        day: dt.date | None = dt.date.fromisoformat(born)
    except ValueError:
        day = None
    return Person(source, str(number), {name: value for name, value in values.items() if value}, day)
