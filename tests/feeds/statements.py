"""What the rows of one record say, for the stories of the feeds."""

from __future__ import annotations

from ingest.feeds import feed
from model.observations import Claim, Statement
from tests.support.deliveries import typed_row

Cells = dict[str, str]


def said(code: str, key: str, **tables: Cells | list[Cells]) -> Statement:
    """The statement of a record that holds these rows; rows without a key are numbered."""
    declared = feed(code)
    rows: dict[str, dict[str, dict[str, str | int | bool]]] = {}
    for name, given in tables.items():
        table_key = declared.table(name).key.name
        for number, cells in enumerate(given if isinstance(given, list) else [given]):
            row = typed_row(code, name, **{table_key: f"{100001 + number}", **cells})
            rows.setdefault(name, {})[str(row[table_key])] = dict(row)
    return declared.observe(f"{code}:{key}", rows)


def claims(statement: Statement, edge: str) -> list[Claim]:
    """The claims of one edge type."""
    return [claim for claim in statement.claims if claim.edge == edge]


def properties(statement: Statement, edge: str) -> list[dict[str, object]]:
    """What the claims of one edge type say."""
    return [claim.properties for claim in claims(statement, edge)]
