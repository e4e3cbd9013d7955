"""Codes in words, for every code list of the model. A code of a feed that is unknown here is shown as it is."""

FILTERS = (
    "comparison_in_words",
    "delivery_in_words",
    "first_upper",
    "in_words",
    "role_in_words",
    "sex_in_words",
    "sibling_in_words",
    "pattern_state",
    "stake_in_words",
    "verdict_in_words",
)

_INVOLVEMENT = {
    "contact": "contact",
    "referral": "referral",
    "assessment": "assessment",
    "section_47": "section 47 enquiry",
    "child_in_need": "child in need",
    "child_protection": "child protection plan",
    "pre_proceedings": "pre-proceedings",
    "looked_after": "looked after",
    "care_leaver": "care leaver",
    "early_help": "early help",
    "ehc_plan": "education, health and care plan",
    "education_welfare": "education welfare",
    "home_education": "elective home education",
    "missing_education": "missing from education",
    "not_in_school": "register of children not in school",
    "private_fostering": "private fostering",
    "homelessness": "homelessness application",
    "in_temporary_accommodation": "temporary accommodation",
    "maternity": "maternity care",
    "health_visiting": "health visiting",
    "gp_registration": "registered with a general practice",
    "youth_justice": "youth justice",
    "known_elsewhere": "known to another authority",
    "born": "born",
    "no_live_birth": "ended without a live birth",
    "transferred": "care passed to another provider",
    "open": "open",
    "closed": "closed",
    "no_further_action": "no further action",
}

# Categories of a child protection plan and legal statuses: code sets of the children in need census and of SSDA903.
_STATUTORY = {
    "NEG": "neglect",
    "PHY": "physical abuse",
    "SAB": "sexual abuse",
    "EMO": "emotional abuse",
    "MUL": "multiple categories",
    "C1": "interim care order (C1)",
    "C2": "full care order (C2)",
    "D1": "freeing order (D1)",
    "E1": "placement order (E1)",
    "J1": "remanded to the authority's accommodation (J1)",
    "J2": "accommodated under PACE (J2)",
    "J3": "youth rehabilitation order with residence (J3)",
    "L1": "police protection (L1)",
    "L2": "emergency protection order (L2)",
    "L3": "child assessment order (L3)",
    "V2": "accommodated under section 20 (V2)",
    "V3": "short breaks, agreed series (V3)",
    "V4": "short breaks, single series (V4)",
}

_PLACE = {
    "residential": "home",
    "temporary_accommodation": "temporary accommodation",
    "hostel": "hostel",
    "supported_accommodation": "supported accommodation",
    "childrens_home": "children's home",
    "foster_home": "foster home",
    "hospital": "hospital",
    "prison": "prison",
    "site_or_mooring": "site or mooring",
    "communal": "communal establishment",
    "school": "school",
    "refuge": "refuge",
    "no_fixed_abode": "no fixed abode",
    "unknown": "kind not known",
    "main_home": "main home",
    "second_home": "second home",
    "placement": "placement",
    "correspondence": "correspondence address",
    "tenancy_only": "tenancy only",
    "said_by_others": "said by others",
    "said_to_live_with_the_child": "said to live with the child, no address of their own recorded",
    "uprn": "matched to a property (UPRN)",
    "key": "matched by its wording",
    "none": "not matched to a property",
    "none_given": "no address given",
    "unreadable": "the address could not be read",
    "left_area": "left the area",
    "several_in_window": "several addresses in a short time",
    "many_families": "many families pass through",
}

_PERSON = {
    "mother": "mother",
    "father": "father",
    "parent": "parent",
    "step_parent": "step-parent",
    "adoptive_parent": "adoptive parent",
    "foster_carer": "foster carer",
    "grandparent": "grandparent",
    "great_aunt_or_uncle": "great-aunt or great-uncle",
    "aunt_or_uncle": "aunt or uncle",
    "guardian": "guardian",
    "childminder": "childminder",
    "other_carer": "other carer",
    "other_relative": "other relative",
    "other_contact": "other contact",
    "partner": "partner",
    "ex_partner": "ex-partner",
    "sibling": "brother or sister",
    "exact": "exact",
    "estimated": "estimated",
    "expected": "expected",
    "yes": "yes",
    "no": "no",
    "not_recorded": "not recorded",
    "verified": "verified",
    "unverified": "not verified",
    "failed_check": "fails its check digit",
    "nhs_number": "NHS number",
    "upn": "UPN",
    "former_upn": "former UPN",
    "uln": "ULN",
    "agency": "agency's number",
    "SW": "social worker",
    "KW": "key worker",
}

SIBLINGS = {
    "full": "full brother or sister",
    "half": "half brother or sister",
    "same_mother_recorded": "same mother recorded",
    "same_father_recorded": "same father recorded",
    "same_parent_recorded": "same parent recorded",
    "step": "step-brother or step-sister",
    "same_carer": "same carer",
    "declared": "declared by an agency",
    "same_family_file": "same family file",
    "children_at_the_same_address": "children at the same address",
}

_NETWORK = {
    "child": "child",
    "adult": "adult",
    "address": "address",
    "service": "service",
    "professional": "professional",
    "event": "event",
}

_SCHOOL = {
    "current": "on roll",
    "main": "on roll, main",
    "subsidiary": "on roll, second",
    "guest": "guest",
    "left": "left",
}

