"""Constraints and indexes come from the declaration of the model."""

from __future__ import annotations

from typing import ClassVar

import pytest
from neomodel import DateProperty, StringProperty, StructuredNode

from graph import schema
from graph.errors import WriteConflict
from graph.gateway import Graph
from graph.schema import LabelSchema


class Base(StructuredNode):
    __abstract_node__ = True
    uid = StringProperty(unique_index=True, required=True)


class Vessel(Base):
    __fulltext__: ClassVar[tuple[str, ...]] = ("name",)
    name = StringProperty()
    launched = DateProperty(index=True)
    since = DateProperty(db_property="from", index=True)


class Tanker(Vessel):
    cargo = StringProperty(index=True)


def test_a_class_says_what_it_needs() -> None:
    assert schema.of_class(Vessel) == LabelSchema("Vessel", ("uid",), ("from", "launched"), ("name",))


def test_a_derived_class_repeats_only_what_is_unique() -> None:
    assert schema.of_class(Tanker) == LabelSchema("Tanker", ("uid",), ("cargo",))


def test_the_model_declares_every_label_once() -> None:
    labels = [each.label for each in schema.declared()]
    assert {"Person", "Child", "Carer", "Address", "Record", "Judgement"} <= set(labels)
    assert len(labels) == len(set(labels))
    assert "Guarded" not in labels
    assert schema.fulltext_properties("Person") == ("search_text",)


def test_a_label_without_a_text_index_is_said_to_have_none(graph: Graph) -> None:
    with pytest.raises(ValueError, match="Address"):
        graph.fulltext_index("Address")


def test_installing_again_changes_nothing_and_loses_nothing(graph: Graph) -> None:
    names = "SHOW INDEXES YIELD name RETURN name"
    graph.write("CREATE (:Child:Person {uid: 'c1', search_text: 'ann'})")
    before = sorted(row["name"] for row in graph.write(names))
    graph.install_schema()
    assert sorted(row["name"] for row in graph.write(names)) == before
    search = "CALL db.index.fulltext.queryNodes($index, 'ann') YIELD node RETURN node.uid AS uid"
    assert graph.read(search, {"index": graph.fulltext_index("Person")}) == [{"uid": "c1"}]


@pytest.mark.parametrize("each", [s for s in schema.declared() if s.unique], ids=lambda each: str(each.label))
def test_every_unique_property_of_the_model_is_unique(graph: Graph, each: LabelSchema) -> None:
    for name in each.unique:
        made = {other: f"{name}-{other}" for other in each.unique}
        graph.write(f"CREATE (n:{each.label}) SET n = $made", {"made": made})
        again = {other: f"second {name}-{other}" for other in each.unique} | {name: made[name]}
        with pytest.raises(WriteConflict):
            graph.write(f"CREATE (n:{each.label}) SET n = $made", {"made": again})


def test_nodes_without_the_unique_property_are_many(graph: Graph) -> None:
    graph.write("CREATE (:School {uid: 's1'}), (:School {uid: 's2'})")
    assert graph.read("MATCH (s:School) WHERE s.urn IS NULL RETURN count(s) AS n") == [{"n": 2}]
