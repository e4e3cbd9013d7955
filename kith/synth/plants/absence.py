"""Children whom expected services do not know, one cause each, in stated numbers.

``truth/absences.csv`` names each child and the cause. One child of a family at most is changed, and no family whose
whereabouts are withheld.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from random import Random
from typing import ClassVar

from ingest.feeds import feed
from kith.synth.agencies import agencies
from kith.synth.agencies._desk import Rate
from kith.synth.chance import generator, unit
from kith.synth.columns import TABLES
from kith.synth.people import Family, Person
from kith.synth.places import address
from kith.synth.plan import Plan
from kith.synth.recording import iso, typo
from kith.synth.sheet import Row, Sheet

SALT = 7_731
IDENTIFIERS = {"social_care": "care", "education": "pupil", "education_welfare": "welfare"}
"""Under which name a feed's identifiers of people are shuffled, where it is not the feed's own."""
SEES_NOBODY_EXPECTED = ("revenues", "housing", "emergency", "police", "registrars", "exclusions")
"""Feeds that may go on naming a child whom no expected service knows."""
DAY = 1


class Absence:
    """Plants the causes of absence."""

    code = "absence"
    truth: ClassVar[Mapping[str, tuple[str, ...]]] = {"truth/absences": ("person", "cause")}
    rates = (
        Rate(
            "missing",
            0.0085,
            "families with a child whom no expected service knows and some other agency names",
        ),
        Rate(
            "registered_twice",
            0.0040,
            "families with a child whom the practice registered twice under two names",
        ),
        Rate(
            "failed_match", 0.0040, "families with a pupil whose name, birth and number the school has wrong"
        ),
        Rate("died", 0.0015, "families of which a child died and stayed on the practice's list"),
        Rate("left_country", 0.0030, "families of which a pupil emigrated and stayed on the practice's list"),
        Rate("unborn_overdue", 0.0015, "families who expected a birth of which nobody says how it ended"),
        Rate(
            "pregnancy_ended", 0.0015, "families whose pregnancy ended without a birth, with the end on file"
        ),
    )

    def __init__(self) -> None:
        self._after: dict[str, Callable[[_Edit], None]] = {
            "missing": _missing,
            "registered_twice": _registered_twice,
            "failed_match": _failed_match,
            "died": lambda _edit: None,
            "left_country": _left_country,
            "unborn_overdue": lambda edit: _expected(edit, ended=False),
            "pregnancy_ended": lambda edit: _expected(edit, ended=True),
        }

    def cause(self, plan: Plan, family: Family) -> str:
        """What is planted in a family; nothing in most."""
        if family.kind != "resident":
            return ""
        chance = unit(plan.seed, family.index, SALT)
        for rate in self.rates:
            if chance < rate.value:
                return rate.name
            chance -= rate.value
        return ""

    def before(self, plan: Plan, family: Family) -> None:
        """A child who died did so before anybody wrote."""
        if self.cause(plan, family) != "died":
            return
        child = _chosen(plan, family, lambda each: plan.as_of - each.dob > 400)
        if child is not None:
            child.died = plan.as_of - 30 - plan.hash(family.index, SALT) % 300

    def after(self, plan: Plan, sheet: Sheet, family: Family) -> None:
        """Everything else is a change of what was written."""
        cause = self.cause(plan, family)
        if not cause or family.situation in ("refuge", "hidden"):
            return
        if cause == "died":
            for each in family.children:
                if each.died:
                    sheet.add("truth/absences", each.key, cause)
            return
        now = plan.as_of
        suitable: Callable[[Person], bool] = lambda each: now - each.dob > 200  # noqa: E731
        if cause in ("failed_match", "left_country"):
            suitable = lambda each: any(not stay.end and stay.kind == "state" for stay in each.schooling)  # noqa: E731
        child = _chosen(plan, family, suitable)
        if child is not None:
            self._after[cause](_Edit(plan, sheet, family, child, cause))


def _chosen(plan: Plan, family: Family, suitable: Callable[[Person], bool]) -> Person | None:
    """One child of a family, under eighteen and in nobody's care."""
    able = [
        child
        for child in family.children
        if not child.unborn and not child.died and not child.status and child.role == "child"
        and plan.as_of - child.dob < 17.8 * 365.25 and suitable(child)
    ]  # fmt: skip
    return able[plan.hash(family.index, SALT) % len(able)] if able else None


