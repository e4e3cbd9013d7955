"""The tables of every delivery and of the truth, with their columns in order."""

from __future__ import annotations

_COLUMNS = {
    "social_care/ssd_person": (
        "pers_person_id pers_forename pers_middle_names pers_surname pers_known_as pers_former_surname "
        "pers_sex pers_dob pers_dob_estimated pers_expected_dob pers_death_date pers_single_unique_id "
        "pers_upn pers_upn_unknown pers_is_mother pers_is_adult pers_telephone pers_interpreter "
        "pers_contact_safely"
    ),
    "social_care/ssd_family": "fami_table_id fami_family_id fami_person_id",
    "social_care/ssd_address": (
        "addr_table_id addr_person_id addr_address_type addr_address_start_date addr_address_end_date "
        "addr_address_postcode addr_address_json addr_confirmed_date"
    ),
    "social_care/ssd_mother": "moth_table_id moth_person_id moth_childs_person_id moth_childs_dob",
    "social_care/adult_relationships": (
        "arel_relationship_id arel_adult_person_id arel_person_id arel_relationship "
        "arel_parental_responsibility arel_responsibility_basis arel_lives_with arel_start_date arel_end_date"
    ),
    "social_care/ssd_professionals": (
        "prof_professional_id prof_professional_name prof_professional_job_title prof_professional_department "
        "prof_telephone prof_email prof_active prof_team_id"
    ),
    "social_care/teams": (
        "team_id team_name team_kind team_telephone team_out_of_hours_telephone team_email team_sensitive"
    ),
    "social_care/ssd_involvements": (
        "invo_involvements_id invo_professional_id invo_professional_role_id invo_professional_team "
        "invo_involvement_start_date invo_involvement_end_date invo_worker_change_reason invo_person_id "
        "invo_referral_id invo_lead"
    ),
    "social_care/ssd_contacts": (
        "cont_contact_id cont_person_id cont_contact_date cont_contact_source_code cont_contact_source_desc "
        "cont_team_id"
    ),
    "social_care/ssd_cin_episodes": (
        "cine_referral_id cine_person_id cine_referral_date cine_cin_primary_need_code "
        "cine_referral_source_code cine_referral_nfa cine_close_reason cine_close_date cine_referral_team "
        "cine_referral_worker_id cine_last_contact_date cine_last_seen_alone_date"
    ),
    "social_care/ssd_cp_plans": (
        "cppl_cp_plan_id cppl_referral_id cppl_person_id cppl_cp_plan_start_date cppl_cp_plan_end_date "
        "cppl_cp_plan_initial_category cppl_cp_plan_latest_category cppl_cp_plan_ola cppl_team_id"
    ),
    "social_care/ssd_cla_episodes": (
        "clae_cla_episode_id clae_person_id clae_cla_episode_start_date clae_cla_episode_start_reason "
        "clae_cla_primary_need_code clae_cla_episode_ceased clae_cla_episode_ceased_reason clae_referral_id "
        "clae_entered_care_date clae_legal_status clae_responsible_la clae_team_id"
    ),
    "social_care/protections": (
        "prot_protection_id prot_person_id prot_kind prot_basis prot_from prot_until "
        "prot_alleged_abuser_person_id prot_sealed_from_person_id"
    ),
    "education/pupils": (
        "pupil_id upn former_upn uln surname forename middle_names preferred_surname preferred_forename "
        "former_surname date_of_birth sex phone email"
    ),
    "education/addresses": (
        "address_id pupil_id address_type saon paon street locality town postcode uprn start_date end_date "
        "confirmed_date"
    ),
    "education/contacts": (
        "contact_link_id pupil_id contact_id priority title surname forename relationship "
        "parental_responsibility lives_with_pupil home_phone mobile_phone email saon paon street locality "
        "town postcode uprn"
    ),
    "education/school_history": (
        "enrolment_id pupil_id school_urn enrolment_status entry_date leaving_date leaving_reason"
    ),
    "education/schools": (
        "school_urn school_name laestab phase status telephone email postcode safeguarding_lead "
        "safeguarding_telephone predecessor_urn"
    ),
    "education_welfare/children": (
        "child_id upn surname forename known_as date_of_birth sex address_lines postcode address_date "
        "parent_name parent_relationship parent_phone"
    ),
    "education_welfare/cases": (
        "case_id child_id case_type opened closed outcome worker_id last_contact last_seen_alone"
    ),
    "education_welfare/workers": "worker_id name role telephone email active",
    "truth/records": "record_key person",
    "truth/persons": (
        "person family kind forename middle_names surname known_as date_of_birth sex origin born_with "
        "identity_of date_of_death status resident"
    ),
    "truth/relations": "person other relation from to lives_with",
    "truth/residence": "person address uprn from to kind",
    "truth/addresses": "record_key row_key address",
    "truth/schools": "person school_urn from to kind",
    "truth/protections": "person kind basis from until alleged_abuser",
}

TABLES: dict[str, tuple[str, ...]] = {name: tuple(columns.split()) for name, columns in _COLUMNS.items()}
FEEDS = ("social_care", "education", "education_welfare")
"""The feeds of the pilot: what is written unless more is asked for."""
EVENT_TRUTH = ("truth/events", ("event", "kind", "from", "to", "person", "role"))
"""Written with any feed that tells of events: who was truly party to which."""


def tables_of(feed: str) -> list[str]:
    """The tables of a feed of the pilot, or of ``truth``."""
    return [name for name in TABLES if name.startswith(f"{feed}/")]
