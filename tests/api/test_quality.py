"""The quality of the data over the API and the pages: who sees what, marking wrong, answering, held deliveries."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from api.settings import ApiSettings
from api.store import Store
from api.store.accounts import Account, Accounts
from graph.system import run_rows
from model.scope import Role
from tests.api.conftest import hashed_once
from tests.api.site import Site
from tests.conftest import Engines
from tests.ingest.families import MAYA, at_home, education
from tests.ingest.families import social_care as care
from tests.support.index import Index

pytestmark = pytest.mark.xdist_group("api-quality")

API = "/api/v1"
BECAUSE = "A new school has joined the roll"
MAYA_SC = {"pers_person_id": "1001", "pers_forename": "Maya", "pers_surname": "Lindqvist", "pers_sex": "F",
           "pers_dob": "2015-03-15", "pers_upn": "H308200015001", "pers_is_adult": "N"}  # fmt: skip
ELSEWHERE = {"addr_table_id": "AD9", "addr_person_id": "1001", "addr_address_type": "HOME",
             "addr_address_start_date": "2026-06-01", "addr_address_postcode": "N9 7XY",
             "addr_address_json": '{"house": "3", "street": "Mill Lane"}'}  # fmt: skip


@pytest.fixture(scope="module")
def index(engines: Engines, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Maya's date of birth and home are given differently by her school and by social care; Otis has no home."""
    made = Index(engines.graph("embedded"), tmp_path_factory.mktemp("quality"))
    said = care()
    said["ssd_person"] = [MAYA_SC, *(row for row in said["ssd_person"] if row["pers_person_id"] != "1001")]
    said["ssd_address"] = [ELSEWHERE]
    school = education(addresses=[at_home("A1", "P1", confirmed_date="2024-02-02")])
    made.load(
        ("education", made.write("education", school)), ("social_care", made.write("social_care", said))
    )
    row = {"feed": "education", "agency": "education", "table": "pupils", "place": "roll.csv, line 7",
           "reason": "no such day",
           "value_class": "date-like", "row": '{"pupil_id": "P1"}', "records": ["education:person:P1"]}  # fmt: skip
    run_rows(made.graph, "ledger/put_rejected", [
        {"uid": "r1", "properties": row},
        {"uid": "r2", "properties": row | {"place": "roll.csv, line 8", "records": ["education:person:P99"]}},
    ])  # fmt: skip
    held = {"feed": "education", "agency": "education", "kind": "full", "status": "held", "sequence": 9, "rows": 10,
            "accepted": 1, "rejected": 9, "report": '{"held_because": ["9 of 10 rows were put aside."]}'}  # fmt: skip
    day = made.rows("MATCH (d:Delivery {feed: 'education'}) RETURN d.extracted AS day")[0]["day"]
    made.graph.write(
        "CREATE (d:Delivery) SET d = $said",
        {"said": {"uid": "abc123", "extracted": day, "received": day, **held}},
    )
    return made


@pytest.fixture
def site(settings: ApiSettings, index: Index, quick_store: Store, accounts: Accounts) -> Site:
    accounts.add(
        Account("school_steward", "Sam Roll", Role.DATA_STEWARD, "education", demo=True), hashed_once()
    )
    return Site(settings, index.graph, quick_store, lambda: index.deciding)


@pytest.fixture
def central(site: Site) -> TestClient:
    return site.sign_in("cleared_steward")


