"""Fixtures for the services beside the graph: PostgreSQL, Chromium, an OpenID provider."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.chromium import running_chromium
from tests.support.oidc_provider import OidcProvider, running_oidc_provider
from tests.support.postgres_server import PostgresServer, running_postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One private cluster for the test process."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> str:
    """The SQLAlchemy URL of an empty database of this test's own."""
    return postgres_server.new_database()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the test process."""
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def browser_page(chromium: Browser) -> Iterator[Page]:
    """A page in a fresh profile, 1280 px wide; `set_viewport_size` for other widths."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.fixture(scope="session")
def oidc_provider() -> Iterator[OidcProvider]:
    """One OpenID provider for the test process."""
    with running_oidc_provider() as provider:
        yield provider
