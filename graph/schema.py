"""Constraints and indexes, derived from the model's declaration."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from neomodel import StructuredNode
from neomodel.properties import Property

if TYPE_CHECKING:
    from graph.gateway import Graph

MODEL = "model.nodes"


@dataclass(frozen=True)
class LabelSchema:
    """What one label needs: properties that are unique, that are looked up by, that are searched by text."""

    label: str
    unique: tuple[str, ...] = ()
    indexed: tuple[str, ...] = ()
    fulltext: tuple[str, ...] = ()


def of_class(node: type[StructuredNode]) -> LabelSchema:
    """The needs of one neomodel class.

    A node of a derived class carries the labels of its bases too, so what a base indexes is not indexed again
    under the derived label: look such a property up by the base's label. Only unique properties, by which
    nodes are found whatever label is at hand, are repeated. ``__fulltext__``, a tuple of property names, says
    what is searched by text.
    """
    bases: list[Any] = [base for base in node.__mro__[1:] if _is_label(base)]
    inherited = {name for base in bases for name in base.defined_properties(rels=False)}
    unique, indexed = set(), set()
    for name, prop in node.defined_properties(rels=False).items():
        if isinstance(prop, Property) and prop.unique_index:
            unique.add(str(prop.db_property or name))
        if isinstance(prop, Property) and prop.index and name not in inherited:
            indexed.add(str(prop.db_property or name))
    fulltext = tuple(node.__dict__.get("__fulltext__", ()))
    return LabelSchema(str(node.__label__), tuple(sorted(unique)), tuple(sorted(indexed)), fulltext)


def _is_label(node: type) -> bool:
    return issubclass(node, StructuredNode) and "__label__" in vars(node)


def _below(node: type[StructuredNode]) -> Iterator[type[StructuredNode]]:
    for child in node.__subclasses__():
        yield child
        yield from _below(child)


@cache
def declared(module: str = MODEL) -> tuple[LabelSchema, ...]:
    """The needs of every node class declared in ``module``, by label."""
    importlib.import_module(module)
    found = {
        of_class(node) for node in _below(StructuredNode) if node.__module__ == module and _is_label(node)
    }
    return tuple(sorted(found, key=lambda each: each.label))


def fulltext_properties(label: str) -> tuple[str, ...]:
    """What is searched by text under ``label``; ``ValueError`` if nothing is."""
    for each in declared():
        if each.label == label and each.fulltext:
            return each.fulltext
    raise ValueError(f"no class declares a full-text index for the label {label}")


def statements(labels: Iterable[LabelSchema]) -> Iterator[str]:
    """The Cypher that makes the constraints and indexes, each unless it is there."""
    for each in labels:
        for name in each.unique:
            yield (
                f"CREATE CONSTRAINT {each.label.lower()}_{name}_unique IF NOT EXISTS "
                f"FOR (n:`{each.label}`) REQUIRE n.`{name}` IS UNIQUE"
            )
        for name in each.indexed:
            index = f"{each.label.lower()}_{name}"
            yield f"CREATE INDEX {index} IF NOT EXISTS FOR (n:`{each.label}`) ON (n.`{name}`)"


def install(graph: Graph, labels: Iterable[LabelSchema]) -> None:
    """Make what is missing; running it again changes nothing."""
    labels = list(labels)
    for statement in statements(labels):
        graph.run_ddl(statement)
    for each in labels:
        if each.fulltext:
            graph.create_fulltext(each.label, list(each.fulltext))
