"""Asking the library: a named statement, run for one reader, with what goes in and what comes out checked."""

from __future__ import annotations

from typing import Any

from graph.gateway import Graph, Row
from model.scope import Scope
from queries.library import SCOPE_PARAMETERS, Statement, statement


class BadQuestion(Exception):
    """A parameter is missing, unknown or of the wrong type, or an answer is not as declared. Never holds a value."""


def ask(graph: Graph, name: str, scope: Scope | None, /, **parameters: Any) -> list[Row]:
    """The rows that the statement ``name`` gives this reader.

    ``scope`` is None only for a statement that says why it takes none. Raises :class:`BadQuestion` for parameters or
    rows that are not as the statement declares them.
    """
    asked = statement(name)
    if not asked.reads:
        raise BadQuestion(f"{name} answers no reader")
    _check_parameters(asked, parameters)
    if scope is None and asked.scoped:
        raise BadQuestion(f"{name} is asked for a reader, and none is given")
    given = scope.parameters() if scope is not None else {}
    scoped = {key: given[key] for key in SCOPE_PARAMETERS & asked.uses}
    rows = graph.read(asked.text, {**parameters, **scoped})
    check_rows(asked, rows)
    return rows


def _check_parameters(asked: Statement, parameters: dict[str, Any]) -> None:
    declared = {field.name: field for field in asked.parameters}
    if wrong := sorted(declared.keys() ^ parameters.keys()):
        raise BadQuestion(f"{asked.name}: parameters missing or unknown: {', '.join(wrong)}")
    if wrong := sorted(name for name, field in declared.items() if not field.admits(parameters[name])):
        raise BadQuestion(f"{asked.name}: parameters of the wrong type: {', '.join(wrong)}")


def check_rows(asked: Statement, rows: list[Row]) -> None:
    """Raises :class:`BadQuestion` for rows that are not as the statement declares them."""
    names = [field.name for field in asked.columns]
    for row in rows:
        if list(row) != names:
            raise BadQuestion(f"{asked.name}: columns are not as declared")
        for field in asked.columns:
            if not field.admits(row[field.name]):
                raise BadQuestion(f"{asked.name}: column {field.name} is not as declared")
