"""The objects of the Standard Safeguarding Dataset beyond those of the pilot, as the standard lists their fields.

Source: field list of the Standard Safeguarding Dataset, version of August 2025 (347 fields; MIT licence).
"""

from __future__ import annotations

from ingest.feeds.declaration import Column, Owner, Table, Type, Via

_TYPES = {"@": Type.DATE, "?": Type.YES_NO, "#": Type.IDENTIFIER, "~": Type.POSTCODE}
"""Marks behind a column's name: a date, Y or N, an identifier, a postcode. `*` is the key, `!` an identifier that every
row must fill; a column without a mark is text."""


def _columns(said: str) -> list[Column]:
    found = []
    for word in said.split():
        mark, name = word[-1], word.rstrip("@?#~*!")
        kind = Type.IDENTIFIER if mark in "*!" else _TYPES.get(mark, Type.TEXT)
        must = mark in "*!"
        located = kind is Type.POSTCODE or name.endswith("_urn")
        found.append(
            Column(name, kind, key=mark == "*", required=mark == "!", extension=not must, located=located)
        )
    return found


def _table(name: str, doc: str, person: str, said: str, via: Via | None = None) -> Table:
    """A table whose rows belong to the person of a column, which may have to be looked up in another table."""
    columns = _columns(said)
    if via is not None:
        columns.append(Column(person, Type.IDENTIFIER, required=True, via=via))
    return Table(name, tuple(columns), (Owner("person", person),), doc=doc, required=False)


