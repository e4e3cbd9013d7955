"""The network and the paths in it: compared with networkx on random graphs, and tables of what is walked through."""

from __future__ import annotations

import datetime as dt

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import reads
from graph.gateway import Graph
from model.narrowing import LinkKind, Narrowing
from model.views import Network
from tests.reads.when import NOW, READER, SCHOOL, on
from tests.support.tiny import Tiny

PEOPLE = [f"p{number}" for number in range(8)]
HOMES = [f"h{number}" for number in range(4)]
FEW = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])

kin = st.sets(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)).filter(lambda pair: pair[0] < pair[1]),
    max_size=9,
)
stays = st.sets(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(HOMES)), max_size=9)


def network(graph: Graph, uid: str, depth: int = 2) -> Network:
    found = reads.network(graph, READER, uid, depth, **NOW)
    assert found is not None
    return found


def drawn(links: set[tuple[str, str]], homes: set[tuple[str, str]]) -> Tiny:
    tiny = Tiny()
    for person in PEOPLE:
        tiny.child(person)
    for number, home in enumerate(HOMES):
        tiny.address(home, f"{number} Row", address_class="hostel" if number == 3 else "residential")
    for one, other in sorted(links):
        tiny.related(one, other, "other_relative")
    for person, home in sorted(homes):
        tiny.lives(person, home, "2020-01-01")
    return tiny


@FEW
@given(links=kin, homes=stays, depth=st.integers(1, 3))
def test_the_network_is_what_networkx_reaches(
    graph: Graph, links: set[tuple[str, str]], homes: set[tuple[str, str]], depth: int
) -> None:
    graph.wipe()
    drawn(links, homes).write(graph)
    # A hostel is reached and not left again: its edges lead in only.
    reference: nx.DiGraph[str] = nx.DiGraph([*links, *((other, one) for one, other in links), *homes])
    reference.add_edges_from((home, person) for person, home in homes if home != "h3")
    reference.add_node("p0")
    expected = dict(nx.single_source_shortest_path_length(reference, "p0", cutoff=depth))
    # Whoever lives with somebody stands in the frame of the home from the first step on.
    expected |= {person: 2 for _, home in homes if ("p0", home) in homes and home != "h3"
                 for person, at in homes if at == home and person not in expected}  # fmt: skip
    assert {node.uid: node.hops for node in network(graph, "p0", depth).nodes} == expected


@FEW
@given(links=kin, homes=stays)
def test_paths_are_the_shortest_that_networkx_finds(
    graph: Graph, links: set[tuple[str, str]], homes: set[tuple[str, str]]
) -> None:
    graph.wipe()
    drawn(links, homes).write(graph)
    reference: nx.Graph[str] = nx.Graph([*links, *((person, home) for person, home in homes if home != "h3")])
    reference.add_nodes_from(PEOPLE[:2])
    found = reads.paths(graph, READER, "p0", "p1", **NOW)
    try:
        length = nx.shortest_path_length(reference, "p0", "p1")
    except nx.NetworkXNoPath:
        length = None
    if length is None or length > 6:
        assert found == []
    else:
        assert found
        assert {len(path.nodes) - 1 for path in found} == {length}
        every = {tuple(way) for way in nx.all_shortest_paths(reference, "p0", "p1")}
        shown = {tuple(node.uid for node in path.nodes) for path in found}
        assert shown <= every


def family() -> Tiny:
    tiny = (
        Tiny()
        .child("mia", "Mia Khan")
        .child("zed", "Zed Lee")
        .adult("amy", "Amina Khan", sex="F")
        .adult("rob", "Rob Lee")
    )
    return tiny.address("high", "1 High Street").parent("amy", "mia", since="2015-03-14").parent("rob", "zed")


def test_a_path_says_days_and_sources(graph: Graph) -> None:
    tiny = (
        family()
        .agency("social_care", "Children's social care")
        .delivery("social_care", "2026-01-01")
        .lives("amy", "high", "2020-01-01", "2020-04-30")
    )
    tiny.lives("rob", "high", "2020-03-01", "2021-01-01", feed="housing").write(graph)
    (path,) = reads.paths(graph, READER, "mia", "zed", **NOW)
    assert [node.uid for node in path.nodes] == ["mia", "amy", "high", "rob", "zed"]
    assert [step.sentence for step in path.steps] == [
        "Amina Khan is parent of Mia Khan, from 14 March 2015 (Children's social care, 9 days old).",
        "Amina Khan and Rob Lee both lived at 1 High Street from 1 March 2020 to 30 April 2020 "
        "(Children's social care, 9 days old; housing): 61 days.",
        "Rob Lee is parent of Zed Lee (Children's social care, 9 days old).",
    ]
    assert reads.paths(graph, READER, "mia", "zed", **on("2020-02-01")) == []


