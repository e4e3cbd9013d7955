"""What children's social care says, row by row."""

from __future__ import annotations

import datetime as dt

import pytest

from ingest.feeds import feed
from model.observations import AddressForm, Claim, Identity, Statement
from tests.support.deliveries import typed_row

D = dt.date


def said(key: str = "social_care:person:1", **tables: dict[str, str] | list[dict[str, str]]) -> Statement:
    """The statement of a record with these rows; keys are the rows' first columns."""
    declared = feed("social_care")
    rows: dict[str, dict[str, dict[str, str | int | bool]]] = {}
    for name, given in tables.items():
        table_key = declared.table(name).key.name
        for number, cells in enumerate(given if isinstance(given, list) else [given]):
            row = typed_row("social_care", name, **{table_key: f"k{number}", **cells})
            rows.setdefault(name, {})[str(row[table_key])] = dict(row)
    return declared.observe(key, rows)


def claims(statement: Statement, edge: str) -> list[Claim]:
    return [claim for claim in statement.claims if claim.edge == edge]


def test_a_person_as_the_agency_gives_them() -> None:
    statement = said(
        ssd_person={
            "pers_forename": "Ola",
            "pers_surname": "Ash",
            "pers_known_as": "Lola",
            "pers_sex": "F",
            "pers_dob": "2015-03-02",
            "pers_single_unique_id": "943 476 5870",
            "pers_upn": "B801200005001",
            "pers_telephone": "07700 900123",
            "pers_interpreter": "Polish",
            "pers_contact_safely": "Ring between 10 and 2 only",
        },
        ssd_family=[
            {"fami_table_id": "b", "fami_family_id": "F2"},
            {"fami_table_id": "a", "fami_family_id": "F1"},
        ],
    )
    assert statement.identity == Identity(
        forename="Ola",
        surname="Ash",
        known_as="Lola",
        date_of_birth=D(2015, 3, 2),
        dob_certainty="exact",
        sex="F",
        nhs_number="9434765870",
        nhs_number_status="unverified",
        upn="B801200005001",
        telephones=("+447700900123",),
        interpreter="Polish",
        contact_safely="Ring between 10 and 2 only",
    )
    assert statement.family_files == ("social_care:family:F1", "social_care:family:F2")


@pytest.mark.parametrize(
    ("cells", "born", "certainty"),
    [
        ({"pers_dob": "2015-03-02"}, D(2015, 3, 2), "exact"),
        ({"pers_dob": "2015-01-01", "pers_dob_estimated": "Y"}, D(2015, 1, 1), "estimated"),
        ({"pers_expected_dob": "2026-12-01"}, D(2026, 12, 1), "expected"),
        ({"pers_dob": "2026-11-20", "pers_expected_dob": "2026-12-01"}, D(2026, 11, 20), "exact"),
        ({}, None, None),
    ],
)
def test_how_sure_a_date_of_birth_is(
    cells: dict[str, str], born: dt.date | None, certainty: str | None
) -> None:
    identity = said(ssd_person=cells).identity
    assert (identity.date_of_birth, identity.dob_certainty) == (born, certainty)


@pytest.mark.parametrize("reason", ["UN1", "UN2", "UN3", "UN4", "UN5"])
def test_a_reason_for_having_no_upn_is_never_one(reason: str) -> None:
    identity = said(ssd_person={"pers_upn": reason, "pers_upn_unknown": reason}).identity
    assert identity.upn is None
    assert identity.former_upns == ()


def test_a_temporary_upn_is_not_the_one_in_use() -> None:
    identity = said(ssd_person={"pers_upn": "M80120000500A"}).identity
    assert (identity.upn, identity.former_upns) == (None, ("M80120000500A",))


@pytest.mark.parametrize(
    ("tables", "kind"),
    [
        ({"ssd_person": {"pers_is_adult": "Y"}}, "adult"),
        ({"ssd_person": {"pers_is_adult": "N", "pers_is_mother": "Y"}}, "child"),
        ({"ssd_person": {"pers_is_mother": "Y"}}, "adult"),
        ({"ssd_person": {"pers_is_mother": "Y", "pers_upn": "B801200005001"}}, "child"),
        ({"ssd_person": {"pers_is_mother": "Y"}, "ssd_cla_episodes": {"clae_person_id": "1"}}, "child"),
        ({"ssd_person": {}}, "child"),
    ],
)
def test_who_is_a_child(tables: dict[str, dict[str, str]], kind: str) -> None:
    assert said("social_care:person:1", **tables).kind == kind


