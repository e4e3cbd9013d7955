"""How alike two names and two births are, over many pairs at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler
from rapidfuzz.process import cpdist

from absence.columns import Numbers
from absence.facts import Facts, Flags
from model.names import are_variants, variant_groups

ALIKE = 0.88
"""Jaro-Winkler similarity from which two names may be one name misspelt (Winkler 1990: 0.88 and above)."""
SAME = 0.95
"""From here on two names differ by a slip or are forms of one name."""
FORM = 0.75
"""From here on two forenames of one birth and surname may be two forms of one."""
NEAR_DAYS = 31
Similarities = NDArray[np.float64]


def slips(ones: Sequence[str], others: Sequence[str], most: int) -> NDArray[np.int64]:
    """By how many slips of a key two texts differ; above ``most``, at least one more."""
    if not ones:
        return np.zeros(0, np.int64)
    scorer = DamerauLevenshtein.distance
    return np.asarray(cpdist(ones, others, scorer=scorer, score_cutoff=most, dtype=np.int64))


class Likeness:
    """The names of all children as numbers, and how alike those of a pair are."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        forenames, surnames = facts.texts["forename"], facts.texts["surname"]
        numbers: dict[str, int] = {}
        for word in ("", *forenames.vocabulary.words, *surnames.vocabulary.words):
            numbers.setdefault(word, len(numbers))
        begins = {word: numbers.setdefault(word[:2], len(numbers)) for word in surnames.vocabulary.words}
        firsts = {
            word: numbers.setdefault(word.partition(" ")[0], len(numbers))
            for word in forenames.vocabulary.words
        }
        self._words, self.many = np.array([*numbers], object), len(numbers)
        self._begins = np.array([ord(word[0]) if word else 0 for word in numbers], np.int64)
        self._has_forms = np.array([bool(variant_groups(word)) for word in numbers], bool)
        self._compound = np.array([" " in word for word in numbers], bool)
        self.forename: Numbers = forenames.told(numbers.__getitem__, np.int64)
        self.surname: Numbers = surnames.told(numbers.__getitem__, np.int64)
        self.first_forename: Numbers = forenames.told(firsts.__getitem__, np.int64)
        self.surname_begins: Numbers = surnames.told(begins.__getitem__, np.int64)
        self.initial: Numbers = self._begins[self.forename]
        self.named: Flags = (self.forename > 0) & (self.surname > 0)
        self._numbers = numbers
        self._tails: defaultdict[int, frozenset[int]] = defaultdict(frozenset)

    def forenames(self, one: Numbers, other: Numbers) -> Similarities:
        """How alike the forenames of each pair are, 0 to 1."""
        return self._similar(self.forename[one], self.forename[other])

    def surnames(self, one: Numbers, other: Numbers) -> Similarities:
        """How alike the surnames of each pair are, 0 to 1."""
        return self._similar(self.surname[one], self.surname[other])

    def exchanged(self, one: Numbers, other: Numbers) -> Flags:
        """Whether forename and surname are exchanged, with a slip behind the first letter at most."""
        exchanged = np.zeros(len(one), bool)
        at = np.flatnonzero(self._begins[self.forename[one]] == self._begins[self.surname[other]])
        at = at[self._begins[self.surname[one[at]]] == self._begins[self.forename[other[at]]]]
        at = at[self._similar(self.forename[one[at]], self.surname[other[at]]) >= SAME]
        exchanged[at] = self._similar(self.surname[one[at]], self.forename[other[at]]) >= SAME
        return exchanged

    def _similar(self, mine: Numbers, yours: Numbers) -> Similarities:
        low, high = np.minimum(mine, yours), np.maximum(mine, yours)
        pairs, where = np.unique(low * self.many + high, return_inverse=True)
        if not len(pairs):
            return np.zeros(0)
        one, other = np.divmod(pairs, self.many)
        ones, others = self._words[one].tolist(), self._words[other].tolist()
        similar = np.asarray(cpdist(ones, others, scorer=JaroWinkler.similarity, dtype=np.float64))
        may = (self._has_forms[one] & self._has_forms[other]) | self._compound[one] | self._compound[other]
        for at in np.flatnonzero(may & (similar < 1)).tolist():
            if _forms_of_one(ones[at], others[at]):
                similar[at] = SAME
        found: Similarities = similar[where]
        return found

    def of_a_parent(self, one: Numbers, other: Numbers) -> Flags:
        """Whether the surname of one is that of a parent of the other: a child known by either's name."""
        return np.fromiter(
            (
                int(self.surname[child]) in self._surnames_of_parents(kin)
                or int(self.surname[kin]) in self._surnames_of_parents(child)
                for child, kin in zip(one.tolist(), other.tolist(), strict=True)
            ),
            bool,
            len(one),
        )

    def _surnames_of_parents(self, place: int) -> frozenset[int]:
        """What may be the surname in the full names of a child's parents: everything behind a space."""
        if place not in self._tails:
            found = set()
            for number in self._facts.parents.of(place):
                parts = self._facts.carers.words[number].split(" ")
                tails = (" ".join(parts[start:]) for start in range(1, len(parts)))
                found |= {self._numbers[tail] for tail in tails if tail in self._numbers}
            self._tails[place] = frozenset(found)
        return self._tails[place]


