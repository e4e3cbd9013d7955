"""Groups: components as networkx finds them, the strongest links first, no wall crossed, no order that matters."""

from __future__ import annotations

import random

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from ingest.matching.groups import Link, agglomerate, components

_KEYS = st.sampled_from([f"k{number}" for number in range(9)])
_PAIRS = (
    st.tuples(_KEYS, _KEYS).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: (min(pair), max(pair)))
)
_LINKS = st.lists(
    st.builds(
        lambda pair, weight, human: Link(pair[0], pair[1], float(weight), human),
        _PAIRS,
        st.integers(0, 4),
        st.booleans(),
    ),
    max_size=20,
    unique_by=lambda link: (link.left, link.right),
)
_ALL = [f"k{number}" for number in range(9)]


@given(st.lists(_PAIRS, max_size=25))
def test_components_are_those_of_networkx(edges: list[tuple[str, str]]) -> None:
    graph: nx.Graph[str] = nx.Graph(edges)
    graph.add_nodes_from(_ALL)
    expected = set(map(frozenset, nx.connected_components(graph)))
    assert set(map(frozenset, components(_ALL, edges))) == expected


def group(links: list[Link], walls: set[tuple[str, str]], bars: set[tuple[str, str]]) -> set[frozenset[str]]:
    groups, _ = agglomerate(
        ([key] for key in _ALL),
        links,
        lambda one, other: (min(one, other), max(one, other)) in walls,
        lambda left, right: any((min(a, b), max(a, b)) in bars for a in left for b in right),
    )
    return set(map(frozenset, groups))


@given(_LINKS, st.sets(_PAIRS, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_the_links_does_not_matter(
    links: list[Link],
    walls: set[tuple[str, str]],
    chance: random.Random,
) -> None:
    shuffled = list(links)
    chance.shuffle(shuffled)
    assert group(links, walls, set()) == group(shuffled, walls, set())


@given(_LINKS, st.sets(_PAIRS, max_size=6))
def test_no_wall_stands_within_a_group(links: list[Link], walls: set[tuple[str, str]]) -> None:
    for members in group(links, walls, set()):
        assert not any({one, other} <= members for one, other in walls)


@given(_LINKS)
def test_without_walls_groups_are_the_components(links: list[Link]) -> None:
    expected = components(_ALL, [(link.left, link.right) for link in links])
    assert group(links, set(), set()) == set(map(frozenset, expected))


def test_a_chain_with_contradicted_ends_breaks_at_its_weakest_link() -> None:
    links = [Link("k0", "k1", 20.0), Link("k1", "k2", 12.0), Link("k2", "k3", 18.0)]
    found = group(links, set(), {("k0", "k3")})
    assert {frozenset({"k0", "k1"}), frozenset({"k2", "k3"})} <= found


def test_what_a_person_joined_comes_before_the_heaviest_weight() -> None:
    links = [Link("k0", "k1", 40.0), Link("k1", "k2", 0.0, human=True)]
    assert frozenset({"k1", "k2"}) in group(links, set(), {("k0", "k2")})
