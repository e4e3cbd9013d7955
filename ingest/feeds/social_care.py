"""Children's social care: the extracts of the Standard Safeguarding Dataset, and four that it lacks.

Child, mother and every other adult are rows of ``ssd_person``. Columns and codes follow the published standard; a
column or table marked as an extension is local.
"""

from __future__ import annotations

from ingest.feeds._social_care_claims import observe
from ingest.feeds._social_care_codes import (
    ABUSE_CATEGORIES,
    ADDRESS_TYPES,
    CEASED_REASONS,
    CLOSE_REASONS,
    LEGAL_STATUSES,
    PRIMARY_NEEDS,
    PROTECTION_BASES,
    PROTECTION_KINDS,
    REFERRAL_SOURCES,
    RELATIONSHIPS,
    RESPONSIBILITY_BASES,
    TEAM_KINDS,
    UPN_UNKNOWN_REASONS,
    keep_address,
)
from ingest.feeds._social_care_involvements import NO_TEAM
from ingest.feeds.declaration import Column, Feed, Owner, Table, Type

PERSON = "person"


def _person(column: str) -> tuple[Owner, ...]:
    return (Owner(PERSON, column),)


PEOPLE = Table(
    "ssd_person",
    (
        Column(
            "pers_person_id",
            Type.IDENTIFIER,
            "The agency's own identifier, never used again for another person.",
            key=True,
        ),
        Column("pers_forename"),
        Column("pers_middle_names", extension=True),
        Column("pers_surname"),
        Column("pers_known_as", doc="Forename in use.", extension=True),
        Column("pers_former_surname", extension=True),
        Column("pers_sex", Type.CODE, codes={"M": "male", "F": "female", "U": "not recorded"}),
        Column("pers_dob", Type.DATE, "Date of birth."),
        Column("pers_dob_estimated", Type.YES_NO, "The date of birth is an estimate.", extension=True),
        Column("pers_expected_dob", Type.DATE, "Of a child not yet born."),
        Column("pers_death_date", Type.DATE),
        Column("pers_single_unique_id", Type.NHS_NUMBER, "NHS number."),
        Column("pers_upn", Type.UPN, "Unique pupil number."),
        Column(
            "pers_upn_unknown",
            Type.CODE,
            "Why there is no UPN; never an identifier.",
            codes=UPN_UNKNOWN_REASONS,
        ),
        Column("pers_is_mother", Type.YES_NO),
        Column("pers_is_adult", Type.YES_NO, extension=True),
        Column("pers_telephone", Type.PHONE, extension=True, located=True),
        Column("pers_interpreter", doc="Language for which an interpreter is needed.", extension=True),
        Column(
            "pers_contact_safely",
            doc="How this person is to be contacted, and what nobody is to be told.",
            extension=True,
            located=True,
        ),
    ),
    owners=_person("pers_person_id"),
    doc="Everybody on file: children, their mothers and other adults.",
    founds=True,
    never_empty=True,
)

FAMILIES = Table(
    "ssd_family",
    (
        Column("fami_table_id", Type.IDENTIFIER, key=True),
        Column(
            "fami_family_id", Type.IDENTIFIER, "File under which the agency keeps the family.", required=True
        ),
        Column("fami_person_id", Type.IDENTIFIER, required=True),
    ),
    owners=_person("fami_person_id"),
    doc="Who is kept under which family file.",
)

ADDRESSES = Table(
    "ssd_address",
    (
        Column("addr_table_id", Type.IDENTIFIER, key=True),
        Column("addr_person_id", Type.IDENTIFIER, required=True),
        Column("addr_address_type", Type.CODE, codes=ADDRESS_TYPES),
        Column("addr_address_start_date", Type.DATE, located=True),
        Column("addr_address_end_date", Type.DATE, located=True),
        Column("addr_address_postcode", Type.POSTCODE, located=True),
        Column(
            "addr_address_json",
            Type.JSON_ADDRESS,
            "Room, floor, flat, building, house, street, town, uprn, easting, northing.",
            located=True,
        ),
        Column(
            "addr_confirmed_date", Type.DATE, "Last confirmed with the family.", extension=True, located=True
        ),
    ),
    owners=_person("addr_person_id"),
    doc="Addresses of people, past and present. Of a refuge only the stay is kept, never the place.",
    protects=("addr_address_type", "REFUGE"),
    keep=keep_address,
)

