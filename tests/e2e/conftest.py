"""One small borough, built and served once, and tabs of people who sign in to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from api.security.passwords import hashed
from api.store.accounts import Account, Accounts
from graph import lifecycle
from kith import demo
from kith.composition import Kith, opened
from kith.settings import Settings
from model.scope import Role
from tests.e2e.families import EDUCATION, SOCIAL_CARE
from tests.e2e.tab import Tab
from tests.support.boroughs import build
from tests.support.served import serving

CHILDREN = 200
PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class Served:
    """A borough that answers: where, who signs in with which password, and the uid of each record of the story."""

    address: str
    passwords: dict[str, str]
    uids: dict[str, str]


def _uids(kith: Kith) -> dict[str, str]:
    rows = kith.graph.read(
        "MATCH (r:Record)-[:DESCRIBES]->(p:Person) WHERE r.key STARTS WITH 'social_care:person:F' "
        "RETURN DISTINCT r.key AS key, p.uid AS uid",
        {},
    )
    return {row["key"].rpartition(":")[2]: row["uid"] for row in rows}


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The borough behind ``kith serve``."""
    data = tmp_path_factory.mktemp("borough")
    settings = Settings(data=data, demo_accounts=True, graph_heap_mb=512)
    try:
        with opened(settings) as kith:
            build(kith, CHILDREN, {"social_care": SOCIAL_CARE, "education": EDUCATION})
            passwords = {each.account.username: each.password for each in demo.accounts(kith)}
            uids = _uids(kith)
            staff = Account(
                "staff.parent",
                "Member of staff who is a parent",
                Role.PRACTITIONER,
                "social_care",
                demo=True,
                person_uid=uids["F3"],
            )
            Accounts(kith.store).add(staff, hashed(PASSWORD))
        with serving(data, data / "server.log", KITH_DEMO_ACCOUNTS="1", KITH_GRAPH_HEAP_MB="512") as address:
            yield Served(address, {**passwords, staff.username: PASSWORD}, uids)
    finally:
        lifecycle.stop(settings.graph)


@pytest.fixture
def tab(served: Served, chromium: Browser) -> Iterator[Callable[..., Tab]]:
    """Opens tabs, each in a browser profile of its own; at the end none may have said or fetched what it should not."""
    opened_tabs: list[Tab] = []

    def open_one(width: int = 1280) -> Tab:
        context = chromium.new_context(
            locale="en-GB", reduced_motion="reduce", viewport={"width": width, "height": 900}
        )
        opened_tabs.append(Tab(context.new_page(), served.address, served.passwords))
        return opened_tabs[-1]

    yield open_one
    for each in opened_tabs:
        each.page.context.close()
        assert each.complaints == []
        assert each.elsewhere == []


@pytest.fixture(scope="session")
def server_log(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server wrote."""
    return next(tmp_path_factory.getbasetemp().glob("borough*/server.log"))
