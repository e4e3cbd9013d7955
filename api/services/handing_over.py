"""From a case system to the child's page, without an identifier in an address and without telling whether a child is
known: the case system gets an address in every case, and only a signed-in reader learns what it leads to."""

from __future__ import annotations

from api.context import Visit
from api.errors import NotFound, SignInNeeded, TooMany
from api.shapes import HandoverRequest, HandoverView
from api.store.audit import Action
from api.store.clock import now
from api.store.handovers import LASTS, Handover
from graph import reads


def begin(visit: Visit, key: str, asked: HandoverRequest) -> HandoverView:
    """Keep what a case system posted, for two minutes. Raises :class:`SignInNeeded` for a key that is none."""
    visit.intends(Action.REQUEST)
    wait = visit.parts.rates.count(visit.parts.settings.strangers, visit.client or "unknown")
    if wait is not None:
        raise TooMany(retry_after=wait)
    system = visit.parts.handovers.system(key) if key else None
    if system is None:
        raise SignInNeeded
    value = "".join(asked.value.split()).upper() if asked.kind != "record" else asked.value
    if asked.kind == "record":
        value = f"{system.feed}:person:{value}"
    token = visit.parts.handovers.begin(Handover(system.name, asked.kind, value))
    visit.record(details={"part": "handover begun", "system": system.name, "kind": asked.kind})
    return HandoverView(address=f"{visit.parts.settings.origin}/handovers/{token}", expires_at=now() + LASTS)


def follow(visit: Visit, token: str) -> str:
    """The uid of the child that was handed over, for a signed-in reader. Raises :class:`NotFound` where the address was
    used, is too old, or leads to nobody whom the reader may see."""
    visit.intends(Action.SEARCH)
    handed = visit.parts.handovers.take(token)
    if handed is None:
        raise NotFound
    scope = visit.access.scope(visit.account)
    read = reads.child_of_record if handed.kind == "record" else reads.child_of_identifier
    uid = read(visit.graph, scope, handed.value)
    if uid is None:
        raise NotFound
    visit.record(subjects=(uid,), details={"part": "handover", "system": handed.system, "kind": handed.kind})
    return uid
