"""Children whose records may be another's: found by day of birth, by name and by number, judged by how alike they are.

Matching has looked at these pairs and was not sure enough, or never proposed them. Nothing is joined here: likeness
explains a line, and names the pair that a data steward should look at.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from absence.facts import Facts
from model.names import are_variants, normalise

ALIKE = 0.88
"""Jaro-Winkler similarity from which two names may be one name misspelt (Winkler 1990: 0.88 and above)."""
SAME = 0.95
"""From here on two names differ by a slip or are forms of one name."""
FORM = 0.75
"""From here on two forenames of one birth and surname may be two forms of one."""
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
NEAR_DAYS = 31
Names = tuple[str, str]


@dataclass
class Resembling:
    """Children by what may betray that two are one. Built once for an evaluation."""

    facts: Facts
    names: list[Names] = field(default_factory=list)
    _by_birth: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_name: dict[Names, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_home: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _crowded: set[int] = field(default_factory=set)
    _by_number: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_parent: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_season: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        texts, born = self.facts.texts, self.facts.days["born"].tolist()
        for uid, homes in self.facts.homes_ever.items():
            for home in homes:
                self._by_home[home].append(self.facts.places[uid])
        self._crowded = {home for home, who in self._by_home.items() if len(who) > CROWD}
        for uid, parents in self.facts.parents.items():
            for parent in parents:
                self._by_parent[parent].append(self.facts.places[uid])
        folded: dict[str, str] = {}
        for place, pair in enumerate(zip(texts["forename"], texts["surname"], strict=True)):
            names = (_folded(folded, pair[0]), _folded(folded, pair[1]))
            self.names.append(names)
            self._by_birth[born[place]].append(place)
            for name in set(names):
                self._by_season[name, born[place] // NEAR_DAYS].append(place)
            self._by_name[names].append(place)
            self._by_name[names[0], names[1][:2]].append(place)
            if " " in names[0]:
                self._by_name[names[0].partition(" ")[0], names[1]].append(place)
        for column in ("nhs_number", "upn"):
            for place, number in enumerate(texts[column]):
                if number:
                    self._by_number[f"{column}:{number}"].append(place)

    def of(self, place: int) -> list[int]:
        """Others who may be this child."""
        return sorted({each for each in self._near(place) if each != place and self.alike(place, each)})

    def _near(self, place: int) -> Iterator[int]:
        facts = self.facts
        if born := int(facts.days["born"][place]):
            yield from self._by_birth[born]
        if all(self.names[place]):
            forename, surname = self.names[place]
            yield from self._by_name[forename, surname]
            yield from self._by_name[forename, surname[:2]]
            yield from self._by_name.get((forename.partition(" ")[0], surname), ())
            yield from self._by_name.get((surname, forename), ())
            for season in (-1, 0, 1) if born else ():
                yield from self._by_season.get((forename, born // NEAR_DAYS + season), ())
                yield from self._by_season.get((surname, born // NEAR_DAYS + season), ())
        for home in self._homes(place):
            yield from self._by_home[home]
        for parent in facts.parents.get(facts.uids[place], ()):
            if len(self._by_parent[parent]) <= CROWD:
                yield from self._by_parent[parent]
        for column in ("nhs_number", "upn"):
            if number := facts.texts[column][place]:
                yield from self._by_number[f"{column}:{number}"]

    def alike(self, one: int, other: int) -> bool:
        """Whether two children resemble each other enough for a person to look.

        One number; or names that are near with births that are near; or one birth with one home, one parent's name, or
        one name and no home that speaks against it, where no agency names both. That last condition tells twins, of
        whom an agency that names one usually names both, from a child under two names (a middle name, another parent's
        surname). A child may also bear the surname of one parent here and of the other there.
        """
        facts = self.facts
        for column in ("nhs_number", "upn"):
            mine, yours = facts.texts[column][one], facts.texts[column][other]
            if mine and mine == yours:
                return True
        nhs = facts.texts["nhs_number"]
        if nhs[one] and nhs[other] and DamerauLevenshtein.distance(nhs[one], nhs[other]) > SLIPS:
            return False
        (forename, surname), (forename_, surname_) = self.names[one], self.names[other]
        if not forename or not forename_ or not surname or not surname_:
            return False
        born, born_ = (int(facts.days["born"][each]) for each in (one, other))
        births, days = _births(born, born_), abs(born - born_)
        sexes = facts.texts["sex"][one], facts.texts["sex"][other]
        if all(sexes) and sexes[0] != sexes[1] and births != "same":
            return False
        if _similar(forename, surname_) >= SAME and _similar(surname, forename_) >= SAME:
            return births != "far"
        first, last = _similar(forename, forename_), _similar(surname, surname_)
        mine_homes, yours_homes = self._homes(one), self._homes(other)
        together = bool(mine_homes & yours_homes)
        apart = facts.home[one] in mine_homes and facts.home[other] in yours_homes and not together
        kin = bool(facts.parents.get(facts.uids[one], set()) & facts.parents.get(facts.uids[other], set()))
        both = self._both(one, other)
        one_name = first >= ALIKE and last >= ALIKE
        parents_name = self._of_a_parent(one, other)
        if births == "same":
            twins = both or (all(sexes) and sexes[0] != sexes[1])
            under_two_names = not twins and (together or kin or (not apart and max(first, last) >= ALIKE))
            short = last >= SAME and forename[0] == forename_[0] and not (twins and together)
            misspelt = (last >= ALIKE and first >= FORM) or (first >= ALIKE and (together or parents_name))
            return under_two_names or short or misspelt
        if births == "near":
            tight = _slip(born, born_) or days <= SLIP_DAYS
            at_rest = (
                tight and not both and max(first, last) >= SAME
                if apart
                else tight or min(first, last) >= SAME
            )
            no_brother = days < SIBLING_DAYS or not _only_year(born, born_)
            under_two = (together or kin) and not both and (no_brother or first >= FORM)
            return (
                (one_name and (kin or at_rest))
                or (first >= ALIKE and (together or parents_name))
                or (under_two and (last >= SAME or (together and kin and first >= FORM)))
            )
        if births == "unknown":
            return one_name and (together or (min(first, last) >= SAME and not apart))
        misdated = days < FAR_DAYS and not both
        return misdated and ((together and last >= SAME and first >= FORM) or (kin and one_name))

    def _of_a_parent(self, one: int, other: int) -> bool:
        """Whether two surnames differ and one is that of a parent of the other: a child known by either's name."""
        if _similar(self.names[one][1], self.names[other][1]) >= ALIKE:
            return False
        pairs = ((one, other), (other, one))
        return any(
            parent.endswith(f" {self.names[child][1]}")
            for child, kin in pairs
            for parent in self.facts.parents.get(self.facts.uids[kin], ())
        )

    def _homes(self, place: int) -> set[int]:
        return self.facts.homes_ever.get(self.facts.uids[place], set()) - self._crowded

    def _both(self, one: int, other: int) -> bool:
        """Whether one agency names both: then it knows them for two."""
        held = self.facts.bits["held"]
        return bool(held[one] & held[other])


