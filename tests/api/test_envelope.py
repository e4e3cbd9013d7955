"""Headers, hosts, sizes, failures and the log."""

from __future__ import annotations

import json

import pytest
import structlog
from sqlalchemy import text

from graph.gateway import Graph
from tests.api.borough import NAMES
from tests.api.site import REASON, Site

PAGES = (
    "/sign-in",
    "/",
    "/children/amara",
    "/nope",
    "/api/v1/me",
    "/api/v1/nope",
    "/healthz",
    "/api/v1/openapi.json",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers(site: Site, path: str) -> None:
    headers = site.anybody().get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_other_hosts_are_not_answered(site: Site, host: str) -> None:
    assert site.anybody().get("/sign-in", headers={"host": host}).status_code == 421


def test_a_body_that_is_too_large_is_not_read(site: Site) -> None:
    client = site.sign_in("worker")
    declared = client.post("/api/v1/children/search", content=b"x" * 70_000)
    assert (declared.status_code, declared.json()["type"]) == (413, "urn:kith:problem:too-large")
    undeclared = client.post("/api/v1/children/search", content=(b"x" * 10_000 for _ in range(8)))
    assert undeclared.status_code == 413


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"q": "x" * 201}, "q"),
        ({"q": "Amara", "limit": 0}, "limit"),
        ({"q": "Amara", "secret-of-amara": 1}, "body"),
        ({"q": "Amara", "date_of_birth": "x" * 30}, "date_of_birth"),
        ({"q": 17}, "q"),
        ({"q": "Amara", "cursor": "made up"}, "cursor"),
        ({}, "q"),
    ],
)
def test_what_is_wrong_is_named_without_repeating_it(
    site: Site, asked: dict[str, object], field: str
) -> None:
    answer = site.sign_in("worker").post("/api/v1/children/search", json=asked)
    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert [each["field"] for each in problem["errors"]] == [field]
    assert "Amara" not in answer.text
    assert "secret-of-amara" not in answer.text


def test_pages_and_api_say_the_same(site: Site) -> None:
    client = site.sign_in("worker")
    problem = client.get("/api/v1/children/nobody").json()
    page = client.get("/children/nobody")
    assert page.status_code == problem["status"] == 404
    assert problem["title"] in page.text
    assert problem["detail"].split(".")[0] in page.text


def test_an_unknown_method_says_which_are_known(site: Site) -> None:
    answer = site.sign_in("worker").put("/api/v1/me")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


def test_a_fault_answers_the_same_whatever_it_was(
    site: Site, borough: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = site.sign_in("worker")

    def breaks(cypher: str, params: object = None) -> None:
        raise RuntimeError("Amara Okafor, born 2015-03-14")

    monkeypatch.setattr(borough, "read", breaks)
    with structlog.testing.capture_logs() as logged:
        answer = client.get("/api/v1/children/amara")
        page = client.get("/children/amara")
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:kith:problem:internal-error")
    assert page.status_code == 500
    request_id = answer.headers["x-request-id"]
    assert answer.json()["instance"].endswith(request_id)
    assert page.headers["x-request-id"] in page.text
    faults = [line for line in logged if line["event"] == "fault"]
    assert faults[0]["request"] == request_id
    assert faults[0]["error"] == "RuntimeError"
    assert "Amara" not in answer.text + page.text + json.dumps(logged)
    assert site.last()["outcome"] == "error"


def break_audit(site: Site) -> None:
    with site.store.writing() as connection:
        connection.execute(text("ALTER TABLE audit RENAME TO gone"))


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/children/amara",
        "/api/v1/children/amara/siblings",
        "/children/amara",
        "/children/amara/siblings.csv",
        "/children/nobody",
        "/api/v1/me",
        "/",
        "/api/v1/deliveries",
    ],
)
def test_without_an_audit_nothing_is_shown(site: Site, path: str) -> None:
    client = site.sign_in("worker")
    site.open(client, "amara", purpose="own_involvement")
    break_audit(site)
    answer = client.get(path)
    assert answer.status_code == 503
    assert "Amara" not in answer.text
    assert "Obinna" not in answer.text


def test_without_an_audit_nobody_signs_in_or_searches(site: Site) -> None:
    client = site.sign_in("worker")
    break_audit(site)
    assert client.post("/api/v1/children/search", json={"q": "Amara"}).status_code == 503
    asked = {"username": "lead", "password": "correct horse battery staple"}
    assert site.anybody().post("/api/v1/session", json=asked).status_code == 503


def test_nothing_of_a_person_reaches_the_log(site: Site) -> None:
    """Everything a practitioner does, and some of what goes wrong; then every name is looked for in the log."""
    with structlog.testing.capture_logs() as logged:
        client = site.sign_in("worker")
        for question in (
            {"q": "Amara Okafor"},
            {"q": "Hester Unseen"},
            {"q": "Lena", "date_of_birth": "Novak"},
        ):
            client.post("/api/v1/children/search", json=question)
        client.get("/api/v1/children/search?q=Amara")
        client.get("/Amara%20Okafor")
        client.get("/children/Amara%20Okafor")
        client.get("/api/v1/children/amara?as_at=Amara")
        for uid in ("amara", "lena", "willow", "hidden"):
            site.open(client, uid)
            for part in ("", "/siblings", "/household", "/addresses", "/network"):
                client.get(f"/api/v1/children/{uid}{part}")
            client.get(f"/children/{uid}")
        client.post("/api/v1/session", json={"username": "Amara", "password": "Okafor"})
    written = json.dumps(logged, default=str)
    assert len(logged) > 30
    found = [name for name in [*NAMES, REASON, "Elm Road", "ZE1", "2015-03-14", "%20"] if name in written]
    assert found == []


def test_the_audit_of_a_search_holds_what_was_typed_and_who_was_found(site: Site) -> None:
    site.sign_in("worker").post("/api/v1/children/search", json={"q": "amara okafor"})
    entry = site.last()
    assert (entry["action"], entry["outcome"], entry["count"]) == ("search", "done", len(entry["subjects"]))
    assert entry["details"]["asked"]["q"] == "amara okafor"
    assert "amara" in entry["subjects"]
    assert "hidden" not in entry["subjects"]
