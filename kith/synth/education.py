"""What the education system holds about a family: pupils, addresses, contacts and enrolments."""

from __future__ import annotations

from random import Random

from kith.synth.chance import generator, unit
from kith.synth.people import Family, Person, Tie
from kith.synth.plan import Plan
from kith.synth.recording import Recorder, iso
from kith.synth.sheet import Sheet

CODES = {
    "mother": "MOT",
    "father": "FAT",
    "adoptive_parent": "PAR",
    "step_parent": "STP",
    "grandparent": "GRP",
    "great_aunt_or_uncle": "GAU",
}
_TYPES = {"ta": "TEMP", "refuge": "TEMP"}


class Education:
    """Writes the education rows of families."""

    def __init__(self, plan: Plan, recorder: Recorder) -> None:
        self.plan, self.settings, self.recorder = plan, plan.settings, recorder

    def write(self, sheet: Sheet, family: Family) -> None:
        """Every row about the pupils of a family."""
        rng = generator(self.plan.seed, family.index, 81)
        seen: dict[str, tuple[str, str, str]] = {}
        for child in family.children:
            if self._on_system(rng, child):
                self._pupil(sheet, family, child, rng)
                self._contacts(sheet, family, child, rng, seen)

    def _on_system(self, rng: Random, child: Person) -> bool:
        if not child.schooling or child.unborn:
            return False
        kinds = {stay.kind for stay in child.schooling}
        if "state" in kinds:
            return True
        return "independent" in kinds and rng.random() < self.settings.independent_known

    def _pupil(self, sheet: Sheet, family: Family, child: Person, rng: Random) -> None:
        settings, record = self.settings, self.recorder
        pupil = sheet.person_id("pupil", child.slot)
        family.here = settings.education_error * self._school(child)
        sheet.add("truth/records", f"education:person:{pupil}", child.key)
        forename, surname = record.forename(rng, family, child), record.surname(rng, family, child)
        upn = child.upn if rng.random() >= settings.upn_missing else ""
        former = ";".join(child.former_upns) if rng.random() < 0.6 else ""
        preferred = (
            child.known_as if child.known_as and child.known_as != forename and rng.random() < 0.6 else ""
        )
        sheet.add(
            "education/pupils",
            pupil,
            record.number(rng, family, upn),
            former,
            child.uln,
            surname,
            forename,
            child.middle if rng.random() < 0.8 else "",
            "",
            preferred,
            child.former_surname if rng.random() < 0.3 else "",
            record.birthday(rng, family, child, settings.dob_missing),
            child.sex,
            "",
            "",
        )
        for stay, end in record.known_stays(rng, family, child, child.schooling[0].start - 60):
            place = record.place(stay)
            saon, building, paon, street, locality, town, code, uprn = record.written(rng, family, place)
            row = sheet.number("education address")
            kind = "SECOND" if stay.kind == "second_home" else _TYPES.get(stay.place[0], "HOME")
            confirmed = (
                record.confirmed(stay, self.plan.as_of - 10 - rng.randrange(365))
                if not end and rng.random() < 0.4
                else ""
            )
            sheet.add(
                "education/addresses",
                row,
                pupil,
                kind,
                f"{saon}, {building}" if saon and building else saon or building,
                paon,
                street,
                locality,
                town,
                code,
                uprn,
                iso(stay.start),
                iso(end),
                confirmed,
            )
            sheet.add("truth/addresses", f"education:person:{pupil}", row, record.meant(code, place))
        for enrolment in child.schooling:
            if enrolment.urn and enrolment.kind in ("state", "independent"):
                ended = enrolment.end and enrolment.end <= self.plan.as_of
                sheet.add(
                    "education/school_history",
                    sheet.number("enrolment"),
                    pupil,
                    enrolment.urn,
                    "" if ended else "C",
                    iso(enrolment.start),
                    iso(enrolment.end) if ended else "",
                    enrolment.reason if ended else "",
                )

    def _school(self, child: Person) -> float:
        """How much more often the school that enters this pupil is wrong."""
        messy = unit(self.plan.seed, int(child.schooling[-1].urn or 0), 83) < self.settings.messy_schools
        share, factor = self.settings.messy_schools, self.settings.messy_factor
        return factor if messy else (1 - share * factor) / (1 - share)

    def _contacts(
        self, sheet: Sheet, family: Family, child: Person, rng: Random, seen: dict[str, tuple[str, str, str]]
    ) -> None:
        """Contacts bear no date of birth. Where the system knows, one contact serves all brothers and sisters."""
        record = self.recorder
        pupil = sheet.person_id("pupil", child.slot)
        priority = 0
        ties = [tie for tie in family.carers(child) if tie.relation in CODES]
        ties.sort(key=lambda tie: (not tie.lives_with, tie.relation != "mother"))
        for tie in ties:
            adult = tie.adult
            chance = {
                "mother": 0.97,
                "father": 0.85 if tie.lives_with else 0.4,
                "step_parent": 0.6,
                "grandparent": 0.9,
            }.get(tie.relation, 0.95)
            if rng.random() > chance or (family.situation == "refuge" and not tie.lives_with):
                continue
            priority += 1
            link = sheet.number("contact link")
            shared = sheet.person_id("contact", adult.slot) if family.shared_contacts else ""
            key = f"education:person:C{shared}" if shared else f"education:person:L{link}"
            if adult.key not in seen or not shared:
                seen[adult.key] = (
                    record.surname(rng, family, adult, 1.1),
                    record.forename(rng, family, adult, 1.5),
                    record.phone(rng, adult),
                )
                sheet.add("truth/records", key, adult.key)
            surname, forename, phone = seen[adult.key]
            self._link(
                sheet,
                family,
                child,
                tie,
                rng,
                (link, pupil, shared, key),
                (surname, forename, phone),
                priority,
            )

    def _link(
        self,
        sheet: Sheet,
        family: Family,
        child: Person,
        tie: Tie,
        rng: Random,
        keys: tuple[str, str, str, str],
        names: tuple[str, str, str],
        priority: int,
    ) -> None:
        record, adult = self.recorder, tie.adult
        link, pupil, shared, key = keys
        surname, forename, phone = names
        lives = tie.lives_with and child.status != "looked_after"
        code = CODES[tie.relation] if adult.role != "mother" or rng.random() > 0.02 else "PAR"
        parts = ("", "", "", "", "", "", "")
        stays = [stay for stay in adult.stays if not stay.end]
        if stays and rng.random() < (0.35 if lives else 0.5):
            place = record.place(stays[0])
            saon, building, paon, street, locality, town, postcode, uprn = record.written(rng, family, place)
            parts = (
                f"{saon}, {building}" if saon and building else saon or building,
                paon,
                street,
                locality,
                town,
                postcode,
                uprn,
            )
            sheet.add("truth/addresses", key, link, record.meant(postcode, place))
        title = rng.choice(("Mrs", "Ms", "Miss")) if adult.sex == "F" else "Mr"
        responsible = (
            "Y"
            if tie.relation in ("mother", "adoptive_parent")
            or (tie.relation == "father" and rng.random() < 0.7)
            else rng.choice(("N", ""))
        )
        sheet.add(
            "education/contacts",
            link,
            pupil,
            shared,
            str(priority),
            title,
            surname,
            forename,
            code,
            responsible,
            "Y" if lives else "N",
            "",
            phone,
            "",
            *parts,
        )
