"""Who is shown as brother or sister, on what grounds, and who is not."""

from __future__ import annotations

import pytest

from graph import reads
from graph.gateway import Graph
from tests.reads.when import NOW, READER, on
from tests.support.tiny import Tiny


def pair() -> Tiny:
    """Two children, two women, two men, one house; no link between any of them."""
    tiny = (
        Tiny()
        .child("mia")
        .child("ned")
        .address("high", "1 High Street")
        .address("ward", "Ward 3", address_class="hospital")
    )
    return tiny.adult("amy", sex="F").adult("bea", sex="F").adult("cal", sex="M").adult("dan", sex="M")


def both_at(
    tiny: Tiny,
    address: str,
    mia: tuple[str, str | None],
    ned: tuple[str, str | None],
    kind: str = "main_home",
) -> Tiny:
    return tiny.lives("mia", address, *mia).lives("ned", address, *ned, kind=kind)


CASES = [
    ("same two parents",
     pair().parent("amy", "mia").parent("amy", "ned").parent("cal", "mia").parent("cal", "ned"),
     "full brother or sister"),
    ("one of two parents each",
     pair().parent("amy", "mia").parent("amy", "ned").parent("cal", "mia").parent("dan", "ned"),
     "half brother or sister"),
    ("one of two parents each, the others of one name and not joined",
     pair().adult("daniel", "Dan Test").parent("amy", "mia").parent("amy", "ned").parent("dan", "mia")
     .parent("daniel", "ned"),
     "same mother recorded"),
    ("one of two parents each, one of the others without a forename",
     pair().adult("mr", " Test").parent("amy", "mia").parent("amy", "ned").parent("dan", "mia").parent("mr", "ned"),
     "same mother recorded"),
    ("a mother by word, no sex recorded",
     pair().adult("eve").parent("eve", "mia").cares("eve", "mia", "mother").parent("eve", "ned"),
     "same mother recorded"),
    ("a parent of whom nobody says which",
     pair().adult("eve").parent("eve", "mia").parent("eve", "ned").cares("eve", "mia", "parent"),
     "same parent recorded"),
    ("same mother, a father recorded for one only",
     pair().parent("amy", "mia").parent("amy", "ned").parent("cal", "mia"),
     "same mother recorded"),
    ("same father, no mother recorded", pair().parent("cal", "mia").parent("cal", "ned"), "same father recorded"),
    ("same two parents, one child by adoption",
     pair().parent("amy", "mia").parent("amy", "ned", "adoptive").parent("cal", "mia").parent("cal", "ned"),
     "full brother or sister"),
    ("parent of one, step-parent of the other", pair().parent("cal", "mia").cares("cal", "ned", "step_parent"),
     "step-brother or step-sister"),
    ("parent of one, step parent by the parent edge", pair().parent("cal", "mia", "step").parent("cal", "ned"),
     "step-brother or step-sister"),
    ("same grandmother cares for both", pair().cares("bea", "mia", "grandparent").cares("bea", "ned", "grandparent"),
     "same carer recorded"),
    ("same foster carer",
     pair().cares("bea", "mia", "foster_carer", paid=True).cares("bea", "ned", "foster_carer", paid=True),
     None),
    ("same childminder, nobody says paid",
     pair().cares("bea", "mia", "childminder").cares("bea", "ned", "childminder"), None),
    ("same other contact", pair().cares("bea", "mia", "other_contact").cares("bea", "ned", "other_contact"), None),
    ("declared", pair().related("ned", "mia", "sibling"), "declared brother or sister"),
    ("a partner is no sibling", pair().related("ned", "mia", "partner"), None),
    ("one family file", pair().family_file("f1", "mia", "ned"), "in the same family file"),
    ("under one roof",
     both_at(pair(), "high", ("2020-01-01", None), ("2021-01-01", None)), "children at the same address"),
    ("one after the other", both_at(pair(), "high", ("2020-01-01", "2020-12-31"), ("2021-01-01", None)), None),
    ("one day together", both_at(pair(), "high", ("2020-01-01", "2021-01-01"), ("2021-01-01", None)),
     "children at the same address"),
    ("a letter box", both_at(pair(), "high", ("2020-01-01", None), ("2020-01-01", None), "correspondence"), None),
    ("a foster home shared by placement",
     both_at(pair(), "high", ("2020-01-01", None), ("2020-01-01", None), "placement"), None),
    ("a hospital", both_at(pair(), "ward", ("2020-01-01", None), ("2020-01-01", None)), None),
    ("nothing", pair(), None),
    ("different mothers", pair().parent("amy", "mia").parent("bea", "ned"), None),
]  # fmt: skip


@pytest.mark.parametrize(("tiny", "described"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_grounds(graph: Graph, tiny: Tiny, described: str | None) -> None:
    tiny.write(graph)
    for one, other in (("mia", "ned"), ("ned", "mia")):
        found = reads.siblings(graph, READER, one, **NOW)
        assert [(each.person.uid, each.described_as) for each in found] == (
            [(other, described)] if described else []
        )


def test_every_ground_is_given_with_its_sources_and_days(graph: Graph) -> None:
    tiny = pair().agency("education", "Education").delivery("education", "2026-01-01")
    tiny.parent("amy", "mia", feed="education").parent("amy", "ned")
    both_at(tiny, "high", ("2020-01-01", None), ("2020-01-31", "2020-02-09")).write(graph)
    (ned,) = reads.siblings(graph, READER, "mia", **NOW)
    mother, home = ned.bases
    assert (mother.basis, mother.through and mother.through.uid) == ("same_mother_recorded", "amy")
    assert {source.agency for source in mother.sources} == {"Education", "social_care"}
    assert (home.basis, home.days) == ("children_at_the_same_address", 10)
    assert "10 days" in home.sentence


def test_a_home_that_nobody_ended_ends_with_the_next_one(graph: Graph) -> None:
    tiny = (
        pair()
        .address("low", "2 Low Street")
        .lives("mia", "high", "2018-01-01")
        .lives("mia", "low", "2019-01-01")
    )
    tiny.lives("ned", "high", "2020-01-01").write(graph)
    assert reads.siblings(graph, READER, "mia", **NOW) == []


def test_grounds_of_a_day_are_those_that_had_begun(graph: Graph) -> None:
    tiny = pair().parent("amy", "mia", first_seen="2024-05-05").parent("amy", "ned")
    both_at(tiny, "high", ("2020-01-01", None), ("2021-01-01", None)).write(graph)
    table = [
        (on("2020-06-01", "2024-01-01"), set()),
        (on("2022-01-01", "2024-01-01"), {"children_at_the_same_address"}),
        (on("2020-06-01"), {"same_mother_recorded"}),
        (NOW, {"children_at_the_same_address", "same_mother_recorded"}),
    ]
    for when, bases in table:
        found = reads.siblings(graph, READER, "mia", **when)
        assert {basis.basis for each in found for basis in each.bases} == bases
