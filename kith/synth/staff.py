"""Teams, social workers, education welfare officers and foster carers: those whom many families share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from random import Random

from kith.synth.cases import Case
from kith.synth.chance import generator
from kith.synth.names import name_book
from kith.synth.places import address
from kith.synth.plan import Plan
from kith.synth.recording import iso
from kith.synth.sheet import Sheet

FOSTER_UNITS = 3_500_000
"""Where the numbers of foster homes begin; families stay below it."""
SENSITIVE = (
    ("Young people's substance misuse service", "substance_misuse"),
    ("Young people's sexual health clinic", "sexual_health"),
    ("Emotional wellbeing and mental health service", "mental_health"),
)


@dataclass(frozen=True, slots=True)
class Professional:
    """Somebody who works in a team."""

    identifier: str
    name: str
    title: str
    team: str
    telephone: str
    email: str
    active: bool


def foster_key(number: int) -> str:
    """The truth's name for a foster carer."""
    return f"foster-{number}"


def foster_person_id(plan: Plan, number: int) -> str:
    """The social-care identifier of a foster carer."""
    return str(plan.ids["care"]((FOSTER_UNITS + number) * 64))


class Staff:
    """Who works with families, the same in every process."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        rng = generator(plan.seed, 90)
        count = max(2, round(plan.children / 8_000))
        teams = [("T01", "Multi-agency safeguarding hub", "front_door", False)]
        teams += [
            (f"T{n + 2:02d}", f"Children in need and protection team {n + 1}", "social_work", False)
            for n in range(count)
        ]
        care = max(1, count // 4)
        teams += [
            (f"L{n + 1:02d}", f"Looked after children team {n + 1}", "looked_after", False)
            for n in range(care)
        ]
        teams += [(f"S{n + 1:02d}", name, kind, True) for n, (name, kind) in enumerate(SENSITIVE)]
        teams.append(("D01", "Independent domestic abuse advisers", "domestic_abuse", False))
        self.teams = teams
        self.front_door = "T01"
        self.workers: dict[str, list[Professional]] = {}
        number = 0
        for team, name, kind, _ in teams:
            size = 12 if kind in ("social_work", "looked_after", "front_door") else 4
            for place in range(size):
                number += 1
                title = "Team manager" if place == 0 else "Social worker" if size == 12 else "Key worker"
                self.workers.setdefault(team, []).append(
                    self.professional(rng, f"W{number:05d}", title, team, name)
                )
        self.officers = [self.professional(rng, f"E{n + 1:04d}", "Education welfare officer", "", "")
                         for n in range(max(3, round(plan.children / 4_000)))]  # fmt: skip
        self._duty = [team for team, _, kind, _ in teams if kind == "social_work"]
        self._care = [team for team, _, kind, _ in teams if kind == "looked_after"]
        self._sensitive = [team for team, _, _, sensitive in teams if sensitive]

    @staticmethod
    def professional(rng: Random, identifier: str, title: str, team: str, name: str) -> Professional:
        book = name_book()
        origin, sex = book.origins.pick(rng.random()), rng.choice("FFFM")
        person = f"{book.forename(rng, origin, sex, 1985)} {book.surname(rng, origin)}"
        return Professional(
            identifier,
            person,
            title,
            team or name,
            f"020 7946 {rng.randrange(1000):04d}",
            f"{identifier.lower()}@aldermere.example",
            rng.random() > 0.15,
        )

    def social_worker(self, rng: Random, case: Case) -> tuple[str, str]:
        """A team and a worker for a case."""
        team = (
            rng.choice(self._care)
            if case.care
            else (self.front_door if case.no_further_action else rng.choice(self._duty))
        )
        return team, rng.choice(self.workers[team][1:]).identifier

    def sensitive(self, rng: Random) -> tuple[str, str]:
        """A sensitive service and a worker of it."""
        team = rng.choice(self._sensitive)
        return team, rng.choice(self.workers[team]).identifier

    def write(self, sheet: Sheet) -> None:
        """Rows of teams, workers, schools and foster carers."""
        for team, name, kind, sensitive in self.teams:
            phone = f"020 7946 {100 + len(name):04d}"
            sheet.add(
                "social_care/teams",
                team,
                name,
                kind,
                phone,
                "020 7946 0999",
                f"{team.lower()}@aldermere.example",
                "Y" if sensitive else "N",
            )
            for worker in self.workers[team]:
                sheet.add(
                    "social_care/ssd_professionals",
                    worker.identifier,
                    worker.name,
                    worker.title,
                    name,
                    worker.telephone,
                    worker.email,
                    "Y" if worker.active else "N",
                    team,
                )
        for worker in self.officers:
            sheet.add(
                "education_welfare/workers",
                worker.identifier,
                worker.name,
                worker.title,
                worker.telephone,
                worker.email,
                "Y" if worker.active else "N",
            )
        for school in self.plan.schools.rows:
            sheet.add(
                "education/schools",
                school.urn,
                school.name,
                school.laestab,
                school.phase,
                school.status,
                school.telephone,
                school.email,
                school.postcode,
                school.lead,
                school.telephone,
                school.predecessor,
            )
        for number in range(self.plan.foster_homes):
            self._foster(sheet, number)

    def _foster(self, sheet: Sheet, number: int) -> None:
        book, rng = name_book(), generator(self.plan.seed, number, 91)
        origin = book.origins.pick(rng.random())
        born = self.plan.as_of - int((32 + rng.random() * 33) * 365.25)
        forename, surname = (
            book.forename(rng, origin, "F", date.fromordinal(born).year),
            book.surname(rng, origin),
        )
        identifier, key = foster_person_id(self.plan, number), foster_key(number)
        kind = "out_foster" if number < max(1, int(self.plan.foster_homes * 0.46)) else "foster"
        place = address((kind, number))
        since = iso(born + 30 * 365)
        text = json.dumps(
            {"house": place.paon, "street": place.street, "town": place.town, "uprn": place.uprn}
        )
        sheet.add(
            "social_care/ssd_person",
            identifier,
            forename,
            "",
            surname,
            "",
            "",
            "F",
            iso(born),
            "",
            "",
            "",
            "",
            "",
            "",
            "N",
            "Y",
            self.plan.phone(number * 16 + 15),
            "",
            "",
        )
        sheet.add(
            "social_care/ssd_address",
            self.plan.row_id("address", FOSTER_UNITS * 256 + number),
            identifier,
            "HOME",
            since,
            "",
            place.postcode,
            text,
            "",
        )
        sheet.add("truth/records", f"social_care:person:{identifier}", key)
        sheet.add(
            "truth/persons",
            key,
            "",
            "adult",
            forename,
            "",
            surname,
            "",
            iso(born),
            "F",
            origin,
            "",
            "",
            "",
            "",
            "N",
        )
        sheet.add("truth/residence", key, place.place_id, place.uprn, since, "", "main_home")
        sheet.add(
            "truth/addresses",
            f"social_care:person:{identifier}",
            self.plan.row_id("address", FOSTER_UNITS * 256 + number),
            place.place_id,
        )
