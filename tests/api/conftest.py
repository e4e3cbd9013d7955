"""A store on each database, and an application over a tiny graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.store import Store
from api.store.keys import Keys

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
