"""Families at an address and on the move: who belongs together, and where else the same people lived together.

People are of one family where an agency records one as parent, carer or relative of the other, or where the same people
lived together at another address too. That two people live at one address says nothing of that kind by itself.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph.gateway import Graph
from graph.reads import refs
from graph.reads.facts import Claim, Provenance, in_words
from graph.reads.homes import Link, around, links, spells, stays
from graph.reads.hubs import HUB_CLASSES
from graph.reads.moment import Moment
from model.facts import Source
from model.names import in_a_row
from model.scope import Scope
from model.views import AddressRef, Family, Move, PersonRef

BY_RECORD = "An agency records one as parent, carer or relative of another."
BY_HOMES = "The same people lived together at another address, too. No agency records how they are related."
BY_BOTH = f"{BY_RECORD} The same people lived together at another address, too."
ALONE = "No agency records a tie to others at this address, and no other address is shared with them."


@dataclass(frozen=True, slots=True)
class _Spell:
    """One person's time at one home."""

    person: PersonRef
    address: AddressRef
    start: dt.date
    end: dt.date
    known: bool
    """Whether the first day is recorded."""
    claims: tuple[Claim, ...]

    def meets(self, other: _Spell) -> bool:
        return self.address.uid == other.address.uid and self.start <= other.end and other.start <= self.end


def families(graph: Graph, scope: Scope, uid: str, *, as_at: dt.date, known_at: dt.date) -> list[Family]:
    """The people of an address up to a date, family by family: those with somebody there now first, then the latest."""
    moment = Moment(graph, scope, as_at, known_at)
    here = links(moment.asked("residents", uids=[uid], opened=[]), as_at)
    if not here:
        return []
    provenance = Provenance(moment)
    people = sorted({link.person.uid for link in here})
    elsewhere = links(moment.asked("family_stays", uid=uid), as_at)
    kin = _kin(moment, people)
    moves = [
        move
        for move in _moves(_spells([*here, *elsewhere], as_at), kin, provenance)
        if uid in (move.before.uid, move.after.uid)
    ]
    shared = [frozenset(person.uid for person in move.people) for move in moves]
    found = []
    for group in _groups(people, [*kin, *shared]):
        told = stays([link for link in here if link.person.uid in group], as_at, provenance)
        found.append(
            Family(
                members=told,
                ground=_ground(group, kin, shared),
                moves=[move for move in moves if group.issuperset(person.uid for person in move.people)],
            )
        )
    return sorted(found, key=_latest_first)


def moves(graph: Graph, scope: Scope, uid: str, *, as_at: dt.date, known_at: dt.date) -> list[Move]:
    """The moves of a person's household up to a date, the latest first: to which home with whom, who lived together
    before at another."""
    moment = Moment(graph, scope, as_at, known_at)
    mine, others = around(moment, uid)
    people = sorted({link.person.uid for link in others})
    if len(people) < 2:
        return []
    found = _moves(_spells([*mine, *others], as_at), _kin(moment, people), Provenance(moment))
    return [move for move in found if any(person.uid == uid for person in move.people)]


def _kin(moment: Moment, people: list[str]) -> list[frozenset[str]]:
    rows = moment.asked("network_kin", uids=people, opened=[], past=True) if len(people) > 1 else []
    pairs = {frozenset((row["source"]["uid"], row["target"]["uid"])) for row in rows}
    return sorted((pair for pair in pairs if pair <= set(people)), key=sorted)


def _ground(group: frozenset[str], kin: Sequence[frozenset[str]], shared: Sequence[frozenset[str]]) -> str:
    related, moved = (any(each <= group for each in found) for found in (kin, shared))
    if related:
        return BY_BOTH if moved else BY_RECORD
    return BY_HOMES if moved else ALONE