ADDRESS = {
    "addr_person_id": "1",
    "addr_address_json": '{"house": "14", "street": "Elm Road"}',
    "addr_address_postcode": "ZE1 4QT",
}


@pytest.mark.parametrize(
    ("code", "kind", "address_class"),
    [
        ("HOME", "main_home", None),
        ("SECOND", "second_home", None),
        ("PLACEMENT", "placement", None),
        ("TEMP", "main_home", "temporary_accommodation"),
        ("HOSTEL", "main_home", "hostel"),
        ("CHILDRENS_HOME", "placement", "childrens_home"),
        ("CORRESPONDENCE", "correspondence", None),
        ("PRISON", "placement", "prison"),
        ("UNKNOWN", None, None),
        ("", None, None),
    ],
)
def test_what_kind_of_home(code: str, kind: str | None, address_class: str | None) -> None:
    (claim,) = claims(said(ssd_address={**ADDRESS, "addr_address_type": code}), "LIVES_AT")
    assert claim.properties.get("kind") == kind
    assert claim.target == AddressForm(
        paon="14", street="Elm Road", postcode="ZE1 4QT", address_class=address_class
    )


def test_a_stay_has_its_dates_and_when_it_was_confirmed() -> None:
    dates = {
        "addr_address_start_date": "2024-01-02",
        "addr_address_end_date": "2025-01-02",
        "addr_confirmed_date": "2024-06-01",
    }
    (claim,) = claims(said(ssd_address={**ADDRESS, "addr_address_type": "HOME", **dates}), "LIVES_AT")
    assert claim.properties == {
        "kind": "main_home",
        "from": D(2024, 1, 2),
        "to": D(2025, 1, 2),
        "last_confirmed": D(2024, 6, 1),
    }


@pytest.mark.parametrize(
    ("rows", "unplaced"),
    [
        ([{"addr_address_type": "NFA"}], "no_fixed_abode"),
        ([{"addr_address_type": "HOME", "addr_address_postcode": "ZZ99 3VZ"}], "no_fixed_abode"),
        ([{"addr_address_type": "HOME", "addr_address_postcode": "ZZ99 3WZ"}], "none_given"),
        ([{"addr_address_type": "UNKNOWN"}], "none_given"),
        ([{"addr_address_type": "HOME", "addr_address_postcode": "ZE1 4QT"}], "unreadable"),
        ([{"addr_address_json": '{"street": "left the area"}'}], "left_area"),
        ([{"addr_address_type": "NFA", "addr_address_end_date": "2024-01-01"}], None),
        ([{"addr_address_type": "NFA"}, {**ADDRESS, "addr_address_type": "HOME"}], None),
        (
            [{"addr_address_type": "NFA"}, {**ADDRESS, "addr_address_type": "CORRESPONDENCE"}],
            "no_fixed_abode",
        ),
        ([], None),
    ],
)
def test_why_somebody_has_no_address(rows: list[dict[str, str]], unplaced: str | None) -> None:
    assert said(ssd_address=rows).unplaced == unplaced


def test_a_refuge_is_a_token_and_withholds_the_location_until_a_person_lifts_it() -> None:
    ended = {
        **ADDRESS,
        "addr_address_type": "REFUGE",
        "addr_address_start_date": "2025-01-02",
        "addr_address_end_date": "2025-06-01",
    }
    statement = said(ssd_address=ended)
    (claim,) = claims(statement, "LIVES_AT")
    assert claim.target == AddressForm(lines=("Refuge",), address_class="refuge")
    (protection,) = statement.protections
    assert (protection.kind, protection.basis, protection.since, protection.until) == (
        "location",
        "refuge",
        D(2025, 1, 2),
        None,
    )


