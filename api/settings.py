"""What can be set about the web application."""

from __future__ import annotations

import datetime as dt
from ipaddress import ip_address
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from api.store.rates import Limit
from api.store.sessions import ABSOLUTE, IDLE

KIB = 1024


class OidcSettings(BaseModel):
    """The organisation's OpenID provider. ``issuer`` is where discovery begins; it is compared exactly."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: str
    client_id: str
    client_secret: SecretStr
    name: str = "your organisation's account"
    scopes: str = "openid"


class ApiSettings(BaseModel):
    """Settings of the application.

    ``host`` is the address that the server listens on, ``origin`` what a browser calls it (scheme, host and port).
    ``own_authorities`` are codes and names of the authority itself, as feeds write them.
    ``population`` is the number of children of 0 to 18 who live in the borough, by ``population_source``;
    ``wards`` the file of the shapes of wards. ``sample_rate`` is the share of openings for a hub purpose that a lead
    reviews. Sizes are in bytes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    port: int = 8000
    origin: str = "http://127.0.0.1:8000"
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    demo_accounts: bool = False
    oidc: OidcSettings | None = None
    own_authorities: tuple[str, ...] = ()
    population: int | None = Field(default=None, gt=0)
    population_source: str | None = None
    wards: Path | None = None
    sample_rate: float = Field(default=0.1, ge=0, le=1)
    idle: dt.timedelta = IDLE
    absolute: dt.timedelta = ABSOLUTE
    longest_body: int = Field(default=64 * KIB, gt=0)
    sign_in_by_account: Limit = Limit("sign_in_account", 5, 15 * 60)
    sign_in_by_client: Limit = Limit("sign_in_client", 30, 15 * 60)
    searches: Limit = Limit("search", 60, 60)
    strangers: Limit = Limit("stranger", 300, 60)

    @model_validator(mode="after")
    def _demo_on_loopback(self) -> ApiSettings:
        if self.demo_accounts and not is_loopback(self.host):
            raise ValueError("demonstration accounts are for a server that listens on loopback only")
        return self

    @property
    def https(self) -> bool:
        """Whether browsers reach the application over TLS."""
        return self.origin.startswith("https://")


def is_loopback(host: str | None) -> bool:
    """Whether an address or ``localhost`` is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False
