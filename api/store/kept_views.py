"""Views that somebody kept and may share. What one shows is decided by the scope of whoever opens it, then."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.exc import IntegrityError

from api.store.clock import moment, now, stamp
from api.store.database import Store
from api.store.tables import accounts, kept_views, shared_views


@dataclass(frozen=True, slots=True)
class Kept:
    """A page of a child, with what was asked of it. ``query`` holds no name and no identifier of an agency."""

    id: str
    username: str
    name: str
    uid: str
    page: str
    query: str
    title: str
    at: dt.datetime
    shared_with: tuple[str, ...]


class KeptViews:
    """The kept views of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, username: str, uid: str, page: str, query: str, title: str) -> str:
        """Keep a view; its id."""
        made = secrets.token_urlsafe(12)
        row = {"id": made, "username": username, "uid": uid, "page": page, "query": query, "title": title}
        with self._store.writing() as connection:
            connection.execute(insert(kept_views).values({**row, "at": stamp(now())}))
        return made

    def share(self, view: str, username: str) -> None:
        """Let a colleague open it too; once is enough."""
        try:
            with self._store.writing() as connection:
                connection.execute(insert(shared_views).values(view=view, username=username))
        except IntegrityError:
            return

    def drop(self, view: str, username: str) -> None:
        """Take one's own view away, from everybody."""
        with self._store.writing() as connection:
            own = select(kept_views.c.id).where(kept_views.c.id == view, kept_views.c.username == username)
            connection.execute(delete(shared_views).where(shared_views.c.view.in_(own)))
            connection.execute(delete(kept_views).where(kept_views.c.id.in_(own)))

    def of(self, username: str) -> list[Kept]:
        """Views that an account kept or that were shared with it, newest first."""
        shared = select(shared_views.c.view).where(shared_views.c.username == username)
        statement = (
            select(kept_views, accounts.c.name)
            .select_from(kept_views.join(accounts, kept_views.c.username == accounts.c.username))
            .where(or_(kept_views.c.username == username, kept_views.c.id.in_(shared)))
            .order_by(kept_views.c.at.desc())
        )
        with self._store.reading() as connection:
            rows = connection.execute(statement).all()
            readers: dict[str, list[str]] = {}
            for row in connection.execute(
                select(shared_views)
                .where(shared_views.c.view.in_([row.id for row in rows]))
                .order_by(shared_views.c.username)
            ):
                readers.setdefault(row.view, []).append(row.username)
        return [
            Kept(
                row.id, row.username, row.name, row.uid, row.page, row.query, row.title, moment(row.at),
                tuple(readers.get(row.id, ())),
            )
            for row in rows
        ]  # fmt: skip
