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
from kith.synth.plants._saying import CLASSES, EVENTS, STATUSES, TIES, in_social_care
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
TYPES = {"ta": "TEMP", "hostel": "HOSTEL", "childrens_home": "CHILDRENS_HOME"}
EVERYBODY = frozenset({"R05", "R07", "R08", "R18"})
"""Patterns that ask who knows a child at all: the children of their cases are known to those that a case names. Others
are registered with a practice, as every child is."""
CASES = {
    "home_education": "HOME_EDUCATION",
    "missing_education": "MISSING",
    "education_welfare": "ATTENDANCE",
}
ORIGINS = ("british", "british", "turkish", "greek_cypriot")
BY_MONTHS = frozenset({"R08"})
GROWN = dt.date(2023, 1, 1)
"""Children born before are some days older in each family of a case, all of one family alike: a borough has no hundred
children of one birthday. Not where a pattern counts months."""


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
        self._workers: dict[str, str] = {}
        self._older = dt.timedelta(days=0 if case.pattern in BY_MONTHS else rng.randrange(28))
        self._births: dict[str, dt.date] = {}
        """Birthdays of adults, which agencies know even where a case does not say them."""
        self._names = {each.who: self._named(each, number) for number, each in enumerate(self.people)}

    def person(self, name: str) -> str:
        """Who it is, in the truth."""
        return f"case-{self.sheet.index}-{name}"

    def write(self) -> None:
        """Every row."""
        # A practice writes a home into the row of a person: who lives where comes first.
        for each in sorted(self.case.everything, key=lambda fact: fact.what != "lives"):
            if each.what in ("lives", "has", "attends", "tie", "party", "known", "works"):
                getattr(self, f"_{each.what}")(each)
        for each in self.people:
            if not any(who == each.who for _, who in self._there):
                self._know("social_care", each.who)
            if each.what == "child" and self.case.pattern not in EVERYBODY:
                self._know("gp", each.who)

    def _named(self, each: Fact, number: int) -> tuple[str, str, str, str]:
        book, sex = name_book(), "FM"[self.rng.randrange(2)]
        born = each.get("born")
        year = int(born[:4]) if born else 1985
        if each.what == "adult" and not born:
            self._births[each.who] = dt.date(1975, 1, 1) + dt.timedelta(days=self.rng.randrange(6_900))
        origin = ORIGINS[self.rng.randrange(len(ORIGINS))]
        return (
            book.forename(self.rng, origin, sex, year),
            book.surname(self.rng, origin),
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
        if who in self._births:
            born = self._births[who].isoformat()
        elif born and (told := each.day("born")) and told < GROWN:
            born = (told + self.shift - self._older).isoformat()
        if each.what == "unborn":
            forename = ""
        if code == "social_care":
            self._put("social_care/ssd_person", pers_person_id=identifier, pers_forename=forename, pers_surname=surname,
                      pers_sex=sex, pers_dob=born, pers_expected_dob=expected, pers_single_unique_id=number,
                      pers_is_adult="Y" if each.what == "adult" else "N",
                      pers_telephone=self._phone(who) if each.what == "adult" else "")  # fmt: skip
        elif code == "education":
            self._put("education/pupils", pupil_id=identifier, forename=forename, surname=surname, sex=sex,
                      date_of_birth=born)  # fmt: skip
        elif code == "education_welfare":
            self._put("education_welfare/children", child_id=identifier, forename=forename, surname=surname, sex=sex,
                      date_of_birth=born)  # fmt: skip
        else:
            self._put(f"{code}/people", person_id=identifier, person_type="ADULT" if each.what == "adult" else "CHILD",
                      forename=forename, surname=surname, sex=sex if each.what != "unborn" else "", date_of_birth=born,
                      expected_date=expected, nhs_number=number if each.what != "unborn" else "",
                      **self._reached(each), **more)  # fmt: skip
        return identifier

    def _reached(self, each: Fact) -> dict[str, str]:
        """Where agencies that write of an adult reach them: a telephone, and the home of now, of which nobody says when
        it was confirmed."""
        if each.what != "adult":
            return {}
        now = [
            one.whom
            for one in self.case.everything
            if one.what == "lives" and one.who == each.who and not one.get("until")
        ]
        return {"telephone": self._phone(each.who), **(self._home(now[-1])[1] if now else {})}

    def _phone(self, who: str) -> str:
        slot = [each.who for each in self.people].index(who)
        return self.plan.phone(9_000_000 + self.sheet.index * 32 + slot)

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
        since, until, confirmed = (self._day(each, name) for name in ("since", "until", "confirmed"))
        if code == "gp":
            self._know(code, each.who, **parts, address_date=confirmed or since)
            return
        person = self._know(code, each.who)
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
                  school_urn=urn, enrolment_status=STATUSES[each.get("status") or ""],
                  entry_date=self._day(each, "since"),
                  leaving_date=self._day(each, "until"), leaving_reason=each.get("ended") or "")  # fmt: skip

    def _tie(self, each: Fact) -> None:
        code = each.get("by") or "social_care"
        in_care = in_social_care(each.kind)
        if code == "social_care" and in_care is not None:
            self._put("social_care/adult_relationships", arel_relationship_id=self._number("adult_relationships"),
                      arel_adult_person_id=self._know(code, each.who),
                      arel_person_id=self._know(code, each.whom), arel_relationship=in_care)  # fmt: skip
        elif code == "registrars":
            self._put("registrars/births", birth_id=self._number("births"), child_id=self._know(code, each.whom),
                      mother_id=self._know(code, each.who))  # fmt: skip
        elif code == "education":
            self._contact(each)
        else:
            code = "gp" if code == "social_care" else code
            self._put(f"{code}/relationships", relationship_id=self._number("relationships"),
                      adult_id=self._know(code, each.who), relative_id=self._know(code, each.whom),
                      relationship=TIES[each.kind])  # fmt: skip

    def _contact(self, each: Fact) -> None:
        """A contact of a pupil: names, a telephone and a home are all that a school knows of an adult."""
        forename, surname, _, _ = self._names[each.who]
        number = self._number("contacts of pupils")
        self.sheet.add("truth/pattern_records", f"education:person:C{number}", self.person(each.who))
        home = next(
            (one.whom for one in self.case.everything if one.what == "lives" and one.who == each.who), None
        )
        self._put("education/contacts", contact_link_id=number, contact_id=number,
                  pupil_id=self._know("education", each.whom), surname=surname, forename=forename,
                  relationship=TIES[each.kind], mobile_phone=self._phone(each.who),
                  **(self._home(home)[1] if home else {}))  # fmt: skip

    def _works(self, each: Fact) -> None:
        number = self._workers.get(each.who)
        if number is None:
            book, number = name_book(), self._workers.setdefault(each.who, f"P{self._number('workers')}")
            name = f"{book.forename(self.rng, 'british', 'F', 1985)} {book.surname(self.rng, 'british')}"
            self._put("social_care/ssd_professionals", prof_professional_id=number, prof_professional_name=name,
                      prof_active="N" if each.get("active") == "no" else "Y")  # fmt: skip
        self._put("social_care/ssd_involvements", invo_involvements_id=self._number("ssd_involvements"),
                  invo_professional_id=number, invo_person_id=self._know("social_care", each.whom),
                  invo_involvement_start_date=self._day(each, "since"),
                  invo_lead="Y" if each.get("lead") == "yes" else "N")  # fmt: skip

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
