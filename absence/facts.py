"""What the analysis knows of each child, as columns: one place a child in every array, so that rules run at once.

Days are ordinals (``date.toordinal``), 0 where not known. Sets of feeds and of kinds of involvement are bits of one
number. Facts are read for a reader without clearances: whoever is protected is not in them, and of those whose
whereabouts are withheld nothing but the name and the day of birth.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from model.codes import AddressClass, InvolvementKind
from model.names import normalise

KINDS: tuple[str, ...] = tuple(kind.value for kind in InvolvementKind)
KIND_BIT = {kind: np.uint64(1 << place) for place, kind in enumerate(KINDS)}
TEMPORARY = frozenset({AddressClass.TEMPORARY.value, AddressClass.HOSTEL.value, AddressClass.REFUGE.value})
T = TypeVar("T")
Days = NDArray[np.int32]
Bits = NDArray[np.uint64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class School:
    """Where a school lies and whether it is independent."""

    inside: bool
    independent: bool


_DAYS = ("born", "died", "left_on", "entered", "seen_on", "arrived")
_FLAGS = ("placed", "expected", "at_school", "at_outside", "at_independent", "was_outside", "was_independent",
          "left_area", "left_country", "left_home_educated", "temporary", "known_elsewhere")  # fmt: skip
_BITS = ("held", "gone", "open", "past")
_TEXTS = ("unplaced", "forename", "surname", "nhs_number", "upn", "sex", "postcode", "area", "authority")


@dataclass
class Facts:
    """Columns of children. ``feeds`` names the bits of ``held`` and ``gone``; those of ``open`` and ``past`` are
    :data:`KINDS`. ``home`` is a number that children of one home share, -1 where there is none."""

    uids: list[str] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    homes: dict[str, int] = field(default_factory=dict)
    homes_ever: dict[str, set[int]] = field(default_factory=dict)
    """Of each child, every home that anybody gave, earlier ones included."""
    parents: dict[str, set[str]] = field(default_factory=dict)
    """Of each child, the full names of parents and carers, folded."""
    days: dict[str, Days] = field(default_factory=dict)
    flags: dict[str, Flags] = field(default_factory=dict)
    bits: dict[str, Bits] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    home: Days = field(default_factory=lambda: np.zeros(0, np.int32))
    places: dict[str, int] = field(default_factory=dict)
    """Where each uid stands in the columns."""

    @classmethod
    def of(cls, uids: Sequence[str]) -> Facts:
        """Columns for these children in which nothing is known yet."""
        facts = cls()
        facts.extend(uids)
        return facts

    def __len__(self) -> int:
        return len(self.uids)

    def extend(self, uids: Sequence[str]) -> None:
        """More children of whom nothing is known yet."""
        more = len(uids)
        self.places.update({uid: len(self.uids) + place for place, uid in enumerate(uids)})
        self.uids.extend(uids)
        for name in _DAYS:
            self.days[name] = _longer(self.days.get(name), more, np.int32)
        for name in _FLAGS:
            self.flags[name] = _longer(self.flags.get(name), more, np.bool_)
        for name in _BITS:
            self.bits[name] = _longer(self.bits.get(name), more, np.uint64)
        for name in _TEXTS:
            self.texts.setdefault(name, []).extend([""] * more)
        self.home = np.concatenate([self.home, np.full(more, -1, np.int32)])

    def forget(self, places: NDArray[np.intp]) -> None:
        """What was known of these children is known no longer: it is about to be read again."""
        for column in (*self.days.values(), *self.flags.values(), *self.bits.values()):
            column[places] = 0
        self.home[places] = -1
        for place in places:
            self.homes_ever.pop(self.uids[place], None)
            self.parents.pop(self.uids[place], None)
            for texts in self.texts.values():
                texts[place] = ""

    def kept(self, keep: Flags) -> Facts:
        """Only some of the children."""
        chosen = np.flatnonzero(keep)
        facts = Facts(
            [self.uids[place] for place in chosen],
            list(self.feeds),
            dict(self.homes),
            _of(self.homes_ever, self.uids, chosen),
            _of(self.parents, self.uids, chosen),
            {name: column[keep] for name, column in self.days.items()},
            {name: column[keep] for name, column in self.flags.items()},
            {name: column[keep] for name, column in self.bits.items()},
            {name: [column[place] for place in chosen] for name, column in self.texts.items()},
            self.home[keep],
        )
        facts.places = {uid: place for place, uid in enumerate(facts.uids)}
        return facts

    def feed_bit(self, feed: str) -> np.uint64:
        """The bit of a feed, new where it was never met."""
        if feed not in self.feeds:
            self.feeds.append(feed)
        return np.uint64(1 << self.feeds.index(feed))

    def feeds_of(self, bits: int) -> tuple[str, ...]:
        """The codes of the feeds whose bits are set, in alphabetical order."""
        return tuple(sorted(feed for place, feed in enumerate(self.feeds) if int(bits) >> place & 1))


def _of(sets: dict[str, set[T]], uids: Sequence[str], chosen: Iterable[int]) -> dict[str, set[T]]:
    return {uids[place]: sets[uids[place]] for place in chosen if uids[place] in sets}


def _longer(column: NDArray[Any] | None, more: int, kind: Any) -> NDArray[Any]:
    empty = np.zeros(more, kind)
    return empty if column is None else np.concatenate([column, empty])


def fill_people(facts: Facts, rows: Iterable[dict[str, Any]]) -> None:
    """Rows of ``missing/people``."""
    for row in rows:
        places = _places(facts, row["uids"])
        facts.days["born"][places], facts.days["died"][places] = _days(row["born"]), _days(row["died"])
        facts.flags["placed"][places] = row["placed"]
        facts.flags["expected"][places] = [each == "expected" for each in row["certainty"]]
        for name in ("unplaced", "forename", "surname", "nhs_number", "upn", "sex"):
            column = facts.texts[name]
            for place, text in zip(places.tolist(), row[name], strict=True):
                column[place] = text


def fill_sources(facts: Facts, rows: Iterable[dict[str, Any]]) -> None:
    """Rows of ``missing/sources``."""
    for row in rows:
        bit = facts.feed_bit(row["feed"])
        column = facts.bits["held" if row["held"] else "gone"]
        column[_places(facts, row["children"])] |= bit


def fill_involvements(facts: Facts, rows: Iterable[dict[str, Any]], today: dt.date) -> None:
    """Rows of ``missing/involvements``: what is open on the day, what was, and when the child was last met."""
    now = today.toordinal()
    for row in rows:
        bit = KIND_BIT.get(row["kind"])
        if bit is None:
            continue
        places = _places(facts, row["children"])
        starts, ends, contacts = (_days(row[name]) for name in ("starts", "ends", "contacts"))
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
        np.maximum.at(facts.days["seen_on"], places, met.astype(np.int32))
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


def fill_schooling(
    facts: Facts, rows: Iterable[dict[str, Any]], schools: dict[str, School], today: dt.date
) -> None:
    """Rows of ``missing/schooling``: a place now, where it is, and the last one left with the reason."""
    now = today.toordinal()
    nowhere = School(True, False)
    left_on, entered = facts.days["left_on"], facts.days["entered"]
    reasons: dict[int, str] = {}
    for row in rows:
        school = schools.get(row["school"], nowhere)
        reason = row["reason"].lower()
        places = _places(facts, row["children"])
        starts, ends = _days(row["starts"]), _days(row["ends"])
        current = (ends == 0) | (ends >= now) if row["status"] != "left" else np.zeros(len(places), bool)
        current &= starts <= now
        here = places[current]
        facts.flags["at_school"][here] = True
        facts.flags["at_outside"][here] |= not school.inside
        facts.flags["at_independent"][here] |= school.independent
        np.maximum.at(entered, here, starts[current].astype(np.int32))
        for place, end in zip(places[~current], ends[~current], strict=True):
            if end >= left_on[place]:
                left_on[place] = end
                reasons[int(place)] = reason
                facts.flags["was_outside"][place] = not school.inside
                facts.flags["was_independent"][place] = school.independent
    for place, reason in reasons.items():
        facts.flags["left_country"][place] = any(each in reason for each in LEFT_COUNTRY)
        facts.flags["left_area"][place] = any(each in reason for each in LEFT_AREA)
        facts.flags["left_home_educated"][place] = any(each in reason for each in HOME_EDUCATION)


def fill_homes(facts: Facts, rows: Iterable[dict[str, Any]], today: dt.date) -> None:
    """Rows of ``missing/homes``. A child with several has the one that was last said to begin; earlier ones are kept
    to recognise the child by."""
    now = today.toordinal()
    for row in rows:
        places, starts, ends = _places(facts, row["children"]), _days(row["starts"]), _days(row["ends"])
        homes = facts.homes
        numbers = np.fromiter(
            (homes.setdefault(home, len(homes)) for home in row["homes"]), np.int64, len(places)
        )
        for child, number in zip(row["children"], numbers.tolist(), strict=True):
            facts.homes_ever.setdefault(child, set()).add(number)
        current = (ends == 0) | (ends >= now)
        temporary = np.fromiter((kind in TEMPORARY for kind in row["kinds"]), bool, len(places))
        facts.flags["temporary"][places[current & temporary]] = True
        order = np.lexsort((numbers, starts, places))
        order = order[current[order]]
        last = order[np.append(places[order][1:] != places[order][:-1], True)] if len(order) else order
        facts.home[places[last]], facts.days["arrived"][places[last]] = numbers[last], starts[last]
        for each in last.tolist():
            place, postcode = places[each], row["postcodes"][each]
            facts.texts["postcode"][place], facts.texts["authority"][place] = (
                postcode,
                row["authorities"][each],
            )
            facts.texts["area"][place] = row["wards"][each] or district(postcode)


def fill_parents(facts: Facts, rows: Iterable[dict[str, Any]]) -> None:
    """Rows of ``missing/parents``: those of a full name only."""
    folded: dict[str, str] = {}
    for row in rows:
        for child, forename, surname in zip(row["children"], row["forenames"], row["surnames"], strict=True):
            if forename and surname:
                for name in (forename, surname):
                    if name not in folded:
                        folded[name] = normalise(name)
                if folded[forename] and folded[surname]:
                    facts.parents.setdefault(child, set()).add(f"{folded[forename]} {folded[surname]}")


def district(postcode: str) -> str:
    """The district of a postcode: ``AM1 0BG`` gives ``AM1``; nothing where there is none."""
    outward = postcode.strip().upper().partition(" ")[0]
    return outward if 2 <= len(outward) <= 4 and outward[0].isalpha() else ""


def fill_events(facts: Facts, rows: Iterable[dict[str, Any]]) -> None:
    """Rows of ``missing/events``."""
    for row in rows:
        np.maximum.at(
            facts.days["seen_on"], _places(facts, row["children"]), _days(row["last"]).astype(np.int32)
        )


def _places(facts: Facts, uids: Sequence[str]) -> NDArray[np.intp]:
    return np.fromiter(map(facts.places.__getitem__, uids), np.intp, len(uids))


EPOCH = dt.date(1970, 1, 1).toordinal()


def _days(values: Sequence[int]) -> NDArray[np.int64]:
    """Days as statements give them, a number of year, month and day (20260930), as ordinals."""
    written = np.asarray(values, np.int64)
    years = (written // 10_000 - 1970).astype("datetime64[Y]")
    months = years.astype("datetime64[M]") + (written // 100 % 100 - 1)
    days = months.astype("datetime64[D]").astype(np.int64) + written % 100 - 1 + EPOCH
    return np.where(written > 0, days, 0)
