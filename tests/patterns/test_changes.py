"""A run for what changed finds what a run of everybody finds: every fact of every pattern's cases comes in a night, and
every one that keeps a case silent goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.changes import Changed
from graph.gateway import Graph
from graph.patterns import run, run_for
from graph.touched import Touched
from model.patterns import Reach
from queries.cases import AS_AT, Case, cases
from queries.patterns import all_patterns, pattern
from tests.patterns.graphs import ASKING, Variant, graph_of
from tests.patterns.test_cases import LEAD
from tests.support.tiny import Tiny, TinyEdge

COMES = ("tie", "lives", "has", "attends", "party", "works", "known")
"""Sentences that a record says."""


def _changes() -> Iterator[tuple[Variant, Variant]]:
    """Each case that is found, without one of its facts and with it; and with what silenced it, and without."""
    for made in all_patterns():
        number = 0
        for case in cases(made.id):
            if not case.finds:
                continue
            silent = [other for other in cases(made.id) if not other.finds and _more(case, other)]
            short = [
                replace(case, facts=tuple(one for one in case.facts if one is not each), finds=())
                for each in case.facts
                if each.what in COMES
            ]
            for before in (*short, *silent):
                name, nobody = f"{made.id}-{number}", frozenset[str]()
                yield (
                    Variant(name, before, before.everything, nobody, nobody),
                    Variant(name, case, case.everything, nobody, nobody),
                )
                number += 1


def _more(case: Case, other: Case) -> bool:
    """Whether the other says all that a case does and something more that a record says."""
    texts = {each.text for each in case.everything}
    extra = [each for each in other.everything if each.text not in texts]
    return texts < {each.text for each in other.everything} and all(each.what in COMES for each in extra)


def _said(edge: TinyEdge) -> str:
    said = {name: value for name, value in edge.properties.items() if name not in ("key", "first_seen")}
    return f"{edge.type} {edge.source} {edge.target} {sorted(said.items(), key=str)}"


def _night(graph: Graph, before: Tiny, after: Tiny) -> Changed:
    """What the second graph says more comes; what it no longer says is withdrawn. What a journal has of it."""
    come = {_said(each): each for each in after.edges if each.type != "DESCRIBES"}
    gone = {_said(each): each for each in before.edges if each.type != "DESCRIBES"}
    new = [each for said, each in come.items() if said not in gone]
    old = [each for said, each in gone.items() if said not in come]
    more = {uid: node for uid, node in after.nodes.items() if uid not in before.nodes}
    Tiny(more, []).write(graph)
    added = [
        replace(each, properties={**each.properties, "key": f"new-{number}", "first_seen": AS_AT})
        for number, each in enumerate(new)
    ]
    added += [each for each in after.edges if each.type == "DESCRIBES" and each.source in more]
    Tiny({**before.nodes, **after.nodes}, added).link(graph)
    graph.write(
        "UNWIND $keys AS key MATCH ()-[e {key: key}]->() SET e.withdrawn = $day",
        {"keys": [each.properties["key"] for each in old], "day": AS_AT},
    )
    ends = {end for each in (*added, *old) for end in (each.source, each.target)} | more.keys()
    people = {uid for uid in ends if "Person" in {**before.nodes, **after.nodes}[uid].labels}
    changed = Changed(people)
    for each in (*added, *old):
        changed.note(each.type, {each.source, each.target} & people)
    changed.note("Person", more.keys() & people)
    return changed


def test_a_run_for_what_changed_finds_what_a_run_of_everybody_finds(embedded_graph: Graph) -> None:
    pairs = list(_changes())
    before, after = (graph_of(pair[side] for pair in pairs) for side in (0, 1))
    before.write(embedded_graph)
    there = {
        made.id: {each.child for each in run(embedded_graph, LEAD, made, ASKING)} for made in all_patterns()
    }
    changed = Touched(embedded_graph, _night(embedded_graph, before, after))
    missed, everything = [], 0
    for made in all_patterns():
        whole = run(embedded_graph, LEAD, made, ASKING)
        some = changed.of(made)
        assert (some is None) == (made.reach is Reach.EVERYBODY)
        if some is None:
            continue
        # Children of whom something was found are asked about in any case.
        found = run_for(embedded_graph, LEAD, made, ASKING, some | there[made.id])
        names = {each.identity for each in found}
        missed += [f"{made.id} {each.identity}" for each in whole if each.identity not in names]
        everything += len(whole)
    assert missed == []
    assert everything > 0.9 * len(pairs) > 100


def test_people_of_a_home_an_event_and_a_worker_that_were_altered_are_asked_about(
    embedded_graph: Graph,
) -> None:
    tiny = Tiny().child("mia").child("tom").child("ann").child("ben")
    tiny.address("high", "1 High Street").event("row", "missing_episode", "2026-09-01").worker("jo", "Jo")
    tiny.lives("mia", "high", "2020-01-01").party("tom", "row", "missing").works("jo", "ann")
    tiny.write(embedded_graph)
    changed = Changed(homes={"high"}, events={"row"}, workers={"jo"})
    assert Touched(embedded_graph, changed).of(pattern("R04")) == frozenset({"mia", "tom", "ann"})
    anybody = Touched(embedded_graph, Changed(services=True))
    assert anybody.of(pattern("R04")) is None, "anybody may be with a service"


def test_whom_a_change_concerns_is_told_by_its_kind(embedded_graph: Graph) -> None:
    tiny = Tiny().child("mia").child("tom").child("ann").adult("jo")
    tiny.address("high", "1 High Street").service("duty", "Duty team")
    tiny.lives("mia", "high", "2020-01-01").lives("tom", "high", "2020-01-01").parent("jo", "ann")
    tiny.write(embedded_graph)
    both, mia, nobody = {"mia", "tom"}, {"mia"}, set[str]()
    table = [
        # what changed, and who is asked about R04 (brothers and sisters), R06 (school), R21 (not seen)
        ({"INVOLVED_WITH": mia}, both, mia, mia),
        ({"ATTENDS": mia}, nobody, mia, nobody),
        ({"LIVES_AT": mia}, both, nobody, nobody),
        ({"PARENT_OF": {"jo"}}, {"ann"}, nobody, nobody),
        ({"DESCRIBES": mia}, nobody, nobody, nobody),
        ({"Person.surname": mia}, nobody, nobody, nobody),
        ({"Person.date_of_death": mia}, both, mia, mia),
        ({"Person": mia}, both, mia, mia),
        ({"Address.lines": {"high"}}, nobody, nobody, nobody),
        ({"Address.address_class": {"high"}}, both, nobody, nobody),
        ({"LIVES_AT": {"high"}}, both, nobody, nobody),
        ({"Service.email": {"duty"}}, nobody, nobody, nobody),
        ({"Service.name": {"duty"}}, nobody, nobody, None),  # whose sentence says it
        ({}, both, both, both),
    ]
    for kinds, *wanted in table:
        changed = Changed({"mia", "jo"} if kinds else mia, {"high"} if kinds else set(), services=bool(kinds))
        for kind in ("Person.known_as", "Address.uprn", "Service.phone"):
            changed.note(kind, {"mia", "jo", "high", "duty"} if kinds else ())
        for kind, uids in kinds.items():
            changed.note(kind, uids)
        touched = Touched(embedded_graph, changed)
        asked = [touched.of(pattern(id_)) for id_ in ("R04", "R06", "R21")]
        children = [each and each - {"jo"} for each in asked]
        assert children == wanted, kinds
