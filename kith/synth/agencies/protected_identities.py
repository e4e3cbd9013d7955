"""Whom the keepers of protected identities name: who a child was before an adoption, families in hiding."""

from __future__ import annotations

from random import Random

from kith.synth.agencies._desk import Desk, Rate
from kith.synth.people import Family, Person
from kith.synth.recording import iso
from kith.synth.settings import CLA
from kith.synth.sheet import Sheet


class ProtectedIdentities(Desk):
    """Writes the protections of families."""

    code = "protected_identities"
    error = 0.3
    rates = (
        Rate("withheld", 0.05, "adopted children whose whereabouts are withheld from those before", CLA),
    )

    def write(self, sheet: Sheet, family: Family, rng: Random) -> None:
        """Identities before an adoption, adopted children who are looked for, and everybody of a family in hiding."""
        if family.situation == "hidden":
            for person in [*family.adults, *family.children]:
                if not person.died and person.role not in ("birth_identity", "birth_mother"):
                    self._protect(sheet, family, person, rng, "HIDDEN", "WITNESS_PROTECTION", self.now - 300)
            return
        births = [tie.child for tie in family.ties if tie.child.role == "birth_identity"]
        for child in family.children:
            if child.status == "adopted":
                day = next(
                    (tie.start for tie in family.carers(child) if tie.relation == "adoptive_parent"),
                    child.dob,
                )
                for birth in births:
                    after = self._someone(sheet, family, child, rng)
                    self._protect(sheet, family, birth, rng, "SEALED", "ADOPTION", day, sealed_from=after)
                if rng.random() < self.rate["withheld"]:
                    self._protect(sheet, family, child, rng, "LOCATION", "ADOPTION", day)

    def _someone(self, sheet: Sheet, family: Family, person: Person, rng: Random) -> str:
        number = "" if person.role == "birth_identity" else self.numbered(rng, family, person, 0.02)
        return self.know(sheet, family, person, rng, nhs_number=number)

    def _protect(
        self,
        sheet: Sheet,
        family: Family,
        person: Person,
        rng: Random,
        kind: str,
        basis: str,
        since: int,
        **more: str,
    ) -> None:
        identifier = self._someone(sheet, family, person, rng)
        self.put(
            sheet,
            "protections",
            protection_id=self.number(sheet, "protection"),
            person_id=identifier,
            protection_kind=kind,
            basis=basis,
            from_date=iso(min(since, self.now - 1)),
            **more,
        )
        sheet.add("truth/protections", person.key, kind, basis, iso(min(since, self.now - 1)), "", "")


AGENCY = ProtectedIdentities
