"""The sentences of a case as rows of deliveries."""

from __future__ import annotations

import datetime as dt
import json
from random import Random

from ingest.feeds import feed
from kith.synth.agencies import agencies
from kith.synth.columns import TABLES
from kith.synth.identifiers import nhs_number
from kith.synth.names import name_book
from kith.synth.places import address
from kith.synth.plan import Plan
from kith.synth.recording import typo
from kith.synth.sheet import Sheet
from kith.synth.staff import FOSTER_UNITS
from queries.cases import Case, Fact

FIRST_UNIT = FOSTER_UNITS + 1_000_000
"""Units in the numbering of people that nobody else has."""
FIRST_PLACE = 30_000_000
"""Numbers of dwellings in which nobody else lives."""
MISTYPED = 0.03
"""Share of records of a planted person with a mistyped surname, at the usual rate of errors."""
IDENTIFIERS = {"social_care": "care", "education": "pupil", "education_welfare": "welfare"}
CLASSES = {
    "residential": "home",
    "temporary_accommodation": "ta",
    "hostel": "hostel",
    "childrens_home": "childrens_home",
}
TYPES = {"ta": "TEMP", "hostel": "HOSTEL", "childrens_home": "CHILDRENS_HOME"}
HAS = {
    "social_care": ("child_protection", "child_in_need", "looked_after", "contact", "referral"),
    "education_welfare": ("home_education", "missing_education", "education_welfare"),
    "not_in_school": ("not_in_school",), "early_help": ("early_help",), "youth_justice": ("youth_justice",),
    "child_health": ("health_visiting",), "gp": ("gp_registration",), "maternity": ("maternity",),
    "private_fostering": ("private_fostering",), "other_authorities": ("known_elsewhere",),
}  # fmt: skip
LIVES = {"social_care": ("main_home", "second_home", "placement"), "education": ("main_home", "second_home"),
         "housing": ("main_home",)}  # fmt: skip
CASES = {
    "home_education": "HOME_EDUCATION",
    "missing_education": "MISSING",
    "education_welfare": "ATTENDANCE",
}
EVENTS = {"domestic_abuse": "police", "missing_episode": "police", "emergency_attendance": "emergency",
          "not_brought": "child_health"}  # fmt: skip


def says(case: Case) -> bool:
    """Whether deliveries can say every sentence of a case."""
    return all(_says(each, case) for each in case.everything)


def _says(each: Fact, case: Case) -> bool:
    by = each.get("by") or "social_care"
    if each.what == "place":
        return each.kind in CLASSES
    if each.what == "has":
        return each.kind in HAS.get(by, ())
    if each.what == "lives":
        child = any(other.what == "child" and other.who == each.who for other in case.everything)
        kind = each.get("as") or "main_home"
        return kind in LIVES.get(by, ()) and (child or by != "education") and not each.get("seen")
    if each.what == "known":
        return not each.get("extracted") and each.kind in (
            "gp",
            "child_health",
            "education",
            "social_care",
            "maternity",
        )
    if each.what == "tie":
        return by == "social_care"
    if each.what == "event":
        return each.kind in EVENTS
    if each.what == "party":
        return not each.get("by") or by in ("child_health",)
    if each.what == "attends":
        return not each.get("status")
    return each.what in ("child", "adult", "unborn")


