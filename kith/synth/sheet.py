"""The rows that one family gives to every table, and the identifiers it uses in each agency."""

from __future__ import annotations

from kith.synth.people import Family, Person, Stay
from kith.synth.places import address
from kith.synth.plan import Plan
from kith.synth.recording import iso

Row = tuple[str, ...]
ROWS_OF_A_FAMILY = 256


class Sheet:
    """Rows by table, for one family after another."""

    __slots__ = ("_counters", "_plan", "index", "rows")

    def __init__(self, plan: Plan, index: int) -> None:
        self._plan, self.index = plan, index
        self.rows: dict[str, list[Row]] = {}
        self._counters: dict[str, int] = {}

    def add(self, table: str, *values: str) -> None:
        """One row."""
        rows = self.rows.get(table)
        if rows is None:
            rows = self.rows[table] = []
        rows.append(values)

    def number(self, table: str) -> str:
        """A fresh row identifier."""
        counter = self._counters.get(table, 0)
        self._counters[table] = counter + 1
        return self._plan.row_id(table, self.index * ROWS_OF_A_FAMILY + counter)

    def person_id(self, agency: str, slot: int) -> str:
        """The identifier of a person in an agency's system."""
        return self._plan.person_id(agency, self.index * 64 + slot)


def write_truth(sheet: Sheet, family: Family, others: dict[str, str]) -> None:
    """The people of a family, their ties, homes and schools as they truly are. ``others``: identity -> identity."""
    here = {"resident", "uasc"}
    for person in [*family.children, *family.adults]:
        write_person(sheet, family, person, others.get(person.key, ""), family.kind in here)
    for tie in family.ties:
        sheet.add(
            "truth/relations",
            tie.adult.key,
            tie.child.key,
            tie.relation,
            iso(tie.start),
            iso(tie.end),
            "Y" if tie.lives_with else "N",
        )
    _siblings(sheet, family)


def write_person(sheet: Sheet, family: Family, person: Person, identity_of: str, resident: bool) -> None:
    """One person with homes and schools."""
    kind = (
        "unborn"
        if person.unborn
        else "child"
        if person in family.children or person.role == "birth_identity"
        else "adult"
    )
    lives = resident and not person.died and not person.unborn and person.role != "birth_identity"
    sheet.add(
        "truth/persons",
        person.key,
        str(family.index),
        kind,
        person.forename,
        person.middle,
        person.surname,
        person.known_as,
        iso(person.dob),
        person.sex,
        person.origin,
        str(person.multiple or ""),
        identity_of,
        iso(person.died),
        person.status or (family.situation if kind == "child" else ""),
        "Y" if lives else "N",
    )
    for stay in person.stays:
        write_stay(sheet, person, stay)
    for school in person.schooling:
        sheet.add("truth/schools", person.key, school.urn, iso(school.start), iso(school.end), school.kind)


def write_stay(sheet: Sheet, person: Person, stay: Stay) -> None:
    """One home."""
    place = address(stay.place)
    sheet.add(
        "truth/residence", person.key, place.place_id, place.uprn, iso(stay.start), iso(stay.end), stay.kind
    )


def _siblings(sheet: Sheet, family: Family) -> None:
    """Brothers and sisters by their true parents: full, half, or step by a parent's partner."""
    parents = {
        child.key: {
            t.adult.key
            for t in family.ties
            if t.child is child and t.relation in ("mother", "father", "adoptive_parent")
        }
        for child in family.children
    }
    steps = {(t.adult.key, t.child.key) for t in family.ties if t.relation == "step_parent"}
    for place, one in enumerate(family.children):
        for other in family.children[place + 1 :]:
            shared = parents[one.key] & parents[other.key]
            relation = ""
            if len(shared) > 1 or (shared and parents[one.key] == parents[other.key]):
                relation = "full_sibling"
            elif shared:
                relation = "half_sibling"
            elif any((adult, other.key) in steps for adult in parents[one.key]) or any(
                (adult, one.key) in steps for adult in parents[other.key]
            ):
                relation = "step_sibling"
            elif family.shape == "shared":
                relation = "cousin"
            if relation:
                sheet.add("truth/relations", one.key, other.key, relation, "", "", "")
