"""What children's social care writes about a family, in the shape of the Standard Safeguarding Dataset's extracts."""

from __future__ import annotations

import json
from random import Random

from kith.synth.cases import Case, Casework
from kith.synth.chance import generator
from kith.synth.contacting import contact
from kith.synth.people import Family, Person
from kith.synth.places import Address
from kith.synth.plan import Plan
from kith.synth.protecting import write_protections
from kith.synth.recording import Recorder, iso
from kith.synth.sheet import Sheet
from kith.synth.staff import Staff, foster_key, foster_person_id

RELATIONS = {
    "mother": "MOTHER",
    "father": "FATHER",
    "adoptive_parent": "ADOPTIVE_PARENT",
    "step_parent": "STEP_PARENT",
    "grandparent": "GRANDPARENT",
    "great_aunt_or_uncle": "GREAT_AUNT_UNCLE",
    "partner": "PARTNER",
}
_TYPES = {
    "home": "HOME",
    "out": "HOME",
    "ta": "TEMP",
    "refuge": "REFUGE",
    "out_refuge": "REFUGE",
    "hostel": "HOSTEL",
}


class SocialCare:
    """Writes the social-care rows of families."""

    def __init__(self, plan: Plan, recorder: Recorder, staff: Staff) -> None:
        self.plan, self.settings, self.recorder, self.staff = plan, plan.settings, recorder, staff

    def write(self, sheet: Sheet, family: Family, work: Casework) -> None:
        """Every row about a family that has a case."""
        if not work.cases:
            return
        rng = generator(self.plan.seed, family.index, 80)
        family.here = self.settings.care_error
        known = {person.key: sheet.person_id("care", person.slot) for person in work.known}
        mothers = {tie.adult.key for tie in family.ties if tie.relation == "mother"}
        first = min(case.referred for case in work.cases)
        apart = {
            key
            for person, _ in work.birth_identities
            for key in [person.key, *(t.adult.key for t in family.ties if t.child is person)]
        }
        files = {False: sheet.person_id("care", 60), True: sheet.person_id("care", 61)}
        for person in work.known:
            self._person(sheet, family, person, known[person.key], person.key in mothers, rng)
            sheet.add(
                "social_care/ssd_family", sheet.number("fam"), files[person.key in apart], known[person.key]
            )
            self._addresses(sheet, family, person, known[person.key], first - 500, rng)
        self._relationships(sheet, family, known, rng)
        for case in work.cases:
            self._case(sheet, case, known[case.child.key], rng)
        write_protections(sheet, family, work, known, self.plan.as_of)
        subjects = {case.child.key for case in work.cases}
        for child in family.children:
            if child.key in subjects and rng.random() < self.settings.care_duplicates * family.error:
                self._person(sheet, family, child, sheet.person_id("care", 40 + child.slot), False, rng)

    def _person(
        self, sheet: Sheet, family: Family, person: Person, identifier: str, is_mother: bool, rng: Random
    ) -> None:
        settings, record = self.settings, self.recorder
        adult = person not in family.children and person.role != "birth_identity"
        sheet.add("truth/records", f"social_care:person:{identifier}", person.key)
        forename = record.forename(rng, family, person, 1.6 if adult else 1.0)
        surname = record.surname(rng, family, person, 1.2 if adult else 1.0)
        middle = person.middle if rng.random() < 0.6 else ""
        known_as = person.known_as if person.known_as != forename and rng.random() < 0.5 else ""
        upn = nhs = unknown = expected = born = ""
        age = self.plan.as_of - person.dob
        if person.unborn:
            expected, forename = iso(person.dob), rng.choice(("Unborn", "Baby", ""))
        elif adult:
            partner = person.sex == "M" and person.role in ("father", "step_parent")
            incomplete = rng.random() < settings.male_partner_incomplete if partner else False
            born = record.birthday(rng, family, person, settings.mother_dob_missing)
            if incomplete:
                lacks = rng.random()
                born = "" if lacks < 0.7 else born
                surname = "" if lacks > 0.55 else surname
            nhs = person.nhs if rng.random() < settings.adult_nhs_present and not partner else ""
        else:
            born = record.birthday(rng, family, person, settings.dob_missing)
            if age < 120 and rng.random() < settings.baby_name:
                forename = f"Twin {person.multiple}" if person.multiple else "Baby"
            nhs = (
                person.nhs
                if rng.random() >= settings.care_nhs_missing and person.status != "unaccompanied"
                else ""
            )
            chance = rng.random()
            if person.upn and chance >= settings.care_upn_missing:
                stale = chance < settings.care_upn_missing + settings.care_upn_stale and person.former_upns
                upn = person.former_upns[0] if stale else person.upn
            elif age < 4 * 365:
                unknown = "UN1"
            elif person.status == "unaccompanied":
                unknown = "UN3"
        sheet.add(
            "social_care/ssd_person",
            identifier,
            forename,
            middle,
            surname,
            known_as,
            person.former_surname,
            "U" if person.unborn or rng.random() < 0.004 else person.sex,
            born,
            "Y" if person.estimated else "",
            expected,
            iso(person.died),
            record.number(rng, family, nhs),
            record.number(rng, family, upn),
            unknown,
            "Y" if is_mother else "N",
            "Y" if adult else "N",
            record.phone(rng, person) if adult else "",
            *contact(self.plan.seed, self.settings, family, adult),
        )

    def _addresses(
        self, sheet: Sheet, family: Family, person: Person, identifier: str, since: int, rng: Random
    ) -> None:
        for stay, end in self.recorder.known_stays(rng, family, person, since):
            place = self.recorder.place(stay)
            saon, building, paon, street, locality, town, code, uprn = self.recorder.written(
                rng, family, place
            )
            kind = (
                "PLACEMENT"
                if stay.kind == "placement"
                else "SECOND"
                if stay.kind == "second_home"
                else _TYPES.get(stay.place[0], "HOME")
            )
            row = sheet.number("address")
            number = "" if building else paon
            text = json.dumps(
                _lines(
                    saon,
                    building,
                    number,
                    street,
                    locality,
                    town,
                    uprn,
                    place,
                ),
                ensure_ascii=False,
            )
            confirmed = (
                self.recorder.confirmed(stay, self.plan.as_of - 20 - rng.randrange(400))
                if not end and rng.random() < 0.5
                else ""
            )
            sheet.add(
                "social_care/ssd_address",
                row,
                identifier,
                kind,
                iso(stay.start),
                iso(end),
                code,
                text,
                confirmed,
            )
            sheet.add(
                "truth/addresses", f"social_care:person:{identifier}", row, self.recorder.meant(code, place)
            )

    def _relationships(self, sheet: Sheet, family: Family, known: dict[str, str], rng: Random) -> None:
        for tie in family.ties:
            adult, child = known.get(tie.adult.key), known.get(tie.child.key)
            if adult is None or child is None or rng.random() < 0.05:
                continue
            if tie.relation == "mother" and rng.random() < 0.9:
                born = "" if tie.child.unborn else iso(tie.child.dob)
                sheet.add("social_care/ssd_mother", sheet.number("mother"), adult, child, born)
            parent = tie.relation in ("mother", "adoptive_parent")
            responsible = (
                "Y"
                if parent
                else ("Y" if tie.relation == "father" and rng.random() < 0.7 else rng.choice(("N", "", "")))
            )
            ended = (
                "EX_PARTNER"
                if tie.relation == "partner" and tie.end
                else RELATIONS.get(tie.relation, "OTHER_RELATIVE")
            )
            lives = "Y" if tie.lives_with and tie.child.status != "looked_after" else "N"
            sheet.add(
                "social_care/adult_relationships",
                sheet.number("relationship"),
                adult,
                child,
                ended,
                "" if tie.relation == "partner" else responsible,
                "BIRTH"
                if responsible == "Y" and tie.relation != "adoptive_parent"
                else ("ORDER" if responsible == "Y" else ""),
                lives,
                iso(tie.start) if rng.random() < 0.5 else "",
                iso(tie.end),
            )

    def _case(self, sheet: Sheet, case: Case, child: str, rng: Random) -> None:
        now = self.plan.as_of
        referral = sheet.number("referral")
        team, worker = self.staff.social_worker(rng, case)
        source = case.source
        contact_day = case.referred - rng.randrange(3)
        sheet.add(
            "social_care/ssd_contacts",
            sheet.number("contact"),
            child,
            iso(contact_day),
            source,
            "",
            self.staff.front_door,
        )
        if rng.random() < 0.4:
            sheet.add(
                "social_care/ssd_contacts",
                sheet.number("contact"),
                child,
                iso(contact_day - 5 - rng.randrange(200)),
                rng.choice(("6", "2A", "3A", "1A")),
                "",
                self.staff.front_door,
            )
        end = case.closed or now
        seen = max(case.referred, end - rng.randrange(45))
        alone = (
            iso(max(case.referred, end - rng.randrange(90)))
            if rng.random() < 0.6 and not case.no_further_action
            else ""
        )
        sheet.add(
            "social_care/ssd_cin_episodes",
            referral,
            child,
            iso(case.referred),
            case.need,
            source,
            "Y" if case.no_further_action else "N",
            case.close_reason,
            iso(case.closed),
            team,
            worker,
            iso(seen),
            alone,
        )
        if not case.no_further_action:
            self._involvements(sheet, case, child, referral, team, worker, rng)
        if case.plan:
            start, finish, category = case.plan
            sheet.add(
                "social_care/ssd_cp_plans",
                sheet.number("plan"),
                referral,
                child,
                iso(start),
                iso(finish),
                category,
                category if rng.random() < 0.85 else "MUL",
                "N",
                team,
            )
        for place, (start, finish, legal, _) in enumerate(case.care):
            ceased = (
                ("X1" if place + 1 < len(case.care) else "E12" if case.close_reason else "") if finish else ""
            )
            sheet.add(
                "social_care/ssd_cla_episodes",
                sheet.number("episode"),
                child,
                iso(start),
                "S" if place == 0 else "P",
                case.need,
                iso(finish),
                ceased,
                referral,
                iso(case.entered_care),
                legal,
                "Aldermere",
                team,
            )
        if case.care:
            kind, number = case.care[-1][3]
            if kind in ("foster", "out_foster"):
                carer = foster_person_id(self.plan, number)
                start, finish = case.care[-1][0], case.care[-1][1]
                sheet.add(
                    "social_care/adult_relationships",
                    sheet.number("relationship"),
                    carer,
                    child,
                    "FOSTER_CARER",
                    "N",
                    "",
                    "N" if finish else "Y",
                    iso(start),
                    iso(finish),
                )
                sheet.add(
                    "truth/relations",
                    foster_key(number),
                    case.child.key,
                    "foster_carer",
                    iso(start),
                    iso(finish),
                    "N" if finish else "Y",
                )

    def _involvements(
        self, sheet: Sheet, case: Case, child: str, referral: str, team: str, worker: str, rng: Random
    ) -> None:
        end = case.closed or self.plan.as_of
        if end - case.referred > 150 and rng.random() < 0.35:
            change = case.referred + 30 + rng.randrange(100)
            _, earlier = self.staff.social_worker(rng, case)
            sheet.add(
                "social_care/ssd_involvements",
                sheet.number("involvement"),
                earlier,
                "SW",
                team,
                iso(case.referred),
                iso(change),
                rng.choice(("LEFTRL", "ORG", "STC")),
                child,
                referral,
                "Y",
            )
            start = change
        else:
            start = case.referred
        sheet.add(
            "social_care/ssd_involvements",
            sheet.number("involvement"),
            worker,
            "SW",
            team,
            iso(start),
            iso(case.closed),
            "",
            child,
            referral,
            "Y",
        )
        if rng.random() < 0.06:
            special, other = self.staff.sensitive(rng)
            sheet.add(
                "social_care/ssd_involvements",
                sheet.number("involvement"),
                other,
                "KW",
                special,
                iso(case.referred + 10),
                iso(case.closed),
                "",
                child,
                referral,
                "N",
            )


def _lines(
    saon: str, building: str, house: str, street: str, locality: str, town: str, uprn: str, place: Address
) -> dict[str, str]:
    lines = {
        "flat": saon,
        "building": building,
        "house": house,
        "street": f"{street}, {locality}" if locality else street,
        "town": town,
        "uprn": uprn,
    }
    if uprn:
        lines["easting"], lines["northing"] = str(place.easting), str(place.northing)
    return {name: value for name, value in lines.items() if value}
