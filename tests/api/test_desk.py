"""The steward's desk over the API and the pages: who uses it, what it shows, deciding, taking back, and the audit."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from api.settings import ApiSettings
from api.store import Store
from api.store.accounts import Account, Accounts
from model.scope import Role
from tests.api.site import Site
from tests.conftest import Engines
from tests.support.index import Index
from tests.support.noor import NOOR_EDU, NOOR_SC, ZOFIA_EDU, ZOFIA_SC, noor_at_school, noor_in_care

pytestmark = pytest.mark.xdist_group("api-desk")

REASON = "The school rang about her"
API = "/api/v1/desk"
NAMES = ("Noor", "Haddad", "Aziz", "Zofia", "Novak", "Pillai")


@pytest.fixture(scope="module")
def desk_index(engines: Engines, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Noor and Zofia wait in the queue, on the same evidence. Each test leaves the index as it found it."""
    index = Index(engines.graph("embedded"), tmp_path_factory.mktemp("desk"))
    index.load(
        ("education", index.write("education", noor_at_school())),
        ("social_care", index.write("social_care", noor_in_care())),
    )
    return index


@pytest.fixture
def site(settings: ApiSettings, desk_index: Index, quick_store: Store, accounts: Accounts) -> Site:
    del accounts
    return Site(settings, desk_index.graph, quick_store, lambda: desk_index.deciding)


@pytest.fixture
def steward(site: Site) -> TestClient:
    return site.sign_in("steward")


def waiting(client: TestClient) -> dict[str, dict[str, Any]]:
    """The queue, by the first record of each pair."""
    return {item["left_record"]: item for item in client.get(f"{API}/pairs").json()["items"]}


def decided(client: TestClient, pair: dict[str, Any], verdict: str, **changes: str) -> Any:
    said = {"left": pair["left"]["record"], "right": pair["right"]["record"], "verdict": verdict, "reason": REASON,
            "state": pair["state"], **changes}  # fmt: skip
    return client.post(f"{API}/decisions", json=said)


@pytest.mark.parametrize("username", ["worker", "lead", "hub", "analyst", "admin"])
def test_the_desk_is_for_data_stewards_alone(site: Site, username: str) -> None:
    client = site.sign_in(username)
    pair = "0123456789abcdef"
    for path in ("pairs", f"pairs/{pair}", "decisions", f"pairs/{pair}/alike"):
        assert client.get(f"{API}/{path}").status_code == 403
    both = {"left": NOOR_EDU, "right": NOOR_SC}
    assert client.post(f"{API}/comparisons", json=both).status_code == 403
    body = both | {"verdict": "same", "reason": REASON, "state": pair}
    assert client.post(f"{API}/decisions", json=body).status_code == 403
    assert client.get("/desk").status_code == 403
    assert site.last()["outcome"] == "refused"
    assert "Records to judge" not in client.get("/account").text


def test_a_pair_is_looked_at_decided_once_and_taken_back(
    site: Site, steward: TestClient, desk_index: Index
) -> None:
    before = desk_index.people()
    item = waiting(steward)[NOOR_EDU]
    assert (item["stake"], item["alike"]) == ("other", 2)
    pair = steward.get(f"{API}/pairs/{item['pair']}").json()
    assert [pair[side]["agency"] for side in ("left", "right")] == ["Education", "Children's social care"]
    assert {value["part"]: value["differs"] for value in pair["values"]}["Surname"] is True
    assert pair["left"]["homes"] == ["7 Elm Court Road, Aldermere, N9 7AB from 2020-01-06"]
    assert pair["left"]["days_old"] is not None

    preview = steward.post(
        f"{API}/previews", json={"left": NOOR_EDU, "right": NOOR_SC, "verdict": "same"}
    ).json()
    assert [len(preview[when]) for when in ("before", "after")] == [2, 1]
    assert desk_index.people() == before

    done = decided(steward, pair, "same")
    assert done.status_code == 201
    assert (done.json()["verdict"], done.json()["by"], done.json()["standing"]) == ("same", "steward", True)
    assert {NOOR_EDU, NOOR_SC} in desk_index.people()
    entry = site.last()
    assert (entry["action"], entry["reason"], entry["outcome"]) == ("judge", REASON, "done")
    assert set(entry["subjects"]) == {pair["left"]["person"]["uid"], pair["right"]["person"]["uid"]}

    other = site.sign_in("cleared_steward")
    late = decided(other, pair, "different")
    assert (late.status_code, late.json()["type"]) == (409, "urn:kith:problem:changed")
    assert NOOR_EDU not in waiting(steward)

    now = other.get(f"{API}/pairs/{item['pair']}").json()
    assert (now["together"], now["history"][0]["standing"]) == (True, True)
    undone = other.post(f"{API}/pairs/{item['pair']}/undo", json={"reason": REASON, "state": now["state"]})
    assert undone.status_code == 201
    assert desk_index.people() == before
    listed = steward.get(f"{API}/decisions").json()["items"]
    assert [(each["verdict"], each["by"], each["standing"]) for each in listed[:2]] == [
        ("undone", "cleared_steward", False),
        ("same", "steward", False),
    ]
    again = steward.get(f"{API}/pairs/{item['pair']}").json()["state"]
    assert (
        steward.post(f"{API}/pairs/{item['pair']}/undo", json={"reason": REASON, "state": again}).status_code
        == 409
    )


