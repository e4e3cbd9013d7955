"""The errors this package raises.

None of them carries statement text, parameter values or a driver's own message: any of the three may hold
personal data. The server's error code is enough to find the cause in the server's own log.
"""

from __future__ import annotations


class GraphError(Exception):
    """Base of every error raised by :mod:`graph`."""


class GraphUnavailable(GraphError):
    """The database cannot be reached or started; the message says what to do."""


class SignInRefused(GraphUnavailable):
    """The database does not know the user and password of the settings."""


class QueryTimeout(GraphError):
    """A read ran longer than its limit and was stopped by the server."""


class WriteConflict(GraphError):
    """A write met another writer, or broke a uniqueness rule, and repeating it did not help."""


class NotATestDatabase(GraphError):
    """The database was not marked as made for a test, so it is not wiped (or, holding data, not marked)."""


class QueryFailed(GraphError):
    """A statement was refused. ``code`` is the server's status code, e.g. ``Neo.ClientError.Statement.SyntaxError``."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the database refused a statement ({code})")
        self.code = code
