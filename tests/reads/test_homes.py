"""Households, address histories, the people of an address, addresses of passage, carers' other households."""

from __future__ import annotations

from graph import reads
from graph.gateway import Graph
from tests.reads.when import LEAD, NOW, READER, SCHOOL, on
from tests.support.tiny import Tiny


def family() -> Tiny:
    """Mia and her mother at home since 2020; a father who left; a lodger who came; a letter box; a second home."""
    tiny = (
        Tiny()
        .child("mia")
        .adult("amy", sex="F")
        .adult("bob", sex="M")
        .adult("lou")
        .child("zed")
        .adult("gran")
    )
    tiny.address("high", "1 High Street", "N9 7AB").address("low", "2 Low Street").address(
        "old", "9 Old Street"
    )
    tiny.parent("amy", "mia").parent("bob", "mia").parent("bob", "zed").cares("gran", "mia", "grandparent")
    tiny.lives("mia", "old", "2015-01-01").lives("mia", "high", "2020-01-01").lives(
        "amy", "high", "2020-01-01"
    )
    tiny.lives("mia", "low", "2021-01-01", kind="second_home").lives("bob", "low", "2025-03-01").lives(
        "zed", "low", "2025-03-01"
    )
    tiny.lives("bob", "high", "2020-01-01", "2025-02-28").lives("lou", "high", "2025-06-01")
    return tiny.lives("gran", "high", "2020-01-01", kind="tenancy_only")


def members(graph: Graph, uid: str = "mia", **when: object) -> dict[str, set[str]]:
    found = reads.households(graph, READER, uid, **(when or NOW))
    return {home.address.uid: {stay.value.person.uid for stay in home.members} for home in found}


def test_a_child_has_both_homes_and_each_its_members(graph: Graph) -> None:
    family().write(graph)
    first, second = reads.households(graph, READER, "mia", **NOW)
    assert (first.address.uid, second.address.uid) == ("high", "low")
    assert {stay.value.person.uid for stay in first.members} == {"mia", "amy", "lou"}
    assert {stay.value.person.uid for stay in first.joined} == {"lou"}
    assert [(stay.value.person.uid, str(stay.value.left)) for stay in first.left] == [("bob", "2025-02-28")]
    assert {stay.value.person.uid for stay in first.also_linked} == {"gran"}
    assert {stay.value.person.uid for stay in second.members} == {"mia", "bob", "zed"}


def test_a_household_is_as_at_its_day(graph: Graph) -> None:
    family().write(graph)
    assert members(graph, **on("2018-01-01")) == {"old": {"mia"}}
    assert members(graph, **on("2020-06-01")) == {"high": {"mia", "amy", "bob"}}
    assert members(graph, **on("2025-03-15")) == {"high": {"mia", "amy"}, "low": {"mia", "bob", "zed"}}


def test_what_came_later_was_not_known_then(graph: Graph) -> None:
    tiny = Tiny().child("mia").adult("amy").adult("bob").address("high", "1 High Street")
    tiny.lives("mia", "high", "2020-01-01").lives("amy", "high", "2020-01-01", first_seen="2023-01-01")
    tiny.lives("bob", "high", "2020-01-01", withdrawn="2023-01-01").write(graph)
    assert members(graph, **on("2021-01-01", "2022-12-31")) == {"high": {"mia", "bob"}}
    assert members(graph, **on("2021-01-01", "2023-01-01")) == {"high": {"mia", "amy"}}


def test_a_confirmed_home_is_not_ended_by_another(graph: Graph) -> None:
    tiny = Tiny().child("mia").address("high", "1 High Street").address("low", "2 Low Street")
    tiny.lives("mia", "high", "2020-01-01", last_confirmed="2023-01-01").lives(
        "mia", "low", "2022-01-01", feed="education"
    )
    tiny.write(graph)
    assert members(graph) == {"high": {"mia"}, "low": {"mia"}}
    (high, _) = reads.households(graph, READER, "mia", **NOW)
    assert str(high.members[0].last_confirmed) == "2023-01-01"
    assert str(high.members[0].last_seen) == "None"


def test_a_carer_said_to_live_with_the_child_belongs_to_the_home_that_the_same_agency_gives(
    graph: Graph,
) -> None:
    tiny = Tiny().child("mia").address("high", "1 High Street").address("low", "2 Low Street")
    tiny.lives("mia", "high", "2020-01-01", last_confirmed="2024-01-01")
    tiny.lives("mia", "low", "2022-01-01", feed="education")
    for adult in ("amy", "bob", "cat", "dee", "eli", "fay"):
        tiny.adult(adult)
    tiny.cares("amy", "mia", "mother", lives_with=True, since="2015-01-01")
    tiny.cares("bob", "mia", "father", lives_with=True, feed="education")
    tiny.cares("cat", "mia", "grandparent", lives_with=True, until="2023-01-01")
    tiny.cares("dee", "mia", "other_carer", lives_with=False).cares("eli", "mia", "guardian")
    tiny.cares("fay", "mia", "step_parent", lives_with=True).address("away", "3 Away Road").lives(
        "fay", "away"
    )
    tiny.write(graph)
    assert members(graph) == {"high": {"mia", "amy"}, "low": {"mia", "bob"}}
    (high, _) = reads.households(graph, READER, "mia", **NOW)
    (amy,) = [each for each in high.members if each.value.person.uid == "amy"]
    assert (amy.value.kind, amy.value.address, amy.value.joined) == (
        "said_to_live_with_the_child",
        None,
        None,
    )
    assert [source.feed for source in amy.sources] == ["social_care"]
    assert high.joined == []


