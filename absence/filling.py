"""Rows of the statements of ``queries/cypher/missing`` into the columns of :class:`absence.facts.Facts`.

Where several rows could tell the same thing of a child, which one does is settled by what they say, never by the order
in which they come: a child who is read again by itself has the facts that it has among all.
"""

from __future__ import annotations

import datetime as dt
from binascii import crc32
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from absence.columns import Places
from absence.facts import KIND_BIT, LAST_DAY, TURNS, Facts
from model.codes import AddressClass, InvolvementKind
from model.names import normalise

TEMPORARY = frozenset({AddressClass.TEMPORARY.value, AddressClass.HOSTEL.value, AddressClass.REFUGE.value})
Rows = Iterable[dict[str, Any]]
Ordinals = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class School:
    """Where a school lies and whether it is independent."""

    inside: bool
    independent: bool


def fill_people(facts: Facts, rows: Rows) -> None:
    """Rows of ``missing/people``."""
    folded: dict[str, str] = {}
    for row in rows:
        places = _places(facts, row["uids"])
        facts.days["born"][places], facts.days["died"][places] = _days(row["born"]), _days(row["died"])
        facts.flags["placed"][places] = row["placed"]
        facts.flags["expected"][places] = [each == "expected" for each in row["certainty"]]
        for name in ("unplaced", "nhs_number", "upn", "sex"):
            facts.texts[name].put(places, row[name])
        for name in ("forename", "surname"):
            facts.texts[name].put(places, [_fold(folded, each) for each in row[name]])


def fill_sources(facts: Facts, rows: Rows) -> None:
    """Rows of ``missing/sources``."""
    for row in rows:
        bit = facts.feed_bit(row["feed"])
        column = facts.bits["held" if row["held"] else "gone"]
        column[_places(facts, row["children"])] |= bit


def fill_involvements(facts: Facts, rows: Rows, today: dt.date) -> None:
    """Rows of ``missing/involvements``: what is open on the day, what was, and when the child was last met."""
    now = today.toordinal()
    for row in rows:
        bit = KIND_BIT.get(row["kind"])
        if bit is None:
            continue
        places = _places(facts, row["children"])
        starts, ends, contacts = (_days(row[name]) for name in ("starts", "ends", "contacts"))
        _turn(facts, "involvements", places, starts, ends, now)
        going_on = (starts <= now) & ((ends == 0) | (ends >= now)) & (row["status"] == "open")
        facts.bits["open"][places[going_on]] |= bit
        facts.bits["past"][places[~going_on]] |= bit
        met = np.where(contacts > 0, contacts, 0)
        if row["kind"] not in (
            InvolvementKind.GP_REGISTRATION,
            InvolvementKind.KNOWN_ELSEWHERE,
            InvolvementKind.TEMPORARY_ACCOMMODATION,
        ):
            met = np.maximum(met, np.where(starts <= now, starts, 0))
        np.maximum.at(facts.days["met_on"], places, met.astype(np.int32))
        if row["kind"] == InvolvementKind.KNOWN_ELSEWHERE:
            facts.flags["known_elsewhere"][places[going_on]] = True


LEFT_COUNTRY = ("emigrat", "abroad", "left england", "left the country", "overseas", "left uk")
LEFT_AREA = (
    "left area",
    "left the area",
    "moved away",
    "moved out of area",
    "out of area",
    "other authority",
)
HOME_EDUCATION = ("home education", "home educated", "educated at home")


def fill_schooling(facts: Facts, rows: Rows, schools: Mapping[str, School], today: dt.date) -> None:
    """Rows of ``missing/schooling``: a place now, where it is, and the last one left with the reason."""
    now = today.toordinal()
    nowhere = School(True, False)
    left: list[tuple[Places, Ordinals, NDArray[np.int64]]] = []
    ordered = sorted(rows, key=lambda row: (row["school"], row["status"], row["reason"]))
    for number, row in enumerate(ordered):
        school = schools.get(row["school"], nowhere)
        places = _places(facts, row["children"])
        starts, ends = _days(row["starts"]), _days(row["ends"])
        current = (ends == 0) | (ends >= now) if row["status"] != "left" else np.zeros(len(places), bool)
        current &= starts <= now
        _turn(facts, "schooling", places, starts, ends, now)
        here = places[current]
        facts.flags["at_school"][here] = True
        facts.flags["at_outside"][here] |= not school.inside
        facts.flags["at_independent"][here] |= school.independent
        np.maximum.at(facts.days["entered"], here, starts[current].astype(np.int32))
        left.append((places[~current], ends[~current], np.full((~current).sum(), number)))
    if left:
        places, ends, numbers = (np.concatenate(each) for each in zip(*left, strict=True))
        last = _last_of_each(places, ends, numbers)
        _fill_left(facts, places[last], ends[last], numbers[last], ordered, schools)


