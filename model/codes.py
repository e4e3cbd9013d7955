"""Code lists of the graph itself. A feed's own codes stand in its declaration and are translated to these."""

from __future__ import annotations

from enum import StrEnum


class AddressClass(StrEnum):
    """Property class (design, the graph)."""

    RESIDENTIAL = "residential"
    TEMPORARY = "temporary_accommodation"
    HOSTEL = "hostel"
    SUPPORTED = "supported_accommodation"
    CHILDRENS_HOME = "childrens_home"
    FOSTER_HOME = "foster_home"
    HOSPITAL = "hospital"
    PRISON = "prison"
    SITE_OR_MOORING = "site_or_mooring"
    COMMUNAL = "communal"
    SCHOOL = "school"
    REFUGE = "refuge"
    NO_FIXED_ABODE = "no_fixed_abode"
    UNKNOWN = "unknown"


class ResidenceKind(StrEnum):
    """Why somebody is linked to an address. Only the homes make a household member."""

    MAIN_HOME = "main_home"
    SECOND_HOME = "second_home"
    PLACEMENT = "placement"
    CORRESPONDENCE = "correspondence"
    TENANCY_ONLY = "tenancy_only"
    SAID_BY_OTHERS = "said_by_others"


HOUSEHOLD_KINDS = (ResidenceKind.MAIN_HOME, ResidenceKind.SECOND_HOME)
SAID_TO_LIVE_WITH = "said_to_live_with_the_child"
"""In place of a residence kind: somebody says whom they live with, and nobody says where."""


class InvolvementKind(StrEnum):
    """What an agency does with a child."""

    CONTACT = "contact"
    REFERRAL = "referral"
    ASSESSMENT = "assessment"
    SECTION_47 = "section_47"
    CHILD_IN_NEED = "child_in_need"
    CHILD_PROTECTION = "child_protection"
    PRE_PROCEEDINGS = "pre_proceedings"
    LOOKED_AFTER = "looked_after"
    CARE_LEAVER = "care_leaver"
    EARLY_HELP = "early_help"
    EHC_PLAN = "ehc_plan"
    EDUCATION_WELFARE = "education_welfare"
    HOME_EDUCATION = "home_education"
    MISSING_EDUCATION = "missing_education"
    NOT_IN_SCHOOL = "not_in_school"
    PRIVATE_FOSTERING = "private_fostering"
    HOMELESSNESS = "homelessness"
    TEMPORARY_ACCOMMODATION = "in_temporary_accommodation"
    MATERNITY = "maternity"
    HEALTH_VISITING = "health_visiting"
    GP_REGISTRATION = "gp_registration"
    YOUTH_JUSTICE = "youth_justice"
    KNOWN_ELSEWHERE = "known_elsewhere"


class InvolvementStatus(StrEnum):
    """How an involvement stands."""

    OPEN = "open"
    CLOSED = "closed"
    NO_FURTHER_ACTION = "no_further_action"


class EventKind(StrEnum):
    """A dated thing with parties (design, the graph)."""

    MISSING_EPISODE = "missing_episode"
    AWAY = "away_without_authority"
    DOMESTIC_ABUSE = "domestic_abuse"
    EXPLOITATION_CONCERN = "exploitation_concern"
    POLICE_PROTECTION = "police_protection"
    ARREST = "arrest"
    OTHER_POLICE = "other_police_notice"
    EMERGENCY_ATTENDANCE = "emergency_attendance"
    NOT_BROUGHT = "not_brought"
    EXCLUSION = "exclusion"


INCIDENTS = (
    EventKind.MISSING_EPISODE,
    EventKind.AWAY,
    EventKind.DOMESTIC_ABUSE,
    EventKind.EXPLOITATION_CONCERN,
    EventKind.POLICE_PROTECTION,
    EventKind.ARREST,
    EventKind.OTHER_POLICE,
)
"""Events that schools and housing never see (design decision 7, issue: access)."""
HEALTH_EVENTS = (EventKind.EMERGENCY_ATTENDANCE, EventKind.NOT_BROUGHT)
"""Events that say something of somebody's health."""


