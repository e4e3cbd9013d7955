"""A store on each database, and an application over a tiny graph."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from api.security import passwords
from api.settings import ApiSettings
from api.store import Store
from api.store.accounts import Accounts
from api.store.keys import Keys
from graph.gateway import Graph
from tests.api.borough import build
from tests.api.site import ACCOUNTS, ORIGIN, PASSWORD, Site
from tests.conftest import Engines

KEYS = Keys(bytes(range(32)))


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'accounts.sqlite'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store; every test that takes it runs on SQLite and on PostgreSQL."""
    with Store.open(store_url, KEYS) as opened:
        yield opened


@pytest.fixture
def quick_store(tmp_path: Path) -> Iterator[Store]:
    """An empty store on SQLite, where the database is not what is tested."""
    with Store.open(f"sqlite:///{tmp_path / 'quick.sqlite'}", KEYS) as opened:
        yield opened


@pytest.fixture(scope="module")
def borough(engines: Engines) -> Graph:
    """The people of tests/api/borough.py on the embedded engine. Read only: tests of the API change nothing in it."""
    graph = engines.graph("embedded")
    build(graph)
    return graph


@cache
def hashed_once() -> str:
    """The hash of everybody's password: made on purpose to take long."""
    return passwords.hashed(PASSWORD)


@pytest.fixture
def accounts(quick_store: Store) -> Accounts:
    """One account of each kind; the password of each is ``PASSWORD``."""
    accounts = Accounts(quick_store)
    kept = hashed_once()
    for account in ACCOUNTS:
        accounts.add(account, kept)
    return accounts


@pytest.fixture
def settings() -> ApiSettings:
    """A server on loopback with demonstration accounts, from whose reviews no opening is drawn."""
    return ApiSettings(demo_accounts=True, origin=ORIGIN, sample_rate=0)


@pytest.fixture
def site(settings: ApiSettings, borough: Graph, quick_store: Store, accounts: Accounts) -> Site:
    """The application over the borough, with everybody's account."""
    return Site(settings, borough, quick_store)
