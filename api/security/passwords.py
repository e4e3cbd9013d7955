"""Passwords of the demonstration accounts: argon2id, by argon2-cffi with its present defaults (RFC 9106)."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LONGEST = 1_024


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash("the password of nobody")


def hashed(password: str) -> str:
    """The hash to keep."""
    return _hasher().hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether a password belongs to a hash; takes as long where there is no hash."""
    try:
        _hasher().verify(kept or _nobody(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None and len(password) <= LONGEST