def _fill_left(
    facts: Facts,
    places: Places,
    ends: Ordinals,
    numbers: NDArray[np.int64],
    rows: Sequence[dict[str, Any]],
    schools: Mapping[str, School],
) -> None:
    """The roll that each child left last, by the number of the row that says so."""
    known = [schools.get(row["school"], School(True, False)) for row in rows]
    reasons = [row["reason"].lower() for row in rows]
    told = {
        "was_outside": [not school.inside for school in known],
        "was_independent": [school.independent for school in known],
        "left_country": [any(each in reason for each in LEFT_COUNTRY) for reason in reasons],
        "left_area": [any(each in reason for each in LEFT_AREA) for reason in reasons],
        "left_home_educated": [any(each in reason for each in HOME_EDUCATION) for reason in reasons],
    }
    facts.days["left_on"][places] = ends
    for name, column in told.items():
        facts.flags[name][places] = np.array(column, bool)[numbers]


def fill_homes(facts: Facts, rows: Rows, today: dt.date) -> None:
    """Rows of ``missing/homes``. A child with several has the one that was last said to begin; earlier ones are kept
    to recognise the child by."""
    now = today.toordinal()
    for row in rows:
        places, starts, ends = _places(facts, row["children"]), _days(row["starts"]), _days(row["ends"])
        if not len(places):
            continue
        numbers = facts.homes.codes(row["homes"])
        facts.homes_ever.add(places, numbers)
        _turn(facts, "homes", places, np.zeros(len(places), np.int64), ends, now)
        current = (ends == 0) | (ends >= now)
        temporary = np.fromiter((kind in TEMPORARY for kind in row["kinds"]), bool, len(places))
        facts.flags["temporary"][places[current & temporary]] = True
        by_uid = np.unique(row["homes"], return_inverse=True)[1]
        here = np.flatnonzero(current)
        last = here[_last_of_each(places[here], starts[here], by_uid[here])]
        facts.home[places[last]], facts.days["arrived"][places[last]] = numbers[last], starts[last]
        columns = {"postcode": "postcodes", "authority": "authorities", "area": "wards"}
        told = {name: [row[column][each] for each in last.tolist()] for name, column in columns.items()}
        told["area"] = [
            ward or district(code) for ward, code in zip(told["area"], told["postcode"], strict=True)
        ]
        for name, texts in told.items():
            facts.texts[name].put(places[last], texts)


def fill_parents(facts: Facts, rows: Rows) -> None:
    """Rows of ``missing/parents``: the names of those who have a full one, and who they are."""
    folded: dict[str, str] = {}
    for row in rows:
        places = _places(facts, row["children"])
        facts.adults.add(places, np.fromiter(map(adult, row["adults"]), np.int64, len(places)))
        names = [
            f"{forename} {surname}" if forename and surname else ""
            for forename, surname in (
                (_fold(folded, forename), _fold(folded, surname))
                for forename, surname in zip(row["forenames"], row["surnames"], strict=True)
            )
        ]
        full = np.fromiter(map(bool, names), bool, len(names))
        facts.parents.add(places[full], facts.carers.codes([name for name in names if name]))


def adult(uid: str) -> int:
    """A short hash of the uid of an adult. Two who share one are read again with each other's children: no harm."""
    return crc32(uid.encode())


def _fold(folded: dict[str, str], text: str) -> str:
    if text not in folded:
        folded[text] = normalise(text)
    return folded[text]


def district(postcode: str) -> str:
    """The district of a postcode: ``AM1 0BG`` gives ``AM1``; nothing where there is none."""
    outward = postcode.strip().upper().partition(" ")[0]
    return outward if 2 <= len(outward) <= 4 and outward[0].isalpha() else ""


def fill_events(facts: Facts, rows: Rows) -> None:
    """Rows of ``missing/events``."""
    for row in rows:
        np.maximum.at(
            facts.days["party_on"], _places(facts, row["children"]), _days(row["last"]).astype(np.int32)
        )


def _places(facts: Facts, uids: Sequence[str]) -> Places:
    return np.fromiter(map(facts.places.__getitem__, uids), np.intp, len(uids))


def _last_of_each(places: Places, *by: NDArray[Any]) -> Places:
    """Of each child, where the row stands that comes last by these columns, the first column before the others."""
    order = np.lexsort((*reversed(by), places))
    if not len(order):
        return order
    last: Places = order[np.append(np.diff(places[order]) != 0, True)]
    return last


def _turn(facts: Facts, subject: str, places: Places, starts: Ordinals, ends: Ordinals, now: int) -> None:
    """Note the first day to come on which something begins, or is over."""
    for days in (np.where(starts > now, starts, 0), np.where(ends >= now, ends + 1, 0)):
        coming = days > 0
        np.maximum.at(facts.days[TURNS[subject]], places[coming], (LAST_DAY - days[coming]).astype(np.int32))


EPOCH = dt.date(1970, 1, 1).toordinal()


def _days(values: Sequence[int]) -> Ordinals:
    """Days as statements give them, a number of year, month and day (20260930), as ordinals."""
    written = np.asarray(values, np.int64)
    years = (written // 10_000 - 1970).astype("datetime64[Y]")
    months = years.astype("datetime64[M]") + (written // 100 % 100 - 1)
    days = months.astype("datetime64[D]").astype(np.int64) + written % 100 - 1 + EPOCH
    return np.where(written > 0, days, 0)
