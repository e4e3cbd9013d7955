"""Signing in, staying signed in, and being signed out."""

from __future__ import annotations

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from api.settings import ApiSettings
from api.store import Store
from api.store.accounts import Accounts
from api.store.rates import Limit
from api.store.sessions import Sessions
from graph.gateway import Graph
from tests.api.site import PASSWORD, Site


def token_of(page: str) -> str:
    field = BeautifulSoup(page, "html.parser").find("input", {"name": "csrf_token"})
    assert field is not None
    return str(field["value"])


def sign_in_by_form(client: TestClient, username: str = "worker", password: str = PASSWORD) -> int:
    token = token_of(client.get("/sign-in").text)
    fields = {"username": username, "password": password, "csrf_token": token}
    return int(client.post("/sign-in", data=fields).status_code)


def test_a_form_signs_in_and_out(site: Site) -> None:
    client = site.anybody()
    assert sign_in_by_form(client) == 303
    page = client.get("/")
    assert "Ines Worker" in page.text
    assert client.get("/sign-in").headers["location"] == "/", "no need to sign in again"
    out = client.post("/sign-out", data={"csrf_token": token_of(page.text)})
    assert (out.status_code, out.headers["location"]) == (303, "/sign-in?signed-out")
    assert client.get("/").headers["location"] == "/sign-in"
    assert [entry["action"] for entry in site.audited()][-2:] != [], "both are in the audit"
    assert {"sign_in", "sign_out"} <= {entry["action"] for entry in site.audited()}


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("worker", "wrong"),
        ("nobody", PASSWORD),
        ("organisation", PASSWORD),  # has a password by mistake, is no demonstration account
        ("worker", ""),
        ("", ""),
    ],
)
def test_a_failed_sign_in_says_the_same_whatever_was_wrong(site: Site, username: str, password: str) -> None:
    client = site.anybody()
    token = token_of(client.get("/sign-in").text)
    answer = client.post("/sign-in", data={"username": username, "password": password, "csrf_token": token})
    assert answer.status_code == 401
    assert "The user name or the password is not right, or the account may not sign in here." in answer.text
    assert client.get("/").status_code == 303
    entry = site.last() if site.last()["action"] == "sign_in" else site.audited()[-2]
    assert (entry["action"], entry["outcome"]) == ("sign_in", "refused")


def test_a_disabled_account_does_not_sign_in(site: Site, accounts: Accounts) -> None:
    accounts.disable("worker")
    assert sign_in_by_form(site.anybody()) == 401


def test_the_form_needs_its_own_token(site: Site) -> None:
    client = site.anybody()
    fields = {"username": "worker", "password": PASSWORD}
    assert client.post("/sign-in", data=fields).status_code == 403
    other = token_of(site.anybody().get("/sign-in").text)
    assert client.post("/sign-in", data={**fields, "csrf_token": other}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}],
)
def test_another_site_can_neither_sign_in_nor_search(site: Site, headers: dict[str, str]) -> None:
    asked = {"username": "worker", "password": PASSWORD}
    assert site.anybody().post("/api/v1/session", json=asked, headers=headers).status_code == 403
    client = site.sign_in("worker")
    assert client.post("/api/v1/children/search", json={"q": "Amara"}, headers=headers).status_code == 403


class TestDemonstrationAccounts:
    """They are for this machine only."""

    ASKED = {"username": "worker", "password": PASSWORD}  # noqa: RUF012 - a constant of these tests

    def test_not_from_elsewhere(self, site: Site) -> None:
        assert site.anybody("192.0.2.7").post("/api/v1/session", json=self.ASKED).status_code == 401
        assert "Ines" not in site.anybody("192.0.2.7").get("/sign-in").text
        assert 'name="password"' not in site.anybody("192.0.2.7").get("/sign-in").text

    @pytest.mark.parametrize("header", ["forwarded", "x-forwarded-for", "x-real-ip"])
    def test_not_through_a_proxy_on_this_machine(self, site: Site, header: str) -> None:
        headers = {header: "for=127.0.0.1"}
        assert site.anybody().post("/api/v1/session", json=self.ASKED, headers=headers).status_code == 401

    def test_not_where_they_are_switched_off(
        self, settings: ApiSettings, borough: Graph, quick_store: Store, accounts: Accounts
    ) -> None:
        site = Site(settings.model_copy(update={"demo_accounts": False}), borough, quick_store)
        assert site.anybody().post("/api/v1/session", json=self.ASKED).status_code == 401

    @pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "kith.example"])  # noqa: S104 - refused
    def test_not_on_a_server_that_others_reach(self, host: str) -> None:
        with pytest.raises(ValueError, match="loopback"):
            ApiSettings(host=host, demo_accounts=True)


