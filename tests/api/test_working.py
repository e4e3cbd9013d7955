"""Working with a record: caseload, news, requests, kept views, lists of names, receipts, callers, case systems."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from api.store.caseloads import Caseloads
from api.store.handovers import Handovers
from graph.gateway import Graph
from tests.api.borough import EDGE, TODAY
from tests.api.site import REASON, Site
from tests.api.test_pages import submit, text_of

WORKER = {"role": "social worker", "telephone": "020 7946 0999"}


@contextmanager
def told_today(graph: Graph, *edges: tuple[str, str, str]) -> Iterator[None]:
    """Further edges of which the index was told today, for the length of a test."""
    for number, (start, kind, end) in enumerate(edges):
        said = EDGE | {"key": f"told-{number}", "first_seen": TODAY, "from": TODAY, "kind": "main_home"}
        graph.write(
            f"MATCH (a {{uid: $start}}) MATCH (b {{uid: $end}}) CREATE (a)-[e:{kind}]->(b) SET e = $said",
            {"start": start, "end": end, "said": {**said, "record": f"social_care:person:{start}"}},
        )
    try:
        yield
    finally:
        graph.write("MATCH ()-[e]->() WHERE e.key STARTS WITH 'told-' DELETE e", {})


def looked_yesterday(site: Site, username: str, uid: str) -> None:
    """Make an opening of today one of yesterday."""
    with site.store.writing() as connection:
        connection.execute(
            text("UPDATE openings SET day = :day WHERE username = :username AND uid = :uid"),
            {
                "day": (TODAY - dt.timedelta(days=1)).isoformat(),
                "username": username,
                "uid": uid,
            },
        )


def registered(site: Site, uid: str = "amara") -> object:
    client = site.sign_in("worker")
    site.open(client, uid)
    submit(
        client, f"/children/{uid}/work", f"/children/{uid}/involvement", **WORKER, service="social_care:T1"
    )
    return client


def test_a_registered_involvement_is_shown_to_others_and_ends_in_one_click(site: Site) -> None:
    registered(site)
    lead = site.sign_in("lead")
    site.open(lead, "amara")
    told = text_of(lead.get("/children/amara").text)
    for expected in (
        "Ines Worker",
        "Social worker, since",
        "020 7946 0999",
        "Registered in Kith by the worker",
    ):
        assert expected in told
    drawn = lead.get("/api/v1/children/amara/network?depth=1").json()
    (node,) = [node for node in drawn["nodes"] if node["uid"].startswith("registered-")]
    assert (node["label"], node["kind"], node["detail"].split(",")[0]) == (
        "Ines Worker",
        "professional",
        "social worker",
    )
    assert "Ines Worker, social worker (registered in Kith" in text_of(
        lead.get("/children/amara/timeline").text
    )
    narrowed = lead.get("/api/v1/children/amara/network?depth=1&link=family").json()
    assert not [node for node in narrowed["nodes"] if node["uid"].startswith("registered-")]
    worker = site.sign_in("worker")
    assert "You registered your involvement as social worker" in text_of(worker.get("/caseload").text)
    submit(worker, "/caseload", "/children/amara/involvement/end")
    assert "Ines Worker" not in text_of(lead.get("/children/amara").text).partition("Shown to")[0]
    assert "No child stands on your caseload" in text_of(worker.get("/caseload").text)
    assert site.audited()[-3]["details"]["part"] == "involvement ended"


def test_an_involvement_with_somebody_whose_place_is_withheld_is_not_shown(site: Site) -> None:
    cleared = site.sign_in("cleared")
    site.open(cleared, "willow")
    submit(cleared, "/children/willow/work", "/children/willow/involvement", **WORKER)
    assert "Cleo Cleared" in text_of(cleared.get("/children/willow").text)
    lead = site.sign_in("lead")
    site.open(lead, "willow")
    assert "Cleo Cleared" not in text_of(lead.get("/children/willow").text)
    for place in ("/children/willow/timeline", "/api/v1/children/willow/network?depth=1"):
        assert "Cleo Cleared" not in lead.get(place).text
        assert "Cleo Cleared" in cleared.get(place).text


def test_an_involvement_needs_a_role_a_number_and_a_service_of_ones_own(site: Site) -> None:
    client = site.sign_in("worker")
    site.open(client, "amara")
    page = client.get("/children/amara/work")
    token = {"csrf_token": page.text.split('name="csrf_token" value="')[1].split('"')[0]}
    wrong = client.post("/children/amara/involvement", data={"role": "", "telephone": "ring me", **token})
    assert wrong.status_code == 422
    assert "Enter your role" in wrong.text
    assert "Enter a telephone number" in wrong.text
    other = client.post("/children/amara/involvement", data={**WORKER, "service": "social_care:T9", **token})
    assert other.status_code == 404
    assert Caseloads(site.store).of_child("amara") == []


def test_the_caseload_tells_what_is_new_since_one_looked(site: Site, borough: Graph) -> None:
    client = registered(site)
    looked_yesterday(site, "worker", "amara")
    assert "Nothing new since" in text_of(client.get("/caseload").text)  # type: ignore[attr-defined]
    with told_today(borough, ("amara", "LIVES_AT", "elm-90"), ("joan", "LIVES_AT", "elm-12")):
        told = text_of(client.get("/caseload").text)  # type: ignore[attr-defined]
    assert "2 things new since" in told
    assert "New address: 90 Elm Road, Aldermere (main home), from" in told
    assert "New adult in the household: Joan Hartigan, from" in told


def test_news_are_silent_about_what_is_withheld(site: Site, borough: Graph) -> None:
    client = registered(site)
    looked_yesterday(site, "worker", "amara")
    with told_today(borough, ("hidden", "LIVES_AT", "elm-12")):
        told = text_of(client.get("/caseload").text)  # type: ignore[attr-defined]
    assert "Nothing new since" in told
    assert "Hester" not in told


def test_a_subscription_ends_with_the_involvement(site: Site) -> None:
    client = site.sign_in("worker")
    for uid in ("amara", "lena"):
        site.open(client, uid)
        submit(client, f"/children/{uid}/work", f"/children/{uid}/subscription")
    told = text_of(client.get("/caseload").text)
    assert "Amara Okafor" in told
    assert "Your service is involved" in told
    assert "Lena Novak" not in told, "no service of the reader is involved"
    assert set(Caseloads(site.store).subscribed("worker")) == {"amara"}
    submit(client, "/caseload", "/children/amara/subscription/end")
    assert Caseloads(site.store).subscribed("worker") == {}


def test_a_worker_whom_a_feed_knows_has_a_caseload_without_typing(site: Site, borough: Graph) -> None:
    borough.write(
        "CREATE (:Professional {uid: 'told-w', guard: '', key: 'social_care:W1', name: 'Ines Worker'})", {}
    )
    Caseloads(site.store).set_worker("worker", "social_care:W1")
    try:
        with told_today(borough, ("told-w", "WORKS_WITH", "obi")):
            told = text_of(site.sign_in("worker").get("/caseload").text)
    finally:
        borough.write("MATCH (w:Professional {uid: 'told-w'}) DETACH DELETE w", {})
    assert "Obinna Okafor" in told
    assert "You are recorded as a worker" in told


def test_a_service_is_asked_to_get_in_touch_and_never_told_why(site: Site) -> None:
    lead = site.sign_in("lead")
    site.open(lead, "amara")
    page = lead.get("/children/amara/work")
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    asked = lead.post(
        "/children/amara/requests", data={"to": "service-team", "ring": "020 7946 0222", "csrf_token": token}
    )
    assert "Asked to get in touch: Assessment team. They are not told why." in text_of(asked.text)
    worker = site.sign_in("worker")
    told = text_of(worker.get("/caseload").text)
    assert "Lea Lead, Social care asks you to ring 020 7946 0222 about Amara Okafor" in told
    assert REASON not in told
    assert "asks you to ring" not in text_of(site.sign_in("teacher").get("/caseload").text)
    submit(worker, "/caseload", "/requests/1/answered")
    assert "asks you to ring" not in text_of(worker.get("/caseload").text)


def test_nobody_answers_for_another_and_nobody_unseen_is_asked(site: Site) -> None:
    lead = site.sign_in("lead")
    site.open(lead, "amara")
    token = lead.get("/children/amara/work").text.split('name="csrf_token" value="')[1].split('"')[0]
    ring = {"ring": "020 7946 0222", "csrf_token": token}
    assert lead.post("/children/amara/requests", data={"to": "service-nobody", **ring}).status_code == 404
    assert lead.post("/children/amara/requests", data={"to": "hub", **ring}).status_code == 200
    worker, hub = site.sign_in("worker"), site.sign_in("hub")
    token = worker.get("/caseload").text
    assert worker.post("/requests/1/answered", headers={"x-csrf-token": "x"}).status_code in (403, 404)
    assert "Lea Lead" in text_of(hub.get("/caseload").text)
    submit(hub, "/caseload", "/requests/1/answered")


def test_a_decision_not_to_share_is_kept_with_its_reason(site: Site) -> None:
    client = site.sign_in("worker")
    site.open(client, "amara")
    token = client.get("/children/amara/work").text.split('name="csrf_token" value="')[1].split('"')[0]
    said = {"asked_by": "A landlord", "what": "The new address", "reason": "It would lead the father there."}
    answer = client.post("/children/amara/not-shared", data={**said, "csrf_token": token})
    assert "The decision not to share is kept" in answer.text
    kept = site.sign_in("lead").get("/not-shared").text
    for expected in (*said.values(), "Ines Worker", "Amara Okafor"):
        assert expected in text_of(kept)
    assert site.sign_in("worker").get("/not-shared").status_code == 403


def test_a_shared_view_shows_what_its_reader_may_see(site: Site) -> None:
    client = site.sign_in("worker")
    site.open(client, "amara")
    fields = {"show": "network", "query": "?link=family", "title": "Family only"}
    submit(client, "/children/amara/work", "/children/amara/views", **fields)
    view = client.get("/caseload").text.split('action="/views/')[1].split("/")[0]
    submit(client, "/caseload", f"/views/{view}/share", username="teacher")
    teacher = site.sign_in("teacher")
    page = teacher.get("/caseload").text
    assert "/children/amara/network?link=family" in page
    assert teacher.get("/children/amara/network?link=family").headers["location"] == "/children/amara/reason"
    assert "Family only" not in site.sign_in("lead").get("/caseload").text
    submit(client, "/caseload", f"/views/{view}/drop")
    assert "Family only" not in teacher.get("/caseload").text


@pytest.mark.parametrize("query", ["https://elsewhere.example", "//x", "network", "?á"])
def test_a_view_leads_nowhere_else(site: Site, query: str) -> None:
    client = site.sign_in("worker")
    site.open(client, "amara")
    token = client.get("/children/amara/work").text.split('name="csrf_token" value="')[1].split('"')[0]
    fields = {"show": "network", "query": query, "title": "Elsewhere", "csrf_token": token}
    assert client.post("/children/amara/views", data=fields).status_code == 422


def test_a_list_of_names_is_looked_up_in_one_audited_look(site: Site) -> None:
    client = site.sign_in("worker")
    token = client.get("/conference").text.split('name="csrf_token" value="')[1].split('"')[0]
    names = "Amarah Okafor, 14/3/2015\nXyzzy Quorlt\nHester Unseen\n"
    page = client.post("/conference", data={"names": names, "csrf_token": token})
    told = text_of(page.text)
    assert "Amara Okafor , born 14 March 2015, aged" in told
    assert told.count("Nobody found") == 2, "a hidden child is nobody"
    assert "No result is not proof" in told
    entry = site.last()
    assert (entry["action"], entry["subjects"]) == ("search", ["amara"])
    assert entry["details"]["asked"][0] == "Amarah Okafor, 14/3/2015"
    assert entry["request"] in page.text
    assert client.post("/conference", data={"names": "\n".join("abc"), "csrf_token": "x"}).status_code == 403
    too_many = client.post("/conference", data={"names": "a\n" * 41, "csrf_token": token})
    assert too_many.status_code == 422


def test_checked_and_nothing_found_is_a_dated_receipt(site: Site) -> None:
    client = site.sign_in("worker")
    assert client.get("/search/receipt").headers["location"] == "/"
    submit(client, "/", "/search", q="Xyzzy Quorlt")
    page = client.get("/search/receipt")
    told = text_of(page.text)
    for expected in ("checked, nothing found", "Xyzzy Quorlt", "Ines Worker", "No result is not proof"):
        assert expected in told
    assert site.last()["request"] in told
    submit(client, "/", "/search", q="Hester Unseen")
    hidden = text_of(client.get("/search/receipt").text)
    assert "checked, nothing found" in hidden


def test_a_caller_is_told_whom_to_ring_and_never_where(site: Site) -> None:
    hub = site.sign_in("hub")
    token = hub.get("/mediated").text.split('name="csrf_token" value="')[1].split('"')[0]
    asked = {
        "caller": "Piet Teacher", "agency": "school", "rung_back": "020 7946 0111", "known_number": "yes",
        "reason": REASON, "q": "Amara Okafor", "csrf_token": token,
    }  # fmt: skip
    missing = hub.post("/mediated", data={**asked, "known_number": ""})
    assert "Ring back on a number that you already have" in missing.text
    assert "Amara Okafor" in text_of(hub.post("/mediated", data=asked).text)
    told = text_of(hub.post("/mediated", data={**asked, "child": "amara"}).text)
    assert "Assessment team: 020 7946 0001" in told
    for place in ("Elm Road", "ZE1", "Elm Primary"):
        assert place not in told
    entry = site.last()
    assert entry["details"]["caller"] == "Piet Teacher"
    assert entry["account"] == "hub"
    withheld = text_of(hub.post("/mediated", data={**asked, "q": "Willow", "child": "willow"}).text)
    assert "Nothing more may be told" in withheld
    assert hub.post("/mediated", data={**asked, "child": "hidden"}).status_code == 404


def handed(site: Site, key: str, **said: str) -> str:
    answer = site.anybody().post("/api/v1/handovers", json=said, headers={"X-Case-System-Key": key})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["address"]).removeprefix(site.settings.origin)


def test_a_case_system_opens_a_child_once_without_a_number_in_an_address(site: Site) -> None:
    key = Handovers(site.store).add_system("Mosaic", "social_care")
    address = handed(site, key, kind="record", value="amara")
    assert "amara" not in address
    assert site.anybody().get(address).headers["location"] == "/sign-in"
    worker = site.sign_in("worker")
    assert worker.get(address).headers["location"] == "/children/amara"
    assert worker.get(address).status_code == 404, "an address opens once"


def test_a_handover_tells_nobody_whether_a_child_is_known(site: Site) -> None:
    key = Handovers(site.store).add_system("Mosaic", "social_care")
    worker = site.sign_in("worker")
    for said in ({"kind": "record", "value": "hidden"}, {"kind": "upn", "value": "A 000"}):
        assert worker.get(handed(site, key, **said)).status_code == 404
    refused = site.anybody().post("/api/v1/handovers", json={"kind": "upn", "value": "A1"})
    assert refused.status_code == 401
    assert site.anybody().post(
        "/api/v1/handovers", json={"kind": "upn", "value": "A1"}, headers={"X-Case-System-Key": "made up"}
    ).status_code == 401  # fmt: skip


def test_whom_one_opened_lately_stands_on_the_search_page(site: Site) -> None:
    client = site.sign_in("worker")
    assert "Opened lately" not in client.get("/").text
    site.open(client, "lena")
    site.open(client, "amara")
    told = text_of(client.get("/").text)
    assert told.index("Amara Okafor") < told.index("Lena Novak")


def test_a_network_is_taken_out_for_a_named_audience_and_kept_in_the_audit(site: Site) -> None:
    client = site.sign_in("worker")
    site.open(client, "amara")
    token = client.get("/children/amara/export").text.split('name="csrf_token" value="')[1].split('"')[0]
    refused = client.post("/children/amara/export", data={"audience": "", "reason": "", "csrf_token": token})
    assert refused.status_code == 422
    said = {
        "audience": "Strategy meeting, chair J. Bell",
        "reason": REASON,
        "depth": "2",
        "csrf_token": token,
    }
    answer = client.post("/children/amara/export", data=said)
    entry = site.last()
    assert entry["action"] == "export"
    assert entry["details"]["audience"] == said["audience"]
    assert "attachment" in answer.headers["content-disposition"]
    told = text_of(answer.text)
    assert entry["request"] in told
    assert "Obinna Okafor" in told
    for absent in ("Elm Road", "020 7946"):
        assert absent not in told
    whole = text_of(
        client.post("/children/amara/export", data={**said, "addresses": "yes", "telephones": "yes"}).text
    )
    assert "12 Elm Road" in whole
    assert "020 7946 0001" in whole
    table = client.post("/children/amara/export", data={**said, "form": "csv"}).text
    assert "Strategy meeting, chair J. Bell" in table.splitlines()[1]
    assert (
        site.sign_in("teacher").get("/children/amara/export").headers["location"] == "/children/amara/reason"
    )


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/children/amara/timeline", "Home from this day: 12 Elm Road, Aldermere (main home)"),
        ("/children/amara/timeline", "Joined the household: Obinna Okafor at 12 Elm Road, Aldermere"),
        ("/children/amara/family", "Obinna Okafor: "),
        ("/children/amara/family", "Assessment team: child in need"),
    ],
)
def test_the_drawings_say_the_same_in_words(site: Site, path: str, told: str) -> None:
    client = site.sign_in("worker")
    site.open(client, "amara")
    assert told in text_of(client.get(path).text)
    assert site.sign_in("teacher").get(path).headers["location"] == "/children/amara/reason"
