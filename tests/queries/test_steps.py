"""What a pattern's answer about a child rests on is read from its statement."""

from __future__ import annotations

from model.patterns import Steps
from queries.patterns import all_patterns
from queries.steps import steps

TABLE = [
    # a statement, the types that are the child's own, those looked at in others, whether nobody else is looked at
    ("MATCH (c)-[i:INVOLVED_WITH]->(s:Service) RETURN i.status", {"INVOLVED_WITH"}, set(), True),
    ("MATCH (c)<-[d:DESCRIBES]-(r:Record)", {"DESCRIBES"}, set(), True),
    ("MATCH (c)-[l:LIVES_AT]->(x:Address)<-[m:LIVES_AT]-(o:Child)", set(), {"LIVES_AT"}, False),
    ("MATCH (c)<-[t:PARENT_OF|CARES_FOR]-(a:Carer)", set(), {"PARENT_OF", "CARES_FOR"}, False),
    (
        "MATCH (c)-[l:LIVES_AT]->(x) WITH c, x MATCH (x)<-[m:LIVES_AT]-(o:Child)\n"
        "WITH c, o MATCH (o)-[i:INVOLVED_WITH]->(s)",
        set(),
        {"LIVES_AT", "INVOLVED_WITH"},
        False,
    ),
    (
        "MATCH (c)<-[d:DESCRIBES]-(w:Record) MATCH (j:Judgement {left: w.key})\n"
        "MATCH (v:Record {key: j.right})-[e:DESCRIBES]->(p:Person) WHERE p.uid <> c.uid",
        {"DESCRIBES"},
        set(),
        True,
    ),
    ("MATCH (c)-[any]->(x)", {"*"}, set(), True),
    (
        "MATCH (c) // -[l:LIVES_AT]->(o:Child)\nWHERE c.kind = '(c)-[i:ATTENDS]->(o:Child)'",
        set(),
        set(),
        True,
    ),
]


def test_edges_of_the_child_alone_are_told_from_those_of_others() -> None:
    found = [(text, steps(text)) for text, *_ in TABLE]
    assert [(text, set(each.own), set(each.others), each.alone) for text, each in found] == TABLE


def test_properties_that_a_statement_reads() -> None:
    text = "MATCH (c)-[i:INVOLVED_WITH]->(s) WHERE i.status = 'open' RETURN i {.key, type: 'x'}, s.name"
    assert steps(text) == Steps(
        frozenset({"INVOLVED_WITH"}), frozenset(), True, frozenset({"status", "key", "name"})
    )


def test_every_pattern_rests_on_something_and_says_of_itself_whether_it_looks_at_others() -> None:
    for made in all_patterns():
        assert made.steps.own | made.steps.others, made.id
        assert "*" not in made.steps.own | made.steps.others, f"{made.id} names the types of its edges"
        assert made.steps.alone == (not made.steps.others) or made.id == "R13", made.id