def test_whoever_lives_with_a_child_is_not_told_where_a_place_is_withheld_or_an_abuser_asks(
    graph: Graph,
) -> None:
    tiny = Tiny().child("mia").child("kit", alleged_abuser=True).address("high", "1 High Street")
    tiny.adult("amy", place_guard="location").lives("mia", "high", "2020-01-01").lives(
        "kit", "high", "2020-01-01"
    )
    tiny.adult("bob").cares("amy", "mia", "mother", lives_with=True).cares(
        "bob", "kit", "father", lives_with=True
    )
    tiny.write(graph)
    assert members(graph) == {"high": {"mia", "kit"}}
    assert members(graph, "kit") == {"high": {"kit"}}
    (seen,) = reads.households(graph, LEAD, "mia", **NOW)
    assert {each.value.person.uid for each in seen.members} == {"mia", "kit", "amy"}


def test_at_a_hostel_only_the_own_family_is_the_household(graph: Graph) -> None:
    tiny = Tiny().child("mia").child("ned").adult("amy").child("other").adult("stranger")
    tiny.address("inn", "Elm House", address_class="hostel").parent("amy", "mia").parent("amy", "ned").parent(
        "stranger", "other"
    )
    for person in ("mia", "ned", "amy", "other", "stranger"):
        tiny.lives(person, "inn", "2025-01-01")
    tiny.write(graph)
    assert members(graph) == {"inn": {"mia", "ned", "amy"}}


def test_a_household_of_too_many_is_no_household(graph: Graph) -> None:
    tiny = Tiny().child("mia").adult("amy").parent("amy", "mia").address("inn", "Big House")
    for person in ("mia", "amy", *(f"p{number}" for number in range(12))):
        if person not in tiny.nodes:
            tiny.adult(person)
        tiny.lives(person, "inn", "2025-01-01")
    tiny.write(graph)
    assert members(graph) == {"inn": {"mia", "amy"}}


def test_several_feeds_make_one_stay_with_several_sources(graph: Graph) -> None:
    tiny = Tiny().child("mia").address("high", "1 High Street")
    tiny.lives("mia", "high", "2020-01-01").lives("mia", "high", "2020-01-01", feed="education_welfare")
    tiny.lives("mia", "high", "2020-03-01", feed="education", last_confirmed="2024-01-01").write(graph)
    (stay,) = reads.addresses(graph, READER, "mia", **NOW)
    assert str(stay.from_) == "2020-01-01"
    assert {source.feed for source in stay.sources} == {"social_care", "education", "education_welfare"}
    assert [(each.value, each.sources[0].feed) for each in stay.disagreements] == [
        ("from 1 March 2020", "education")
    ]
    assert str(stay.last_confirmed) == "2024-01-01"


def test_coming_back_is_a_second_stay(graph: Graph) -> None:
    tiny = Tiny().child("mia").address("high", "1 High Street")
    tiny.lives("mia", "high", "2015-01-01", "2016-01-01").lives("mia", "high", "2020-01-01").write(graph)
    found = reads.addresses(graph, READER, "mia", **NOW)
    assert [(str(stay.from_), str(stay.to)) for stay in found] == [
        ("2020-01-01", "None"),
        ("2015-01-01", "2016-01-01"),
    ]


def test_the_people_of_an_address_and_no_adults_for_a_school(graph: Graph) -> None:
    family().write(graph)
    everybody = {stay.value.person.uid for stay in reads.people_of_address(graph, READER, "high", **NOW)}
    assert everybody == {"mia", "amy", "bob", "lou", "gran"}
    assert {stay.value.person.uid for stay in reads.people_of_address(graph, SCHOOL, "high", **NOW)} == {
        "mia"
    }
    (home, _) = reads.households(graph, SCHOOL, "mia", **NOW)
    assert {stay.value.person.uid for stay in home.members} == {"mia", "amy"}, (
        "the lodger is not the school's business"
    )


