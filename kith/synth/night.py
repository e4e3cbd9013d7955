"""The night after: what changes in about one row of a hundred, as deliveries of changes and the truth afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from ingest.feeds import feed
from kith.synth.chance import generator
from kith.synth.columns import FEEDS, TABLES
from kith.synth.places import address
from kith.synth.plan import Plan
from kith.synth.recording import iso
from kith.synth.sheet import Row, Sheet
from kith.synth.staff import Staff

AT = {table: {column: place for place, column in enumerate(columns)} for table, columns in TABLES.items()}
ROWS_OF_AN_EVENT = 2.6
"""Measured: changed rows over events, which turns the wanted share of rows into a number of events."""


BIRTHDAYS = (
    ("education/pupils", "education", "date_of_birth"),
    ("social_care/ssd_person", "social_care", "pers_dob"),
    ("education_welfare/children", "education_welfare", "date_of_birth"),
)


@dataclass(slots=True)
class Changes:
    """One family's rows while they change. Keys are the first column of each table."""

    sheet: Sheet
    rng: Random
    index: int
    truth: dict[str, list[Row]]
    changed: dict[tuple[str, str], Row] = field(default_factory=dict)
    deleted: dict[tuple[str, str], None] = field(default_factory=dict)

    def rows(self, table: str) -> list[Row]:
        """The rows of a table as they stand now, without deleted ones."""
        found = [self.changed.get((table, row[0]), row) for row in self.sheet.rows.get(table, ())]
        old = {row[0] for row in found}
        new = [row for (name, key), row in self.changed.items() if name == table and key not in old]
        return [row for row in [*found, *new] if (table, row[0]) not in self.deleted]

    def owner(self, table: str, key: str) -> str:
        """What the owner column of a delivered row held: to which record of its feed it belongs."""
        row = next(row for row in self.sheet.rows[table] if row[0] == key)
        cells: dict[str, str | int | bool] = {
            name: cell for name, cell in zip(TABLES[table], row, strict=True) if cell
        }
        code, _, name = table.partition("/")
        owners = feed(code).table(name).owners
        return str(next(cells[owner.column] for owner in owners if owner.identifier(cells) is not None))

    def get(self, table: str, row: Row, column: str) -> str:
        """One value."""
        return row[AT[table][column]]

    def set(self, table: str, row: Row, **values: str) -> None:
        """Change some values of a row."""
        cells = list(row)
        for column, value in values.items():
            cells[AT[table][column]] = value
        self.changed[table, row[0]] = tuple(cells)

    def add(self, table: str, **values: str) -> None:
        """A new row of a delivery."""
        row = tuple(values.get(column, "") for column in TABLES[table])
        self.changed[table, row[0]] = row

    def learn(self, table: str, *values: str) -> None:
        """A new row of the truth."""
        self.truth.setdefault(f"truth/{table}", []).append(values)

    def people(self, kind: str) -> dict[str, Row]:
        """The truth's people of a kind."""
        return {row[0]: row for row in self.truth.get("truth/persons", ()) if row[2] == kind}

    def person_of(self, key: str) -> str:
        """Whose record it is."""
        return next((person for record, person in self.truth.get("truth/records", ()) if record == key), "")


