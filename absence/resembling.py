"""Children whose records may be another's: found by day of birth, by name and by number, judged by how alike they are.

Matching has looked at these pairs and was not sure enough, or never proposed them. Nothing is joined here: likeness
explains a line, and names the pair that a data steward should look at. It is symmetric, so that after a night only
children of whom something was read need be compared, with everybody; what was found of the rest is kept with the facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from absence.columns import Numbers, Pairs
from absence.facts import Facts, Flags
from absence.likeness import ALIKE, FORM, NEAR_DAYS, SAME, Apart, Births, Likeness, slips

FAR_DAYS = 730
"""Within one home, two children of one name are one whose birth somebody has wrong, unless years lie between."""
SIBLING_DAYS = 240
"""Two births of one mother lie further apart, unless they are twins'."""
SLIP_DAYS = 3
"""So near two births may be one that somebody has wrong, wherever the two records say the child lives."""
CROWD = 12
"""A home of more children than this is an office, a hostel or a placeholder: it tells nobody apart and joins nobody."""
SLIPS = 2
"""Digits by which two NHS numbers may differ and still be one mistyped."""
AT_ONCE = 5_000
"""Children who are compared with everybody at a time: the pairs are held in memory."""
Ones = NDArray[Any]
Others = NDArray[Any]


def look(facts: Facts, listed: Flags) -> None:
    """Find, for these children, all whose records may be theirs: ``facts.alike``, symmetric where both are listed."""
    resembling = Resembling(facts)
    fresh = facts.flags["fresh"] | resembling.crowding()
    facts.alike.without(fresh)
    facts.alike.only(~fresh[facts.alike.numbers])
    looked = facts.flags["looked"] & ~fresh
    asked = np.flatnonzero((listed & ~looked) | (fresh if looked.any() else False))
    for start in range(0, len(asked), AT_ONCE):
        ones, others = resembling.of(asked[start : start + AT_ONCE])
        new = ~looked[ones] & listed[ones]
        facts.alike.add(ones[new], others[new])
        back = looked[others]
        facts.alike.add(others[back], ones[back])
    facts.flags["looked"] = looked | listed
    facts.flags["fresh"] = np.zeros(len(facts), bool)


@dataclass(slots=True)
class _Keys:
    """Something by which children are found: a key of several children, each of whom may have several."""

    places: Numbers
    keys: Numbers

    def meet(self, asked: Flags, by: _Keys | None = None) -> tuple[Ones, Others]:
        """Those who are asked about with each who has one of their keys; ``by``: by other keys of those who are
        asked about than those by which they are found."""
        seeking = by or self
        chosen = asked[seeking.places]
        ones, keys = seeking.places[chosen], seeking.keys[chosen]
        sought = np.unique(keys)
        if not len(sought):
            return ones, ones
        at = np.minimum(np.searchsorted(sought, self.keys), len(sought) - 1)
        meets = sought[at] == self.keys
        found, others = self.keys[meets], self.places[meets]
        order = np.argsort(found, kind="stable")
        found, others = found[order], others[order]
        low, high = np.searchsorted(found, keys), np.searchsorted(found, keys, "right")
        many = high - low
        steps = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        return np.repeat(ones, many), others[np.repeat(low, many) + steps]


