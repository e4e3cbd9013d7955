"""Groups of records out of judged pairs: the strongest link first, and none across a wall. Pure.

The result does not depend on the order of the input. A link that is refused stays refused: groups only grow, and the
members that forbid it stay in them. So a chain whose ends exclude each other breaks at its weakest link.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

Members: TypeAlias = set[str]


@dataclass(frozen=True, slots=True)
class Link:
    """Two records that a judgement joins. ``human`` links come first and are stopped by walls alone."""

    left: str
    right: str
    weight: float
    human: bool = False


def components(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Connected components over the nodes (ends of edges are nodes too), each sorted, in order of first member."""
    parent: dict[str, str] = {node: node for node in nodes}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right in edges:
        parent.setdefault(left, left)
        parent.setdefault(right, right)
        one, other = root(left), root(right)
        if one != other:
            parent[max(one, other)] = min(one, other)
    found: dict[str, list[str]] = {}
    for node in sorted(parent):
        found.setdefault(root(node), []).append(node)
    return list(found.values())


def agglomerate(
    starts: Iterable[Iterable[str]],
    links: Iterable[Link],
    wall: Callable[[str, str], bool],
    bar: Callable[[Members, Members], bool],
) -> tuple[list[Members], list[Link]]:
    """Join groups along links, human ones first, then by weight, then by keys.

    ``starts``: groups to begin with, each of one record or more. ``wall``: two records that may never be together.
    ``bar``: two groups that a model's link may not join. Returns the groups and the human links that met a wall.
    """
    members: dict[str, Members] = {}
    for start in starts:
        group = set(start)
        for key in group:
            members[key] = group
    refused = []
    for link in sorted(links, key=lambda link: (not link.human, -link.weight, link.left, link.right)):
        left, right = members[link.left], members[link.right]
        if left is right:
            continue
        if any(wall(one, other) for one in left for other in right):
            if link.human:
                refused.append(link)
            continue
        if not link.human and bar(left, right):
            continue
        if len(left) < len(right):
            left, right = right, left
        left |= right
        for key in right:
            members[key] = left
    return list({id(group): group for group in members.values()}.values()), refused
