"""Whom a protection covers: everyone who moves together (design decision 7). Pure.

Covered with a person whose location is withheld: their parents and unpaid carers, their children, and the children of
those parents and carers (the brother, the sister, the baby born later). Not covered: a person named as the alleged
abuser, a paid carer, and a relative whose records place them, now, only in homes that none of the covered people share.
Where no record places any of the covered people, nobody close to them is taken to live elsewhere.
Parents and carers are covered wherever a record places them: an old address in one feed must not open the new one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CARE_EDGES = ("PARENT_OF", "CARES_FOR")


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation of care: ``adult`` is a parent or carer of ``child``; both are person uids."""

    adult: str
    child: str
    edge: str
    paid: bool = False


@dataclass(frozen=True, slots=True)
class Declared:
    """A protection of the location of one person; ``abuser`` is the uid of the person it protects from, if named."""

    person: str
    abuser: str | None = None


def covered(
    declared: Iterable[Declared], ties: Iterable[Tie], homes: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """The uids of all people whose places are withheld.

    ``homes`` gives the addresses at which somebody's current records place them; a person without any is missing.
    """
    adults_of: defaultdict[str, set[str]] = defaultdict(set)
    children_of: defaultdict[str, set[str]] = defaultdict(set)
    for tie in ties:
        if not tie.paid:
            adults_of[tie.child].add(tie.adult)
            children_of[tie.adult].add(tie.child)
    everyone: set[str] = set()
    for each in declared:
        if each.person == each.abuser:
            continue
        together = {each.person} | (adults_of[each.person] - {each.abuser})
        shared = set().union(*(homes.get(person, frozenset()) for person in together))
        candidates = set().union(*(children_of[adult] for adult in together)) - together - {each.abuser}
        for person in candidates:
            home = homes.get(person)
            if not home or not shared or home & shared:
                together.add(person)
        everyone |= together
    return frozenset(everyone)