def test_pairs_on_identical_evidence_are_decided_at_once_after_a_look(
    steward: TestClient, desk_index: Index
) -> None:
    before = desk_index.people()
    pair = waiting(steward)[NOOR_EDU]["pair"]
    alike = steward.get(f"{API}/pairs/{pair}/alike").json()
    assert (alike["count"], len(alike["sample"])) == (2, 2)
    body = {"verdict": "different", "reason": REASON, "looked_at": "0" * 16}
    assert steward.post(f"{API}/pairs/{pair}/alike", json=body).status_code == 409
    body["looked_at"] = alike["looked_at"]
    both = {"verdict": "same", "looked_at": alike["looked_at"]}
    preview = steward.post(f"{API}/pairs/{pair}/alike/preview", json=both).json()
    assert [len(preview[when]) for when in ("before", "after")] == [4, 2]
    assert desk_index.people() == before
    done = steward.post(f"{API}/pairs/{pair}/alike", json=body)
    assert (done.status_code, len(done.json()["entries"])) == (201, 2)
    assert waiting(steward) == {}
    assert desk_index.people() == before
    late = steward.post(f"{API}/pairs/{pair}/alike", json=body)
    assert late.status_code == 404, "they wait no longer"

    state = steward.get(f"{API}/pairs/{pair}").json()["state"]
    assert steward.post(f"{API}/pairs/{pair}/undo/preview", json={"together": True}).json()["after"] == []
    all_of_them = {"reason": REASON, "state": state, "together": True}
    assert steward.post(f"{API}/pairs/{pair}/undo", json=all_of_them).json()["verdict"] == "undone"
    assert set(waiting(steward)) == {NOOR_EDU, ZOFIA_EDU}


def fields(html: str, action: str) -> dict[str, str]:
    """What a form sends that a reader fills in by nothing but its buttons."""
    form = BeautifulSoup(html, "html.parser").select_one(f'form[action="{action}"]')
    assert form is not None, action
    return {str(one["name"]): str(one.get("value") or "") for one in form.select("input[name]")}


