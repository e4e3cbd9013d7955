"""Sign-in by the organisation, against a real OpenID provider."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from pydantic import SecretStr
from starlette.testclient import TestClient

from api.errors import SignInFailed
from api.security.oidc import OidcClient
from api.settings import ApiSettings, OidcSettings
from api.store import Store
from api.store.accounts import Accounts
from api.store.sign_ins import SignIns
from graph.gateway import Graph
from tests.api.site import ORIGIN, Site
from tests.support.oidc_provider import OidcProvider

KNOWN, STRANGER = "oidc-practitioner", "oidc-stranger"


@pytest.fixture
def oidc(oidc_provider: OidcProvider) -> OidcSettings:
    return OidcSettings(
        issuer=oidc_provider.issuer,
        client_id=oidc_provider.client_id,
        client_secret=SecretStr(oidc_provider.client_secret),
    )


@pytest.fixture
def organisation(
    settings: ApiSettings, oidc: OidcSettings, borough: Graph, quick_store: Store, accounts: Accounts
) -> Site:
    """An application whose account ``organisation`` is linked to one of the provider's people."""
    accounts.link_identity(oidc.issuer, KNOWN, "organisation")
    return Site(settings.model_copy(update={"oidc": oidc}), borough, quick_store)


def at_provider(url: str, provider: OidcProvider, name: str) -> str:
    """What a person does at the provider; the address at which they come back."""
    with httpx2.Client(follow_redirects=True) as browser:
        form = browser.get(url)
        assert form.status_code == 200, form.text
        answer = browser.post(
            str(form.url),
            data={"name": name, "password": provider.accounts[name].password},
            follow_redirects=False,
        )
        while not answer.headers["location"].startswith(ORIGIN):
            answer = browser.get(answer.url.join(answer.headers["location"]), follow_redirects=False)
        return str(answer.headers["location"])


def leave(client: TestClient) -> str:
    answer = client.get("/sign-in/oidc")
    assert answer.status_code == 303
    return str(answer.headers["location"])


def test_somebody_with_an_account_signs_in(organisation: Site, oidc_provider: OidcProvider) -> None:
    client = organisation.anybody("192.0.2.7")
    back = at_provider(leave(client), oidc_provider, KNOWN)
    answer = client.get(back)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    me = client.get("/api/v1/me").json()
    assert (me["username"], me["role"], me["agency"]) == ("organisation", "practitioner", "social_care")
    means = [
        entry["details"].get("means") for entry in organisation.audited() if entry["action"] == "sign_in"
    ]
    assert "oidc" in means


def test_what_is_asked_of_the_provider(organisation: Site, oidc_provider: OidcProvider) -> None:
    asked = parse_qs(urlsplit(leave(organisation.anybody())).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [ORIGIN + "/sign-in/oidc/callback"]
    assert len(asked["state"][0]) >= 20
    assert len(asked["nonce"][0]) >= 20
    again = parse_qs(urlsplit(leave(organisation.anybody())).query)
    assert asked["state"] != again["state"]


def test_somebody_without_an_account_does_not(organisation: Site, oidc_provider: OidcProvider) -> None:
    client = organisation.anybody()
    answer = client.get(at_provider(leave(client), oidc_provider, STRANGER))
    assert answer.status_code in (303, 401)
    assert client.get("/api/v1/me").status_code == 401
    assert (organisation.audited()[-2]["action"], organisation.audited()[-2]["outcome"]) == (
        "sign_in",
        "refused",
    )


def test_a_disabled_account_does_not(
    organisation: Site, oidc_provider: OidcProvider, accounts: Accounts
) -> None:
    accounts.disable("organisation")
    client = organisation.anybody()
    client.get(at_provider(leave(client), oidc_provider, KNOWN))
    assert client.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("what", ["state", "code", "iss", "another browser", "twice"])
def test_an_answer_that_was_tampered_with_signs_nobody_in(
    organisation: Site, oidc_provider: OidcProvider, what: str
) -> None:
    client = organisation.anybody()
    back = urlsplit(at_provider(leave(client), oidc_provider, KNOWN))
    given = {name: values[0] for name, values in parse_qs(back.query).items()}
    if what in given:
        given[what] = "https://evil.example" if what == "iss" else "made-up"
    if what == "another browser":
        client = organisation.anybody()
        leave(client)
    if what == "twice":
        assert client.get(back.path, params=given).headers["location"] == "/"
        client = organisation.anybody()
    client.get(back.path, params=given)
    assert client.get("/api/v1/me").status_code == 401


def test_without_a_provider_there_is_no_such_way(site: Site) -> None:
    assert site.anybody().get("/sign-in/oidc").status_code == 404
    assert site.anybody().get("/sign-in/oidc/callback?state=x&code=y").status_code == 404


class TestIdentityToken:
    """Tokens that the real provider would not make: signed by hand, checked by the same code."""

    KEY = RSAKey.generate_key(2048, {"kid": "k1"})
    OTHER = RSAKey.generate_key(2048, {"kid": "k1"})

    @pytest.fixture
    def client(self, oidc: OidcSettings, quick_store: Store) -> OidcClient:
        client = OidcClient(oidc, ORIGIN, SignIns(quick_store))
        client.trust(KeySet([self.KEY]))
        return client

    def token(self, oidc: OidcSettings, *, key: RSAKey | None = None, **changed: Any) -> str:
        at = int(time.time())
        claims = {
            "iss": oidc.issuer,
            "aud": oidc.client_id,
            "sub": "s1",
            "nonce": "n1",
            "iat": at,
            "exp": at + 60,
        }
        claims |= changed
        said = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": "k1"}, said, key or self.KEY)

    def test_a_right_one(self, client: OidcClient, oidc: OidcSettings) -> None:
        assert client.subject(self.token(oidc), "n1") == "s1"
        both = self.token(oidc, aud=[oidc.client_id, "other"], azp=oidc.client_id)
        assert client.subject(both, "n1") == "s1"

    @pytest.mark.parametrize(
        "changed",
        [
            {"iss": "https://evil.example"},
            {"aud": "other"},
            {"aud": ["kith-tests", "other"]},
            {"nonce": "other"},
            {"nonce": None},
            {"exp": 1},
            {"exp": None},
            {"sub": None},
            {"iat": None},
        ],
    )
    def test_a_wrong_one(self, client: OidcClient, oidc: OidcSettings, changed: dict[str, Any]) -> None:
        with pytest.raises(SignInFailed):
            client.subject(self.token(oidc, **changed), "n1")

    def test_a_foreign_signature_or_none(self, client: OidcClient, oidc: OidcSettings) -> None:
        right = self.token(oidc)
        header, body, _ = right.split(".")
        for wrong in (self.token(oidc, key=self.OTHER), f"{header}.{body}.", "nonsense", None, 17):
            with pytest.raises(SignInFailed):
                client.subject(wrong, "n1")

    def test_a_shared_secret_is_no_signature(self, client: OidcClient, oidc: OidcSettings) -> None:
        key = OctKey.import_key(oidc.client_secret.get_secret_value())
        forged = jwt.encode({"alg": "HS256", "kid": "k1"}, {"sub": "s1"}, key)
        with pytest.raises(SignInFailed):
            client.subject(forged, "n1")
