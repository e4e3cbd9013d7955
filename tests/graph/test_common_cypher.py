"""The part of Cypher that both engines share, one row a construct, on one tiny family.

Mae -PARENT_OF-> Cy, Mae -PARENT_OF-> Di; Cy and Di live at Home, Mae since 2020; Sam (hidden) lives there too;
Cy attends School. Edges carry `from` and `to`; `to` is absent where open.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.errors import QueryFailed
from graph.gateway import Graph
from graph.values import plain

FAMILY = """
CREATE (mae:Carer:Person {uid: 'mae', guard: '', name: 'Mae', age: 40}),
       (cy:Child:Person {uid: 'cy', guard: '', name: 'Cy', age: 9, born: date('2016-02-29')}),
       (di:Child:Person {uid: 'di', guard: '', name: 'Di'}),
       (sam:Carer:Person {uid: 'sam', guard: 'hidden', name: 'Sam', age: 41}),
       (home:Address {uid: 'home', guard: '', lines: '1 High Street'}),
       (school:School {uid: 'school', guard: '', urn: '100001'}),
       (mae)-[:PARENT_OF {guard: ''}]->(cy), (mae)-[:PARENT_OF {guard: ''}]->(di),
       (mae)-[:LIVES_AT {guard: '', from: date('2020-01-01')}]->(home),
       (cy)-[:LIVES_AT {guard: '', from: date('2020-01-01'), to: date('2024-06-30')}]->(home),
       (di)-[:LIVES_AT {guard: ''}]->(home),
       (sam)-[:LIVES_AT {guard: '', from: date('2021-01-01')}]->(home),
       (cy)-[:ATTENDS {guard: '', from: date('2020-09-01')}]->(school)
