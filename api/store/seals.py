"""Seals: two identities that must never be joined, kept as keyed hashes that nobody can read back.

Not a judgement in the ledger, because a "different" between the two identities of an adopted child is itself the link
between them (design decision 7). What is stored is one hash of the pair, and, apart from it and in no order, one hash
of each record key: enough to drop a pair when candidates are made, not enough to say which two belong together.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from api.store.database import Store
from api.store.tables import seal_labels, seals


class SealKeeper:
    """The seals of a store under one key. What was sealed when it was made, or since by this object, is remembered."""

    def __init__(self, store: Store, key: bytes) -> None:
        self._store = store
        self._key = key
        with store.reading() as connection:
            self._pairs = set(connection.execute(select(seals.c.pair)).scalars())
            self._labels = set(connection.execute(select(seal_labels.c.label)).scalars())

    def seal(self, before_key: str, after_key: str) -> None:
        """Keep two record keys apart for ever, in either order. Sealing twice changes nothing."""
        pair = self._hash(self._ordered(before_key, after_key))
        if pair in self._pairs:
            return
        found = {pair: seals, self.label(before_key): seal_labels, self.label(after_key): seal_labels}
        for value, table in sorted(found.items()):
            try:
                with self._store.exclusively() as connection:
                    connection.execute(insert(table).values([value]))
            except IntegrityError:
                continue
        self._pairs.add(pair)
        self._labels |= {self.label(before_key), self.label(after_key)}

    def sealed_apart(self, left: str, right: str) -> bool:
        """True: these two records may never be candidates for one person."""
        if not self._pairs or self.label(left) not in self._labels:
            return False
        return self._hash(self._ordered(left, right)) in self._pairs

    @property
    def labels(self) -> frozenset[str]:
        """The keyed hashes of every sealed record key, to compare with :meth:`label`."""
        return frozenset(self._labels)

    def label(self, key: str) -> str:
        """The keyed hash of one record key."""
        return self._hash(f"label\x1f{key}")

    def _ordered(self, one: str, other: str) -> str:
        return "\x1f".join(("pair", *sorted((one, other))))

    def _hash(self, text: str) -> str:
        return hmac.digest(self._key, text.encode(), sha256).hex()
