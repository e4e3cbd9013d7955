"""The Standard Safeguarding Dataset in full."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ingest.feeds import feed
from ingest.feeds._ssd_tables import NOT_TAKEN
from ingest.reading import read_delivery
from ingest.reading.finding import identify
from tests.support.deliveries import deliver
from tests.support.no_skips import PUBLIC_DATA_ABSENT
from tests.support.published import PUBLIC, lay

ROWS = {
    "ssd_person": [
        {"pers_person_id": "77", "pers_sex": "F", "pers_dob": "2010-03-02", "pers_upn": "B801200005001"},
        {"pers_person_id": "90", "pers_sex": "F", "pers_dob": "1980-03-02", "pers_is_mother": "Y"},
    ],
    "ssd_mother": [{"moth_table_id": "1", "moth_person_id": "90", "moth_childs_person_id": "77"}],
    "ssd_cin_episodes": [
        {"cine_referral_id": "R1", "cine_person_id": "77", "cine_referral_date": "2025-01-06",
         "cine_referral_team": "T1"}
    ],
    "ssd_cin_visits": [
        {"cinv_cin_visit_id": "V1", "cinv_person_id": "77", "cinv_cin_visit_date": "2025-02-01",
         "cinv_cin_visit_seen": "Y", "cinv_cin_visit_seen_alone": "Y"},
        {"cinv_cin_visit_id": "V2", "cinv_person_id": "77", "cinv_cin_visit_date": "2025-03-01",
         "cinv_cin_visit_seen": "Y", "cinv_cin_visit_seen_alone": "N"},
        {"cinv_cin_visit_id": "V3", "cinv_person_id": "77", "cinv_cin_visit_date": "2025-04-01",
         "cinv_cin_visit_seen": "N"},
    ],
    "ssd_cin_assessments": [
        {"cina_assessment_id": "A1", "cina_person_id": "77", "cina_assessment_start_date": "2025-01-08",
         "cina_assessment_auth_date": "2025-02-20", "cina_assessment_team": "T1", "cina_assessment_worker_id": "W1"}
    ],
    "ssd_cp_plans": [
        {"cppl_cp_plan_id": "P1", "cppl_person_id": "77", "cppl_cp_plan_start_date": "2025-05-01",
         "cppl_cp_plan_latest_category": "NEG"}
    ],
    "ssd_cp_visits": [
        {"cppv_cp_visit_id": "X1", "cppv_person_id": "77", "cppv_cp_plan_id": "P1", "cppv_cp_visit_date": "2025-05-09",
         "cppv_cp_visit_seen": "Y", "cppv_cp_visit_seen_alone": "Y"},
        {"cppv_cp_visit_id": "X2", "cppv_person_id": "77", "cppv_cp_plan_id": "P0", "cppv_cp_visit_date": "2025-06-09"},
    ],
    "ssd_cla_episodes": [
        {"clae_cla_episode_id": "E1", "clae_person_id": "77", "clae_cla_id": "C1",
         "clae_cla_episode_start_date": "2025-07-01"}
    ],
    "ssd_legal_status": [
        {"lega_legal_status_id": "L1", "lega_person_id": "77", "lega_legal_status": "C1 - interim care order",
         "lega_legal_status_start_date": "2025-07-01"}
    ],
    "ssd_cla_reviews": [{"clar_cla_review_id": "Z1", "clar_cla_id": "C1", "clar_cla_review_date": "2025-08-01"}],
    "ssd_missing": [
        {"miss_table_id": "M1", "miss_person_id": "77", "miss_missing_episode_start_date": "2025-09-01",
         "miss_missing_episode_type": "A", "miss_missing_rhi_accepted": "Y"}
    ],
    "ssd_send": [{"send_table_id": "S1", "send_person_id": "77", "send_uln": "9276308686"}],
    "ssd_ehcp_requests": [{"ehcr_ehcp_request_id": "Q1", "ehcr_send_table_id": "S1"}],
    "ssd_ehcp_assessment": [{"ehca_ehcp_assessment_id": "Y1", "ehca_ehcp_request_id": "Q1"}],
    "ssd_ehcp_named_plan": [
        {"ehcn_named_plan_id": "N1", "ehcn_ehcp_asmt_id": "Y1", "ehcn_named_plan_start_date": "2025-10-01"},
        {"ehcn_named_plan_id": "N2", "ehcn_ehcp_asmt_id": "Y9", "ehcn_named_plan_start_date": "2025-10-01"},
    ],
    "ssd_linked_identifiers": [
        {"link_table_id": "I1", "link_person_id": "77", "link_identifier_type": "Former Unique Pupil Number",
         "link_identifier_value": "M80120000500A"}
    ],
    "ssd_department": [{"dept_team_id": "T1", "dept_team_name": "Duty Team"}],
}  # fmt: skip


def test_every_object_says_its_part(tmp_path: Path) -> None:
    read = read_delivery(deliver(tmp_path, "ssd", ROWS), feed("ssd"))
    said = {key: feed("ssd").observe(key, rows) for key, rows in read.records.items()}
    child = said["ssd:person:77"]
    by_kind = {claim.properties["kind"]: claim for claim in child.claims if claim.edge == "INVOLVED_WITH"}
    assert set(by_kind) == {
        "child_in_need", "assessment", "child_protection", "looked_after", "ehc_plan",
    }  # fmt: skip
    need, plan, care = (
        by_kind[kind].properties for kind in ("child_in_need", "child_protection", "looked_after")
    )
    assert (str(need["last_contact"]), str(need["last_seen_alone"])) == ("2025-03-01", "2025-02-01")
    assert str(plan["last_contact"]) == "2025-05-09", "a visit counts for the plan that it names"
    assert care["legal_status"] == "C1"
    assert by_kind["assessment"].target == "ssd:service:T1"
    assert said["ssd:service:T1"].attributes["name"] == "Duty Team"
    assert {claim.target for claim in child.claims if claim.edge == "WORKS_WITH"} == {"ssd:professional:W1"}
    assert [claim.target for claim in child.claims if claim.edge == "PARTY_TO"] == ["ssd:event:M1"]
    assert (said["ssd:event:M1"].attributes["kind"], said["ssd:event:M1"].attributes["interview"]) == (
        "away_without_authority",
        "held",
    )
    assert (child.identity.uln, child.identity.former_upns) == ("9276308686", ("M80120000500A",))
    assert child.same_as == ("social_care:person:77",)
    mother = said["ssd:person:90"]
    assert (mother.kind, [(claim.edge, claim.target) for claim in mother.claims]) == (
        "adult",
        [("PARENT_OF", "ssd:person:77")],
    )
    assert [(each.table, each.column) for each in read.rejections] == [
        ("ssd_ehcp_named_plan", "ehcn_person_id")
    ]


def test_the_full_standard_is_told_from_the_pilots_extracts(tmp_path: Path) -> None:
    deliver(tmp_path / "full", "ssd", ROWS)
    (tmp_path / "full" / "manifest.json").unlink()
    lay(tmp_path / "full", {"ssd_cla_convictions.csv": "clac_cla_conviction_id\n1\n"})
    (found,) = identify(tmp_path / "full").deliveries.items()
    assert found[0] == ("ssd", "")
    assert {"ssd_person", "ssd_missing"} <= found[1].tables.keys()
    assert any("not taken on purpose" in warned.reason for warned in found[1].warnings)
    deliver(tmp_path / "pilot", "social_care", {"ssd_person": ROWS["ssd_person"]})
    assert list(identify(tmp_path / "pilot").deliveries) == [("social_care", "")]


@pytest.mark.skipif(not PUBLIC.is_dir(), reason=PUBLIC_DATA_ABSENT)
def test_every_object_of_the_published_list_is_known() -> None:
    path = PUBLIC / "ssd_object_fields_347_v2025-08.csv"
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        listed = [(row["object_name"].strip(), row["field_name"].strip()) for row in csv.DictReader(file)]
    tables = {table.name: table for table in feed("ssd").tables}
    objects = {name for name, _ in listed if name}
    assert objects <= tables.keys() | NOT_TAKEN.keys()
    assert not tables.keys() & NOT_TAKEN.keys()
    unknown = {
        (name, field)
        for name, field in listed
        if name in tables and field not in tables[name].names
        and not any(field in column.aliases for column in tables[name].columns)
    }  # fmt: skip
    # What the standard lists and nobody reads: outcomes as JSON, workload of workers, ethnicity and the like.
    assert len(unknown) < 60, sorted(unknown)
