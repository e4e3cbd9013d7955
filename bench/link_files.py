"""Synthetic boroughs as plain person files: every feed's records of children, in the columns of ``kith link``."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.feeds import all_feeds
from ingest.linking.files import OPTIONAL, REQUIRED, Person
from ingest.reading.delivery import read_delivery
from model.observations import AddressForm, Statement


@dataclass(frozen=True, slots=True)
class Child:
    """What is true of a child, for error rates by group."""

    origin: str
    age: str
    moved: str
    household: str
    family: str


def people_of(borough: Path) -> tuple[list[Person], dict[str, str]]:
    """The children's records of all feeds, and the person each is of."""
    with (borough / "truth" / "records.csv").open(encoding="utf-8") as file:
        known = {row["record_key"]: row["person"] for row in csv.DictReader(file)}
    rows, person_of = [], {}
    for code, feed in all_feeds().items():
        if not (borough / code).is_dir():
            continue
        for key, given in read_delivery(borough / code, feed).records.items():
            statement = feed.observe(key, given)
            if statement.kind == "child" and key in known:
                rows.append(_person(code, statement))
                person_of[rows[-1].key] = known[key]
    return rows, person_of


def children_of(borough: Path, today: dt.date) -> dict[str, Child]:
    """What is true of the children. ``today``: the day of the deliveries."""
    moved = set()
    for row in _truth(borough, "residence"):
        begun = dt.date.fromisoformat(row["from"]) if row["from"] else dt.date.min
        if row["kind"] == "main_home" and (today - begun).days <= 365:
            moved.add(row["person"])
    carers: Counter[str] = Counter()
    for row in _truth(borough, "relations"):
        carers[row["other"]] += row["lives_with"] == "Y" and not row["relation"].endswith("_sibling")
    births = Counter((row["family"], row["date_of_birth"]) for row in _truth(borough, "persons"))
    found = {}
    for row in _truth(borough, "persons"):
        born = dt.date.fromisoformat(row["date_of_birth"]) if row["date_of_birth"] else None
        age = "unborn or unknown" if born is None else _band((today - born).days // 365)
        twin = row["kind"] == "child" and births[row["family"], row["date_of_birth"]] > 1
        adults = min(carers[row["person"]], 2)
        home = "twins" if twin else ("no carer at home", "one carer", "two carers or more")[adults]
        long_at_home = "moved in the last year" if row["person"] in moved else "did not move"
        found[row["person"]] = Child(row["origin"], age, long_at_home, home, row["family"])
    return found


def write_person_file(path: Path, rows: Iterable[Person]) -> None:
    """The rows as one CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*REQUIRED, *OPTIONAL])
        writer.writeheader()
        for row in rows:
            born = {"date_of_birth": str(row.date_of_birth)} if row.date_of_birth else {}
            writer.writerow({"source": row.source, "record_id": row.record_id, **row.values, **born})


def _truth(borough: Path, table: str) -> Iterator[dict[str, str]]:
    with (borough / "truth" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _band(age: int) -> str:
    return "under 1" if age < 1 else "1 to 4" if age < 5 else "5 to 10" if age < 11 else "11 to 18"


def _person(source: str, statement: Statement) -> Person:
    who = statement.identity
    forms = [claim.target for claim in statement.claims if isinstance(claim.target, AddressForm)]
    home = forms[-1] if forms else AddressForm()
    values = {
        "forename": who.forename,
        "middle_names": who.middle_names,
        "surname": who.surname,
        "former_surname": who.former_surname,
        "known_as": who.known_as,
        "sex": who.sex,
        "nhs_number": who.nhs_number,
        "upn": who.upn,
        "address": _written(home),
        "postcode": home.postcode,
        "uprn": home.uprn,
        "phone": who.telephones[0] if who.telephones else None,
        "email": who.email,
    }
    told = {name: str(value) for name, value in values.items() if value}
    return Person(source, statement.identifier, told, who.date_of_birth)


def _written(home: AddressForm) -> str:
    if home.lines:
        return ", ".join(home.lines)
    street = " ".join(part for part in (home.paon, home.street) if part)
    return ", ".join(part for part in (home.saon, street, home.town) if part)
