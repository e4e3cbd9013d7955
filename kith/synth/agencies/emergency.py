"""What emergency departments write: attendances of children."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import ClassVar

from kith.synth.agencies._desk import YEAR, Again, Desk, Rate
from kith.synth.people import Family, Person
from kith.synth.recording import iso
from kith.synth.sheet import Sheet

ATTENDED = "https://digital.nhs.uk/data-and-information/publications/statistical/hospital-accident--emergency-activity"
DEPARTMENTS = (
    "Aldermere General",
    "Aldermere General",
    "Eastbourough Royal",
    "Kingsmere urgent treatment centre",
)


class Emergency(Desk):
    """Writes the attendances of children."""

    code = "emergency"
    error = 1.2
    again: ClassVar[Mapping[str, Again]] = {"attendances": Again("attendance_id", "attended_date")}
    rates = (
        Rate("under_five", 0.55, "attendances a year of a child under five", ATTENDED),
        Rate("older", 0.28, "attendances a year of an older child", ATTENDED),
        Rate("years", 2.0, "years of attendances"),
        Rate("planned", 0.08, "of attendances, follow-ups that were arranged"),
        Rate("injury", 0.32, "of attendances, with an injury", ATTENDED),
        Rate("often", 0.02, "children who attend five times as often as others"),
    )

    def write(self, sheet: Sheet, family: Family, rng: Random) -> None:
        """Every attendance of the children."""
        if family.kind not in ("resident", "uasc") or family.situation == "hidden":
            return
        for child in family.children:
            often = 5.0 if rng.random() < self.rate["often"] else 1.0
            if child.unborn or child.died:
                continue
            yearly = self.rate["under_five" if self.now - child.dob < 5 * YEAR else "older"] * often
            day = self.now - int(self.rate["years"] * YEAR) + int(rng.expovariate(yearly) * YEAR)
            while day < self.now:
                if day >= child.dob:
                    self._attended(sheet, family, child, rng, day)
                day += 1 + int(rng.expovariate(yearly) * YEAR)

    def _attended(self, sheet: Sheet, family: Family, child: Person, rng: Random, day: int) -> None:
        identifier = self.listed(
            sheet, family, child, rng, day, nhs_number=self.numbered(rng, family, child, 0.08)
        )
        attendance = self.number(sheet, "attendance")
        chance = rng.random()
        self.put(
            sheet,
            "attendances",
            attendance_id=attendance,
            person_id=identifier,
            attended_date=iso(day),
            department=rng.choice(DEPARTMENTS),
            planned="Y" if rng.random() < self.rate["planned"] else "N",
            injury="Y" if rng.random() < self.rate["injury"] else "N",
            outcome="ADMITTED"
            if chance < 0.12
            else "LEFT"
            if chance < 0.16
            else "REFERRED"
            if chance < 0.165
            else "HOME",
        )
        self.party(sheet, attendance, "emergency_attendance", day, 0, child, "patient")


AGENCY = Emergency
