"""What education welfare holds: children with cases, one address in free text, one parent by name."""

from __future__ import annotations

from random import Random

from kith.synth.chance import generator
from kith.synth.people import Family, Person
from kith.synth.plan import Plan
from kith.synth.recording import Recorder, iso
from kith.synth.sheet import Sheet
from kith.synth.staff import Staff

_RELATIONS = {
    "mother": "Mother",
    "father": "Father",
    "adoptive_parent": "Parent",
    "step_parent": "Step-parent",
    "grandparent": "Grandparent",
    "great_aunt_or_uncle": "Great-aunt",
}


class EducationWelfare:
    """Writes the education welfare rows of families."""

    def __init__(self, plan: Plan, recorder: Recorder, staff: Staff) -> None:
        self.plan, self.settings, self.recorder, self.staff = plan, plan.settings, recorder, staff

    def write(self, sheet: Sheet, family: Family) -> None:
        """Every row about the children of a family who have a case."""
        if family.kind == "left":
            return
        rng = generator(self.plan.seed, family.index, 82)
        family.here = self.settings.welfare_error
        for child in family.children:
            cases = self._cases(rng, child)
            if cases:
                self._child(sheet, family, child, cases, rng)

    def _cases(self, rng: Random, child: Person) -> list[tuple[str, int, int, str]]:
        """Cases as (type, opened, closed or 0, outcome)."""
        settings, now = self.settings, self.plan.as_of
        if not child.schooling or child.unborn or child.died:
            return []
        cases: list[tuple[str, int, int, str]] = []
        last = child.schooling[-1]
        if last.kind == "home_educated" and rng.random() < settings.home_educated_known:
            cases.append(("HOME_EDUCATION", min(now - 1, last.start + rng.randrange(30)), 0, ""))
        if last.kind == "missing" and rng.random() < settings.missing_known:
            cases.append(("MISSING", min(now - 1, last.start + 10 + rng.randrange(20)), 0, ""))
        elif last.kind == "state" and rng.random() < settings.attendance_cases:
            opened = max(last.start, now - 5 - int(rng.random() * 1100))
            closed = opened + 20 + rng.randrange(200)
            kind = rng.choices(("ATTENDANCE", "EXCLUSION", "EMPLOYMENT", "MISSING"), (82, 9, 2, 7))[0]
            cases.append(
                (
                    kind,
                    opened,
                    closed if closed < now else 0,
                    rng.choice(("attendance improved", "penalty notice", "no further action", "found"))
                    if closed < now
                    else "",
                )
            )
        return cases

    def _child(
        self, sheet: Sheet, family: Family, child: Person, cases: list[tuple[str, int, int, str]], rng: Random
    ) -> None:
        settings, record = self.settings, self.recorder
        identifier = sheet.person_id("welfare", child.slot)
        key = f"education_welfare:person:{identifier}"
        sheet.add("truth/records", key, child.key)
        upn = child.upn if rng.random() >= settings.welfare_upn_missing else ""
        forename, surname = record.forename(rng, family, child), record.surname(rng, family, child)
        known_as = (
            child.known_as if child.known_as and child.known_as != forename and rng.random() < 0.4 else ""
        )
        stays = record.known_stays(rng, family, child, cases[0][1] - 30)
        lines = postcode = day = ""
        if stays:
            stay = stays[-1][0]
            place = record.place(stay)
            saon, building, paon, street, locality, town, postcode, _ = record.written(rng, family, place)
            lines = ", ".join(
                part for part in (saon, building, f"{paon} {street}".strip(), locality, town) if part
            )
            day = iso(max(stay.start, cases[0][1]))
            sheet.add("truth/addresses", key, identifier, record.meant(postcode, place))
        carers = [
            tie
            for tie in family.carers(child)
            if tie.relation in _RELATIONS and (tie.lives_with or rng.random() < 0.2)
        ]
        parent = relation = phone = ""
        if carers and rng.random() < 0.93:
            tie = carers[0] if rng.random() < 0.8 else rng.choice(carers)
            parent = f"{record.forename(rng, family, tie.adult, 1.6)} {record.surname(rng, family, tie.adult, 1.3)}"
            if rng.random() < 0.12:
                parent = f"{'Mrs' if tie.adult.sex == 'F' else 'Mr'} {record.surname(rng, family, tie.adult)}"
            relation, phone = _RELATIONS[tie.relation], record.phone(rng, tie.adult)
            sheet.add("truth/records", f"education_welfare:person:P{identifier}", tie.adult.key)
        sheet.add(
            "education_welfare/children",
            identifier,
            record.number(rng, family, upn),
            surname,
            forename,
            known_as,
            record.birthday(rng, family, child, settings.dob_missing * 2),
            child.sex,
            lines,
            postcode,
            day,
            parent,
            relation,
            phone,
        )
        for kind, opened, closed, outcome in cases:
            contact = max(opened, (closed or self.plan.as_of) - rng.randrange(60))
            alone = iso(max(opened, contact - rng.randrange(30))) if rng.random() < 0.35 else ""
            worker = rng.choice(self.staff.officers).identifier
            sheet.add(
                "education_welfare/cases",
                sheet.number("welfare case"),
                identifier,
                kind,
                iso(opened),
                iso(closed),
                outcome,
                worker,
                iso(contact),
                alone,
            )