def at_an_incident() -> Tiny:
    """Mia was there when Rob was the alleged perpetrator, twice; Zed was away by himself."""
    tiny = family().event("e1", "domestic_abuse", "2025-05-02").event("e2", "missing_episode", "2025-08-01")
    tiny.event("e3", "domestic_abuse", "2019-01-01")
    for event in ("e1", "e3"):
        tiny.party("mia", event, "child_present").party("rob", event, "alleged_perpetrator")
    return tiny.party("zed", "e2", "missing").agency("police", "Police").delivery("police", "2026-01-09")


def test_an_event_joins_those_who_were_party_to_it(graph: Graph) -> None:
    at_an_incident().write(graph)
    (path,) = reads.paths(graph, READER, "mia", "zed", **NOW)
    assert [node.uid for node in path.nodes] == ["mia", "e1", "rob", "zed"]
    told = "(Mia Khan: child present; Rob Lee: alleged perpetrator) (Police, 1 day old)."
    assert path.steps[0].sentence == (
        f"Mia Khan and Rob Lee were both party to an event, domestic abuse of 2 May 2025 {told} "
        f"Mia Khan and Rob Lee were both party to an event, domestic abuse of 1 January 2019 {told}"
    )
    assert reads.paths(graph, SCHOOL, "mia", "zed", **NOW) == [], "no incident exists for a school"


def test_events_of_the_year_before_are_drawn_and_walked_through(graph: Graph) -> None:
    at_an_incident().write(graph)
    found = network(graph, "mia", 2)
    assert {node.uid: node.hops for node in found.nodes} == {"mia": 0, "amy": 1, "e1": 1, "rob": 2}
    (event,) = [node for node in found.nodes if node.kind == "event"]
    assert (event.label, event.detail) == ("Domestic abuse", "2 May 2025")
    assert {edge.label for edge in found.edges if edge.target == "e1"} == {
        "party to (child present)",
        "party to (alleged perpetrator)",
    }


NARROWED = [
    ("all", Narrowing(), {"mia", "amy", "e1", "rob", "high", "elm"}),
    ("only family", Narrowing(kinds=frozenset({LinkKind.FAMILY})), {"mia", "amy"}),
    ("only homes", Narrowing(kinds=frozenset({LinkKind.HOME})), {"mia", "high"}),
    ("only what the police say", Narrowing(agencies=frozenset({"police"})), {"mia", "e1", "rob"}),
    ("since 2025", Narrowing(since=dt.date(2025, 1, 1)), {"mia", "e1", "rob", "elm"}),
    ("past too", Narrowing(past=True), {"mia", "amy", "e1", "e3", "rob", "high", "low", "elm"}),
]


def test_filters_decide_what_is_followed(graph: Graph) -> None:
    tiny = at_an_incident().address("low", "2 Low Street").lives("mia", "high", "2020").school("elm", "Elm")
    tiny.lives("mia", "low", "2018", "2019-12-31").attends("mia", "elm", "2025-09-01").write(graph)
    for name, narrowing, expected in NARROWED:
        found = reads.network(graph, READER, "mia", 2, **NOW, narrowing=narrowing)
        assert found is not None
        assert {node.uid for node in found.nodes} == expected, name


def test_the_household_stands_in_one_frame_from_the_first_step_on(graph: Graph) -> None:
    tiny = family().child("kit").adult("lou").adult("gone").adult("sam").parent("amy", "kit")
    for person in ("mia", "amy", "kit", "lou"):
        tiny.lives(person, "high", "2020-01-01")
    tiny.lives("gone", "high", "2020-01-01", "2025-01-01").address("low", "2 Low Street")
    tiny.cares("rob", "mia", "step_parent", lives_with=True).lives("lou", "low", "2019-01-01")
    tiny.cares("sam", "mia", "grandparent").lives("sam", "low", "2019-01-01").write(graph)
    found = network(graph, "mia", 1)
    nodes = {node.uid: node for node in found.nodes}
    assert {uid: node.household for uid, node in nodes.items()} == {
        "mia": "high", "amy": "high", "kit": "high", "lou": "high", "rob": "high", "sam": None, "high": None,
    }  # fmt: skip
    assert {uid for uid, node in nodes.items() if node.said_to_live_with} == {"rob"}
    assert (nodes["amy"].hops, nodes["lou"].hops) == (1, 2)
    linked = {(edge.source, edge.kind, edge.target) for edge in found.edges}
    assert linked >= {("amy", "PARENT_OF", "kit"), ("lou", "LIVES_AT", "high"), ("amy", "LIVES_AT", "high")}
    wider = {node.uid: node.household for node in network(graph, "mia", 2).nodes}
    assert (wider["sam"], wider["lou"], wider["rob"]) == ("low", "high", "high")
    only = reads.network(
        graph, READER, "mia", 1, **NOW, narrowing=Narrowing(kinds=frozenset({LinkKind.FAMILY}))
    )
    assert only is not None
    assert {node.uid for node in only.nodes} == {"mia", "amy", "rob", "sam"}
    assert {node.household for node in only.nodes} == {None}


