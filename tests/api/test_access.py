"""Who may open whom, and what a refusal gives away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from api.settings import ApiSettings
from api.store import Store
from api.store.accounts import Accounts
from graph.gateway import Graph
from tests.api.site import ACCOUNTS, REASON, Site

NOT_FOUND = 404
REASON_NEEDED = 403
EVERYBODY = (
    "worker",
    "teacher",
    "joan",
    "neighbour",
    "cleared",
    "lead",
    "hub",
    "analyst",
    "steward",
    "admin",
)


def statuses(site: Site, username: str, uids: tuple[str, ...]) -> list[int]:
    client = site.sign_in(username)
    return [client.get(f"/api/v1/children/{uid}").status_code for uid in uids]


UIDS = ("amara", "lena", "tom", "uma", "vera", "willow", "hidden", "nobody")


@pytest.mark.parametrize(
    ("username", "expected"),
    [
        # amara, lena, tom, uma, vera, willow, hidden, nobody
        ("worker", [403, 403, 403, 403, 403, 403, 404, 404]),
        ("teacher", [403, 403, 403, 403, 403, 403, 404, 404]),
        ("joan", [403, 403, 404, 404, 404, 403, 404, 404]),  # own child, own household, next door
        ("neighbour", [403, 403, 404, 404, 404, 403, 404, 404]),  # linked by address only
        ("cleared", [403, 403, 403, 403, 403, 403, 403, 404]),  # the hidden child exists for the cleared
        ("lead", [403, 403, 403, 403, 403, 403, 404, 404]),
        ("hub", [403, 403, 403, 403, 403, 403, 404, 404]),
        ("analyst", [404] * 8),
        ("steward", [404] * 8),
        ("admin", [404] * 8),
    ],
)
def test_before_a_reason_is_given(site: Site, username: str, expected: list[int]) -> None:
    assert statuses(site, username, UIDS) == expected


@pytest.mark.parametrize(
    ("username", "uid", "purpose", "expected"),
    [
        ("worker", "amara", "own_involvement", 201),
        ("worker", "amara", "hub", 201),
        ("worker", "obi", "own_involvement", 403),  # each relative is an opening of its own
        ("worker", "obi", "hub", 201),
        ("worker", "hidden", "hub", 404),
        ("worker", "nobody", "hub", 404),
        ("teacher", "amara", "own_involvement", 403),
        ("teacher", "amara", "hub", 201),
        ("cleared", "hidden", "hub", 201),
        ("joan", "tom", "hub", 404),
        ("joan", "tilda", "hub", 404),  # her child, though they live apart
        ("joan", "uma", "hub", 404),
        ("joan", "vera", "hub", 404),
        ("joan", "amara", "hub", 201),
        ("lead", "amara", "hub", 201),
        ("analyst", "amara", "hub", 404),
        ("steward", "amara", "hub", 404),
        ("admin", "amara", "hub", 404),
    ],
)
def test_opening_a_child(site: Site, username: str, uid: str, purpose: str, expected: int) -> None:
    client = site.sign_in(username)
    assert site.open(client, uid, purpose=purpose).status_code == expected
    assert client.get(f"/api/v1/children/{uid}").status_code == (
        200 if expected == 201 else pytest.approx(expected)
    )


@pytest.mark.parametrize(
    ("username", "uid", "expected"),
    [
        ("worker", "ngozi", 201),
        ("joan", "joan", 404),  # oneself
        ("lead", "joan", 201),
        ("teacher", "ngozi", 404),  # a school sees no adult whose child it has not opened
        ("analyst", "ngozi", 404),
    ],
)
def test_opening_an_adult(site: Site, username: str, uid: str, expected: int) -> None:
    client = site.sign_in(username)
    assert site.open(client, uid, "adults").status_code == expected
    assert (client.get(f"/api/v1/adults/{uid}").status_code == 200) is (expected == 201)


def test_a_reason_is_kept_for_that_child_only(site: Site) -> None:
    client = site.sign_in("worker")
    site.open(client, "amara", purpose="own_involvement")
    assert client.get("/api/v1/children/amara").status_code == 200
    assert client.get("/api/v1/children/amara/siblings").json()["items"][0]["person"]["uid"] == "obi"
    assert client.get("/api/v1/children/obi").status_code == REASON_NEEDED
    assert site.sign_in("lead").get("/api/v1/children/amara").status_code == REASON_NEEDED, (
        "not for somebody else"
    )


def test_absent_and_not_permitted_look_the_same(site: Site) -> None:
    def told(username: str, uid: str) -> tuple[int, dict[str, object], list[str]]:
        answer = site.sign_in(username).get(f"/api/v1/children/{uid}")
        body = answer.json()
        body.pop("instance")
        return answer.status_code, body, sorted(set(answer.headers) - {"x-request-id"})

    absent = told("worker", "nobody")
    assert told("worker", "hidden") == absent
    assert told("joan", "joan") == absent
    assert told("joan", "tom") == absent
    assert told("analyst", "amara") == absent
    assert told("worker", "old-hidden") == absent, "a retired uid tells nothing of a hidden child"


def test_the_answers_take_like_work(site: Site, borough: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of questions put to the graph is the same for a hidden child as for none at all."""
    client = site.sign_in("worker")
    asked: list[str] = []
    read = borough.read

    def noted(cypher: str, params: Any = None) -> list[dict[str, Any]]:
        asked.append(cypher)
        return read(cypher, params)

    monkeypatch.setattr(borough, "read", noted)

    def questions(uid: str) -> list[str]:
        asked.clear()
        client.get(f"/api/v1/children/{uid}")
        return list(asked)

    assert questions("hidden") == questions("nobody")


