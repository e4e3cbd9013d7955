"""Groups of records out of judged pairs: the strongest link first, and none across a wall. Pure.

The result does not depend on the order of the input. A link that is refused stays refused: groups only grow, and the
members that forbid it stay in them. So a chain whose ends exclude each other breaks at its weakest link.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import permutations, product
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


def leading_across(
    groups: Iterable[Members], links: Iterable[Link], sealed: Callable[[str, str], bool]
) -> set[Link]:
    """The links that lie between groups on a way from one sealed identity to the other: whoever judged them did not
    know of the seal, and each of them may be the one that was wrong.

    Groups are those that stand without the links. Ends that lead nowhere are taken away until what is left joins
    sealed identities only; parts without two such are left alone."""
    numbered = list(groups)
    place = {key: number for number, group in enumerate(numbered) for key in group}
    between = {link: (place[link.left], place[link.right]) for link in links}
    between = {link: ends for link, ends in between.items() if ends[0] != ends[1]}
    found: set[Link] = set()
    for part in components((), [(str(one), str(other)) for one, other in between.values()]):
        inside = {int(number) for number in part}
        apart = {
            number
            for number, other in permutations(inside, 2)
            if any(sealed(one, two) for one, two in product(numbered[number], numbered[other]))
        }
        left = {link: set(ends) for link, ends in between.items() if ends[0] in inside} if apart else {}
        while True:
            degree = Counter(number for ends in left.values() for number in ends)
            ending = {number for number, times in degree.items() if times == 1} - apart
            if not ending:
                break
            left = {link: ends for link, ends in left.items() if not ends & ending}
        found |= left.keys()
    return found


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
