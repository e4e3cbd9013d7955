"""What the police notify: missing episodes, domestic abuse with the role of each party, other events."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import ClassVar

from kith.synth.agencies._desk import YEAR, Again, Desk, Rate
from kith.synth.people import Family, Person
from kith.synth.recording import iso
from kith.synth.settings import CLA, CME
from kith.synth.sheet import Sheet

ABUSE = "https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/bulletins/domesticabuseinenglandandwalesoverview"
FOUND = (
    "Aldermere station",
    "Kingsmere retail park",
    "Harrowden skate park",
    "a friend's home",
    "outside the borough",
)


class Police(Desk):
    """Writes the police rows of families."""

    code = "police"
    error = 1.3
    touched: ClassVar[Mapping[str, str]] = {"missing_episodes": "interview_date"}
    again: ClassVar[Mapping[str, Again]] = {
        "missing_episodes": Again(
            "episode_id", "start_date", "end_date", "M", ("found_place", "interview", "interview_date")
        ),
        "incidents": Again("incident_id", "incident_date", parties=("parties", "party_id", "incident_id")),
    }
    rates = (
        Rate("missing", 0.006, "children of ten and over missing at least once in two years", CME),
        Rate("missing_looked_after", 0.12, "the same of children who are looked after", CLA),
        Rate("interview_held", 0.55, "episodes after which the return interview was held", CLA),
        Rate("interview_unrecorded", 0.15, "episodes of which nothing is recorded about an interview"),
        Rate("abuse", 0.05, "families with a domestic-abuse incident in two years", ABUSE),
        Rate("abuse_again", 0.40, "of those, families with one more, and again", ABUSE),
        Rate("other", 0.004, "children of ten and over with another notice in two years"),
    )

    def write(self, sheet: Sheet, family: Family, rng: Random) -> None:
        """Every event of a family."""
        if family.kind not in ("resident", "uasc") or family.situation == "hidden":
            return
        children = [child for child in family.children if not (child.unborn or child.died)]
        for child in children:
            self._missing(sheet, family, child, rng)
            self._other(sheet, family, child, rng)
        chance = 1.0 if family.situation == "refuge" else self.rate["abuse"]
        while rng.random() < chance:
            self._abuse(sheet, family, children, rng)
            chance = self.rate["abuse_again"]
        self.relate_all(sheet, family)

    def _someone(self, sheet: Sheet, family: Family, person: Person, rng: Random, day: int) -> str:
        if person.key in self._known:
            return self._known[person.key]
        identifier = sheet.person_id(self.code, person.slot)
        stay = None
        if family.situation != "refuge":
            stay = next(
                (each for each in person.stays if each.start <= day and (not each.end or each.end > day)),
                None,
            )
        written = self.address(sheet, family, rng, stay, identifier, identifier)
        return self.know(sheet, family, person, rng, address_date=iso(day) if written else "", **written)

    def _missing(self, sheet: Sheet, family: Family, child: Person, rng: Random) -> None:
        if self.now - child.dob < 10 * YEAR:
            return
        looked_after = child.status in ("looked_after", "unaccompanied")
        if rng.random() >= self.rate["missing_looked_after" if looked_after else "missing"]:
            return
        for _ in range(1 + int(rng.expovariate(0.6))):
            day = self.now - 1 - rng.randrange(2 * YEAR)
            back = min(self.now - 1, day + int(rng.expovariate(0.7)))
            identifier = self._someone(sheet, family, child, rng, day)
            episode = self.number(sheet, "episode")
            chance, interview, on = rng.random(), "", 0
            if chance < self.rate["interview_held"]:
                interview, on = "HELD", min(self.now - 1, back + 1 + rng.randrange(6))
            elif chance < 1 - self.rate["interview_unrecorded"]:
                interview = rng.choice(("DECLINED", "NOT_OFFERED"))
            away = rng.random() < 0.2
            self.put(
                sheet,
                "missing_episodes",
                episode_id=episode,
                person_id=identifier,
                episode_type="A" if away else "M",
                start_date=iso(day),
                end_date=iso(back),
                found_place=rng.choice(FOUND) if rng.random() < 0.7 else "",
                interview=interview,
                interview_date=iso(on),
            )
            kind = "away_without_authority" if away else "missing_episode"
            self.party(sheet, f"M{episode}", kind, day, back, child, "missing")

    def _other(self, sheet: Sheet, family: Family, child: Person, rng: Random) -> None:
        if self.now - child.dob < 10 * YEAR or rng.random() >= self.rate["other"]:
            return
        day = self.now - 1 - rng.randrange(2 * YEAR)
        kind, truth = rng.choice(
            (("EXPLOITATION", "exploitation_concern"), ("ARREST", "arrest"), ("OTHER", "other_police_notice"))
        )
        incident = self._incident(sheet, kind, day, "")
        self._party(sheet, family, rng, incident, child, "SUBJECT", day, "")
        self.party(sheet, incident, truth, day, 0, child, "subject")

    def _abuse(self, sheet: Sheet, family: Family, children: list[Person], rng: Random) -> None:
        mothers = [adult for adult in family.adults if adult.role in ("mother", "other_mother")]
        men = [
            adult for adult in family.adults if adult.role in ("father", "step_parent") and adult.sex == "M"
        ]
        if not mothers or not men:
            return
        victim, other = mothers[0], rng.choice(men)
        if rng.random() < 0.08:
            victim, other = other, victim
        day = self.now - 1 - rng.randrange(2 * YEAR)
        grade = rng.choices(("STANDARD", "MEDIUM", "HIGH"), (60, 28, 12))[0]
        marac = grade == "HIGH" and family.situation == "refuge"
        incident = self._incident(sheet, "DOMESTIC_ABUSE", day, grade)
        abuser = self._party(sheet, family, rng, incident, other, "ALLEGED_PERPETRATOR", day, "")
        protected = {"marac": "Y", "marac_date": iso(day + 3), "protected_from_id": abuser} if marac else {}
        self._party(sheet, family, rng, incident, victim, "VICTIM", day, "", **protected)
        self.party(sheet, incident, "domestic_abuse", day, 0, other, "alleged_perpetrator")
        self.party(sheet, incident, "domestic_abuse", day, 0, victim, "victim")
        for child in children:
            if child.dob < day:
                present = rng.random() < 0.5
                role = "CHILD_PRESENT" if present else "CHILD_OF_HOUSEHOLD"
                self._party(sheet, family, rng, incident, child, role, day, "home" if present else "")
                self.party(sheet, incident, "domestic_abuse", day, 0, child, role.lower())

    def _incident(self, sheet: Sheet, kind: str, day: int, grade: str) -> str:
        incident = self.number(sheet, "incident")
        self.put(
            sheet,
            "incidents",
            incident_id=incident,
            incident_type=kind,
            incident_date=iso(day),
            grade=grade,
        )
        return incident

    def _party(
        self,
        sheet: Sheet,
        family: Family,
        rng: Random,
        incident: str,
        person: Person,
        role: str,
        day: int,
        place: str,
        **more: str,
    ) -> str:
        identifier = self._someone(sheet, family, person, rng, day)
        self.put(
            sheet,
            "parties",
            party_id=self.number(sheet, "party"),
            incident_id=incident,
            person_id=identifier,
            role=role,
            place=place,
            **more,
        )
        return identifier


AGENCY = Police
