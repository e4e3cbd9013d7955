"""Lists as the first screen of a child shows them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from model.codes import ResidenceKind
from model.facts import Fact
from model.names import in_a_row
from model.views import Family, Household, Involvement, SchoolStay, ServiceRef, Stay, WorkerRef

FILTERS = ("by_service", "current_schools", "family_names", "home_before", "joined_last", "open_on")

OPEN = "open"


@dataclass
class ServiceCard:
    """One service that is involved now, and its workers: the lead professional first."""

    service: ServiceRef | None
    involvements: list[Fact[Involvement]] = field(default_factory=list)
    workers: list[Fact[WorkerRef]] = field(default_factory=list)


def family_names(family: Family) -> str:
    """``Carla Achterberg, Maya Achterberg and Ron Lee``: who stands together, each once."""
    return in_a_row(list(dict.fromkeys(fact.value.person.name for fact in family.members)))


def joined_last(household: Household) -> Fact[Stay] | None:
    """The adult of a household who joined it last, of those whose first day is recorded."""
    adults = [fact for fact in household.members if fact.value.person.kind == "adult" and fact.value.joined]
    return max(
        adults, key=lambda fact: (fact.value.joined or dt.date.min, fact.value.person.uid), default=None
    )


LIVED = (ResidenceKind.MAIN_HOME, ResidenceKind.SECOND_HOME, ResidenceKind.PLACEMENT)


def home_before(
    addresses: Iterable[Fact[Stay]], households: Iterable[Household], on: dt.date
) -> Fact[Stay] | None:
    """Where a child lived last before the homes of that day: the stay that ended last, of those at other addresses."""
    now = {household.address.uid for household in households}
    ended = [
        fact
        for fact in addresses
        if fact.value.address is not None
        and fact.value.address.uid not in now
        and fact.value.kind in LIVED
        and fact.to is not None
        and fact.to <= on
    ]
    return max(ended, key=lambda fact: (fact.to or on, fact.from_ or dt.date.min), default=None)


def _so_on(start: dt.date | None, end: dt.date | None, on: dt.date) -> bool:
    return (start is None or start <= on) and (end is None or end >= on)


def open_on(fact: Fact[Involvement], on: dt.date) -> bool:
    """Whether an involvement was open on that day. One without an end that is not open has ended on an unknown day."""
    return _so_on(fact.from_, fact.to, on) and (fact.to is not None or fact.value.status == OPEN)


def by_service(
    involvements: Sequence[Fact[Involvement]], workers: Iterable[Fact[WorkerRef]], on: dt.date
) -> list[ServiceCard]:
    """The services open on that day with their workers; workers of no such service are in a last card without one.

    A service that hides its name is one card for each involvement, so that two of them are not shown as one.
    """
    cards: dict[str, ServiceCard] = {}
    for number, fact in enumerate(involvements):
        if open_on(fact, on):
            service = fact.value.service
            card = cards.setdefault(service.uid or f"unnamed {number}", ServiceCard(service))
            card.involvements.append(fact)
    named = {card.service.name: card for card in cards.values() if card.service and card.service.uid}
    others = ServiceCard(None)
    now = [worker for worker in workers if _so_on(worker.from_, worker.to, on)]
    for worker in sorted(
        now, key=lambda fact: (not fact.value.lead, fact.value.active is False, fact.value.name)
    ):
        named.get(worker.value.service or "", others).workers.append(worker)
    found = sorted(cards.values(), key=lambda card: not any(fact.value.lead for fact in card.workers))
    return [*found, others] if others.workers else found


def current_schools(schools: Iterable[Fact[SchoolStay]], on: dt.date) -> list[Fact[SchoolStay]]:
    """The schools attended on that day."""
    return [
        fact
        for fact in schools
        if _so_on(fact.from_, fact.to, on) and (fact.to is not None or fact.value.status != "left")
    ]