DELIVERIES = {
    "full": "full",
    "changes": "changes",
    "held": "held for a person to release",
    "refused": "refused",
    "released": "released, to be loaded with the next night",
}

_EVENT = {
    "missing_episode": "missing episode",
    "away_without_authority": "away without authority",
    "domestic_abuse": "domestic abuse",
    "exploitation_concern": "concern about exploitation",
    "police_protection": "police protection",
    "arrest": "arrest",
    "other_police_notice": "other police notice",
    "emergency_attendance": "emergency attendance",
    "not_brought": "not brought to an appointment",
    "exclusion": "exclusion from school",
    "held": "held",
    "declined": "declined",
    "not_offered": "not offered",
}

EVENT_ROLES = {
    "missing": "the person missing",
    "victim": "victim",
    "alleged_perpetrator": "alleged perpetrator",
    "child_present": "child, present",
    "child_of_household": "child of the household, not present",
    "subject": "the person concerned",
    "associate": "was with them",
    "patient": "patient",
    "pupil": "pupil",
}

_ACCESS = {
    "social_work": "social work",
    "front_door": "front door",
    "substance_misuse": "substance misuse",
    "sexual_health": "sexual health",
    "mental_health": "mental health",
    "housing": "housing",
    "midwifery": "midwifery",
    "general_practice": "general practice",
    "other_authority": "another authority",
    "marac": "MARAC",
    "nhs_restricted": "restricted NHS record",
    "homeless_domestic_abuse": "homelessness because of domestic abuse",
    "court_order": "court order",
    "adoption": "adoption",
    "witness_protection": "witness protection",
    "other": "other",
    "practitioner": "practitioner",
    "safeguarding_lead": "safeguarding lead",
    "analyst": "analyst",
    "data_steward": "data steward",
    "administrator": "administrator",
    "own_involvement": "own service's involvement",
    "hub": "purpose of the hub",
    "stewardship": "stewardship of data",
    "system": "Kith's own work",
}

_AGENCIES = {"gp": "general practice", "emergency": "emergency department", "registrars": "registrar",
             "not_in_school": "register of children not in school"}  # fmt: skip

FAMILIES = (_INVOLVEMENT, _STATUTORY, _PLACE, _PERSON, _NETWORK, _SCHOOL, _EVENT, _ACCESS, _AGENCIES)
"""Code lists that share no code, or give a shared one the same words."""

WORDS = {code: said for family in FAMILIES for code, said in family.items()}
"""Code to words."""

SHORT = {"gp": "GP", "nhs": "NHS", "gias": "GIAS", "ssd": "SSD", "ssda903": "SSDA903", "cin": "CIN", "upn": "UPN",
         "uln": "ULN", "urn": "URN", "uprn": "UPRN", "fhir": "FHIR", "id": "ID"}  # fmt: skip
"""Words of codes that are written otherwise than in small letters."""

SEXES = {"F": "female", "M": "male", "X": "recorded as X"}


def in_words(code: str | None, missing: str = "not recorded") -> str:
    """A code in lower-case words; ``missing`` where there is none."""
    if not code:
        return missing
    return WORDS.get(code) or " ".join(SHORT.get(word, word) for word in code.split("_"))


STAKES = {
    "child_protection": "a child with an open child protection plan",
    "looked_after": "a looked-after child",
    "involved": "a child with an open involvement",
    "other": "nobody with an open involvement",
}

VERDICTS = {
    "same": "the same person",
    "different": "different people",
    "unsure": "unsure",
    "undone": "taken back",
    "review": "a person has to look",
}

COMPARISONS = {
    "prior": "before",
    "nhs_number": "NHS number",
    "upn": "UPN",
    "phone": "telephone",
    "email": "e-mail",
    "children": "their children",
    "other_parent": "the children's other parent",
}


def stake_in_words(code: str) -> str:
    """What is at stake in a pair that waits."""
    return STAKES.get(code, code)


def verdict_in_words(code: str) -> str:
    """A verdict of the model or of a person."""
    return VERDICTS.get(code, code)


def comparison_in_words(code: str) -> str:
    """What is compared."""
    return COMPARISONS.get(code, code.replace("_", " "))


def sibling_in_words(code: str) -> str:
    """How two children stand to each other: a basis of the model, or the words that the reader of the graph chose."""
    return SIBLINGS.get(code, code)


def delivery_in_words(code: str) -> str:
    """Kind or status of a delivery."""
    return DELIVERIES.get(code, code)


def sex_in_words(code: str | None) -> str:
    """The recorded sex in words."""
    return SEXES.get(code, code) if code else "not recorded"


def role_in_words(code: str) -> str:
    """How somebody was party to an event."""
    return EVENT_ROLES.get(code, in_words(code))


PATTERN_STATES = {
    "changed": "Changed since it was approved: it finds nothing until it is proposed and approved again",
    "paused": "Paused itself, because too few of its findings were useful: propose it with other thresholds",
}


def pattern_state(code: str) -> str:
    """How a pattern stands, and what to do where it rests."""
    return PATTERN_STATES.get(code, first_upper(code))


def first_upper(text: str) -> str:
    """The text with its first letter a capital; the rest stays as it is."""
    return text[:1].upper() + text[1:]
