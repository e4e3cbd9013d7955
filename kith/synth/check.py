"""The figures of a generated borough against its targets, recomputed from the truth and the deliveries alone."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from kith.synth.settings import Settings


@dataclass(frozen=True, slots=True)
class Check:
    """One figure: what was aimed at, what came out, and how far apart they may be (a share of the target)."""

    name: str
    target: float
    found: float
    count: int
    tolerance: float

    @property
    def holds(self) -> bool:
        """Whether the figure is near enough, three standard errors of the count allowed on top."""
        noise = 3.5 / max(1.0, self.count) ** 0.5
        return self.count > 0 and bool(
            abs(self.found - self.target) <= self.target * (self.tolerance + noise)
        )


def _read(out: Path, table: str) -> Iterator[dict[str, str]]:
    with (out / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class _Borough:
    """What the checks share, read once."""

    def __init__(self, out: Path, as_of: date) -> None:
        self.out, self.as_of, self.today = out, as_of, as_of.isoformat()
        self.people = {row["person"]: row for row in _read(out, "truth/persons")}
        self.children = {
            key: row for key, row in self.people.items() if row["kind"] == "child" and row["resident"] == "Y"
        }
        self.record = {row["record_key"]: row["person"] for row in _read(out, "truth/records")}
        self.homes: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in _read(out, "truth/residence"):
            self.homes[row["person"]].append(row)
        self.parents: dict[str, set[str]] = defaultdict(set)
        self.with_carers: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for row in _read(out, "truth/relations"):
            if row["relation"] in ("mother", "father", "adoptive_parent"):
                self.parents[row["other"]].add(row["person"])
            if row["lives_with"] == "Y" and not row["to"]:
                self.with_carers[row["other"]].add((row["person"], row["relation"]))
        self.schooling: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in _read(out, "truth/schools"):
            self.schooling[row["person"]].append(row)
        year = as_of.year - (as_of.month < 9)
        youngest, eldest = f"{year - 5}-08-31", f"{year - 16}-09-01"
        self.school_age = {
            key for key, row in self.children.items() if eldest <= row["date_of_birth"] <= youngest
        }

    def person(self, feed: str, identifier: str) -> str:
        return self.record.get(f"{feed}:person:{identifier}", "")

    def current(self, rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [row for row in rows if not row["to"] or row["to"] > self.today]


def check(out: Path, as_of: date, settings: Settings | None = None) -> list[Check]:
    """Every checked figure of the borough in a folder."""
    chosen = settings or Settings()
    borough = _Borough(out, as_of)
    return [
        *_families(borough, chosen),
        *_homes(borough, chosen),
        *_schools(borough, chosen),
        *_care(borough, chosen),
        *_records(borough, chosen),
    ]


def _share(name: str, target: float, count: int, whole: int, tolerance: float = 0.15) -> Check:
    return Check(name, target, count / max(1, whole), count, tolerance)


def _families(b: _Borough, s: Settings) -> Iterator[Check]:
    whole = len(b.children)
    yield _share(
        "children who are twins or triplets",
        s.multiples,
        sum(row["born_with"] != "" for row in b.children.values()),
        whole,
        0.25,
    )
    lone = step = kin = 0
    for key in b.children:
        relations = [relation for _, relation in b.with_carers[key]]
        parents = [relation for relation in relations if relation in ("mother", "father", "adoptive_parent")]
        step += "step_parent" in relations
        kin += not parents and any(
            relation in ("grandparent", "great_aunt_or_uncle") for relation in relations
        )
        lone += len(relations) == 1 and len(parents) == 1
    yield _share("children who live with one parent", s.lone_parents, lone, whole, 0.2)
    yield _share("children with a step-parent", s.step_families, step, whole, 0.3)
    yield _share("children with kinship carers", s.kinship, kin, whole, 0.25)
    yield _share(
        "adopted children who live here",
        s.adopted_residents,
        sum(row["status"] == "adopted" for row in b.children.values()),
        whole,
        0.3,
    )


def _homes(b: _Borough, s: Settings) -> Iterator[Check]:
    whole = len(b.children)
    since = (b.as_of - timedelta(days=730)).isoformat()
    second = moved = temporary = refuge = years = 0
    for key in b.children:
        now = b.current(b.homes[key])
        second += any(home["kind"] == "second_home" for home in now)
        temporary += any(home["address"].startswith("ta-") for home in now)
        refuge += any(home["address"].startswith("refuge-") for home in now)
        mains = [home for home in b.homes[key] if home["kind"] == "main_home"]
        if b.children[key]["date_of_birth"] < since:
            years += 2
            moved += sum(bool(home["to"]) and home["to"] >= since for home in mains)
    yield _share("children with a recorded second home", s.second_homes, second, whole, 0.25)
    yield _share("home moves in a child's year", s.move_rate, moved, years, 0.25)
    yield _share("children in temporary accommodation", s.temporary_accommodation, temporary, whole, 0.2)
    rooms = {
        home["address"]
        for key in b.children
        for home in b.current(b.homes[key])
        if home["address"].startswith("refuge-")
    }
    yield Check(
        "refuge units lived in, for each child",
        s.refuge_units_per_child,
        len(rooms) / max(1, whole),
        len(rooms),
        0.25,
    )


def _schools(b: _Borough, s: Settings) -> Iterator[Check]:
    whole = len(b.school_age)
    kinds: dict[str, int] = defaultdict(int)
    for key in b.school_age:
        for stay in b.current(b.schooling[key])[-1:]:
            kinds[stay["kind"]] += 1
    yield _share("children of school age in independent schools", s.independent, kinds["independent"], whole)
    yield _share(
        "children of school age educated at home", s.home_educated, kinds["home_educated"], whole, 0.2
    )
    yield _share(
        "children of school age missing from education", s.missing_education, kinds["missing"], whole, 0.25
    )
    schools = {row["school_urn"]: row for row in _read(b.out, "education/schools")}
    pupils = crossing = 0
    moves = pupil_years = 0
    since = (b.as_of - timedelta(days=730)).isoformat()
    for person, stays in b.schooling.items():
        state = [stay for stay in stays if stay["kind"] == "state"]
        now = b.current(state)
        homes = [home for home in b.current(b.homes[person]) if home["kind"] == "main_home"]
        if now and homes:
            pupils += 1
            crossing += schools[now[-1]["school_urn"]]["laestab"].startswith("398") != homes[-1][
                "address"
            ].startswith("out")
            pupil_years += 2
            for stay, after in pairwise(state):
                one, other = schools[stay["school_urn"]], schools[after["school_urn"]]
                moved = one is not other and other["predecessor_urn"] != one["school_urn"]
                # A school year ends in July; a move into the area is not a move between its schools.
                in_year = stay["to"] >= since and stay["to"][5:7] not in ("07", "08")
                moves += in_year and moved and one["laestab"][:3] == other["laestab"][:3]
    yield _share(
        "pupils across the border",
        s.cross_border,
        pupils - crossing if crossing > pupils / 2 else crossing,
        pupils,
        0.2,
    )
    yield _share("moves between schools in a pupil's year", s.school_moves, moves, pupil_years, 0.3)


def _care(b: _Borough, s: Settings) -> Iterator[Check]:
    whole = len(b.children)
    year_ago, two_years = (
        (b.as_of - timedelta(days=365)).isoformat(),
        (b.as_of - timedelta(days=730)).isoformat(),
    )
    open_now: set[str] = set()
    referrals: dict[str, list[str]] = defaultdict(list)
    for row in _read(b.out, "social_care/ssd_cin_episodes"):
        person = b.person("social_care", row["cine_person_id"])
        referrals[person].append(row["cine_referral_date"])
        if not row["cine_close_date"] and person in b.children:
            open_now.add(person)
    plans = {
        b.person("social_care", r["cppl_person_id"])
        for r in _read(b.out, "social_care/ssd_cp_plans")
        if not r["cppl_cp_plan_end_date"]
    }
    care = {
        b.person("social_care", r["clae_person_id"])
        for r in _read(b.out, "social_care/ssd_cla_episodes")
        if not r["clae_cla_episode_ceased"]
    }
    yield _share("children open to social care", s.open_per_child, len(open_now), whole)
    yield _share("children looked after", s.looked_after_per_child, len(care & b.children.keys()), whole, 0.2)
    yield _share(
        "children on protection plans",
        s.protection_plans_per_child,
        len(plans & b.children.keys()),
        whole,
        0.2,
    )
    alone = sum(b.people[key]["status"] == "unaccompanied" for key in care)
    yield _share("of looked-after children, unaccompanied", s.unaccompanied, alone, len(care), 0.3)
    placed = [home for key in care for home in b.current(b.homes[key]) if home["kind"] == "placement"]
    yield _share(
        "of looked-after children, placed outside",
        s.placed_outside,
        sum(h["address"].startswith("out") for h in placed),
        len(placed),
        0.2,
    )
    recent = repeats = 0
    for days in referrals.values():
        days.sort()
        for place, day in enumerate(days):
            if day >= year_ago:
                recent += 1
                before = (date.fromisoformat(day) - timedelta(days=365)).isoformat()
                repeats += place > 0 and days[place - 1] >= max(before, two_years)
    yield _share("referrals in the last year, for each child", s.referrals_per_child, recent, whole)
    yield _share("of referrals, repeats within a year", s.repeat_referrals, repeats, recent, 0.2)


def _records(b: _Borough, s: Settings) -> Iterator[Check]:
    """Names as two feeds give them for one child."""
    names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for table, feed, key, fore, sur in (
        ("social_care/ssd_person", "social_care", "pers_person_id", "pers_forename", "pers_surname"),
        ("education/pupils", "education", "pupil_id", "forename", "surname"),
        ("education_welfare/children", "education_welfare", "child_id", "forename", "surname"),
    ):
        for row in _read(b.out, table):
            person = b.person(feed, row[key])
            if b.people[person]["kind"] == "child":
                names[person].append((row[fore].lower(), row[sur].lower()))
    pairs = [
        (one, other)
        for found in names.values()
        for place, one in enumerate(found)
        for other in found[place + 1 :]
    ]
    yield _share(
        "pairs of records with two surnames",
        s.surname_disagreement,
        sum(one[1] != other[1] for one, other in pairs),
        len(pairs),
    )
    yield _share(
        "pairs of records with two forenames",
        s.forename_disagreement,
        sum(one[0] != other[0] for one, other in pairs),
        len(pairs),
    )
    men = [
        row
        for row in _read(b.out, "social_care/ssd_person")
        if row["pers_is_adult"] == "Y" and row["pers_sex"] == "M"
    ]
    lacking = sum(not row["pers_dob"] or not row["pers_surname"] for row in men)
    yield _share(
        "men in social care without date of birth or surname",
        s.male_partner_incomplete,
        lacking,
        len(men),
        0.2,
    )
    ended = unended = 0
    true_end: dict[tuple[str, str], str] = {}
    for person, homes in b.homes.items():
        for home in homes:
            true_end[person, home["address"]] = home["to"]
    written = {row["row_key"] + row["record_key"]: row["address"] for row in _read(b.out, "truth/addresses")}
    for row in _read(b.out, "education/addresses"):
        key = f"education:person:{row['pupil_id']}"
        if true_end.get((b.record[key], written[row["address_id"] + key])):
            ended += bool(row["end_date"])
            unended += not row["end_date"]
    yield _share("earlier addresses never ended (education)", s.never_ended, unended, ended + unended, 0.35)
