"""Taking a network out of the index, for a named audience: kept in the audit before anything leaves."""

from __future__ import annotations

from dataclasses import dataclass

from api.context import Visit
from api.dates import Dates
from api.errors import NotFound
from api.pages.common import ROLE_WORDS
from api.services import people, registered
from api.services.caseload import registered_with
from api.store.audit import Action
from api.store.clock import now
from graph import reads
from model.facts import Fact
from model.taking_out import Mark, Wanted, kin, reduced
from model.views import ChildView, Involvement, Network
from model.working import OwnInvolvement


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What leaves, and its mark."""

    mark: Mark
    child: ChildView
    network: Network
    involvements: list[Fact[Involvement]]
    registered: list[OwnInvolvement]


def take_out(visit: Visit, uid: str, wanted: Wanted) -> TakenOut:
    """The network of a child who is open, reduced to what was asked for. Raises as :func:`people.opened`."""
    who = people.opened(visit, uid, "child", Action.EXPORT)
    today = now().date()
    dates = Dates(today, today)
    child = reads.child(visit.graph, who.scope, uid, as_at=today, known_at=today)
    whole = reads.network(visit.graph, who.scope, uid, wanted.depth, as_at=today, known_at=today)
    if child is None or whole is None:
        raise NotFound
    whole = registered.drawn(visit, who.scope, whole)
    siblings = people.read_part(visit, who, "siblings", dates)
    family = {fact.value.person.uid for fact in child.adults} | {each.person.uid for each in siblings}
    network = reduced(whole, family | kin(whole), wanted)
    involved = [
        fact for fact in people.read_part(visit, who, "involvements", dates) if fact.value.status == "open"
    ]
    account = visit.account
    mark = Mark(
        by=f"{account.name}, {ROLE_WORDS[account.role]}",
        at=now(),
        audience=wanted.audience,
        reason=wanted.reason,
        reference=visit.request_id,
    )
    visit.record(
        subjects=tuple(
            sorted({uid, *(node.uid for node in network.nodes if node.kind in ("child", "adult"))})
        ),
        purpose=who.opening.purpose.value,
        reason=wanted.reason,
        count=len(network.edges),
        details={"part": "network taken out", **wanted.model_dump(exclude={"reason"})},
    )
    return TakenOut(mark, child, network, involved, registered_with(visit, who.scope, uid, child.notice))
