"""Whatever typed rows a record has, `observe` answers, in the words of the graph, whatever the order of the rows."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.feeds import all_feeds
from ingest.feeds._rows import stored, typed
from ingest.feeds.declaration import Column, Feed, Row, Rows, Table, Type
from model import edges
from model.codes import (
    AddressClass,
    EventKind,
    EventRole,
    InvolvementKind,
    ProtectionBasis,
    ProtectionKind,
    Relationship,
    ResidenceKind,
)
from model.nodes import Event, Professional, School, Service
from model.observations import AddressForm, Statement

EDGES = {
    "LIVES_AT": edges.LivesAt,
    "PARENT_OF": edges.ParentOf,
    "CARES_FOR": edges.CaresFor,
    "RESPONSIBLE_FOR": edges.ResponsibleFor,
    "RELATED_TO": edges.RelatedTo,
    "INVOLVED_WITH": edges.InvolvedWith,
    "WORKS_WITH": edges.WorksWith,
    "ATTENDS": edges.Attends,
    "WORKS_FOR": edges.Sourced,
    "PARTY_TO": edges.PartyTo,
}
NODES = {"school": School, "service": Service, "professional": Professional, "event": Event}

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2027, 1, 1)).map(dt.date.isoformat)
IDENTIFIERS = st.sampled_from(["1", "2", "P1", "x:y"])
WORDS = st.sampled_from(
    ["Ann", "Ash, Ida", "Mrs Elm", "14 Elm Road", "no fixed abode", "Left the area", "unknown"]
)


def value(column: Column) -> st.SearchStrategy[str | int | bool]:
    fixed: dict[Type, st.SearchStrategy[Any]] = {
        Type.TEXT: WORDS,
        Type.IDENTIFIER: IDENTIFIERS,
        Type.DATE: DAYS,
        Type.YES_NO: st.booleans(),
        Type.UPN: st.sampled_from(["B801200005001", "M80120000500A"]),
        Type.UPNS: st.sampled_from(["B801200005001;M80120000500A", "B801200005001"]),
        Type.NHS_NUMBER: st.sampled_from(["9434765870", "9434765871"]),
        Type.ULN: st.just("9276308686"),
        Type.POSTCODE: st.sampled_from(["ZE1 4QT", "ZZ99 3VZ", "ZZ99 3WZ", "ZZ99 9AA", "ZE1"]),
        Type.UPRN: st.just("000000000005"),
        Type.URN: st.just("100001"),
        Type.PHONE: st.just("+447700900123"),
        Type.EMAIL: st.just("ann@example.org"),
        Type.JSON_ADDRESS: st.sampled_from(
            ['{"house": "14", "street": "Elm Road"}', '{"easting": "here"}', '{"flat": "2"}']
        ),
        Type.INTEGER: st.integers(0, 9),
    }
    if column.type is Type.CODE:
        return st.sampled_from(sorted(column.codes))
    return fixed[column.type]


def a_row(table: Table) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries({}, optional={column.name: value(column) for column in table.columns})


@st.composite
def records(draw: st.DrawFn, feed: Feed) -> tuple[str, Rows]:
    kind = draw(st.sampled_from(["person", "school", "service", "professional", "event"]))
    tables = draw(st.lists(st.sampled_from(feed.tables), max_size=4, unique_by=lambda table: table.name))
    rows = {table.name: draw(st.dictionaries(IDENTIFIERS, a_row(table), max_size=3)) for table in tables}
    return f"{feed.code}:{kind}:{draw(IDENTIFIERS)}", rows


def check_words(statement: Statement) -> None:
    """Every property, code and date of the statement is one that the graph declares."""
    for claim in statement.claims:
        declared = dict(EDGES[claim.edge].defined_properties(rels=False))
        names = {each.db_property or name for name, each in declared.items()}
        assert claim.properties.keys() <= names, claim
        assert not any(each is None for each in claim.properties.values())
        for name in ("from", "to", "last_confirmed", "last_contact", "last_seen_alone"):
            assert isinstance(claim.properties.get(name), dt.date | None)
        if claim.edge == "LIVES_AT":
            assert isinstance(claim.target, AddressForm)
            assert claim.target.address_class in (None, *AddressClass)
            assert claim.properties.get("kind") in (None, *ResidenceKind)
        else:
            assert isinstance(claim.target, str)
            assert claim.target.count(":") >= 2
        if claim.edge == "INVOLVED_WITH":
            assert claim.properties["kind"] in list(InvolvementKind)
        if claim.edge in ("CARES_FOR", "RELATED_TO"):
            assert claim.properties["relationship"] in list(Relationship)
    for protection in statement.protections:
        assert protection.kind in list(ProtectionKind)
        assert protection.basis in list(ProtectionBasis)
    assert all(
        claim.properties["role"] in list(EventRole) for claim in statement.claims if claim.edge == "PARTY_TO"
    )
    if statement.kind == "event" and statement.attributes.get("kind"):
        assert statement.attributes["kind"] in list(EventKind)
    if statement.attributes:
        assert statement.attributes.keys() <= NODES[statement.kind].defined_properties(rels=False).keys()
    assert statement.unplaced in (None, "none_given", "no_fixed_abode", "unreadable", "left_area")


@pytest.mark.parametrize("code", list(all_feeds()))
@settings(max_examples=80)
@given(data=st.data())
def test_observe_is_total_speaks_the_graph_and_does_not_know_the_order(
    code: str, data: st.DataObject
) -> None:
    feed = all_feeds()[code]
    key, rows = data.draw(records(feed))
    statement = feed.observe(key, rows)
    check_words(statement)
    assert statement.key == key
    assert statement.feed == code
    backwards = {table: dict(list(rows[table].items())[::-1]) for table in list(rows)[::-1]}
    assert feed.observe(key, backwards) == statement
    assert feed.observe(key, json.loads(json.dumps(rows))) == statement


@pytest.mark.parametrize("code", list(all_feeds()))
def test_the_constant_records_of_a_feed_speak_too(code: str) -> None:
    feed = all_feeds()[code]
    for key, rows in feed.constant_records.items():
        statement = feed.observe(key, rows)
        check_words(statement)
        assert statement.attributes["name"]


@given(data=st.data())
def test_typed_rows_and_stored_rows_say_the_same(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from([table for feed in all_feeds().values() for table in feed.tables]))
    row = data.draw(a_row(table))
    assert stored(typed(table, row)) == row