MOTHERS = Table(
    "ssd_mother",
    (
        Column("moth_table_id", Type.IDENTIFIER, key=True),
        Column("moth_person_id", Type.IDENTIFIER, "The mother.", required=True),
        Column("moth_childs_person_id", Type.IDENTIFIER, "Her child.", required=True),
        Column("moth_childs_dob", Type.DATE),
    ),
    owners=_person("moth_person_id"),
    doc="Mothers by birth.",
)

RELATIONSHIP_ROWS = Table(
    "adult_relationships",
    (
        Column("arel_relationship_id", Type.IDENTIFIER, key=True),
        Column("arel_adult_person_id", Type.IDENTIFIER, "The adult.", required=True),
        Column("arel_person_id", Type.IDENTIFIER, "The child; of a partner, the other adult.", required=True),
        Column(
            "arel_relationship",
            Type.CODE,
            "What the adult is to the other.",
            required=True,
            codes=RELATIONSHIPS,
        ),
        Column("arel_parental_responsibility", Type.YES_NO),
        Column("arel_responsibility_basis", Type.CODE, codes=RESPONSIBILITY_BASES),
        Column("arel_lives_with", Type.YES_NO),
        Column("arel_start_date", Type.DATE),
        Column("arel_end_date", Type.DATE),
    ),
    owners=_person("arel_adult_person_id"),
    doc="Adults and what they are to a child or to each other. The standard lacks this extract.",
    required=False,
)

PROFESSIONALS = Table(
    "ssd_professionals",
    (
        Column("prof_professional_id", Type.IDENTIFIER, key=True),
        Column("prof_professional_name"),
        Column("prof_professional_job_title"),
        Column("prof_professional_department"),
        Column("prof_telephone", Type.PHONE, extension=True),
        Column("prof_email", Type.EMAIL, extension=True),
        Column("prof_active", Type.YES_NO, extension=True),
        Column("prof_team_id", Type.IDENTIFIER, extension=True),
    ),
    owners=(Owner("professional", "prof_professional_id"),),
    doc="Workers.",
    founds=True,
)

TEAMS = Table(
    "teams",
    (
        Column("team_id", Type.IDENTIFIER, key=True),
        Column("team_name", required=True),
        Column("team_kind", Type.CODE, codes=TEAM_KINDS),
        Column("team_telephone", Type.PHONE, "Duty number in office hours."),
        Column("team_out_of_hours_telephone", Type.PHONE),
        Column("team_email", Type.EMAIL),
        Column("team_sensitive", Type.YES_NO, "Named only to those with the clearance."),
    ),
    owners=(Owner("service", "team_id"),),
    doc="Teams, and how to reach them. The standard lacks this extract.",
    founds=True,
    required=False,
)

INVOLVEMENTS = Table(
    "ssd_involvements",
    (
        Column("invo_involvements_id", Type.IDENTIFIER, key=True),
        Column("invo_professional_id", Type.IDENTIFIER, required=True),
        Column("invo_professional_role_id", doc="Role of the worker."),
        Column("invo_professional_team", Type.IDENTIFIER, "Team through which they work."),
        Column("invo_involvement_start_date", Type.DATE),
        Column("invo_involvement_end_date", Type.DATE),
        Column("invo_worker_change_reason"),
        Column("invo_person_id", Type.IDENTIFIER, required=True),
        Column("invo_referral_id", Type.IDENTIFIER),
        Column("invo_lead", Type.YES_NO, "Lead professional.", extension=True),
    ),
    owners=_person("invo_person_id"),
    doc="Which worker works with which child.",
)

CONTACTS = Table(
    "ssd_contacts",
    (
        Column("cont_contact_id", Type.IDENTIFIER, key=True),
        Column("cont_person_id", Type.IDENTIFIER, required=True),
        Column("cont_contact_date", Type.DATE),
        Column("cont_contact_source_code", Type.CODE, codes=REFERRAL_SOURCES),
        Column("cont_contact_source_desc"),
        Column("cont_team_id", Type.IDENTIFIER, extension=True),
    ),
    owners=_person("cont_person_id"),
    doc="Contacts with the front door.",
)

CIN_EPISODES = Table(
    "ssd_cin_episodes",
    (
        Column("cine_referral_id", Type.IDENTIFIER, key=True),
        Column("cine_person_id", Type.IDENTIFIER, required=True),
        Column("cine_referral_date", Type.DATE),
        Column("cine_cin_primary_need_code", Type.CODE, codes=PRIMARY_NEEDS),
        Column("cine_referral_source_code", Type.CODE, codes=REFERRAL_SOURCES),
        Column("cine_referral_nfa", Type.YES_NO, "The referral led to no further action."),
        Column("cine_close_reason", Type.CODE, codes=CLOSE_REASONS),
        Column("cine_close_date", Type.DATE),
        Column("cine_referral_team", Type.IDENTIFIER),
        Column("cine_referral_worker_id", Type.IDENTIFIER),
        Column("cine_last_contact_date", Type.DATE, extension=True),
        Column("cine_last_seen_alone_date", Type.DATE, extension=True),
    ),
    owners=_person("cine_person_id"),
    doc="Referrals, and the child-in-need episodes that follow them.",
)

