"""Where a surname is usual: a short list of names by origin, for telling whether matching is fair to every group.

It says nothing about a person: many names are borne in several places. Only counts of many people are made of it.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from model.names import normalise

TABLE = "origin_names.csv"
OTHER = "other or several"


@cache
def origin_names() -> list[dict[str, str]]:
    """The list: ``origin``, ``part`` (surname, female, male), ``names`` with the variants of each parted by ``/``."""
    text = resources.files("model.tables").joinpath(TABLE).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _origins() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in origin_names():
        if row["part"] != "surname":
            continue
        for group in row["names"].split():
            for name in group.split("/"):
                key = normalise(name.replace("_", " "))
                found[key] = row["origin"] if found.get(key, row["origin"]) == row["origin"] else OTHER
    return found


def origin_of(surname: str | None) -> str:
    """The origin of which a surname is usual, in words; names that are usual in several, or listed nowhere, are
    :data:`OTHER`. The last part of a double name is looked at where the whole is not listed."""
    whole = normalise(surname)
    if not whole:
        return "no surname"
    found = (
        _origins().get(whole) or _origins().get(whole.replace(" ", "")) or _origins().get(whole.split()[-1])
    )
    return (found or OTHER).replace("_", " ")
