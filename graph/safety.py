"""Wiping, which only a database made for a test allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import NotATestDatabase

if TYPE_CHECKING:
    from graph.gateway import Graph

MARK = "TestDatabase"
CHUNK = 10_000


def is_marked(graph: Graph) -> bool:
    """Whether the database says it was made for a test."""
    return bool(graph.read(f"MATCH (m:{MARK}) RETURN true AS marked LIMIT 1"))


def mark_as_test(graph: Graph) -> None:
    """Mark an empty database; a marked one stays as it is."""
    if is_marked(graph):
        return
    if graph.read("MATCH (n) RETURN true AS holds LIMIT 1"):
        raise NotATestDatabase("the database holds data, so it cannot become a test database")
    graph.write(f"CREATE (:{MARK})")


def wipe(graph: Graph) -> None:
    """Delete all but the mark, some thousands of nodes at a time."""
    if not is_marked(graph):
        raise NotATestDatabase("the database was not made for a test, so it is not wiped")
    chunk = f"MATCH (n) WHERE NOT n:{MARK} WITH n LIMIT {CHUNK} DETACH DELETE n RETURN count(*) AS deleted"
    while graph.write(chunk)[0]["deleted"] == CHUNK:
        pass