class Night:
    """Lets things happen to families."""

    def __init__(self, plan: Plan, staff: Staff) -> None:
        self.plan, self.staff = plan, staff
        self.today, self.tomorrow = iso(plan.as_of), iso(plan.as_of + 1)
        self._events: tuple[tuple[Callable[[Changes], bool], float], ...] = (
            (self._move, 0.16),
            (self._corrected_birthday, 0.08),
            (self._telephone, 0.26),
            (self._school, 0.16),
            (self._referral, 0.14),
            (self._closed, 0.10),
            (self._deletion, 0.05),
            (self._new_pupil, 0.05),
        )

    def changes(self, sheet: Sheet, index: int) -> dict[str, list[Row]]:
        """New and changed rows, deletions and the truth afterwards, by table under ``next_night/``."""
        rng = generator(self.plan.seed, index, 95)
        truth = {table: list(rows) for table, rows in sheet.rows.items() if table.startswith("truth/")}
        held = sum(len(rows) for table, rows in sheet.rows.items() if table.partition("/")[0] in FEEDS)
        wanted = self.plan.settings.changed_rows * held / ROWS_OF_AN_EVENT
        changes = Changes(sheet, rng, index, truth)
        for _ in range(int(wanted) + (rng.random() < wanted % 1)):
            for _ in range(6):
                event = rng.choices([e for e, _ in self._events], [weight for _, weight in self._events])[0]
                if event(changes):
                    break
        out = {f"next_night/{table}": rows for table, rows in truth.items()}
        for (table, key), row in changes.changed.items():
            if (table, key) not in changes.deleted:
                out.setdefault(f"next_night/{table}", []).append(row)
        for table, key in changes.deleted:
            feed, _, name = table.partition("/")
            out.setdefault(f"next_night/{feed}/deletions", []).append((name, key, changes.owner(table, key)))
        return out

    def _move(self, c: Changes) -> bool:
        """The whole household moves; each agency hears of it or not."""
        homes = [
            row
            for row in c.truth.get("truth/residence", ())
            if not row[4] and row[5] == "main_home" and row[1].startswith("home-")
        ]
        if not homes or any(row[1] == f"home-{self._new_home(c.index)[1]}" for row in homes):
            return False
        old = c.rng.choice(homes)[1]
        new = address(self._new_home(c.index))
        movers = {row[0] for row in homes if row[1] == old}
        c.truth["truth/residence"] = [
            (*row[:4], self.today, row[5]) if row[1] == old and not row[4] and row[0] in movers else row
            for row in c.truth.get("truth/residence", ())
        ]
        for person in sorted(movers):
            c.learn("residence", person, new.place_id, new.uprn, self.today, "", "main_home")
        flat = f"{new.saon}, {new.building}" if new.saon else new.building
        table = "education/addresses"
        for row in c.rows("education/pupils"):
            key = f"education:person:{row[0]}"
            if c.person_of(key) not in movers:
                continue
            for place in c.rows(table):
                if place[1] == row[0] and not c.get(table, place, "end_date") and place[2] != "SECOND":
                    c.set(table, place, end_date=self.today)
            number = c.sheet.number("education address")
            c.add(
                table,
                address_id=number,
                pupil_id=row[0],
                address_type="HOME",
                saon=flat,
                paon=new.paon,
                street=new.street,
                locality=new.locality,
                town=new.town,
                postcode=new.postcode,
                start_date=self.today,
            )
            c.learn("addresses", key, number, new.place_id)
        return True

    def _new_home(self, index: int) -> tuple[str, int]:
        return ("home", self.plan.ranks * 9 + self.plan.rank(index))

    def _corrected_birthday(self, c: Changes) -> bool:
        """A date of birth that was wrong or missing is put right."""
        children = c.people("child")
        for table, code, column in BIRTHDAYS:
            for row in c.rows(table):
                person = children.get(c.person_of(f"{code}:person:{row[0]}"))
                if person and c.get(table, row, column) != person[7]:
                    c.set(table, row, **{column: person[7]})
                    return True
        return False

    def _telephone(self, c: Changes) -> bool:
        """A contact has a new telephone, and so in the rows of every brother and sister."""
        table = "education/contacts"
        rows = c.rows(table)
        if not rows:
            return False
        chosen = c.rng.choice(rows)
        same = [row for row in rows if row[2] and row[2] == chosen[2]] or [chosen]
        phone = self.plan.phone(c.index * 16 + c.rng.randrange(16))
        if phone == c.get(table, chosen, "mobile_phone"):
            return False
        for row in same:
            c.set(table, row, mobile_phone=phone)
        return True

    def _school(self, c: Changes) -> bool:
        """A pupil leaves a school; most are enrolled at another."""
        table = "education/school_history"
        current = [
            row
            for row in c.rows(table)
            if c.get(table, row, "enrolment_status") == "C" and c.get(table, row, "entry_date") < self.today
        ]
        if not current:
            return False
        row = c.rng.choice(current)
        person = c.person_of(f"education:person:{row[1]}")
        goes_on = c.rng.random() < 0.75
        c.set(
            table,
            row,
            enrolment_status="",
            leaving_date=self.today,
            leaving_reason="school move" if goes_on else "destination not known",
        )
        c.truth["truth/schools"] = [
            (*stay[:3], self.today, stay[4])
            if stay[0] == person and stay[1] == row[2] and not stay[3]
            else stay
            for stay in c.truth.get("truth/schools", ())
        ]
        schools = self.plan.schools
        group = next(
            (
                group
                for group in (schools.primary, schools.secondary, schools.special, schools.college)
                if any(s.urn == row[2] for s in group)
            ),
            schools.secondary,
        )
        others = [school for school in group if school.urn != row[2]]
        if goes_on and others:
            urn = c.rng.choice(others).urn
            c.add(
                table,
                enrolment_id=c.sheet.number("enrolment"),
                pupil_id=row[1],
                school_urn=urn,
                enrolment_status="C",
                entry_date=self.tomorrow,
            )
            c.learn("schools", person, urn, self.tomorrow, "", "state")
        else:
            c.learn("schools", person, "", self.tomorrow, "", "missing")
        return True

    def _referral(self, c: Changes) -> bool:
        """A child is referred: one in the files already, or a pupil who was not."""
        children = {
            key: row
            for key, row in c.people("child").items()
            if row[13] != "adopted" and not row[12] and row[14] == "Y"
        }
        known = {
            c.person_of(f"social_care:person:{row[0]}"): row[0] for row in c.rows("social_care/ssd_person")
        }
        options = [key for key in children if key in known] or sorted(children)
        if not options or (not known and c.rng.random() < 0.6):
            return False
        chosen = c.rng.choice(options)
        identifier = known.get(chosen) or self._new_child(c, children[chosen])
        referral = c.sheet.number("referral")
        team = c.rng.choice([name for name, _, kind, _ in self.staff.teams if kind == "social_work"])
        worker = c.rng.choice(self.staff.workers[team][1:]).identifier
        c.add(
            "social_care/ssd_contacts",
            cont_contact_id=c.sheet.number("contact"),
            cont_person_id=identifier,
            cont_contact_date=self.today,
            cont_contact_source_code="6",
            cont_team_id=self.staff.front_door,
        )
        c.add(
            "social_care/ssd_cin_episodes",
            cine_referral_id=referral,
            cine_person_id=identifier,
            cine_referral_date=self.today,
            cine_cin_primary_need_code="N1",
            cine_referral_source_code="6",
            cine_referral_nfa="N",
            cine_referral_team=team,
            cine_referral_worker_id=worker,
            cine_last_contact_date=self.today,
        )
        c.add(
            "social_care/ssd_involvements",
            invo_involvements_id=c.sheet.number("involvement"),
            invo_professional_id=worker,
            invo_professional_role_id="SW",
            invo_professional_team=team,
            invo_involvement_start_date=self.today,
            invo_person_id=identifier,
            invo_referral_id=referral,
            invo_lead="Y",
        )
        return True

    def _new_child(self, c: Changes, person: Row) -> str:
        """A child's first record in social care."""
        slot = int(person[0].rpartition("-")[2])
        identifier = c.sheet.person_id("care", slot)
        c.add(
            "social_care/ssd_person",
            pers_person_id=identifier,
            pers_forename=person[3],
            pers_surname=person[5],
            pers_sex=person[8],
            pers_dob=person[7],
            pers_is_mother="N",
            pers_is_adult="N",
        )
        c.learn("records", f"social_care:person:{identifier}", person[0])
        c.add(
            "social_care/ssd_family",
            fami_table_id=c.sheet.number("fam"),
            fami_family_id=c.sheet.person_id("care", 60),
            fami_person_id=identifier,
        )
        return identifier

    def _closed(self, c: Changes) -> bool:
        """A case is closed, and its social worker's involvement with it."""
        table = "social_care/ssd_cin_episodes"
        care = {row[7] for row in c.rows("social_care/ssd_cla_episodes")} | {
            row[1] for row in c.rows("social_care/ssd_cp_plans")
        }
        cases = [
            row
            for row in c.rows(table)
            if not c.get(table, row, "cine_close_date") and row[0] not in care and row[2] < self.today
        ]
        if not cases:
            return False
        row = c.rng.choice(cases)
        c.set(table, row, cine_close_date=self.today, cine_close_reason="RC7")
        for work in c.rows("social_care/ssd_involvements"):
            if c.get("social_care/ssd_involvements", work, "invo_referral_id") == row[0] and not c.get(
                "social_care/ssd_involvements", work, "invo_involvement_end_date"
            ):
                c.set("social_care/ssd_involvements", work, invo_involvement_end_date=self.today)
        return True

    def _deletion(self, c: Changes) -> bool:
        """A row entered by mistake is deleted: a contact, an old address or an enquiry."""
        table = c.rng.choice(("education/contacts", "education/addresses", "social_care/ssd_contacts"))
        rows = [row for row in c.rows(table) if (table, row[0]) not in c.changed]
        if len(rows) < 2:
            return False
        row = c.rng.choice(rows)
        c.deleted[table, row[0]] = None
        c.truth["truth/addresses"] = [
            known
            for known in c.truth.get("truth/addresses", [])
            if known[1] != row[0] or not known[0].startswith("education:")
        ]
        if table == "education/contacts":
            key = f"education:person:C{row[2]}" if row[2] else f"education:person:L{row[0]}"
            if not row[2] or not any(other[2] == row[2] for other in c.rows(table)):
                c.truth["truth/records"] = [known for known in c.truth["truth/records"] if known[0] != key]
        return True

    def _new_pupil(self, c: Changes) -> bool:
        """A child who was in no school joins a nursery or a school."""
        there = {c.person_of(f"education:person:{row[0]}") for row in c.rows("education/pupils")}
        first, last = iso(self.plan.as_of - 5 * 365), iso(self.plan.as_of - 2 * 365)
        options = [
            row
            for key, row in c.people("child").items()
            if key not in there and first < row[7] < last and row[14] == "Y"
        ]
        if not options:
            return False
        child = options[0]
        pupil = c.sheet.person_id("pupil", int(child[0].rpartition("-")[2]))
        c.add(
            "education/pupils",
            pupil_id=pupil,
            surname=child[5],
            forename=child[3],
            date_of_birth=child[7],
            sex=child[8],
        )
        c.learn("records", f"education:person:{pupil}", child[0])
        urn = c.rng.choice(self.plan.schools.primary).urn
        c.add(
            "education/school_history",
            enrolment_id=c.sheet.number("enrolment"),
            pupil_id=pupil,
            school_urn=urn,
            enrolment_status="C",
            entry_date=self.tomorrow,
        )
        c.learn("schools", child[0], urn, self.tomorrow, "", "state")
        return True
