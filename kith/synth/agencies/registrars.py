"""What registrars write: births of the last years with the parents registered, and deaths of children."""

from __future__ import annotations

from random import Random

from kith.synth.agencies._desk import YEAR, Desk, Rate
from kith.synth.people import Family, Person
from kith.synth.recording import iso
from kith.synth.settings import ONS_BIRTHS
from kith.synth.sheet import Sheet


class Registrars(Desk):
    """Writes the registers' rows of families."""

    code = "registrars"
    error = 0.4
    rates = (
        Rate("registered_here", 0.70, "children under four whose birth was registered here", ONS_BIRTHS),
        Rate("sole", 0.05, "of births, registered by the mother alone", ONS_BIRTHS),
    )

    def write(self, sheet: Sheet, family: Family, rng: Random) -> None:
        """Births and deaths."""
        if family.kind not in ("resident", "left") or family.situation == "hidden":
            return
        for child in family.children:
            here = rng.random() < self.rate["registered_here"]
            if child.unborn or child.status == "adopted":
                continue
            if child.died:
                self._death(sheet, family, child, rng)
            elif here and self.now - 42 > child.dob > self.now - 4 * YEAR:
                self._birth(sheet, family, child, rng)

    def _birth(self, sheet: Sheet, family: Family, child: Person, rng: Random) -> None:
        parents = [tie.adult for tie in family.carers(child) if tie.relation in ("mother", "father")]
        parents.sort(key=lambda adult: adult.sex != "F")
        if rng.random() < self.rate["sole"]:
            del parents[1:]
        known = [self.know(sheet, family, parent, rng) for parent in parents[:2]]
        self.put(
            sheet,
            "births",
            birth_id=self.number(sheet, "birth"),
            child_id=self.know(sheet, family, child, rng),
            mother_id=known[0] if known and parents[0].sex == "F" else "",
            other_parent_id=known[1]
            if len(known) > 1
            else known[0]
            if known and parents[0].sex == "M"
            else "",
            registered_date=iso(child.dob + rng.randrange(3, 42)),
        )

    def _death(self, sheet: Sheet, family: Family, child: Person, rng: Random) -> None:
        identifier = self.know(sheet, family, child, rng, date_of_death=iso(child.died))
        self.put(
            sheet,
            "deaths",
            death_id=self.number(sheet, "death"),
            person_id=identifier,
            registered_date=iso(min(self.now - 1, child.died + 5)),
        )


AGENCY = Registrars
