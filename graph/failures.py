"""From the driver's exceptions to this package's errors, by status code alone."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.errors import GraphError, GraphUnavailable, QueryFailed, QueryTimeout, SignInRefused, WriteConflict

T = TypeVar("T")

CONFLICTS = frozenset(
    {
        "Neo.ClientError.Schema.ConstraintValidationFailed",
        "Neo.TransientError.Transaction.DeadlockDetected",
        "Neo.TransientError.Transaction.ConstraintsChanged",
        "Neo.TransientError.Transaction.LockClientStopped",
        "Neo.TransientError.Transaction.LockAcquisitionTimeout",
    }
)
TIMEOUTS = frozenset(
    {
        "Neo.ClientError.Transaction.TransactionTimedOut",
        "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
        "Neo.TransientError.Transaction.Terminated",
        "Neo.TransientError.Transaction.TransactionTimedOut",
    }
)
ATTEMPTS = 5
FIRST_PAUSE_S = 0.02

_UNREACHABLE = "the graph database does not answer; see `kith db status`, and `kith db start` to start it"
_REFUSED = "the graph database refused the sign-in; check the user and password in the settings"
_EXPIRED = (
    "the graph database wants the password of this user changed before anything else; change it there "
    "(ALTER CURRENT USER SET PASSWORD ...), then put the new one into the settings"
)


def translate(error: Exception) -> GraphError:
    """The error of ours that stands for a driver's ``error``, without its message."""
    if isinstance(error, GraphError):
        return error
    if isinstance(error, AuthError):
        return SignInRefused(_REFUSED)
    if isinstance(error, Neo4jError):
        code = error.code or "unknown"
        if code == "Neo.ClientError.Security.CredentialsExpired":
            return SignInRefused(_EXPIRED)
        if code in TIMEOUTS:
            return QueryTimeout("a query ran longer than its limit and was stopped")
        if code in CONFLICTS:
            return WriteConflict(f"a write was refused because of another write ({code})")
        return QueryFailed(code)
    if isinstance(error, ServiceUnavailable | SessionExpired | ConfigurationError):
        return GraphUnavailable(_UNREACHABLE)
    return QueryFailed(type(error).__name__)


@contextmanager
def translated() -> Iterator[None]:
    """Raise our own error, with no chained driver message, for any the driver raises inside."""
    try:
        yield
    except (Neo4jError, DriverError) as error:
        raise translate(error) from None


def is_conflict(error: Exception) -> bool:
    """Whether running the same transaction again may succeed."""
    return isinstance(error, Neo4jError) and error.code in CONFLICTS


def retrying(work: Callable[[], T], attempts: int = ATTEMPTS) -> T:
    """Run ``work`` again, after a growing random pause, while it meets another writer; raises the last failure."""
    pause = FIRST_PAUSE_S
    for attempt in range(1, attempts + 1):
        try:
            return work()
        except Neo4jError as error:
            if attempt == attempts or not is_conflict(error):
                raise
        time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - to part two writers, not to hide anything
        pause *= 2
    raise AssertionError("unreachable")
