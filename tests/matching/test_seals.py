"""A seal keeps two identities of one child apart, whoever judged what before it came."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from ingest.matching.records import HumanJudgement
from tests.matching.conftest import MakeResolver
from tests.matching.people import child


class Apart:
    """A keeper of one seal."""

    def __init__(self, *keys: str) -> None:
        self._keys = set(keys)

    def sealed_apart(self, left_key: str, right_key: str) -> bool:
        return {left_key, right_key} == self._keys


def test_sealed_identities_are_in_no_judgement_and_no_group_even_through_a_third_record(
    make_resolver: MakeResolver,
) -> None:
    records = [child("care:person:1"), child("school:person:2"), child("welfare:person:3")]
    resolver = make_resolver(seals=Apart("care:person:1", "welfare:person:3"))
    found = resolver.rebuild(records, [], "1")
    assert not any(
        {judged.left, judged.right} == {"care:person:1", "welfare:person:3"} for judged in found.judgements
    )
    assert not any({"care:person:1", "welfare:person:3"} <= group.keys for group in resolver.groups())


def test_what_an_authority_states_meets_a_seal_unsaid(make_resolver: MakeResolver) -> None:
    records = [replace(child(key), same_as=("upn:1",)) for key in ("care:person:1", "school:person:2")]
    open_resolver = make_resolver("open")
    assert open_resolver.rebuild(records, [], "1").judgements
    assert len(open_resolver.groups()) == 1
    resolver = make_resolver(seals=Apart("care:person:1", "school:person:2"))
    assert not resolver.rebuild(records, [], "1").judgements
    assert len(resolver.groups()) == 2


def test_a_seal_parts_the_groups_that_were_judged_one_before_it_came(make_resolver: MakeResolver) -> None:
    """The care record and the clinic's are the birth identity, the school's and the registrar's the adoptive one.
    Somebody had judged clinic and registrar, who are named in no seal, to be one child."""
    both: dict[str, Any] = {"middle_names": "Ophelia"}
    before = [child("care:person:1", **both), child("clinic:person:4", **both)]
    adopted: dict[str, Any] = {"surname": "Marchetti", "homes": ("key:9",)} | both
    after = [child("school:person:2", **adopted), child("registrar:person:3", **adopted)]
    third = child("welfare:person:5", surname="Rook", date_of_birth=None)
    judged = [
        HumanJudgement("clinic:person:4", "registrar:person:3", "same"),
        HumanJudgement("clinic:person:4", "welfare:person:5", "same"),
    ]
    open_resolver = make_resolver("open")
    open_resolver.rebuild([*before, *after, third], judged, "1")
    assert [len(group.keys) for group in open_resolver.groups()] == [5]
    resolver = make_resolver(seals=Apart("care:person:1", "school:person:2"))
    found = resolver.rebuild([*before, *after, third], judged, "1")
    assert sorted(sorted(group.keys) for group in resolver.groups()) == [
        ["care:person:1", "clinic:person:4", "welfare:person:5"],
        ["registrar:person:3", "school:person:2"],
    ]
    assert found.conflicts == ()


def test_where_only_people_joined_what_a_seal_parts_each_record_stands_alone(
    make_resolver: MakeResolver,
) -> None:
    names = ("Teodora", "Marigold", "Leonora", "Ottoline")
    records = [child(f"agency{place}:person:1", name, surname=name) for place, name in enumerate(names)]
    keys = [record.key for record in records]
    judged = [HumanJudgement(one, other, "same") for one, other in pairwise(keys)]
    resolver = make_resolver(seals=Apart(keys[0], keys[-1]))
    resolver.rebuild(records, judged, "1")
    assert [sorted(group.keys) for group in resolver.groups()] == [[key] for key in keys]
