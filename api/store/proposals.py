"""Questions that leads have proposed as patterns. Only grows: what becomes of one is seen in the library."""

from __future__ import annotations

from sqlalchemy import insert, select

from api.store.clock import moment, now, stamp
from api.store.database import Store
from api.store.tables import pattern_proposals
from model.findings import Proposal


class Proposals:
    """The proposals of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, name: str, text: str, by: str, reason: str) -> int:
        """Enter a proposal; its number."""
        row = {"name": name, "text": text, "by": by, "at": stamp(now()), "reason": reason}
        with self._store.writing() as connection:
            made = connection.execute(insert(pattern_proposals).values(row)).inserted_primary_key
        return int(made[0]) if made else 0

    def all(self) -> list[Proposal]:
        """Every proposal, the newest first."""
        with self._store.reading() as connection:
            rows = connection.execute(select(pattern_proposals).order_by(pattern_proposals.c.id.desc())).all()
        return [
            Proposal(
                number=row.id, name=row.name, by=row.by, at=moment(row.at), reason=row.reason, text=row.text
            )
            for row in rows
        ]
