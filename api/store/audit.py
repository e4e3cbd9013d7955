"""The audit: who asked what of whom, for which purpose. Written before the answer; a chain that shows tampering.

Each entry's hash is an HMAC-SHA256, under a key that is not in the database, of the entry and of the hash before it.
The head of the chain (its length and last hash) is sealed the same way, so that entries cut off at the end are missed.
Somebody who can put back an older head *and* the matching older entries is found by a head noted elsewhere: the
present head is logged every thousand entries, and :meth:`AuditTrail.verify` takes a noted head.

The audit may hold personal data: what was typed into a search is kept here, because a review of a search that opened
nothing needs it (domain row 69), and only here. Nothing of it goes to the log.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any

import structlog
from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from api.store.clock import now, stamp
from api.store.database import Store
from api.store.errors import AuditUnavailable
from api.store.tables import audit, audit_head

FIRST = "0" * 64
_SAID = tuple(column.name for column in audit.columns if column.name != "hash")
HEAD_ROW = 1
NOTED_EVERY = 1_000
VERIFIED_AT_ONCE = 5_000

# Asked with every request, so built once.
_HEAD = select(audit_head.c.seq, audit_head.c.hash).where(audit_head.c.id == HEAD_ROW)
_ADD = insert(audit)
_MOVE = (
    update(audit_head)
    .where(audit_head.c.id == HEAD_ROW)
    .values(seq=bindparam("to_seq"), hash=bindparam("to_hash"), seal=bindparam("to_seal"))
)

log = structlog.get_logger("kith.audit")


class Action(StrEnum):
    """What was done."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    SEARCH = "search"
    OPEN = "open"
    READ = "read"
    EXPORT = "export"
    JUDGE = "judge"
    WORK = "work"
    """Something of Kith's own: an involvement registered, a request, a decision not to share."""
    CORRECT = "correct"
    COMMAND = "command"
    REQUEST = "request"


class Outcome(StrEnum):
    """How it ended."""

    DONE = "done"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    MOVED = "moved"
    REASON_NEEDED = "reason_needed"
    INVALID = "invalid"
    LIMITED = "limited"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is given. ``subjects`` are uids; ``count`` is how many items were answered.

    ``session`` is a session's public reference, ``request`` the request id that the log carries too. ``details`` is
    small and plain: the statement asked, what was typed into a search, the ground of a refusal.
    """

    action: Action
    outcome: Outcome = Outcome.DONE
    account: str | None = None
    session: str | None = None
    request: str | None = None
    subjects: tuple[str, ...] = ()
    purpose: str | None = None
    reason: str | None = None
    count: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """The length of the chain and the hash of its last entry."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry at which the chain does not hold, and why."""

    seq: int
    why: str


class AuditTrail:
    """The audit of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._key = store.keys.derived("audit")

    def append(self, entry: Entry) -> int:
        """Write one entry; its number. When this returns the entry is on disk. Raises :class:`AuditUnavailable`."""
        try:
            with self._store.exclusively() as connection:
                before = self._head(connection)
                row = self._row(entry, before)
                connection.execute(_ADD, row)
                head = Head(row["seq"], row["hash"])
                moved = {"to_seq": head.seq, "to_hash": head.hash, "to_seal": self._seal(head)}
                connection.execute(_MOVE, moved)
        except SQLAlchemyError as error:
            raise AuditUnavailable(f"the audit cannot be written ({type(error).__name__})") from None
        if head.seq % NOTED_EVERY == 0:
            log.info("audit_head", seq=head.seq, hash=head.hash)
        return head.seq

    def head(self) -> Head:
        """The present head, to be noted elsewhere."""
        with self._store.reading() as connection:
            row = connection.execute(select(audit_head)).first()
        return Head(row.seq, row.hash) if row else Head(0, FIRST)

    def verify(self, noted: Head | None = None) -> Broken | None:
        """The first broken entry, or None if the chain holds.

        Finds an entry that was changed, removed, moved or slipped in, and entries cut off at the end; with ``noted``, a
        head that was written down earlier, also a chain put back to an older state.
        """
        before = Head(0, FIRST)
        with self._store.reading() as connection:
            for row in _in_order(connection):
                if row["seq"] != before.seq + 1:
                    return Broken(before.seq + 1, "missing")
                if row["previous"] != before.hash:
                    return Broken(row["seq"], "does not follow from the entry before it")
                if not hmac.compare_digest(row["hash"], self._hash(row)):
                    return Broken(row["seq"], "changed")
                before = Head(row["seq"], row["hash"])
                if noted and noted.seq == before.seq and noted.hash != before.hash:
                    return Broken(row["seq"], "is not the entry that was noted")
            kept = connection.execute(select(audit_head)).first()
        if noted and noted.seq > before.seq:
            return Broken(before.seq + 1, "missing: the chain was longer when it was noted")
        if kept is None:
            return Broken(1, "the head of the chain is missing") if before.seq else None
        head = Head(kept.seq, kept.hash)
        if not hmac.compare_digest(kept.seal, self._seal(head)):
            return Broken(before.seq, "the head of the chain was changed")
        if head != before:
            return Broken(
                min(head.seq, before.seq) + 1, "missing at the end" if head.seq > before.seq else "added"
            )
        return None

    def entries(self, after: int = 0, limit: int = 100) -> list[dict[str, Any]]:
        """Entries in order, from the one after number ``after``."""
        statement = select(audit).where(audit.c.seq > after).order_by(audit.c.seq).limit(limit)
        with self._store.reading() as connection:
            return [_read(dict(row)) for row in connection.execute(statement).mappings()]

    def _head(self, connection: Connection) -> Head:
        row = connection.execute(_HEAD).first()
        if row is not None:
            return Head(row.seq, row.hash)
        first = Head(0, FIRST)
        connection.execute(
            insert(audit_head).values(id=HEAD_ROW, seq=first.seq, hash=first.hash, seal=self._seal(first))
        )
        return first

    def _row(self, entry: Entry, before: Head) -> dict[str, Any]:
        row: dict[str, Any] = {
            "action": entry.action.value,
            "outcome": entry.outcome.value,
            "account": entry.account,
            "session": entry.session,
            "request": entry.request,
            "purpose": entry.purpose,
            "reason": entry.reason,
            "count": entry.count,
            "subjects": _canonical(list(entry.subjects)),
            "details": _canonical(dict(entry.details)),
            "seq": before.seq + 1,
            "at": stamp(now()),
            "previous": before.hash,
        }
        row["hash"] = self._hash(row)
        return row

    def _hash(self, row: Mapping[str, Any]) -> str:
        said = {name: row[name] for name in _SAID}
        return hmac.digest(self._key, _canonical(said).encode(), sha256).hex()

    def _seal(self, head: Head) -> str:
        return hmac.digest(self._key, f"head\x1f{head.seq}\x1f{head.hash}".encode(), sha256).hex()


def _canonical(value: Any) -> str:
    """JSON that is the same for the same value: sorted keys, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=str)


def _in_order(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every entry in order of its number, in batches, so that a long chain fits into memory."""
    after = -1
    while True:
        batch = connection.execute(
            select(audit).where(audit.c.seq > after).order_by(audit.c.seq).limit(VERIFIED_AT_ONCE)
        ).mappings()
        last = after
        for row in batch:
            last = row["seq"]
            yield dict(row)
        if last == after:
            return
        after = last


def _read(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "subjects": json.loads(row["subjects"]), "details": json.loads(row["details"])}
