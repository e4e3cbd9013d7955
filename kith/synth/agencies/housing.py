"""What housing writes: households in its homes, in temporary accommodation, and those that applied."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import ClassVar

from kith.synth.agencies._desk import Desk, Rate
from kith.synth.people import Family, Person, Stay
from kith.synth.places import CLASSES
from kith.synth.recording import iso
from kith.synth.settings import HOMELESS
from kith.synth.sheet import Sheet

PROVIDERS = ("Alderhomes Lettings", "Mere Nightly Stays", "Northgate Hostels", "Keystone Leasing")


class Housing(Desk):
    """Writes the housing rows of families."""

    code = "housing"
    title = "Housing officer"
    service = "options"
    touched: ClassVar[Mapping[str, str]] = {
        "occupancies": "confirmed_date",
        "applications": "last_contact_date",
    }
    rates = (
        Rate("council_tenants", 0.17, "families in the authority's own homes", HOMELESS),
        Rate("applied", 0.03, "other families that applied as homeless in three years", HOMELESS),
        Rate("occupant_missing", 0.10, "children whom the tenancy does not name"),
        Rate("school_told", 0.55, "placements of which the school was told"),
        Rate("gp_told", 0.35, "placements of which the general practice was told"),
        Rate("abuse", 0.12, "applications because of domestic abuse", HOMELESS),
    )

    def write(self, sheet: Sheet, family: Family, rng: Random) -> None:
        """A tenancy, placements or an application."""
        if family.kind != "resident":
            return
        tenant = rng.random() < self.rate["council_tenants"]
        applied = rng.random() < self.rate["applied"]
        if family.situation in ("ta", "refuge"):
            self._homeless(sheet, family, rng)
        elif family.situation == "hidden":
            return
        elif tenant:
            self._tenancy(sheet, family, rng)
        elif applied:
            self._application(
                sheet, family, rng, self._household(family), self.now - rng.randrange(30, 1000), ""
            )
        self.relate_all(sheet, family)

    def _household(self, family: Family) -> list[Person]:
        live_in = {tie.adult.key for tie in family.ties if tie.lives_with}
        adults = [adult for adult in family.adults if adult.key in live_in]
        children = [
            child
            for child in family.children
            if not (
                child.unborn or child.died or child.role == "second_family" or child.status == "looked_after"
            )
        ]
        return [*adults, *children]

    def _tenancy(self, sheet: Sheet, family: Family, rng: Random) -> None:
        reference = self.number(sheet, "tenancy")
        for number, person in enumerate(self._household(family)):
            stay = self.home(person)
            if stay is None or (person in family.children and rng.random() < self.rate["occupant_missing"]):
                continue
            identifier = self.know(sheet, family, person, rng)
            row = self.number(sheet, "occupancy")
            visited = self.now - rng.randrange(1, 900)
            self.put(
                sheet,
                "occupancies",
                occupancy_id=row,
                person_id=identifier,
                tenancy_reference=reference,
                role="TENANT" if number == 0 else "OCCUPANT",
                lives_there="Y" if number == 0 and rng.random() < 0.8 else "",
                start_date=iso(stay.start),
                confirmed_date=iso(visited) if visited > stay.start and rng.random() < 0.6 else "",
                **self.address(sheet, family, rng, stay, identifier, row),
            )

    def _homeless(self, sheet: Sheet, family: Family, rng: Random) -> None:
        household = self._household(family)
        starts = [stay.start for person in household for stay in person.stays if self._temporary(stay)]
        abuse = family.situation == "refuge" or rng.random() < self.rate["abuse"]
        reason = "DOMESTIC_ABUSE" if abuse else rng.choice(("FAMILY", "TENANCY", "OTHER"))
        since = min(starts, default=self.now - 60)
        self._application(sheet, family, rng, household, since - rng.randrange(2, 60), reason)
        told = {
            start: (rng.random() < self.rate["school_told"], rng.random() < self.rate["gp_told"])
            for start in sorted(set(starts))
        }
        for person in household:
            identifier = self.know(sheet, family, person, rng)
            for stay in person.stays:
                if self._temporary(stay):
                    self._placement(sheet, family, rng, identifier, stay, told[stay.start])

    @staticmethod
    def _temporary(stay: Stay) -> bool:
        return CLASSES[stay.place[0]] in ("temporary_accommodation", "hostel", "refuge")

    def _placement(
        self, sheet: Sheet, family: Family, rng: Random, identifier: str, stay: Stay, told: tuple[bool, bool]
    ) -> None:
        row = self.number(sheet, "placement")
        refuge = CLASSES[stay.place[0]] == "refuge"
        hotel = self.recorder.place(stay).building.endswith("Hotel")
        kind = "HOSTEL" if stay.place[0] == "hostel" else "HOTEL" if hotel else "NIGHTLY"
        notice = min(self.now - 1, stay.start + rng.randrange(1, 20))
        self.put(
            sheet,
            "placements",
            placement_id=row,
            person_id=identifier,
            accommodation="REFUGE" if refuge else kind,
            provider="" if refuge else PROVIDERS[stay.place[1] % len(PROVIDERS)],
            start_date=iso(stay.start),
            end_date=iso(stay.end),
            school_told_date=iso(notice) if told[0] and not refuge else "",
            gp_told_date=iso(notice) if told[1] and not refuge else "",
            **({} if refuge else self.address(sheet, family, rng, stay, identifier, row)),
        )

    def _application(
        self, sheet: Sheet, family: Family, rng: Random, household: list[Person], day: int, reason: str
    ) -> None:
        reference, worker = self.number(sheet, "application"), self.worker(rng)
        open_ = family.situation in ("ta", "refuge")
        closed = 0 if open_ else min(self.now - 1, day + rng.randrange(20, 300))
        why = reason or rng.choice(("FAMILY", "TENANCY", "OTHER"))
        contact = max(day, (closed or self.now) - rng.randrange(1, 50))
        for person in household:
            if person in family.children and person.dob > day:
                continue
            self.put(
                sheet,
                "applications",
                application_row_id=self.number(sheet, "application row"),
                person_id=self.know(sheet, family, person, rng),
                application_reference=reference,
                applied_date=iso(day),
                closed_date=iso(closed),
                reason=why,
                worker_id=worker,
                last_contact_date=iso(contact),
            )


AGENCY = Housing
