"""Which children's records are one child, in a table of what should and should not be joined."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ingest.matching.decide_child import SHORT_OF_SAME
from ingest.matching.model import MatchModel
from ingest.matching.records import HumanJudgement, MatchRecord, ModelJudgement, Verdict
from model.identifiers import upn_check_letter
from tests.matching.conftest import MakeResolver
from tests.matching.people import BORN, HOME, adult, child

UPN, OTHER_UPN = (upn_check_letter(body) + body for body in ("801200005001", "801200005002"))
NHS = "9434765870"

SAME: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("written alike", {}, {}),
    ("accents and apostrophes", {"surname": "O'Quillfeather"}, {"surname": "o’quillfeather"}),
    ("a slip in the surname", {}, {"surname": "Quilfeather", "homes": (HOME,)}),
    ("names that changed places", {}, {"forename": "Quillfeather", "surname": "Teodora"}),
    ("a hyphenated surname", {}, {"surname": "Quillfeather-Obi"}),
    ("a former surname", {"surname": "Marchetti", "former_surname": "Quillfeather"}, {}),
    ("known by another forename", {"forename": "Bexley", "known_as": "Teodora"}, {}),
    (
        "day and month exchanged",
        {"date_of_birth": dt.date(2015, 3, 7)},
        {"date_of_birth": dt.date(2015, 7, 3)},
    ),
    ("a transliteration", {"forename": "Muhammad", "sex": "M"}, {"forename": "Mohamed", "sex": "M"}),
    ("one UPN, another surname", {"upn": UPN}, {"upn": UPN, "surname": "Marchetti"}),
    ("a former UPN", {"upn": UPN}, {"upn": OTHER_UPN, "former_upns": (UPN,)}),
    ("one NHS number, no date of birth", {"nhs_number": NHS}, {"nhs_number": NHS, "date_of_birth": None}),
    (
        "two romanisations, and a given name written in two",
        {"forename": "Mei Ling", "surname": "Cheung"},
        {"forename": "Meiling", "surname": "Zhang"},
    ),
    (
        "a surname first, as in China",
        {"forename": "Ouyang", "surname": "Wei Ming"},
        {"forename": "Weiming", "surname": "Ouyang"},
    ),
    (
        "Romanian letters without their marks",
        {"forename": "Ștefania", "surname": "Țurcanu"},
        {"forename": "Stefania", "surname": "TURCANU"},
    ),
    (
        "Somali spelling",
        {"forename": "Cabdiraxmaan", "surname": "Xirsi", "homes": (HOME,)},
        {"forename": "Abdirahman", "surname": "Hirsi", "homes": (HOME,)},
    ),
    (
        "a slip in the UPN at one home, and no date of birth",
        {"upn": UPN, "homes": (HOME,)},
        {"upn": f"{UPN[:-1]}7", "homes": (HOME,), "date_of_birth": None},
    ),
    (
        "a slip in the UPN at one home, and another surname",
        {"upn": UPN, "homes": (HOME,)},
        {"upn": f"{UPN[:-1]}7", "homes": (HOME,), "surname": "Marchetti"},
    ),
    (
        "a stand-in date of birth at one home",
        {"date_of_birth": dt.date(2015, 1, 1), "homes": (HOME,)},
        {"homes": (HOME,)},
    ),
    (
        "a courtesy name in the surname's place, at one home",
        {"forename": "Nusrat", "surname": "Begum", "homes": (HOME,)},
        {"forename": "Nusrat", "surname": "Rahman", "homes": (HOME,)},
    ),
]

NOT_SAME: list[tuple[str, dict[str, Any], dict[str, Any], tuple[Verdict, ...]]] = [
    ("twins", {"homes": (HOME,)}, {"forename": "Marigold", "homes": (HOME,)}, ("review", "different")),
    ("twins with one UPN by mistake", {"upn": UPN}, {"upn": UPN, "forename": "Marigold"}, ("review",)),
    (
        "twins, a boy and a girl",
        {"homes": (HOME,), "upn": UPN},
        {"forename": "Bartholomew", "sex": "M", "homes": (HOME,), "upn": OTHER_UPN},
        ("different",),
    ),
    (
        "twins of whom one is not named yet",
        {"homes": (HOME,)},
        {"forename": "Twin 2", "homes": (HOME,)},
        ("review",),
    ),
    (
        "sisters",
        {"homes": (HOME,)},
        {"forename": "Marigold", "date_of_birth": dt.date(2012, 9, 2), "homes": (HOME,)},
        ("different",),
    ),
    ("two permanent UPNs of one authority", {"upn": UPN}, {"upn": OTHER_UPN}, ("review",)),
    (
        "two verified NHS numbers",
        {"nhs_number": NHS, "nhs_number_status": "verified"},
        {"nhs_number": "9434765919", "nhs_number_status": "verified"},
        ("review",),
    ),
    ("another surname and nothing else", {}, {"surname": "Marchetti"}, ("review", "different")),
    (
        "a courtesy name and nothing else",
        {"forename": "Nusrat", "surname": "Begum"},
        {"forename": "Nusrat", "surname": "Rahman"},
        ("review", "different"),
    ),
    ("one died before the other was born", {"date_of_death": dt.date(2015, 3, 16)}, {}, ("review",)),
    ("namesakes of other years", {"date_of_birth": dt.date(2009, 11, 2)}, {}, ("review", "different")),
    (
        "a stand-in date of birth, and a rare name alone",
        {"date_of_birth": dt.date(2015, 1, 1)},
        {},
        ("review",),
    ),
    (
        "a stand-in date of birth, a common name",
        {"forename": "Mohammed", "surname": "Ali", "date_of_birth": dt.date(2015, 1, 1)},
        {"forename": "Mohammed", "surname": "Ali", "date_of_birth": dt.date(2015, 1, 1)},
        ("review", "different"),
    ),
]


def judge(make: MakeResolver, left: MatchRecord, right: MatchRecord) -> ModelJudgement | None:
    found = make().rebuild([left, right], [], "1")
    return found.judgements[0] if found.judgements else None


@pytest.mark.parametrize(("story", "left", "right"), SAME, ids=[row[0] for row in SAME])
def test_one_child(
    make_resolver: MakeResolver, story: str, left: dict[str, Any], right: dict[str, Any]
) -> None:
    found = judge(make_resolver, child("care:person:1", **left), child("school:person:2", **right))
    assert found is not None
    assert (found.verdict, found.evidence[0].comparison) == ("same", "prior")


@pytest.mark.parametrize(("story", "left", "right", "verdicts"), NOT_SAME, ids=[row[0] for row in NOT_SAME])
def test_two_children(
    make_resolver: MakeResolver,
    story: str,
    left: dict[str, Any],
    right: dict[str, Any],
    verdicts: tuple[Verdict, ...],
) -> None:
    found = judge(make_resolver, child("care:person:1", **left), child("school:person:2", **right))
    assert (found.verdict if found else "different") in verdicts


def test_household_evidence_never_completes_a_merge(make_resolver: MakeResolver) -> None:
    shared: dict[str, Any] = {"homes": (HOME,), "postcodes": ("AM1 2GF",), "telephones": ("07700900123",)}
    found = judge(
        make_resolver,
        child("care:person:1", **shared),
        child("school:person:2", surname="Marchetti", **shared),
    )
    assert found is not None
    assert found.verdict == "review"
    personal = sum(row.weight for row in found.evidence if row.ledger == "personal")
    assert found.weight == pytest.approx(
        personal + MatchModel.shipped().children.thresholds.same - SHORT_OF_SAME
    )


def test_the_weight_is_the_sum_of_the_personal_rows_and_no_row_holds_a_value(
    make_resolver: MakeResolver,
) -> None:
    found = judge(make_resolver, child("care:person:1", upn=UPN), child("school:person:2", upn=UPN))
    assert found is not None
    text = str([row.as_json() for row in found.evidence]).casefold()
    assert not any(value in text for value in ("teodora", "quillfeather", "2015", UPN.casefold()))


def test_one_agency_that_holds_a_child_twice_is_asked(make_resolver: MakeResolver) -> None:
    found = judge(make_resolver, child("care:person:1"), child("care:person:2"))
    assert found is not None
    assert (found.verdict, found.reason) == ("review", "one agency holds two records that look alike")


def test_a_chain_takes_one_record_of_each_agency(make_resolver: MakeResolver) -> None:
    resolver = make_resolver()
    resolver.rebuild([child("care:person:1"), child("school:person:2"), child("care:person:3")], [], "1")
    sizes = sorted(len(group.keys) for group in resolver.groups())
    assert sizes == [1, 2]


def test_a_person_may_join_one_agency_s_two_records(make_resolver: MakeResolver) -> None:
    resolver = make_resolver()
    judged = [HumanJudgement("care:person:3", "care:person:1", "same")]
    resolver.rebuild([child("care:person:1"), child("school:person:2"), child("care:person:3")], judged, "1")
    assert sorted(len(group.keys) for group in resolver.groups()) == [3]


def test_a_person_s_different_is_a_wall_no_chain_crosses(make_resolver: MakeResolver) -> None:
    records = [child("care:person:1"), child("school:person:2"), child("welfare:person:3")]
    resolver = make_resolver()
    resolver.rebuild(records, [HumanJudgement("care:person:1", "welfare:person:3", "different")], "1")
    assert not any({"care:person:1", "welfare:person:3"} <= group.keys for group in resolver.groups())
    assert sorted(len(group.keys) for group in resolver.groups()) == [1, 2]


def test_same_and_different_in_conflict_different_wins_and_it_is_reported(
    make_resolver: MakeResolver,
) -> None:
    judged = [
        HumanJudgement("care:person:1", "school:person:2", "same"),
        HumanJudgement("school:person:2", "welfare:person:3", "same"),
        HumanJudgement("care:person:1", "welfare:person:3", "different"),
    ]
    records = [child("care:person:1"), child("school:person:2"), child("welfare:person:3")]
    resolver = make_resolver()
    found = resolver.rebuild(records, judged, "1")
    assert found.conflicts == (("school:person:2", "welfare:person:3"),)
    assert not any({"care:person:1", "welfare:person:3"} <= group.keys for group in resolver.groups())


def test_unsure_keeps_apart_until_somebody_is_sure(make_resolver: MakeResolver) -> None:
    resolver = make_resolver()
    resolver.rebuild(
        [child("care:person:1"), child("school:person:2")],
        [HumanJudgement("care:person:1", "school:person:2", "unsure")],
        "1",
    )
    assert len(resolver.groups()) == 2


def test_a_father_s_forename_is_a_surname_where_names_are_chains(make_resolver: MakeResolver) -> None:
    """Ifrah, child of Warsame, child of Guled: one agency ends her name with her father's, one with his father's."""
    born: dict[str, Any] = {"date_of_birth": BORN, "homes": (HOME,)}
    records = [
        child("care:person:1", "Ifrah", "Guled", **born),
        child("school:person:2", "Ifrah", "Warsame", **born),
        adult("care:person:9", "Warsame", "Guled", ("care:person:1", "father")),
    ]
    resolver = make_resolver()
    found = resolver.rebuild(records, [], "1")
    assert [judged.verdict for judged in found.judgements] == ["same"]
    resolver.rebuild(records[:2], [], "2")
    assert len(resolver.groups()) == 2


def test_a_near_match_of_a_protected_child_is_held_until_somebody_has_looked(
    make_resolver: MakeResolver,
) -> None:
    records = [
        child("care:person:1", protected=True),
        child("school:person:2", surname="Marchetti", homes=(HOME,)),
    ]
    resolver = make_resolver()
    resolver.rebuild(records, [], "1")
    assert {min(group.keys): group.held for group in resolver.groups()} == {
        "care:person:1": False,
        "school:person:2": True,
    }
    seen = HumanJudgement("care:person:1", "school:person:2", "different")
    found = resolver.update([], [], [seen], "2")
    assert [group.held for group in found.groups if "school:person:2" in group.keys] == [False]


def test_a_parent_of_seventeen_is_one_person_in_both_of_her_lives(make_resolver: MakeResolver) -> None:
    born = dt.date(2008, 5, 2)
    baby = child("care:person:9", "Orlando", date_of_birth=dt.date(2025, 6, 1), sex="M")
    mother = adult(
        "care:person:1", "Teodora", "Quillfeather", ("care:person:9", "mother"), date_of_birth=born, sex="F"
    )
    pupil = child("school:person:2", date_of_birth=born)
    resolver = make_resolver()
    resolver.rebuild([baby, mother, pupil], [], "1")
    assert {"care:person:1", "school:person:2"} in [group.keys for group in resolver.groups()]


def test_nobody_is_their_own_parent(make_resolver: MakeResolver) -> None:
    tie = ("care:person:9", "father")
    father = adult("school:person:1", "Orlando", "Quillfeather", tie, date_of_birth=BORN, sex="M")
    son = child("care:person:9", "Orlando", sex="M")
    resolver = make_resolver()
    resolver.rebuild([father, son], [], "1")
    assert len(resolver.groups()) == 2