class _Edit:
    """The rows about one child, while they are changed."""

    def __init__(self, plan: Plan, sheet: Sheet, family: Family, child: Person, cause: str) -> None:
        self.plan, self.sheet, self.family, self.child = plan, sheet, family, child
        self.cause = cause
        self.rng: Random = generator(plan.seed, family.index, SALT, 2)

    def told(self) -> None:
        """Enter the child in the truth."""
        self.sheet.add("truth/absences", self.child.key, self.cause)

    def identifier(self, code: str) -> str:
        """The child's identifier in a feed."""
        return self.sheet.person_id(IDENTIFIERS.get(code, code), self.child.slot)

    def key(self, code: str) -> str:
        """The child's record key in a feed."""
        return f"{code}:person:{self.identifier(code)}"

    def known_to(self, code: str) -> bool:
        """Whether the truth has a record of the child in a feed."""
        return (self.key(code), self.child.key) in self.sheet.rows.get("truth/records", ())

    def drop(self, code: str) -> None:
        """Take away every row of a feed that names the child, and what the truth says of the record."""
        identifier, key, rows = self.identifier(code), self.key(code), self.sheet.rows
        for table in [name for name in rows if name.startswith(f"{code}/")]:
            rows[table] = [row for row in rows[table] if identifier not in row]
        for table in ("truth/records", "truth/addresses"):
            rows[table] = [row for row in rows.get(table, []) if row[0] != key]

    def change(self, table: str, **values: str) -> bool:
        """Change the child's row of a table whose key is the person."""
        columns, identifier = (
            _tables(table.partition("/")[0])[table],
            self.identifier(table.partition("/")[0]),
        )
        done = False
        for place, row in enumerate(self.sheet.rows.get(table, [])):
            if identifier in row[:2]:
                self.sheet.rows[table][place] = _with(columns, row, values)
                done = True
        return done

    def put(self, table: str, **values: str) -> None:
        """A new row."""
        columns = _tables(table.partition("/")[0])[table]
        self.sheet.add(table, *(values.get(column, "") for column in columns))


def _with(columns: tuple[str, ...], row: Row, values: Mapping[str, str]) -> Row:
    return tuple(values.get(column, cell) for column, cell in zip(columns, row, strict=True))


def _tables(code: str) -> dict[str, tuple[str, ...]]:
    if code in IDENTIFIERS:
        return {name: columns for name, columns in TABLES.items() if name.startswith(f"{code}/")}
    return {f"{code}/{table.name}": table.names for table in feed(code).tables}


def _missing(edit: _Edit) -> None:
    """No expected service knows the child; one list of households does, at the least."""
    for code in (*IDENTIFIERS, *agencies()):
        if code not in SEES_NOBODY_EXPECTED:
            edit.drop(code)
    named = [code for code in ("revenues", "housing") if edit.known_to(code)]
    stays = [stay for stay in edit.child.stays if stay.kind == "main_home"]
    if not named and stays:
        place = address(stays[-1].place)
        identifier, row = edit.identifier("revenues"), edit.sheet.number("revenues listing planted")
        edit.put(
            "revenues/people",
            person_id=identifier,
            person_type="CHILD",
            forename=edit.child.forename,
            surname=edit.child.surname,
            date_of_birth=iso(edit.child.dob),
            sex=edit.child.sex,
        )
        edit.put(
            "revenues/listings",
            listing_id=row,
            person_id=identifier,
            start_date=iso(stays[-1].start),
            saon=", ".join(part for part in (place.saon, place.building) if part),
            paon=place.paon,
            street=place.street,
            locality=place.locality,
            town=place.town,
            postcode=place.postcode,
            uprn=place.uprn,
        )
        edit.sheet.add("truth/records", edit.key("revenues"), edit.child.key)
        edit.sheet.add("truth/addresses", edit.key("revenues"), row, place.place_id)
    edit.child.schooling = []
    edit.told()


