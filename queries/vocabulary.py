"""The words a statement may use: labels, edge types and their properties, read from the model's declaration."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import cache
from types import ModuleType
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


def _classes(module: ModuleType) -> list[type[Any]]:
    """The classes that a module itself declares, abstract ones left out."""
    declared = [
        each for _, each in inspect.getmembers(module, inspect.isclass) if each.__module__ == module.__name__
    ]
    return [each for each in declared if "__abstract_node__" not in vars(each)]


def _names(declared: type[Any]) -> set[str]:
    properties = declared.defined_properties(rels=False, aliases=False)
    return {getattr(prop, "db_property", None) or name for name, prop in properties.items()}


@cache
def vocabulary() -> Vocabulary:
    """The words of :mod:`model.nodes` and :mod:`model.edges`."""
    classes, links = [each for each in _classes(nodes) if hasattr(each, "__label__")], _classes(edges)
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
