"""The words a statement may use: labels, edge types and their properties, read from the model's declaration."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from model import edges, nodes


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the model declares."""

    labels: frozenset[str]
    guarded: frozenset[str]
    """Labels whose nodes carry a guard."""
    edge_types: frozenset[str]
    properties: frozenset[str]
    """Property names of all nodes and edges, as the database knows them."""


def _below(base: type[Any]) -> list[type[Any]]:
    found = list(base.__subclasses__())
    for each in base.__subclasses__():
        found += _below(each)
    return found


def _names(declared: type[Any]) -> set[str]:
    properties = declared.defined_properties(rels=False, aliases=False)
    return {getattr(prop, "db_property", None) or name for name, prop in properties.items()}


@cache
def vocabulary() -> Vocabulary:
    """The words of :mod:`model.nodes` and :mod:`model.edges`."""
    classes = [
        each
        for each in _below(nodes.StructuredNode)
        if each.__module__ == nodes.__name__ and hasattr(each, "__label__")
    ]
    links = [each for each in _below(edges.StructuredRel) if each.__module__ == edges.__name__]
    types = {
        definition.definition["relation_type"]
        for each in classes
        for definition in each.defined_properties(properties=False, aliases=False).values()
    }
    return Vocabulary(
        labels=frozenset(str(each.__label__) for each in classes),
        guarded=frozenset(str(each.__label__) for each in classes if "guard" in _names(each)),
        edge_types=frozenset(types),
        properties=frozenset(name for each in [*classes, *links] for name in _names(each)),
    )
