"""What a failure says to the person at the command line: words for the known, the kind alone for the unknown."""

from __future__ import annotations

import os
import traceback

from pydantic import ValidationError

from api.store import AuditUnavailable, StoreUnavailable
from graph.errors import GraphError
from ingest.feeds import UnknownFeedError
from ingest.matching.model import ModelError
from ingest.pipeline import LoadInProgressError
from ingest.reading.problems import DeliveryRefused
from kith.refusals import RefusedError
from model.judging import DecisionError

KNOWN = (
    UnknownFeedError,
    ModelError,
    LoadInProgressError,
    DeliveryRefused,
    RefusedError,
    DecisionError,
)


STORE_ADVICE = (
    "The store of accounts and audit is what KITH_STORE_URL names, else accounts.sqlite in the data folder "
    "(KITH_DATA); its key is KITH_KEY, else the file master.key there."
)
PREFIXES = {"Settings": "KITH_", "GraphSettings": "KITH_GRAPH_", "OidcSettings": "KITH_OIDC_"}
"""What the environment variables of a group of settings begin with."""


def explain(error: Exception) -> str:
    """One message. With ``KITH_DEBUG=1`` the places in the code are added, never the values."""
    if isinstance(error, StoreUnavailable | AuditUnavailable):
        return f"{_sentence(str(error))} {STORE_ADVICE}"
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
