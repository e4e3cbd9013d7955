"""What other authorities write: that a child is known there, and whom to ring."""

from __future__ import annotations

from random import Random

from kith.synth.agencies._desk import Desk, Rate
from kith.synth.people import Family
from kith.synth.places import NEIGHBOURS
from kith.synth.recording import iso
from kith.synth.settings import CIN
from kith.synth.sheet import Sheet


class OtherAuthorities(Desk):
    """Writes the notices about children of families."""

    code = "other_authorities"
    error = 1.3
    services = tuple((name.upper(), f"{name} children's services") for name in NEIGHBOURS)
    rates = (
        Rate("moved_in", 0.06, "families who moved in from elsewhere and were known there", CIN),
        Rate("incoming", 0.03, "families over the border who are known there", CIN),
        Rate("left", 0.05, "families who left and are known where they went", CIN),
        Rate("ended", 0.4, "notices that the authority took back"),
    )

    def write(self, sheet: Sheet, family: Family, rng: Random) -> None:
        """One notice for each child of a family known elsewhere."""
        if family.kind == "resident":
            came = any(stay.place[0].startswith("out") for child in family.children for stay in child.stays)
            rate = self.rate["moved_in"] if came else 0.0
        else:
            rate = self.rate.get(family.kind, 0.0)
        if rng.random() >= rate or family.situation:
            return
        authority = rng.choice(self.services)[0]
        told = self.now - rng.randrange(10, 900)
        ended = rng.random() < self.rate["ended"]
        for child in family.children:
            if child.unborn or child.died or child.dob >= told:
                continue
            self.put(
                sheet,
                "notices",
                notice_id=self.number(sheet, "notice"),
                person_id=self.know(
                    sheet, family, child, rng, nhs_number=self.numbered(rng, family, child, 0.3)
                ),
                service_id=authority,
                notice_date=iso(told),
                end_date=iso(min(self.now - 1, told + 200)) if ended else "",
            )


AGENCY = OtherAuthorities
