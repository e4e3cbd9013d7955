"""The text of a statement by its name: ``ledger/deliveries`` is ``queries/cypher/ledger/deliveries.cypher``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def text(name: str) -> str:
    """The Cypher of a statement. Raises FileNotFoundError for a name that is not there."""
    return (files("queries") / "cypher" / f"{name}.cypher").read_text(encoding="utf-8")
