"""The services that other tests lean on are real ones, and answer."""

from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
import sqlalchemy
from authlib.integrations.httpx_client import OAuth2Client
from playwright.sync_api import Page, expect

from tests.support.oidc_provider import CALLBACK_PATHS, OidcProvider


def test_each_test_gets_an_empty_postgresql_database(postgres_url: str) -> None:
    engine = sqlalchemy.create_engine(postgres_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE note (line text)")
        connection.exec_driver_sql("INSERT INTO note VALUES ('Zażółć gęślą jaźń')")
        assert connection.exec_driver_sql("SELECT line FROM note").scalar_one() == "Zażółć gęślą jaźń"
    engine.dispose()


def test_the_next_one_is_empty_again(postgres_url: str) -> None:
    engine = sqlalchemy.create_engine(postgres_url)
    assert sqlalchemy.inspect(engine).get_table_names() == []
    engine.dispose()


@pytest.mark.browser
def test_chromium_runs_what_a_page_says(browser_page: Page) -> None:
    browser_page.set_content(
        "<h1>Before</h1><script>document.querySelector('h1').textContent = 'After'</script>"
    )
    expect(browser_page.get_by_role("heading")).to_have_text("After")


def sign_in(provider: OidcProvider, name: str, password: str, redirect_uri: str) -> httpx2.Response:
    """Ask for a code and fill in the provider's form; the answer is not followed to the application."""
    discovery = httpx2.get(f"{provider.issuer}/.well-known/openid-configuration").json()
    with OAuth2Client(provider.client_id, provider.client_secret, scope="openid profile email") as client:
        url, _ = client.create_authorization_url(
            discovery["authorization_endpoint"],
            redirect_uri=redirect_uri,
            state="state",
            code_challenge="E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            code_challenge_method="S256",
        )
    with httpx2.Client() as browser:
        form = browser.get(url, follow_redirects=True)
        answer = browser.post(form.url, data={"name": name, "password": password})
        while answer.next_request and not str(answer.next_request.url).startswith(redirect_uri):
            answer = browser.send(answer.next_request)
    return answer


def test_the_openid_provider_says_who_signed_in(oidc_provider: OidcProvider) -> None:
    redirect_uri = f"http://127.0.0.1:4711{CALLBACK_PATHS[0]}"
    account = oidc_provider.accounts["oidc-practitioner"]
    answer = sign_in(oidc_provider, "oidc-practitioner", account.password, redirect_uri)
    back = answer.headers["location"]
    assert back.startswith(redirect_uri)
    with OAuth2Client(oidc_provider.client_id, oidc_provider.client_secret) as client:
        token = client.fetch_token(
            f"{oidc_provider.issuer}/token",
            code=parse_qs(urlsplit(back).query)["code"][0],
            redirect_uri=redirect_uri,
            code_verifier="dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        )
        said = client.get(f"{oidc_provider.issuer}/me").json()
    assert token["id_token"]
    assert said == {"sub": "oidc-practitioner", **account.claims}


def test_the_openid_provider_refuses_a_wrong_password(oidc_provider: OidcProvider) -> None:
    redirect_uri = f"http://127.0.0.1:4711{CALLBACK_PATHS[0]}"
    assert sign_in(oidc_provider, "oidc-practitioner", "guess", redirect_uri).status_code == 401
