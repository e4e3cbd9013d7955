"""What is taken out of the index for a named audience: only what was asked for, of what the reader may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from model.facts import View
from model.narrowing import EDGES, LinkKind
from model.views import Network, NetworkNode

Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200, pattern=r"^[^\x00]*$")
]


class Wanted(View):
    """For whom, why, and what may be in it. Addresses, telephones and other families only where they are asked for."""

    audience: Line
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=5, max_length=500)]
    form: Literal["html", "csv"] = "html"
    depth: int = Field(default=2, ge=1, le=3)
    addresses: bool = False
    telephones: bool = False
    other_families: bool = False


class Mark(View):
    """Who took it out, when, for whom and why: on every page of it, and in the audit under the same number."""

    by: str
    at: dt.datetime
    audience: str
    reason: str
    reference: str


def reduced(network: Network, family: Iterable[str], wanted: Wanted) -> Network:
    """The network with only what was asked for. ``family`` are the uids of the child's own: parents, carers, brothers,
    sisters and the household. What is linked to the rest of it by nothing that is left is left out too."""
    own = {network.start, *family}
    kept = {
        node.uid: node
        for node in network.nodes
        if (wanted.addresses or node.kind != "address")
        and (wanted.other_families or node.kind not in ("child", "adult") or node.uid in own)
    }
    edges = [edge for edge in network.edges if edge.source in kept and edge.target in kept]
    reached = _reached(network.start, [(edge.source, edge.target) for edge in edges])
    nodes = [_without_home(node, kept) for node in network.nodes if node.uid in kept and node.uid in reached]
    left = {node.uid for node in nodes}
    return network.model_copy(
        update={"nodes": nodes, "edges": [edge for edge in edges if {edge.source, edge.target} <= left]}
    )


def _without_home(node: NetworkNode, kept: dict[str, NetworkNode]) -> NetworkNode:
    return (
        node
        if node.household in kept or node.household is None
        else node.model_copy(update={"household": None})
    )


def _reached(start: str, links: list[tuple[str, str]]) -> set[str]:
    near: dict[str, set[str]] = {}
    for one, other in links:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    found, waiting = {start}, [start]
    while waiting:
        fresh = near.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found


def kin(network: Network) -> set[str]:
    """Those linked to the start by kinship or care, and those of one household with it."""
    family = EDGES[LinkKind.FAMILY]
    home = next((node.household for node in network.nodes if node.uid == network.start), None)
    near = {
        end
        for edge in network.edges
        if edge.kind in family and network.start in (edge.source, edge.target)
        for end in (edge.source, edge.target)
    }
    return near | {node.uid for node in network.nodes if home is not None and node.household == home}
