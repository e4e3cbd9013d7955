"""The record ledger in the graph: reading and writing versions of records."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import from_json

from graph.system import Door, run, run_keys, run_rows
from ingest.delivery.parts import Part, Version, fold, load, said
from model.observations import Statement

PAGE = 20_000

IDENTITY = (
    "forename", "middle_names", "surname", "known_as", "former_surname", "date_of_birth", "dob_certainty", "sex",
    "date_of_death", "nhs_number", "nhs_number_status", "upn", "uln", "email", "ethnicity",
    "interpreter", "contact_safely",
)  # fmt: skip


@dataclass(slots=True)
class History:
    """Everything said about one record: its parts, and when its feed last held it if it no longer does. ``stored`` is
    what the ledger holds of it; None where that is nothing, or was not asked."""

    key: str
    parts: list[Part] = field(default_factory=list)
    last_seen: dt.date | None = None
    stored: History | None = None

    def versions(self) -> list[Version]:
        """The versions, first to last."""
        return fold(self.key, self.parts, self.last_seen)

    def add(self, part: Part) -> None:
        """Add a part; a part that the same delivery brought before is replaced by itself."""
        self.parts = [each for each in self.parts if each.delivery != part.delivery] + [part]


def _part(row: Mapping[str, Any]) -> Part:
    spoken: dict[str, Any] = {} if row["said"] is None else from_json(row["said"])
    return Part(
        delivery=row["delivery"],
        extracted=row["extracted"],
        received=row["first_seen"],
        kind=spoken.get("kind", "full"),
        rows=spoken["rows"] if spoken else load(row["rows"]),
        deleted=tuple((table, key) for table, key in spoken.get("deleted", ())),
        silent=tuple(spoken.get("silent", ())),
    )


def _collect(rows: Iterable[Mapping[str, Any]], into: dict[str, History]) -> None:
    for row in rows:
        history = into.get(row["key"])
        if history is None:
            history = into[row["key"]] = History(row["key"])
        history.parts.append(_part(row))
        if row["last_seen"] is not None:
            history.last_seen = max(history.last_seen or row["last_seen"], row["last_seen"])


def histories(door: Door, keys: Iterable[str]) -> dict[str, History]:
    """What has been said about ``keys``; a key nobody spoke of is missing from the answer."""
    found: dict[str, History] = {}
    _collect(run_keys(door, "ledger/versions_of_keys", keys), found)
    for history in found.values():
        history.stored = History(history.key, history.parts, history.last_seen)
    return found


def all_histories(door: Door, known_at: dt.date | None = None) -> Iterator[dict[str, History]]:
    """Everything that was said, a page of records at a time, in order of record key.

    With ``known_at`` only what the index had received by that day.
    """
    after = ""
    while upto := run(door, "ledger/keys_upto", after=after, size=PAGE)[0]["upto"]:
        rows = run(door, "ledger/versions_page", after=after, upto=upto)
        after = upto
        page: dict[str, History] = {}
        _collect((row for row in rows if known_at is None or row["first_seen"] <= known_at), page)
        if known_at is not None:
            for history in page.values():
                if history.last_seen is not None and history.last_seen >= known_at:
                    history.last_seen = None
        yield page


def current_contents(door: Door, feed: str) -> dict[str, tuple[str, dt.date | None]]:
    """Content hash and ``last_seen`` of each record that a feed holds now."""
    return {
        row["key"]: (row["content"], row["last_seen"])
        for row in run(door, "ledger/current_contents", feed=feed)
    }


def version_row(version: Version, statement: Statement) -> dict[str, Any]:
    """A version as the row of a writing statement: ``uid`` and ``properties``, absent values left out."""
    identity = statement.identity
    properties: dict[str, Any] = {
        "uid": version.uid,
        "guard": "",
        "key": version.key,
        "version": version.number,
        "current": version.current,
        "feed": statement.feed,
        "agency": statement.agency,
        "kind": statement.kind,
        "identifier": statement.identifier,
        "delivery": version.part.delivery,
        "extracted": version.part.extracted,
        "first_seen": version.first_seen,
        "last_seen": version.last_seen,
        "withdrawn": version.withdrawn,
        "content": version.content,
        "rows": version.text,
        "said": said(version.part),
        "former_upns": list(identity.former_upns) or None,
        "telephones": list(identity.telephones) or None,
    }
    for name in IDENTITY:
        properties[name] = getattr(identity, name)
    return {
        "uid": version.uid,
        "properties": {name: value for name, value in properties.items() if value is not None},
    }


def write_versions(door: Door, rows: Iterable[dict[str, Any]], *, fresh: bool) -> int:
    """Write version rows; ``fresh`` says that none of them can be there yet. The number of rows written."""
    if fresh:
        return run_rows(door, "ledger/create_versions", (row["properties"] for row in rows))
    return run_rows(door, "ledger/put_versions", rows)


def alter_versions(door: Door, rows: Iterable[dict[str, Any]]) -> int:
    """Change some properties of versions that are there (``uid``, ``properties``; None takes one away). The number of
    rows written."""
    return run_rows(door, "ledger/alter_versions", rows)


def by_feed(keys: Iterable[str]) -> dict[str, list[str]]:
    """Record keys by the feed that their first part names."""
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        grouped[key.partition(":")[0]].append(key)
    return dict(grouped)
