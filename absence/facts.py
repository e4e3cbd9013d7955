"""What the analysis knows of each child, as columns: one place a child in every array, so that rules run at once.

Days are ordinals (``date.toordinal``), 0 where not known. Sets of feeds and of kinds of involvement are bits of one
number. Facts are read for a reader without clearances: whoever is protected is not in them, and of those whose
whereabouts are withheld nothing but the name and the day of birth.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from absence.columns import Pairs, Places, Vocabulary, Words
from model.codes import InvolvementKind

KINDS: tuple[str, ...] = tuple(kind.value for kind in InvolvementKind)
KIND_BIT = {kind: np.uint64(1 << place) for place, kind in enumerate(KINDS)}
LAST_DAY = dt.date.max.toordinal()
Days = NDArray[np.int32]
Bits = NDArray[np.uint64]
Flags = NDArray[np.bool_]

DAYS = ("born", "died", "left_on", "entered", "seen_on", "arrived", "turns")
FLAGS = ("placed", "expected", "at_school", "at_outside", "at_independent", "was_outside", "was_independent",
         "left_area", "left_country", "left_home_educated", "temporary", "known_elsewhere", "looked",
         "fresh")  # fmt: skip
BITS = ("held", "gone", "open", "past")
TEXTS = ("unplaced", "forename", "surname", "nhs_number", "upn", "sex", "postcode", "area", "authority")
PAIRS = ("homes_ever", "parents", "adults", "alike")


@dataclass
class Facts:
    """Columns of children. ``feeds`` names the bits of ``held`` and ``gone``; those of ``open`` and ``past`` are
    :data:`KINDS`. Names are folded.

    ``turns`` is the first day on which what was read is another by the day alone (an involvement ends, a place at a
    school begins), counted back from :data:`LAST_DAY`; 0 where there is none. ``looked`` says that all whose records
    may be the child's stand in ``alike``, ``fresh`` that the child was read since others were looked at.
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

    def forget(self, places: Places) -> None:
        """What was known of these children is known no longer: it is about to be read again."""
        for column in (*self.days.values(), *self.flags.values(), *self.bits.values()):
            column[places] = 0
        for words in self.texts.values():
            words.codes[places] = 0
        self.home[places] = -1
        gone = np.zeros(len(self), bool)
        gone[places] = True
        for name in PAIRS:
            getattr(self, name).without(gone)
        self.alike.only(~gone[self.alike.numbers])
        self.flags["fresh"][places] = True

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

    def turned(self, today: dt.date) -> list[str]:
        """Children of whom something that was read is another today by the day alone."""
        turns = self.days["turns"]
        due = np.flatnonzero((turns > 0) & (LAST_DAY - turns <= today.toordinal()))
        return [self.uids[place] for place in due.tolist()]

    def feed_bit(self, feed: str) -> np.uint64:
        """The bit of a feed, new where it was never met."""
        if feed not in self.feeds:
            self.feeds.append(feed)
        return np.uint64(1 << self.feeds.index(feed))

    def feeds_of(self, bits: int) -> tuple[str, ...]:
        """The codes of the feeds whose bits are set, in alphabetical order."""
        return tuple(sorted(feed for place, feed in enumerate(self.feeds) if int(bits) >> place & 1))
