"""Every route is closed unless it is named here, and every answer has its entry in the audit."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute

import api.pages
import api.routes
from api.app import routers
from api.routing import AuditedRoute
from tests.api.site import Site

OPEN_TO_ALL = {
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("GET", "/sign-in/oidc"),
    ("GET", "/sign-in/oidc/callback"),
    ("POST", "/api/v1/session"),
    ("POST", "/api/v1/handovers"),
    ("GET", "/healthz"),
}
NOT_AUDITED = {"/healthz"}


def routes() -> Iterator[APIRoute]:
    for package in (api.routes, api.pages):
        for router in routers(package):
            for route in router.routes:
                assert isinstance(route, APIRoute)
                yield route


def closed() -> list[tuple[str, str]]:
    pairs = {(method, route.path) for route in routes() for method in route.methods or ()}
    return sorted(pairs - OPEN_TO_ALL)


def filled(path: str) -> str:
    return re.sub(r"\{\w+\}", "amara", path)


def test_what_is_open_exists() -> None:
    assert {(method, route.path) for route in routes() for method in route.methods or ()} >= OPEN_TO_ALL
    assert len(closed()) > 30


def test_every_route_audits_itself() -> None:
    assert {route.path for route in routes() if not isinstance(route, AuditedRoute)} == NOT_AUDITED


@pytest.mark.parametrize(("method", "path"), closed())
def test_without_a_session_a_route_answers_nothing_and_is_audited(site: Site, method: str, path: str) -> None:
    answer = site.anybody().request(method, filled(path))
    if path.startswith("/api/"):
        assert (answer.status_code, answer.json()["type"]) == (401, "urn:kith:problem:sign-in-needed")
    else:
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    entry = site.last()
    assert (entry["outcome"], entry["account"], entry["details"]["route"]) == ("refused", None, path)


@pytest.mark.parametrize(("method", "path"), [pair for pair in closed() if pair[0] != "GET"])
def test_without_the_token_of_the_session_nothing_is_changed(site: Site, method: str, path: str) -> None:
    client = site.sign_in("worker")
    for wrong in ({}, {"x-csrf-token": "made-up"}):
        client.headers.pop("x-csrf-token", None)
        answer = client.request(method, filled(path), headers=wrong, data={"csrf_token": "made-up"})
        assert answer.status_code == 403
        assert "out of date" in answer.text
    assert client.get("/api/v1/me").status_code == 200, "still signed in"


@pytest.mark.parametrize(("method", "path"), [pair for pair in closed() if pair[0] == "GET"])
def test_each_answer_to_somebody_signed_in_has_an_entry(site: Site, method: str, path: str) -> None:
    client = site.sign_in("lead")
    before = len(site.audited())
    client.request(method, filled(path), params={"from": "amara", "to": "obi"} if "paths" in path else None)
    entries = site.audited()[before:]
    assert entries, path
    assert {entry["account"] for entry in entries} == {"lead"}
    assert entries[0]["details"]["route"] == path