def test_at_a_hostel_only_the_own_family_stands_in_the_frame(graph: Graph) -> None:
    tiny = family().address("inn", "Inn", address_class="hostel").child("kit").parent("amy", "kit")
    for person in ("mia", "amy", "kit", "zed", "rob"):
        tiny.lives(person, "inn", "2025-01-01")
    tiny.write(graph)
    nodes = {node.uid: node for node in network(graph, "mia", 1).nodes}
    assert {uid: node.household for uid, node in nodes.items()} == {
        "mia": "inn", "amy": "inn", "kit": "inn", "inn": None,
    }  # fmt: skip
    assert (nodes["inn"].hub, nodes["inn"].count) == (True, 5)


NO_PATH = [
    ("one after the other", family().lives("amy", "high", "2018", "2019-01-01").lives("rob", "high", "2019-01-02")),
    ("a letter box", family().lives("amy", "high", "2018").lives("rob", "high", "2018", kind="correspondence")),
    ("a school, one after the other", family().school("elm", "Elm").attends("mia", "elm", "2018-09-01", "2019-07-20")
     .attends("zed", "elm", "2019-09-01")),
    ("a service that may not be named", family().service("team", "Team", sensitive=True).involved("mia", "team")
     .involved("zed", "team")),
    ("a worker of others", family().adult("kim").worker("wanda", "Wanda").works("wanda", "mia")
     .works("wanda", "kim")),
    ("withdrawn", family().related("amy", "rob", "partner", withdrawn="2024-01-01")),
    ("hidden between",
     family().adult("ghost", guard="hidden").related("amy", "ghost", "partner").related("ghost", "rob", "partner")),
    ("a place that is withheld",
     family().child("rue", place_guard="location").parent("amy", "rue").lives("rue", "high", "2018")
     .lives("rob", "high", "2018")),
]  # fmt: skip


@pytest.mark.parametrize("tiny", [case[1] for case in NO_PATH], ids=[case[0] for case in NO_PATH])
def test_no_path_through(graph: Graph, tiny: Tiny) -> None:
    tiny.write(graph)
    assert reads.paths(graph, READER, "mia", "zed", **NOW) == []


def test_what_two_records_say_in_the_same_words_is_one_sentence(graph: Graph) -> None:
    tiny = (
        family()
        .parent("amy", "mia", "not_recorded", feed="education")
        .cares("amy", "kim", "step_parent")
        .child("kim")
    )
    tiny.parent("amy", "kim", "step", feed="education").write(graph)
    (path,) = reads.paths(graph, READER, "mia", "kim", **NOW)
    assert [step.sentence for step in path.steps] == [
        "Amina Khan is parent of Mia Khan, from 14 March 2015 (education; social_care).",
        "Amina Khan is step parent of Kim Test (education; social_care).",
    ]


def test_what_two_had_at_the_same_time_is_told_and_reaches_nobody(graph: Graph) -> None:
    tiny = (
        family().agency("education", "Education").delivery("education", "2026-01-08").child("kit", "Kit Ray")
    )
    tiny.school("elm", "Elm").attends("mia", "elm", "2020-09-01", "2024-07-19").attends(
        "kit", "elm", "2023-09-01"
    )
    tiny.attends("zed", "elm", "2023-09-01", withdrawn="2025-01-01")
    tiny.service("team", "Team").involved("mia", "team", since="2025-01-01").involved("kit", "team")
    tiny.worker("wanda", "Wanda", role="Nurse").works("wanda", "mia", since="2026-01-01")
    tiny.works("wanda", "kit", since="2026-01-10").write(graph)
    found = reads.paths(graph, READER, "mia", "kit", **NOW)
    assert [path.in_common for path in found] == [True, True, True]
    assert [path.steps[0].sentence for path in found] == [
        "Mia Khan and Kit Ray were both at Elm from 1 September 2023 to 19 July 2024 (Education, 2 days old): "
        "323 days.",
        "Mia Khan and Kit Ray are both involved with Team, at least in part at the same time; the dates are not all "
        "known (social_care).",
        "Mia Khan and Kit Ray both have the worker Wanda (Nurse) since 10 January 2026 (social_care): 1 day so far.",
    ]
    assert [node.uid for node in found[0].nodes] == ["mia", "elm", "kit"]
    assert reads.paths(graph, READER, "rob", "kit", **NOW) == [], "nobody is reached through a school"
    assert reads.paths(graph, READER, "mia", "zed", **NOW) == []


