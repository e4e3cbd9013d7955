"""Children whom two agencies know by two surnames at one home: pairs that wait for a person, on the same evidence."""

from __future__ import annotations

from tests.ingest.families import HOME, at_home, education, social_care
from tests.support.deliveries import Given

NOOR_EDU, NOOR_SC = "education:person:P5", "social_care:person:1005"
ZOFIA_EDU, ZOFIA_SC = "education:person:P6", "social_care:person:1006"


def noor_at_school() -> Given:
    """The pupil roll with Noor on it."""
    rows = education()
    rows["pupils"] = [
        *rows["pupils"],
        {
            "pupil_id": "P5",
            "surname": "Haddad",
            "forename": "Noor",
            "date_of_birth": "2016-05-05",
            "sex": "F",
        },
        {
            "pupil_id": "P6",
            "surname": "Novak",
            "forename": "Zofia",
            "date_of_birth": "2013-08-09",
            "sex": "F",
        },
    ]
    rows["addresses"] = [
        *rows["addresses"],
        at_home("A5", "P5", paon="7", uprn="200000000077"),
        at_home("A6", "P6", paon="40", uprn="200000000040"),
    ]
    return rows


def noor_in_care(plan: bool = False) -> Given:
    """Social care's file with Noor in it, and, if asked, with an open child protection plan."""
    rows = social_care()
    rows["ssd_person"] = [
        *rows["ssd_person"],
        _child("1005", "Noor", "Aziz", "2016-05-05"),
        _child("1006", "Zofia", "Pillai", "2013-08-09"),
    ]
    rows["ssd_address"] = [
        *rows["ssd_address"],
        _home("AD5", "1005", "7", "200000000077"),
        _home("AD6", "1006", "40", "200000000040"),
    ]
    if plan:
        rows["ssd_cp_plans"] = [
            {"cppl_cp_plan_id": "CP1", "cppl_person_id": "1005", "cppl_cp_plan_start_date": "2026-06-01",
             "cppl_cp_plan_initial_category": "NEG", "cppl_team_id": "T1"},
        ]  # fmt: skip
    return rows


def _child(identifier: str, forename: str, surname: str, born: str) -> dict[str, str]:
    return {"pers_person_id": identifier, "pers_forename": forename, "pers_surname": surname, "pers_sex": "F",
            "pers_dob": born, "pers_is_adult": "N"}  # fmt: skip


def _home(identifier: str, person: str, house: str, uprn: str) -> dict[str, str]:
    lines = f'{{"house": "{house}", "street": "Elm Court Road", "uprn": "{uprn}"}}'
    return {"addr_table_id": identifier, "addr_person_id": person, "addr_address_type": "HOME",
            "addr_address_start_date": "2021-02-03", "addr_address_postcode": HOME["postcode"],
            "addr_address_json": lines}  # fmt: skip