def test_the_pages_lead_through_a_decision_and_back_without_a_script(
    steward: TestClient, site: Site, desk_index: Index
) -> None:
    before = desk_index.people()
    listed = steward.get("/desk").text
    assert "nobody with an open involvement" in listed
    pair = waiting(steward)[NOOR_EDU]["pair"]
    shown = steward.get(f"/desk/pairs/{pair}").text
    assert ("Haddad" in shown, "Aziz" in shown, "<svg" in shown, "Differs" in shown) == (True,) * 4
    form = fields(shown, "/desk/check")
    nothing = steward.post("/desk/check", data=form | {"verdict": "same", "reason": ""})
    assert (nothing.status_code, "Give a reason" in nothing.text) == (422, True)
    checked = steward.post("/desk/check", data=form | {"verdict": "same", "reason": REASON})
    assert checked.status_code == 200
    assert "Whom this would change" in checked.text
    assert desk_index.people() == before

    confirm = fields(checked.text, "/desk/decisions")
    done = steward.post("/desk/decisions", data=confirm)
    assert (done.status_code, done.headers["location"]) == (303, "/desk/decisions")
    assert {NOOR_EDU, NOOR_SC} in desk_index.people()
    assert REASON in steward.get("/desk/decisions").text
    late = steward.post("/desk/decisions", data=confirm | {"verdict": "different"})
    assert (late.status_code, "has changed since you looked" in late.text) == (409, True)

    undo = fields(steward.get(f"/desk/pairs/{pair}").text, f"/desk/pairs/{pair}/undo/check")
    nothing = steward.post(f"/desk/pairs/{pair}/undo/check", data=undo)
    assert (nothing.status_code, "Give a reason" in nothing.text) == (422, True)
    checked = steward.post(f"/desk/pairs/{pair}/undo/check", data=undo | {"reason": REASON})
    assert (checked.status_code, "take back" in checked.text) == (200, True)
    assert desk_index.people() != before
    confirm = fields(checked.text, f"/desk/pairs/{pair}/undo")
    back = steward.post(f"/desk/pairs/{pair}/undo", data=confirm)
    assert (back.status_code, back.headers["location"]) == (303, f"/desk/pairs/{pair}")
    assert desk_index.people() == before
    late = steward.post(f"/desk/pairs/{pair}/undo", data=confirm)
    assert (late.status_code, "no decision on this pair" in late.text) == (409, True)
    assert steward.get("/desk/next").headers["location"] == f"/desk/pairs/{pair}"
    for entry in site.audited():
        assert not [name for name in NAMES if name in str(entry)]


def test_pages_of_many_pairs_show_whom_one_decision_would_change(
    steward: TestClient, desk_index: Index
) -> None:
    before = desk_index.people()
    pair = waiting(steward)[NOOR_EDU]["pair"]
    here = f"/desk/pairs/{pair}/alike"
    form = fields(steward.get(here).text, f"{here}/check")
    assert steward.post(f"{here}/check", data=form | {"verdict": "same"}).status_code == 422
    said = form | {"verdict": "same", "reason": REASON}
    stale = steward.post(f"{here}/check", data=said | {"looked_at": "0" * 16})
    assert (stale.status_code, "have changed since" in stale.text) == (409, True)
    checked = steward.post(f"{here}/check", data=said)
    assert (checked.status_code, "Whom this would change" in checked.text) == (200, True)
    assert desk_index.people() == before
    confirm = fields(checked.text, here)
    assert steward.post(here, data=confirm).headers["location"] == "/desk/decisions"
    assert len(desk_index.people()) == len(before) - 2
    undo = fields(steward.get(f"/desk/pairs/{pair}").text, f"/desk/pairs/{pair}/undo/check")
    said = undo | {"reason": REASON, "together": "yes"}
    checked = steward.post(f"/desk/pairs/{pair}/undo/check", data=said)
    assert "2 pairs that were decided at once" in checked.text
    steward.post(f"/desk/pairs/{pair}/undo", data=fields(checked.text, f"/desk/pairs/{pair}/undo"))
    assert desk_index.people() == before


def test_the_queue_is_narrowed_and_why_is_told_without_values(steward: TestClient) -> None:
    assert "Nothing waits for you with these choices" in steward.get("/desk?stake=looked_after").text
    assert "Haddad" in steward.get("/desk?who=children&feed=education&stake=other").text
    assert steward.get("/desk?stake=worst").status_code == 422
    for query, count in (("child=true", 2), ("child=false", 0), ("feed=police", 0), ("stake=other", 2)):
        assert len(steward.get(f"{API}/pairs?{query}").json()["items"]) == count
    first = steward.get(f"{API}/pairs?limit=1").json()
    assert steward.get(f"{API}/pairs?child=true&cursor={first['next_cursor']}").status_code == 422
    rest = steward.get(f"{API}/pairs?limit=1&cursor={first['next_cursor']}").json()
    assert (len(rest["items"]), rest["next_cursor"]) == (1, None)
    both = {"left": NOOR_EDU, "right": NOOR_SC}
    why = steward.post(f"{API}/why", json=both)
    assert (why.status_code, why.json()["verdict"], "Haddad" in why.text) == (200, "review", False)
    assert steward.post(f"{API}/why", json=both | {"right": "education:person:P99"}).status_code == 404
    pair = waiting(steward)[NOOR_EDU]["pair"]
    blank = steward.get(f"/desk/pairs/{pair}?blank=yes").text
    assert ("Haddad" in blank, "different surnames" in blank) == (False, True)


