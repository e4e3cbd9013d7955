"""What early help writes: families with a lead practitioner."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import ClassVar

from kith.synth.agencies._desk import YEAR, Desk, Rate
from kith.synth.people import Family
from kith.synth.recording import iso
from kith.synth.sheet import Sheet


class EarlyHelp(Desk):
    """Writes the early help rows of families."""

    code = "early_help"
    title = "Family practitioner"
    services = (("EH1", "Early help north"), ("EH2", "Early help south"))
    touched: ClassVar[Mapping[str, str]] = {"episodes": "last_contact_date"}
    rates = (
        Rate("families", 0.05, "families with an episode in two years"),
        Rate("declined", 0.12, "of episodes, those that the family declined"),
    )

    def write(self, sheet: Sheet, family: Family, rng: Random) -> None:
        """One episode of the household."""
        wanted = rng.random() < self.rate["families"]
        if family.kind != "resident" or family.situation == "hidden" or not wanted:
            return
        start = self.now - 1 - rng.randrange(2 * YEAR)
        ended = start + rng.randrange(40, 420)
        declined = rng.random() < self.rate["declined"]
        reason = "DECLINED" if declined else rng.choice(("MET", "MET", "STEPPED_UP", "NOT_ENGAGED", "MOVED"))
        closed = ended < self.now
        worker, contact = self.worker(rng), max(start, min(ended, self.now) - rng.randrange(1, 30))
        live_in = {tie.adult.key for tie in family.ties if tie.lives_with}
        reference = self.number(sheet, "family")
        children = [
            child for child in family.children if not (child.unborn or child.died) and child.dob < start
        ]
        for person in (
            [*children, *(adult for adult in family.adults if adult.key in live_in)] if children else []
        ):
            child = person in children
            identifier = self.listed(
                sheet,
                family,
                person,
                rng,
                start,
                **({"upn": person.upn} if child and rng.random() < 0.6 else {}),
            )
            self.put(
                sheet,
                "episodes",
                episode_id=self.number(sheet, "episode"),
                person_id=identifier,
                family_reference=reference,
                service_id=self.services[family.index % 2][0],
                start_date=iso(start),
                end_date=iso(ended) if closed else "",
                end_reason=reason if closed else "",
                worker_id=worker,
                last_contact_date=iso(contact),
                last_seen_alone_date=iso(contact) if child and rng.random() < 0.3 else "",
            )
        self.relate_all(sheet, family)


AGENCY = EarlyHelp