def test_an_address_says_its_authority_and_its_ward_where_they_are_known(graph: Graph) -> None:
    """The name of the authority where one is known, else its code; nothing of a home without a known postcode."""
    Tiny().child("mia").child("zed").child("rue").address(
        "near", "1 High Street", local_authority="E09000010", authority_name="Enfield", ward="Ponders End"
    ).address("far", "2 Low Street", local_authority="E06000001").address("lost", "3 No Street").lives(
        "mia", "near", "2024-01-01"
    ).lives("zed", "far", "2024-01-01").lives("rue", "lost", "2024-01-01").write(graph)
    said = {uid: reads.address(graph, READER, uid) for uid in ("near", "far", "lost")}
    assert {uid: each and (each.authority, each.ward) for uid, each in said.items()} == {
        "near": ("Enfield", "Ponders End"),
        "far": ("E06000001", None),
        "lost": (None, None),
    }


def test_a_withheld_family_is_in_nobodys_answers(graph: Graph) -> None:
    tiny = (
        Tiny()
        .child("mia")
        .child("rue", place_guard="location")
        .address("high", "1 High Street")
        .address("safe", "5 Far Road")
    )
    tiny.lives("mia", "high", "2020-01-01").lives("rue", "high", "2020-01-01").lives(
        "rue", "safe", "2024-01-01"
    ).write(graph)
    assert members(graph) == {"high": {"mia"}}
    assert reads.households(graph, READER, "rue", **NOW) == []
    assert reads.address(graph, READER, "safe") is None
    view = reads.child(graph, READER, "rue", **NOW)
    assert view is not None
    assert view.notice == "Location withheld. Contact the safeguarding hub."
    assert len(reads.households(graph, LEAD, "rue", **NOW)) == 1


def test_from_an_alleged_abuser_no_read_reaches_where_others_are(graph: Graph) -> None:
    tiny = family()
    tiny.nodes["bob"].properties["alleged_abuser"] = True
    tiny.record("social_care", "mia", telephones=["0770 1"], identifier="m2").write(graph)
    own = {"low", "high"}
    assert {
        stay.value.address.uid for stay in reads.addresses(graph, READER, "bob", **NOW) if stay.value.address
    } == own
    assert members(graph, "bob") == {"low": {"bob"}}
    assert reads.other_households(graph, READER, "mia", **NOW) == []
    adult = reads.adult(graph, READER, "bob", **NOW)
    assert adult is not None
    assert {each.value.person.uid: each.value.telephones for each in adult.children} == {"mia": [], "zed": []}
    network = reads.network(graph, READER, "bob", 3, **NOW)
    assert network is not None
    assert {edge.source for edge in network.edges if edge.kind == "LIVES_AT"} == {"bob"}
    (hit, *_) = reads.search(graph, READER, "bob", **NOW).items
    assert hit.household == []


def test_carers_other_households(graph: Graph) -> None:
    tiny = (
        family().adult("minder").child("kit").address("far", "7 Far Street").lives("kit", "far", "2024-01-01")
    )
    tiny.cares("minder", "mia", "childminder", paid=True).cares("minder", "kit", "childminder", paid=True)
    tiny.address("flat", "8 Flat Street").child("ray").parent("bob", "ray").lives(
        "ray", "flat", "2022-01-01"
    ).write(graph)
    found = reads.other_households(graph, READER, "mia", **NOW)
    assert [(stay.value.person.uid, stay.value.address and stay.value.address.uid) for stay in found] == [
        ("ray", "flat")
    ]


def test_addresses_of_passage(graph: Graph) -> None:
    tiny = Tiny().child("mia").adult("amy").parent("amy", "mia")
    tiny.address("inn", "Elm House", address_class="hostel").address(
        "flat", "3 Mill Court", address_class="temporary_accommodation"
    )
    tiny.address("room", "4 Mill Court").address("calm", "6 Calm Street")
    tiny.lives("mia", "calm", "2019-01-01").lives("mia", "inn", "2024-01-01", "2024-03-01")
    tiny.lives("mia", "flat", "2024-03-02", "2024-06-01").lives("mia", "room", "2024-06-02").lives(
        "amy", "room", "2024-06-02"
    )
    for number in range(3):
        tiny.child(f"k{number}").adult(f"a{number}").parent(f"a{number}", f"k{number}")
        tiny.lives(f"k{number}", "room", "2024-01-01", "2024-05-01").lives(
            f"a{number}", "room", "2024-01-01", "2024-05-01"
        )
    tiny.write(graph)
    found = reads.transient_addresses(graph, READER, "mia", **NOW)
    assert [(each.reason, each.address.uid, each.families) for each in found] == [
        ("several_in_window", "room", None),
        ("temporary_accommodation", "flat", None),
        ("temporary_accommodation", "inn", None),
        ("many_families", "room", 4),
    ]
    assert {each.reason for each in reads.transient_addresses(graph, READER, "k0", **NOW)} == {
        "many_families"
    }


def test_a_settled_child_has_none(graph: Graph) -> None:
    family().write(graph)
    assert reads.transient_addresses(graph, READER, "mia", **NOW) == []
