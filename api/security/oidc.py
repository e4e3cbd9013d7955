"""Sign-in by the organisation: OpenID Connect, code flow with PKCE (S256), state and nonce, by Authlib and joserfc.

What is kept between leaving and coming back is in the store, used once, for ten minutes, and tied to the browser by a
cookie. Only the issuer and the subject of the identity token are used: role, agency and services are the account's.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from threading import Lock
from typing import Any

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from api.errors import SignInFailed, Unavailable
from api.logs import request_log
from api.settings import OidcSettings
from api.store.sign_ins import SignIns, Started

CALLBACK = "/sign-in/oidc/callback"
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
"""Signatures by the provider's own key; none and shared secrets are refused."""
TIMEOUT_SECONDS = 10.0
LEEWAY_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Provider:
    """What discovery says of the provider."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


class OidcClient:
    """This application as a client of one provider. Discovery is read when first needed; keys again when unknown."""

    def __init__(self, settings: OidcSettings, origin: str, sign_ins: SignIns) -> None:
        self._settings = settings
        self._redirect_uri = origin + CALLBACK
        self._sign_ins = sign_ins
        self._lock = Lock()
        self._provider: Provider | None = None
        self._keys: KeySet | None = None

    @property
    def issuer(self) -> str:
        """The provider whose subjects accounts are linked to."""
        return self._settings.issuer

    def begin(self, browser: str) -> str:
        """Where to send the browser. Raises :class:`Unavailable` where the provider does not answer."""
        started = Started(secrets.token_urlsafe(32), secrets.token_urlsafe(48))
        with self._client() as client:
            url, state = client.create_authorization_url(
                self._discovered().authorization_endpoint,
                code_verifier=started.verifier,
                nonce=started.nonce,
            )
        self._sign_ins.start(state, browser, started)
        return str(url)

    def finish(self, browser: str | None, state: str, code: str, issuer: str | None) -> str:
        """The subject who has signed in. Raises :class:`SignInFailed`, :class:`Unavailable`."""
        started = self._sign_ins.finish(state, browser or "")
        provider = self._discovered()
        if started is None or (issuer is not None and issuer != provider.issuer):
            raise SignInFailed  # an answer nobody here asked for, or of another provider (RFC 9207)
        try:
            with self._client() as client:
                token = client.fetch_token(provider.token_endpoint, code=code, code_verifier=started.verifier)
        except (AuthlibBaseError, httpx2.HTTPError, ValueError) as error:
            request_log.warning("oidc_token_refused", error=type(error).__name__)
            raise SignInFailed from None
        return self.subject(token.get("id_token"), started.nonce)

    def subject(self, id_token: Any, nonce: str) -> str:
        """The checked subject of an identity token (OpenID Connect Core 1.0, section 3.1.3.7)."""
        if not isinstance(id_token, str):
            raise SignInFailed
        claims = JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": self._discovered().issuer},
            aud={"essential": True, "value": self._settings.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            token = jwt.decode(id_token, self._signing_keys(id_token), algorithms=list(ALGORITHMS))
            claims.validate(token.claims)
        except (JoseError, ValueError) as error:
            request_log.warning("oidc_identity_refused", error=type(error).__name__)
            raise SignInFailed from None
        audience = token.claims["aud"]
        if (
            isinstance(audience, list)
            and len(audience) > 1
            and token.claims.get("azp") != self._settings.client_id
        ):
            raise SignInFailed
        return str(token.claims["sub"])

    def trust(self, keys: KeySet) -> None:
        """Take the provider's keys as given, until a token names another."""
        with self._lock:
            self._keys = keys

    def _signing_keys(self, id_token: str) -> KeySet:
        """The provider's keys; read again if the token names one that is not among them."""
        with self._lock:
            keys = self._keys
        if keys is None or not _names_one_of(id_token, keys):
            keys = KeySet.import_key_set(self._fetch(self._discovered().jwks_uri))
            self.trust(keys)
        return keys

    def _discovered(self) -> Provider:
        with self._lock:
            if self._provider is not None:
                return self._provider
        said = self._fetch(self._settings.issuer.rstrip("/") + "/.well-known/openid-configuration")
        if said.get("issuer") != self._settings.issuer:
            request_log.error("oidc_wrong_issuer")
            raise Unavailable
        names = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
        provider = Provider(*(str(said[name]) for name in names))
        with self._lock:
            self._provider = provider
        return provider

    def _fetch(self, url: str) -> Any:
        try:
            answer = httpx2.get(url, timeout=TIMEOUT_SECONDS, follow_redirects=False)
            answer.raise_for_status()
            return answer.json()
        except (httpx2.HTTPError, ValueError) as error:
            request_log.error("oidc_provider_unavailable", error=type(error).__name__)
            raise Unavailable from None

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            self._settings.client_id,
            self._settings.client_secret.get_secret_value(),
            scope=self._settings.scopes,
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
            timeout=TIMEOUT_SECONDS,
        )


def _names_one_of(id_token: str, keys: KeySet) -> bool:
    """Whether the key that the token names, without its word being trusted for anything else, is at hand."""
    named = jws.extract_compact(id_token.encode()).headers().get("kid")
    return named is None or any(key.kid == named for key in keys.keys)
