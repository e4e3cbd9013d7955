"""The one door to the graph."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from types import TracebackType
from typing import Any, Self, TypeVar

from neo4j import Driver, GraphDatabase, ManagedTransaction, Query, Session, unit_of_work
from neo4j import Transaction as DriverTransaction
from neo4j.exceptions import DriverError, Neo4jError

from graph import digest as digests
from graph import safety, schema
from graph.dates import keep_dates
from graph.embedded.engine import EmbeddedEngine
from graph.engine import Endpoint, Engine, EngineName
from graph.errors import GraphUnavailable, SignInRefused
from graph.failures import retrying, translate, translated
from graph.neo4j_engine import Neo4jEngine
from graph.sessions import ReadSessions
from graph.settings import GraphSettings
from graph.values import batches, parameters, row

T = TypeVar("T")
Params = Mapping[str, Any]
Row = dict[str, Any]

BATCH_ROWS = 5_000
READY_QUERY = "MATCH (n) RETURN n LIMIT 1"
PATIENCE_S = 5.0
"""How long a connection may take, and how long a statement is repeated when there is nobody to answer."""


class Transaction:
    """Several statements that are kept together or not at all."""

    def __init__(self, inner: DriverTransaction | ManagedTransaction) -> None:
        self._inner = inner

    def run(self, cypher: str, params: Params | None = None) -> list[Row]:
        """Run one statement; its rows."""
        return [row(record) for record in self._inner.run(cypher, parameters(params))]

    def run_batches(
        self, cypher: str, rows: Iterable[Params], size: int = BATCH_ROWS, params: Params | None = None
    ) -> int:
        """Run a statement that begins ``UNWIND $rows`` once per ``size`` rows; the number of rows sent."""
        sent = 0
        for batch in batches(rows, size):
            self._inner.run(cypher, {**parameters(params), "rows": batch}).consume()
            sent += len(batch)
        return sent


class Graph:
    """The graph on either engine. Open it with :meth:`open`; it is safe to share between threads."""

    def __init__(self, engine: Engine, settings: GraphSettings) -> None:
        self._engine = engine
        self._settings = settings
        self._answers: dict[str, list[Row]] | None = None
        self._writer = _driver(engine.writer)
        self._reader = self._writer if engine.reader == engine.writer else _driver(engine.reader)
        # In a cluster a read may be answered by a member that has not yet seen the write before it.
        self._bookmarks = GraphDatabase.bookmark_manager() if settings.routed else None
        self._sessions = ReadSessions(self._reader, engine.database, self._bookmarks)
        self._unhurried = self._reader if engine.patient == engine.reader else _driver(engine.patient)
        self._patient = ReadSessions(self._unhurried, engine.database, self._bookmarks)

    @classmethod
    def open(cls, settings: GraphSettings) -> Self:
        """Connect, starting the embedded engine if it is the one named and is not running.

        Raises :class:`~graph.errors.GraphUnavailable` if no query is answered within ``start_timeout_s``.
        """
        engine: Engine = EmbeddedEngine(settings) if settings.engine == "embedded" else Neo4jEngine(settings)
        graph = cls(engine, settings)
        try:
            graph._wait_until_ready()
        except BaseException:
            graph.close()
            raise
        return graph

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + self._settings.start_timeout_s
        while True:
            try:
                # Not by read(): the driver repeats that for half a minute when there is nobody to answer.
                with translated(), self._reader.session(database=self._engine.database) as session:
                    session.run(READY_QUERY).consume()
                return
            except SignInRefused:
                raise  # a server locks out whoever tries again and again
            except GraphUnavailable:
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.1)

    @property
    def engine(self) -> EngineName:
        """Which engine answers."""
        return self._engine.name

    def for_one_request(self) -> Graph:
        """This graph as one request reads it: the same statement with the same parameters, the reader's scope among
        them, is run once. Use it in one thread, write nothing through it, and let it go with the request."""
        request = copy(self)
        request._answers = {}
        return request

    def forget(self) -> None:
        """After a change during one request: what was read is read anew."""
        if self._answers is not None:
            self._answers.clear()

    def read(
        self, cypher: str, params: Params | None = None, *, patience_s: float | None = None
    ) -> list[Row]:
        """Run a reading statement on a connection that cannot write. Rows are not to be changed.

        Raises :class:`~graph.errors.QueryTimeout` after ``patience_s``, or else ``read_timeout_s`` (the embedded engine
        knows two limits: the latter, and ten minutes for whatever has more patience), and
        :class:`~graph.errors.QueryFailed` for a statement that is wrong or writes.
        """
        if self._answers is None or patience_s is not None:
            return self._read(cypher, params, patience_s)
        asked = f"{cypher}\n{sorted((params or {}).items())!r}"
        if asked not in self._answers:
            self._answers[asked] = self._read(cypher, params)
        return self._answers[asked]

    def plan(self, cypher: str, params: Params | None = None) -> str:
        """How the engine would run a reading statement, in its own words, without running it. Raises
        :class:`~graph.errors.QueryFailed` for a statement that is wrong."""
        with translated(), self._sessions.one() as session:
            summary = session.run(Query(f"EXPLAIN {cypher}"), parameters(params)).consume()
            return "\n".join(_operators(summary.plan)) if summary.plan else ""

    def _read(self, cypher: str, params: Params | None, patience_s: float | None = None) -> list[Row]:
        limit = patience_s or self._settings.read_timeout_s
        statement = Query(cypher, timeout=limit)
        given = parameters(params)
        sessions = self._patient if limit > self._settings.read_timeout_s else self._sessions
        with translated():
            try:
                # Begin, run and commit in one round trip; a managed transaction takes three.
                with sessions.one() as session:
                    return [row(record) for record in session.run(statement, given)]
            except (Neo4jError, DriverError) as error:
                if not error.is_retryable():
                    raise
            return self._read_again(cypher, given, limit, sessions)

    def _read_again(
        self, cypher: str, given: dict[str, Any], limit: float, sessions: ReadSessions
    ) -> list[Row]:
        """What failed for a moment, under the driver's own rules for trying again."""

        @unit_of_work(timeout=limit)
        def work(inner: ManagedTransaction) -> list[Row]:
            return Transaction(inner).run(cypher, given)

        with sessions.one() as session:
            return session.execute_read(work)

    def write(self, cypher: str, params: Params | None = None) -> list[Row]:
        """Run one writing statement in a transaction of its own, again if it meets another writer."""
        return self.in_transaction(lambda transaction: transaction.run(cypher, params))

    def write_batches(
        self, cypher: str, rows: Iterable[Params], size: int = BATCH_ROWS, params: Params | None = None
    ) -> int:
        """Run a statement that begins ``UNWIND $rows``, one transaction per ``size`` rows; the number of rows sent.

        What was acknowledged stays when a later batch fails. Fastest on both engines: rows that are flat,
        properties written out in the ``CREATE`` pattern rather than by ``SET``, edges sorted by one end, ends
        found by a unique property.
        """
        sent = 0
        for batch in batches(rows, size):
            self.write(cypher, {**(params or {}), "rows": batch})
            sent += len(batch)
        return sent

    def in_transaction(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` in one transaction, again from its beginning if it meets another writer.

        ``work`` may run several times, so it changes nothing but the graph. Raises
        :class:`~graph.errors.WriteConflict` when repeating did not help.
        """

        def once() -> T:
            with self._writing() as session:
                return session.execute_write(lambda inner: work(Transaction(inner)))

        with translated():
            return retrying(once)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Several statements, all or nothing: committed at the block's end, rolled back by any exception.

        The block cannot be repeated from here, so meeting another writer raises
        :class:`~graph.errors.WriteConflict`; use :meth:`in_transaction` where that is likely.
        """
        with translated(), self._writing() as session, session.begin_transaction() as inner:
            yield Transaction(inner)
            inner.commit()

    def _writing(self) -> Session:
        return self._writer.session(database=self._engine.database, bookmark_manager=self._bookmarks)

    def install_schema(self) -> None:
        """Make the constraints and indexes the model declares, those that are missing."""
        schema.install(self, schema.declared())

    def run_ddl(self, cypher: str) -> None:
        """Run one schema statement, which may not share a transaction with data."""
        with translated(), self._writing() as session:
            session.run(Query(cypher)).consume()

    def create_fulltext(self, label: str, properties: list[str]) -> None:
        """Make the full-text index of a label unless it is there."""
        with translated():
            self._engine.create_fulltext(self._writer, label, properties)

    def fulltext_index(self, label: str) -> str:
        """What to pass to ``db.index.fulltext.queryNodes`` to search nodes of ``label``.

        The label is the one whose class declares ``__fulltext__``; ``ValueError`` for any other. The index of
        a base label finds nodes of the labels derived from it, so say in the statement which are wanted.
        """
        return self._engine.fulltext_index(label, schema.fulltext_properties(label))

    def mark_as_test(self) -> None:
        """Mark an empty database as made for a test.

        Raises :class:`~graph.errors.NotATestDatabase` if it holds anything.
        """
        safety.mark_as_test(self)

    def wipe(self) -> None:
        """Delete everything in a database marked as made for a test; the schema and the mark stay.

        Raises :class:`~graph.errors.NotATestDatabase` for any other.
        """
        safety.wipe(self)

    def digest(self, exclude_labels: Iterable[str] = (), exclude_properties: Iterable[str] = ()) -> str:
        """A hash of all nodes and edges, whatever their order; see :func:`graph.digest.digest`."""
        with translated(), self._writing() as session:
            return digests.digest(session, frozenset(exclude_labels), frozenset(exclude_properties))

    def close(self) -> None:
        """Close the connections. The embedded engine goes on running."""
        self._sessions.close()
        self._patient.close()
        self._unhurried.close()
        self._reader.close()
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _operators(plan: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """The operators of a plan, the last first; the embedded engine tells its plan as one text."""
    args = plan.get("args", {})
    if plan["operatorType"] == "ArcadeDB.OpenCypher.Plan":
        yield str(args.get("string-representation"))
        return
    yield f"{'  ' * depth}{plan['operatorType']} {args.get('Details', '')}".rstrip()
    for child in plan.get("children", ()):
        yield from _operators(child, depth + 1)


def _driver(endpoint: Endpoint) -> Driver:
    keep_dates()
    try:
        return GraphDatabase.driver(
            endpoint.url,
            auth=(endpoint.user, endpoint.password),
            connection_timeout=PATIENCE_S,
            max_transaction_retry_time=PATIENCE_S,
            notifications_min_severity="OFF",
            user_agent="kith",
        )
    except (Neo4jError, DriverError) as error:
        raise translate(error) from None
