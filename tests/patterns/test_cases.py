"""Every case of every pattern on both engines: all of them in one graph, which each pattern is asked over once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from graph.gateway import Graph
from graph.patterns import run, run_for
from model.guards import Clearance
from model.patterns import Found
from model.scope import Role, Scope
from queries.cases import cases, gaps
from queries.patterns import all_patterns
from tests.conftest import Engines
from tests.patterns.graphs import ASKING, Variant, graph_of, variants

LEAD = Scope("lead", Role.SAFEGUARDING_LEAD, "social_care")
CLEARED = replace(LEAD, clearances=frozenset(Clearance))
PATTERNS = all_patterns()
IDS = [each.id for each in PATTERNS]
Answers = dict[tuple[str, bool], list[Found]]


@cache
def everything() -> tuple[Variant, ...]:
    return tuple(variants())


@pytest.fixture(scope="module")
def asked(engines: Engines, engine_name: str) -> tuple[Graph, Answers]:
    """The graph of all cases, and what each pattern finds there for a reader without clearances and for one with all."""
    graph = engines.graph(engine_name)
    graph_of(everything()).write(graph)
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


def _wrong(answers: Answers, pattern: str) -> Iterator[str]:
    for cleared in (False, True):
        found = _by_variant(answers[pattern, cleared])
        for variant in everything():
            expected = variant.cleared if cleared else variant.open
            if variant.case.pattern == pattern and found.get(variant.name, set()) != expected:
                got = sorted(found.get(variant.name, set()))
                yield f"{variant.name} ({variant.case.name}), cleared {cleared}: {sorted(expected)}, found {got}"


@pytest.mark.parametrize("pattern", IDS)
def test_each_case_finds_whom_it_says(asked: tuple[Graph, Answers], pattern: str) -> None:
    assert list(_wrong(asked[1], pattern)) == []


def test_every_pattern_has_the_cases_that_it_needs() -> None:
    lacking = {each.id: list(gaps(each)) for each in PATTERNS}
    assert {name: found for name, found in lacking.items() if found} == {}
    assert sum(len(cases(each.id)) for each in PATTERNS) >= 150
