"""Constraints and indexes, derived from the model's declaration."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from neomodel import StructuredNode
from neomodel.properties import Property

if TYPE_CHECKING:
    from graph.gateway import Graph

MODEL = "model.nodes"


@dataclass(frozen=True)
class LabelSchema:
    """What one label needs: properties unique among its nodes, properties looked up by, properties searched by text."""

    label: str
    unique: tuple[str, ...] = ()
    indexed: tuple[str, ...] = ()
    fulltext: tuple[str, ...] = ()


def of_class(node: type[StructuredNode]) -> LabelSchema:
    """The needs of one neomodel class, inherited properties included.

    ``__fulltext__``, a tuple of property names, says what is searched by text.
    """
    properties = {
        name: prop for name, prop in node.defined_properties(rels=False).items() if isinstance(prop, Property)
    }
    unique = tuple(sorted(prop.db_property or name for name, prop in properties.items() if prop.unique_index))
    indexed = tuple(sorted(prop.db_property or name for name, prop in properties.items() if prop.index))
    return LabelSchema(str(node.__label__), unique, indexed, tuple(getattr(node, "__fulltext__", ())))


def _below(node: type[StructuredNode]) -> Iterator[type[StructuredNode]]:
    for child in node.__subclasses__():
        yield child
        yield from _below(child)


def declared(module: str = MODEL) -> list[LabelSchema]:
    """The needs of every node class declared in ``module``, by label."""
    importlib.import_module(module)
    found = {
        of_class(node) for node in _below(StructuredNode) if node.__module__ == module and hasattr(node, "__label__")
    }
    return sorted(found, key=lambda each: each.label)


def statements(labels: Iterable[LabelSchema]) -> Iterator[str]:
    """The Cypher that makes the constraints and indexes, each unless it is there."""
    for each in labels:
        for name in each.unique:
            yield (
                f"CREATE CONSTRAINT {each.label.lower()}_{name}_unique IF NOT EXISTS "
                f"FOR (n:`{each.label}`) REQUIRE n.`{name}` IS UNIQUE"
            )
        for name in each.indexed:
            yield f"CREATE INDEX {each.label.lower()}_{name} IF NOT EXISTS FOR (n:`{each.label}`) ON (n.`{name}`)"


def install(graph: Graph, labels: Iterable[LabelSchema]) -> None:
    """Make what is missing; running it again changes nothing."""
    labels = list(labels)
    for statement in statements(labels):
        graph.run_ddl(statement)
    for each in labels:
        if each.fulltext:
            graph.create_fulltext(each.label, list(each.fulltext))
