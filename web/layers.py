"""Nodes in layers below each other: every link leads down, and where it spans a layer a lane passes through that."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True)
class Link:
    """What links two nodes: the words beside its line, and whether it is over."""

    start: str
    end: str
    says: tuple[str, ...]
    over: bool = False


@dataclass
class Layers:
    """Nodes by layer from left to right; ``passing`` are lanes that only pass through theirs."""

    rows: list[list[str]]
    left_out: int
    passing: set[str] = field(default_factory=set)
    ways: list[tuple[Link, list[str]]] = field(default_factory=list)
    """Each link and what its line leads through, from above."""

    def lanes(self, key: str) -> int:
        """How many lines come into a node from above."""
        return sum(way[-1] == key for _, way in self.ways)

    def hops(self, number: int) -> list[tuple[str, str, int, Link]]:
        """Lines into a layer: upper, lower, which of the lower one's lanes, and the link."""
        found, used = [], defaultdict[str, int](int)
        at = {key: place for place, key in enumerate(self.rows[number])}
        above = {key: place for place, key in enumerate(self.rows[number - 1])}
        for link, way in sorted(self.ways, key=lambda each: [above.get(key, 0) for key in each[1]]):
            for upper, lower in pairwise(way):
                if lower in at:
                    found.append((upper, lower, used[lower], link))
                    used[lower] += 1
        return found

    def into(self, number: int) -> list[Link]:
        """The links whose words stand above a layer: those that end in it."""
        return [link for link, way in self.ways if way[-1] in self.rows[number]]


def layered(top: str, links: Sequence[Link], most: int) -> Layers:
    """Layers below ``top`` of at most so many lanes of words. What nothing links to it begins at the top as well."""
    order = _order(top, links)
    near = _near(links)
    depth: dict[str, int] = {}
    for key, place in order.items():
        above = [depth[other] for other in near[key] if other in depth and order[other] < place]
        depth[key] = 1 + max(above) if above else 0
    kept = _kept(depth, near, most)
    rows: list[list[str]] = [[] for _ in range(1 + max(depth[key] for key in kept))]
    for key in kept:
        rows[depth[key]].append(key)
    made = Layers(rows, len(depth) - len(kept))
    for link in links:
        if link.start in kept and link.end in kept:
            upper, lower = sorted((link.start, link.end), key=lambda key: order[key])
            made.ways.append((link, _through(made, upper, lower, depth)))
    _arrange(made)
    return made


def _near(links: Sequence[Link]) -> defaultdict[str, list[str]]:
    near: defaultdict[str, list[str]] = defaultdict(list)
    for link in links:
        near[link.start].append(link.end)
        near[link.end].append(link.start)
    return near


def _order(top: str, links: Sequence[Link]) -> dict[str, int]:
    """Every node in the order in which it is come upon from the top, nearest first."""
    near, order = _near(links), dict[str, int]()
    for begin in (top, *(link.start for link in links)):
        waiting = deque([begin])
        while waiting:
            key = waiting.popleft()
            if key not in order:
                order[key] = len(order)
                waiting.extend(near[key])
    return order


def _kept(depth: dict[str, int], near: dict[str, list[str]], most: int) -> list[str]:
    """Nodes for which there is room, and to which a kept one leads."""
    kept: list[str] = []
    room: defaultdict[int, int] = defaultdict(lambda: most)
    for key in sorted(depth, key=lambda key: depth[key]):
        above = [other for other in near[key] if other in kept and depth[other] < depth[key]]
        lanes = max(1, len(above))
        if (above or depth[key] == 0) and (lanes <= room[depth[key]] or room[depth[key]] == most):
            kept.append(key)
            room[depth[key]] -= lanes
    return kept


def _through(made: Layers, upper: str, lower: str, depth: dict[str, int]) -> list[str]:
    way = [upper]
    for number in range(depth[upper] + 1, depth[lower]):
        lane = f"lane {len(made.ways)} in {number}"
        made.rows[number].append(lane)
        made.passing.add(lane)
        way.append(lane)
    return [*way, lower]


def _arrange(made: Layers) -> None:
    """Put each where those above it are, so that few lines cross."""
    for number in range(1, len(made.rows)):
        above = {key: place for place, key in enumerate(made.rows[number - 1])}
        middle: dict[str, list[int]] = defaultdict(list)
        for _, way in made.ways:
            for upper, lower in pairwise(way):
                if upper in above:
                    middle[lower].append(above[upper])
        made.rows[number].sort(key=lambda key: sum(middle[key]) / len(middle[key]) if middle[key] else 0.0)
