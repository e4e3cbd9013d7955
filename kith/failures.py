"""What a failure says to the person at the command line: words for the known, the kind alone for the unknown."""

from __future__ import annotations

import errno
import os
import sqlite3
import traceback
from collections.abc import Iterator

from pydantic import ValidationError

from api.store import AuditUnavailable, StoreUnavailable
from graph.errors import GraphError, QueryFailed
from ingest.feeds import UnknownFeedError
from ingest.matching.cache import CacheUnwritableError
from ingest.matching.model import ModelError
from ingest.pipeline import LoadInProgressError
from ingest.reading.problems import DeliveryRefused
from kith.refusals import RefusedError
from model.judging import DecisionError

KNOWN = (
    UnknownFeedError,
    ModelError,
    CacheUnwritableError,
    LoadInProgressError,
    DeliveryRefused,
    RefusedError,
    DecisionError,
)


STORE_ADVICE = (
    "The store of accounts and audit is what KITH_STORE_URL names, else accounts.sqlite in the data folder "
    "(KITH_DATA); its key is KITH_KEY, else the file master.key there."
)
FULL_DISK = (
    "A disk is full, or nothing more may be written to it: see the data folder (KITH_DATA). Make room there, then run "
    "this again. Nothing was half-applied."
)
DATABASE_LOG = (
    "Nothing was half-applied. The reason stands in the database's own log (graph/log in the data folder, or where the "
    "server keeps it). A full disk is a common one: see that there is room, then run this again."
)
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_ROOM_SQLITE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE})
PREFIXES = {"Settings": "KITH_", "GraphSettings": "KITH_GRAPH_", "OidcSettings": "KITH_OIDC_"}
"""What the environment variables of a group of settings begin with."""


def explain(error: Exception) -> str:
    """One message. With ``KITH_DEBUG=1`` the places in the code are added, never the values."""
    if any(map(_is_full_disk, _causes(error))):
        return FULL_DISK
    if isinstance(error, StoreUnavailable | AuditUnavailable):
        return f"{_sentence(str(error))} {STORE_ADVICE}"
    if isinstance(error, QueryFailed):
        return f"{_sentence(str(error))} {DATABASE_LOG}"
    if isinstance(error, GraphError):
        return _sentence(str(error))
    if isinstance(error, KNOWN):
        return str(error)
    if isinstance(error, ValidationError):
        return _settings(error)
    if isinstance(error, FileNotFoundError | PermissionError | NotADirectoryError | IsADirectoryError):
        why = _sentence(error.strerror or "cannot be used")
        return f"{error.filename}: {why} Name another place, or see who owns it."
    message = f"Something went wrong inside Kith ({type(error).__name__}). Nothing was half-applied."
    if os.environ.get("KITH_DEBUG") == "1":
        frames = traceback.extract_tb(error.__traceback__)
        message += "".join(f"\n  {frame.name}, line {frame.lineno} of {frame.filename}" for frame in frames)
    return message


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_full_disk(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", None) in _NO_ROOM_SQLITE


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _settings(error: ValidationError) -> str:
    """Which environment variable cannot be used and why, without what is in it."""
    prefix = PREFIXES.get(error.title, "KITH_")
    reasons = {
        f"{prefix}{'_'.join(map(str, each['loc'])).upper()}: {each['msg'].removeprefix('Value error, ')}"
        for each in error.errors(include_input=False, include_url=False)
    }
    return f"A setting cannot be used. {'. '.join(sorted(reasons))}."