class Resembling:
    """Children by what may betray that two are one. Built once for an evaluation."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._names = Likeness(facts)
        self._births = Births(facts.days["born"].astype(np.int64))
        self._everybody = np.arange(len(facts))
        self._homes = _uncrowded(facts.homes_ever, len(facts.homes))
        self._near_parents = _uncrowded(facts.parents, len(facts.carers))
        home = facts.home
        told = np.zeros(len(facts.homes) + 1, bool)
        told[self._homes.numbers] = True
        self._settled = (home >= 0) & told[home]
        """Whose present home is no crowd's."""
        self._sex = facts.texts["sex"].codes
        self._nhs = facts.texts["nhs_number"]
        self._numbered: Flags = self._nhs.codes > 0

    def crowding(self) -> Flags:
        """Children of homes, or of parents of a name, that have become a crowd since they were looked at, or are one
        no longer."""
        facts, changed = self.facts, np.zeros(len(self.facts), bool)
        for name in ("homes_ever", "parents"):
            pairs: Pairs = getattr(facts, name)
            crowds = np.flatnonzero(np.bincount(pairs.numbers, minlength=1) > CROWD)
            turned = np.setxor1d(crowds, facts.crowds.get(name, np.zeros(0, np.int64)))
            changed[pairs.places[np.isin(pairs.numbers, turned)]] = True
            facts.crowds[name] = crowds
        return changed

    def of(self, asked: Ones) -> tuple[Ones, Others]:
        """Others who may be these children: pairs of one who is asked about and another."""
        size, flags = len(self.facts), np.zeros(len(self.facts), bool)
        flags[asked] = True
        born, met = self._births.born, []
        for ones, others in self._near(flags):
            unknown = (born[ones] == 0) | (born[others] == 0)
            may = unknown | (np.abs(born[ones] - born[others]) < FAR_DAYS)
            met.append((ones * size + others)[may & (ones != others)])
        met += [(ones * size + others)[ones != others] for ones, others in self._of_one_number(flags)]
        ones, others = np.divmod(np.unique(np.concatenate(met)), size)
        alike = self.alike(ones, others)
        return ones[alike], others[alike]

    def _near(self, asked: Flags) -> Iterator[tuple[Ones, Others]]:
        """Pairs of whom only those may be alike whose births lie less than :data:`FAR_DAYS` apart, or are unknown."""
        names, all_, born = self._names, self._everybody, self._births.born
        yield self._keys(born > 0, born).meet(asked)
        named, many = names.named, names.many
        yield self._keys(named, names.forename * many + names.surname_begins).meet(asked)
        whole = names.forename * many + names.surname
        first = names.first_forename * many + names.surname
        either = _Keys(np.tile(all_[named], 2), np.concatenate([whole[named], first[named]]))
        yield either.meet(asked)
        yield either.meet(asked, self._keys(named, names.surname * many + names.forename))
        season = born // NEAR_DAYS
        dated = all_[named & (born > 0)]
        bearers = np.tile(dated, 2)
        borne = np.concatenate([names.forename[dated], names.surname[dated]]) * _SEASONS + season[bearers]
        for shift in (-1, 0, 1):
            yield _Keys(bearers, borne).meet(asked, _Keys(bearers, borne + shift))
        for pairs in (self._homes, self._near_parents):
            yield _Keys(pairs.places, pairs.numbers).meet(asked)

    def _of_one_number(self, asked: Flags) -> Iterator[tuple[Ones, Others]]:
        for column in ("nhs_number", "upn"):
            codes = self.facts.texts[column].codes.astype(np.int64)
            yield self._keys(codes > 0, codes).meet(asked)

    def _keys(self, who: Flags, keys: Numbers) -> _Keys:
        return _Keys(self._everybody[who], keys[who])

    def alike(self, one: Ones, other: Others) -> Flags:
        """Whether two children of each pair resemble each other enough for a person to look.

        One number; or names that are near with births that are near; or one birth with one home, one parent's name, or
        one name and no home that speaks against it, where no agency names both. That last condition tells twins, of
        whom an agency that names one usually names both, from a child under two names (a middle name, another parent's
        surname). A child may also bear the surname of one parent here and of the other there.
        """
        facts = self.facts
        alike = np.zeros(len(one), bool)
        for column in ("nhs_number", "upn"):
            codes = facts.texts[column].codes
            alike |= (codes[one] > 0) & (codes[one] == codes[other])
        together = _share(self._homes, one, other, len(facts.homes))
        kin = _share(facts.parents, one, other, len(facts.carers))
        births = self._births.between(one, other)
        both = (facts.bits["held"][one] & facts.bits["held"][other]) > 0
        two_sexes = (self._sex[one] > 0) & (self._sex[other] > 0) & (self._sex[one] != self._sex[other])
        few = births.days < FAR_DAYS
        may = (
            ~births.far
            | (few & ~both & (together | kin))
            | (few & self._numbered[one] & self._numbered[other])
        )
        may &= self._names.named[one] & self._names.named[other] & (births.same | ~two_sexes) & ~alike
        at = np.flatnonzero(may)
        apart = self._slips_of_number(one[at], other[at])
        at, apart = at[apart <= SLIPS], apart[apart <= SLIPS]
        seen = _Seen(
            together[at],
            kin[at],
            both[at],
            two_sexes[at],
            self._apart(one[at], other[at]) & ~together[at],
            apart == 1,
        )
        alike[at] = self._named_alike(one[at], other[at], births.of(at), seen)
        return alike

    def _apart(self, one: Ones, other: Others) -> Flags:
        apart: Flags = self._settled[one] & self._settled[other]
        return apart

    def _slips_of_number(self, one: Ones, other: Others) -> Numbers:
        """By how many slips of a key two NHS numbers differ; above :data:`SLIPS` they are too different to be one
        mistyped. 0 where one of them is not known."""
        mine, yours = self._nhs.codes[one], self._nhs.codes[other]
        at = np.flatnonzero((mine > 0) & (yours > 0))
        words = self._nhs.vocabulary.words
        found = np.zeros(len(one), np.int64)
        found[at] = slips([words[each] for each in mine[at]], [words[each] for each in yours[at]], SLIPS)
        return found

    def _parents_misspelt(self, one: Ones, other: Others) -> Flags:
        """Whether the full name of a parent of one is, but for a slip of a key, that of a parent of the other."""
        words, parents = self.facts.carers.words, self.facts.parents
        pairs = [
            (place, words[mine], words[yours])
            for place, (a, b) in enumerate(zip(one.tolist(), other.tolist(), strict=True))
            for mine in parents.of(a)
            for yours in parents.of(b)
        ]
        found = np.zeros(len(one), bool)
        near = slips([mine for _, mine, _ in pairs], [yours for _, _, yours in pairs], 1) <= 1
        found[np.array([place for place, _, _ in pairs], np.intp)[near]] = True
        return found

    def _named_alike(self, one: Ones, other: Others, births: Apart, seen: _Seen) -> Flags:
        names = self._names
        swapped = names.exchanged(one, other)
        first = names.forenames(one, other)
        last = np.zeros(len(one))
        told = np.flatnonzero(births.same | seen.together | seen.kin | (first >= ALIKE))
        last[told] = names.surnames(one[told], other[told])
        greater, least = np.maximum(first, last), np.minimum(first, last)
        one_name = least >= ALIKE
        like_a_parent = np.zeros(len(one), bool)
        asked = np.flatnonzero(
            (first >= ALIKE) & (last < ALIKE) & ~seen.together & (births.same | births.near)
        )
        like_a_parent[asked] = names.of_a_parent(one[asked], other[asked])
        same_first = (first >= ALIKE) & (births.same | (births.near & one_name)) & ~seen.kin
        of_one_parent = np.flatnonzero(same_first)
        seen.kin[of_one_parent] = self._parents_misspelt(one[of_one_parent], other[of_one_parent])
        initial = names.initial[one] == names.initial[other]

        twins = seen.both | seen.two_sexes
        under_two_names = ~twins & (seen.together | seen.kin | (~seen.apart & (greater >= ALIKE)))
        short = (last >= SAME) & initial & ~(twins & seen.together)
        misspelt = ((last >= ALIKE) & (first >= FORM)) | ((first >= ALIKE) & (seen.together | like_a_parent))
        of_one_day = under_two_names | short | misspelt

        tight = births.slip | (births.days <= SLIP_DAYS)
        at_rest = np.where(seen.apart, tight & ~seen.both & (greater >= SAME), tight | (least >= SAME))
        no_brother = (births.days < SIBLING_DAYS) | ~births.only_year
        under_two = (seen.together | seen.kin) & ~seen.both & (no_brother | (first >= FORM))
        near = (
            (one_name & (seen.kin | at_rest))
            | (tight & seen.together & seen.kin & ~seen.both)
            | ((first >= ALIKE) & (seen.together | like_a_parent))
            | (under_two & ((last >= SAME) | (seen.together & seen.kin & (first >= FORM))))
        )
        undated = one_name & (seen.together | ((least >= SAME) & ~seen.apart))
        misdated = (births.days < FAR_DAYS) & ~seen.both & (
            (seen.together & (last >= SAME) & (first >= ALIKE)) | (seen.kin & one_name)
        )  # fmt: skip
        by_births = np.select(
            [births.same, births.near, births.unknown], [of_one_day, near, undated], misdated
        )
        mistyped = seen.mistyped & (greater >= ALIKE) & (births.unknown | (births.days < FAR_DAYS))
        found: Flags = np.where(swapped, ~births.far, by_births) | mistyped
        return found