EARLY_HELP = _table(
    "ssd_early_help_episodes", "Early help.", "earl_person_id",
    "earl_episode_id* earl_person_id! earl_episode_start_date@ earl_episode_end_date@ earl_episode_reason "
    "earl_episode_end_reason earl_episode_organisation earl_episode_worker_id#",
)  # fmt: skip
ASSESSMENTS = _table(
    "ssd_cin_assessments", "Assessments.", "cina_person_id",
    "cina_assessment_id* cina_person_id! cina_referral_id# cina_assessment_start_date@ cina_assessment_child_seen? "
    "cina_assessment_auth_date@ cina_assessment_outcome_nfa? cina_assessment_team# cina_assessment_worker_id#",
)  # fmt: skip
CIN_PLANS = _table(
    "ssd_cin_plans", "Child-in-need plans.", "cinp_person_id",
    "cinp_cin_plan_id* cinp_referral_id# cinp_person_id! cinp_cin_plan_start_date@ cinp_cin_plan_end_date@ "
    "cinp_cin_plan_team# cinp_cin_plan_worker_id#",
)  # fmt: skip
CIN_VISITS = _table(
    "ssd_cin_visits", "Visits to children in need.", "cinv_person_id",
    "cinv_cin_visit_id* cinv_person_id! cinv_cin_visit_date@ cinv_cin_visit_seen? cinv_cin_visit_seen_alone?",
)  # fmt: skip
ENQUIRIES = _table(
    "ssd_s47_enquiry", "Enquiries under section 47.", "s47e_person_id",
    "s47e_s47_enquiry_id* s47e_referral_id# s47e_person_id! s47e_s47_start_date@ s47e_s47_end_date@ s47e_s47_nfa? "
    "s47e_s47_completed_by_worker_id# s47e_s47_completed_by_team#",
)  # fmt: skip
CONFERENCES = _table(
    "ssd_initial_cp_conference", "Initial child protection conferences.", "icpc_person_id",
    "icpc_icpc_id* icpc_s47_enquiry_id# icpc_person_id! icpc_cp_plan_id# icpc_referral_id# icpc_icpc_transfer_in? "
    "icpc_icpc_target_date@ icpc_icpc_date@ icpc_icpc_outcome_cp_flag? icpc_icpc_team# icpc_icpc_worker_id#",
)  # fmt: skip
CP_VISITS = _table(
    "ssd_cp_visits", "Visits under a child protection plan.", "cppv_person_id",
    "cppv_cp_visit_id* cppv_person_id! cppv_cp_plan_id# cppv_cp_visit_date@ cppv_cp_visit_seen? "
    "cppv_cp_visit_seen_alone?",
)  # fmt: skip
CP_REVIEWS = _table(
    "ssd_cp_reviews", "Reviews of child protection plans.", "cppr_person_id",
    "cppr_cp_review_id* cppr_person_id! cppr_cp_plan_id# cppr_cp_review_due@ cppr_cp_review_date@",
)  # fmt: skip
PLACEMENTS = _table(
    "ssd_cla_placement", "Placements.", "clap_person_id",
    "clap_cla_placement_id* clap_person_id! clap_cla_id# clap_cla_placement_start_date@ clap_cla_placement_end_date@ "
    "clap_cla_placement_type clap_cla_placement_urn clap_cla_placement_provider clap_cla_placement_postcode~ "
    "clap_cla_placement_change_reason",
)  # fmt: skip
CLA_REVIEWS = _table(
    "ssd_cla_reviews", "Reviews of care plans.", "clar_person_id",
    "clar_cla_review_id* clar_cla_id! clar_cla_review_due_date@ clar_cla_review_date@ clar_cla_review_cancelled?",
    Via("ssd_cla_episodes", "clae_cla_id", "clae_person_id", "clar_cla_id"),
)  # fmt: skip
CLA_VISITS = _table(
    "ssd_cla_visits", "Visits to looked-after children.", "clav_person_id",
    "clav_cla_visit_id* clav_cla_id# clav_person_id! clav_cla_visit_date@ clav_cla_visit_seen? "
    "clav_cla_visit_seen_alone?",
)  # fmt: skip
LEGAL_STATUSES = _table(
    "ssd_legal_status", "Legal statuses, one after another.", "lega_person_id",
    "lega_legal_status_id* lega_person_id! lega_legal_status lega_legal_status_start_date@ lega_legal_status_end_date@",
)  # fmt: skip
MISSING = _table(
    "ssd_missing", "Times missing or away.", "miss_person_id",
    "miss_table_id* miss_person_id! miss_missing_episode_start_date@ miss_missing_episode_type "
    "miss_missing_episode_end_date@ miss_missing_rhi_offered miss_missing_rhi_accepted",
)  # fmt: skip
CARE_LEAVERS = _table(
    "ssd_care_leavers", "Care leavers.", "clea_person_id",
    "clea_table_id* clea_person_id! clea_care_leaver_eligibility clea_care_leaver_in_touch "
    "clea_care_leaver_latest_contact@ clea_pathway_plan_review_date@ clea_care_leaver_personal_advisor "
    "clea_care_leaver_allocated_team# clea_care_leaver_worker_id#",
)  # fmt: skip
PRE_PROCEEDINGS = _table(
    "ssd_pre_proceedings", "Pre-proceedings.", "prep_person_id",
    "prep_table_id* prep_person_id! prep_plo_family_id# prep_pre_pro_decision_date@ prep_initial_pre_pro_meeting_date@ "
    "prep_pre_pro_outcome prep_agree_stepdown_issue_date@ prep_pre_pro_letter_date@ prep_care_pro_letter_date@",
)  # fmt: skip
SEND = _table(
    "ssd_send", "Identifiers of pupils with special educational needs.", "send_person_id",
    "send_table_id* send_person_id! send_upn send_uln send_upn_unknown",
)  # fmt: skip
PLAN_REQUESTS = _table(
    "ssd_ehcp_requests", "Requests for an education, health and care plan.", "ehcr_person_id",
    "ehcr_ehcp_request_id* ehcr_send_table_id! ehcr_ehcp_req_date@ ehcr_ehcp_req_outcome_date@ ehcr_ehcp_req_outcome",
    Via("ssd_send", "send_table_id", "send_person_id", "ehcr_send_table_id"),
)  # fmt: skip
PLAN_ASSESSMENTS = _table(
    "ssd_ehcp_assessment", "Assessments for such a plan.", "ehca_person_id",
    "ehca_ehcp_assessment_id* ehca_ehcp_request_id! ehca_ehcp_assessment_outcome_date@ ehca_ehcp_assessment_outcome",
    Via("ssd_ehcp_requests", "ehcr_ehcp_request_id", "ehcr_person_id", "ehca_ehcp_request_id"),
)  # fmt: skip
NAMED_PLANS = _table(
    "ssd_ehcp_named_plan", "Education, health and care plans.", "ehcn_person_id",
    "ehcn_named_plan_id* ehcn_ehcp_asmt_id! ehcn_named_plan_start_date@ ehcn_named_plan_ceased_date@ "
    "ehcn_named_plan_ceased_reason",
    Via("ssd_ehcp_assessment", "ehca_ehcp_assessment_id", "ehca_person_id", "ehcn_ehcp_asmt_id"),
)  # fmt: skip
ACTIVE_PLANS = _table(
    "ssd_ehcp_active_plans", "Reviews of plans in force.", "ehcp_person_id",
    "ehcp_active_ehcp_id* ehcp_ehcp_request_id! ehcp_active_ehcp_last_review_date@",
    Via("ssd_ehcp_requests", "ehcr_ehcp_request_id", "ehcr_person_id", "ehcp_ehcp_request_id"),
)  # fmt: skip
IDENTIFIERS = _table(
    "ssd_linked_identifiers", "Other identifiers of people.", "link_person_id",
    "link_table_id* link_person_id! link_identifier_type link_identifier_value link_valid_from_date@ "
    "link_valid_to_date@",
)  # fmt: skip
DEPARTMENTS = Table(
    "ssd_department",
    (
        Column("dept_team_id", Type.IDENTIFIER, key=True),
        Column("dept_team_name", required=True),
        Column("dept_team_parent_id", Type.IDENTIFIER, extension=True),
        Column("dept_team_parent_name", extension=True),
    ),
    (Owner("service", "dept_team_id"),),
    doc="Teams.",
    founds=True,
    sort="teams",
    required=False,
)
MISSING_EVENTS = Table(
    "missing_events",
    (
        Column("miss_table_id", Type.IDENTIFIER, key=True),
        Column("miss_missing_episode_start_date", Type.DATE),
        Column("miss_missing_episode_end_date", Type.DATE),
        Column("miss_missing_episode_type"),
        Column("miss_missing_rhi_accepted"),
    ),
    (Owner("event", "miss_table_id"),),
    doc="The times missing as events.",
    founds=True,
    required=False,
    drawn_from=("ssd_missing",),
)

