"""What differs between the engines, as one small interface; each engine has one module that implements it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from neo4j import Driver

EngineName = Literal["embedded", "neo4j"]


@dataclass(frozen=True)
class Endpoint:
    """A Bolt address and an account on it."""

    url: str
    user: str
    password: str = field(repr=False)


class Engine(Protocol):
    """One engine, started and reachable."""

    @property
    def name(self) -> EngineName:
        """Which engine this is."""
        ...

    @property
    def database(self) -> str:
        """The name of the database that holds the graph."""
        ...

    @property
    def writer(self) -> Endpoint:
        """The account that may write."""
        ...

    @property
    def reader(self) -> Endpoint:
        """The account every read uses."""
        ...

    @property
    def patient(self) -> Endpoint:
        """The account of reads that may take longer than a page waits: the same where a statement has its own limit."""
        ...

    def fulltext_index(self, label: str, properties: Sequence[str]) -> str:
        """The name to pass to ``db.index.fulltext.queryNodes`` for nodes of ``label``."""
        ...

    def create_fulltext(self, driver: Driver, label: str, properties: Sequence[str]) -> None:
        """Make the full-text index of ``label`` over ``properties`` unless it is there."""
        ...