class TestCookie:
    def test_it_is_out_of_reach_of_scripts_and_other_sites(self, site: Site) -> None:
        client = site.anybody()
        answer = client.post("/api/v1/session", json={"username": "worker", "password": PASSWORD})
        cookie = answer.headers["set-cookie"].lower()
        assert cookie.startswith("kith_session=")
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "path=/" in cookie
        assert "domain" not in cookie
        assert "max-age" not in cookie

    def test_over_tls_it_is_bound_to_host_and_tls(
        self, settings: ApiSettings, borough: Graph, quick_store: Store, accounts: Accounts
    ) -> None:
        secure = settings.model_copy(update={"origin": "https://127.0.0.1:8000"})
        answer = (
            Site(secure, borough, quick_store)
            .anybody()
            .post("/api/v1/session", json={"username": "worker", "password": PASSWORD})
        )
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-kith_session=")
        assert "Secure" in cookie
        assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


class TestSession:
    def test_signing_in_again_ends_the_session_before(self, site: Site) -> None:
        client = site.sign_in_by_password("worker")
        before = client.cookies["kith_session"]
        client.post("/api/v1/session", json={"username": "lead", "password": PASSWORD})
        assert client.cookies["kith_session"] != before
        assert Sessions(site.store).find(before) is None

    def test_it_can_be_ended_from_the_server_at_once(self, site: Site) -> None:
        client = site.sign_in_by_password("worker")
        Sessions(site.store).end_all("worker")
        assert client.get("/api/v1/me").status_code == 401

    def test_signing_out_ends_it_on_the_server_too(self, site: Site) -> None:
        client = site.sign_in_by_password("worker")
        token = client.cookies["kith_session"]
        assert client.delete("/api/v1/session").status_code == 204
        client.cookies.set("kith_session", token)
        assert client.get("/api/v1/me").status_code == 401

    def test_a_made_up_token_opens_nothing(self, site: Site) -> None:
        client = site.anybody()
        client.cookies.set("kith_session", "x" * 43)
        assert client.get("/api/v1/me").status_code == 401

    def test_a_role_is_read_anew_with_every_request(self, site: Site, accounts: Accounts) -> None:
        client = site.sign_in_by_password("worker")
        accounts.disable("worker")
        assert client.get("/api/v1/me").status_code == 401

    def test_an_idle_session_ends(
        self, settings: ApiSettings, borough: Graph, quick_store: Store, accounts: Accounts
    ) -> None:
        site = Site(settings.model_copy(update={"idle": dt.timedelta(0)}), borough, quick_store)
        client = site.anybody()
        client.post("/api/v1/session", json={"username": "worker", "password": PASSWORD})
        assert client.get("/api/v1/me").status_code == 401


class TestRateLimits:
    def limited(self, settings: ApiSettings, **limits: Limit) -> ApiSettings:
        return settings.model_copy(update=limits)

    def test_guessing_at_one_account_stops(
        self, settings: ApiSettings, borough: Graph, quick_store: Store, accounts: Accounts
    ) -> None:
        site = Site(self.limited(settings, sign_in_by_account=Limit("a", 2, 3_600)), borough, quick_store)
        client = site.anybody()
        wrong = {"username": "worker", "password": "wrong"}
        answers = [client.post("/api/v1/session", json=wrong) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [401, 401, 429]
        assert 0 < int(answers[-1].headers["retry-after"]) <= 3_600
        assert client.post("/api/v1/session", json={**wrong, "password": PASSWORD}).status_code == 429
        assert (
            client.post("/api/v1/session", json={"username": "lead", "password": PASSWORD}).status_code == 201
        )
        assert "limited" in {entry["outcome"] for entry in site.audited()}

    def test_guessing_from_one_place_stops(
        self, settings: ApiSettings, borough: Graph, quick_store: Store, accounts: Accounts
    ) -> None:
        site = Site(self.limited(settings, sign_in_by_client=Limit("c", 2, 3_600)), borough, quick_store)
        client = site.anybody()
        names = ("a", "b", "c")
        answers = [client.post("/api/v1/session", json={"username": name, "password": "x"}) for name in names]
        assert [answer.status_code for answer in answers] == [401, 401, 429]

    def test_strangers_cannot_fill_the_audit(
        self, settings: ApiSettings, borough: Graph, quick_store: Store, accounts: Accounts
    ) -> None:
        site = Site(self.limited(settings, strangers=Limit("x", 2, 3_600)), borough, quick_store)
        answers = [site.anybody().get("/api/v1/me").status_code for _ in range(5)]
        assert answers == [401, 401, 429, 429, 429]
        assert len(site.audited()) == 2
        assert site.sign_in("worker").get("/api/v1/me").status_code == 200

    def test_a_right_password_begins_anew(
        self, settings: ApiSettings, borough: Graph, quick_store: Store, accounts: Accounts
    ) -> None:
        site = Site(self.limited(settings, sign_in_by_account=Limit("a", 2, 3_600)), borough, quick_store)
        for _ in range(4):
            site.sign_in_by_password("worker")

    def test_searching_without_end_stops(
        self, settings: ApiSettings, borough: Graph, quick_store: Store, accounts: Accounts
    ) -> None:
        site = Site(self.limited(settings, searches=Limit("s", 2, 3_600)), borough, quick_store)
        client = site.sign_in("worker")
        answers = [client.post("/api/v1/children/search", json={"q": "Amara"}) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert int(answers[-1].headers["retry-after"]) > 0