CP_PLANS = Table(
    "ssd_cp_plans",
    (
        Column("cppl_cp_plan_id", Type.IDENTIFIER, key=True),
        Column("cppl_referral_id", Type.IDENTIFIER),
        Column("cppl_person_id", Type.IDENTIFIER, required=True),
        Column("cppl_cp_plan_start_date", Type.DATE),
        Column("cppl_cp_plan_end_date", Type.DATE),
        Column("cppl_cp_plan_initial_category", Type.CODE, codes=ABUSE_CATEGORIES),
        Column("cppl_cp_plan_latest_category", Type.CODE, codes=ABUSE_CATEGORIES),
        Column("cppl_cp_plan_ola", Type.YES_NO, "The plan is another authority's."),
        Column("cppl_team_id", Type.IDENTIFIER, extension=True),
    ),
    owners=_person("cppl_person_id"),
    doc="Child protection plans.",
)

CLA_EPISODES = Table(
    "ssd_cla_episodes",
    (
        Column("clae_cla_episode_id", Type.IDENTIFIER, key=True),
        Column("clae_person_id", Type.IDENTIFIER, required=True),
        Column("clae_cla_episode_start_date", Type.DATE),
        Column("clae_cla_episode_start_reason"),
        Column("clae_cla_primary_need_code", Type.CODE, codes=PRIMARY_NEEDS),
        Column("clae_cla_episode_ceased", Type.DATE),
        Column("clae_cla_episode_ceased_reason", Type.CODE, codes=CEASED_REASONS),
        Column("clae_referral_id", Type.IDENTIFIER),
        Column("clae_entered_care_date", Type.DATE),
        Column("clae_legal_status", Type.CODE, codes=LEGAL_STATUSES, extension=True),
        Column("clae_responsible_la", doc="Authority responsible for the child.", extension=True),
        Column("clae_team_id", Type.IDENTIFIER, extension=True),
    ),
    owners=_person("clae_person_id"),
    doc="Episodes of being looked after.",
)

PROTECTIONS = Table(
    "protections",
    (
        Column("prot_protection_id", Type.IDENTIFIER, key=True),
        Column("prot_person_id", Type.IDENTIFIER, required=True),
        Column("prot_kind", Type.CODE, codes=PROTECTION_KINDS),
        Column("prot_basis", Type.CODE, codes=PROTECTION_BASES),
        Column("prot_from", Type.DATE),
        Column("prot_until", Type.DATE),
        Column("prot_alleged_abuser_person_id", Type.IDENTIFIER, "Whom it protects from."),
        Column(
            "prot_sealed_from_person_id",
            Type.IDENTIFIER,
            "With SEALED: the other identity, a person id or a whole record key; kept as keyed hashes only.",
            sealed=True,
        ),
    ),
    owners=_person("prot_person_id"),
    doc="Whose location or existence is withheld. The standard lacks this extract.",
    required=False,
    protects=True,
)

FEED = Feed(
    code="social_care",
    agency_code="social_care",
    agency_name="Children's social care",
    cadence_days=7,
    lawful_basis=(
        "Public task, UK GDPR Art. 6(1)(e), and safeguarding of children, Art. 9(2)(g) with the Data Protection Act "
        "2018, Sch. 1 para. 18; Children Act 2004 s. 16LA once in force."
    ),
    tables=(
        PEOPLE,
        FAMILIES,
        ADDRESSES,
        MOTHERS,
        RELATIONSHIP_ROWS,
        PROFESSIONALS,
        TEAMS,
        INVOLVEMENTS,
        CONTACTS,
        CIN_EPISODES,
        CP_PLANS,
        CLA_EPISODES,
        PROTECTIONS,
    ),
    observe=observe,
    doc=(
        "The Standard Safeguarding Dataset's extracts, with local additions for adults' relationships, teams and "
        "protections. An adopted child has two records that nothing links."
    ),
    constant_records={
        f"social_care:service:{NO_TEAM}": {
            "teams": {
                NO_TEAM: {"team_id": NO_TEAM, "team_name": "Team not recorded", "team_kind": "SOCIAL_WORK"},
            }
        }
    },
)
