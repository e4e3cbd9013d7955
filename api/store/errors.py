"""What the store raises. No message holds a value from a row."""

from __future__ import annotations


class StoreUnavailable(Exception):
    """The store cannot be opened, reached or brought up to date; the message says what to do."""


class AuditUnavailable(StoreUnavailable):
    """An audit entry could not be written, so nothing may be shown."""


class AccountExists(Exception):
    """There is an account of that name already."""
