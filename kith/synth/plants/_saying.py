"""What deliveries can say of the sentences of a case."""

from __future__ import annotations

from ingest.feeds import feed
from queries.cases import Case, Fact

CLASSES = {
    "residential": "home",
    "temporary_accommodation": "ta",
    "hostel": "hostel",
    "childrens_home": "childrens_home",
    "foster_home": "home",
}
HAS = {
    "social_care": ("child_protection", "child_in_need", "looked_after", "contact", "referral"),
    "education_welfare": ("home_education", "missing_education", "education_welfare"),
    "not_in_school": ("not_in_school",), "early_help": ("early_help",), "youth_justice": ("youth_justice",),
    "child_health": ("health_visiting",), "gp": ("gp_registration",), "maternity": ("maternity",),
    "private_fostering": ("private_fostering",), "other_authorities": ("known_elsewhere",),
}  # fmt: skip
LIVES = {"social_care": ("main_home", "second_home", "placement"), "education": ("main_home", "second_home"),
         "housing": ("main_home",), "gp": ("main_home",)}  # fmt: skip
TIES = {"mother": "MOT", "father": "FAT", "parent": "PAR", "step_parent": "STP", "foster_carer": "FOS",
        "grandparent": "GRP", "great_aunt_or_uncle": "GAU", "aunt_or_uncle": "AUN", "other_carer": "CAR",
        "guardian": "GUA", "childminder": "CHM", "other_relative": "REL", "other_contact": "OTH"}  # fmt: skip
"""Codes of relationships in the contacts of pupils and in the extracts of health."""
STATUSES = {"": "C", "subsidiary": "S"}
""" ``enrolment_status`` of a school history."""
EVENTS = {"domestic_abuse": "police", "missing_episode": "police", "emergency_attendance": "emergency",
          "not_brought": "child_health"}  # fmt: skip


def says(case: Case) -> bool:
    """Whether deliveries can say every sentence of a case."""
    return not unsaid(case)


def unsaid(case: Case) -> list[str]:
    """The sentences of a case that no delivery can say."""
    return [each.text for each in case.everything if not _says(each, case)]


def _says(each: Fact, case: Case) -> bool:
    by = each.get("by") or "social_care"
    if each.what == "place":
        return each.kind in CLASSES
    if each.what == "has":
        return each.kind in HAS.get(by, ())
    if each.what == "lives":
        child = any(other.what == "child" and other.who == each.who for other in case.everything)
        kind = each.get("as") or "main_home"
        return kind in LIVES.get(by, ()) and (child or by != "education") and not each.get("seen")
    if each.what == "known":
        return not each.get("extracted") and each.kind in (
            "gp",
            "child_health",
            "education",
            "social_care",
            "maternity",
        )
    if each.what == "tie":
        return _tie_says(by, each.kind)
    if each.what == "works":
        return by == "social_care"
    if each.what == "event":
        return each.kind in EVENTS
    if each.what == "party":
        return not each.get("by") or by in ("child_health",)
    if each.what == "attends":
        return (each.get("status") or "") in STATUSES
    return each.what in ("child", "adult", "unborn")


def _tie_says(by: str, kind: str) -> bool:
    if by == "social_care":
        # A childminder is named by the practice, where social care has no code for one.
        return in_social_care(kind) is not None or kind == "childminder"
    if by == "registrars":
        return kind == "mother"
    return by in ("education", "gp", "maternity") and kind in TIES


def in_social_care(kind: str) -> str | None:
    """The code of a relationship in the extract of social care."""
    code = {"other_contact": "OTHER_RELATIVE", "aunt_or_uncle": "AUNT_UNCLE",
            "great_aunt_or_uncle": "GREAT_AUNT_UNCLE"}.get(kind, kind.upper())  # fmt: skip
    table = next(each for each in feed("social_care").tables if each.name == "adult_relationships")
    return code if code in table.column("arel_relationship").codes else None