@pytest.mark.parametrize(
    ("cells", "kind", "basis"),
    [
        ({"prot_kind": "LOCATION", "prot_basis": "MARAC"}, "location", "marac"),
        ({"prot_kind": "SEALED", "prot_basis": "ADOPTION"}, "sealed", "adoption"),
        ({"prot_kind": "MOST SECRET"}, "hidden", "other"),
        ({}, "hidden", "other"),
    ],
)
def test_protections_and_that_an_unreadable_kind_still_protects(
    cells: dict[str, str], kind: str, basis: str
) -> None:
    (protection,) = said(protections={"prot_alleged_abuser_person_id": "9", **cells}).protections
    assert (protection.kind, protection.basis) == (kind, basis)
    assert protection.alleged_abuser == "social_care:person:9"


def test_a_mother_of_the_mothers_table_is_a_parent_by_birth_and_no_more() -> None:
    statement = said(ssd_mother={"moth_person_id": "1", "moth_childs_person_id": "7"})
    assert statement.claims == (Claim("PARENT_OF", "social_care:person:7", properties={"kind": "birth"}),)


@pytest.mark.parametrize(
    ("relationship", "cells", "edges"),
    [
        ("MOTHER", {}, {"PARENT_OF", "CARES_FOR"}),
        ("STEP_PARENT", {}, {"PARENT_OF", "CARES_FOR"}),
        ("FATHER", {"arel_parental_responsibility": "Y"}, {"PARENT_OF", "CARES_FOR", "RESPONSIBLE_FOR"}),
        ("FATHER", {"arel_parental_responsibility": "N"}, {"PARENT_OF", "CARES_FOR", "RESPONSIBLE_FOR"}),
        ("FOSTER_CARER", {}, {"CARES_FOR"}),
        ("GRANDPARENT", {}, {"RELATED_TO"}),
        ("GRANDPARENT", {"arel_lives_with": "N"}, {"RELATED_TO"}),
        ("GRANDPARENT", {"arel_lives_with": "Y"}, {"CARES_FOR"}),
        ("AUNT_UNCLE", {"arel_parental_responsibility": "Y"}, {"CARES_FOR", "RESPONSIBLE_FOR"}),
        ("PARTNER", {"arel_lives_with": "Y"}, {"RELATED_TO"}),
        ("SIBLING", {}, {"RELATED_TO"}),
        ("COUSIN", {}, {"RELATED_TO"}),
    ],
)
def test_what_an_adult_is_to_a_child(relationship: str, cells: dict[str, str], edges: set[str]) -> None:
    row = {"arel_adult_person_id": "1", "arel_person_id": "7", "arel_relationship": relationship, **cells}
    statement = said(adult_relationships=row)
    assert {claim.edge for claim in statement.claims} == edges
    assert {claim.target for claim in statement.claims} == {"social_care:person:7"}


def test_a_foster_carer_is_paid_and_responsibility_has_its_basis() -> None:
    (care,) = said(adult_relationships={"arel_person_id": "7", "arel_relationship": "FOSTER_CARER"}).claims
    assert care.properties == {"relationship": "foster_carer", "paid": True}
    held = {
        "arel_parental_responsibility": "Y",
        "arel_responsibility_basis": "ORDER",
        "arel_start_date": "2020-01-01",
    }
    (responsible,) = claims(
        said(adult_relationships={"arel_person_id": "7", "arel_relationship": "GUARDIAN", **held}),
        "RESPONSIBLE_FOR",
    )
    assert responsible.properties == {"held": "yes", "basis": "order", "from": D(2020, 1, 1)}