def items(client: TestClient, path: str) -> list[dict[str, Any]]:
    answer = client.get(f"{API}/{path}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_every_page_says_who_takes_part_and_what_is_covered(site: Site) -> None:
    client = site.sign_in("worker")
    banner = BeautifulSoup(client.get("/deliveries").text, "html.parser").select_one(".kith-coverage")
    assert banner is not None
    assert "2 children of 0 to 18, of an unknown number" in " ".join(banner.get_text().split())
    told = client.get(f"{API}/quality/coverage").json()
    assert (told["children"], told["population"]) == (2, None)
    assert "Education" in [*told["live"], *told["old"]]
    assert (
        BeautifulSoup(site.anybody().get("/sign-in").text, "html.parser").select_one(".kith-coverage") is None
    )


def test_a_scorecard_counts_and_leaves_small_numbers_out(site: Site) -> None:
    client = site.sign_in("analyst")
    cards = {card["feed"]["feed"]: card for card in items(client, "quality/feeds")}
    school = cards["education"]
    complete = {each["name"]: each["number"] for each in school["complete"]}
    assert (school["children"], complete["UPN"], complete["A home that could be read"]) == (2, 1, 1)
    assert school["unmatched"] is None
    assert {group["records"] for group in school["groups"]} == {None}
    assert client.get("/quality/feeds/education").status_code == 200
    assert client.get("/quality/feeds/nowhere").status_code == 404
    assert "children" in client.get("/quality/feeds.csv").text


@pytest.mark.parametrize("username", ["worker", "lead", "analyst", "admin"])
def test_what_names_people_is_for_stewards(site: Site, username: str) -> None:
    client = site.sign_in(username)
    for path in ("conflicts", "outbox/education", "corrections"):
        assert client.get(f"{API}/quality/{path}").status_code == 403
    assert client.get(f"{API}/quality/unplaced").status_code == (200 if username == "lead" else 403)
    assert client.get(f"{API}/deliveries/held").status_code == (200 if username == "admin" else 403)


def test_disagreements_are_listed_and_each_agency_sees_its_own_side(site: Site, central: TestClient) -> None:
    found = {each["kind"]: each for each in items(central, "quality/conflicts")}
    assert found.keys() == {"address", "date_of_birth"}
    born = {party["agency"]: party["value"] for party in found["date_of_birth"]["parties"]}
    assert born == {"education": "2015-03-14", "social_care": "2015-03-15"}
    own = items(site.sign_in("school_steward"), "quality/conflicts")
    assert {party["agency"] for each in own for party in each["parties"]} == {"education"}
    assert "2015-03-15" not in site.sign_in("school_steward").get("/quality/conflicts.csv").text


def test_an_outbox_never_carries_what_another_agency_says(site: Site, central: TestClient) -> None:
    steward = site.sign_in("school_steward")
    told = steward.get(f"{API}/quality/outbox/education")
    kinds = [(each["kind"], each["record"], each["value"]) for each in told.json()["items"]]
    assert ("changed_elsewhere", "P1", "12 Elm Court Road, Aldermere") in kinds
    assert ("conflict", "P1", "2015-03-14") in kinds
    rows = [each["row"] for each in told.json()["items"] if each["kind"] == "rejected_row"]
    assert rows == [{"pupil_id": "P1"}, None]  # of a row of nobody whom the index knows only the line is told
    everything = told.text + steward.get("/quality/outbox").text + steward.get("/quality/outbox.csv").text
    for others in ("2015-03-15", "Mill Lane", "N9 7XY", "1001"):
        assert others not in everything
    assert steward.get(f"{API}/quality/outbox/social_care").status_code == 404
    assert central.get(f"{API}/quality/outbox/social_care").status_code == 200
    assert "Choose an agency" in central.get("/quality/outbox").text
    for nobody in (
        f"{API}/quality/outbox/nope",
        "/quality/outbox?agency=nope",
        "/quality/outbox.csv?agency=nope",
    ):
        assert central.get(nobody).status_code == 404
    assert "roll.csv, line 7" in told.text


def test_children_without_a_home_are_a_list(central: TestClient) -> None:
    assert [(each["person"]["name"], each["reason"]) for each in items(central, "quality/unplaced")] == [
        ("Otis Lindqvist", "none_given")
    ]
    assert "Otis" in central.get("/quality/unplaced").text


def marked_sources(said: object) -> set[tuple[str, str]]:
    """Feed and record of each source, anywhere in a response, that carries the mark of contest."""
    if isinstance(said, list):
        return set().union(*map(marked_sources, said))
    if not isinstance(said, dict):
        return set()
    own = {(said["feed"], said["record"])} if said.get("contested") is True else set()
    return own.union(*map(marked_sources, said.values()))


def test_a_value_is_marked_wrong_contested_and_answered(
    site: Site, index: Index, central: TestClient
) -> None:
    worker = site.sign_in("worker")
    uid = index.uid_of("education:person:P1")
    assert worker.get(f"{API}/children/{uid}/values").status_code == 403  # not opened yet
    assert site.open(worker, uid).status_code == 201
    page = BeautifulSoup(worker.get(f"/children/{uid}/values").text, "html.parser")
    assert page.select('form input[name="part"][value="date_of_birth"]')
    wrong = {"record": "education:person:P1", "part": "date_of_birth"}
    assert (
        worker.post(
            f"{API}/children/{uid}/corrections", json=wrong | {"part": "sex", "claim": "x"}
        ).status_code
        == 422
    )
    marked = worker.post(f"{API}/children/{uid}/corrections", json=wrong)
    assert (marked.status_code, marked.json()["value"]) == (201, MAYA["date_of_birth"])
    assert site.last()["action"] == "correct"
    assert worker.post(f"{API}/children/{uid}/corrections", json=wrong).status_code == 409
    page = BeautifulSoup(worker.get(f"/children/{uid}").text, "html.parser")
    assert "Contested: date of birth" in page.text
    born = next(row for row in page.select(".govuk-summary-list__row") if "Date of birth" in row.text)
    assert born.select_one(".kith-contested"), "the mark stands beside the value"
    child = worker.get(f"{API}/children/{uid}").json()
    assert marked_sources(child["date_of_birth"]) == marked_sources(child) == {("education", "P1")}

    owner = site.sign_in("school_steward")
    entry = items(owner, "quality/corrections")[0]
    assert (entry["part"], entry["status"], entry["by"]) == ("date_of_birth", "open", "worker")
    outbox = owner.get(f"{API}/quality/outbox/education").json()["items"]
    assert "contested" in {each["kind"] for each in outbox}
    assert items(site.sign_in("steward"), "quality/corrections") == []  # social care's steward
    answer = {"outcome": "confirmed", "answer": "Seen on the certificate"}
    path = f"{API}/quality/corrections/{entry['uid']}/answer"
    assert site.sign_in("steward").post(path, json=answer).status_code == 404
    assert owner.post(path, json=answer).json()["status"] == "answered"
    assert owner.post(path, json=answer).status_code == 409
    assert "Contested" not in worker.get(f"/children/{uid}").text
    assert marked_sources(worker.get(f"{API}/children/{uid}").json()) == set()
    assert "Seen on the certificate" in central.get("/quality/corrections").text


def test_a_held_delivery_is_released_once_by_a_named_person(site: Site) -> None:
    steward = site.sign_in("school_steward")
    waiting = items(steward, "deliveries/held")
    assert [(each["uid"], each["status"], each["reasons"]) for each in waiting] == [
        ("abc123", "held", ["9 of 10 rows were put aside."])
    ]
    assert items(site.sign_in("steward"), "deliveries/held") == []  # not of social care
    body = {"release": True, "because": BECAUSE}
    path = f"{API}/deliveries/held/abc123/decision"
    assert site.sign_in("steward").post(path, json=body).status_code == 404
    assert steward.post(path, json=body | {"because": "no"}).status_code == 422
    done = steward.post(path, json=body).json()
    assert (done["status"], done["decided_by"], done["decided_because"]) == (
        "released",
        "school_steward",
        BECAUSE,
    )
    assert steward.post(path, json=body | {"release": False}).status_code == 409
    assert BECAUSE in steward.get("/deliveries/held").text
