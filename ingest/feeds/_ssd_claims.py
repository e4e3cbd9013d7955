"""What the further objects of the Standard Safeguarding Dataset say: involvements, visits, identifiers, events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ingest.feeds._rows import day, each, flag, given, text
from ingest.feeds._social_care_codes import LEGAL_STATUSES
from ingest.feeds._social_care_involvements import NO_TEAM
from ingest.feeds.declaration import Row, Rows
from model.codes import EventKind, EventRole, InvolvementKind, InvolvementStatus
from model.identifiers import compact, nhs_number_status, uln_is_valid, upn_has_form, upn_is_temporary
from model.observations import Claim, Identity, record_key

CODE = "ssd"
PERIODS: tuple[tuple[str, InvolvementKind, str, str, str | None, str | None], ...] = (
    ("ssd_early_help_episodes", InvolvementKind.EARLY_HELP, "earl_episode_start_date", "earl_episode_end_date", None,
     "earl_episode_worker_id"),
    ("ssd_cin_assessments", InvolvementKind.ASSESSMENT, "cina_assessment_start_date", "cina_assessment_auth_date",
     "cina_assessment_team", "cina_assessment_worker_id"),
    ("ssd_s47_enquiry", InvolvementKind.SECTION_47, "s47e_s47_start_date", "s47e_s47_end_date",
     "s47e_s47_completed_by_team", "s47e_s47_completed_by_worker_id"),
    ("ssd_ehcp_named_plan", InvolvementKind.EHC_PLAN, "ehcn_named_plan_start_date", "ehcn_named_plan_ceased_date", None,
     None),
)  # fmt: skip
"""Table, kind, first and last day, team and worker of what runs from a day to a day."""

VISITS = (
    (InvolvementKind.CHILD_IN_NEED, "ssd_cin_visits", "cinv_cin_visit", None),
    (InvolvementKind.CHILD_PROTECTION, "ssd_cp_visits", "cppv_cp_visit", "cppv_cp_plan_id"),
    (InvolvementKind.LOOKED_AFTER, "ssd_cla_visits", "clav_cla_visit", None),
)
"""Kind of involvement, table of its visits, beginning of their columns, and the column that names the involvement."""


def service(team: str | None) -> str:
    """Key of a team, or of the one that stands for a team not recorded."""
    return record_key(CODE, "service", team or NO_TEAM)


def involvements(rows: Rows) -> Iterator[Claim]:
    """What runs from a day to a day, pre-proceedings and care leavers, with the workers that they name."""
    for table, kind, first, last, team, worker in PERIODS:
        for case, row in each(rows, table):
            began, ended, of_team = day(row, first), day(row, last), text(row, team) if team else None
            yield _involved(
                of_team, kind, ended is not None, from_=began, to=ended, case=f"{kind.value} {case}"
            )
            yield from _worker(row, worker, of_team, began, ended)
    for _, row in each(rows, "ssd_cin_plans"):
        began, ended = day(row, "cinp_cin_plan_start_date"), day(row, "cinp_cin_plan_end_date")
        yield from _worker(row, "cinp_cin_plan_worker_id", text(row, "cinp_cin_plan_team"), began, ended)
    for case, row in each(rows, "ssd_pre_proceedings"):
        ends = [day(row, name) for name in ("prep_agree_stepdown_issue_date", "prep_care_pro_letter_date")]
        ended = min((end for end in ends if end is not None), default=None)
        done, began = (
            ended is not None or "prep_pre_pro_outcome" in row,
            day(row, "prep_pre_pro_decision_date"),
        )
        yield _involved(
            None, InvolvementKind.PRE_PROCEEDINGS, done, from_=began, to=ended, case=f"pre-proceedings {case}"
        )
    for case, row in each(rows, "ssd_care_leavers"):
        team, contact = (
            text(row, "clea_care_leaver_allocated_team"),
            day(row, "clea_care_leaver_latest_contact"),
        )
        yield _involved(team, InvolvementKind.CARE_LEAVER, False, last_contact=contact, case=f"leaver {case}")
        yield from _worker(row, "clea_care_leaver_worker_id", team, None, None)
    for case, _ in each(rows, "ssd_missing"):
        event = record_key(CODE, "event", case)
        yield Claim("PARTY_TO", event, properties={"role": EventRole.SUBJECT.value})


def _involved(team: str | None, kind: InvolvementKind, closed: bool, **properties: Any) -> Claim:
    status = InvolvementStatus.CLOSED if closed else InvolvementStatus.OPEN
    return Claim(
        "INVOLVED_WITH", service(team), properties=given(kind=kind.value, status=status.value, **properties)
    )


def _worker(
    row: Row, column: str | None, team: str | None, from_: dt.date | None, to: dt.date | None
) -> Iterator[Claim]:
    worker = text(row, column) if column else None
    if worker:
        properties = given(service=f"{CODE}:{team}" if team else None, from_=from_, to=to)
        yield Claim(
            "WORKS_WITH", record_key(CODE, "professional", worker), outgoing=False, properties=properties
        )


def visited(claim: Claim, rows: Rows) -> Claim:
    """An involvement with the days of its visits and the legal status of its time."""
    kind, said = claim.properties.get("kind"), dict(claim.properties)
    for of_kind, table, begin, names in VISITS:
        if kind != of_kind:
            continue
        seen, alone = [said.get("last_contact")], [said.get("last_seen_alone")]
        for _, row in each(rows, table):
            on = day(row, f"{begin}_date")
            ours = text(row, names) == said.get("case") if names else _within(on, said)
            if on is not None and ours and flag(row, f"{begin}_seen") is not False:
                seen.append(on)
                alone += [on] if flag(row, f"{begin}_seen_alone") else []
        said |= given(last_contact=_latest(seen), last_seen_alone=_latest(alone))
    if kind == InvolvementKind.LOOKED_AFTER and "legal_status" not in said:
        said |= given(legal_status=_legal_status(rows, said.get("from"), said.get("to")))
    return replace(claim, properties=said)


def _within(on: dt.date | None, said: dict[str, Any]) -> bool:
    from_, to = said.get("from"), said.get("to")
    return on is not None and (from_ is None or from_ <= on) and (to is None or on <= to)


def _latest(days: list[dt.date | None]) -> dt.date | None:
    return max((found for found in days if found is not None), default=None)


def _legal_status(rows: Rows, from_: dt.date | None, to: dt.date | None) -> str | None:
    """The last legal status that began in the time of an episode, else the last before it."""
    found = []
    for _, row in each(rows, "ssd_legal_status"):
        began, code = (
            day(row, "lega_legal_status_start_date"),
            (text(row, "lega_legal_status") or "").split(" ")[0].upper(),
        )
        if code in LEGAL_STATUSES and began is not None and (to is None or began <= to):
            found.append((began, code))
    return max(found)[1] if found and from_ is not None else None


def identity(before: Identity, rows: Rows) -> Identity:
    """An identity with what other objects know of numbers; the person's own row goes first."""
    upn, uln, former, nhs = before.upn, before.uln, list(before.former_upns), before.nhs_number
    for _, row in each(rows, "ssd_send"):
        number, learner = compact(text(row, "send_upn") or ""), compact(text(row, "send_uln") or "")
        upn, former = _number(number, upn, former)
        uln = uln or (learner if uln_is_valid(learner) else None)
    for _, row in each(rows, "ssd_linked_identifiers"):
        sort, number = (
            (text(row, "link_identifier_type") or "").lower(),
            compact(text(row, "link_identifier_value") or ""),
        )
        if "former" in sort and upn_has_form(number):
            former.append(number)
        elif "pupil number" in sort or "upn" in sort:
            upn, former = _number(number, upn, former)
        elif "nhs" in sort and nhs is None and nhs_number_status(number) == "unverified":
            nhs = number
    status = before.nhs_number_status or ("unverified" if nhs else None)
    distinct = tuple(dict.fromkeys(each_one for each_one in former if each_one != upn))
    return replace(before, upn=upn, uln=uln, former_upns=distinct, nhs_number=nhs, nhs_number_status=status)


def _number(number: str, upn: str | None, former: list[str]) -> tuple[str | None, list[str]]:
    if not upn_has_form(number) or number == upn:
        return upn, former
    if upn is None and not upn_is_temporary(number):
        return number, former
    return upn, [*former, number]


def event(row: Row) -> dict[str, Any]:
    """The facts of a time missing."""
    away = (text(row, "miss_missing_episode_type") or "").strip().upper().startswith("A")
    accepted = (text(row, "miss_missing_rhi_accepted") or "").upper()[:1]
    return given(
        kind=(EventKind.AWAY if away else EventKind.MISSING_EPISODE).value,
        on=day(row, "miss_missing_episode_start_date"),
        until=day(row, "miss_missing_episode_end_date"),
        interview={"Y": "held", "N": "declined"}.get(accepted),
    )
