"""What a reader does with a child who is open: register an involvement, ask to be told, ask somebody to get in touch,
keep a decision not to share."""

from __future__ import annotations

from dataclasses import dataclass, field

from api.context import Visit
from api.errors import NotFound
from api.services import people
from api.services.caseload import own_involvement
from api.store.audit import Action
from api.store.clock import now
from graph import reads
from model.views import ChildView
from model.working import OwnInvolvement

HUB = "hub"


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody who can be asked to get in touch. ``value`` is what a form sends back."""

    value: str
    text: str
    service: str | None = None
    worker: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """How the reader stands to one child."""

    child: ChildView
    own: OwnInvolvement | None
    services: list[tuple[str, str]]
    subscribed: bool
    reach: list[Reach] = field(default_factory=list)


def work(visit: Visit, uid: str) -> Work:
    """How the reader stands to a child who is open."""
    who = people.opened(visit, uid, "child")
    found = _work(visit, who)
    visit.record(purpose=who.opening.purpose.value, details={"part": "work"})
    return found


def _work(visit: Visit, who: people.Opened) -> Work:
    today = now().date()
    child = reads.child(visit.graph, who.scope, who.uid, as_at=today, known_at=today)
    if child is None:
        raise NotFound
    kept = visit.parts.caseloads
    services = reads.services_by_key(visit.graph, who.scope, visit.account.services)
    own = [each for each in kept.of_child(who.uid) if each.username == visit.account.username]
    return Work(
        child=child,
        own=own_involvement(own[0], services) if own else None,
        services=sorted((key, ref.name) for key, ref in services.items()),
        subscribed=who.uid in kept.subscribed(visit.account.username),
        reach=_reach(visit, who, child),
    )


def _reach(visit: Visit, who: people.Opened, child: ChildView) -> list[Reach]:
    """The services and workers whom the reader sees to be involved, and the hub for everybody else."""
    today = now().date()
    involved = reads.involvements(visit.graph, who.scope, who.uid, as_at=today, known_at=today)
    services = {
        fact.value.service.uid: fact.value.service.name
        for fact in involved
        if fact.value.service.uid and fact.value.status == "open"
    }
    by_name = {name: uid for uid, name in services.items()}
    found = [
        Reach(
            f"worker-{fact.value.uid}",
            f"{fact.value.name}, {fact.value.service}",
            by_name[fact.value.service],
            fact.value.uid,
        )
        for fact in child.workers
        if fact.value.service in by_name
    ]
    found += [
        Reach(f"service-{uid}", name, uid) for uid, name in sorted(services.items(), key=lambda s: s[1])
    ]
    return [*found, Reach(HUB, "Somebody else, or a sensitive service: through the safeguarding hub")]


def register(visit: Visit, uid: str, service: str, role: str, telephone: str) -> None:
    """Register one's involvement with a child from today. Raises :class:`NotFound` for a service of somebody else."""
    who = people.opened(visit, uid, "child", Action.WORK)
    if service and service not in visit.account.services:
        raise NotFound
    visit.parts.caseloads.register(visit.account.username, uid, service or None, role, telephone)
    visit.record(purpose=who.opening.purpose.value, details={"part": "involvement registered"})


def end(visit: Visit, uid: str) -> None:
    """End one's registered involvement. Needs no opening: what is over may be said at any time."""
    visit.intends(Action.WORK, uid)
    ended = visit.parts.caseloads.end(visit.account.username, uid)
    visit.record(count=int(ended), details={"part": "involvement ended"})


def subscribe(visit: Visit, uid: str) -> None:
    """Be told of a child, while an involvement of the reader or of their service stands."""
    who = people.opened(visit, uid, "child", Action.WORK)
    visit.parts.caseloads.subscribe(visit.account.username, uid)
    visit.record(purpose=who.opening.purpose.value, details={"part": "subscribed"})


def unsubscribe(visit: Visit, uid: str) -> None:
    """Be told no more."""
    visit.intends(Action.WORK, uid)
    visit.parts.caseloads.unsubscribe(visit.account.username, uid)
    visit.record(details={"part": "unsubscribed"})


def ask(visit: Visit, uid: str, to: str, telephone: str) -> Reach:
    """Ask a service, a worker or the hub to get in touch about a child, without saying why.

    Raises :class:`NotFound` for somebody whom the reader does not see to be involved.
    """
    who = people.opened(visit, uid, "child", Action.WORK)
    target = next((each for each in _work(visit, who).reach if each.value == to), None)
    if target is None:
        raise NotFound
    visit.parts.contacts.ask(visit.account.username, uid, target.service, target.worker, telephone)
    visit.record(purpose=who.opening.purpose.value, details={"part": "asked to get in touch", "to": to})
    return target


def answered(visit: Visit, number: int) -> None:
    """Say that one has got in touch. Raises :class:`NotFound` for a request that is not the reader's to answer."""
    visit.intends(Action.WORK)
    request = visit.parts.contacts.request(number)
    scope = visit.access.scope(visit.account)
    refs = reads.services_by_key(visit.graph, scope, visit.account.services).values()
    hub = visit.account.agency is None and request is not None and request.service is None
    if request is None or not (hub or request.service in {ref.uid for ref in refs if ref.uid}):
        raise NotFound
    visit.parts.contacts.answered(number, visit.account.username)
    visit.record(subjects=(request.uid,), details={"part": "got in touch"})


def refuse_to_share(visit: Visit, uid: str, asked_by: str, what: str, reason: str) -> None:
    """Keep a decision not to share."""
    who = people.opened(visit, uid, "child", Action.WORK)
    account = visit.account
    visit.parts.contacts.refuse(account.username, account.agency, uid, asked_by, what, reason)
    visit.record(purpose=who.opening.purpose.value, details={"part": "decided not to share"})


def keep(visit: Visit, uid: str, page: str, query: str, title: str) -> str:
    """Keep a view of a child who is open; its id."""
    who = people.opened(visit, uid, "child", Action.WORK)
    made = visit.parts.kept_views.keep(visit.account.username, uid, page, query, title)
    visit.record(purpose=who.opening.purpose.value, details={"part": "view kept"})
    return made


def share(visit: Visit, view: str, username: str) -> bool:
    """Share one's own view with a colleague; False where there is no such account or view."""
    visit.intends(Action.WORK)
    own = {each.id: each for each in visit.parts.kept_views.of(visit.account.username)}
    kept, colleague = own.get(view), visit.parts.accounts.get(username)
    done = kept is not None and kept.username == visit.account.username and colleague is not None
    if done and colleague is not None and colleague.enabled:
        visit.parts.kept_views.share(view, username)
    visit.record(subjects=(kept.uid,) if kept else (), count=int(done), details={"part": "view shared"})
    return done


def drop(visit: Visit, view: str) -> None:
    """Take one's own view away."""
    visit.intends(Action.WORK)
    visit.parts.kept_views.drop(view, visit.account.username)
    visit.record(details={"part": "view dropped"})