_SEASONS = 1 << 20
"""More than there are seasons until the last day."""


@dataclass(slots=True)
class _Seen:
    """What is known of the pairs besides names and births."""

    together: Flags
    kin: Flags
    both: Flags
    """One agency names both: then it knows them for two."""
    two_sexes: Flags
    apart: Flags
    mistyped: Flags
    """Two NHS numbers are one slip apart. Any one digit that is changed, and any two that are exchanged, break the
    check digit (modulus 11): two numbers that were given are never so near, so one of these is the other mistyped."""


def _uncrowded(pairs: Pairs, many: int) -> Pairs:
    crowd = np.bincount(pairs.numbers, minlength=many + 1) > CROWD
    few = ~crowd[pairs.numbers]
    return Pairs(pairs.places[few], pairs.numbers[few])


def _share(pairs: Pairs, one: Ones, other: Others, many: int) -> Flags:
    """Whether two children have a number in common."""
    shared = np.zeros(len(one), bool)
    keys = pairs.places * (many + 1) + pairs.numbers
    low, high = np.searchsorted(pairs.places, one), np.searchsorted(pairs.places, one, "right")
    has = np.flatnonzero(high > low)
    for step in range(int((high - low).max(initial=0))):
        has = has[low[has] + step < high[has]]
        sought = other[has] * (many + 1) + pairs.numbers[low[has] + step]
        at = np.minimum(np.searchsorted(keys, sought), len(keys) - 1)
        shared[has] |= keys[at] == sought
    return shared
