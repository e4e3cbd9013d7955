"""Patterns and findings over HTTP: for leads only, each look audited, decisions checked."""

from __future__ import annotations

from queries.own import example
from tests.api.site import Site

PAGES = (
    "/patterns",
    "/findings",
    "/patterns/R01",
    "/findings.csv",
    "/api/v1/patterns",
    "/api/v1/findings",
    "/patterns/question",
    "/api/v1/questions/proposals",
)


def test_only_leads_see_patterns_and_findings(site: Site) -> None:
    worker = site.sign_in("worker")
    for path in PAGES:
        assert worker.get(path).status_code == 403, path
    lead = site.sign_in("lead")
    for path in PAGES:
        assert lead.get(path).status_code == 200, path
    assert site.last()["details"]["part"] == "proposals"
    assert lead.get("/findings/0123456789abcdef").status_code == 404
    assert len(lead.get("/api/v1/patterns").json()) == 21


def test_a_pattern_is_previewed_proposed_and_not_approved_by_the_same_person(site: Site) -> None:
    lead = site.sign_in("lead")
    page = lead.get("/patterns/R21").text
    token = {"csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0]}
    shown = lead.post("/patterns/R21/preview", data={**token, "plan": "40"})
    assert shown.status_code == 200
    assert "What it would find for you" in shown.text
    numbers = lead.get("/api/v1/patterns/R21/preview", params={"threshold": "plan=40"})
    assert (numbers.json()["thresholds"]["plan"], numbers.json()["workers"]) == (40, 2)
    for wrong, status in (("plan=40)", 422), ("plan=1); MATCH (n)", 422), ("nothing=4", 409)):
        assert lead.get("/api/v1/patterns/R21/preview", params={"threshold": wrong}).status_code == status
    assert lead.get("/api/v1/patterns/R99/preview").status_code == 404
    assert lead.post("/patterns/R21/preview", data={**token, "plan": "1); MATCH"}).status_code == 422
    assert lead.post("/patterns/R21/propose", data={**token, "reason": ""}).status_code == 422
    said = {**token, "reason": "agreed by the partnership"}
    assert lead.post("/patterns/R21/propose", data=said, follow_redirects=False).status_code == 303
    refused = lead.post("/patterns/R21/approve", data=said)
    assert refused.status_code == 422
    assert "a second person approves" in refused.text


def test_a_question_is_asked_or_refused_with_its_reasons_in_the_audit(site: Site) -> None:
    lead = site.sign_in("lead")
    page = lead.get("/patterns/question").text
    token = {"csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0]}
    asked = lead.post("/patterns/question/preview", data={**token, "text": example().replace("\n", "\r\n")})
    assert asked.status_code == 200, asked.text
    assert "What it finds for you" in asked.text
    hostile = example().replace("RETURN c.uid", "SET c.guard = ''\nRETURN c.uid")
    refused = lead.post("/patterns/question/preview", data={**token, "text": hostile})
    assert refused.status_code == 422
    assert "a question only reads" in refused.text
    entry = next(each for each in reversed(site.audited()) if each["details"].get("part") == "own question")
    assert entry["outcome"] == "refused"
    assert entry["details"]["refused"][0] == "SET is not used: a question only reads."
    assert "SET c.guard" not in str(entry)
    assert lead.post("/patterns/question/propose", data={**token, "text": example()}).status_code == 422
    said = example().replace("...", "The partnership")
    shown = lead.post("/patterns/question/propose", data={**token, "text": said, "reason": "agreed by all"})
    assert "Proposed as number 1" in shown.text
    assert site.sign_in("worker").post("/patterns/question/check", data={"text": "x"}).status_code == 403
