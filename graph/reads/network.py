"""The network view: who and what is around a person, to a chosen depth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Set
from dataclasses import replace
from typing import Any

from graph.gateway import Graph
from graph.reads import refs
from graph.reads.facts import Provenance, days, fact
from graph.reads.homes import households
from graph.reads.hubs import HUB_PEOPLE
from graph.reads.moment import Moment
from graph.reads.neighbourhood import MOST_NODES, Edge, Explorer, Neighbourhood, Node
from model.codes import HOUSEHOLD_KINDS, SAID_TO_LIVE_WITH, ResidenceKind
from model.narrowing import EVERYTHING, AgencyName, Narrowing
from model.scope import Scope
from model.views import LOCATION_WITHHELD, Network, NetworkEdge, NetworkNode

DEEPEST = 3
_WORDS = {
    "LIVES_AT": "lives at",
    "PARENT_OF": "parent of",
    "CARES_FOR": "cares for",
    "RESPONSIBLE_FOR": "parental responsibility for",
    "RELATED_TO": "related to",
    "ATTENDS": "attends",
    "INVOLVED_WITH": "involved with",
    "WORKS_WITH": "works with",
    "PARTY_TO": "party to",
}
_LASTING = frozenset({"PARENT_OF", "PARTY_TO"})
"""What does not end: parenthood, and having been there."""


def network(
    graph: Graph,
    scope: Scope,
    uid: str,
    depth: int,
    *,
    as_at: dt.date,
    known_at: dt.date,
    narrowing: Narrowing = EVERYTHING,
) -> Network | None:
    """Everything within ``depth`` (1 to 3) steps of a person on a day, and the household of each of the person's homes,
    whatever the depth; None for one whom the reader may not see. Only links that the narrowing takes are followed.

    Raises ValueError for another depth.
    """
    if not 1 <= depth <= DEEPEST:
        raise ValueError(f"depth must be from 1 to {DEEPEST}")
    moment = Moment(graph, scope, as_at, known_at)
    row = moment.person(uid)
    if row is None:
        return None
    explorer = Explorer(moment, [uid], HUB_PEOPLE, narrowing)
    found = explorer.explore(refs.person(row, as_at), depth)
    lived = {edge.target for edge in found.edges.values() if edge.type == "LIVES_AT"}
    own = households(graph, scope, uid, as_at=as_at, known_at=known_at) if lived else []
    own = [each for each in own if each.address.uid in found.nodes]
    members = {each.address.uid: {stay.value.person.uid for stay in each.members} for each in own}
    if not found.truncated:
        explorer.at_home(found, members, hops=2)
    provenance, homes = Provenance(moment), _homes(found, members, as_at)
    said = {
        stay.value.person.uid for each in own for stay in each.members if stay.value.kind == SAID_TO_LIVE_WITH
    }
    return Network(
        start=uid,
        as_at=as_at,
        as_known_at=known_at,
        depth=depth,
        nodes=[
            node_view(node, homes.get(node.uid), node.uid in said)
            for node in sorted(found.nodes.values(), key=lambda node: node.order)
        ],
        edges=[edge_view(edge, as_at, provenance) for edge in ordered(found)],
        truncated=found.truncated,
        notice=_notice(row, found),
    )


def agencies(graph: Graph, scope: Scope, *, as_at: dt.date, known_at: dt.date) -> list[AgencyName]:
    """The agencies that have delivered by a day, by name: among whom a reader may choose."""
    return Provenance(Moment(graph, scope, as_at, known_at)).agencies()


def _notice(row: dict[str, Any], found: Neighbourhood) -> str | None:
    if row["withheld"]:
        return LOCATION_WITHHELD
    return f"Only the nearest {MOST_NODES} are shown." if found.truncated else None


def ordered(found: Neighbourhood) -> list[Edge]:
    """Edges by the nodes they join, nearest first; those that say the same in words are one, with all their claims."""
    in_order = sorted(
        found.edges.values(),
        key=lambda edge: (
            found.nodes[edge.source].order,
            found.nodes[edge.target].order,
            edge.type,
            edge.label or "",
        ),
    )
    return said_once(in_order, words)


def said_once(edges: Iterable[Edge], said: Callable[[Edge], Hashable]) -> list[Edge]:
    """Edges between the same two of which the same is ``said`` as one, with all their claims, in the order given."""
    alike: dict[tuple[str, str, Hashable], Edge] = {}
    for edge in edges:
        same = (edge.source, edge.target, said(edge))
        known = alike.get(same)
        if known is None:
            alike[same] = replace(edge, claims=list(edge.claims))
        else:
            known.claims.extend(edge.claims)
    return list(alike.values())


def _homes(found: Neighbourhood, members: Mapping[str, Set[str]], as_at: dt.date) -> dict[str, str]:
    """The drawn address whose household each person belongs to on the day: of the start's own homes as the start's page
    says, of others by where each lives, the main home before a second one."""
    ranked: dict[str, tuple[bool, dt.date, str]] = {}
    for edge in found.edges.values():
        if edge.type != "LIVES_AT" or edge.label not in HOUSEHOLD_KINDS:
            continue
        if edge.target in members or found.nodes[edge.target].hub:
            continue
        if all(claim.to is not None and claim.to < as_at for claim in edge.claims):
            continue
        since = max((claim.from_ for claim in edge.claims if claim.from_), default=dt.date.min)
        rank = (edge.label == ResidenceKind.MAIN_HOME, since, edge.target)
        ranked[edge.source] = max(ranked.get(edge.source, rank), rank)
    homes = {person: home for person, (_, _, home) in ranked.items()}
    for home, people in reversed(list(members.items())):
        homes.update((person, home) for person in people)
    return homes


def node_view(node: Node, household: str | None = None, said: bool = False) -> NetworkNode:
    """A node as it is shown."""
    return NetworkNode(
        uid=node.uid,
        kind=node.kind,  # type: ignore[arg-type]
        label=node.label,
        detail=node.detail,
        hops=node.hops,
        hub=node.hub,
        count=node.count,
        notice=node.person.notice if node.person else None,
        household=household,
        said_to_live_with=said,
    )


def edge_view(edge: Edge, as_at: dt.date, provenance: Provenance) -> NetworkEdge:
    """An edge as it is shown, its claims settled into one fact."""
    shown = fact(edge.uid, edge.claims, provenance)
    return NetworkEdge(
        uid=edge.uid,
        source=edge.source,
        target=edge.target,
        kind=edge.type,
        label=words(edge),
        **days(shown.from_, shown.to),
        current=edge.type in _LASTING or any(claim.to is None or claim.to >= as_at for claim in edge.claims),
        sources=shown.sources,
    )


def words(edge: Edge) -> str:
    """``parent of``, ``grandparent of``, ``lives at (second home)``."""
    said = (edge.label or "").replace("_", " ")
    # The role of a worker stands beside the worker.
    if edge.type in ("RESPONSIBLE_FOR", "WORKS_WITH") or not said or said == "not recorded":
        return _WORDS[edge.type]
    if edge.type == "PARENT_OF":
        return "parent of" if said == "birth" else f"{said} parent of"
    if edge.type in ("CARES_FOR", "RELATED_TO"):
        return f"{said} of"
    return f"{_WORDS[edge.type]} ({said})"
