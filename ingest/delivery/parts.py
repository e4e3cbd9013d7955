"""What each delivery said about one record, folded into the versions of that record. Pure.

A *full* delivery says everything that the agency holds; a *changes* delivery lays rows over what was there and takes
deleted rows away. Versions follow the day of extraction, so that files which arrive late or out of order fold into the
same versions as files that arrive in order.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic_core import from_json, to_json

Row = Mapping[str, Any]
Rows = Mapping[str, Mapping[str, Row]]
"""Table -> row key -> typed row as JSON values."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one delivery said about one record.

    ``deleted`` are (table, row key) pairs of a changes delivery; ``silent`` are tables that a full delivery did not
    bring at all, of which it therefore says nothing. ``rows`` of a full delivery are as :func:`ordered` gives them.
    """

    delivery: str
    extracted: dt.date
    received: dt.date
    kind: Literal["full", "changes"]
    rows: Rows
    deleted: tuple[tuple[str, str], ...] = ()
    silent: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[dt.date, bool, str]:
        """Place among the parts of a record: by day of extraction; on one day a full extract is laid down first."""
        return (self.extracted, self.kind != "full", self.delivery)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one record. ``withdrawn`` is the day on which the index was told that it is no longer so."""

    uid: str
    """Identity of the version: the record and the delivery that brought it (:func:`version_uid`)."""
    key: str
    number: int
    part: Part
    rows: Rows
    text: str
    """The rows as JSON; ``content`` is the hash of it."""
    content: str
    withdrawn: dt.date | None
    current: bool
    last_seen: dt.date | None = None

    @property
    def first_seen(self) -> dt.date:
        """The day on which the index received it."""
        return self.part.received


def without_rows(version: Version) -> Version:
    """The same version without its rows, for what comes after the ledger holds them: they are most of its size."""
    return replace(version, part=replace(version.part, rows={}), rows={}, text="")


def version_uid(key: str, delivery: str) -> str:
    """Hash of record key and delivery uid, 32 hexadecimal digits."""
    return hashlib.blake2b(f"{key}|{delivery}".encode(), digest_size=16).hexdigest()


def ordered(rows: Rows) -> dict[str, dict[str, Row]]:
    """The same rows with tables and row keys in alphabetical order, so that equal content is equal text."""
    return {
        table: {key: rows[table][key] for key in sorted(rows[table])} for table in sorted(rows) if rows[table]
    }


def dump(rows: Rows) -> str:
    """Rows as JSON text."""
    return to_json(rows).decode()


def load(text: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Rows from JSON text."""
    loaded: dict[str, dict[str, dict[str, Any]]] = from_json(text)
    return loaded


def content_hash(text: str) -> str:
    """Hash of rows as JSON text, 32 hexadecimal digits."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def said(part: Part) -> str | None:
    """A part as JSON, or None for a full part that spoke of every table: its rows are the version's own."""
    if part.kind == "full" and not part.silent:
        return None
    whole = {"kind": part.kind, "rows": part.rows, "deleted": part.deleted, "silent": part.silent}
    return to_json(whole).decode()


def laid_over(before: Rows, part: Part) -> Rows:
    """The rows of a record after ``part``."""
    if part.kind == "full" and not part.silent:
        return part.rows
    if part.kind == "full":
        kept = {table: before[table] for table in part.silent if table in before}
        return ordered({**part.rows, **kept})
    after = {table: dict(rows) for table, rows in before.items()}
    for table, key in part.deleted:
        after.get(table, {}).pop(key, None)
    for table, rows in part.rows.items():
        after.setdefault(table, {}).update(rows)
    return ordered(after)


def fold(key: str, parts: Iterable[Part], last_seen: dt.date | None = None) -> list[Version]:
    """The versions of a record, first to last. ``last_seen`` is the record's, where its feed no longer holds it."""
    in_order = sorted(parts, key=lambda part: part.order)
    composed: list[tuple[Rows, str, str]] = []
    rows: Rows = {}
    for part in in_order:
        rows = laid_over(rows, part)
        text = dump(rows)
        composed.append((rows, text, content_hash(text)))
    versions = []
    for index, (part, (rows, text, content)) in enumerate(zip(in_order, composed, strict=True)):
        following = next(
            (later for later in range(index + 1, len(in_order)) if composed[later][2] != content), None
        )
        newest = index == len(in_order) - 1
        ended = in_order[following].received if following is not None else None
        if not rows:
            ended = part.received
        versions.append(
            Version(
                uid=version_uid(key, part.delivery),
                key=key,
                number=index + 1,
                part=part,
                rows=rows,
                text=text,
                content=content,
                withdrawn=None if ended is None else max(ended, part.received),
                current=newest and bool(rows),
                last_seen=last_seen if newest else None,
            )
        )
    return versions
