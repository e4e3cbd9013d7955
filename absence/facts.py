"""What the analysis knows of each child, as columns: one place a child in every array, so that rules run at once.

Days are ordinals (``date.toordinal``), 0 where not known. Sets of feeds and of kinds of involvement are bits of one
number. Facts are read for a reader without clearances: whoever is protected is not in them, and of those whose
whereabouts are withheld nothing but the name and the day of birth.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from absence.columns import BITS as PAIRED_BITS
from absence.columns import Pairs, Places, Vocabulary, Words, paired
from model.codes import InvolvementKind

KINDS: tuple[str, ...] = tuple(kind.value for kind in InvolvementKind)
KIND_BIT = {kind: np.uint64(1 << place) for place, kind in enumerate(KINDS)}
LAST_DAY = dt.date.max.toordinal()
Days = NDArray[np.int32]
Bits = NDArray[np.uint64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Subject:
    """What one statement of ``queries/cypher/missing`` tells of a child: the columns that are filled from it and no
    other, and the edges over which it goes."""

    edges: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    bits: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()


SUBJECTS: Mapping[str, Subject] = {
    "people": Subject(
        days=("born", "died"),
        flags=("placed", "expected"),
        texts=("unplaced", "forename", "surname", "nhs_number", "upn", "sex"),
    ),
    "sources": Subject(edges=("DESCRIBES",), bits=("held", "gone")),
    "involvements": Subject(
        edges=("INVOLVED_WITH",),
        days=("met_on", "involvements_turn"),
        flags=("known_elsewhere",),
        bits=("open", "past"),
    ),
    "schooling": Subject(
        edges=("ATTENDS",),
        days=("left_on", "entered", "schooling_turn"),
        flags=("at_school", "at_outside", "at_independent", "was_outside", "was_independent", "left_area",
               "left_country", "left_home_educated"),
    ),
    "homes": Subject(
        edges=("LIVES_AT",),
        days=("arrived", "homes_turn"),
        flags=("temporary",),
        texts=("postcode", "area", "authority"),
        pairs=("homes_ever",),
    ),
    "parents": Subject(edges=("PARENT_OF", "CARES_FOR"), pairs=("parents", "adults")),
    "events": Subject(edges=("PARTY_TO",), days=("party_on",)),
}  # fmt: skip


def _columns(kind: str) -> tuple[str, ...]:
    return tuple(name for each in SUBJECTS.values() for name in getattr(each, kind))


DAYS, BITS, TEXTS = (_columns(kind) for kind in ("days", "bits", "texts"))
FLAGS, PAIRS = (*_columns("flags"), "looked", "fresh"), (*_columns("pairs"), "alike")
TURNS = {subject: f"{subject}_turn" for subject, each in SUBJECTS.items() if f"{subject}_turn" in each.days}
Marks = list[NDArray[np.int64]]


@dataclass
class Facts:
    """Columns of children. ``feeds`` names the bits of ``held`` and ``gone``; those of ``open`` and ``past`` are
    :data:`KINDS`. Names are folded.

    A ``…_turn`` is the first day on which what was read is another by the day alone (an involvement ends, a place at a
    school begins), counted back from :data:`LAST_DAY`; 0 where there is none. ``looked`` says that all whose records
    may be the child's stand in ``alike``, ``fresh`` that what betrays it may be another since others were looked at.
    """

    uids: list[str] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    homes: Vocabulary = field(default_factory=Vocabulary)
    """Numbers of homes, by uid."""
    carers: Vocabulary = field(default_factory=Vocabulary)
    """Numbers of the full names of parents and carers, folded."""
    homes_ever: Pairs = field(default_factory=Pairs)
    """Of each child, every home that anybody gave, earlier ones included."""
    parents: Pairs = field(default_factory=Pairs)
    """Of each child, the numbers of the names of parents and carers."""
    adults: Pairs = field(default_factory=Pairs)
    """Of each child, a short hash of the uid of each parent and carer (:func:`adult`)."""
    alike: Pairs = field(default_factory=Pairs)
    """Of each child, the places of others whose records may be the child's (:mod:`absence.resembling`)."""
    crowds: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    """Homes, and names of parents, of too many children to tell anybody apart, when ``alike`` was made."""
    days: dict[str, Days] = field(default_factory=dict)
    flags: dict[str, Flags] = field(default_factory=dict)
    bits: dict[str, Bits] = field(default_factory=dict)
    texts: dict[str, Words] = field(default_factory=dict)
    home: Days = field(default_factory=lambda: np.zeros(0, np.int32))
    """A number that children of one home share, -1 where there is none."""
    places: dict[str, int] = field(default_factory=dict)
    """Where each uid stands in the columns."""
    _named: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The feeds of sets that were asked for."""

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
        more, size = len(uids), len(self.uids)
        self.places.update({uid: size + place for place, uid in enumerate(uids)})
        self.uids.extend(uids)
        for name in DAYS:
            self.days[name] = np.append(self.days.get(name, np.zeros(0, np.int32)), np.zeros(more, np.int32))
        for name in FLAGS:
            self.flags[name] = np.append(self.flags.get(name, np.zeros(0, bool)), np.zeros(more, bool))
        for name in BITS:
            self.bits[name] = np.append(
                self.bits.get(name, np.zeros(0, np.uint64)), np.zeros(more, np.uint64)
            )
        for name in TEXTS:
            self.texts.setdefault(name, Words()).extend(more)
        self.home = np.append(self.home, np.full(more, -1, np.int32))
        self.flags["fresh"][size:] = True

    def forget(self, subject: str, places: Places) -> None:
        """What one statement told of these children is known no longer: it is about to be read again."""
        columns = SUBJECTS[subject]
        for group in ("days", "flags", "bits"):
            held: dict[str, NDArray[Any]] = getattr(self, group)
            for name in getattr(columns, group):
                held[name][places] = 0
        for name in columns.texts:
            self.texts[name].codes[places] = 0
        if subject == "homes":
            self.home[places] = -1
        if columns.pairs:
            gone = np.zeros(len(self), bool)
            gone[places] = True
            for name in columns.pairs:
                getattr(self, name).without(gone)

    def betrayals(self, places: Places) -> Marks:
        """All by which others are found whose records may be these children's (:mod:`absence.resembling`)."""
        texts = (self.texts[name].codes for name in ("forename", "surname", "nhs_number", "upn", "sex"))
        columns: list[NDArray[Any]] = [self.days["born"], self.bits["held"], self.home, *texts]
        who = np.zeros(len(self), bool)
        who[places] = True
        return [
            *(column[places].astype(np.int64) for column in columns),
            *(_of(who, pairs) for pairs in (self.homes_ever, self.parents)),
        ]

    def freshen(self, places: Places, before: Marks) -> None:
        """Those of these children are fresh of whom something that betrays them is another than ``before``."""
        *columns, homes, parents = self.betrayals(places)
        *columns_before, homes_before, parents_before = before
        for now, then in zip(columns, columns_before, strict=True):
            self.flags["fresh"][places[np.flatnonzero(now != then)]] = True
        for now, then in ((homes, homes_before), (parents, parents_before)):
            self.flags["fresh"][np.setxor1d(now, then, assume_unique=True) >> PAIRED_BITS] = True

    def kept(self, keep: Flags) -> Facts:
        """Only some of the children."""
        facts = Facts(
            [self.uids[place] for place in np.flatnonzero(keep)], self.feeds, self.homes, self.carers
        )
        for name in PAIRS:
            setattr(facts, name, getattr(self, name).kept(keep))
        facts.alike.only(keep[facts.alike.numbers])
        facts.alike = Pairs(facts.alike.places, (np.cumsum(keep) - 1)[facts.alike.numbers])
        facts.crowds = self.crowds
        for group in ("days", "flags", "bits"):
            setattr(facts, group, {name: column[keep] for name, column in getattr(self, group).items()})
        facts.texts = {name: words.kept(keep) for name, words in self.texts.items()}
        facts.home = self.home[keep]
        facts.places = {uid: place for place, uid in enumerate(facts.uids)}
        return facts

    def turned(self, today: dt.date) -> Iterator[tuple[str, list[str]]]:
        """By subject, children of whom something that was read is another today by the day alone."""
        for subject, name in TURNS.items():
            turns = self.days[name]
            due = np.flatnonzero((turns > 0) & (LAST_DAY - turns <= today.toordinal()))
            yield subject, [self.uids[place] for place in due.tolist()]

    def feed_bit(self, feed: str) -> np.uint64:
        """The bit of a feed, new where it was never met."""
        if feed not in self.feeds:
            self.feeds.append(feed)
        return np.uint64(1 << self.feeds.index(feed))

    def feeds_of(self, bits: int) -> tuple[str, ...]:
        """The codes of the feeds whose bits are set, in alphabetical order."""
        if bits not in self._named:
            named = (feed for place, feed in enumerate(self.feeds) if bits >> place & 1)
            self._named[bits] = tuple(sorted(named))
        return self._named[bits]


def _of(who: Flags, pairs: Pairs) -> NDArray[np.int64]:
    chosen = who[pairs.places]
    return paired(pairs.places[chosen], pairs.numbers[chosen])
