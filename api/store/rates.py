"""Counters for rate limits: how often something was done in the present period, over all processes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from api.store.database import Store
from api.store.tables import rate_counts


@cache
def _counting(dialect: str) -> Any:
    """The statement that counts once more and says how often that makes. Asked with every search, so built once."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return (
        insert(rate_counts)
        .on_conflict_do_update(
            index_elements=[rate_counts.c.subject, rate_counts.c.period],
            set_={"count": rate_counts.c.count + 1},
        )
        .returning(rate_counts.c.count)
    )


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``times`` in each period of ``seconds``."""

    name: str
    times: int
    seconds: int


class Rates:
    """The counters of a store. Whom they count is kept as a keyed hash."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def count(self, limit: Limit, subject: str) -> int | None:
        """Count once; None if within the limit, else the seconds until the next period."""
        at = int(time.time())
        period = at - at % limit.seconds
        row = {"subject": self._key(limit, subject), "period": period, "count": 1}
        with self._store.writing() as connection:
            counted: int = connection.execute(_counting(connection.dialect.name), row).scalar_one()
            if counted == 1:
                old = (rate_counts.c.subject == row["subject"]) & (rate_counts.c.period < period)
                connection.execute(delete(rate_counts).where(old))
        return None if counted <= limit.times else period + limit.seconds - at

    def forget(self, limit: Limit, subject: str) -> None:
        """Begin to count anew."""
        with self._store.writing() as connection:
            connection.execute(delete(rate_counts).where(rate_counts.c.subject == self._key(limit, subject)))

    def _key(self, limit: Limit, subject: str) -> str:
        return self._store.keys.digest("rates", f"{limit.name}:{subject}")
