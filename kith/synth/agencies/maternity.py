"""What maternity writes: children who are expected, births of the last years, pregnancies without a birth."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import ClassVar

from kith.synth.agencies._desk import YEAR, Desk, Rate
from kith.synth.people import Family, Person
from kith.synth.recording import iso
from kith.synth.settings import ONS_BIRTHS
from kith.synth.sheet import Sheet


class Maternity(Desk):
    """Writes the maternity rows of families."""

    code = "maternity"
    title = "Midwife"
    service = "midwifery"
    touched: ClassVar[Mapping[str, str]] = {"pregnancies": "last_contact_date"}
    rates = (
        Rate("born_here", 0.72, "children under three who were born in this trust", ONS_BIRTHS),
        Rate("silent", 0.02, "births of which the pregnancy was never closed"),
        Rate("expected_known", 0.9, "children expected, known to social care, whom maternity has notified"),
    )

    def write(self, sheet: Sheet, family: Family, rng: Random) -> None:
        """Expected and newly born children with their mother."""
        if family.kind != "resident" or family.situation == "hidden":
            return
        for child in family.children:
            born_here = rng.random() < self.rate["born_here"]
            if child.status == "adopted" or child.died:
                continue
            if child.unborn:
                if rng.random() < self.rate["expected_known"]:
                    self._pregnancy(sheet, family, child, rng)
            elif self.now - child.dob < 3 * YEAR and born_here:
                self._birth(sheet, family, child, rng)
        self.relate_all(sheet, family)

    def _mother(self, sheet: Sheet, family: Family, child: Person, rng: Random) -> str:
        tie = next((tie for tie in family.carers(child) if tie.relation == "mother"), None)
        if tie is None:
            return ""
        return self.know(
            sheet, family, tie.adult, rng, nhs_number=self.numbered(rng, family, tie.adult, 0.02)
        )

    def _pregnancy(self, sheet: Sheet, family: Family, child: Person, rng: Random) -> None:
        identifier = self.know(sheet, family, child, rng, expected_date=iso(child.dob))
        notified = min(self.now - 1, child.dob - 84)
        self.put(
            sheet,
            "pregnancies",
            pregnancy_id=self.number(sheet, "pregnancy"),
            child_id=identifier,
            mother_id=self._mother(sheet, family, child, rng),
            notified_date=iso(notified),
            worker_id=self.worker(rng),
            last_contact_date=iso(max(notified, self.now - rng.randrange(1, 30))),
        )

    def _birth(self, sheet: Sheet, family: Family, child: Person, rng: Random) -> None:
        identifier = self.know(sheet, family, child, rng, nhs_number=self.numbered(rng, family, child, 0.01))
        mother = self._mother(sheet, family, child, rng)
        closed = rng.random() >= self.rate["silent"]
        self.put(
            sheet,
            "pregnancies",
            pregnancy_id=self.number(sheet, "pregnancy"),
            child_id=identifier,
            mother_id=mother,
            notified_date=iso(child.dob - 84),
            last_contact_date=iso(min(self.now - 1, child.dob + 10)),
            end_date=iso(child.dob) if closed else "",
            end_reason="BORN" if closed else "",
        )
        self.put(
            sheet,
            "births",
            birth_id=self.number(sheet, "birth"),
            child_id=identifier,
            mother_id=mother,
            birth_date=iso(child.dob),
        )


AGENCY = Maternity
