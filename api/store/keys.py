"""The secrets of an installation: one master key outside the database, and a key derived from it for each use."""

from __future__ import annotations

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path
from typing import Self

from api.store.errors import StoreUnavailable

KEY_BYTES = 32
KEY_VARIABLE = "KITH_KEY"


class Keys:
    """A master key of 32 bytes. Each use has a key of its own (HMAC-SHA256 of its name), so none serves two ends."""

    def __init__(self, master: bytes) -> None:
        if len(master) != KEY_BYTES:
            raise StoreUnavailable(f"the master key must be {KEY_BYTES} bytes")
        self._master = master

    @classmethod
    def load(cls, path: Path) -> Self:
        """The key in the environment (``KITH_KEY``, 64 hexadecimal digits), else in a file made with mode 0600.

        Raises :class:`StoreUnavailable` where the file is readable by others or is not a key.
        """
        given = os.environ.get(KEY_VARIABLE)
        if given:
            return cls(_parse(given))
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            if path.stat().st_mode & 0o077:
                raise StoreUnavailable("the key file may be readable by its owner only: chmod 600") from None
        else:
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_hex(KEY_BYTES))
        return cls(_parse(path.read_text()))

    def derived(self, use: str) -> bytes:
        """The key for one use, 32 bytes."""
        return hmac.digest(self._master, use.encode(), sha256)

    def digest(self, use: str, value: str) -> str:
        """A keyed hash of ``value`` in hexadecimal digits: comparable, not readable."""
        return hmac.digest(self.derived(use), value.encode(), sha256).hex()


def _parse(written: str) -> bytes:
    try:
        return bytes.fromhex(written.strip())
    except ValueError:
        raise StoreUnavailable("the master key is not hexadecimal") from None