"""

PARAMETERS = {
    "scope": {"clear": ["", "place"], "role": "lead"},
    "clear": [""],
    "as_at": date(2025, 1, 1),
    "far": date(9999, 12, 31),
    "uid": "cy",
}

READS: dict[str, tuple[str, list[Any]]] = {
    "a map parameter's entry": (
        "MATCH (p:Person) WHERE p.guard IN $scope.clear RETURN p.uid ORDER BY p.uid",
        ["cy", "di", "mae"],
    ),
    "a guard in a list": ("MATCH (p:Person) WHERE NOT p.guard IN $clear RETURN p.uid", ["sam"]),
    "properties named from and to, in backticks": (
        "MATCH (p:Person {uid: $uid})-[e:LIVES_AT]->() RETURN [e.`from`, e.`to`]",
        [[date(2020, 1, 1), date(2024, 6, 30)]],
    ),
    "properties named from and to, bare": (
        "MATCH (p:Person {uid: $uid})-[e:LIVES_AT]->() RETURN [e.from, e.to]",
        [[date(2020, 1, 1), date(2024, 6, 30)]],
    ),
    "an open end by coalesce": (
        "MATCH (p)-[e:LIVES_AT]->() WHERE coalesce(e.to, $far) >= $as_at RETURN p.uid ORDER BY p.uid",
        ["di", "mae", "sam"],
    ),
    "an open end by IS NULL": (
        "MATCH (p)-[e:LIVES_AT]->() WHERE (e.from IS NULL OR e.from <= $as_at) "
        "AND (e.to IS NULL OR e.to >= $as_at) RETURN p.uid ORDER BY p.uid",
        ["di", "mae", "sam"],
    ),
    "a comparison with null keeps nothing": (
        "MATCH (p)-[e:LIVES_AT]->() WHERE e.from > date('2000-01-01') RETURN p.uid ORDER BY p.uid",
        ["cy", "mae", "sam"],
    ),
    "list comprehension": ("RETURN [x IN range(1, 6) WHERE x % 2 = 0 | x * x]", [[4, 16, 36]]),
    "reduce": ("RETURN reduce(total = 0, x IN [1, 2, 3] | total + x)", [6]),
    "pattern comprehension": (
        "MATCH (m:Carer {uid: 'mae'}) WITH [(m)-[:PARENT_OF]->(c) WHERE c.age IS NULL | c.uid] AS x RETURN x",
        [["di"]],
    ),
    "EXISTS { }": (
        "MATCH (p:Person) WHERE EXISTS { (p)-[:ATTENDS]->(s:School) WHERE s.guard IN $clear } RETURN p.uid",
        ["cy"],
    ),
    "EXISTS { MATCH … } that looks at an outer variable's edge": (
        "MATCH (p:Person)-[e:LIVES_AT]->(a) WHERE EXISTS { MATCH (q:Child)-[f:LIVES_AT]->(a) "
        "WHERE q <> p AND f.to IS NULL AND e.from IS NOT NULL } RETURN p.uid ORDER BY p.uid",
        ["cy", "mae", "sam"],
    ),
    "a negated pattern": (
        "MATCH (c:Child) WHERE NOT (c)-[:ATTENDS]->(:School) RETURN c.uid",
        ["di"],
    ),
    "COUNT { }": (
        "MATCH (p:Person) RETURN [p.uid, COUNT { (p)-[:PARENT_OF]->() }] ORDER BY p.uid",
        [["cy", 0], ["di", 0], ["mae", 2], ["sam", 0]],
    ),
    "COLLECT { }": (
        "MATCH (m:Carer {uid: 'mae'}) RETURN COLLECT { MATCH (m)-[:PARENT_OF]->(c) RETURN c.uid ORDER BY c.uid }",
        [["cy", "di"]],
    ),
    "CALL (x) { }": (
        "MATCH (a:Address) CALL (a) { MATCH (p)-[:LIVES_AT]->(a) RETURN p ORDER BY p.uid LIMIT 2 } RETURN p.uid",
        ["cy", "di"],
    ),
    "CALL (x) { } with a union inside": (
        "MATCH (c:Child {uid: $uid}) CALL (c) { MATCH (c)-[:LIVES_AT]->(x) RETURN x.uid AS u "
        "UNION MATCH (c)-[:ATTENDS]->(x) RETURN x.uid AS u } RETURN u ORDER BY u",
        ["home", "school"],
    ),
    "OPTIONAL MATCH then an aggregate": (
        "MATCH (c:Child) OPTIONAL MATCH (c)-[:ATTENDS]->(s) WITH c.uid AS uid, count(s) AS n RETURN [uid, n] "
        "ORDER BY uid",
        [["cy", 1], ["di", 0]],
    ),
    "one to three steps, guarded at every node and edge": (
        "MATCH p = (:Child {uid: $uid})-[:LIVES_AT|PARENT_OF*1..3]-(x) "
        "WHERE all(n IN nodes(p) WHERE n.guard IN $clear) AND all(r IN relationships(p) WHERE r.guard IN $clear) "
        "RETURN DISTINCT x.uid ORDER BY x.uid",
        ["cy", "di", "home", "mae"],  # back at the start: a path repeats no edge, but may repeat a node
    ),
    "a path ordered by length, bounded": (
        "MATCH p = (:Child {uid: $uid})-[*1..3]-(:Child {uid: 'di'}) "
        "WHERE none(n IN nodes(p) WHERE n:Address) RETURN length(p) ORDER BY length(p) LIMIT 1",
        [2],
    ),
    "a hub is reached but not walked through": (
        "MATCH p = (:Child {uid: $uid})-[*1..3]-(x) WHERE none(n IN nodes(p)[1..-1] WHERE n:Address) "
        "RETURN DISTINCT x.uid ORDER BY x.uid",
        ["di", "home", "mae", "school"],
    ),
    "a quantified path with a predicate": (
        "MATCH (:Child {uid: $uid}) (()-[e:LIVES_AT|PARENT_OF]-(n WHERE n.guard = '')){1,2} (x:Person) "
        "RETURN DISTINCT x.uid ORDER BY x.uid",
        ["di", "mae"],
    ),
    "edges of a path as maps": (
        "MATCH p = (:Child {uid: $uid})-[:LIVES_AT*1..2]-(:Carer {uid: 'mae'}) "
        "RETURN [r IN relationships(p) | [startNode(r).uid, type(r), endNode(r).uid]]",
        [[["cy", "LIVES_AT", "home"], ["mae", "LIVES_AT", "home"]]],
    ),
    "a label expression": ("MATCH (n:Address|School) RETURN n.uid ORDER BY n.uid", ["home", "school"]),
    "a label test": (
        "MATCH (n:Person) WHERE n:Child AND NOT n:Carer RETURN n.uid ORDER BY n.uid",
        ["cy", "di"],
    ),
    "distinct values cut short": (
        "MATCH (p:Person) WITH p ORDER BY p.uid RETURN collect(DISTINCT p.name)[..2]",
        [["Cy", "Di"]],
    ),
    "collect leaves out nulls": (
        "MATCH (p:Person) WITH p ORDER BY p.uid RETURN collect(p.age)",
        [[9, 40, 41]],
    ),
    "nulls come last going up": ("MATCH (p:Person) RETURN p.age ORDER BY p.age", [9, 40, 41, None]),
    "nulls come first going down": ("MATCH (p:Person) RETURN p.age ORDER BY p.age DESC", [None, 41, 40, 9]),
    "nulls put last going down": (
        "MATCH (p:Person) RETURN p.age ORDER BY p.age IS NULL, p.age DESC",
        [41, 40, 9, None],
    ),
    "min and max of dates": (
        "MATCH ()-[e:LIVES_AT]->() RETURN [min(e.from), max(e.from)]",
        [[date(2020, 1, 1), date(2021, 1, 1)]],
    ),
    "a date less a duration": ("RETURN $as_at - duration({days: 365})", [date(2024, 1, 2)]),
    "a date plus a parameter's months": (
        "RETURN date('2024-01-31') + duration({months: 1})",
        [date(2024, 2, 29)],
    ),
    "days between dates": ("RETURN duration.inDays(date('2020-02-01'), $as_at).days", [1796]),
    "age in whole years": (
        "MATCH (c:Child {uid: $uid}) RETURN duration.between(c.born, date('2025-02-28')).years",
        [8],
    ),
    "parts of a date": (
        "MATCH (c:Child {uid: $uid}) RETURN [c.born.year, c.born.month, c.born.day]",
        [[2016, 2, 29]],
    ),
    "CASE": (
        "MATCH (p:Person) RETURN CASE WHEN p.age IS NULL THEN 'not known' ELSE 'known' END ORDER BY p.uid",
        ["known", "not known", "known", "known"],
    ),
    "map projection": (
        "MATCH (c:Child {uid: $uid}) RETURN c {.uid, .name, none: c.nothing, of: 'x'}",
        [{"uid": "cy", "name": "Cy", "none": None, "of": "x"}],
    ),
    "not of an absent flag is null": ("MATCH (c:Child {uid: $uid}) RETURN NOT c.flag", [None]),
    "not of a coalesced flag": ("MATCH (c:Child {uid: $uid}) RETURN NOT coalesce(c.flag, false)", [True]),
    "text functions": (
        "RETURN [toLower('ÉÀ'), trim('  a '), split('a b', ' '), 'abc' STARTS WITH 'ab', substring('abc', 1)]",
        [["éà", "a", ["a", "b"], True, "bc"]],
    ),
    "a case-blind regular expression": ("RETURN 'O’Brien' =~ '(?i)o.brien'", [True]),
    "SKIP and LIMIT by parameter": (
        "MATCH (p:Person) RETURN p.uid ORDER BY p.uid SKIP 1 LIMIT 2",
        ["di", "mae"],
    ),
    "an ordering over two keys": (
        "MATCH (p)-[e:LIVES_AT]->() RETURN p.uid ORDER BY e.from DESC, p.uid",
        ["di", "sam", "cy", "mae"],
    ),
    "UNION ALL": ("RETURN 1 AS n UNION ALL RETURN 1 AS n", [1, 1]),
    "UNWIND of an empty list gives no row": ("UNWIND [] AS x RETURN x", []),
    "size of a list and of a text": ("RETURN [size([1, 2]), size('abc')]", [[2, 3]]),
}


@pytest.mark.parametrize("construct", READS)
def test_a_read_answers_as_it_should(graph: Graph, construct: str) -> None:
    statement, expected = READS[construct]
    graph.write(FAMILY)
    assert [next(iter(row.values())) for row in graph.read(statement, PARAMETERS)] == expected


WRITES: dict[str, tuple[str, str, list[Any]]] = {
    "nodes made from maps": (
        "UNWIND $rows AS row CREATE (n:Thing) SET n = row",
        "MATCH (n:Thing) RETURN properties(n) ORDER BY n.uid",
        [{"uid": "x", "day": date(2020, 1, 1)}, {"uid": "y", "names": ["b", "a"]}],
    ),
    "nodes merged by key, properties added": (
        "UNWIND $rows AS row MERGE (n:Person {uid: row.uid}) SET n += row",
        "MATCH (n:Person) WHERE n.uid IN ['x', 'y'] RETURN n.uid ORDER BY n.uid",
        ["x", "y"],
    ),
    "edges merged by key between matched ends, twice": (
        "UNWIND [1, 2] AS again MATCH (a:Person {uid: 'cy'}) MATCH (b:Address {uid: 'home'}) "
        "MERGE (a)-[e:VISITS {key: 'k'}]->(b) SET e += {from: $day, again: again}",
        "MATCH ()-[e:VISITS]->() RETURN [e.key, e.from, e.again]",
        [["k", date(2020, 1, 1), 2]],
    ),
    "two edges of one type between the same ends": (
        "MATCH (a:Person {uid: 'cy'}), (b:Address {uid: 'home'}) "
        "CREATE (a)-[:VISITS {key: '1'}]->(b), (a)-[:VISITS {key: '2'}]->(b)",
        "MATCH (:Person {uid: 'cy'})-[e:VISITS]->(:Address {uid: 'home'}) RETURN e.key ORDER BY e.key",
        ["1", "2"],
    ),
    "properties replaced, those not named taken away": (
        "MATCH (c:Child {uid: 'cy'}) SET c = {uid: 'cy', sex: 'M'}",
        "MATCH (c:Child {uid: 'cy'}) RETURN properties(c)",
        [{"uid": "cy", "sex": "M"}],
    ),
    "a property set to null is gone": (
        "MATCH (c:Child {uid: 'cy'}) SET c.age = null",
        "MATCH (c:Child {uid: 'cy'}) RETURN keys(c) = [k IN keys(c) WHERE k <> 'age']",
        [True],
    ),
    "a label added, with the node's edges and properties kept": (
        "MATCH (c:Child {uid: 'cy'}) SET c:Carer",
        "MATCH (c:Carer {uid: 'cy'})-[e]-(x) WHERE c:Child AND c.name = 'Cy' RETURN type(e) ORDER BY type(e)",
        ["ATTENDS", "LIVES_AT", "PARENT_OF"],
    ),
    "a label taken away, with the node's edges and properties kept": (
        "MATCH (c:Child {uid: 'cy'}) REMOVE c:Child",
        "MATCH (c:Person {uid: 'cy'})-[e]-() WHERE NOT c:Child AND c.age = 9 RETURN type(e) ORDER BY type(e)",
        ["ATTENDS", "LIVES_AT", "PARENT_OF"],
    ),
    "a node deleted with its edges": (
        "MATCH (a:Address) DETACH DELETE a",
        "MATCH (n) OPTIONAL MATCH (n)-[e:LIVES_AT]-() RETURN count(e)",
        [0],
    ),
    "an edge deleted by key": (
        "UNWIND ['cy', 'di'] AS uid MATCH (:Person {uid: uid})-[e:LIVES_AT]->() DELETE e",
        "MATCH (p)-[:LIVES_AT]->() RETURN p.uid ORDER BY p.uid",
        ["mae", "sam"],
    ),
    "FOREACH": (
        "MATCH (c:Child {uid: 'cy'}) FOREACH (n IN [1, 2] | CREATE (:Note {n: n}))",
        "MATCH (n:Note) RETURN n.n ORDER BY n.n",
        [1, 2],
    ),
    "a write in CALL (x) { }": (
        "MATCH (c:Child) CALL (c) { CREATE (n:Note {of: c.uid}) RETURN n } RETURN count(n)",
        "MATCH (n:Note) RETURN n.of ORDER BY n.of",
        ["cy", "di"],
    ),
    "rows counted after a write": (
        "MATCH (c:Child) SET c.seen = true RETURN count(*)",
        "MATCH (c:Child {seen: true}) RETURN c.uid ORDER BY c.uid",
        ["cy", "di"],
    ),
}

ROWS = [{"uid": "x", "day": date(2020, 1, 1)}, {"uid": "y", "names": ["b", "a"], "gone": None}]


@pytest.mark.parametrize("construct", WRITES)
def test_a_write_leaves_what_it_should(graph: Graph, construct: str) -> None:
    statement, look, expected = WRITES[construct]
    graph.write(FAMILY)
    graph.write(statement, {"rows": ROWS, "day": date(2020, 1, 1)})
    assert [next(iter(row.values())) for row in graph.read(look)] == expected


TEXTS = {
    "ann": "ann smith smyth",
    "bob": "bob smithson",
    "cat": "cat o'brien",
    "dee": "dee anne-marie jones",
    "eva": "eva zoë núñez",
    "fay": "fay smith ann",
}

SEARCHES: dict[str, tuple[str, set[str]]] = {
    "one word": ("smith", {"ann", "fay"}),
    "in capitals": ("SMITH", {"ann", "fay"}),
    "either word": ("bob OR cat", {"bob", "cat"}),
    "words alone mean either": ("bob cat", {"bob", "cat"}),
    "both words": ("smith AND smyth", {"ann"}),
    "without a word": ("smith AND NOT smyth", {"fay"}),
    "the beginning of a word": ("smi*", {"ann", "bob", "fay"}),
    "a letter unknown": ("sm?th", {"ann", "fay"}),
    "one letter wrong": ("smoth~1", {"ann", "fay"}),
    "two letters wrong": ("smothsun~2", {"bob"}),
    "a word with an apostrophe": ("o'brien", {"cat"}),
    "an apostrophe escaped": ("o\\'brien", {"cat"}),
    "an apostrophe is a letter": ("brien", set()),
    "a hyphen parts words": ("marie", {"dee"}),
    "a hyphen escaped": ("anne\\-marie", {"dee"}),
    "an accent is kept": ("zoë", {"eva"}),
    "an accent is not put in": ("zoe", set()),
    "no match": ("nobody", set()),
    "a word's weight is accepted": ("smith^3 OR bob^0.5", {"ann", "fay", "bob"}),
    "groups": ("(bob OR fay) AND smith", {"fay"}),
}


@pytest.mark.parametrize("search", SEARCHES)
def test_a_search_of_texts_finds_what_it_should(graph: Graph, search: str) -> None:
    text, expected = SEARCHES[search]
    _texts(graph)
    assert _found(graph, text) == expected


@pytest.mark.parametrize("broken", ["(", '"open', "", "smith AND", "a:b:c", "[x"])
def test_a_broken_search_is_refused_not_answered(graph: Graph, broken: str) -> None:
    _texts(graph)
    with pytest.raises(QueryFailed):
        _found(graph, broken)


def test_a_phrase_is_not_common_the_embedded_engine_ignores_order_and_distance(graph: Graph) -> None:
    """Kept here so that the day the engine learns phrases is noticed; no statement of ours uses one."""
    _texts(graph)
    expected = {"embedded": {"ann", "fay"}, "neo4j": {"fay"}}
    assert _found(graph, '"smith ann"') == expected[graph.engine]


def test_a_search_sees_changed_texts_and_forgets_deleted_nodes_at_once(graph: Graph) -> None:
    _texts(graph)
    graph.write("MATCH (p:Person {uid: 'ann'}) SET p.search_text = 'ann taylor'")
    graph.write("MATCH (p:Person {uid: 'fay'}) DETACH DELETE p")
    assert _found(graph, "smith") == set()
    assert _found(graph, "taylor") == {"ann"}


def test_a_search_of_a_base_label_finds_nodes_whatever_other_labels_they_have(graph: Graph) -> None:
    for uid, labels in {
        "a": "Person",
        "b": "Child:Person",
        "c": "Carer:Person",
        "d": "Child:Carer:Person",
    }.items():
        graph.write(f"CREATE (:{labels} {{uid: $uid, search_text: 'smith'}})", {"uid": uid})
    graph.write("MATCH (p:Person {uid: 'a'}) SET p:Child")
    assert _found(graph, "smith") == {"a", "b", "c", "d"}


def test_every_hit_comes_back_however_many_there_are(graph: Graph) -> None:
    graph.write("UNWIND range(1, 1500) AS n CREATE (:Person {uid: toString(n), search_text: 'smith'})")
    assert len(_found(graph, "smith")) == 1500


def _texts(graph: Graph) -> None:
    rows = [{"uid": uid, "search_text": text} for uid, text in TEXTS.items()]
    graph.write_batches("UNWIND $rows AS row CREATE (p:Child:Person) SET p = row", rows)


def _found(graph: Graph, text: str) -> set[str]:
    statement = "CALL db.index.fulltext.queryNodes($index, $q) YIELD node RETURN node.uid AS uid"
    return {row["uid"] for row in graph.read(statement, {"index": graph.fulltext_index("Person"), "q": text})}


def test_values_that_are_plain_already_stay_as_they_are() -> None:
    assert plain({"a": [1, None, "x"]}) == {"a": [1, None, "x"]}
