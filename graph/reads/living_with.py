"""Carers who are said to live with a child, and of whom nobody says where: members of the home that the same agency
gives for the child.

The word stays apart from a recorded address: such a member has no address and no day of joining.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.reads import refs
from graph.reads.facts import Claim, Provenance, fact
from graph.reads.moment import Moment
from model.codes import SAID_TO_LIVE_WITH
from model.facts import Fact
from model.views import PersonRef, Stay


@dataclass(frozen=True, slots=True)
class Home:
    """A home of the child: which feeds name it, and how it stands among the others (the least is taken first)."""

    uid: str
    feeds: frozenset[str | None]
    standing: tuple[object, ...]


def living_with(
    moment: Moment, uid: str, homes: Iterable[Home], provenance: Provenance
) -> dict[str, list[Fact[Stay]]]:
    """By uid of the home, those who are said to live with the child."""
    claims: dict[str, list[Claim]] = {}
    people: dict[str, PersonRef] = {}
    for row in moment.asked("living_with", uid=uid):
        person = refs.person(row["person"], moment.as_at)
        people[person.uid] = person
        claims.setdefault(person.uid, []).append(Claim.of_edge(row["claim"]))
    listed = sorted(homes, key=lambda home: home.standing)
    found: dict[str, list[Fact[Stay]]] = {}
    for other, said in claims.items():
        feeds = {claim.feed for claim in said}
        home = next((home for home in listed if home.feeds & feeds), listed[0])
        found.setdefault(home.uid, []).append(_stay(people[other], said, provenance))
    return found


def _stay(person: PersonRef, said: list[Claim], provenance: Provenance) -> Fact[Stay]:
    """The days of a claim of care are not days at an address."""
    shown = fact(person, [replace(claim, from_=None, to=None) for claim in said], provenance)
    stay = Stay(person=person, address=None, kind=SAID_TO_LIVE_WITH, household_member=True)
    return Fact[Stay](**{**dict(shown), "value": stay})
