"""The mark of contest beside each value: which source says what somebody has marked wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel

from model.facts import Fact, Source
from model.observations import record_key
from model.quality import Correction
from model.views import Identifier

T = TypeVar("T")
PARTS_OF: dict[str, frozenset[str]] = {
    "name": frozenset({"forename", "middle_names", "surname"}),
    "other_names": frozenset({"forename", "surname", "known_as", "former_surname"}),
    "date_of_birth": frozenset({"date_of_birth"}),
    "sex": frozenset({"sex"}),
}
"""Which parts of a record a field of a view shows."""
Marks = frozenset[tuple[str, str]]


def with_marks(view: T, contested: Iterable[Correction]) -> T:
    """The same views, with each source marked whose value is contested: the value of an edge by its key, a part of the
    record by the field that shows it."""
    marks = frozenset((each.record, each.claim or each.part) for each in contested)
    return _marked(view, marks, frozenset()) if marks else view


def _marked(value: Any, marks: Marks, parts: frozenset[str]) -> Any:
    if isinstance(value, (list, tuple)):
        return type(value)([_marked(each, marks, parts) for each in value])
    if isinstance(value, Source):
        record = record_key(value.feed, "person", value.record)
        found = any((record, said) in marks for said in (*value.claims, *parts))
        return value.model_copy(update={"contested": True}) if found else value
    if not isinstance(value, BaseModel):
        return value
    if isinstance(value, Fact) and isinstance(value.value, Identifier):
        parts = frozenset({value.value.kind})
    changed = {
        name: now
        for name in type(value).model_fields
        if (now := _marked(before := getattr(value, name), marks, PARTS_OF.get(name, parts))) is not before
    }
    return value.model_copy(update=changed) if changed else value
