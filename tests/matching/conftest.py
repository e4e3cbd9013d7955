"""A resolver of its own for every test, with the model that comes with Kith."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.matching.model import MatchModel
from ingest.matching.records import NoSeals, SealKeeper
from ingest.matching.resolver import Resolver

MakeResolver = Callable[..., Resolver]


@pytest.fixture
def make_resolver(tmp_path: Path) -> Iterator[MakeResolver]:
    made: list[Resolver] = []

    def make(folder: str = "cache", seals: SealKeeper | None = None) -> Resolver:
        made.append(Resolver(tmp_path / folder, MatchModel.shipped(), seals or NoSeals()))
        return made[-1]

    yield make
    for resolver in made:
        resolver.close()
