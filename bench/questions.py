"""What people type into a search: a name as it is, misspelt, the wrong way round, another form of it or a part of it,
and what else they know."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from model.names import normalise, variants

SLIPS = ("leave out", "swap", "double", "replace")
VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Typed:
    """One search and the child who is meant; nobody, where the words alone cannot tell. ``kind``: how the name is
    written; ``known``: what is typed beside it."""

    kind: str
    q: str
    date_of_birth: str = ""
    meant: str | None = None
    postcode: str = ""
    known: str = "the name alone"


@dataclass(frozen=True, slots=True)
class Named:
    """A child of the truth."""

    person: str
    forename: str
    surname: str
    born: str
    known_as: str = ""


def children(borough: Path) -> list[Named]:
    """Every resident child of the truth who has both names, in the order of the file."""
    with (borough / "truth" / "persons.csv").open(encoding="utf-8", newline="") as file:
        return [
            Named(row["person"], row["forename"], row["surname"], row["date_of_birth"], row["known_as"])
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


def _as_it_is(child: Named, _chance: random.Random) -> str:
    return f"{child.forename} {child.surname}"


def _swapped(child: Named, _chance: random.Random) -> str:
    return f"{child.surname} {child.forename}"


def _misspelt(child: Named, chance: random.Random) -> str:
    if chance.random() < 0.5:
        return f"{misspelt(child.forename, chance)} {child.surname}"
    return f"{child.forename} {misspelt(child.surname, chance)}"


def _variant(child: Named, chance: random.Random) -> str | None:
    forms = sorted(variants(normalise(child.forename).split()[0])) if normalise(child.forename) else []
    forms += [child.known_as] if child.known_as else []
    return f"{chance.choice(forms)} {child.surname}" if forms else None


def _partial(child: Named, chance: random.Random) -> str:
    forename, surname = child.forename, child.surname
    part = [f"{forename} {surname[:4]}", f"{forename[0]} {surname}", f"{forename[:3]} {surname}"]
    if len(parts := surname.replace("-", " ").split()) > 1:
        part.append(f"{forename} {chance.choice(parts)}")
    return chance.choice(part)


NAMES: dict[str, Callable[[Named, random.Random], str | None]] = {
    "as it is": _as_it_is,
    "swapped": _swapped,
    "misspelt": _misspelt,
    "variant": _variant,
    "partial": _partial,
}
"""Ways of writing a name: the four that the bar of the search names, and the name as it is. A partial name is the first
four letters of the surname, the initial or three letters of the forename, or one part of a double surname."""

KNOWN = ("the name alone", "age", "part of the date of birth", "date of birth", "postcode")
"""What is known beside the name. Nobody has published how often each is; they are asked in equal parts, and the table
shows each by itself."""


def asked(
    found: list[Named], postcodes: dict[str, str], on: dt.date, count: int, chance: random.Random
) -> Iterator[Typed]:
    """``count`` searches, as many of each way of writing a name with each thing that is known. ``postcodes``: person ->
    the postcode of the true home; ``on``: the day on which ages are counted."""
    cells = [(name, known) for name in NAMES for known in KNOWN]
    for number in range(count):
        name, known = cells[number % len(cells)]
        while True:
            child = chance.choice(found)
            q = NAMES[name](child, chance) if known != "postcode" or child.person in postcodes else None
            if q is not None:
                break
        born, postcode = _beside(child, known, postcodes, on, chance)
        yield Typed(name, q, born, child.person, postcode, known)


def _beside(
    child: Named, known: str, postcodes: dict[str, str], on: dt.date, chance: random.Random
) -> tuple[str, str]:
    """Date of birth, or age, and postcode as they are typed."""
    born = dt.date.fromisoformat(child.born)
    if known == "age":
        return f"aged {on.year - born.year - ((on.month, on.day) < (born.month, born.day))}", ""
    if known == "part of the date of birth":
        return chance.choice([f"{born.year}", f"{born.month}/{born.year}"]), ""
    if known == "date of birth":
        return f"{born.day}/{born.month}/{born.year}", ""
    if known == "postcode":
        whole = postcodes[child.person]
        return "", chance.choice([whole, whole[:-2], whole.split()[0]])
    return "", ""


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