class Written:
    """One case of one unit, written to its sheet."""

    def __init__(self, plan: Plan, sheet: Sheet, case: Case, shift: dt.timedelta, rng: Random) -> None:
        self.plan, self.sheet, self.case, self.shift, self.rng = plan, sheet, case, shift, rng
        self.people = [each for each in case.everything if each.what in ("child", "adult", "unborn")]
        self.children = [each.who for each in self.people if each.what in ("child", "unborn")]
        self.events = {each.who: each for each in case.everything if each.what == "event"}
        self.places = {each.who: each for each in case.everything if each.what == "place"}
        self._homes: dict[str, int] = {}
        self._schools: dict[str, str] = {}
        self._there: set[tuple[str, str]] = set()
        self._events: dict[str, str] = {}
        self._written: set[str] = set()
        self._told: set[str] = set()
        self._names = {each.who: self._named(each, number) for number, each in enumerate(self.people)}

    def person(self, name: str) -> str:
        """Who it is, in the truth."""
        return f"case-{self.sheet.index}-{name}"

    def write(self) -> None:
        """Every row."""
        for each in self.case.everything:
            if each.what in ("lives", "has", "attends", "tie", "party", "known"):
                getattr(self, f"_{each.what}")(each)
        for each in self.people:
            if not any(who == each.who for _, who in self._there):
                self._know("social_care", each.who)

    def _named(self, each: Fact, number: int) -> tuple[str, str, str, str]:
        book, sex = name_book(), "FM"[self.rng.randrange(2)]
        born = each.get("born")
        year = int(born[:4]) if born else 1985
        forename = book.forename(self.rng, "british", sex, year)
        return (
            forename,
            book.surname(self.rng, "british"),
            sex,
            nhs_number(9_000_000 + self.sheet.index * 32 + number),
        )

    def _day(self, each: Fact, name: str) -> str:
        found = each.day(name)
        return (found + self.shift).isoformat() if found else ""

    def _put(self, table: str, **values: str) -> None:
        code, name = table.split("/")
        declared = next(each.names for each in feed(code).tables if each.name == name)
        columns = TABLES.get(table, declared)
        self.sheet.add(table, *(values.get(column, "") for column in columns))

    def _id(self, code: str, who: str) -> str:
        slot = [each.who for each in self.people].index(who)
        return self.plan.person_id(IDENTIFIERS.get(code, code), (FIRST_UNIT + self.sheet.index) * 64 + slot)

    def _know(self, code: str, who: str, **more: str) -> str:
        """The identifier of somebody in a feed, whose row is written when first asked for."""
        identifier = self._id(code, who)
        if (code, who) in self._there:
            return identifier
        self._there.add((code, who))
        self.sheet.add("truth/pattern_records", f"{code}:person:{identifier}", self.person(who))
        each = next(one for one in self.people if one.who == who)
        forename, surname, sex, number = self._names[who]
        if who in self._told and self.rng.random() < MISTYPED * self.plan.error_scale:
            surname = typo(self.rng, surname)
        self._told.add(who)
        born, expected = self._day(each, "born"), self._day(each, "expected")
        if each.what == "unborn":
            forename = ""
        if code == "social_care":
            self._put("social_care/ssd_person", pers_person_id=identifier, pers_forename=forename, pers_surname=surname,
                      pers_sex=sex, pers_dob=born, pers_expected_dob=expected, pers_single_unique_id=number,
                      pers_is_adult="Y" if each.what == "adult" else "N")  # fmt: skip
        elif code == "education":
            self._put("education/pupils", pupil_id=identifier, forename=forename, surname=surname, sex=sex,
                      date_of_birth=born)  # fmt: skip
        elif code == "education_welfare":
            self._put("education_welfare/children", child_id=identifier, forename=forename, surname=surname, sex=sex,
                      date_of_birth=born)  # fmt: skip
        else:
            self._put(f"{code}/people", person_id=identifier, person_type="ADULT" if each.what == "adult" else "CHILD",
                      forename=forename, surname=surname, sex=sex if each.what != "unborn" else "", date_of_birth=born,
                      expected_date=expected, nhs_number=number if each.what != "unborn" else "", **more)  # fmt: skip
        return identifier

    def _number(self, table: str) -> str:
        return self.sheet.number(f"{table} of cases")

    def _home(self, name: str) -> tuple[str, dict[str, str]]:
        told = self.places.get(name)
        kind = CLASSES[told.kind] if told else "home"
        if told and told.get("of_authority") not in (None, "E09000010"):
            kind = "out"
        number = self._homes.setdefault(name, FIRST_PLACE + self.sheet.index * 8 + len(self._homes))
        found = address((kind, number))
        parts = {"saon": found.saon, "paon": " ".join(filter(None, (found.building, found.paon))),
                 "street": found.street, "town": found.town, "postcode": found.postcode,
                 "uprn": found.uprn}  # fmt: skip
        return kind, parts

    def _lives(self, each: Fact) -> None:
        code, (kind, parts) = each.get("by") or "social_care", self._home(each.whom)
        person = self._know(code, each.who)
        since, until, confirmed = (self._day(each, name) for name in ("since", "until", "confirmed"))
        residence = {"second_home": "SECOND", "placement": "PLACEMENT"}.get(
            each.get("as") or "", TYPES.get(kind, "HOME")
        )
        if code == "social_care":
            told = {"flat": parts["saon"], "house": parts["paon"], "street": parts["street"], "town": parts["town"],
                    "uprn": parts["uprn"]}  # fmt: skip
            self._put("social_care/ssd_address", addr_table_id=self._number("ssd_address"), addr_person_id=person,
                      addr_address_type=residence, addr_address_start_date=since, addr_address_end_date=until,
                      addr_address_postcode=parts["postcode"], addr_confirmed_date=confirmed,
                      addr_address_json=json.dumps({key: value for key, value in told.items() if value}))  # fmt: skip
        elif code == "education":
            self._put("education/addresses", address_id=self._number("addresses"), pupil_id=person, start_date=since,
                      end_date=until, confirmed_date=confirmed, address_type=residence, **parts)  # fmt: skip
        elif kind == "ta":
            self._put("housing/placements", placement_id=self._number("placements"), person_id=person,
                      accommodation="NIGHTLY", start_date=since,
                      end_date=until, school_told_date=self._day(each, "told"), **parts)  # fmt: skip
        else:
            self._put("housing/occupancies", occupancy_id=self._number("occupancies"), person_id=person,
                      role="OCCUPANT", lives_there="Y", start_date=since,
                      end_date=until, confirmed_date=confirmed, **parts)  # fmt: skip

    def _has(self, each: Fact) -> None:
        code = each.get("by") or "social_care"
        person = self._know(code, each.who)
        since, until, contact, seen = (
            self._day(each, name) for name in ("since", "until", "contact", "seen")
        )
        dates = {"person_id": person, "start_date": since, "end_date": until}
        last = {"last_contact_date": contact, "last_seen_alone_date": seen}
        number = self._number("cases")
        if code == "social_care":
            self._care(each, person, number, since, until, contact, seen)
        elif code == "education_welfare":
            self._put("education_welfare/cases", case_id=number, child_id=person, case_type=CASES[each.kind],
                      opened=since, closed=until, last_contact=contact, last_seen_alone=seen)  # fmt: skip
        elif code == "not_in_school":
            self._put("not_in_school/entries", entry_id=number, **dates, **last)
        elif code == "early_help":
            self._put(
                "early_help/episodes", episode_id=number, service_id=self._service(code), **dates, **last
            )
        elif code == "youth_justice":
            kind = next(iter(feed(code).tables[2].column("intervention_type").codes or {"": ""}))
            self._put(
                "youth_justice/interventions", intervention_id=number, intervention_type=kind, **dates, **last
            )
        elif code == "child_health":
            self._put("child_health/caseload", caseload_id=number, service_id=self._service(code), **dates)
            if contact:
                self._put("child_health/contacts", contact_id=self._number("contacts"), person_id=person,
                          contact_date=contact, contact_type="OTHER")  # fmt: skip
        elif code == "gp":
            self._put("gp/registrations", registration_id=number, service_id=self._service(code), **dates)
        elif code == "maternity":
            end = {"no_live_birth": "NO_LIVE_BIRTH"}.get(each.get("ended") or "", "")
            self._put("maternity/pregnancies", pregnancy_id=number, child_id=person, notified_date=since,
                      end_date=until, end_reason=end)  # fmt: skip
        elif code == "private_fostering":
            self._put("private_fostering/notices", notice_id=number, person_id=person, notified_date=since)
        else:
            self._put("other_authorities/notices", notice_id=number, person_id=person, notice_date=since,
                      end_date=until, service_id=self._service(code))  # fmt: skip

    def _service(self, code: str) -> str:
        return agencies()[code].services[0][0]

    def _care(
        self, each: Fact, person: str, number: str, since: str, until: str, contact: str, seen: str
    ) -> None:
        if each.kind == "child_protection":
            self._put("social_care/ssd_cp_plans", cppl_cp_plan_id=number, cppl_person_id=person,
                      cppl_cp_plan_start_date=since, cppl_cp_plan_end_date=until)  # fmt: skip
        elif each.kind == "looked_after":
            self._put("social_care/ssd_cla_episodes", clae_cla_episode_id=number, clae_person_id=person,
                      clae_cla_episode_start_date=since, clae_cla_episode_ceased=until, clae_legal_status="C2",
                      clae_responsible_la=each.get("responsible") or "Aldermere")  # fmt: skip
        elif each.kind == "contact":
            self._put("social_care/ssd_contacts", cont_contact_id=number, cont_person_id=person,
                      cont_contact_date=since, cont_contact_source_code=each.get("from") or "")  # fmt: skip
        else:
            self._put("social_care/ssd_cin_episodes", cine_referral_id=number, cine_person_id=person,
                      cine_referral_date=since, cine_close_date=until, cine_last_contact_date=contact,
                      cine_last_seen_alone_date=seen, cine_referral_source_code=each.get("from") or "",
                      cine_referral_nfa="Y" if each.kind == "referral" else "N")  # fmt: skip

    def _attends(self, each: Fact) -> None:
        person = self._know("education", each.who)
        schools = self.plan.schools.primary
        urn = self._schools.setdefault(
            each.whom, schools[(self.sheet.index + len(self._schools)) % len(schools)].urn
        )
        self._put("education/school_history", enrolment_id=self._number("school_history"), pupil_id=person,
                  school_urn=urn, enrolment_status="C", entry_date=self._day(each, "since"),
                  leaving_date=self._day(each, "until"), leaving_reason=each.get("ended") or "")  # fmt: skip

    def _tie(self, each: Fact) -> None:
        kind = {"other_contact": "OTHER_RELATIVE"}.get(each.kind, each.kind.upper())
        self._put("social_care/adult_relationships", arel_relationship_id=self._number("adult_relationships"),
                  arel_adult_person_id=self._know("social_care", each.who),
                  arel_person_id=self._know("social_care", each.whom), arel_relationship=kind)  # fmt: skip

    def _party(self, each: Fact) -> None:
        event = self.events[each.whom]
        code = EVENTS[event.kind]
        person = self._know(code, each.who)
        number = self._events.setdefault(each.whom, self._number("events"))
        on, until = self._day(event, "on"), self._day(event, "until")
        place = f"{each.get('at')} {self.sheet.index}" if each.get("at") else ""
        if event.kind == "domestic_abuse":
            if each.whom not in self._written:
                self._put("police/incidents", incident_id=number, incident_type="DOMESTIC_ABUSE", incident_date=on,
                          grade=(event.get("graded") or "").upper())  # fmt: skip
            self._put("police/parties", party_id=self._number("parties"), incident_id=number, person_id=person,
                      role=each.kind.upper(), place=place)  # fmt: skip
        elif event.kind == "missing_episode":
            self._put("police/missing_episodes", episode_id=number, person_id=person, episode_type="M", start_date=on,
                      end_date=until, found_place=place)  # fmt: skip
        elif event.kind == "emergency_attendance":
            self._put("emergency/attendances", attendance_id=number, person_id=person, attended_date=on,
                      department=place, planned="Y" if event.get("planned") else "N")  # fmt: skip
        else:
            self._put("child_health/contacts", contact_id=number, person_id=person, contact_date=on,
                      contact_type="OTHER", missed="NOT_BROUGHT")  # fmt: skip
        self._written.add(each.whom)

    def _known(self, each: Fact) -> None:
        self._know(each.kind, each.who)