def test_no_path_to_oneself_or_to_nobody(graph: Graph) -> None:
    family().write(graph)
    assert reads.paths(graph, READER, "mia", "mia", **NOW) == []
    assert reads.paths(graph, READER, "mia", "nobody", **NOW) == []


def test_no_place_lies_on_a_path_to_an_alleged_abuser(graph: Graph) -> None:
    tiny = family().lives("amy", "high", "2020").lives("rob", "high", "2020")
    tiny.nodes["rob"].properties["alleged_abuser"] = True
    tiny.write(graph)
    assert reads.paths(graph, READER, "rob", "mia", **NOW) == []
    assert reads.paths(graph, READER, "mia", "rob", **NOW) == []


def test_hubs_are_shown_and_not_walked_through(graph: Graph) -> None:
    tiny = (
        family()
        .school("elm", "Elm")
        .attends("mia", "elm")
        .attends("zed", "elm")
        .address("inn", "Inn", address_class="hostel")
    )
    tiny.address("big", "Big House").lives("mia", "inn").lives("zed", "inn").lives("mia", "big").service(
        "team", "Team"
    ).involved("mia", "team")
    for number in range(13):
        tiny.adult(f"a{number}").lives(f"a{number}", "big")
    tiny.write(graph)
    found = network(graph, "mia", 3)
    nodes = {node.uid: node for node in found.nodes}
    assert set(nodes) == {"mia", "amy", "elm", "inn", "big", "team"}
    assert {uid for uid, node in nodes.items() if node.hub} == {"elm", "inn", "big", "team"}
    assert nodes["big"].count == 14


def test_only_what_was_so_on_the_day_is_drawn(graph: Graph) -> None:
    tiny = (
        family()
        .lives("mia", "high", "2018-01-01", "2019-01-01")
        .cares("rob", "mia", "guardian", since="2020-01-01")
    )
    tiny.write(graph)
    table = {
        "2018-06-01": {"mia", "amy", "high"},
        "2019-06-01": {"mia", "amy"},
        "2020-06-01": {"mia", "amy", "rob"},
    }
    for day, uids in table.items():
        found = reads.network(graph, READER, "mia", 1, **on(day))
        assert found is not None
        assert {node.uid for node in found.nodes} == uids


def test_several_sources_make_one_line(graph: Graph) -> None:
    tiny = family().parent("amy", "mia", feed="education")
    tiny.write(graph)
    (edge,) = network(graph, "mia", 1).edges
    assert (edge.label, {source.feed for source in edge.sources}) == (
        "parent of",
        {"social_care", "education"},
    )


def test_a_sensitive_service_is_one_nameless_node_for_each_child(graph: Graph) -> None:
    tiny = (
        family()
        .parent("amy", "zed")
        .service("clinic", "Quiet Clinic", sensitive=True)
        .involved("mia", "clinic")
        .involved("zed", "clinic")
    )
    tiny.worker("quinn", "Quinn").works("quinn", "mia", "clinic").write(graph)
    found = network(graph, "mia", 3)
    assert "Quiet" not in found.model_dump_json()
    assert "Quinn" not in found.model_dump_json()
    assert len([node for node in found.nodes if node.kind == "service"]) == 2


def test_a_school_sees_no_adults_of_other_families(graph: Graph) -> None:
    tiny = (
        family()
        .lives("mia", "high", "2020")
        .lives("zed", "high", "2020")
        .lives("rob", "high", "2020")
        .related("amy", "rob", "partner")
    )
    tiny.write(graph)
    found = reads.network(graph, SCHOOL, "mia", 3, **NOW)
    assert found is not None
    assert {node.uid for node in found.nodes} == {"mia", "amy", "high", "zed"}


@pytest.mark.parametrize("depth", [0, 4])
def test_no_other_depth(graph: Graph, depth: int) -> None:
    with pytest.raises(ValueError, match="depth"):
        reads.network(graph, READER, "mia", depth, **NOW)
    assert reads.network(graph, READER, "nobody", 1, **NOW) is None
