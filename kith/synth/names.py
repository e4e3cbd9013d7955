"""Names by origin, sex and year of birth, with their variants and the customs by which a child is named."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from random import Random

from kith.synth.chance import Weighted
from model.origins import TABLE as ORIGIN_NAMES
from model.origins import origin_names

TABLES = Path(__file__).resolve().parent / "tables"
FEMININE_ENDINGS = {
    "greek": (("os", "ou"), ("is", "i"), ("ides", "idou")),
    "polish": (("ski", "ska"), ("cki", "cka"), ("sky", "ska")),
    "bulgarian": (("ov", "ova"), ("ev", "eva")),
}


def _rows(name: str) -> list[dict[str, str]]:
    if name == ORIGIN_NAMES:
        return origin_names()
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class NameBook:
    """Every table of names, read once."""

    def __init__(self) -> None:
        self.variants: dict[str, tuple[str, ...]] = {}
        self.origins = Weighted((row["origin"], float(row["share"])) for row in _rows("origins.csv"))
        self.custom = {row["origin"]: row["custom"] for row in _rows("origins.csv")}
        self._own: dict[tuple[str, str], Weighted[tuple[str, ...]]] = {}
        for row in _rows(ORIGIN_NAMES):
            groups = [
                tuple(name.replace("_", " ") for name in group.split("/")) for group in row["names"].split()
            ]
            self._own[row["origin"], row["part"]] = Weighted(
                (group, 1.0 / (place + 4)) for place, group in enumerate(groups)
            )
            for group in groups:
                for name in group:
                    others = tuple(other for other in group if other != name)
                    self.variants[name] = tuple(dict.fromkeys(self.variants.get(name, ()) + others))
        forenames = _rows("forenames.csv")
        self._years = [int(column) for column in forenames[0] if column.isdigit()]
        self._british = {
            (sex, year): Weighted(
                (row["name"], float(row[str(year)]))
                for row in forenames
                if row["sex"] == sex and row[str(year)] != "0"
            )
            for sex in "FM"
            for year in self._years
        }
        self._surnames = Weighted((row["name"], float(row["weight"])) for row in _rows("surnames.csv"))
        for table in ("forename_variants.csv", "surname_variants.csv"):
            for row in _rows(table):
                self.variants.setdefault(row["name"], tuple(row["variants"].split()))

    def forename(self, rng: Random, origin: str, sex: str, year: int) -> str:
        """A forename of an origin. British, Irish and Caribbean families choose among those of the year."""
        own = self._own.get((origin, "female" if sex == "F" else "male"))
        # Families settled for a generation take some names of the country.
        if own is None or (year > 1985 and rng.random() < 0.08):
            nearest = min(self._years, key=lambda other: abs(other - year))
            return self._british[sex, nearest].pick(rng.random())
        return self._spelling(rng, own.pick(rng.random()))

    def surname(self, rng: Random, origin: str) -> str:
        """A surname of an origin, in the form that a man bears."""
        own = self._own.get((origin, "surname"))
        if own is None or (origin == "caribbean" and rng.random() < 0.4):
            return self._surnames.pick(rng.random())
        return self._spelling(rng, own.pick(rng.random()))

    @staticmethod
    def _spelling(rng: Random, group: tuple[str, ...]) -> str:
        if len(group) == 1 or rng.random() < 0.6:
            return group[0]
        return group[rng.randrange(1, len(group))]

    def for_woman(self, origin: str, surname: str, chance: float) -> str:
        """The feminine form, where the language has one and the family keeps it."""
        if chance < 0.7:
            for masculine, feminine in FEMININE_ENDINGS.get(self.custom[origin], ()):
                if surname.endswith(masculine):
                    return surname[: -len(masculine)] + feminine
        return surname

    def woman_surname(self, rng: Random, origin: str, husband: str | None) -> str:
        """A mother's surname: her husband's or her own, by the custom of the origin."""
        custom = self.custom[origin]
        if custom == "south_asian_muslim" and rng.random() < 0.5:
            return rng.choice(("Begum", "Khatun", "Bibi", "Akhtar", "Begum"))
        if custom == "sikh" and rng.random() < 0.4:
            return "Kaur"
        if husband is not None and custom not in ("somali", "double") and rng.random() < 0.66:
            return self.for_woman(origin, husband, rng.random())
        return self.for_woman(origin, self.surname(rng, origin), rng.random())

    def variant(self, rng: Random, name: str) -> str | None:
        """Another spelling or a short form of a name, if one is known."""
        options = self.variants.get(name)
        return rng.choice(options) if options else None


@lru_cache(maxsize=1)
def name_book() -> NameBook:
    """The one book of a process."""
    return NameBook()
