"""A few invented families as the agencies' rows: enough to tell a story, small enough to read."""

from __future__ import annotations

from tests.support.deliveries import Given

MAYA = {
    "pupil_id": "P1",
    "upn": "H308200015001",
    "surname": "Lindqvist",
    "forename": "Maya",
    "date_of_birth": "2015-03-14",
    "sex": "F",
}
OTIS = {
    "pupil_id": "P2",
    "surname": "Lindqvist",
    "forename": "Otis",
    "date_of_birth": "2017-11-02",
    "sex": "M",
}
HOME = {
    "saon": "",
    "paon": "12",
    "street": "Elm Court Road",
    "town": "Aldermere",
    "postcode": "N9 7AB",
    "uprn": "200000000012",
}
SCHOOL = {"school_urn": "150001", "school_name": "Aldermere Primary", "telephone": "020 7946 0001"}


def at_home(identifier: str, pupil: str, start: str = "2020-01-06", **changes: str) -> dict[str, str]:
    """A pupil's address row."""
    return {
        "address_id": identifier,
        "pupil_id": pupil,
        "address_type": "HOME",
        "start_date": start,
        **HOME,
        **changes,
    }


def mother(link: str, pupil: str, **changes: str) -> dict[str, str]:
    """A contact row: the mother, the same person for both children."""
    return {
        "contact_link_id": link, "pupil_id": pupil, "contact_id": "77", "surname": "Lindqvist", "forename": "Ingrid",
        "relationship": "MOT", "parental_responsibility": "Y", "lives_with_pupil": "Y", "mobile_phone": "07700 900123",
        **changes,
    }  # fmt: skip


def education(**changes: object) -> dict[str, list[dict[str, str]]]:
    """Two children of one mother on the pupil roll."""
    rows: dict[str, list[dict[str, str]]] = {
        "pupils": [MAYA, OTIS],
        "addresses": [at_home("A1", "P1"), at_home("A2", "P2")],
        "contacts": [mother("K1", "P1"), mother("K2", "P2")],
        "school_history": [
            {
                "enrolment_id": "E1",
                "pupil_id": "P1",
                "school_urn": "150001",
                "enrolment_status": "C",
                "entry_date": "2019-09-03",
            },
            {
                "enrolment_id": "E2",
                "pupil_id": "P2",
                "school_urn": "150001",
                "enrolment_status": "C",
                "entry_date": "2022-09-06",
            },
        ],
        "schools": [SCHOOL],
    }
    rows.update(changes)  # type: ignore[arg-type]
    return rows


def social_care(**changes: object) -> dict[str, list[dict[str, str]]]:
    """The elder child and the mother as social care knows them."""
    rows: dict[str, list[dict[str, str]]] = {
        "ssd_person": [
            {"pers_person_id": "1001", "pers_forename": "Maya", "pers_surname": "Lindqvist", "pers_sex": "F",
             "pers_dob": "2015-03-14",
             "pers_upn": "H308200015001", "pers_is_adult": "N"},
            {"pers_person_id": "2001", "pers_forename": "Ingrid", "pers_surname": "Lindqvist", "pers_sex": "F",
             "pers_dob": "1988-06-01", "pers_is_mother": "Y", "pers_is_adult": "Y"},
        ],
        "ssd_mother": [{"moth_table_id": "M1", "moth_person_id": "2001", "moth_childs_person_id": "1001"}],
        "ssd_address": [
            {"addr_table_id": "AD1", "addr_person_id": "1001", "addr_address_type": "HOME",
             "addr_address_start_date": "2020-01-06", "addr_address_postcode": "N9 7AB",
             "addr_address_json": '{"house": "12", "street": "Elm Court Road", "uprn": "200000000012"}'},
        ],
        "teams": [
            {"team_id": "T1", "team_name": "Assessment team north", "team_kind": "SOCIAL_WORK",
             "team_telephone": "020 7946 0100"},
        ],
        "ssd_professionals": [
            {"prof_professional_id": "W1", "prof_professional_name": "Ade Bello", "prof_team_id": "T1"},
        ],
        "ssd_involvements": [
            {"invo_involvements_id": "I1", "invo_professional_id": "W1", "invo_professional_team": "T1",
             "invo_person_id": "1001", "invo_involvement_start_date": "2026-05-01", "invo_lead": "Y"},
        ],
        "ssd_cin_episodes": [
            {"cine_referral_id": "R1", "cine_person_id": "1001", "cine_referral_date": "2026-04-20",
             "cine_referral_nfa": "N", "cine_referral_team": "T1"},
        ],
    }  # fmt: skip
    rows.update(changes)  # type: ignore[arg-type]
    return rows


def protected(*people: str, kind: str = "LOCATION", **changes: str) -> Given:
    """Rows of the protections extract."""
    return {
        "protections": [
            {"prot_protection_id": f"PR{person}", "prot_person_id": person, "prot_kind": kind, "prot_basis": "MARAC",
             "prot_from": "2026-08-01", **changes}
            for person in people
        ]
    }  # fmt: skip
