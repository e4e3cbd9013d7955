"""What health visiting writes: young children on the list, contacts, and those that did not come about."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import ClassVar

from kith.synth.agencies._desk import YEAR, Desk, Rate
from kith.synth.people import Family, Person
from kith.synth.recording import iso
from kith.synth.sheet import Sheet

VISITS = (("NEW_BIRTH", 12), ("SIX_WEEKS", 48), ("ONE_YEAR", 360), ("TWO_YEARS", 800))
REVIEWS = "https://www.gov.uk/government/collections/child-and-maternal-health-statistics"


class ChildHealth(Desk):
    """Writes the health visitors' rows of families."""

    code = "child_health"
    title = "Health visitor"
    services = (("HV1", "Health visiting north"), ("HV2", "Health visiting south"))
    touched: ClassVar[Mapping[str, str]] = {"people": "address_date"}
    rates = (
        Rate("unlisted", 0.03, "children under five on no list", REVIEWS),
        Rate("review_missing", 0.12, "contacts due that were never offered", REVIEWS),
        Rate("not_seen", 0.05, "contacts offered at which the child was not seen", REVIEWS),
    )

    def write(self, sheet: Sheet, family: Family, rng: Random) -> None:
        """Every child under five."""
        if family.kind != "resident" or family.situation == "hidden":
            return
        for child in family.children:
            listed = rng.random() >= self.rate["unlisted"]
            if child.unborn or child.died or self.now - child.dob >= 5 * YEAR or not listed:
                continue
            self._child(sheet, family, child, rng)
        self.relate_all(sheet, family)

    def _child(self, sheet: Sheet, family: Family, child: Person, rng: Random) -> None:
        told = max(child.dob, self.now - rng.randrange(1, 500))
        identifier = self.listed(
            sheet, family, child, rng, told, nhs_number=self.numbered(rng, family, child, 0.03)
        )
        tie = self.mother_of(family, child)
        if tie is not None:
            self.know(sheet, family, tie.adult, rng)
        since = child.dob + 10
        if since >= self.now:
            since = child.dob
        self.put(
            sheet,
            "caseload",
            caseload_id=self.number(sheet, "caseload"),
            person_id=identifier,
            service_id=self.services[family.index % 2][0],
            worker_id=self.workers[family.index % len(self.workers)].identifier,
            start_date=iso(since),
        )
        for kind, age in VISITS:
            day = child.dob + age + rng.randrange(0, 10)
            if day >= self.now or rng.random() < self.rate["review_missing"]:
                continue
            missed = (
                rng.choice(("NOT_BROUGHT", "NO_ACCESS", "CANCELLED"))
                if rng.random() < self.rate["not_seen"]
                else ""
            )
            contact = self.number(sheet, "contact")
            self.put(
                sheet,
                "contacts",
                contact_id=contact,
                person_id=identifier,
                contact_date=iso(day),
                contact_type=kind,
                missed=missed,
            )
            if missed:
                self.party(sheet, contact, "not_brought", day, 0, child, "patient")


AGENCY = ChildHealth