def test_a_retired_uid_leads_to_the_one_in_use(site: Site) -> None:
    client = site.sign_in("worker")
    answer = client.get("/api/v1/children/old-amara/siblings")
    assert (answer.status_code, answer.headers["location"]) == (308, "/api/v1/children/amara/siblings")
    assert site.sign_in("analyst").get("/api/v1/children/old-amara").status_code == NOT_FOUND


@pytest.mark.parametrize("username", ["analyst", "steward", "admin"])
def test_roles_that_do_not_work_with_single_children_do_not_search(site: Site, username: str) -> None:
    client = site.sign_in(username)
    answer = client.post("/api/v1/children/search", json={"q": "Amara Okafor"})
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:kith:problem:not-permitted")
    assert client.get("/api/v1/deliveries").status_code == 200


class TestOwnCircle:
    @pytest.mark.parametrize(
        ("username", "uid", "ground"),
        [
            ("joan", "tom", "household"),
            ("joan", "tilda", "household"),
            ("joan", "uma", "household"),
            ("joan", "vera", "neighbour"),
            ("neighbour", "uma", "household"),
            ("neighbour", "vera", "neighbour"),
        ],
    )
    def test_an_attempt_is_logged_and_seen_by_a_lead(
        self, site: Site, username: str, uid: str, ground: str
    ) -> None:
        site.sign_in(username).get(f"/api/v1/children/{uid}")
        entry = site.last()
        assert (entry["account"], entry["outcome"], entry["subjects"]) == (username, "refused", [uid])
        refusals = site.sign_in("lead").get("/api/v1/audit/refusals").json()["items"]
        assert [(each["account"], each["uid"], each["ground"]) for each in refusals] == [
            (username, uid, ground)
        ]

    def test_oneself(self, site: Site) -> None:
        client = site.sign_in("joan")
        assert client.get("/api/v1/adults/joan").status_code == NOT_FOUND
        assert site.open(client, "joan", "adults").status_code == NOT_FOUND
        grounds = [
            each["ground"] for each in site.sign_in("lead").get("/api/v1/audit/refusals").json()["items"]
        ]
        assert grounds == ["self", "self"]

    def test_one_own_address_is_not_read_either(self, site: Site) -> None:
        client = site.sign_in("neighbour")
        assert client.get("/api/v1/addresses/oak-30/people").status_code == NOT_FOUND
        assert site.last()["details"]["ground"] == "household"

    def test_refusing_a_neighbour_whose_location_is_withheld_would_tell_where_they_live(
        self, site: Site
    ) -> None:
        client = site.sign_in("joan")
        assert site.open(client, "willow").status_code == 201
        items = site.sign_in("lead").get("/api/v1/audit/openings").json()["items"]
        assert [(each["account"], each["uid"]) for each in items] == [("joan", "willow")], (
            "always reviewed instead"
        )

    def test_whoever_sees_the_location_is_refused(self, site: Site, quick_store: Store) -> None:
        cleared = next(each for each in ACCOUNTS if each.username == "cleared")
        near = replace(cleared, username="cleared-near", address_uid="oak-30")
        Accounts(quick_store).add(near)
        assert site.open(site.sign_in("cleared-near"), "willow").status_code == NOT_FOUND


