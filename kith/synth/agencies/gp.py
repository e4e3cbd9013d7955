"""What practices write: registrations, those of families that left long ago included."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import ClassVar

from kith.synth.agencies._desk import Desk, Rate
from kith.synth.people import Family, Person
from kith.synth.recording import iso
from kith.synth.sheet import Sheet

LISTS = "https://digital.nhs.uk/data-and-information/publications/statistical/patients-registered-at-a-gp-practice"
PRACTICES = tuple(
    (f"Z{number:05d}", f"{name} Surgery")
    for number, name in enumerate(
        (
            "Alder Green",
            "Lower Mere",
            "Harrowden",
            "Pilgrims Wood",
            "Kingsmere",
            "Brook End",
            "Millfield",
            "Oakhatch",
        ),
        1,
    )
)


class Practices(Desk):
    """Writes the registrations of families."""

    code = "gp"
    services = PRACTICES
    touched: ClassVar[Mapping[str, str]] = {"people": "address_date"}
    rates = (
        Rate("unregistered", 0.02, "resident children with no practice here"),
        Rate("ghosts", 0.30, "families that left and stayed on a list", LISTS),
        Rate("parent_named", 0.85, "children of whom the practice names a parent"),
    )

    def write(self, sheet: Sheet, family: Family, rng: Random) -> None:
        """Every registered child with a parent."""
        ghosts = rng.random() < self.rate["ghosts"]
        if (
            family.kind == "incoming"
            or family.situation == "hidden"
            or (family.kind == "left" and not ghosts)
        ):
            return
        practice = PRACTICES[family.index % len(PRACTICES)][0]
        for child in family.children:
            registered = rng.random() >= self.rate["unregistered"]
            if not child.unborn and registered and self.now - child.dob > 20:
                self._child(sheet, family, child, rng, practice)
        self.relate_all(sheet, family)

    def _child(self, sheet: Sheet, family: Family, child: Person, rng: Random, practice: str) -> None:
        told = max(child.dob, self.now - rng.randrange(20, 1500))
        identifier = self.listed(
            sheet,
            family,
            child,
            rng,
            told,
            nhs_number=self.numbered(rng, family, child, 0.005),
            nhs_number_traced="Y" if rng.random() < 0.95 else "N",
            restricted="Y" if family.situation == "refuge" and rng.random() < 0.6 else "",
            date_of_death=iso(child.died),
        )
        since = max(child.dob + 15, child.stays[0].start if child.stays else child.dob)
        self.put(
            sheet,
            "registrations",
            registration_id=self.number(sheet, "registration"),
            person_id=identifier,
            service_id=practice,
            start_date=iso(min(since, self.now - 1)),
            end_date=iso(child.died),
            end_reason="died" if child.died else "",
        )
        tie = self.mother_of(family, child)
        if tie is not None and rng.random() < self.rate["parent_named"]:
            self.know(sheet, family, tie.adult, rng)


AGENCY = Practices
