"""Person files larger than any borough: boroughs of different seeds beside each other, each with numbers of its own.

Boroughs of different seeds draw their numbers from the same ranges, and their homes lie in the same streets. Put
beside each other they are told apart: record ids bear the seed, identifiers are given by another authority, postcodes
lie in another area, property numbers begin otherwise. Names, streets and birthdays are shared, as they are between
places.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.borough import generate
from bench.link_files import people_of
from ingest.linking.files import Person

CHILDREN = 70_000
"""Of one borough: more at once take more memory than the file that is made of them."""
FIRST_SEED = 21
_AREAS = "ABCDEFGHLMNPRSTUW"
_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def people_of_many(records: int, folder: Path) -> Iterator[list[Person]]:
    """So many records, borough by borough. A borough that was not in the folder is thrown away when it is read."""
    for place, area in enumerate(_AREAS):
        if records <= 0:
            return
        seed = FIRST_SEED + place
        there = set(folder.glob(f"borough-{CHILDREN}-{seed}"))
        borough = generate(CHILDREN, seed, folder)
        found = [_elsewhere(person, seed, area) for person in people_of(borough)[0][:records]]
        if borough not in there:
            shutil.rmtree(borough)
        records -= len(found)
        yield found


def _elsewhere(person: Person, seed: int, area: str) -> Person:
    said = dict(person.values)
    for column, altered in (("nhs_number", _nhs), ("upn", _upn)):
        if column in said:
            said[column] = altered(said[column], seed)
    if "uprn" in said:
        said["uprn"] = f"{said['uprn'][:3]}{seed}{said['uprn'][5:]}"
    if "postcode" in said:
        said["postcode"] = area + said["postcode"][1:]
    return replace(person, record_id=f"{seed}-{person.record_id}", values=said)


def _nhs(number: str, seed: int) -> str:
    """Another range; right and wrong check digits stay what they are, and one that cannot be is a wrong one."""
    body = f"4{seed}{number[3:9]}"
    if _nhs_check(number[:9]) == number[9:]:
        return body + (_nhs_check(body) or "0")
    return body + str((int(_nhs_check(body) or "0") + 1) % 10)


def _nhs_check(body: str) -> str:
    """The check digit of nine digits, modulus 11; empty where there is none."""
    digit = -sum(weight * int(figure) for weight, figure in zip(range(10, 1, -1), body, strict=False)) % 11
    return "" if digit == 10 else str(digit)


def _upn(number: str, seed: int) -> str:
    """Given by another authority; right and wrong check letters stay what they are."""
    if len(number) != 13 or not number[1:].isdigit():
        return number
    body = f"3{seed}{number[4:]}"
    right = _letter(number[1:]) == number[0]
    return (_letter(body) if right else number[0]) + body


def _letter(digits: str) -> str:
    return _CHECK_LETTERS[sum(place * int(digit) for place, digit in enumerate(digits, 2)) % 23]