class TestReview:
    @pytest.mark.parametrize(("rate", "drawn"), [(0.0, 0), (1.0, 1)])
    def test_openings_for_the_hub_are_sampled_at_the_rate_that_is_set(
        self,
        settings: ApiSettings,
        borough: Graph,
        quick_store: Store,
        accounts: object,
        rate: float,
        drawn: int,
    ) -> None:
        site = Site(settings.model_copy(update={"sample_rate": rate}), borough, quick_store)
        client = site.sign_in("worker")
        site.open(client, "lena")
        site.open(client, "amara", purpose="own_involvement")
        items = site.sign_in("hub").get("/api/v1/audit/openings").json()["items"]
        assert len(items) == drawn, "own involvement is never drawn"
        assert all(each["reason"] == REASON for each in items)

    def test_a_lead_sees_their_own_area(self, site: Site) -> None:
        site.sign_in("joan").get("/api/v1/children/tom")
        assert len(site.sign_in("lead").get("/api/v1/audit/refusals").json()["items"]) == 1
        assert len(site.sign_in("hub").get("/api/v1/audit/refusals").json()["items"]) == 1

    @pytest.mark.parametrize("username", [name for name in EVERYBODY if name not in ("lead", "hub")])
    def test_nobody_else_reviews(self, site: Site, username: str) -> None:
        client = site.sign_in(username)
        assert client.get("/api/v1/audit/refusals").status_code == 403
        assert client.get("/api/v1/audit/openings").status_code == 403

    def test_a_review_is_entered_once_by_a_lead_of_the_area_and_not_of_ones_own(self, site: Site) -> None:
        joan = site.sign_in("joan")
        joan.get("/api/v1/children/tom")
        site.open(joan, "willow")
        lead = site.sign_in("lead")
        number = lead.get("/api/v1/audit/openings").json()["items"][0]["id"]
        place = f"/api/v1/audit/openings/{number}/review"
        assert joan.post(place, json={"outcome": "in_order"}).status_code == 403
        assert lead.post(place, json={"outcome": "followed_up"}).status_code == 422, "says what was done"
        assert lead.post(place, json={"outcome": "in_order"}).status_code == 201
        assert site.last()["action"] == "judge"
        assert lead.post(place, json={"outcome": "in_order"}).status_code == 409
        assert lead.get("/api/v1/audit/openings?waiting=true").json()["items"] == []
        [looked] = lead.get("/api/v1/audit/openings?waiting=false").json()["items"]
        assert (looked["review"]["by"], looked["review"]["outcome"]) == ("lead", "in_order")
        assert (
            lead.post("/api/v1/audit/openings/99999/review", json={"outcome": "in_order"}).status_code
            == NOT_FOUND
        )

    def test_the_list_goes_on_by_its_cursor_only(self, site: Site) -> None:
        joan = site.sign_in("joan")
        for uid in ("tom", "uma", "vera"):
            joan.get(f"/api/v1/children/{uid}")
        lead = site.sign_in("lead")
        first = lead.get("/api/v1/audit/refusals?limit=2").json()
        assert [each["uid"] for each in first["items"]] == ["vera", "uma"]
        rest = lead.get("/api/v1/audit/refusals", params={"limit": 2, "cursor": first["next_cursor"]}).json()
        assert ([each["uid"] for each in rest["items"]], rest["next_cursor"]) == (["tom"], None)
        hub = site.sign_in("hub")
        other = hub.get("/api/v1/audit/refusals", params={"cursor": first["next_cursor"]})
        assert other.status_code == 422, "a cursor is for the account it was given to"


class TestPlacesAndPaths:
    def test_an_address_is_read_through_somebody_who_is_open(self, site: Site) -> None:
        client = site.sign_in("worker")
        assert client.get("/api/v1/addresses/elm-12/people").status_code == NOT_FOUND
        site.open(client, "amara", purpose="own_involvement")
        people = client.get("/api/v1/addresses/elm-12/people").json()["items"]
        assert {each["value"]["person"]["uid"] for each in people} == {"amara", "obi", "ngozi"}
        assert client.get("/api/v1/addresses/elm-90/people").status_code == NOT_FOUND

    def test_a_path_needs_both_ends_open(self, site: Site) -> None:
        client = site.sign_in("worker")
        site.open(client, "amara", purpose="own_involvement")
        refused = client.get("/api/v1/paths", params={"from": "amara", "to": "ngozi"})
        assert (refused.status_code, refused.json()["uid"]) == (REASON_NEEDED, "ngozi")
        site.open(client, "ngozi", "adults")
        found = client.get("/api/v1/paths", params={"from": "amara", "to": "ngozi"})
        assert found.status_code == 200
        assert found.json()["items"], "mother and daughter are linked"
        assert client.get("/api/v1/paths", params={"from": "amara", "to": "hidden"}).status_code == NOT_FOUND

    def test_a_withheld_location_is_nowhere(self, site: Site) -> None:
        client = site.sign_in("worker")
        site.open(client, "willow")
        told = "".join(
            client.get(f"/api/v1/children/willow{part}").text
            for part in ("", "/addresses", "/household", "/schools", "/network", "/siblings")
        )
        assert "Oak Street" not in told
        assert "Location withheld" in told
