"""The application as a test uses it: browsers and programs that sign in, and what was audited."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from api.app import create_app
from api.security import cookies
from api.settings import ApiSettings
from api.stewardship import OpenDesk
from api.store import Store
from api.store.accounts import Account
from api.store.audit import AuditTrail
from api.store.sessions import Sessions
from graph.gateway import Graph
from model.guards import Clearance
from model.scope import Role

ORIGIN = "http://127.0.0.1:8000"
PASSWORD = "correct horse battery staple"

ACCOUNTS = (
    Account("worker", "Ines Worker", Role.PRACTITIONER, "social_care", ("social_care:T1",), demo=True),
    Account("teacher", "Piet Teacher", Role.PRACTITIONER, "school", demo=True),
    Account("joan", "Joan Staff", Role.PRACTITIONER, "social_care", demo=True, person_uid="joan"),
    Account("neighbour", "Nora Staff", Role.PRACTITIONER, "social_care", demo=True, address_uid="oak-30"),
    Account(
        "cleared", "Cleo Cleared", Role.PRACTITIONER, "social_care", demo=True,
        clearances=frozenset({Clearance.LOCATION, Clearance.HIDDEN}),
    ),
    Account("lead", "Lea Lead", Role.SAFEGUARDING_LEAD, "social_care", demo=True),
    Account("hub", "Hana Hub", Role.SAFEGUARDING_LEAD, None, demo=True),
    Account("analyst", "Ana Lyst", Role.ANALYST, "social_care", demo=True),
    Account("steward", "Stew Ard", Role.DATA_STEWARD, "social_care", demo=True),
    Account(
        "cleared_steward", "Sten Ard", Role.DATA_STEWARD, None, demo=True,
        clearances=frozenset({Clearance.LOCATION, Clearance.HIDDEN, Clearance.HELD}),
    ),
    Account("admin", "Ada Admin", Role.ADMINISTRATOR, None, demo=True),
    Account("organisation", "Oda Organisation", Role.PRACTITIONER, "social_care"),
)  # fmt: skip
REASON = "A call from the school today"


class Site:
    """An application, and clients of it."""

    def __init__(
        self, settings: ApiSettings, graph: Graph, store: Store, open_desk: OpenDesk | None = None
    ) -> None:
        self.settings = settings
        self.store = store
        self.app = create_app(settings, graph, store, open_desk)
        self.trail = AuditTrail(store)

    def anybody(self, client: str = "127.0.0.1") -> TestClient:
        """Somebody who has not signed in, and who follows no redirect by themselves."""
        return TestClient(
            self.app, base_url=self.settings.origin, follow_redirects=False, client=(client, 50_000)
        )

    def sign_in(self, username: str) -> TestClient:
        """A program with a session; it sends the session's token by itself. How one gets it is test_sign_in's."""
        sessions = Sessions(self.store)
        token = sessions.start(username, "test")
        session = sessions.find(token)
        assert session is not None
        client = self.anybody()
        client.cookies.set(cookies.name(self.settings, cookies.SESSION), token)
        client.headers["x-csrf-token"] = session.csrf_token
        return client

    def sign_in_by_password(self, username: str) -> TestClient:
        """A program that has signed in with the password of a demonstration account."""
        client = self.anybody()
        answer = client.post("/api/v1/session", json={"username": username, "password": PASSWORD})
        assert answer.status_code == 201, answer.text
        client.headers["x-csrf-token"] = answer.json()["csrf_token"]
        return client

    def open(self, client: TestClient, uid: str, kind: str = "children", purpose: str = "hub") -> Any:
        """Open somebody for today; the answer."""
        return client.post(f"/api/v1/{kind}/{uid}/openings", json={"purpose": purpose, "reason": REASON})

    def audited(self) -> list[dict[str, Any]]:
        """Every entry so far."""
        return self.trail.entries(limit=10_000)

    def last(self) -> dict[str, Any]:
        """The latest entry."""
        return self.audited()[-1]
