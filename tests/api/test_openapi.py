"""The JSON API does what its OpenAPI document says, whatever is sent."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.app import OPENAPI
from tests.api.site import Site

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
FAMILIAR = ("amara", "obi", "ngozi", "elm-12", "hidden", "old-amara")


@pytest.fixture
def document(site: Site) -> Any:
    """The document, with a few uids that exist among the examples."""
    return site.app.openapi()


def test_it_names_what_the_issue_asks_for(document: dict[str, Any]) -> None:
    paths = document["paths"]
    for path in (
        "/children/search", "/children/{uid}", "/children/{uid}/siblings", "/children/{uid}/household",
        "/children/{uid}/addresses", "/children/{uid}/involvements", "/children/{uid}/schools",
        "/children/{uid}/network", "/paths", "/addresses/{uid}/people", "/deliveries", "/me",
    ):  # fmt: skip
        assert f"/api/v1{path}" in paths
    assert set(paths) == {path for path in paths if path.startswith("/api/v1/") or path == "/healthz"}
    problem = document["components"]["schemas"]["Problem"]
    assert {"type", "title", "status", "detail", "instance"} <= set(problem["required"])


def test_it_is_read_without_a_session_and_promises_failures(site: Site) -> None:
    document = site.anybody().get(OPENAPI).json()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if path != "/healthz":
                assert {"422", "500", "503"} <= set(operation["responses"]), (method, path)


def fuzzed(operation: Any, mode: GenerationMode, site: Site, headers: dict[str, str]) -> int:
    """Try one operation with what the document allows, or with what it does not; how many requests were made."""
    tried = 0

    @settings(
        max_examples=8, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy(generation_mode=mode))
    def holds(case: Any) -> None:
        nonlocal tried
        if "uid" in case.path_parameters and mode is GenerationMode.POSITIVE:
            case.path_parameters["uid"] = FAMILIAR[tried % len(FAMILIAR)]
        tried += 1
        case.call_and_validate(base_url=site.settings.origin, headers=headers, checks=CHECKS)

    holds()
    return tried


@pytest.mark.slow
def test_whatever_is_sent_the_answer_is_as_documented(site: Site) -> None:
    client = site.sign_in("hub")
    for uid in ("amara", "obi"):
        site.open(client, uid)
    headers = {
        "cookie": f"kith_session={client.cookies['kith_session']}",
        "x-csrf-token": client.headers["x-csrf-token"],
        "host": "127.0.0.1",
    }
    schema = schemathesis.openapi.from_asgi(OPENAPI, site.app, headers={"host": "127.0.0.1"})
    tried = 0
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), "the document can be read"
        operation = found.ok()
        if (operation.method.upper(), operation.path) == ("DELETE", "/api/v1/session"):
            continue  # would end the session that the others need
        modes = [GenerationMode.POSITIVE]
        if operation.path != "/healthz":
            modes.append(GenerationMode.NEGATIVE)
        for mode in modes:
            try:
                tried += fuzzed(operation, mode, site, headers)
            except Unsatisfiable:
                assert mode is GenerationMode.NEGATIVE, (
                    "an operation without parameters cannot be sent wrongly"
                )
    assert tried > 100
    assert {entry["account"] for entry in site.audited()} >= {"hub"}
