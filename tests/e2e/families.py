"""Three invented families in the middle of a synthetic borough, as the agencies' rows.

The Frostads are open to social care and moved in 2024. The Harrowgates' whereabouts are withheld. Of the Quinces, one
brother is hidden.
"""

from __future__ import annotations

from tests.support.deliveries import Given

SCHOOL = "Marlin Lane Primary School"
TEAM = "Estuary family safeguarding team"
WITHHELD_PLACES = (
    "Quillon", "AM71 9QX", "AM719QX", "Hidden Oak", "7946 0911", "79460911", "7946 0912", "79460912", "900871",
    "Veiled team", "Perpetua Stowe",
)  # fmt: skip
"""What locates the Harrowgates: street, postcode, school, telephones, team and worker."""


def _person(identifier: str, forename: str, surname: str, born: str, **more: str) -> dict[str, str]:
    return {
        "pers_person_id": identifier, "pers_forename": forename, "pers_surname": surname, "pers_dob": born,
        "pers_sex": "F", "pers_is_adult": "N", **more,
    }  # fmt: skip


def _adult(identifier: str, forename: str, surname: str, born: str, telephone: str) -> dict[str, str]:
    return _person(
        identifier, forename, surname, born, pers_is_adult="Y", pers_is_mother="Y", pers_telephone=telephone
    )


def _stay(
    row: str, person: str, start: str, end: str, house: str, street: str, code: str, uprn: str
) -> dict[str, str]:
    return {
        "addr_table_id": f"FA-{row}", "addr_person_id": person, "addr_address_type": "HOME",
        "addr_address_start_date": start, "addr_address_end_date": end, "addr_address_postcode": code,
        "addr_address_json": f'{{"house": "{house}", "street": "{street}", "town": "Aldermere", "uprn": "{uprn}"}}',
    }  # fmt: skip


def _mother(number: int, mother: str, child: str) -> dict[str, str]:
    return {"moth_table_id": f"FM{number}", "moth_person_id": mother, "moth_childs_person_id": child}


def _lives_with(number: int, adult: str, child: str) -> dict[str, str]:
    return {
        "arel_relationship_id": f"FR{number}", "arel_adult_person_id": adult, "arel_person_id": child,
        "arel_relationship": "MOTHER", "arel_parental_responsibility": "Y", "arel_lives_with": "Y",
    }  # fmt: skip


NOW = ("12", "Marlin Court", "AM1 8QD", "991999000012")
BEFORE = ("7", "Quarry Hill", "AM1 8QE", "991999000007")
AWAY = ("3", "Quillon Mews", "AM71 9QX", "991999000003")
QUINCE = ("30", "Marlin Court", "AM1 8QD", "991999000030")

