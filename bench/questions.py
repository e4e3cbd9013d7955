"""What people type into a search: names as they are, misspelt, the wrong way round, in part."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SLIPS = ("leave out", "swap", "double", "replace")
VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Typed:
    """One search and the child who is meant; nobody, where the words alone cannot tell."""

    kind: str
    q: str
    date_of_birth: str = ""
    meant: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A child of the truth."""

    person: str
    forename: str
    surname: str
    born: str


def children(borough: Path) -> list[Named]:
    """Every resident child of the truth who has both names, in the order of the file."""
    with (borough / "truth" / "persons.csv").open(encoding="utf-8", newline="") as file:
        return [
            Named(row["person"], row["forename"], row["surname"], row["date_of_birth"])
            for row in csv.DictReader(file)
            if row["kind"] == "child" and row["resident"] == "Y" and row["forename"] and row["surname"]
        ]


def misspelt(name: str, chance: random.Random) -> str:
    """One slip of the fingers or the ear, after the first letter."""
    if len(name) < 4:
        return name + name[-1]
    at = chance.randrange(1, len(name) - 1)
    slip = chance.choice(SLIPS)
    if slip == "leave out":
        return name[:at] + name[at + 1 :]
    if slip == "swap":
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if slip == "double":
        return name[:at] + name[at] + name[at:]
    other = chance.choice(VOWELS if name[at] in VOWELS else "bcdfgklmnprst")
    return name[:at] + other + name[at + 1 :]


def typed(found: list[Named], chance: random.Random) -> Iterator[Typed]:
    """Without end: a child drawn at random, and how somebody may ask for them."""
    while True:
        child = chance.choice(found)
        yield chance.choice(list(ways(child, chance)))


def ways(child: Named, chance: random.Random) -> Iterator[Typed]:
    """Each way of asking for one child."""
    forename, surname, born = child.forename, child.surname, child.born
    yield Typed("both names", f"{forename} {surname}", meant=child.person)
    yield Typed("surname first", f"{surname} {forename}", meant=child.person)
    yield Typed("surname misspelt", f"{forename} {misspelt(surname, chance)}", meant=child.person)
    yield Typed("forename misspelt", f"{misspelt(forename, chance)} {surname}", meant=child.person)
    yield Typed("beginning of the surname", f"{forename} {surname[:4]}", meant=child.person)
    yield Typed("misspelt, year of birth", f"{misspelt(forename, chance)} {surname}", born[:4], child.person)
    yield Typed("forename, date of birth", forename, born, child.person)


def alone(found: list[Named], chance: random.Random, count: int) -> list[Typed]:
    """One word: the commonest names and others, as often as they occur. The words alone cannot tell who is meant."""
    forenames = Counter(child.forename for child in found).most_common(count // 4)
    surnames = Counter(child.surname for child in found).most_common(count // 4)
    drawn = [chance.choice(found) for _ in range(count // 4)]
    return [
        *(Typed("common forename alone", name) for name, _ in forenames),
        *(Typed("common surname alone", name) for name, _ in surnames),
        *(Typed("forename alone", child.forename) for child in drawn),
        *(Typed("surname alone", child.surname) for child in drawn),
    ]
