"""Cursors: where a list goes on. Opaque and signed, for one list and one account."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

from api.errors import Invalid
from api.store.keys import Keys
from model.facts import Page

Item = TypeVar("Item")
MAC_BYTES = 16


class Cursors:
    """Makes and reads cursors. ``place`` names the list and whom it was shown to."""

    def __init__(self, keys: Keys) -> None:
        self._key = keys.derived("cursors")

    def make(self, place: tuple[str, ...], position: str | None) -> str | None:
        """A cursor for a position; None where the list ends."""
        if position is None:
            return None
        body = position.encode()
        return base64.urlsafe_b64encode(self._mac(place, body) + body).decode().rstrip("=")

    def read(self, place: tuple[str, ...], cursor: str | None) -> str | None:
        """The position of a cursor made for the same place. Raises :class:`Invalid` for any other."""
        if not cursor:
            return None
        try:
            raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
            mac, body = raw[:MAC_BYTES], raw[MAC_BYTES:]
            position = body.decode()
        except (binascii.Error, ValueError):
            raise Invalid([("cursor", "Use a cursor that this list gave you.")]) from None
        if not hmac.compare_digest(mac, self._mac(place, body)):
            raise Invalid([("cursor", "Use a cursor that this list gave you.")])
        return position

    def part(
        self, place: tuple[str, ...], items: Sequence[Item], cursor: str | None, limit: int
    ) -> Page[Item]:
        """One page of a list that is at hand whole."""
        start = int(self.read(place, cursor) or 0)
        end = start + limit
        rest = str(end) if end < len(items) else None
        return Page[Item](items=list(items[start:end]), next_cursor=self.make(place, rest))

    def _mac(self, place: tuple[str, ...], body: bytes) -> bytes:
        said = json.dumps([*place, body.decode()]).encode()
        return hmac.digest(self._key, said, sha256)[:MAC_BYTES]
