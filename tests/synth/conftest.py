from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kith.synth import generate

AS_OF = date(2026, 9, 30)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,500 children with the night after."""
    out = tmp_path_factory.mktemp("borough") / "small"
    generate(out, children=1500, seed=7, as_of=AS_OF, next_night=True)
    return out


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """20,000 children: enough to count rare things."""
    out = tmp_path_factory.mktemp("borough") / "large"
    generate(out, children=20_000, seed=3, as_of=AS_OF)
    return out
