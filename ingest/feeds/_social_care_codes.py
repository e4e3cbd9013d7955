"""Code lists of children's social care: those of the statutory censuses, as the standard carries them."""

from __future__ import annotations

from ingest.feeds.declaration import Value
from model.codes import ProtectionBasis, ProtectionKind, Relationship, ServiceKind

UPN_UNKNOWN_REASONS = {
    "UN1": "not of school age",
    "UN2": "never in a maintained school",
    "UN3": "educated outside England",
    "UN4": "newly looked after",
    "UN5": "sources disagree",
}

ADDRESS_TYPES = {
    "HOME": "home",
    "SECOND": "second home",
    "PLACEMENT": "placement",
    "TEMP": "temporary accommodation",
    "REFUGE": "refuge",
    "HOSTEL": "hostel",
    "CHILDRENS_HOME": "children's home",
    "CORRESPONDENCE": "for correspondence only",
    "PRISON": "prison",
    "NFA": "no fixed abode",
    "UNKNOWN": "not known",
}

RELATIONSHIPS = {
    "MOTHER": "mother",
    "FATHER": "father",
    "PARENT": "parent",
    "STEP_PARENT": "step-parent",
    "ADOPTIVE_PARENT": "adoptive parent",
    "FOSTER_CARER": "foster carer",
    "GRANDPARENT": "grandparent",
    "GREAT_AUNT_UNCLE": "great-aunt or great-uncle",
    "AUNT_UNCLE": "aunt or uncle",
    "GUARDIAN": "guardian",
    "OTHER_CARER": "another carer",
    "OTHER_RELATIVE": "another relative",
    "PARTNER": "partner",
    "EX_PARTNER": "former partner",
    "SIBLING": "brother or sister",
}

RELATIONSHIP_OF = {
    "GREAT_AUNT_UNCLE": Relationship.GREAT_AUNT_OR_UNCLE,
    "AUNT_UNCLE": Relationship.AUNT_OR_UNCLE,
    **{
        code: Relationship(code.lower())
        for code in RELATIONSHIPS
        if code not in ("GREAT_AUNT_UNCLE", "AUNT_UNCLE")
    },
}

RESPONSIBILITY_BASES = {"BIRTH": "birth", "ORDER": "order of a court", "CARE_ORDER": "care order"}

TEAM_KINDS = {kind.value.upper(): kind.value.replace("_", " ") for kind in ServiceKind}

REFERRAL_SOURCES = {
    "1A": "family member, relative or carer",
    "1B": "acquaintance",
    "1C": "the child",
    "1D": "another individual",
    "2A": "school",
    "2B": "education services",
    "3A": "general practitioner",
    "3B": "health visitor",
    "3C": "school nurse",
    "3D": "other primary health service",
    "3E": "emergency department",
    "3F": "other health service",
    "4": "housing",
    "5A": "social care of this authority",
    "5B": "other service of this authority",
    "5C": "another authority",
    "5D": "early help",
    "6": "police",
    "7": "other legal agency",
    "8": "other",
    "9": "anonymous",
    "10": "not known",
}

PRIMARY_NEEDS = {
    "N0": "not stated",
    "N1": "abuse or neglect",
    "N2": "disability or illness of the child",
    "N3": "disability or illness of a parent",
    "N4": "family in acute stress",
    "N5": "family dysfunction",
    "N6": "socially unacceptable behaviour",
    "N7": "low income",
    "N8": "absent parenting",
    "N9": "other than children in need",
}

CLOSE_REASONS = {
    "RC1": "adopted",
    "RC2": "died",
    "RC3": "child arrangements order",
    "RC4": "special guardianship order",
    "RC5": "moved to another authority",
    "RC6": "moved to adult social care",
    "RC7": "services ended for another reason",
    "RC8": "closed after assessment, no further action",
    "RC9": "closed after assessment, referred to early help",
}

ABUSE_CATEGORIES = {
    "NEG": "neglect",
    "PHY": "physical",
    "SAB": "sexual",
    "EMO": "emotional",
    "MUL": "multiple",
}

LEGAL_STATUSES = {
    "C1": "interim care order",
    "C2": "full care order",
    "D1": "freeing order",
    "E1": "placement order",
    "V2": "accommodated under section 20",
    "V3": "accommodated in a series of short breaks under one agreement",
    "V4": "accommodated in a series of short breaks, agreed each time",
    "J1": "on remand, or committed for trial or sentence",
    "J2": "in police accommodation under criminal law",
    "J3": "sentenced to a youth rehabilitation order with residence",
    "L1": "under police protection in the authority's accommodation",
    "L2": "emergency protection order",
    "L3": "child assessment order in the authority's accommodation",
}

CEASED_REASONS = {
    "X1": "the next episode begins the same day",
    "E1": "adopted",
    "E11": "adopted, unopposed",
    "E12": "adopted, consent dispensed with",
    "E2": "died",
    "E3": "care taken over by another authority",
    "E4A": "home to a parent, as planned",
    "E4B": "home to a parent, not planned",
    "E13": "left to live with somebody without parental responsibility",
    "E41": "child arrangements order",
    "E45": "special guardianship to former foster carers who are relatives or friends",
    "E46": "special guardianship to other former foster carers",
    "E47": "special guardianship to relatives or friends",
    "E48": "special guardianship to others",
    "E5": "independent living with formal support",
    "E6": "independent living without formal support",
    "E7": "residential care paid for by adult social care",
    "E9": "sentenced to custody",
    "E14": "remand ended",
    "E15": "found to be 18 or over",
    "E16": "moved abroad",
    "E17": "stayed with the same carers at 18",
    "E8": "ended for another reason",
}

PROTECTION_KINDS = {
    kind.value.upper(): f"{kind.value} withheld" if kind == "location" else kind.value
    for kind in ProtectionKind
}
PROTECTION_BASES = {basis.value.upper(): basis.value.replace("_", " ") for basis in ProtectionBasis}

_OF_THE_PLACE = ("addr_address_postcode", "addr_address_json")


def keep_address(row: dict[str, Value]) -> dict[str, Value]:
    """A stay in a refuge keeps nothing of the place: what is not stored cannot leak."""
    if row.get("addr_address_type") == "REFUGE":
        return {name: value for name, value in row.items() if name not in _OF_THE_PLACE}
    return row
