"""The driver's sessions for reads, used again: to make one costs as much as to ask a small statement."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import READ_ACCESS, Driver, Session
from neo4j.api import BookmarkManager


class ReadSessions:
    """As many sessions as there are readers at once. A session holds no connection while nothing is asked."""

    def __init__(self, driver: Driver, database: str, bookmarks: BookmarkManager | None) -> None:
        self._driver = driver
        self._database = database
        self._bookmarks = bookmarks
        self._idle: deque[Session] = deque()

    @contextmanager
    def one(self) -> Iterator[Session]:
        """A session for one thread, for the length of the block; whatever is asked must be read to its end in it.
        Where the block fails the session is let go."""
        try:
            session = self._idle.pop()
        except IndexError:
            session = self._driver.session(
                database=self._database,
                default_access_mode=READ_ACCESS,
                bookmark_manager=self._bookmarks,
            )
        try:
            yield session
        except BaseException:
            session.close()
            raise
        self._idle.append(session)

    def close(self) -> None:
        """Let every session go that nobody uses."""
        while self._idle:
            self._idle.pop().close()
