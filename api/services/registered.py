"""Involvements that workers registered in Kith itself, as a network draws them beside what agencies deliver."""

from __future__ import annotations

from api.context import Visit
from api.services.caseload import registered_with
from graph.reads.refs import A_SERVICE
from model.narrowing import EVERYTHING, Narrowing
from model.scope import Scope
from model.views import Network, NetworkEdge, NetworkNode
from model.working import OwnInvolvement

LABEL = "works with (registered in Kith by the worker)"


def drawn(visit: Visit, scope: Scope, network: Network, narrowing: Narrowing = EVERYTHING) -> Network:
    """The network with the involvements registered with its child that stood on its day. Nothing of them is drawn where
    the child's location is withheld from the reader, or where the narrowing leaves workers out."""
    found = [
        one
        for one in registered_with(visit, scope, network.start, network.notice_of_start, past=True)
        if one.since <= min(network.as_at, network.as_known_at)
        and (narrowing.past or one.until is None or one.until >= network.as_at)
        and not narrowing.agencies
        and narrowing.takes("WORKS_WITH", None, one.since)
    ]
    if not found:
        return network
    return network.model_copy(
        update={
            "nodes": [*network.nodes, *(_node(one) for one in found)],
            "edges": [*network.edges, *(_edge(network, one) for one in found)],
        }
    )


def _node(one: OwnInvolvement) -> NetworkNode:
    uid = f"registered-{one.id}"
    if not one.name:
        return NetworkNode(uid=uid, kind="service", label=A_SERVICE, hops=1, hub=True)
    detail = ", ".join(filter(None, (one.role, one.place)))
    return NetworkNode(uid=uid, kind="professional", label=one.name, detail=detail, hops=1, hub=True)


def _edge(network: Network, one: OwnInvolvement) -> NetworkEdge:
    return NetworkEdge(
        uid=f"registered-{one.id}",
        source=f"registered-{one.id}",
        target=network.start,
        kind="WORKS_WITH",
        label=LABEL,
        **{"from": one.since},
        to=one.until,
        current=one.until is None or one.until >= network.as_at,
        sources=[one.source],
    )
