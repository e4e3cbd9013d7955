"""One agency at its desk: writes what it knows of one family after another, and the truth beside it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import ClassVar, NamedTuple
from zlib import crc32

from ingest.feeds import feed
from kith.synth.chance import generator, unit
from kith.synth.people import Family, Person, Stay, Tie
from kith.synth.plan import Plan
from kith.synth.recording import Recorder, iso
from kith.synth.sheet import Row, Sheet
from kith.synth.staff import Professional, Staff

RELATIONS = {
    "mother": "MOT",
    "father": "FAT",
    "adoptive_parent": "PAR",
    "step_parent": "STP",
    "grandparent": "GRP",
    "great_aunt_or_uncle": "GAU",
    "partner": "PTN",
}
ADDRESS = ("saon", "paon", "street", "locality", "town", "postcode", "uprn")
YEAR = 365


@dataclass(frozen=True, slots=True)
class Rate:
    """One proportion of what an agency writes, with its meaning and its source."""

    name: str
    value: float
    meaning: str
    source: str = "assumed"


class Again(NamedTuple):
    """A table of events of which some happen to the same people again in the night after.

    ``on`` and ``until`` are its date columns; ``prefix`` stands before the key in the event's own; ``forgets`` are
    columns that nobody can say yet; ``parties`` names the table of who was there, its key and its column of the event.
    """

    key: str
    on: str
    until: str = ""
    prefix: str = ""
    forgets: tuple[str, ...] = ()
    parties: tuple[str, str, str] | None = None


class Desk(ABC):
    """Base of the agencies. A subclass names its feed and its rates, and writes families in :meth:`write`."""

    code: ClassVar[str]
    title: ClassVar[str] = "Worker"
    """What its workers are called; empty where the feed has none."""
    service: ClassVar[str] = ""
    services: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Services that stand in a table: identifier and name."""
    of_service: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    """What else their rows say, by identifier."""
    rates: ClassVar[tuple[Rate, ...]] = ()
    touched: ClassVar[Mapping[str, str]] = {}
    """Tables of which rows change in a night, with the date column that then says so."""
    again: ClassVar[Mapping[str, Again]] = {}
    """Tables of events that happen again in a night."""
    error: ClassVar[float] = 1.0
    """How often the agency is wrong, against the whole."""

    def __init__(self, plan: Plan, recorder: Recorder) -> None:
        self.plan, self.recorder, self.settings = plan, recorder, plan.settings
        self.now = plan.as_of
        self.salt = crc32(self.code.encode())
        self.rate = {each.name: each.value for each in self.rates}
        self._columns = {table.name: table.names for table in feed(self.code).tables}
        rng = generator(plan.seed, self.salt, 1)
        self.workers: list[Professional] = (
            [
                Staff.professional(rng, f"{self.code[:2].upper()}{n + 1:04d}", self.title, "", "")
                for n in range(max(3, plan.children // 5_000))
            ]
            if "workers" in self._columns
            else []
        )
        self._known: dict[str, str] = {}

    def tell(self, sheet: Sheet, family: Family) -> None:
        """All rows of one family."""
        self._known = {}
        family.here = self.error
        self.write(sheet, family, generator(self.plan.seed, family.index, self.salt))

    @abstractmethod
    def write(self, sheet: Sheet, family: Family, rng: Random) -> None:
        """What this agency knows of a family."""

    def prologue(self, sheet: Sheet) -> None:
        """Rows that belong to no family."""
        for number, (identifier, name) in enumerate(self.services):
            self.put(
                sheet,
                "services",
                service_id=identifier,
                name=name,
                telephone=f"020 7946 {self.salt % 70 + number:04d}",
                **self.of_service.get(identifier, {}),
            )
        for worker in self.workers:
            self.put(
                sheet,
                "workers",
                worker_id=worker.identifier,
                name=worker.name,
                role=worker.title,
                service_id=self.service,
                telephone=worker.telephone,
                email=worker.email,
                active="Y" if worker.active else "N",
            )

    def changes(self, sheet: Sheet) -> dict[str, list[Row]]:
        """The rows of the family that change in the night after: a date that moves on, an event that happens
        again, with the truth of it."""
        found: dict[str, list[Row]] = {}
        for table, column in self.touched.items():
            name, place = f"{self.code}/{table}", self._columns[table].index(column)
            for number, row in enumerate(sheet.rows.get(name, ())):
                if row[place] and row[place] < iso(self.now) and self._changes(sheet.index, table, number):
                    found.setdefault(name, []).append((*row[:place], iso(self.now), *row[place + 1 :]))
        for table, again in self.again.items():
            for number, row in enumerate(sheet.rows.get(f"{self.code}/{table}", ())):
                if self._changes(sheet.index, f"{table} again", number):
                    self._happens_again(sheet, table, again, row, found)
        return found

    def _happens_again(
        self, sheet: Sheet, table: str, again: Again, row: Row, found: dict[str, list[Row]]
    ) -> None:
        """One more event like ``row``, today, with the same parties."""
        columns = self._columns[table]
        said = dict(zip(columns, row, strict=True))
        before, after = said[again.key], f"{said[again.key]}N"
        said |= {again.key: after, again.on: iso(self.now)} | dict.fromkeys(again.forgets, "")
        if again.until:
            said[again.until] = ""
        found.setdefault(f"{self.code}/{table}", []).append(tuple(said[name] for name in columns))
        if again.parties is not None:
            parties, key, of_event = again.parties
            names = self._columns[parties]
            for party in sheet.rows.get(f"{self.code}/{parties}", ()):
                one = dict(zip(names, party, strict=True))
                if one[of_event] == before:
                    one |= {key: f"{one[key]}N", of_event: after}
                    found.setdefault(f"{self.code}/{parties}", []).append(tuple(one[name] for name in names))
        event = f"{self.code}:event:{again.prefix}"
        for truth in sheet.rows.get("truth/events", ()):
            if truth[0] == f"{event}{before}":
                happened = (f"{event}{after}", truth[1], iso(self.now), "", *truth[4:])
                found.setdefault("truth/events", []).append(happened)

    def _changes(self, index: int, table: str, number: int) -> bool:
        chance = unit(self.plan.seed, index, self.salt, crc32(table.encode()), number)
        return chance < self.settings.changed_rows

    def put(self, sheet: Sheet, table: str, **values: str) -> None:
        """One row. Raises KeyError for a column that the feed does not declare."""
        columns = self._columns[table]
        if unknown := values.keys() - set(columns):
            raise KeyError(f"{self.code}/{table} has no column {', '.join(sorted(unknown))}")
        sheet.add(f"{self.code}/{table}", *(values.get(column, "") for column in columns))

    def number(self, sheet: Sheet, table: str) -> str:
        """A fresh row key of a table."""
        return sheet.number(f"{self.code} {table}")

    def know(self, sheet: Sheet, family: Family, person: Person, rng: Random, **more: str) -> str:
        """The identifier of a person, whose row is written when first asked for."""
        identifier = self._known.get(person.key)
        if identifier is not None:
            return identifier
        identifier = self._known[person.key] = sheet.person_id(self.code, person.slot)
        record = self.recorder
        child = person in family.children or person.role == "birth_identity"
        sheet.add("truth/records", f"{self.code}:person:{identifier}", person.key)
        born = "" if person.unborn else record.birthday(rng, family, person, 0.004 if child else 0.12)
        self.put(
            sheet,
            "people",
            person_id=identifier,
            person_type="CHILD" if child else "ADULT",
            surname=record.surname(rng, family, person),
            forename="" if person.unborn else record.forename(rng, family, person),
            known_as=person.known_as if person.known_as and rng.random() < 0.2 else "",
            date_of_birth=born,
            sex=person.sex if not person.unborn else "",
            telephone="" if child else record.phone(rng, person),
            **more,
        )
        return identifier

    def relate(self, sheet: Sheet, tie: Tie) -> None:
        """How two people whom the agency knows stand to each other."""
        adult, other = self._known.get(tie.adult.key), self._known.get(tie.child.key)
        if adult and other and tie.relation in RELATIONS:
            self.put(
                sheet,
                "relationships",
                relationship_id=self.number(sheet, "relationship"),
                adult_id=adult,
                relative_id=other,
                relationship=RELATIONS[tie.relation],
                lives_with="Y" if tie.lives_with and not tie.end else "N",
                start_date=iso(tie.start) if tie.relation in ("partner", "step_parent") else "",
                end_date=iso(tie.end) if tie.end and tie.end < self.now else "",
            )

    def relate_all(self, sheet: Sheet, family: Family) -> None:
        """Every tie between two people whom the agency knows."""
        for tie in family.ties:
            self.relate(sheet, tie)

    def address(
        self, sheet: Sheet, family: Family, rng: Random, stay: Stay | None, person: str, row: str
    ) -> dict[str, str]:
        """The address columns of a stay as this agency writes them, and where they truly lead."""
        if stay is None:
            return {}
        place = self.recorder.place(stay)
        saon, building, *rest = self.recorder.written(rng, family, place)
        written = dict(
            zip(ADDRESS, (", ".join(part for part in (saon, building) if part), *rest), strict=True)
        )
        meant = self.recorder.meant(written["postcode"], place)
        sheet.add("truth/addresses", f"{self.code}:person:{person}", row, meant)
        return written

    @staticmethod
    def home(person: Person) -> Stay | None:
        """Where somebody lives now, or lived last."""
        return person.stays[-1] if person.stays else None

    def party(
        self, sheet: Sheet, event: str, kind: str, on: int, until: int, person: Person, role: str
    ) -> None:
        """The truth of who was party to an event."""
        sheet.add("truth/events", f"{self.code}:event:{event}", kind, iso(on), iso(until), person.key, role)

    def listed(self, sheet: Sheet, family: Family, person: Person, rng: Random, day: int, **more: str) -> str:
        """As :meth:`know`, with the home that the people row of this agency gives, as told on a day."""
        if person.key in self._known:
            return self._known[person.key]
        identifier = sheet.person_id(self.code, person.slot)
        lived = [stay for stay in person.stays if stay.start <= day]
        stay = lived[-1] if lived and family.situation != "refuge" else None
        written = self.address(sheet, family, rng, stay, identifier, identifier)
        told = iso(max(day, stay.start)) if stay else ""
        return self.know(sheet, family, person, rng, address_date=told, **written, **more)

    def mother_of(self, family: Family, child: Person) -> Tie | None:
        """The tie of the child's mother, or adoptive parent, or else of whoever cares."""
        ties = [tie for tie in family.carers(child) if tie.relation in RELATIONS]
        ties.sort(key=lambda tie: (tie.relation not in ("mother", "adoptive_parent"), not tie.lives_with))
        return ties[0] if ties else None

    def numbered(self, rng: Random, family: Family, person: Person, missing: float) -> str:
        """The NHS number as this agency holds it, or nothing."""
        return "" if rng.random() < missing else self.recorder.number(rng, family, person.nhs)

    def worker(self, rng: Random) -> str:
        """The identifier of one of the workers."""
        return rng.choice(self.workers).identifier