MORE = (
    EARLY_HELP, ASSESSMENTS, CIN_PLANS, CIN_VISITS, ENQUIRIES, CONFERENCES, CP_VISITS, CP_REVIEWS, PLACEMENTS,
    CLA_REVIEWS, CLA_VISITS, LEGAL_STATUSES, MISSING, MISSING_EVENTS, CARE_LEAVERS, PRE_PROCEEDINGS, SEND,
    PLAN_REQUESTS, PLAN_ASSESSMENTS, NAMED_PLANS, ACTIVE_PLANS, IDENTIFIERS, DEPARTMENTS,
)  # fmt: skip

_HEALTH = "health, needs or offences; more than an index of who is involved may hold"
_ADOPTION = "adoption; it would join two identities that must stay apart"
_NOTHING = "nothing about who is involved with whom"
NOT_TAKEN = {
    "ssd_disability": _HEALTH,
    "ssd_immigration_status": "immigration status; more than an index of who is involved may hold",
    "ssd_assessment_factors": _HEALTH,
    "ssd_cla_convictions": _HEALTH,
    "ssd_cla_health": _HEALTH,
    "ssd_cla_immunisations": _HEALTH,
    "ssd_cla_substance_misuse": _HEALTH,
    "ssd_sdq_scores": _HEALTH,
    "ssd_sen_need": _HEALTH,
    "ssd_permanence": _ADOPTION,
    "ssd_cla_previous_permanence": _ADOPTION,
    "ssd_cla_care_plan": _NOTHING,
    "ssd_voice_of_child": _NOTHING,
    "ssd_s251_finance": _NOTHING,
    "ssd_version_log": _NOTHING,
}
