"""The reader's own caseload: whose case it is, and what the index was told since they last looked."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence

from api.access import Can
from api.context import Visit
from api.store.audit import Action
from api.store.caseloads import Registered
from api.store.clock import now
from api.store.contacts import Request
from api.words import agency_words
from graph import reads
from model.scope import Scope
from model.views import PersonRef, ServiceRef
from model.working import Caseload, ContactRequest, KeptView, News, OwnInvolvement

FIRST_LOOK = dt.timedelta(days=28)
"""News of so many days are told of a child whom the reader has never opened. Assumed."""
MOST = 200
RECENT = 8
MOST_SENT = 20


def caseload(visit: Visit) -> list[Caseload]:
    """The children of whom a feed says that the reader works with them, those whose involvement the reader registered,
    and those of whom they asked to be told while an involvement of theirs stands. Those with news come first."""
    visit.intends(Action.READ)
    visit.access.require(visit.account, Can.OPEN)
    account, scope, today = visit.account, visit.access.scope(visit.account), now().date()
    kept = visit.parts.caseloads
    registered = {each.uid: each for each in kept.of_account(account.username)}
    subscribed = kept.subscribed(account.username)
    grounds: defaultdict[str, list[str]] = defaultdict(list)
    worker = kept.worker_of(account.username)
    if worker is not None:
        for person, role in reads.works_with(visit.graph, scope, worker, as_at=today, known_at=today):
            grounds[person.uid].append(f"You are recorded as {(role or 'a worker').replace('_', ' ')}")
    for uid, own in registered.items():
        grounds[uid].append(f"You registered your involvement as {own.role}")
    shown = reads.person_refs(visit.graph, scope, {*grounds, *subscribed}, as_at=today, known_at=today)
    for uid in subscribed:
        if uid in shown and not grounds[uid] and _own_service(visit, shown[uid]):
            grounds[uid].append("Your service is involved")
        if not grounds[uid]:
            # The involvement is over, and with it the subscription; of somebody who may not be seen nothing is said.
            kept.unsubscribe(account.username, uid)
    uids = [uid for uid in shown if grounds[uid]][:MOST]
    looked = kept.looked(account.username, uids)
    since = {uid: looked.get(uid, today - FIRST_LOOK) for uid in uids}
    told = _news(visit, scope, since, today)
    items = [
        Caseload(
            person=shown[uid],
            grounds=grounds[uid],
            looked=looked.get(uid),
            since=since[uid],
            news=told.get(uid, []),
            subscribed=uid in subscribed,
            own=own_involvement(registered[uid], {}) if uid in registered else None,
        )
        for uid in uids
    ]
    visit.record(subjects=tuple(sorted(uids)), count=len(items), details={"part": "caseload"})
    return sorted(items, key=lambda one: (not one.news, one.person.name, one.person.uid))


def _own_service(visit: Visit, person: PersonRef) -> bool:
    """Whether a service of the reader is involved; not told of somebody whose location is withheld from them."""
    if person.notice or person.kind != "child":
        return False
    return bool(reads.involved_services(visit.graph, person.uid) & set(visit.account.services))


def _news(visit: Visit, scope: Scope, since: dict[str, dt.date], today: dt.date) -> dict[str, list[News]]:
    """One question for all children of one day."""
    days: defaultdict[dt.date, list[str]] = defaultdict(list)
    for uid, day in since.items():
        days[day].append(uid)
    found: dict[str, list[News]] = {}
    for day, uids in days.items():
        found |= reads.news(visit.graph, scope, uids, day, as_at=today, known_at=today)
    return found


def own_involvement(one: Registered, services: dict[str, ServiceRef]) -> OwnInvolvement:
    """A registered involvement as it is shown. That of a service that may not be named names nobody."""
    service = services.get(one.service) if one.service else None
    named = one.service is None or service is None or service.uid is not None
    return OwnInvolvement(
        id=one.id,
        name=one.name if named else "",
        agency=agency_words(one.agency) if named else None,
        service=service,
        role=one.role if named else "",
        telephone=one.telephone if named else "",
        since=one.since,
        until=one.until,
    )


def registered_with(
    visit: Visit, scope: Scope, uid: str, notice: str | None, *, past: bool = False
) -> list[OwnInvolvement]:
    """Involvements that workers registered with a child, with ``past`` those that have ended, too; none where the
    child's location is withheld from the reader, because a team tells where somebody is."""
    if notice:
        return []
    found = visit.parts.caseloads.of_child(uid, past=past)
    services = reads.services_by_key(visit.graph, scope, [each.service for each in found if each.service])
    return [own_involvement(each, services) for each in found]


def requests_received(visit: Visit) -> list[ContactRequest]:
    """Requests to get in touch that wait for the reader's services, or for the hub where the reader is of it."""
    account, scope = visit.account, visit.access.scope(visit.account)
    services = reads.services_by_key(visit.graph, scope, account.services)
    names = {ref.uid: ref.name for ref in services.values() if ref.uid}
    hub = account.agency is None and visit.access.may(account, Can.REVIEW)
    waiting = visit.parts.contacts.received(set(names), hub=hub, limit=MOST)
    return _requests(
        visit,
        scope,
        waiting,
        lambda service: names.get(service or "", "the hub, to pass on to whoever is involved"),
    )


def requests_sent(visit: Visit) -> list[ContactRequest]:
    """Requests to get in touch that the reader sent, the latest first, about people whom they may still see."""
    account, scope = visit.account, visit.access.scope(visit.account)
    sent = visit.parts.contacts.sent(account.username, MOST_SENT)
    services = reads.names_of_services(visit.graph, scope, [each.service for each in sent if each.service])
    return _requests(
        visit,
        scope,
        sent,
        lambda service: services.get(service, "a service") if service else "the safeguarding hub",
    )


def _requests(
    visit: Visit, scope: Scope, found: Sequence[Request], to: Callable[[str | None], str]
) -> list[ContactRequest]:
    """Requests about people whom the reader may see. ``to``: whom the key or uid of a service, or none, stands for."""
    today = now().date()
    people = reads.person_refs(visit.graph, scope, {each.uid for each in found}, as_at=today, known_at=today)
    return [
        ContactRequest(
            id=each.id,
            person=people[each.uid],
            asked_by=each.name,
            agency=agency_words(each.agency),
            telephone=each.telephone,
            at=each.at,
            to=to(each.service),
            answered_at=each.answered_at,
        )
        for each in found
        if each.uid in people
    ]


def kept_views(visit: Visit) -> list[KeptView]:
    """Views that the reader kept or that were shared with them."""
    account, today = visit.account, now().date()
    found = visit.parts.kept_views.of(account.username)
    scope = visit.access.scope(account)
    people = reads.person_refs(visit.graph, scope, {each.uid for each in found}, as_at=today, known_at=today)
    return [
        KeptView(
            id=each.id,
            title=each.title if each.uid in people else "A view that you may not open",
            person=people.get(each.uid),
            address=f"/children/{each.uid}/{each.page}{each.query}".replace("/record", ""),
            kept_by=each.name,
            at=each.at,
            own=each.username == account.username,
            shared_with=list(each.shared_with) if each.username == account.username else [],
        )
        for each in found
    ]


def recently_viewed(visit: Visit) -> list[PersonRef]:
    """The people whom the reader opened last, as far as they may still be seen."""
    today = now().date()
    uids = visit.parts.caseloads.recent(visit.account.username, RECENT)
    scope = visit.access.scope(visit.account)
    people = reads.person_refs(visit.graph, scope, uids, as_at=today, known_at=today)
    return [people[uid] for uid in uids if uid in people]