def test_two_decisions_on_one_page_that_is_open_twice(
    site: Site, steward: TestClient, desk_index: Index
) -> None:
    pair = waiting(steward)[NOOR_EDU]["pair"]
    other = site.sign_in("cleared_steward")
    mine, yours = (client.get(f"{API}/pairs/{pair}").json() for client in (steward, other))
    assert decided(steward, mine, "unsure").status_code == 201
    assert decided(other, yours, "unsure").status_code == 409, "even with the same verdict"
    now = other.get(f"{API}/pairs/{pair}").json()
    assert len(now["history"]) >= 1
    undo = {"reason": REASON, "state": now["state"]}
    assert other.post(f"{API}/pairs/{pair}/undo", json=undo).status_code == 201
    assert steward.post(f"{API}/pairs/{pair}/undo", json=undo).status_code == 409
    for entry in site.audited():
        assert not [name for name in NAMES if name in str(entry)]


def test_any_two_records_are_compared_and_what_is_not_there_is_said(steward: TestClient) -> None:
    token = {"csrf_token": steward.headers["x-csrf-token"]}
    found = steward.post("/desk/compare", data=token | {"left": NOOR_EDU, "right": ZOFIA_SC})
    assert (found.status_code, "One person or two" in found.text) == (200, True)
    for left, right in ((NOOR_EDU, "education:person:P99"), (NOOR_EDU, NOOR_EDU), ("", "")):
        answer = steward.post("/desk/compare", data=token | {"left": left, "right": right})
        assert (answer.status_code, "no two such current records" in answer.text) == (422, True)


ADDRESSES = f"{API}/addresses"
SEVEN, FORTY = "uprn:200000000077", "uprn:200000000040"


def residents(index: Index) -> set[frozenset[str]]:
    rows = index.rows(
        "MATCH (p:Person)-[:LIVES_AT]->(a:Address) RETURN a.uid AS uid, collect(DISTINCT p.uid) AS who"
    )
    return {frozenset(row["who"]) for row in rows}


def test_two_addresses_are_looked_at_merged_once_and_parted(
    site: Site, steward: TestClient, desk_index: Index
) -> None:
    before = residents(desk_index)
    found = steward.post(f"{ADDRESSES}/search", json={"postcode": "n97ab"}).json()
    assert {SEVEN, FORTY} <= {each["token"] for each in found}
    both = {"left": SEVEN, "right": next(each["uid"] for each in found if each["token"] == FORTY)}
    pair = steward.post(f"{ADDRESSES}/comparisons", json=both).json()
    assert (pair["together"], pair["left"]["uprn"], pair["right"]["uprn"]) == (False, FORTY[5:], SEVEN[5:])
    preview = steward.post(f"{ADDRESSES}/previews", json=both | {"verdict": "same"}).json()
    assert [len(home) for home in preview["homes"]] == [2]
    assert residents(desk_index) == before

    body = both | {"verdict": "same", "reason": REASON, "state": pair["state"]}
    done = steward.post(f"{ADDRESSES}/decisions", json=body)
    assert (done.status_code, done.json()["standing"]) == (201, True)
    assert len(residents(desk_index)) == len(before) - 1
    entry = site.last()
    assert (entry["action"], entry["reason"], entry["outcome"]) == ("judge", REASON, "done")
    assert steward.post(f"{ADDRESSES}/decisions", json=body).status_code == 409

    name = done.json()["pair"]
    shown = steward.get(f"/desk/addresses/pairs/{name}")
    assert (shown.status_code, "shown as <strong>one home" in shown.text) == (200, True)
    undo = fields(shown.text, f"/desk/addresses/pairs/{name}/undo")
    assert steward.post(f"/desk/addresses/pairs/{name}/undo", data=undo).status_code == 422
    back = steward.post(f"/desk/addresses/pairs/{name}/undo", data=undo | {"reason": REASON})
    assert (back.status_code, back.headers["location"]) == (303, f"/desk/addresses/pairs/{name}")
    assert residents(desk_index) == before
    entries = steward.get(f"{ADDRESSES}/decisions").json()["items"]
    assert [(each["verdict"], each["standing"]) for each in entries] == [("undone", False), ("same", False)]

    # The same by the pages: find, compare, look at what it would change, confirm, part again.
    token = {"csrf_token": steward.headers["x-csrf-token"]}
    listed = steward.post("/desk/addresses", data=token | {"postcode": "N9 7AB"}).text
    assert ("40 Elm Court Road" in listed, REASON in listed) == (True, True)
    form = fields(steward.post("/desk/addresses/compare", data=token | both).text, "/desk/addresses/check")
    checked = steward.post("/desk/addresses/check", data=form | {"verdict": "same", "reason": REASON})
    assert ("One home, made of" in checked.text, residents(desk_index) == before) == (True, True)
    done = steward.post("/desk/addresses/decisions", data=fields(checked.text, "/desk/addresses/decisions"))
    assert (done.status_code, len(residents(desk_index))) == (303, len(before) - 1)
    again = fields(steward.get(f"/desk/addresses/pairs/{name}").text, "/desk/addresses/check")
    checked = steward.post("/desk/addresses/check", data=again | {"verdict": "different", "reason": REASON})
    assert steward.post(
        "/desk/addresses/decisions", data=fields(checked.text, "/desk/addresses/decisions")
    ).status_code == 303  # fmt: skip
    assert residents(desk_index) == before


