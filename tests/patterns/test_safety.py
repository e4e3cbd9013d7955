"""What patterns must never do: let a reader without clearances see more, or lead from an abuser to anybody's place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from graph import patterns
from graph.gateway import Graph
from graph.reads.findings import Told, told
from model.findings import FindingView
from model.guards import Clearance, opened_by
from model.patterns import Found, Pattern
from queries.patterns import all_patterns
from tests.patterns.graphs import ASKING, graph_of, variants
from tests.patterns.test_cases import CLEARED, LEAD
from tests.support.tiny import Tiny
from web.path_svg import finding_path

NEVER = re.compile(
    r"\b(score|rank|ethnic|benefit|free_meal|deprivation|language|risk_level)\b", re.IGNORECASE
)


def _answers(graph: Graph, clear: frozenset[Clearance]) -> list[str]:
    scope = replace(LEAD, clearances=clear)
    found = [(made, row) for made in all_patterns() for row in patterns.run(graph, scope, made, ASKING)]
    said = told(graph, scope, found, ASKING.as_at, ASKING.known_at)
    return sorted(f"{key} {words}" for key, words in said.items()) + [str(row) for _, row in found]


def test_what_a_reader_is_not_cleared_for_changes_no_answer(graph: Graph, engine_name: str) -> None:
    """On a graph from which all of it had been taken away, every pattern and every sentence is the same."""
    tiny = graph_of(
        each for each in variants() if each.hidden or each.located or (each.case.finds and "-0" in each.name)
    )
    tiny.write(graph)
    subsets = [frozenset[Clearance](), frozenset({Clearance.LOCATION})]
    subsets = subsets if engine_name == "embedded" else subsets[:1]
    whole = [_answers(graph, clear) for clear in subsets]
    for clear, expected in zip(subsets, whole, strict=True):
        graph.wipe()
        tiny.without(opened_by(clear)).write(graph)
        assert expected
        assert _answers(graph, clear) == expected


CANARY = "canary"
"""What stands in the name and the uid of every place of those who left a person noted as an abuser."""


def _left(tiny: Tiny, him: str, shared: Iterable[str], events: Iterable[str], worked: str) -> None:
    """A child and a mother who lived with him, and every tie that might lead from him to where they are now."""
    place = f"{him}|{CANARY}"
    vic, mum = f"{him}|vic", f"{him}|mum"
    tiny.child(vic, "Vic", born="2017-05-05").adult(mum, "Mum")
    tiny.address(f"{place}-home", f"9 {CANARY} Street").school(f"{place}-school", f"{CANARY} School")
    tiny.service(f"{place}-team", f"{CANARY} Team", key=f"{place}:team", agency=CANARY)
    tiny.worker(f"{place}-worker", f"{CANARY} Worker")
    for who in (him, mum):
        tiny.parent(who, vic).cares(who, vic, "father" if who == him else "mother")
    for who in (vic, mum):
        for home in shared:
            tiny.lives(who, home, "2020-01-01", "2026-06-15", last_confirmed="2026-05-01")
        tiny.lives(who, f"{place}-home", "2026-06-16", last_confirmed="2026-09-01")
    tiny.attends(vic, f"{place}-school", "2026-06-20").works(f"{place}-worker", vic)
    tiny.involved(vic, f"{place}-team", worked, "2026-03-01", last_contact="2026-07-01")
    for event in events:
        tiny.party(vic, event, "child_present", place=f"9 {CANARY} Street")
        tiny.party(mum, event, "victim", place=f"9 {CANARY} Street")


def _abused() -> tuple[Tiny, set[str]]:
    """The first case of every pattern, once for each adult in it, who is noted as an abuser whom a child and a mother
    have left; where a case has no adult, with one who lately lived with the child. And who is so noted."""
    found = [each for each in variants() if each.name.count("-") == 1 and each.case.finds]
    firsts = {each.case.pattern: each for each in reversed(found)}.values()
    copies = [
        (replace(each, name=f"{each.name}-noted-{name}"), name)
        for each in firsts
        for name in [one.who for one in each.facts if one.what == "adult"] or ["ex"]
    ]
    tiny, noted = graph_of(each for each, _ in copies), set[str]()
    for variant, name in copies:
        him, child = variant.uid(name), variant.uid(variant.case.finds[0])
        homes = {variant.uid(each.whom) for each in variant.facts if each.what == "lives"}
        if name == "ex":
            tiny.adult(him, "Ex").parent(him, child).cares(him, child, "father")
            for home in homes:
                tiny.lives(him, home, "2019-01-01", "2026-08-01", last_confirmed="2026-05-01")
        node = tiny.nodes[him]
        tiny.nodes[him] = replace(node, properties={**node.properties, "alleged_abuser": True})
        events = {
            variant.uid(each.whom) for each in variant.facts if each.what == "party" and each.who == name
        }
        # Repeat contacts that led to nothing are silent where a plan came of them.
        worked = "early_help" if variant.case.pattern == "R10" else "child_protection"
        _left(tiny, him, homes, events, worked)
        noted.add(him)
    return tiny, noted


def _drawn(found: Found, made: Pattern, words: Told) -> str:
    view = FindingView(
        id="0" * 16, pattern=made.id, pattern_name=made.name, child=words.child, sentence=words.sentence,
        path=words.path, evidence_on=found.evidence_on, first_found=None, thresholds={}, feeds=list(made.feeds),
        against=words.against, protective=words.protective, wrong=list(made.wrong),
    )  # fmt: skip
    return f"{view.model_dump_json()} {finding_path(view)}"


def test_no_pattern_leads_from_an_abuser_to_the_place_of_a_child_or_a_victim(embedded_graph: Graph) -> None:
    """Whatever any pattern returns, says or draws with a person noted as an abuser in it names no place of those who
    left that person: no home, school, service, worker, nor where an event was. What it finds about them without
    that person may."""
    tiny, noted = _abused()
    tiny.write(embedded_graph)
    found = [
        (made, row) for made in all_patterns() for row in patterns.run(embedded_graph, CLEARED, made, ASKING)
    ]
    assert {made.id for made, _ in found} >= {made.id for made in all_patterns()} - SILENT
    said = told(embedded_graph, CLEARED, found, ASKING.as_at, ASKING.known_at)
    with_him: list[tuple[str, str]] = []
    without: list[tuple[str, str]] = []
    for made, row in found:
        shown = f"{row} {_drawn(row, made, said[made.id, row.identity])}"
        (with_him if any(f"'{him}'" in shown for him in noted) else without).append((made.id, shown))
    assert {name for name, _ in with_him} >= NAMES_HIM
    leaks = [
        (name, shown[max(0, at - 60) : at + 40])
        for name, shown in with_him
        if (at := shown.find(CANARY)) >= 0
    ]
    assert leaks == []
    assert any(CANARY in shown for _, shown in without), "the canaries can be seen where they may"


SILENT = frozenset({"R15"})
"""The pattern that asks nothing with such a person in it."""
NAMES_HIM = frozenset({"R01", "R09"})
"""Patterns that find something with such a person in it."""


def test_no_pattern_uses_what_is_never_to_be_used() -> None:
    for made in all_patterns():
        statement = "\n".join(line for line in made.text.splitlines() if not line.startswith("//"))
        assert not NEVER.search(statement), made.id
