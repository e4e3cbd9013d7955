"""Who is or was involved: services, the workers in them, schools."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable

from graph.gateway import Graph, Row
from graph.reads import refs
from graph.reads.facts import Claim, Provenance, fact
from graph.reads.moment import Moment
from model.facts import Fact
from model.scope import Scope
from model.views import Involvement, SchoolStay, WorkerRef

UNNAMED_KIND = "involvement"
"""What is said of the involvement of a service that the reader may not know."""


def involvements(
    graph: Graph, scope: Scope, uid: str, *, as_at: dt.date, known_at: dt.date
) -> list[Fact[Involvement]]:
    """Everything services do or did with a child up to a date, open first, then the latest."""
    moment = Moment(graph, scope, as_at, known_at)
    provenance = Provenance(moment)
    groups: dict[Hashable, list[tuple[Row, Claim]]] = {}
    for row in moment.asked("involvements", uid=uid):
        claim, what = Claim.of_edge(row["claim"]), row["involvement"]
        # A service that may not be known makes one line for each claim: two lines must not show to be one service.
        same = (row["service"]["uid"], what.get("kind"), what["status"], claim.from_, claim.to)
        groups.setdefault(claim.key if row["service"]["uid"] is None else same, []).append((row, claim))
    listed = [_involvement(group, provenance) for group in groups.values()]
    return sorted(listed, key=lambda found: _open_first(found, as_at))


def _involvement(group: list[tuple[Row, Claim]], provenance: Provenance) -> Fact[Involvement]:
    group = sorted(group, key=lambda pair: pair[1].key)
    row = group[0][0]
    what = row["involvement"]
    agency = row["service"].get("agency")
    value = Involvement(
        service=refs.service(row["service"], provenance.agency(agency) if agency else None),
        kind=what.get("kind") or UNNAMED_KIND,
        status=what["status"] or "open",
        category=what.get("category"),
        legal_status=what.get("legal_status"),
        place=next((place for each, _ in group if (place := each["involvement"].get("place"))), None),
        end_reason=what.get("end_reason"),
        last_contact=max(
            filter(None, (each["involvement"].get("last_contact") for each, _ in group)), default=None
        ),
        last_seen_alone=max(
            filter(None, (each["involvement"].get("last_seen_alone") for each, _ in group)), default=None
        ),
    )
    return fact(value, [claim for _, claim in group], provenance)


def is_open(found: Fact[Involvement], day: dt.date) -> bool:
    """Whether the involvement was going on on a day no earlier than it began."""
    return found.value.status == "open" and (found.to is None or found.to >= day)


def _open_first(found: Fact[Involvement], as_at: dt.date) -> tuple[object, ...]:
    return (
        not is_open(found, as_at),
        -(found.from_ or dt.date.min).toordinal(),
        found.value.service.name,
        found.value.kind,
        -(found.to or dt.date.max).toordinal(),
    )


def workers_of(moment: Moment, provenance: Provenance, uid: str) -> list[Fact[WorkerRef]]:
    """Those who work with a child on the day, the lead professional first. Workers of services the reader may not
    know are left out."""
    groups: dict[Hashable, list[tuple[WorkerRef, Claim]]] = {}
    for row in moment.asked("workers", uid=uid):
        claim = Claim.of_edge(row["claim"])
        if claim.to is not None and claim.to < moment.as_at:
            continue
        ref = refs.worker(row["worker"], row["role"], row["lead"], row["service"])
        groups.setdefault((ref.uid, ref.role, ref.service), []).append((ref, claim))
    found = []
    for group in groups.values():
        lead = any(ref.lead for ref, _ in group)
        ref = group[0][0].model_copy(update={"lead": lead})
        found.append(fact(ref, [claim for _, claim in group], provenance))
    return sorted(
        found, key=lambda each: (not each.value.lead, each.value.name, each.value.role or "", each.value.uid)
    )


def schools(
    graph: Graph, scope: Scope, uid: str, *, as_at: dt.date, known_at: dt.date
) -> list[Fact[SchoolStay]]:
    """Every school of a child up to a date, current first, then the latest."""
    moment = Moment(graph, scope, as_at, known_at)
    return school_stays(moment, Provenance(moment), [uid]).get(uid, [])


def school_stays(
    moment: Moment, provenance: Provenance, uids: list[str]
) -> dict[str, list[Fact[SchoolStay]]]:
    """The schools of several children, by uid."""
    groups: dict[Hashable, list[tuple[Row, Claim]]] = {}
    for row in moment.asked("schools", uids=uids):
        claim = Claim.of_edge(row["claim"])
        same = (row["child"], row["school"]["uid"], row["status"], claim.from_)
        groups.setdefault(same, []).append((row, claim))
    found: dict[str, list[Fact[SchoolStay]]] = {}
    for group in groups.values():
        row = group[0][0]
        reason = next((each["end_reason"] for each, _ in group if each["end_reason"]), None)
        value = SchoolStay(
            school=refs.school(row["school"]), status=row["status"] or "current", end_reason=reason
        )
        found.setdefault(row["child"], []).append(fact(value, [claim for _, claim in group], provenance))
    for each in found.values():
        each.sort(key=lambda stay: _current_first(stay, moment.as_at))
    return found


def attends(stay: Fact[SchoolStay], day: dt.date) -> bool:
    """Whether the child is on roll on a day no earlier than the entry."""
    return stay.value.status != "left" and (stay.to is None or stay.to >= day)


def _current_first(stay: Fact[SchoolStay], as_at: dt.date) -> tuple[object, ...]:
    return (
        not attends(stay, as_at),
        -(stay.from_ or dt.date.min).toordinal(),
        stay.value.school.name,
        stay.value.status,
        stay.value.school.uid,
    )
