"""What is notified of private fostering: few of the children who live with a great-aunt."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import ClassVar

from kith.synth.agencies._desk import Desk, Rate
from kith.synth.people import Family
from kith.synth.recording import iso
from kith.synth.sheet import Sheet


class PrivateFostering(Desk):
    """Writes the notices about children of families."""

    code = "private_fostering"
    title = "Social worker"
    service = "team"
    touched: ClassVar[Mapping[str, str]] = {"notices": "last_visit_date"}
    rates = (
        Rate(
            "notified",
            0.35,
            "families in which a great-aunt or great-uncle brings children up that were notified",
        ),
    )

    def write(self, sheet: Sheet, family: Family, rng: Random) -> None:
        """A notice for each child who lives with somebody who is no close relative (Children Act 1989 s. 105)."""
        notified = rng.random() < self.rate["notified"]
        carers = [tie for tie in family.ties if tie.relation == "great_aunt_or_uncle" and tie.lives_with]
        if family.kind != "resident" or family.situation or not carers or not notified:
            return
        worker = self.worker(rng)
        for tie in carers:
            child, stay = tie.child, self.home(tie.child)
            if stay is None or child.unborn or child.died or child.status == "looked_after":
                continue
            identifier = self.know(sheet, family, child, rng)
            row = self.number(sheet, "notice")
            told = min(self.now - 1, stay.start + rng.randrange(10, 200))
            visited = max(told, self.now - rng.randrange(1, 60))
            self.put(
                sheet,
                "notices",
                notice_id=row,
                person_id=identifier,
                carer_id=self.know(sheet, family, tie.adult, rng),
                notified_date=iso(told),
                start_date=iso(stay.start),
                worker_id=worker,
                last_visit_date=iso(visited),
                last_seen_alone_date=iso(visited) if rng.random() < 0.6 else "",
                **self.address(sheet, family, rng, stay, identifier, row),
            )
            mother = next((each for each in family.carers(child) if each.relation == "mother"), None)
            if mother is not None:
                self.know(sheet, family, mother.adult, rng)
        self.relate_all(sheet, family)


AGENCY = PrivateFostering
