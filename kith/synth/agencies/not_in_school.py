"""What the register of children not in school holds."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import ClassVar

from kith.synth.agencies._desk import Desk, Rate
from kith.synth.people import Family
from kith.synth.recording import iso
from kith.synth.settings import EHE
from kith.synth.sheet import Sheet

TAUGHT_AT = {"TUTORS": {"place_paon": "Library", "place_street": "Market Square", "place_town": "Aldermere",
                        "place_postcode": "ZE1 9QY"}}  # fmt: skip
"""Where a provider teaches, if not at its own address."""


class NotInSchool(Desk):
    """Writes the register's rows of families."""

    code = "not_in_school"
    title = "Home education adviser"
    service = "register"
    services = (("TUTORS", "Aldermere Tutors"), ("FOREST", "Pilgrims Wood Forest School"))
    of_service: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "TUTORS": {"saon": "First floor", "paon": "12", "street": "Mercers Lane", "town": "Aldermere",
                   "postcode": "ZE1 9QZ", "provider_type": "TUTOR", "website": "tutors.example"},
        "FOREST": {"paon": "The Old Sawmill", "street": "Pilgrims Way", "town": "Aldermere", "postcode": "ZE2 9QZ",
                   "provider_type": "GROUP"},
    }  # fmt: skip
    touched: ClassVar[Mapping[str, str]] = {"entries": "last_contact_date"}
    rates = (
        Rate("registered", 0.92, "children educated at home who are in the register", EHE),
        Rate("missing_registered", 0.30, "children missing from education who are in the register"),
        Rate("provider", 0.25, "of those registered, with a provider besides the parent", EHE),
        Rate("seen", 0.45, "of those registered, seen by the authority", EHE),
    )

    def write(self, sheet: Sheet, family: Family, rng: Random) -> None:
        """Each child in the register, with the parents."""
        if family.kind != "resident" or family.situation == "hidden":
            return
        for child in family.children:
            last = child.schooling[-1] if child.schooling else None
            kind = last.kind if last is not None else ""
            rate = {"home_educated": "registered", "missing": "missing_registered"}.get(kind)
            if rate is None or last is None or child.died or rng.random() >= self.rate[rate]:
                continue
            since = min(self.now - 1, last.start + rng.randrange(5, 60))
            identifier = self.listed(
                sheet, family, child, rng, since, upn=child.upn if rng.random() < 0.8 else ""
            )
            parents = [
                tie.adult
                for tie in family.carers(child)
                if tie.relation in ("mother", "father", "adoptive_parent")
            ]
            known = [self.listed(sheet, family, parent, rng, since) for parent in parents]
            contact = max(since, self.now - rng.randrange(1, 300))
            seen = rng.random() < self.rate["seen"]
            provider = rng.random() < self.rate["provider"]
            by_parents = str(rng.randrange(8, 25)) if known else ""
            by_others = str(rng.randrange(2, 12)) if provider else ""
            self.put(
                sheet,
                "entries",
                entry_id=self.number(sheet, "entry"),
                person_id=identifier,
                start_date=iso(since),
                worker_id=self.worker(rng),
                last_contact_date=iso(contact),
                last_seen_alone_date=iso(contact) if seen else "",
                hours_by_parents=by_parents,
                hours_by_others=by_others,
            )
            if known:
                self._provided(sheet, identifier, since, by_parents, parent_id=known[0])
            if provider:
                service = rng.choice(self.services)[0]
                self._provided(
                    sheet, identifier, since, by_others, service_id=service, **TAUGHT_AT.get(service, {})
                )
        self.relate_all(sheet, family)

    def _provided(self, sheet: Sheet, child: str, since: int, hours: str, **by: str) -> None:
        self.put(
            sheet,
            "education_provided",
            provided_id=self.number(sheet, "provided"),
            person_id=child,
            hours_a_week=hours,
            start_date=iso(since),
            **by,
        )


AGENCY = NotInSchool
