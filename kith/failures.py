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

KNOWN = (
    GraphError,
    StoreUnavailable,
    AuditUnavailable,
    UnknownFeedError,
    ModelError,
    LoadInProgressError,
    DeliveryRefused,
    RefusedError,
)


def explain(error: Exception) -> str:
    """One message. With ``KITH_DEBUG=1`` the places in the code are added, never the values."""
    if isinstance(error, KNOWN):
        return str(error)
    if isinstance(error, ValidationError):
        places = ", ".join(sorted({".".join(map(str, each["loc"])) or "settings" for each in error.errors()}))
        return f"A setting cannot be used: {places}. See the README for what each may be."
    message = f"Something went wrong inside Kith ({type(error).__name__}). Nothing was half-applied."
    if os.environ.get("KITH_DEBUG") == "1":
        frames = traceback.extract_tb(error.__traceback__)
        message += "".join(f"\n  {frame.name}, line {frame.lineno} of {frame.filename}" for frame in frames)
    return message
