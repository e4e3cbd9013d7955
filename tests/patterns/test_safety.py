"""What patterns must never do: let a reader without clearances see more, or lead from an abuser to anybody's place."""

from __future__ import annotations

import re
from dataclasses import replace

from graph import patterns
from graph.gateway import Graph
from graph.reads.findings import told
from model.guards import Clearance, opened_by
from queries.patterns import all_patterns
from tests.patterns.graphs import ASKING, graph_of, variants
from tests.patterns.test_cases import LEAD
from tests.support.tiny import Tiny

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


def _abused() -> Tiny:
    """A man noted as an abuser, a victim and children who moved away from him, and every tie that might lead there."""
    tiny = Tiny()
    tiny.service("team", "Team", key="social_care:team", agency="social_care")
    tiny.adult("rob", alleged_abuser=True).adult("amina").child("vic", born="2018-01-01").child(
        "pip", born="2016-01-01"
    )
    tiny.child("mia", born="2019-01-01").adult("gwen")
    tiny.address("shared", "1 Old Street").address("canary-home", "9 Safe Street").address(
        "now", "3 New Street"
    )
    tiny.school("canary-school", "Canary School")
    for child in ("vic", "pip"):
        tiny.parent("rob", child).cares("rob", child, "father").parent("amina", child).cares(
            "amina", child, "mother"
        )
        tiny.lives(child, "shared", "2020-01-01", "2026-06-01", last_confirmed="2026-05-01")
        tiny.lives(child, "canary-home", "2026-06-02").attends(child, "canary-school", "2026-06-05")
        tiny.involved(
            child, "team", "child_protection", "2026-01-01", last_contact="2026-06-01", last_seen_alone=None
        )
    tiny.lives("amina", "shared", "2020-01-01", "2026-06-01").lives("amina", "canary-home", "2026-06-02")
    tiny.lives("rob", "shared", "2020-01-01", "2026-06-10", last_confirmed="2026-05-01").lives(
        "rob", "now", "2026-06-11"
    )
    tiny.lives("mia", "now", "2021-01-01", last_confirmed="2026-08-01").parent("gwen", "mia").lives(
        "gwen", "now", "2021-01-01"
    )
    tiny.event("row", "domestic_abuse", "2026-03-01", category="graded high").party(
        "rob", "row", "alleged_perpetrator"
    )
    tiny.party("amina", "row", "victim", place="9 Safe Street").party("vic", "row", "child_present")
    return tiny


def test_no_pattern_leads_from_an_abuser_to_the_place_of_a_child_or_a_victim(graph: Graph) -> None:
    """What is found about the household into which he has moved names nothing of those who moved away from him, and
    what is found with him about those who moved names only the home that they shared."""
    _abused().write(graph)
    found = [(made, row) for made in all_patterns() for row in patterns.run(graph, LEAD, made, ASKING)]
    about_him = [(made, row) for made, row in found if "rob" in str(row)]
    assert {made.id for made, _ in about_him} >= {"R01", "R09"}
    said = told(graph, LEAD, about_him, ASKING.as_at, ASKING.known_at)
    for made, row in about_him:
        words = said[made.id, row.identity]
        shown = f"{row} {words.sentence} {words.path}"
        assert not [word for word in ("canary", "9 Safe Street", "Canary School") if word in shown], made.id


def test_no_pattern_uses_what_is_never_to_be_used() -> None:
    for made in all_patterns():
        statement = "\n".join(line for line in made.text.splitlines() if not line.startswith("//"))
        assert not NEVER.search(statement), made.id
