"""A lead's own question: what is asked, and what is refused or stopped, on both engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from api.ownquestions import OwnQuestions
from api.patternwork import PatternWork
from api.store import Store
from api.store.keys import Keys
from graph.errors import QueryTimeout
from graph.gateway import Graph
from graph.own import run_own
from model.guards import Clearance
from model.scope import Role, Scope
from queries.own import LONGEST, OwnQuestionError, example, own_question
from tests.conftest import Engines
from tests.support.tiny import Tiny

pytestmark = pytest.mark.xdist_group("patterns")
TODAY = dt.date(2026, 9, 30)
LEAD = Scope("lead", Role.SAFEGUARDING_LEAD)
CLEARED = replace(LEAD, clearances=frozenset(Clearance))
GUARD = "c.guard IN $clear AND NOT coalesce(c.alleged_abuser, false)"
CHILD = f"MATCH (c:Child)\nWHERE {GUARD}\n"
HOME = (
    "l.guard IN $clear AND x.guard IN $clear AND l.first_seen <= $known_at "
    "AND (l.withdrawn IS NULL OR l.withdrawn > $known_at)"
)
END = "\nRETURN c.uid AS child, 3 AS count, $since_day AS evidence_on, [] AS path"
NEEDED = "WITH c WHERE $homes > 0 AND $known_at IS NOT NULL\n"


def asked(statement: str) -> str:
    """The example's header with another statement."""
    lines = example().splitlines()
    header = [line for line in lines if line.startswith("//")]
    return "\n".join([*header, statement])