SOCIAL_CARE: Given = {
    "ssd_person": [
        _person("F1", "Temperance", "Frostad", "2015-03-14", pers_upn="H399900115001"),
        _person("F2", "Adaeze", "Frostad", "2012-06-02"),
        _adult("F3", "Ngozi", "Frostad", "1986-01-09", "07700 900861"),
        _person("F4", "Wilhelmina", "Harrowgate", "2014-05-05", pers_upn="J399900214001"),
        _adult("F5", "Judith", "Harrowgate", "1984-11-30", "07700 900871"),
        _person("F6", "Bartholomew", "Quince", "2013-02-11", pers_sex="M"),
        _person("F7", "Cosmo", "Quince", "2016-09-21", pers_sex="M"),
        _adult("F8", "Delphine", "Quince", "1987-07-07", "07700 900881"),
    ],
    "ssd_mother": [
        _mother(1, "F3", "F1"), _mother(2, "F3", "F2"), _mother(3, "F5", "F4"),
        _mother(4, "F8", "F6"), _mother(5, "F8", "F7"),
    ],
    "adult_relationships": [
        _lives_with(1, "F3", "F1"), _lives_with(2, "F3", "F2"), _lives_with(3, "F5", "F4"),
        _lives_with(4, "F8", "F6"), _lives_with(5, "F8", "F7"),
    ],
    "ssd_address": [
        *(_stay(f"{who}-1", who, "2019-02-01", "2024-01-31", *BEFORE) for who in ("F1", "F2", "F3")),
        *(_stay(f"{who}-2", who, "2024-02-01", "", *NOW) for who in ("F1", "F2", "F3")),
        *(_stay(f"{who}-3", who, "2026-03-01", "", *AWAY) for who in ("F4", "F5")),
        *(_stay(f"{who}-4", who, "2018-01-01", "", *QUINCE) for who in ("F6", "F7", "F8")),
    ],
    "teams": [
        {"team_id": "FT1", "team_name": TEAM, "team_kind": "social_work", "team_telephone": "020 7946 0901"},
        {"team_id": "FT2", "team_name": "Veiled team", "team_kind": "social_work", "team_telephone": "020 7946 0912"},
    ],
    "ssd_professionals": [
        {"prof_professional_id": "FW1", "prof_professional_name": "Carys Penhaligon", "prof_team_id": "FT1",
         "prof_professional_job_title": "Social worker", "prof_telephone": "020 7946 0902"},
        {"prof_professional_id": "FW2", "prof_professional_name": "Perpetua Stowe", "prof_team_id": "FT2"},
    ],
    "ssd_involvements": [
        {"invo_involvements_id": "FI1", "invo_professional_id": "FW1", "invo_professional_role_id": "SW",
         "invo_professional_team": "FT1", "invo_person_id": "F1", "invo_involvement_start_date": "2026-05-01",
         "invo_lead": "Y"},
        {"invo_involvements_id": "FI2", "invo_professional_id": "FW2", "invo_professional_team": "FT2",
         "invo_person_id": "F4", "invo_involvement_start_date": "2026-05-01"},
    ],
    "ssd_cin_episodes": [
        {"cine_referral_id": "FC1", "cine_person_id": "F1", "cine_referral_date": "2026-04-20",
         "cine_referral_nfa": "N", "cine_referral_team": "FT1"},
        {"cine_referral_id": "FC2", "cine_person_id": "F4", "cine_referral_date": "2026-04-21",
         "cine_referral_nfa": "N", "cine_referral_team": "FT2"},
    ],
    "ssd_cp_plans": [
        {"cppl_cp_plan_id": "FP1", "cppl_person_id": "F1", "cppl_cp_plan_start_date": "2026-06-02",
         "cppl_cp_plan_initial_category": "NEG", "cppl_cp_plan_latest_category": "NEG", "cppl_team_id": "FT1"},
    ],
    "protections": [
        {"prot_protection_id": "FX1", "prot_person_id": "F4", "prot_kind": "LOCATION", "prot_basis": "REFUGE",
         "prot_from": "2026-03-01"},
        {"prot_protection_id": "FX2", "prot_person_id": "F6", "prot_kind": "HIDDEN", "prot_basis": "OTHER",
         "prot_from": "2026-03-01"},
    ],
}  # fmt: skip


def _at(number: int, pupil: str, place: tuple[str, str, str, str], start: str) -> dict[str, str]:
    house, street, code, uprn = place
    return {
        "address_id": f"FA{number}", "pupil_id": pupil, "address_type": "HOME", "paon": house, "street": street,
        "town": "Aldermere", "postcode": code, "uprn": uprn, "start_date": start,
    }  # fmt: skip


def _enrolled(number: int, pupil: str, school: str) -> dict[str, str]:
    return {
        "enrolment_id": f"FE{number}", "pupil_id": pupil, "school_urn": school, "enrolment_status": "C",
        "entry_date": "2020-09-03",
    }  # fmt: skip


EDUCATION: Given = {
    "pupils": [
        {"pupil_id": "FP1", "upn": "H399900115001", "surname": "Frostad", "forename": "Temperance",
         "preferred_forename": "Tempe", "date_of_birth": "2015-03-14", "sex": "F"},
        {"pupil_id": "FP4", "upn": "J399900214001", "surname": "Harrowgate", "forename": "Wilhelmina",
         "date_of_birth": "2014-05-05", "sex": "F", "phone": "07700 900871"},
    ],
    "addresses": [_at(1, "FP1", NOW, "2024-02-01"), _at(2, "FP4", AWAY, "2026-03-01")],
    "contacts": [
        {"contact_link_id": "FK1", "pupil_id": "FP1", "surname": "Frostad", "forename": "Ngozi",
         "relationship": "MOT", "parental_responsibility": "Y", "lives_with_pupil": "Y",
         "mobile_phone": "07700 900861"},
        {"contact_link_id": "FK2", "pupil_id": "FP4", "surname": "Harrowgate", "forename": "Judith",
         "relationship": "MOT", "parental_responsibility": "Y", "lives_with_pupil": "Y",
         "mobile_phone": "07700 900871"},
    ],
    "school_history": [_enrolled(1, "FP1", "199901"), _enrolled(2, "FP4", "199902")],
    "schools": [
        {"school_urn": "199901", "school_name": SCHOOL, "telephone": "020 7946 0903"},
        {"school_urn": "199902", "school_name": "Hidden Oak Primary School", "telephone": "020 7946 0911"},
    ],
}  # fmt: skip
