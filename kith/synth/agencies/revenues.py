"""What revenues and benefits write: who is said to live where, late as such lists are."""

from __future__ import annotations

from random import Random

from kith.synth.agencies._desk import Desk, Rate
from kith.synth.people import Family
from kith.synth.recording import iso
from kith.synth.sheet import Sheet


class Revenues(Desk):
    """Writes the list's rows of families."""

    code = "revenues"
    error = 1.2
    rates = (
        Rate("listed", 0.45, "resident families of whom more than the liable adult is listed"),
        Rate("child_missing", 0.12, "children of those families whom the list lacks"),
        Rate("former_home", 0.10, "of rows, those that still name the home before"),
    )

    def write(self, sheet: Sheet, family: Family, rng: Random) -> None:
        """The household as somebody claimed it."""
        listed = rng.random() < self.rate["listed"]
        if family.kind != "resident" or family.situation in ("refuge", "hidden") or not listed:
            return
        live_in = {tie.adult.key for tie in family.ties if tie.lives_with}
        late = rng.random() < self.rate["former_home"]
        for person in [*family.adults, *family.children]:
            if person.unborn or person.died or (person in family.adults and person.key not in live_in):
                continue
            if person in family.children and (
                rng.random() < self.rate["child_missing"] or person.status == "looked_after"
            ):
                continue
            homes = [stay for stay in person.stays if stay.kind == "main_home"]
            if not homes:
                continue
            stay = homes[-2] if late and len(homes) > 1 else homes[-1]
            identifier = self.know(sheet, family, person, rng)
            row = self.number(sheet, "listing")
            self.put(
                sheet,
                "listings",
                listing_id=row,
                person_id=identifier,
                start_date=iso(stay.start),
                **self.address(sheet, family, rng, stay, identifier, row),
            )
        self.relate_all(sheet, family)


AGENCY = Revenues
