"""What one application is made of, and what is known of one request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from api.access import Access
from api.cursors import Cursors
from api.errors import SignInNeeded
from api.keeping import Kept
from api.security.oidc import OidcClient
from api.settings import ApiSettings
from api.stewardship import OpenDesk
from api.store.accounts import Account, Accounts
from api.store.audit import Action, AuditTrail, Entry, Outcome
from api.store.caseloads import Caseloads
from api.store.contacts import Contacts
from api.store.database import Store
from api.store.handovers import Handovers
from api.store.kept_views import KeptViews
from api.store.openings import Openings
from api.store.rates import Rates
from api.store.reviews import Reviews
from api.store.sessions import Session, Sessions
from api.store.sign_ins import SignIns
from graph.gateway import Graph


class Parts:
    """The parts of one application, made once."""

    def __init__(
        self, settings: ApiSettings, graph: Graph, store: Store, open_desk: OpenDesk | None = None
    ) -> None:
        """``open_desk`` opens the way in for decisions; without it the desk is not available."""
        self.open_desk = open_desk
        self.settings = settings
        self.graph = graph
        self.store = store
        self.accounts = Accounts(store)
        self.sessions = Sessions(store, settings.idle, settings.absolute)
        self.openings = Openings(store)
        self.reviews = Reviews(store)
        self.rates = Rates(store)
        self.caseloads = Caseloads(store)
        self.contacts = Contacts(store)
        self.kept_views = KeptViews(store)
        self.handovers = Handovers(store)
        self.trail = AuditTrail(store)
        self.cursors = Cursors(store.keys)
        self.kept = Kept(graph, settings.population, settings.population_source)
        self.oidc = (
            OidcClient(settings.oidc, settings.origin, SignIns(store)) if settings.oidc is not None else None
        )


@dataclass
class Visit:
    """One request: who asks, what they are about to do, and what has been written to the audit about it.

    ``template`` is the path with its parameters unfilled. ``doing`` and ``subjects`` are what an error entry will say.
    ``graph`` and ``access`` read the graph for this request alone: nothing is remembered for the next.
    """

    parts: Parts
    request_id: str
    client: str | None
    template: str = ""
    session: Session | None = None
    doing: Action = Action.REQUEST
    subjects: tuple[str, ...] = ()
    username: str | None = None
    entries: list[Outcome] = field(default_factory=list)
    graph: Graph = field(init=False)
    access: Access = field(init=False)

    def __post_init__(self) -> None:
        self.graph = self.parts.graph.for_one_request()
        self.access = Access(self.graph, self.parts.openings, self.parts.settings.sample_rate)

    def forget(self) -> None:
        """After a change: what was read of the graph is read anew."""
        self.graph.forget()

    @property
    def account(self) -> Account:
        """Who is signed in. Raises :class:`SignInNeeded`."""
        if self.session is None:
            raise SignInNeeded
        return self.session.account

    def intends(self, action: Action, *subjects: str) -> None:
        """Say what is about to be done, so that a failure is audited as that."""
        self.doing = action
        self.subjects = subjects

    def record(
        self,
        outcome: Outcome = Outcome.DONE,
        *,
        subjects: tuple[str, ...] | None = None,
        purpose: str | None = None,
        reason: str | None = None,
        count: int | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Write an audit entry about what is being done. Raises :class:`~api.store.errors.AuditUnavailable`."""
        self.parts.trail.append(
            Entry(
                self.doing,
                outcome,
                account=self.session.account.username if self.session else self.username,
                session=self.session.ref if self.session else None,
                request=self.request_id,
                subjects=self.subjects if subjects is None else subjects,
                purpose=purpose,
                reason=reason,
                count=count,
                details={"route": self.template, **(details or {})},
            )
        )
        self.entries.append(outcome)


def visit_of(request: Request) -> Visit:
    """The visit that the envelope began for this request."""
    visit: Visit = request.state.visit
    return visit
