"""Addresses, and how two people are linked."""

from __future__ import annotations

from api.context import Visit
from api.dates import Dates
from api.errors import NotFound
from api.services import people
from api.store.audit import Action
from api.store.clock import now
from graph import reads
from model.facts import Fact
from model.scope import Scope
from model.views import AddressRef, Family, Path, PersonRef, Stay


def address_people(
    visit: Visit, uid: str, dates: Dates, action: Action = Action.READ
) -> tuple[AddressRef, list[Fact[Stay]]]:
    """An address and its people over time; for those who have one of these people open today."""
    scope, address = _opened(visit, uid, action)
    stays = reads.people_of_address(visit.graph, scope, uid, as_at=dates.as_at, known_at=dates.known_at)
    _record(visit, dates, len(stays))
    return address, stays


def address_families(visit: Visit, uid: str, dates: Dates) -> tuple[AddressRef, list[Family]]:
    """The same, family by family, with where each family lived together before and afterwards."""
    scope, address = _opened(visit, uid, Action.READ)
    families = reads.families(visit.graph, scope, uid, as_at=dates.as_at, known_at=dates.known_at)
    _record(visit, dates, sum(len(family.members) for family in families))
    return address, families


def _opened(visit: Visit, uid: str, action: Action) -> tuple[Scope, AddressRef]:
    visit.intends(action, uid)
    scope = visit.access.address_people(visit.account, uid)
    address = reads.address(visit.graph, scope, uid)
    if address is None:
        raise NotFound
    return scope, address


def _record(visit: Visit, dates: Dates, count: int) -> None:
    visit.record(count=count, details={"part": "address", "as_at": dates.as_at, "known_at": dates.known_at})


def paths(visit: Visit, start: str, end: str, dates: Dates) -> list[Path]:
    """How two people are linked. Both have to be open: the answer tells of both."""
    who = _either(visit, start)
    _either(visit, end)
    visit.intends(Action.READ, start, end)
    found = reads.paths(visit.graph, who.scope, start, end, as_at=dates.as_at, known_at=dates.known_at)
    people.record(visit, who, dates, "paths", len(found))
    return found


def person_ref(visit: Visit, uid: str) -> PersonRef:
    """Name and dates of a child or adult who is open; for the head of a page that has its entry already."""
    scope = visit.access.scope(visit.account)
    today = now().date()
    child = reads.child(visit.graph, scope, uid, as_at=today, known_at=today)
    view = child or reads.adult(visit.graph, scope, uid, as_at=today, known_at=today)
    if view is None:
        raise NotFound
    return PersonRef(
        uid=view.uid,
        kind="child" if child else "adult",
        name=view.name.value,
        date_of_birth=view.date_of_birth.value if view.date_of_birth else None,
        age=view.age,
        died=view.died.value if view.died else None,
        notice=view.notice,
    )


def _either(visit: Visit, uid: str) -> people.Opened:
    """A child or an adult. A seventeen-year-old mother is both, and is opened as a child."""
    try:
        return people.opened(visit, uid, "child")
    except NotFound:
        return people.opened(visit, uid, "adult")
