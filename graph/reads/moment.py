"""Whom a read answers, as at which day, as known at which day: what every statement of a read is asked with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from graph.ask import ask
from graph.gateway import Graph, Row
from model.scope import Scope


@dataclass(frozen=True, slots=True)
class Moment:
    """One reader's view of the graph on one day."""

    graph: Graph
    scope: Scope
    as_at: dt.date
    known_at: dt.date

    def ask(self, page: str, /, **parameters: Any) -> list[Row]:
        """Rows of the statement ``pages/PAGE``, claims and records in order of their keys: an engine's own order tells
        of what the reader may not see."""
        return sorted(ask(self.graph, f"pages/{page}", self.scope, **parameters), key=_key)

    def asked(self, page: str, /, **parameters: Any) -> list[Row]:
        """As :meth:`ask`, for a statement that takes both dates."""
        return self.ask(page, as_at=self.as_at, known_at=self.known_at, **parameters)

    def known(self, page: str, /, **parameters: Any) -> list[Row]:
        """As :meth:`ask`, for a statement that takes only the day of knowledge."""
        return self.ask(page, known_at=self.known_at, **parameters)

    def person(self, uid: str) -> Row | None:
        """The person, if they exist for the reader. An adult whom a narrow reader may not see does not."""
        rows = self.ask("person", uid=uid, opened=sorted(self.scope.grants))
        return rows[0]["person"] if rows else None


def _key(row: Row) -> tuple[str, str]:
    what = row.get("claim") or row.get("record") or {}
    return str(what.get("key", "")), str((row.get("mine") or {}).get("key", what.get("version", "")))
