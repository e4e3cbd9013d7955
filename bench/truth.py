"""What is true in a synthetic borough about people, ties and homes, for benchmarks that compare answers with it."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PARENTS = frozenset({"mother", "father", "adoptive_parent"})
RELATIVES = frozenset({"grandparent", "great_aunt_or_uncle"})
PAID = frozenset({"foster_carer"})
HOMES = frozenset({"main_home", "second_home"})


@dataclass(frozen=True, slots=True)
class Tie:
    """An adult's tie to a child. ``end`` None means still."""

    adult: str
    child: str
    relation: str
    end: dt.date | None
    lives_with: bool

    @property
    def cares(self) -> bool:
        """Whether it is care by itself: a relative cares who lives with the child."""
        return self.lives_with or self.relation not in RELATIVES


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody's time at an address, from its first day up to and without ``end`` (None: still there)."""

    person: str
    address: str
    start: dt.date
    end: dt.date | None
    kind: str

    def on(self, day: dt.date) -> bool:
        """Whether it held on a day."""
        return self.start <= day and (self.end is None or self.end > day)


class Truth:
    """The truth's tables, read once and kept by person."""

    def __init__(self, borough: Path) -> None:
        self.person_of = {row["record_key"]: row["person"] for row in _rows(borough, "records")}
        self.known = frozenset(self.person_of.values())
        """People of whom at least one feed has a record."""
        people = {row["person"]: row for row in _rows(borough, "persons")}
        self.sex = {person: row["sex"] for person, row in people.items()}
        self.children = sorted(
            person for person, row in people.items() if row["kind"] == "child" and person in self.known
        )
        self.carers: defaultdict[str, list[Tie]] = defaultdict(list)
        self.cared_for: defaultdict[str, list[Tie]] = defaultdict(list)
        self.kin: defaultdict[str, dict[str, str]] = defaultdict(dict)
        """Child -> other child -> full_sibling, half_sibling, step_sibling or cousin."""
        for row in _rows(borough, "relations"):
            one, other, relation = row["person"], row["other"], row["relation"]
            if relation.endswith("_sibling") or relation == "cousin":
                self.kin[one][other] = self.kin[other][one] = relation
            elif relation != "partner":
                tie = Tie(one, other, relation, _day(row["to"]), row["lives_with"] == "Y")
                self.carers[other].append(tie)
                self.cared_for[one].append(tie)
        self.stays: defaultdict[str, list[Stay]] = defaultdict(list)
        self.at: defaultdict[str, list[Stay]] = defaultdict(list)
        self.by_uprn: dict[str, str] = {}
        for row in _rows(borough, "residence"):
            start = _day(row["from"]) or dt.date.min
            stay = Stay(row["person"], row["address"], start, _day(row["to"]), row["kind"])
            self.stays[stay.person].append(stay)
            self.at[stay.address].append(stay)
            self.by_uprn[row["uprn"]] = stay.address
        self.by_uprn.pop("", None)
        self.written: defaultdict[str, set[str]] = defaultdict(set)
        """Record -> the true addresses that it was given, placeholders left out."""
        for row in _rows(borough, "addresses"):
            if row["address"]:
                self.written[row["record_key"]].add(row["address"])
        self.given: defaultdict[str, set[str]] = defaultdict(set)
        """Person -> the true addresses that some record of theirs was given."""
        for record, addresses in self.written.items():
            self.given[self.person_of.get(record, "")] |= addresses

    def parents(self, child: str) -> set[str]:
        """Parents by birth or adoption."""
        return {tie.adult for tie in self.carers[child] if tie.relation in PARENTS}

    def people_by_uid(self, crosswalk: Mapping[str, str]) -> dict[str, str]:
        """uid -> the person whom most of its records are of. ``crosswalk``: record -> uid."""
        votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for record, uid in sorted(crosswalk.items()):
            if record in self.person_of:
                votes[uid][self.person_of[record]] += 1
        return {uid: counted.most_common(1)[0][0] for uid, counted in votes.items()}

    def addresses_by_uid(self, edges: Iterable[Mapping[str, object]]) -> dict[str, str]:
        """uid of an address -> the true address that most claims mean. ``edges``: record, from, uid and uprn of each
        LIVES_AT claim. A claim means the home that its record was given and whose first day it states, the only home
        that it was given, or the home of the UPRN."""
        votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for edge in edges:
            record, uid, start = str(edge["record"]), str(edge["uid"]), edge["from"]
            given = self.written[record]
            dated = {
                stay.address
                for stay in self.stays[self.person_of.get(record, "")]
                if start is not None and stay.start == start and stay.address in given
            }
            meant = dated if len(dated) == 1 else given if len(given) == 1 else set()
            if not meant and edge["uprn"] in self.by_uprn:
                meant = {self.by_uprn[str(edge["uprn"])]}
            votes[uid].update(meant)
        return {uid: counted.most_common(1)[0][0] for uid, counted in votes.items() if counted}


def _rows(borough: Path, table: str) -> Iterator[dict[str, str]]:
    with (borough / "truth" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
