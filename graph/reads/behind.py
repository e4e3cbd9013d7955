"""The statements behind a view (domain row 37)."""

from __future__ import annotations

from collections.abc import Iterable

from model.behind import StatementBehind
from queries.library import statement

NETWORK = (
    "pages/person",
    "pages/network_kin",
    "pages/network_places",
    "pages/network_residents",
    "pages/network_events",
    "pages/network_parties",
)
"""What a network is made of, in the order in which it is asked."""


def behind(names: Iterable[str] = NETWORK) -> list[StatementBehind]:
    """The statements of these names, with their text as it stands in the library. Raises StatementError."""
    found = [statement(name) for name in names]
    return [StatementBehind(name=each.name, question=each.question, text=each.text.strip()) for each in found]
