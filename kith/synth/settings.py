"""Every proportion of the synthetic borough as a named setting with its meaning and its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

ASSUMED = "assumed"
CASE = "the Enfield case study of 2006 (domain note 1.1)"
BRIEF = "product owner's planning figure"
CIN = "https://explore-education-statistics.service.gov.uk/find-statistics/children-in-need"
CLA = "https://explore-education-statistics.service.gov.uk/find-statistics/children-looked-after-in-england-including-adoptions"
LINKAGE = "https://ijpds.org/article/view/2389 (domain note RL3)"
ONS_FAMILIES = "https://www.ons.gov.uk/peoplepopulationandcommunity/birthsdeathsandmarriages/families"
ONS_BIRTHS = "https://www.ons.gov.uk/peoplepopulationandcommunity/birthsdeathsandmarriages/livebirths"
PUPILS = "https://explore-education-statistics.service.gov.uk/find-statistics/school-pupils-and-their-characteristics"
HOMELESS = "https://www.gov.uk/government/collections/homelessness-statistics"
EHE = "https://explore-education-statistics.service.gov.uk/find-statistics/elective-home-education"
CME = "https://explore-education-statistics.service.gov.uk/find-statistics/children-missing-education"


def setting(default: Any, meaning: str, source: str = ASSUMED) -> Any:
    """A dataclass field that knows what it means and where it comes from."""
    return field(default=default, metadata={"meaning": meaning, "source": source})


@dataclass(frozen=True)
class Settings:
    """Proportions and rates. Rates named ``per_child`` are shares of the resident children under 19."""

    # People and families
    one_child: float = setting(0.45, "families with one child under 19", ONS_FAMILIES)
    two_children: float = setting(0.38, "families with two", ONS_FAMILIES)
    three_children: float = setting(0.12, "families with three", ONS_FAMILIES)
    four_children: float = setting(0.035, "families with four; the rest have five", ONS_FAMILIES)
    multiples: float = setting(0.030, "children who are twins or triplets", ONS_BIRTHS)
    lone_parents: float = setting(0.25, "children who live with one parent", ONS_FAMILIES)
    lone_fathers: float = setting(0.11, "of lone parents, fathers", ONS_FAMILIES)
    step_families: float = setting(0.09, "children in step-families", ONS_FAMILIES)
    second_homes: float = setting(0.03, "children with a recorded second home", BRIEF)
    kinship: float = setting(
        0.010,
        "children brought up by grandparents or great-aunts",
        "2021 Census, Kinship census analysis, ONS",
    )
    teenage_mothers: float = setting(0.004, "children in families with a mother under 19")
    cousins: float = setting(0.010, "children in homes that two brothers' families share")
    cousins_same_name: float = setting(0.10, "of such homes, cousins with the same forename")
    same_sex_parents: float = setting(0.010, "couples of one sex", ONS_FAMILIES)
    namesakes: float = setting(
        0.006, "families whose eldest child has a namesake born within days in another family"
    )
    father_and_son: float = setting(0.015, "sons who bear their father's forename")
    known_as: float = setting(0.10, "children called by another name than their registered one")
    middle_name: float = setting(0.55, "children with a middle name")
    absent_father_known: float = setting(0.60, "absent fathers who are known to anybody")
    deaths_per_year: float = setting(
        0.00025, "children who died, a year", "https://www.ncmd.info/publications/"
    )
    unborn_known: float = setting(0.0012, "unborn children known to social care, for each resident child")
    left_area: float = setting(
        0.035, "families who left the area within the years of the history, for each resident family"
    )
    # Homes
    move_rate: float = setting(0.10, "families who move home in a year", BRIEF)
    history_years: float = setting(8.0, "years of addresses and enrolments", ASSUMED)
    moved_in: float = setting(0.35, "of moves, those that begin outside the borough")
    successive: float = setting(0.5, "of earlier homes, those where another known family lives now")
    temporary_accommodation: float = setting(
        0.029, "children in temporary accommodation (2,000 of 70,000)", HOMELESS
    )
    refuge_units_per_child: float = setting(30 / 70_000, "refuge units for each child", BRIEF)
    past_refuge: float = setting(0.002, "families who were in a refuge before")
    # School
    primary_schools_per_child: float = setting(70 / 70_000, "primary schools for each child", PUPILS)
    secondary_schools_per_child: float = setting(20 / 70_000, "secondary schools for each child", PUPILS)
    converted_primaries: float = setting(
        0.30, "primary schools that became academies within six years", PUPILS
    )
    converted_secondaries: float = setting(
        0.25, "secondary schools that became academies within six years", PUPILS
    )
    school_moves: float = setting(0.04, "pupils who change school in a school year", BRIEF)
    nursery: float = setting(0.50, "children of three in a school's nursery", PUPILS)
    special_school: float = setting(0.016, "pupils of special schools", PUPILS)
    stays_on: float = setting(0.93, "young people of 16 and 17 in education", PUPILS)
    independent: float = setting(0.065, "children of school age in independent schools", PUPILS)
    independent_known: float = setting(0.30, "of those, on the authority's education system")
    home_educated: float = setting(0.014, "children of school age educated at home", EHE)
    home_educated_known: float = setting(0.85, "of those, known to education welfare", EHE)
    missing_education: float = setting(0.005, "children of school age missing from education", CME)
    missing_known: float = setting(0.75, "of those, known to education welfare", CME)
    cross_border: float = setting(0.15, "pupils whose home and school lie on two sides of the border", PUPILS)
    attendance_cases: float = setting(0.05, "pupils with an education welfare case in three years")
    # Social care
    open_per_child: float = setting(290 / 10_000, "children open to social care (2,000 of 70,000)", CASE)
    looked_after_per_child: float = setting(55 / 10_000, "children looked after", CLA)
    unaccompanied: float = setting(0.10, "of looked-after children, unaccompanied", CLA)
    placed_outside: float = setting(0.46, "of looked-after children, placed outside the area", CLA)
    protection_plans_per_child: float = setting(40 / 10_000, "children on child-protection plans", CIN)
    referrals_per_child: float = setting(3_600 / 70_000, "referrals a year for each child", CIN)
    repeat_referrals: float = setting(0.22, "of referrals, those within a year of another", CIN)
    sibling_in_case: float = setting(0.70, "brothers and sisters who are in a case together")
    care_years: float = setting(6.0, "years of social-care history")
    adopted_residents: float = setting(250 / 70_000, "adopted children who live here, for each child", BRIEF)
    adopted_birth_here: float = setting(
        0.35,
        "of those, with an earlier identity in this authority's social care (a dozen orders a year)",
        CLA,
    )
    hidden: float = setting(0.00006, "families under witness protection, for each resident family")
    # What agencies write
    surname_disagreement: float = setting(0.18, "two records of one child with two surnames", LINKAGE)
    forename_disagreement: float = setting(0.12, "two records of one child with two forenames", LINKAGE)
    surname_error: float = setting(
        0.101, "records with another surname than the registered one (gives the above)", LINKAGE
    )
    forename_error: float = setting(
        0.066, "records with another forename than the registered one (gives the above)", LINKAGE
    )
    dob_error: float = setting(0.015, "records with a wrong date of birth")
    dob_missing: float = setting(0.004, "children's records without a date of birth")
    messy_families: float = setting(0.15, "families whose records are three times as often wrong")
    messy_factor: float = setting(3.0, "how much more often; the others' rate falls so that the whole stays")
    messy_schools: float = setting(0.10, "schools whose pupils' records are three times as often wrong")
    care_error: float = setting(1.15, "how often social care is wrong, against the whole")
    education_error: float = setting(0.90, "how often education is wrong, against the whole")
    welfare_error: float = setting(1.05, "how often education welfare is wrong, against the whole")
    male_partner_incomplete: float = setting(
        0.50, "male partners without date of birth or surname in social care", BRIEF
    )
    interpreter_needed: float = setting(
        0.25,
        "families of whom social care knows, of an origin with another language, who need an interpreter",
    )
    contact_safely: float = setting(
        0.04, "families of whom social care knows with a safe way to contact them"
    )
    mother_dob_missing: float = setting(0.08, "mothers without a date of birth in social care")
    never_ended: float = setting(0.30, "earlier addresses that a feed never ended", BRIEF)
    stale_address: float = setting(0.08, "records with the address before the present one")
    placeholder_address: float = setting(0.012, "addresses that are the council's office or 'not known'")
    uprn_present: float = setting(0.60, "addresses with a UPRN")
    postcode_missing: float = setting(0.03, "addresses without a postcode")
    postcode_mistyped: float = setting(0.015, "addresses with a mistyped postcode")
    street_misspelt: float = setting(0.03, "addresses with a misspelt street")
    care_upn_missing: float = setting(0.35, "social-care records of pupils without a UPN")
    care_upn_stale: float = setting(0.04, "social-care records with a former UPN")
    welfare_upn_missing: float = setting(0.15, "education welfare records without a UPN")
    upn_missing: float = setting(0.008, "pupils without a UPN")
    former_upn: float = setting(0.06, "pupils with a former UPN")
    identifier_mistyped: float = setting(0.015, "identifiers mistyped")
    care_nhs_missing: float = setting(0.25, "social-care records of children without an NHS number")
    adult_nhs_present: float = setting(0.30, "social-care records of mothers with an NHS number")
    placeholder_phone: float = setting(0.025, "telephone numbers that are placeholders or the school's own")
    phone_missing: float = setting(0.10, "contacts without a telephone")
    shared_contact: float = setting(
        0.85, "families whose contacts are one person for all brothers and sisters"
    )
    care_duplicates: float = setting(0.003, "children entered twice in social care")
    baby_name: float = setting(
        0.45, "babies under four months who are 'Baby Smith' or 'Twin 2' in social care"
    )
    # The night after
    changed_rows: float = setting(0.01, "rows that change in a night", BRIEF)