@pytest.mark.parametrize(
    ("cells", "kind", "status", "to"),
    [
        ({}, "child_in_need", "open", None),
        ({"cine_close_date": "2026-02-01"}, "child_in_need", "closed", D(2026, 2, 1)),
        ({"cine_close_reason": "RC7"}, "child_in_need", "closed", None),
        ({"cine_referral_nfa": "Y"}, "referral", "no_further_action", D(2026, 1, 1)),
        ({"cine_referral_nfa": "N"}, "child_in_need", "open", None),
    ],
)
def test_a_referral_that_led_to_nothing_is_not_a_child_in_need(
    cells: dict[str, str], kind: str, status: str, to: dt.date | None
) -> None:
    row = {
        "cine_referral_date": "2026-01-01",
        "cine_referral_source_code": "2A",
        "cine_referral_team": "T1",
        **cells,
    }
    (claim,) = claims(said(ssd_cin_episodes=row), "INVOLVED_WITH")
    assert claim.target == "social_care:service:T1"
    assert (claim.properties["kind"], claim.properties["status"], claim.properties.get("to")) == (
        kind,
        status,
        to,
    )
    assert claim.properties["source_of_referral"] == "2A"
    assert claim.properties["case"] == "k0"


def test_plans_and_care_with_category_legal_status_and_authority() -> None:
    statement = said(
        ssd_cin_episodes={"cine_referral_id": "r", "cine_referral_team": "T1"},
        ssd_cp_plans={
            "cppl_referral_id": "r",
            "cppl_cp_plan_start_date": "2026-01-01",
            "cppl_cp_plan_initial_category": "NEG",
            "cppl_cp_plan_latest_category": "EMO",
        },
        ssd_cla_episodes={
            "clae_cla_episode_start_date": "2026-02-01",
            "clae_cla_episode_ceased": "2026-03-01",
            "clae_legal_status": "C2",
            "clae_responsible_la": "Aldermere",
        },
    )
    involvements = {claim.properties["kind"]: claim for claim in claims(statement, "INVOLVED_WITH")}
    plan, care = involvements["child_protection"], involvements["looked_after"]
    assert plan.target == "social_care:service:T1"
    assert plan.properties["category"] == "emotional"
    assert plan.properties["status"] == "open"
    assert care.target == "social_care:service:not_recorded"
    assert (care.properties["legal_status"], care.properties["responsible_authority"]) == ("C2", "Aldermere")
    assert (care.properties["status"], care.properties["to"]) == ("closed", D(2026, 3, 1))


def test_a_worker_is_named_once_whether_by_involvement_or_by_referral() -> None:
    involvement = {
        "invo_professional_id": "w1",
        "invo_professional_team": "T1",
        "invo_professional_role_id": "Social worker",
        "invo_lead": "Y",
    }
    referral = {
        "cine_referral_worker_id": "w1",
        "cine_referral_team": "T1",
        "cine_referral_date": "2026-01-01",
    }
    other = {**referral, "cine_referral_id": "r2", "cine_referral_worker_id": "w2"}
    statement = said(ssd_involvements=involvement, ssd_cin_episodes=[referral, other])
    works = {claim.target: claim for claim in claims(statement, "WORKS_WITH")}
    assert set(works) == {"social_care:professional:w1", "social_care:professional:w2"}
    first = works["social_care:professional:w1"]
    assert not first.outgoing
    assert first.properties == {"role": "Social worker", "lead": True, "service": "social_care:T1"}


def test_a_team_and_a_worker_are_records_of_their_own() -> None:
    team = said(
        "social_care:service:T1",
        teams={
            "team_id": "T1",
            "team_name": "Harbour",
            "team_kind": "SUBSTANCE_MISUSE",
            "team_sensitive": "Y",
            "team_telephone": "020 7946 0123",
        },
    )
    assert team.kind == "service"
    assert team.attributes == {
        "key": "social_care:T1",
        "name": "Harbour",
        "agency": "social_care",
        "kind": "substance_misuse",
        "sensitive": True,
        "telephone": "+442079460123",
    }
    worker = said(
        "social_care:professional:w1",
        ssd_professionals={"prof_professional_name": "Jo Elm", "prof_team_id": "T1"},
    )
    assert worker.kind == "professional"
    assert worker.claims == (Claim("WORKS_FOR", "social_care:service:T1"),)


def test_saying_the_same_twice_is_one_claim() -> None:
    row = {"arel_person_id": "7", "arel_relationship": "MOTHER"}
    twice = said(
        adult_relationships=[{"arel_relationship_id": "a", **row}, {"arel_relationship_id": "b", **row}]
    )
    assert twice.claims == said(adult_relationships=row).claims