def test_addresses_that_are_not_there_are_said_and_only_stewards_ask(site: Site, steward: TestClient) -> None:
    both = {"left": SEVEN, "right": "uprn:000000000001"}
    assert steward.post(f"{ADDRESSES}/comparisons", json=both).status_code == 404
    token = {"csrf_token": steward.headers["x-csrf-token"]}
    for data in (both, {"left": SEVEN, "right": SEVEN}, {"postcode": "nowhere"}):
        path = "/desk/addresses" if "postcode" in data else "/desk/addresses/compare"
        answer = steward.post(path, data=token | data)
        assert (answer.status_code, "There is a problem" in answer.text) == (422, True)
    worker = site.sign_in("worker")
    assert worker.get("/desk/addresses").status_code == 403
    assert worker.post(f"{ADDRESSES}/search", json={"postcode": "N9 7AB"}).status_code == 403


def test_nobody_judges_their_own_family(
    settings: ApiSettings, desk_index: Index, quick_store: Store, accounts: Accounts
) -> None:
    own = Account("kin", "Kin Steward", Role.DATA_STEWARD, None, person_uid=desk_index.uid_of(NOOR_EDU))
    accounts.add(own)
    site = Site(settings, desk_index.graph, quick_store, lambda: desk_index.deciding)
    pair = waiting(site.sign_in("steward"))[NOOR_EDU]["pair"]
    kin = site.sign_in("kin")
    assert set(waiting(kin)) == {ZOFIA_EDU}
    assert kin.get(f"{API}/pairs/{pair}").status_code == 404
    seen = site.sign_in("steward").get(f"{API}/pairs/{pair}").json()
    assert decided(kin, seen, "same").status_code == 404


def test_a_protected_pair_waits_for_those_who_are_cleared(
    site: Site, steward: TestClient, desk_index: Index
) -> None:
    """Last in this file: a protection stands from then on."""
    pair = waiting(steward)[ZOFIA_EDU]["pair"]
    seen = steward.get(f"{API}/pairs/{pair}").json()
    rows = {"protections": [{"prot_protection_id": "PR1", "prot_person_id": "1006", "prot_kind": "LOCATION",
                             "prot_basis": "MARAC", "prot_from": "2026-08-01"}]}  # fmt: skip
    desk_index.deliver("social_care", rows, kind="changes", extracted="2026-09-02")
    assert set(waiting(steward)) == {NOOR_EDU}
    both = {"left": ZOFIA_EDU, "right": ZOFIA_SC}
    for path, body in (("comparisons", both), ("previews", both | {"verdict": "same"})):
        assert steward.post(f"{API}/{path}", json=body).status_code == 404
    assert steward.get(f"{API}/pairs/{pair}").status_code == 404
    assert steward.get(f"{API}/pairs/{pair}/alike").status_code == 404
    assert decided(steward, seen, "same").status_code == 404
    assert ZOFIA_EDU not in str(steward.get(f"{API}/decisions").json())
    cleared = site.sign_in("cleared_steward")
    assert set(waiting(cleared)) == {NOOR_EDU, ZOFIA_EDU}
    now = cleared.get(f"{API}/pairs/{pair}").json()
    assert decided(cleared, now, "unsure").status_code == 201
    assert set(waiting(cleared)) == {NOOR_EDU}