class EventRole(StrEnum):
    """How somebody was party to an event."""

    MISSING = "missing"
    VICTIM = "victim"
    ALLEGED_PERPETRATOR = "alleged_perpetrator"
    CHILD_PRESENT = "child_present"
    CHILD_OF_HOUSEHOLD = "child_of_household"
    SUBJECT = "subject"
    ASSOCIATE = "associate"
    PATIENT = "patient"
    PUPIL = "pupil"


class Relationship(StrEnum):
    """How one person stands to another, in the words of the graph: 'X is the ... of Y'."""

    MOTHER = "mother"
    FATHER = "father"
    PARENT = "parent"
    STEP_PARENT = "step_parent"
    ADOPTIVE_PARENT = "adoptive_parent"
    FOSTER_CARER = "foster_carer"
    GRANDPARENT = "grandparent"
    GREAT_AUNT_OR_UNCLE = "great_aunt_or_uncle"
    AUNT_OR_UNCLE = "aunt_or_uncle"
    GUARDIAN = "guardian"
    CHILDMINDER = "childminder"
    OTHER_CARER = "other_carer"
    OTHER_RELATIVE = "other_relative"
    OTHER_CONTACT = "other_contact"
    PARTNER = "partner"
    EX_PARTNER = "ex_partner"
    SIBLING = "sibling"
    NOT_RECORDED = "not_recorded"


PARENTS = (
    Relationship.MOTHER,
    Relationship.FATHER,
    Relationship.PARENT,
    Relationship.ADOPTIVE_PARENT,
    Relationship.STEP_PARENT,
)
PAID_CARERS = (Relationship.FOSTER_CARER, Relationship.CHILDMINDER)


class ProtectionKind(StrEnum):
    """What is withheld of a person."""

    LOCATION = "location"
    HIDDEN = "hidden"
    SEALED = "sealed"


class ProtectionBasis(StrEnum):
    """What a protection rests on (design decision 7)."""

    REFUGE = "refuge"
    MARAC = "marac"
    NHS_RESTRICTED = "nhs_restricted"
    HOMELESS_DOMESTIC_ABUSE = "homeless_domestic_abuse"
    COURT_ORDER = "court_order"
    ADOPTION = "adoption"
    WITNESS_PROTECTION = "witness_protection"
    OTHER = "other"


class ServiceKind(StrEnum):
    """What a service does."""

    SOCIAL_WORK = "social_work"
    FRONT_DOOR = "front_door"
    LOOKED_AFTER = "looked_after"
    EDUCATION_WELFARE = "education_welfare"
    SUBSTANCE_MISUSE = "substance_misuse"
    SEXUAL_HEALTH = "sexual_health"
    MENTAL_HEALTH = "mental_health"
    DOMESTIC_ABUSE = "domestic_abuse"
    HOUSING = "housing"
    MIDWIFERY = "midwifery"
    HEALTH_VISITING = "health_visiting"
    GENERAL_PRACTICE = "general_practice"
    YOUTH_JUSTICE = "youth_justice"
    EARLY_HELP = "early_help"
    OTHER_AUTHORITY = "other_authority"
    OTHER = "other"


SENSITIVE_KINDS = (ServiceKind.SUBSTANCE_MISUSE, ServiceKind.SEXUAL_HEALTH, ServiceKind.MENTAL_HEALTH)
"""Services named only with consent or clearance (SI 2007/2182 part 4, domain note CP2)."""


class SiblingBasis(StrEnum):
    """On what grounds two children are shown as brothers or sisters, or only as living together (design, the graph)."""

    FULL = "full"
    """Both children's two parents recorded, and the same two."""
    HALF = "half"
    """Both children's two parents recorded, one of them shared."""
    SAME_MOTHER = "same_mother_recorded"
    SAME_FATHER = "same_father_recorded"
    SAME_PARENT = "same_parent_recorded"
    STEP = "step"
    """A parent of one is recorded as step-parent of the other."""
    SAME_CARER = "same_carer"
    DECLARED = "declared"
    SAME_FAMILY_FILE = "same_family_file"
    SAME_ADDRESS = "children_at_the_same_address"
