"""An adopted child under both names: the same school, the same carer's telephone, a former address and a UPN in common.
The two identities are in no group together, and in nothing that anybody is shown together."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from absence.expectations import packaged
from absence.survey import Survey
from api.stewardship import Stewardship
from api.store import Store
from api.store.keys import Keys
from api.store.seals import SealKeeper
from graph import patterns, reads
from graph.gateway import Graph
from graph.reads.findings import told
from ingest.comparing import compare, grouped, records_of_index
from ingest.delivery.opening import seals
from ingest.feeds import feed
from ingest.reading.delivery import read_delivery
from model.guards import Clearance
from model.judging import Decision, NoSuchPairError
from model.scope import Purpose, Role, Scope
from queries.patterns import all_patterns
from tests.ingest.families import HOME, SCHOOL, at_home
from tests.patterns.graphs import ASKING
from tests.support.deliveries import Given
from tests.support.index import Index

BORN, UPN = "2016-05-05", "H308200015001"
BIRTH = {"social_care:person:1005", "education:person:P5"}
ADOPTIVE = {"social_care:person:1006", "education:person:P6"}
TODAY = dt.date(2026, 9, 30)
CLEARED = frozenset({Clearance.LOCATION, Clearance.HIDDEN, Clearance.HELD})


def care() -> Given:
    """Social care holds both identities in one family file, the first sealed from the second."""
    lines = '{"house": "12", "street": "Elm Court Road", "uprn": "200000000012"}'
    return {
        "ssd_person": [
            {"pers_person_id": number, "pers_forename": "Noor", "pers_surname": surname, "pers_sex": "F",
             "pers_dob": BORN, "pers_upn": UPN, "pers_is_adult": "N"}
            for number, surname in (("1005", "Aziz"), ("1006", "Bell"))
        ],
        "ssd_family": [
            {"fami_table_id": f"F{number}", "fami_family_id": "F1", "fami_person_id": number}
            for number in ("1005", "1006")
        ],
        "ssd_address": [
            {"addr_table_id": f"AD{number}", "addr_person_id": number, "addr_address_type": "HOME",
             "addr_address_start_date": "2019-01-06", "addr_address_postcode": HOME["postcode"],
             "addr_address_json": lines}
            for number in ("1005", "1006")
        ],
        "ssd_cin_episodes": [
            {"cine_referral_id": "R5", "cine_person_id": "1005", "cine_referral_date": "2019-02-01",
             "cine_referral_nfa": "N", "cine_close_date": "2020-01-06", "cine_close_reason": "RC1"},
        ],
        "protections": [
            {"prot_protection_id": "PR1", "prot_person_id": "1005", "prot_kind": "SEALED", "prot_basis": "ADOPTION",
             "prot_from": "2020-01-06", "prot_sealed_from_person_id": "1006"}
        ],
    }  # fmt: skip


def school() -> Given:
    """The school has a pupil of either name, both with Ana Bell's telephone and a home that was the same once."""
    pupils = [
        {
            "pupil_id": pupil,
            "upn": upn,
            "surname": surname,
            "forename": "Noor",
            "date_of_birth": BORN,
            "sex": "F",
        }
        for pupil, surname, upn in (("P5", "Aziz", UPN), ("P6", "Bell", ""))
    ]
    contacts = [
        {"contact_link_id": f"K{pupil}", "pupil_id": pupil, "contact_id": "9", "surname": "Bell", "forename": "Ana",
         "relationship": relationship, "lives_with_pupil": "Y", "mobile_phone": "07700 900199"}
        for pupil, relationship in (("P5", "FOS"), ("P6", "MOT"))
    ]  # fmt: skip
    history = [
        {"enrolment_id": f"E{pupil}", "pupil_id": pupil, "school_urn": SCHOOL["school_urn"], "enrolment_status": "C",
         "entry_date": "2020-09-01"}
        for pupil in ("P5", "P6")
    ]  # fmt: skip
    return {
        "pupils": pupils,
        "addresses": [
            at_home("A5", "P5", "2019-01-06"),
            at_home("A6", "P6", "2019-01-06", end_date="2021-01-01"),
        ],
        "contacts": contacts,
        "school_history": history,
        "schools": [SCHOOL],
    }


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[SealKeeper]:
    with Store.open(f"sqlite:///{tmp_path / 'store.sqlite'}", Keys(bytes(range(32)))) as store:
        yield SealKeeper(store, store.keys.derived("seals"))


@pytest.fixture
def adopted(embedded_graph: Graph, tmp_path: Path, keeper: SealKeeper) -> Index:
    index = Index(embedded_graph, tmp_path, keeper)
    paths = [
        ("education", index.write("education", school())),
        ("social_care", index.write("social_care", care())),
    ]
    for code, path in paths:
        for before, after in seals(read_delivery(path, feed(code))):
            keeper.seal(before, after)
    index.load(*paths)
    return index


def mixed(index: Index) -> list[frozenset[str]]:
    """Groups with a record of either identity."""
    return [group for group in index.people() if group & BIRTH and group & ADOPTIVE]


