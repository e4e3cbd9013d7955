"""Reading one child or adult: always an opening of its own, always an entry in the audit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from api.access import Kind, Ways
from api.context import Visit
from api.dates import Dates
from api.errors import Moved, NotFound
from api.services import registered
from api.store.audit import Action, Outcome
from api.store.clock import now
from api.store.openings import Opening
from graph import reads
from graph.reads.contesting import with_marks
from model.narrowing import EVERYTHING, Narrowing
from model.quality import Correction
from model.scope import Purpose, Scope
from model.views import AdultView, ChildView, Network

T = TypeVar("T")

Part = Literal[
    "siblings",
    "household",
    "addresses",
    "involvements",
    "schools",
    "transient_addresses",
    "other_households",
    "events",
]
PARTS: dict[Part, Callable[..., Sequence[Any]]] = {
    "siblings": reads.siblings,
    "household": reads.households,
    "addresses": reads.addresses,
    "involvements": reads.involvements,
    "schools": reads.schools,
    "transient_addresses": reads.transient_addresses,
    "other_households": reads.other_households,
    "events": reads.events,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A person who is open to this account today, and the scope to read them with."""

    uid: str
    opening: Opening
    scope: Scope


def opened(visit: Visit, uid: str, kind: Kind, action: Action = Action.READ) -> Opened:
    """The person's opening of today. Raises as :meth:`~api.access.Access.opening`, and Moved for a retired uid."""
    visit.intends(action, uid)
    with _following(visit, uid, kind):
        opening, scope = visit.access.opening(visit.account, uid, kind)
    return Opened(uid, opening, scope)


@contextmanager
def _following(visit: Visit, uid: str, kind: Kind) -> Iterator[None]:
    """What is not found may have been retired: then Moved says where the record goes on, if it may be opened there."""
    try:
        yield
    except NotFound:
        target = visit.access.followed(visit.account, uid, kind)
        if target is None:
            raise
        raise Moved(target) from None


def ways(visit: Visit, uid: str, kind: Kind) -> Ways:
    """How the account may open the person: for the page that asks for a reason."""
    visit.intends(Action.OPEN, uid)
    with _following(visit, uid, kind):
        found = visit.access.ways(visit.account, uid, kind)
    visit.record(Outcome.REASON_NEEDED)
    return found


def own_service_names(visit: Visit, uid: str, kind: Kind, ways: Ways) -> list[str]:
    """The names of the account's own services that are involved with a child; with an adult's children, the keys."""
    if kind == "adult" or not ways.own_services:
        return sorted(ways.own_services)
    today = now().date()
    scope = visit.access.scope(visit.account)
    facts = reads.involvements(visit.graph, scope, uid, as_at=today, known_at=today)
    wanted = {fact.value.service.name for fact in facts if fact.value.status == "open"}
    return sorted(wanted) if len(wanted) == 1 else sorted(ways.own_services)


def open_person(visit: Visit, uid: str, kind: Kind, purpose: Purpose, reason: str) -> Opening:
    """Open a person for the day."""
    visit.intends(Action.OPEN, uid)
    with _following(visit, uid, kind):
        opening = visit.access.open(visit.account, uid, kind, purpose, reason)
    visit.record(purpose=purpose.value, reason=reason, details={"sampled": opening.sampled})
    return opening


def child(visit: Visit, uid: str, dates: Dates) -> ChildView:
    """A child without its lists."""
    who = opened(visit, uid, "child")
    view = reads.child(visit.graph, who.scope, uid, as_at=dates.as_at, known_at=dates.known_at)
    if view is None:
        raise NotFound
    record(visit, who, dates, "child", 1)
    return marked(visit, who, view)


def adult(visit: Visit, uid: str, dates: Dates) -> AdultView:
    """An adult without its lists."""
    who = opened(visit, uid, "adult")
    view = reads.adult(visit.graph, who.scope, uid, as_at=dates.as_at, known_at=dates.known_at)
    if view is None:
        raise NotFound
    record(visit, who, dates, "adult", 1)
    return marked(visit, who, view)


def part(visit: Visit, uid: str, name: Part, dates: Dates, action: Action = Action.READ) -> list[Any]:
    """One list of a child's."""
    who = opened(visit, uid, "child", action)
    items = read_part(visit, who, name, dates)
    record(visit, who, dates, name, len(items))
    return items


def read_part(visit: Visit, who: Opened, name: Part, dates: Dates) -> list[Any]:
    """One list of somebody who is open already; writes no entry of its own."""
    found = list(PARTS[name](visit.graph, who.scope, who.uid, as_at=dates.as_at, known_at=dates.known_at))
    return marked(visit, who, found)


def marked(visit: Visit, who: Opened, view: T) -> T:
    """Views of somebody who is open already, with the sources marked whose values are contested."""
    return with_marks(view, contested(visit, who))


def contested(visit: Visit, who: Opened) -> list[Correction]:
    """What is marked wrong of somebody who is open already, and not answered; writes no entry of its own."""
    return [each for each in reads.contested(visit.graph, who.scope, who.uid) if each.status == "open"]


def network(
    visit: Visit,
    uid: str,
    depth: int,
    dates: Dates,
    action: Action = Action.READ,
    narrowing: Narrowing = EVERYTHING,
) -> Network:
    """The neighbourhood of a child."""
    who = opened(visit, uid, "child", action)
    found = reads.network(
        visit.graph, who.scope, uid, depth, as_at=dates.as_at, known_at=dates.known_at, narrowing=narrowing
    )
    if found is None:
        raise NotFound
    found = registered.drawn(visit, who.scope, found, narrowing)
    left_out = {} if narrowing.all else {"narrowed": _narrowed(narrowing)}
    record(visit, who, dates, "network", len(found.nodes), depth=depth, **left_out)
    return found


def _narrowed(narrowing: Narrowing) -> dict[str, Any]:
    return {
        "links": sorted(narrowing.kinds),
        "agencies": sorted(narrowing.agencies),
        "since": narrowing.since,
        "past": narrowing.past,
    }


def record(visit: Visit, who: Opened, dates: Dates, name: str, count: int, **details: Any) -> None:
    """The entry of a read: which part, for which dates, how many items."""
    visit.record(
        purpose=who.opening.purpose.value,
        count=count,
        details={"part": name, "as_at": dates.as_at, "known_at": dates.known_at, **details},
    )