def _folded(known: dict[str, str], text: str) -> str:
    if text not in known:
        known[text] = normalise(text)
    return known[text]


@lru_cache(maxsize=1 << 17)
def _similar(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if are_variants(one, other):
        return 0.95
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 3 and shorter in longer.replace("-", " ").split():
        return 0.95
    return float(JaroWinkler.similarity(one, other))


def _births(one: int, other: int) -> str:
    """``same``; ``near``: one part of the date differs, day and month are exchanged, or one is the first of January
    that stands for a year; ``unknown`` where one is not given; else ``far``."""
    if not one or not other:
        return "unknown"
    if one == other:
        return "same"
    near = _slip(one, other) or _only_year(one, other) or abs(one - other) <= NEAR_DAYS
    return "near" if near else "far"


def _slip(one: int, other: int) -> bool:
    """Whether one part of two dates differs, or day and month are exchanged."""
    mine, yours = dt.date.fromordinal(one), dt.date.fromordinal(other)
    parts = sum(
        left != right for left, right in zip(mine.timetuple()[:3], yours.timetuple()[:3], strict=True)
    )
    exchanged = (mine.year, mine.day, mine.month) == (yours.year, yours.month, yours.day)
    return exchanged or (parts == 1 and abs(mine.year - yours.year) <= 1)


def _only_year(one: int, other: int) -> bool:
    """Whether one of two births is the first of January that stands for a year."""
    mine, yours = dt.date.fromordinal(one), dt.date.fromordinal(other)
    new_year = (1, 1) in ((mine.month, mine.day), (yours.month, yours.day))
    return new_year and one != other and abs(mine.year - yours.year) <= 1
