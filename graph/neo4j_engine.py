"""Neo4j 5, reached by URL."""

from __future__ import annotations

from collections.abc import Sequence

from neo4j import Driver

from graph.engine import Endpoint, EngineName
from graph.settings import GraphSettings


class Neo4jEngine:
    """A Neo4j server, cluster or Aura instance that somebody else runs."""

    def __init__(self, settings: GraphSettings) -> None:
        self.name: EngineName = "neo4j"
        self.database = settings.database
        self.writer = Endpoint(settings.url, settings.user, settings.password.get_secret_value())
        if settings.read_user is None:
            self.reader = self.writer
        else:
            secret = settings.read_password.get_secret_value() if settings.read_password else ""
            self.reader = Endpoint(settings.url, settings.read_user, secret)
        self.patient = self.reader

    def fulltext_index(self, label: str, properties: Sequence[str]) -> str:  # noqa: ARG002
        """The index's name, derived from the label."""
        return f"{label.lower()}_fulltext"

    def create_fulltext(self, driver: Driver, label: str, properties: Sequence[str]) -> None:
        """Make the index by DDL."""
        each = ", ".join(f"n.`{name}`" for name in properties)
        name = self.fulltext_index(label, properties)
        statement = f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:`{label}`) ON EACH [{each}]"
        with driver.session(database=self.database) as session:
            session.run(statement).consume()
            session.run("CALL db.awaitIndexes(60)").consume()
