"""Every case of every pattern on both engines: all of them in one graph, which each pattern is asked over once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

import pytest

from graph.gateway import Graph
from graph.patterns import candidates, children, not_live, run, run_for
from model.guards import Clearance
from model.patterns import Found
from model.scope import Role, Scope
from queries.cases import cases, gaps
from queries.patterns import all_patterns
from tests.conftest import Engines
from tests.patterns.graphs import ASKING, Variant, graph_of, variants

pytestmark = pytest.mark.xdist_group("patterns")

LEAD = Scope("lead", Role.SAFEGUARDING_LEAD, "social_care")
CLEARED = replace(LEAD, clearances=frozenset(Clearance))
PATTERNS = all_patterns()
IDS = [each.id for each in PATTERNS]
Answers = dict[tuple[str, bool], list[Found]]


@cache
def everything(engine: str = "embedded") -> tuple[Variant, ...]:
    """All variants on the embedded engine; on the other, which gives the same rows, the cases as they stand."""
    return tuple(each for each in variants() if engine == "embedded" or each.facts == each.case.everything)


@pytest.fixture(scope="module")
def asked(engines: Engines, engine_name: str) -> tuple[Graph, Answers]:
    """The graph of all cases; what each pattern finds there for a reader without clearances, and for one with all."""
    graph = engines.graph(engine_name)
    graph_of(everything(engine_name)).write(graph)
    answers = {
        (each.id, cleared): run(graph, CLEARED if cleared else LEAD, each, ASKING)
        for each in PATTERNS
        for cleared in (False, True)
    }
    return graph, answers


def _by_variant(found: list[Found]) -> dict[str, set[str]]:
    by: dict[str, set[str]] = defaultdict(set)
    for each in found:
        variant, _, name = each.child.partition("|")
        by[variant].add(name)
    return by


def _wrong(answers: Answers, pattern: str, engine: str = "embedded") -> Iterator[str]:
    for cleared in (False, True):
        found = _by_variant(answers[pattern, cleared])
        for variant in everything(engine):
            expected = variant.cleared if cleared else variant.open
            if variant.case.pattern == pattern and found.get(variant.name, set()) != expected:
                got = sorted(found.get(variant.name, set()))
                yield f"{variant.name} ({variant.case.name}), cleared {cleared}: {sorted(expected)}, found {got}"


@pytest.mark.parametrize("pattern", IDS)
def test_each_case_finds_whom_it_says(asked: tuple[Graph, Answers], pattern: str, engine_name: str) -> None:
    assert list(_wrong(asked[1], pattern, engine_name)) == []


def test_every_pattern_has_the_cases_that_it_needs() -> None:
    lacking = {each.id: list(gaps(each)) for each in PATTERNS}
    assert {name: found for name, found in lacking.items() if found} == {}
    assert sum(len(cases(each.id)) for each in PATTERNS) >= 150


def test_the_way_in_leaves_out_nobody_and_some_are_told_what_all_are(
    asked: tuple[Graph, Answers], engine_name: str
) -> None:
    """A run begins with a wider set of children, found from what is rare: asked about every child, each pattern says
    the same. Asked about some it says of them what it says at large."""
    graph, answers = asked
    everybody = children(graph)
    for each in PATTERNS if engine_name == "embedded" else PATTERNS[::10]:
        found = answers[each.id, False]
        assert run_for(graph, LEAD, each, ASKING, everybody) == found, each.id
        assert each.way_in is None or len(candidates(graph, LEAD, each, ASKING)) < len(everybody), each.id
        some = sorted({one.child for one in found})[::2][:5]
        expected = [one for one in found if one.child in some]
        assert run_for(graph, LEAD, each, ASKING, some) == expected, each.id


def test_both_engines_give_the_same_rows(asked: tuple[Graph, Answers], engine_name: str) -> None:
    """The second engine is compared with what the first one answered in this process."""
    _ANSWERED[engine_name] = asked[1]
    one, other = (_ANSWERED.get(name, asked[1]) for name in ("embedded", "neo4j"))
    for key in one:
        assert _plain(one[key]) == _plain(other[key]), key


_ANSWERED: dict[str, Answers] = {}


def _plain(found: list[Found]) -> list[str]:
    """As text, without the keys of claims: each graph numbers its own."""
    common = {each.name for each in everything("neo4j")}
    return [
        f"{each.identity} {dict(each.columns)} {sorted(_hop(hop) for hop in each.path)}"
        for each in found
        if each.child.partition("|")[0] in common
    ]


def _hop(hop: Mapping[str, object]) -> str:
    return str({name: value for name, value in sorted(hop.items()) if name != "key"})


def test_a_pattern_whose_feed_is_not_live_says_so_and_finds_nothing(asked: tuple[Graph, Answers]) -> None:
    for each in PATTERNS:
        for feed in each.feeds[:1]:
            without = replace(ASKING, live=ASKING.live - {feed})
            assert not_live(each, without) == (feed,)
            assert run(asked[0], CLEARED, each, without) == []


def test_a_threshold_that_is_changed_changes_what_is_found(asked: tuple[Graph, Answers]) -> None:
    stale = next(each for each in PATTERNS if each.id == "R16")
    patient = replace(ASKING, thresholds={"plan": 200, "need": 200})
    fewer = run(asked[0], LEAD, stale, patient)
    assert 0 < len(fewer) < len(answers := asked[1]["R16", False]), len(answers)
    with pytest.raises(KeyError):
        run(asked[0], LEAD, stale, replace(ASKING, thresholds={"nothing": 1}))
