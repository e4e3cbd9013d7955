"""The failures that the OpenAPI document promises."""

from __future__ import annotations

from typing import Any

from api.problems import MEDIA_TYPE, Problem

_WORDS = {
    401: "Nobody is signed in.",
    403: "Not part of the role, the token is missing, or a reason has to be given first.",
    404: "Absent or not permitted.",
    405: "Not a method of this address.",
    409: "Not as it was when it was looked at.",
    413: "Too large.",
    421: "Not a name of this server.",
    422: "What was sent cannot be read.",
    429: "Too many requests.",
    500: "A fault.",
    503: "A part does not answer.",
}
_SCHEMA = {"$ref": f"#/components/schemas/{Problem.__name__}"}


def failures(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Documented failures of a route: those given and those that every route has."""
    return {
        status: {"description": _WORDS[status], "content": {MEDIA_TYPE: {"schema": _SCHEMA}}}
        for status in sorted({*statuses, 413, 421, 422, 500, 503})
    }


MOVED: dict[int | str, dict[str, Any]] = {
    308: {
        "description": "The record goes on under another uid.",
        "headers": {"Location": {"schema": {"type": "string"}}},
        "content": {MEDIA_TYPE: {"schema": _SCHEMA}},
    }
}
READING = {**MOVED, **failures(401, 403, 404)}
JUDGING = failures(401, 403, 404)
DECIDING = failures(401, 403, 404, 409)
CHANGING = {**MOVED, **failures(401, 403, 404, 429)}
