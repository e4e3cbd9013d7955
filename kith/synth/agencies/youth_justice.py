"""What youth justice writes: young people with whom the team works or worked."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import ClassVar

from kith.synth.agencies._desk import YEAR, Desk, Rate
from kith.synth.people import Family
from kith.synth.recording import iso
from kith.synth.sheet import Sheet

STATISTICS = "https://www.gov.uk/government/collections/youth-justice-statistics"


class YouthJustice(Desk):
    """Writes the youth justice rows of families."""

    code = "youth_justice"
    title = "Youth justice worker"
    service = "team"
    touched: ClassVar[Mapping[str, str]] = {"interventions": "last_contact_date"}
    rates = (
        Rate("worked_with", 0.008, "young people of ten to seventeen worked with in two years", STATISTICS),
        Rate("looked_after", 0.04, "the same of those who are looked after", STATISTICS),
    )

    def write(self, sheet: Sheet, family: Family, rng: Random) -> None:
        """Each young person worked with."""
        if family.kind not in ("resident", "uasc") or family.situation == "hidden":
            return
        for child in family.children:
            rate = self.rate["looked_after" if child.status == "looked_after" else "worked_with"]
            chosen = rng.random() < rate
            if child.unborn or child.died or not 10 * YEAR <= self.now - child.dob < 18 * YEAR or not chosen:
                continue
            start = max(child.dob + 10 * YEAR, self.now - 1 - rng.randrange(2 * YEAR))
            ended = start + rng.randrange(60, 400)
            identifier = self.listed(
                sheet, family, child, rng, start, upn=child.upn if rng.random() < 0.7 else ""
            )
            tie = self.mother_of(family, child)
            if tie is not None:
                self.know(sheet, family, tie.adult, rng)
            contact = max(start, min(ended, self.now) - rng.randrange(1, 25))
            self.put(
                sheet,
                "interventions",
                intervention_id=self.number(sheet, "intervention"),
                person_id=identifier,
                intervention_type=rng.choices(
                    ("PREVENTION", "OUT_OF_COURT", "ORDER", "REMAND"), (40, 35, 22, 3)
                )[0],
                start_date=iso(start),
                end_date=iso(ended) if ended < self.now else "",
                worker_id=self.worker(rng),
                lead="Y" if rng.random() < 0.3 else "N",
                last_contact_date=iso(contact),
                last_seen_alone_date=iso(max(start, contact - rng.randrange(20)))
                if rng.random() < 0.7
                else "",
            )
        self.relate_all(sheet, family)


AGENCY = YouthJustice