HOSTILE = {
    "writes": (CHILD + "SET c.guard = ''\n" + END, "only reads"),
    "writes in other letters": (CHILD + "sEt c.guard = ''\n" + END, "only reads"),
    "deletes": (CHILD + "DETACH DELETE c\n" + END, "only reads"),
    "loads a file": ("LOAD CSV FROM 'file:///etc/passwd' AS row\n" + CHILD + END, "only reads"),
    "calls a procedure": (CHILD + "CALL db.labels() YIELD label\n" + END, "not used"),
    "calls what is no function of ours": (CHILD + "WITH c, apoc.util.sleep(9) AS n\n" + END, "may not ask"),
    "two statements": (CHILD + END + ";\nMATCH (n) DETACH DELETE n", "not used"),
    "hides behind a comment": (CHILD + "/* AND false */" + END, "not used"),
    "hides behind quotes of names": (CHILD.replace("c.guard", "`c`.guard") + END, "not used"),
    "no guard": ("MATCH (c:Child)\nWHERE c.sex = 'F'\n" + END, "lacks: c.guard"),
    "a guard in an OR": (f"MATCH (c:Child)\nWHERE {GUARD} OR true\n" + END, "lacks: c.guard"),
    "a guard under a NOT": (f"MATCH (c:Child)\nWHERE NOT ({GUARD})\n" + END, "lacks: c.guard"),
    "a guard in quotes": (
        "MATCH (c:Child)\nWHERE c.sex <> 'c.guard IN $clear' AND NOT coalesce(c.alleged_abuser, false)\n" + END,
        "lacks: c.guard",
    ),
    "a guard tested elsewhere": (
        CHILD + "MATCH (c)-[l:LIVES_AT]->(x:Address)\nWITH c, l, x WHERE " + HOME + END,
        "WHERE of the MATCH that names l lacks",
    ),
    "a claim that is withdrawn": (
        CHILD + "MATCH (c)-[l:LIVES_AT]->(x:Address)\nWHERE l.guard IN $clear AND x.guard IN $clear\n" + END,
        "l.first_seen <= $known_at",
    ),
    "a name used again": (CHILD + "WITH 1 AS n\nMATCH (c:Child)\n" + END, "lacks: c.guard"),
    "from an abuser": (
        CHILD + "MATCH (c)<-[l:PARENT_OF]-(x:Carer)\nWHERE " + HOME + END, "NOT coalesce(x.alleged_abuser, false)"
    ),
    "a pattern in a condition": (CHILD + "WITH c WHERE (c)-[:LIVES_AT]->()\n" + END, "A pattern stands in MATCH"),
    "a pattern in a list": (CHILD + "WITH c, [(c)-->(x) | x.uid] AS n\n" + END, "A pattern stands in MATCH"),
    "steps without end": (CHILD + "MATCH (c)-[l:LIVES_AT*1..9]-(x:Address)\nWHERE " + HOME + END, "step by step"),
    "inside a part without a guard": (
        CHILD + "WITH c WHERE EXISTS { MATCH (c)-[l:LIVES_AT]->(x:Address) WHERE x.ward = 'North' }\n" + END,
        "lacks: l.guard",
    ),
    "names": (CHILD + "WITH c WHERE c.surname = 'Khan'\n" + END, "may not ask for .surname"),
    "names by another way": (CHILD + "WITH c, c['surname'] AS n\n" + END, "place in a list is a number"),
    "everything of a node": (CHILD + "WITH c, c {.*} AS n\n" + END, "names each property"),
    "properties by a function": (CHILD + "WITH c, properties(c) AS n\n" + END, "function properties"),
    "telephones": (
        CHILD + "MATCH (c)<-[l:DESCRIBES]-(x:Record)\nWHERE " + HOME + " AND x.telephone = '07'\n" + END, ".telephone"
    ),
    "words that the model lacks": (CHILD + "MATCH (c)-[l:LIVED_AT]->(x:House)\nWHERE " + HOME + END, "no LIVED_AT"),
    "unbounded": (CHILD + "MATCH (d:Child)\nWHERE " + GUARD.replace("c.", "d.") + END, "joined to what is there"),
    "unbounded in one": (
        f"MATCH (c:Child), (d:Child)\nWHERE {GUARD} AND {GUARD.replace('c.', 'd.')}\n" + END, "joined to what is there"
    ),
    "says how many": (CHILD + END + "\nLIMIT 1000000000", "not for the question to say"),
    "makes long lists": (CHILD + "WITH c, range(1, 1000000000) AS n\n" + END, "function range"),
    "lists that multiply": (
        CHILD + "WITH c, [1, 2] AS a\nUNWIND a AS x\nUNWIND a AS y\nUNWIND a AS z\nWITH c, x\n" + END, "at most 2 times"
    ),
    "a list written out": (CHILD + "UNWIND [1, 2] AS n\n" + END, "by its name"),
    "a list within a list": (CHILD + "WITH c, [a IN [1] | size([b IN [1] | b])] AS n\n" + END, "not within another"),
    "everybody in one list": (CHILD + "WITH collect(c) AS everybody\nUNWIND everybody AS c\n" + END, "keeps the child"),
    "a parameter that nobody gives": (CHILD + "WITH c WHERE c.sex = $anything\n" + END, "not declared"),
    "begins elsewhere": ("UNWIND [1, 2] AS n\n" + CHILD + END, "begins with MATCH"),
    "too long": (CHILD + END + " " * LONGEST, "longer than"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_statement_is_refused_with_its_reason(name: str) -> None:
    statement, why = HOSTILE[name]
    with pytest.raises(OwnQuestionError) as refused:
        own_question(asked(statement))
    assert why in " ".join(refused.value.reasons)
    assert "Khan" not in str(refused.value)


def town() -> Tiny:
    """A child who moved twice, one whose moves only the cleared may see, and one whose father is noted as an abuser."""
    tiny = Tiny()
    tiny.agency("social_care", "Children's social care").delivery("social_care", "2026-09-30")
    for child, guard in (("mia", {}), ("rue", {"place_guard": "location"}), ("hal", {"guard": "hidden"})):
        tiny.child(child, f"{child.capitalize()} Khan", born="2016-02-01", sex="F", **guard)
        for number in range(3):
            home = f"{child}-{number}"
            tiny.address(home, f"{number} High Street", ward="North")
            tiny.lives(child, home, f"2026-0{number + 1}-01", f"2026-0{number + 2}-01")
    return tiny


@pytest.fixture(scope="module")
def desk(
    engines: Engines, engine_name: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Graph, Store]]:
    graph = engines.graph(engine_name)
    graph.wipe()
    town().write(graph)
    folder = tmp_path_factory.mktemp("own")
    with Store.open(f"sqlite:///{folder / 'store.sqlite'}", Keys.load(folder / "key")) as store:
        yield graph, store


def of(desk: tuple[Graph, Store], scope: Scope) -> OwnQuestions:
    graph, store = desk
    return OwnQuestions(graph, store, PatternWork(graph, store, scope, TODAY), scope, TODAY)


def test_a_question_finds_what_exists_for_the_reader(desk: tuple[Graph, Store]) -> None:
    answer, cleared = (of(desk, scope).preview(example()) for scope in (LEAD, CLEARED))
    assert answer.refused == []
    assert [(each.child.uid, each.sentence) for each in answer.findings] == [
        ("mia", "Mia Khan has lived in 3 homes.")
    ]
    assert len(answer.findings[0].path) == 3
    assert {each.child.uid for each in cleared.findings} == {"mia", "rue", "hal"}
    assert answer.preview is not None
    assert answer.preview.children is None, "small numbers are not shown"
    assert "Child" in answer.plan


def test_a_threshold_goes_in_as_a_number_and_nothing_else(desk: tuple[Graph, Store]) -> None:
    assert of(desk, LEAD).preview(example(), {"homes": 4}).findings == []
    assert "no threshold" in of(desk, LEAD).check(example(), {"x": 4}).refused[0]
    typed = example().replace("homes: 3 homes", "homes: 3) OR (true homes")
    assert "not understood" in of(desk, LEAD).check(typed).refused[0]


def test_what_the_engine_does_not_understand_or_cannot_finish_is_stopped(desk: tuple[Graph, Store]) -> None:
    wrong = of(desk, LEAD).check(example().replace("max(l.from)", "max(l.from, l.to, c)"))
    assert "does not understand" in wrong.refused[0]
    whole = of(desk, LEAD).preview(example().replace("stays AS path", "[c] AS path"))
    assert "a list of hops" in whole.refused[0]
    node = of(desk, LEAD).preview(example().replace("homes_found AS count", "c AS count"))
    assert "no finding" in node.refused[0]


def test_a_slow_question_is_stopped(engines: Engines, engine_name: str, desk: tuple[Graph, Store]) -> None:
    """The limit is the reader's on both engines (tests/graph): here it is made short where that costs no new server."""
    if engine_name == "embedded":
        return
    ones = ", ".join(["1"] * 60)
    slow = "".join(f"UNWIND [{ones}] AS n{number}\n" for number in range(6))
    made = own_question(example())
    made = replace(
        made, text=made.text.replace("WITH c, count(DISTINCT x.uid)", f"{slow}WITH c, count(DISTINCT x.uid)")
    )
    asking = PatternWork(*desk, LEAD, TODAY).asking(made, {})
    with (
        Graph.open(engines.settings("neo4j").model_copy(update={"read_timeout_s": 0.3})) as hurried,
        pytest.raises(QueryTimeout),
    ):
        run_own(hurried, LEAD, made, asking)


def test_a_question_is_proposed_once_its_header_says_why(desk: tuple[Graph, Store]) -> None:
    lead = of(desk, LEAD)
    assert "says nothing yet" in lead.propose(example(), "asked by the partnership").refused[0]
    said = example().replace("...", "The partnership")
    number = lead.propose(said, "asked by the partnership").proposal
    kept = lead.proposals.all()[0]
    assert (kept.number, kept.by, kept.text) == (number, "lead", said)
    assert own_question(kept.text, 22).id == "R22"
