"""Families of an address, and households that moved: who is recognised as the same family, and on what ground."""

from __future__ import annotations

from graph import reads
from graph.gateway import Graph
from graph.reads.families import ALONE, BY_BOTH, BY_HOMES, BY_RECORD
from tests.reads.when import NOW, READER
from tests.support.tiny import Tiny


def moved() -> Tiny:
    """Mia, her mother and a partner move from Old Street to High Street, he a month later; a lodger and Zed's family
    are at High Street, too."""
    tiny = (
        Tiny()
        .child("mia", "Mia Khan")
        .adult("amy", "Amina Khan")
        .adult("bob", "Bob Shah")
        .adult("lou", "Lou Fox")
    )
    tiny.child("zed", "Zed Lee").adult("rob", "Rob Lee").parent("amy", "mia").parent("rob", "zed")
    tiny.address("old", "9 Old Street").address("high", "1 High Street").address(
        "inn", "Inn", address_class="hostel"
    )
    for person, since in (("mia", "2024-03-01"), ("amy", "2024-03-01"), ("bob", "2024-04-01")):
        tiny.lives(person, "old", "2020-01-01", "2024-02-29" if person != "bob" else "2024-03-31")
        tiny.lives(person, "high", since)
    tiny.lives("zed", "high", "2018-01-01", "2024-02-01").lives("rob", "high", "2018-01-01", "2024-02-01")
    return tiny.lives("lou", "high", "2024-05-01").lives("lou", "old", "2010-01-01", "2012-01-01")


def groups(graph: Graph, address: str) -> list[tuple[set[str], str, list[tuple[str, str]]]]:
    return [
        (
            {fact.value.person.uid for fact in family.members},
            family.ground,
            [(move.before.uid, move.after.uid) for move in family.moves],
        )
        for family in reads.families(graph, READER, address, **NOW)
    ]


def test_a_family_that_moved_is_recognised_at_both_addresses(graph: Graph) -> None:
    moved().write(graph)
    assert groups(graph, "high") == [
        ({"lou"}, ALONE, []),
        ({"mia", "amy", "bob"}, BY_BOTH, [("old", "high")]),
        ({"zed", "rob"}, BY_RECORD, []),
    ]
    assert groups(graph, "old") == [({"mia", "amy", "bob"}, BY_BOTH, [("old", "high")]), ({"lou"}, ALONE, [])]


def test_a_move_says_who_since_when_and_on_what_ground(graph: Graph) -> None:
    moved().write(graph)
    for uid in ("mia", "bob"):
        (move,) = reads.moves(graph, READER, uid, **NOW)
        assert (move.before.uid, move.after.uid, str(move.on)) == ("old", "high", "2024-03-01")
        assert {person.uid for person in move.people} == {"mia", "amy", "bob"}
        assert move.sentence.endswith("lived together at 9 Old Street and then at 1 High Street.")
        assert (
            "Bob Shah at 9 Old Street from 1 January 2020 and at 1 High Street from 1 April 2024"
            in move.ground
        )
        assert {source.feed for source in move.sources} == {"social_care"}
    assert reads.moves(graph, READER, "lou", **NOW) == []
    assert reads.moves(graph, READER, "zed", **NOW) == []


def test_without_kinship_two_homes_shared_are_a_family_and_one_is_not(graph: Graph) -> None:
    tiny = (
        Tiny()
        .child("ned")
        .adult("sue")
        .adult("tom")
        .address("low", "2 Low Street")
        .address("top", "3 Top Road")
    )
    for person in ("ned", "sue"):
        tiny.lives(person, "low", "2020-01-01", "2022-01-01").lives(person, "top", "2022-01-02")
    tiny.lives("tom", "top", "2022-01-02").lives("tom", "low", "2022-02-01").write(graph)
    assert groups(graph, "top") == [({"ned", "sue"}, BY_HOMES, [("low", "top")]), ({"tom"}, ALONE, [])]


def test_strangers_of_one_hostel_did_not_move_together(graph: Graph) -> None:
    tiny = moved().child("kit", "Kit Khan").parent("amy", "kit")
    for person in ("kit", "amy", "lou"):
        tiny.lives(person, "inn", "2017-01-01", "2019-01-01").lives(person, "high", "2024-06-01")
    tiny.write(graph)
    (move,) = [move for move in reads.moves(graph, READER, "kit", **NOW) if move.before.uid == "inn"]
    assert {person.uid for person in move.people} == {"kit", "amy"}


def test_where_an_alleged_abuser_lived_nobody_is_told_where_the_others_went(graph: Graph) -> None:
    tiny = moved()
    tiny.nodes["rob"].properties["alleged_abuser"] = True
    tiny.write(graph)
    assert [moves for _, _, moves in groups(graph, "high")] == [[]] * 4
    assert reads.moves(graph, READER, "rob", **NOW) == []


def test_a_place_that_is_withheld_tells_of_no_move(graph: Graph) -> None:
    tiny = Tiny().child("rue", place_guard="location").adult("fay").parent("fay", "rue")
    tiny.address("low", "2 Low Street").address("top", "3 Top Road")
    for person in ("rue", "fay"):
        tiny.lives(person, "low", "2020-01-01", "2022-01-01").lives(person, "top", "2022-01-02")
    tiny.write(graph)
    assert groups(graph, "top") == [({"fay"}, ALONE, [])]
    assert reads.moves(graph, READER, "fay", **NOW) == []
