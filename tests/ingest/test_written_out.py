"""Statements that write many rows name each property: one that is forgotten would be lost without a word."""

from __future__ import annotations

import re

import pytest

from ingest.projection.rows import REFERENCE_LABELS
from model import edges, nodes
from queries.files import text

PEOPLE = ("ChildPerson", "CarerPerson", "CarerChildPerson")
NODES = {
    "ledger/create_versions": nodes.Record,
    "projection/create_births": nodes.Birth,
    "projection/create/node_Address": nodes.Address,
    **{f"projection/create/node_{labels}": nodes.Child for labels in PEOPLE},
    **{f"projection/create/node_{label}": getattr(nodes, label) for label in REFERENCE_LABELS.values()},
}
EDGES = {
    "AGENCY_RESPONSIBLE_FOR": edges.ResponsibleFor,
    "ATTENDS": edges.Attends,
    "CARES_FOR": edges.CaresFor,
    "DESCRIBES": edges.Describes,
    "INVOLVED_WITH": edges.InvolvedWith,
    "IN_FAMILY_FILE": edges.Dated,
    "LIVES_AT": edges.LivesAt,
    "PARENT_OF": edges.ParentOf,
    "PARTY_TO": edges.PartyTo,
    "RELATED_TO": edges.RelatedTo,
    "RESPONSIBLE_FOR": edges.ResponsibleFor,
    "RUN_BY": edges.Sourced,
    "WORKS_FOR": edges.Sourced,
    "WORKS_FOR_SCHOOL": edges.Sourced,
    "WORKS_WITH": edges.WorksWith,
}


def declared(model: type) -> set[str]:
    """The properties of a node or an edge, by the names they have in the graph."""
    properties = model.defined_properties(rels=False, aliases=False)  # type: ignore[attr-defined]
    return {str(each.db_property or name) for name, each in properties.items()}


def written(statement: str) -> set[str]:
    """The properties that a statement takes from its rows."""
    pattern = statement.partition("CREATE")[2]
    pairs = re.findall(r"`?(\w+)`?: row\.`?(\w+)`?", pattern)
    assert all(name == source for name, source in pairs), "each property comes from the row's own"
    return {name for name, _ in pairs}


@pytest.mark.parametrize("name", NODES)
def test_a_node_is_written_with_all_that_the_model_declares(name: str) -> None:
    assert written(text(name)) == declared(NODES[name])


@pytest.mark.parametrize("name", EDGES)
def test_an_edge_is_written_with_all_that_the_model_declares(name: str) -> None:
    assert written(text(f"projection/create/{name}")) == declared(EDGES[name])
