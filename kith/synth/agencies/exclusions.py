"""What schools notify of exclusions."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import ClassVar

from kith.synth.agencies._desk import YEAR, Again, Desk, Rate
from kith.synth.people import Family, Person
from kith.synth.recording import iso
from kith.synth.sheet import Sheet

STATISTICS = "https://explore-education-statistics.service.gov.uk/find-statistics/suspensions-and-permanent-exclusions-in-england"


class Exclusions(Desk):
    """Writes the exclusions of pupils."""

    code = "exclusions"
    error = 0.9
    again: ClassVar[Mapping[str, Again]] = {"exclusions": Again("exclusion_id", "start_date", "end_date")}
    rates = (
        Rate("suspended", 0.03, "pupils of eleven and over suspended at least once in two years", STATISTICS),
        Rate("permanent", 0.02, "of those, excluded for good", STATISTICS),
    )

    def write(self, sheet: Sheet, family: Family, rng: Random) -> None:
        """Every exclusion of the children."""
        if family.kind == "left" or family.situation == "hidden":
            return
        for child in family.children:
            chosen = rng.random() < self.rate["suspended"]
            if chosen and not child.died and child.schooling and self.now - child.dob > 11 * YEAR:
                for _ in range(1 + int(rng.expovariate(0.9))):
                    self._excluded(sheet, family, child, rng)

    def _excluded(self, sheet: Sheet, family: Family, child: Person, rng: Random) -> None:
        school = next((stay for stay in reversed(child.schooling) if stay.kind == "state" and stay.urn), None)
        if school is None:
            return
        first = max(school.start, self.now - 2 * YEAR)
        last = min(school.end or self.now, self.now) - 1
        if last <= first:
            return
        day = rng.randrange(first, last)
        permanent = rng.random() < self.rate["permanent"]
        until = 0 if permanent else min(self.now - 1, day + rng.randrange(1, 6))
        exclusion = self.number(sheet, "exclusion")
        self.put(
            sheet,
            "exclusions",
            exclusion_id=exclusion,
            person_id=self.know(sheet, family, child, rng, upn=child.upn if rng.random() < 0.9 else ""),
            exclusion_type="PERMANENT" if permanent else "SUSPENSION",
            start_date=iso(day),
            end_date=iso(until),
        )
        self.party(sheet, exclusion, "exclusion", day, until, child, "pupil")


AGENCY = Exclusions
