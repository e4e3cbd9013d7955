"""What social care does with a child: involvements of its teams, and its workers."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.feeds._rows import day, each, flag, given, text
from ingest.feeds._social_care_codes import ABUSE_CATEGORIES, CEASED_REASONS, CLOSE_REASONS
from ingest.feeds.declaration import Row, Rows
from model.codes import InvolvementKind, InvolvementStatus
from model.observations import Claim

FEED = "social_care"
NO_TEAM = "not_recorded"
"""Identifier of the service that stands for an involvement without a recorded team: the involvement must not vanish."""


def reference(kind: str, identifier: str) -> str:
    """Key of another record of this feed."""
    return f"{FEED}:{kind}:{identifier}"


def _involvement(rows: Rows, row: Row, team: str, referral: str | None, **properties: object) -> Claim:
    """One involvement; its service is the row's own team, else the team of its referral, else the one not recorded."""
    service = text(row, team)
    if service is None and referral is not None:
        of_referral = rows.get("ssd_cin_episodes", {}).get(str(row.get(referral)), {})
        service = text(of_referral, "cine_referral_team")
    return Claim("INVOLVED_WITH", reference("service", service or NO_TEAM), properties=given(**properties))


def involvements(rows: Rows) -> Iterator[Claim]:
    """Contacts, referrals, child-in-need episodes, child protection plans and episodes of being looked after."""
    for case, row in each(rows, "ssd_contacts"):
        on = day(row, "cont_contact_date")
        yield _involvement(
            rows,
            row,
            "cont_team_id",
            None,
            kind=InvolvementKind.CONTACT.value,
            status=InvolvementStatus.CLOSED.value,
            source_of_referral=text(row, "cont_contact_source_code"),
            from_=on,
            to=on,
            case=case,
        )
    for case, row in each(rows, "ssd_cin_episodes"):
        yield _referral(rows, case, row)
    for case, row in each(rows, "ssd_cp_plans"):
        ended = day(row, "cppl_cp_plan_end_date")
        category = text(row, "cppl_cp_plan_latest_category") or text(row, "cppl_cp_plan_initial_category")
        yield _involvement(
            rows,
            row,
            "cppl_team_id",
            "cppl_referral_id",
            kind=InvolvementKind.CHILD_PROTECTION.value,
            status=_status(ended is not None),
            category=ABUSE_CATEGORIES.get(category or ""),
            responsible_authority="another authority" if flag(row, "cppl_cp_plan_ola") else None,
            from_=day(row, "cppl_cp_plan_start_date"),
            to=ended,
            case=case,
        )
    for case, row in each(rows, "ssd_cla_episodes"):
        ceased = day(row, "clae_cla_episode_ceased")
        yield _involvement(
            rows,
            row,
            "clae_team_id",
            "clae_referral_id",
            kind=InvolvementKind.LOOKED_AFTER.value,
            status=_status(ceased is not None or "clae_cla_episode_ceased_reason" in row),
            legal_status=text(row, "clae_legal_status"),
            responsible_authority=text(row, "clae_responsible_la"),
            end_reason=CEASED_REASONS.get(text(row, "clae_cla_episode_ceased_reason") or ""),
            from_=day(row, "clae_cla_episode_start_date"),
            to=ceased,
            case=case,
        )


def _referral(rows: Rows, case: str, row: Row) -> Claim:
    referred, closed = day(row, "cine_referral_date"), day(row, "cine_close_date")
    no_action = flag(row, "cine_referral_nfa")
    if no_action:
        kind, status, to = (
            InvolvementKind.REFERRAL,
            InvolvementStatus.NO_FURTHER_ACTION.value,
            closed or referred,
        )
    else:
        kind, to = InvolvementKind.CHILD_IN_NEED, closed
        status = _status(closed is not None or "cine_close_reason" in row)
    return _involvement(
        rows,
        row,
        "cine_referral_team",
        None,
        kind=kind.value,
        status=status,
        source_of_referral=text(row, "cine_referral_source_code"),
        last_contact=day(row, "cine_last_contact_date"),
        last_seen_alone=day(row, "cine_last_seen_alone_date"),
        end_reason=CLOSE_REASONS.get(text(row, "cine_close_reason") or ""),
        from_=referred,
        to=to,
        case=case,
    )


def _status(closed: bool) -> str:
    return (InvolvementStatus.CLOSED if closed else InvolvementStatus.OPEN).value


def workers(rows: Rows) -> Iterator[Claim]:
    """Workers of the involvements, and the worker of a referral where no involvement names them."""
    named: set[str] = set()
    for _, row in each(rows, "ssd_involvements"):
        worker, team = text(row, "invo_professional_id"), text(row, "invo_professional_team")
        if not worker:
            continue
        named.add(worker)
        yield _works_with(
            worker,
            role=text(row, "invo_professional_role_id"),
            lead=flag(row, "invo_lead"),
            service=f"{FEED}:{team}" if team else None,
            from_=day(row, "invo_involvement_start_date"),
            to=day(row, "invo_involvement_end_date"),
        )
    for _, row in each(rows, "ssd_cin_episodes"):
        worker, team = text(row, "cine_referral_worker_id"), text(row, "cine_referral_team")
        if worker and worker not in named:
            yield _works_with(
                worker,
                service=f"{FEED}:{team}" if team else None,
                from_=day(row, "cine_referral_date"),
                to=day(row, "cine_close_date"),
            )


def _works_with(worker: str, **properties: object) -> Claim:
    return Claim(
        "WORKS_WITH", reference("professional", worker), outgoing=False, properties=given(**properties)
    )
