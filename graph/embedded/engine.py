"""The embedded engine as the gateway sees it."""

from __future__ import annotations

from collections.abc import Sequence

from neo4j import Driver

from graph.embedded import http, process
from graph.embedded.files import DATABASE, PATIENT_USER, READ_USER, ROOT_USER, EmbeddedFolder
from graph.embedded.server import LOOPBACK
from graph.engine import Endpoint, EngineName
from graph.settings import GraphSettings


class EmbeddedEngine:
    """A server of the data folder, started here unless it runs already."""

    def __init__(self, settings: GraphSettings) -> None:
        folder = EmbeddedFolder.under(settings.data_dir)
        info = process.attach_or_start(
            folder, settings.embedded_heap_mb, settings.read_timeout_s, settings.start_timeout_s
        )
        credentials = folder.credentials()
        url = f"bolt://{LOOPBACK}:{info.bolt_port}"
        self.name: EngineName = "embedded"
        self.database = DATABASE
        self.writer = Endpoint(url, ROOT_USER, credentials.root_password)
        self.reader = Endpoint(url, READ_USER, credentials.read_password)
        self.patient = Endpoint(url, PATIENT_USER, credentials.read_password)
        self._admin = http.Admin(info.http_port, ROOT_USER, credentials.root_password)

    def fulltext_index(self, label: str, properties: Sequence[str]) -> str:
        """The engine names an index by its type and properties."""
        return f"{label}[{','.join(properties)}]"

    def create_fulltext(self, driver: Driver, label: str, properties: Sequence[str]) -> None:  # noqa: ARG002
        """Make the index by SQL over HTTP; the engine's Cypher has no statement for it."""
        columns = ", ".join(f"`{name}`" for name in properties)
        self._admin.sql(self.database, f"CREATE VERTEX TYPE `{label}` IF NOT EXISTS")
        for name in properties:
            self._admin.sql(self.database, f"CREATE PROPERTY `{label}`.`{name}` IF NOT EXISTS STRING")
        self._admin.sql(self.database, f"CREATE INDEX IF NOT EXISTS ON `{label}` ({columns}) FULL_TEXT")