def _groups(people: Iterable[str], ties: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    group = {person: {person} for person in people}
    for tie in ties:
        whole = set().union(*(group[person] for person in tie))
        for person in whole:
            group[person] = whole
    return sorted({frozenset(found) for found in group.values()}, key=sorted)


def _latest_first(family: Family) -> tuple[object, ...]:
    last = max((each.value.left or dt.date.max for each in family.members), default=dt.date.min)
    joined = min((each.value.joined or dt.date.min for each in family.members), default=dt.date.min)
    return -last.toordinal(), -joined.toordinal(), [each.value.person.uid for each in family.members]


def _spells(found: Iterable[Link], as_at: dt.date) -> list[_Spell]:
    apart: defaultdict[tuple[str, str], dict[str, Link]] = defaultdict(dict)
    for link in found:
        if link.home:
            apart[link.person.uid, link.address.uid][link.claim.key] = link
    return [
        _Spell(
            part[0].person,
            part[0].address,
            min(link.span(as_at)[0] for link in part),
            as_at if any(link.current(as_at) for link in part) else max(link.span(as_at)[1] for link in part),
            any(link.claim.from_ for link in part),
            tuple(link.claim for link in part),
        )
        for _, known in sorted(apart.items())
        for part in spells(known.values(), as_at)
    ]


def _moves(found: Sequence[_Spell], kin: Sequence[frozenset[str]], provenance: Provenance) -> list[Move]:
    """For each home, the latest home before it at which two or more of its people had lived together."""
    by_person: defaultdict[str, list[_Spell]] = defaultdict(list)
    at: defaultdict[str, list[_Spell]] = defaultdict(list)
    for spell in found:
        by_person[spell.person.uid].append(spell)
        at[spell.address.uid].append(spell)
    told: list[Move] = []
    for home in sorted(at):
        together = _together(at[home], by_person, frozenset(kin))
        covered: set[str] = set()
        for _, pairs in sorted(together.items(), key=lambda one: (-_begun(one[1]).toordinal(), one[0])):
            people = {spell.person.uid for pair in pairs for spell in pair}
            if len(people - covered) > 1:
                told.append(_move(pairs, provenance))
                covered |= people
    return sorted(
        told, key=lambda move: (-(move.on or dt.date.min).toordinal(), move.after.uid, move.before.uid)
    )


_Pair = tuple[_Spell, _Spell]
"""One person's time at the home before, and at the home after."""


def _together(
    here: Sequence[_Spell], by_person: Mapping[str, Sequence[_Spell]], kin: frozenset[frozenset[str]]
) -> dict[str, list[_Pair]]:
    """By uid of an earlier home: those who lived there together and do or did so here."""
    found: defaultdict[str, dict[str, _Pair]] = defaultdict(dict)
    for one, other in combinations(here, 2):
        if one.person.uid == other.person.uid or not one.meets(other):
            continue
        for mine in by_person[one.person.uid]:
            if mine.address.uid == one.address.uid or mine.start >= one.start:
                continue
            for theirs in by_person[other.person.uid]:
                if theirs.start >= other.start or not mine.meets(theirs):
                    continue
                # Where many families live at once, only those who are recorded as kin moved together.
                crowded = {mine.address.address_class, one.address.address_class} & HUB_CLASSES
                if crowded and frozenset((one.person.uid, other.person.uid)) not in kin:
                    continue
                for before, after in ((mine, one), (theirs, other)):
                    found[mine.address.uid].setdefault(after.person.uid, (before, after))
    return {home: [pairs[person] for person in sorted(pairs)] for home, pairs in found.items()}


def _begun(pairs: Iterable[_Pair]) -> dt.date:
    return max(before.start for before, _ in pairs)


def _move(pairs: Sequence[_Pair], provenance: Provenance) -> Move:
    ordered = sorted(pairs, key=lambda pair: refs.person_order(pair[0].person))
    before, after = ordered[0]
    people = [earlier.person for earlier, _ in ordered]
    days = [later.start for _, later in ordered if later.known]
    said = in_a_row([person.name for person in people])
    told = "; ".join(
        f"{earlier.person.name} at {earlier.address.line} {_since(earlier)} and at {later.address.line} {_since(later)}"
        for earlier, later in ordered
    )
    sources: list[Source] = provenance.sources(
        claim for pair in ordered for spell in pair for claim in spell.claims
    )
    return Move(
        before=before.address,
        after=after.address,
        on=min(days, default=None),
        people=people,
        sentence=f"{said} lived together at {before.address.line} and then at {after.address.line}.",
        ground=f"{told}.",
        sources=sources,
    )


def _since(spell: _Spell) -> str:
    return f"from {in_words(spell.start)}" if spell.known else "from a day that is not recorded"