def _forms_of_one(one: str, other: str) -> bool:
    """Whether two names are forms of one, or one is a part of the other."""
    if are_variants(one, other):
        return True
    shorter, longer = (one, other) if len(one) < len(other) else (other, one)
    return len(shorter) >= 3 and " " in longer and shorter in longer.split(" ")


class Births:
    """The days of birth of all children, as ordinals, 0 where not known."""

    def __init__(self, born: Numbers) -> None:
        self.born = born
        self._parts = _parts(born)

    def between(self, one: Numbers, other: Numbers) -> Apart:
        """How those of pairs of children lie to each other."""
        mine, yours = self.born[one], self.born[other]
        unknown = (mine == 0) | (yours == 0)
        days = np.abs(mine - yours)
        same = ~unknown & (days == 0)
        (year, year_), (month, month_), (day, day_) = ((part[one], part[other]) for part in self._parts)
        close = np.abs(year - year_) <= 1
        differing = (year != year_).astype(np.int8) + (month != month_) + (day != day_)
        exchanged = (year == year_) & (month == day_) & (day == month_)
        slip = ~unknown & (exchanged | ((differing == 1) & close))
        new_year = ((month == 1) & (day == 1)) | ((month_ == 1) & (day_ == 1))
        only_year = ~unknown & new_year & (days > 0) & close
        near = ~unknown & ~same & (slip | only_year | (days <= NEAR_DAYS))
        return Apart(days, same, slip, only_year, near, unknown, ~unknown & ~same & ~near)


@dataclass(slots=True)
class Apart:
    """How two births lie to each other, for many pairs."""

    days: Numbers
    """Between the two; of those that are unknown, nothing that can be used."""
    same: Flags
    slip: Flags
    """One part of the two dates differs, or day and month are exchanged."""
    only_year: Flags
    """One of the two is the first of January that stands for a year."""
    near: Flags
    """A slip, a year, or a month between them."""
    unknown: Flags
    far: Flags

    def of(self, at: Numbers) -> Apart:
        """Some of the pairs."""
        return Apart(self.days[at], self.same[at], self.slip[at], self.only_year[at], self.near[at], self.unknown[at],
                     self.far[at])  # fmt: skip


EPOCH = dt.date(1970, 1, 1).toordinal()


def _parts(ordinals: Numbers) -> tuple[NDArray[np.int16], NDArray[np.int16], NDArray[np.int16]]:
    """Year, month and day of ordinals."""
    days = (ordinals - EPOCH).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    years = days.astype("datetime64[Y]").astype(np.int64)
    parts = (
        years,
        months.astype(np.int64) % 12 + 1,
        (days - months.astype("datetime64[D]")).astype(np.int64) + 1,
    )
    year, month, day = (part.astype(np.int16) for part in parts)
    return year, month, day