def _registered_twice(edit: _Edit) -> None:
    """A second registration under another form of the name, without the number."""
    if not edit.known_to("gp"):
        return
    columns = _tables("gp")["gp/people"]
    first = next(row for row in edit.sheet.rows["gp/people"] if row[0] == edit.identifier("gp"))
    second = edit.sheet.person_id("gp", 60)
    told = dict(zip(columns, first, strict=True))
    edit.sheet.add("gp/people", *_with(columns, first, {
        "person_id": second, "nhs_number": "", "nhs_number_traced": "N",
        "forename": typo(edit.rng, told["forename"]) if len(told["forename"]) > 3 else told["forename"],
        "surname": typo(edit.rng, told["surname"]),
        "date_of_birth": _slipped(edit.rng, edit.child.dob),
    }))  # fmt: skip
    edit.put(
        "gp/registrations",
        registration_id=edit.sheet.number("gp registration planted"),
        person_id=second,
        service_id="Z00008",
        start_date=iso(edit.plan.as_of - 300),
    )
    edit.sheet.add("truth/records", f"gp:person:{second}", edit.child.key)
    edit.told()


def _slipped(rng: Random, day: int) -> str:
    """A date of birth with another day of the same month."""
    born = date.fromordinal(day)
    return born.replace(day=(born.day + rng.choice((1, 7, 10)) - 1) % 28 + 1).isoformat()


def _failed_match(edit: _Edit) -> None:
    """The school has name, birth and number wrong together."""
    told = {
        "upn": "",
        "former_upn": "",
        "uln": "",
        "preferred_forename": "",
        "forename": typo(edit.rng, edit.child.forename),
        "surname": typo(edit.rng, edit.child.surname),
        "date_of_birth": _slipped(edit.rng, edit.child.dob),
    }
    if edit.known_to("gp") and edit.change("education/pupils", **told):
        edit.told()


def _left_country(edit: _Edit) -> None:
    """The roll says that the child left the country; the practice's list was never told."""
    left = iso(edit.plan.as_of - 60 - edit.rng.randrange(400))
    table = "education/school_history"
    columns, pupil = TABLES[table], edit.identifier("education")
    rows = edit.sheet.rows.get(table, [])
    kept = [row for row in rows if row[1] != pupil or row[columns.index("entry_date")] < left]
    last = max(
        (row for row in kept if row[1] == pupil),
        key=lambda row: row[columns.index("entry_date")],
        default=None,
    )
    if last is None:
        return
    told = {"enrolment_status": "", "leaving_date": left, "leaving_reason": "emigrated"}
    edit.sheet.rows[table] = [_with(columns, row, told) if row is last else row for row in kept]
    for code in (*IDENTIFIERS, *agencies()):
        if code not in ("education", "gp"):
            edit.drop(code)
    edit.told()


def _expected(edit: _Edit, *, ended: bool) -> None:
    """A child who is expected and overdue, of whom maternity says nothing more, or that the pregnancy ended."""
    mother = next((tie.adult for tie in edit.family.carers(edit.child) if tie.relation == "mother"), None)
    if mother is None:
        return
    due = edit.plan.as_of - 50 - edit.rng.randrange(60)
    child, adult = edit.sheet.person_id("maternity", 61), edit.sheet.person_id("maternity", mother.slot)
    if (f"maternity:person:{adult}", mother.key) not in edit.sheet.rows.get("truth/records", ()):
        edit.put("maternity/people", person_id=adult, person_type="ADULT", forename=mother.forename,
                 surname=mother.surname, date_of_birth=iso(mother.dob), sex="F")  # fmt: skip
        edit.sheet.add("truth/records", f"maternity:person:{adult}", mother.key)
    edit.put(
        "maternity/people",
        person_id=child,
        person_type="CHILD",
        surname=mother.surname,
        expected_date=iso(due),
    )
    edit.put("maternity/pregnancies", pregnancy_id=edit.sheet.number("maternity pregnancy planted"), child_id=child,
             mother_id=adult, notified_date=iso(due - 180), last_contact_date=iso(due - 100),
             end_date=iso(due - 90) if ended else "", end_reason="MISCARRIAGE" if ended else "")  # fmt: skip
    unborn = f"{edit.family.index}-x"
    edit.sheet.add("truth/records", f"maternity:person:{child}", unborn)
    edit.sheet.add("truth/persons", unborn, str(edit.family.index), "unborn", "", "", mother.surname, "", iso(due), "",
                   edit.family.origin, "", "", "", "", "N")  # fmt: skip
    edit.sheet.add("truth/absences", unborn, edit.cause)


PLANT = Absence()
