"""Derive the British name tables from openly licensed files: ``python -m kith.synth.tables.derive FOLDER``.

FOLDER holds ONS baby names (OGL v3) and the sdglinkage surname and variant lists (MIT); see NOTICE. Output, beside this
module: ``forenames.csv`` (name, sex, one weight per year of ``YEARS``), ``surnames.csv`` (name, weight),
``forename_variants.csv`` and ``surname_variants.csv`` (name, variants parted by a space).
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import defaultdict
from pathlib import Path

from model.origins import origin_names

YEARS = (1954, 1964, 1974, 1984, 1994, 2000, 2005, 2010, 2015, 2020)
FORENAMES_PER_YEAR = 350
SURNAMES = 3000
VARIANTS_PER_NAME = 4
WESTERN = frozenset([
    "sofia", "sophia", "maria", "anna", "adam", "daniel", "david", "joshua", "samuel", "lucas", "oscar",
    "oskar", "alexander", "thomas", "michael", "george", "olivia", "emily", "grace", "amelia", "victoria",
    "julia", "ella", "sarah", "sara", "isla", "gabriel", "harry", "jacob", "matthew", "nathan", "robert",
    "simon", "peter", "paul", "laura", "alice", "hannah", "natalie", "catherine", "christina", "helen",
    "mary", "john", "andrew", "nicholas", "anthony", "martin", "stephen", "patrick", "philip", "caroline",
    "diana", "bianca", "jasmine", "lena", "maya", "felix", "isaac", "caleb", "evans", "elias", "leo", "theo",
    "kieran", "jordan", "louis", "alex", "adrian", "dominic", "christian", "sam", "josh", "abigail",
    "esther", "mercy", "josephine", "andrea", "nicole", "nicola", "paula", "gabriella", "isabella",
    "beatrice", "camilla", "deborah", "kay", "lee", "may", "ben", "dan", "ron",
])  # fmt: skip
"""Names of the own lists that British families give as well."""
HERE = Path(__file__).resolve().parent


def title(name: str) -> str:
    """Names as people write them: ``O'NEILL`` -> ``O'Neill``, ``mcdonald`` -> ``McDonald``, ``ANNE-MARIE`` ->
    ``Anne-Marie``."""
    text = "-".join("'".join(part.capitalize() for part in bit.split("'")) for bit in name.strip().split("-"))
    if text.startswith("Mc") and len(text) > 4:
        text = "Mc" + text[2:].capitalize()
    return text


def other_origins() -> tuple[set[str], set[str]]:
    """Forenames and surnames of the own lists, left out of the British tables so that a name tells an origin."""
    forenames: set[str] = set()
    surnames: set[str] = set()
    keep = {"caribbean", "irish"}
    for row in origin_names():
        names = {variant.lower() for name in row["names"].split() for variant in name.split("/")}
        if row["origin"] not in keep:
            (surnames if row["part"] == "surname" else forenames).update(names)
    return forenames, surnames


def forenames(folder: Path, excluded: set[str]) -> tuple[list[tuple[str, ...]], set[str]]:
    """The table of forenames by year, and every forename ever given (for choosing plausible variants)."""
    weights: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    known: set[str] = set()
    with gzip.open(folder / "ons_baby_names_1904_2020.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = title(row["name"])
            year, rank = int(row["year"]), int(row["ranking"])
            if rank <= 2000:
                known.add(name.lower())
            if year in YEARS and rank <= FORENAMES_PER_YEAR:
                # Before 1996 only ranks are published: a count that falls with the rank stands in.
                count = float(row["count"]) if row["count"].isdigit() else 9000.0 / (rank + 8)
                weights[name, "F" if row["sex"] == "G" else "M"][year] = count
    rows = [
        (name, sex, *(str(round(by_year.get(year, 0.0))) for year in YEARS))
        for (name, sex), by_year in sorted(weights.items())
        if name.lower() not in excluded or name.lower() in WESTERN
    ]
    return rows, known


def surnames(folder: Path, excluded: set[str]) -> list[tuple[str, str]]:
    """The commonest surnames with their frequency per 100,000."""
    with (folder / "sdglinkage_lastname_uk.csv").open(encoding="utf-8", newline="") as file:
        found = [(title(row["surname"]), float(row["freq"])) for row in csv.DictReader(file)]
    kept = [(name, freq) for name, freq in found if name.lower() not in excluded and len(name) > 2][:SURNAMES]
    return [(name, str(round(freq * 100_000, 1))) for name, freq in kept]


def variants(path: Path, names: set[str], known: set[str] | None) -> list[tuple[str, str]]:
    """Variants of the names of a table, the likeliest first, each of which is itself somebody's name."""
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for left, right, freq in list(csv.reader(file))[1:]:
            plausible = (
                right != left and len(right) > 2 and " " not in right and (known is None or right in known)
            )
            if left in names and plausible:
                found[left].append((-float(freq), right))
    return [
        (title(name), " ".join(title(variant) for _, variant in sorted(options)[:VARIANTS_PER_NAME]))
        for name, options in sorted(found.items())
    ]


def write(name: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """One table beside this module."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(folder: Path) -> None:
    """Write the four tables."""
    other_forenames, other_surnames = other_origins()
    table, known = forenames(folder, other_forenames)
    family_names = surnames(folder, other_surnames)
    write("forenames.csv", ("name", "sex", *map(str, YEARS)), list(table))
    write("surnames.csv", ("name", "weight"), list(family_names))
    own = {row[0].lower() for row in table}
    write(
        "forename_variants.csv",
        ("name", "variants"),
        list(variants(folder / "sdglinkage_firstname_uk_variant.csv", own, known)),
    )
    own = {row[0].lower() for row in family_names}
    write(
        "surname_variants.csv",
        ("name", "variants"),
        list(variants(folder / "sdglinkage_lastname_uk_variant.csv", own, None)),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