def test_the_two_identities_never_meet(adopted: Index) -> None:
    assert mixed(adopted) == []
    birth = adopted.uid_of("social_care:person:1005")
    assert adopted.uid_of("education:person:P5") == birth
    between = adopted.rows(
        "MATCH (j:Judgement) WHERE j.left IN $keys AND j.right IN $keys RETURN j.left AS left, j.right AS right",
        keys=["social_care:person:1005", "social_care:person:1006"],
    )
    assert between == [], "no judgement between the two is kept: it would itself be the link"

    for clearances in (frozenset(), CLEARED, frozenset(Clearance)):
        scope = Scope("steward", Role.DATA_STEWARD, purpose=Purpose.STEWARDSHIP, clearances=clearances)
        desk = Stewardship(adopted.graph, scope, adopted.deciding, TODAY)
        assert [each for each in desk.waiting(1_000) if {each.left, each.right} & BIRTH] == []
        for one, other in product(sorted(BIRTH), sorted(ADOPTIVE)):
            decision = Decision(one, other, "same", "known to the team", "steward")
            asked: tuple[tuple[Callable[..., Any], Any, Any] | tuple[Callable[..., Any], Any], ...] = (
                (desk.why, one, other),
                (desk.pair, one, other),
                (desk.effect, [decision]),
                (desk.decide, [decision]),
                (desk.record_of, birth),
            )
            for ask_, *arguments in asked:
                with pytest.raises(NoSuchPairError):
                    ask_(*arguments)
        assert desk.decisions() == []
    scope = Scope("steward", Role.DATA_STEWARD, clearances=CLEARED)
    listed = {row["record"] for row in reads.crosswalk(adopted.graph, scope)}
    assert listed & BIRTH == set()
    assert listed >= ADOPTIVE


def nothing_that_looks_at_everybody_leads_from_one_to_the_other(adopted: Index, keeper: SealKeeper) -> None:
    """A new model on trial, every pattern and the list of children whom no service knows; even with a model that joins
    whatever it may."""
    bands = dataclasses.replace(adopted.model.children.thresholds, same=-400.0, review=-400.0, split=-400.0)
    eager = dataclasses.replace(
        adopted.model, version="eager", children=dataclasses.replace(adopted.model.children, thresholds=bands)
    )
    records = records_of_index(adopted.graph)
    assert {record.key for record in records} >= BIRTH | ADOPTIVE
    trial = compare(records, (), adopted.model, eager, keeper)
    pair = {"social_care:person:1005", "social_care:person:1006"}
    assert not any(key in str(trial.as_dict()) for key in pair)
    assert not any(pair <= group for group in grouped(records, (), eager, keeper))

    birth = adopted.uid_of("social_care:person:1005")
    scope = Scope("lead", Role.SAFEGUARDING_LEAD, "social_care", purpose=Purpose.HUB, clearances=CLEARED)
    found = [
        (made, row) for made in all_patterns() for row in patterns.run(adopted.graph, scope, made, ASKING)
    ]
    said = told(adopted.graph, scope, found, ASKING.as_at, ASKING.known_at)
    missing = Survey(adopted.graph, packaged()).findings(TODAY)
    for answer in (str(found), str(said), str((missing.lines, missing.ghosts))):
        assert birth not in answer
        assert "Aziz" not in answer
        assert not any(key in answer for key in BIRTH)


def who_is_cleared_for_the_seal_sees_the_birth_identity_end(adopted: Index) -> None:
    """Ended as adopted on the day of the placement, and nothing after it."""
    birth, new = adopted.uid_of("social_care:person:1005"), adopted.uid_of("education:person:P6")
    scope = Scope("keeper", Role.SAFEGUARDING_LEAD, "social_care", purpose=Purpose.HUB,
                  clearances=frozenset(Clearance))  # fmt: skip
    when: dict[str, Any] = {"as_at": TODAY, "known_at": TODAY}
    assert reads.child(adopted.graph, scope, birth, **when) is not None
    ended = reads.involvements(adopted.graph, scope, birth, **when)
    assert [(fact.to, fact.value.end_reason) for fact in ended] == [(dt.date(2020, 1, 6), "adopted")]
    assert new not in str(ended)


def test_neither_is_in_the_others_answers(adopted: Index, keeper: SealKeeper) -> None:
    new, birth = adopted.uid_of("education:person:P6"), adopted.uid_of("education:person:P5")
    ana = adopted.uid_of("education:person:C9")
    scope = Scope("lead", Role.SAFEGUARDING_LEAD, "social_care", purpose=Purpose.HUB, clearances=CLEARED)
    when: dict[str, Any] = {"as_at": TODAY, "known_at": TODAY}
    graph = adopted.graph
    shown = [
        reads.child(graph, scope, new, **when),
        reads.adult(graph, scope, ana, **when),
        *(
            read(graph, scope, new, **when)
            for read in (
                reads.siblings,
                reads.households,
                reads.addresses,
                reads.other_households,
                reads.schools,
            )
        ),
        reads.network(graph, scope, new, 3, **when),
        *(reads.search(graph, scope, q, None, None, 20, None, **when) for q in ("noor", "aziz", UPN)),
    ]
    told = str(shown)
    assert shown[0] is not None
    assert birth not in told
    assert "Aziz" not in told
    assert reads.child(graph, scope, birth, **when) is None
    nothing_that_looks_at_everybody_leads_from_one_to_the_other(adopted, keeper)
    who_is_cleared_for_the_seal_sees_the_birth_identity_end(adopted)


def test_a_decision_from_before_the_seal_meets_it_and_tells_nothing(adopted: Index) -> None:
    """Who had joined the school's two records is overruled where it matters: the sealed pair stays apart, and what is
    left with the birth identity is closed with it."""
    effect = adopted.foresee("education:person:P5", "education:person:P6", "same")
    assert effect.conflicts == ()
    adopted.decide("education:person:P5", "education:person:P6", "same")
    for _ in range(2):
        sealed, new = (adopted.uid_of(f"social_care:person:{number}") for number in ("1005", "1006"))
        assert sealed != new
        guards = {
            row["uid"]: row["guard"]
            for row in adopted.rows("MATCH (p:Person) RETURN p.uid AS uid, p.guard AS guard")
        }
        assert (guards[adopted.uid_of("education:person:P5")], guards[new]) == ("sealed", "")
        adopted.rebuild()
